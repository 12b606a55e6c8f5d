"""The texts that clients match on, each where the vendor says it."""

import orjson
import pytest
from kling_bodies import BODIES, FACE, FILM, INLINE, PICTURE, PROMPT, SHOTS

from vidlect_mock.vendors.kling.wording import violated

TEXT, IMAGE, OMNI, LIPS = "text2video", "image2video", "omni-video", "lip-sync"
CAMERA = "camera_control is only supported in std mode with 5s duration and kling-v1"
BASE64 = "File is not in a valid base64 format"
RATIO = "Aspect ratio must be specified when no first image and not video editing"
O1 = "Duration only supports 5 or 10 seconds when no refer_image is provided"
MOVE = {"type": "down_back"}
SPOKEN = BODIES[LIPS][0]["input"]
PICTURES = [{"image_url": PICTURE}]
FILMS = [{"video_url": FILM}]


def refused(counter, kind, body):
    status, code, message = counter.create(kind, body).refused
    assert (status, code) == (400, 1201)
    return message


@pytest.mark.parametrize(
    ("fields", "good"),
    [
        ({"model_name": "kling-v1", "camera_control": MOVE}, True),
        ({"camera_control": MOVE}, True),
        ({"camera_control": {**MOVE, "config": None}}, True),
        ({"camera_control": {**MOVE, "config": {}}}, True),
        (
            {"mode": "std", "duration": "5", "camera_control": {"type": "simple", "config": {"pan": -10}}},
            True,
        ),
        ({"model_name": "kling-v1-6", "camera_control": MOVE}, False),
        ({"model_name": "kling-v3", "camera_control": MOVE}, False),
        ({"mode": "pro", "camera_control": MOVE}, False),
        ({"duration": "10", "camera_control": MOVE}, False),
    ],
)
def test_the_camera_is_for_v1(counter, fields, good):
    if good:
        assert counter.create(TEXT, {"prompt": PROMPT, **fields}).data
    else:
        assert refused(counter, TEXT, {"prompt": PROMPT, **fields}) == CAMERA


@pytest.mark.parametrize(
    ("name", "mode", "move", "good"),
    [
        ("kling-v1-5", "pro", "simple", True),
        ("kling-v1-5", "std", "simple", False),
        ("kling-v1-5", "pro", "down_back", False),
        ("kling-v1", "std", "simple", False),
    ],
)
def test_the_camera_of_pictures_is_for_v1_5(counter, name, mode, move, good):
    config = {"config": {"zoom": 3}} if move == "simple" else {}
    body = {"image": PICTURE, "model_name": name, "mode": mode, "camera_control": {"type": move, **config}}
    if good:
        assert counter.create(IMAGE, body).data
    else:
        assert refused(counter, IMAGE, body) == CAMERA


@pytest.mark.parametrize(
    ("camera", "said"),
    [
        ({"type": "simple"}, "exactly one"),
        ({"type": "simple", "config": {}}, "exactly one"),
        ({"type": "simple", "config": {"pan": 0, "zoom": 0}}, "exactly one"),
        ({"type": "simple", "config": {"pan": 1, "zoom": 1}}, "exactly one"),
        ({"type": "simple", "config": {"pan": 10.5}}, "camera_control.config.pan must be less than or equal to 10.0"),
        ({"type": "simple", "config": {"pan": -11}}, "camera_control.config.pan must be greater than or equal to -10.0"),
        ({"type": "simple", "config": 5}, "camera_control.config value type is invalid, expected object"),
        ({"type": "down_back", "config": {"pan": 1}}, "only supported with type simple"),
        ({"type": "around"}, "camera_control.type value 'around' is invalid"),
        ({"config": {"pan": 1}}, "camera_control.type is required"),
        ("simple", "camera_control value type is invalid, expected object"),
        ({"type": []}, "camera_control.type is invalid"),
    ],
)  # fmt: skip
def test_a_camera_is_in_order(counter, camera, said):
    assert said in refused(counter, TEXT, {"prompt": PROMPT, "camera_control": camera})


@pytest.mark.parametrize("body", [{}, {"prompt": PROMPT}, {"image": ""}, {"image_tail": PICTURE},
    {"image_tail": PICTURE, "model_name": "kling-v3"}])  # fmt: skip
def test_image2video_needs_a_picture(counter, body):
    assert refused(counter, IMAGE, body) == "image can not be null"


