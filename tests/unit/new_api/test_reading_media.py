"""The media that new-api reads of a create, and of a form."""

from base64 import b64encode

import pytest
from new_api_creates import OTHER, PLAIN, THIRD, URL, VIDEOS, film, form, of_form, picture, read, refused

from vidlect_adapters.canonical import Handle, Inline, Medium, Pixels, Role, VideoRequest
from vidlect_adapters.forms import Part, form_call

PNG = b"\x89PNG\r\n\x1a\n...."
IN_BASE64 = b64encode(PNG).decode()


def file(name="input_reference", content=PNG, media_type="image/png"):
    return Part(name=name, content=content, file_name="a.png", media_type=media_type)


@pytest.mark.parametrize(
    "members",
    [
        {"image": URL},
        {"images": [URL]},
        {"images": URL},
        {"images": [URL, "", None]},
        {"input_reference": URL},
        {"input_reference": {"image_url": URL}},
        {"metadata": {"image_urls": [URL]}},
        {"metadata": {"first_frame_url": URL}},
        {"image": URL, "images": [URL]},
        {"image": URL, "input_reference": URL, "metadata": {"image_urls": [URL]}},
    ],
    ids=str,
)
def test_one_picture_is_the_first_frame_in_every_spelling(members):
    assert film(**members).inputs == (picture(URL),)


def test_the_same_picture_twice_is_noted():
    assert read(image=URL, images=[URL]).notes == ("image: the same picture as in images",)


def test_a_text_for_a_list_is_noted():
    assert read(images=URL).notes == ("images: a text was taken for a list of one",)
    assert read(images="").notes == ()


@pytest.mark.parametrize(
    "members", [{"image": URL, "images": [OTHER]}, {"image": URL, "input_reference": OTHER}]
)
def test_other_pictures_are_refused_rather_than_dropped(members):
    assert refused(**members).field in members


def test_two_pictures_are_first_and_last_frame():
    assert film(images=[URL, OTHER]).inputs == (picture(URL), picture(OTHER, Role.LAST_FRAME))
    assert film(image=URL, metadata={"image_tail": OTHER}).inputs == film(images=[URL, OTHER]).inputs
    assert film(metadata={"last_frame_url": OTHER}).inputs == (picture(OTHER, Role.LAST_FRAME),)
    assert refused(images=[URL, OTHER], metadata={"image_tail": THIRD}).field == "metadata.image_tail"


def test_more_pictures_are_references_in_order():
    wanted = tuple(picture(one, Role.REFERENCE) for one in (URL, OTHER, THIRD))
    assert film(images=[URL, OTHER, THIRD]).inputs == wanted
    assert film(images=[URL, OTHER, THIRD], metadata={"reference_urls": [URL, OTHER, THIRD]}).inputs == wanted
    assert (
        refused(images=[URL, OTHER, THIRD], metadata={"reference_urls": [URL]}).field
        == "metadata.reference_urls"
    )


def test_references_may_be_few_where_they_are_called_so():
    assert film(metadata={"reference_urls": [URL]}).inputs == (picture(URL, Role.REFERENCE),)
    assert film(metadata={"image_list": [{"image": URL}, {"image_url": OTHER}]}).inputs == tuple(
        picture(one, Role.REFERENCE) for one in (URL, OTHER)
    )
    assert refused(metadata={"image_list": [{"picture": URL}]}).field == "metadata.image_list[0]"


def test_what_drives_a_film_and_masks_stand_in_metadata():
    metadata = {
        "audio_url": "https://example.com/a.mp3",
        "video_url": "https://example.com/a.mp4",
        "mask_url": [URL],
    }
    assert film(metadata=metadata).inputs == (
        picture("https://example.com/a.mp3", Role.SOURCE, Medium.AUDIO),
        picture("https://example.com/a.mp4", Role.SOURCE, Medium.VIDEO),
        picture(URL, Role.MASK),
    )


@pytest.mark.parametrize("text", [IN_BASE64, f"data:image/png;base64,{IN_BASE64}"])
def test_a_picture_may_be_base64_or_a_data_url(text):
    media_type = "image/png" if ":" in text else None
    assert film(image=text).inputs[0].source == Inline(base64=IN_BASE64, media_type=media_type)


