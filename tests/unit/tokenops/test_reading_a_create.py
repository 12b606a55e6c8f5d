"""What a client's create means: one table per member, one test per rule."""

from __future__ import annotations

import itertools
import json
import sys
from fractions import Fraction
from typing import Any

import pytest

from vidlect_adapters.canonical import Frames, Inline, Link, Medium, Role, Seconds, Shape
from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.loss import Decoded, LossKind
from vidlect_adapters.message import HttpCall
from vidlect_adapters.profile import choose
from vidlect_adapters.surfaces import tokenops
from vidlect_adapters.surfaces.tokenops.vocabulary import FILMS, MODELS, FilmKind

PRO = {"model": "jimeng-video-3.0-pro", "req_key": "jimeng_ti2v_v30_pro"}
TEXT = {**PRO, "prompt": "雪山上的晨光"}
HUMAN = {
    "model": "OmniHuman_1.5",
    "req_key": "jimeng_realman_avatar_picture_omni_v15",
    "generation_type": "omni_human",
}
FACE = {"type": "image_url", "image_url": {"url": "https://example.com/face.jpg"}}
SPEECH = {"type": "audio_url", "audio_url": {"url": "https://example.com/speech.mp3"}}
MASK = {"type": "image_url", "role": "mask_image", "image_url": {"url": "https://example.com/mask.png"}}
TALK = {**HUMAN, "content": [FACE, SPEECH]}
JPEG = "/9j/4AAQSkZJRg=="


def read(body: Any, name: str = "default", **switches: str) -> Decoded:
    profile = choose(
        tokenops.NAME,
        tokenops.SWITCHES,
        tokenops.PROFILES,
        name,
        {key.replace("_", "-"): value for key, value in switches.items()},
    )
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return tokenops.decode_create(HttpCall(method="POST", path="/v1/videos", body=raw), profile)


def refused(body: Any, name: str = "default", **switches: str) -> MalformedRequest:
    with pytest.raises(MalformedRequest) as caught:
        read(body, name, **switches)
    return caught.value


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
        ("callback_url", "https://example.com/hook"),
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


@pytest.mark.parametrize("film", FILMS.values(), ids=lambda film: film.req_key)
@pytest.mark.parametrize("pictures", [0, 1, 2, 3])
def test_every_key_takes_the_pictures_of_its_mode(film: Any, pictures: int):
    urls = [f"https://example.com/{number}.jpg" for number in range(pictures)]
    body: dict[str, Any] = {"model": film.model, "req_key": film.req_key, "prompt": "雪"}
    if film.kind is FilmKind.CAMERA_MOVE:
        body |= {"template_id": "handheld", "camera_strength": "weak"}
    if film.kind is FilmKind.DIGITAL_HUMAN:
        items = [{"type": "image_url", "image_url": {"url": url}} for url in urls]
        body |= {"generation_type": "omni_human", "content": [*items, SPEECH]}
    else:
        body["image_urls"] = urls
    if not film.kind.least <= pictures <= film.kind.most:
        assert refused(body).field.split("[")[0] in {"image_urls", "content"}
        return
    roles = {
        FilmKind.DIGITAL_HUMAN: [Role.REFERENCE],
        FilmKind.FIRST_AND_LAST_FRAME: [Role.FIRST_FRAME, Role.LAST_FRAME],
    }.get(film.kind, [Role.FIRST_FRAME])
    found = [one for one in read(body).request.inputs if one.medium is Medium.IMAGE]
    assert [(one.role, one.source) for one in found] == [
        (role, Link(url=url)) for role, url in zip(roles, urls, strict=False)
    ]


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("key", FILMS)
def test_model_and_key_belong_together_or_are_refused(model: str, key: str):
    film = FILMS[key]
    count = film.kind.least
    body: dict[str, Any] = {
        "model": model,
        "req_key": key,
        "prompt": "雪",
        "image_urls": [f"https://example.com/{number}.jpg" for number in range(count)],
    }
    if film.kind is FilmKind.DIGITAL_HUMAN:
        body |= {"generation_type": "omni_human", "content": [FACE, SPEECH], "image_urls": []}
    if film.kind is FilmKind.CAMERA_MOVE:
        body |= {"template_id": "handheld", "camera_strength": "weak"}
    if model == film.model:
        assert read(body).request.model == key
        return
    assert refused(body).field == "req_key"
    lenient = read(body, "lenient")
    assert (lenient.request.model, lenient.model_name) == (key, film.model)
    assert [(loss.kind, loss.field) for loss in lenient.losses] == [(LossKind.MERGED, "model")]


@pytest.mark.parametrize("said", [None, "omni", "OMNI_HUMAN"])
def test_a_digital_human_must_say_its_generation_type(said: str | None):
    assert refused({**TALK, "generation_type": said}).field == "generation_type"


