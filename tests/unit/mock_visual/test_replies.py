"""Every state and every error, in every envelope."""

import re

import orjson
import pytest

from vidlect_mock.interface import Effect, Intake
from vidlect_mock.lifecycle import State
from vidlect_mock.vendors import volcengine_visual as visual
from vidlect_mock.vendors.volcengine_visual.errors import ERRORS
from vidlect_mock.vendors.volcengine_visual.models import MODELS, Result
from vidlect_mock.vendors.volcengine_visual.operations import Family
from vidlect_mock.vendors.volcengine_visual.replies import POLLED

TASK = "10762451179911711518"
VIDEO = "http://127.0.0.1:1/v.mp4"
POLLS = [name for name, action in visual.ACTIONS.items() if action.effect is Effect.POLL]
SUBMITS = [name for name, action in visual.ACTIONS.items() if action.effect is Effect.SUBMIT]
WORDS = {
    State.QUEUED: "in_queue",
    State.RUNNING: "generating",
    State.SUCCEEDED: "done",
    State.CANCELLED: "not_found",
    State.EXPIRED: "expired",
}
SEED_WORDS = {State.QUEUED: "not_start", State.RUNNING: "running", State.SUCCEEDED: "success"}


def key_for(action):
    return visual.ACTIONS[action].req_keys[0]


def unwrapped(action, body):
    if visual.ACTIONS[action].family is not Family.PER_MODEL:
        return body
    assert set(body) == {"ResponseMetadata", "Result"}
    assert body["ResponseMetadata"]["Action"] == action
    return body["Result"]


def test_the_table_has_every_state():
    assert set(POLLED) == set(State)


@pytest.mark.parametrize("action", POLLS)
@pytest.mark.parametrize("state", [state for state in State if state is not State.FAILED])
def test_a_query_answers_each_state_in_the_vendors_word(counter, a_task, action, state):
    status, body = counter.answer(action, a_task(state, key_for(action)))
    flat = unwrapped(action, body)
    assert (status, flat["code"], flat["status"], flat["message"]) == (200, 10000, 10000, "Success")
    assert flat["data"]["status"] == WORDS[state]
    holds = {"video_url", "resp_data", "image_urls"} & set(flat["data"])
    assert bool(holds) is (state is State.SUCCEEDED)
    assert counter.fits(action, status, body) == []


@pytest.mark.parametrize(
    "req_key", [key for key, model in MODELS.items() if model.result is not Result.MASKS]
)
def test_a_finished_task_holds_what_its_model_makes(counter, a_task, req_key):
    model = MODELS[req_key]
    action = "JimengT2IV31GetResult" if model.result is Result.PICTURE else "CVGetResult"
    status, body = counter.answer(action, a_task(State.SUCCEEDED, req_key))
    data = dict(unwrapped(action, body)["data"])
    assert data.pop("status") == "done"
    assert (
        data
        == {
            Result.FILM: {"video_url": VIDEO},
            Result.SUBJECT: {"resp_data": '{"status":1}'},
            Result.PICTURE: {"image_urls": ["http://127.0.0.1:1/mask-1.png"], "binary_data_base64": None},
        }[model.result]
    )
    assert counter.fits(action, status, body) == []


@pytest.mark.parametrize("action", POLLS)
@pytest.mark.parametrize("code", ERRORS)
def test_a_failed_task_answers_with_its_code_and_http_status(counter, a_task, action, code):
    status, body = counter.answer(action, a_task(State.FAILED, key_for(action), failure=code))
    row = ERRORS[code]
    assert status == row.http
    if visual.ACTIONS[action].family is Family.PER_MODEL:
        assert body["ResponseMetadata"]["Error"] == {"Code": code, "Message": row.message}
        assert "Result" not in body
    else:
        assert (body["code"], body["status"], body["message"]) == (row.code, row.code, row.message)
        assert body["data"] is None
    assert counter.fits(action, status, body) == []


@pytest.mark.parametrize("action", visual.ACTIONS)
@pytest.mark.parametrize("code", ERRORS)
def test_every_action_can_fail_with_every_business_error(counter, action, code):
    answer = visual.fail(code, counter.admitted(action), counter.desk())
    assert answer.status == ERRORS[code].http
    assert counter.fits(action, answer.status, orjson.loads(answer.body)) == []


@pytest.mark.parametrize("code", ERRORS)
def test_an_error_before_any_action_is_flat(counter, code):
    answer = visual.fail(code, None, counter.desk())
    assert orjson.loads(answer.body)["code"] == int(code)


