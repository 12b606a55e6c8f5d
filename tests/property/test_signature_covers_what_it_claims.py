"""Law: any change of a signed part is refused, any change of an unsigned part is accepted."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import orjson
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vidlect_adapters.credentials import KeyPair
from vidlect_adapters.message import HttpCall
from vidlect_adapters.vendors.volcengine_visual import auth as client
from vidlect_mock.message import Received
from vidlect_mock.vendors.volcengine_visual import claim as claims
from vidlect_mock.vendors.volcengine_visual import signature

ROOT = Path(__file__).parents[2]
VECTORS = orjson.loads(
    (ROOT / "contract/vidlect_contract/cases/volcengine_visual/signing-vectors.json").read_bytes()
)
AT = datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
KEYS = KeyPair(access_key="AKLTmock0001", secret_key="bW9jay1zZWNyZXQtMDAwMQ==")

printable = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=20)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
calls = st.builds(
    HttpCall,
    method=st.sampled_from(["POST", "GET", "PUT"]),
    path=st.sampled_from(["/", "/a/b", "/%E8%A7%86%E9%A2%91"]),
    query=st.lists(st.tuples(texts.filter(bool), texts), max_size=5).map(tuple),
    headers=st.tuples(
        st.tuples(st.just("Host"), st.sampled_from(["visual.volcengineapi.com", "127.0.0.1:18081", "x:80"])),
        st.tuples(st.just("Content-Type"), printable),
        st.tuples(st.just("User-Agent"), printable),
    ),
    body=st.binary(max_size=60),
)


def _received(call):
    query = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in call.query)
    headers = [(name.lower().encode(), value.encode()) for name, value in call.headers]
    return Received(call.method, call.path.encode(), query.encode(), headers, call.body)


def _verified(received, secret):
    """Whether the request authenticates, with all that row 10 of the gateway's table looks at."""
    headers = signature.one_value_each(received.headers)
    query = claims.read_query(received.query)
    header = headers.get(b"authorization")
    claim = claims.read_presigned(query) if header is None else claims.read_authorization(header)
    if not isinstance(claim, claims.Claim) or any(name not in headers for name in claim.credential.names):
        return False
    date = headers.get(b"x-date", b"") if claim.listed is None else query.first(b"X-Date") or b""
    if not date.startswith(claim.credential.day.encode("latin-1")):
        return False
    hashed = signature.hashed(received.body)
    if claim.listed is None and headers.get(b"x-content-sha256", hashed) != hashed:
        return False
    signed = signature.Signed(received.method, received.path, query, headers, hashed, date)
    return signature.verify(signed, claim, secret) is not None


def _with_header(received, name, change):
    return received._replace(
        headers=[(key, change(value) if key == name else value) for key, value in received.headers]
    )


def _flipped(text, place, mask):
    """The text, not empty, with one byte changed."""
    place %= len(text)
    return text[:place] + bytes((text[place] ^ mask,)) + text[place + 1 :]


places = st.integers(0, 10_000)
masks = st.integers(1, 255)


@given(calls)
def test_every_call_that_the_client_signs_is_verified_by_the_mock(call):
    signed = client.authorize(call, KEYS, AT)

    assert _verified(_received(signed), KEYS.secret_key)


@given(calls, st.none() | st.integers(1, 10_000))
def test_every_call_that_the_client_presigns_is_verified_by_the_mock(call, expires):
    assert _verified(_received(client.presign(call, KEYS, AT, expires=expires)), KEYS.secret_key)


@given(calls, places, masks)
def test_a_changed_byte_of_the_body_is_refused(call, place, mask):
    assume(call.body)
    received = _received(client.authorize(call, KEYS, AT))

    assert not _verified(received._replace(body=_flipped(received.body, place, mask)), KEYS.secret_key)


@given(calls, st.sampled_from(["host", "content-type", "x-date", "x-content-sha256"]), places, masks)
def test_a_changed_byte_of_a_signed_header_is_refused(call, name, place, mask):
    received = _received(client.authorize(call, KEYS, AT))
    assume(received.header(name.encode()))
    changed = _with_header(received, name.encode(), lambda value: _flipped(value, place, mask))
    # blanks at the ends of a value and their number within are no part of it
    old, new = received.header(name.encode()) or b"", changed.header(name.encode()) or b""
    assume(old.split() != new.split())

    assert not _verified(changed, KEYS.secret_key)