def test_a_digital_human_has_a_face_a_voice_and_masks():
    body = {**TALK, "output_resolution": 720, "pe_fast_mode": False, "content": [FACE, SPEECH, MASK]}
    request = read(body).request
    assert [(one.role, one.medium) for one in request.inputs] == [
        (Role.REFERENCE, Medium.IMAGE),
        (Role.SOURCE, Medium.AUDIO),
        (Role.MASK, Medium.IMAGE),
    ]
    assert request.frame == Shape(resolution="720p")
    assert dict(request.vendor_options) == {"pe_fast_mode": False}
    with_list = {**body, "content": [FACE, SPEECH], "mask_urls": ["https://example.com/mask.png"]}
    assert read(with_list).request == request


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ([FACE], "content"),
        ([SPEECH], "content"),
        ([FACE, SPEECH, SPEECH], "content[2].audio_url.url"),
        ([], "content"),
    ],
)
def test_a_digital_human_needs_one_picture_and_one_speech(content: list[Any], field: str):
    assert refused({**HUMAN, "content": content}).field == field


def test_an_empty_audio_address_is_no_speech():
    assert (
        refused({**HUMAN, "content": [FACE, {"type": "audio_url", "audio_url": {"url": ""}}]}).field
        == "content"
    )


def test_speech_may_come_as_a_data_url():
    audio = {"type": "audio_url", "audio_url": {"url": "data:audio/mpeg;base64,AAAA"}}
    source = read({**HUMAN, "content": [FACE, audio]}).request.inputs[1].source
    assert source == Inline(base64="AAAA", media_type="audio/mpeg")


def test_an_address_of_speech_that_is_none_says_what_was_expected():
    audio = {"type": "audio_url", "audio_url": {"url": "speech.mp3"}}
    assert "an audio file" in refused({**HUMAN, "content": [FACE, audio]}).message


@pytest.mark.parametrize("name", ["default", "strict", "lenient"])
@pytest.mark.parametrize(
    ("value", "length"),
    [({"seconds": "5"}, Seconds(Fraction(5))), ({"seconds": "10"}, Seconds(Fraction(10)))],
)
def test_seconds_are_a_string(value: dict[str, Any], length: Seconds, name: str):
    assert read({**TEXT, **value}, name).request.length == length


@pytest.mark.parametrize(("value", "seconds"), [(5, 5), (5.0, 5), (10, 10), (10.0, 10)], ids=repr)
def test_a_lenient_reader_takes_seconds_as_a_number(value: float, seconds: int):
    decoded = read({**TEXT, "seconds": value}, "lenient")
    assert decoded.request.length == Seconds(Fraction(seconds))
    assert decoded.notes == ("seconds: a number was taken for a string",)


@pytest.mark.parametrize("value", [7, 5.5, 0, -5, 1e300, True, "five"])
def test_a_lenient_reader_takes_no_other_length(value: Any):
    assert refused({**TEXT, "seconds": value}, "lenient").field == "seconds"


@pytest.mark.parametrize(("frames", "seconds"), [(121, "5"), (241, "10")])
def test_frames_and_seconds_that_agree_are_fine(frames: int, seconds: str):
    decoded = read({**TEXT, "frames": frames, "seconds": seconds})
    assert decoded.request.length == Frames(count=frames, fps=24)
    assert decoded.losses == ()


def test_frames_against_seconds_is_refused_or_frames_win():
    body = {**TEXT, "frames": 121, "seconds": "10"}
    assert refused(body).field == "seconds"
    decoded = read(body, frames_against_seconds="frames")
    assert decoded.request.length == Frames(count=121, fps=24)
    assert [loss.field for loss in decoded.losses] == ["seconds"]


@pytest.mark.parametrize(
    ("size", "aspect"),
    [
        ("1280x720", "16:9"),
        ("1920x1080", "16:9"),
        ("1920x1088", "16:9"),
        ("2176x928", "21:9"),
        ("1664x1248", "4:3"),
        ("1440x1440", "1:1"),
        ("1248x1664", "3:4"),
        ("1088x1920", "9:16"),
        ("720x1280", "9:16"),
        ("512x512", "1:1"),
        ("640x480", "4:3"),
    ],
)
def test_a_size_becomes_its_ratio_and_that_is_said(size: str, aspect: str):
    decoded = read({**TEXT, "size": size})
    assert decoded.request.frame == Shape(aspect=aspect)
    assert decoded.notes == (f"size: {size} means the aspect ratio {aspect}",)
    assert read({**TEXT, "size": size, "aspect_ratio": aspect}).request == decoded.request