def test_a_gateway_code_comes_in_the_gateways_envelope(counter):
    answer = visual.fail("FlowLimitExceeded", counter.admitted("CVGetResult"), counter.desk())
    body = orjson.loads(answer.body)
    assert answer.status == 429
    assert body["ResponseMetadata"]["Error"]["CodeN"] == 100018
    assert counter.fits("CVGetResult", 429, body) == []


def test_a_task_may_fail_with_a_gateway_code(counter, a_task):
    status, body = counter.answer("CVGetResult", a_task(State.FAILED, failure="InternalError"))
    assert (status, body["ResponseMetadata"]["Error"]["Code"]) == (500, "InternalError")


@pytest.mark.parametrize("code", ["", "10000", "50999", "nothing"])
def test_a_code_that_the_vendor_does_not_have_is_a_key_error(counter, code):
    with pytest.raises(KeyError):
        visual.fail(code, None, counter.desk())
    with pytest.raises(KeyError):
        visual.failure_code(code)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("input_rejected", "50412"),
        ("output_rejected", "50516"),
        ("internal", "50500"),
        ("rate_limited", "50429"),
        ("concurrency_limited", "50430"),
        ("quota_exhausted", "50400"),
        ("invalid_input", "50215"),
        ("50413", "50413"),
        ("FlowLimitExceeded", "FlowLimitExceeded"),
    ],
)
def test_a_neutral_word_has_a_code_of_the_vendor(word, code):
    assert visual.failure_code(word) == code


# Copied from the facts (5.2), not from the table.
@pytest.mark.parametrize(
    ("code", "http", "message", "retry"),
    [
        ("50411", 400, "Pre Img Risk Not Pass", False),
        ("50511", 400, "Post Img Risk Not Pass", True),
        ("50412", 400, "Text Risk Not Pass", False),
        ("50512", 400, "Post Text Risk Not Pass", False),
        ("50413", 400, "Post Text Risk Not Pass", False),
        ("50513", 400, "Pre Video Risk Not Pass", False),
        ("50514", 400, "Pre Audio Risk Not Pass", False),
        ("50516", 400, "Post Video Risk Not Pass", True),
        ("50517", 400, "Post Audio Risk Not Pass", True),
        ("50518", 400, "Pre Img Risk Not Pass: Copyright", False),
        ("50519", 400, "Post Img Risk Not Pass: Copyright", True),
        ("50520", 400, "Risk Internal Error", False),
        ("50521", 400, "Antidirt Internal Error", False),
        ("50522", 400, "Image Copyright Internal Error", False),
        ("50429", 429, "Request Has Reached API Limit, Please Try Later", True),
        ("50430", 429, "Request Has Reached API Concurrent Limit, Please Try Later", True),
        ("50500", 500, "Internal Error", None),
        ("50501", 500, "Internal RPC Error", None),
        ("50400", 401, "Access Denied: Access Denied", None),
        ("50200", 400, "Invalid Input Parameters: req_key", None),
        ("50215", 400, "Input invalid for this service.", None),
        ("50218", 400, "Resource exists risk", None),
        ("50204", 400, "req_key not supported", None),
    ],
)
def test_an_error_is_as_the_facts_have_it(code, http, message, retry):
    row = ERRORS[code]
    assert (str(row.code), row.http, row.message, row.retry) == (code, http, message, retry)


def test_no_other_errors_exist():
    assert len(ERRORS) == 23


@pytest.mark.parametrize("action", SUBMITS)
def test_a_submit_answers_with_a_task_id(counter, a_task, action):
    status, body = counter.answer(action, a_task(State.QUEUED, key_for(action)))
    flat = unwrapped(action, body)
    assert (status, flat["data"]) == (200, {"task_id": TASK})
    assert list(flat) == ["code", "data", "message", "request_id", "status", "time_elapsed"]
    assert counter.fits(action, status, body) == []


@pytest.mark.parametrize("action", POLLS)
def test_an_unknown_task_is_not_found(counter, action):
    status, body = counter.answer(action, None)
    assert (status, unwrapped(action, body)["data"]) == (200, {"status": "not_found"})
    assert counter.fits(action, status, body) == []


@pytest.mark.parametrize("profile", [{"unknown_task": "50215"}, {"profile": "observed"}])
def test_an_unknown_task_may_be_refused_instead(counter, profile):
    desk = counter.desk(**{key.replace("_", "-"): value for key, value in profile.items()})
    status, body = counter.answer("CVGetResult", None, desk)
    assert (status, body["code"], body["data"]) == (400, 50215, None)


