"""Notices: who may send them, and what they say. Signatures here are made by the library, not by us."""

import hmac
from base64 import b64encode
from datetime import UTC, datetime, timedelta

import orjson
import pytest
from standardwebhooks import Webhook

from vidlect_adapters.canonical import Failed, Succeeded
from vidlect_adapters.errors import InvalidSignature, MalformedReply, UnknownWord
from vidlect_adapters.message import HttpCall
from vidlect_adapters.vendors import openai

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
SECRET = "whsec_" + "c2VjcmV0IG9mIGEgdGVzdA=="
OTHER = "whsec_" + "YW5vdGhlciBzZWNyZXQ="
DONE = {
    "id": "evt_1",
    "object": "event",
    "created_at": 1758941485,
    "type": "video.completed",
    "data": {"id": "video_1"},
}
# printf 'msg_1.1780315200.{}' | openssl dgst -sha256 -hmac key -binary | base64
VECTOR = "v1,d00lwC/OPI9S0KS1LLagq9krafVuUmW0i3D/RAvOp8Q="


def notice(body=DONE, secret=SECRET, at=AT, **headers):
    raw = body if isinstance(body, bytes) else orjson.dumps(body)
    key = secret if secret.startswith("whsec_") else secret.encode()
    signed = Webhook(key).sign("wh_1", at, raw.decode())
    given = {
        "webhook-id": "wh_1",
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signed,
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    pairs = tuple((name, value) for name, value in given.items() if value is not None)
    return HttpCall(method="POST", path="/hook", headers=pairs, body=raw)


def read(call, default, secret=SECRET, at=AT):
    return openai.read_callback(call, secret, at, default)


def test_a_completed_job_is_a_success_with_its_files(default):
    task = read(notice(), default)
    assert isinstance(task, Succeeded)
    assert task.ref.task_id == "video_1"
    assert task.video.location.call.path == "/v1/videos/video_1/content"


def test_a_failed_job_has_its_reason_elsewhere(default):
    task = read(notice({**DONE, "type": "video.failed"}), default)
    assert isinstance(task, Failed)
    assert task.failure.vendor_code == "video.failed"


def test_a_secret_without_its_prefix_is_a_key_as_it_is(default):
    assert isinstance(read(notice(secret="plain text"), default, "plain text"), Succeeded)


def test_any_of_several_signatures_may_be_right(default):
    other = notice(secret=OTHER).header("webhook-signature")
    right = notice().header("webhook-signature")
    assert isinstance(read(notice(webhook_signature=f"{other} {right}"), default), Succeeded)
    assert isinstance(read(notice(webhook_signature=right.removeprefix("v1,")), default), Succeeded)


@pytest.mark.parametrize("seconds", [-300, 0, 300])
def test_a_notice_within_five_minutes_is_believed(default, seconds):
    assert isinstance(read(notice(), default, at=AT + timedelta(seconds=seconds)), Succeeded)


@pytest.mark.parametrize("seconds", [-301, 301, 86_400])
def test_an_old_or_future_notice_is_not_believed(default, seconds):
    with pytest.raises(InvalidSignature, match="s old"):
        read(notice(), default, at=AT + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    "call",
    [
        notice(secret=OTHER),
        notice(webhook_signature="v1,"),
        notice(webhook_signature="v1,AAAA é"),
        notice(webhook_signature="v2,AAAA"),
        notice(webhook_id="wh_2"),
        notice(webhook_timestamp=str(int(AT.timestamp()) + 1)),
    ],
    ids=["another secret", "empty", "no base64", "another version", "another id", "another time"],
)
def test_a_signature_that_is_not_right_is_refused(default, call):
    with pytest.raises(InvalidSignature) as caught:
        read(call, default)
    assert caught.value.status == 401
    assert SECRET not in str(caught.value)


def test_a_changed_body_is_refused(default):
    call = notice()
    changed = HttpCall(
        method="POST", path="/hook", headers=call.headers, body=call.body.replace(b"_1", b"_2")
    )
    with pytest.raises(InvalidSignature):
        read(changed, default)


@pytest.mark.parametrize("name", ["webhook_id", "webhook_timestamp", "webhook_signature"])
@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_header_is_named(default, name, value):
    with pytest.raises(InvalidSignature, match=name.replace("_", "-")):
        read(notice(**{name: value}), default)


@pytest.mark.parametrize("written", ["soon", "-1", "1.5", "٣", "9" * 13])
def test_a_time_that_is_none_is_refused(default, written):
    with pytest.raises(InvalidSignature, match="Unix seconds"):
        read(notice(webhook_timestamp=written), default)


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_é", "whsec_!"])
def test_a_secret_that_cannot_be_one_is_said_to_be(default, secret):
    by_empty_key = b64encode(hmac.digest(b"", b"wh_1.1780315200." + orjson.dumps(DONE), "sha256"))
    with pytest.raises(InvalidSignature, match="base64"):
        read(notice(webhook_signature=f"v1,{by_empty_key.decode()}"), default, secret)


def test_the_vector(default):
    at = datetime.fromtimestamp(1780315200, UTC)
    headers = (("Webhook-Id", "msg_1"), ("Webhook-Timestamp", "1780315200"), ("Webhook-Signature", VECTOR))
    with pytest.raises(MalformedReply):  # believed, and then found to say nothing
        openai.read_callback(
            HttpCall(method="POST", path="/", headers=headers, body=b"{}"), "key", at, default
        )


def test_who_expects_no_signature_reads_unsigned_notices(default):
    call = notice(webhook_signature=None)
    assert isinstance(read(call, default, secret=None), Succeeded)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"{", ""),
        ([], ""),
        ({**DONE, "type": None}, "type"),
        ({**DONE, "data": "video_1"}, "data.id"),
        ({**DONE, "data": {"id": ""}}, "data.id"),
    ],
)
def test_a_notice_that_says_nothing_is_broken(default, body, field):
    with pytest.raises(MalformedReply) as caught:
        read(notice(body), default)
    assert caught.value.field == field


def test_an_event_that_is_not_of_videos_raises(default):
    with pytest.raises(UnknownWord, match="batch") as caught:
        read(notice({**DONE, "type": "batch.completed"}), default)
    assert (caught.value.pointer, caught.value.value) == ("/type", "batch.completed")
