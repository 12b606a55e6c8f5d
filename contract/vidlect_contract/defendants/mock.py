"""Puts cases to the mock: what a vendor itself takes and refuses.

Here lives how an `accept` case is put to the mock's engine, without HTTP. Never: a rule of a vendor.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime

from vidlect_adapters.message import HttpCall
from vidlect_adapters.registry import VENDORS
from vidlect_contract.case import Case, as_object
from vidlect_contract.comparing import ABSENT, Seen, compare
from vidlect_contract.judge.replies import mismatches
from vidlect_contract.mock_keys import mock_credentials
from vidlect_contract.northbound import body_of
from vidlect_contract.observation import read_json
from vidlect_contract.verdict import Code, Finding, Verdict, verdict_of
from vidlect_mock import registry
from vidlect_mock.documents import Validators, load
from vidlect_mock.engine import Engine
from vidlect_mock.message import Received

HOST = "mock.invalid"


def engine_of(vendor: str) -> Engine:
    """A fresh mock of one vendor, that checks bodies against the vendor's document."""
    return Engine(
        {vendor: registry.load(vendor)},
        violations={vendor: Validators(load("vendors", vendor)).violations},
    )


def judge_mock(case: Case, engine: Engine, vendor: str) -> Verdict:
    """The verdict on the mock."""
    given = case.given_object("request")
    call = HttpCall(
        method=str(given.get("method", "POST")),
        path=str(given.get("path", "/")),
        query=tuple((name, str(value)) for name, value in as_object(given.get("query")).items()),
        headers=(("Content-Type", "application/json"), ("Host", HOST)),
        body=body_of(given)[0],
    ).with_headers(*((name, str(value)) for name, value in as_object(given.get("headers")).items()))
    now = datetime.fromtimestamp(time.time(), UTC)
    signed = VENDORS[vendor].authorize(call, mock_credentials(vendor), now)
    answer = engine.handle(vendor, received_of(signed), f"http://{HOST}").answer
    found: list[Finding] = mismatches(
        Code.HTTP_STATUS, compare(case.expect["status"], answer.status), "status"
    )
    try:
        body: Seen = read_json(answer.body)
    except ValueError:
        body = ABSENT
    if "body" in case.expect:
        found += mismatches(Code.REPLY_DIFFERS, compare(case.expect["body"], body), "body")
    return verdict_of(case.id, found)


def received_of(call: HttpCall) -> Received:
    """A call as a server receives it."""
    query = "&".join(f"{name}={value}" for name, value in call.query)
    return Received(
        method=call.method,
        path=call.path.encode("ascii"),
        query=query.encode("ascii"),
        headers=tuple((name.lower().encode(), value.encode("latin-1")) for name, value in call.headers),
        body=call.body,
    )
