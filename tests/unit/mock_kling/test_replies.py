"""How a task is shown: words, results, costs, times, by either API."""

from uuid import UUID

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kling_bodies import ANY, BODIES, CREATED, FACE, FILM, INLINE, NEW, PICTURE, PROMPT
from kling_counter import VALIDATORS, Counter

from vidlect_mock.interface import Desk, TaskView
from vidlect_mock.lifecycle import State
from vidlect_mock.message import Answer, json_answer
from vidlect_mock.vendors import kling
from vidlect_mock.vendors.kling import films, identity, shapes
from vidlect_mock.vendors.kling.errors import ERRORS
from vidlect_mock.vendors.kling.models import MODELS, NEW_MODELS
from vidlect_mock.vendors.kling.operations import ENDPOINTS
from vidlect_mock.vendors.kling.vocabulary import CLASSIC_WORDS, NEW_WORDS

WORDS = {
    State.QUEUED: ("submitted", "submitted"),
    State.RUNNING: ("processing", "processing"),
    State.SUCCEEDED: ("succeed", "succeeded"),
    State.FAILED: ("failed", "failed"),
    State.CANCELLED: ("failed", "failed"),
    State.EXPIRED: ("failed", "failed"),
}


def view(state, operation="createText2Video", **more):
    facts = {
        "task_id": "831922345719271433", "state": state, "model": "kling-v1", "prompt": "", "body": {},
        "created_at": 1_766_737_710.125, "ended_at": None, "age": 1.0, "polls": 1,
        "failure": "1301" if state is State.FAILED else None, "film": films.film("kling-v1", "720p", fps=30),
        "links": {"video.mp4": "http://127.0.0.1:1/v.mp4"}, "operation": operation,
    }  # fmt: skip
    return TaskView(**{**facts, **more})


def desk(**switches):
    counter = Counter(**switches)
    return Desk(
        0.0, counter.engine.profiles["kling"], kling.secret_of, kling.session_of, VALIDATORS.violations, 7
    )


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("deduction", ["units", "cash"])
@pytest.mark.parametrize("unfinished", ["absent", "empty"])
def test_every_state_has_its_words_and_fits_the_document(state, deduction, unfinished):
    at = desk(deduction=deduction, unfinished_result=unfinished)
    classic, new = shapes.classic(view(state), "default", at), shapes.new(view(state), at)
    assert (classic["task_status"], new["status"]) == WORDS[state] == (CLASSIC_WORDS[state], NEW_WORDS[state])
    frame = {"code": 0, "message": "SUCCEED", "request_id": identity.drawn(b"request", 1)}
    assert VALIDATORS.reply_violations("getText2Video", 200, {**frame, "data": classic}) == []
    assert VALIDATORS.reply_violations("getTasks", 200, {**frame, "data": [new]}) == []
    over = state not in {State.QUEUED, State.RUNNING}
    assert ("task_result" in classic) == (over or unfinished == "empty")
    assert bool(classic.get("task_result")) == bool(new["outputs"]) == (state is State.SUCCEEDED)
    assert ("billing" in new) == over
    assert bool(classic["task_status_msg"]) == bool(new["message"]) == (WORDS[state][0] == "failed")


@pytest.mark.parametrize(
    ("code", "kind", "said"),
    [
        ("input_rejected", "text2video", "Failure to pass the risk control system"),
        ("output_rejected", "image2video", "Failure to pass the risk control system"),
        ("invalid_input", "image2video", "Image pixel is invalid"),
        ("invalid_input", "lip-sync", "The model did not detect a human"),
        (
            "invalid_input",
            "new image-to-video",
            "Something went wrong when we tried to get the contents of the file.",
        ),
        (
            "unreadable_file",
            "image2video",
            "Something went wrong when we tried to get the contents of the file.",
        ),
        ("no_human", "text2video", "The model did not detect a human"),
        ("internal", "text2video", "Internal error"),
        ("5002", "text2video", "Internal timeout"),
        ("nonsense", "text2video", "Internal error"),
    ],
)
def test_a_failed_task_is_a_success_that_says_why(breaking, code, kind, said):
    shown = breaking(code).done(kind, BODIES[kind][0])
    if kind in NEW:
        assert (shown["status"], shown["message"], shown["outputs"]) == ("failed", said, [])
        assert shown["billing"][0]["amount"] == "0"
    else:
        assert (shown["task_status"], shown["task_status_msg"], shown["task_result"]) == ("failed", said, {})
        assert shown["final_unit_deduction"] == "0"


