"""Replies in the words of the profile seed-001."""

import pytest
from visual_replies import FILM, ID, K, gateway, refused

from vidlect_adapters.canonical import Failed, InProgress, RunState, Succeeded
from vidlect_adapters.errors import MalformedReply, UnknownWord
from vidlect_adapters.failure import VendorFailure

METADATA = {"RequestId": "R5", "Action": "CVSync2AsyncGetResult", "Version": "2022-08-31"}


@pytest.mark.parametrize("metadata", [{}, {"ResponseMetadata": METADATA}])
@pytest.mark.parametrize(
    ("word", "stage"),
    [
        ("not_start", RunState.QUEUED),
        ("pending", RunState.QUEUED),
        ("running", RunState.RUNNING),
        ("done", Succeeded),
        ("success", Succeeded),
        ("failed", Failed),
        ("fail", Failed),
    ],
)
def test_the_seven_words_of_seed_001(metadata, word, stage, poll, profile):
    body = {**metadata, "data": {"task_id": ID, "status": word, "video_url": FILM}}
    task = poll(body, profile=profile("seed-001"))
    assert task.state is stage if isinstance(task, InProgress) else isinstance(task, stage)


def test_a_failure_of_seed_001_has_a_reason(poll, profile):
    task = poll({"data": {"status": "failed", "message": "生成失败"}}, profile=profile("seed-001"))
    assert task.failure.message == "生成失败"
    task = poll({"data": {"status": "fail"}}, profile=profile("seed-001"))
    assert (task.failure.kind, task.failure.vendor_code) == (K.VENDOR_ERROR, "fail")
    assert "no reason" in task.failure.message


def test_a_submit_of_seed_001_is_read(submitted, profile):
    body = {"ResponseMetadata": METADATA, "data": {"task_id": "971901374197657342"}}
    assert submitted(body, profile=profile("seed-001")).task_id == "971901374197657342"


@pytest.mark.parametrize(
    "body", [{"ResponseMetadata": METADATA}, {"ResponseMetadata": METADATA, "data": None}, {}]
)
def test_seed_001_still_needs_data(body, submitted, profile):
    with pytest.raises(MalformedReply):
        submitted(body, profile=profile("seed-001"))
    assert isinstance(submitted(body, 500, profile=profile("seed-001")), VendorFailure)


@pytest.mark.parametrize("word", ["in_queue", "generating", "not_found"])
def test_seed_001_does_not_have_the_official_words(word, poll, profile):
    with pytest.raises(UnknownWord):
        poll({"data": {"status": word}}, profile=profile("seed-001"))


@pytest.mark.parametrize(
    ("word", "kind", "ends"),
    [
        ("InvalidParameter", K.INVALID_REQUEST, True),
        ("InvalidSignature", K.VENDOR_CREDENTIALS, False),
        ("QuotaExceeded", K.QUOTA_EXHAUSTED, False),
        ("ContentFiltered", K.INPUT_REJECTED, True),
        ("TaskNotFound", K.NOT_FOUND, True),
    ],
)
def test_the_five_error_words_of_seed_001(word, kind, ends, poll, profile):
    for body in (refused(word, "原话"), gateway(None, word, "原话")):
        task = poll(body, 400, profile=profile("seed-001"))
        failure = task.failure if ends else task
        assert isinstance(task, Failed) is ends
        assert (failure.kind, failure.vendor_code, failure.message) == (kind, word, "原话")
