import hmac
from base64 import b64decode, b64encode
from hashlib import sha256
from urllib.parse import quote

import orjson
import pytest

from vidlect_mock.vendors.volcengine_visual import claim as claims
from vidlect_mock.vendors.volcengine_visual import hints, mistakes, signature

SECRET = "bW9jay1zZWNyZXQtMDAwMQ=="
DATE = "20250102T030405Z"
BODY = '{"prompt":"一只猫","n": 1.0}'.encode()
QUERY = (("Version", "2022-08-31"), ("Action", "CVProcess"), ("Note", "a b/c~d!"), ("none", ""))
HEADERS = {"Content-Type": "application/json", "Host": "127.0.0.1:18081"}


def _hmac(key, text):
    return hmac.new(key, text.encode() if isinstance(text, str) else text, "sha256").digest()


def _wrong(**knobs):
    """A signed request with one mistake in it: (what the server gets, the claim)."""
    get = knobs.get
    body = get("body", BODY)
    hashed = sha256(body).hexdigest()
    said = sha256(get("signed_body", body)).hexdigest()
    headers = {**HEADERS, "X-Date": DATE, "X-Content-Sha256": said, **get("headers", {})}
    signed_values = {name.lower(): value for name, value in {**headers, **get("signed_values", {})}.items()}
    names = get("names", sorted(signed_values))
    encode = get("encode", lambda text: quote(text, safe="-_.~"))
    pairs = get("pairs", sorted(QUERY, key=lambda pair: pair[0]))
    query = get("query", "&".join(f"{encode(name)}={encode(value)}" for name, value in pairs))
    lines = get(
        "lines", "\n".join(f"{name}:{get('blank', '')}{signed_values[name.lower()]}" for name in names)
    )
    parts = [
        get("method", "POST"),
        get("path", "/"),
        query,
        lines + get("glue", "\n"),
        ";".join(get("listed", names)),
        get("last", said),
    ]
    canonical = "\n".join(parts) + get("tail", "")
    region, service = get("place", ("cn-north-1", "cv"))
    scope = f"{DATE[:8]}/cn-north-1/cv/request"
    digest = sha256(canonical.encode()).hexdigest()
    algorithm = get("algorithm", "HMAC-SHA256")
    text = "\n".join(
        [
            *([] if algorithm is None else [algorithm]),
            get("text_date", DATE),
            get("text_scope", scope),
            get("text_hash", lambda _, digest: digest)(canonical, digest),
        ]
    ) + get("text_tail", "")
    key = get("secret", SECRET.encode())
    for part in get("steps", (DATE[:8], region, service, "request")):
        key = _hmac(key, part)
        if get("hexed"):
            key = key.hex().encode()
    proof = get("write", lambda digest: digest.hex())(_hmac(key, text))
    raw = "&".join(f"{quote(name)}={quote(value)}" for name, value in QUERY)
    sent = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    claim = claims.read_authorization(
        f"HMAC-SHA256 Credential=AK/{scope}, SignedHeaders={';'.join(names)}, Signature={proof}".encode()
    )
    assert isinstance(claim, claims.Claim)
    signed = signature.Signed(
        get("sent_method", "POST"),
        get("sent_path", "/").encode(),
        claims.read_query(raw.encode()),
        signature.one_value_each(sent),
        hashed.encode(),
        DATE.encode(),
    )
    return signed, claim, body


def _sorted_names(**changes):
    return sorted(changes.get(name, name) for name in ("content-type", "host", "x-content-sha256", "x-date"))


CAPITAL = ["Content-Type", "Host", "X-Content-Sha256", "X-Date"]
COMPACT = orjson.dumps(orjson.loads(BODY))

