"""What the gateway checks before anything else, in its order, as one table [facts 2.5].

Here live the order, the conditions, and what is repeated in a refusal. Never: how a signature is computed
(`signature`), the codes' texts (`gateway_errors`), or the kinds of mistakes (`mistakes`).
The rows of policy, flow limits and the backend (11, 13, 14) are faults that a scenario scripts.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from typing import NamedTuple

from vidlect_mock.interface import Admitted, Desk, Refusal
from vidlect_mock.message import Received
from vidlect_mock.profile import Switch

from . import hints, mistakes
from .claim import Unreadable, read_authorization, read_date, read_presigned
from .examination import Echo, Examination, Trouble
from .gateway_errors import gateway_error
from .operations import find
from .owners import published_owner
from .signature import EMPTY_HASH, hashed, plain_request, verify

WINDOW = 900  # seconds to either side, unless X-Expires says otherwise [facts 2.5 row 5]
SERVICES = frozenset({"cv"})  # [facts 1]
# [facts 1, 5.3]
REGIONS: Mapping[str, frozenset[str]] = {
    "2022-08-31": frozenset({"cn-north-1"}),
    "2024-06-06": frozenset({"cn-north-1", "cn-beijing"}),
}

SWITCHES_AUTH: tuple[Switch, ...] = (
    Switch(
        "unsigned-request",
        ("observed", "doc"),
        "a request without credentials: 400 InvalidCredential, or 401 MissingAuthenticationToken",
        "[facts 2.5 row 2]",
        "unsure",
    ),
    Switch(
        "timestamp-status",
        ("400", "403"),
        "HTTP status of InvalidTimestamp: the pages disagree",
        "[facts 2.5 row 5]",
        "documented",
    ),
    Switch(
        "region",
        ("any", "strict"),
        "any region whose signature verifies, or only the documented ones (else SignatureDoesNotMatch)",
        "[facts 2.5, after the table]",
        "observed",
    ),
)


def _named_action(exam: Examination) -> Trouble | None:
    if exam.query.action and exam.query.version:
        return None
    missing = "Action" if not exam.query.action else "Version"
    return Trouble(
        "action",
        "MissingParameter",
        (missing,),
        f"{missing} in the query",
        "a query without it",
        "Action and Version are read from the query string only, never from the body",
    )


def _claim(exam: Examination) -> Trouble | None:
    header = exam.headers.get(b"authorization")
    if header is not None:
        claim = read_authorization(header)
    elif exam.query.first(b"X-Credential") is not None:
        claim = read_presigned(exam.query)
    else:
        observed = exam.desk.profile.is_set("unsigned-request", "observed")
        return Trouble(
            "credential",
            "InvalidCredential" if observed else "MissingAuthenticationToken",
            (),
            "an Authorization header, or X-Credential in the query",
            "neither",
            "the request is not signed, or a hop dropped its Authorization header",
        )
    if isinstance(claim, Unreadable):
        shape = "HMAC-SHA256 Credential=AK/YYYYMMDD/region/service/request, SignedHeaders=a;b, Signature=64 hex digits"
        return Trouble("credential", claim.code, (), shape, claim.why, hints.unreadable(claim.why))
    exam.claim = claim
    return None


def _dated(exam: Examination) -> Trouble | None:
    date = exam.parameter(b"x-date", b"X-Date")
    if not date:
        hint = "a hop dropped X-Date, or it was never sent"
        return Trouble("time", "MissingRequestInfo", ("timestamp",), "X-Date: YYYYMMDDTHHMMSSZ", "none", hint)
    exam.date = date.strip()
    return None


def _in_time(exam: Examination) -> Trouble | None:
    wall = exam.desk.wall
    moment = read_date(exam.date)
    window = WINDOW
    if exam.claim.listed is not None:
        expires = exam.query.first(b"X-Expires")
        if expires is not None:
            window = int(expires) if expires.isdigit() and len(expires) <= 9 else -1
    if moment is not None and -WINDOW <= wall - moment <= window:
        return None
    if moment is None:
        expected = "YYYYMMDDTHHMMSSZ"
    else:
        expected = f"a time from {window} s before to {WINDOW} s after {hints.as_date(wall)}"
    return Trouble(
        "time",
        "InvalidTimestamp",
        (),
        expected,
        exam.date.decode("latin-1"),
        hints.late(exam.date, moment, wall),
        403 if exam.desk.profile.is_set("timestamp-status", "403") else None,
    )


def _known_service(exam: Examination) -> Trouble | None:
    service = exam.claim.credential.service
    if service in SERVICES:
        return None
    return Trouble(
        "service", "ServiceNotFound", (service,), "cv", service, "this host serves the service cv only"
    )


def _known_action(exam: Examination) -> Trouble | None:
    query = exam.query
    operation = find(query.action, query.version)
    if operation is not None:
        exam.operation = operation
        return None
    return Trouble(
        "action",
        "InvalidActionOrVersion",
        (query.action, query.version),
        "an Action of this vendor with its own Version",
        f"{query.action} {query.version}",
    )


def _known_owner(exam: Examination) -> Trouble | None:
    token = exam.parameter(b"x-security-token", b"X-Security-Token")
    owner = exam.owner_of(
        exam.claim.credential.access_key,
        None if token is None else token.strip().decode("latin-1"),
        exam.desk,
    )
    if isinstance(owner, Trouble):
        return owner
    exam.owner = owner
    return None


def _mismatch(stage: str, expected: str | None, received: str | None, hint: str | None) -> Trouble:
    return Trouble(stage, "SignatureDoesNotMatch", (), expected, received, hint)


def _signed_parts(exam: Examination) -> Trouble | None:
    claim, headers = exam.claim, exam.headers
    names = claim.credential.names
    for name in names:
        if name not in headers:
            shown = name.decode("latin-1")
            return _mismatch(
                "signed_parts",
                f"a header {shown}, which SignedHeaders names",
                "none",
                f"a hop dropped {shown} after signing, or it was never sent",
            )
    if claim.listed is None and b"x-date" not in names:
        return _mismatch(
            "signed_parts",
            "x-date among the SignedHeaders",
            b";".join(names).decode("latin-1"),
            "x-date must be signed",
        )
    return None


def _scope_of_that_day(exam: Examination) -> Trouble | None:
    day = exam.claim.credential.day
    if exam.date.startswith(day.encode("latin-1")) and len(day) == 8:
        return None
    return _mismatch(
        "string_to_sign",
        exam.date[:8].decode("latin-1"),
        day,
        "the day of the credential scope is that of X-Date, in UTC (local midnight?)",
    )


def _documented_region(exam: Examination) -> Trouble | None:
    if exam.desk.profile.is_set("region", "any"):
        return None
    region = exam.claim.credential.region
    allowed = REGIONS.get(exam.query.version, frozenset())
    if region in allowed:
        return None
    return _mismatch("region", " or ".join(sorted(allowed)), region, "not a documented region")


def _honest_body_hash(exam: Examination) -> Trouble | None:
    if exam.claim.listed is not None:
        exam.body_hash = EMPTY_HASH
        return None
    exam.body_hash = hashed(exam.received.body)
    said = exam.headers.get(b"x-content-sha256")
    if said is None or hmac.compare_digest(said.strip(), exam.body_hash):
        return None
    return _mismatch(
        "body_hash",
        exam.body_hash.decode(),
        said.strip().decode("latin-1"),
        hints.other_body(exam.received.body, said.strip()),
    )


def _right_signature(exam: Examination) -> Trouble | None:
    signed = exam.signed()
    spelling = verify(signed, exam.claim, exam.owner.secret)
    if spelling is None:
        found = mistakes.find(
            signed, exam.claim, exam.owner.secret, exam.received.body, thorough=exam.thorough
        )
        if found is None:
            return _mismatch(
                "signature",
                plain_request(signed, exam.claim).decode("utf-8", "replace"),
                f"a signature ({exam.claim.signature[:8].decode('latin-1')}…) of something else",
                "no usual mistake explains it: another secret key, or a signed part changed on the way; "
                "compare your canonical request with the expected one line by line",
            )
        return _mismatch(found.stage, found.expected, found.received, found.hint)
    exam.spelling = spelling
    return None


def _by_post(exam: Examination) -> Trouble | None:
    method = exam.received.method
    return None if method == "POST" else Trouble("method", "MethodNotAllowed", (method,), "POST", method)


class Check(NamedTuple):
    """One row. `routing`: not about authentication, so `explain` makes it a remark."""

    row: str
    """In the vendor's facts, 2.5."""
    title: str
    """What holds when it passes."""
    echo: Echo
    examine: Callable[[Examination], Trouble | None]
    routing: bool = False


