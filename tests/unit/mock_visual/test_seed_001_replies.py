"""The profile seed-001 answers in its own words."""

import orjson
import pytest
from visual_bodies import TASK, VIDEO

from vidlect_mock.lifecycle import State
from vidlect_mock.vendors import volcengine_visual as visual
from vidlect_mock.vendors.volcengine_visual.errors import ERRORS

SEED_WORDS = {State.QUEUED: "not_start", State.RUNNING: "running", State.SUCCEEDED: "success"}


def test_seed_001_answers_a_submit_with_metadata_and_data(counter, a_task):
    status, body = counter.answer("CVSync2AsyncSubmitTask", a_task(State.QUEUED), counter.desk("seed-001"))
    assert status == 200
    assert body["data"] == {"task_id": TASK}
    assert set(body) == {"ResponseMetadata", "data"}
    assert set(body["ResponseMetadata"]) == {"RequestId", "Action", "Version", "Service", "Region"}


@pytest.mark.parametrize(("state", "word"), SEED_WORDS.items())
def test_seed_001_has_its_own_status_words(counter, a_task, state, word):
    _, body = counter.answer("CVSync2AsyncGetResult", a_task(state), counter.desk("seed-001"))
    assert body["data"]["status"] == word
    assert body["data"]["task_id"] == TASK
    assert body["data"].get("video_url") == (VIDEO if state is State.SUCCEEDED else None)


def test_seed_001_says_pending_from_the_second_query_on(counter, a_task):
    _, body = counter.answer("CVSync2AsyncGetResult", a_task(State.QUEUED, polls=2), counter.desk("seed-001"))
    assert body["data"]["status"] == "pending"


def seed_word(code):
    if code in {"50500", "50501", "50520", "50521", "50522"}:
        return code  # none of the five words is for these
    if code in {"50429", "50430", "50400"}:
        return "QuotaExceeded"
    if code in {"50200", "50204", "50215"}:
        return "InvalidParameter"
    return "ContentFiltered"


@pytest.mark.parametrize("code", ERRORS)
def test_seed_001_names_errors_in_its_words(counter, a_task, code):
    desk = counter.desk("seed-001")
    status, body = counter.answer("CVSync2AsyncGetResult", a_task(State.FAILED, failure=code), desk)
    assert (status, body["data"]) == (200, {"status": "failed", "task_id": TASK})
    assert body["ResponseMetadata"]["Error"]["Code"] == seed_word(code)
    refused = visual.fail(code, counter.admitted("CVSync2AsyncSubmitTask"), desk)
    assert refused.status == ERRORS[code].http
    assert orjson.loads(refused.body)["ResponseMetadata"]["Error"]["Code"] == seed_word(code)
    assert orjson.loads(refused.body)["data"] is None


@pytest.mark.parametrize("state", [None, State.CANCELLED, State.EXPIRED])
def test_seed_001_does_not_find_a_task_that_is_gone(counter, a_task, state):
    gone = None if state is None else a_task(state)
    status, body = counter.answer("CVSync2AsyncGetResult", gone, counter.desk("seed-001"))
    assert (status, body["ResponseMetadata"]["Error"]["Code"], body["data"]) == (400, "TaskNotFound", None)


def test_seed_001_calls_a_wrong_signature_by_its_own_word(counter):
    answer = visual.fail("SignatureDoesNotMatch", None, counter.desk("seed-001"))
    assert orjson.loads(answer.body)["ResponseMetadata"]["Error"]["Code"] == "InvalidSignature"
