"""What Ark checks before anything else: the path, then the key.

Here live this order and its refusals. Never: which keys there are (`credentials`), the codes' texts (`errors`).
That the path is looked at first is our choice: no source says it.
"""

from __future__ import annotations

from vidlect_mock.interface import Admitted, Desk, Refusal
from vidlect_mock.message import Received

from .errors import UNAUTHENTICATED, error
from .operations import BASE, Found, find

_NO_KEY = (b"x-error-code", b"AuthN_MissOrInvalidAuthorizationHeader")  # [facts 1.1]
_FORM = "Authorization: Bearer API_KEY"
_LONGEST_SHOWN = 120  # characters of a path


def admit(received: Received, desk: Desk) -> Admitted | Refusal:
    """Recognise the operation and the session, or refuse."""
    found = find(received.method, received.path)
    if found is None:
        path = received.path.decode("latin-1")[:_LONGEST_SHOWN]
        answer = error("InvalidAction", desk, message=f"The specified action is invalid: {path}")
        return Refusal(
            answer,
            "path",
            "InvalidAction",
            expected=f"a path below {BASE}/contents/generations/tasks, or GET {BASE}/models",
            received=f"{received.method} {path}",
            hint=f"the address that a client is given ends in {BASE}",
        )
    return _with_key(found, received, desk)


def _with_key(found: Found, received: Received, desk: Desk) -> Admitted | Refusal:
    header = (received.header(b"authorization") or b"").decode("latin-1").strip()
    scheme, _, key = header.partition(" ")
    key = key.strip()
    name = found.operation.name
    if scheme.lower() != "bearer" or not key:
        hint = "the request has no Authorization header, or a hop dropped it"
        if scheme.lower().startswith("hmac"):
            hint = "signatures of an access key are not taken here, an API key is"
        return Refusal(
            error(UNAUTHENTICATED, desk, _NO_KEY),
            "credential",
            UNAUTHENTICATED,
            expected=_FORM,
            received="an Authorization header of another form" if scheme else "no Authorization header",
            hint=hint if scheme.lower() != "bearer" else "Bearer is followed by a blank and the key",
            operation=name,
        )
    session = desk.session_of(key)
    if session is None:
        return Refusal(
            error(UNAUTHENTICATED, desk, message="The API key doesn't exist."),
            "credential",
            UNAUTHENTICATED,
            expected="a key of a session of this mock; `vidlect credentials volcengine_ark` prints one",
            received=f"an unknown key of {len(key)} characters",
            operation=name,
        )
    remarks = found.remarks
    if scheme != "Bearer":
        remarks += (f"authorization: the scheme is written {scheme!r}, Bearer is documented",)
    return Admitted(found.operation, session, {"task_id": found.task_id}, remarks)
