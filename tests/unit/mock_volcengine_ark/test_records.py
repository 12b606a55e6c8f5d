import pytest
from ark_bodies import P15, P20, PRO, TASK, create

from vidlect_mock import documents
from vidlect_mock.interface import TaskView
from vidlect_mock.lifecycle import State
from vidlect_mock.message import json_answer
from vidlect_mock.scenario import AfterPolls, AfterSeconds, Breaks, Immediate, Lapses, NeverEnds, Scenario
from vidlect_mock.sessions import Settings
from vidlect_mock.vendors import volcengine_ark as ark
from vidlect_mock.vendors.volcengine_ark.replies import record
from vidlect_mock.vendors.volcengine_ark.vocabulary import WORDS

VALIDATORS = documents.Validators(documents.load("vendors", "volcengine_ark"))
GET = "GetContentsGenerationsTask"
HOUR, DAY = 3600, 86_400


POLLS = AfterPolls(1, 2)


def play(counter, outcome, pace=POLLS):
    counter.engine.configure("default", Settings(scenario=Scenario("test", pace=pace, outcome=outcome)))


def fits(asked):
    return VALIDATORS.reply_violations(GET, asked.status, asked.body) == []


def test_the_words_are_the_vendors():
    assert set(WORDS) == set(State)
    assert list(WORDS.values()) == ["queued", "running", "succeeded", "failed", "cancelled", "expired"]


def test_an_unfinished_task_shows_no_result(counter_with):
    counter = counter_with(pace=AfterPolls(2, 3))
    task = counter.make(create(safety_identifier="u-1", duration=3))
    for word in ("queued", "running"):
        asked = counter.get(task)
        assert fits(asked)
        assert asked.body == {
            "id": task,
            "model": PRO,
            "status": word,
            "error": None,
            "created_at": 1_776_138_500,
            "updated_at": 1_776_138_500,
            "safety_identifier": "u-1",
            "service_tier": "default",
            "execution_expires_after": 172_800,
        }


def test_a_finished_task_shows_what_was_asked(counter):
    task = counter.make(create(model=P15, duration=4, seed=3, return_last_frame=True, ratio="1:1"))
    counter.clock.step(5)
    counter.get(task)
    asked = counter.get(task)
    assert fits(asked)
    link = asked.body["content"]["video_url"]
    assert link.startswith(f"http://mock.example/__media__/volcengine_ark/default.{task}/video.mp4?")
    assert asked.body == {
        "id": task,
        "model": P15,
        "status": "succeeded",
        "error": None,
        "created_at": 1_776_138_500,
        "updated_at": 1_776_138_505,
        "service_tier": "default",
        "execution_expires_after": 172_800,
        "content": {"video_url": link, "last_frame_url": link.replace("video.mp4", "last-frame.png")},
        "seed": 3,
        "resolution": "720p",
        "ratio": "1:1",
        "duration": 4,
        "generate_audio": True,
        "draft": False,
        "framespersecond": 24,
        "usage": {"completion_tokens": 87_300, "total_tokens": 87_300},
    }


def test_a_link_lives_for_a_day(counter):
    link = counter.finished()["content"]["video_url"]
    assert f"Expires={1_776_138_500 + DAY}&" in link


def test_frames_stand_in_for_the_duration(counter):
    shown = counter.finished(create(frames=57))
    assert shown["frames"] == 57
    assert "duration" not in shown


def test_models_without_sound_say_nothing_of_it(counter):
    shown = counter.finished()
    assert not {"generate_audio", "draft", "priority", "tools", "draft_task_id"} & shown.keys()
    assert counter.finished(create(model=P20, priority=2))["priority"] == 2


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("input_rejected", "InputTextSensitiveContentDetected"),
        ("output_rejected", "OutputVideoSensitiveContentDetected"),
        ("internal", "InternalServiceError"),
        ("invalid_input", "InvalidParameter"),
        ("InvalidParameter.TaskTypeConstraint", "InvalidParameter.TaskTypeConstraint"),
    ],
)
def test_a_failed_task_says_why(counter, kind, code):
    play(counter, Breaks(kind), Immediate())
    asked = counter.get(counter.make())
    assert fits(asked)
    assert asked.body["status"] == "failed"
    assert asked.body["error"]["code"] == code
    assert asked.body["error"]["message"]
    assert "content" not in asked.body
    assert "usage" not in asked.body


@pytest.mark.parametrize("pace", [AfterPolls(50, 60), AfterSeconds(0.0, 1.0)])
@pytest.mark.parametrize(("limit", "seconds"), [(None, 48 * HOUR), (HOUR, HOUR)])
def test_a_task_that_does_not_end_expires(counter, pace, limit, seconds):
    play(counter, NeverEnds(), pace)
    task = counter.make(create(execution_expires_after=limit))
    counter.clock.step(seconds - 1)
    assert counter.get(task).body["status"] in {"queued", "running"}
    counter.clock.step(1)
    asked = counter.get(task)
    assert fits(asked)
    assert asked.body["status"] == "expired"
    assert asked.body["updated_at"] == 1_776_138_500 + seconds


