"""The clock is moved, a run attached and all reset over the control API."""

import pytest
from control_calls import error_of


def test_the_clock_is_read_stepped_and_set(control, bench):
    task_id = bench.submitted()
    before = control("GET", "/__mock__/clock").json()
    assert before == {"now": bench.hand.now, "wall": bench.hand.now, "attached": None}
    assert control("POST", "/__mock__/clock/step", {"seconds": 2.5}).json()["now"] == before["now"] + 2.5
    assert bench.status(task_id) == "succeeded"
    later = before["now"] + 13 * 3600
    assert control("PUT", "/__mock__/clock", {"now": later}).json()["now"] == later
    assert bench.status(task_id) == "expired"


@pytest.mark.parametrize(
    ("method", "path", "body", "field"),
    [
        ("POST", "clock/step", {"seconds": -1}, "/seconds"),
        ("POST", "clock/step", {"seconds": "1"}, "/seconds"),
        ("POST", "clock/step", {}, ""),
        ("POST", "clock/step", {"seconds": 1, "minutes": 2}, "/minutes"),
        ("PUT", "clock", {"now": 1.0}, "/now"),
        ("PUT", "clock", {"now": None}, "/now"),
        ("PUT", "clock", {"now": 1e300}, "/now"),
        ("PUT", "attached", {"run": ""}, "/run"),
        ("PUT", "attached", {"run": 1}, "/run"),
        ("PUT", "attached", {"run": "x" * 201}, "/run"),
        ("PUT", "attached", {}, ""),
        ("POST", "reset", {"session": "A"}, "/session"),
        ("POST", "reset", {"session": 1}, "/session"),
        ("POST", "reset", {"all": True}, "/all"),
        ("POST", "reset", [], ""),
    ],
)
def test_a_body_that_does_not_fit_is_named(control, method, path, body, field):
    assert error_of(control(method, f"/__mock__/{path}", body)) == (400, field)


@pytest.mark.parametrize("raw", [b"{", b"\xff", b"nul", b"[" * 3000, b"NaN", b'{"seconds":1'])
def test_a_body_that_is_no_json_is_refused(control, raw):
    assert error_of(control("POST", "/__mock__/clock/step", raw=raw)) == (400, "")


def test_a_body_that_is_too_large_is_refused(control):
    assert error_of(control("POST", "/__mock__/reset", raw=b" " * (1024 * 1024 + 1))) == (400, None)


def test_while_a_run_is_attached_the_shared_clock_stays(control):
    assert control("GET", "/__mock__/attached").json() == {"run": None}
    for _ in range(2):
        assert control("PUT", "/__mock__/attached", {"run": "r1"}).json() == {"run": "r1"}
    assert error_of(control("PUT", "/__mock__/attached", {"run": "r2"})) == (409, "/run")
    assert error_of(control("POST", "/__mock__/clock/step", {"seconds": 1})) == (409, None)
    assert error_of(control("PUT", "/__mock__/clock", {"now": 9e9})) == (409, None)
    assert control("GET", "/__mock__/clock").json()["attached"] == "r1"
    assert control("DELETE", "/__mock__/attached").status_code == 204
    assert control("POST", "/__mock__/clock/step", {"seconds": 1}).status_code == 200


def test_a_reset_forgets_all_or_a_session(control, bench):
    bench.submitted(session="one")
    bench.submitted(session="two")
    assert control("POST", "/__mock__/reset", {"session": "one"}).status_code == 204
    assert [task.session for task in bench.engine.store.tasks()] == ["two"]
    assert control("POST", "/__mock__/reset").status_code == 204
    assert len(bench.engine.store) == 0


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [("POST", "/__mock__/clock/step", {"seconds": 1}), ("PUT", "/__mock__/clock", {"now": 2_000_000_000})],
)
def test_who_delivers_callbacks_hears_of_a_moved_clock_at_once(control, bench, method, path, body):
    heard = []
    bench.engine.callbacks.wake = lambda: heard.append(bench.engine.clock.now())
    assert control(method, path, body).status_code == 200
    assert heard == [bench.engine.clock.now()]
