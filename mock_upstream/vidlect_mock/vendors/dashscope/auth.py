"""What the front end checks before it reads a body, in order: path, method, key, the asynchronous header.

Here live the order and the conditions. Never: a body, nor which keys there are (`credentials`). The order itself is
unsure (no source shows two mistakes in one request); an upload is held against its policy instead (`uploads`).
"""

from __future__ import annotations

from vidlect_mock.interface import Admitted, Desk, Effect, Operation, Refusal
from vidlect_mock.message import Received

from .credentials import owner_of
from .errors import ERRORS, error_answer
from .operations import UPLOAD, Route, find
from .uploads import admit_upload

ASYNC = b"x-dashscope-async"
_SYNC = "current user api does not support synchronous calls"
_NO_ASYNC = "Current user api does not support asynchronous calls."
_WRONG_KEY = {"recorded": "Invalid API-key provided.", "current": "Incorrect API key provided."}
_BEARER = b"bearer "
_WRONG_METHOD = "MethodNotAllowed"


def admit(received: Received, desk: Desk) -> Admitted | Refusal:
    """Recognise and authenticate a request."""
    found = find(received.path)
    if found is None:
        path = received.path.decode("latin-1")
        return _refused("NotFound", "path", desk, None, "a path of the video API", path)
    route = found.route
    if received.method not in route.methods:
        return _wrong_method(received.method, route, desk)
    operation = route.operation
    if operation.name == UPLOAD:
        return admit_upload(operation, received, desk)
    session = _session(received, operation, desk)
    if isinstance(session, Refusal):
        return session
    refusal = _asynchronous(received, operation, session, desk)
    if refusal is not None:
        return refusal
    remarks: list[str] = []
    if operation.effect is not Effect.SUBMIT and received.header(ASYNC) is not None:
        remarks.append("X-DashScope-Async on a call that makes no task")
    if received.method != route.methods[0]:
        wanted = route.methods[0]
        remarks.append(f"{received.method} where {wanted} is documented, as the old asyncio SDK sends it")
    return Admitted(operation, session, {"task_id": found.task_id.decode("latin-1")}, tuple(remarks))


def _session(received: Received, operation: Operation, desk: Desk) -> str | Refusal:
    """The session of the key."""
    header = received.header(b"authorization")
    shape = "Authorization: Bearer sk-…"
    text = _WRONG_KEY[desk.profile.switches["wrong-key-text"]]
    if header is None or not header.strip():
        if desk.profile.is_set("missing-key-text", "own"):
            text = "No API-key provided."
        return _refused("InvalidApiKey", "credential", desk, operation, shape, "no header", text)
    if header[: len(_BEARER)].lower() != _BEARER:
        return _refused("InvalidApiKey", "credential", desk, operation, shape, "another scheme", text)
    key = header[len(_BEARER) :].strip().decode("latin-1")
    session, owner = desk.session_of(key), owner_of(key)
    if session is None:
        hint = "`vidlect credentials` prints the keys that this mock knows"
        return _refused("InvalidApiKey", "credential", desk, operation, shape, "a key of nobody", text, hint)
    if owner is not None and owner.expires is not None and desk.wall >= owner.expires:
        ended = f"one that ended {desk.wall - owner.expires:.0f} s ago"
        return _refused("InvalidApiKey", "token", desk, operation, "a temporary key in time", ended, text)
    return session


def _asynchronous(received: Received, operation: Operation, session: str, desk: Desk) -> Refusal | None:
    """A submit says `X-DashScope-Async: enable`; what else says it is refused only by a switch."""
    said = received.header(ASYNC)
    if operation.effect is Effect.SUBMIT:
        if said is not None and said.strip().lower() == b"enable":
            return None
        period = "." if desk.profile.is_set("async-text", "with-period") else ""
        shown = "no header" if said is None else said.decode("latin-1")
        return _refused(
            "AccessDenied", "header", desk, operation, "X-DashScope-Async: enable", shown, _SYNC + period
        )._replace(session=session)
    if said is None or desk.profile.is_set("async-on-query", "ignored"):
        return None
    return _refused(
        "AccessDenied", "header", desk, operation, "no X-DashScope-Async", said.decode("latin-1"), _NO_ASYNC
    )._replace(session=session)


def _wrong_method(method: str, route: Route, desk: Desk) -> Refusal:
    """No source shows this answer: the status and the header are HTTP's (RFC 9110, 15.5.6), the code is ours."""
    answer = error_answer(405, _WRONG_METHOD, "The request method is not supported.", desk)
    allow = (b"allow", ", ".join(route.methods).encode())
    return Refusal(
        answer._replace(headers=(*answer.headers, allow)),
        "method",
        _WRONG_METHOD,
        " or ".join(route.methods),
        method,
        operation=route.operation.name,
    )


def _refused(  # noqa: PLR0913, PLR0917 # the parts of a refusal, in order
    code: str,
    stage: str,
    desk: Desk,
    operation: Operation | None,
    expected: str,
    received: str,
    message: str | None = None,
    hint: str | None = None,
) -> Refusal:
    row = ERRORS[code]
    answer = error_answer(row.http, code, message or row.message, desk)
    return Refusal(
        answer, stage, code, expected, received, hint, None if operation is None else operation.name
    )
