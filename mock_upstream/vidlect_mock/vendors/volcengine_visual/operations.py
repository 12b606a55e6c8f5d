"""The actions of the Visual API as one table, and how their paths are written in the OpenAPI document.

Here live names, versions, effects and the req_keys that each action is documented with. Never: what a body
or a reply looks like, nor the order in which the gateway checks things.

Sources: [facts N] is section N of the vendor's facts file; [obs] is public client code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from vidlect_mock.interface import Effect, Operation

OLD = "2022-08-31"
NEW = "2024-06-06"


class Family(Enum):
    """Which documented pair (or single action) an action belongs to [facts 1]."""

    SYNC_TO_ASYNC = "CVSync2Async"
    ASYNC = "CV"
    INSTANT = "CVProcess"
    CANCEL = "CVCancelTask"
    PER_MODEL = "one action per model"
    """No req_key in the body, replies wrapped in `Result`. [facts 5.3]"""

    __hash__ = object.__hash__  # as in `vidlect_mock.lifecycle`


class Action(NamedTuple):
    """One row: `req_keys` are those documented for it; a PER_MODEL action stands for exactly one."""

    name: str
    version: str
    effect: Effect
    family: Family
    req_keys: tuple[str, ...]


# [facts 1, 4.1, 4.5]
_SYNC_TO_ASYNC_KEYS = (
    "jimeng_t2v_v30",
    "jimeng_t2v_v30_1080p",
    "jimeng_i2v_first_v30",
    "jimeng_i2v_first_v30_1080",
    "jimeng_i2v_first_tail_v30",
    "jimeng_i2v_first_tail_v30_1080",
    "jimeng_i2v_recamera_v30",
    "jimeng_ti2v_v30_pro",
    "jimeng_dreamactor_m20_gen_video",
    "pippit_iv2v_cvtob",
    "pippit_iv2v_v20_cvtob",
    "pippit_iv2v_v20_cvtob_with_vinput",
)
# [facts 1, 4.1, 4.2, 4.4, 4.5]
_ASYNC_KEYS = (
    "jimeng_realman_avatar_picture_create_role_omni_v15",
    "jimeng_realman_avatar_picture_omni_v15",
    "jimeng_dream_actor_m1_gen_video_cv",
    "jimeng_vgfm_t2v_l20",
    "jimeng_vgfm_i2v_l20",
    "realman_avatar_creation_task",
    "realman_video_remake_tob",
)
_INSTANT_KEYS = ("jimeng_realman_avatar_object_detection",)  # [facts 4.3]

# Name of the model in the action → req_key. The first two are in the facts [5.3]; the others are named by
# the vendor's API Explorer and used in public clients [obs], confidence "reported".
_PER_MODEL_KEYS = {
    "JimengT2IV31": "jimeng_t2i_v31",
    "JimengRealmanAvatarPictureOmniV15": "jimeng_realman_avatar_picture_omni_v15",
    "JimengTI2VV30PRO": "jimeng_ti2v_v30_pro",
    "JimengT2VV30": "jimeng_t2v_v30",
    "JimengT2VV301080P": "jimeng_t2v_v30_1080p",
    "JimengI2VFirstV30": "jimeng_i2v_first_v30",
    "JimengI2VFirstV301080": "jimeng_i2v_first_v30_1080",
    "JimengI2VFirstTailV30": "jimeng_i2v_first_tail_v30",
    "JimengI2VFirstTailV301080": "jimeng_i2v_first_tail_v30_1080",  # by analogy, unsure
    "JimengI2VRecameraV30": "jimeng_i2v_recamera_v30",
}


def _rows() -> Iterator[Action]:
    yield Action("CVSync2AsyncSubmitTask", OLD, Effect.SUBMIT, Family.SYNC_TO_ASYNC, _SYNC_TO_ASYNC_KEYS)
    yield Action("CVSync2AsyncGetResult", OLD, Effect.POLL, Family.SYNC_TO_ASYNC, _SYNC_TO_ASYNC_KEYS)
    yield Action("CVSubmitTask", OLD, Effect.SUBMIT, Family.ASYNC, _ASYNC_KEYS)
    yield Action("CVGetResult", OLD, Effect.POLL, Family.ASYNC, _ASYNC_KEYS)
    yield Action("CVProcess", OLD, Effect.INSTANT, Family.INSTANT, _INSTANT_KEYS)
    yield Action("CVCancelTask", NEW, Effect.CANCEL, Family.CANCEL, _SYNC_TO_ASYNC_KEYS + _ASYNC_KEYS)
    for model, req_key in _PER_MODEL_KEYS.items():
        yield Action(f"{model}SubmitTask", NEW, Effect.SUBMIT, Family.PER_MODEL, (req_key,))
        yield Action(f"{model}GetResult", NEW, Effect.POLL, Family.PER_MODEL, (req_key,))


ACTIONS: Mapping[str, Action] = {action.name: action for action in _rows()}
OPERATIONS: Mapping[str, Operation] = {
    name: Operation(name, action.effect) for name, action in ACTIONS.items()
}

_BY_TARGET = {(action.name, action.version): OPERATIONS[action.name] for action in ACTIONS.values()}


def find(action: str, version: str) -> Operation | None:
    """The operation of an Action and Version as they stand in the query; None: the gateway has no such pair."""
    return _BY_TARGET.get((action, version))


def wire_target(path: str) -> tuple[str, str]:
    """Path and query on the wire for a path item of the OpenAPI document.

    One document cannot hold several `POST /`, so each action is the path item `/{Action}/{Version}` there:
    `/CVProcess/2022-08-31` goes over the wire as `/` with `Action=CVProcess&Version=2022-08-31`.

    Raises:
        ValueError: not the path of an action.
    """
    action, slash, version = path.removeprefix("/").partition("/")
    if not slash or (action, version) not in _BY_TARGET:
        raise ValueError(f"{path!r} is not /Action/Version of a known action")
    return "/", f"Action={action}&Version={version}"
