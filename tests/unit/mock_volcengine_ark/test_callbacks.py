import orjson
import pytest
from ark_bodies import create

from vidlect_mock import documents
from vidlect_mock.lifecycle import State
from vidlect_mock.message import Answer
from vidlect_mock.notices import Unanswered, begin, end
from vidlect_mock.scenario import AfterSeconds, Breaks, Lapses, Scenario
from vidlect_mock.sessions import Settings
from vidlect_mock.vendors import volcengine_ark as ark

URL = "http://127.0.0.1:9/notices"
VALIDATORS = documents.Validators(documents.load("vendors", "volcengine_ark"))


@pytest.fixture
def counter(counter_with):
    return counter_with(pace=AfterSeconds(1.0, 2.0))


def attempts(counter, outcome=Answer(200, (), b"")):  # noqa: B008 # never changed
    """What goes out now; each attempt meets the outcome."""
    engine = counter.engine

    def find(key):
        return engine.task(*key, engine.clock.now())

    while due := next(engine.callbacks.due(engine.clock.now(), find), None):
        attempt = begin(engine, due)
        if attempt is not None:  # nothing is told of this state
            end(attempt, outcome)
            yield attempt.notice


def told(counter, **more):
    """The words of a task's notices, to its end."""
    words = []
    for _ in range(5):
        words += [orjson.loads(notice.body)["status"] for notice in attempts(counter, **more)]
        counter.clock.step(1)
    return words


def test_every_change_of_status_is_told(counter):
    counter.make(create(callback_url=URL))
    assert told(counter) == ["queued", "running", "succeeded"]


@pytest.mark.parametrize(("outcome", "word"), [(Breaks("internal"), "failed"), (Lapses(), "expired")])
def test_other_ends_are_told_too(counter, outcome, word):
    scenario = Scenario("test", pace=AfterSeconds(1.0, 2.0), outcome=outcome)
    counter.engine.configure("default", Settings(scenario=scenario))
    counter.make(create(callback_url=URL))
    assert told(counter) == ["queued", "running", word]


@pytest.mark.parametrize(
    ("switches", "words"),
    [
        ({}, ["queued"]),
        ({"callback-cancelled": "sent"}, ["queued", "cancelled"]),
        ({"callback-queued": "unsent"}, []),
        ({"callback-queued": "unsent", "callback-cancelled": "sent"}, ["cancelled"]),
    ],
    ids=str,
)
def test_what_is_told_of_a_cancelled_task_is_a_switch(counter_with, switches, words):
    counter = counter_with(pace=AfterSeconds(1.0, 2.0), **switches)
    counter.delete(counter.make(create(callback_url=URL)))
    assert told(counter) == words


def test_later_changes_are_told_whatever_is_told_of_the_queue(counter_with):
    counter = counter_with(pace=AfterSeconds(1.0, 2.0), **{"callback-queued": "unsent"})
    counter.make(create(callback_url=URL))
    assert told(counter) == ["running", "succeeded"]


def test_a_notice_is_what_a_get_answers_and_is_unsigned(counter):
    task = counter.make(create(callback_url=URL))
    counter.clock.step(3)
    *_, last = attempts(counter)
    assert last.headers == (("content-type", "application/json"),)
    assert orjson.loads(last.body) == counter.get(task).body
    assert VALIDATORS.reply_violations("GetContentsGenerationsTask", 200, orjson.loads(last.body)) == []


def test_only_the_main_ends_are_tried_three_times(counter):
    assert ark.CALLBACKS.repeated == {State.SUCCEEDED, State.FAILED}
    counter.make(create(callback_url=URL))
    counter.clock.step(3)
    words = []
    for _ in range(10):
        words += [orjson.loads(one.body)["status"] for one in attempts(counter, Unanswered("5 s passed"))]
        counter.clock.step(5)
    assert words == ["queued", "running", "succeeded", "succeeded", "succeeded"]


def test_without_an_address_nobody_is_told(counter):
    counter.make(create(callback_url=None))
    assert told(counter) == []


def test_what_is_no_address_is_remarked_on(counter):
    assert counter.post(create(callback_url="HTTPS://h.example")).entry.remarks == ()
    for odd in ("", "h.example/n"):
        assert "nobody is told" in counter.post(create(callback_url=odd)).entry.remarks[0]
