"""Every req_key has its actions, and any other is refused."""

import orjson
import pytest
from visual_bodies import BODIES, TASK, submit

from vidlect_mock.interface import Intake, Refusal
from vidlect_mock.lifecycle import State
from vidlect_mock.vendors import volcengine_visual as visual
from vidlect_mock.vendors.volcengine_visual.models import HOMES
from vidlect_mock.vendors.volcengine_visual.operations import Family


@pytest.mark.parametrize(
    "req_key", [None, "", "jimeng_t2v_v30_1080", "jimeng_i2v_first_v30_1080p", 5, [], {}]
)
@pytest.mark.parametrize(
    "action", [name for name, row in visual.ACTIONS.items() if row.family is not Family.PER_MODEL]
)
@pytest.mark.parametrize("code", ["50200", "50400", "50204"])
def test_an_unknown_req_key_is_refused_everywhere(counter, action, req_key, code):
    desk = counter.desk(**{"unknown-key": code})
    refusal = counter.refuses(action, {"req_key": req_key, "prompt": "a", "task_id": TASK}, desk)
    assert refusal.code == code
    assert "req_key" in refusal.expected
    assert counter.fits(action, refusal.answer.status, orjson.loads(refusal.answer.body)) == []


def test_a_missing_req_key_is_refused_as_an_unknown_one(counter):
    assert counter.refuses("CVSync2AsyncSubmitTask", {"prompt": "a"}).received == "no req_key"
    shown = counter.refuses("CVSync2AsyncSubmitTask", {"req_key": "k" * 5000}).received
    assert len(shown) < 120


@pytest.mark.parametrize("req_key", BODIES)
def test_the_two_pairs_take_each_others_keys_unless_pairing_is_strict(counter, req_key):
    general = {"CVSubmitTask", "CVSync2AsyncSubmitTask"}
    home = HOMES[req_key]
    for action in general:
        asked = submit(counter, req_key, BODIES[req_key][0], action=action)
        strict = submit(counter, req_key, BODIES[req_key][0], counter.desk(pairing="strict"), action)
        if action == home:
            assert isinstance(asked, Intake)
            assert isinstance(strict, Intake)
        elif home in general:
            assert isinstance(asked, Intake)
            assert strict.code == "50215"
            assert home in strict.expected
        else:
            assert asked.code == strict.code == "50200"


@pytest.mark.parametrize("req_key", BODIES)
def test_an_instant_answer_is_for_detection_only(counter, req_key):
    asked = submit(counter, req_key, BODIES[req_key][0], action="CVProcess")
    assert isinstance(asked, Intake if req_key == "jimeng_realman_avatar_object_detection" else Refusal)


@pytest.mark.parametrize(
    ("alias", "means", "choices"),
    [
        ("jimeng_t2v_v30_pro", "jimeng_ti2v_v30_pro", {"seed-001", "all"}),
        ("jimeng_vgfm_t2v_l_v30", "jimeng_ti2v_v30_pro", {"all"}),
        ("jimeng_t2v_v30_720p", "jimeng_t2v_v30", {"all"}),
    ],
)
@pytest.mark.parametrize("choice", ["seed-001", "all", "none"])
def test_an_alias_is_taken_with_a_remark_where_its_switch_allows(counter, alias, means, choices, choice):
    desk = counter.desk(aliases=choice)
    body = {"req_key": alias, "prompt": "渡口"}
    if choice not in choices:
        assert counter.refuses("CVSync2AsyncSubmitTask", body, desk).code == "50200"
        return
    asked = counter.takes("CVSync2AsyncSubmitTask", body, desk)
    assert asked.model == alias
    assert asked.film.label == means
    assert means in asked.remarks[0]
    query = counter.takes("CVSync2AsyncGetResult", {"req_key": alias, "task_id": TASK}, desk)
    assert query.model == alias
    assert counter.takes("CVGetResult", {"req_key": alias, "task_id": TASK}, desk).model == alias


def test_a_task_submitted_under_an_alias_can_be_rendered(counter, a_task):
    done = a_task(State.SUCCEEDED, "jimeng_t2v_v30_pro")
    assert counter.answer("CVSync2AsyncGetResult", done)[1]["data"]["status"] == "done"
