"""A callback is believed only with its signature, and then read."""

from datetime import UTC, datetime, timedelta

import orjson
import pytest
from vidu_words import DEFAULT, FILM, REF, profile, told

from vidlect_adapters.canonical import InProgress, RunState, Succeeded
from vidlect_adapters.errors import InvalidSignature, MalformedReply, UnknownWord
from vidlect_adapters.message import HttpCall
from vidlect_adapters.vendors import vidu
from vidlect_adapters.vendors.vidu.callbacks import signature, string_to_sign

KEY = "vda_test_key_0001"
DATE = "Tue, 06 May 2025 12:09:42 GMT"
NONCE = "123e4567-e89b-12d3-a456-426614174000"
NOW = datetime(2025, 5, 6, 12, 9, 42, tzinfo=UTC)
QUERY = (("name", "james"), ("age", "36"))
# From the facts: computed from the vendor's description, as two public receivers have it.
VECTORS = {
    "query": ("/vidu/callback?name=james&age=36", "Q3EojTDyHtJn+XOr/DLBY+TrKi28jPdxhcJVjddG8GY="),
    "bare": ("/vidu/callback", "FG1LIUfLom51GD5hZ6BtAPg1ljzAsnFGa1P3/862J5Q="),
}
BODY = told("processing", progress=50)


def call(target="/vidu/callback", sign=VECTORS["bare"][1], *, query=(), body=BODY, **headers):
    usual = {
        "date": DATE,
        "x-request-nonce": NONCE,
        "x-hmac-signed-headers": "Date;x-request-nonce",
        "x-hmac-algorithm": "hmac-sha256",
        "x-hmac-access-key": "vidu",
        "x-hmac-signature": sign,
    }
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    pairs = tuple((name, value) for name, value in {**usual, **given}.items() if value is not None)
    return HttpCall(method="POST", path=target, query=query, headers=pairs, body=orjson.dumps(body))


def read(one, key=KEY, at=NOW, chosen=DEFAULT):
    return vidu.read_callback(one, key, at, chosen)


def refused(one, **asked):
    with pytest.raises(InvalidSignature) as found:
        read(one, **asked)
    assert (found.value.dialect, found.value.status) == ("vidu", 401)
    assert KEY not in str(found.value)
    return found.value.pointer.rpartition("/")[2].lower()


@pytest.mark.parametrize(("target", "sign"), VECTORS.values(), ids=VECTORS)
def test_the_vectors_are_met(target, sign):
    path, _, raw = target.partition("?")
    text = string_to_sign("post", path, raw, DATE, (("Date", DATE), ("x-request-nonce", NONCE)))
    assert text.endswith(f"\nx-request-nonce:{NONCE}\n")
    assert signature(KEY, text) == sign
    assert read(call(target, sign)) == InProgress(ref=REF, state=RunState.RUNNING, progress=50)


def test_a_query_of_pairs_is_tried_as_it_may_have_been():
    assert read(call(sign=VECTORS["query"][1], query=QUERY)).ref == REF


@pytest.mark.parametrize(
    ("pairs", "raw"),
    [
        ((("q", "山 a"),), "q=%E5%B1%B1%20a"),
        ((("q", "山 a"),), "q=%E5%B1%B1+a"),
        ((("q", "a/b"),), "q=a/b"),
        ((), ""),
    ],
)
def test_the_usual_spellings_of_a_query_are_tried(pairs, raw):
    text = string_to_sign("POST", "/", raw, DATE, (("Date", DATE), ("x-request-nonce", NONCE)))
    assert read(call("/", signature(KEY, text), query=pairs)).ref == REF


def test_an_empty_path_is_signed_as_a_slash():
    assert string_to_sign("POST", "", "", DATE, ()).split("\n")[1] == "/"


