"""Options that only this vendor has: their forms, where they stand, what they need and exclude."""

from fractions import Fraction

import pytest
from kling_words import fields, refusal

from vidlect_adapters.canonical import Medium, Role, Seconds, Shape
from vidlect_adapters.vendors import kling
from vidlect_adapters.vendors.kling import catalog

SIMPLE = {"type": "simple", "config": {"zoom": -10}}
AXES = ("horizontal", "vertical", "pan", "tilt", "roll", "zoom")
POINTS = [{"x": 1, "y": 2}, {"x": 3, "y": 4}]
MASK = {"mask": "https://m.example/1.png", "trajectories": POINTS}
SHOTS = [
    {"index": 1, "prompt": "雾", "duration": "3"},
    {"index": 2, "prompt": "晴" * 512, "duration": "2"},
]
CUSTOM = {"multi_shot": True, "shot_type": "customize", "multi_prompt": SHOTS}
FIRST = "first frame"
GOOD = [
    ("kling-v3", None, {"external_task_id": "a/b ü"}),
    *[("kling-v1", None, {"cfg_scale": value}) for value in (0, 0.5, 1)],
    *[("kling-v1", None, {"mode": value}) for value in ("std", "pro")],
    *[("kling-v1", None, {"camera_control": {"type": move}}) for move in ("down_back", "forward_up")],
    ("kling-v1", None, {"camera_control": SIMPLE}),
    ("kling-v1", None, {"camera_control": SIMPLE, "mode": "std"}),
    ("kling-v1", None, {"camera_control": {"type": "simple", "config": {"pan": 10, "tilt": 0}}}),
    (
        "kling-v1",
        None,
        {"camera_control": {"type": "simple", "config": {**dict.fromkeys(AXES, 0), "roll": 1}}},
    ),
    ("kling-v1-5", FIRST, {"camera_control": SIMPLE}),
    ("kling-v1", FIRST, {"dynamic_masks": [MASK] * 6}),
    ("kling-v1", FIRST, {"dynamic_masks": [{**MASK, "trajectories": POINTS[:1] * 77}]}),
    ("kling-v3", None, {"voice_list": [{"voice_id": "v1"}, {"voice_id": "v2"}]}),
    ("kling-v3", None, {"voice_list": [{"voice_id": "v1"}]}),
    ("kling-v3", FIRST, {"element_list": [{"element_id": 7}]}),
    ("kling-v3", FIRST, {"element_list": [{"element_id": 7}] * 7}),
    ("kling-v3", None, CUSTOM),
    ("kling-v3", FIRST, {"multi_shot": True, "shot_type": "intelligence"}),
    ("kling-v3", None, {"multi_shot": False}),
    ("kling-v3", None, {"multi_shot": True}),
    ("kling-3.0", None, {"multi_shot": False}),
    ("kling-3.0", FIRST, {"element": [{"element_id": 7, "id": "element_1"}, {"element_id": "8"}]}),
    ("kling-2.6", FIRST, {"voice": [{"voice_id": "v1"}]}),
]
BAD = [
    ("kling-v3", None, {"seed": 7}, "seed"),
    ("kling-v3", None, {"model_name": "kling-v1"}, "model_name"),
    ("kling-v3", None, {"duration": "10"}, "duration"),
    ("kling-v3", None, {"mode": "pro"}, "mode"),
    ("kling-v3", None, {"cfg_scale": 0.5}, "cfg_scale"),
    ("kling-v3", None, {"element_list": [{"element_id": 1}]}, "element_list"),
    ("kling-3.0", None, {"element": [{"element_id": 1}]}, "element"),
    ("kling-v2-6", None, {"camera_control": SIMPLE}, "camera_control"),
    *[("kling-v3", None, {"external_task_id": value}, "external_task_id") for value in ("", " ", 7, None)],
    *[("kling-v1", None, {"cfg_scale": value}, "cfg_scale") for value in (-0.1, 1.1, "0.5", True, None, [])],
    *[("kling-v1", None, {"mode": value}, "mode") for value in ("4k", 1, "x" * 200)],
    *[
        ("kling-v1", None, {"camera_control": value}, "camera_control")
        for value in (
            None,
            "simple",
            {},
            {"type": "spin"},
            {"type": "simple"},
            {"type": "simple", "config": 7},
            {"type": "simple", "config": {}},
            {"type": "simple", "config": {"zoom": 0}},
            {"type": "simple", "config": {"zoom": 11}},
            {"type": "simple", "config": {"zoom": -11}},
            {"type": "simple", "config": {"zoom": True}},
            {"type": "simple", "config": {"spin": 1}},
            {"type": "simple", "config": {"zoom": 1, "pan": 1}},
            {"type": "down_back", "config": {"zoom": 1}},
            {"type": "down_back", "config": None},
            {"type": "down_back", "speed": 1},
        )
    ],
    ("kling-v1-5", FIRST, {"camera_control": {"type": "down_back"}}, "camera_control"),
    *[
        ("kling-v1", FIRST, {"dynamic_masks": value}, "dynamic_masks")
        for value in (
            [],
            [MASK] * 7,
            MASK,
            [7],
            [{"mask": "x"}],
            [{**MASK, "mask": ""}],
            [{**MASK, "more": 1}],
            [{**MASK, "trajectories": POINTS[:1]}],
            [{**MASK, "trajectories": POINTS[:1] * 78}],
            [{**MASK, "trajectories": {}}],
            [{**MASK, "trajectories": [{"x": 1}, 7]}],
        )
    ],
    *[
        ("kling-v3", None, {"voice_list": value}, "voice_list")
        for value in (
            [],
            [{}],
            [{"voice_id": 7}],
            [{"voice_id": "v"}] * 3,
            "v",
            [7],
            [{"voice_id": "v", "x": 1}],
        )
    ],
    *[
        ("kling-v3", FIRST, {"element_list": value}, "element_list")
        for value in ([{"element_id": "7"}], [{"element_id": True}], [{"element_id": 1}] * 8)
    ],
    ("kling-3.0", FIRST, {"element": [{"element_id": 1}] * 4}, "element"),
    ("kling-v3", None, {"multi_shot": "true"}, "multi_shot"),
    ("kling-v3", None, {"multi_shot": True, "shot_type": "x"}, "shot_type"),
    *[
        ("kling-v3", None, {**CUSTOM, "multi_prompt": value}, "multi_prompt")
        for value in (
            [],
            SHOTS * 4,
            "x",
            [7],
            [{**SHOTS[0], "index": 2}],
            [{**SHOTS[0], "more": 1}],
            [{**SHOTS[0], "prompt": ""}, SHOTS[1]],
            [{**SHOTS[0], "prompt": "雾" * 513}, SHOTS[1]],
            [{**SHOTS[0], "prompt": 7}, SHOTS[1]],
            [{**SHOTS[0], "duration": 3}, SHOTS[1]],
            [{**SHOTS[0], "duration": "3s"}, SHOTS[1]],
            [{**SHOTS[0], "duration": "003"}, SHOTS[1]],
            [SHOTS[0]],
        )
    ],
    ("kling-v3", None, {"shot_type": "intelligence"}, "shot_type"),
    ("kling-v3", None, {"multi_shot": False, "multi_prompt": SHOTS}, "multi_prompt"),
    ("kling-v3", None, {"multi_shot": True, "multi_prompt": SHOTS}, "shot_type"),
    ("kling-v3", None, {"multi_shot": True, "shot_type": "customize"}, "multi_prompt"),
    ("kling-v3", None, {**CUSTOM, "shot_type": "intelligence"}, "multi_prompt"),
    ("kling-v1", None, {"camera_control": SIMPLE, "mode": "pro"}, "mode"),
]


