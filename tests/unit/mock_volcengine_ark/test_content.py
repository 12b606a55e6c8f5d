import pytest
from ark_bodies import (
    EVERY_MODEL,
    FAST,
    LINK,
    LITE_IMAGE,
    LITE_TEXT,
    P15,
    P20,
    P25,
    PRO,
    create,
    draft_of,
    image,
    reference,
    text,
)

PNG = "data:image/png;base64,iVBORw0KGgo="
WRONG = "InvalidParameter", "content"


def said(asked):
    """The reason in a refusal's message."""
    frame = "The parameter `content` specified in the request is not valid: "
    assert asked.error["message"].startswith(frame)
    return asked.error["message"].removeprefix(frame).rpartition(" Request id: ")[0].removesuffix(".")


@pytest.mark.parametrize(
    ("items", "reason"),
    [
        ([image(), image()], "role must be specified for image contents"),
        ([text(), image("tail")], "invalid role specified for image content"),
        ([text(), image(7)], "invalid role specified for image content"),
        ([image("first_frame"), reference("image")], "first/last frame content cannot be mixed with"),
        (
            [image("first_frame"), image("first_frame")],
            "expected at most one first frame image content but got 2",
        ),
        (
            [image("first_frame"), image("last_frame"), image("last_frame")],
            "expected at most one last frame",
        ),
        ([image("last_frame")], "a last frame needs a first frame"),
        ([{"type": "image_url", "image_url": LINK}], "`content.image_url` must be an object"),
        ([{"type": "image_url"}], "`content.image_url` must be an object"),
        ([{"type": "gif"}], "the supported item types are text, image_url, audio_url, video_url"),
        ([{"type": ["text"]}], "the supported item types are"),
        (["text"], "the supported item types are"),
        ([{"type": "text", "text": 5}], "`content.text` must be a string"),
        ([text("")], "a text or a medium is needed"),
        ([text("  ")], "a text or a medium is needed"),
        ([image(url="")], "`content.image_url.url` must be a string that is not empty"),
        ([image(url=5)], "`content.image_url.url` must be a string that is not empty"),
        ([draft_of("")], "`content.draft_task.id` must be the id of a task"),
        ([draft_of("cgt-1"), image()], "a draft task is finished alone"),
        ([draft_of("cgt-1"), draft_of("cgt-2")], "a draft task is finished alone"),
    ],
)
def test_content_that_no_model_takes(counter, items, reason):
    asked = counter.post(create(*items))
    assert (asked.status, asked.refused) == (400, WRONG)
    assert said(asked).startswith(reason)
    assert ".." not in asked.error["message"]
    assert asked.entry.refusal.expected.startswith("/content")


@pytest.mark.parametrize(
    ("items", "reason"),
    [
        ([reference("video", "data:video/mp4;base64,AAAA")], "reference_video must be provided as a web url"),
        ([{**reference("video"), "role": "first_frame"}], "reference media mode requires video role to be"),
        ([{**reference("audio"), "role": None}], "reference media mode requires audio role to be"),
        ([reference("audio")], "reference audio needs a reference image or video"),
        ([reference("image", "asset-20260401-x")], "an http(s) link, data:image/"),
        ([reference("image", "asset://")], "an http(s) link, data:image/"),
        ([reference("image", "iVBORw0KGgo=")], "an http(s) link, data:image/"),
        ([reference("image", "data:audio/wav;base64,UklG")], "an http(s) link, data:image/"),
        ([reference("image", "data:image/png;base64,***")], "an http(s) link, data:image/"),
        ([reference("image", "data:image/png;base64,")], "an http(s) link, data:image/"),
        (
            [reference("image"), reference("audio", "data:audio/ogg;base64,AAAA")],
            "the audio format ogg is not",
        ),
        ([reference("image")] * 10, "model doubao-seedance-2-0-260128 takes at most 9 of reference_image"),
        (
            [reference("video")] * 4,
            "model doubao-seedance-2-0-260128 takes at most 3 of reference_video, got 4",
        ),
    ],
)
def test_references_that_2_0_does_not_take(counter, items, reason):
    asked = counter.post(create(text(), *items, model=P20))
    assert asked.refused == WRONG
    assert ".." not in asked.error["message"]
    assert said(asked).startswith(reason)


