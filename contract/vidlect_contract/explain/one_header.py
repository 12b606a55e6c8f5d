"""The verdict on a request whose credentials stand in one header: a bearer key, a token word, a JWT.

Here lives the question to the mock's own `admit`, with the keys that count. Never: a rule of a vendor.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from functools import partial

import orjson

from vidlect_mock import documents, registry
from vidlect_mock.interface import Admitted, Desk, Effect, MockVendor, Refusal
from vidlect_mock.message import JsonObject, Received
from vidlect_mock.profile import choose

from .verdict import Explainer, GivenKey, GivenKeys, Keys, Step, Verdict, age, no_violations, same

ELSEWHERE = frozenset({"path", "route", "method", "header", "size"})
"""Stages at which a vendor refuses a request for other reasons than its credentials."""

_LATE = 300.0
"""Seconds; a token older than this is told to be so, lest "authentic" be taken for "would be let in today"."""

_GIVEN = "given"


def explainer_of(vendor: str) -> Explainer:
    """The explainer of a vendor with one header."""
    return partial(explain_one_header, vendor)


def explain_one_header(name: str, received: Received, keys: Keys, at: float | None, now: float) -> Verdict:
    """The verdict on a request. `at` None: the token's own time where it has one, else now."""
    vendor = registry.load(name)
    own = _own_time(received)
    wall = at if at is not None else own if own is not None else now
    desk = Desk(
        wall=wall,
        profile=choose(name, vendor.SWITCHES, vendor.PROFILES),
        secret_of=_secret_of(vendor, keys),
        session_of=_session_of(vendor, keys),
        violations=no_violations,
        number=0,
    )
    remarks = [] if at is not None or own is None else [age(own, now, _LATE, "that the token is too old")]
    found = vendor.admit(received, desk)
    steps = [Step("it is one of the vendor's operations", holds=True)]
    if isinstance(found, Refusal) and found.stage in ELSEWHERE:
        steps = [Step("it is one of the vendor's operations", holds=False)]
        remarks.append(
            f"the vendor would answer {found.answer.status}: expected {found.expected}, got {found.received}"
        )
        # the same credentials where there is an operation for sure
        found = vendor.admit(_at_a_query(received, vendor), desk)
    if isinstance(found, Refusal) and found.stage not in ELSEWHERE:
        steps.append(Step(f"its credentials are good ({found.stage})", holds=False))
        failed = (found.stage, found.code, found.expected, found.received, found.hint)
        return Verdict(False, *failed, steps=tuple(steps), remarks=tuple(remarks))
    if isinstance(found, Admitted):
        remarks += found.remarks
    steps.append(Step("its credentials are good", holds=True))
    return Verdict(True, steps=tuple(steps), remarks=tuple(remarks))


def _at_a_query(received: Received, vendor: MockVendor) -> Received:
    """The same request at an operation that looks at nothing besides credentials."""
    polls = {name for name, operation in vendor.OPERATIONS.items() if operation.effect is Effect.POLL}
    for name, method, path, _ in documents.operations(documents.load("vendors", vendor.NAME)):
        if name in polls:
            plain = path.replace("{", "").replace("}", "")
            return received._replace(method=method, path=plain.encode(), query=b"")
    raise LookupError(f"{vendor.NAME} has no query in its document")


def _session_of(vendor: MockVendor, keys: Keys) -> Callable[[str], str | None]:
    def of_session(key: str) -> str | None:
        session = vendor.session_of(key)
        return session if keys in {None, session} else None

    def of_given(key: str) -> str | None:
        if isinstance(keys, GivenKeys):
            return _GIVEN if same(key, keys.access_key) else None
        return _GIVEN if isinstance(keys, GivenKey) and same(key, keys.api_key) else None

    return of_given if isinstance(keys, GivenKeys | GivenKey) else of_session


def _secret_of(vendor: MockVendor, keys: Keys) -> Callable[[str], str | None]:
    def of_session(key: str) -> str | None:
        return vendor.secret_of(key) if keys in {None, vendor.session_of(key)} else None

    def of_given(key: str) -> str | None:
        return keys.secret_key if isinstance(keys, GivenKeys) and same(key, keys.access_key) else None

    return of_given if isinstance(keys, GivenKeys | GivenKey) else of_session


def _own_time(received: Received) -> float | None:
    """When a JSON Web Token says that it begins or was issued; None for any other credential."""
    parts = (received.header(b"authorization") or b"").rpartition(b" ")[2].split(b".")
    if len(parts) != 3:
        return None
    try:
        claims: JsonObject = orjson.loads(base64.urlsafe_b64decode(parts[1] + b"=" * (-len(parts[1]) % 4)))
        moments = [claims.get("iat"), claims.get("nbf")]
    except (binascii.Error, ValueError, AttributeError):
        return None
    known = [float(one) for one in moments if isinstance(one, int | float) and not isinstance(one, bool)]
    return max(known) if known else None
