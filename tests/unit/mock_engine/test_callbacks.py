"""Every state of a watched task is told once, in order, and again until it is delivered or given up."""

import orjson
import pytest
from calling_vendor import DOWN, OK, URL, CallingBench

from vidlect_mock.interface import CallbackRule
from vidlect_mock.journal import entry_to_json
from vidlect_mock.lifecycle import State
from vidlect_mock.message import Answer
from vidlect_mock.notices import Forbidden, Unanswered, begin, end
from vidlect_mock.scenario import AfterPolls, Immediate
from vidlect_mock.sessions import Settings


@pytest.fixture
def bench():
    return CallingBench()


def test_a_task_is_told_as_time_passes(bench):
    bench.submitted_with()
    assert bench.deliver() == ["queued"]
    bench.hand.now += 0.31
    assert bench.deliver() == ["running"]
    bench.hand.now += 0.7
    assert bench.deliver() == ["succeeded"]
    assert not bench.engine.callbacks.watches


def test_the_next_look_is_when_the_clock_moves_the_task_next(bench):
    bench.submitted_with()
    bench.deliver()
    started = bench.engine.clock.now()
    assert bench.engine.callbacks.next_look() - started == pytest.approx(0.301)
    bench.hand.now += 0.31
    bench.deliver()
    assert bench.engine.callbacks.next_look() - started == pytest.approx(1.001)


def test_a_task_s_own_deadline_is_looked_at_in_time(bench):
    body = {"prompt": "[[mock:never-ends]] a lake", "callback": URL, "expires_after": 60.0}
    bench.call("submit", body)
    bench.hand.now += 5
    assert bench.deliver() == ["queued", "running"]
    assert bench.engine.callbacks.next_look() - bench.engine.clock.now() == pytest.approx(55.001)
    bench.hand.now += 56
    assert bench.deliver() == ["expired"]


def test_states_that_were_skipped_are_told_too_and_in_order(bench):
    bench.submitted_with()
    bench.engine.clock.step(3600)
    assert bench.deliver() == ["queued", "running", "succeeded"]


def test_a_skipped_state_is_told_as_it_was(bench):
    bench.submitted_with()
    bench.engine.clock.step(3600)
    bench.deliver()
    bodies = [orjson.loads(attempt.notice.body) for attempt in bench.sent]
    assert [body["video"] is None for body in bodies] == [True, True, False]
    assert [body["ended"] is None for body in bodies] == [True, True, False]
    assert bodies[2]["video"].startswith("http://mock:1/__media__/fake/")


@pytest.mark.parametrize(
    ("marker", "told"),
    [
        ("[[mock:instant]]", ["queued", "running", "succeeded"]),
        ("[[mock:fail]]", ["queued", "running", "failed"]),
        ("[[mock:expires]]", ["queued", "running", "expired"]),
        ("[[mock:never-ends]]", ["queued", "running", "expired"]),
        ("[[mock:succeed age=1h]]", ["queued", "running", "succeeded"]),
    ],
)
def test_every_end_is_told_and_nothing_after_it(bench, marker, told):
    bench.submitted_with(f"{marker} a lake")
    bench.engine.clock.step(12 * 3600)
    assert bench.deliver() == told
    assert not bench.engine.callbacks.watches


def test_a_task_that_moves_by_polls_is_told_as_it_is_polled():
    bench = CallingBench(pace=AfterPolls(2, 3))
    task_id = bench.submitted_with()
    told = [bench.deliver()]
    for _ in range(4):
        bench.poll(task_id)
        told.append(bench.deliver())
    assert told == [["queued"], [], ["running"], ["succeeded"], []]


def test_a_cancelled_task_is_told(bench):
    task_id = bench.submitted_with()
    bench.deliver()
    bench.call("cancel", {"id": task_id})
    assert bench.deliver() == ["cancelled"]
    assert not bench.engine.callbacks.watches


def test_a_removed_task_is_told_no_more(bench):
    task_id = bench.submitted_with("[[mock:instant]]")
    bench.deliver()
    task_id = bench.submitted_with("[[mock:instant]]")
    bench.call("delete", {"id": task_id})
    assert bench.deliver() == []
    assert not bench.engine.callbacks.watches


def test_a_task_that_goes_between_the_look_and_the_attempt_is_told_no_more(bench):
    bench.submitted_with()
    watched = bench.engine.callbacks
    (watch,) = watched.due(bench.engine.clock.now(), lambda key: bench.engine.store.find(*key))
    bench.engine.store.clear()
    assert begin(bench.engine, watch) is None
    assert not watched.watches


