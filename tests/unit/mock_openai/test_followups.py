"""Remixes, edits, extensions and characters."""

import pytest
from openai_client import MP4, PROMPT, error

from vidlect_mock.marker import cut
from vidlect_mock.scenario import AfterPolls


def follow(client, kind, **body):
    return client.ask("POST", f"/v1/videos/{kind}", {"prompt": PROMPT, **body})


def completed(client, video_id):
    for _ in range(2):
        status = client.get(video_id)[1]["status"]
    assert status == "completed"
    return video_id


@pytest.fixture
def source(client):
    return client.completed(model="sora-2-pro", size="1792x1024", seconds="8")


def test_a_remix_has_length_and_size_of_its_source_and_names_it(client, source):
    status, said = follow(client, f"{source}/remix")
    assert status == 200
    assert (said["model"], said["seconds"], said["size"]) == ("sora-2-pro", "8", "1792x1024")
    assert said["remixed_from_video_id"] == source
    assert client.get(said["id"])[1]["remixed_from_video_id"] == source


def test_a_remix_may_be_a_form(client, source):
    status, said = client.send(("prompt", PROMPT), path=f"/v1/videos/{source}/remix")
    assert (status, said["remixed_from_video_id"]) == (200, source)


@pytest.mark.parametrize("choice", ["null", "remixed_from_video_id"])
def test_an_edit_is_like_its_source(client_of, choice):
    client = client_of(edit_source=choice)
    source = client.completed(size="1280x720")
    status, said = follow(client, "edits", video={"id": source})
    assert (status, said["size"], said["seconds"]) == (200, "1280x720", "4")
    assert said["remixed_from_video_id"] == (None if choice == "null" else source)


def test_an_edit_of_a_video_takes_its_model_from_there(client, source):
    _, said = follow(client, "edits", video={"id": source}, model="sora-2")
    assert said["model"] == "sora-2-pro"
    assert "belongs beside an uploaded file" in client.entry().remarks[0]


def test_the_node_sdks_form_of_an_edit(client, source):
    status, said = client.send(("prompt", PROMPT), ("video[id]", source), path="/v1/videos/edits")
    assert (status, said["model"]) == (200, "sora-2-pro")


def test_an_uploaded_film_is_edited_by_the_model_that_is_named(client):
    film = ("video", MP4, "a.mp4", "video/mp4")
    _, said = client.send(("prompt", PROMPT), film, ("model", "sora-2-pro"), path="/v1/videos/edits")
    assert (said["model"], said["size"], said["seconds"]) == ("sora-2-pro", "720x1280", "4")
    _, said = client.send(("prompt", PROMPT), film, path="/v1/videos/edits")
    assert said["model"] == "sora-2"


def test_an_extension_says_the_stitched_total(client, source):
    status, said = follow(client, "extensions", seconds="12", video={"id": source})
    assert (status, said["seconds"], said["size"]) == (200, "20", "1792x1024")


def test_an_uploaded_film_is_extended_by_what_is_asked_for(client):
    film = ("video", MP4, "a.mp4", "video/mp4")
    _, said = client.send(("prompt", PROMPT), ("seconds", "8"), film, path="/v1/videos/extensions")
    assert said["seconds"] == "8"


def test_a_video_is_extended_six_times_at_most(client):
    video = client.completed()
    for number in range(6):
        _, said = follow(client, "extensions", seconds="4", video={"id": video})
        assert said["seconds"] == str(8 + 4 * number)
        video = completed(client, said["id"])
    status, said = follow(client, "extensions", seconds="4", video={"id": video})
    assert (status, error(said)[2]) == (400, "video")


def test_a_video_has_120_seconds_at_most(client):
    video = client.completed(seconds="20")
    for _ in range(5):
        video = completed(client, follow(client, "extensions", seconds="20", video={"id": video})[1]["id"])
    assert client.get(video)[1]["seconds"] == "120"
    status, said = follow(client, "extensions", seconds="4", video={"id": video})
    assert (status, error(said)[2]) == (400, "seconds")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("{}/remix", {}),
        ("edits", {"video": {"id": "{}"}}),
        ("extensions", {"seconds": "4", "video": {"id": "{}"}}),
    ],
)
def test_a_source_has_to_be_there_and_completed(client_of, kind, body):
    client = client_of(pace=AfterPolls(1, 9))
    made = client.made()
    for video, status in (("video_x", 404), (made, 400)):
        filled = {"id": video} if "video" in body else None
        sent = {**body, "video": filled} if filled else body
        assert follow(client, kind.format(video), **sent)[0] == status
        assert client.entry().refusal.stage == "task"


