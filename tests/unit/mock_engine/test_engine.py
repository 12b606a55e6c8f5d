"""One request after another through the engine: tasks, paces, outcomes, markers, limits."""

import orjson
import pytest

from vidlect_mock.interface import Film
from vidlect_mock.message import Received
from vidlect_mock.scenario import AfterPolls, Breaks, Immediate, Scenario
from vidlect_mock.sessions import Settings
from vidlect_mock.trouble import Fault, Status, VendorError

HOUR = 3600.0


def body_of(delivery):
    return orjson.loads(delivery.answer.body)


def test_a_task_is_queued_then_running_then_done_as_time_passes(bench):
    task_id = bench.submitted()
    seen = [bench.status(task_id)]
    for seconds in (0.29, 0.02, 0.68, 0.02):
        bench.hand.now += seconds
        seen.append(bench.status(task_id))
    assert seen == ["queued", "queued", "running", "running", "succeeded"]


@pytest.mark.parametrize(
    ("pace", "seen"),
    [
        (Immediate(), ["succeeded", "succeeded"]),
        (AfterPolls(1, 2), ["running", "succeeded", "succeeded"]),
        (AfterPolls(2, 3), ["queued", "running", "succeeded"]),
        (AfterPolls(1, 1), ["succeeded"]),
    ],
)
def test_a_pace_without_seconds_needs_no_time(make_bench, pace, seen):
    bench = make_bench(pace=pace)
    task_id = bench.submitted()
    assert [bench.status(task_id) for _ in seen] == seen


@pytest.mark.parametrize(
    ("name", "status", "failure"),
    [
        ("fail", "failed", "E500"),
        ("input-rejected", "failed", "E400"),
        ("output-rejected", "failed", "E422"),
        ("expires", "expired", None),
        ("never-ends", "running", None),
        ("succeed", "succeeded", None),
    ],
)
def test_an_outcome_comes_at_the_end_of_the_pace(bench, name, status, failure):
    task_id = bench.submitted(f"[[mock:{name}]] a lake")
    bench.hand.now += 100.0
    body = body_of(bench.poll(task_id))
    assert (body["status"], body.get("failure")) == (status, failure)


def test_a_vendors_own_code_is_its_failure(bench):
    bench.engine.scenarios["own"] = Scenario("own", Immediate(), Breaks("E422"))
    assert body_of(bench.poll(bench.submitted("[[mock:own]] x")))["failure"] == "E422"


def test_a_code_that_the_vendor_lacks_is_remarked_on(bench):
    bench.engine.scenarios["odd"] = Scenario("odd", Immediate(), Breaks("E999"))
    assert body_of(bench.poll(bench.submitted("[[mock:odd]] x")))["failure"] == "E500"
    assert "no failure 'E999'" in bench.last.remarks[0]


def test_an_error_code_that_the_vendor_lacks_is_remarked_on(bench):
    bench.engine.scenarios["odd"] = Scenario("odd", faults=(Fault("submit", VendorError("E999")),))
    assert bench.submit("[[mock:odd]] x").answer.status == 500
    assert "no failure 'E999'" in bench.last.remarks[0]


def test_the_marker_is_cut_from_the_prompt_and_kept_in_the_journal(bench):
    task_id = bench.submitted("[[mock:instant #case-17]] a lake")
    assert bench.last.case == "case-17"
    assert body_of(bench.poll(task_id))["prompt"] == "a lake"
    assert (bench.last.case, bench.last.task_id) == ("case-17", task_id)


def test_a_media_url_marks_a_task_without_a_prompt(bench):
    url = "https://media.mock.invalid/m/instant/topic~slug/first.png"
    task_id = body_of(bench.call("submit", {"image": url}))["data"]["id"]
    assert bench.last.case == "topic/slug"
    assert bench.status(task_id) == "succeeded"


def test_the_sessions_scenario_is_played_by_unmarked_tasks(bench):
    bench.engine.configure("default", Settings(scenario=bench.engine.scenarios["instant"]))
    assert bench.status(bench.submitted()) == "succeeded"
    assert bench.status(bench.submitted("[[mock:never-ends]] x")) == "queued"
    assert bench.status(bench.submitted(session="other"), session="other") == "queued"


