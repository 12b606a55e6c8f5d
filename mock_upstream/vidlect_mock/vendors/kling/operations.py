"""The paths of the Kling API as one table, and which of them a request asks for.

Here live names, paths, methods and effects. Never: what a body or a reply looks like, nor who may ask.

Sources: [facts N] is section N of the vendor's facts file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from vidlect_mock.interface import Effect, Operation


class Api(Enum):
    """Which generation a path belongs to; it decides credentials, words and shapes. [facts 0]."""

    CLASSIC = "classic"
    NEW = "new"
    ACCOUNT = "account"

    __hash__ = object.__hash__  # as in `vidlect_mock.lifecycle`


class Endpoint(NamedTuple):
    """One row. `path` ends in `*` where one more segment follows: an id, or a model. `kind`: what is made."""

    name: str
    method: str
    path: str
    effect: Effect
    api: Api
    kind: str = ""


# Kind (the path below /v1/videos/) → its part of the operations' names. [facts 7]
KINDS: Mapping[str, str] = {
    "text2video": "Text2Video",
    "image2video": "Image2Video",
    "multi-image2video": "MultiImage2Video",
    "omni-video": "OmniVideo",
    "video-extend": "VideoExtend",
    "advanced-lip-sync": "AdvancedLipSync",
    "lip-sync": "LipSync",
    "effects": "Effects",
    "avatar/image2video": "Avatar",
    "motion-control": "MotionControl",
    "multi-elements": "MultiElements",
}
# Answered at once. [facts 7.6, 7.10]
STEPS: Mapping[str, str] = {
    "identify-face": "identifyFace",
    "multi-elements/init-selection": "initSelection",
    "multi-elements/add-selection": "addSelection",
    "multi-elements/delete-selection": "deleteSelection",
    "multi-elements/clear-selection": "clearSelection",
    "multi-elements/preview-selection": "previewSelection",
}
# [facts 11.1]
NEW_KINDS: Mapping[str, str] = {
    "text-to-video": "textToVideo",
    "image-to-video": "imageToVideo",
    "omni-video": "omniVideo",
    "motion-control": "motionControl",
}


def _rows() -> Iterator[Endpoint]:
    for kind, name in KINDS.items():
        path = f"/v1/videos/{kind}"
        # the one path that is documented with a slash at its end [facts 7.10]
        create = f"{path}/" if kind == "multi-elements" else path
        yield Endpoint(f"create{name}", "POST", create, Effect.SUBMIT, Api.CLASSIC, kind)
        yield Endpoint(f"list{name}", "GET", path, Effect.LIST, Api.CLASSIC, kind)
        yield Endpoint(f"get{name}", "GET", f"{path}/*", Effect.POLL, Api.CLASSIC, kind)
    for kind, name in STEPS.items():
        yield Endpoint(name, "POST", f"/v1/videos/{kind}", Effect.INSTANT, Api.CLASSIC, kind)
    for kind, name in NEW_KINDS.items():
        yield Endpoint(name, "POST", f"/{kind}/*", Effect.SUBMIT, Api.NEW, kind)
    # one task is the usual question, so it counts as a poll; the others of a list are shown beside it
    yield Endpoint("getTasks", "GET", "/tasks", Effect.POLL, Api.NEW)
    yield Endpoint("listTasks", "POST", "/tasks", Effect.LIST, Api.NEW)
    yield Endpoint("getAccountCosts", "GET", "/account/costs", Effect.INSTANT, Api.ACCOUNT)


ENDPOINTS: Mapping[str, Endpoint] = {row.name: row for row in _rows()}
OPERATIONS: Mapping[str, Operation] = {name: Operation(name, row.effect) for name, row in ENDPOINTS.items()}

# Spellings that are not in the table: [facts 7] prints Identify-face too, and clients leave out the slash or add it.
_SPELLINGS: Mapping[str, str] = {
    "/v1/videos/Identify-face": "/v1/videos/identify-face",
    "/v1/videos/multi-elements": "/v1/videos/multi-elements/",
}
_BY_PATH: dict[str, dict[str, Endpoint]] = {}
for _row in ENDPOINTS.values():
    _BY_PATH.setdefault(_row.path, {})[_row.method] = _row
for _other, _path in _SPELLINGS.items():
    _both = {**_BY_PATH.get(_path, {}), **_BY_PATH.get(_other, {})}
    _BY_PATH[_other] = _BY_PATH[_path] = _both


class Place(NamedTuple):
    """A path that exists: what each method does there, and the last segment where that is an id or a model."""

    by_method: Mapping[str, Endpoint]
    last: str

    @property
    def api(self) -> Api:
        """The generation that the path belongs to."""
        return next(iter(self.by_method.values())).api


def find(path: bytes) -> Place | None:
    """The place of a raw path; None: no such path. An id may hold anything, percent-encoded."""
    text = path.decode("latin-1")
    exact = _BY_PATH.get(text)
    if exact is not None and not text.endswith("*"):
        return Place(exact, "")
    parent, _, last = text.rpartition("/")
    below = _BY_PATH.get(f"{parent}/*")
    if below is None or not last:
        return None
    return Place(below, unquote_to_bytes(last).decode("utf-8", "replace"))
