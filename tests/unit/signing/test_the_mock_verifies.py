from collections import Counter
from pathlib import Path

import orjson
import pytest

from vidlect_mock.vendors.volcengine_visual import claim as claims
from vidlect_mock.vendors.volcengine_visual import signature

ROOT = Path(__file__).parents[3]
VECTORS = orjson.loads(
    (ROOT / "contract/vidlect_contract/cases/volcengine_visual/signing-vectors.json").read_bytes()
)
BY_ID = {vector["id"]: vector for vector in VECTORS}


def _read(vector, headers=None):
    """(what is signed, the claim) of a vector, as a server receives it."""
    path, _, raw = vector["request"]["target"].partition("?")
    pairs = headers or [
        (name.lower().encode(), value.encode()) for name, value in vector["request"]["headers"].items()
    ]
    values = signature.one_value_each(pairs)
    query = claims.read_query(raw.encode())
    header = values.get(b"authorization")
    claim = claims.read_presigned(query) if header is None else claims.read_authorization(header)
    assert isinstance(claim, claims.Claim)
    date = values.get(b"x-date") or query.first(b"X-Date")
    hashed = signature.hashed(vector["body"].encode())
    return signature.Signed(vector["method"], path.encode(), query, values, hashed, date), claim


def test_all_vectors_of_the_three_official_signers_are_there():
    assert Counter(vector["kind"] for vector in VECTORS) == {"header": 114, "presign": 17}


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_every_official_signature_verifies(vector):
    signed, claim = _read(vector)

    spelling = signature.verify(signed, claim, vector["secret_key"])

    assert (spelling == "plain") is vector["plain_server_accepts"]
    assert spelling is not None


@pytest.mark.parametrize(
    "vector",
    [vector for vector in VECTORS if vector["plain_server_accepts"]],
    ids=lambda vector: vector["id"],
)
def test_the_plain_canonical_request_is_the_signers(vector):
    signed, claim = _read(vector)

    # the signer may have been given a path that the wire cannot carry; then only the signature is comparable
    if vector["path"].encode() == signed.path:
        assert signature.plain_request(signed, claim).decode() == vector["expected"]["canonical_request"]
    else:
        assert signature.verify(signed, claim, vector["secret_key"]) == "plain"


@pytest.mark.parametrize(
    "vector",
    [vector for vector in VECTORS if not vector["plain_server_accepts"]],
    ids=lambda vector: vector["id"],
)
def test_a_signature_of_another_spelling_is_verified_by_the_signers_own_canonical_request(vector):
    signed, claim = _read(vector)

    canonical = vector["expected"]["canonical_request"].encode()

    assert canonical in {text for _, text in signature.spellings(signed, claim)}


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_another_secret_verifies_nothing(vector):
    signed, claim = _read(vector)

    assert signature.verify(signed, claim, vector["secret_key"] + "x") is None


def test_headers_in_any_letter_case_and_order_of_the_list_are_the_same_claim():
    stated = (
        b"HMAC-SHA256 Credential=AK/20250102/cn-north-1/cv/request, SignedHeaders=X-Date;Host, Signature=ab"
    )
    claim = claims.read_authorization(stated)

    assert isinstance(claim, claims.Claim)
    assert claim.credential.names == (b"host", b"x-date")


