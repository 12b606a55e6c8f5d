"""A small vendor that speaks bare JSON, so that the relay is tested without a real dialect's rules."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import orjson
import pytest

from vidlect_adapters.canonical import (
    Failed,
    FileKind,
    InProgress,
    Link,
    RunState,
    SubjectFindings,
    Succeeded,
    TaskRef,
    VideoFile,
)
from vidlect_adapters.errors import Inexpressible, MalformedReply, UnknownWord
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.interface import VendorAdapter
from vidlect_adapters.loss import Loss, LossKind, Translation
from vidlect_adapters.message import HttpCall, HttpReply
from vidlect_adapters.profile import Switch
from vidlect_adapters.relay import Relay, relay_of
from vidlect_adapters.surfaces import tokenops

KEY = "jimeng_ti2v_v30_pro"
KINDS = {kind.word: kind for kind in ErrorKind}


def _read(reply: HttpReply) -> dict[str, Any]:
    try:
        return orjson.loads(reply.body)
    except ValueError:
        raise MalformedReply("fake", "not JSON") from None


def _failure(body: dict[str, Any]) -> VendorFailure:
    return VendorFailure(
        kind=KINDS[body["refused"]],
        vendor_code="5",
        message="no",
        request_id=body.get("request_id"),
        retry_after=body.get("after"),
    )


def _encode_submit(request: Any, _profile: Any) -> Translation:
    if request.prompt == "inexpressible":
        raise Inexpressible("fake", "cannot", pointer="/prompt")
    loss = Loss(kind=LossKind.UNSUPPORTED, field="x", asked="1")
    body = orjson.dumps({"model": request.model, "prompt": request.prompt})
    return Translation(call=HttpCall(method="POST", path="/submit", body=body), losses=(loss,))


def _decode_submitted(_request: Any, reply: HttpReply, _profile: Any) -> TaskRef | VendorFailure:
    body = _read(reply)
    if "refused" in body:
        return _failure(body)
    if not body.get("id"):
        raise MalformedReply("fake", "a success without an id")
    return TaskRef(task_id=body["id"])


def _decode_polled(ref: TaskRef, reply: HttpReply, _profile: Any) -> Any:
    body = _read(reply)
    if "refused" in body:
        return _failure(body)
    match body["word"]:
        case "queued" | "running" as word:
            return InProgress(ref=ref, state=RunState(word), progress=body.get("progress"))
        case "done":
            film = VideoFile(kind=FileKind.VIDEO, location=Link(url=body["url"]))
            return Succeeded(ref=ref, files=(film,))
        case "failed":
            failure = VendorFailure(kind=ErrorKind.OUTPUT_REJECTED, vendor_code="7", message="bad film")
            return Failed(ref=ref, failure=failure)
        case word:
            raise UnknownWord("fake", f"unknown status {word}")


def _decode_inspected(_inspection: Any, reply: HttpReply, _profile: Any) -> Any:
    body = _read(reply)
    if "refused" in body:
        return _failure(body)
    if "id" in body:
        return TaskRef(task_id=body["id"])
    return SubjectFindings(contains_subject=True, masks=(Link(url="https://example.com/m.png"),))


def _decode_inspection_polled(ref: TaskRef, reply: HttpReply, profile: Any) -> Any:
    body = _read(reply)
    if body.get("word") == "found":
        return SubjectFindings(contains_subject=True, task_id="upstream", request_id="r")
    return _decode_polled(ref, reply, profile)


def fake_vendor(*models: str, inspects: bool = True) -> VendorAdapter:
    rooms: dict[str, Any] = {
        "NAME": "fake",
        "SWITCHES": (Switch(name="s", choices=("a", "b"), about="", source="none", confidence="unsure"),),
        "PROFILES": {"default": {}},
        "models": lambda: models,
        "encode_submit": _encode_submit,
        "decode_submitted": _decode_submitted,
        "encode_poll": lambda ref, _profile: HttpCall(method="GET", path=f"/poll/{ref.task_id}"),
        "decode_polled": _decode_polled,
    }
    if inspects:
        rooms |= {
            "encode_inspection": lambda inspection, _profile: Translation(
                call=HttpCall(method="POST", path=f"/{inspection.kind.value}")
            ),
            "decode_inspected": _decode_inspected,
            "decode_inspection_polled": _decode_inspection_polled,
        }
    return cast("VendorAdapter", SimpleNamespace(**rooms))


@pytest.fixture
def relay() -> Relay:
    return relay_of(tokenops, {"fake": fake_vendor(KEY)})


@pytest.fixture
def make_relay() -> Callable[..., Relay]:
    def make(*models: str, inspects: bool = True, **more: Any) -> Relay:
        return relay_of(tokenops, {"fake": fake_vendor(*models, inspects=inspects)}, **more)

    return make
