"""Requests at the mock's gateway of Volcengine, signed and then spoiled, and what it refuses them with."""

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlencode

import orjson

from vidlect_adapters.credentials import KeyPair
from vidlect_adapters.message import HttpCall
from vidlect_adapters.vendors.volcengine_visual import auth as client
from vidlect_mock.interface import Desk, Refusal
from vidlect_mock.message import Received
from vidlect_mock.profile import choose
from vidlect_mock.vendors.volcengine_visual import auth
from vidlect_mock.vendors.volcengine_visual.credentials import (
    credentials,
    secret_of,
    session_of,
)

AT = datetime(2026, 3, 19, 1, 47, 41, tzinfo=UTC)
VALUES = credentials("tests-1")[0].values
KEYS = KeyPair(access_key=VALUES["access_key"], secret_key=VALUES["secret_key"])
POLL = HttpCall(
    method="POST",
    path="/",
    query=(("Action", "CVSync2AsyncGetResult"), ("Version", "2022-08-31")),
    headers=(("Host", "127.0.0.1:18081"), ("Content-Type", "application/json")),
    body=b'{"req_key": "jimeng_t2v_v30", "task_id": "7392616336519610409"}',
)
SIGNED = client.authorize(POLL, KEYS, AT)


def desk_at(at=AT, **switches):
    return Desk(
        wall=at.timestamp(),
        profile=choose("volcengine_visual", auth.SWITCHES_AUTH, {"default": {}}, overrides=switches),
        secret_of=secret_of,
        session_of=session_of,
        violations=lambda *_: [],
        number=7,
    )


def as_received(call, **changes):
    received = Received(
        call.method,
        call.path.encode(),
        urlencode(call.query).encode(),
        [(name.lower().encode(), value.encode("latin-1")) for name, value in call.headers],
        call.body,
    )
    return received._replace(**changes)


def without(call, header):
    return replace(call, headers=tuple(pair for pair in call.headers if pair[0].lower() != header))


def with_authorization(change):
    old = SIGNED.header("Authorization") or ""
    new = change(old)
    assert new != old
    return SIGNED.with_headers(("Authorization", new))


def refused(received, desk=None):
    """(refusal, HTTP status, metadata without Error, Error)."""
    refusal = auth.admit(received, desk or desk_at())
    assert isinstance(refusal, Refusal), refusal
    metadata = orjson.loads(refusal.answer.body)["ResponseMetadata"]
    error = metadata.pop("Error")
    assert error["Code"] == refusal.code or desk is not None
    return refusal, refusal.answer.status, metadata, error


NOTHING = {"RequestId"}
ACTION = {"RequestId", "Action", "Version"}
SCOPE = {"RequestId", "Action", "Version", "Service", "Region"}
FOREIGN = KeyPair(access_key="AKLTFAKE01", secret_key="x")


def scoped(region="cn-north-1", service="cv", call=POLL):
    return client.sign(call, KEYS, AT, client.Place(region, service))
