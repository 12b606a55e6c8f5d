"""Law: whatever the mock answers to a poll is a task, a refusal, or one of the two exceptions that say so.

Every state, outcome, failure code and fault, in every envelope; never another exception, and never a success
without a film.
"""

import pytest
from at_the_mock import Mock, submitted
from hypothesis import given
from hypothesis import strategies as st

from vidlect_adapters.canonical import Failed, InProgress, Link, Succeeded, VideoRequest
from vidlect_adapters.errors import MalformedReply, UnknownWord
from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.profile import choose
from vidlect_adapters.vendors import volcengine_visual as visual
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
from vidlect_mock.vendors.volcengine_visual.errors import ERRORS
from vidlect_mock.vendors.volcengine_visual.gateway_errors import GATEWAY_ERRORS

# Envelope → profile of the adapter and of the mock.
SPEAKERS = {
    "flat": ("default", "default"),
    "result": ("per-model", "default"),
    "seed": ("seed-001", "seed-001"),
}
FAILED_FORMS = {"http-error": {}, "http-200": {"failed-task": "http-200"}}
EVERY_STATE = AfterPolls(2, 3)
CODES = [*ERRORS, *GATEWAY_ERRORS]


def played(speaker, scenario, **switches):
    """A task that plays a scenario, and how to poll it once."""
    adapter, mocked = SPEAKERS[speaker]
    profile = choose(visual.NAME, visual.SWITCHES, visual.PROFILES, adapter)
    mock = Mock(profile=mocked, **switches)
    mock.engine.configure("default", Settings(scenario=scenario))
    ref = submitted(mock, VideoRequest(model="jimeng_t2v_v30", prompt="夜航"), profile)

    def poll():
        return visual.decode_polled(ref, mock.send(visual.encode_poll(ref, profile)), profile)

    return mock, poll


def is_said(answer):
    """Whether an answer is whole: a success has a film with an address, a failure its reason, an exception whose."""
    match answer:
        case Succeeded():
            return all(isinstance(one.location, Link) for one in answer.files) and bool(answer.files)
        case Failed(failure=failure) | (VendorFailure() as failure):
            return bool(failure.message and failure.vendor_code)
        case MalformedReply() | UnknownWord():
            return (answer.status, answer.dialect) == (502, visual.NAME) and bool(answer.message)
        case _:
            return isinstance(answer, InProgress)


@pytest.mark.parametrize("speaker", SPEAKERS)
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
def test_every_state_in_its_turn(speaker, outcome, end):
    _, poll = played(speaker, Scenario("drawn", EVERY_STATE, outcome))
    answers = [poll() for _ in range(4)]
    assert all(map(is_said, answers))
    assert [type(one) for one in answers] == [InProgress, InProgress, end, end]


@pytest.mark.parametrize("speaker", SPEAKERS)
@pytest.mark.parametrize("form", FAILED_FORMS)
@pytest.mark.parametrize("code", CODES)
def test_every_code_of_a_failed_task(speaker, form, code):
    _, poll = played(speaker, Scenario("drawn", AfterPolls(0, 0), Breaks(code)), **FAILED_FORMS[form])
    answer = poll()
    assert isinstance(answer, Failed | VendorFailure)
    assert is_said(answer)


@pytest.mark.parametrize("speaker", SPEAKERS)
@pytest.mark.parametrize("code", CODES)
def test_every_code_of_a_refused_poll(speaker, code):
    scenario = Scenario("drawn", EVERY_STATE, faults=(Fault("poll", VendorError(code)),))
    _, poll = played(speaker, scenario)
    answer = poll()
    assert isinstance(answer, Failed | VendorFailure)
    assert is_said(answer)


@pytest.mark.parametrize("age", [13, 25], ids=["expired", "forgotten"])
@pytest.mark.parametrize("speaker", SPEAKERS)
def test_a_task_that_is_gone(speaker, age):
    mock, poll = played(speaker, Scenario("drawn", EVERY_STATE))
    mock.engine.clock.step(age * 3600.0)
    answer = poll()
    assert isinstance(answer, Failed)
    assert is_said(answer)


# A pointer that leads somewhere in one of the envelopes.
pointers = st.sampled_from(
    [
        f"{root}{rest}"
        for root in ("", "/Result")
        for rest in (
            "/code",
            "/data",
            "/data/status",
            "/data/video_url",
            "/message",
            "/request_id",
            "/status",
        )
    ]
    + ["/ResponseMetadata", "/ResponseMetadata/RequestId", "/ResponseMetadata/Error", "/Result"]
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
statuses = st.integers(200, 599).filter(lambda status: status not in {204, 304})
troubles = st.one_of(
    st.builds(Status, statuses, st.none() | st.integers(0, 99), values),
    st.builds(VendorError, st.sampled_from(CODES)),
    st.builds(UnknownStatus, st.text(max_size=12)),
    st.just(MalformedJson()),
    st.just(WrongContentType()),
    st.just(EmptyResult()),
    st.just(Backwards()),
    st.builds(MissingField, pointers),
    st.builds(ExtraField, pointers, values),
    st.builds(Reply, statuses, st.just({"content-type": "application/json"}), values),
)


@given(
    st.sampled_from(sorted(SPEAKERS)),
    st.lists(troubles, min_size=1, max_size=4),
    st.sampled_from([Succeeds(), Lapses(), NeverEnds(), Breaks("input_rejected")]),
)
def test_every_trouble_in_every_state(speaker, drawn, outcome):
    faults = tuple(Fault("poll", trouble) for trouble in drawn)
    _, poll = played(speaker, Scenario("drawn", AfterPolls(1, 2), outcome, faults))
    for _ in range(len(faults) + 2):
        try:
            answer = poll()
        except (MalformedReply, UnknownWord) as error:
            answer = error
        assert is_said(answer)
