"""What each trouble makes of an honest answer, as bytes."""

import orjson
import pytest

from vidlect_mock.faults import Honest, Receipt, Script, instead, replaces, upon
from vidlect_mock.message import Answer, Delivery, json_answer
from vidlect_mock.scenario import Scenario
from vidlect_mock.sessions import Settings
from vidlect_mock.trouble import (
    Backwards,
    EmptyResult,
    ExtraField,
    Fault,
    MalformedJson,
    MissingField,
    Reply,
    Reset,
    Stall,
    Status,
    Truncate,
    UnknownStatus,
    VendorError,
    WrongContentType,
    fault_from_json,
)

LINK = "http://mock:1/__media__/fake/default.f1/video.mp4?Expires=1&sign=2"
BODY = {"data": {"task_id": "f1", "status": "done", "list": [1, 2]}, "message": "Success", "url": LINK}
ANSWER = json_answer(200, BODY)
EARLIER = json_answer(200, {"status": "queued"})


def honest(answer=ANSWER, earlier=None, task_id="f1"):
    def respell(given, word):
        body = orjson.loads(given.body)
        return given._replace(body=orjson.dumps(body | {"status": word}))

    return Honest(answer, respell, lambda: earlier, task_id)


def body_of(delivery):
    return orjson.loads(delivery.answer.body)


@pytest.mark.parametrize(
    ("trouble", "expected"),
    [
        (Status(503), True),
        (VendorError("x"), True),
        (Reply(200, {}, ""), True),
        (Reset(), True),
        (Reset(after_accepting=True), False),
        (Stall(1), False),
        (Truncate(), False),
        (MalformedJson(), False),
        (WrongContentType(), False),
        (UnknownStatus("x"), False),
        (MissingField("/x"), False),
        (ExtraField("/x", 1), False),
        (EmptyResult(), False),
        (Backwards(), False),
    ],
)
def test_only_some_troubles_come_instead_of_the_call(trouble, expected):
    assert replaces(trouble) is expected


def no_failure(code):
    raise AssertionError(code)


@pytest.mark.parametrize(
    ("trouble", "answer"),
    [
        (Status(503), Answer(503, ((b"content-type", b"text/plain; charset=utf-8"),), b"")),
        (
            Status(429, 7, "später"),
            Answer(
                429,
                ((b"content-type", b"text/plain; charset=utf-8"), (b"retry-after", b"7")),
                "später".encode(),
            ),
        ),
        (Status(500, None, {"a": 1}), Answer(500, ((b"content-type", b"application/json"),), b'{"a":1}')),
        (
            Status(429, 0),
            Answer(429, ((b"content-type", b"text/plain; charset=utf-8"), (b"retry-after", b"0")), b""),
        ),
        (
            Reply(502, {"Content-Type": "text/html", "X-A": "é"}, "<p>"),
            Answer(502, ((b"content-type", b"text/html"), (b"x-a", b"\xe9")), b"<p>"),
        ),
        (Reply(200, {}, [1]), Answer(200, ((b"content-type", b"application/json"),), b"[1]")),
        (Reply(204, {}, None), Answer(204, (), b"")),
    ],
)
def test_an_answer_instead_is_exactly_as_scripted(trouble, answer):
    assert instead(trouble, no_failure) == Delivery(answer)


def test_a_vendor_error_is_the_vendors_own_answer():
    refused = json_answer(400, {"code": 50412})
    assert instead(VendorError("50412"), {"50412": refused}.__getitem__).answer is refused


def test_a_reset_before_acceptance_has_no_answer():
    delivery = instead(Reset(), no_failure)
    assert delivery.reset
    assert delivery.answer == (0, (), b"")


def test_a_stall_delays_the_honest_answer():
    assert upon(Stall(2.5), honest()) == Delivery(ANSWER, delay=2.5)


