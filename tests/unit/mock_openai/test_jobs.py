"""A job's life as the vendor shows it: objects, lists, files, deletion."""

import orjson
import pytest
from openai_client import PROMPT, error

from vidlect_mock.interface import Film, Intake, TaskView
from vidlect_mock.lifecycle import State
from vidlect_mock.message import json_answer
from vidlect_mock.scenario import AfterPolls, AfterSeconds, Breaks, Lapses, Scenario, Succeeds
from vidlect_mock.sessions import Settings
from vidlect_mock.vendors import openai
from vidlect_mock.vendors.openai.errors import ERRORS
from vidlect_mock.vendors.openai.vocabulary import STATUSES, SWITCHES

NOT_READY = "Video is not ready yet, use GET /v1/videos/{video_id} to check status."


def play(client, scenario):
    client.engine.configure("default", Settings(scenario=scenario))


def test_a_job_goes_from_queued_to_completed(client_of):
    client = client_of(pace=AfterPolls(2, 3))
    made = client.made()
    seen = [client.get(made)[1] for _ in range(4)]
    assert [one["status"] for one in seen] == ["queued", "in_progress", "completed", "completed"]
    assert [one["progress"] for one in seen] == [0, 1, 100, 100]
    assert seen[1]["completed_at"] is seen[1]["expires_at"] is None
    assert seen[2]["expires_at"] == seen[2]["completed_at"] + 3600
    assert seen[2]["error"] is None


@pytest.mark.parametrize(("outcome", "last"), [(Succeeds(), 100), (Breaks("internal_error"), 99)])
def test_progress_never_goes_back_and_a_failed_job_keeps_its_own(client, outcome, last):
    play(client, Scenario("slow", AfterSeconds(5.0, 200.0), outcome))
    made = client.made()
    seen = []
    for _ in range(6):
        client.engine.clock.step(41.0)
        seen.append(client.get(made)[1]["progress"])
    assert seen == [37, 78, 99, 99, last, last]


def test_a_job_that_failed_early_stays_where_it_was(client):
    play(client, Scenario("breaks", AfterSeconds(1.0, 30.0), Breaks("internal_error")))
    made = client.made()
    client.engine.clock.step(29.0)
    seen = [client.get(made)[1]["progress"]]
    client.engine.clock.step(1.0)
    seen.append(client.get(made)[1]["progress"])
    client.engine.clock.step(60.0)
    assert [*seen, client.get(made)[1]["progress"]] == [29, 30, 30]


@pytest.mark.parametrize("code", ERRORS)
def test_a_failed_job_has_an_error(client, code):
    play(client, Scenario("breaks", AfterPolls(1, 1), Breaks(code)))
    made = client.made()
    _, said = client.get(made)
    assert (said["status"], said["completed_at"], said["expires_at"]) == ("failed", None, None)
    assert said["error"]["code"] == ERRORS[code].job[0]
    assert client.get(made, "/content")[0] == 404


def test_review_of_the_input_says_so(client):
    play(client, Scenario("breaks", AfterPolls(1, 1), Breaks("input_rejected")))
    _, said = client.get(client.made())
    assert said["error"]["code"] == "moderation_blocked"
    assert "checking inputs" in said["error"]["message"]


def test_a_job_that_lapses_has_failed(client):
    play(client, Scenario("lapses", AfterPolls(1, 1), Lapses()))
    _, said = client.get(client.made())
    assert (said["status"], said["error"]["code"]) == ("failed", "processing_error")


def test_a_failed_job_may_have_a_time(client_of):
    client = client_of(failed_completed_at="set")
    play(client, Scenario("breaks", AfterPolls(1, 1), Breaks("internal")))
    _, said = client.get(client.made())
    assert said["completed_at"] >= said["created_at"]
    assert said["expires_at"] is None


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        ("default", ["queued", "in_progress", "completed"]),
        ("seed-004", ["processing", "processing", "succeeded"]),
        ("seed-002", ["in_queue", "processing", "completed"]),
        ("seed-000", ["queued", "processing", "succeeded"]),
    ],
)
def test_the_words_of_every_dialect(client_of, profile, words):
    client = client_of(profile, official=False, pace=AfterPolls(1, 2))
    created = client.create()[1]
    seen = [created["status"], *(client.get(created["id"])[1]["status"] for _ in range(2))]
    assert seen == words
    last = client.get(created["id"])[1]
    assert last.get("url", "http").startswith("http")
    assert ("url" in last) == (profile != "default")


def test_the_page_of_seed_004(client_of):
    client = client_of("seed-004", official=False)
    _, said = client.get(client.completed())
    assert said["expires_at"] == said["created_at"] + 86_400
    assert said["quality"] == "standard"
    assert "prompt" not in said
    assert client.create(width=1)[1] == {
        "error": {"message": "Unknown parameter: 'width'.", "type": "invalid_request_error"}
    }


