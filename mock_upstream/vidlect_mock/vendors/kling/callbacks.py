"""Notices of a task's changes, in the shape of the API that made it; signed where a secret is configured.

Here live the rule, the body and the headers. Never: the delivery. [facts 10]
"""

from __future__ import annotations

from datetime import UTC, datetime

import orjson

from vidlect_mock.interface import Callback, CallbackRule, Desk, TaskView
from vidlect_mock.lifecycle import State

from . import shapes

# Each change of status. Attempts and time-out are not documented: one, and 10 s. [facts 10, unsure]
CALLBACKS = CallbackRule(
    frozenset({State.RUNNING, State.SUCCEEDED, State.FAILED, State.EXPIRED}), pauses=(), timeout=10.0
)
_ID_FLOOR = 10**18  # the sample's webhook-id has 19 digits


def callback(task: TaskView, url: str, session: str, desk: Desk) -> Callback:
    """The notice of the task's present state."""
    del url
    shown = shapes.new(task, desk) if shapes.is_new(task) else shapes.classic(task, session, desk)
    body = orjson.dumps(shown)
    headers = (("content-type", "application/json; charset=utf-8"),)
    secret = desk.webhook_secret(session)
    return Callback((*headers, *_signature(secret, body, desk)) if secret else headers, body)


def _signature(secret: str, body: bytes, desk: Desk) -> tuple[tuple[str, str], ...]:
    """Standard Webhooks: HMAC-SHA256 of id, Unix seconds and body."""
    from standardwebhooks import Webhook  # noqa: PLC0415 # needed for signed callbacks only

    number, moment = str(_ID_FLOOR + desk.number), datetime.fromtimestamp(int(desk.wall), UTC)
    signature = Webhook(secret).sign(number, moment, body.decode())
    return (
        ("webhook-id", number),
        ("webhook-timestamp", str(int(moment.timestamp()))),
        ("webhook-signature", signature),
    )
