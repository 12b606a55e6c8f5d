"""Requests for Volcengine Ark, drawn: any wish on any model, and the same request with one wish redrawn.

Left to the unit tests: flags in a prompt (they are read as the fields that they stand for, so a call that has them
is said again in other words), and drafts that are finished (a mock must have made the draft).
"""

from dataclasses import replace
from fractions import Fraction

from hypothesis import assume
from hypothesis import strategies as st

from vidlect_adapters.canonical import (
    Automatic,
    Frames,
    Handle,
    Inline,
    Link,
    MediaInput,
    Medium,
    Pixels,
    Role,
    Seconds,
    Shape,
    VideoRequest,
)
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.message import json_reply
from vidlect_adapters.profile import choose
from vidlect_adapters.vendors import volcengine_ark as ark
from vidlect_adapters.vendors.volcengine_ark import catalog, options, sizes

PROFILES = [choose(ark.NAME, ark.SWITCHES, ark.PROFILES, name) for name in ark.PROFILES]
profiles = st.sampled_from(PROFILES)
PLAIN = VideoRequest(model="doubao-seedance-1-0-pro-250528", prompt="夜航")
REPLY = json_reply(200, {"id": "cgt-20260414114820-abcde"})

_texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(
    lambda text: "--" not in text and "\x00" not in text
)
_links = st.builds(
    Link, url=st.sampled_from(["https://a.example/1", "HTTP://b.example/%2F?x=+", "https://c.example/图"])
)
_assets = st.builds(Handle, kind=st.just("asset"), value=st.sampled_from(["asset-1", "asset-2"]))
_pictures = st.builds(
    Inline,
    base64=st.sampled_from(["AAAA", "/9j/4A==", "iVBORw==", "+w=="]),
    media_type=st.sampled_from([None, "image/png", "image/webp"]),
)
_sounds = st.builds(
    Inline, base64=st.sampled_from(["UklG", "SUQz"]), media_type=st.sampled_from([None, "audio/wav"])
)
_SOURCES = {
    Medium.IMAGE: _links | _assets | _pictures,
    Medium.VIDEO: _links | _assets,
    Medium.AUDIO: _links | _assets | _sounds,
}
_OPTIONS = {
    "return_last_frame": st.booleans(),
    "service_tier": st.sampled_from(["default", "flex"]),
    "execution_expires_after": st.sampled_from([3600, 172_800, 259_200]),
    "draft": st.booleans(),
    "tools": st.sampled_from([[], [{"type": "web_search"}]]),
    "safety_identifier": st.sampled_from(["用户", "u" * 64]),
    "priority": st.integers(0, 9),
    "output_format": st.sampled_from(["mp4", "mov"]),
    "omni_reference_task_type": st.sampled_from(["edit", "extend"]),
}


def _media_of(row):
    """The scenes that a model has: none, frames, references."""

    def medium(draw, role, kind):
        return MediaInput(role=role, medium=kind, source=draw(_SOURCES[kind]))

    def build(draw):
        scenes = [
            name
            for name, has in (
                ("text", row.text),
                ("first", row.first_frame),
                ("both", row.last_frame),
                ("references", row.references),
            )
            if has
        ]
        scene = draw(st.sampled_from(scenes))
        if scene == "references":
            inputs = [medium(draw, Role.REFERENCE, Medium.IMAGE) for _ in range(draw(st.integers(1, 3)))]
            for kind in (Medium.VIDEO, Medium.AUDIO):
                most = min(row.references.get(kind, 0), 2)
                inputs += [medium(draw, Role.REFERENCE, kind) for _ in range(draw(st.integers(0, most)))]
            return tuple(draw(st.permutations(inputs)))
        roles = {"text": (), "first": (Role.FIRST_FRAME,), "both": (Role.FIRST_FRAME, Role.LAST_FRAME)}[scene]
        return tuple(medium(draw, role, Medium.IMAGE) for role in roles)

    return st.composite(build)()