def test_the_sessions_pace_holds_where_the_scenario_has_none(bench):
    bench.engine.configure("default", Settings(pace=Immediate()))
    assert bench.status(bench.submitted()) == "succeeded"
    assert bench.status(bench.submitted("[[mock:slow]] x")) == "queued"


def test_a_session_may_have_a_profile_of_its_own(bench):
    loud = bench.engine.profiles["fake"]._replace(switches={"tone": "loud"})
    bench.engine.configure("own", Settings(profiles={"fake": loud}))
    assert body_of(bench.submit(session="own"))["tone"] == "loud"
    assert body_of(bench.submit())["tone"] == "plain"


def test_a_misspelt_scenario_is_refused_and_the_nearest_one_named(bench):
    delivery = bench.submit("[[mock:two-503 #c]] x")
    assert body_of(delivery) == {"code": "E406"}  # invalid_input, no review
    refusal = bench.last.refusal
    assert (refusal.stage, refusal.received, refusal.hint) == (
        "scenario",
        "two-503",
        "did you mean two-503s?",
    )
    assert "two-503s" in refusal.expected
    assert bench.last.case == "c"
    assert len(bench.engine.store) == 0


@pytest.mark.parametrize(
    "prompt", ["[[mock:instant] x", " [[mock:instant #c age=old]] x", "[[Mock:instant]] x"]
)
@pytest.mark.parametrize("call", ["submit", "instant"])
def test_a_marker_that_cannot_be_read_is_remarked(bench, call, prompt):
    assert bench.call(call, {"prompt": prompt}).answer.status == 200
    (remark,) = bench.last.remarks
    assert "[[mock:SCENARIO #CASE age=13h]]" in remark


@pytest.mark.parametrize("prompt", ["[[mock:instant]] x", "x [[mock:instant]]", "[[x", ""])
def test_a_marker_that_is_read_and_a_prompt_without_one_are_not(bench, prompt):
    bench.submit(prompt)
    assert bench.last.remarks == ()


@pytest.mark.parametrize("call", ["poll", "cancel"])
def test_a_task_asked_for_by_another_model_than_its_own_is_remarked(bench, call):
    task_id = bench.submitted()
    for model in ("", "m"):
        bench.call(call, {"id": task_id, "model": model})
        assert bench.last.remarks == ()
    bench.call(call, {"id": task_id, "model": "n"})
    assert bench.last.remarks == ("the task was submitted to 'm', and is asked for as one of 'n'",)


def test_an_unheard_of_scenario_is_refused_for_instant_operations_too(bench):
    assert bench.call("instant", {"prompt": "[[mock:zzzzzz]] x"}).answer.status == 400
    assert bench.last.refusal.hint == "GET /__mock__/scenarios lists them"


def test_an_aged_task_is_older_by_its_own_clock_only(bench):
    old = bench.submitted("[[mock:succeed age=13h]] x")
    young = bench.submitted()
    assert bench.status(old) == "expired"
    assert bench.status(young) == "queued"


@pytest.mark.parametrize(
    ("hours", "status"), [(0.1, "succeeded"), (11.9, "succeeded"), (12.1, "expired"), (23.9, "expired")]
)
def test_a_finished_task_lapses(bench, hours, status):
    task_id = bench.submitted()
    bench.hand.now += hours * HOUR
    assert bench.status(task_id) == status


def test_a_forgotten_task_is_unknown_and_gone(bench):
    task_id = bench.submitted()
    bench.hand.now += 24 * HOUR + 1
    assert bench.status(task_id) == "not_found"
    assert len(bench.engine.store) == 0


def test_an_unknown_task_is_unknown(bench):
    assert bench.status("f0") == "not_found"
    assert body_of(bench.call("cancel", {"id": "f0"}))["status"] == "not_found"


def test_a_task_belongs_to_its_session(bench):
    task_id = bench.submitted(session="one")
    assert bench.status(task_id, session="two") == "not_found"
    assert bench.status(task_id, session="one") == "queued"


def test_ids_differ_between_sessions_and_tasks(bench):
    ids = [bench.submitted(session=name) for name in ("one", "two", "three") for _ in range(3)]
    assert len(set(ids)) == 9
    assert all(int(task_id[1:]) < 2**63 for task_id in ids)


