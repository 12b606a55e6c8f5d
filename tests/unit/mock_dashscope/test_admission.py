"""What the front end checks: path, method, key, the asynchronous header."""

import pytest
from dashscope_words import FRAMES, VIDEO

from vidlect_mock.vendors import dashscope
from vidlect_mock.vendors.dashscope.credentials import owner_of, temporary_key, upload_key, uploader_of

BODY = {"model": "wan2.6-t2v", "input": {"prompt": "山"}}
ID = "0385dc79-5ff8-4d82-bcb6-1f2e3d4c5b6a"


@pytest.mark.parametrize(
    ("path", "name", "task_id"),
    [
        (VIDEO, "submitVideo", ""),
        (FRAMES + "/", "submitVideoByFrames", ""),
        ("/api/v1/tasks", "listTasks", ""),
        ("/api/v1/tasks/", "listTasks", ""),
        (f"/api/v1/tasks/{ID}", "getTask", ID),
        (f"/api/v1/tasks/{ID}/", "getTask", ID),
        ("/api/v1/tasks/cancel", "getTask", "cancel"),
        (f"/api/v1/tasks/{ID}/cancel", "cancelTask", ID),
        (f"/api/v1/tasks/{ID}/cancel/", "cancelTask", ID),
        ("/api/v1/uploads", "getUploadPolicy", ""),
        ("/api/v1/tokens", "createTemporaryKey", ""),
        ("/dashscope-file-mgr/", "uploadFile", ""),
    ],
)
def test_a_path_leads_to_an_operation(path, name, task_id):
    found = dashscope.find(path.encode())
    assert (found.route.operation.name, found.task_id.decode()) == (name, task_id)


@pytest.mark.parametrize(
    "path",
    ["/", "/api/v1", "/api/v1/tasks//cancel", "/api/v1/tasks/a/b", "/api/v1/tasks/a/b/cancel", "/tasks/a"],
)
def test_other_paths_lead_nowhere(vendor, path):
    answer = vendor.ask("GET", path)
    assert (answer.status, answer.json["code"]) == (404, "NotFound")


@pytest.mark.parametrize("route", dashscope.ROUTES, ids=lambda route: route.operation.name)
def test_a_wrong_method_is_told_the_right_one(vendor, route):
    answer = vendor.ask("DELETE", route.path.replace("{task_id}", ID))
    assert (answer.status, answer.json["code"]) == (405, "MethodNotAllowed")
    assert answer.headers["allow"] == ", ".join(route.methods)


@pytest.mark.parametrize(
    ("header", "text"),
    [
        (None, "No API-key provided."),
        (" ", "No API-key provided."),
        ("Basic eDp5", "Invalid API-key provided."),
        ("Bearer sk-0123456789abcdef", "Invalid API-key provided."),
        ("Bearer ", "Invalid API-key provided."),
        ("Bearer st-0123456789abcdef", "Invalid API-key provided."),
    ],
)
def test_a_key_is_asked_for(vendor, header, text):
    for method, path in (("POST", VIDEO), ("GET", f"/api/v1/tasks/{ID}"), ("GET", "/api/v1/uploads")):
        answer = vendor.ask(method, path, BODY, authorization=header)
        assert (answer.status, answer.json["code"], answer.json["message"]) == (401, "InvalidApiKey", text)
        assert answer.headers["x-request-id"] == answer.json["request_id"]
        assert vendor.last().refusal.stage == "credential"


def test_the_texts_about_keys_are_unsure(vendor_with):
    vendor = vendor_with(wrong_key_text="current", missing_key_text="as-wrong-key")
    for header in (None, "Bearer sk-1"):
        answer = vendor.ask("GET", "/api/v1/tasks", authorization=header)
        assert answer.json["message"] == "Incorrect API key provided."


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_a_schemes_letter_case_does_not_matter(vendor, scheme):
    assert vendor.ask("GET", "/api/v1/tasks", authorization=f"{scheme} {vendor.key}").status == 200


