"""What is checked before anything else: is there such a URL, does it take this method, whose is the key.

Here live these checks in their order. Never: the rule of keys (`credentials`), the routes (`operations`).
"""

from __future__ import annotations

from vidlect_mock.interface import Admitted, Desk, Refusal
from vidlect_mock.message import Received

from .errors import Trouble, refused
from .operations import find

PATH_ID = "id"
"""Under this name the echo holds the id of the path."""


def admit(received: Received, desk: Desk) -> Admitted | Refusal:
    """Recognise and authenticate; the first check that fails answers."""
    found = find(received.method, received.path)
    if found is None:
        return refused(_no_such_url(received), desk, None)
    if found.operation is None:
        allowed = ((b"allow", ", ".join(found.methods).encode()),)  # RFC 9110, 15.5.6
        return refused(_wrong_method(received, found.methods), desk, None, headers=allowed)
    key = _key(received)
    if key is None:
        return refused(_NO_KEY, desk, None, found.operation.name)
    session = desk.session_of(key)
    if session is None:
        return refused(_wrong_key(key), desk, None, found.operation.name)
    return Admitted(found.operation, session, {PATH_ID: found.id})


def _key(received: Received) -> str | None:
    value = received.header(b"authorization")
    if value is None:
        return None
    scheme, _, key = value.strip().partition(b" ")
    return key.strip().decode("latin-1") or None if scheme.lower() == b"bearer" else None


def _shown(received: Received) -> str:
    return received.path[:200].decode("latin-1")


def _no_such_url(received: Received) -> Trouble:
    return Trouble(
        404,
        f"Invalid URL ({received.method} {_shown(received)})",
        "unknown_url",
        stage="route",
        expected="a path under /v1/videos or /v1/webhook_endpoints",
        received=_shown(received),
        hint="the base URL of the official SDKs ends in /v1",
    )


def _wrong_method(received: Received, methods: tuple[str, ...]) -> Trouble:
    return Trouble(
        405,
        f"Not allowed to {received.method} on {_shown(received)}. "
        "(HINT: Perhaps you meant to use a different HTTP method?)",
        "method_not_supported",
        stage="route",
        expected=" or ".join(methods),
        received=received.method,
    )


_NO_KEY = Trouble(
    401,
    "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth "
    "(i.e. Authorization: Bearer YOUR_KEY).",
    stage="credential",
    expected="Authorization: Bearer sk-proj-…",
    received="no bearer key",
)


def _wrong_key(key: str) -> Trouble:
    """The vendor repeats both ends of the key; here only its prefix is shown, for it may be somebody's real one."""
    shown = next((prefix for prefix in ("sk-proj-", "sk-") if key.startswith(prefix)), "") + "***"
    return Trouble(
        401,
        f"Incorrect API key provided: {shown}. You can find your API key at "
        "https://platform.openai.com/account/api-keys.",
        "invalid_api_key",
        stage="credential",
        expected="a key of a session of this mock",
        received=shown,
        hint="keys of the mock are derived from a session's name: see `vidlect credentials openai`",
    )
