"""What new-api reads of a create in JSON (dialects' facts 5.2)."""

from fractions import Fraction

import pytest
from new_api_creates import GENERATIONS, PLAIN, URL, VIDEOS, call, film, form, read, refused

from vidlect_adapters import new_api
from vidlect_adapters.canonical import Automatic, Frames, Pixels, Seconds, Shape, VideoRequest
from vidlect_adapters.loss import LossKind
from vidlect_adapters.new_api.vocabulary import STANDS_FOR


def test_model_and_prompt_suffice():
    decoded = read()
    assert decoded.request == VideoRequest(**PLAIN)
    assert (decoded.model_name, decoded.losses, decoded.notes) == ("kling-v1", (), ())


@pytest.mark.parametrize(
    "body", [{"prompt": "雪"}, {"model": "", "prompt": "雪"}, {"model": " ", "prompt": "雪"}]
)
def test_a_create_without_a_model_has_a_code_of_its_own(body):
    error = refused(body)
    assert (error.code, error.field) == ("missing_model", "model")


@pytest.mark.parametrize("prompt", [None, "", " \n", 5])
def test_a_prompt_is_a_text_that_is_not_blank(prompt):
    error = refused(prompt=prompt)
    assert (error.code, error.field) == ("invalid_request", "prompt")


@pytest.mark.parametrize("body", [b"", b"[1]", b"{", b'{"a": 1, "a": 2}', b"\xff"])
def test_what_is_no_json_object_is_invalid_json(body):
    assert refused(call(body)).code == "invalid_json"


def test_a_body_of_another_type_is_read_as_json_with_a_note():
    decoded = new_api.decode_create(call(PLAIN, Content_Type="text/plain"), VIDEOS)
    assert decoded.notes == ("Content-Type text/plain: the body is read as JSON",)


@pytest.mark.parametrize(
    "members",
    [
        {"duration": 5},
        {"duration": "5"},
        {"duration": 5.0},
        {"seconds": "5"},
        {"seconds": 5},
        {"duration": 5, "seconds": "5"},
    ],
    ids=str,
)
def test_a_length_is_read_in_every_spelling(members):
    assert film(**members).length == Seconds(Fraction(5))


@pytest.mark.parametrize(
    ("value", "length"),
    [
        (0, None),
        ("0", None),
        ("", None),
        (None, None),
        (2.5, Seconds(Fraction(5, 2))),
        (3600, Seconds(Fraction(3600))),
        (-1, Automatic()),
    ],
    ids=repr,
)
def test_a_duration_may_be_nought_a_fraction_or_left_to_the_model(value, length):
    assert film(duration=value).length == length


def test_nought_seconds_say_nothing_and_are_noted():
    assert read(seconds="0").notes == ("seconds: 0 says nothing",)


@pytest.mark.parametrize("value", [-2, 3601, "3601", "5.5", "five", True, [], {}, 1e300, -0.5], ids=repr)
def test_a_duration_that_is_none_has_a_code_of_its_own(value):
    error = refused(duration=value)
    assert (error.code, error.field) == ("invalid_seconds", "duration")


@pytest.mark.parametrize("value", [-1, "-1", 5.5, "5s", "3601", True, [5]], ids=repr)
def test_seconds_are_whole(value):
    error = refused(seconds=value)
    assert (error.code, error.field) == ("invalid_seconds", "seconds")


def test_two_lengths_that_differ_are_refused():
    assert refused(duration=5, seconds="10").code == "invalid_seconds"


@pytest.mark.parametrize("frames", [120, 121])
def test_frames_go_before_the_seconds_that_they_are(frames):
    decoded = read(duration=5, metadata={"frames": frames})
    assert decoded.request.length == Frames(count=frames, fps=24)
    assert decoded.notes == ("frames: says what the seconds say",)


def test_frames_alone_are_a_length():
    assert film(metadata={"frames": 241}).length == Frames(count=241, fps=24)


@pytest.mark.parametrize("frames", [1, 119, 241])
def test_frames_that_differ_from_the_seconds_are_refused(frames):
    assert refused(duration=5, metadata={"frames": frames}).code == "invalid_seconds"


@pytest.mark.parametrize(
    ("size", "frame"),
    [
        ("1280x720", Pixels(width=1280, height=720)),
        ("1280*720", Pixels(width=1280, height=720)),
        ("1280X720", Pixels(width=1280, height=720)),
        ("16:9", Shape(aspect="16:9")),
        ("adaptive", Shape(aspect="adaptive")),
        ("720p", Shape(resolution="720p")),
        ("4K", Shape(resolution="4K")),
        ("", None),
    ],
)
def test_a_size_is_pixels_or_a_ratio_or_a_tier(size, frame):
    assert film(size=size).frame == frame


@pytest.mark.parametrize(("size", "noted"), [("1280x720", 0), ("1280*720", 1)])
def test_another_separator_is_noted(size, noted):
    assert len(read(size=size).notes) == noted