def test_ids_are_not_used_again_after_a_reset(bench):
    before = bench.submitted()
    bench.engine.reset()
    after = bench.submitted()
    assert before != after
    assert bench.status(before) == "not_found"


def test_a_number_that_the_store_has_is_passed_over(bench):
    before = bench.submitted()
    bench.engine.sessions.get("default").numbered = 0
    assert bench.submitted() != before


def test_a_queued_task_can_be_cancelled(bench):
    task_id = bench.submitted()
    assert body_of(bench.call("cancel", {"id": task_id}))["status"] == "cancelled"
    bench.hand.now += 100.0
    assert bench.status(task_id) == "cancelled"
    bench.hand.now += 12 * HOUR
    assert bench.status(task_id) == "expired"


@pytest.mark.parametrize(("seconds", "status"), [(0.5, "running"), (2.0, "succeeded")])
def test_a_task_that_has_started_cannot_be_cancelled(bench, seconds, status):
    task_id = bench.submitted()
    bench.hand.now += seconds
    assert body_of(bench.call("cancel", {"id": task_id}))["status"] == status


def test_an_instant_operation_makes_no_task_but_can_link(bench):
    link = body_of(bench.call("instant", {}))["mask"]
    assert link.startswith("http://mock:1/__media__/fake/default.~1/mask-1.png?expires=")
    assert len(bench.engine.store) == 0


def test_an_instant_operation_breaks_by_its_marker(bench):
    delivery = bench.call("instant", {"prompt": "[[mock:input-rejected #c]] x"})
    assert body_of(delivery) == {"code": "E400"}
    assert bench.last.case == "c"


def test_the_film_is_started_at_submit(bench, film):
    task_id = bench.submitted()
    assert bench.studio.started == [(f"default.{task_id}", film)]


def test_a_task_without_a_film_starts_none(bench):
    bench.call("submit", {"prompt": "x", "silent": True})
    assert bench.studio.started == []


def test_films_are_shared_by_tasks_that_show_the_same(bench):
    shapes = [Film(width=64, height=64, seconds=5.0, fps=24, sound=False, label="a") for _ in range(2)]
    first, second = (bench.engine.shared_film(shape) for shape in shapes)
    assert first is second
    for number in range(5000):
        bench.engine.shared_film(
            Film(width=64, height=64, seconds=5.0, fps=24, sound=False, label=str(number))
        )
    assert len(bench.engine._films) <= 4096


def test_plans_are_shared_but_not_without_end(bench):
    for number in range(5000):
        bench.engine.scenarios["s"] = Scenario(f"s{number}")
        bench.submitted("[[mock:s]] x")
    assert len(bench.engine._plans) <= 4096
    assert len(bench.engine.store) == 5000


def test_long_strings_of_a_large_body_are_cut_but_the_rest_is_kept(bench):
    picture = "A" * 20_000
    body = {"prompt": "p", "pictures": [picture, "short"], "n": 3, "deep": {"x": picture}}
    task_id = body_of(bench.call("submit", body))["data"]["id"]
    kept = bench.engine.store.find("fake", "default", task_id).parsed()
    assert kept == {
        "prompt": "p",
        "pictures": ["A" * 1024 + "…", "short"],
        "n": 3,
        "deep": {"x": "A" * 1024 + "…"},
    }


def test_pictures_that_are_large_together_are_kept_with_numbers_between_them(bench):
    body = {"prompt": "p", "numbers": [1, 2.5, None, True], "pictures": ["A" * 1000] * 30}
    task_id = body_of(bench.call("submit", body))["data"]["id"]
    assert bench.engine.store.find("fake", "default", task_id).parsed() == body


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


def test_a_full_store_lets_the_oldest_finished_task_go(make_bench):
    from vidlect_mock.store.memory import MemoryStore  # noqa: PLC0415 # only here

    bench = make_bench(store=MemoryStore(3))
    unfinished = bench.submitted("[[mock:never-ends]] x")
    done = bench.submitted("[[mock:instant]] x")
    kept = [bench.submitted("[[mock:instant]] x"), bench.submitted()]
    assert [bench.status(one) for one in (unfinished, done, *kept)] == [
        "queued",
        "not_found",
        "succeeded",
        "queued",
    ]


# --- faults ----------------------------------------------------------------------------------------------


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
