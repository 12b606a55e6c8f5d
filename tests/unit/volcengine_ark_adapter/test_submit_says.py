import pytest
from ark_words import (
    ENDPOINT,
    EVERY_MODEL,
    FAST,
    FIRST,
    LITE_IMAGE,
    LITE_TEXT,
    P15,
    P20,
    P20_FAST,
    P20_MINI,
    P25,
    PICTURE,
    PRO,
    said,
    seconds,
)

from vidlect_adapters.canonical import (
    Automatic,
    Frames,
    Pixels,
    Shape,
)
from vidlect_adapters.loss import LossKind
from vidlect_adapters.vendors import volcengine_ark as ark

LENGTHS = {P25: (4, 30), P20: (4, 15), P20_FAST: (4, 15), P20_MINI: (4, 15), P15: (4, 12), ENDPOINT: (2, 30)}
OLD = (PRO, FAST, LITE_TEXT, LITE_IMAGE)


def beside(model):
    """Members that every request for a model needs."""
    return {"model": model, "inputs": (FIRST,) if model == LITE_IMAGE else ()}


def lost(translation):
    return {(loss.kind, loss.field, loss.sent) for loss in translation.losses}


@pytest.mark.parametrize("number", range(1, 32))
@pytest.mark.parametrize("model", [*EVERY_MODEL, ENDPOINT])
def test_which_seconds_a_model_has(adapter, model, number):
    least, most = LENGTHS.get(model, (2, 12))
    if least <= number <= most:
        assert said(adapter.says(**beside(model), length=seconds(number)).call)["duration"] == number
    else:
        pointer, message = adapter.refuses(**beside(model), length=seconds(number))
        assert pointer == "/length"
        assert f"{least} to {most} whole seconds" in message


@pytest.mark.parametrize("count", [28, 29, 30, 33, 121, 289, 293])
@pytest.mark.parametrize("model", [*OLD, ENDPOINT])
def test_which_frames_a_model_has(adapter, model, count):
    length = Frames(count=count, fps=24)
    if count in {29, 33, 121, 289}:
        body = said(adapter.says(**beside(model), length=length).call)
        assert body["frames"] == count
        assert "duration" not in body
    else:
        assert adapter.refuses(**beside(model), length=length)[0] == "/length"


@pytest.mark.parametrize(
    ("count", "number"), [(121, 5), (97, 4), (361, 15), (120, None), (73, None), (385, None)]
)
def test_where_there_are_no_frames_they_are_the_seconds_that_make_them(adapter, count, number):
    length = Frames(count=count, fps=24)
    if number is None:
        assert adapter.refuses(model=P20, length=length)[0] == "/length"
    else:
        assert said(adapter.says(model=P20, length=length).call)["duration"] == number


@pytest.mark.parametrize("model", [PRO, P20])
@pytest.mark.parametrize("length", [Frames(count=121, fps=30), seconds("5.5")])
def test_lengths_that_no_model_has(adapter, model, length):
    assert adapter.refuses(model=model, length=length)[0] == "/length"


@pytest.mark.parametrize("model", EVERY_MODEL)
def test_a_length_that_the_model_chooses(adapter, model):
    translation = adapter.says(**beside(model), length=Automatic())
    if model in OLD:
        assert "duration" not in said(translation.call)
        assert lost(translation) == {(LossKind.DEFAULTED, "length", None)}
    else:
        assert said(translation.call)["duration"] == -1
        assert not translation.losses


TIERS = {P20: {"480p", "720p", "1080p", "4k"}, P20_FAST: {"480p", "720p"}, P20_MINI: {"480p", "720p"}}


@pytest.mark.parametrize("tier", ["480p", "720P", "1080p", "4K", "2160p"])
@pytest.mark.parametrize("model", EVERY_MODEL)
def test_which_tiers_a_model_has(adapter, model, tier):
    frame = Shape(resolution=tier)
    if tier.lower() in TIERS.get(model, {"480p", "720p", "1080p"}):
        assert said(adapter.says(**beside(model), frame=frame).call)["resolution"] == tier.lower()
    else:
        assert adapter.refuses(**beside(model), frame=frame)[0] == "/frame/resolution"


