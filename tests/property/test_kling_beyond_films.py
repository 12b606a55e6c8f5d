"""What Kling's two readings must agree on beside films: lists, ids of the client's, packs, native work, callbacks."""

from datetime import UTC, datetime

import pytest
from at_the_mock import Mock, submitted, taken
from vendors import vendor

from vidlect_adapters.canonical import Failed, InProgress, Succeeded, TaskRef, VideoRequest
from vidlect_adapters.credentials import KeyPair
from vidlect_adapters.errors import InvalidSignature
from vidlect_adapters.extras import TaskFilter
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpCall
from vidlect_adapters.vendors import kling
from vidlect_mock.message import Answer
from vidlect_mock.notices import begin, end
from vidlect_mock.registry import load
from vidlect_mock.scenario import AfterPolls, Breaks, Scenario, Succeeds
from vidlect_mock.sessions import Settings
from vidlect_mock.trouble import Fault, VendorError

KLING = vendor("kling")
DEFAULT, TASKS = KLING.profile(), KLING.profile(lists="tasks")
MODELS = ["kling-v3", "kling-v3-omni", "kling-3.0", "kling-3.0-omni"]
"""One of each API and path of creation."""
SECRET = "whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI="


def film(model, **fields):
    return VideoRequest(**{"model": model, "prompt": "夜航", **fields})


def polled(mock, ref):
    return kling.decode_polled(ref, mock.send(kling.encode_poll(ref, DEFAULT)), DEFAULT)


@pytest.mark.parametrize("model", MODELS)
def test_a_task_is_found_by_the_clients_own_id(model):
    mock = Mock("kling")
    request = film(model, vendor_options={"external_task_id": "雪/1?&="})
    submitted(mock, request)
    ref = kling.external_ref(request, "雪/1?&=")
    found = polled(mock, ref)
    assert isinstance(found, InProgress)
    assert found.ref is ref
    again = kling.decode_submitted(request, mock.send(kling.encode_submit(request, DEFAULT).call), DEFAULT)
    assert again.kind is ErrorKind.INVALID_REQUEST
    assert "already exists" in again.message


@pytest.mark.parametrize("model", MODELS)
def test_a_task_is_found_without_knowing_where_it_was_made(model):
    mock = Mock("kling")
    ref = TaskRef(task_id=submitted(mock, film(model)).task_id)
    assert [type(polled(mock, ref)) for _ in range(2)] == [InProgress, Succeeded]


@pytest.mark.parametrize("model", MODELS)
def test_a_lost_task_has_ended(model):
    mock = Mock("kling")
    known = submitted(mock, film(model))
    lost = polled(mock, TaskRef(task_id="831922345719271433", locator=known.locator))
    assert isinstance(lost, Failed)
    assert lost.failure.kind is ErrorKind.NOT_FOUND


@pytest.mark.parametrize("code", KLING.errors)
@pytest.mark.parametrize("model", ["kling-v3", "kling-3.0"])
def test_every_code_is_read_as_a_submits_and_as_a_polls_refusal(model, code):
    mock = Mock("kling")
    faults = (Fault("submit", VendorError(code)), Fault("poll", VendorError(code)))
    mock.engine.configure("default", Settings(scenario=Scenario("drawn", AfterPolls(1, 2), faults=faults)))
    request = film(model)
    reply = mock.send(kling.encode_submit(request, DEFAULT).call)
    assert isinstance(kling.decode_submitted(request, reply, DEFAULT), VendorFailure)
    assert isinstance(polled(mock, submitted(mock, request)), Failed | VendorFailure)


LISTS = next(switch.choices for switch in kling.SWITCHES if switch.name == "lists")


@pytest.mark.parametrize("lists", LISTS)
def test_every_kind_can_be_listed(lists):
    profile = KLING.profile(lists=lists)
    reply = taken(Mock("kling"), kling.encode_list(TaskFilter(), profile))
    assert kling.decode_listed(reply, profile).tasks == ()


def test_a_list_of_one_kind_is_paged_by_number():
    mock = Mock("kling")
    ids = {submitted(mock, film("kling-v3")).task_id for _ in range(3)}
    pages = [
        kling.decode_listed(taken(mock, kling.encode_list(TaskFilter(page=page, size=2), DEFAULT)), DEFAULT)
        for page in (1, 2, 3)
    ]
    assert [len(page.tasks) for page in pages] == [2, 1, 0]
    assert {task.ref.task_id for page in pages for task in page.tasks} == ids
    assert isinstance(polled(mock, pages[0].tasks[0].ref), InProgress)