def test_a_size_never_turns_its_orientation():
    taken = 0
    for width, height in itertools.product(range(200, 2400, 37), range(200, 2400, 61)):
        try:
            frame = read({**TEXT, "size": f"{width}x{height}"}).request.frame
        except MalformedRequest:
            continue
        assert isinstance(frame, Shape)
        across, down = map(int, (frame.aspect or "").split(":"))
        assert abs(width / height - across / down) <= 0.02 * across / down + 1e-9
        taken += 1
    assert taken > 50


@pytest.mark.parametrize("size", ["1280*720", "1280X720"])
def test_a_lenient_reader_takes_other_separators(size: str):
    decoded = read({**TEXT, "size": size}, "lenient")
    assert decoded.request == read({**TEXT, "size": "1280x720"}).request
    assert decoded.notes[0] == f"size: {size[4]} was taken for x"


def test_a_ratio_against_a_size_is_refused_or_the_ratio_wins():
    body = {**TEXT, "aspect_ratio": "9:16", "size": "1280x720"}
    assert refused(body).field == "size"
    decoded = read(body, ratio_against_size="aspect-ratio")
    assert decoded.request.frame == Shape(aspect="9:16")
    assert [loss.field for loss in decoded.losses] == ["size"]


def test_the_text_of_content_comes_before_prompt_and_that_is_said():
    decoded = read({**TEXT, "content": [{"type": "text", "text": "夜里的海"}]})
    assert decoded.request.prompt == "夜里的海"
    assert [(loss.kind, loss.field) for loss in decoded.losses] == [(LossKind.MERGED, "prompt")]
    assert any("prompt" in note for note in decoded.notes)


@pytest.mark.parametrize("text", ["", None])
def test_an_empty_text_item_leaves_prompt_alone(text: str | None):
    assert read({**TEXT, "content": [{"type": "text", "text": text}]}) == read(TEXT)


def test_the_same_text_twice_is_one_text():
    assert read({**TEXT, "content": [{"type": "text", "text": "雪山上的晨光"}]}) == read(TEXT)


def test_several_text_items_become_one_text_and_that_is_said():
    decoded = read({**PRO, "content": [{"type": "text", "text": "一"}, {"type": "text", "text": "二"}]})
    assert decoded.request.prompt == "一\n二"
    assert [loss.kind for loss in decoded.losses] == [LossKind.MERGED]


@pytest.mark.parametrize(
    ("body", "fits"),
    [
        (PRO, {"accept"}),
        ({**PRO, "prompt": " \n"}, {"accept"}),
        ({**PRO, "image_urls": ["https://example.com/a.jpg"]}, {"accept", "by-model"}),
        ({**TALK, "prompt": ""}, {"accept", "by-model"}),
        ({"model": "kling-v1"}, {"accept", "by-model"}),
        (TEXT, {"accept", "by-model", "refuse"}),
    ],
)
@pytest.mark.parametrize("choice", ["accept", "by-model", "refuse"])
def test_who_needs_a_prompt(body: Any, fits: set[str], choice: str):
    if choice in fits:
        assert read(body, missing_prompt=choice).request.prompt == body.get("prompt", "")
    else:
        assert refused(body, missing_prompt=choice).field == "prompt"


@pytest.mark.parametrize(("base", "advised"), [(PRO, 400), (TALK, 300)])
def test_a_prompt_over_the_advised_length_is_noted_and_kept(base: dict[str, Any], advised: int):
    assert read({**base, "prompt": "雪" * advised}).notes == ()
    decoded = read({**base, "prompt": "雪" * (advised + 1)})
    assert decoded.request.prompt == "雪" * (advised + 1)
    assert decoded.notes == (f"prompt: {advised + 1} characters, {advised} are advised",)


@pytest.mark.parametrize("place", ["prompt", "content"])
def test_a_prompt_of_absurd_size_is_refused_by_name_and_not_repeated(place: str):
    def body(length: int) -> dict[str, Any]:
        said = "雪" * length
        return (
            {**PRO, "prompt": said}
            if place == "prompt"
            else {**PRO, "content": [{"type": "text", "text": said}]}
        )

    assert len(read(body(32_000)).request.prompt) == 32_000
    error = refused(body(32_001))
    assert (error.status, error.field) == (400, "prompt")
    assert "at most 32000 characters" in error.message
    assert len(str(error)) < 200
    assert len(read(body(32_001), **{"absurd-prompt": "accept"}).request.prompt) == 32_001


def test_pictures_in_both_places_must_be_the_same():
    body = {**TEXT, "image_urls": ["https://example.com/other.jpg"], "content": [FACE]}
    assert refused(body).field == "image_urls"
    decoded = read(body, pictures_against_content="content")
    assert [one.source for one in decoded.request.inputs] == [Link(url="https://example.com/face.jpg")]
    assert [loss.field for loss in decoded.losses] == ["image_urls"]
    same = {**TEXT, "image_urls": ["https://example.com/face.jpg"], "content": [FACE]}
    assert read(same).request == decoded.request
    assert read(same).losses == ()


