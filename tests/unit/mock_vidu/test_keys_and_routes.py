"""Who is let in, and by which door."""

import pytest
from vidu_mock import KEY, TEXT, VALIDATORS, Mock

from vidlect_mock import journal
from vidlect_mock.vendors import vidu
from vidlect_mock.vendors.vidu.credentials import api_key
from vidlect_mock.vendors.vidu.operations import ROUTES


def credits_with(mock, authorization):
    headers = [] if authorization is None else [(b"authorization", authorization)]
    return mock.ask("GET", "/ent/v2/credits", headers=headers)


@pytest.mark.parametrize(
    ("authorization", "received"),
    [
        (None, "no Authorization header"),
        (b"", "one word"),
        (KEY.encode(), "one word"),
        (b"Token", "one word"),
        (f"Bearer {KEY}".encode(), "Bearer"),
        (f"token {KEY}".encode(), "token"),
        (f"Moon {KEY}".encode(), "another word"),
        (b"Token vda_someone", "Token and an unknown key"),
        (f"Token  {KEY}".encode(), "Token and an unknown key"),
        (b"Token \xff\xfe", "Token and an unknown key"),
    ],
    ids=["none", "empty", "bare", "word", "bearer", "lower", "moon", "stranger", "two blanks", "bytes"],
)
def test_nobody_else_is_let_in(mock, authorization, received):
    status, answer = credits_with(mock, authorization)
    assert (status, answer["reason"], answer["message"]) == (401, "Unauthorized", "unauthorized")
    assert VALIDATORS.reply_violations("getCredits", status, answer) == []
    refusal = mock.entry.refusal
    assert (refusal.stage, refusal.received) == ("credential", received)
    assert refusal.hint
    assert KEY not in repr(refusal)


def test_a_switch_lets_bearer_in():
    mock = Mock(auth_word="token-or-bearer")
    for word in ("Token", "Bearer"):
        assert credits_with(mock, f"{word} {KEY}".encode())[0] == 200


def test_the_journal_never_shows_a_key(mock):
    mock.ask("POST", "/ent/v2/text2video", TEXT)
    mock.ask("GET", "/ent/v2/credits", headers=[(b"authorization", b"Token vda_someone")])
    shown = str([journal.entry_to_json(entry) for entry in mock.engine.journal.find()])
    assert KEY not in shown
    assert "vda_someone" not in shown
    assert shown.count("Token [removed]") == 2


@pytest.mark.parametrize("session", ["default", "a", "case-17", "x" * 32])
def test_a_key_names_its_session(session):
    (kind,) = vidu.credentials(session)
    key = kind.values["api_key"]
    assert key.startswith("vda_")
    assert kind.env == {"VIDU_API_KEY": key}
    assert vidu.session_of(key) == session
    assert vidu.secret_of(key) is None


@pytest.mark.parametrize(
    "key",
    [
        "",
        "vda_",
        "vda_abc",
        f"{KEY}0",
        KEY[:-1] + "0",
        "sk-1",
        "vda_" + "é" * 9,
        "vda_a00000000",
        "vda____________",
        "x" * 500,
        api_key("Default"),
    ],
)
def test_another_key_names_none(key):
    assert vidu.session_of(key) is None


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/ent/v2",
        "/ent/v2/text2audio",
        "/ent/v2/text2video/",
        "/v2/tasks",
        "/ent/v2/tasks/1/films",
        "/ent/v2/tasks//creations",
    ],
)
def test_an_unknown_path_is_not_found_with_or_without_a_key(mock, path):
    for headers in (None, []):
        status, answer = mock.ask("GET", path, headers=headers)
        assert (status, answer["reason"], answer["code"]) == (404, "NotFound", 404)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_each_path_has_one_method(mock, route):
    path = "/ent/v2" + route.path.replace("{id}", "1")
    other = "GET" if route.method == "POST" else "POST"
    for method in (other, "PUT", "DELETE", "PATCH"):
        status, answer = mock.ask(method, path)
        assert (status, answer["reason"]) == (405, "MethodNotAllowed")
        assert mock.headers[b"allow"] == route.method.encode()
        assert VALIDATORS.reply_violations(route.name, status, answer) == []


def test_each_refusal_has_a_trace_id_of_its_own(mock):
    traces = {mock.ask("GET", "/nowhere")[1]["metadata"]["trace_id"] for _ in range(3)}
    assert len(traces) == 3
