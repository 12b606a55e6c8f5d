"""One key in one header."""

from datetime import UTC, datetime

import pytest

from vidlect_adapters.credentials import ApiKey, KeyPair
from vidlect_adapters.errors import InvalidCredentials
from vidlect_adapters.message import HttpCall
from vidlect_adapters.vendors import vidu

NOW = datetime(2026, 1, 2, tzinfo=UTC)
CALL = HttpCall(method="GET", path="/ent/v2/credits", headers=(("authorization", "Bearer old"), ("A", "b")))


def test_the_word_is_token():
    signed = vidu.authorize(CALL, ApiKey(api_key="vda_1"), NOW)
    assert signed.headers == (("A", "b"), ("Authorization", "Token vda_1"))


@pytest.mark.parametrize("key", ["", "vda 1", "vda_1\n", "密钥", " vda_1"])
def test_a_key_that_no_header_can_hold_is_refused_and_not_repeated(key):
    with pytest.raises(InvalidCredentials) as found:
        vidu.authorize(CALL, ApiKey(api_key=key), NOW)
    assert not key.strip() or key not in str(found.value)


def test_a_key_pair_is_no_api_key():
    with pytest.raises(InvalidCredentials):
        vidu.authorize(CALL, KeyPair(access_key="a", secret_key="s"), NOW)
