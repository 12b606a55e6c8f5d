"""Polls and cancels: the same key and the same pair of actions as the submit."""

import orjson
import pytest

from vidlect_adapters.canonical import TaskRef
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.vendors import volcengine_visual as visual
from vidlect_adapters.vendors.volcengine_visual import catalog

ID = "10762451179911711518"


@pytest.fixture
def submitted(reply):
    def ref(request, profile):
        body = {"code": 10000, "data": {"task_id": ID}, "message": "Success", "request_id": "R"}
        return visual.decode_submitted(request, reply(body), profile)

    return ref


PAIRS = {
    "CVSync2AsyncSubmitTask": ("CVSync2AsyncGetResult", "2022-08-31"),
    "CVSubmitTask": ("CVGetResult", "2022-08-31"),
}


@pytest.mark.parametrize("model", visual.models())
@pytest.mark.parametrize("name", list(visual.PROFILES))
@pytest.mark.parametrize("pair", ["documented", "sync2async"])
def test_a_poll_follows_its_submit(model, name, pair, film, profile, submitted):
    chosen, request = profile(name, submit_pair=pair), film(model)
    submit = visual.encode_submit(request, chosen).call
    ref = submitted(request, chosen)
    assert orjson.loads(orjson.dumps(ref.locator)) == [list(one) for one in ref.locator]
    for later in (chosen, profile()):  # a poll needs nothing but the reference
        poll = visual.encode_poll(ref, later)
        action, version = (value for _, value in submit.query)
        expected = PAIRS.get(action, (action.removesuffix("SubmitTask") + "GetResult", "2024-06-06"))
        assert poll.query == (("Action", expected[0]), ("Version", expected[1]))
        assert version == expected[1]
        body = orjson.loads(submit.body)
        key = {"req_key": body["req_key"]} if "req_key" in body else {}
        assert orjson.loads(poll.body) == {**key, "task_id": ID}


def test_a_twenty_digit_id_is_polled_character_for_character(film, default, submitted):
    poll = visual.encode_poll(submitted(film("jimeng_t2v_v30"), default), default)
    assert b'"task_id":"10762451179911711518"' in poll.body


@pytest.mark.parametrize("as_text", [False, True])
def test_the_marking_of_a_film_goes_with_its_polls(as_text, film, default, submitted):
    meta = {"aigc_meta": {"producer_id": "vid-1", "content_producer": "某公司"}}
    option = orjson.dumps(meta).decode() if as_text else meta
    request = film("jimeng_t2v_v30", vendor_options={"req_json": option})
    assert b"aigc_meta" not in visual.encode_submit(request, default).call.body
    poll = orjson.loads(visual.encode_poll(submitted(request, default), default).body)
    assert orjson.loads(poll["req_json"]) == meta


@pytest.mark.parametrize(
    ("locator", "action"),
    [
        ((("req_key", "jimeng_ti2v_v30_pro"),), "CVSync2AsyncGetResult"),
        ((("req_key", "jimeng_realman_avatar_picture_omni_v15"),), "CVGetResult"),
        ((("req_key", "jimeng_vgfm_t2v_l20"), ("actions", "per-model")), "CVGetResult"),
        ((("req_key", "jimeng_ti2v_v30_pro"), ("actions", "what")), "CVSync2AsyncGetResult"),
        ((("req_key", catalog.RECOGNITION),), "CVGetResult"),
        ((("req_key", "some_new_key"), ("actions", "sync2async")), "CVSync2AsyncGetResult"),
    ],
)
def test_a_task_of_another_program_is_polled_by_what_is_known_of_its_key(locator, action, default):
    poll = visual.encode_poll(TaskRef(task_id="1", locator=locator), default)
    assert poll.query[0] == ("Action", action)
    assert orjson.loads(poll.body) == {"req_key": locator[0][1], "task_id": "1"}


def test_without_its_key_a_task_cannot_be_polled_or_cancelled(default):
    for encode in (visual.encode_poll, visual.encode_cancel):
        with pytest.raises(Inexpressible, match="req_key") as caught:
            encode(TaskRef(task_id="1"), default)
        assert caught.value.dialect == "volcengine_visual"


def test_a_cancel_names_key_and_task(default, reply):
    ref = TaskRef(task_id=ID, locator=(("req_key", "jimeng_t2v_v30"), ("actions", "sync2async")))
    call = visual.encode_cancel(ref, default)
    assert call.query == (("Action", "CVCancelTask"), ("Version", "2024-06-06"))
    assert orjson.loads(call.body) == {"req_key": "jimeng_t2v_v30", "task_id": ID}
    assert visual.decode_cancelled(reply({"code": 10000, "data": None}), default) is None
    metadata = {"RequestId": "R", "Action": "CVCancelTask"}
    wrapped = {"ResponseMetadata": metadata, "Result": {"code": 10000, "data": None}}
    assert visual.decode_cancelled(reply(wrapped), default) is None
    failure = visual.decode_cancelled(
        reply({"code": 50215, "data": None, "message": "Input invalid"}, 400), default
    )
    assert (failure.vendor_code, failure.message) == ("50215", "Input invalid")
