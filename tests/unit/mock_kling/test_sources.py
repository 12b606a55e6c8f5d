"""Videos made before: extended, spoken over, selected from; and steps that answer at once."""

import pytest
from kling_bodies import FACE, FILM, PICTURE, PROMPT
from kling_counter import NOW

from vidlect_mock.vendors.kling import identity
from vidlect_mock.vendors.kling.models import MODELS

STEPS = "/v1/videos/multi-elements/"
NOBODY = "5c0e2a51-0000-4000-8000-000000000000"
FOREIGN = (NOBODY, "831922345719271433", "x", "z" * 36, identity.video_id("831922345719271433"))


def session(counter, **video):
    return counter.ask("POST", f"{STEPS}init-selection", video or {"video_url": FILM}).data["session_id"]


def test_a_video_can_be_extended_again_and_again(counter):
    video = counter.video()
    for total in ("10.1", "15.1"):
        shown = counter.done("video-extend", {"video_id": video, "prompt": PROMPT, "cfg_scale": 0.3})
        (made,) = shown["task_result"]["videos"]
        assert shown["task_info"]["parent_video"]["id"] == video
        assert made["duration"] == total
        assert shown["final_unit_deduction"] == "2"
        video = made["id"]


def test_a_video_is_extended_to_three_minutes(counter):
    video = counter.video(body={"prompt": PROMPT, "duration": "10"})
    for _ in range(33):
        shown = counter.done("video-extend", {"video_id": video})
        video = shown["task_result"]["videos"][0]["id"]
    assert shown["task_result"]["videos"][0]["duration"] == "175.1"
    assert "too long" in counter.create("video-extend", {"video_id": video}).refused[2]


@pytest.mark.parametrize("name", [name for name, row in MODELS.items() if "text2video" in row.kinds])
def test_only_the_v1_line_is_extended(counter, name):
    video = counter.video(body={"prompt": PROMPT, "model_name": name})
    asked = counter.create("video-extend", {"video_id": video})
    assert asked.data if MODELS[name].extends else "cannot be extended" in asked.refused[2]


@pytest.mark.parametrize("video", FOREIGN)
def test_a_video_that_nobody_made_is_refused_or_trusted(counter, counter_with, video):
    for kind, body in (
        ("video-extend", {"video_id": video}),
        ("lip-sync", {"input": {"video_id": video, "mode": "text2video", "text": "早"}}),
    ):
        assert counter.create(kind, body).refused == (400, 1201, f"video_id not found: {video}")
        trusting = counter_with(unknown_reference="taken")
        assert trusting.done(kind, body)["task_info"]["parent_video"]["id"] == video
    for path in ("/v1/videos/identify-face", f"{STEPS}init-selection"):
        assert counter.ask("POST", path, {"video_id": video}).refused[1] == 1201
        assert (
            counter_with(unknown_reference="taken").ask("POST", path, {"video_id": video}).data["session_id"]
        )


def test_an_unfinished_or_foreign_video_is_unknown(counter):
    video = identity.video_id(counter.make())
    assert counter.create("video-extend", {"video_id": video}).refused[1] == 1201
    video = counter.video()
    assert counter.create("video-extend", {"video_id": video}, session="other").refused[1] == 1201


def test_a_video_is_spoken_over(counter):
    video = counter.video()
    shown = counter.done("lip-sync", {"input": {"video_id": video, "mode": "text2video", "text": "早"}})
    assert shown["task_info"]["parent_video"]["duration"] == "5.1"
    shown = counter.done("lip-sync", {"input": {"video_url": FILM, "mode": "text2video", "text": "早"}})
    assert shown["task_info"]["parent_video"] == {"id": None, "url": FILM, "duration": "5.041"} | {
        "id": shown["task_info"]["parent_video"]["id"]}  # fmt: skip


@pytest.mark.parametrize("given", ["video_id", "video_url"])
def test_faces_are_found_and_spoken_over(counter, given):
    video = counter.video() if given == "video_id" else FILM
    found = counter.ask("POST", "/v1/videos/identify-face", {given: video}).data
    assert [face["face_id"] for face in found["face_data"]] == ["0"]
    body = {"session_id": found["session_id"], "face_choose": [FACE]}
    shown = counter.done("advanced-lip-sync", body)
    parent = shown["task_info"]["parent_video"]
    assert parent["id" if given == "video_id" else "url"] == video


