"""PyPI `openai` 2.x and 3.x, as a user of `client.videos` has them, against the mock."""

import base64
import io

import httpx
import pytest
from PIL import Image

from vidlect_mock.vendors.openai import credentials

pytestmark = pytest.mark.foreign

SCRIPT = "openai_videos.py"
CLIENTS = ("openai-2", "openai-3")


# what a scenario calls it → class, HTTP status, code, type of the facts file's table of errors
DOCUMENTED = {
    "invalid_request_error": ("BadRequestError", 400, None, "invalid_request_error"),
    "moderation_blocked": ("BadRequestError", 400, "moderation_blocked", "invalid_request_error"),
    "billing_hard_limit_reached": (
        "BadRequestError",
        400,
        "billing_hard_limit_reached",
        "billing_limit_user_error",
    ),
    "invalid_api_key": ("AuthenticationError", 401, "invalid_api_key", "invalid_request_error"),
    "organization_not_verified": ("PermissionDeniedError", 403, None, "invalid_request_error"),
    "rate_limit_exceeded": ("RateLimitError", 429, "rate_limit_exceeded", "requests"),
    "insufficient_quota": ("RateLimitError", 429, "insufficient_quota", "insufficient_quota"),
    "server_error": ("InternalServerError", 500, None, "server_error"),
    "overloaded": ("InternalServerError", 503, None, "server_error"),
}


def _runner(run_client, mock, client):
    def run(flow, session="sdk-openai", **settings):
        key = credentials(session)[0].values["api_key"]
        url = mock.vendor_urls["openai"]
        return run_client(client, SCRIPT, flow, **{"url": url, "api_key": key, **settings})

    run.client = client
    return run


@pytest.fixture(scope="module", params=CLIENTS)
def sdk(request, run_client, mock):
    """Runs a flow of one of the SDK's two lines with the key of a session."""
    return _runner(run_client, mock, request.param)


@pytest.fixture(scope="module")
def newer(run_client, mock):
    """The same for 3.x, which alone can manage webhook endpoints."""
    return _runner(run_client, mock, "openai-3")


def _picture(size):
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def test_a_film_is_created_polled_and_downloaded_in_every_variant(sdk, journal):
    session = f"film-{sdk.client}"
    report = sdk("film", session=session)

    created, done = report["created"], report["done"]
    assert (created["status"], created["progress"], created["completed_at"]) == ("queued", 0, None)
    assert (done["status"], done["progress"]) == ("completed", 100)
    assert done["expires_at"] == done["completed_at"] + 3600
    assert (done["model"], done["seconds"], done["size"]) == ("sora-2", "4", "720x1280")
    assert report["types"] == {
        "video": "video/mp4",
        "thumbnail": "image/webp",
        "spritesheet": "image/jpeg",
    }
    files = {variant: base64.b64decode(file) for variant, file in report["files"].items()}
    assert files["video"][4:8] == b"ftyp"
    assert Image.open(io.BytesIO(files["thumbnail"])).format == "WEBP"
    assert Image.open(io.BytesIO(files["spritesheet"])).format == "JPEG"
    asked = journal(session=session)
    assert [entry["remarks"] for entry in asked][:3] == [[], [], []]
    assert dict(asked[0]["request"]["headers"])["content-type"].startswith("multipart/form-data; boundary=")


def test_the_asyncio_client_creates_and_polls_downloads_lists_and_deletes(sdk):
    report = sdk("film_asyncio", session=f"asyncio-{sdk.client}")

    assert report["done"]["status"] == "completed"
    assert base64.b64decode(report["file"])[4:8] == b"ftyp"
    assert report["listed"] == [report["done"]["id"]]
    assert report["deleted"] == {"id": report["done"]["id"], "object": "video.deleted", "deleted": True}


@pytest.mark.parametrize(
    ("form", "size"),
    [
        ({"model": "sora-2-pro", "size": "1792x1024", "seconds": "12"}, (1792, 1024)),
        ({"model": "sora-2-2025-12-08", "size": "1280x720", "seconds": "8"}, (1280, 720)),
    ],
)
def test_a_picture_of_the_films_size_is_its_first_frame(sdk, form, size):
    done = sdk("film", form=form, picture=_picture(size))["done"]

    assert done["status"] == "completed"
    assert {name: done[name] for name in form} == form