@pytest.mark.parametrize(
    ("one", "header"),
    [
        (call(sign="AAAA"), "x-hmac-signature"),
        (call(sign="签名"), "x-hmac-signature"),
        (call("/vidu/callback/2"), "x-hmac-signature"),
        (call("/vidu/callback?x=1"), "x-hmac-signature"),
        (call(query=(("x", "1"),)), "x-hmac-signature"),
        (call(x_request_nonce="another"), "x-hmac-signature"),
        (call(date="Tue, 06 May 2025 12:09:43 GMT"), "x-hmac-signature"),
        (call(x_hmac_signed_headers="Date"), "x-hmac-signed-headers"),
        (call(x_hmac_signed_headers="x-request-nonce"), "x-hmac-signed-headers"),
        (call(x_hmac_signed_headers="Date;x-request-nonce;x-other"), "x-other"),
        (call(x_hmac_algorithm="hmac-sha1"), "x-hmac-algorithm"),
        (call(x_hmac_access_key="someone"), "x-hmac-access-key"),
        (call(date=None), "date"),
        (call(x_request_nonce=None), "x-request-nonce"),
        (call(x_hmac_signature=None), "x-hmac-signature"),
        (call(x_hmac_algorithm=None), "x-hmac-algorithm"),
    ],
    ids=str,
)
def test_whatever_is_not_as_signed_is_refused_by_its_header(one, header):
    assert refused(one) == header


def test_another_key_is_refused():
    assert refused(call(), key="vda_another") == "x-hmac-signature"


def test_nobody_is_believed_by_an_empty_key():
    text = string_to_sign("POST", "/vidu/callback", "", DATE, (("Date", DATE), ("x-request-nonce", NONCE)))
    with pytest.raises(InvalidSignature, match="empty"):
        read(call(sign=signature("", text)), key="")


@pytest.mark.parametrize("age", [-301, 301])
def test_a_callback_is_from_now(age):
    late = NOW + timedelta(seconds=age)
    assert refused(call(), at=late) == "date"
    assert read(call(), at=late, chosen=profile(callback_age="any")).ref == REF


@pytest.mark.parametrize("age", [-300, 300])
def test_five_minutes_are_forgiven(age):
    assert read(call(), at=NOW + timedelta(seconds=age)).ref == REF


@pytest.mark.parametrize(
    ("date", "header"), [("yesterday", "date"), ("", "date"), ("Tue, 06 May 2025 12:09:42 -0000", None)]
)
def test_a_date_that_is_signed_is_still_a_date(date, header):
    text = string_to_sign("POST", "/", "", date, (("Date", date), ("x-request-nonce", NONCE)))
    one = call("/", signature(KEY, text), date=date)
    if header is None:
        assert read(one).ref == REF
    else:
        assert refused(one) == header


def test_unsigned_callbacks_are_read_where_they_are_expected():
    done = told("success", creations=[{"id": "1", "url": FILM}])
    assert isinstance(read(call(sign="AAAA", body=done), key=None), Succeeded)


def test_the_proses_status_is_read_too():
    body = told("processing")
    del body["state"]
    assert read(call(body={**body, "status": "queueing"}), key=None).state is RunState.QUEUED


@pytest.mark.parametrize(
    ("body", "error", "pointer"),
    [
        ({"state": "success"}, MalformedReply, "/id"),
        (told("paused"), UnknownWord, "/state"),
        (told("success"), MalformedReply, "/creations"),
        ({"id": "1"}, MalformedReply, "/state"),
        ({"reason": "FieldInvalid"}, MalformedReply, "/reason"),
        ([], MalformedReply, ""),
    ],
    ids=str,
)
def test_a_callback_that_breaks_the_protocol_raises(body, error, pointer):
    with pytest.raises(error) as found:
        read(call(body=body), key=None)
    assert found.value.pointer == pointer


def test_the_structures_state_comes_before_the_proses_status():
    assert read(call(body=told("processing", status="queueing")), key=None).state is RunState.RUNNING


def test_a_refusal_shows_the_header_that_is_wrong():
    with pytest.raises(InvalidSignature) as found:
        read(call(x_hmac_access_key="kling"))
    assert found.value.value == "kling"