@pytest.fixture
def wished(film, media):
    """A film with options; `with_audio` where a voice needs it."""

    def build(model, frame, options, **more):
        inputs = (media(Role.FIRST_FRAME),) if frame else ()
        sound = {"with_audio": True} if "voice_list" in options else {}
        return film(model, *inputs, vendor_options=options, **sound, **more)

    return build


@pytest.mark.parametrize(("model", "frame", "options"), GOOD, ids=str)
def test_an_option_in_its_form_is_sent(model, frame, options, wished, sent):
    body = sent(wished(model, frame, options))
    if catalog.BY_MODEL[model].by_path:
        flat = {**body.get("settings", {}), **body.get("options", {})}
        for name in ("element", "voice"):
            things = [one for one in body.get("contents", []) if one["type"] == name]
            flat |= {name: [{k: v for k, v in one.items() if k != "type"} for one in things]}
        body = flat
    assert {name: body[name] for name in options} == options


@pytest.mark.parametrize(("model", "frame", "options", "name"), BAD, ids=str)
def test_anything_else_is_refused_by_name(model, frame, options, name, wished, default):
    error = refusal(wished(model, frame, options), default)
    assert error.pointer == f"/vendor_options/{name}"
    assert len(str(error.value)) <= 200


def test_an_option_never_overrides_what_is_modelled(film, media, default):
    video = media(Role.SOURCE, Medium.VIDEO)
    for sound in (True, False):
        request = film("kling-3.0-omni", video, with_audio=sound, vendor_options={"audio": "original"})
        assert refusal(request, default).pointer == "/vendor_options/audio"


