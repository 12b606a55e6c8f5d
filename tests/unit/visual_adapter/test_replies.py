"""Replies: every word about a task, and every way to break the protocol."""

import pytest
from visual_replies import FILM, ID, REF, K, accepted, refused

from vidlect_adapters.canonical import Failed, FileKind, InProgress, RunState, Succeeded
from vidlect_adapters.errors import MalformedReply, UnknownWord

WORDS = {"in_queue": RunState.QUEUED, "processing": RunState.RUNNING, "generating": RunState.RUNNING}


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("extra", [{}, {"video_url": ""}, {"image_urls": None, "binary_data_base64": []}])
def test_an_unfinished_task_is_in_progress(word, extra, poll):
    assert poll(accepted({"status": word, **extra})) == InProgress(ref=REF, state=WORDS[word])


def test_a_finished_task_has_its_film_byte_for_byte(poll):
    task = poll(accepted({"status": "done", "video_url": FILM, "aigc_meta_tagged": False, "task_id": ID}))
    assert isinstance(task, Succeeded)
    assert [one.kind for one in task.files] == [FileKind.VIDEO]
    assert task.video.location.url == FILM


def test_the_newer_family_wraps_its_replies(poll, submitted):
    metadata = {"RequestId": "R4", "Action": "JimengT2VV30GetResult", "Version": "2024-06-06"}
    inner = accepted({"status": "done", "video_url": FILM})
    assert isinstance(poll({"ResponseMetadata": metadata, "Result": inner}), Succeeded)
    inner = accepted({"task_id": ID})
    assert submitted({"ResponseMetadata": metadata, "Result": inner}).task_id == ID
    inner = {key: value for key, value in refused(50412, "Text Risk Not Pass").items() if key != "request_id"}
    assert poll({"ResponseMetadata": metadata, "Result": inner}, 400).failure.request_id == "R4"


@pytest.mark.parametrize(("word", "kind"), [("not_found", K.NOT_FOUND), ("expired", K.EXPIRED)])
def test_a_lost_task_has_failed_with_a_reason_that_is_not_success(word, kind, poll):
    task = poll(accepted({"status": word, "video_url": ""}))
    assert isinstance(task, Failed)
    assert (task.failure.kind, task.failure.vendor_code) == (kind, word)
    assert "Success" not in task.failure.message
    assert task.failure.request_id == "20240720103939AF0029465CF6A74E51EC"


@pytest.mark.parametrize(
    "word", ["Done", "DONE", "succeeded", "failed", "running", "queued", "in-queue", "取消"]
)
@pytest.mark.parametrize("name", ["default", "per-model"])
def test_an_unknown_status_always_raises(word, name, poll, profile):
    with pytest.raises(UnknownWord) as caught:
        poll(accepted({"status": word}), profile=profile(name))
    assert caught.value.pointer == "/data/status"
    assert caught.value.value == word


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (accepted(None), "/data"),
        (accepted([]), "/data"),
        (accepted({}), "/data/task_id"),
        (accepted({"task_id": None}), "/data/task_id"),
        (accepted({"task_id": ""}), "/data/task_id"),
        (accepted({"task_id": " \n"}), "/data/task_id"),
        (accepted({"task_id": 7392616336519610409}), "/data/task_id"),
        (b'{"code":10000,"data":{"task_id":10762451179911711518}}', "/data/task_id"),
        (b'{"code":10000,"data":{"task_id":107624511799117115180}}', "/data/task_id"),
        ({"ResponseMetadata": {"RequestId": "R"}, "Result": accepted({})}, "/Result/data/task_id"),
        ({"ResponseMetadata": []}, "/ResponseMetadata"),
        ({"ResponseMetadata": {"Error": "no"}}, "/ResponseMetadata/Error"),
        ({"code": True, "data": {"task_id": ID}}, "/code"),
        ({"code": 10000.0, "data": {"task_id": ID}}, "/code"),
        ({"code": {}, "data": {"task_id": ID}}, "/code"),
        ({"data": {"task_id": ID}}, ""),
        ({"ResponseMetadata": {"RequestId": "R"}, "data": {"task_id": ID}}, ""),
        ([], ""),
        ("Success", ""),
        (b"", ""),
        (b'{"code":10000,"data":{"task', ""),
        (b"<html>ok</html>", ""),
        (b"\xff\xfe", ""),
    ],
)
def test_a_submit_without_a_proper_id_is_no_success(body, pointer, submitted):
    with pytest.raises(MalformedReply) as caught:
        submitted(body)
    assert caught.value.pointer == pointer
    assert caught.value.status == 502


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        ({}, "/data/status"),
        ({"status": None}, "/data/status"),
        ({"status": 3}, "/data/status"),
        ({"status": "done"}, "/data/video_url"),
        ({"status": "done", "video_url": ""}, "/data/video_url"),
        ({"status": "done", "video_url": None}, "/data/video_url"),
        ({"status": "done", "video_url": ["https://a.example"]}, "/data/video_url"),
        ({"status": "done", "video_url": "file:///etc/hosts"}, "/data/video_url"),
        ({"status": "done", "video_url": FILM, "task_id": "1"}, "/data/task_id"),
    ],
)
def test_a_poll_that_breaks_the_protocol_raises(data, pointer, poll):
    with pytest.raises(MalformedReply) as caught:
        poll(accepted(data))
    assert caught.value.pointer == pointer


@pytest.mark.parametrize("status", [400, 500])
def test_a_success_code_under_an_http_error_is_malformed(status, submitted):
    with pytest.raises(MalformedReply):
        submitted(accepted({"task_id": ID}), status)
