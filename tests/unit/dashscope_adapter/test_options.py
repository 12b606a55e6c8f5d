"""Options that only this vendor has, and what they need of the media."""

import pytest

from vidlect_adapters.vendors import dashscope
from vidlect_adapters.vendors.dashscope import older

CLIP = ("source", "video", "a.mp4")
PICTURE = ("reference", "image")
FIRST = ("first_frame", "image")
LAST = ("last_frame", "image", "z.png")
VACE = "wanx2.1-vace-plus"
ADDRESS = "https://example.com/m.mp4"


@pytest.mark.parametrize(
    ("function", "inputs", "options", "said", "asked"),
    [
        (
            "image_reference",
            (PICTURE, PICTURE),
            {"obj_or_bg": ["obj", "bg"]},
            {"ref_images_url"},
            {"obj_or_bg": ["obj", "bg"]},
        ),
        ("video_repainting", (CLIP,), {"strength": 0.5}, {"video_url"}, {"strength": 0.5}),
        ("video_repainting", (CLIP, PICTURE), {}, {"video_url", "ref_images_url"}, {}),
        (
            "video_edit",
            (CLIP, ("mask", "image")),
            {"mask_frame_id": 2, "expand_mode": "bbox"},
            {"video_url", "mask_image_url"},
            {"mask_frame_id": 2, "expand_mode": "bbox"},
        ),
        ("video_edit", (CLIP,), {"mask_video_url": ADDRESS}, {"video_url", "mask_video_url"}, {}),
        ("video_extension", (FIRST, LAST), {}, {"first_frame_url", "last_frame_url"}, {}),
        ("video_extension", (CLIP,), {"video_url": ADDRESS}, {"first_clip_url", "video_url"}, {}),
        ("video_extension", (), {"last_clip_url": ADDRESS}, {"last_clip_url"}, {}),
        ("video_outpainting", (CLIP,), {"top_scale": 2}, {"video_url"}, {"top_scale": 2}),
    ],
)
def test_each_function_has_its_media_and_options(client, function, inputs, options, said, asked):
    film = client.film(VACE, *inputs, vendor_options={"function": function, **options})
    _, body, lost = client.says(film)
    assert set(body["input"]) == said | {"prompt", "function"}
    assert body.get("parameters", {}) == asked
    assert lost == []


def test_the_place_of_a_masks_frame_is_unsure(client):
    options = {"function": "video_edit", "mask_frame_id": 2}
    film = client.film(VACE, CLIP, ("mask", "image"), vendor_options=options)
    assert client.says(film)[1]["parameters"] == {"mask_frame_id": 2}
    assert client.says(film, mask_frame_id="input")[1]["input"]["mask_frame_id"] == 2


@pytest.mark.parametrize(
    ("inputs", "options", "pointer"),
    [
        ((CLIP,), {}, "/vendor_options/function"),
        ((CLIP,), {"function": "dub"}, "/vendor_options/function"),
        ((), {"function": "image_reference"}, "/inputs"),
        ((CLIP,), {"function": "video_edit"}, "/inputs"),
        ((), {"function": "video_extension"}, "/inputs"),
        ((FIRST, CLIP), {"function": "video_repainting"}, "/inputs/0"),
        (
            (PICTURE,),
            {"function": "image_reference", "obj_or_bg": ["obj", "bg"]},
            "/vendor_options/obj_or_bg",
        ),
        ((PICTURE,), {"function": "image_reference", "obj_or_bg": ["sky"]}, "/vendor_options/obj_or_bg"),
        ((PICTURE,), {"function": "image_reference", "obj_or_bg": [1]}, "/vendor_options/obj_or_bg"),
        ((PICTURE,), {"function": "image_reference", "obj_or_bg": []}, "/vendor_options/obj_or_bg"),
        ((PICTURE,), {"function": "image_reference", "obj_or_bg": "obj"}, "/vendor_options/obj_or_bg"),
        ((CLIP,), {"function": "video_outpainting", "top_scale": 2.5}, "/vendor_options/top_scale"),
        ((CLIP,), {"function": "video_outpainting", "top_scale": True}, "/vendor_options/top_scale"),
        ((CLIP,), {"function": "video_outpainting", "strength": 1}, "/vendor_options/strength"),
        ((CLIP,), {"function": "video_edit", "mask_frame_id": 0}, "/vendor_options/mask_frame_id"),
        ((CLIP,), {"function": "video_edit", "mask_video_url": "m.mp4"}, "/vendor_options/mask_video_url"),
    ],
)
def test_a_function_without_what_it_needs_is_refused(client, inputs, options, pointer):
    assert client.refuses(client.film(VACE, *inputs, vendor_options=options)).pointer == pointer