@pytest.mark.parametrize("said", [None, "", "disable", "true"])
def test_a_submit_is_asynchronous(vendor, said):
    answer = vendor.refuses(BODY, x_dashscope_async=said)
    assert (answer.status, answer.json["code"]) == (403, "AccessDenied")
    assert answer.json["message"] == "current user api does not support synchronous calls."
    entry = vendor.last()
    assert (entry.operation, entry.session, entry.refusal.stage) == ("submitVideo", "default", "header")


def test_the_period_of_that_text_is_unsure(vendor_with):
    answer = vendor_with(async_text="without-period").refuses(BODY, x_dashscope_async=None)
    assert answer.json["message"].endswith("calls")


def test_what_makes_no_task_needs_no_such_header(vendor, vendor_with):
    assert vendor.ask("GET", "/api/v1/tasks", x_dashscope_async="enable").status == 200
    assert vendor.last().remarks == ("X-DashScope-Async on a call that makes no task",)
    answer = vendor_with(async_on_query="refused").ask("GET", "/api/v1/tasks", x_dashscope_async="enable")
    assert (answer.status, answer.json["message"]) == (
        403,
        "Current user api does not support asynchronous calls.",
    )


def test_a_temporary_key_lives_for_its_time(vendor):
    answer = vendor.ask("POST", "/api/v1/tokens", query="expire_in_seconds=1800")
    token = answer.json["token"]
    assert vendor.ask("GET", "/api/v1/tasks", key=token).status == 200
    assert owner_of(token).expires == answer.json["expires_at"]
    late = temporary_key("default", 1)
    assert vendor.ask("GET", "/api/v1/tasks", key=late).status == 401
    assert vendor.last().refusal.stage == "token"
    assert vendor.ask("POST", "/api/v1/tokens").status == 200


@pytest.mark.parametrize("seconds", ["0", "1801", "-1", "x", "99999", "", "²"])
def test_a_temporary_keys_time_has_bounds(vendor, seconds):
    answer = vendor.ask(
        "POST", "/api/v1/tokens", query=f"expire_in_seconds={seconds}".encode().decode("latin-1")
    )
    assert (answer.status, answer.json["code"]) == (400, "InvalidParameter")


@pytest.mark.parametrize("session", ["default", "a", "a-0", "z" * 32])
def test_a_key_names_its_session(session):
    values = dashscope.credentials(session)[0]
    key = values.values["api_key"]
    assert key.startswith("sk-")
    assert values.env == {"DASHSCOPE_API_KEY": key, "ALIBABA_API_KEY": key}
    assert dashscope.session_of(key) == session
    assert dashscope.session_of(temporary_key(session, 9)) == session
    assert uploader_of(upload_key(session)) == session
    assert dashscope.secret_of(key) is None


@pytest.mark.parametrize(
    "key",
    [
        "",
        "sk-",
        "st-",
        "sk-64656661756c7400000000",  # a wrong check
        "sk-zz656661756c7427a2bb49",  # no hex
        "sk-ff27a2bb49",  # no ASCII inside
        "sk-4127a2bb49",  # no session's name
        "sk-" + "6" * 200,
        "密钥",
        "st-64656661756c7427a2bb490000000100000000",
    ],
)
def test_a_strangers_key_names_nobody(key):
    assert dashscope.session_of(key) is None
    assert uploader_of(key) is None
    assert uploader_of("LTAI" + key) is None


def test_sessions_do_not_see_each_other(vendor):
    other = dashscope.credentials("other")[0].values["api_key"]
    task_id = vendor.takes(BODY)
    assert vendor.ask("GET", f"/api/v1/tasks/{task_id}", key=other).json["output"]["task_status"] == "UNKNOWN"
    assert vendor.ask("GET", "/api/v1/tasks", key=other).json["total"] == 0
    assert vendor.ask("POST", f"/api/v1/tasks/{task_id}/cancel", key=other).status == 400
    assert vendor.task(task_id)["output"]["task_status"] == "RUNNING"