def test_only_the_rule_s_states_are_told():
    bench = CallingBench(CallbackRule(frozenset({State.SUCCEEDED, State.FAILED}), (), 1.0))
    bench.submitted_with("[[mock:instant]]")
    bench.submitted_with("[[mock:fail]]")
    cancelled = bench.submitted_with()
    bench.call("cancel", {"id": cancelled})
    bench.engine.clock.step(5)
    assert sorted(bench.deliver()) == ["failed", "succeeded"]
    assert not bench.engine.callbacks.watches


@pytest.mark.parametrize(
    "body", [{"prompt": "x"}, {"prompt": "x", "callback": ""}, {"prompt": "x", "callback": None}]
)
def test_a_task_that_asks_for_no_callback_is_not_watched(bench, body):
    bench.call("submit", body)
    assert not bench.engine.callbacks.watches
    assert bench.engine.callbacks.next_look() == float("inf")


def test_a_vendor_that_calls_nobody_back_is_not_made_to(make_bench):
    bench = make_bench()
    bench.call("submit", {"prompt": "x", "callback": URL})
    assert not bench.engine.callbacks.watches


def test_a_refused_submit_is_not_watched(bench):
    bench.engine.configure("default", Settings(quota=0))
    assert bench.call("submit", {"prompt": "x", "callback": URL}).answer.status == 402
    assert not bench.engine.callbacks.watches


def test_a_session_s_webhook_gets_what_has_no_address_of_its_own(bench):
    bench.engine.configure("one", Settings(webhook_url="http://127.0.0.1:8/all", pace=Immediate()))
    bench.submitted(session="one")
    bench.submitted_with(session="one")
    bench.submitted()
    bench.deliver()
    urls = [orjson.loads(attempt.notice.body)["url"] for attempt in bench.sent]
    assert sorted(urls) == ["http://127.0.0.1:8/all"] * 3 + [URL] * 3


def test_the_vendor_signs_by_the_session_s_secret_and_speaks_by_its_profile(bench):
    profiles = {"fake": bench.engine.profiles["fake"]._replace(switches={"tone": "loud"})}
    bench.engine.configure("one", Settings(webhook_secret="whsec_xyz", profiles=profiles))
    bench.submitted_with(session="one")
    bench.submitted_with(session="two")
    bench.deliver()
    one, two = bench.sent
    assert "Webhook-Signature" in dict(one.headers)
    assert orjson.loads(one.notice.body)["tone"] == "loud"
    assert "Webhook-Signature" not in dict(two.headers)
    assert orjson.loads(two.notice.body)["tone"] == "plain"


def test_a_failed_attempt_is_made_again_after_each_pause_and_then_given_up(bench):
    bench.submitted_with("[[mock:never-ends]]")
    assert bench.deliver(DOWN) == ["queued"]
    for pause, outcome in [(1, Unanswered("no answer within 2 s")), (5, Answer(302, (), b""))]:
        bench.hand.now += pause - 0.01
        assert bench.deliver() == []
        bench.hand.now += 0.02
        assert bench.deliver(outcome) == ["queued"]
    bench.hand.now += 31
    assert bench.deliver(DOWN) == ["queued", "running"]
    assert [entry.remarks for entry in bench.callbacks] == [
        ("queued, attempt 1 of 4: the answer's status is 503; again in 1 s",),
        ("queued, attempt 2 of 4: no answer within 2 s; again in 5 s",),
        (
            "queued, attempt 3 of 4: the answer's status is 302, and redirects are not followed; again in 30 s",
        ),
        ("queued, attempt 4 of 4: the answer's status is 503; given up",),
        ("running, attempt 1 of 4",),
    ]
    assert [entry.answer.status for entry in bench.callbacks] == [503, 0, 302, 503, 200]


def test_an_attempt_is_made_anew_each_time(bench):
    bench.submitted_with("[[mock:never-ends]]")
    bench.deliver(DOWN)
    bench.hand.now += 1
    bench.deliver()
    attempts = [dict(attempt.headers)["X-Attempt"] for attempt in bench.sent]
    assert len(set(attempts)) == len(attempts)


def test_a_state_that_is_not_repeated_gets_one_attempt():
    ends = frozenset({State.SUCCEEDED})
    bench = CallingBench(CallbackRule(frozenset(State), (1.0,), 1.0, repeated=ends), pace=Immediate())
    bench.submitted_with()
    assert bench.deliver(DOWN, DOWN, DOWN) == ["queued", "running", "succeeded"]
    bench.hand.now += 1
    assert bench.deliver(DOWN) == ["succeeded"]
    assert [entry.remarks[0].partition(":")[0] for entry in bench.callbacks] == [
        "queued, attempt 1 of 1",
        "running, attempt 1 of 1",
        "succeeded, attempt 1 of 2",
        "succeeded, attempt 2 of 2",
    ]


def test_a_stepped_clock_hastens_repeats(bench):
    bench.submitted_with("[[mock:never-ends]]")
    bench.deliver(DOWN)
    bench.engine.clock.step(1)
    assert bench.deliver() == ["queued", "running"]