def test_lists_are_paged_by_the_sdk_in_both_orders(sdk):
    report = sdk("listed", session=f"list-{sdk.client}")

    newest_first = report["ids"][::-1]
    assert report["first page"] == newest_first[:2]
    assert report["more"] is True
    assert report["all"] == newest_first
    assert report["oldest first"] == report["ids"]
    assert report["after"] == newest_first[3:]


def test_a_deleted_video_is_not_found(sdk):
    report = sdk("deleted")

    assert report["answer"] == {"id": report["id"], "object": "video.deleted", "deleted": True}
    for raised in (report["retrieved"], report["content"]):
        assert (raised["class"], raised["status"]) == ("NotFoundError", 404)


def test_remix_edit_and_extension_start_from_a_finished_video(sdk):
    report = sdk("derived")

    source = report["source"]
    assert report["remix"]["remixed_from_video_id"] == source["id"]
    assert (report["remixed"]["status"], report["remixed"]["seconds"]) == ("completed", "8")
    assert (report["edit"]["status"], report["edit"]["size"]) == ("queued", "1280x720")
    assert (report["extension"]["status"], report["extension"]["seconds"]) == ("queued", "12")
    assert (report["unfinished"]["class"], report["unfinished"]["status"]) == ("BadRequestError", 400)
    assert "file" in report["typed edit"]  # the SDK's own refusal: nothing was sent


def test_a_character_is_made_and_read(sdk):
    report = sdk("character", video=base64.b64encode(b"\0\0\0\x18ftypmp42" + bytes(12)).decode())

    assert report["made"]["name"] == report["read"]["name"] == "moss"
    assert report["made"]["id"] == report["read"]["id"]


@pytest.fixture(scope="module")
def documented(sdk, define_refusals):
    """What a scenario calls an error → what the SDK raised when a create was refused by it."""
    forms = [{"prompt": prompt} for prompt in define_refusals("openai", DOCUMENTED)]
    return dict(zip(DOCUMENTED, sdk("refused", forms=forms, max_retries=0), strict=True))


@pytest.mark.parametrize("name", DOCUMENTED)
def test_every_documented_error_is_raised_as_the_sdks_own_exception(documented, name):
    raised = documented[name]

    assert tuple(raised[part] for part in ("class", "status", "code", "type")) == DOCUMENTED[name]
    assert set(raised["body"]) == {"message", "type", "param", "code"}
    assert raised["request_id"].startswith("req_")


def test_bad_fields_are_bad_requests_that_name_them(sdk):
    forms = {
        ("invalid_value", "seconds"): {"seconds": "15"},
        ("invalid_value", "size"): {"size": "640x360"},
        ("invalid_value", "model"): {"model": "sora-1-turbo"},
        ("unknown_parameter", "width"): {"extra_body": {"width": "640"}},
        ("invalid_type", "input_reference"): {"extra_body": {"input_reference": "https://example.com/a.png"}},
    }

    raised = sdk("refused", forms=list(forms.values()))

    assert [(each["class"], each["status"]) for each in raised] == [("BadRequestError", 400)] * len(forms)
    assert [(each["code"], each["param"]) for each in raised] == list(forms)


def test_a_strangers_key_is_an_authentication_error(sdk):
    (raised,) = sdk("refused", forms=[{}], api_key="sk-strangers-key-0123456789")

    assert (raised["class"], raised["code"]) == ("AuthenticationError", "invalid_api_key")
    assert "sk-strangers-key-0123456789" not in raised["body"]["message"]


def test_what_is_not_there_or_not_yet_is_refused(sdk):
    report = sdk("early")

    for name in ("content", "unknown", "unknown content"):
        assert (report[name]["class"], report[name]["status"]) == ("NotFoundError", 404)
    assert "not ready" in report["content"]["body"]["message"]
    assert report["delete"]["status"] in {400, 409}