@pytest.mark.parametrize(
    ("url", "media_type"), [(f"data:image/jpeg;base64,{JPEG}", "image/jpeg"), (JPEG, None)]
)
def test_a_base64_picture_loses_its_data_prefix(url: str, media_type: str | None):
    item = {"type": "image_base64", "image_url": {"url": url}}
    source = read({**TEXT, "content": [item]}).request.inputs[0].source
    assert source == Inline(base64=JPEG, media_type=media_type)


def test_a_strict_reader_wants_a_data_url():
    item = {"type": "image_base64", "image_url": {"url": JPEG}}
    assert refused({**TEXT, "content": [item]}, "strict").field == "content[0].image_url.url"


def test_a_data_url_among_addresses_is_a_picture_too():
    source = read({**TEXT, "image_urls": [f"DATA:image/PNG;base64,{JPEG}"]}).request.inputs[0].source
    assert source == Inline(base64=JPEG, media_type="image/png")


@pytest.mark.parametrize("choice", ["required", "optional"])
@pytest.mark.parametrize(
    "given", [(), ("template_id",), ("camera_strength",), ("template_id", "camera_strength")]
)
def test_a_camera_move_needs_both_options_unless_told_otherwise(given: tuple[str, ...], choice: str):
    body: dict[str, Any] = {
        "model": "jimeng-video-3.0-720P",
        "req_key": "jimeng_i2v_recamera_v30",
        "prompt": "雪",
        "image_urls": ["https://example.com/a.jpg"],
        **{name: "handheld" if name == "template_id" else "weak" for name in given},
    }
    if choice == "required" and len(given) < 2:
        assert refused(body, camera_options=choice).field in {"template_id", "camera_strength"} - set(given)
    else:
        assert set(read(body, camera_options=choice).request.vendor_options) == set(given)


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
    "body",
    [
        {**TEXT, "a/b~": 1},
        {**TEXT, "content": [{"type": "text", "text": "x", "a/b~": 1}]},
        {**TEXT, "content": [{"type": "image_url", "image_url": {"url": "https://a/b", "a/b~": 1}}]},
    ],
    ids=["top", "item", "holder"],
)
def test_a_strict_reader_refuses_unknown_members_by_name(body: Any):
    assert "a/b~" in refused(body, "strict").field
    assert next(loss.kind for loss in read(body).losses) is LossKind.UNSUPPORTED


@pytest.mark.parametrize(
    "member", ["req_key", "generation_type", "template_id", "camera_strength", "pe_fast_mode"]
)
def test_a_model_of_another_vendor_has_none_of_these_models_members(member: str):
    assert refused({"model": "kling-v1", "prompt": "雪", member: "x"}).field == member


def test_a_model_of_another_vendor_is_bound_by_its_vendors_limits_only():
    decoded = read(
        {"model": "kling-v1", "prompt": "雪", "seconds": "7", "aspect_ratio": "5:4", "output_resolution": 720}
    )
    assert (decoded.model_name, decoded.request.model) == ("kling-v1", "kling-v1")
    assert decoded.request.length == Seconds(Fraction(7))
    assert decoded.request.frame == Shape(resolution="720p", aspect="5:4")
    other = read({"model": "kling-v1", "prompt": "雪", "frames": 73, "seconds": "3", "size": "1000x800"})
    assert other.request.length == Frames(count=73, fps=24)
    assert other.request.frame == Shape(aspect="5:4")


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("seconds", "3601"),
        ("seconds", "0"),
        ("frames", 0),
        ("frames", 2**31),
        ("aspect_ratio", "wide"),
        ("size", "wide"),
    ],
)
def test_lengths_and_shapes_have_bounds_for_every_model(member: str, value: Any):
    assert refused({"model": "kling-v1", "prompt": "雪", member: value}).field == member


def test_pictures_of_another_vendors_model_are_told_apart_by_their_number():
    def roles(count: int) -> list[Role]:
        urls = [f"https://example.com/{number}.jpg" for number in range(count)]
        return [one.role for one in read({"model": "kling-v1", "image_urls": urls}).request.inputs]

    assert roles(1) == [Role.FIRST_FRAME]
    assert roles(2) == [Role.FIRST_FRAME, Role.LAST_FRAME]
    assert roles(3) == [Role.REFERENCE] * 3


@pytest.mark.parametrize("seed", [0, 1, 2**63])
def test_a_seed_is_kept_zero_included(seed: int):
    assert read({**TEXT, "seed": seed}).request.seed == seed