def test_a_task_that_would_end_too_late_has_expired(counter_with):
    counter = counter_with(pace=AfterSeconds(1.0, 2.0 * HOUR))
    late, in_time = (counter.make(create(execution_expires_after=one)) for one in (HOUR, 2 * HOUR))
    counter.clock.step(3 * HOUR)
    assert counter.get(late).body["status"] == "expired"
    assert counter.get(in_time).body["status"] == "succeeded"


def test_a_task_can_be_read_for_seven_days(counter):
    task = counter.finished()["id"]
    counter.clock.step(7 * DAY - 1)
    assert counter.get(task).body["status"] == "succeeded"
    counter.clock.step(1)
    assert counter.get(task).refused == ("ResourceNotFound", "")
    assert counter.listed().body["total"] == 0


def test_an_unknown_task_is_not_found(counter, counter_with):
    asked = counter.get(TASK)
    assert (asked.status, asked.refused) == (404, ("ResourceNotFound", ""))
    assert asked.error["type"] == "NotFound"
    assert counter_with("doc-codes").get(TASK).refused == ("NotFound.id", "id")
    assert counter_with("live").get(TASK).error["type"] == "Not Found"


def test_odd_ids_are_no_trouble(counter):
    for odd in ("%00", "a" * 5000, "图", "..", "%2e%2e%2f"):
        assert counter.get(odd).status == 404


@pytest.mark.parametrize("body", [None, {}])
def test_a_waiting_task_is_cancelled(counter, body):
    task = counter.make()
    asked = counter.delete(task, body)
    assert (asked.status, asked.body) == (200, {})
    assert counter.get(task).body["status"] == "cancelled"
    assert counter.get(task).body["error"] is None


def test_a_running_task_is_not_deleted(counter):
    task = counter.make()
    counter.get(task)
    asked = counter.delete(task)
    assert (asked.status, asked.refused) == (409, ("InvalidAction.RunningTaskDeletion", ""))
    assert asked.error["message"].startswith("Cannot delete task because it is currently running")
    assert asked.error["type"] == "Conflict"
    assert counter.get(task).body["status"] == "succeeded"


@pytest.mark.parametrize("outcome", ["succeeded", "failed", "expired"])
def test_an_ended_task_is_forgotten(counter, outcome):
    if outcome == "failed":
        play(counter, Breaks("internal"), Immediate())
    task = counter.make()
    if outcome == "expired":
        play(counter, Lapses(), Immediate())
        task = counter.make()
    for _ in range(2):
        seen = counter.get(task).body
    assert seen["status"] == outcome
    assert counter.delete(task).body == {}
    assert counter.get(task).status == 404
    assert counter.delete(task).status == 404


def test_a_cancelled_task_is_not_deleted_and_disappears_after_a_day(counter, counter_with):
    task = counter.make()
    counter.delete(task)
    asked = counter.delete(task)
    assert (asked.status, asked.error["code"]) == (409, "InvalidAction.RunningTaskDeletion")
    counter.clock.step(DAY - 1)
    assert counter.get(task).body["status"] == "cancelled"
    counter.clock.step(1)
    assert counter.get(task).status == 404
    assert counter.delete(task).status == 404
    assert counter.listed().body["total"] == 0
    other = counter_with(**{"delete-cancelled": "404"})
    task = other.make()
    other.delete(task)
    assert other.delete(task).status == 404


def test_a_fault_gives_another_status_word():
    answer = ark.respell_status(json_answer(200, {"id": TASK, "status": "running"}), "paused")
    assert answer.body == b'{"id":"cgt-20260414114820-abcde","status":"paused"}'
    created = json_answer(200, {"id": TASK})
    assert ark.respell_status(created, "paused") is created


def test_a_task_without_a_film_is_charged_nothing():
    view = TaskView(
        task_id=TASK,
        state=State.SUCCEEDED,
        model=PRO,
        prompt="",
        body={"model": PRO, "execution_expires_after": 3600},
        created_at=1.0,
        ended_at=2.0,
        age=1.0,
        polls=1,
        failure=None,
        film=None,
        links={"video.mp4": "https://a.example/1"},
    )
    assert record(view, None)["usage"] == {"completion_tokens": 0, "total_tokens": 0}


def test_an_expired_task_is_deleted_like_any_that_has_ended(counter):
    play(counter, NeverEnds(), AfterPolls(50, 60))
    task = counter.make(create(execution_expires_after=HOUR))
    counter.clock.step(HOUR)
    assert counter.delete(task).status == 200
    assert counter.get(task).status == 404
