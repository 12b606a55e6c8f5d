"""Client → gateway → mock over real sockets; markers in the prompt say what the vendor does."""

import itertools
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from vidlect_contract.reference.keys import ClientKey

NUMBERS = itertools.count()
CREATE = {"model": "jimeng-video-3.0-pro", "req_key": "jimeng_ti2v_v30_pro", "frames": 121}


@pytest.fixture
def case(request):
    return f"{request.node.name.split('[')[0]}-{next(NUMBERS)}"


def at(gateway):
    headers = {"Authorization": f"Bearer {gateway.key}"}
    return httpx.Client(base_url=gateway.url, headers=headers, trust_env=False, timeout=30)


def create(client, case, scenario, **changes):
    return client.post(
        "/v1/videos", json={**CREATE, "prompt": f"[[mock:{scenario} #{case}]] 一盏灯", **changes}
    )


def finished(client, task_id, within=10.0):
    """The statuses seen until the end, and the last reply."""
    seen = []
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        reply = client.get(f"/v1/videos/{task_id}")
        assert reply.status_code == 200, reply.text
        seen.append(reply.json()["status"])
        if seen[-1] in {"completed", "failed"}:
            return seen, reply.json()
        time.sleep(0.02)
    raise AssertionError(f"not ended: {seen}")


def journal(control, case, operation_part=""):
    entries = control.get("/__mock__/journal", params={"case": case}).json()["entries"]
    return [entry for entry in entries if operation_part in (entry["operation"] or "")]


def submits(control, case):
    return journal(control, case, "Submit")


def test_a_film_from_create_to_its_last_byte(client, control, case):
    task_id = create(client, case, "every-state").json()["id"]
    seen, _ = finished(client, task_id)
    assert [word for word, _ in itertools.groupby(seen)] == ["in_queue", "processing", "completed"]
    whole = client.get(f"/v1/videos/{task_id}/content")
    assert whole.headers["content-type"] == "video/mp4"
    assert whole.content[4:8] == b"ftyp"
    assert int(whole.headers["content-length"]) == len(whole.content)
    head = client.head(f"/v1/videos/{task_id}/content")
    assert (head.status_code, head.headers["content-length"]) == (200, whole.headers["content-length"])
    part = client.get(f"/v1/videos/{task_id}/content", headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.content) == (206, b"ftyp")
    assert part.headers["content-range"] == f"bytes 4-7/{len(whole.content)}"
    assert (
        client.get(f"/v1/videos/{task_id}/content", headers={"Range": f"bytes={10**9}-"}).status_code == 416
    )
    assert len(submits(control, case)) == 1


def test_every_call_to_the_vendor_was_authentic(client, control, case):
    finished(client, create(client, case, "instant").json()["id"])
    assert [entry["refusal"] for entry in journal(control, case) if entry["refusal"]] == []


@pytest.mark.parametrize(
    "scenario", ["reset-after-accepting", "submit-reset", "submit-500", "submit-503", "submit-429"]
)
def test_an_ambiguous_or_refused_create_is_never_sent_twice(client, control, case, scenario):
    reply = create(client, case, scenario)
    assert 400 <= reply.status_code < 600
    assert set(reply.json()) == {"error"}
    time.sleep(0.7)  # longer than all pauses between attempts
    assert len(submits(control, case)) == 1


@pytest.mark.parametrize(
    "scenario",
    [
        "two-503s",
        "poll-500",
        "poll-429",
        "html-502",
        "malformed-json",
        "truncated",
        "reset",
        "unknown-status",
        "backwards",
    ],
)
def test_polls_that_go_wrong_end_no_task(client, control, case, scenario):
    seen, _ = finished(client, create(client, case, scenario).json()["id"])
    assert seen[-1] == "completed"
    assert len(submits(control, case)) == 1


@pytest.mark.parametrize("scenario", ["input-rejected", "output-rejected", "expires"])
def test_a_task_that_fails_says_why_and_has_no_film(client, case, scenario):
    task_id = create(client, case, scenario).json()["id"]
    seen, last = finished(client, task_id)
    assert seen[-1] == "failed"
    assert last["error"]["message"]
    assert client.get(f"/v1/videos/{task_id}/content").status_code == 409


@pytest.mark.parametrize("scenario", ["content-404", "content-503", "content-reset"])
def test_a_download_that_fails_once_is_mended_and_starts_no_new_film(client, control, case, scenario):
    task_id = create(client, case, scenario).json()["id"]
    finished(client, task_id)
    reply = client.get(f"/v1/videos/{task_id}/content")
    assert (reply.status_code, reply.content[4:8]) == (200, b"ftyp")
    assert len(submits(control, case)) == 1


def test_a_download_that_breaks_off_is_seen_to_be_short_and_works_the_next_time(client, case):
    task_id = create(client, case, "content-truncated").json()["id"]
    finished(client, task_id)
    with pytest.raises(httpx.RemoteProtocolError):
        client.get(f"/v1/videos/{task_id}/content")
    assert client.get(f"/v1/videos/{task_id}/content").content[4:8] == b"ftyp"


