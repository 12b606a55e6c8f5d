"""Who is let in: keys, tokens, and the order in which they are looked at."""

import base64

import jwt
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kling_counter import NOW, Counter

from vidlect_mock.vendors import kling
from vidlect_mock.vendors.kling.credentials import CREDENTIAL_RULE
from vidlect_mock.vendors.kling.operations import ENDPOINTS
from vidlect_mock.vendors.kling.tokens import LONGEST, is_signed, read

SESSIONS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,31}", fullmatch=True)
TEXT = "/v1/videos/text2video/1"
UNKNOWN = (400, 1201)  # asking for a task that does not exist: let in
NO_PAIR = (
    "Authentication error. The current API does not support AK/SK; please go to the console "
    "(https://kling.ai/dev/api-key) to create API key."
)


@given(SESSIONS)
def test_a_sessions_keys_name_it(session):
    api, pair = (kind.values for kind in kling.credentials(session))
    assert len(api["api_key"]) == 57
    assert api["api_key"].startswith("api-key-kling-")
    assert kling.session_of(api["api_key"]) == kling.session_of(pair["access_key"]) == session
    assert kling.secret_of(pair["access_key"]) == pair["secret_key"]
    assert kling.secret_of(api["api_key"]) is None
    assert len(pair["secret_key"]) == 32


@given(
    st.text(max_size=80) | st.from_regex(r"(api-key-kling-)?[a-z0-9-]{1,32}_[0-9a-f]{0,43}", fullmatch=True)
)
def test_a_strangers_key_is_unknown(key):
    assert kling.session_of(key) is None
    assert kling.secret_of(key) is None


@given(SESSIONS, st.integers(0, 42), st.sampled_from("0123456789abcdef_-z"))
def test_a_key_with_one_other_character_is_unknown(session, place, other):
    api, pair = (kind.values for kind in kling.credentials(session))
    for key in (api["api_key"], pair["access_key"]):
        start = len(key) - 43
        changed = key[: start + place] + other + key[start + place + 1 :]
        assert (kling.session_of(changed) == session) == (changed == key)


def test_the_rule_is_told():
    assert "HMAC-SHA256" in CREDENTIAL_RULE
    names = [name for kind in kling.credentials("x") for name in kind.env]
    assert names[:3] == ["KLINGAI_API_KEY", "KLINGAI_ACCESS_KEY", "KLINGAI_SECRET_KEY"]


@pytest.mark.parametrize("row", ENDPOINTS.values(), ids=lambda row: row.name)
def test_an_api_key_opens_every_path_and_a_jwt_the_old_ones(counter, signed, row):
    path = row.path.replace("*", "kling-3.0")
    assert counter.ask(row.method, path).status != 401
    asked = counter.ask(row.method, path, authorization=signed())
    if row.api.value == "new":
        assert asked.refused == (401, 1002, NO_PAIR)
    else:
        assert asked.status != 401


@pytest.mark.parametrize("row", ENDPOINTS.values(), ids=lambda row: row.name)
@pytest.mark.parametrize("authorization", ["", "   "])
def test_nobody_is_let_in_without_credentials(counter, row, authorization):
    asked = counter.ask(row.method, row.path.replace("*", "kling-3.0"), authorization=authorization)
    assert asked.refused == (401, 1001, "Authorization is empty")
    assert asked.entry.operation == row.name


@pytest.mark.parametrize(
    ("said", "classic", "new"),
    [
        ("api-key-kling-nobody", "api key not found", "api key not found"),
        ("api-key-kling-" + "a" * 43, "api key not found", "api key not found"),
        ("junk", "The token was expected to have 3 parts, but got 0", NO_PAIR),
        ("sk-1234", "The token was expected to have 3 parts, but got 0", NO_PAIR),
        ("a.b", "The token was expected to have 3 parts, but got 2", NO_PAIR),
        ("a.b.c.d", "The token was expected to have 3 parts, but got > 3", NO_PAIR),
        ("a.b.c", "The token cannot be read", NO_PAIR),
        ("bnVsbA.bnVsbA.x", "The token cannot be read", NO_PAIR),
        (
            jwt.encode({"iss": "a"}, "k" * 32, "HS256").rpartition(".")[0] + ".",
            "access key not found",
            NO_PAIR,
        ),
    ],
)
def test_a_wrong_bearer_is_1002_in_the_vendors_words(counter, said, classic, new):
    assert counter.ask("GET", TEXT, authorization=f"Bearer {said}").refused == (401, 1002, classic)
    assert counter.ask("GET", "/tasks", authorization=f"Bearer {said}").refused == (401, 1002, new)


@pytest.mark.parametrize("said", ["Basic YTpi", "Bearer", "api-key-kling-x", "Token x", "é"])
def test_another_scheme_is_1002(counter, said):
    assert counter.ask("GET", TEXT, authorization=said).refused[:2] == (401, 1002)


def test_a_scheme_in_small_letters_is_taken_with_a_remark(counter, signed):
    asked = counter.ask("GET", TEXT, authorization=signed().replace("Bearer", "bearer"))
    assert asked.refused[:2] == UNKNOWN
    assert "bearer" in asked.remarks[0]


def test_two_blanks_are_one_too_many(counter, signed):
    assert counter.ask("GET", TEXT, authorization=signed().replace(" ", "  ")).status == 401