MISTAKES = {
    "base64-decoded": ("signing_key", {"secret": b64decode(SECRET)}),
    "prefix AWS4": ("signing_key", {"secret": b"AWS4" + SECRET.encode()}),
    "ends in aws4_request": ("signing_key", {"steps": (DATE[:8], "cn-north-1", "cv", "aws4_request")}),
    "an AWS signer": (
        "signing_key",
        {"secret": b"AWS4" + SECRET.encode(), "steps": (DATE[:8], "cn-north-1", "cv", "aws4_request")},
    ),
    "lacks its last step": ("signing_key", {"steps": (DATE[:8], "cn-north-1", "cv")}),
    "swapped": ("signing_key", {"place": ("cv", "cn-north-1")}),
    "itself was used as the signing key": ("signing_key", {"steps": ()}),
    "a blank or a line end": ("signing_key", {"secret": SECRET.encode() + b"\n"}),
    "access key was used for the secret key": ("signing_key", {"secret": b"AK"}),
    "base64-encoded once more": ("signing_key", {"secret": b64encode(SECRET.encode())}),
    "starts with the whole X-Date": ("signing_key", {"steps": (DATE, "cn-north-1", "cv", "request")}),
    "steps of the key chain were passed on as hex": ("signing_key", {"hexed": True}),
    "region cn-beijing": ("signing_key", {"place": ("cn-beijing", "cv")}),
    "starts with AWS4-HMAC-SHA256": ("string_to_sign", {"algorithm": "AWS4-HMAC-SHA256"}),
    "lacks its first line": ("string_to_sign", {"algorithm": None}),
    "canonical request itself": ("string_to_sign", {"text_hash": lambda canonical, _: canonical}),
    "hash of the canonical request is upper-case": (
        "string_to_sign",
        {"text_hash": lambda _, digest: digest.upper()},
    ),
    "has the day for its date": ("string_to_sign", {"text_date": DATE[:8]}),
    "lacks /request": ("string_to_sign", {"text_scope": f"{DATE[:8]}/cn-north-1/cv"}),
    "sign ends in a newline": ("string_to_sign", {"text_tail": "\n"}),
    "starts with the access key": ("string_to_sign", {"text_scope": f"AK/{DATE[:8]}/cn-north-1/cv/request"}),
    "blank in the query was signed as +": (
        "canonical_request",
        {"encode": lambda text: quote(text, safe="-_.~").replace("%20", "+")},
    ),
    "slash in the query": ("canonical_request", {"encode": quote}),
    "lower-case hex; it is upper": (
        "canonical_request",
        {"encode": lambda text: quote(text, safe="-_.~").replace("%2F", "%2f")},
    ),
    "without percent-encoding": ("canonical_request", {"encode": str}),
    "as JavaScript encodes": ("canonical_request", {"encode": lambda text: quote(text, safe="-_.~!'()*")}),
    "%7E": ("canonical_request", {"encode": lambda text: quote(text, safe="-_.~").replace("~", "%7E")}),
    "as it stands on the wire": (
        "canonical_request",
        {"query": "&".join(f"{quote(name)}={quote(value)}" for name, value in QUERY)},
    ),
    "not sorted by name": ("canonical_request", {"pairs": QUERY}),
    "without regard to letter case": (
        "canonical_request",
        {"pairs": sorted(QUERY, key=lambda pair: pair[0].lower())},
    ),
    "empty value were left out": (
        "canonical_request",
        {"pairs": sorted(pair for pair in QUERY if pair[1])},
    ),
    "query was left out": ("canonical_request", {"query": ""}),
    "without its port": ("canonical_request", {"signed_values": {"Host": "127.0.0.1"}}),
    "another port: 8080": ("canonical_request", {"signed_values": {"Host": "127.0.0.1:8080"}}),
    "signed as visual.volcengineapi.com": (
        "canonical_request",
        {"signed_values": {"Host": "visual.volcengineapi.com"}},
    ),
    "host was signed empty": ("canonical_request", {"signed_values": {"Host": ""}}),
    "changed the charset": (
        "canonical_request",
        {
            "headers": {"Content-Type": "application/json; charset=utf-8"},
            "signed_values": {"Content-Type": "application/json"},
        },
    ),
    "Content-Type was signed empty": ("canonical_request", {"signed_values": {"Content-Type": ""}}),
    "Content-Type was signed in lower case": (
        "canonical_request",
        {
            "headers": {"Content-Type": "Application/JSON"},
            "signed_values": {"Content-Type": "application/json"},
        },
    ),
    "signed headers were not sorted": (
        "canonical_request",
        {"names": ["host", "x-date", "x-content-sha256", "content-type"]},
    ),
    "header names were not put in lower case": ("canonical_request", {"names": CAPITAL}),
    "list of header names was not put in lower": (
        "canonical_request",
        {
            "names": CAPITAL,
            "lines": "\n".join(
                [
                    "content-type:application/json",
                    "host:127.0.0.1:18081",
                    f"x-content-sha256:{sha256(BODY).hexdigest()}",
                    f"x-date:{DATE}",
                ]
            ),
        },
    ),
    "header lines have names in capitals": (
        "canonical_request",
        {
            "lines": "\n".join(
                [
                    "Content-Type:application/json",
                    "Host:127.0.0.1:18081",
                    f"X-Content-Sha256:{sha256(BODY).hexdigest()}",
                    f"X-Date:{DATE}",
                ]
            )
        },
    ),
    "host was signed with its scheme": (
        "canonical_request",
        {"signed_values": {"Host": "http://127.0.0.1:18081"}},
    ),
    "query was signed with its question mark": (
        "canonical_request",
        {"query": "?Action=CVProcess&Note=a%20b%2Fc~d%21&Version=2022-08-31&none="},
    ),
    "query was signed as part of the path": (
        "canonical_request",
        {"path": "/?Version=2022-08-31&Action=CVProcess&Note=a%20b/c~d%21&none=", "query": ""},
    ),
    "path was signed as a whole URL": ("canonical_request", {"path": "http://127.0.0.1:18081/"}),
    "blank after the colon": ("canonical_request", {"blank": " "}),
    "path was signed empty": ("canonical_request", {"path": ""}),
    "does not know the prefix": ("canonical_request", {"sent_path": "/visual"}),
    "slash at its end": ("canonical_request", {"path": "/v", "sent_path": "/v/"}),
    "signed as GET": ("canonical_request", {"method": "GET"}),
    "method was signed in lower case": ("canonical_request", {"method": "post"}),
    "hash is upper-case hex": ("canonical_request", {"last": sha256(BODY).hexdigest().upper()}),
    "hash of an empty body": ("canonical_request", {"last": sha256(b"").hexdigest()}),
    "body itself was signed": ("canonical_request", {"last": BODY.decode()}),
    "UNSIGNED-PAYLOAD": ("canonical_request", {"last": "UNSIGNED-PAYLOAD"}),
    "hash was left out": ("canonical_request", {"last": ""}),
    "serialised anew": ("canonical_request", {"last": sha256(COMPACT).hexdigest()}),
    "empty line between the headers and their names is missing": ("canonical_request", {"glue": ""}),
    "two empty lines": ("canonical_request", {"glue": "\n\n"}),
    "request ends in a newline": ("canonical_request", {"tail": "\n"}),
    "upper-case hex; it is lower": ("signature", {"write": lambda digest: digest.hex().upper()}),
    "is base64": ("signature", {"write": lambda digest: b64encode(digest).decode()}),
}


