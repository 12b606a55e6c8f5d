from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import parse_qsl

import orjson
import pytest

from vidlect_adapters.credentials import ApiKey, KeyPair
from vidlect_adapters.errors import InvalidCredentials
from vidlect_adapters.message import HttpCall
from vidlect_adapters.vendors.volcengine_visual import auth, signing

ROOT = Path(__file__).parents[3]
VECTORS = orjson.loads(
    (ROOT / "contract/vidlect_contract/cases/volcengine_visual/signing-vectors.json").read_bytes()
)
PLAIN = [vector for vector in VECTORS if vector["plain_server_accepts"]]
KEYS = KeyPair(access_key="AKLTmock0001", secret_key="bW9jay1zZWNyZXQtMDAwMQ==")
AT = datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
CALL = HttpCall(
    method="POST",
    path="/",
    query=(("Action", "CVProcess"), ("Version", "2022-08-31")),
    headers=(("Host", "visual.volcengineapi.com"), ("content-type", "application/json"), ("X-Other", "1")),
    body=b"{}",
)


def _vector(vector_id):
    return next(vector for vector in VECTORS if vector["id"] == vector_id)


def _signed_by_stages(vector, names, query, hashed):
    """(canonical request, signature) that our stages give for the header set that a signer chose."""
    wire = {name.lower(): value for name, value in vector["request"]["headers"].items()}
    path = vector["request"]["target"].partition("?")[0]
    canonical, listed = signing.canonical_request(
        vector["method"], path, query, tuple((name, wire[name]) for name in names), hashed
    )
    assert listed == ";".join(names)
    day = vector["timestamp"][:8]
    scope = signing.credential_scope(day, vector["region"], vector["service"])
    key = signing.signing_key(vector["secret_key"], day, vector["region"], vector["service"])
    return canonical, signing.signature(key, signing.string_to_sign(vector["timestamp"], scope, canonical))


def _wire_query(vector):
    return tuple(parse_qsl(vector["request"]["target"].partition("?")[2], keep_blank_values=True))


@pytest.mark.parametrize("vector", [v for v in PLAIN if v["kind"] == "header"], ids=lambda v: v["id"])
def test_the_stages_reproduce_every_header_vector_of_the_plain_rules(vector):
    credential, listed, proof = vector["expected"]["authorization"].split(", ")
    names = listed.removeprefix("SignedHeaders=").split(";")
    hashed = signing.body_hash(vector["body"].encode())

    canonical, ours = _signed_by_stages(vector, names, _wire_query(vector), hashed)

    expected = vector["expected"]["canonical_request"]
    assert credential.startswith(signing.ALGORITHM)
    if vector["path"] == vector["request"]["target"].partition("?")[0]:
        assert canonical == expected
    assert f"Signature={ours}" == proof


@pytest.mark.parametrize("vector", [v for v in PLAIN if v["kind"] == "presign"], ids=lambda v: v["id"])
def test_the_stages_reproduce_every_presigned_vector_of_the_plain_rules(vector):
    query = _wire_query(vector)
    told = dict(query)
    listed = told["X-SignedQueries"].split(";")
    names = [name for name in told["X-SignedHeaders"].split(";") if name]

    canonical, ours = _signed_by_stages(
        vector, names, tuple(pair for pair in query if pair[0] in listed), signing.EMPTY_BODY_HASH
    )

    assert canonical == vector["expected"]["canonical_request"]
    assert ours == vector["expected"]["query_signature"]


def _as_call(vector):
    return HttpCall(
        method=vector["method"],
        path=vector["path"],
        query=tuple((name, value) for name, value in vector["query"]),
        headers=tuple(vector["headers"].items()),
        body=vector["body"].encode(),
    )


