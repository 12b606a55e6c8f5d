"""The verdict on a signed Visual request, step by step, by the mock's own checks.

Here lives which of its checks are about authentication. Never: a rule of the vendor.
"""

from __future__ import annotations

from collections.abc import Callable

from vidlect_mock.interface import Desk
from vidlect_mock.message import Received
from vidlect_mock.profile import choose
from vidlect_mock.vendors import volcengine_visual
from vidlect_mock.vendors.volcengine_visual import auth
from vidlect_mock.vendors.volcengine_visual.claim import read_date, read_query
from vidlect_mock.vendors.volcengine_visual.examination import Examination, Owner, OwnerOf, Trouble
from vidlect_mock.vendors.volcengine_visual.gateway_errors import GATEWAY_ERRORS
from vidlect_mock.vendors.volcengine_visual.owners import bad_token, published_owner

from .verdict import GivenKeys, Keys, Step, Verdict, age, no_violations, same


def explain_visual(received: Received, keys: Keys, at: float | None, now: float) -> Verdict:
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
        violations=no_violations,
        number=0,
    )
    owner_of = _owner_of(keys) if isinstance(keys, GivenKeys) else published_owner
    exam = Examination(received, desk, owner_of, thorough=True)
    failed: Trouble | None = None
    steps: list[Step] = []
    remarks = [] if at is not None or own is None else [age(own, now, auth.WINDOW, "InvalidTimestamp")]
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


def _token(exam: Examination) -> bytes | None:
    return exam.parameter(b"x-security-token", b"X-Security-Token")


def _own_time(received: Received) -> float | None:
    date = received.header(b"x-date")
    if date is None:
        date = read_query(received.query).first(b"X-Date")
    return None if date is None else read_date(date.strip())


def _secret_of(keys: Keys) -> Callable[[str], str | None]:
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
            if not same(token, keys.security_token):
                return bad_token("another token than the one given")
        if not same(access_key, keys.access_key):
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


def _remark(trouble: Trouble) -> str:
    if trouble.stage == "region":
        return f"the region of the scope is {trouble.received}; documented is {trouble.expected}"
    row = GATEWAY_ERRORS[trouble.code]
    said = row.message % trouble.details if "%s" in row.message else row.message
    return f"the gateway would answer {row.status} {trouble.code}: {said}"
