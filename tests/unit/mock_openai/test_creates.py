"""What a create must hold, and what is refused, in the vendor's words."""

from base64 import b64encode

import pytest
from openai_client import MP4, PROMPT, error, picture

INVALID = "invalid_request_error"


def test_a_prompt_is_enough(client):
    status, said = client.create()
    assert status == 200
    assert list(said) == [
        "id",
        "object",
        "created_at",
        "status",
        "completed_at",
        "error",
        "expires_at",
        "model",
        "progress",
        "prompt",
        "remixed_from_video_id",
        "seconds",
        "size",
    ]
    assert (said["model"], said["seconds"], said["size"], said["status"]) == (
        "sora-2",
        "4",
        "720x1280",
        "queued",
    )


def test_a_form_says_the_same_as_json(client):
    wanted = {"model": "sora-2-pro", "seconds": "12", "size": "1792x1024"}
    _, of_json = client.create(**wanted)
    _, of_form = client.send(("prompt", PROMPT), *wanted.items())
    assert {**of_form, "id": 0, "created_at": 0} == {**of_json, "id": 0, "created_at": 0}


def test_a_marker_is_cut_from_the_prompt(client):
    _, said = client.create(prompt="[[mock:fail #case-1]] " + PROMPT)
    assert said["prompt"] == PROMPT
    assert client.entry().case == "case-1"


def test_a_marker_stands_in_a_linked_picture_too(client):
    client.create(input_reference={"image_url": "https://media.mock.invalid/m/fail/case-2/x.png"})
    assert client.entry().case == "case-2"


REFUSED = [
    ({"width": 1280}, "unknown_parameter", "width", "Unknown parameter: 'width'."),
    ({"metadata": "{}"}, "unknown_parameter", "metadata", "Unknown parameter: 'metadata'."),
    (
        {"prompt": 5},
        "invalid_type",
        "prompt",
        "Invalid type for 'prompt': expected a string, but got an integer instead.",
    ),
    ({"prompt": ""}, "empty_string", "prompt", None),
    ({"prompt": "山" * 32_001}, "string_above_max_length", "prompt", None),
    (
        {"model": "sora-1-turbo"},
        "invalid_value",
        "model",
        "Invalid value: 'sora-1-turbo'. Supported values are: 'sora-2' and 'sora-2-pro'.",
    ),
    ({"model": ""}, "invalid_value", "model", None),
    ({"model": ["sora-2"]}, "invalid_type", "model", None),
    (
        {"seconds": "15"},
        "invalid_value",
        "seconds",
        "Invalid value: '15'. Supported values are: '4', '8', '12', '16', and '20'.",
    ),
    (
        {"seconds": 4},
        "invalid_type",
        "seconds",
        "Invalid type for 'seconds': expected one of '4', '8', '12', '16', or '20', but got an integer instead.",
    ),
    (
        {"size": "640x360"},
        "invalid_value",
        "size",
        "Invalid value: '640x360'. Supported values are: '720x1280', '1280x720', '1024x1792', and '1792x1024'.",
    ),
    ({"size": "1280*720"}, "invalid_value", "size", None),
    ({"size": "1792x1024"}, "invalid_value", "size", "Model does not support this size"),
    ({"size": "1080x1920"}, "invalid_value", "size", "Model does not support this size"),
    (
        {"input_reference": "a.png"},
        "invalid_type",
        "input_reference",
        "Invalid type for 'input_reference': expected an object, but got a string instead.",
    ),
    ({"input_reference": {}}, "invalid_value", "input_reference", None),
    ({"input_reference": {"url": "https://a.example"}}, "unknown_parameter", "input_reference.url", None),
    ({"input_reference": {"file_id": ""}}, "invalid_type", "input_reference.file_id", None),
    ({"input_reference": {"file_id": 7.5}}, "invalid_type", "input_reference.file_id", None),
    ({"input_reference": {"image_url": "a.png"}}, "invalid_value", "input_reference.image_url", None),
    (
        {"input_reference": {"image_url": "data:image/png;base64,???"}},
        "invalid_value",
        "input_reference.image_url",
        None,
    ),
    (
        {"input_reference": {"image_url": "data:image/png,AAAA"}},
        "invalid_value",
        "input_reference.image_url",
        None,
    ),
    (
        {"input_reference": {"image_url": "data:image/gif;base64,AAAA"}},
        "unsupported_file_mimetype",
        "input_reference.image_url",
        None,
    ),
    (
        {"input_reference": {"image_url": "https://a.example/" + "a" * 20_971_520}},
        "string_above_max_length",
        "input_reference.image_url",
        None,
    ),
    ({"characters": {}}, "invalid_type", "characters", None),
    ({"characters": [{"id": "1"}] * 3}, "array_above_max_length", "characters", None),
    ({"characters": ["char_1"]}, "invalid_type", "characters[0]", None),
    ({"characters": [{"id": "1", "name": "2"}]}, "unknown_parameter", "characters[0].name", None),
    ({"characters": [{}]}, "missing_required_parameter", "characters[0].id", None),
    ({"characters": [{"id": True}]}, "invalid_type", "characters[0].id", None),
]