def test_a_truncation_promises_all_and_sends_half():
    assert upon(Truncate(), honest()) == Delivery(ANSWER, truncate_after=len(ANSWER.body) // 2)


def test_nothing_cannot_be_truncated():
    assert upon(Truncate(), honest(Answer(204, (), b""))) is None


def test_a_reset_after_acceptance_keeps_the_answer_for_the_journal():
    assert upon(Reset(after_accepting=True), honest()) == Delivery(ANSWER, reset=True)


@pytest.mark.parametrize(
    "body",
    [b'{"a":1}', b"[1,2,3]", b"{}", b"[]", b'{"a":1} \n', b"12", b'"text"', b"null", b"", b"<p>", b"{", b"["],
)
def test_malformed_json_never_parses(body):
    delivery = upon(MalformedJson(), honest(Answer(200, (), body)))
    if delivery is None:
        assert body == b"{"  # it was none before
        return
    with pytest.raises(orjson.JSONDecodeError):
        orjson.loads(delivery.answer.body)


def test_a_wrong_content_type_leaves_the_body():
    delivery = upon(
        WrongContentType(), honest(Answer(200, ((b"content-type", b"application/json"), (b"a", b"b")), b"{}"))
    )
    assert delivery.answer == (200, ((b"content-type", b"text/html; charset=utf-8"), (b"a", b"b")), b"{}")


def test_an_unknown_status_is_the_vendors_to_write():
    assert body_of(upon(UnknownStatus("melting"), honest()))["status"] == "melting"


def test_going_backwards_is_the_earlier_answer():
    assert upon(Backwards(), honest(earlier=EARLIER)).answer == EARLIER


def test_there_is_no_going_backwards_from_the_beginning():
    assert upon(Backwards(), honest()) is None


def test_an_empty_result_has_no_link_even_inside_json_text():
    nested = {"resp": orjson.dumps({"url": [LINK]}).decode(), "video": LINK, "kept": "http://else/where"}
    delivery = upon(EmptyResult(), honest(json_answer(200, nested)))
    assert body_of(delivery) == {"resp": '{"url":[""]}', "video": "", "kept": "http://else/where"}


def test_a_result_without_links_cannot_be_emptied():
    assert upon(EmptyResult(), honest(json_answer(200, {"status": "running"}))) is None


@pytest.mark.parametrize(
    ("pointer", "path"),
    [("/message", ("message",)), ("/data/task_id", ("data", "task_id")), ("/data", ("data",))],
)
def test_a_missing_field_is_gone(pointer, path):
    body = body_of(upon(MissingField(pointer), honest()))
    for step in path[:-1]:
        body = body[step]
    assert path[-1] not in body


def test_an_element_can_be_missing():
    assert body_of(upon(MissingField("/data/list/0"), honest()))["data"]["list"] == [2]


def test_a_pointer_can_go_through_an_array_and_escapes():
    answer = json_answer(200, {"a/b": [{"c~d": 1, "e": 2}]})
    assert body_of(upon(MissingField("/a~1b/0/c~0d"), honest(answer))) == {"a/b": [{"e": 2}]}


@pytest.mark.parametrize(
    "pointer",
    [
        "/nothing",
        "/data/nothing/x",
        "/data/list/2",
        "/data/list/x",
        "/message/x",
        "/data/list/9/x",
        "/nothing/0",
    ],
)
def test_a_field_that_is_not_there_cannot_be_missing(pointer):
    assert upon(MissingField(pointer), honest()) is None


def test_the_task_id_is_missing_wherever_it_stood():
    answer = json_answer(200, {"id": "f1", "data": {"task_id": "f1", "x": [{"id": "f1", "y": 1}]}})
    assert body_of(upon(MissingField("@task_id"), honest(answer))) == {"data": {"x": [{"y": 1}]}}


@pytest.mark.parametrize("task_id", [None, "another"])
def test_a_task_id_that_is_not_there_cannot_be_missing(task_id):
    assert upon(MissingField("@task_id"), honest(task_id=task_id)) is None


def test_an_extra_field_is_added():
    body = body_of(upon(ExtraField("/data/new", {"a": 1}), honest()))
    assert body == {**BODY, "data": {**BODY["data"], "new": {"a": 1}}}


@pytest.mark.parametrize("pointer", ["/nothing/new", "/data/list/new", "/message/new"])
def test_an_extra_field_needs_an_object_to_be_in(pointer):
    assert upon(ExtraField(pointer, 1), honest()) is None


@pytest.mark.parametrize("trouble", [MissingField("/a"), ExtraField("/a", 1), MissingField("@task_id")])
def test_what_is_no_json_has_no_fields(trouble):
    assert upon(trouble, honest(Answer(200, (), b"<p>"))) is None


@pytest.mark.parametrize("trouble", [Status(500), VendorError("x"), Reply(200, {}, "")])
def test_a_trouble_that_comes_instead_spoils_no_answer(trouble):
    with pytest.raises(TypeError):
        upon(trouble, honest())


def test_faults_are_due_in_order_and_by_call():
    one, two, other = Fault("poll", Status(501)), Fault("poll", Status(502)), Fault("submit", Status(503))
    script = Script(Scenario("x", faults=(one, other, two)))
    seen = []
    while (fault := script.due("poll")) is not None:
        script.receipts.append(Receipt(0.0, 1, fault))
        seen.append(fault)
    assert seen == [one, two]
    assert script.due("submit") == other
    assert script.due("cancel") is None


def test_a_scripted_answer_names_the_task_that_is_asked_for(bench):
    body = {"id": "{task_id}", "note": "{other}"}
    fault = {"on": "poll", "kind": "reply", "status": 200, "headers": {}, "body": body}
    bench.engine.configure("default", Settings(faults=[fault_from_json(fault)]))
    task_id = bench.submitted()
    assert orjson.loads(bench.poll(task_id).answer.body) == {"id": task_id, "note": "{other}"}