def test_a_session_lasts_a_day(counter, counter_with):
    body = {"session_id": NOBODY, "face_choose": [FACE]}
    said = f"session_id not found: {NOBODY}"
    assert counter.create("advanced-lip-sync", body).refused == (400, 1201, said)
    assert counter_with(unknown_reference="taken").done("advanced-lip-sync", body)["task_info"][
        "parent_video"
    ]
    body["session_id"] = counter.ask("POST", "/v1/videos/identify-face", {"video_url": FILM}).data[
        "session_id"
    ]
    assert counter.create("advanced-lip-sync", body, session="other").refused[1] == 1201
    # the steps of a selection begin another kind of session
    assert counter.create("advanced-lip-sync", {**body, "session_id": session(counter)}).refused[1] == 1201
    counter.clock.wall = lambda: NOW + 86_399
    assert counter.create("advanced-lip-sync", body).data
    counter.clock.wall = lambda: NOW + 86_401
    assert counter.create("advanced-lip-sync", body).refused[1] == 1201


def test_a_selection_goes_step_by_step(counter):
    begun = counter.ask("POST", f"{STEPS}init-selection", {"video_id": counter.video()}).data
    assert (begun["status"], begun["fps"], begun["total_frame"]) == (0, 24, 120)
    this = {"session_id": begun["session_id"]}
    points = {**this, "frame_index": 3, "points": [{"x": 0.5, "y": 1}]}
    for step in ("add-selection", "delete-selection"):
        marked = counter.ask("POST", STEPS + step, points).data
        assert marked["res"]["frame_index"] == 3
        assert marked["res"]["rle_mask_list"]
    assert counter.ask("POST", f"{STEPS}clear-selection", this).data == {"status": 0, **this}
    assert (
        counter.ask("POST", f"{STEPS}preview-selection", this).data["res"]["video"]
        == begun["normalized_video"]
    )
    shown = counter.done("multi-elements", {**this, "edit_mode": "removal", "prompt": PROMPT})
    assert shown["task_result"]["videos"][0]["session_id"] == this["session_id"]


@pytest.mark.parametrize(
    "step", ["add-selection", "delete-selection", "clear-selection", "preview-selection"]
)
def test_a_step_without_a_session_is_refused_inside_a_success(counter, counter_with, step):
    body = {"session_id": NOBODY, "frame_index": 0, "points": [{"x": 0, "y": 0}]}
    body = body if "selection" in step and step[:3] in {"add", "del"} else {"session_id": NOBODY}
    assert counter.ask("POST", STEPS + step, body).data == {"status": 1, "session_id": NOBODY}
    assert counter_with(unknown_reference="taken").ask("POST", STEPS + step, body).data["status"] == 0


@pytest.mark.parametrize(
    ("step", "body", "said"),
    [
        ("init-selection", {}, "video_id or video_url is required"),
        ("init-selection", {"video_url": "x"}, "video_url value 'x' is invalid"),
        ("add-selection", {"session_id": "a", "frame_index": 0}, "points is required"),
        ("add-selection", {"session_id": "a", "frame_index": 0, "points": [{"x": 2, "y": 0}]},
         "points[0].x must be less than or equal to 1.0"),
        ("clear-selection", {}, "session_id is required"),
        ("preview-selection", {"session_id": 5}, "session_id value type is invalid, expected string"),
    ],
)  # fmt: skip
def test_a_step_says_what_it_misses(counter, step, body, said):
    assert counter.ask("POST", STEPS + step, body).refused == (400, 1201, said)


def test_a_strict_step_has_no_unknown_fields(counter, counter_with):
    body = {"video_url": FILM, "model": "a"}
    assert counter.ask("POST", f"{STEPS}init-selection", body).remarks
    assert counter_with("strict").ask("POST", f"{STEPS}init-selection", body).status == 400


@pytest.mark.parametrize(("mode", "least", "most"), [("addition", 1, 2), ("swap", 1, 1), ("removal", 0, 0)])
@pytest.mark.parametrize("count", range(4))
def test_an_edit_takes_its_number_of_pictures(counter, mode, least, most, count):
    body = {"session_id": session(counter), "edit_mode": mode, "prompt": PROMPT}
    asked = counter.create("multi-elements", {**body, "image_list": [{"image": PICTURE}] * count})
    assert asked.status == (200 if least <= count <= most else 400)
