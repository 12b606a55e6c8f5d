"""Every model × what a film is made from: the path, the fields, or a refusal that points."""

import pytest
from kling_words import fields, refusal

from vidlect_adapters.canonical import Handle, MediaInput, Medium, Role
from vidlect_adapters.loss import LossKind
from vidlect_adapters.vendors import kling
from vidlect_adapters.vendors.kling import catalog
from vidlect_adapters.vendors.kling.wire import Way

FIRST, LAST, REFERENCE = (
    (Role.FIRST_FRAME, Medium.IMAGE),
    (Role.LAST_FRAME, Medium.IMAGE),
    (Role.REFERENCE, Medium.IMAGE),
)
FEATURE, BASE = (Role.REFERENCE, Medium.VIDEO), (Role.SOURCE, Medium.VIDEO)
MASK, SPEECH = (Role.MASK, Medium.IMAGE), (Role.SOURCE, Medium.AUDIO)
MEDIA = {
    "text": (),
    "first": (FIRST,),
    "first, last": (FIRST, LAST),
    "last": (LAST,),
    "first, mask": (FIRST, MASK),
    "mask alone": (MASK,),
    "one reference": (REFERENCE,),
    "four references": (REFERENCE,) * 4,
    "first, reference": (FIRST, REFERENCE),
    "feature": (FEATURE,),
    "base": (BASE,),
    "reference, feature": (REFERENCE, FEATURE),
    "two videos": (FEATURE, BASE),
    "speech": (SPEECH,),
    "reference sound": ((Role.REFERENCE, Medium.AUDIO),),
    "reference, speech": (REFERENCE, SPEECH),
    "source picture": ((Role.SOURCE, Medium.IMAGE),),
}
OMNI = {
    "text",
    "first",
    "first, last",
    "one reference",
    "four references",
    "first, reference",
    "feature",
    "base",
    "reference, feature",
}
TAKEN = {
    "kling-v1": {"text", "first", "first, last", "first, mask"},
    "kling-v1-5": {"first", "first, last", "last", "first, mask"},
    "kling-v1-6": {"text", "first", "first, last", "last", "one reference", "four references"},
    "kling-v2-master": {"text", "first"},
    "kling-v2-1": {"first", "first, last"},
    "kling-v2-1-master": {"text", "first"},
    "kling-v2-5-turbo": {"text", "first", "first, last"},
    "kling-v2-6": {"text", "first", "first, last"},
    "kling-v3": {"text", "first", "first, last"},
    "kling-video-o1": OMNI,
    "kling-v3-omni": OMNI,
    "kling-2.5-turbo": {"text", "first", "first, last"},
    "kling-2.6": {"text", "first", "first, last"},
    "kling-3.0": {"text", "first", "first, last"},
    "kling-3.0-turbo": {"text", "first"},
    "kling-3.0-omni": OMNI,
    "kling-o1": OMNI,
}
KNOBS = {"frame.aspect", "frame.resolution"}
"""What a film without a size may get said of it (a last frame's tier, an omni film's ratio)."""


@pytest.mark.parametrize("kind", MEDIA)
@pytest.mark.parametrize("model", TAKEN)
def test_a_model_takes_its_media_and_no_other(model, kind, film, default, media):
    request = film(model, *(media(role, medium) for role, medium in MEDIA[kind]))
    if kind in TAKEN[model]:
        losses = kling.encode_submit(request, default).losses
        assert all(loss.kind is LossKind.DEFAULTED and loss.field in KNOBS for loss in losses)
    else:
        assert refusal(request, default).pointer.startswith("/inputs")


PATHS = {
    Way.TEXT: ("text2video", "text-to-video"),
    Way.PICTURE: ("image2video", "image-to-video"),
    Way.REFERENCES: ("multi-image2video", None),
    Way.OMNI: ("omni-video", "omni-video"),
}
START = {Way.TEXT: "text", Way.PICTURE: "first", Way.REFERENCES: "one reference", Way.OMNI: "base"}


@pytest.mark.parametrize(
    ("row", "way"),
    [(row, way) for row in catalog.ROWS for way in row.ways],
    ids=lambda one: getattr(one, "model", str(one)),
)
def test_the_path_follows_from_the_models_name_and_the_media(row, way, film, default, media):
    request = film(row.model, *(media(role, medium) for role, medium in MEDIA[START[way]]))
    call = kling.encode_submit(request, default).call
    classic, by_path = PATHS[way]
    expected = f"/{by_path}/{row.model}" if row.by_path else f"/v1/videos/{classic}"
    assert (call.method, call.path, call.query) == ("POST", expected, ())
    assert call.headers == (("Content-Type", "application/json"),)