@pytest.mark.parametrize("size", ["large", "0x720", "16:0", "x", "720"])
def test_a_size_that_is_none_has_a_code_of_its_own(size):
    error = refused(size=size)
    assert (error.code, error.field) == ("invalid_size", "size")


def test_width_and_height_are_a_size():
    assert film(width=1280, height=720).frame == Pixels(width=1280, height=720)
    assert read(size="1280x720", width=1280, height=720).notes == ("width: says what size says",)
    assert refused(size="1280x720", width=720, height=1280).field == "width"


@pytest.mark.parametrize(("members", "missing"), [({"width": 1280}, "height"), ({"height": 720}, "width")])
def test_a_side_without_the_other_is_refused(members, missing):
    error = refused(**members)
    assert (error.code, error.field) == ("invalid_size", missing)


@pytest.mark.parametrize(
    ("metadata", "frame"),
    [
        ({"resolution": "720p"}, Shape(resolution="720p")),
        ({"output_resolution": 1080}, Shape(resolution="1080p")),
        ({"ratio": "1:1"}, Shape(aspect="1:1")),
        ({"resolution": "720p", "aspect_ratio": "9:16"}, Shape(resolution="720p", aspect="9:16")),
    ],
    ids=str,
)
def test_tier_and_ratio_stand_in_metadata(metadata, frame):
    assert film(metadata=metadata).frame == frame


def test_a_ratio_as_size_and_a_tier_in_metadata_are_one_shape():
    assert film(size="16:9", metadata={"resolution": "720p"}).frame == Shape(resolution="720p", aspect="16:9")
    assert refused(size="16:9", metadata={"aspect_ratio": "1:1"}).field == "size"


def test_pixels_stand_beside_the_tier_and_ratio_that_they_have():
    decoded = read(size="1920x1080", metadata={"resolution": "1080p", "aspect_ratio": "16:9"})
    assert decoded.request.frame == Pixels(width=1920, height=1080)
    assert decoded.losses == ()
    assert len(decoded.notes) == 1


@pytest.mark.parametrize(
    "metadata",
    [{"resolution": "480p"}, {"aspect_ratio": "1:1"}, {"aspect_ratio": "adaptive"}, {"resolution": "best"}],
)
def test_a_shape_in_metadata_is_laid_over_pixels_with_a_loss(metadata):
    decoded = read(size="1920x1080", metadata=metadata)
    assert isinstance(decoded.request.frame, Shape)
    assert [(loss.kind, loss.field) for loss in decoded.losses] == [(LossKind.MERGED, "size")]


@pytest.mark.parametrize(
    ("name", "value", "field", "read_as"),
    [
        ("negative_prompt", "人群", "negative_prompt", "人群"),
        ("seed", 0, "seed", 0),
        ("fps", 30, "fps", 30),
        ("n", 2, "count", 2),
        ("watermark", False, "watermark", False),
        ("watermark", "true", "watermark", True),
        ("camera_fixed", True, "camera_fixed", True),
        ("generate_audio", False, "with_audio", False),
        ("audio", True, "with_audio", True),
        ("sound", "on", "with_audio", True),
        ("sound", "off", "with_audio", False),
    ],
)
def test_wishes_stand_in_metadata_under_the_vendors_names(name, value, field, read_as):
    decoded = read(metadata={name: value})
    assert getattr(decoded.request, field) == read_as
    assert decoded.request.vendor_options == {}


@pytest.mark.parametrize(("name", "value"), [("seed", 7), ("fps", 24), ("n", 2)])
def test_what_the_published_document_lists_is_read_beside_metadata(name, value):
    assert read(**{name: value}).request == read(metadata={name: value}).request


def test_any_seed_is_no_seed_and_noted():
    decoded = read(seed=-1)
    assert (decoded.request.seed, decoded.notes) == (None, ("seed: -1 is any",))


def test_one_film_is_what_a_task_makes():
    assert read(n=1).notes == ("n: 1 is what a task makes",)


@pytest.mark.parametrize(
    ("name", "value"), [("n", 0), ("fps", 0), ("width", -1), ("n", "2"), ("seed", "7"), ("fps", 2.5)]
)
def test_numbers_of_the_wrong_kind_are_refused_by_name(name, value):
    assert refused(**{"height": 720, name: value} if name == "width" else {name: value}).field == name


@pytest.mark.parametrize("name", ["response_format", "user"])
def test_what_nothing_is_made_of_is_a_loss(name):
    assert [(loss.kind, loss.field) for loss in read(**{name: "x"}).losses] == [(LossKind.UNSUPPORTED, name)]
    assert read(**{name: ""}).losses == ()


def test_mode_is_an_option_of_the_vendor_wherever_it_stands():
    assert film(mode="pro").vendor_options == {"mode": "pro"}
    assert film(metadata={"mode": "pro"}).vendor_options == {"mode": "pro"}
    assert refused(mode=7).field == "mode"


@pytest.mark.parametrize("metadata", [{"cfg_scale": 0.5, "payload": ""}, '{"cfg_scale": 0.5, "payload": ""}'])
def test_metadata_is_an_object_or_its_text(metadata):
    assert film(metadata=metadata).vendor_options == {"cfg_scale": 0.5, "payload": ""}


