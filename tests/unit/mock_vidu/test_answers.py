"""What a create, a query and a cancellation are answered with."""

import pytest
from vidu_mock import (
    BODIES,
    FRAMES,
    IMAGE,
    PICTURE,
    TEXT,
    VALIDATORS,
    VIDEO,
    VIEWS,
    Mock,
    png,
)

from vidlect_mock.lifecycle import State
from vidlect_mock.scenario import AfterPolls, Breaks, Lapses, NeverEnds, Scenario
from vidlect_mock.sessions import Settings
from vidlect_mock.vendors import vidu
from vidlect_mock.vendors.vidu import identity
from vidlect_mock.vendors.vidu.films import pixels
from vidlect_mock.vendors.vidu.vocabulary import WORDS


def test_a_create_repeats_the_request_with_its_defaults(mock):
    answer = mock.created("text2video", {**TEXT, "prompt": "[[mock:succeed #c]] 雪"})
    assert "code" not in answer
    assert identity.moment(mock.wall) == answer.pop("created_at")
    assert len(answer.pop("task_id")) == 18
    assert 1 <= answer.pop("seed") <= 2**31 - 1
    assert answer == {
        "state": "created",
        "model": "viduq1",
        "style": "general",
        "prompt": "雪",
        "images": [],
        "duration": 5,
        "aspect_ratio": "16:9",
        "resolution": "1080p",
        "bgm": False,
        "audio": False,
        "movement_amplitude": "auto",
        "payload": "",
        "off_peak": False,
        "watermark": False,
        "credits": 80,
    }


@pytest.mark.parametrize(
    ("path", "more", "said"),
    [
        ("text2video", {"seed": 7}, {"seed": 7}),
        ("text2video", {"model": "vidu1.5"}, {"duration": 4, "resolution": "360p"}),
        ("text2video", {"model": "vidu1.5", "duration": 8}, {"duration": 8, "resolution": "720p"}),
        ("text2video", {"model": "viduq2", "duration": 10.0}, {"duration": 10}),
        ("text2video", {"model": "viduq3-pro"}, {"audio": True}),
        ("text2video", {"model": "viduq3-pro", "audio": False}, {"audio": False}),
        ("text2video", {"watermark": True}, {"watermark": True, "wm_position": "bottom_right"}),
        ("text2video", {"wm_position": 1}, {"wm_position": "top_left"}),
        ("text2video", {"meta_data": "{}", "wm_url": PICTURE}, {"meta_data": "{}", "wm_url": PICTURE}),
        ("text2video", {"off_peak": True}, {"off_peak": True, "credits": 40}),
        ("img2video", {"is_rec": True}, {"is_rec": True, "credits": 90}),
        ("img2video", {"model": "viduq3-turbo"}, {"audio": True}),
        ("reference2video", {"model": "viduq3"}, {"audio": True}),
        ("reference2video", {"model": "viduq3-mix"}, {"audio": False}),
        ("reference2video", {"model": "viduq2-pro", "duration": 0}, {"duration": 5}),
        ("reference2video", {"model": "viduq2-pro", "videos": [VIDEO]}, {"videos": [VIDEO]}),
        ("multiframe", {}, {"duration": 10, "resolution": "720p"}),
        (
            "multiframe",
            {"image_settings": [{"key_image": PICTURE, "duration": 3}, {"key_image": PICTURE}]},
            {"duration": 8},
        ),
        ("template", {"area": "auto"}, {"template": "hugging"}),
    ],
    ids=str,
)
def test_an_answer_says_what_is_used(mock, path, more, said):
    answer = mock.created(path, {**BODIES[path], **more})
    assert {name: answer[name] for name in said} == said


def test_a_picture_has_no_ratio_and_a_text_has(mock):
    assert "aspect_ratio" not in mock.created("img2video")
    assert mock.created("reference2video", {**VIEWS, "aspect_ratio": "3:4"})["aspect_ratio"] == "3:4"


def test_a_subjects_picture_comes_back_as_a_link(mock):
    body = {
        "model": "viduq2",
        "prompt": "雪",
        "subjects": [{"name": "甲", "images": [png(200, 200), PICTURE]}],
    }
    (subject,) = mock.created("reference2video", body)["subjects"]
    assert subject["name"] == "甲"
    assert subject["images"][0].startswith("http://m.example/__media__/vidu/")
    assert subject["images"][1] == PICTURE


