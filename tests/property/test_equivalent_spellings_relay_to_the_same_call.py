"""Law: what a dialect documents as two spellings of one wish becomes one call, byte for byte."""

from __future__ import annotations

import itertools
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from surfaces import surface

from vidlect_adapters.message import HttpCall
from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_adapters.relay import Outbound, relay_of

RELAY = relay_of(SURFACES["tokenops"], VENDORS)
MODEL = {"model": "jimeng-video-3.0-pro", "req_key": "jimeng_ti2v_v30_pro"}
URL = "https://example.com/a%2Fb.jpg"
DATA = "/9j/4AAQSkZJRg=="
SIZES = {
    "16:9": ("1280x720", "1920x1080", "1920x1088"),
    "9:16": ("720x1280", "1080x1920"),
    "1:1": ("960x960", "1440x1440"),
    "4:3": ("1664x1248", "640x480"),
    "3:4": ("1248x1664",),
    "21:9": ("2176x928", "2520x1080"),
}
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=80).filter(
    str.strip
)


def sent(**members: Any) -> HttpCall:
    body = orjson.dumps({**MODEL, **members})
    outbound = RELAY.begin_create(HttpCall(method="POST", path="/v1/videos", body=body))
    assert isinstance(outbound, Outbound), outbound
    return outbound.call


@pytest.mark.parametrize(("seconds", "frames"), [("5", 121), ("10", 241)])
@given(text=TEXT)
def test_seconds_and_frames(seconds: str, frames: int, text: str):
    assert sent(prompt=text, seconds=seconds) == sent(prompt=text, frames=frames)
    assert sent(prompt=text, seconds=seconds, frames=frames) == sent(prompt=text, frames=frames)
    assert orjson.loads(sent(prompt=text, seconds=seconds).body)["frames"] == frames


@pytest.mark.parametrize(
    ("ratio", "size"), [(ratio, size) for ratio, sizes in SIZES.items() for size in sizes]
)
def test_size_and_ratio(ratio: str, size: str):
    assert sent(prompt="雪", size=size) == sent(prompt="雪", aspect_ratio=ratio)
    assert orjson.loads(sent(prompt="雪", size=size).body)["aspect_ratio"] == ratio


@given(text=TEXT, other=TEXT)
def test_prompt_and_the_text_of_content(text: str, other: str):
    item = [{"type": "text", "text": text}]
    assert sent(content=item) == sent(prompt=text)
    assert sent(content=item, prompt=other) == sent(prompt=text)
    assert orjson.loads(sent(content=item).body)["prompt"] == text


def test_image_urls_and_the_pictures_of_content():
    item = [{"type": "image_url", "image_url": {"url": URL}}]
    assert sent(prompt="雪", content=item) == sent(prompt="雪", image_urls=[URL])
    assert sent(prompt="雪", content=item, image_urls=[URL]) == sent(prompt="雪", image_urls=[URL])
    assert orjson.loads(sent(prompt="雪", content=item).body)["image_urls"] == [URL]


def test_a_picture_in_base64_in_all_its_spellings():
    def item(kind: str, url: str) -> list[dict[str, Any]]:
        return [{"type": kind, "image_url": {"url": url}}]

    data_url = f"data:image/jpeg;base64,{DATA}"
    calls = {
        sent(prompt="雪", content=item("image_base64", DATA)).body,
        sent(prompt="雪", content=item("image_base64", data_url)).body,
        sent(prompt="雪", content=item("image_url", data_url)).body,
        sent(prompt="雪", image_urls=[data_url]).body,
    }
    assert len(calls) == 1
    assert orjson.loads(calls.pop())["binary_data_base64"] == [DATA]


def test_masks_of_a_digital_human():
    mask = "https://example.com/mask.png"
    base = {
        "model": "OmniHuman_1.5",
        "req_key": "jimeng_realman_avatar_picture_omni_v15",
        "generation_type": "omni_human",
    }
    content = [
        {"type": "image_url", "image_url": {"url": URL}},
        {"type": "audio_url", "audio_url": {"url": "https://example.com/a.mp3"}},
    ]
    in_content = [*content, {"type": "image_url", "role": "mask_image", "image_url": {"url": mask}}]
    assert sent(**base, content=in_content) == sent(**base, content=content, mask_urls=[mask])


