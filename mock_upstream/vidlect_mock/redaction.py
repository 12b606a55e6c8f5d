"""Credentials taken out of what is shown.

Here lives which parts of a request are secret. Never: what a journal entry is.

A signature is replaced whole; an access key's first characters stay, for they say whose it is and are no
secret; a bearer key and a session token go whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .message import Received

REMOVED = "[removed]"

SECRET_HEADERS = frozenset(
    {
        "proxy-authorization",
        "x-security-token",
        "api-key",
        "x-api-key",
        "x-goog-api-key",
        "x-auth-token",
        "cookie",
        "set-cookie",
        "webhook-signature",
        "x-hmac-signature",
    }
)
SECRET_QUERIES = frozenset(
    {"x-security-token", "x-signature", "signature", "api_key", "apikey", "key", "token", "access_token"}
)

_SIGNATURE = re.compile(r"(Signature=)[^,\s]*", re.IGNORECASE)
_CREDENTIAL = re.compile(r"(Credential=)([^/,\s]{0,8})[^/,\s]*", re.IGNORECASE)
_NAMES = "signing_secret|signature|token|api_key|secret_key|security_token"
_MEMBER = re.compile(rf'("(?:{_NAMES})"\s*:\s*")[^"\\]*(?:\\.[^"\\]*)*"', re.IGNORECASE)
_PART = re.compile(rf'(name="(?:{_NAMES})"\r\n\r\n)[^\r]*', re.IGNORECASE)
_SHORTEST_SECRET = 8  # characters; a shorter "secret" would hit innocent text elsewhere


def header(name: str, value: str) -> str:
    """A header's value as it may be shown; `name` in lower case."""
    if name in SECRET_HEADERS:
        return REMOVED
    if name != "authorization":
        return value
    scheme, space, rest = value.partition(" ")
    if not space or "=" not in rest or "credential" not in rest.lower():
        return f"{scheme} {REMOVED}" if space else REMOVED
    unsigned = _SIGNATURE.sub(rf"\1{REMOVED}", rest)
    return scheme + " " + _CREDENTIAL.sub(r"\1\2…", unsigned)


def body(text: str) -> str:
    """A body as it may be shown: what a vendor hands out for later, or a form carries, is as secret as a header."""
    return _PART.sub(rf"\1{REMOVED}", _MEMBER.sub(rf'\1{REMOVED}"', text))


def query(name: str, value: str) -> str:
    """A query value as it may be shown."""
    if name.lower() in SECRET_QUERIES:
        return REMOVED
    if name.lower() == "x-credential":
        key, slash, scope = value.partition("/")
        return f"{key[:8]}…{slash}{scope}"
    return value


def secrets(received: Received, pairs: Iterable[tuple[str, str]]) -> list[str]:
    """The texts that must not appear in anything said about this request; `pairs` is its query, decoded."""
    found: list[str] = []
    for raw_name, raw_value in received.headers:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        if name in SECRET_HEADERS:
            found.append(value)
        elif name == "authorization":
            signature = _SIGNATURE.search(value)
            found.append(signature[0].partition("=")[2] if signature else value.rpartition(" ")[2])
    found += [value for name, value in pairs if name.lower() in SECRET_QUERIES]
    return [secret for secret in found if len(secret) >= _SHORTEST_SECRET]


def scrubbed(text: str, of: Iterable[str]) -> str:
    """A text without these secrets."""
    for secret in of:
        text = text.replace(secret, REMOVED)
    return text
