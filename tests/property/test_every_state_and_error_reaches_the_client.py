"""Law: every state of every vendor, every failure code and every trouble reaches the client in the surface's own words.

A documented status word, or a refusal that the document describes; the progress never falls and is 100 for a film
that is there and for nothing else; a vendor's message survives.
"""

import orjson
import pytest
from at_the_mock import Mock
from hypothesis import given
from hypothesis import strategies as st
from surfaces import CROSSINGS, every_crossing, every_surface, surface
from test_every_poll_decodes import troubles
from vendors import vendor

from vidlect_adapters.canonical import Failed, InProgress, Succeeded, TaskRef
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpReply
from vidlect_adapters.record import TaskRecord
from vidlect_mock.scenario import AfterPolls, Breaks, Lapses, NeverEnds, Scenario, Succeeds
from vidlect_mock.sessions import Settings
from vidlect_mock.trouble import Fault, VendorError

CODES = [(*crossing, code) for crossing in CROSSINGS for code in vendor(crossing[1]).errors]
LINK = "https://gateway.example/film?signature=1"


class Played:
    """A task that plays a scenario behind a surface, and its client's questions."""

    def __init__(self, surface_name, vendor_name, scenario):
        self.of, self.vendor = surface(surface_name), vendor(vendor_name)
        self.mock = Mock(vendor_name)
        self.mock.engine.configure("default", Settings(scenario=scenario))
        call = self.of.create(self.of.sayable(self.vendor.drawn.PLAIN))
        self.outbound = self.of.relay.begin_create(call)
        reply = self.mock.send(self.outbound.call)
        new_id = self.of.adapter.new_id(7)
        self.record, self.created = self.of.relay.submitted(
            self.outbound, reply, new_id=new_id, owner="me", now=1
        )
        self.create = call

    def query(self):
        """What the client reads: the task, the reply; judged by the document."""
        call = self.of.relay.poll(self.record)
        if call is not None:
            self.record = self.of.relay.polled(self.record, self.mock.send(call), now=2).record
        shown = self.record
        if isinstance(shown.last, Succeeded):
            shown = TaskRecord(
                **{name: getattr(shown, name) for name in TaskRecord.__slots__} | {"film_url": LINK}
            )
        reply = self.of.relay.query_reply(shown)
        profile = self.of.profile()
        asked = self.of.adapter.encode_query(self.record.id, profile)
        assert described(self.of, asked, reply) == []
        return self.of.adapter.decode_task(TaskRef(task_id=self.record.id), reply, profile), reply


def described(of, call, reply):
    """How a reply breaks the surface's document."""
    assert reply.header("content-type") == "application/json"
    return of.document.reply_violations(call, reply.status, orjson.loads(reply.body))


@every_crossing()
@pytest.mark.parametrize(
    ("outcome", "end"),
    [
        (Succeeds(), Succeeded),
        (Lapses(), Failed),
        (NeverEnds(), InProgress),
        (Breaks("output_rejected"), Failed),
    ],
    ids=["succeeds", "lapses", "never ends", "breaks"],
)
def test_every_state_in_its_turn(surface_name, vendor_name, outcome, end):
    played = Played(surface_name, vendor_name, Scenario("drawn", AfterPolls(2, 3), outcome))
    assert described(played.of, played.create, played.created) == []
    answers = [played.query()[0] for _ in range(4)]
    assert [type(one) for one in answers] == [InProgress, InProgress, end, end]
    shown = [one.progress or 0 for one in answers if isinstance(one, InProgress)]
    assert shown == sorted(shown)
    assert all(one < 100 for one in shown)


@pytest.mark.parametrize(("surface_name", "vendor_name", "code"), CODES)
def test_every_code_of_a_failed_task_is_told(surface_name, vendor_name, code):
    played = Played(surface_name, vendor_name, Scenario("drawn", AfterPolls(0, 0), Breaks(code)))
    task, _ = played.query()
    if isinstance(played.record.last, InProgress):  # the vendor calls this a trouble of the poll
        assert isinstance(task, InProgress)
        return
    ours = played.record.last.failure
    assert isinstance(task, Failed)
    assert ours.message[:20] in task.failure.message or "[link]" in task.failure.message
    assert task.failure.vendor_code == ours.vendor_code or ours.vendor_code in task.failure.message


@pytest.mark.parametrize(("surface_name", "vendor_name", "code"), CODES)
def test_every_code_of_a_refused_create_is_told(surface_name, vendor_name, code):
    played = Played(surface_name, vendor_name, Scenario("drawn", faults=()))
    fault = Scenario("drawn", faults=(Fault("submit", VendorError(code)),))
    played.mock.engine.configure("default", Settings(scenario=fault))
    answer = played.mock.send(played.outbound.call)
    record, reply = played.of.relay.submitted(played.outbound, answer, new_id="1", owner="me", now=1)
    if record is not None:  # not every code is one of a submit
        return
    assert reply.status >= 400
    assert described(played.of, played.create, reply) == []
    told = played.of.adapter.decode_error(reply, played.of.profile())
    assert told.message
    assert told.vendor_code


@every_crossing()
@given(drawn=st.lists(troubles, min_size=1, max_size=3))
def test_any_trouble_of_a_poll_leaves_a_reply_of_the_surface(surface_name, vendor_name, drawn):
    faults = tuple(Fault("poll", trouble) for trouble in drawn)
    played = Played(surface_name, vendor_name, Scenario("drawn", AfterPolls(1, 2), Succeeds(), faults))
    progress = 0
    for _ in range(len(faults) + 2):
        task, _ = played.query()
        if isinstance(task, InProgress):
            assert progress <= (task.progress or progress) < 100
            progress = task.progress or progress


@every_surface()
@pytest.mark.parametrize("kind", ErrorKind, ids=lambda kind: kind.word)
def test_every_kind_of_failure_is_a_documented_refusal_that_reads_back(surface_name, kind):
    of = surface(surface_name)
    failure = VendorFailure(kind=kind, vendor_code="E-7", message="说明", retry_after=3)
    reply = of.adapter.encode_error(failure, of.profile())
    create = of.create(of.sayable(vendor("kling").drawn.PLAIN))
    assert described(of, create, reply) == []
    told = of.adapter.decode_error(reply, of.profile())
    assert "说明" in told.message
    assert "E-7" in told.message + told.vendor_code
    assert told.retry_after == 3


@every_surface()
def test_no_secret_and_no_address_of_a_vendors_message_reaches_a_client(surface_name):
    of = surface(surface_name)
    said = "rejected sk-abcdef0123456789 at https://files.example/a?Signature=xyz"
    failure = VendorFailure(kind=ErrorKind.INPUT_REJECTED, vendor_code="E-7", message=said)
    for reply in (of.adapter.encode_error(failure, of.profile()), _failed(of, failure)):
        assert b"sk-abcdef" not in reply.body
        assert b"Signature" not in reply.body
        assert b"files.example" not in reply.body
        assert b"rejected" in reply.body


def _failed(of, failure) -> HttpReply:
    ref = TaskRef(task_id="up")
    record = TaskRecord(
        id=of.adapter.new_id(1),
        owner="me",
        surface=of.name,
        vendor="kling",
        model_name="kling-v1",
        ref=ref,
        request=vendor("kling").drawn.PLAIN,
        created_at=1,
        last=Failed(ref=ref, failure=failure),
        ended_at=2,
    )
    return of.adapter.encode_task(record, of.profile())