def test_a_lapsed_task_has_failed(lapsing):
    shown = lapsing.done()
    assert (shown["task_status"], shown["task_status_msg"]) == ("failed", "Internal timeout")


@pytest.mark.parametrize("code", ERRORS)
def test_every_error_fits_the_document(code):
    answer = kling.fail(code, None, desk())
    row = ERRORS[code]
    assert answer.status == row.http
    for name in ENDPOINTS:
        assert VALIDATORS.reply_violations(name, answer.status, orjson.loads(answer.body)) == []
    assert kling.failure_code(code) == code


@pytest.mark.parametrize(
    ("word", "http", "code"),
    [("invalid_input", 400, 1201), ("input_rejected", 400, 1301), ("output_rejected", 400, 1300), ("internal", 500, 5000),
     ("rate_limited", 429, 1302), ("concurrency_limited", 429, 1303), ("quota_exhausted", 429, 1102)],
)  # fmt: skip
def test_a_neutral_word_is_a_code(word, http, code):
    answer = kling.fail(kling.failure_code(word), None, desk())
    assert (answer.status, orjson.loads(answer.body)["code"]) == (http, code)


def test_what_is_no_code_is_none():
    with pytest.raises(KeyError):
        kling.failure_code("50412")
    with pytest.raises(KeyError):
        kling.fail("50412", None, desk())


def test_times_are_milliseconds_and_grow():
    queued = shapes.classic(view(State.QUEUED), "default", desk())
    running = shapes.classic(view(State.RUNNING, started_at=1_766_737_711.5), "default", desk())
    done = shapes.new(view(State.SUCCEEDED, started_at=1_766_737_711.5, ended_at=1_766_737_771.775), desk())
    assert (queued["created_at"], queued["updated_at"]) == (1_766_737_710_125, 1_766_737_710_125)
    assert running["updated_at"] == 1_766_737_711_500
    assert (done["create_time"], done["update_time"]) == (1_766_737_710_125, 1_766_737_771_775)


@pytest.mark.parametrize("kind", BODIES)
def test_a_watermark_is_a_second_address(counter, kind):
    shown = counter.done(kind, BODIES[kind][1])
    film = shown["outputs"][0] if kind in NEW else shown["task_result"]["videos"][0]
    assert film["watermark_url"].startswith("http")
    if kind in CREATED:
        assert shown["watermark_info"] == {"enabled": True}
        assert shown["task_info"]["external_task_id"] == ANY["external_task_id"]
    plain = counter.done(kind, BODIES[kind][0])
    assert "watermark_url" not in (plain["outputs"][0] if kind in NEW else plain["task_result"]["videos"][0])


def test_a_bill_in_money(counter_with):
    counter = counter_with("cash")
    assert counter.done()["final_balance_deduction"] == {"quota": "0.28", "list_price": "0.28"}
    (bill,) = counter.done("new text-to-video", {"prompt": PROMPT})["billing"]
    assert (bill["charge_type"], bill["cash_type"], bill["currency"]) == ("cash", "balance", "USD")


@pytest.mark.parametrize(
    ("name", "seconds", "resolution", "cost"),
    [
        ("kling-3.0-turbo", 5, "720p", "4"),
        ("kling-3.0-omni", 3, "720p", "1.8"),
        ("kling-3.0-omni", 3, "4k", "4.2"),
    ],
)
def test_the_observed_rates(name, seconds, resolution, cost):
    assert films.amount(films.units(films.film(name, resolution, seconds=seconds))) == cost


@pytest.mark.parametrize("name", [name for name, row in MODELS.items() if "text2video" in row.kinds])
@pytest.mark.parametrize("mode", ["std", "pro"])
@pytest.mark.parametrize(("ratio", "wide"), [("16:9", 1), ("9:16", -1), ("1:1", 0)])
def test_a_film_is_what_was_asked_for(counter, name, mode, ratio, wide):
    task_id = counter.make(body={"prompt": PROMPT, "model_name": name, "mode": mode, "aspect_ratio": ratio})
    film = counter.engine.task("kling", "default", task_id, counter.engine.clock.now()).plan.film
    assert (film.width > film.height) - (film.width < film.height) == wide
    short = min(film.width, film.height)
    assert (short >= 1080) == (MODELS[name].modes[mode] == "1080p")
    assert film.fps == MODELS[name].fps[0]
    assert film.seconds == pytest.approx(5.1 if film.fps == 30 else 121 / 24)
    assert not film.sound