@pytest.mark.parametrize("length", [0, 1, 999, 1000, 1001, 100_000])
def test_a_payload_comes_back_untouched_everywhere(mock, length):
    payload = ("订单" + "x" * length)[:length]
    answer = mock.created(payload=payload)
    assert answer["payload"] == payload
    assert mock.task(answer["task_id"])["payload"] == payload
    assert mock.tasks()["tasks"][0]["payload"] == payload


def test_an_open_body_may_hold_anything(mock):
    deep = [[[[[[[1]]]]]]]
    body = {
        "style": [1],
        "images": [PICTURE, deep, 5],
        "subjects": [{"a": deep}],
        "duration": 10**18,
    }
    answer = mock.created("template-story", body)
    assert answer["images"] == [PICTURE]
    assert answer["subjects"] == [{"a": [[[None]]]}]
    assert answer["payload"] == ""
    assert "style" not in answer


@pytest.mark.parametrize("seed", [2**63, 1e300])
def test_a_number_beyond_all_measure_breaks_nothing(mock, seed):
    assert mock.create("template-story", {"seed": seed, "duration": seed})[0] == 200


@pytest.mark.parametrize(
    ("path", "body", "film"),
    [
        ("text2video", TEXT, (1920, 1080, 5.0, False)),
        (
            "text2video",
            {**TEXT, "model": "viduq3-pro", "aspect_ratio": "9:16", "duration": 16},
            (720, 1280, 16.0, True),
        ),
        ("text2video", {**TEXT, "model": "vidu1.5"}, (640, 360, 4.0, False)),
        (
            "text2video",
            {**TEXT, "model": "viduq2", "aspect_ratio": "4:3", "resolution": "540p"},
            (720, 540, 5.0, False),
        ),
        ("text2video", {**TEXT, "bgm": True}, (1920, 1080, 5.0, True)),
        ("text2video", {**TEXT, "audio": True}, (1920, 1080, 5.0, False)),
        ("text2video", {**TEXT, "model": "viduq3-pro", "audio": False, "bgm": True}, (1280, 720, 5.0, False)),
        ("reference2video", {**VIEWS, "model": "viduq3"}, (1280, 720, 5.0, True)),
        ("reference2video", {**VIEWS, "model": "viduq3-mix"}, (1280, 720, 5.0, False)),
        ("img2video", {**IMAGE, "images": [png(300, 400)]}, (1080, 1440, 5.0, False)),
        ("img2video", {**IMAGE, "images": [png(400, 100)]}, (4320, 1080, 5.0, False)),
        ("lip-sync", BODIES["lip-sync"], (1920, 1080, 5.0, True)),
        ("multiframe", {**FRAMES, "start_image": png(200, 200)}, (720, 720, 10.0, False)),
        (
            "multiframe",
            {**FRAMES, "image_settings": [{"key_image": PICTURE, "duration": 10**9}] * 9},
            (1280, 720, 144.0, False),
        ),
        ("template-story", {"duration": 10**9, "resolution": "8k"}, (1920, 1080, 144.0, False)),
    ],
    ids=str,
)
def test_the_film_is_as_the_model_would_make_it(mock, path, body, film):
    task_id = mock.created(path, body)["task_id"]
    made = mock.engine.store.find("vidu", "default", task_id).plan.film
    assert (made.width, made.height, made.seconds, made.sound) == film


def test_pixels_are_even():
    for ratio in ((16, 9), (9, 16), (1, 1), (3, 4), (401, 300)):
        for tier in ("360p", "540p", "720p", "1080p"):
            assert all(side % 2 == 0 for side in pixels(tier, ratio))


def test_a_task_goes_through_its_words(mock):
    task_id = mock.created()["task_id"]
    mock.engine.pace = AfterPolls(2, 3)
    first, second, third = (mock.task(task_id) for _ in range(3))
    assert [one["state"] for one in (first, second, third)] == ["created", "processing", "success"]
    assert [one["progress"] for one in (first, second, third)] == [0, 50, 100]
    assert first["creations"] == second["creations"] == []
    (creation,) = third["creations"]
    assert creation["id"] == identity.creation_id(task_id)
    assert creation["url"].startswith("http://m.example/__media__/vidu/")
    assert "cover.jpg" in creation["cover_url"]
    assert third["err_code"] == ""
    assert third["credits"] == 80


def test_a_waiting_task_is_queueing_from_its_second_poll():
    mock = Mock(pace=AfterPolls(3, 4))
    task_id = mock.created()["task_id"]
    assert [mock.task(task_id)["state"] for _ in range(4)] == ["created", "queueing", "processing", "success"]


