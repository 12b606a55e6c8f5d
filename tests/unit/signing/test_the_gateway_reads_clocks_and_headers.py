"""How far a clock may be off, which headers are signed, what a switch decides, and what nobody must see."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

import orjson
import pytest
from gateway_asked import AT, KEYS, POLL, SIGNED, as_received, desk_at, refused, scoped, without
from hypothesis import given
from hypothesis import strategies as st

from vidlect_adapters.vendors.volcengine_visual import auth as client
from vidlect_mock.interface import Admitted, Refusal
from vidlect_mock.message import Received
from vidlect_mock.vendors.volcengine_visual import auth


@pytest.mark.parametrize(
    ("seconds", "admitted"),
    [(0, True), (900, True), (-900, True), (901, False), (-901, False), (28800, False)],
)
def test_a_clock_may_be_off_by_900_seconds_to_either_side(seconds, admitted):
    answer = auth.admit(as_received(SIGNED), desk_at(AT + timedelta(seconds=seconds)))

    assert isinstance(answer, Admitted) is admitted


@pytest.mark.parametrize("expires", ["-1", "soon", "1e3", "9" * 20])
def test_an_expiry_that_is_no_number_of_seconds_is_no_window(expires):
    presigned = client.presign(replace(POLL, query=(*POLL.query, ("X-Expires", expires))), KEYS, AT)

    assert refused(as_received(presigned))[0].code == "InvalidTimestamp"


def test_a_date_that_never_came_hints_at_a_hop():
    refusal = refused(as_received(without(SIGNED, "x-date")))[0]

    assert "a hop dropped X-Date" in (refusal.hint or "")


def test_a_time_that_is_hours_off_hints_at_local_time():
    refusal = refused(as_received(SIGNED), desk_at(AT - timedelta(hours=8)))[0]

    assert "local time" in (refusal.hint or "")


@pytest.mark.parametrize(
    ("switch", "choice", "received", "status", "number"),
    [
        ("unsigned-request", "observed", as_received(POLL), 400, 100025),
        ("unsigned-request", "doc", as_received(POLL), 401, 100003),
        (
            "timestamp-status",
            "400",
            as_received(client.authorize(POLL, KEYS, AT - timedelta(days=1))),
            400,
            100006,
        ),
        (
            "timestamp-status",
            "403",
            as_received(client.authorize(POLL, KEYS, AT - timedelta(days=1))),
            403,
            100006,
        ),
        ("region", "strict", as_received(scoped(region="cn-beijing")), 401, 100010),
    ],
)
def test_a_switch_decides_what_is_unsure(switch, choice, received, status, number):
    _, answered, _, error = refused(received, desk_at(**{switch: choice}))

    assert (answered, error["CodeN"]) == (status, number)


def test_any_region_is_admitted_and_echoed():
    admitted = auth.admit(as_received(scoped(region="cn-beijing")), desk_at())

    assert isinstance(admitted, Admitted)
    assert admitted.echo["Region"] == "cn-beijing"


def test_the_strict_region_still_takes_the_documented_ones():
    newer = replace(POLL, query=(("Action", "CVCancelTask"), ("Version", "2024-06-06")))

    for region in ("cn-north-1", "cn-beijing"):
        assert isinstance(
            auth.admit(as_received(scoped(region, call=newer)), desk_at(region="strict")), Admitted
        )


def test_x_date_must_be_signed():
    received = as_received(SIGNED)
    headers = [
        (name, value.replace(b";x-date", b"") if name == b"authorization" else value)
        for name, value in received.headers
    ]

    refusal = refused(received._replace(headers=headers))[0]

    assert (refusal.stage, refusal.code) == ("signed_parts", "SignatureDoesNotMatch")


@pytest.mark.parametrize("missing", ["host", "content-type", "x-content-sha256"])
def test_no_other_header_need_be_signed(missing):
    # as a signer does that does not sign it: the header may come along all the same
    bare = without(POLL, missing)
    signed = client.authorize(bare, KEYS, AT)
    if missing == "x-content-sha256":
        date, hashed = signed.header("X-Date"), signed.header("X-Content-Sha256")
        canonical = f"POST\n/\n{urlencode(POLL.query)}\nx-date:{date}\n\nx-date\n{hashed}"
        scope = "20260319/cn-north-1/cv/request"
        key = client.signing.signing_key(KEYS.secret_key, "20260319", "cn-north-1", "cv")
        proof = client.signing.signature(key, client.signing.string_to_sign(date, scope, canonical))
        signed = POLL.with_headers(
            ("X-Date", date),
            (
                "Authorization",
                f"HMAC-SHA256 Credential={KEYS.access_key}/{scope}, SignedHeaders=x-date, Signature={proof}",
            ),
        )
    value = POLL.header(missing)
    if value is not None:
        signed = signed.with_headers((missing, value))

    assert isinstance(auth.admit(as_received(signed), desk_at()), Admitted)


def test_the_day_of_the_scope_is_that_of_x_date_even_when_all_else_is_right():
    signing = client.signing
    date, scope = "20260319T014741Z", "20260318/cn-north-1/cv/request"
    hashed = signing.body_hash(POLL.body)
    canonical, names = signing.canonical_request(
        "POST", "/", POLL.query, (("X-Date", date), ("X-Content-Sha256", hashed)), hashed
    )
    key = signing.signing_key(KEYS.secret_key, scope[:8], "cn-north-1", "cv")
    proof = signing.signature(key, signing.string_to_sign(date, scope, canonical))
    signed = POLL.with_headers(
        ("X-Date", date),
        ("X-Content-Sha256", hashed),
        (
            "Authorization",
            f"HMAC-SHA256 Credential={KEYS.access_key}/{scope}, SignedHeaders={names}, Signature={proof}",
        ),
    )

    refusal = refused(as_received(signed))[0]

    assert (refusal.stage, refusal.code) == ("string_to_sign", "SignatureDoesNotMatch")
    assert (refusal.expected, refusal.received) == ("20260319", "20260318")


def test_a_hash_that_lies_about_the_body_is_refused_even_when_unsigned():
    received = as_received(client.presign(POLL, KEYS, AT))
    lying = (b"x-content-sha256", b"0" * 64)
    assert isinstance(auth.admit(received._replace(headers=[*received.headers, lying]), desk_at()), Admitted)

    headers = [
        (name, b"0" * 64 if name == lying[0] else value) for name, value in as_received(SIGNED).headers
    ]
    refusal = refused(as_received(SIGNED, headers=headers))[0]

    assert (refusal.stage, refusal.code) == ("body_hash", "SignatureDoesNotMatch")


def test_what_a_careful_client_would_not_send_is_remarked():
    elsewhere = client.authorize(replace(POLL, path="/visual"), KEYS, AT)
    repeated = client.authorize(replace(POLL, query=(*POLL.query, ("Action", "CVProcess"))), KEYS, AT)

    ported = client.authorize(replace(POLL, headers=(("Host", "x:80"),)), KEYS, AT)
    ported = ported.with_headers(
        (
            "Authorization",
            client.authorize(replace(POLL, headers=(("Host", "x"),)), KEYS, AT).header("Authorization") or "",
        )
    )

    for call, word in (
        (elsewhere, "path"),
        (repeated, "repeated"),
        (ported, "host without its default port"),
    ):
        admitted = auth.admit(as_received(call), desk_at())
        assert isinstance(admitted, Admitted)
        assert word in admitted.remarks[0]


def test_a_refusal_holds_no_secret_and_no_signature_that_would_verify():
    for received in (
        as_received(SIGNED, body=b"{}"),
        as_received(client.authorize(POLL, replace(KEYS, secret_key="s3cr3t-of-another"), AT)),
    ):
        shown = repr(refused(received)[0])
        right = (client.authorize(replace(POLL, body=received.body), KEYS, AT).header("Authorization") or "")[
            -64:
        ]

        assert KEYS.secret_key not in shown
        assert "s3cr3t" not in shown
        assert right not in shown


noise = st.binary(max_size=40) | st.sampled_from(
    [
        b"HMAC-SHA256 Credential=a/b/c/cv/request, SignedHeaders=x-date;host, Signature=1",
        f"HMAC-SHA256 Credential={KEYS.access_key}/2026\xff/r/cv/request, SignedHeaders=x-date, Signature=\xe9".encode(),
        b"20260319T014741Z",
        b"STS2e30=",
    ]
)
names = st.sampled_from([b"authorization", b"x-date", b"x-security-token", b"x-content-sha256", b"host"])
queries = st.lists(
    st.sampled_from(
        [
            b"Action=CVProcess",
            b"Version=2022-08-31",
            b"Action=%ff",
            b"X-Algorithm=HMAC-SHA256",
            f"X-Credential={KEYS.access_key}/20260319/r/cv/request".encode(),
            b"X-Date=20260319T014741Z",
            b"X-Signature=\xff",
            b"X-SignedQueries=Action;a",
            b"X-SignedHeaders=host;\xff",
            b"X-Expires=1",
            b"12=1",
            b"\x00=%",
        ]
    )
    | st.binary(max_size=10),
    max_size=9,
).map(b"&".join)


@given(
    st.sampled_from(["POST", "GET", "方法"]),
    st.binary(max_size=20),
    queries,
    st.lists(st.tuples(names, noise), max_size=6),
    st.binary(max_size=20),
)
def test_no_bytes_whatever_upset_the_gateway(method, path, query, headers, body):
    refusal = auth.admit(Received(method, path, query, headers, body), desk_at())

    assert isinstance(refusal, Refusal)
    assert refusal.answer.status in {400, 401, 404, 405}
    assert orjson.loads(refusal.answer.body)["ResponseMetadata"]["Error"]["Code"] == refusal.code


# --- keys of sessions