@pytest.mark.parametrize("name", ["kling-v1-5", "kling-v1-6"])
def test_two_models_take_a_last_frame_alone(counter, name):
    assert counter.create(IMAGE, {"image_tail": PICTURE, "model_name": name, "mode": "pro"}).remarks == []


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (IMAGE, {"image": "{}"}),
        (IMAGE, {"image": PICTURE, "image_tail": "{}"}),
        (IMAGE, {"image": PICTURE, "static_mask": "{}"}),
        (
            IMAGE,
            {"image": PICTURE, "dynamic_masks": [{"mask": "{}", "trajectories": [{"x": 1, "y": 1}] * 2}]},
        ),
        ("multi-image2video", {"prompt": PROMPT, "image_list": [{"image": PICTURE}, {"image": "{}"}]}),
        (OMNI, {"prompt": PROMPT, "aspect_ratio": "1:1", "image_list": [{"image_url": "{}"}]}),
        ("effects", {"effect_scene": "a", "input": {"image": "{}"}}),
        ("effects", {"effect_scene": "hug", "input": {"images": [PICTURE, "{}"]}}),
        ("avatar/image2video", {**BODIES["avatar/image2video"][0], "image": "{}"}),
        ("motion-control", {**BODIES["motion-control"][0], "image_url": "{}"}),
        ("new image-to-video", {"contents": [{"type": "first_frame", "url": "{}"}]}),
    ],
)
def test_a_picture_is_a_link_or_bare_base64(counter, counter_with, kind, body):
    def with_picture(text):
        return orjson.loads(orjson.dumps(body).replace(b'"{}"', orjson.dumps(text)))

    for text in (PICTURE, INLINE, "HTTPS://EXAMPLE.COM/A.PNG"):
        assert counter.create(kind, with_picture(text)).data, text
    for text in (f"data:image/png;base64,{INLINE}", "not base64!", "ftp://example.com/a.png", "A"):
        assert refused(counter, kind, with_picture(text)) == BASE64
    taken = counter_with(data_url="taken").create(kind, with_picture(f"data:image/png;base64,{INLINE}"))
    assert taken.data
    assert "data: URL" in taken.remarks[-1]


def test_a_picture_that_is_too_large_is_remarked(counter):
    asked = counter.create(IMAGE, {"image": "A" * (14 * 1024 * 1024)})
    assert asked.data
    assert "the documented limit is 10485760" in asked.remarks[0]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, RATIO),
        ({"image_list": PICTURES}, RATIO),
        ({"video_list": [{"video_url": FILM, "refer_type": "feature"}]}, RATIO),
        ({"video_list": FILMS, "model_name": "kling-v3-omni", "sound": "on"}, "sound on is not supported with video input"),
        ({"aspect_ratio": "1:1", "duration": "7"}, O1),
        ({"image_list": [{**PICTURES[0], "type": "first_frame"}], "duration": "3"}, O1),
        ({"aspect_ratio": "1:1", "image_list": PICTURES * 7, "element_list": [{"element_id": 1}]}, "less than or equal to 7"),
        ({"video_list": FILMS, "image_list": PICTURES * 4, "element_list": [{"element_id": 1}]}, "less than or equal to 4"),
        ({"aspect_ratio": "1:1", "image_list": [{**PICTURES[0], "type": "end_frame"}]}, "end_frame requires first_frame"),
        ({"image_list": [{**PICTURES[0], "type": kind} for kind in ("first_frame", "end_frame")] + PICTURES},
         "end_frame is not supported with more than 2 images"),
        ({"aspect_ratio": "1:1", "element_list": [{"element_id": 0}]}, "Element id not found: 0"),
        ({"aspect_ratio": "1:1", "duration": "11"}, "duration value '11' is invalid"),
        ({"aspect_ratio": "1:1", "mode": "4k"}, "mode value '4k' is invalid"),
        ({"video_list": FILMS * 2}, "video_list size must be less than or equal to 1"),
        ({"video_list": [{"video_url": "film"}]}, "video_list[0].video_url value 'film' is invalid"),
    ],
)  # fmt: skip
def test_omni_says_what_it_misses(counter, fields, said):
    assert said in refused(counter, OMNI, {"prompt": PROMPT, **fields})