def test_a_task_that_has_ended_is_asked_for_no_more(client, control, case):
    task_id = create(client, case, "instant").json()["id"]
    for _ in range(5):
        finished(client, task_id)
    assert len(journal(control, case, "GetResult")) == 1


def test_a_poll_storm_reaches_the_vendor_as_a_trickle(gateway_with, control, case):
    with gateway_with(shortest_pause=0.5) as gateway, at(gateway) as client:
        task_id = create(client, case, "never-ends").json()["id"]
        began = time.monotonic()
        with ThreadPoolExecutor(16) as pool:
            replies = list(pool.map(lambda _: client.get(f"/v1/videos/{task_id}"), range(100)))
        lasted = time.monotonic() - began
    assert {reply.status_code for reply in replies} == {200}
    assert len(journal(control, case, "GetResult")) <= 1 + lasted / 0.5


def test_another_keys_task_is_not_there(client, case):
    task_id = create(client, case, "instant").json()["id"]
    other = {"Authorization": f"Bearer {ClientKey(session='somebody-else').text}"}
    for path in (f"/v1/videos/{task_id}", f"/v1/videos/{task_id}/content"):
        assert client.get(path, headers=other).status_code == 404


def test_old_ids_are_gone_after_a_restart_without_a_file(gateway_with, case):
    with gateway_with() as gateway, at(gateway) as client:
        task_id = create(client, case, "instant").json()["id"]
    with gateway_with() as gateway, at(gateway) as client:
        assert client.get(f"/v1/videos/{task_id}").status_code == 404


def test_a_film_that_is_not_there_yet_is_409(client, case):
    task_id = create(client, case, "never-ends").json()["id"]
    for reply in (client.get(f"/v1/videos/{task_id}/content"), client.head(f"/v1/videos/{task_id}/content")):
        assert reply.status_code == 409


def test_questions_about_a_picture_are_answered_at_once(client):
    body = {"model": "OmniHuman_1.5", "image_url": "https://example.com/portrait.jpg"}
    path = "/v1/omnihuman/subject"
    found = client.post(
        f"{path}/detection", json={**body, "req_key": "jimeng_realman_avatar_object_detection"}
    )
    assert (found.status_code, found.json()["status"]) == (200, 1)
    assert found.json()["mask_urls"]
    known = client.post(
        f"{path}/recognition", json={**body, "req_key": "jimeng_realman_avatar_picture_create_role_omni_v15"}
    )
    assert (known.status_code, known.json()["status"]) == (200, 1)
    assert isinstance(known.json()["task_id"], str)


@pytest.mark.parametrize(("models", "status"), [("OmniHuman*", 200), ("jimeng-*", 403), ("*", 200)])
@pytest.mark.parametrize(
    ("route", "req_key"),
    [
        ("detection", "jimeng_realman_avatar_object_detection"),
        ("recognition", "jimeng_realman_avatar_picture_create_role_omni_v15"),
    ],
)
def test_a_key_asks_about_pictures_with_the_models_that_it_is_for(client, models, status, route, req_key):
    key = ClientKey(session="default", models=models).text
    body = {"model": "OmniHuman_1.5", "req_key": req_key, "image_url": "https://example.com/portrait.jpg"}
    headers = {"Authorization": f"Bearer {key}"}
    reply = client.post(f"/v1/omnihuman/subject/{route}", json=body, headers=headers)
    assert reply.status_code == status
    assert status == 200 or "OmniHuman_1.5" in reply.json()["error"]["message"]


@pytest.mark.parametrize("prompt", ["灯" * 800, "🌊\u0301\n\"'\\</&>", "a\tb", "\u0000x"])
def test_a_prompt_arrives_as_it_was_written_or_is_refused(client, control, case, prompt):
    reply = client.post("/v1/videos", json={**CREATE, "prompt": f"[[mock:instant #{case}]] {prompt}"})
    if reply.status_code == 200:
        (entry,) = submits(control, case)
        assert httpx.Response(200, content=entry["request"]["body"]).json()["prompt"].endswith(prompt)
    else:
        assert reply.status_code == 400


def test_a_prompt_of_ten_megabytes_is_refused_by_name_and_not_repeated(client):
    reply = client.post("/v1/videos", json={**CREATE, "prompt": "x" * 10_000_000})
    assert reply.status_code == 400
    assert reply.json()["error"]["param"] == "prompt"
    assert len(reply.content) < 1000


def test_a_body_beyond_every_limit_is_413(client):
    reply = client.post("/v1/videos", content=b" " * (33 * 1024 * 1024))
    assert reply.status_code == 413
    assert set(reply.json()) == {"error"}


def test_the_document_and_its_page_are_served_and_other_methods_on_them_are_refused_in_the_envelope(client):
    assert client.get("/openapi.json").json()["openapi"].startswith("3.1")
    assert "html" in client.get("/docs").headers["content-type"]
    for path in ("/openapi.json", "/docs"):
        reply = client.post(path)
        assert reply.status_code == 404
        assert set(reply.json()) == {"error"}
