"""Creates of the new API: the model in the path, contents, settings, options."""

import pytest
from kling_bodies import FILM, NEW, PICTURE, PROMPT

from vidlect_mock.vendors.kling.models import NEW_MODELS

FIRST = {"type": "first_frame", "url": PICTURE}
LAST = {"type": "last_frame", "url": PICTURE}
SAID = {"type": "prompt", "text": PROMPT}
IMAGE, VIDEO = {"type": "image", "url": PICTURE}, {"type": "video", "url": FILM}
RESOLUTIONS = ("480p", "720p", "1080p", "4k", "1080P")
LEAST = {
    "text-to-video": {"prompt": PROMPT},
    "image-to-video": {"contents": [FIRST]},
    "omni-video": {
        "contents": [SAID, {"type": "refer_image", "url": PICTURE}],
        "settings": {"aspect_ratio": "1:1"},
    },
    "motion-control": {"contents": [IMAGE, VIDEO], "settings": {"character_orientation": "video"}},
}
PAIRS = [(kind, name) for name, row in NEW_MODELS.items() for kind in sorted(row.kinds)]


def ask(counter, kind, name, body=None, **settings):
    body = dict(LEAST[kind] if body is None else body)
    if settings:
        body["settings"] = {**body.get("settings", {}), **settings}
    return counter.ask("POST", f"/{kind}/{name}", body)


@pytest.mark.parametrize("kind", LEAST)
@pytest.mark.parametrize("name", [*NEW_MODELS, "kling-v3-1-omni", "kling-v3", "KLING-3.0", "a b", "%FF"])
def test_a_model_is_taken_on_its_paths(counter, counter_with, kind, name):
    asked = ask(counter, kind, name)
    if (kind, name) in PAIRS:
        assert asked.data["status"] == "submitted"
    else:
        assert asked.refused == (400, 1201, "model is not supported")
        assert ask(counter_with(unknown_model="1203"), kind, name).refused[:2] == (404, 1203)


@pytest.mark.parametrize(("kind", "name"), PAIRS)
@pytest.mark.parametrize("resolution", RESOLUTIONS)
def test_a_resolution_is_the_models(counter, kind, name, resolution):
    asked = ask(counter, kind, name, resolution=resolution)
    good = NEW_MODELS[name].resolutions
    if resolution in (good[:2] if kind == "motion-control" else good):
        assert asked.data
    else:
        assert asked.refused == (400, 1201, f"settings.resolution value '{resolution}' is invalid")


@pytest.mark.parametrize(("kind", "name"), PAIRS)
@pytest.mark.parametrize("seconds", [*range(18), 99])
def test_a_length_is_the_models(counter, kind, name, seconds):
    for duration in (seconds, str(seconds), float(seconds)):
        asked = ask(counter, kind, name, duration=duration)
        if kind == "motion-control":
            assert "duration" in asked.remarks[0]
        elif seconds in NEW_MODELS[name].durations:
            assert asked.data
        else:
            assert asked.refused[:2] == (400, 1201)
            assert asked.refused[2].startswith("duration value '")


def test_an_alias_takes_what_its_model_takes(counter):
    asked = [
        ask(counter, "omni-video", name, multi_shot=True) for name in ("kling-3.0-omni", "kling-v3-omni")
    ]
    assert [one.remarks for one in asked] == [[], []]


def test_an_element_is_a_reference_to_o1(counter):
    element = {"type": "element", "element_id": "7"}
    body = {"contents": [SAID, element], "settings": {"aspect_ratio": "1:1"}}
    assert ask(counter, "omni-video", "kling-o1", body, duration=7).data


def test_o1_without_references_has_two_lengths(counter):
    body = {"contents": [SAID], "settings": {"aspect_ratio": "1:1"}}
    said = "Duration only supports 5 or 10 seconds when no refer_image is provided"
    assert ask(counter, "omni-video", "kling-o1", body, duration=7).refused[2] == said
    assert ask(counter, "omni-video", "kling-o1", body, duration=10).data