def test_a_query_with_the_req_key_of_another_model_is_refused(counter, a_task):
    status, body = counter.answer(
        "CVSync2AsyncGetResult", a_task(State.SUCCEEDED), model="jimeng_t2v_v30_1080p"
    )
    assert (status, body["code"]) == (400, 50215)


@pytest.mark.parametrize(
    ("polls", "model", "word"),
    [
        (1, "jimeng_realman_avatar_picture_omni_v15", "in_queue"),
        (2, "jimeng_realman_avatar_picture_omni_v15", "processing"),
        (9, "jimeng_realman_avatar_picture_omni_v15", "processing"),
        (9, "jimeng_ti2v_v30_pro", "in_queue"),
    ],
)
def test_only_omnihuman_prepares_and_only_after_waiting(counter, a_task, polls, model, word):
    status, body = counter.answer("CVGetResult", a_task(State.QUEUED, model, polls=polls))
    assert body["data"] == {"status": word}
    assert counter.fits("CVGetResult", status, body) == []


def test_over_long_audio_fails_at_the_query(counter, a_task):
    failed = a_task(State.FAILED, "jimeng_realman_avatar_picture_omni_v15", failure="50215")
    status, body = counter.answer("CVGetResult", failed)
    assert (status, body["message"], body["data"]) == (400, "Input invalid for this service.", None)
    status, body = counter.answer("CVGetResult", failed, counter.desk(**{"failed-data": "resp_data"}))
    assert (status, body["data"], body["task_id"]) == (400, {"resp_data": ""}, TASK)
    assert counter.fits("CVGetResult", status, body) == []


@pytest.mark.parametrize(
    ("req_json", "tagged"),
    [
        ('{"aigc_meta":{"producer_id":"p"}}', True),
        ('{"aigc_meta":null}', False),
        ('{"return_url":true}', False),
        ("aigc_meta", False),
        (None, False),
    ],
)
def test_the_implicit_mark_is_reported_when_asked_for(counter, a_task, req_json, tagged):
    body = {"req_key": "jimeng_t2v_v30", "task_id": TASK, "req_json": req_json}
    status, answered = counter.answer("CVSync2AsyncGetResult", a_task(State.SUCCEEDED), body=body)
    assert answered["data"].get("aigc_meta_tagged") is (True if tagged else None)
    assert counter.fits("CVSync2AsyncGetResult", status, answered) == []


@pytest.mark.parametrize("state", State)
def test_only_a_task_that_has_not_started_can_be_cancelled(counter, a_task, state):
    status, body = counter.answer("CVCancelTask", a_task(state))
    if state in {State.QUEUED, State.CANCELLED}:
        assert (status, body["code"], body["data"]) == (200, 10000, None)
    else:
        assert (status, body["code"], body["data"]) == (400, 50215, None)
    assert counter.fits("CVCancelTask", status, body) == []


def test_cancelling_an_unknown_task_or_one_of_another_model_is_refused(counter, a_task):
    assert counter.answer("CVCancelTask", None)[0] == 400
    assert counter.answer("CVCancelTask", a_task(State.CANCELLED), model="jimeng_ti2v_v30_pro")[0] == 400


def test_a_cancellation_may_name_the_task_or_come_enveloped(counter, a_task):
    status, body = counter.answer(
        "CVCancelTask", a_task(State.CANCELLED), counter.desk(**{"cancel-reply": "task_id"})
    )
    assert (status, body["data"]) == (200, {"task_id": TASK})
    assert counter.fits("CVCancelTask", status, body) == []
    status, body = counter.answer("CVCancelTask", a_task(State.CANCELLED), counter.desk("enveloped"))
    assert (status, body["Result"]["code"], body["ResponseMetadata"]["Version"]) == (200, 10000, "2024-06-06")
    assert counter.answer("CVCancelTask", a_task(State.RUNNING), counter.desk("enveloped"))[1][
        "ResponseMetadata"
    ]["Error"] == {"Code": "50215", "Message": "Input invalid for this service."}


def test_a_query_for_a_cancelled_task_may_be_refused(counter, a_task):
    desk = counter.desk(**{"cancelled-task": "50215"})
    assert counter.answer("CVGetResult", a_task(State.CANCELLED), desk)[0] == 400


@pytest.mark.parametrize("action", ["CVGetResult", "JimengT2VV30GetResult"])
@pytest.mark.parametrize("state", [State.QUEUED, State.RUNNING, State.EXPIRED])
def test_data_before_done_may_be_padded(counter, a_task, action, state):
    desk = counter.desk(**{"unfinished-data": "padded"})
    status, body = counter.answer(action, a_task(state), desk)
    assert unwrapped(action, body)["data"] == {
        "binary_data_base64": None,
        "image_urls": None,
        "resp_data": "",
        "video_url": "",
        "status": WORDS[state],
    }
    assert counter.fits(action, status, body) == []