def test_a_file_that_the_vendor_has_is_a_handle():
    decoded = read(input_reference={"file_id": "file-1"})
    assert decoded.request.inputs[0].source == Handle(kind="file_id", value="file-1")
    assert decoded.notes == ("input_reference: an object; as built a text or a file is read",)
    assert film(input_reference={}).inputs == ()


@pytest.mark.parametrize(
    ("members", "field"),
    [
        ({"image": "https:/nowhere"}, "image"),
        ({"image": "%%%"}, "image"),
        ({"images": [URL, 5]}, "images[1]"),
        ({"images": {"a": 1}}, "images"),
        ({"input_reference": {"url": URL}}, "input_reference.url"),
        ({"input_reference": {"image_url": "ftp://a/b"}}, "input_reference.image_url"),
        ({"input_reference": {"image_url": URL, "file_id": "f"}}, "input_reference"),
        ({"input_reference": 5}, "input_reference"),
    ],
    ids=str,
)
def test_what_is_no_picture_is_refused_by_name(members, field):
    error = refused(**members)
    assert (error.field, error.code) == (field, "invalid_request")


def test_a_form_says_the_same_as_json():
    decoded = of_form(
        ("duration", "5"), ("size", "16:9"), ("image", URL), ("mode", "pro"), ("metadata", '{"seed": 7}')
    )
    assert decoded == read(duration="5", size="16:9", image=URL, mode="pro", metadata={"seed": 7})


def test_a_file_keeps_its_bytes_and_type():
    assert of_form(file()).request.inputs[0].source == Inline(content=PNG, media_type="image/png")
    assert of_form(file(media_type="application/octet-stream")).notes == (
        "input_reference: the file looks like image/png",
    )


def test_pictures_may_come_several_times_in_a_form():
    assert of_form(("images", URL), ("images", OTHER)).request.inputs == film(images=[URL, OTHER]).inputs


def test_the_sdks_object_in_a_form_is_read():
    assert of_form(("input_reference[image_url]", URL)).request.inputs == (picture(URL),)


def test_other_fields_of_a_form_go_to_metadata_and_numbers_are_numbers():
    decoded = of_form(
        ("cfg_scale", "0.5"),
        ("seed", "7"),
        ("width", "1280"),
        ("height", "720"),
        ("style", "x"),
        ("zip", "007"),
    )
    assert decoded.request == VideoRequest(
        **PLAIN,
        seed=7,
        frame=Pixels(width=1280, height=720),
        vendor_options={"cfg_scale": 0.5, "style": "x", "zip": "007"},
    )


@pytest.mark.parametrize("text", ["1e5", "0x1", " 7", "12345678901234567890", "", "-"])
def test_what_only_looks_like_a_number_stays_a_text(text):
    assert of_form(("style", text)).request.vendor_options == {"style": text}


def test_a_field_and_metadata_that_differ_are_refused():
    assert of_form(("cfg_scale", "0.5"), ("metadata", '{"cfg_scale": 0.5}')).request.vendor_options == {
        "cfg_scale": 0.5
    }
    assert refused(form(("cfg_scale", "0.5"), ("metadata", '{"cfg_scale": 1}'))).field == "cfg_scale"


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ([file("image")], "image"),
        ([file("images")], "images"),
        ([("prompt", "again")], "prompt"),
        ([file(), file()], "input_reference"),
        ([file(), ("input_reference", URL)], "input_reference"),
        ([file(content=b"")], "input_reference"),
        ([file(media_type="text/plain")], "input_reference"),
        ([Part(name="mode", content=b"\xff")], "mode"),
        ([Part(name="mode", content=b"\x00")], "mode"),
    ],
    ids=str,
)
def test_a_part_at_fault_is_refused_by_name(parts, field):
    error = refused(form(*parts))
    assert (error.field, error.code) == (field, "invalid_request")


def test_a_form_that_is_none_has_a_code_of_its_own():
    broken = form_call("POST", VIDEOS.path, ()).with_headers(("Content-Type", "multipart/form-data"))
    assert refused(broken).code == "invalid_multipart_form"
    assert refused(form(("prompt", "雪"), plain=False)).code == "missing_model"
