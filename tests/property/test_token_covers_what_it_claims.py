"""Law: any change of a signed token is refused by the mock that it is for; so is any time outside its own."""

import base64
from datetime import UTC, datetime, timedelta

import orjson
from at_the_mock import HOST, Mock
from hypothesis import assume, given
from hypothesis import strategies as st
from vendors import vendor

from vidlect_adapters.canonical import TaskRef
from vidlect_adapters.credentials import KeyPair
from vidlect_mock.message import Received

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
KLING = vendor("kling")
PAIR = {
    name: value
    for kind in KLING.mocked.credentials("default")
    for name, value in kind.values.items()
    if name != "api_key"
}
POLL = KLING.adapter.encode_poll(
    TaskRef(task_id="831922345719271433", locator=(("path", "/v1/videos/text2video"),)), KLING.profile()
)


def refusal(token):
    """Why the mock lets the bearer of a token not in; None where it does."""
    mock = Mock("kling")
    headers = [(b"host", HOST.encode()), (b"authorization", b"Bearer " + token.encode())]
    mock.engine.handle(
        "kling", Received(POLL.method, POLL.path.encode(), b"", headers, b""), f"https://{HOST}"
    )
    refused = mock.last().refusal
    return refused if refused is not None and refused.stage != "body" else None


def token_of(at, **pair):
    """The adapter's token, as of a time."""
    keys = KeyPair(**{**PAIR, **pair})
    signed = KLING.adapter.authorize(POLL.with_headers(("Host", HOST)), keys, at)
    return signed.header("Authorization").removeprefix("Bearer ")


def is_let_in(token):
    found = refusal(token)
    return found is None or found.stage not in {
        "credential",
        "token",
        "signature",
        "claims",
        "algorithm",
        "time",
    }


def test_the_adapters_token_is_believed():
    assert is_let_in(token_of(datetime.now(UTC)))


@given(st.integers(0, 10_000), st.sampled_from(LETTERS))
def test_a_changed_letter_is_refused(place, letter):
    token = token_of(datetime.now(UTC))
    place %= len(token) - 1  # the signature's last letter has bits that mean nothing
    assume(token[place] not in {letter, "."})
    assert not is_let_in(token[:place] + letter + token[place + 1 :])


@given(st.sampled_from(["iss", "exp", "nbf"]), st.integers(1, 2**31))
def test_a_changed_claim_under_the_old_signature_is_refused(claim, value):
    head, payload, signature = token_of(datetime.now(UTC)).split(".")
    claims = orjson.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    claims[claim] = str(value) if claim == "iss" else value
    changed = base64.urlsafe_b64encode(orjson.dumps(claims)).decode().rstrip("=")
    assume(changed != payload)
    assert not is_let_in(f"{head}.{changed}.{signature}")


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=40))
def test_another_secret_is_refused(secret):
    assume(secret != PAIR["secret_key"])
    assert not is_let_in(token_of(datetime.now(UTC), secret_key=secret))


@given(st.integers(-1_000_000, 1_000_000))
def test_a_token_is_good_in_its_own_time_only(seconds):
    token = token_of(datetime.now(UTC) + timedelta(seconds=seconds))
    _, payload, _ = token.split(".")
    claims = orjson.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    now = datetime.now(UTC).timestamp()
    assume(min(abs(now - claims["nbf"]), abs(now - claims["exp"])) > 5)
    assert is_let_in(token) == (claims["nbf"] <= now <= claims["exp"])
