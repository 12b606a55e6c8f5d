"""Every state is answered in its envelope, with what belongs to it."""

import re

import orjson
import pytest
from visual_bodies import POLLS, TASK, VIDEO, key_for

from vidlect_mock.interface import Effect, Intake
from vidlect_mock.lifecycle import State
from vidlect_mock.vendors import volcengine_visual as visual
from vidlect_mock.vendors.volcengine_visual.models import MODELS, Result
from vidlect_mock.vendors.volcengine_visual.operations import Family
from vidlect_mock.vendors.volcengine_visual.replies import POLLED

SUBMITS = [name for name, action in visual.ACTIONS.items() if action.effect is Effect.SUBMIT]
WORDS = {
    State.QUEUED: "in_queue",
    State.RUNNING: "generating",
    State.SUCCEEDED: "done",
    State.CANCELLED: "not_found",
    State.EXPIRED: "expired",
}


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
