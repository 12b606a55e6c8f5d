"""Law: whatever a mock answers to a poll is a task, a refusal, or one of the two exceptions that say so.

Every state, outcome, failure code and fault, in every envelope; never another exception, and never a success
without a film.
"""

import pytest
from at_the_mock import Mock, submitted
from hypothesis import given
from hypothesis import strategies as st
from vendors import every, vendor

from vidlect_adapters.canonical import Failed, InProgress, Link, Succeeded, VendorRoute
from vidlect_adapters.errors import MalformedReply, UnknownWord
from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.registry import VENDORS
from vidlect_mock.scenario import AfterPolls, Breaks, Lapses, NeverEnds, Scenario, Succeeds
from vidlect_mock.sessions import Settings
from vidlect_mock.trouble import (
    Backwards,
    EmptyResult,
    ExtraField,
    Fault,
    MalformedJson,
    MissingField,
    Reply,
    Status,
    UnknownStatus,
    VendorError,
    WrongContentType,
)

EVERY_STATE = AfterPolls(2, 3)
SPEAKERS = [(name, label) for name in VENDORS for label in vendor(name).speakers]
CODES = [(name, label, code) for name, label in SPEAKERS for code in vendor(name).errors]


def played(name, label, scenario):
    """A task that plays a scenario, and how to poll it once."""
    of = vendor(name)
    ours, theirs, switches = of.speakers[label]
    profile = of.profile(ours)
    mock = Mock(name, profile=theirs, **switches)
    mock.engine.configure("default", Settings(scenario=scenario))
    ref = submitted(mock, of.drawn.PLAIN, profile)

    def poll():
        return of.adapter.decode_polled(ref, mock.send(of.adapter.encode_poll(ref, profile)), profile)

    return mock, poll


def is_said(answer):
    """Whether an answer is whole: a success has a film with an address, a failure its reason, an exception whose."""
    match answer:
        case Succeeded():
            places = [isinstance(one.location, Link | VendorRoute) for one in answer.files]
            return all(places) and bool(places)
        case Failed(failure=failure) | (VendorFailure() as failure):
            return bool(failure.message and failure.vendor_code)
        case MalformedReply() | UnknownWord():
            return answer.status == 502 and answer.dialect in VENDORS and bool(answer.message)
        case _:
            return isinstance(answer, InProgress)


@pytest.mark.parametrize(("name", "label"), SPEAKERS)
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
def test_every_state_in_its_turn(name, label, outcome, end):
    _, poll = played(name, label, Scenario("drawn", EVERY_STATE, outcome))
    answers = [poll() for _ in range(4)]
    assert all(map(is_said, answers))
    assert [type(one) for one in answers] == [InProgress, InProgress, end, end]


@pytest.mark.parametrize(("name", "label", "code"), CODES)
def test_every_code_of_a_failed_task(name, label, code):
    _, poll = played(name, label, Scenario("drawn", AfterPolls(0, 0), Breaks(code)))
    answer = poll()
    assert isinstance(answer, Failed | VendorFailure)
    assert is_said(answer)


@pytest.mark.parametrize(("name", "label", "code"), CODES)
def test_every_code_of_a_refused_poll(name, label, code):
    scenario = Scenario("drawn", EVERY_STATE, faults=(Fault("poll", VendorError(code)),))
    _, poll = played(name, label, scenario)
    answer = poll()
    assert isinstance(answer, Failed | VendorFailure)
    assert is_said(answer)


@pytest.mark.parametrize(("name", "label"), SPEAKERS)
def test_a_task_that_is_gone(name, label):
    mock, poll = played(name, label, Scenario("drawn", EVERY_STATE))
    mock.engine.clock.step(mock.vendor.mocked.RETENTION["forgotten"] + 1.0)
    answer = poll()
    assert isinstance(answer, Failed | VendorFailure)
    assert is_said(answer)


# A pointer that leads somewhere in one of the envelopes.
pointers = st.sampled_from(
    sorted(
        {
            f"{root}/{member}"
            for root in (
                "",
                "/Result",
                "/data",
                "/output",
                "/content",
                "/error",
                "/creations/0",
                "/data/task_result",
            )
            for member in (
                *(
                    "code",
                    "data",
                    "status",
                    "video_url",
                    "message",
                    "request_id",
                    "ResponseMetadata",
                    "Result",
                ),
                *(
                    "output",
                    "task_status",
                    "content",
                    "id",
                    "state",
                    "creations",
                    "url",
                    "task_result",
                    "videos",
                ),
                *("error", "progress", "seconds", "usage", "err_code", "task_id", "results"),
            )
        }
    )
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
statuses = st.integers(200, 599).filter(lambda status: status not in {204, 304})
neutral = st.sampled_from(
    ["input_rejected", "output_rejected", "internal", "rate_limited", "quota_exhausted"]
)
troubles = st.one_of(
    st.builds(Status, statuses, st.none() | st.integers(0, 99), values),
    st.builds(VendorError, neutral),
    st.builds(UnknownStatus, st.text(max_size=12)),
    st.just(MalformedJson()),
    st.just(WrongContentType()),
    st.just(EmptyResult()),
    st.just(Backwards()),
    st.builds(MissingField, pointers),
    st.builds(ExtraField, pointers, values),
    st.builds(Reply, statuses, st.just({"content-type": "application/json"}), values),
)


@every()
@given(
    data=st.data(),
    drawn=st.lists(troubles, min_size=1, max_size=4),
    outcome=st.sampled_from([Succeeds(), Lapses(), NeverEnds(), Breaks("input_rejected")]),
)
def test_every_trouble_in_every_state(name, data, drawn, outcome):
    label = data.draw(st.sampled_from(sorted(vendor(name).speakers)))
    faults = tuple(Fault("poll", trouble) for trouble in drawn)
    _, poll = played(name, label, Scenario("drawn", AfterPolls(1, 2), outcome, faults))
    for _ in range(len(faults) + 2):
        try:
            answer = poll()
        except (MalformedReply, UnknownWord) as error:
            answer = error
        assert is_said(answer)