def test_an_unknown_model_is_refused_with_the_known_names(film, default):
    error = refusal(film("kling-v9"), default)
    assert error.pointer == "/model"
    assert "kling-v3-omni" in error.message
    with pytest.raises(type(error)):
        kling.external_ref(film("kling-v9"), "1")


@pytest.mark.parametrize("row", catalog.ROWS, ids=lambda row: row.model)
def test_retired_names_are_refused_where_the_profile_says_so(row, film, profile, media):
    inputs = [media(*one) for one in (MEDIA["text"] if Way.PICTURE not in row.ways else MEDIA["first"])]
    today = profile("2026-09")
    if row.retired:
        assert "kling-v3" in refusal(film(row.model, *inputs), today).message
    else:
        assert kling.encode_submit(film(row.model, *inputs), today).call.path


def test_frames_and_masks_stand_in_fields_of_their_own(film, sent, media):
    first, last, mask = (media(*one) for one in (FIRST, LAST, MASK))
    assert sent(film("kling-v3", last, first)) == {
        "model_name": "kling-v3",
        "prompt": "雨后的竹林",
        "image": first.source.url,
        "image_tail": last.source.url,
    }
    assert sent(film("kling-v1", mask, first))["static_mask"] == mask.source.url


def test_a_file_goes_as_plain_base64(film, sent, media):
    inline = media(*FIRST, base64="/9j/4AAQ", media_type="image/jpeg")
    assert sent(film("kling-v3", inline))["image"] == "/9j/4AAQ"
    assert sent(film("kling-3.0", inline))["contents"][1] == {"type": "first_frame", "url": "/9j/4AAQ"}


def test_several_pictures_are_a_list(film, sent, media):
    inputs = [media(*REFERENCE, url=f"https://m.example/{n}") for n in range(4)]
    assert sent(film("kling-v1-6", *inputs))["image_list"] == [
        {"image": f"https://m.example/{n}"} for n in range(4)
    ]


def test_four_pictures_are_the_most(film, default, media):
    error = refusal(film("kling-v1-6", *[media(*REFERENCE)] * 5), default)
    assert "1 to 4" in error.message
    assert (error.pointer, error.value) == ("/inputs", 5)


def test_omni_keeps_the_order_by_which_a_prompt_names_pictures(film, sent, media):
    inputs = [media(*one) for one in (REFERENCE, FIRST, FEATURE)]
    urls = [one.source.url for one in inputs]
    body = sent(film("kling-v3-omni", *inputs))
    assert body["image_list"] == [
        {"image_url": urls[0]},
        {"image_url": urls[1], "type": "first_frame"},
    ]
    assert body["video_list"] == [{"video_url": urls[2], "refer_type": "feature"}]
    assert sent(film("kling-v3-omni", media(*BASE)))["video_list"][0]["refer_type"] == "base"


@pytest.mark.parametrize("model", ["kling-v3-omni", "kling-3.0-omni"])
@pytest.mark.parametrize(
    ("media_given", "elements", "fits"),
    [
        ((REFERENCE,) * 7, 0, True),
        ((REFERENCE,) * 8, 0, False),
        ((REFERENCE,) * 6, 1, True),
        ((REFERENCE,) * 6, 2, False),
        ((REFERENCE,) * 4 + (FEATURE,), 0, True),
        ((REFERENCE,) * 5 + (BASE,), 0, False),
        ((REFERENCE,) * 4 + (BASE,), 1, False),
        ((FIRST, LAST), 0, True),
        ((FIRST, LAST, REFERENCE), 0, False),
        ((LAST,), 0, False),
        ((MASK,), 0, False),
    ],
    ids=str,
)
def test_omni_bounds_pictures_and_elements(model, media_given, elements, fits, film, default, media):
    name = "element_list" if model == "kling-v3-omni" else "element"
    options = {name: [{"element_id": number} for number in range(elements)]} if elements else {}
    request = film(model, *(media(*one) for one in media_given), vendor_options=options)
    if fits:
        assert kling.encode_submit(request, default).call.body
    else:
        assert refusal(request, default).pointer.startswith("/inputs")


def test_a_refusal_counts_pictures_and_elements_together(film, default, media):
    elements = {"element_list": [{"element_id": 1}, {"element_id": 2}]}
    error = refusal(film("kling-v3-omni", *[media(*REFERENCE)] * 6, vendor_options=elements), default)
    assert (error.pointer, error.value) == ("/inputs", 8)