@pytest.mark.parametrize(
    "vector_id",
    [
        "pub-visual-submit-json--pyvolc",
        "pub-visual-getresult-json--pysdkcore",
        "pub-unicode-body-raw-utf8--pyvolc",
        "pub-session-token--pyvolc",
        "pub-date-midnight--pyvolc",
    ],
)
def test_a_signed_call_is_what_the_official_python_signers_send(vector_id):
    vector = _vector(vector_id)
    keys = KeyPair(
        access_key=vector["access_key"],
        secret_key=vector["secret_key"],
        session_token=vector["session_token"],
    )
    at = datetime.strptime(vector["timestamp"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)

    signed = auth.authorize(_as_call(vector), keys, at)

    assert signed.header("authorization") == vector["expected"]["authorization"]
    assert signed.header("x-content-sha256") == vector["expected"]["x_content_sha256"]
    assert signed.header("x-security-token") == vector["session_token"]


@pytest.mark.parametrize(
    "vector_id", ["pub-presign-basic--pyvolc", "pub-presign-expires--pyvolc", "pub-presign-unicode--pyvolc"]
)
def test_a_presigned_call_has_the_signature_of_the_official_python_signer(vector_id):
    vector = _vector(vector_id)
    call = _as_call(vector)
    expires = dict(call.query).get("X-Expires")
    call = replace(call, query=tuple(pair for pair in call.query if pair[0] != "X-Expires"))

    presigned = auth.presign(
        call,
        KeyPair(access_key=vector["access_key"], secret_key=vector["secret_key"]),
        datetime.strptime(vector["timestamp"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC),
        auth.Place(vector["region"], vector["service"]),
        expires=int(expires) if expires else None,
    )

    assert dict(presigned.query)["X-Signature"] == vector["expected"]["query_signature"]
    assert presigned.headers == call.headers


def test_a_presigned_call_lists_its_session_token():
    keys = KeyPair(access_key="AKTPx", secret_key="s", session_token="token==")
    query = dict(auth.presign(CALL, keys, AT).query)

    assert query["X-Security-Token"] == "token=="
    assert "X-Security-Token" in query["X-SignedQueries"].split(";")
    assert "X-SignedQueries" in query["X-SignedQueries"].split(";")


@pytest.mark.parametrize("expires", [0, -1])
def test_a_link_that_never_works_is_refused(expires):
    with pytest.raises(ValueError, match=r"positive number of seconds"):
        auth.presign(CALL, KEYS, AT, expires=expires)


def test_only_the_five_headers_of_the_rule_are_signed():
    signed = auth.authorize(CALL, KEYS, AT)

    assert "SignedHeaders=content-type;host;x-content-sha256;x-date, " in (
        signed.header("Authorization") or ""
    )
    assert signed.header("X-Other") == "1"
    assert "Authorization" in dict(signed.headers)


def test_blanks_around_a_signed_value_are_not_signed():
    padded = auth.authorize(CALL.with_headers(("Content-Type", " application/json\t")), KEYS, AT)
    trimmed = auth.authorize(CALL.with_headers(("Content-Type", "application/json")), KEYS, AT)

    assert padded.header("Authorization") == trimmed.header("Authorization")


def test_a_call_without_host_is_signed_without_it():
    signed = auth.authorize(replace(CALL, headers=()), KEYS, AT)

    assert "SignedHeaders=x-content-sha256;x-date, " in (signed.header("Authorization") or "")


def test_a_repeated_signed_header_is_signed_as_one_list():
    twice = auth.authorize(
        replace(CALL, headers=(("Content-Type", "a/b"), ("content-type", "c/d"))), KEYS, AT
    )
    once = auth.authorize(replace(CALL, headers=(("Content-Type", "a/b,c/d"),)), KEYS, AT)

    assert twice.header("Authorization") == once.header("Authorization")


def test_signing_again_replaces_the_old_credentials():
    once = auth.authorize(CALL, KEYS, AT)

    assert auth.authorize(once, KEYS, AT) == once


def test_any_time_zone_is_signed_as_utc():
    shanghai = AT.astimezone(timezone(timedelta(hours=8)))

    assert auth.authorize(CALL, KEYS, shanghai) == auth.authorize(CALL, KEYS, AT)
    assert auth.authorize(CALL, KEYS, shanghai).header("X-Date") == "20250102T030405Z"


def test_region_and_service_are_those_of_the_place():
    signed = auth.sign(CALL, KEYS, AT, auth.Place("cn-beijing", "ark"))

    assert "/20250102/cn-beijing/ark/request, " in (signed.header("Authorization") or "")


def test_an_empty_path_is_the_root():
    assert signing.canonical_request("GET", "", (), (), "h") == ("GET\n/\n\n\n\n\nh", "")


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (ApiKey(api_key="sk"), "not a bearer key"),
        (KeyPair(access_key="", secret_key="s"), "access key is empty"),
        (KeyPair(access_key="AK\n", secret_key="s"), "access key holds a control"),
        (KeyPair(access_key="AK/1", secret_key="s"), "access key may not contain"),
        (KeyPair(access_key="A K", secret_key="s"), "access key may not contain"),
        (KeyPair(access_key="AK", secret_key=""), "secret key is empty"),
        (KeyPair(access_key="AK", secret_key="s3cret\r\n"), "secret key holds a control"),
        (KeyPair(access_key="AK", secret_key="s3cret密"), "secret key holds a control or non-ASCII"),
        (KeyPair(access_key="AK", secret_key=" s3cret"), "secret key has blanks"),
        (KeyPair(access_key="AK", secret_key="s3cret", session_token="t\0"), "session token holds a control"),
        (KeyPair(access_key="AK", secret_key="s3cret", session_token=""), "session token is empty"),
    ],
)
def test_keys_that_cannot_sign_are_refused_without_being_shown(keys, said):
    with pytest.raises(InvalidCredentials, match=said) as refused:
        auth.authorize(CALL, keys, AT)
    assert "s3cret" not in str(refused.value)
    assert refused.value.value is None


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(InvalidCredentials, match="needs a time zone"):
        auth.authorize(CALL, KEYS, AT.replace(tzinfo=None))


def test_keys_never_print_their_secrets():
    assert "bW9jay1" not in repr(KEYS)
