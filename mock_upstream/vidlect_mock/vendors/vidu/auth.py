"""What is looked at before a request's content: path, method, key.

Here live recognition and authentication, in this order: a router in front of the handlers knows its paths
(unsure; the documents do not say). Never: a body.
"""

from __future__ import annotations

from urllib.parse import unquote

from vidlect_mock.interface import Admitted, Desk, Refusal
from vidlect_mock.message import Received

from .errors import error
from .operations import OPERATIONS, Route, find

TASK_ID = "task id"
"""Key of `Admitted.echo`: the id in the path."""

_SHAPE = "Authorization: Token <api key>, one blank between"  # [facts 1]


def admit(received: Received, desk: Desk) -> Admitted | Refusal:
    """Recognise and authenticate a request."""
    found = find(received.path)
    if found is None:
        return Refusal(
            error("NotFound", desk),
            "route",
            "NotFound",
            expected="a path of the API, below /ent/v2",
            received=received.path.decode("latin-1"),
        )
    route, raw_id = found
    if received.method != route.method:
        return _wrong_method(route, received, desk)
    session = _session(received, desk, route)
    if isinstance(session, Refusal):
        return session
    echo = {TASK_ID: unquote(raw_id.decode("latin-1"), errors="replace")} if raw_id else {}
    return Admitted(OPERATIONS[route.name], session, echo)


def _wrong_method(route: Route, received: Received, desk: Desk) -> Refusal:
    answer = error("MethodNotAllowed", desk)
    answer = answer._replace(headers=(*answer.headers, (b"allow", route.method.encode())))
    return Refusal(
        answer,
        "method",
        "MethodNotAllowed",
        expected=route.method,
        received=received.method,
        operation=route.name,
    )


def _session(received: Received, desk: Desk, route: Route) -> str | Refusal:
    """The session that the key names. The key itself is never repeated."""
    header = received.header(b"authorization")
    if header is None:
        return _unknown(route, desk, "no Authorization header", "a hop dropped it, or it was never sent")
    word, blank, key = header.decode("latin-1").partition(" ")
    if not blank:
        return _unknown(route, desk, "one word", "a bare key, or a word without a key")
    if word != "Token" and not (word == "Bearer" and desk.profile.is_set("auth-word", "token-or-bearer")):
        said = word if word.lower() in {"bearer", "basic", "token", "key"} else "another word"
        return _unknown(route, desk, said, f"the word is Token, spelt so; not {said}")
    session = desk.session_of(key)
    if session is None:
        hint = "no key of this mock; `vidlect credentials vidu --session NAME` prints one"
        if key != key.strip():
            hint = "there are blanks around the key"
        return _unknown(route, desk, f"{word} and an unknown key", hint)
    return session


def _unknown(route: Route, desk: Desk, received: str, hint: str) -> Refusal:
    return Refusal(
        error("Unauthorized", desk),
        "credential",
        "Unauthorized",
        expected=_SHAPE,
        received=received,
        hint=hint,
        operation=route.name,
    )