@pytest.mark.parametrize(
    ("claims", "header"),
    [
        ({}, None),
        ({"iat": int(NOW)}, None),  # jsonwebtoken
        ({"nbf": int(NOW) - 300}, None),  # scripts
        ({"exp": NOW + 1799.5}, None),
        ({"exp": None}, None),
        ({"nbf": None}, None),
        ({"exp": int(NOW)}, None),  # the ComfyUI client
        ({"iat": int(NOW) + 60}, None),
        ({"exp": int(NOW) + 10**6}, None),
        ({}, {"typ": None}),
        ({"aud": "x", "sub": 5, "jti": []}, None),
    ],
    ids=str,
)
def test_every_observed_token_is_taken(counter, signed, claims, header):
    asked = counter.ask("GET", TEXT, authorization=signed(header=header, **claims))
    assert asked.refused[:2] == UNKNOWN
    assert asked.remarks == []


@pytest.mark.parametrize(
    ("claims", "code", "stage"),
    [
        ({"nbf": int(NOW) + 1}, 1003, "time"),
        ({"exp": int(NOW) - 1}, 1004, "time"),
        ({"exp": 0, "nbf": 0}, 1004, "time"),
        ({"iss": "somebody"}, 1002, "credential"),
        ({"iss": kling.credentials("default")[0].values["api_key"]}, 1002, "credential"),
        ({"iss": None}, 1002, "claims"),
        ({"secret": "another secret, and long enough for it"}, 1002, "signature"),
        ({"algorithm": "HS384", "secret": "s" * 48}, 1002, "algorithm"),
        ({"algorithm": "none", "secret": ""}, 1002, "algorithm"),
    ],
    ids=str,
)  # fmt: skip
def test_a_token_that_does_not_hold_is_refused(counter, signed, claims, code, stage):
    asked = counter.ask("GET", TEXT, authorization=signed(**claims))
    assert asked.refused[:2] == (401, code)
    assert asked.entry.refusal.stage == stage
    assert kling.credentials("default")[1].values["secret_key"] not in str(asked.entry)


@pytest.mark.parametrize("name", ["exp", "nbf", "iat"])
@pytest.mark.parametrize("value", ["soon", True, [], {}])
def test_a_time_that_is_none_is_refused(counter, name, value):
    pair = kling.credentials("default")[1].values
    said = jwt.api_jws.encode(
        orjson.dumps({"iss": pair["access_key"], name: value}), pair["secret_key"], "HS256"
    )
    asked = counter.ask("GET", TEXT, authorization=f"Bearer {said}")
    assert asked.refused == (401, 1002, f"The token's {name} is no time")


@pytest.mark.parametrize(
    ("switches", "claims", "header", "code"),
    [
        ({"jwt_leeway": "60"}, {"nbf": int(NOW) + 59}, None, 1201),
        ({"jwt_leeway": "60"}, {"nbf": int(NOW) + 61}, None, 1003),
        ({"jwt_leeway": "60"}, {"exp": int(NOW) - 60}, None, 1201),
        ({"jwt_leeway": "60"}, {"exp": int(NOW) - 61}, None, 1004),
        ({"jwt_exp_now": "refused"}, {"exp": int(NOW)}, None, 1004),
        ({"jwt_exp_now": "refused"}, {"exp": int(NOW) + 1}, None, 1201),
        ({"jwt_claims": "required"}, {"exp": None}, None, 1002),
        ({"jwt_claims": "required"}, {"nbf": None}, None, 1002),
        ({"jwt_typ": "required"}, {}, {"typ": None}, 1002),
        ({"jwt_typ": "required"}, {}, None, 1201),
        ({"jwt_lifetime": "1800"}, {"exp": int(NOW) + 1802}, None, 1002),
        ({"jwt_lifetime": "1800"}, {}, None, 1201),
        ({"jwt_future_iat": "refused"}, {"iat": int(NOW) + 1}, None, 1002),
        ({"jwt_future_iat": "refused"}, {"iat": int(NOW)}, None, 1201),
    ],
)
def test_each_unsure_rule_of_tokens_is_a_switch(counter_with, signed, switches, claims, header, code):
    asked = counter_with(**switches).ask("GET", TEXT, authorization=signed(header=header, **claims))
    assert asked.body["code"] == code


@given(st.text(st.characters(max_codepoint=255), max_size=60).map(lambda text: f"Bearer {text}"))
def test_no_authorization_breaks_the_mock(authorization):
    assert Counter().ask("GET", TEXT, authorization=authorization).status == 401


@pytest.mark.parametrize(
    "payload", [b"[" * 2000, b"{}", b"[]", b"5", b"\xff", b'{"iss":5}', b'{"iss":"a","exp":1e400}', b'{"iss":"a"'], ids=repr
)  # fmt: skip
@pytest.mark.parametrize(
    "header", [b'{"alg":"HS256"}', b"[" * 1500, b'{"alg":5}', b'{"alg":"HS256","crit":["x"]}', b"5"]
)
def test_no_token_breaks_the_mock(counter, header, payload):
    said = b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in (header, payload, b"x")).decode()
    assert counter.ask("GET", TEXT, authorization=f"Bearer {said}").refused[:2] == (401, 1002)


def test_a_token_may_be_long_but_not_endless():
    assert read("a" * LONGEST + ".b.c").message == "The token is too long"
    assert not is_signed("a.b.c", "secret")


def test_credentials_are_looked_at_before_body_and_id(counter):
    for method, path, body in (("POST", "/v1/videos/text2video", b"{"), ("GET", TEXT, None)):
        assert counter.ask(method, path, body, authorization="Bearer x").status == 401


def test_sessions_do_not_meet(counter):
    task_id = counter.make()
    assert counter.get("text2video", task_id, session="other").refused[:2] == UNKNOWN
    assert counter.tasks(f"task_ids={task_id}", session="other") == []
    assert counter.ask("GET", "/v1/videos/text2video", session="other").data == []
