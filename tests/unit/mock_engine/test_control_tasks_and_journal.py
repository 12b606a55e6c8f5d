"""Tasks and the journal are read over the control API."""

import pytest
from control_calls import error_of


def test_a_task_is_shown_with_its_receipts(control, bench):
    task_id = bench.submitted("[[mock:poll-429 #c]] a lake")
    bench.poll(task_id)
    bench.hand.now += 5.0
    task = control("GET", f"/__mock__/tasks/fake/default/{task_id}").json()
    assert (task["state"], task["case"], task["prompt"], task["polls"]) == ("succeeded", "c", "a lake", 0)
    assert task["ended_at"] == task["created_at"] + 1.0
    assert [receipt["entry"] for receipt in task["receipts"]] == [2]


@pytest.mark.parametrize("path", ["fake/default/f0", "else/default/f0", "fake/other/a/b"])
def test_a_task_that_is_not_there_is_not_found(control, path):
    assert error_of(control("GET", f"/__mock__/tasks/{path}")) == (404, None)


def test_tasks_are_listed_by_what_is_wanted(control, bench):
    first = bench.submitted("[[mock:instant #a]] x", session="one")
    second = bench.submitted("[[mock:never-ends #b]] x", session="one")
    third = bench.submitted(session="two")

    def listed(query):
        return [task["task_id"] for task in control("GET", f"/__mock__/tasks{query}").json()["tasks"]]

    assert listed("") == [first, second, third]
    assert listed("?vendor=fake&session=one") == [first, second]
    assert listed("?case=b") == [second]
    assert listed("?state=queued") == [second, third]
    assert listed("?limit=1") == [first]
    assert listed("?limit=0") == []
    assert listed("?vendor=else") == []


def test_the_journal_is_paged(control, bench):
    for _ in range(5):
        bench.submit()
    page = control("GET", "/__mock__/journal?limit=3").json()
    assert ([entry["number"] for entry in page["entries"]], page["last"]) == ([1, 2, 3], 3)
    page = control("GET", "/__mock__/journal?after=3&limit=3").json()
    assert ([entry["number"] for entry in page["entries"]], page["last"]) == ([4, 5], 5)
    assert control("GET", "/__mock__/journal?after=5").json()["entries"] == []


def test_the_journal_is_filtered_and_shows_refusals_and_faults(control, bench):
    bench.submit("[[mock:submit-503 #a]] x", session="one")
    bench.submit(session=None)
    bench.call("instant", b"\xff")

    def found(query):
        return [entry["number"] for entry in control("GET", f"/__mock__/journal?{query}").json()["entries"]]

    assert found("session=one") == [1]
    assert found("operation=submit") == [1, 2]
    assert found("case=a&vendor=fake") == [1]
    assert found("task_id=f0") == []
    entries = control("GET", "/__mock__/journal").json()["entries"]
    assert entries[0]["fault"]["status"] == 503
    assert entries[1]["refusal"]["stage"] == "credential"
    assert entries[2]["request"]["body"] == {"base64": "/w=="}


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("tasks?state=sleeping", "state"),
        ("tasks?limit=x", "limit"),
        ("tasks?limit=-1", "limit"),
        ("tasks?limit=10001", "limit"),
        ("tasks?limit=", "limit"),
        ("tasks?limit=%D9%A3", "limit"),
        ("tasks?colour=red", "colour"),
        ("tasks?vendor=a&vendor=b", "vendor"),
        ("journal?limit=0", "limit"),
        ("journal?after=1e3", "after"),
        ("journal?after=99999999999999999999", "after"),
        ("journal?vendors=a", "vendors"),
        ("clock?x=1", "x"),
        ("?x=1", "x"),
        ("sessions?x=1", "x"),
        ("scenarios?x=1", "x"),
        ("attached?x=1", "x"),
    ],
)
def test_a_parameter_that_does_not_fit_is_named(control, path, field):
    assert error_of(control("GET", f"/__mock__/{path}")) == (400, field)