def test_the_parts_of_an_authorization_may_come_in_any_order_and_without_blanks():
    claim = claims.read_authorization(
        b"HMAC-SHA256 Signature=ab,SignedHeaders=x-date,Credential=AK/20250102/cn-north-1/cv/request"
    )

    assert isinstance(claim, claims.Claim)
    assert (claim.signature, claim.credential.access_key) == (b"ab", "AK")


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (b"Bearer sk-1", "InvalidCredential"),
        (b"bearer", "InvalidCredential"),
        (b"", "InvalidAuthorization"),
        (b"HMAC-SHA256", "InvalidAuthorization"),
        (
            b"AWS4-HMAC-SHA256 Credential=a/b/c/d/request, SignedHeaders=x-date, Signature=ab",
            "InvalidAuthorization",
        ),
        (b"HMAC-SHA256 Credential=a/b/c/d/request, Signature=ab", "InvalidAuthorization"),
        (b"HMAC-SHA256 SignedHeaders=x-date, Signature=ab", "InvalidAuthorization"),
        (b"HMAC-SHA256 Credential=a/b/c/d/request SignedHeaders=x-date Signature=ab", "InvalidAuthorization"),
        (b"HMAC-SHA256 Credential=a/b/c/d, SignedHeaders=x-date, Signature=ab", "InvalidCredential"),
        (
            b"HMAC-SHA256 Credential=a/b/c/d/e/request, SignedHeaders=x-date, Signature=ab",
            "InvalidCredential",
        ),
        (b"HMAC-SHA256 Credential=a//c/d/request, SignedHeaders=x-date, Signature=ab", "InvalidCredential"),
        (b"HMAC-SHA256 Credential=a/b/c/d/request, SignedHeaders=x-date", "MissingSignature"),
        (b"HMAC-SHA256 Credential=" + b"a" * 600 + b"/b/c/d", "InvalidAuthorization"),
        (b"\xff\xfe \x00", "InvalidAuthorization"),
    ],
)
def test_an_authorization_that_cannot_be_read_has_the_gateways_code(header, code):
    unreadable = claims.read_authorization(header)

    assert isinstance(unreadable, claims.Unreadable)
    assert unreadable.code == code
    assert unreadable.why


@pytest.mark.parametrize(
    ("query", "code"),
    [
        (b"X-Credential=a/b/c/d/request&X-Signature=ab", "InvalidAuthorization"),
        (b"X-Algorithm=HMAC-SHA256&X-Credential=a/b&X-Signature=ab", "InvalidCredential"),
        (b"X-Algorithm=HMAC-SHA256&X-Credential=a%2Fb%2Fc%2Fd%2Frequest", "MissingSignature"),
    ],
)
def test_a_presigned_query_that_cannot_be_read_has_the_gateways_code(query, code):
    unreadable = claims.read_presigned(claims.read_query(query))

    assert isinstance(unreadable, claims.Unreadable)
    assert unreadable.code == code


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        (b"19700101T000001Z", 1),
        (b"20250102T030405Z", 1735787045),
        (b"20240229T000000Z", 1709164800),
        (b"20161231T235960Z", 1483228800),
        (b"2025-01-02T03:04:05Z", None),
        (b"20250102T030405", None),
        (b"20250102T030405+", None),
        (b"20250102 030405Z", None),
        (b"2025010xT030405Z", None),
        (b"20251302T030405Z", None),
        (b"20250132T030405Z", None),
        (b"20250102T240405Z", None),
        (b"20250102T036005Z", None),
        (b"00000102T030405Z", None),
        (b"", None),
        ("２０２５0102T0Z".encode(), None),
    ],
)
def test_a_date_is_utc_without_dashes(text, seconds):
    assert claims.read_date(text) == seconds


@pytest.mark.parametrize(
    ("raw", "canonical"),
    [
        (b"b=2&a=1", b"a=1&b=2"),
        (b"a=x+y%20z", b"a=x%20y%20z"),
        (b"a=%2b", b"a=%2B"),
        (b"a", b"a="),
        (b"&a=1&&", b"a=1"),
        (b"a=~!'()*", b"a=~%21%27%28%29%2A"),
        (b"a=%zz", b"a=%25zz"),
        (b"a=%ff", b"a=%FF"),
        (b"id=c&id=a", b"id=c&id=a"),
        (b"", b""),
        (b"a=" + b"1" * 600, b"a=" + b"1" * 600),
    ],
)
def test_the_query_is_decoded_as_a_form_and_encoded_again(raw, canonical):
    assert claims.read_query(raw).canonical == canonical


def test_a_query_that_is_no_utf_8_is_no_trouble():
    query = claims.read_query(b"Action=%ff&Version=%E5")

    assert (query.action, query.version) == ("\ufffd", "\ufffd")


def test_repeated_headers_are_one_list():
    assert signature.one_value_each([(b"a", b"1"), (b"b", b"2"), (b"a", b"3"), (b"a", b"4")]) == {
        b"a": b"1,3,4",
        b"b": b"2",
    }