@pytest.mark.parametrize("aspect", ["16:9", "4:3", "1:1", "3:4", "9:16", "21:9", "adaptive"])
def test_every_ratio_is_said(adapter, aspect):
    assert said(adapter.says(frame=Shape(aspect=aspect)).call)["ratio"] == aspect


@pytest.mark.parametrize("aspect", ["2:1", "9:21", "auto"])
def test_other_ratios_are_refused(adapter, aspect):
    pointer, message = adapter.refuses(frame=Shape(aspect=aspect))
    assert pointer == "/frame/aspect"
    assert "16:9" in message


def test_lite_makes_no_1080p_from_references(adapter):
    shape = Shape(resolution="1080p")
    assert adapter.refuses(model=LITE_IMAGE, inputs=(PICTURE,), frame=shape)[0] == "/frame/resolution"
    assert adapter.says(model=LITE_IMAGE, inputs=(FIRST,), frame=shape)
    assert adapter.says(model=P20, inputs=(PICTURE,), frame=shape)


@pytest.mark.parametrize(
    ("model", "size", "tier", "ratio", "exact"),
    [
        (PRO, (1248, 704), "720p", "16:9", True),
        (PRO, (1280, 720), "720p", "16:9", False),
        (PRO, (1920, 1080), "1080p", "16:9", False),
        (P15, (1280, 720), "720p", "16:9", True),
        (P15, (1112, 834), "720p", "4:3", True),
        (P20, (3840, 2160), "4k", "16:9", True),
        (P25, (480, 854), "480p", "9:16", True),
        (P15, (832, 480), "480p", "16:9", False),
        (P15, (624, 624), "480p", "1:1", False),
        (P15, (1024, 1024), "720p", "1:1", False),
        (P15, (640, 360), "480p", "16:9", False),
        (ENDPOINT, (1280, 720), "720p", "16:9", True),
        (P20_FAST, (1664, 936), "720p", "16:9", False),
    ],
)
def test_pixels_are_a_tier_and_a_ratio(adapter, model, size, tier, ratio, exact):
    translation = adapter.says(model=model, frame=Pixels(width=size[0], height=size[1]))
    body = said(translation.call)
    assert (body["resolution"], body["ratio"]) == (tier, ratio)
    assert lost(translation) == (set() if exact else {(LossKind.ADJUSTED, "frame", f"{tier} {ratio}")})


@pytest.mark.parametrize(
    ("model", "size"), [(PRO, (1000, 700)), (P20_FAST, (1920, 1080)), (PRO, (3840, 2160 + 1))]
)
def test_pixels_that_a_model_cannot_make(adapter, model, size):
    pointer, message = adapter.refuses(model=model, frame=Pixels(width=size[0], height=size[1]))
    assert pointer == "/frame"
    assert f"{size[0]}x{size[1]}" in message


def test_2_5_takes_the_ratio_of_the_first_frame(adapter):
    translation = adapter.says(model=P25, inputs=(FIRST,), frame=Shape(resolution="720p", aspect="1:1"))
    assert "ratio" not in said(translation.call)
    assert lost(translation) == {(LossKind.UNSUPPORTED, "frame.aspect", None)}
    translation = adapter.says(model=P25, inputs=(FIRST,), frame=Pixels(width=1280, height=720))
    assert said(translation.call)["resolution"] == "720p"
    assert lost(translation) == {(LossKind.ADJUSTED, "frame", "720p")}
    assert said(adapter.says(model=P25, inputs=(PICTURE,), frame=Shape(aspect="1:1")).call)["ratio"] == "1:1"


@pytest.mark.parametrize("prompt", ["", "  \n"])
def test_a_blank_prompt_is_left_out(adapter, prompt):
    assert len(said(adapter.says(prompt=prompt, inputs=(FIRST,)).call)["content"]) == 1
    assert adapter.refuses(prompt=prompt) == ("/prompt", "a prompt or a medium is needed")


@pytest.mark.parametrize(
    ("member", "value", "field"),
    [
        ("watermark", False, "watermark"),
        ("watermark", True, "watermark"),
        ("with_audio", False, "generate_audio"),
        ("camera_fixed", False, "camera_fixed"),
        ("seed", 0, "seed"),
        ("seed", 2**32 - 1, "seed"),
        ("callback_url", "https://h.example/n", "callback_url"),
    ],
)
def test_false_and_zero_are_said(adapter, member, value, field):
    assert said(adapter.says(model=P15, **{member: value}).call)[field] == value