def test_the_list_of_all_tasks_is_paged_by_a_cursor_and_filtered():
    mock = Mock("kling")
    ids = [submitted(mock, film(model)).task_id for model in MODELS]
    seen, after = [], None
    for _ in range(2):
        wanted = TaskFilter(size=2, after=after)
        page = kling.decode_listed(taken(mock, kling.encode_list(wanted, TASKS)), TASKS)
        seen += [task.ref.task_id for task in page.tasks]
        after = page.next_after
    assert (sorted(seen), after) == (sorted(ids), None)
    for wanted, number in (
        (TaskFilter(state="failed"), 0),
        (TaskFilter(state="submitted"), 4),
        (TaskFilter(task_ids=(ids[0], "1", ids[3])), 2),
    ):
        page = kling.decode_listed(taken(mock, kling.encode_list(wanted, TASKS)), TASKS)
        assert len(page.tasks) == number


def test_packs_are_told_to_both_kinds_of_keys():
    mock = Mock("kling")
    (pack,) = kling.decode_balance(taken(mock, kling.encode_balance(DEFAULT)), DEFAULT)
    assert pack.total >= pack.left > 0
    values = next(one.values for one in load("kling").credentials("default") if "secret_key" in one.values)
    mock.keys = KeyPair(**values)
    assert kling.decode_balance(taken(mock, kling.encode_balance(DEFAULT)), DEFAULT) == (pack,)
    assert (
        kling.decode_balance(Mock("kling", packs="none").send(kling.encode_balance(DEFAULT)), DEFAULT) == ()
    )


@pytest.mark.parametrize("error_http", ["400", "200"])
def test_a_wrong_secret_is_refused_whatever_the_http_status(error_http):
    mock = Mock("kling", **{"error-http": error_http})
    values = next(one.values for one in load("kling").credentials("default") if "secret_key" in one.values)
    mock.keys = KeyPair(access_key=values["access_key"], secret_key="another")
    request = film("kling-v3")
    failure = kling.decode_submitted(request, mock.send(kling.encode_submit(request, DEFAULT).call), DEFAULT)
    assert (failure.kind, failure.vendor_code) == (ErrorKind.VENDOR_CREDENTIALS, "1002")


def native_examples():
    """(operation, body): what the vendor's document shows of each."""
    for path, item in KLING.document["paths"].items():
        for operation in item.values():
            if not isinstance(operation, dict) or operation.get("operationId") not in kling.NATIVE_OPERATIONS:
                continue
            content = operation["requestBody"]["content"]["application/json"]
            shown = [one["value"] for one in content.get("examples", {}).values()]
            for number, body in enumerate(shown or [content["example"]]):
                model = (
                    {"model": "kling-3.0-omni" if "omni" in path else "kling-3.0"}
                    if "{model}" in path
                    else {}
                )
                name = operation["operationId"]
                yield pytest.param(name, {**body, **model}, id=f"{name}-{number}")


@pytest.mark.parametrize(("operation", "body"), list(native_examples()))
def test_native_work_is_taken_and_its_task_ends(operation, body):
    mock = Mock("kling", **{"unknown-reference": "taken"})
    answer = kling.decode_native(operation, taken(mock, kling.encode_native(operation, body, DEFAULT)))
    assert mock.last().operation == operation
    if isinstance(answer, TaskRef):
        assert [type(polled(mock, answer)) for _ in range(2)] == [InProgress, Succeeded]
    else:
        assert isinstance(answer, dict)


def test_every_native_operation_has_an_example():
    assert {one.values[0] for one in native_examples()} == set(kling.NATIVE_OPERATIONS)


@pytest.mark.parametrize("secret", [None, SECRET], ids=["unsigned", "signed"])
@pytest.mark.parametrize(
    ("outcome", "end_of_it"), [(Succeeds(), Succeeded), (Breaks("input_rejected"), Failed)]
)
@pytest.mark.parametrize("model", MODELS)
def test_news_of_a_task_is_read(model, outcome, end_of_it, secret):
    mock = Mock("kling")
    scenario = Scenario("drawn", AfterPolls(1, 2), outcome)
    mock.engine.configure("default", Settings(scenario=scenario, webhook_secret=secret))
    ref = submitted(mock, film(model, callback_url="https://hook.example/x"))
    news = []
    for _ in range(3):
        for call in delivered(mock):
            news.append(kling.read_callback(call, secret, datetime.now(UTC), DEFAULT))
            if secret:
                with pytest.raises(InvalidSignature):
                    kling.read_callback(call, "whsec_AAAA", datetime.now(UTC), DEFAULT)
        polled(mock, ref)
    assert {one.ref.task_id for one in news} == {ref.task_id}
    assert isinstance(news[-1], end_of_it)
    assert all(isinstance(one, InProgress) for one in news[:-1])


def delivered(mock):
    """The callbacks that are due, as their receiver gets them."""
    engine = mock.engine
    now = engine.clock.now()
    for watch in list(engine.callbacks.due(now, lambda key: engine.task(*key, now))):
        attempt = begin(engine, watch)
        yield HttpCall(method="POST", path="/x", headers=attempt.headers, body=attempt.notice.body)
        end(attempt, Answer(200, (), b""))
