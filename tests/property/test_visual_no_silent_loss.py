"""Law: two requests that differ in one field differ in call, losses or the task's reference, or mean the same."""

from hypothesis import given
from visual_requests import neighbours, profiles

from vidlect_adapters.canonical import TaskRef
from vidlect_adapters.message import json_reply
from vidlect_adapters.vendors import volcengine_visual as visual

_REPLY = json_reply(200, {"code": 10000, "data": {"task_id": "1"}})


def _said(request, profile):
    translation = visual.encode_submit(request, profile)
    ref = visual.decode_submitted(request, _REPLY, profile)
    assert isinstance(ref, TaskRef)
    return translation.call, translation.losses, ref


@given(neighbours(), profiles)
def test_no_wish_is_lost_in_silence(pair, profile):
    one, other = pair
    if visual.meaning(one) != visual.meaning(other):
        assert _said(one, profile) != _said(other, profile)