def test_what_is_not_asked_is_not_said(adapter):
    assert said(adapter.says().call) == {"model": PRO, "content": [{"type": "text", "text": "雪落无声"}]}


@pytest.mark.parametrize(
    ("members", "field"),
    [
        ({"negative_prompt": "噪点"}, "negative_prompt"),
        ({"fps": 30}, "fps"),
        ({"with_audio": True}, "with_audio"),
        ({"model": P20, "camera_fixed": True}, "camera_fixed"),
        ({"model": LITE_IMAGE, "inputs": (PICTURE,), "camera_fixed": True}, "camera_fixed"),
    ],
)
def test_knobs_that_the_vendor_lacks_are_losses(adapter, members, field):
    translation = adapter.says(**members)
    assert lost(translation) == {(LossKind.UNSUPPORTED, field, None)}


@pytest.mark.parametrize(
    "members",
    [{"fps": 24}, {"negative_prompt": ""}, {"with_audio": False}, {"model": P20, "camera_fixed": False}],
)
def test_what_is_so_anyway_is_no_loss(adapter, members):
    translation = adapter.says(**members)
    assert not translation.losses
    assert set(said(translation.call)) == {"model", "content"}


@pytest.mark.parametrize(
    ("members", "pointer"),
    [
        ({"model": "seedance"}, "/model"),
        ({"model": "ep-1"}, "/model"),
        ({"count": 2}, "/count"),
        ({"seed": -1}, "/seed"),
        ({"seed": 2**32}, "/seed"),
        ({"prompt": "\ud800"}, ""),
    ],
)
def test_what_cannot_be_said_at_all(adapter, members, pointer):
    assert adapter.refuses(**members)[0] == pointer


OPTIONS = {
    "return_last_frame": ({*EVERY_MODEL}, True, "yes"),
    "service_tier": ({PRO, FAST, LITE_TEXT, LITE_IMAGE, P15, P25}, "flex", "fast"),
    "execution_expires_after": ({*EVERY_MODEL}, 3600, 3599),
    "draft": ({P15}, True, 1),
    "tools": ({P20, P20_FAST, P20_MINI}, [{"type": "web_search"}], [{"type": "web"}]),
    "safety_identifier": ({*EVERY_MODEL}, "u", "u" * 65),
    "priority": ({P20, P20_FAST, P20_MINI, P25}, 9, True),
    "output_format": ({P25}, "mp4", ""),
    "omni_reference_task_type": ({P25}, "edit", 5),
    "resolution": (set(), "720p", "720p"),
    "callback_url": (set(), "https://h.example", ""),
    "framespersecond": (set(), 24, 24),
}


@pytest.mark.parametrize("model", EVERY_MODEL)
@pytest.mark.parametrize("name", OPTIONS)
def test_options_of_the_vendor(adapter, model, name):
    models, good, bad = OPTIONS[name]
    if model in models:
        assert said(adapter.says(**beside(model), vendor_options={name: good}).call)[name] == good
    else:
        pointer, message = adapter.refuses(**beside(model), vendor_options={name: good})
        assert pointer == f"/vendor_options/{name}"
        assert "is no option of" in message
    assert adapter.refuses(**beside(model), vendor_options={name: bad})[0] == f"/vendor_options/{name}"


@pytest.mark.parametrize(
    ("options", "members", "name"),
    [
        ({"draft": True}, {"frame": Shape(resolution="720p")}, "draft"),
        ({"draft": True, "service_tier": "flex"}, {}, "service_tier"),
        ({"draft": True, "return_last_frame": True}, {}, "return_last_frame"),
    ],
)
def test_what_does_not_go_with_a_draft(adapter, options, members, name):
    pointer, message = adapter.refuses(model=P15, vendor_options=options, **members)
    assert pointer == f"/vendor_options/{name}"
    assert "draft" in message


def test_the_call_is_json_at_the_tasks(adapter):
    call = adapter.says().call
    assert (call.method, call.path, call.query) == ("POST", "/api/v3/contents/generations/tasks", ())
    assert call.header("Content-Type") == "application/json"


def test_every_model_has_one_row():
    assert len(ark.models()) == len(set(ark.models())) == 16
    assert set(EVERY_MODEL) < set(ark.models())