def test_every_table_of_words_is_total():
    assert all(set(words) == set(State) for words in STATUSES.values())


def test_the_flat_envelope_of_seed_003(client_of):
    _, said = client_of(envelope="seed-003", official=False).create(width=1)
    assert list(said) == ["code", "message", "param", "type"]


def test_null_keys_may_be_left_out(client_of):
    _, said = client_of(null_keys="absent", official=False).create()
    assert None not in said.values()
    assert said["progress"] == 0


def test_a_new_job_may_be_in_progress(client_of):
    assert client_of(first_status="in_progress").create()[1]["status"] == "in_progress"


def test_an_unfinished_jobs_answer_says_when_to_ask_again(client, client_of):
    name = "openai-poll-after-ms"
    assert client.header(name, "POST", "/v1/videos", {"prompt": PROMPT}) == b"100"
    done = client.completed()
    assert client.header(name, "GET", f"/v1/videos/{done}") is None
    assert client_of(poll_after="absent").header(name, "POST", "/v1/videos", {"prompt": PROMPT}) is None


def test_every_answer_has_the_platforms_headers(client):
    for method, path in (
        ("GET", "/v1/videos"),
        ("GET", "/v1/videos/x"),
        ("GET", "/nowhere"),
        ("PUT", "/v1/videos"),
    ):
        names = {name for name, _ in client.deliver(method, path).answer.headers}
        assert {b"x-request-id", b"openai-processing-ms", b"openai-version", b"openai-organization"} <= names
    first, second = (client.header("x-request-id", "GET", "/v1/videos") for _ in range(2))
    assert first != second


def test_a_job_of_nobody_is_404(client, client_of):
    status, said = client.get("video_x")
    assert (status, error(said)) == (
        404,
        ("Video with id 'video_x' not found.", "invalid_request_error", None, None),
    )
    _, said = client_of(not_found_code="invalid_request_error").get("video_x")
    assert error(said)[3] == "invalid_request_error"


def test_a_completed_job_is_deleted_and_then_unknown(client):
    done = client.completed()
    assert client.ask("DELETE", f"/v1/videos/{done}") == (
        200,
        {"id": done, "object": "video.deleted", "deleted": True},
    )
    assert client.get(done)[0] == client.ask("DELETE", f"/v1/videos/{done}")[0] == 404
    assert client.ask("GET", "/v1/videos")[1]["data"] == []


@pytest.mark.parametrize(("choice", "status"), [("400", 400), ("409", 409)])
def test_a_running_job_is_not_deleted(client_of, choice, status):
    client = client_of(delete_running=choice, pace=AfterPolls(1, 9))
    made = client.made()
    for _ in range(2):
        assert client.ask("DELETE", f"/v1/videos/{made}")[0] == status
        assert client.get(made)[0] == 200


def test_a_failed_job_is_deleted(client):
    play(client, Scenario("breaks", AfterPolls(1, 1), Breaks("internal")))
    made = client.made()
    client.get(made)
    assert client.ask("DELETE", f"/v1/videos/{made}")[0] == 200


def test_a_list_in_pages(client):
    made = [client.made() for _ in range(5)]
    _, first = client.ask("GET", "/v1/videos", query="limit=2")
    assert [one["id"] for one in first["data"]] == made[:2:-1]
    assert (first["first_id"], first["last_id"], first["has_more"]) == (made[4], made[3], True)
    _, second = client.ask("GET", "/v1/videos", query=f"limit=3&after={first['last_id']}")
    assert [one["id"] for one in second["data"]] == made[2::-1]
    assert second["has_more"] is False
    _, rising = client.ask("GET", "/v1/videos", query=f"order=asc&after={made[1]}")
    assert [one["id"] for one in rising["data"]] == made[2:]


def test_a_list_of_nothing(client):
    empty = {"object": "list", "data": [], "first_id": None, "has_more": False, "last_id": None}
    assert client.ask("GET", "/v1/videos") == (200, empty)
    client.made()
    assert client.ask("GET", "/v1/videos", query="limit=0")[1] == {**empty, "has_more": True}


def test_a_list_has_twenty_and_its_order_is_a_switch(client_of):
    client = client_of(list_order="asc")
    made = [client.made() for _ in range(21)]
    _, said = client.ask("GET", "/v1/videos")
    assert [one["id"] for one in said["data"]] == made[:20]


