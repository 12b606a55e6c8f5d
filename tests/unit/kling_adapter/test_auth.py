"""Bearer tokens: the JWT bit for bit as other libraries make it, the API key as it is."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import jwt
import orjson
import pytest

from vidlect_adapters.credentials import ApiKey, KeyPair
from vidlect_adapters.errors import InvalidCredentials
from vidlect_adapters.message import HttpCall
from vidlect_adapters.vendors import kling
from vidlect_adapters.vendors.kling.auth import LIFETIME, SKEW, token

VECTORS = orjson.loads((Path(__file__).parent / "vectors" / "jwt.json").read_bytes())["vectors"]
NOW = 1_766_737_710
AT = datetime.fromtimestamp(NOW, UTC)
POLL = HttpCall(method="GET", path="/v1/videos/text2video/831922345719271433")
KEYS = KeyPair(access_key="AK0123456789", secret_key="a secret of thirty-two characters")


def signed(call=POLL, credentials=KEYS, at=AT):
    return kling.authorize(call, credentials, at).header("Authorization")


@pytest.mark.parametrize("vector", VECTORS, ids=lambda one: one["id"])
def test_a_token_is_the_vectors(vector):
    made = token(vector["access_key"], vector["secret_key"], vector["now"])
    assert made == ".".join((vector["header"], vector["payload"], vector["signature"]))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda one: one["id"])
def test_a_library_reads_the_vectors(vector):
    said = ".".join((vector["header"], vector["payload"], vector["signature"]))
    claims = jwt.decode(
        said, vector["secret_key"], algorithms=["HS256"], options={"verify_exp": False, "verify_nbf": False}
    )
    assert claims == {
        "iss": vector["access_key"],
        "exp": vector["now"] + LIFETIME,
        "nbf": vector["now"] - SKEW,
    }
    assert jwt.get_unverified_header(said) == {"alg": "HS256", "typ": "JWT"}


def test_the_secret_signs_as_text_and_is_not_decoded():
    plain = b"a secret of more than thirty-two bytes"
    made = token("ak", b64encode(plain).decode(), NOW)
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(made, plain, algorithms=["HS256"])


def test_a_key_pair_goes_as_a_token_after_one_blank():
    said = signed()
    assert said == f"Bearer {token(KEYS.access_key, KEYS.secret_key, NOW)}"
    assert said.count(" ") == 1
    assert [name for name, _ in kling.authorize(POLL, KEYS, AT).headers] == ["Authorization"]


def test_a_token_is_good_on_a_clock_that_is_half_a_minute_behind():
    claims = orjson.loads(jwt.utils.base64url_decode(signed().split(".")[1]))
    assert claims["nbf"] <= NOW - 30
    assert claims["exp"] == NOW + 1800


def test_the_time_is_a_moment_whatever_its_zone():
    assert signed(at=AT.astimezone(timezone(timedelta(hours=8)))) == signed()


def test_an_api_key_goes_as_it_is_to_both_apis():
    for path in ("/v1/videos/text2video", "/tasks", "/text-to-video/kling-3.0"):
        call = HttpCall(method="POST", path=path)
        assert signed(call, ApiKey(api_key="api-key-kling-1")) == "Bearer api-key-kling-1"


def test_an_earlier_authorization_is_replaced():
    call = POLL.with_headers(("authorization", "Bearer old"), ("Host", "h"))
    made = kling.authorize(call, ApiKey(api_key="new"), AT)
    assert made.headers == (("Host", "h"), ("Authorization", "Bearer new"))


@pytest.mark.parametrize("path", ["/v1/videos/effects", "/account/costs"])
def test_a_key_pair_works_on_classic_and_account_paths(path):
    assert signed(HttpCall(method="GET", path=path)).startswith("Bearer eyJ")


@pytest.mark.parametrize("path", ["/tasks", "/text-to-video/kling-3.0", "/omni-video/kling-o1"])
def test_a_key_pair_is_refused_for_the_path_api(path):
    with pytest.raises(InvalidCredentials, match="takes an API key"):
        signed(HttpCall(method="POST", path=path))


@pytest.mark.parametrize("bad", ["", "xyz\n", "xyzß", " xyz", "xyz "])
@pytest.mark.parametrize(
    "credentials",
    [
        lambda bad: ApiKey(api_key=bad),
        lambda bad: KeyPair(access_key=bad, secret_key="geheim"),
        lambda bad: KeyPair(access_key="ak", secret_key=bad),
    ],
    ids=["API key", "access key", "secret key"],
)
def test_a_key_that_no_header_can_hold_is_refused_without_being_shown(credentials, bad):
    with pytest.raises(InvalidCredentials) as caught:
        signed(credentials=credentials(bad))
    assert "geheim" not in str(caught.value)
    assert "xyz" not in str(caught.value)


def test_a_session_token_and_a_time_without_zone_are_refused():
    with pytest.raises(InvalidCredentials, match="session token"):
        signed(credentials=KeyPair(access_key="a", secret_key="b", session_token="c"))
    with pytest.raises(InvalidCredentials, match="zone"):
        signed(at=AT.replace(tzinfo=None))