@pytest.mark.parametrize("seconds", [0, 1, 20])
def test_the_alias_may_check_no_length(counter, counter_with, seconds):
    counter_without = counter_with(omni_duration="unchecked")
    assert ask(counter_without, "omni-video", "kling-v3-omni", duration=seconds).data
    assert ask(counter_without, "omni-video", "kling-3.0-omni", duration=seconds).status == 400
    assert ask(counter, "omni-video", "kling-v3-omni", duration=seconds).status == 400


@pytest.mark.parametrize(("kind", "name"), PAIRS)
@pytest.mark.parametrize("audio", ["native", "original", "off"])
def test_sound_is_the_models(counter, kind, name, audio):
    asked = ask(counter, kind, name, audio=audio)
    modes = ("original", "off") if kind == "motion-control" else NEW_MODELS[name].audio
    if not modes:
        assert asked.remarks == [f"settings.audio: not used by {name} in /{kind}/, ignored"]
    elif audio in modes:
        assert asked.data
    else:
        assert asked.refused == (400, 1201, f"audio mode '{audio}' is not supported by the current model")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"aspect_ratio": "4:3"}, "settings.aspect_ratio value '4:3' is invalid"),
        ({"audio": "loud"}, "settings.audio value 'loud' is invalid"),
        ({"seed": "x"}, "settings.seed value type is invalid, expected integer"),
        ({"duration": "long"}, "settings.duration value 'long' is invalid"),
        ({"duration": []}, "settings.duration is invalid"),
        ({"duration": 1e300}, "duration value '1e+300' is invalid"),
        ({"multi_shot": "yes"}, "settings.multi_shot value type is invalid, expected boolean"),
    ],
)
def test_a_wrong_setting_is_named(counter, settings, said):
    assert ask(counter, "text-to-video", "kling-3.0", **settings).refused == (400, 1201, said)


@pytest.mark.parametrize(
    "body", [{}, {"prompt": ""}, {"prompt": "  "}, {"prompt": None}, {"contents": [SAID]}]
)
def test_text_needs_a_prompt(counter, body):
    assert ask(counter, "text-to-video", "kling-3.0", body).refused == (400, 1201, "prompt is required")


@pytest.mark.parametrize(
    ("name", "most"), [("kling-3.0", 3072), ("kling-3.0-turbo", 3072), ("kling-2.6", 2500)]
)
def test_a_prompt_has_its_length(counter, name, most):
    assert ask(counter, "text-to-video", name, {"prompt": "好" * most}).data
    said = ask(counter, "text-to-video", name, {"prompt": "好" * (most + 1)}).refused[2]
    assert said == f"prompt length must be less than or equal to {most}"


@pytest.mark.parametrize(
    ("kind", "name", "contents", "said"),
    [
        ("image-to-video", "kling-3.0", [], "contents cannot be empty"),
        ("image-to-video", "kling-3.0", None, "contents cannot be empty"),
        ("image-to-video", "kling-3.0", {}, "contents value type is invalid, expected array"),
        ("image-to-video", "kling-3.0", ["x"], "contents[0] value type is invalid, expected object"),
        ("image-to-video", "kling-3.0", [{}], "contents[0].type is required"),
        ("image-to-video", "kling-3.0", [FIRST, {"type": "image_tail"}], "contents[1].type value 'image_tail' is invalid"),
        ("image-to-video", "kling-3.0", [FIRST, IMAGE], "contents[1].type value 'image' is invalid"),
        ("image-to-video", "kling-3.0-turbo", [FIRST, LAST], "contents[1].type value 'last_frame' is invalid"),
        ("image-to-video", "kling-3.0", [SAID], "first_frame is required"),
        ("image-to-video", "kling-3.0", [FIRST, {"type": "prompt", "text": " "}],
         "content item of type 'prompt' must have non-blank text"),
        ("image-to-video", "kling-3.0", [FIRST, {"type": "prompt"}], "content item of type 'prompt' must have non-blank text"),
        ("image-to-video", "kling-3.0", [{"type": "first_frame"}], "content item of type 'first_frame' must have a non-blank url"),
        ("image-to-video", "kling-3.0", [FIRST, {"type": "element"}], "Invalid element id: "),
        ("image-to-video", "kling-3.0", [FIRST] + [{"type": "element", "element_id": 1}] * 4, "less than or equal to 3"),
        ("image-to-video", "kling-2.6", [FIRST] + [{"type": "voice", "voice_id": "a"}] * 3, "less than or equal to 2"),
        ("omni-video", "kling-3.0-omni", [SAID, LAST], "last_frame requires first_frame"),
        ("omni-video", "kling-3.0-omni", [SAID, {"type": "base_video", "url": "AAAA"}], "Video URL is invalid"),
        ("omni-video", "kling-3.0-omni", [SAID, {"type": "negative_prompt"}], "contents[1].type value 'negative_prompt' is invalid"),
        ("motion-control", "kling-2.6", [VIDEO], "image is required"),
        ("motion-control", "kling-2.6", [IMAGE], "video is required"),
    ],
)  # fmt: skip
def test_contents_are_in_order(counter, kind, name, contents, said):
    body = {**LEAST[kind], "contents": contents}
    status, code, message = ask(counter, kind, name, body).refused
    assert (status, code) == (400, 1201)
    assert said in message


