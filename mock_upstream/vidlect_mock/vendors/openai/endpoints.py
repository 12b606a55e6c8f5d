"""Webhook endpoints: made, listed, changed, deleted, their secrets rotated.

Here live what these calls must hold and what they keep. Never: what is posted to an endpoint (`webhooks`).

The vendor's `…/test`, which posts a sample and says how it was answered, would need a delivery within the call.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from vidlect_mock.interface import Admitted, Desk, Intake, Refusal, Resource
from vidlect_mock.message import JsonObject, Received

from . import paging, reading
from .auth import PATH_ID
from .errors import Trouble, not_found, refused
from .forms import Upload
from .identity import endpoint_id
from .webhooks import ENDPOINT, EVENTS, INDEX, OLD_SECRET, ids_of, secret_of

_KEPT_FOR_US = frozenset({"rotations", "old_secret_until"})


class _Call(NamedTuple):
    admitted: Admitted
    received: Received
    desk: Desk

    @property
    def session(self) -> str:
        return self.admitted.session

    def refuse(self, trouble: Trouble) -> Refusal:
        return refused(trouble, self.desk, self.admitted)

    def found(self) -> JsonObject | Refusal:
        """The endpoint that the path names."""
        wanted = self.admitted.echo[PATH_ID]
        kept = self.desk.resource(self.session, ENDPOINT, wanted)
        return self.refuse(not_found("Webhook endpoint", wanted, self.desk)) if kept is None else kept

    def body(self) -> JsonObject | Refusal:
        """The JSON body, held against the document."""
        received = self.received if self.received.body else self.received._replace(body=b"{}")
        asked = reading.read(received, reading.ONLY_JSON)
        if isinstance(asked, Trouble):
            return self.refuse(asked)
        body: JsonObject = {
            name: value for name, value in asked.fields.items() if not isinstance(value, Upload)
        }
        for pointer, expected in self.desk.violations(self.admitted.operation.name, body):
            param = pointer.strip("/").replace("/", ".") or None
            text = f"Invalid request: {pointer or 'the body'}: {expected}"
            return self.refuse(Trouble(400, text[:300], "invalid_value", param))
        return body


def instant(admitted: Admitted, received: Received, desk: Desk) -> Intake | Refusal:
    """What a call of these operations does; the answer's body is the intake's."""
    return _DOES[admitted.operation.name](_Call(admitted, received, desk))


def _shown(endpoint: JsonObject) -> JsonObject:
    return {name: value for name, value in endpoint.items() if name not in _KEPT_FOR_US}


def _with_secret(call: _Call, endpoint: JsonObject) -> JsonObject:
    return {**_shown(endpoint), "signing_secret": secret_of(call.session, endpoint)}


def _kept(endpoint: JsonObject) -> Resource:
    return Resource(ENDPOINT, str(endpoint["id"]), endpoint)


def _index(ids: list[str]) -> Resource:
    return Resource(*INDEX, {"ids": [*ids]})


def _hinted(call: _Call, endpoint: JsonObject) -> JsonObject:
    return {**endpoint, "signing_secret_hint": f"whsec_…{secret_of(call.session, endpoint)[-4:]}"}


def _remarks(body: JsonObject) -> tuple[str, ...]:
    plain = str(body.get("url", "https://")).startswith("http://")
    return ("url: the vendor wants https, and a test's receiver seldom has it",) if plain else ()


def _create(call: _Call) -> Intake | Refusal:
    body = call.body()
    if isinstance(body, Refusal):
        return body
    now = int(call.desk.wall)
    endpoint = _hinted(
        call,
        {
            "id": endpoint_id(call.desk.number),
            "object": "webhook_endpoint",
            "created_at": now,
            "updated_at": now,
            "event_types": body["event_types"],
            "name": body["name"],
            "url": body["url"],
            "signing_secret_hint": None,
            "rotations": 0,
            "old_secret_until": 0,
        },
    )
    ids = [str(endpoint["id"]), *ids_of(call.session, call.desk)]
    return Intake(
        body=_with_secret(call, endpoint), keep=(_kept(endpoint), _index(ids)), remarks=_remarks(body)
    )


def _retrieve(call: _Call) -> Intake | Refusal:
    found = call.found()
    return found if isinstance(found, Refusal) else Intake(body=_shown(found))


def _update(call: _Call) -> Intake | Refusal:
    found = call.found()
    if isinstance(found, Refusal):
        return found
    body = call.body()
    if isinstance(body, Refusal):
        return body
    changed = {**found, **body}
    if changed != found:
        changed["updated_at"] = int(call.desk.wall)
    return Intake(body=_shown(changed), keep=(_kept(changed),), remarks=_remarks(body))


def _delete(call: _Call) -> Intake | Refusal:
    found = call.found()
    if isinstance(found, Refusal):
        return found
    gone = str(found["id"])
    left = [one for one in ids_of(call.session, call.desk) if one != gone]
    deleted: JsonObject = {"id": gone, "object": "webhook_endpoint.deleted", "deleted": True}
    return Intake(body=deleted, keep=(_index(left),), drop=((ENDPOINT, gone),))


def _rotate(call: _Call) -> Intake | Refusal:
    found = call.found()
    if isinstance(found, Refusal):
        return found
    body = call.body()
    if isinstance(body, Refusal):
        return body
    before, wall = found["rotations"], call.desk.wall
    keeps_old = body.get("keep_old_secret_active_for_24_hours") is True
    rotated = _hinted(
        call,
        {
            **found,
            "updated_at": int(wall),
            "rotations": (before if isinstance(before, int) else 0) + 1,
            "old_secret_until": wall + OLD_SECRET if keeps_old else 0,
        },
    )
    return Intake(body=_with_secret(call, rotated), keep=(_kept(rotated),))


def _list(call: _Call) -> Intake | Refusal:
    page = paging.read(call.received.query)
    if isinstance(page, Trouble):
        return call.refuse(page)
    found = (call.desk.resource(call.session, ENDPOINT, one) for one in ids_of(call.session, call.desk))
    listed = paging.page((_shown(one) for one in found if one is not None), page)
    if listed is None:
        return call.refuse(not_found("Webhook endpoint", page.after or "", call.desk))
    return Intake(body=listed)


def _event_types(call: _Call) -> Intake:
    del call
    return Intake(body={"object": "list", "data": [*EVENTS]})


_DOES: Mapping[str, Callable[[_Call], Intake | Refusal]] = {
    "createWebhookEndpoint": _create,
    "listWebhookEndpoints": _list,
    "retrieveWebhookEndpoint": _retrieve,
    "updateWebhookEndpoint": _update,
    "deleteWebhookEndpoint": _delete,
    "rotateWebhookSecret": _rotate,
    "listWebhookEventTypes": _event_types,
}
"""Operation → what it does."""
