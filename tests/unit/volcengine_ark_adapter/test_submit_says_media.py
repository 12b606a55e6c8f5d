"""Which media go together for which model, and how each is said."""

import pytest
from ark_words import (
    DRAFT,
    ENDPOINT,
    EVERY_MODEL,
    FAST,
    FIRST,
    LAST,
    LITE_IMAGE,
    LITE_TEXT,
    P15,
    P20,
    P25,
    PICTURE,
    PRO,
    SOUND,
    VIDEO,
    medium,
    said,
)

from vidlect_adapters.canonical import (
    Handle,
    Inline,
    Link,
    Medium,
    Role,
)

SCENES = {
    "first": (FIRST,),
    "both": (FIRST, LAST),
    "picture": (PICTURE,),
    "video": (VIDEO,),
    "sound": (PICTURE, SOUND),
    "draft": (DRAFT,),
}
TAKEN = {
    LITE_TEXT: {"text"},
    LITE_IMAGE: {"first", "both", "picture"},
    FAST: {"text", "first"},
    PRO: {"text", "first", "both"},
    P15: {"text", "first", "both", "draft"},
    ENDPOINT: {"text", *SCENES},
}


@pytest.mark.parametrize("scene", ["text", *SCENES])
@pytest.mark.parametrize("model", [*EVERY_MODEL, ENDPOINT])
def test_which_scenes_a_model_takes(adapter, model, scene):
    inputs = SCENES.get(scene, ())
    if scene in TAKEN.get(model, {"text", *SCENES} - {"draft"}):
        content = said(adapter.says(model=model, inputs=inputs).call)["content"]
        assert [item["type"] for item in content[:1]] == ["text"]
        assert len(content) == 1 + len(inputs)
    else:
        pointer, message = adapter.refuses(model=model, inputs=inputs)
        assert pointer.startswith("/inputs" if inputs else "/prompt")
        assert model in message


@pytest.mark.parametrize(
    ("inputs", "reason"),
    [
        ((FIRST, PICTURE), "does not go with reference media"),
        ((LAST,), "a last frame needs a first frame"),
        ((SOUND,), "reference audio needs"),
        ((PICTURE,) * 10, "at most 9 reference images"),
        ((VIDEO,) * 4, "at most 3 reference videos"),
        ((PICTURE, *(SOUND,) * 4), "at most 3 reference audios"),
        ((medium(Role.MASK), FIRST), "has no mask"),
        ((medium(Role.SOURCE, Medium.VIDEO),), "has no source (video)"),
        ((medium(Role.SOURCE, Medium.AUDIO),), "has no source (audio)"),
    ],
)
def test_media_that_2_0_does_not_take_together(adapter, inputs, reason):
    pointer, message = adapter.refuses(model=P20, inputs=inputs)
    assert pointer.startswith("/inputs")
    assert reason in message


def test_a_draft_is_finished_alone(adapter):
    assert "without other media" in adapter.refuses(model=P15, inputs=(DRAFT, FIRST))[1]
    body = said(adapter.says(model=P15, prompt="", inputs=(DRAFT,)).call)
    assert body["content"] == [{"type": "draft_task", "draft_task": {"id": "cgt-1"}}]


@pytest.mark.parametrize(("name", "most"), [("default", 30), ("live", 64)])
def test_how_many_pictures_2_5_takes(adapter_with, name, most):
    adapter = adapter_with(name)
    assert adapter.says(model=P25, inputs=(PICTURE,) * most)
    assert f"at most {most}" in adapter.refuses(model=P25, inputs=(PICTURE,) * (most + 1))[1]


@pytest.mark.parametrize(
    ("source", "url"),
    [
        (Link(url="HTTPS://m.example/%2F?x=+&y=图"), "HTTPS://m.example/%2F?x=+&y=图"),
        (Handle(kind="asset", value="asset-1"), "asset://asset-1"),
        (Inline(base64="AAAA", media_type="image/webp"), "data:image/webp;base64,AAAA"),
        (Inline(base64="AAAA", media_type="IMAGE/JPEG"), None),
        (Inline(base64="iVBORw0K"), "data:image/png;base64,iVBORw0K"),
        (Inline(base64="R0lGODlh"), "data:image/gif;base64,R0lGODlh"),
        (Inline(base64="UklGRg=="), "data:image/webp;base64,UklGRg=="),
        (Inline(base64="Qk0="), "data:image/bmp;base64,Qk0="),
        (Inline(base64="/9j/4A=="), "data:image/jpeg;base64,/9j/4A=="),
        (Inline(base64="AAAA", media_type="image/svg+xml"), None),
        (Inline(base64="AAAA", media_type="audio/wav"), None),
        (Link(url="ftp://m.example/a"), None),
        (Handle(kind="oss", value="x"), None),
        (Handle(kind="asset", value=""), None),
    ],
)
def test_the_address_of_a_picture(adapter, source, url):
    inputs = (medium(Role.FIRST_FRAME, source=source),)
    if url is None:
        assert adapter.refuses(inputs=inputs)[0] == "/inputs/0/source"
    else:
        item = said(adapter.says(inputs=inputs).call)["content"][1]
        assert item == {"type": "image_url", "image_url": {"url": url}, "role": "first_frame"}


@pytest.mark.parametrize(
    ("kind", "source", "url"),
    [
        (Medium.AUDIO, Inline(base64="UklGRg=="), "data:audio/wav;base64,UklGRg=="),
        (Medium.AUDIO, Inline(base64="SUQz"), "data:audio/mpeg;base64,SUQz"),
        (Medium.AUDIO, Inline(base64="SUQz", media_type="audio/ogg"), None),
        (Medium.VIDEO, Inline(base64="AAAA", media_type="video/mp4"), None),
        (Medium.VIDEO, Handle(kind="asset", value="a"), "asset://a"),
    ],
)
def test_the_address_of_sound_and_video(adapter, kind, source, url):
    inputs = (PICTURE, medium(Role.REFERENCE, kind, source))
    if url is None:
        assert adapter.refuses(model=P20, inputs=inputs)[0] == "/inputs/1/source"
    else:
        item = said(adapter.says(model=P20, inputs=inputs).call)["content"][2]
        name = f"{kind.value}_url"
        assert item == {"type": name, name: {"url": url}, "role": f"reference_{kind.value}"}


def test_frames_say_which_they_are(adapter):
    content = said(adapter.says(inputs=(LAST, FIRST)).call)["content"]
    assert [item.get("role") for item in content] == [None, "last_frame", "first_frame"]