def test_every_state_has_a_word():
    assert set(WORDS) == set(State)


@pytest.mark.parametrize(
    ("outcome", "word"),
    [
        (Breaks("output_rejected"), "CreationPolicyViolation"),
        (Breaks("ImageDownloadFailure"), "ImageDownloadFailure"),
        (Lapses(), "InternalServiceFailure"),
    ],
    ids=str,
)
def test_a_failed_task_costs_nothing_and_says_why(mock, outcome, word):
    mock.engine.configure("default", Settings(scenario=Scenario("s", AfterPolls(0, 0), outcome)))
    answer = mock.task(mock.created()["task_id"])
    assert (answer["state"], answer["err_code"], answer["credits"]) == ("failed", word, 0)
    assert answer["creations"] == []


@pytest.mark.parametrize("word", ["InternalServiceFailure", "UserCancelled", "Canceled"])
def test_an_off_peak_task_ends_by_itself_after_two_days(word):
    mock = Mock(lapsed_word=word)
    mock.engine.configure("default", Settings(scenario=Scenario("s", AfterPolls(0, 0), NeverEnds())))
    plain, cheap = mock.created()["task_id"], mock.created(off_peak=True)["task_id"]
    mock.engine.clock.step(48 * 3600 - 1)
    assert mock.task(cheap)["state"] == "processing"
    mock.engine.clock.step(2)
    answer = mock.task(cheap)
    assert (answer["state"], answer["err_code"], answer["credits"]) == ("failed", word, 0)
    assert mock.task(plain)["state"] == "processing"


@pytest.mark.parametrize("body", [None, {}, {"id": "same"}, b"null", b"{", {"id": "1"}], ids=str)
def test_a_waiting_task_is_cancelled_whatever_the_body(mock, body):
    task_id = mock.created()["task_id"]
    given = {"id": task_id} if body == {"id": "same"} else body
    status, answer = mock.cancel(task_id, given)
    assert (status, answer) == (200, {})
    assert bool(mock.entry.remarks) is (body in (b"null", b"{", {"id": "1"}))
    assert VALIDATORS.reply_violations("cancelTask", status, answer) == []
    polled = mock.task(task_id)
    assert (polled["state"], polled["err_code"], polled["credits"]) == ("failed", "UserCancelled", 0)


def test_a_strict_session_looks_at_the_body_of_a_cancellation():
    mock = Mock("strict")
    assert mock.cancel(mock.created()["task_id"], {"id": "1"})[0] == 400


def test_a_cancellation_may_be_answered_by_null():
    mock = Mock(cancel_reply="null")
    assert mock.cancel(mock.created()["task_id"]) == (200, None)


@pytest.mark.parametrize(("polls", "word"), [(2, "scheduled"), (3, "success")], ids=["running", "done"])
def test_a_task_that_runs_is_cancelled_too_late(mock, polls, word):
    task_id = mock.created()["task_id"]
    for _ in range(polls):
        mock.task(task_id)
    status, answer = mock.cancel(task_id)
    assert (status, answer["reason"]) == (400, "BadRequest")
    assert answer["message"] == f"task state is {word}, can not cancel"


def test_a_task_is_cancelled_once(mock):
    task_id = mock.created()["task_id"]
    assert mock.cancel(task_id)[0] == 200
    assert mock.cancel(task_id)[1]["message"] == "task state is failed, can not cancel"


@pytest.mark.parametrize("task_id", ["900539403250700288", "1", "%2e%2e", "%ff", "山"])
def test_an_unknown_task_is_not_found(mock, task_id):
    for method, action in (("GET", "creations"), ("POST", "cancel")):
        status, answer = mock.ask(method, f"/ent/v2/tasks/{task_id}/{action}")
        assert (status, answer["reason"], answer["message"]) == (404, "TaskNotFound", "task not found")


def test_another_sessions_task_is_not_found(mock):
    task_id = mock.created()["task_id"]
    key = vidu.credentials("other")[0].values["api_key"]
    headers = [(b"authorization", f"Token {key}".encode())]
    assert mock.ask("GET", f"/ent/v2/tasks/{task_id}/creations", headers=headers)[0] == 404


def test_a_switch_leaves_the_id_out():
    mock = Mock(query_id="absent")
    assert "id" not in mock.task(mock.created()["task_id"])


def test_a_switch_writes_times_as_numbers():
    assert Mock(created_at="integer").created()["created_at"] == 1_766_000_000