@pytest.mark.parametrize("status", [200, 201, 204, 299])
def test_any_status_below_300_will_do(bench, status):
    bench.submitted_with("[[mock:instant]]")
    assert bench.deliver(Answer(status, (), b"")) == ["queued", "running", "succeeded"]


def test_an_attempt_is_in_the_journal_with_what_was_sent_and_answered(bench):
    bench.engine.configure("one", Settings(webhook_secret="whsec_xyz"))
    task_id = bench.submitted_with("[[mock:slow #case-7]] a lake", session="one")
    bench.deliver()
    (entry,) = bench.callbacks
    shown = entry_to_json(entry)
    assert (shown["vendor"], shown["session"], shown["case"]) == ("fake", "one", "case-7")
    assert shown["task_id"] == task_id
    request = shown["request"]
    assert (request["method"], request["path"], request["query"]) == (
        "POST",
        "/hook",
        [["token", "[removed]"]],
    )
    headers = dict(request["headers"])
    assert headers["host"] == "127.0.0.1:9"
    assert headers["content-length"] == str(request["body_bytes"])
    assert headers["webhook-signature"] == "[removed]"
    assert orjson.loads(request["body"])["status"] == "queued"
    assert shown["response"] == {"status": 200, "headers": [["content-type", "text/plain"]], "body": "thanks"}
    assert (shown["refusal"], shown["fault"], shown["remarks"]) == (None, None, ["queued, attempt 1 of 4"])


def test_numbers_in_the_journal_only_rise_though_an_answer_takes_its_time(bench):
    bench.submitted_with()
    (attempt,) = bench.attempts()
    bench.poll(bench.submitted())
    end(attempt, OK)
    numbers = [entry.number for entry in bench.engine.journal.find()]
    assert numbers == sorted(set(numbers))
    assert bench.last.operation == "callback"


def test_a_task_under_way_is_not_told_twice_at_once(bench):
    task_id = bench.submitted_with()
    (attempt,) = bench.attempts()
    bench.engine.clock.step(60)
    bench.poll(task_id)
    assert bench.attempts() == []
    end(attempt, OK)
    assert bench.deliver() == ["running", "succeeded"]


def test_a_forbidden_destination_is_journalled_once_and_not_tried_again(bench):
    bench.submitted_with()
    assert bench.deliver(Forbidden("intranet is at 10.0.0.7")) == ["queued"]
    bench.engine.clock.step(60)
    assert bench.deliver() == []
    refusal = entry_to_json(bench.callbacks[0])["refusal"]
    assert (refusal["stage"], refusal["code"]) == ("callback", "forbidden_destination")
    assert refusal["received"] == "intranet is at 10.0.0.7"
    assert "--callback-allow" in refusal["hint"]
    assert "nothing more of this task is told" in bench.callbacks[0].remarks[0]
    assert not bench.engine.callbacks.watches


@pytest.mark.parametrize(
    "url", ["nonsense", "ftp://127.0.0.1/", "http://user:word@127.0.0.1/", "http://h/\n", "http://"]
)
def test_what_is_no_address_is_journalled_and_never_called(bench, url):
    bench.submitted_with(callback=url)
    assert bench.attempts() == []
    (entry,) = bench.callbacks
    assert entry.refusal.code == "forbidden_destination"
    assert "word" not in str(entry_to_json(entry))


def test_a_vendor_that_cannot_say_it_ends_only_that_task_s_callbacks(bench, caplog):
    bench.submitted_with()
    bench.vendor.breaking = "callback"
    assert bench.attempts() == []
    bench.vendor.breaking = None
    (entry,) = bench.callbacks
    assert (entry.refusal.stage, entry.refusal.code) == ("callback", "RuntimeError")
    assert "secret" not in caplog.text
    assert "calling_vendor" in caplog.text
    bench.submitted_with("[[mock:instant]]")
    assert bench.deliver() == ["queued", "running", "succeeded"]


def test_a_vendor_that_lost_its_callbacks_is_the_mock_s_own_fault(bench):
    bench.submitted_with()
    bench.without("callback")
    assert bench.attempts() == []
    assert bench.callbacks[0].refusal.code == "TypeError"


def test_headers_of_framing_are_the_mock_s_own(bench, monkeypatch):
    honest = type(bench.vendor).callback

    def framed(self, *asked):
        notice = honest(self, *asked)
        return notice._replace(headers=(*notice.headers, ("HOST", "evil"), ("content-length", "1")))

    monkeypatch.setattr(type(bench.vendor), "callback", framed)
    bench.submitted_with()
    bench.deliver()
    names = [name.lower() for name, _ in bench.sent[0].headers]
    assert names.count("host") == names.count("content-length") == 1
    assert dict(bench.sent[0].headers)["Host"] == "127.0.0.1:9"