@pytest.mark.parametrize(
    ("kind", "body", "param", "code"),
    [
        ("video_x/remix", {"seconds": "4"}, "seconds", "unknown_parameter"),
        ("video_x/remix", {"prompt": ""}, "prompt", "empty_string"),
        ("edits", {}, "video", "missing_required_parameter"),
        ("edits", {"video": "video_x"}, "video", "invalid_type"),
        ("edits", {"video": {}}, "video.id", "missing_required_parameter"),
        ("edits", {"video": {"id": 7}}, "video.id", "invalid_type"),
        ("edits", {"video": {"id": "1", "url": "2"}}, "video.url", "unknown_parameter"),
        ("edits", {"video": {"id": "1"}, "model": "sora-1"}, "model", "invalid_value"),
        ("edits", {"video": {"id": "1"}, "size": "720x1280"}, "size", "unknown_parameter"),
        ("extensions", {"video": {"id": "1"}}, "seconds", "missing_required_parameter"),
        ("extensions", {"video": {"id": "1"}, "seconds": "5"}, "seconds", "invalid_value"),
        (
            "extensions",
            {"video": {"id": "1"}, "seconds": "4", "characters": []},
            "characters",
            "unknown_parameter",
        ),
    ],
)
def test_what_is_refused(client, kind, body, param, code):
    status, said = follow(client, kind, **body)
    assert (status, error(said)[2:]) == (400, (param, code))


def test_a_text_for_a_film_and_a_film_of_another_type(client):
    _, said = client.send(("prompt", PROMPT), ("video", "a.mp4"), path="/v1/videos/edits")
    assert (
        error(said)[0] == "Invalid type for 'video': expected a file or an object, but got a string instead."
    )
    film = ("video", MP4, "a.mov", "video/quicktime")
    _, said = client.send(("prompt", PROMPT), film, path="/v1/videos/edits")
    assert error(said)[2:] == ("video", "unsupported_file_mimetype")


def character(client, *parts):
    return client.send(*parts, path="/v1/videos/characters")


FILM = ("video", MP4, "fox.mp4", "video/mp4")


def test_a_character_is_made_shown_and_named_in_a_create(client):
    status, made = character(client, ("name", "小狐"), FILM)
    assert (status, made["name"]) == (200, "小狐")
    assert client.ask("GET", f"/v1/videos/characters/{made['id']}") == (200, made)
    assert client.create(prompt="小狐跑过雪地", characters=[{"id": made["id"]}])[0] == 200
    assert client.entry().remarks == ()
    assert client.create(characters=[{"id": made["id"]}])[0] == 200
    assert "name is not in the prompt" in client.entry().remarks[0]


def test_a_character_of_nobody_is_404(client):
    status, said = client.ask("GET", "/v1/videos/characters/char_x")
    assert (status, error(said)[0]) == (404, "Character with id 'char_x' not found.")


def test_a_characters_name_may_carry_a_marker(client):
    _, made = character(client, ("name", "[[mock:succeed #case-3]] 小狐"), FILM)
    assert made["name"] == cut("[[mock:succeed]] 小狐")[0]
    assert client.entry().case == "case-3"


@pytest.mark.parametrize(
    ("parts", "param", "code"),
    [
        ([FILM], "name", "missing_required_parameter"),
        ([("name", ""), FILM], "name", "empty_string"),
        ([("name", "狐" * 81), FILM], "name", "string_above_max_length"),
        ([("name", "1")], "video", "missing_required_parameter"),
        ([("name", "1"), ("video", "a.mp4")], "video", "invalid_type"),
        ([("name", "1"), ("video", b"1", "a", "image/png")], "video", "unsupported_file_mimetype"),
        ([("name", "1"), FILM, ("prompt", "1")], "prompt", "unknown_parameter"),
    ],
)
def test_a_character_that_is_refused(client, parts, param, code):
    status, said = character(client, *parts)
    assert (status, error(said)[2:]) == (400, (param, code))


def test_a_character_is_a_form(client):
    status, said = client.ask("POST", "/v1/videos/characters", {"name": "1"})
    assert (status, error(said)[3]) == (400, "unsupported_content_type")


def test_a_character_film_may_be_judged_by_its_first_bytes(client_of):
    client = client_of(file_type="by-content")
    assert character(client, ("name", "1"), ("video", MP4, "a", "application/octet-stream"))[0] == 200