@pytest.mark.parametrize(("model", "value"), [("kling-v3", "mask"), ("kling-v1", None)])
def test_one_mask_is_the_most_and_not_every_model_takes_one(model, value, film, default, media):
    masks = (media(*FIRST), media(*MASK), media(*MASK))
    error = refusal(film(model, *masks), default)
    assert (error.pointer, error.value) == ("/inputs", value)


def test_the_path_api_lists_contents_by_type(film, sent, profile, media):
    first, last = media(*FIRST), media(*LAST)
    assert sent(film("kling-3.0", first, last))["contents"] == [
        {"type": "prompt", "text": "雨后的竹林"},
        {"type": "first_frame", "url": first.source.url},
        {"type": "last_frame", "url": last.source.url},
    ]
    omni = film("kling-3.0-omni", media(*REFERENCE), media(*FEATURE))
    assert [one["type"] for one in sent(omni)["contents"]] == ["prompt", "refer_image", "feature_video"]
    probed = sent(omni, profile(omni_contents="probed"))
    assert [one["type"] for one in probed["contents"]] == ["prompt", "image", "video"]
    base = sent(film("kling-o1", media(*BASE)), profile(omni_contents="probed"))
    assert base["contents"][1]["type"] == "base_video"


def test_what_the_vendor_cannot_fetch_or_read_is_refused(film, default, media):
    handle = MediaInput(role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=Handle(kind="asset", value="1"))
    for one in (
        handle,
        media(*FIRST, url="oss://bucket/a.png"),
        media(*FIRST, base64="AAAA", media_type="image/webp"),
        media(*FIRST, base64="not base64!"),
        media(*FIRST, base64="AAAA===="),
    ):
        assert refusal(film("kling-v3", one), default).pointer == "/inputs/0/source"
    video = media(*FEATURE, base64="AAAA")
    assert refusal(film("kling-v3-omni", video), default).pointer == "/inputs/0/source"


def test_two_masks_are_refused(film, default, media):
    request = film("kling-v1", media(*FIRST), media(*MASK), media(*MASK))
    assert "dynamic_masks" in refusal(request, default).message


def test_a_driving_video_points_to_the_native_operations(film, default, media):
    assert "native" in refusal(film("kling-v2-6", media(*BASE)), default).message


@pytest.mark.parametrize("model", ["kling-v3", "kling-3.0", "kling-3.0-turbo"])
def test_a_first_frame_may_go_without_words(model, film, sent, default, media):
    body = sent(film(model, media(*FIRST), prompt=""))
    assert "prompt" not in str(body)
    blank = kling.encode_submit(film(model, media(*FIRST), prompt=" \n"), default)
    assert [(loss.field, loss.asked) for loss in blank.losses] == [("prompt", "a blank prompt")]
    assert b"prompt" not in blank.call.body


@pytest.mark.parametrize("model", ["kling-v3", "kling-video-o1", "kling-3.0", "kling-o1"])
@pytest.mark.parametrize("prompt", ["", " "])
def test_other_films_need_words(model, prompt, film, default):
    assert refusal(film(model, prompt=prompt), default).pointer == "/prompt"


@pytest.mark.parametrize(
    ("model", "limit"),
    [("kling-v3", 2500), ("kling-2.6", 2500), ("kling-3.0", 3072), ("kling-3.0-omni", 3072)],
)
def test_words_have_a_limit(model, limit, film, sent, default):
    body = sent(film(model, prompt="雨" * limit))
    assert "雨" * limit in str(body)
    assert refusal(film(model, prompt="雨" * (limit + 1)), default).pointer == "/prompt"


def test_a_negative_prompt_goes_along_where_there_is_one(film, sent, default):
    assert sent(film("kling-v3", negative_prompt="模糊"))["negative_prompt"] == "模糊"
    assert "negative_prompt" not in sent(film("kling-v3", negative_prompt=""))
    long = film("kling-v3", negative_prompt="糊" * 2501)
    assert refusal(long, default).pointer == "/negative_prompt"
    for model in ("kling-video-o1", "kling-3.0"):
        translation = kling.encode_submit(film(model, negative_prompt="模糊"), default)
        assert "negative_prompt" in fields(translation.losses)
        assert "模糊".encode() not in translation.call.body


def test_half_a_surrogate_pair_is_refused(film, default):
    assert "JSON" in refusal(film("kling-v3", prompt="\ud800"), default).message
