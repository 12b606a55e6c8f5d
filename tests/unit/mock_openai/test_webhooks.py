"""Webhook endpoints, and what is posted to them."""

from datetime import UTC, datetime

import orjson
import pytest
from openai_client import error
from standardwebhooks import Webhook, WebhookVerificationError

from vidlect_mock.interface import TaskView
from vidlect_mock.lifecycle import State
from vidlect_mock.vendors import openai
from vidlect_mock.vendors.openai.credentials import webhook_secret
from vidlect_mock.vendors.openai.webhooks import CALLBACKS

HOOK = "https://a.example/hook"
EVENTS = ["video.completed", "video.failed"]
DAY = 86_400.0


def endpoint(client, url=HOOK, events=EVENTS):
    status, said = client.ask(
        "POST", "/v1/webhook_endpoints", {"name": "通知", "url": url, "event_types": events}
    )
    assert status == 200, said
    return said


def task(state=State.SUCCEEDED, ended_at=1_761_016_975.4):
    return TaskView("video_1", state, "sora-2", "", {}, 1_761_016_896.0, ended_at, 90.0, 1, None, None)


def posted(client, url=HOOK, desk=None, **task_members):
    desk = desk or client.desk()._replace(wall=1_761_016_980.9)
    return openai.callback(task(**task_members), url, "default", desk)


def verified(secret, notice):
    """By the library, whose clock is the machine's: only the signature is looked at."""
    headers = dict(notice.headers)
    return any(
        _is_right(secret, headers, one, notice.body) for one in headers["webhook-signature"].split(" ")
    )


def _is_right(secret, headers, signature, body):
    key = secret if secret.startswith("whsec_") else secret.encode()
    at = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
    return Webhook(key).sign(headers["webhook-id"], at, body.decode()) == signature


def test_an_endpoint_is_answered_with_its_secret_once(client):
    made = endpoint(client)
    assert set(made) == {
        "id",
        "object",
        "created_at",
        "updated_at",
        "event_types",
        "name",
        "url",
        "signing_secret",
        "signing_secret_hint",
    }
    assert made["signing_secret"].startswith("whsec_")
    assert made["signing_secret_hint"].endswith(made["signing_secret"][-4:])
    shown = {name: value for name, value in made.items() if name != "signing_secret"}
    assert client.ask("GET", f"/v1/webhook_endpoints/{made['id']}") == (200, shown)
    assert client.ask("GET", "/v1/webhook_endpoints")[1]["data"] == [shown]


def test_endpoints_are_listed_in_pages_the_newest_first(client):
    made = [endpoint(client)["id"] for _ in range(3)]
    _, first = client.ask("GET", "/v1/webhook_endpoints", query="limit=2")
    assert [one["id"] for one in first["data"]] == made[:0:-1]
    _, second = client.ask("GET", "/v1/webhook_endpoints", query=f"after={made[1]}")
    assert [one["id"] for one in second["data"]] == made[:1]
    assert client.ask("GET", "/v1/webhook_endpoints", query="limit=-1")[0] == 400
    assert client.ask("GET", "/v1/webhook_endpoints", query="after=we_x")[0] == 404


def test_an_endpoint_is_changed_and_deleted(client):
    made = endpoint(client)
    path = f"/v1/webhook_endpoints/{made['id']}"
    status, changed = client.ask("POST", path, {"url": "http://127.0.0.1:9/hook"})
    assert (status, changed["url"], changed["name"]) == (200, "http://127.0.0.1:9/hook", "通知")
    assert "https" in client.entry().remarks[0]
    assert client.ask("POST", path)[1] == changed
    assert client.ask("DELETE", path) == (
        200,
        {"id": made["id"], "object": "webhook_endpoint.deleted", "deleted": True},
    )
    assert client.ask("GET", path)[0] == client.ask("DELETE", path)[0] == client.ask("POST", path)[0] == 404
    assert client.ask("GET", "/v1/webhook_endpoints")[1]["data"] == []


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({}, None),
        ({"name": "", "url": HOOK, "event_types": EVENTS}, "name"),
        ({"name": "1", "url": "ftp://a.example", "event_types": EVENTS}, "url"),
        ({"name": "1", "url": HOOK, "event_types": []}, "event_types"),
        ({"name": "1", "url": HOOK, "event_types": ["Video Done"]}, "event_types.0"),
        ({"name": "1", "url": HOOK, "event_types": EVENTS, "secret": "1"}, None),
        ([], None),
    ],
)
def test_an_endpoint_that_cannot_be_is_refused(client, body, param):
    status, said = client.ask("POST", "/v1/webhook_endpoints", orjson.dumps(body))
    assert (status, error(said)[2]) == (400, param)


