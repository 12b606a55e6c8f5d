"""The engine serves the faults of tasks, sessions and the server."""

import orjson
import pytest
from deliveries import body_of

from vidlect_mock.message import Received
from vidlect_mock.scenario import AfterPolls, Scenario
from vidlect_mock.scripting import without_boundary
from vidlect_mock.sessions import Settings
from vidlect_mock.trouble import Fault, Status


def statuses(bench, prompt, times, **more):
    return [bench.submit(prompt, **more).answer.status for _ in range(times)]


def test_a_faulty_submit_succeeds_when_its_faults_are_served(bench):
    assert statuses(bench, "[[mock:submit-503 #a]] x", 2) == [503, 200]
    assert len(bench.engine.store) == 1


def test_the_next_submit_of_a_case_plays_the_script_anew(bench):
    assert statuses(bench, "[[mock:submit-503 #a]] x", 4) == [503, 200, 503, 200]


def test_cases_and_sessions_play_scripts_of_their_own(bench):
    assert statuses(bench, "[[mock:submit-503 #a]] x", 1) == [503]
    assert statuses(bench, "[[mock:submit-503 #b]] x", 1) == [503]
    assert statuses(bench, "[[mock:submit-503 #a]] x", 1, session="other") == [503]
    assert statuses(bench, "[[mock:submit-503 #a]] x", 1) == [200]


def test_without_a_case_the_body_tells_attempts_apart(bench):
    assert statuses(bench, "[[mock:submit-503]] x", 1) == [503]
    assert statuses(bench, "[[mock:submit-503]] y", 1) == [503]
    assert statuses(bench, "[[mock:submit-503]] x", 1) == [200]


def test_a_rewritten_scenario_begins_anew(bench):
    for status in (501, 502):
        bench.engine.scenarios["s"] = Scenario("s", faults=(Fault("submit", Status(status)),) * 2)
        assert statuses(bench, "[[mock:s #a]] x", 1) == [status]


def test_a_retry_after_a_lost_answer_is_answered(bench):
    lost = bench.submit("[[mock:reset-after-accepting #a]] x")
    assert lost.reset
    assert bench.last.task_id is not None
    assert bench.submit("[[mock:reset-after-accepting #a]] x").reset is False
    assert len(bench.engine.store) == 2


def test_a_reset_before_acceptance_makes_no_task(bench):
    assert bench.submit("[[mock:submit-reset #a]] x").reset
    assert len(bench.engine.store) == 0
    assert bench.last.answer.status == 0


def test_an_answer_without_a_task_id_still_made_the_task(bench):
    assert body_of(bench.submit("[[mock:missing-task-id]] x")) == {"data": {}, "tone": "plain"}
    assert len(bench.engine.store) == 1


def test_poll_faults_belong_to_their_task_and_leave_receipts(bench):
    faulty, other = bench.submitted("[[mock:two-503s #a]] x"), bench.submitted()
    bench.hand.now += 5
    assert bench.poll(other).answer.status == 200
    answers = [bench.poll(faulty).answer for _ in range(3)]
    assert [answer.status for answer in answers] == [503, 503, 200]
    assert (b"retry-after", b"1") in answers[0].headers
    receipts = bench.engine.store.find("fake", "default", faulty).script.receipts
    entries = [entry.number for entry in bench.engine.journal.find() if entry.fault is not None]
    assert [receipt.entry for receipt in receipts] == entries
    assert len(entries) == 2


def test_a_fault_instead_of_a_poll_does_not_count_as_one(make_bench):
    bench = make_bench(pace=AfterPolls(1, 2))
    task_id = bench.submitted("[[mock:poll-429]] x")
    assert [bench.poll(task_id).answer.status for _ in range(2)] == [429, 200]
    assert bench.status(task_id) == "succeeded"


def test_an_empty_result_waits_for_a_result(bench):
    task_id = bench.submitted("[[mock:empty-result]] x")
    seen = []
    for _ in range(3):
        seen.append(body_of(bench.poll(task_id)).get("video"))
        bench.hand.now += 2.0
    assert seen[0] is None
    assert seen[1] == ""
    assert seen[2].startswith("http://mock:1/__media__/")


def test_going_backwards_shows_what_was_before(bench):
    task_id = bench.submitted("[[mock:backwards]] x")
    assert [bench.status(task_id) for _ in range(3)] == ["running", "queued", "succeeded"]


def test_an_unknown_status_is_shown_once(bench):
    task_id = bench.submitted("[[mock:unknown-status]] x")
    assert [bench.status(task_id) for _ in range(2)] == ["defragmenting", "queued"]


def test_a_stall_is_the_shells_to_wait(bench):
    task_id = bench.submitted("[[mock:stall]] x")
    assert [bench.poll(task_id).delay for _ in range(2)] == [5.0, 0.0]


def test_cancel_and_instant_calls_have_faults_too(bench):
    faults = (Fault("cancel", Status(501)), Fault("instant", Status(502)))
    bench.engine.scenarios["s"] = Scenario("s", faults=faults)
    task_id = bench.submitted("[[mock:s]] x")
    assert [bench.call("cancel", {"id": task_id}).answer.status for _ in range(2)] == [501, 200]
    assert [bench.call("instant", {"prompt": "[[mock:s]] x"}).answer.status for _ in range(3)] == [
        502,
        200,
        502,
    ]