@pytest.mark.parametrize(
    ("model", "options"),
    [("kling-v3-omni", {"keep_original_sound": "yes"}), ("kling-o1", {"audio": "original"})],
)
def test_the_sound_of_a_video_needs_the_video(model, options, film, media, default, sent):
    assert "video" in refusal(film(model, vendor_options=options), default).message
    body = sent(film(model, media(Role.SOURCE, Medium.VIDEO), vendor_options=options))
    if model == "kling-o1":
        assert body["settings"]["audio"] == "original"
    else:
        assert body["video_list"][0]["keep_original_sound"] == "yes"
        assert "keep_original_sound" not in body


def test_voices_need_sound(film, media, default):
    voices = {"voice_list": [{"voice_id": "v"}]}
    error = refusal(film("kling-v3", vendor_options=voices), default)
    assert (error.message, error.pointer) == ("voice_list needs sound", "/vendor_options/voice_list")
    frames = (media(Role.FIRST_FRAME), media(Role.LAST_FRAME))
    silent = film("kling-v2-6", *frames, with_audio=True, vendor_options=voices)
    assert "sound" in refusal(silent, default).message


def test_voices_and_elements_exclude_each_other(film, media, default):
    both = {"voice_list": [{"voice_id": "v"}], "element_list": [{"element_id": 1}]}
    request = film("kling-v3", media(Role.FIRST_FRAME), with_audio=True, vendor_options=both)
    assert "exclude" in refusal(request, default).message


@pytest.mark.parametrize(
    ("roles", "options"),
    [
        ((Role.LAST_FRAME,), {"dynamic_masks": [MASK]}),
        ((Role.LAST_FRAME,), {"camera_control": SIMPLE}),
        ((Role.MASK,), {"camera_control": SIMPLE}),
        ((Role.MASK, Role.LAST_FRAME), {}),
        ((), {"camera_control": SIMPLE, "dynamic_masks": [MASK]}),
    ],
    ids=str,
)
def test_last_frame_masks_and_camera_exclude_each_other(roles, options, film, media, default):
    inputs = (media(Role.FIRST_FRAME), *(media(role) for role in roles))
    error = refusal(film("kling-v1-5", *inputs, vendor_options=options), default)
    assert error.message == "a last frame, masks, camera_control exclude each other"
    assert error.pointer == "/vendor_options"


def test_a_camera_wants_its_tier_and_length(film, media, default):
    camera = {"camera_control": SIMPLE}
    assert kling.encode_submit(film("kling-v1", vendor_options=camera), default).losses == ()
    ten = film("kling-v1", length=Seconds(Fraction(10)), vendor_options=camera)
    assert refusal(ten, default).pointer == "/length"
    later = film("kling-v1-5", media(Role.FIRST_FRAME), vendor_options=camera)
    assert fields(kling.encode_submit(later, default).losses) == ["frame.resolution"]
    low = film("kling-v1-5", media(Role.FIRST_FRAME), vendor_options=camera, frame=Shape(resolution="720p"))
    assert refusal(low, default).pointer == "/frame"


def test_shots_add_up_to_the_film(film, sent, default):
    assert sent(film("kling-v3", length=Seconds(Fraction(5)), vendor_options=CUSTOM))["duration"] == "5"
    request = film("kling-v3", length=Seconds(Fraction(6)), vendor_options=CUSTOM)
    error = refusal(request, default)
    assert "5 s in a film of 6 s" in error.message
    assert error.value == 5


@pytest.mark.parametrize("lengths", [["10"], ["1", "1", "1", "1", "1", "5"]])
def test_a_film_has_one_to_six_shots(lengths, film, sent):
    shots = [
        {"index": number, "prompt": "雾", "duration": length}
        for number, length in enumerate(lengths, start=1)
    ]
    asked = film("kling-v3", length=Seconds(Fraction(10)), vendor_options={**CUSTOM, "multi_prompt": shots})
    assert sent(asked)["multi_prompt"] == shots


def test_shots_with_words_of_their_own_need_no_prompt(film, sent):
    assert "prompt" not in sent(film("kling-v3", prompt="", vendor_options=CUSTOM))