@pytest.mark.parametrize(
    "fields",
    [
        {"image_list": [{**PICTURES[0], "type": "first_frame"}], "duration": "10"},
        {"image_list": PICTURES, "aspect_ratio": "9:16", "duration": "3"},
        {"video_list": FILMS},
        {
            "video_list": [{"video_url": FILM, "refer_type": "feature"}],
            "aspect_ratio": "1:1",
            "duration": "10",
        },
        {"model_name": "kling-v3-omni", "aspect_ratio": "1:1", "duration": "15", "mode": "4k", "sound": "on"},
        {"aspect_ratio": "1:1", "sound": "on"},
    ],
)
def test_omni_takes_what_is_in_order(counter, fields):
    assert counter.create(OMNI, {"prompt": PROMPT, **fields}).data


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"video_url": None}, "video_id or video_url is required"),
        ({"video_url": ""}, "video_id or video_url is required"),
        ({"mode": None}, "allowed values: text2video, audio2video"),
        ({"mode": "song"}, "allowed values: text2video, audio2video"),
        ({"mode": []}, "allowed values: text2video, audio2video"),
        ({"text": None}, "text is required"),
        ({"text": "早" * 121}, "input.text length must be less than or equal to 120"),
        ({"voice_id": ""}, "Voice id not found"),
        ({"voice_language": "fr"}, "allowed values: zh, en"),
        ({"voice_speed": 2.1}, "must be less than or equal to 2.0"),
        ({"voice_speed": 0.5}, "must be greater than or equal to 0.8"),
        ({"mode": "audio2video"}, "Audio type is null"),
        ({"mode": "audio2video", "audio_type": "tape"}, "allowed values: file, url"),
        ({"mode": "audio2video", "audio_type": "url"}, "audio_url is required"),
        ({"mode": "audio2video", "audio_type": "file"}, "audio_file is required"),
    ],
)
def test_lip_sync_says_what_it_misses(counter, changes, said):
    given = {name: value for name, value in {**SPOKEN, **changes}.items() if value is not None}
    message = refused(counter, LIPS, {"input": given})
    assert message.endswith(said)


@pytest.mark.parametrize("given", [None, [], "x", 5])
def test_lip_sync_has_an_input(counter, given):
    assert refused(counter, LIPS, {"input": given}) == "input is required"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"shot_type": None}, "shot_type is required"),
        ({"shot_type": "free"}, "shot_type value 'free' is invalid"),
        ({"multi_prompt": None}, "multi_prompt is required"),
        ({"multi_prompt": SHOTS["multi_prompt"][:1]}, "must sum up to duration"),
        ({"multi_prompt": SHOTS["multi_prompt"][::-1]}, "must be consecutive"),
        ({"multi_prompt": SHOTS["multi_prompt"] * 4}, "multi_prompt size must be less than or equal to 6"),
        ({"multi_prompt": [{"index": 1, "duration": "5"}]}, "multi_prompt[0].prompt is required"),
        ({"shot_type": "intelligence"}, "prompt is required"),
        ({"multi_shot": False}, "prompt is required"),
    ],
)
def test_shots_are_in_order(counter, changes, said):
    body = {"model_name": "kling-v3", **SHOTS, **changes}
    assert said in refused(counter, TEXT, {name: value for name, value in body.items() if value is not None})


def test_intelligent_shots_have_a_prompt_and_true_may_be_a_text(counter):
    body = {"model_name": "kling-v3", "prompt": PROMPT, "multi_shot": "true", "shot_type": "intelligence"}
    asked = counter.create(TEXT, body)
    assert asked.data
    assert asked.remarks == ["multi_shot: a text, a boolean is documented"]


MASKS = [{"mask": PICTURE, "trajectories": [{"x": 1, "y": 2}, {"x": 3, "y": 4}]}]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"image_tail": PICTURE, "dynamic_masks": MASKS}, "cannot be used together"),
        ({"image_tail": PICTURE, "static_mask": PICTURE}, "cannot be used together"),
        ({"model_name": "kling-v3", "element_list": [{"element_id": 1}], "voice_list": [{"voice_id": "a"}], "sound": "on"},
         "cannot be used together"),
        ({"model_name": "kling-v3", "element_list": [{"element_id": 1}] * 4}, "element_list size"),
        ({"dynamic_masks": MASKS * 7}, "dynamic_masks size must be less than or equal to 6"),
        ({"dynamic_masks": [{"mask": PICTURE, "trajectories": [{"x": 1, "y": 2}]}]}, "dynamic_masks[0].trajectories"),
    ],
)  # fmt: skip
def test_frames_and_brushes_exclude_each_other(counter, fields, said):
    assert said in refused(counter, IMAGE, {"image": PICTURE, **fields})