@pytest.mark.parametrize(
    ("body", "code", "param", "message"),
    REFUSED,
    ids=[f"{row[2]} {row[1]} {place}" for place, row in enumerate(REFUSED)],
)
def test_what_the_vendor_refuses(client, body, code, param, message):
    status, said = client.create(**body)
    assert status == 400
    assert error(said) == (message or said["error"]["message"], INVALID, param, code)
    refusal = client.entry().refusal
    assert refusal is not None
    assert refusal.expected


def test_a_create_without_a_prompt(client):
    assert error(client.ask("POST", "/v1/videos", {})[1])[2:] == ("prompt", "missing_required_parameter")


def test_a_long_wrong_value_is_shortened(client):
    _, said = client.create(size="7" * 5000)
    assert len(said["error"]["message"]) < 400
    _, said = client.create(**{"x" * 5000: 1})
    assert len(said["error"]["message"]) < 400


def test_a_character_that_nobody_made_is_404(client):
    status, said = client.create(characters=[{"id": "char_1"}])
    assert (status, error(said)[0]) == (404, "Character with id 'char_1' not found.")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_first_frame_of_the_right_pixels(client, kind):
    content = picture(1280, 720, kind)
    status, _ = client.send(
        ("prompt", PROMPT), ("size", "1280x720"), ("input_reference", content, "a", f"image/{kind.lower()}")
    )
    assert status == 200
    assert client.entry().remarks == ()


def test_a_first_frame_of_other_pixels_is_refused(client):
    message = "Inpaint image must match the requested width and height"
    status, said = client.send(("prompt", PROMPT), ("input_reference", picture(64, 64), "a.png", "image/png"))
    assert (status, error(said)) == (400, (message, INVALID, None, None))
    data = "data:image/png;base64," + b64encode(picture(64, 64)).decode()
    status, said = client.create(input_reference={"image_url": data})
    assert (status, error(said)) == (400, (message, INVALID, None, None))
    refusal = client.entry().refusal
    assert (refusal.expected, refusal.received) == ("720x1280", "64x64")


def test_a_first_frame_that_cannot_be_looked_into_is_remarked(client):
    status, _ = client.send(("prompt", PROMPT), ("input_reference", b"\x89PNG", "a.png", "image/png"))
    assert status == 200
    assert "pixels cannot be read" in client.entry().remarks[0]


@pytest.mark.parametrize(
    ("content", "media_type", "code"),
    [
        (b"", "image/png", "empty_file"),
        (picture(), "application/octet-stream", "unsupported_file_mimetype"),
        (picture(), "", "unsupported_file_mimetype"),
        (MP4, "video/mp4", "unsupported_file_mimetype"),
    ],
)
def test_a_file_that_is_no_picture_is_refused(client, content, media_type, code):
    status, said = client.send(("prompt", PROMPT), ("input_reference", content, "a", media_type))
    assert (status, error(said)[2:]) == (400, ("input_reference", code))


