"""Vendors whose credentials stand in one header: the verdict by the mock's own reading of it."""

import base64
import time
from datetime import UTC, datetime

import orjson
import pytest
from click.testing import CliRunner

from vidlect.cli import main
from vidlect_adapters.credentials import ApiKey, KeyPair
from vidlect_adapters.message import HttpCall
from vidlect_adapters.registry import VENDORS
from vidlect_contract.explain.capture import read
from vidlect_contract.explain.explainers import EXPLAINERS
from vidlect_contract.explain.verdict import GivenKey, GivenKeys
from vidlect_mock import documents, registry
from vidlect_mock.interface import Effect

NAMES = [name for name in VENDORS if name != "volcengine_visual"]
SINGLE = {
    name: next(
        kind.values["api_key"]
        for kind in registry.load(name).credentials("default")
        if "api_key" in kind.values
    )
    for name in NAMES
}
NOW = time.time()
PAIR = {
    name: value
    for kind in registry.load("kling").credentials("default")
    for name, value in kind.values.items()
}


def a_query(name):
    """Method and path of a query of the vendor's."""
    polls = {key for key, one in registry.load(name).OPERATIONS.items() if one.effect is Effect.POLL}
    operations = documents.operations(documents.load("vendors", name))
    return next(
        (method, path.replace("{", "").replace("}", ""))
        for key, method, path, _ in operations
        if key in polls
    )


def captured(name, credentials, *, path=None, at=NOW):
    method, usual = a_query(name)
    call = HttpCall(method=method, path=path or usual, headers=(("Host", "vendor.example"),))
    signed = VENDORS[name].authorize(call, credentials, datetime.fromtimestamp(at, UTC))
    lines = [f"{signed.method} {signed.path} HTTP/1.1", *(f"{key}: {value}" for key, value in signed.headers)]
    return "\r\n".join([*lines, "", ""]).encode()


def explained(name, raw, keys=None, at=None):
    return EXPLAINERS[name](read(raw).received, keys, at, NOW)


def test_every_vendor_is_explained():
    assert list(EXPLAINERS) == list(registry.VENDORS)


@pytest.mark.parametrize("name", NAMES)
def test_a_key_of_the_mock_is_authentic_in_its_session(name):
    raw = captured(name, ApiKey(api_key=SINGLE[name]))
    for keys in (None, "default", GivenKey(SINGLE[name])):
        verdict = explained(name, raw, keys)
        assert verdict.authentic, verdict
        assert [step.holds for step in verdict.steps] == [True, True]
    for keys in ("another", GivenKey("another")):
        verdict = explained(name, raw, keys)
        assert (verdict.authentic, verdict.stage) == (False, "credential")
        assert [step.holds for step in verdict.steps] == [True, False]


@pytest.mark.parametrize("name", NAMES)
def test_a_key_of_ones_own_is_judged_against_itself(name):
    prefix = "api-key-kling-" if name == "kling" else "sk-"
    raw = captured(name, ApiKey(api_key=f"{prefix}my-own-key"))
    assert not explained(name, raw).authentic
    assert explained(name, raw, GivenKey(f"{prefix}my-own-key")).authentic


@pytest.mark.parametrize("name", NAMES)
def test_a_verdict_never_repeats_a_key(name):
    raw = captured(name, ApiKey(api_key=SINGLE[name]))
    verdict = explained(name, raw, "another")
    said = orjson.dumps(verdict.as_json()).decode() + repr(verdict) + repr(GivenKey(SINGLE[name]))
    assert SINGLE[name] not in said


@pytest.mark.parametrize("name", NAMES)
def test_a_request_without_credentials_is_told_so(name):
    method, path = a_query(name)
    raw = f"{method} {path} HTTP/1.1\r\nHost: vendor.example\r\n\r\n".encode()
    verdict = explained(name, raw)
    assert (verdict.authentic, verdict.stage) == (False, "credential")
    assert verdict.received


@pytest.mark.parametrize("name", NAMES)
def test_good_credentials_at_a_wrong_path_are_good_credentials(name):
    verdict = explained(name, captured(name, ApiKey(api_key=SINGLE[name]), path="/nowhere"))
    assert verdict.authentic
    assert [step.holds for step in verdict.steps] == [False, True]
    assert "the vendor would answer 404" in verdict.remarks[0]


def kling_pair(secret=None):
    return KeyPair(access_key=PAIR["access_key"], secret_key=secret or PAIR["secret_key"])


def test_a_token_is_judged_at_its_own_time_and_its_age_is_told():
    old = captured("kling", kling_pair(), at=NOW - 86_400)
    verdict = explained("kling", old)
    assert verdict.authentic
    assert "24 hours ago" in verdict.remarks[0]
    late = explained("kling", old, at=NOW)
    assert (late.authentic, late.stage) == (False, "time")


def test_a_token_of_another_secret_fails_at_the_signature():
    verdict = explained("kling", captured("kling", kling_pair("another")))
    assert (verdict.authentic, verdict.stage) == (False, "signature")
    assert "base64" in verdict.hint


def test_a_token_is_judged_by_keys_of_ones_own():
    raw = captured("kling", KeyPair(access_key="mine", secret_key="my secret"))
    assert explained("kling", raw, GivenKeys("mine", "my secret")).authentic
    assert explained("kling", raw, GivenKeys("mine", "another")).stage == "signature"
    assert explained("kling", raw, GivenKeys("yours", "my secret")).stage == "credential"


@pytest.mark.parametrize(
    "payload", [b"{", b"[]", b"null", b'{"nbf": "soon"}', b'{"nbf": true}', b"\xff", b'{"iat": 1e400}']
)
def test_a_token_of_nonsense_gets_a_verdict(payload):
    middle = base64.urlsafe_b64encode(payload).decode().rstrip("=")
    _, path = a_query("kling")
    raw = f"GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer e30.{middle}.c2ln\r\n\r\n".encode()
    assert not explained("kling", raw).authentic


def test_the_command_takes_a_single_key(tmp_path):
    capture = tmp_path / "captured.http"
    capture.write_bytes(captured("openai", ApiKey(api_key="sk-mine")))
    run = CliRunner().invoke
    assert run(main, ["explain", "openai", "--api-key", "sk-mine", str(capture)]).exit_code == 0
    assert run(main, ["explain", "openai", "--api-key", "sk-yours", str(capture)]).exit_code == 1
    both = run(main, ["explain", "openai", "--api-key", "sk-mine", "--session", "one", str(capture)])
    assert both.exit_code == 2
    assert "--api-key is given alone" in both.output
