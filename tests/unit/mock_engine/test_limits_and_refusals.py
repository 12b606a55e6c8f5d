"""Limits, refusals and faults of the mock itself are answered in the vendor's words."""

import orjson
import pytest
from deliveries import body_of

from vidlect_mock.message import Received
from vidlect_mock.sessions import Settings


def test_the_concurrency_limit_counts_unfinished_tasks(bench):
    bench.engine.configure("default", Settings(concurrency_limit=1))
    first = bench.submitted()
    refused = bench.submit()
    assert body_of(refused) == {"code": "E430"}
    assert bench.last.refusal.stage == "concurrency"
    assert bench.status(first) == "queued"
    bench.hand.now += 2.0
    assert bench.submit().answer.status == 200


def test_a_limit_set_later_counts_tasks_from_before(bench):
    first, _ = bench.submitted(), bench.submitted()
    bench.engine.configure("default", Settings(concurrency_limit=2))
    assert bench.submit().answer.status == 429
    bench.call("cancel", {"id": first})
    assert bench.submit().answer.status == 200
    assert bench.submit(session="other").answer.status == 200


def test_the_quota_counts_accepted_tasks(bench):
    bench.engine.configure("default", Settings(quota=2))
    assert [bench.submit().answer.status for _ in range(3)] == [200, 200, 402]
    bench.engine.reset("default")
    assert bench.submit().answer.status == 200


def test_refusals_of_the_vendor_are_journalled_with_their_reason(bench):
    assert bench.submit(session=None).answer.status == 401
    entry = bench.last
    assert (entry.operation, entry.session, entry.refusal.stage, entry.refusal.expected) == (
        "submit",
        None,
        "credential",
        "a key",
    )
    assert bench.call("submit", b"{").answer.status == 400
    entry = bench.last
    assert (entry.operation, entry.session, entry.refusal.stage) == ("submit", "default", "body")


def test_remarks_of_the_vendor_are_journalled(bench):
    bench.call("submit", {}, query=b"remark")
    assert bench.last.remarks == ("admitted",)


def test_violations_reach_the_vendor(make_bench):
    bench = make_bench(violations={"fake": lambda operation, _body: [("/x", operation)]})
    assert body_of(bench.submit()) == {"error": [["/x", "submit"]]}


@pytest.mark.parametrize("step", ["admit", "intake", "render"])
def test_a_fault_of_the_mock_is_the_vendors_internal_error(bench, caplog, step):
    bench.vendor.breaking = step
    delivery = bench.submit("[[mock:succeed #c]] x")
    assert body_of(delivery) == {"code": "E500"}
    assert (bench.last.refusal.stage, bench.last.refusal.code) == ("mock", "RuntimeError")
    assert step in caplog.text
    assert "secret-in-an-error" not in caplog.text


def test_a_vendor_that_cannot_even_fail_still_answers_json(bench, caplog):
    bench.vendor.breaking = "fail and all"
    delivery = bench.submit("[[mock:submit-500]] x")
    assert delivery.answer.status == 500
    assert "log" in body_of(delivery)["error"]["message"]
    assert "secret-in-an-error" not in caplog.text


def test_a_vendor_that_admits_a_submit_without_a_session_is_at_fault(bench, monkeypatch, caplog):
    monkeypatch.setattr(bench.vendor, "session_of", lambda _: "")
    admit = bench.vendor.admit
    monkeypatch.setattr(bench.vendor, "admit", lambda *a: admit(*a)._replace(session=None))
    assert bench.submit().answer.status == 500
    assert "TypeError" in caplog.text


def test_a_body_that_is_too_large_is_refused_in_the_vendors_words(bench):
    answer = bench.engine.too_large("fake", Received("POST", b"/submit", b"", (), b""), 10)
    assert (answer.status, orjson.loads(answer.body)) == (400, {"code": "E406"})  # invalid_input, no review
    assert bench.last.refusal.expected == "at most 10 bytes of body"


@pytest.mark.parametrize("body", [
    b'{"prompt": "[[mock:succeed #topic/case-1]] x"',
    b'{"prompt": "[[mock:succeed #topic\\/case-1]] x"',
    b'{"image": "https://media.mock.invalid/m/succeed/topic~case-1/x.png"',
    b'{"image": "https:\\/\\/media.mock.invalid\\/m\\/succeed\\/topic~case-1\\/x.png"',
])  # fmt: skip
@pytest.mark.parametrize("key", [b"one", None])
def test_a_refused_submit_is_told_of_with_its_case(bench, body, key):
    headers = () if key is None else ((b"key", key),)
    bench.engine.handle("fake", Received("POST", b"/submit", b"", headers, body), "http://mock")
    assert bench.last.refusal is not None
    assert bench.last.case == "topic/case-1"


def test_a_refused_submit_without_a_marker_belongs_to_no_case(bench):
    bench.engine.handle("fake", Received("POST", b"/submit", b"", ((b"key", b"one"),), b"{"), "http://mock")
    assert bench.last.case is None