def test_the_wrong_signer_of_this_test_is_right_without_a_mistake():
    signed, claim, _ = _wrong()

    assert signature.verify(signed, claim, SECRET) == "plain"


@pytest.mark.parametrize("named", MISTAKES)
def test_a_usual_mistake_is_named_with_its_stage_and_both_versions(named):
    stage, knobs = MISTAKES[named]
    signed, claim, body = _wrong(**knobs)

    found = mistakes.find(signed, claim, SECRET, body)

    assert signature.verify(signed, claim, SECRET) is None
    assert found is not None
    assert found.stage == stage
    assert named in found.hint
    assert found.expected != found.received
    assert SECRET not in repr(found)


def test_the_received_canonical_request_is_the_one_that_was_signed():
    signed, claim, body = _wrong(signed_values={"Host": "127.0.0.1"})

    found = mistakes.find(signed, claim, SECRET, body)

    assert found is not None
    differing = [
        (left, right)
        for left, right in zip(found.expected.split("\n"), found.received.split("\n"), strict=True)
        if left != right
    ]
    assert differing == [("host:127.0.0.1:18081", "host:127.0.0.1")]


@pytest.mark.parametrize("left_out", ["host", "content-type"])
@pytest.mark.parametrize("also_the_name", [True, False])
def test_a_named_header_that_was_left_out_is_found(left_out, also_the_name):
    names = _sorted_names()
    kept = [name for name in names if name != left_out]
    values = {
        "content-type": "application/json",
        "host": "127.0.0.1:18081",
        "x-content-sha256": sha256(BODY).hexdigest(),
        "x-date": DATE,
    }
    signed, claim, body = _wrong(
        names=names,
        lines="\n".join(f"{name}:{values[name]}" for name in kept),
        listed=kept if also_the_name else names,
    )

    found = mistakes.find(signed, claim, SECRET, body)

    assert found is not None
    assert left_out in found.hint