@given(calls, texts, texts)
def test_an_added_parameter_is_refused(call, name, value):
    signed = client.authorize(call, KEYS, AT)
    changed = replace(signed, query=(*signed.query, (name, value)))
    # of a repeated parameter one official signer covers the last value only
    assume(name not in dict(call.query) and (name or value))

    assert not _verified(_received(changed), KEYS.secret_key)


@given(calls, places, texts)
def test_a_changed_value_of_a_parameter_is_refused(call, place, value):
    assume(len({name for name, _ in call.query}) == len(call.query) > 0)
    signed = client.authorize(call, KEYS, AT)
    place %= len(call.query)
    assume(call.query[place][1] != value)
    pairs = list(signed.query)
    pairs[place] = (pairs[place][0], value)

    assert not _verified(_received(replace(signed, query=tuple(pairs))), KEYS.secret_key)


@given(
    calls, st.sampled_from(["POST", "GET", "PUT", "post", "DELETE"]), st.sampled_from(["/", "/a/b", "/a/b/"])
)
def test_another_method_or_path_is_refused(call, method, path):
    received = _received(client.authorize(call, KEYS, AT))
    assume((method, path) != (received.method, received.path.decode()))

    assert not _verified(received._replace(method=method, path=path.encode()), KEYS.secret_key)


@given(calls, places, masks)
def test_a_changed_byte_of_the_signature_itself_is_refused(call, place, mask):
    received = _received(client.authorize(call, KEYS, AT))
    changed = _with_header(
        received, b"authorization", lambda value: value[:-64] + _flipped(value[-64:], place, mask)
    )
    # a blank around the signature is no part of it, a comma ends it: what is left is shorter, and refused
    assert not _verified(changed, KEYS.secret_key)


@given(calls, printable, st.binary(max_size=10))
def test_what_is_not_signed_may_change(call, agent, body):
    received = _received(client.authorize(call, KEYS, AT))
    changed = _with_header(received, b"user-agent", lambda _: agent.encode())
    added = changed._replace(headers=[*changed.headers, (b"x-added-by-a-hop", b"1")])
    presigned = _received(client.presign(call, KEYS, AT))._replace(body=body)

    assert _verified(added, KEYS.secret_key)
    assert _verified(presigned, KEYS.secret_key)


def _as_received(vector):
    path, _, query = vector["request"]["target"].partition("?")
    headers = [
        (name.lower().encode(), value.encode()) for name, value in vector["request"]["headers"].items()
    ]
    return Received(vector["method"], path.encode(), query.encode(), headers, vector["body"].encode())


def _one_byte_changes(vector):
    """(what was changed, request) for every byte of every signed part: its lowest bit, where it means something."""
    received = _as_received(vector)
    headers = signature.one_value_each(received.headers)
    query = claims.read_query(received.query)
    header = headers.get(b"authorization")
    claim = claims.read_presigned(query) if header is None else claims.read_authorization(header)
    assert isinstance(claim, claims.Claim)
    for name in claim.credential.names:
        for place in range(len(headers[name])):
            if not headers[name][place : place + 1].isspace():
                yield (
                    f"{name.decode()}[{place}]",
                    _with_header(received, name, lambda value, at=place: _flipped(value, at, 1)),
                )
    if claim.listed is None:
        for place in range(len(received.body)):
            yield f"body[{place}]", received._replace(body=_flipped(received.body, place, 1))
    # py-core signs only the last value of a repeated parameter, and no token in a presigned URL
    listed = claim.listed if "pysdkcore" in vector["id"] else None

    def covered(pairs):
        return {name: value for name, value in pairs if listed is None or name in {*listed, b"X-Signature"}}

    for place in range(len(received.query)):
        changed = _flipped(received.query, place, 1)
        meant = claims.read_query(changed).pairs
        if sorted(meant) != sorted(query.pairs) and covered(meant) != covered(query.pairs):
            yield f"query[{place}]", received._replace(query=changed)
    for place in range(1, len(received.path)):
        yield f"path[{place}]", received._replace(path=_flipped(received.path, place, 1))
    yield "method", received._replace(method="PATCH")


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_every_one_byte_change_of_a_signed_part_of_every_official_request_is_refused(vector):
    accepted = [
        what for what, request in _one_byte_changes(vector) if _verified(request, vector["secret_key"])
    ]

    assert _verified(_as_received(vector), vector["secret_key"])
    assert accepted == []
