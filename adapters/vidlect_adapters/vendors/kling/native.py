"""The vendor's operations that do not make a video from a request of ours: each with its path.

Here lives their table, the call of each and the reading of its answer. Never: a check of their bodies (they
are sent as given), an operation that `encode_submit` has.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from vidlect_adapters.canonical import TaskRef
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpCall, HttpReply, JsonObject
from vidlect_adapters.profile import Profile

from . import replies, wire
from .envelope import Accepted, opened
from .wire import inexpressible

_MODEL: Final = "{model}"
_SELECTION: Final = wire.KINDS["multi-elements"]

_SYNC: Final[Mapping[str, str]] = MappingProxyType(
    {
        "identifyFace": "/v1/videos/identify-face",
        "initSelection": f"{_SELECTION}/init-selection",
        "addSelection": f"{_SELECTION}/add-selection",
        "deleteSelection": f"{_SELECTION}/delete-selection",
        "clearSelection": f"{_SELECTION}/clear-selection",
        "previewSelection": f"{_SELECTION}/preview-selection",
    }
)
"""Answered at once, no task (facts 7.6, 7.10)."""

_ASYNC: Final[Mapping[str, str]] = MappingProxyType(
    {
        "createOmniVideo": wire.KINDS["omni-video"],
        "createVideoExtend": wire.KINDS["video-extend"],
        "createAdvancedLipSync": wire.KINDS["advanced-lip-sync"],
        "createLipSync": wire.KINDS["lip-sync"],
        "createEffects": wire.KINDS["effects"],
        "createAvatar": wire.KINDS["avatar"],
        "createMotionControl": wire.KINDS["motion-control"],
        "createMultiElements": f"{_SELECTION}/",
        "omniVideo": f"/omni-video/{_MODEL}",
        "motionControl": f"/motion-control/{_MODEL}",
    }
)
"""Each makes a task (facts 7, 11.1)."""

_OPERATIONS: Final[Mapping[str, str]] = MappingProxyType({**_SYNC, **_ASYNC})

NATIVE_OPERATIONS: Final[tuple[str, ...]] = tuple(_OPERATIONS)


def encode_native(operation: str, body: JsonObject, profile: Profile) -> HttpCall:  # noqa: ARG001 # part of the interface
    """The call, its body as given. The path API names the model in the path: there it is `model` of `body`.

    Raises:
        Inexpressible: no such operation, or no model where the path needs one.
    """
    path = _OPERATIONS.get(operation)
    if path is None:
        inexpressible(f"no such operation; known are {', '.join(NATIVE_OPERATIONS)}", "", operation)
    said = dict(body)
    if path.endswith(_MODEL):
        model = said.pop("model", None)
        if not isinstance(model, str) or not model:
            inexpressible(f"{operation} names its model in the path", "/model", model)
        path = wire.below(path.removesuffix(f"/{_MODEL}"), model)
    return wire.post(path, said)


def decode_native(operation: str, reply: HttpReply) -> TaskRef | JsonObject | VendorFailure:
    """A task to poll with `encode_poll`, or what an operation answered at once gives (`data`), or a refusal.

    Raises:
        Inexpressible: no such operation.
        UnknownWord, MalformedReply: as for a submit.
    """
    path = _OPERATIONS.get(operation)
    if path is None:
        inexpressible(f"no such operation; known are {', '.join(NATIVE_OPERATIONS)}", "", operation)
    if operation in _ASYNC:
        return replies.made(reply, path.rstrip("/") if wire.is_classic(path) else wire.TASKS)
    answer = opened(reply)
    return answer if isinstance(answer, VendorFailure) else _at_once(answer)


def _at_once(answer: Accepted) -> JsonObject | VendorFailure:
    """What `data` gives; a status in it other than 0 is a refusal inside an accepted reply (facts 7.10)."""
    data = answer.object()
    status = data.get("status")
    if type(status) is not int or status == wire.SUCCESS:
        return data
    return VendorFailure(
        kind=ErrorKind.INVALID_REQUEST,
        vendor_code=str(status),
        message=f"the vendor refused the selection with status {status}",
        request_id=answer.request_id,
    )
