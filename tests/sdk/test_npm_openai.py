"""npm `openai`, as a Node user of `client.videos` has it, against the mock: its forms spell objects by brackets."""

import base64
import io

import httpx
import pytest
from PIL import Image

from vidlect_mock.vendors.openai import credentials

pytestmark = pytest.mark.foreign

CLIENT, SCRIPT = "npm-openai", "openai_videos.cjs"
MP4 = base64.b64encode(b"\0\0\0\x18ftypmp42" + bytes(12)).decode()

# what a scenario calls it → class, HTTP status, code
DOCUMENTED = {
    "invalid_request_error": ("BadRequestError", 400, None),
    "moderation_blocked": ("BadRequestError", 400, "moderation_blocked"),
    "invalid_api_key": ("AuthenticationError", 401, "invalid_api_key"),
    "organization_not_verified": ("PermissionDeniedError", 403, None),
    "rate_limit_exceeded": ("RateLimitError", 429, "rate_limit_exceeded"),
    "insufficient_quota": ("RateLimitError", 429, "insufficient_quota"),
    "server_error": ("InternalServerError", 500, None),
    "overloaded": ("InternalServerError", 503, None),
}


@pytest.fixture(scope="module")
def sdk(run_node_client, mock):
    """Runs a flow with the key of a session."""

    def run(flow, session="sdk-npm-openai", **settings):
        key = credentials(session)[0].values["api_key"]
        return run_node_client(
            CLIENT, SCRIPT, flow, **{"url": mock.vendor_urls["openai"], "api_key": key, **settings}
        )

    return run


def test_a_film_is_created_polled_and_downloaded(sdk, journal):
    report = sdk("film", session="sdk-npm-openai-film")

    assert report["created"]["status"] == "queued"
    assert [video["status"] for video in report["polled"]] == ["in_progress", "completed"]
    assert report["type"] == "video/mp4"
    assert base64.b64decode(report["file"])[4:8] == b"ftyp"
    asked = journal(session="sdk-npm-openai-film")
    assert dict(asked[0]["request"]["headers"])["content-type"].startswith("multipart/form-data; boundary=")
    assert [entry["remarks"] for entry in asked][:3] == [[], [], []]


def test_a_picture_may_be_a_file_or_an_object_with_its_address(sdk):
    file = io.BytesIO()
    Image.new("RGB", (1280, 720), "teal").save(file, "PNG")
    picture = base64.b64encode(file.getvalue()).decode()
    size = {"size": "1280x720"}

    by_file = sdk("film", form=size, picture=picture)
    by_address = sdk(
        "film", form={**size, "input_reference": {"image_url": f"data:image/png;base64,{picture}"}}
    )

    assert [report["polled"][-1]["status"] for report in (by_file, by_address)] == ["completed"] * 2


def test_lists_are_paged_by_the_sdk_and_a_film_is_deleted(sdk):
    report = sdk("listed", session="sdk-npm-openai-list")

    assert report["found"] == report["ids"][::-1]
    assert report["deleted"]["deleted"] is True


def test_remix_edit_and_extension_name_their_source(sdk):
    report = sdk("derived", video=MP4)

    assert report["remix"]["remixed_from_video_id"] == report["source"]
    assert (report["edit"]["status"], report["edit"]["seconds"]) == ("queued", "8")
    assert (report["extension"]["status"], report["extension"]["seconds"]) == ("queued", "12")
    assert report["character"]["name"] == "moss"


@pytest.fixture(scope="module")
def documented(sdk, define_refusals):
    """What a scenario calls an error → what the SDK raised when a create was refused by it."""
    forms = [{"prompt": prompt} for prompt in define_refusals("npm-openai", DOCUMENTED)]
    return dict(zip(DOCUMENTED, sdk("refused", forms=forms, max_retries=0), strict=True))


@pytest.mark.parametrize("name", DOCUMENTED)
def test_every_documented_error_is_raised_as_the_sdks_own_exception(documented, name):
    raised = documented[name]

    assert (raised["class"], raised["status"], raised["code"]) == DOCUMENTED[name]
    assert raised["request_id"].startswith("req_")


def test_a_strangers_key_is_an_authentication_error(sdk):
    (raised,) = sdk("refused", forms=[{}], api_key="sk-strangers-key-0123456789")

    assert (raised["class"], raised["code"]) == ("AuthenticationError", "invalid_api_key")


def test_a_rate_limit_with_retry_after_is_retried_by_the_sdk_itself(sdk, journal):
    (raised,) = sdk("refused", forms=[{"prompt": "[[mock:submit-429 #sdk/npm-openai-429]] 白马过河"}])

    assert raised is None
    first, second = journal(case="sdk/npm-openai-429")
    assert [first["response"]["status"], second["response"]["status"]] == [429, 200]
    waited = dict(first["response"]["headers"])["retry-after-ms"]
    assert 1000 * (second["at"] - first["at"]) >= 0.9 * float(waited)


def test_a_reset_and_a_late_answer_are_connection_errors(sdk, define):
    late = define("npm-openai-late", faults=[{"on": "submit", "kind": "stall", "seconds": 2}])
    prompts = ["[[mock:submit-reset]] 白马过河", f"{late} 白马过河"]

    raised = sdk("refused", forms=[{"prompt": prompt} for prompt in prompts], max_retries=0, timeout=0.5)

    assert [each["class"] for each in raised] == ["APIConnectionError", "APIConnectionTimeoutError"]


def test_a_notice_is_unwrapped_by_the_secret_of_the_session_and_by_no_other(sdk, mock, receiver):
    url, posted = receiver
    session = "npm-webhook"
    httpx.put(f"{mock.control_url}/__mock__/sessions/{session}", json={"webhook_url": url}, trust_env=False)
    done = sdk("film", session=session)["created"]
    headers, body = posted.get(timeout=10)

    secret = credentials(session)[0].values["webhook_secret"]
    report = sdk("unwrapped", headers=headers, body=body, secret=secret)

    assert (report["event"]["type"], report["event"]["data"]["id"]) == ("video.completed", done["id"])
    assert report["stranger"] == "InvalidWebhookSignatureError"