def _lengths_of(row):
    found = [Seconds(Fraction(one)) for one in range(row.seconds[0], row.seconds[1] + 1)]
    found += [Automatic(), Frames(count=24 * row.seconds[1] + 1, fps=24), Frames(count=97, fps=24)]
    return [None, *found, *([Frames(count=one, fps=24) for one in (29, 57, 121, 289)] if row.frames else [])]


def wishes(model):
    """Field → what may be asked in it, for one model. What goes with what is left to `_expressible`."""
    row = catalog.find(model)
    aspects = st.none() | st.sampled_from((*sizes.RATIOS, sizes.ADAPTIVE))
    tiers = st.none() | st.sampled_from([*row.resolutions, row.resolutions[0].upper()])
    known = [pixels for tier in row.resolutions for pixels in row.sizes[tier].values()]
    others = [(1280, 720), (832, 480), (1024, 1024), (480, 854), (1248, 704), (2100, 900)]
    return {
        "model": st.just(model),
        "prompt": st.sampled_from(["", " ", "山水", "海"]) | _texts,
        "negative_prompt": st.none() | st.sampled_from(["", "模糊", "噪点"]),
        "inputs": _media_of(row),
        "length": st.sampled_from(_lengths_of(row)),
        "frame": st.none()
        | st.tuples(tiers, aspects).filter(any).map(lambda said: Shape(resolution=said[0], aspect=said[1]))
        | st.sampled_from([*known, *others]).map(lambda size: Pixels(width=size[0], height=size[1])),
        "fps": st.none() | st.sampled_from([24, 25, 30]),
        "seed": st.none() | st.integers(0, 2**32 - 1),
        "watermark": st.none() | st.booleans(),
        "with_audio": st.none() | st.booleans(),
        "camera_fixed": st.none() | st.booleans(),
        "callback_url": st.none() | st.sampled_from(["https://h.example/1", "https://h.example/2"]),
        "vendor_options": st.fixed_dictionaries(
            {}, optional={name: _OPTIONS[name] for name in options.known_to(row)}
        ),
    }


def _expressible(request):
    """Every field was drawn from what the model has; what does not go together is drawn anew."""
    try:
        ark.encode_submit(request, PROFILES[0])
    except Inexpressible:
        return False
    return True


@st.composite
def requests(draw):
    """Any request that the vendor can express, knobs that it lacks included."""
    drawn = wishes(draw(st.sampled_from(ark.models())))
    request = VideoRequest(**{name: draw(strategy) for name, strategy in drawn.items()})
    if not _expressible(request) and not _expressible(request := replace(request, vendor_options={})):
        request = replace(request, prompt="雨", frame=None)
    assume(_expressible(request))
    return request


def _redrawn_half(draw, frame, row):
    """A shape that differs in its tier or its ratio: drawn anew as a whole, two would hardly ever be so close."""
    half, known = draw(st.sampled_from([("resolution", row.resolutions), ("aspect", sizes.RATIOS)]))
    return replace(frame, **{half: draw(st.sampled_from(known))})


@st.composite
def neighbours(draw):
    """Two requests that differ in one field at most."""
    one = draw(requests())
    drawn = wishes(one.model)
    name = draw(st.sampled_from(sorted(set(drawn) - {"model"})))
    tries = [draw(drawn[name]) for _ in range(3)]  # one that differs, if there is any
    changed = next((value for value in tries if value != getattr(one, name)), tries[0])
    if name == "frame" and isinstance(one.frame, Shape):
        changed = _redrawn_half(draw, one.frame, catalog.find(one.model))
    other = replace(one, **{name: changed})
    assume(_expressible(other))
    return one, other


def without(request, losses):
    """What is left of a request when its losses are taken at their word."""
    left = request
    for loss in losses:
        match loss.field:
            case "frame.aspect":
                tier = left.frame.resolution
                left = replace(left, frame=None if tier is None else Shape(resolution=tier))
            case "frame":
                assert loss.sent is not None
            case "negative_prompt" | "fps" | "with_audio" | "camera_fixed" | "length" as name:
                assert loss.sent is None
                left = replace(left, **{name: None})
            case other:
                raise AssertionError(other)
    return left
