"""Who is let in, where to, and what errors a scenario can name."""

import pytest
from openai_client import BEARER, error

from vidlect_mock import documents
from vidlect_mock.vendors import openai
from vidlect_mock.vendors.openai.credentials import webhook_secret
from vidlect_mock.vendors.openai.errors import ERRORS
from vidlect_mock.vendors.openai.operations import OPERATIONS, ROUTES, find


@pytest.mark.parametrize("session", ["default", "a", "case-17", "0" * 32])
def test_a_key_names_its_session(session):
    (kind,) = openai.credentials(session)
    key = kind.values["api_key"]
    assert key.startswith("sk-proj-")
    assert openai.session_of(key) == session
    assert openai.secret_of(key) is None
    assert kind.env == {"OPENAI_API_KEY": key, "OPENAI_WEBHOOK_SECRET": webhook_secret(session)}


@pytest.mark.parametrize(
    "key",
    [
        "",
        "sk-proj-",
        "sk-proj-12345678",
        "sk-proj-" + "A" * 200,
        "sk-proj-é",
        "sk-proj-!!!!" + "0" * 8,
        "sk-proj-" + "w6k" + "0" * 8,
        "sk-proj-" + "ZGVmYXVsdA" + "0" * 8,
        "sk-live-1234",
    ],
)
def test_a_strangers_key_names_nobody(key):
    assert openai.session_of(key) is None


@pytest.mark.parametrize("bearer", [None, "", "Basic abc", "Bearer", "Bearer "])
def test_without_a_key(client_of, bearer):
    client = client_of(bearer=bearer)
    status, said = client.ask("GET", "/v1/videos")
    assert status == 401
    assert error(said)[0].startswith("You didn't provide an API key.")
    assert client.entry().refusal.stage == "credential"


@pytest.mark.parametrize(
    ("key", "shown"),
    [("sk-proj-secret99", "sk-proj-***"), ("sk-secret99", "sk-***"), ("secret99", "***"), ("é", "***")],
)
def test_a_wrong_key_is_refused_and_not_repeated(client_of, key, shown):
    client = client_of(bearer=f"Bearer {key}")
    status, said = client.ask("GET", "/v1/videos")
    assert (status, error(said)[3]) == (401, "invalid_api_key")
    assert f"provided: {shown}. " in error(said)[0]
    assert "secret99" not in repr(client.entry())


@pytest.mark.parametrize("bearer", [BEARER.replace("Bearer", "bearer"), BEARER.replace(" ", "  ")])
def test_the_scheme_is_in_any_case(client_of, bearer):
    assert client_of(bearer=bearer).ask("GET", "/v1/videos")[0] == 200


def test_sessions_do_not_see_each_other(client):
    made = client.made()
    client.bearer = "Bearer " + openai.credentials("other")[0].values["api_key"]
    assert client.get(made)[0] == 404
    assert client.ask("GET", "/v1/videos")[1]["data"] == []


@pytest.mark.parametrize(
    "path",
    ["/", "/v1", "/videos", "/v1/videos/", "/v1/videos//content", "/v1/videos/a/b", "/v1/movies", "/%FF"],
)
def test_a_path_that_there_is_not(client_of, path):
    for bearer in (BEARER, None):
        status, said = client_of(bearer=bearer).ask("GET", path)
        assert (status, error(said)[3]) == (404, "unknown_url")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "HEAD"])
def test_a_method_that_a_path_does_not_have(client, method):
    status, said = client.ask(method, "/v1/videos")
    assert (status, error(said)[3]) == (405, "method_not_supported")
    assert client.entry().refusal.expected == "POST or GET"
    assert client.header("allow", method, "/v1/videos") == b"POST, GET"


@pytest.mark.parametrize(("method", "path", "operation"), ROUTES, ids=[row[2].name for row in ROUTES])
def test_every_route_leads_to_its_operation(method, path, operation):
    found = find(method, path.replace("{id}", "x%2Fy").encode() if "{id}" in path else path.encode())
    if "{id}" in path:
        assert found is None or found.operation is not operation  # an id has no slash
        found = find(method, path.replace("{id}", "x%20y").encode())
        assert found.id == "x y"
    assert found.operation is operation


def test_the_operations_are_those_of_the_document():
    document = documents.load("vendors", "openai")
    of_document = {(name, method, path) for name, method, path, _ in documents.operations(document)}
    of_mock = {(one.name, method, path.replace("{id}", "")) for method, path, one in ROUTES}
    assert {(name, method) for name, method, _ in of_document} == {
        (name, method) for name, method, _ in of_mock
    }
    assert set(openai.OPERATIONS) == set(OPERATIONS)


@pytest.mark.parametrize("code", ERRORS)
def test_every_error_can_be_scripted(client, code):
    answer = openai.fail(code, None, client.desk())
    assert answer.status == ERRORS[code].trouble.status
    assert openai.failure_code(code) == code


@pytest.mark.parametrize(
    "word",
    [
        "input_rejected",
        "output_rejected",
        "internal",
        "rate_limited",
        "concurrency_limited",
        "quota_exhausted",
        "invalid_input",
    ],
)
def test_every_neutral_word_has_an_error(word):
    assert openai.failure_code(word) in ERRORS


def test_a_word_of_nobody_is_none():
    with pytest.raises(KeyError):
        openai.failure_code("50412")


def test_a_limit_of_requests_says_when_to_come_back(client):
    headers = dict(openai.fail("rate_limit_exceeded", None, client.desk()).headers)
    assert (headers[b"retry-after"], headers[b"retry-after-ms"]) == (b"1", b"1000")


def test_task_ids_differ_and_have_the_recorded_form():
    ids = [openai.task_id(number) for number in range(2000)]
    assert len(set(ids)) == len(ids)
    assert all(len(one) == 54 and one[18:22] == "8190" for one in ids)