CHECKS: tuple[Check, ...] = (
    Check("1", "the query names an Action and its Version", Echo.NOTHING, _named_action, routing=True),
    Check("2, 3, 3b, 3c", "a credential is there and can be read", Echo.ACTION, _claim),
    Check("4", "the request says when it was signed", Echo.SCOPE, _dated),
    Check("5", "that time is within the window", Echo.SCOPE, _in_time),
    Check("6", "the service of the scope is served here", Echo.SCOPE, _known_service, routing=True),
    Check("7", "the Action exists in that Version", Echo.SCOPE, _known_action, routing=True),
    Check("8, 9", "the access key is known, and its token holds", Echo.SCOPE, _known_owner),
    Check(
        "10", "every header that is said to be signed is there, x-date among them", Echo.SCOPE, _signed_parts
    ),
    Check("10", "the day of the scope is the day of X-Date", Echo.SCOPE, _scope_of_that_day),
    Check("10", "the region of the scope is a documented one", Echo.SCOPE, _documented_region, routing=True),
    Check("10", "the body has the hash that X-Content-Sha256 says", Echo.SCOPE, _honest_body_hash),
    Check("10", "the signature is right", Echo.SCOPE, _right_signature),
    Check("12", "the method is POST", Echo.SCOPE, _by_post, routing=True),
)
"""The gateway's order; the first that fails answers. Code → HTTP, CodeN, Message: `gateway_errors`."""


