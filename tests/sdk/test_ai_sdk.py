"""npm `ai` with `@ai-sdk/bytedance` (Ark) and `@ai-sdk/alibaba` (DashScope), as a Node user has them."""

import base64

import pytest

from vidlect_mock.vendors import dashscope, volcengine_ark

pytestmark = pytest.mark.foreign

CLIENT, SCRIPT = "npm-ai-sdk", "ai_sdk.mjs"
HOST = "https://media.mock.invalid/m/_/sdk"
PIXEL = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(64)).decode()
VENDORS = {
    "bytedance": (volcengine_ark, "volcengine_ark", "doubao-seedance-1-5-pro-251215"),
    "alibaba": (dashscope, "dashscope", "wan2.6-t2v"),
}


@pytest.fixture(scope="module")
def sdk(run_node_client, mock):
    """Runs a flow of one provider with the key of a session."""

    def run(flow, provider, session="sdk-ai", **settings):
        vendor, name, model = VENDORS[provider]
        key = vendor.credentials(session)[0].values["api_key"]
        fixed = {"provider": provider, "model": model, "url": mock.vendor_urls[name], "api_key": key}
        return run_node_client(CLIENT, SCRIPT, flow, **{**fixed, **settings})

    return run


@pytest.mark.parametrize("provider", VENDORS)
def test_a_film_is_generated_and_downloaded(sdk, journal, provider):
    session = f"sdk-ai-{provider}"
    report = sdk("film", provider, session=session)

    assert report["type"] == "video/mp4"
    assert base64.b64decode(report["file"])[4:8] == b"ftyp"
    assert [entry["remarks"] for entry in journal(session=session)][:3] == [[], [], []]


@pytest.mark.parametrize(
    ("provider", "model", "form", "options"),
    [
        (
            "bytedance",
            "doubao-seedance-1-0-pro-250528",
            # its lone start image has no role
            {"prompt": {"text": "风吹过麦田", "image": PIXEL}, "resolution": "1248x704", "duration": 7},
            {"watermark": False, "cameraFixed": True},
        ),
        (
            "bytedance",
            "doubao-seedance-1-5-pro-251215",
            {"prompt": {"text": "风吹过麦田", "image": PIXEL}, "generateAudio": False},
            {"lastFrameImage": f"{HOST}/last.png"},
        ),
        (
            "bytedance",
            "doubao-seedance-2-0-260128",
            {"aspectRatio": "9:16"},
            {"referenceImages": [f"{HOST}/fox.png"], "referenceVideos": [f"{HOST}/walk.mp4"]},
        ),
        # its picture is base64 without a prefix
        ("alibaba", "wan2.6-i2v", {"prompt": {"text": "风吹过麦田", "image": PIXEL}}, {}),
        (
            "alibaba",
            "wan2.6-t2v",
            {"resolution": "1280x720", "duration": 10, "seed": 7},
            {"shotType": "multi"},
        ),
        ("alibaba", "wan2.7-t2v", {"resolution": "1280x720"}, {"negativePrompt": "模糊"}),
        ("alibaba", "wan2.6-r2v", {}, {"referenceUrls": [f"{HOST}/fox.png"]}),
        ("alibaba", "wan3.0-video", {"aspectRatio": "21:9"}, {}),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_it_sends_for_pictures_sizes_and_references_is_taken(sdk, provider, model, form, options):
    assert sdk("film", provider, model=model, form=form, options=options)["type"] == "video/mp4"


@pytest.mark.parametrize(
    ("provider", "codes"),
    [
        (
            "bytedance",
            {
                "InvalidParameter": 400,
                "AuthenticationError": 401,
                "AccessDenied": 403,
                "ModelNotOpen": 404,
                "QuotaExceeded": 429,
                "InternalServiceError": 500,
            },
        ),
        (
            "alibaba",
            {
                "InvalidParameter": 400,
                "InvalidApiKey": 401,
                "AccessDenied": 403,
                "ModelNotFound": 404,
                "Throttling.RateQuota": 429,
                "InternalError": 500,
                "ModelUnavailable": 503,
            },
        ),
    ],
)
def test_refusals_are_api_call_errors_with_the_vendors_message(
    sdk, define_refusals, journal, provider, codes
):
    prompts = define_refusals(f"ai-{provider}", codes)

    raised = sdk("refused", provider, prompts=prompts)

    assert [(each["class"], each["status"]) for each in raised] == [
        ("AI_APICallError", status) for status in codes.values()
    ]
    said = [journal(case=f"sdk/ai-{provider}.{code.lower()}")[0]["response"]["body"] for code in codes]
    assert all(each["message"] in body for each, body in zip(raised, said, strict=True))


@pytest.mark.parametrize("provider", VENDORS)
def test_a_strangers_key_is_refused(sdk, provider):
    (raised,) = sdk("refused", provider, prompts=["白马过河"], api_key="sk-strangers-key")

    assert (raised["class"], raised["status"]) == ("AI_APICallError", 401)


@pytest.mark.parametrize("provider", VENDORS)
def test_a_failed_task_is_an_error_that_says_so(sdk, provider):
    (raised,) = sdk("refused", provider, prompts=["[[mock:output-rejected]] 白马过河"])

    assert raised["class"] == f"{provider.upper()}_VIDEO_GENERATION_FAILED"


@pytest.mark.parametrize("provider", VENDORS)
def test_a_rate_limit_is_retried_by_the_sdk_itself(sdk, define, provider):
    trouble = {"on": "submit", "kind": "status", "status": 429, "retry_after": 1}
    marker = define(f"ai-limited-{provider}", faults=[trouble])

    assert sdk("refused", provider, prompts=[f"{marker} 白马过河"], retries=2) == [None]
