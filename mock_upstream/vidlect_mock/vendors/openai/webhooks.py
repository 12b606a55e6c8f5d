"""Notices of a job's end, signed per Standard Webhooks, and where they go.

Here live what is posted and which endpoint a job's notice goes to. Never: the management of endpoints
(`endpoints`), nor the posting itself.

A session's own webhook address (control API) counts for jobs that no endpoint is subscribed to.
"""

from __future__ import annotations

from datetime import UTC, datetime

import orjson

from vidlect_mock.interface import Callback, CallbackRule, Desk, TaskView
from vidlect_mock.lifecycle import State
from vidlect_mock.message import JsonObject

from .credentials import SECRET_PREFIX, webhook_secret
from .identity import drawn

ENDPOINT = "webhook_endpoint"
"""The kind under which an endpoint is kept by its id."""
INDEX = ("webhook_endpoints", "all")
"""Kind and name of the list of their ids, the newest first."""

COMPLETED = "video.completed"
FAILED = "video.failed"
EVENTS = (COMPLETED, FAILED)  # [facts 5]

OLD_SECRET = 24 * 3600.0
"""Seconds that a rotated secret still signs beside the new one, where that was asked for [sdk]."""

# Growing pauses for up to 72 hours [facts 5]; the steps are those that Standard Webhooks recommends, the last
# cut to the vendor's end. How long one attempt may take is not documented.
CALLBACKS = CallbackRule(
    frozenset({State.SUCCEEDED, State.FAILED, State.EXPIRED}),
    (5.0, 300.0, 1800.0, 7200.0, 18_000.0, 36_000.0, 50_400.0, 72_000.0, 73_495.0),
    15.0,
)


def subscribed(session: str, desk: Desk) -> str | None:
    """The address of the newest endpoint that wants to know of videos."""
    for endpoint in _endpoints(session, desk):
        wanted = endpoint["event_types"]
        if isinstance(wanted, list) and not {COMPLETED, FAILED}.isdisjoint(map(str, wanted)):
            return str(endpoint["url"])
    return None


def ids_of(session: str, desk: Desk) -> list[str]:
    """The ids of a session's endpoints, the newest first."""
    index = desk.resource(session, *INDEX)
    ids = index["ids"] if index is not None else []
    return [str(one) for one in ids] if isinstance(ids, list) else []


def _endpoints(session: str, desk: Desk) -> list[JsonObject]:
    found = (desk.resource(session, ENDPOINT, one) for one in ids_of(session, desk))
    return [endpoint for endpoint in found if endpoint is not None]


def secret_of(session: str, endpoint: JsonObject, rotations: int | None = None) -> str:
    """An endpoint's secret: the present one, or that of an earlier number of rotations."""
    number = endpoint["rotations"] if rotations is None else rotations
    return webhook_secret(f"{session}/{endpoint['id']}/{number}")


def _secrets(url: str, session: str, desk: Desk) -> list[str]:
    """The secrets that sign for an address: its endpoint's, the session's, or the derived one."""
    for endpoint in _endpoints(session, desk):
        if endpoint["url"] == url:
            secrets = [secret_of(session, endpoint)]
            until, rotations = endpoint["old_secret_until"], endpoint["rotations"]
            if isinstance(until, int | float) and isinstance(rotations, int) and desk.wall < until:
                secrets.append(secret_of(session, endpoint, rotations - 1))
            return secrets
    return [desk.webhook_secret(session) or webhook_secret(session)]


def callback(task: TaskView, url: str, session: str, desk: Desk) -> Callback | None:
    """The notice of a job's end: the id alone, as the receiver then asks for the job.

    None: the endpoint is subscribed to the other of the two events.
    """
    kind = COMPLETED if task.state is State.SUCCEEDED else FAILED
    if not _wants(kind, url, session, desk):
        return None
    event = f"{task.task_id} {kind}"
    body: JsonObject = {
        "id": f"evt_{drawn('event', event)}",
        "object": "event",
        "created_at": int(task.created_at if task.ended_at is None else task.ended_at),
        "type": kind,
        "data": {"id": task.task_id},
    }
    raw = orjson.dumps(body)
    notice = f"wh_{drawn('webhook', event)}"  # the same for every attempt: receivers know repeats by it
    return Callback(
        (
            ("content-type", "application/json"),
            ("user-agent", "OpenAI/1.0 (+https://platform.openai.com/docs/webhooks)"),
            ("webhook-id", notice),
            ("webhook-timestamp", str(int(desk.wall))),
            ("webhook-signature", _signatures(notice, raw.decode(), _secrets(url, session, desk), desk.wall)),
        ),
        raw,
    )


def _wants(kind: str, url: str, session: str, desk: Desk) -> bool:
    """Whether an address is told of an event: an endpoint's list says so, a session's own address is told all."""
    for endpoint in _endpoints(session, desk):
        if endpoint["url"] == url:
            wanted = endpoint["event_types"]
            return isinstance(wanted, list) and kind in wanted
    return True


def _signatures(notice: str, body: str, secrets: list[str], wall: float) -> str:
    from standardwebhooks import Webhook  # noqa: PLC0415 # for the first notice

    at = datetime.fromtimestamp(int(wall), UTC)
    # a secret without the prefix is a key as it is, where the library would decode it [facts 5]
    keys = [one if one.startswith(SECRET_PREFIX) else one.encode() for one in secrets]
    return " ".join(Webhook(key).sign(notice, at, body) for key in keys)
