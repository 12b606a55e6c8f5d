"""Legacy flags at the end of a prompt (`… --ratio 16:9 --dur 5`), which the vendor reads as wishes.

Here lives reading them into the canonical request. Never: writing them; the fields of the body say the same.
Flags count weakly: one that is unknown, or whose value the model does not have, is ignored (facts 3.2). A
field of the body wins over a flag (unsure).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from vidlect_adapters.canonical import Shape, VideoRequest

from . import catalog, fields
from .catalog import Row

_ALIASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "rs": "resolution",
        "rt": "ratio",
        "dur": "duration",
        "cf": "camerafixed",
        "wm": "watermark",
        "fps": "framespersecond",
    }
)
_WORD: Final = re.compile(r"\S+")
_NUMBER: Final = re.compile(r"-?[0-9]{1,12}")
_TRUTH: Final[Mapping[str, bool]] = MappingProxyType({"true": True, "false": False})


def applied(request: VideoRequest, row: Row, *, random: bool = False) -> tuple[VideoRequest, tuple[str, ...]]:
    """The request without the flags in its prompt, their wishes in its members; and a note on each flag.

    `random`: a seed of -1 was asked for by the field, which a request does not tell from none.
    """
    prompt, said = _split(request.prompt)
    if not said:
        return request, ()
    read = replace(request, prompt=prompt)
    notes = [f"flags at the end of the text: {' '.join(said)}"]
    # a flag that stands twice counts as it stands last; frames win over seconds, as in the body
    for name in ("resolution", "ratio", "frames", "duration", "seed", "camerafixed", "watermark"):
        if name in said:
            changed = None if name == "seed" and random else _APPLIERS[name](read, row, said[name])
            if changed is None:
                notes.append(f"--{name} {said[name]} is ignored: no value of {row.model}, or said otherwise")
            else:
                read = changed
    return read, tuple(notes)


def _split(prompt: str) -> tuple[str, dict[str, str]]:
    """The text before the flags at its end, and value by flag."""
    if "--" not in prompt:
        return prompt, {}
    words = [(found.start(), found.group()) for found in _WORD.finditer(prompt)]
    at = len(words)
    said: list[tuple[str, str]] = []
    while at:
        if _is_flag(words[at - 1][1]):
            at -= 1
            said.append((words[at][1], ""))
        elif at > 1 and _is_flag(words[at - 2][1]):
            at -= 2
            said.append((words[at][1], words[at + 1][1]))
        else:
            break
    if not said:
        return prompt, {}
    flags = {_name(flag): value.lower() for flag, value in reversed(said)}
    return prompt[: words[at][0]].rstrip(), flags


def _is_flag(word: str) -> bool:
    return len(word) > 2 and word.startswith("--")


def _name(flag: str) -> str:
    bare = flag[2:].lower()
    return _ALIASES.get(bare, bare)


def _resolution(request: VideoRequest, row: Row, word: str) -> VideoRequest | None:
    frame = request.frame if isinstance(request.frame, Shape) else None
    taken = request.frame is not None and (frame is None or frame.resolution is not None)
    drafted = request.vendor_options.get("draft") is True and word != "480p"
    if taken or drafted or not word or fields.size_fault(row, word, None, request.inputs) is not None:
        return None
    return replace(request, frame=Shape(resolution=word, aspect=None if frame is None else frame.aspect))


def _ratio(request: VideoRequest, row: Row, word: str) -> VideoRequest | None:
    frame = request.frame if isinstance(request.frame, Shape) else None
    taken = request.frame is not None and (frame is None or frame.aspect is not None)
    counts = fields.ratio_counts(row, request.inputs)
    if taken or not counts or not word or fields.size_fault(row, None, word, request.inputs) is not None:
        return None
    return replace(request, frame=Shape(resolution=None if frame is None else frame.resolution, aspect=word))


def _frames(request: VideoRequest, row: Row, word: str) -> VideoRequest | None:
    count = _whole(word)
    length = None if count is None or not row.frames else fields.length_of(row, count, None)
    return None if length is None or request.length is not None else replace(request, length=length)


def _duration(request: VideoRequest, row: Row, word: str) -> VideoRequest | None:
    length = fields.length_of(row, None, _whole(word))
    return None if length is None or request.length is not None else replace(request, length=length)


def _seed(request: VideoRequest, row: Row, word: str) -> VideoRequest | None:
    del row
    seed = _whole(word)
    if seed is None or not 0 <= seed <= catalog.LARGEST_SEED or request.seed is not None:
        return None
    return replace(request, seed=seed)


def _camera(request: VideoRequest, row: Row, word: str) -> VideoRequest | None:
    fixed = _TRUTH.get(word)
    if fixed is None or request.camera_fixed is not None or not fields.holds_camera(row, request.inputs):
        return None
    return replace(request, camera_fixed=fixed)


def _watermark(request: VideoRequest, row: Row, word: str) -> VideoRequest | None:
    del row
    marked = _TRUTH.get(word)
    return None if marked is None or request.watermark is not None else replace(request, watermark=marked)


def _whole(word: str) -> int | None:
    return int(word) if _NUMBER.fullmatch(word) else None


_APPLIERS: Final[Mapping[str, Callable[[VideoRequest, Row, str], VideoRequest | None]]] = MappingProxyType(
    {
        "resolution": _resolution,
        "ratio": _ratio,
        "frames": _frames,
        "duration": _duration,
        "seed": _seed,
        "camerafixed": _camera,
        "watermark": _watermark,
    }
)
