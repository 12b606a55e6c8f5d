"""What a client's create means: one table for all members, one test per rule."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest
from reading_creates import FACE, MASK, SPEECH, TALK, TEXT, read, refused

from vidlect_adapters.canonical import Frames, Shape
from vidlect_adapters.loss import LossKind


def test_the_documented_sample_is_understood():
    decoded = read({**TEXT, "seed": -1, "frames": 121, "aspect_ratio": "16:9"})
    request = decoded.request
    assert (decoded.model_name, request.model) == ("jimeng-video-3.0-pro", "jimeng_ti2v_v30_pro")
    assert request.prompt == "雪山上的晨光"
    assert request.length == Frames(count=121, fps=24)
    assert request.frame == Shape(aspect="16:9")
    assert request.seed is None
    assert decoded.losses == ()
    assert decoded.notes == ()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "is empty"),
        (b'{"model":', "not valid JSON"),
        (b"[]", "an array"),
        (b"null", "null"),
        (b"7", "a number"),
        (b"true", "a boolean"),
        (b'"x"', "a string"),
        (b'{"model":"a","model":"b"}', "'model' stands twice"),
        (b'{"x":{"b":1,"a":1,"a":1}}', "'a' stands twice"),
        (b'{"a":1,"\\u0061":1}', "'a' stands twice"),
        (b'{"a":"http://x","a":"https://y"}', "'a' stands twice"),
        (b'{"a":{},"b":1,"c":2,"a":{}}', "'a' stands twice"),
        (b'{"seed":NaN}', "not valid JSON"),
        (b'{"prompt":"\\ud800"}', "not valid JSON"),
        (b'{"prompt":"\xff"}', "not valid JSON"),
        (b"\xef\xbb\xbf{}", "not valid JSON"),
        (b'{"a":' + b"[" * 3000 + b"]" * 3000 + b"}", "not valid JSON"),
        # the watchful reader of Python 3.11 goes less deep than orjson; later ones do not mind this depth
        (
            b'{"a":' + b'{"a":' * 1010 + b"1" + b"}" * 1011,
            "nested too deeply" if sys.version_info < (3, 12) else "model",
        ),
        (b'{"prompt":"a\\u0000b"}', "NUL"),
        (b'{"x":[{"a\\u0000":1}]}', "NUL"),
        (b'{"prompt":"a\x00b"}', "not valid JSON"),
    ],
)
def test_an_unreadable_body_is_refused(body: bytes, words: str):
    error = refused(body)
    assert words in error.message
    assert error.status == 400


@pytest.mark.parametrize("depth", [1, 500, 900, 1020])
def test_arrays_of_nothing_say_nothing_however_deep(depth: int):
    nothing = b"[" * depth + b"null" + b"]" * depth
    body = json.dumps(TEXT).encode()[:-1] + b',"image_urls":' + nothing + b"}"
    assert read(body).request.inputs == ()


def test_a_backslash_before_u0000_is_no_nul():
    assert read({**TEXT, "prompt": "\\u0000", "x": [1, True]}).request.prompt == "\\u0000"


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("model", 5),
        ("model", ""),
        ("model", "  "),
        ("model", None),
        ("req_key", 5),
        ("req_key", ""),
        ("req_key", "jimeng_t2v_v30_720p"),
        ("prompt", ["x"]),
        ("seed", "5"),
        ("seed", 5.0),
        ("seed", True),
        ("seed", -2),
        ("seed", 10**30),
        ("frames", "121"),
        ("frames", 120),
        ("frames", 0),
        ("frames", -121),
        ("frames", True),
        ("frames", 121.5),
        ("seconds", 5),
        ("seconds", 5.0),
        ("seconds", True),
        ("seconds", ["5"]),
        ("seconds", "7"),
        ("seconds", "5s"),
        ("seconds", "5.0"),
        ("seconds", "-5"),
        ("seconds", "05"),
        ("seconds", "٥"),
        ("seconds", "9223372036854775808"),
        ("aspect_ratio", "2:1"),
        ("aspect_ratio", "16:9 "),
        ("aspect_ratio", 1.78),
        ("size", "1280*720"),
        ("size", "1280X720"),
        ("size", "1280x"),
        ("size", "0x720"),
        ("size", "1000x720"),
        ("size", 1280),
        ("image_urls", "https://example.com/a.jpg"),
        ("content", "text"),
        ("content", {"type": "text"}),
        ("output_resolution", 480),
        ("output_resolution", "720"),
        ("pe_fast_mode", "true"),
        ("template_id", 5),
        ("generation_type", "omni_human"),
        ("image", "https://example.com/a.jpg"),
        ("images", ["https://example.com/a.jpg"]),
        ("input_reference", "file"),
        ("video_url", "https://example.com/a.mp4"),
        ("n", 2),
        ("n", True),
    ],
    ids=repr,
)
def test_a_value_outside_the_dialect_is_refused_by_the_members_name(member: str, value: Any):
    error = refused({**TEXT, member: value})
    assert error.field == member
    assert member in error.message


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({**TEXT, "image_urls": ["https://example.com/a.jpg", 5]}, "image_urls[1]"),
        ({**TEXT, "image_urls": ["ftp://example.com/a.jpg"]}, "image_urls[0]"),
        ({**TEXT, "image_urls": ["https://exa mple.com/a.jpg"]}, "image_urls[0]"),
        ({**TEXT, "image_urls": ["https://[example.com/a.jpg"]}, "image_urls[0]"),
        ({**TEXT, "image_urls": ["https:///a.jpg"]}, "image_urls[0]"),
        ({**TEXT, "image_urls": ["data:text/plain;base64,AAAA"]}, "image_urls[0]"),
        ({**TEXT, "image_urls": ["data:image/png;base64,A"]}, "image_urls[0]"),
        ({**TEXT, "image_urls": ["data:image/png;base64,雪"]}, "image_urls[0]"),
        ({**TEXT, "image_urls": ["data:image/png;base64,"]}, "image_urls[0]"),
        ({**TEXT, "image_urls": ["data:image/png,AAAA"]}, "image_urls[0]"),
        ({**TEXT, "content": ["text"]}, "content[0]"),
        ({**TEXT, "content": [{"type": "video_url"}]}, "content[0].type"),
        ({**TEXT, "content": [{"text": "x"}]}, "content[0].type"),
        ({**TEXT, "content": [{"type": 5}]}, "content[0].type"),
        ({**TEXT, "content": [{"type": "text", "text": 5}]}, "content[0].text"),
        ({**TEXT, "content": [{"type": "image_url"}]}, "content[0].image_url"),
        ({**TEXT, "content": [{"type": "image_url", "image_url": "https://a/b"}]}, "content[0].image_url"),
        (
            {**TEXT, "content": [{"type": "image_url", "image_url": {"url": 5}}]},
            "content[0].image_url.url",
        ),
        (
            {**TEXT, "content": [{"type": "image_base64", "image_url": {"url": "!!"}}]},
            "content[0].image_url.url",
        ),
        ({**TEXT, "content": [{**FACE, "role": "first_frame"}]}, "content[0].role"),
        ({**TALK, "content": [FACE, {**SPEECH, "role": "mask_image"}]}, "content[1].role"),
        ({**TEXT, "content": [SPEECH]}, "content[0].audio_url.url"),
        ({**TEXT, "content": [MASK]}, "content[0].image_url.url"),
        ({**TEXT, "mask_urls": ["https://example.com/mask.png"]}, "mask_urls[0]"),
    ],
)
def test_a_bad_part_is_refused_with_its_place(body: Any, field: str):
    assert refused(body).field == field


@pytest.mark.parametrize("empty", [None, "", [], {}, [""], [None]], ids=repr)
@pytest.mark.parametrize(
    "member",
    ["image", "images", "image_urls", "content", "mask_urls", "x"],
)
def test_an_empty_member_says_nothing(member: str, empty: Any):
    assert read({**TEXT, member: empty}) == read(TEXT)


SCALARS = ["seconds", "frames", "seed", "size", "aspect_ratio", "prompt", "pe_fast_mode", "camera_strength"]


@pytest.mark.parametrize("unsaid", [None, ""], ids=repr)
@pytest.mark.parametrize("member", SCALARS)
def test_a_scalar_that_is_empty_says_nothing(member: str, unsaid: Any):
    body = {**TEXT, "content": [{"type": "text", "text": "雪"}]}
    assert read({**body, member: unsaid}).request == read(body).request


@pytest.mark.parametrize("empty", [[], {}, [""], [None]], ids=repr)
@pytest.mark.parametrize("member", SCALARS)
def test_an_array_for_a_scalar_is_a_wrong_type_even_when_it_is_empty(member: str, empty: Any):
    assert refused({**TEXT, member: empty}).field == member


def test_an_empty_address_among_others_is_overlooked():
    urls = ["", "https://example.com/a.jpg", None]
    assert read({**TEXT, "image_urls": urls}) == read({**TEXT, "image_urls": [urls[1]]})


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("template_id", "handheld"),
        ("camera_strength", "weak"),
        ("pe_fast_mode", True),
        ("output_resolution", 1080),
        ("negative_prompt", "blur"),
        ("duration", 10),
        ("metadata", {"seed": 1}),
        ("n", 1),
    ],
)
def test_what_the_model_or_the_surface_does_not_have_is_a_loss_and_a_note(member: str, value: Any):
    decoded = read({**TEXT, member: value})
    assert decoded.request == read(TEXT).request
    assert [(loss.kind, loss.field) for loss in decoded.losses] == [(LossKind.UNSUPPORTED, member)]
    assert any(note.startswith(member) for note in decoded.notes)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({**TEXT, "a/b~": 1}, "a/b~"),
        ({**TEXT, "content": [{"type": "text", "text": "x", "a/b~": 1}]}, "content[0].a/b~"),
        (
            {**TEXT, "content": [{"type": "image_url", "image_url": {"url": "https://a/b", "a/b~": 1}}]},
            "content[0].image_url.a/b~",
        ),
    ],
    ids=["top", "item", "holder"],
)
def test_a_strict_reader_refuses_unknown_members_by_name(body: Any, field: str):
    error = refused(body, "strict")
    assert (error.field, error.value) == (field, 1)
    assert next(loss.kind for loss in read(body).losses) is LossKind.UNSUPPORTED


@pytest.mark.parametrize("seed", [0, 1, 2**63])
def test_a_seed_is_kept_zero_included(seed: int):
    assert read({**TEXT, "seed": seed}).request.seed == seed
