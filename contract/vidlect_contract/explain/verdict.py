"""The verdict on a request's authentication, step by step, by the mock's own checks.

Here lives which checks are about authentication, and whose keys count. Never: a rule of a vendor.
"""

from __future__ import annotations

import hmac
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from vidlect_mock.interface import Desk
from vidlect_mock.message import JsonObject, JsonValue, Received
from vidlect_mock.profile import choose
from vidlect_mock.vendors import volcengine_visual
from vidlect_mock.vendors.volcengine_visual import auth
from vidlect_mock.vendors.volcengine_visual.claim import read_date, read_query
from vidlect_mock.vendors.volcengine_visual.examination import Examination, Owner, OwnerOf, Trouble
from vidlect_mock.vendors.volcengine_visual.gateway_errors import GATEWAY_ERRORS
from vidlect_mock.vendors.volcengine_visual.owners import bad_token, published_owner


class GivenKeys(NamedTuple):
    """Keys that are the truth. Without a token, one that comes with the request is not judged."""

    access_key: str
    secret_key: str
    security_token: str | None = None

    def __repr__(self) -> str:
        return f"GivenKeys({self.access_key!r}, …)"


class Step(NamedTuple):
    """One check: what it asks, and whether it holds (None: not reached)."""

    title: str
    holds: bool | None


class Verdict(NamedTuple):
    """`stage` and what follows say the first step that fails; None when the request is authentic."""

    authentic: bool
    stage: str | None = None
    code: str | None = None
    expected: str | None = None
    received: str | None = None
    hint: str | None = None
    steps: tuple[Step, ...] = ()
    remarks: tuple[str, ...] = ()

    def as_json(self) -> JsonObject:
        """What `--json` prints."""
        remarks: list[JsonValue] = list(self.remarks)
        return {
            "verdict": "authentic" if self.authentic else "not_authentic",
            "stage": self.stage,
            "code": self.code,
            "expected": self.expected,
            "received": self.received,
            "hint": self.hint,
            "remarks": remarks,
        }


Explainer: TypeAlias = Callable[[Received, GivenKeys | str | None, float | None, float], Verdict]
"""(request, given keys or a session's name or None for any session, time to judge by, now) → verdict."""


def explain_visual(received: Received, keys: GivenKeys | str | None, at: float | None, now: float) -> Verdict:
    """The verdict on a Visual request. `at` None: the request's own time."""
    own = _own_time(received)
    wall = at if at is not None else own if own is not None else now
    desk = Desk(
        wall=wall,
        profile=choose(
            volcengine_visual.NAME,
            volcengine_visual.SWITCHES,
            volcengine_visual.PROFILES,
            overrides={"region": "strict"},
        ),
        secret_of=_secret_of(keys),
        session_of=volcengine_visual.session_of,
        violations=_no_violations,
        number=0,
    )
    owner_of = _owner_of(keys) if isinstance(keys, GivenKeys) else published_owner
    exam = Examination(received, desk, owner_of, thorough=True)
    failed: Trouble | None = None
    steps: list[Step] = []
    remarks = [] if at is not None or own is None else [_age(own, now)]
    recognised = True
    for check in auth.CHECKS:
        if check.routing:
            trouble = check.examine(exam) if recognised and (hasattr(exam, "claim") or not steps) else None
            if trouble is not None:
                remarks.append(_remark(trouble))
                recognised = check.examine is auth.CHECKS[0].examine
        elif failed is not None:
            steps.append(Step(check.title, None))
        else:
            failed = check.examine(exam)
            steps.append(Step(check.title, failed is None))
    if failed is None:
        remarks += auth.remarks(exam)
        if isinstance(keys, GivenKeys) and keys.security_token is None and _token(exam) is not None:
            remarks.append("a session token came along, and none was given: it is not judged")
        return Verdict(True, steps=tuple(steps), remarks=tuple(remarks))
    return Verdict(
        False,
        failed.stage,
        failed.code,
        failed.expected,
        failed.received,
        failed.hint,
        tuple(steps),
        tuple(remarks),
    )


EXPLAINERS: Mapping[str, Explainer] = {volcengine_visual.NAME: explain_visual}


def _no_violations(operation: str, body: JsonValue) -> list[tuple[str, str]]:
    del operation, body
    return []


def _token(exam: Examination) -> bytes | None:
    return exam.parameter(b"x-security-token", b"X-Security-Token")


def _own_time(received: Received) -> float | None:
    date = received.header(b"x-date")
    if date is None:
        date = read_query(received.query).first(b"X-Date")
    return None if date is None else read_date(date.strip())


def _secret_of(keys: GivenKeys | str | None) -> Callable[[str], str | None]:
    def of_that_session(access_key: str) -> str | None:
        known = keys is None or volcengine_visual.session_of(access_key) == keys
        return volcengine_visual.secret_of(access_key) if known else None

    return of_that_session


def _owner_of(keys: GivenKeys) -> OwnerOf:
    def owner(access_key: str, token: str | None, desk: Desk) -> Owner | Trouble:
        del desk
        if keys.security_token is not None:
            if token is None:
                return bad_token("none came, and one was given")
            if not _same(token, keys.security_token):
                return bad_token("another token than the one given")
        if not _same(access_key, keys.access_key):
            return Trouble(
                "credential",
                "InvalidAccessKey",
                (access_key,),
                keys.access_key.encode("utf-8", "replace").decode(),
                access_key,
                "the request was signed with another access key than the one given",
            )
        return Owner(keys.secret_key, "given")

    return owner


def _same(one: str, other: str) -> bool:
    # a command line may hold bytes that are no UTF-8
    return hmac.compare_digest(
        one.encode("utf-8", "surrogateescape"), other.encode("utf-8", "surrogateescape")
    )


def _remark(trouble: Trouble) -> str:
    if trouble.stage == "region":
        return f"the region of the scope is {trouble.received}; documented is {trouble.expected}"
    row = GATEWAY_ERRORS[trouble.code]
    said = row.message % trouble.details if "%s" in row.message else row.message
    return f"the gateway would answer {row.status} {trouble.code}: {said}"


def _age(own: float, now: float) -> str:
    age = now - own
    when = f"{_span(age)} ago" if age >= 0 else f"{_span(-age)} in the future"
    written = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(own))
    late = abs(age) > auth.WINDOW
    verdict = "; today the gateway would answer InvalidTimestamp (see --at now)" if late else ""
    return f"signed {written}, {when}{verdict}"


def _span(seconds: float) -> str:
    for unit, size in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} seconds"