@pytest.mark.parametrize("metadata", ["{", "[]", 5, [], "夜", "\ud800"])
def test_metadata_of_another_kind_is_refused(metadata):
    sent = call(b'{"model": "a", "prompt": "b", "metadata": "\\ud800"}') if metadata == "\ud800" else None
    assert refused(sent, metadata=metadata).code in {"invalid_request", "invalid_json"}


def test_a_model_in_metadata_is_removed_with_a_loss():
    decoded = read(metadata={"model": "kling-v3"})
    assert decoded.request == VideoRequest(**PLAIN)
    assert [(loss.field, loss.kind) for loss in decoded.losses] == [("metadata.model", LossKind.UNSUPPORTED)]


def test_metadata_is_laid_over_the_members_with_a_loss():
    decoded = read(duration=10, prompt="雨", metadata={"duration": 5, "prompt": "雪"})
    assert (decoded.request.length, decoded.request.prompt) == (Seconds(Fraction(5)), "雪")
    assert [(loss.field, loss.kind) for loss in decoded.losses] == [
        ("duration", LossKind.MERGED),
        ("prompt", LossKind.MERGED),
    ]


def test_what_metadata_only_repeats_is_noted():
    decoded = read(duration=5, metadata={"duration": 5})
    assert decoded.losses == ()
    assert decoded.notes == ("duration: metadata.duration says it too",)


def test_an_option_called_audio_that_is_a_text_is_the_vendors():
    assert film(metadata={"audio": "original"}).vendor_options == {"audio": "original"}


VALUES = {
    **dict.fromkeys(("duration", "width", "height", "fps", "seed", "n", "frames"), 5),
    **dict.fromkeys(("watermark", "camera_fixed", "generate_audio", "audio"), True),
    "seconds": "5",
    "sound": "on",
    "size": "16:9",
    "mode": "pro",
    "binary_data_base64": ["AAAA"],
}


@pytest.mark.parametrize(
    "name", sorted(set(STANDS_FOR) - {"mode", "width", "height", "response_format", "user"})
)
def test_no_name_that_stands_for_a_wish_is_left_to_the_vendor(name):
    request = film(**{**PLAIN, "metadata": {name: VALUES.get(name, URL)}})
    assert request.vendor_options == {}
    assert request != VideoRequest(**PLAIN) or name == "callback_url"


def test_a_member_beyond_the_table_is_dropped_with_a_loss():
    decoded = read(resolution="720p", negative_prompt="人群")
    assert decoded.request == VideoRequest(**PLAIN)
    assert [loss.field for loss in decoded.losses] == ["resolution", "negative_prompt"]
    assert read(resolution="", negative_prompt=None).losses == ()


@pytest.mark.parametrize(
    "name", ["image_tail", "last_frame", "content", "image_urls", "video_url", "audio_url"]
)
def test_content_beyond_the_table_is_refused_rather_than_dropped(name):
    assert refused(**{name: URL}).field == name
    assert read(**{name: []}).request == VideoRequest(**PLAIN)


def test_a_callback_is_kept_where_the_gateway_announces_and_lost_where_not():
    decoded = read(GENERATIONS, metadata={"callback_url": "https://example.com/done"})
    assert (decoded.request.callback_url, decoded.losses) == ("https://example.com/done", ())
    lost = read(VIDEOS, metadata={"callback_url": "https://example.com/done"})
    assert lost.request.callback_url is None
    assert [(loss.field, loss.kind) for loss in lost.losses] == [("callback_url", LossKind.UNSUPPORTED)]


@pytest.mark.parametrize("route", [VIDEOS, GENERATIONS], ids=["videos", "generations"])
def test_a_callback_that_is_no_address_is_refused(route):
    assert refused(None, route, metadata={"callback_url": "nowhere"}).field == "metadata.callback_url"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"metadata": {"sound": 7}}, "metadata.sound"),
        ({"metadata": {"img_url": 7}}, "metadata.img_url"),
        ({"metadata": {"ref_images_url": [URL, "nowhere"]}}, "metadata.ref_images_url[1]"),
        ({"metadata": {"seconds": "soon"}}, "metadata.seconds"),
        ({"seconds": "soon", "metadata": {"seed": 7}}, "seconds"),
    ],
    ids=str,
)
def test_a_refusal_names_what_the_client_wrote_and_where(said, field):
    error = refused(**said)
    assert (error.field, error.message.partition(": ")[0]) == (field, field)
    assert error.code == ("invalid_seconds" if "seconds" in field else "invalid_request")


def test_a_refusal_of_a_forms_field_names_the_field():
    assert refused(form(("seed", "soon"))).field == "seed"
    assert refused(form(("sound", "soon"))).field == "sound"
    assert refused(form(("metadata", '{"sound": "soon"}'))).field == "metadata.sound"


def test_a_null_in_metadata_says_nothing():
    plain = read(duration=5, image=URL)
    assert read(duration=5, image=URL, metadata={"duration": None, "img_url": None, "bgm": None}) == plain
