"""Keys that name a session: of every session one, of strangers none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidlect_mock.keys import SESSION_NAME, KeyShape

PLAIN = KeyShape("vendor", "k_")
DASHED = KeyShape("vendor", "k-", "-")
SHAPES = pytest.mark.parametrize("shape", [PLAIN, DASHED], ids=["plain", "dashed"])


@SHAPES
@given(session=st.from_regex(SESSION_NAME, fullmatch=True))
def test_a_key_names_its_session(shape, session):
    assert shape.session_of(shape.key_of(session)) == session


@SHAPES
@given(key=st.text() | st.text().map("k_".__add__) | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_a_strangers_key_names_nobody(shape, key):
    assert shape.session_of(key) is None


@SHAPES
def test_a_key_of_another_check_shape_or_vendor_names_nobody(shape):
    key = shape.key_of("tests")
    others = [KeyShape("other", shape.prefix, shape.before_check), shape._replace(prefix="x")]
    others += [KeyShape("vendor", shape.prefix, "+")]
    for changed in (
        key[:-1],
        f"{key}0",
        f"{key[:-1]}g",
        f"{key[:-1]}é",
        *(one.key_of("tests") for one in others),
    ):
        assert shape.session_of(changed) is None


@pytest.mark.parametrize("name", ["", "-a", "Ab", "a" * 33, "山"])
def test_a_key_of_no_session_names_nobody(name):
    assert PLAIN.session_of(PLAIN.key_of(name)) is None


def test_the_rule_is_said_as_it_is():
    # printf 'vidlect vendor tests' | sha256sum; printf tests | base64
    assert PLAIN.key_of("tests") == "k_dGVzdHM44bd79bd"
    assert (
        PLAIN.rule == "'k_' + base64url(session) without '=' + hex(SHA-256('vidlect vendor ' + session))[:8]"
    )
    assert "without '=' + '-' + hex" in DASHED.rule