def test_a_failed_task_may_come_with_http_200(counter, a_task):
    desk = counter.desk(**{"failed-task": "http-200"})
    status, body = counter.answer("CVGetResult", a_task(State.FAILED), desk)
    assert (status, body["code"], body["data"], body["message"]) == (
        200,
        50412,
        {"status": "done"},
        "Text Risk Not Pass",
    )


def test_the_per_model_family_may_be_flat(counter, a_task):
    desk = counter.desk(envelope="flat")
    assert counter.answer("JimengT2VV30GetResult", a_task(State.RUNNING), desk)[1]["code"] == 10000


@pytest.mark.parametrize(
    ("picture", "status", "masks"),
    [("portrait.png", 1, 2), *((f"subjects-{n}.png", int(n > 0), n) for n in range(6))],
)
def test_detection_answers_at_once_with_a_mask_for_each_subject(counter, picture, status, masks):
    asked = counter.takes(
        "CVProcess",
        {"req_key": "jimeng_realman_avatar_object_detection", "image_url": f"https://example.com/{picture}"},
    )
    answer = visual.render(counter.admitted("CVProcess"), asked, None, counter.desk())
    body = orjson.loads(answer.body)
    assert orjson.loads(body["data"]["resp_data"]) == {
        "code": 0,
        "object_detection_result": {
            "mask": {"url": [f"http://127.0.0.1:1/mask-{n}.png" for n in range(1, masks + 1)]}
        },
        "status": status,
    }
    assert counter.fits("CVProcess", answer.status, body) == []


def test_recognition_finds_nobody_in_a_picture_of_nobody(counter, a_task):
    key = "jimeng_realman_avatar_picture_create_role_omni_v15"
    seen = a_task(State.SUCCEEDED, key, body={"image_url": "https://example.com/subjects-0.png"})
    assert counter.answer("CVGetResult", seen)[1]["data"]["resp_data"] == '{"status":0}'


# ---- profile seed-001 ----


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


# ---- respelling, ids ----


@pytest.mark.parametrize("action", ["CVGetResult", "JimengT2VV30GetResult"])
def test_a_status_can_be_respelled(counter, a_task, action):
    asked = Intake(body={}, model="jimeng_t2v_v30", task_id=TASK)
    answer = visual.render(counter.admitted(action), asked, a_task(State.RUNNING), counter.desk())
    respelled = visual.respell_status(answer, "dreaming")
    was, now = orjson.loads(answer.body), orjson.loads(respelled.body)
    assert unwrapped(action, now)["data"].pop("status") == "dreaming"
    assert unwrapped(action, was)["data"].pop("status") == "generating"
    assert was == now
    assert (respelled.status, respelled.headers) == (answer.status, answer.headers)


@pytest.mark.parametrize("profile", ["default", "seed-001"])
def test_an_answer_without_a_status_stays_as_it_is(counter, profile):
    answer = visual.fail("50412", counter.admitted("CVGetResult"), counter.desk(profile))
    assert visual.respell_status(answer, "dreaming") is answer


def test_replies_repeat_the_request_id_and_draw_one_where_there_is_none(counter, a_task):
    _, body = counter.answer("CVGetResult", a_task(State.RUNNING))
    assert body["request_id"] == "20251218033320" + "A" * 20
    bare = counter.admitted("CVGetResult")._replace(echo={})
    first, second = (
        orjson.loads(visual.fail("50412", bare, counter.desk(number=n)).body)["request_id"] for n in (1, 2)
    )
    assert first != second
    assert first[:14] == second[:14] == "20251218033320"  # Beijing time


def test_task_ids_have_twenty_digits_and_exceed_signed_64_bits():
    ids = [visual.task_id(number) for number in range(20_000)]
    assert len(set(ids)) == len(ids)
    assert all(len(one) == 20 and one[0] == "1" and one.isdecimal() for one in ids)
    assert all(2**63 < int(one) < 2**64 for one in ids)


def test_elapsed_times_are_go_durations_now_and_then_in_microseconds(counter):
    times = [
        orjson.loads(visual.fail("50412", None, counter.desk(number=n)).body)["time_elapsed"]
        for n in range(200)
    ]
    assert any(text.endswith("µs") for text in times)
    assert sum(text.endswith("ms") for text in times) > 150
    schema = counter.document["components"]["schemas"]["TimeElapsed"]["pattern"]
    assert all(re.fullmatch(schema, text) for text in times)