def test_motion_needs_an_orientation(counter):
    body = {"contents": [IMAGE, VIDEO]}
    assert ask(counter, "motion-control", "kling-3.0", body).refused[2] == "settings is required"
    said = ask(counter, "motion-control", "kling-3.0", {**body, "settings": {}}).refused[2]
    assert said == "settings.character_orientation is required"


@pytest.mark.parametrize(
    ("contents", "needed"),
    [([SAID], True), ([SAID, IMAGE], True), ([SAID, FIRST], False), ([SAID, VIDEO], False),
     ([SAID, {"type": "base_video", "url": FILM}], False)],
)  # fmt: skip
def test_omni_needs_a_ratio_without_a_frame_or_a_video(counter, contents, needed):
    asked = ask(counter, "omni-video", "kling-3.0-omni", {"contents": contents})
    if needed:
        assert asked.refused[2] == "Aspect ratio must be specified when no first image and not video editing"
    else:
        assert asked.data


@pytest.mark.parametrize("kind", LEAST)
def test_stray_fields_are_ignored_with_remarks(counter, counter_with, kind):
    name = NEW[f"new {kind}"].rpartition("/")[2]
    stray = {"callback_url": "https://a.b", "duration": 5, "mode": "pro", "options": None}
    body = {
        **LEAST[kind],
        **stray,
        "settings": {**LEAST[kind].get("settings", {}), "fps": 30, "resolution": None},
    }
    asked = ask(counter, kind, name, body)
    assert asked.data
    assert len(asked.remarks) == 6
    assert ask(counter_with("strict"), kind, name, body).status == 400


def test_voices_of_other_models_are_ignored(counter):
    body = {"contents": [FIRST, {"type": "voice", "voice_id": "a"}]}
    assert "no voices" in ask(counter, "image-to-video", "kling-3.0", body).remarks[0]
    assert ask(counter, "image-to-video", "kling-2.6", body).remarks == []


def test_what_2_6_makes_in_1080p_only_is_remarked(counter):
    both = {"contents": [FIRST, LAST]}
    assert "1080p only" in ask(counter, "image-to-video", "kling-2.6", both).remarks[0]
    assert ask(counter, "image-to-video", "kling-2.6", both, resolution="1080p").remarks == []
    assert "1080p only" in ask(counter, "text-to-video", "kling-2.6", audio="native").remarks[0]


def test_a_create_answers_with_its_times_and_the_clients_id(counter):
    data = ask(
        counter, "text-to-video", "kling-3.0", {"prompt": PROMPT, "options": {"external_task_id": "二"}}
    ).data
    assert data["create_time"] == data["update_time"] == 1_766_737_710_250
    assert (data["message"], data["external_id"]) == ("", "二")
    assert "external_id" not in ask(counter, "text-to-video", "kling-3.0").data
