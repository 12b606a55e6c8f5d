import re

import pytest
from ark_bodies import PRO, TASK, TASKS, create

from vidlect_mock.vendors.volcengine_ark import credentials, secret_of, session_of, task_id
from vidlect_mock.vendors.volcengine_ark.credentials import CREDENTIAL_RULE
from vidlect_mock.vendors.volcengine_ark.identity import request_id

UNAUTHENTICATED = "AuthenticationError", ""


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/contents/generations/tasks"),
        ("POST", "/api/v3/videos"),
        ("PUT", TASKS),
        ("PATCH", f"{TASKS}/{TASK}"),
        ("GET", f"{TASKS}/{TASK}/more"),
        ("DELETE", TASKS),
        ("GET", f"{TASKS}/"),
        ("POST", "/api/v3/models"),
        ("HEAD", TASKS),
    ],
)
def test_a_wrong_path_is_an_invalid_action(counter, method, path):
    asked = counter.ask(method, path)
    assert asked.status == 404
    assert asked.error["message"].startswith(f"The specified action is invalid: {path} Request id: 02")
    assert (asked.error["code"], asked.error["type"]) == ("InvalidAction", "NotFound")
    assert asked.entry.refusal.stage == "path"


def test_a_post_below_the_tasks_is_a_create(counter):
    asked = counter.ask("POST", f"{TASKS}/{TASK}/cancel", {})
    assert asked.refused == ("MissingParameter", "model")
    asked = counter.ask("POST", f"{TASKS}/{TASK}/cancel", create())
    assert asked.status == 200
    assert "a create" in asked.entry.remarks[0]


@pytest.mark.parametrize("header", ["", "Basic dTpw", "Bearer", "Bearer ", "HMAC-SHA256 Credential=AK/x"])
def test_no_key_is_told_with_an_error_code_of_its_own(counter, header):
    asked = counter.post(create(), headers={"authorization": header})
    assert (asked.status, asked.refused) == (401, UNAUTHENTICATED)
    assert re.fullmatch(
        r"the API key or AK/SK in the request is missing or invalid\. request id: 02\d{13}[0-9a-f]{38}",
        asked.error["message"],
    )
    assert asked.error["type"] == "Unauthorized"
    assert asked.headers["x-error-code"] == "AuthN_MissOrInvalidAuthorizationHeader"
    assert asked.entry.refusal.stage == "credential"


def test_a_signature_is_told_that_a_key_is_wanted(counter):
    asked = counter.post(create(), headers={"authorization": "HMAC-SHA256 Credential=AK/x"})
    assert "an API key is" in asked.entry.refusal.hint


@pytest.mark.parametrize(
    "key",
    [
        "5d3cca90-0000-4000-8000-000000000000",
        "ark-ZGVmYXVsdA-00000000",
        "ark-" + "A" * 200,
        "ark-////-cd113fb2",
        "ark-\xfc",
        "ark-QUJD-cd113fb2",
        "sk-other",
    ],
)
def test_a_strangers_key_does_not_exist(counter, key):
    asked = counter.post(create(), headers={"authorization": f"Bearer {key}"})
    assert (asked.status, asked.refused) == (401, UNAUTHENTICATED)
    assert asked.error["message"].startswith("The API key doesn't exist. Request id: 02")
    assert "x-error-code" not in asked.headers
    assert key not in str(asked.entry.refusal)


def test_a_header_without_a_scheme_is_not_repeated(counter):
    asked = counter.post(create(), headers={"authorization": "ark-secret-key"})
    assert "ark-secret-key" not in str(asked.entry.refusal)


def test_the_scheme_may_be_in_small_letters(counter):
    key = credentials("default")[0].values["api_key"]
    asked = counter.post(create(), headers={"authorization": f"bearer  {key}"})
    assert asked.status == 200
    assert "Bearer is documented" in asked.entry.remarks[0]


@pytest.mark.parametrize("session", ["default", "a", "0-9", "x" * 32])
def test_a_key_names_its_session(session):
    (kind,) = credentials(session)
    assert kind.env == {"ARK_API_KEY": kind.values["api_key"]}
    assert session_of(kind.values["api_key"]) == session
    assert secret_of(kind.values["api_key"]) is None
    assert "vidlect volcengine_ark" in CREDENTIAL_RULE


def test_a_session_does_not_see_anothers_tasks(counter):
    task = counter.make(session="one")
    assert counter.get(task, session="one").status == 200
    assert counter.get(task, session="two").status == 404
    assert counter.listed(session="two").body == {"items": [], "total": 0}


def test_ids_of_tasks_are_in_form_and_all_different():
    numbers = [*range(1, 60_000), *(7 << 28 | one for one in range(1, 3000)), 2**60 - 1]
    ids = {task_id(number) for number in numbers}
    assert len(ids) == len(numbers)
    assert all(re.fullmatch(r"cgt-\d{14}-[0-9a-z]{5}", one) for one in ids)
    assert all("20260101" <= one[4:12] <= "20261231" for one in ids)


def test_ids_of_requests_tell_their_time_and_are_all_different():
    ids = [request_id(1_776_138_500.25, number) for number in range(2000)]
    assert len(set(ids)) == 2000
    assert all(re.fullmatch(r"021776138500250[0-9a-f]{38}", one) for one in ids)


def test_every_answer_has_a_request_id_which_ends_the_message_of_a_refusal(counter):
    taken, refused = counter.post(create()), counter.post(create(model="x"))
    assert re.fullmatch(r"02\d{13}[0-9a-f]{38}", taken.headers["x-request-id"])
    assert refused.error["message"].endswith(f" Request id: {refused.headers['x-request-id']}")


def test_the_menu_of_models_says_what_each_is_for(counter):
    models = {one["id"]: one["task_type"] for one in counter.ask("GET", "/api/v3/models").body["data"]}
    assert len(models) == 9
    assert models[PRO] == ["TextToVideo", "ImageToVideo"]
    assert models["doubao-seedance-1-0-lite-t2v-250428"] == ["TextToVideo"]
    assert models["doubao-seedance-1-0-lite-i2v-250428"] == ["ImageToVideo", "MultimodalToVideo"]