@pytest.mark.parametrize(
    ("name", "mode", "duration", "works"),
    [
        ("kling-v1", "std", "5", True),
        ("kling-v1", "pro", "10", False),
        ("kling-v1-5", "std", "5", False),
        ("kling-v1-5", "pro", "10", True),
        ("kling-v2-master", "pro", "5", False),
        ("kling-v2-1", "pro", "5", True),
        ("kling-v2-1-master", "pro", "5", False),
        ("kling-v2-5-turbo", "std", "5", False),
        ("kling-v2-6", "pro", "10", True),
        ("kling-v3", "std", "3", True),
    ],
)
def test_a_last_frame_without_effect_is_remarked_or_refused(
    counter, counter_with, name, mode, duration, works
):
    body = {"image": PICTURE, "image_tail": PICTURE, "model_name": name, "mode": mode, "duration": duration}
    asked = counter.create(IMAGE, body)
    assert asked.data
    assert bool(asked.remarks) != works
    other = counter_with(unsupported_tail="refused").create(IMAGE, body)
    assert other.data if works else "image_tail is not supported" in other.refused[2]


@pytest.mark.parametrize(
    ("name", "mode", "remarked"), [("kling-v1", "std", 0), ("kling-v1-5", "std", 1), ("kling-v3", "pro", 1)]
)
def test_a_motion_brush_without_effect_is_remarked(counter, name, mode, remarked):
    asked = counter.create(
        IMAGE, {"image": PICTURE, "model_name": name, "mode": mode, "dynamic_masks": MASKS}
    )
    assert asked.data
    assert len(asked.remarks) == remarked


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        (TEXT, {}, "prompt is required"),
        ("multi-image2video", {"prompt": PROMPT}, "image_list is required"),
        ("multi-image2video", {"prompt": PROMPT, "image_list": [{"image": PICTURE}] * 5}, "image_list size"),
        ("effects", {"effect_scene": "a"}, "input is required"),
        ("effects", {"effect_scene": "a", "input": {}}, "input.image or input.images is required"),
        ("effects", {"effect_scene": "a", "input": {"image": PICTURE, "images": [PICTURE] * 2}}, "input.image or input.images"),
        ("effects", {"effect_scene": "hug", "input": {"images": [PICTURE]}}, "input.images"),
        ("avatar/image2video", {"image": PICTURE}, "Exactly one of audio_id and sound_file"),
        ("avatar/image2video", {"image": PICTURE, "audio_id": "a", "sound_file": "b"}, "Exactly one of"),
        ("motion-control", {"image_url": PICTURE}, "video_url is required"),
        ("motion-control", {**BODIES["motion-control"][0], "character_orientation": "up"}, "character_orientation value 'up'"),
        ("video-extend", {}, "video_id is required"),
        ("advanced-lip-sync", {"session_id": "a"}, "face_choose is required"),
        ("advanced-lip-sync", {"session_id": "a", "face_choose": [{**FACE, "audio_id": "a"}]}, "Exactly one of face_choose[0]"),
        ("advanced-lip-sync", {"session_id": "a", "face_choose": [{**FACE, "sound_end_time": 1999}]}, "2 seconds"),
        ("advanced-lip-sync", {"session_id": "a", "face_choose": [{**FACE, "sound_volume": 2.5}]}, "less than or equal to 2.0"),
        ("multi-elements", {"session_id": "a", "edit_mode": "swap"}, "prompt is required"),
        ("multi-elements", {"session_id": "a", "edit_mode": "paint", "prompt": "a"}, "edit_mode value 'paint' is invalid"),
    ],
)  # fmt: skip
def test_what_is_missing_is_named(counter, kind, body, said):
    assert said in refused(counter, kind, body)


def test_only_known_scenes_by_switch(counter_with):
    counter = counter_with(effect_scenes="listed")
    assert counter.create("effects", {"effect_scene": "kiss", "input": {"image": PICTURE}}).data
    assert "effect_scene value" in refused(counter, "effects", BODIES["effects"][0])


@pytest.mark.parametrize(
    ("pointer", "said", "body", "message", "code"),
    [
        ("", "the value has no form", {}, "Request parameters are illegal", "1200"),
        ("/a~1b", "the value is odd", {"a/b": "x"}, "a/b value 'x' is invalid", "1201"),
        ("/a/1/b", "the value is odd", {"a": [0, {"b": None}]}, "a[1].b value 'null' is invalid", "1201"),
        ("/a", "the value is odd", {"a": "y" * 100}, f"a value '{'y' * 60}…' is invalid", "1201"),
        ("/a", "the value is odd", {"a": []}, "a is invalid", "1201"),
    ],
)
def test_a_finding_becomes_a_message(pointer, said, body, message, code):
    wrong = violated(pointer, said, body)
    assert (wrong.message, wrong.code) == (message, code)


def test_a_file_that_cannot_be_read_may_be_refused_at_once(breaking):
    counter = breaking("unreadable_file")
    asked = counter.ask("POST", "/v1/videos/identify-face", {"video_url": FILM})
    assert asked.refused == (400, 1201, "Something went wrong when we tried to get the contents of the file.")