@pytest.mark.parametrize(
    ("query", "param", "code"),
    [
        ("limit=101", "limit", "integer_above_max_value"),
        ("limit=-1", "limit", "integer_below_min_value"),
        ("limit=many", "limit", "invalid_type"),
        ("limit=1.0", "limit", "invalid_type"),
        ("limit=" + "9" * 5000, "limit", "invalid_type"),
        ("limit=", "limit", "invalid_type"),
        ("limit=%D9%A3", "limit", "invalid_type"),
        ("order=newest", "order", "invalid_value"),
    ],
)
def test_a_page_that_cannot_be(client, query, param, code):
    status, said = client.ask("GET", "/v1/videos", query=query)
    assert (status, error(said)[2:]) == (400, (param, code))


def test_a_cursor_of_nobody_is_404(client):
    client.made()
    assert client.ask("GET", "/v1/videos", query="after=video_x")[0] == 404


def test_an_unknown_parameter_is_remarked_and_strictly_refused(client, client_of):
    assert client.ask("GET", "/v1/videos", query="model=sora-2")[0] == 200
    assert client.entry().remarks == ("model: an unknown query parameter",)
    _, said = client_of("strict").ask("GET", "/v1/videos", query="model=sora-2")
    assert error(said)[2:] == ("model", "unknown_parameter")
    assert client.ask("GET", "/v1/videos", query="&".join(["a=1"] * 200))[0] == 200


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "video.mp4"),
        ("variant=video", "video.mp4"),
        ("variant=thumbnail", "thumbnail.webp"),
        ("variant=spritesheet", "spritesheet.jpg"),
    ],
)
def test_a_completed_jobs_files(client, query, name):
    delivery = client.deliver("GET", f"/v1/videos/{client.completed(size='1280x720')}/content", query=query)
    assert delivery.file is not None
    assert delivery.file.name == name
    assert delivery.file.film == Film(1280, 720, 4.0, 30, sound=True, label="sora-2")
    assert b"x-request-id" in dict(delivery.answer.headers)


def test_a_variant_that_there_is_not(client):
    status, said = client.get(client.completed(), "/content", query="variant=gif")
    assert status == 400
    assert (
        error(said)[0]
        == "Invalid value: 'gif'. Supported values are: 'video', 'thumbnail', and 'spritesheet'."
    )


@pytest.mark.parametrize(("choice", "status"), [("404", 404), ("400", 400)])
def test_content_comes_when_the_job_is_completed(client_of, choice, status):
    client = client_of(early_content=choice)
    assert client.get("video_x", "/content")[0] == 404
    answered, said = client.get(client.made(), "/content")
    assert (answered, error(said)[0]) == (status, NOT_READY)


@pytest.mark.parametrize(("choice", "status"), [("404", 404), ("403", 403)])
def test_content_goes_an_hour_after_the_jobs_end(client_of, choice, status):
    client = client_of(expired_content=choice)
    done = client.completed()
    client.engine.clock.step(3590.0)
    assert client.deliver("GET", f"/v1/videos/{done}/content").file is not None
    client.engine.clock.step(11.0)
    assert client.get(done, "/content")[0] == status
    assert client.get(done)[1]["status"] == "completed"


def test_a_job_is_known_for_thirty_days(client):
    done = client.completed()
    client.engine.clock.step(29 * 86_400.0)
    assert client.get(done)[1]["status"] == "completed"
    client.engine.clock.step(2 * 86_400.0)
    assert client.get(done)[0] == 404


def test_another_status_word_only_where_there_is_one():
    assert orjson.loads(openai.respell_status(json_answer(200, {"status": "queued"}), "x").body) == {
        "status": "x"
    }
    for answer in (json_answer(200, {"id": 1}), json_answer(200, {})._replace(body=b"<html>")):
        assert openai.respell_status(answer, "x") == answer


def test_a_state_that_no_operation_leads_to_is_failed_all_the_same(client):
    task = TaskView(
        "video_1",
        State.CANCELLED,
        "sora-2",
        "",
        {"seconds": "4", "size": "720x1280"},
        0.0,
        None,
        1.0,
        0,
        None,
        None,
    )
    admitted, desk = client.admitted("retrieveVideo"), client.desk()
    said = orjson.loads(openai.render(admitted, Intake(body={}), task, desk).body)
    assert (said["status"], said["error"]["code"]) == ("failed", "processing_error")


def test_a_list_without_its_numbers_has_the_usual_ones(client):
    asked = Intake(body={"after": None, "limit": None, "order": None})
    answer = openai.render_list(client.admitted("listVideos"), asked, iter(()), client.desk())
    assert orjson.loads(answer.body)["data"] == []


def test_every_switch_has_its_source():
    assert all(switch.source and switch.about and switch.confidence for switch in SWITCHES)
    assert len({switch.name for switch in SWITCHES}) == len(SWITCHES)