def test_a_rate_limit_with_retry_after_and_other_passing_trouble_is_retried_by_the_sdk_itself(sdk, journal):
    names = ("submit-429", "submit-503", "poll-429", "submit-reset", "html-502")
    marks = {name: f"sdk/{sdk.client}-{name}" for name in names}

    done = sdk("polled", prompts=[f"[[mock:{name} #{mark}]] 白马过河" for name, mark in marks.items()])

    assert [video["status"] for video in done] == ["completed"] * len(names)
    for name, mark in marks.items():
        entries = journal(case=mark)
        assert len(entries) == 4, name
    first, second = journal(case=marks["submit-429"])[:2]
    waited = dict(first["response"]["headers"])["retry-after-ms"]
    assert 1000 * (second["at"] - first["at"]) >= 0.9 * float(waited)


def test_a_rate_limit_that_lasts_is_a_rate_limit_error(sdk, define):
    trouble = {"on": "submit", "kind": "status", "status": 429, "retry_after": 1}
    marker = define(f"limited-{sdk.client}", faults=[trouble] * 3)

    (raised,) = sdk("refused", forms=[{"prompt": f"{marker} 白马过河"}])

    assert (raised["class"], raised["status"]) == ("RateLimitError", 429)


def test_a_reset_and_a_late_answer_are_connection_errors(sdk, define):
    reset = define("openai-reset", faults=[{"on": "submit", "kind": "reset"}])
    late = define("openai-late", faults=[{"on": "submit", "kind": "stall", "seconds": 2}])
    prompts = [f"{reset} 白马过河", f"{late} 白马过河"]

    raised = sdk("refused", forms=[{"prompt": prompt} for prompt in prompts], max_retries=0, timeout=0.5)

    assert [each["class"] for each in raised] == ["APIConnectionError", "APITimeoutError"]


def test_a_failed_video_says_why(sdk):
    names = ("input-rejected", "output-rejected", "fail", "expires")

    failed = sdk("polled", prompts=[f"[[mock:{name}]] 白马过河" for name in names])

    assert [video["status"] for video in failed] == ["failed"] * len(names)
    assert all(video["error"]["code"] and video["error"]["message"] for video in failed)
    assert [video["error"]["code"] for video in failed][:2] == ["moderation_blocked"] * 2


def test_a_notice_is_unwrapped_by_the_secret_of_the_session_and_by_no_other(sdk, mock, receiver):
    url, posted = receiver
    session = f"webhook-{sdk.client}"
    set_up = httpx.put(
        f"{mock.control_url}/__mock__/sessions/{session}", json={"webhook_url": url}, trust_env=False
    )
    assert set_up.status_code == 200, set_up.text
    (done,) = sdk("polled", session=session, prompts=["白马过河"])
    headers, body = posted.get(timeout=10)

    secret = credentials(session)[0].values["webhook_secret"]
    report = sdk("unwrapped", headers=headers, body=body, secret=secret)

    assert report["event"]["type"] == "video.completed"
    assert report["event"]["data"] == {"id": done["id"]}
    assert report["stranger"] == "refused"


def test_an_endpoint_of_its_own_is_told_of_both_ends_and_signs_by_its_secret(newer, receiver):
    url, posted = receiver

    report = newer(
        "endpoint", session="webhook-endpoint", receiver=url, prompts=["白马过河", "[[mock:fail]] 白马过河"]
    )
    notices = [posted.get(timeout=10) for _ in report["videos"]]
    events = [
        newer("unwrapped", headers=headers, body=body, secret=report["made"]["signing_secret"])["event"]
        for headers, body in notices
    ]

    assert sorted((event["type"], event["data"]["id"]) for event in events) == [
        ("video.completed", report["videos"][0]),
        ("video.failed", report["videos"][1]),
    ]
    assert len({headers["webhook-id"] for headers, _ in notices}) == 2
    assert report["listed"] == [report["made"]["id"]] == [report["retrieved"]["id"]]
    assert report["deleted"]["deleted"] is True
    assert report["retrieved then"]["status"] == 404
