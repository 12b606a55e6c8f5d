"""What a query or a cancellation may say."""

import orjson
import pytest
from visual_bodies import BODIES, POLLS, TASK

from vidlect_mock.interface import Intake, Refusal
from vidlect_mock.vendors import volcengine_visual as visual
from vidlect_mock.vendors.volcengine_visual.models import HOMES
from vidlect_mock.vendors.volcengine_visual.operations import Family


@pytest.mark.parametrize("action", [*POLLS, "CVCancelTask"])
@pytest.mark.parametrize("task_id", [None, "", 10762451179911711518, 7, ["7"], {}])
def test_a_query_needs_its_task_id_as_text(counter, action, task_id):
    key = visual.ACTIONS[action].req_keys[0]
    body = {"req_key": key, "task_id": task_id}
    refusal = counter.refuses(action, body)
    assert (refusal.code, refusal.answer.status) == ("50215", 400)
    assert "task_id" in refusal.expected
    assert counter.fits(action, 400, orjson.loads(refusal.answer.body)) == []


@pytest.mark.parametrize("action", [*POLLS, "CVCancelTask"])
def test_a_query_says_which_task_is_meant(counter, action):
    for key in visual.ACTIONS[action].req_keys:
        asked = counter.takes(action, {"req_key": key, "task_id": TASK})
        assert (asked.model, asked.task_id, asked.remarks, asked.film) == (key, TASK, (), None)
    if visual.ACTIONS[action].family is Family.PER_MODEL:
        assert counter.takes(action, {"task_id": TASK}).model == visual.ACTIONS[action].req_keys[0]
        assert counter.refuses(action, {"req_key": "pippit_iv2v_cvtob", "task_id": TASK}).code == "50215"


@pytest.mark.parametrize("req_key", BODIES)
def test_a_query_keeps_to_its_pair_when_pairing_is_strict(counter, req_key):
    body = {"req_key": req_key, "task_id": TASK}
    for action, submitted in (
        ("CVGetResult", "CVSubmitTask"),
        ("CVSync2AsyncGetResult", "CVSync2AsyncSubmitTask"),
    ):
        assert counter.takes(action, body).model == req_key
        strict = counter.ask(action, body, counter.desk(pairing="strict"))
        assert isinstance(strict, Intake if HOMES[req_key] == submitted else Refusal)
    assert isinstance(counter.ask("CVCancelTask", body, counter.desk(pairing="strict")), Intake)


@pytest.mark.parametrize(
    ("req_json", "good", "remarked"),
    [
        ('{"aigc_meta":{"producer_id":"p"}}', True, False),
        (
            '{"aigc_meta":{"content_producer":"c","producer_id":"p","content_propagator":"d","propagate_id":"e"}}',
            True,
            False,
        ),
        ('{"return_url":true}', True, False),
        (None, True, True),
        ("{not json", True, True),
        ("[]", True, True),
        ("", True, True),
        ('{"aigc_meta":{}}', False, False),
        ('{"aigc_meta":{"producer_id":""}}', False, False),
        ('{"aigc_meta":{"producer_id":7}}', False, False),
        ('{"aigc_meta":[]}', False, False),
        ('{"aigc_meta":{"producer_id":"' + "p" * 256 + '"}}', True, False),
        ('{"aigc_meta":{"producer_id":"' + "p" * 257 + '"}}', False, False),
        ('{"aigc_meta":{"producer_id":"p","propagate_id":5}}', False, False),
        ({"aigc_meta": {"producer_id": "p"}}, False, False),
    ],
)
def test_req_json_is_json_in_a_string(counter, req_json, good, remarked):
    body = {"req_key": "jimeng_t2v_v30", "task_id": TASK, "req_json": req_json}
    asked = counter.ask("CVSync2AsyncGetResult", body)
    if not good:
        assert asked.code == "50215"
        assert asked.expected.startswith("/req_json")
        return
    assert bool(asked.remarks) is remarked
    assert isinstance(
        counter.ask("CVSync2AsyncGetResult", body, counter.desk("strict")), Refusal if remarked else Intake
    )


def test_an_unknown_field_of_a_query_is_remarked_and_refused_when_strict(counter):
    body = {"req_key": "jimeng_t2v_v30", "task_id": TASK, "prompt": "渡口"}
    assert counter.takes("CVSync2AsyncGetResult", body).remarks == (
        "prompt: not a field of CVSync2AsyncGetResult, ignored",
    )
    assert "prompt" in counter.refuses("CVSync2AsyncGetResult", body, counter.desk("strict")).received