def test_a_change_or_rotation_that_cannot_be_is_refused(client):
    path = f"/v1/webhook_endpoints/{endpoint(client)['id']}"
    assert client.ask("POST", path, {"name": 7})[0] == 400
    assert client.ask("POST", f"{path}/rotate_secret", {"keep": True})[0] == 400
    assert client.ask("POST", "/v1/webhook_endpoints/we_x/rotate_secret")[0] == 404


def test_events_that_can_be_subscribed_to(client):
    assert client.ask("GET", "/v1/webhook_event_types") == (200, {"object": "list", "data": EVENTS})


def test_a_job_calls_back_to_the_newest_endpoint_that_wants_videos(client):
    def address():
        return client.engine.store.find("openai", "default", client.made()).facts[-1]

    assert address() is None
    endpoint(client, "https://a.example/1", ["video.failed"])
    assert address() == "https://a.example/1"
    endpoint(client, "https://a.example/2", ["batch.completed"])
    assert address() == "https://a.example/1"
    endpoint(client, "https://a.example/3")
    assert address() == "https://a.example/3"


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (State.SUCCEEDED, "video.completed"),
        (State.FAILED, "video.failed"),
        (State.EXPIRED, "video.failed"),
    ],
)
def test_a_notice_names_the_job_and_nothing_else(client, state, kind):
    assert state in CALLBACKS.states
    notice = posted(client, state=state)
    body = orjson.loads(notice.body)
    assert body == {
        "id": body["id"],
        "object": "event",
        "created_at": 1_761_016_975,
        "type": kind,
        "data": {"id": "video_1"},
    }
    assert body["id"].startswith("evt_")
    assert orjson.loads(posted(client, state=state, ended_at=None).body)["created_at"] == 1_761_016_896


def test_a_repeated_notice_has_the_same_id_and_a_new_time(client):
    first, second = (
        dict(posted(client, desk=client.desk()._replace(wall=wall)).headers) for wall in (1000.0, 2000.0)
    )
    assert first["webhook-id"] == second["webhook-id"]
    assert (first["webhook-timestamp"], second["webhook-timestamp"]) == ("1000", "2000")
    assert first["webhook-signature"] != second["webhook-signature"]
    assert dict(posted(client, state=State.FAILED).headers)["webhook-id"] != first["webhook-id"]


def test_an_endpoints_secret_signs(client):
    endpoint(client, "https://a.example/other")
    made = endpoint(client)
    notice = posted(client)
    assert verified(made["signing_secret"], notice)
    assert not verified(webhook_secret("default"), notice)


def test_the_sessions_secret_signs_where_no_endpoint_is(client):
    desk = client.desk()
    for secret in ("whsec_c2VjcmV0", "plain text"):
        notice = posted(client, desk=desk._replace(webhook_secret=lambda _, secret=secret: secret))
        assert verified(secret, notice)
    notice = posted(client, desk=desk._replace(webhook_secret=lambda _: None))
    assert verified(webhook_secret("default"), notice)


def test_a_rotated_secret_signs_alone_or_beside_the_old_one_for_a_day(client):
    made = endpoint(client)
    path = f"/v1/webhook_endpoints/{made['id']}/rotate_secret"
    _, rotated = client.ask("POST", path, {"keep_old_secret_active_for_24_hours": True})
    assert rotated["signing_secret"] != made["signing_secret"]
    now = client.desk()
    beside = posted(client, desk=now)
    assert verified(made["signing_secret"], beside)
    assert verified(rotated["signing_secret"], beside)
    later = posted(client, desk=now._replace(wall=now.wall + DAY + 5))
    assert not verified(made["signing_secret"], later)
    assert verified(rotated["signing_secret"], later)
    _, again = client.ask("POST", path)
    alone = posted(client)
    assert verified(again["signing_secret"], alone)
    assert not verified(rotated["signing_secret"], alone)


def test_the_library_believes_a_notice_of_now(client):
    made = endpoint(client)
    notice = posted(client, desk=client.desk())
    assert (
        Webhook(made["signing_secret"]).verify(notice.body, dict(notice.headers))["type"] == "video.completed"
    )
    with pytest.raises(WebhookVerificationError):
        Webhook(webhook_secret("other")).verify(notice.body, dict(notice.headers))


def test_attempts_go_on_for_three_days_with_growing_pauses():
    assert list(CALLBACKS.pauses) == sorted(CALLBACKS.pauses)
    assert sum(CALLBACKS.pauses) == 72 * 3600


@pytest.mark.parametrize(
    ("events", "told"),
    [
        (["video.completed"], [State.SUCCEEDED]),
        (["video.failed"], [State.FAILED, State.EXPIRED]),
        (EVENTS, [State.SUCCEEDED, State.FAILED, State.EXPIRED]),
    ],
)
def test_an_endpoint_is_told_of_the_events_that_it_wants(client, events, told):
    endpoint(client, events=events)
    ends = [State.SUCCEEDED, State.FAILED, State.EXPIRED]
    assert [state for state in ends if posted(client, state=state) is not None] == told