def test_two_mistakes_at_once_are_found_only_when_asked_thoroughly():
    signed, claim, body = _wrong(secret=b"AWS4" + SECRET.encode(), path="")

    assert mistakes.find(signed, claim, SECRET, body) is None
    found = mistakes.find(signed, claim, SECRET, body, thorough=True)
    assert found is not None
    assert "path was signed empty" in found.hint
    assert "AWS4" in found.hint


@pytest.mark.parametrize("secret", [SECRET, "no base64!"])
def test_an_unusual_mistake_is_not_named(secret):
    signed, claim, body = _wrong(secret=b"quite another")

    assert mistakes.find(signed, claim, secret, body, thorough=True) is None


def test_a_hop_that_rewrites_host_is_found_by_what_it_forwards():
    signed, claim, body = _wrong(
        headers={"X-Forwarded-Host": "gateway.test"},
        names=_sorted_names(),
        signed_values={"Host": "gateway.test"},
    )

    found = mistakes.find(signed, claim, SECRET, body)

    assert found is not None
    assert "signed as gateway.test, but sent as 127.0.0.1:18081" in found.hint


def test_a_presigned_body_that_was_signed_is_found():
    raw = (
        "Action=CVProcess&X-Algorithm=HMAC-SHA256&X-Credential=AK%2F20250102%2Fcn-north-1%2Fcv%2Frequest"
        f"&X-Date={DATE}&X-SignedHeaders=&X-SignedQueries=Action"
    )
    canonical = f"POST\n/\nAction=CVProcess\n\n\n\n{sha256(BODY).hexdigest()}"
    scope = b"20250102/cn-north-1/cv/request"
    key = signature.signing_key(SECRET, "20250102", "cn-north-1", "cv")
    proof = signature.signature(key, signature.string_to_sign(DATE.encode(), scope, canonical.encode()))
    query = claims.read_query(f"{raw}&X-Signature={proof.decode()}".encode())
    claim = claims.read_presigned(query)
    assert isinstance(claim, claims.Claim)
    signed = signature.Signed("POST", b"", query, {}, b"", DATE.encode())

    found = mistakes.find(signed, claim, SECRET, BODY)

    assert found is not None
    assert "a presigned URL signs the empty one" in found.hint


@pytest.mark.parametrize(
    ("body", "claimed", "hint"),
    [
        (BODY, sha256(BODY).hexdigest().upper(), "upper-case hex"),
        (BODY, b64encode(sha256(BODY).digest()).decode(), "base64"),
        (BODY, sha256(b"").hexdigest(), "empty body"),
        (BODY, sha256(COMPACT).hexdigest(), "without blanks, with non-ASCII bare"),
        (
            COMPACT,
            sha256(orjson.dumps(orjson.loads(BODY), option=orjson.OPT_INDENT_2)).hexdigest(),
            "indent of 2",
        ),
        (b"{}\n", sha256(b"{}").hexdigest(), "without the line end"),
        (b"", "0" * 64, "is empty"),
        (BODY, "0" * 64, "changed after hashing"),
        (b"not json", "0" * 64, "changed after hashing"),
        (b"\xff\xfe", "0" * 64, "changed after hashing"),
        (b"[" * 100_000, "0" * 64, "changed after hashing"),
    ],
)
def test_a_hash_of_another_body_is_explained(body, claimed, hint):
    assert hint in hints.other_body(body, claimed.encode())


@pytest.mark.parametrize(
    ("date", "seconds_off", "hint"),
    [
        (b"2025-01-02T03:04:05Z", None, "no dashes"),
        (b"20250102T030405.123Z", None, "without milliseconds"),
        (b"20250102T030405Z", 28_800, "+8.0 h off: local time"),
        (b"20250102T030405Z", -12_600, "-3.5 h off: local time"),
        (b"20250102T030405Z", 1000, "1000 s in the future"),
        (b"20250102T030405Z", -100_000_000, "old"),
    ],
)
def test_a_time_out_of_the_window_is_explained(date, seconds_off, hint):
    moment = claims.read_date(date)
    wall = 0.0 if seconds_off is None or moment is None else moment - seconds_off

    assert hint in hints.late(date, moment, wall)


@pytest.mark.parametrize(
    ("why", "hint"),
    [
        ("the algorithm is 'AWS4-HMAC-SHA256'", "AWS signer"),
        ("a bearer key", "gateway"),
        ("the Authorization header has no SignedHeaders= part", "comma"),
        ("", None),
    ],
)
def test_a_credential_that_cannot_be_read_is_explained(why, hint):
    found = hints.unreadable(why)

    assert found is None if hint is None else hint in (found or "")
