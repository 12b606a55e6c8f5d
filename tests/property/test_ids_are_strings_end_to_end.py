"""Law: a task's id is text from the vendor to the client and back; no digit of it is ever lost to a number."""

import re
from dataclasses import replace

import orjson
import pytest
from at_the_mock import DEFAULT, Mock
from hypothesis import assume, given
from hypothesis import strategies as st
from surfaces import every_surface, surface
from vendors import every, vendor

from vidlect_adapters.canonical import InProgress, RunState, TaskRef, VideoRequest
from vidlect_adapters.canonical_json import record_from_json, to_json
from vidlect_adapters.errors import Inexpressible, MalformedReply
from vidlect_adapters.message import json_reply
from vidlect_adapters.record import TaskRecord
from vidlect_adapters.vendors import volcengine_visual as visual
from vidlect_mock.vendors import volcengine_visual as mocked

REQUEST = VideoRequest(model="jimeng_t2v_v30", prompt="雪")
numbers = st.integers(0, 2**60 - 1)  # the engine: 32 bits of the session, 28 of its tasks
vendor_ids = numbers.map(mocked.task_id) | st.sampled_from(
    ["10762451179911711518", "18446744073709551616", "09007199254740993000", "9" * 20]
)


@every()
@given(pair=st.lists(numbers, min_size=2, max_size=2, unique=True))
def test_the_ids_of_a_mocked_vendors_tasks_are_texts_and_all_different(name, pair):
    one, other = map(vendor(name).mocked.task_id, pair)
    assert one != other
    assert isinstance(one, str)


@every()
@given(
    task_id=st.sampled_from([".", "..", "../..", "./a", "a/b", "a?b=c", "a#b", "a\r\nb", "雪", "\ud800"])
    | st.text()
)
def test_no_id_leads_a_poll_to_another_path(name, task_id):
    of = vendor(name)
    ref = of.adapter.decode_submitted(of.drawn.PLAIN, of.drawn.REPLY, of.profile())
    usual = of.adapter.encode_poll(ref, of.profile()).path.replace(ref.task_id, "{id}").split("/")
    assume(task_id.strip())
    try:
        path = of.adapter.encode_poll(replace(ref, task_id=task_id), of.profile()).path
    except Inexpressible:
        return
    assert path.isascii()
    assert path.isprintable()
    assert not set("?# ") & set(path)
    said = path.split("/")
    assert not {".", ".."} & set(said)
    assert [one for one, was in zip(said, usual, strict=True) if was != "{id}"] == [
        one for one in usual if one != "{id}"
    ]


def renumbered(value, task_id, number):
    """A reply's JSON with every place of a task's id holding something else."""
    match value:
        case dict():
            return {key: renumbered(one, task_id, number) for key, one in value.items()}
        case list():
            return [renumbered(one, task_id, number) for one in value]
        case _:
            return number if value == task_id else value


@every()
@pytest.mark.parametrize("number", [7, 1.0762451179911711e19, True, None, ["1"], {}])
def test_an_id_that_is_no_text_is_refused_of_every_vendor(name, number):
    of, mock = vendor(name), Mock(name)
    reply = mock.send(of.adapter.encode_submit(of.drawn.PLAIN, of.profile()).call)
    ref = of.adapter.decode_submitted(of.drawn.PLAIN, reply, of.profile())
    changed = renumbered(orjson.loads(reply.body), ref.task_id, number)
    with pytest.raises(MalformedReply):
        of.adapter.decode_submitted(of.drawn.PLAIN, json_reply(reply.status, changed), of.profile())


@given(st.lists(numbers, min_size=2, max_size=2, unique=True))
def test_the_mocked_vendors_ids_are_19_or_20_digits_and_all_different(pair):
    one, other = map(mocked.task_id, pair)
    assert one != other
    assert re.fullmatch(r"[0-9]{19,20}", one)
    assert int(one) > 2**53


@given(vendor_ids)
def test_a_vendors_id_survives_the_adapter(task_id):
    ref = visual.decode_submitted(
        REQUEST, json_reply(200, {"code": 10000, "data": {"task_id": task_id}}), DEFAULT
    )
    assert isinstance(ref, TaskRef)
    assert ref.task_id == task_id
    for call in (visual.encode_poll(ref, DEFAULT), visual.encode_cancel(ref, DEFAULT)):
        assert f'"{task_id}"'.encode() in call.body


@pytest.mark.parametrize("task_id", [7, 10762451179911711518, 1.0762451179911711e19, True, ["1"], None])
def test_a_vendors_id_that_is_no_text_is_refused(task_id):
    with pytest.raises(MalformedReply):
        visual.decode_submitted(
            REQUEST, json_reply(200, {"code": 10000, "data": {"task_id": task_id}}), DEFAULT
        )


@every_surface()
@given(task_id=vendor_ids, number=st.integers(0, 2**128 - 1))
def test_both_ids_survive_the_gateways_memory_and_its_replies(surface_name, task_id, number):
    of = surface(surface_name)
    profile, issued = of.profile(), of.adapter.new_id(number)
    ref = TaskRef(task_id=task_id, locator=(("req_key", "jimeng_t2v_v30"),))
    record = TaskRecord(
        id=issued,
        owner="me",
        surface=surface_name,
        vendor=visual.NAME,
        model_name="jimeng-video-3.0-720P",
        ref=ref,
        request=REQUEST,
        created_at=1,
        last=InProgress(ref=ref, state=RunState.QUEUED),
    )

    assert record_from_json(orjson.loads(orjson.dumps(to_json(record)))) == record
    created = of.adapter.encode_created(record, profile)
    for reply in (created, of.adapter.encode_task(record, profile)):
        assert f'"{issued}"'.encode() in reply.body
        assert task_id.encode() not in reply.body or task_id in issued
    assert of.adapter.decode_created(created, profile).task_id == issued
    assert issued in of.adapter.encode_query(issued, profile).path.split("/")
    assert of.adapter.decode_task(TaskRef(task_id=issued), of.adapter.encode_task(record, profile), profile)


@every_surface()
@pytest.mark.parametrize("number", [7, 1.0762451179911711e19, True, None, ["1"], {}])
def test_an_id_that_is_no_text_is_refused_of_every_gateway(surface_name, number):
    of = surface(surface_name)
    ref = TaskRef(task_id="up")
    record = TaskRecord(
        id=of.adapter.new_id(7),
        owner="me",
        surface=surface_name,
        vendor=visual.NAME,
        model_name="m",
        ref=ref,
        request=REQUEST,
        created_at=1,
        last=InProgress(ref=ref, state=RunState.QUEUED),
    )
    reply = of.adapter.encode_created(record, of.profile())
    changed = renumbered(orjson.loads(reply.body), record.id, number)
    with pytest.raises(MalformedReply):
        of.adapter.decode_created(json_reply(reply.status, changed), of.profile())


@given(st.integers(1, 40))
def test_a_mocked_task_is_found_by_its_id_only(count):
    mock = Mock()
    call = visual.encode_submit(REQUEST, DEFAULT).call
    refs = [visual.decode_submitted(REQUEST, mock.send(call), DEFAULT) for _ in range(count)]
    assert len({ref.task_id for ref in refs}) == count
    near = str(int(refs[-1].task_id) + 1)
    if near not in {ref.task_id for ref in refs}:
        answer = visual.decode_polled(
            TaskRef(task_id=near, locator=refs[-1].locator),
            mock.send(visual.encode_poll(TaskRef(task_id=near, locator=refs[-1].locator), DEFAULT)),
            DEFAULT,
        )
        assert answer.failure.vendor_code == "not_found"
