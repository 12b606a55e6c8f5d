"""Polls, cancellations, and operations without a neutral form."""

import orjson
import pytest
from vidu_words import REF, TASK, profile

from vidlect_adapters.canonical import TaskRef
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.vendors import vidu


def test_a_poll_names_the_task_in_its_path():
    call = vidu.encode_poll(REF, profile())
    assert (call.method, call.path, call.body) == ("GET", f"/ent/v2/tasks/{TASK}/creations", b"")


def test_an_id_cannot_lead_elsewhere():
    assert vidu.encode_poll(TaskRef(task_id="../credits?"), profile()).path.endswith(
        "..%2Fcredits%3F/creations"
    )


def test_a_cancel_names_the_task_twice():
    call = vidu.encode_cancel(REF, profile())
    assert (call.method, call.path) == ("POST", f"/ent/v2/tasks/{TASK}/cancel")
    assert orjson.loads(call.body) == {"id": TASK}


@pytest.mark.parametrize(
    ("operation", "path"),
    [
        ("multiframe", "multiframe"),
        ("extend", "extend"),
        ("lipSync", "lip-sync"),
        ("template", "template"),
        ("template2video", "template2video"),
        ("templateStory", "template-story"),
    ],
)
def test_a_native_operation_goes_as_it_is(operation, path):
    call = vidu.encode_native(operation, {"any": ["body"]}, profile())
    assert (call.method, call.path) == ("POST", f"/ent/v2/{path}")
    assert orjson.loads(call.body) == {"any": ["body"]}
    assert operation in vidu.NATIVE_OPERATIONS


def test_an_unknown_native_operation_names_those_that_there_are():
    with pytest.raises(Inexpressible, match="multiframe") as caught:
        vidu.encode_native("text2audio", {}, profile())
    assert (caught.value.pointer, caught.value.value) == ("/operation", "text2audio")