@pytest.mark.parametrize(
    ("kind", "body", "size", "seconds", "sound"),
    [
        ("text2video", {"model_name": "kling-v3", "mode": "4k", "duration": "15", "sound": "on"}, (3840, 2160), "15.041", True),
        ("text2video", {"model_name": "kling-v2-6", "mode": "std", "sound": "on"}, (1280, 720), "5.041", False),
        ("text2video", {"model_name": "kling-v2-6", "mode": "pro", "sound": "on"}, (1920, 1080), "5.041", True),
        ("image2video", {"model_name": "kling-v1-6", "image": PICTURE, "duration": "10"}, (1280, 720), "10.1", False),
        ("omni-video", {"aspect_ratio": "1:1"}, (1440, 1440), "5.041", False),
        ("effects", {"effect_scene": "hug", "input": {"images": [INLINE] * 2, "mode": "pro", "duration": "10"}}, (1920, 1080), "10.041", False),
        ("avatar/image2video", {"image": PICTURE, "audio_id": "a", "mode": "pro"}, (1920, 1080), "5.041", True),
        ("motion-control", {**BODIES["motion-control"][0], "keep_original_sound": "no"}, (1280, 720), "5.041", False),
        ("motion-control", BODIES["motion-control"][0], (1280, 720), "5.041", True),
        ("lip-sync", BODIES["lip-sync"][0], (1280, 720), "5.041", True),
        ("new text-to-video", {"settings": {"resolution": "4k", "aspect_ratio": "9:16", "duration": 3}}, (2160, 3840), "3.041", False),
        ("new image-to-video", BODIES["new image-to-video"][0], (1280, 720), "5.041", False),
    ],
)  # fmt: skip
def test_a_film_of_each_kind(counter, kind, body, size, seconds, sound):
    prompt = {} if kind.startswith(("effects", "lip", "new image")) else {"prompt": PROMPT}
    task_id = counter.make(kind, {**prompt, **body})
    film = counter.engine.task("kling", "default", task_id, counter.engine.clock.now()).plan.film
    assert ((film.width, film.height), films.seconds_text(film), film.sound) == (size, seconds, sound)


@pytest.mark.parametrize("name", ["kling-2.6", "kling-3.0-turbo"])
def test_sound_and_pixels_of_the_new_models(counter, name):
    settings = {"audio": "native"}
    made = counter.ask("POST", f"/text-to-video/{name}", {"prompt": PROMPT, "settings": settings}).data["id"]
    film = counter.engine.task("kling", "default", made, counter.engine.clock.now()).plan.film
    assert film.sound
    assert film.height == (1080 if name == "kling-2.6" else 720)
    assert NEW_MODELS[name].always_sounds == (name == "kling-3.0-turbo")


@given(st.integers(0, 2**60 - 1), st.integers(0, 2**28))
def test_task_ids_are_18_digits_and_in_order(number, more):
    first, second = identity.task_id(number), identity.task_id(number + 1 + more)
    assert len(first) == 18
    assert first.isdecimal()
    assert first != second


@given(st.integers(0, 2**60 - 1).map(identity.task_id))
def test_a_videos_id_is_a_uuid_that_names_its_task(task_id):
    video = identity.video_id(task_id)
    assert UUID(video).version == 4
    assert identity.task_of(video) == task_id
    assert identity.task_of(video[:-1] + ("0" if video[-1] != "0" else "1")) is None


@given(st.text(max_size=40))
def test_another_text_names_no_task(text):
    assert identity.task_of(text) is None


def test_ids_of_requests_differ():
    drawn = [identity.drawn(purpose, number) for purpose in (b"request", b"session") for number in range(500)]
    assert len(set(drawn)) == 1000


def test_a_status_word_is_respelt_wherever_it_stands():
    for data, there in (
        ({"task_status": "succeed"}, True), ({"status": "submitted"}, True), ([{"status": "failed"}, {"status": "x"}], True),
        ({"status": 0}, False), ([], False), ({"count": 0}, False),
    ):  # fmt: skip
        answer = json_answer(200, {"code": 0, "data": data})
        said = kling.respell_status(answer, "resting")
        assert (b"resting" in said.body) == there
        assert isinstance(said, Answer)


def test_a_face_needs_its_times(counter):
    session = counter.ask("POST", "/v1/videos/identify-face", {"video_url": FILM}).data["session_id"]
    for name in ("sound_start_time", "sound_end_time", "sound_insert_time"):
        face = {key: value for key, value in FACE.items() if key != name}
        said = counter.create("advanced-lip-sync", {"session_id": session, "face_choose": [face]}).refused[2]
        assert said == f"face_choose[0].{name} is required"