def test_a_file_may_be_judged_by_its_first_bytes(client_of):
    client = client_of(file_type="by-content")
    octets = "application/octet-stream"
    assert client.send(("prompt", PROMPT), ("input_reference", picture(), "a", octets))[0] == 200
    assert client.send(("prompt", PROMPT), ("input_reference", MP4, "a", octets))[0] == 400
    assert client.send(("prompt", PROMPT), ("input_reference", b"???", "a", octets))[0] == 400
    assert client.send(("prompt", PROMPT), ("input_reference", b"???", "a", "image/png"))[0] == 200


def test_a_text_where_a_file_belongs_is_refused(client):
    _, said = client.send(("prompt", PROMPT), ("input_reference", "a.png"))
    assert error(said)[0] == "Invalid type for 'input_reference': expected a file, but got a string instead."


def test_the_node_sdks_object_in_a_form_is_remarked(client):
    status, _ = client.send(("prompt", PROMPT), ("input_reference[image_url]", "https://a.example/1.png"))
    assert status == 200
    assert "Node SDK" in client.entry().remarks[0]


def test_null_is_taken_as_absent_with_a_remark(client, client_of):
    assert client.create(size=None)[0] == 200
    assert client.entry().remarks == ("size: null, taken as absent",)
    status, said = client_of("strict").create(size=None)
    assert (status, error(said)[1]) == (400, INVALID)


SMALL = ["720x1280", "1280x720"]
LARGE = ["1024x1792", "1792x1024", "1080x1920", "1920x1080"]


@pytest.mark.parametrize("size", SMALL + LARGE)
@pytest.mark.parametrize(
    ("model", "sizes"),
    [
        ("sora-2", SMALL),
        ("sora-2-2025-10-06", SMALL),
        ("sora-2-2025-12-08", SMALL),
        ("sora-2-pro", SMALL + LARGE),
        ("sora-2-pro-2025-10-06", SMALL + LARGE),
    ],
)
def test_every_size_of_every_model(client, model, sizes, size):
    status, said = client.create(model=model, size=size)
    assert status == (200 if size in sizes else 400)
    if status == 200:
        assert (said["model"], said["size"]) == (model, size)


@pytest.mark.parametrize(
    ("switches", "body", "expected"),
    [
        ({"seconds": "classic"}, {"seconds": "16"}, 400),
        ({"seconds": "classic"}, {"seconds": "12"}, 200),
        ({"seconds_number": "accepted"}, {"seconds": 8}, 200),
        ({"seconds_number": "accepted"}, {"seconds": 5}, 400),
        ({"1080p": "none"}, {"model": "sora-2-pro", "size": "1920x1080"}, 400),
        ({"pro_size_with_sora_2": "accepted"}, {"size": "1792x1024"}, 200),
        ({"unknown_model": "404"}, {"model": "sora-9"}, 404),
        ({"metadata": "accepted"}, {"metadata": "{}"}, 200),
        ({"characters": "spec"}, {"characters": []}, 400),
        ({"values": "any"}, {"model": "wan2.6-t2v", "size": "1440*1440", "seconds": "5"}, 200),
        ({"values": "any"}, {"size": "big"}, 400),
        ({"values": "any"}, {"seconds": "soon"}, 400),
    ],
)
def test_switches_of_what_is_taken(client_of, switches, body, expected):
    status, said = client_of(official=False, **switches).create(**body)
    assert status == expected, said


def test_any_size_is_answered_with_an_x(client_of):
    _, said = client_of("seed-004", official=False).create(size="1920*1080", seconds="15")
    assert (said["size"], said["seconds"], said["status"]) == ("1920x1080", "15", "processing")