def test_a_picture_in_a_strange_format_has_a_code_of_its_own(counter):
    asked = counter.post(create(image(url="data:image/svg;base64,AAAA")))
    assert asked.refused == ("InvalidParameter.UnsupportedImageFormat", "content")


@pytest.mark.parametrize(
    ("item", "code"),
    [
        (
            image("reference_image", "data:image/png;base64," + "A" * 40_000_000),
            "InvalidParameter.OversizedImage",
        ),
        (reference("audio", "data:audio/wav;base64," + "A" * 20_000_000), "InvalidParameter"),
    ],
    ids=["picture", "sound"],
)
def test_a_file_that_is_too_large(counter, item, code):
    asked = counter.post(create(reference("video"), item, model=P20))
    assert asked.refused == (code, "content")


SCENES = {
    "text": [text()],
    "first": [text(), image()],
    "both": [image("first_frame"), image("last_frame", PNG)],
    "picture": [text(), reference("image")],
    "video": [text(), reference("video", "asset://asset-1")],
    "sound": [text(), reference("image"), reference("audio", "data:audio/wav;base64,UklG")],
}
TAKEN = {
    LITE_TEXT: {"text"},
    LITE_IMAGE: {"first", "both", "picture"},
    FAST: {"text", "first"},
    PRO: {"text", "first", "both"},
    P15: {"text", "first", "both"},
}


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("model", EVERY_MODEL)
def test_which_scenes_a_model_takes(counter, model, scene):
    asked = counter.post(create(*SCENES[scene], model=model))
    if scene in TAKEN.get(model, SCENES):
        assert asked.status == 200, asked.body
    else:
        assert asked.refused == WRONG
        assert said(asked).startswith(f"model {model} ")


@pytest.mark.parametrize(("most", "choice"), [(30, "page"), (64, "observed")])
def test_how_many_pictures_2_5_takes(counter_with, most, choice):
    counter = counter_with(**{"references-2-5": choice})
    assert counter.post(create(*[reference("image")] * most, model=P25)).status == 200
    assert counter.post(create(*[reference("image")] * (most + 1), model=P25)).refused == WRONG


def test_the_first_of_two_texts_counts(counter):
    asked = counter.post(create(text("一"), text("二")))
    assert asked.status == 200
    assert "2 texts" in asked.entry.remarks[0]


def test_a_role_of_a_text_is_ignored(counter):
    asked = counter.post(create({**text(), "role": "first_frame"}))
    assert asked.status == 200
    assert "a text has no role" in asked.entry.remarks[0]


def test_nulls_in_an_item_are_unset(counter):
    assert counter.post(create(text(), {**image(), "role": None})).status == 200


def finished_draft(counter, **fields):
    return counter.finished(create(model=P15, draft=True, seed=5, duration=7, **fields))["id"]


def test_a_draft_is_finished_as_it_was_drawn(counter):
    draft = finished_draft(counter, ratio="9:16", generate_audio=False)
    record = counter.finished(create(draft_of(draft), model=P15, resolution="1080p"))
    assert record["draft_task_id"] == draft
    assert (record["resolution"], record["ratio"], record["seed"]) == ("1080p", "9:16", 5)
    assert (record["duration"], record["generate_audio"], record["draft"]) == (7, False, False)


@pytest.mark.parametrize("case", ["unknown", "no draft", "waiting", "other model", "other session"])
def test_what_is_no_finished_draft_of_this_model(counter, case):
    model = P15
    match case:
        case "unknown":
            task = "cgt-20260414114820-zzzzz"
        case "no draft":
            task = counter.finished(create(model=P15))["id"]
        case "waiting":
            task = counter.make(create(model=P15, draft=True))
        case "other session":
            task = counter.finished(create(model=P15, draft=True), session="other")["id"]
        case _:
            task, model = finished_draft(counter), "seedance-1-5-pro-251215"
    asked = counter.post(create(draft_of(task), model=model))
    assert asked.refused == WRONG
    assert "draft" in said(asked)


def test_only_1_5_finishes_drafts(counter):
    asked = counter.post(create(draft_of("cgt-1"), model=P20))
    assert said(asked) == f"model {P20} finishes no drafts"