@pytest.mark.parametrize("name", older.FUNCTIONS)
def test_every_function_needs_a_prompt(client, name):
    film = client.film(VACE, vendor_options={"function": name}, prompt="")
    assert client.refuses(film).pointer == "/prompt"


@pytest.mark.parametrize("kind", ["file", "link"])
def test_a_document_goes_with_the_media(client, kind):
    film = client.film("wan3.0-video", PICTURE, vendor_options={kind: ADDRESS}, prompt="")
    assert client.says(film)[1]["input"] == {
        "media": [
            {"type": "reference_image", "url": "https://example.com/a.png"},
            {"type": kind, "url": ADDRESS},
        ]
    }


@pytest.mark.parametrize(
    ("inputs", "options"),
    [
        ((), {"file": ADDRESS, "link": ADDRESS}),
        ((FIRST,), {"file": ADDRESS}),
        ((), {"link": ADDRESS, "prompt_extend": False}),
    ],
)
def test_a_document_excludes_frames_and_the_other_document(client, inputs, options):
    film = client.film("wan3.0-video", *inputs, vendor_options=options)
    assert client.refuses(film).pointer.startswith("/vendor_options")


@pytest.mark.parametrize("kind", ["file", "link"])
def test_a_document_needs_no_prompt_beside_it(client, kind):
    film = client.film("wan3.0-video", vendor_options={kind: ADDRESS}, prompt="")
    _, body, _ = client.says(film)
    assert client.reads(body).request.vendor_options == {kind: ADDRESS}
    refusal = client.refuses(
        client.film("wan3.0-video", vendor_options={kind: ADDRESS, "prompt_extend": False})
    )
    assert (refusal.pointer, refusal.value) == ("/vendor_options/prompt_extend", False)


@pytest.mark.parametrize("roles", [["bg", "bg"], [], ["obj", 7], ["sky"], "bg"])
def test_one_reference_at_most_is_the_background(client, roles):
    options = {"function": "image_reference", "obj_or_bg": roles}
    film = client.film(VACE, PICTURE, PICTURE, vendor_options=options)
    assert client.refuses(film).pointer == "/vendor_options/obj_or_bg"


@pytest.mark.parametrize("options", [{"mask_video_url": "oss://a/m.mp4", "mask_type": "tracking"}])
def test_one_uploaded_option_among_several_is_to_be_resolved(client, options):
    film = client.film(VACE, CLIP, vendor_options={"function": "video_edit", **options})
    call = dashscope.encode_submit(film, client.profile()).call
    assert call.header("X-DashScope-OssResourceResolve") == "enable"


def test_an_effect_ignores_the_prompt_and_excludes_a_last_frame(client):
    effect = {"template": "flying"}
    _, body, lost = client.says(client.film("wan2.2-kf2v-flash", FIRST, vendor_options=effect))
    assert body["input"]["template"] == "flying"
    assert lost == ["prompt"]
    assert client.says(client.film("wan2.2-i2v-plus", FIRST, vendor_options=effect, prompt=""))[2] == []
    film = client.film("wan2.2-kf2v-flash", FIRST, LAST, vendor_options=effect)
    assert client.refuses(film).pointer == "/vendor_options/template"
    assert client.refuses(client.film("wan2.2-i2v-plus", FIRST, vendor_options={"template": ""}))