def test_a_sessions_queue_is_served_whatever_the_task(bench):
    queue = [Fault("poll", Status(501)), Fault("submit", Status(502)), Fault("poll", Status(503))]
    bench.engine.configure("default", Settings(faults=queue))
    task_id = None
    assert bench.submit().answer.status == 502
    task_id = bench.submitted()
    assert [bench.poll(one).answer.status for one in (task_id, "f0", task_id)] == [501, 503, 200]
    session = bench.engine.sessions.get("default")
    assert session.settings.faults == []
    assert [receipt.fault.trouble.status for receipt in session.receipts] == [502, 501, 503]
    assert bench.poll(task_id, session="other").answer.status == 404


def test_a_tasks_own_script_comes_before_the_sessions_queue(bench):
    bench.engine.configure("default", Settings(faults=[Fault("poll", Status(501))]))
    task_id = bench.submitted("[[mock:poll-429]] x")
    assert [bench.poll(task_id).answer.status for _ in range(3)] == [429, 501, 200]


def test_a_spoiling_fault_of_the_queue_needs_no_task(bench):
    from vidlect_mock.trouble import MalformedJson  # noqa: PLC0415 # only here

    bench.engine.configure("default", Settings(faults=[Fault("poll", MalformedJson())]))
    with pytest.raises(orjson.JSONDecodeError):
        body_of(bench.poll("f0"))


EARLY = Scenario("early", faults=(Fault("submit", Status(502), before_auth=True),))


@pytest.mark.parametrize(
    "body",
    [
        {"prompt": "[[mock:early #a]] x"},
        {"image": "https://media.mock.invalid/m/early/a/x.png"},
        b'{"image":"https:\\/\\/media.mock.invalid\\/m\\/early\\/a\\/x.png"}',
    ],
)
@pytest.mark.parametrize("session", [None, "default"])
def test_a_fault_before_authentication_comes_before_it(bench, body, session):
    bench.engine.scenarios["early"] = EARLY
    assert bench.call("submit", body, session=session).answer.status == 502
    entry = bench.last
    assert (entry.case, entry.operation, entry.fault.before_auth) == ("a", "submit", True)
    assert entry.refusal is None
    assert bench.call("submit", body, session=session).answer.status == (401 if session is None else 200)


def test_an_early_fault_meets_requests_that_nobody_recognises(bench):
    bench.engine.scenarios["early"] = EARLY
    assert bench.call("nonsense", {"prompt": "[[mock:early]] x"}).answer.status == 502
    assert bench.last.operation is None
    assert bench.call("nonsense", {"prompt": "[[mock:zzz]] x"}).answer.status == 404


def test_other_faults_do_not_come_before_authentication(bench):
    assert bench.submit("[[mock:submit-503]] x", session=None).answer.status == 401


def test_an_early_fault_may_come_from_the_session_or_the_server(bench):
    bench.engine.configure("one", Settings(faults=[EARLY.faults[0]]))
    bench.engine.configure("two", Settings(scenario=EARLY))
    assert [bench.call("submit", b"{", session="one").answer.status for _ in range(2)] == [502, 400]
    assert [bench.call("submit", b"{", session="two").answer.status for _ in range(2)] == [502, 400]
    bench.engine.default_scenario = EARLY
    assert [bench.call("submit", b"{").answer.status for _ in range(2)] == [502, 400]


def test_a_host_without_a_marker_is_no_marker(bench):
    assert bench.call("submit", {"image": "https://media.mock.invalid/x.png"}).answer.status == 200


def test_scripts_that_nobody_ends_are_given_up(bench, monkeypatch):
    monkeypatch.setattr("vidlect_mock.scripting.MOST_SCRIPTS", 2)
    for case in ("a", "b", "c"):
        bench.submit(f"[[mock:submit-503 #{case}]] x")
    assert len(bench.engine.scripts._open) == 2
    assert statuses(bench, "[[mock:submit-503 #a]] x", 1) == [503]


def test_a_reset_of_one_session_leaves_the_others(bench):
    bench.engine.scenarios["mine"] = Scenario("mine")
    for session in ("one", "two"):
        bench.submitted("[[mock:mine]] x", session=session)
        bench.submit("[[mock:submit-503 #a]] x", session=session)
        bench.engine.configure(session, Settings(quota=1))
    bench.engine.reset("one")
    assert {task.session for task in bench.engine.store.tasks()} == {"two"}
    assert {entry.session for entry in bench.engine.journal.find()} == {"two"}
    assert statuses(bench, "[[mock:submit-503 #a]] x", 1, session="one") == [503]
    assert bench.engine.sessions.get("two").settings.quota == 1
    assert "mine" in bench.engine.scenarios
    bench.engine.reset()
    assert len(bench.engine.store) == 0
    assert bench.engine.journal.find() == []
    assert "mine" not in bench.engine.scenarios


def form(boundary, content_type="multipart/form-data; boundary={}"):
    body = f"--{boundary}\r\n[[mock:submit-503]]\r\n--{boundary}--\r\n".encode()
    return Received(
        "POST", b"/submit", b"", [(b"content-type", content_type.format(boundary).encode())], body
    )


@pytest.mark.parametrize(
    "kind", ["multipart/form-data; boundary={}", 'multipart/form-data; boundary="{}"; a=b']
)
def test_a_form_is_known_again_whatever_its_boundary(kind):
    assert without_boundary(form("one", kind)) == without_boundary(form("another", kind))


@pytest.mark.parametrize(
    "kind", ["application/json", "multipart/form-data", "multipart/form-data; boundary="]
)
def test_without_a_boundary_a_body_is_its_bytes(kind):
    asked = form("one", kind)
    assert without_boundary(asked) == asked.body
