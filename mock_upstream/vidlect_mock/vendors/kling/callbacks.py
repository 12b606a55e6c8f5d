"""Notices of a task's changes, in the shape of the API that made it; signed where a secret is configured.

Here live the rule, the body and the headers. Never: the delivery. [facts 10]
"""

from __future__ import annotations

from datetime import UTC, datetime

import orjson

from vidlect_mock.interface import Callback, CallbackRule, Desk, TaskView
from vidlect_mock.lifecycle import State

from . import shapes
from .models import OMNI

# Each change of status. Attempts and time-out are not documented: one, and 10 s. [facts 10, unsure]
CALLBACKS = CallbackRule(
    frozenset({State.RUNNING, State.SUCCEEDED, State.FAILED, State.EXPIRED}), pauses=(), timeout=10.0
)
_FIRST_ID = 10**18  # the sample's webhook-id has 19 digits


def callback(task: TaskView, url: str, session: str, desk: Desk) -> Callback:
    """The notice of the task's present state."""
    del url
    shown = shapes.new(task, desk) if _is_new_shape(task, desk) else shapes.classic(task, session, desk)
    body = orjson.dumps(shown)
    headers: tuple[tuple[str, str], ...] = (("content-type", "application/json; charset=utf-8"),)
    secret = desk.webhook_secret(session)
    if secret:
        headers += signature(secret, str(_FIRST_ID + desk.number), int(desk.wall), body)
    return Callback(headers, body)


def _is_new_shape(task: TaskView, desk: Desk) -> bool:
    """The path decides; of omni films the vendor leaves it open. [facts 10]."""
    if shapes.kind_of(task) == OMNI and desk.profile.switches["omni-callback"] == "classic":
        return False
    return shapes.is_new(task)


def signature(secret: str, name: str, moment: int, body: bytes) -> tuple[tuple[str, str], ...]:
    """The headers of Standard Webhooks: HMAC-SHA256 of id, Unix seconds and body."""
    from standardwebhooks import Webhook  # noqa: PLC0415 # needed for signed callbacks only

    signed = Webhook(secret).sign(name, datetime.fromtimestamp(moment, UTC), body.decode())
    return (("webhook-id", name), ("webhook-timestamp", str(moment)), ("webhook-signature", signed))