def admit(received: Received, desk: Desk) -> Admitted | Refusal:
    """Recognise and authenticate a request, in the gateway's order."""
    exam = Examination(received, desk, published_owner)
    for check in CHECKS:
        trouble = check.examine(exam)
        if trouble is not None:
            return Refusal(
                gateway_error(
                    trouble.code, desk, exam.echo(check.echo), *trouble.details, status=trouble.status
                ),
                trouble.stage,
                trouble.code,
                trouble.expected,
                trouble.received,
                trouble.hint,
                operation.name if (operation := getattr(exam, "operation", None)) else None,
                owner.session if (owner := getattr(exam, "owner", None)) else None,
            )
    return Admitted(exam.operation, exam.owner.session, exam.echo(Echo.SCOPE), remarks(exam))


def remarks(exam: Examination) -> tuple[str, ...]:
    """What the gateway takes, but a careful client would not send."""
    found: list[str] = []
    if exam.spelling != "plain":
        found.append(f"the signature verifies only with {exam.spelling}, as one of the official SDKs signs")
    if exam.received.path not in (b"/", b""):
        found.append(f"the path is {exam.received.path.decode('latin-1')!r}; the documented one is '/'")
    if len(exam.query.pairs) > 2 and len({name for name, _ in exam.query.pairs}) != len(exam.query.pairs):
        found.append("a query parameter is repeated; the first Action and Version count")
    return tuple(found)