@pytest.mark.parametrize("order", list(itertools.permutations(["prompt", "seed", "frames"])), ids="-".join)
def test_the_order_of_members_changes_nothing(order: tuple[str, ...]):
    members = {"prompt": "雪", "seed": 0, "frames": 121}
    assert sent(**{name: members[name] for name in order}) == sent(**members)


def test_saying_a_random_seed_is_saying_none():
    assert sent(prompt="雪", seed=-1) == sent(prompt="雪")
    assert b"seed" not in sent(prompt="雪").body


SEEDANCE = {"model": "doubao-seedance-1-0-pro-250528", "prompt": "雪"}
WAN = {"model": "wan2.6-t2v", "prompt": "雪"}
WAN_PICTURE = {"model": "wan2.6-i2v", "prompt": "雪"}
KLING = {"model": "kling-v1", "prompt": "雪"}
VIDU = {"model": "viduq1", "prompt": "雪"}
JIMENG = {"model": "jimeng_vgfm_t2v_l20", "prompt": "雪"}
SPELLINGS: dict[str, list[list[dict[str, Any]]]] = {
    "omnimaas_generations": [
        [
            {**SEEDANCE, "metadata": {"seed": 0, "watermark": False}},
            {**SEEDANCE, "metadata": '{"seed": 0, "watermark": false}'},
            {**SEEDANCE, "metadata": '{"watermark":false,"seed":0}'},
        ],
        [SEEDANCE, {**SEEDANCE, "duration": 5, "resolution": "720p", "size": "16:9"}],
        [{**SEEDANCE, "images": None}, {**SEEDANCE, "images": []}, SEEDANCE],
    ],
    "omnimaas_videos": [
        [{**WAN, "size": size} for size in ("1920*1080", "1920x1080", "1920X1080")],
        [{**WAN, "size": None}, {**WAN, "seconds": ""}, WAN],
        [{**WAN, "metadata": {"prompt_extend": False}}, {**WAN, "metadata": '{"prompt_extend": false}'}],
        [
            {**WAN_PICTURE, "resolution": "720P", "metadata": {"img_url": URL}},
            {**WAN_PICTURE, "size": "1280*720", "metadata": {"img_url": URL}},
        ],
    ],
    "burncloud": [
        [{**KLING, "size": "1280x720"}, {**KLING, "width": 1280, "height": 720}],
        [
            {**VIDU, "seed": 0},
            {**VIDU, "metadata": {"seed": 0}},
            {**VIDU, "seed": 0, "metadata": {"seed": 0}},
        ],
        [{**VIDU, "duration": 5}, {**VIDU, "metadata": {"duration": 5}}, {**VIDU, "duration": 5.0}],
        [
            {**JIMENG, "image": URL, "metadata": {"req_key": "jimeng_vgfm_i2v_l20"}},
            {**JIMENG, "metadata": {"req_key": "jimeng_vgfm_i2v_l20", "image_urls": [URL]}},
            {**JIMENG, "image": URL, "metadata": {"req_key": "jimeng_vgfm_i2v_l20", "image_urls": [URL]}},
        ],
        [{**KLING, "image": DATA}, {**KLING, "image": f"data:image/jpeg;base64,{DATA}"}],
    ],
    "openai_videos": [
        [
            {"prompt": "雪"},
            {"prompt": "雪", "model": "sora-2"},
            {"prompt": "雪", "model": "sora-2", "size": None},
        ],
    ],
}


@pytest.mark.parametrize(
    ("surface_name", "bodies"),
    [(name, bodies) for name, spellings in SPELLINGS.items() for bodies in spellings],
    ids=lambda one: (
        one if isinstance(one, str) else "/".join(sorted({name for body in one for name in body}))
    ),
)
def test_every_other_surface_sends_one_call_for_all_spellings(
    surface_name: str, bodies: list[dict[str, Any]]
):
    of = surface(surface_name)
    sent_calls: list[HttpCall] = []
    for body in bodies:
        outbound = of.relay.begin_create(of.post(body))
        assert isinstance(outbound, Outbound), (body, outbound)
        sent_calls.append(outbound.call)
    assert [one for one in sent_calls if one != sent_calls[0]] == []


def test_every_surface_has_spellings():
    assert set(SPELLINGS) | {"tokenops"} == set(SURFACES)
