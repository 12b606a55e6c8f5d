"""PyPI `volcengine-python-sdk[ark]`, as a user of Ark and AsyncArk has it, against the mock."""

import base64

import pytest

from vidlect_mock.vendors.volcengine_ark import credentials

pytestmark = pytest.mark.foreign

CLIENT, SCRIPT = "volcengine-python-sdk", "ark.py"
PICTURE = "https://media.mock.invalid/m/_/sdk/first.png"
PIXEL = "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()

# every code of the facts file's table of errors, by the SDK's own class for its HTTP status
DOCUMENTED = {
    ("ArkBadRequestError", 400): [
        "MissingParameter",
        "InvalidParameter",
        "InvalidParameter.UnsupportedImageFormat",
        "InvalidParameter.OversizedImage",
        "InvalidEndpoint.ClosedEndpoint",
        "InvalidImageURL.EmptyURL",
        "InvalidImageURL.InvalidFormat",
        "RequestBodyTooLarge",
        "SensitiveContentDetected",
        "SensitiveContentDetected.SevereViolation",
        "SensitiveContentDetected.Violence",
        "InputTextSensitiveContentDetected",
        "InputImageSensitiveContentDetected",
        "InputVideoSensitiveContentDetected",
        "InputAudioSensitiveContentDetected",
        "OutputTextSensitiveContentDetected",
        "OutputImageSensitiveContentDetected",
        "OutputVideoSensitiveContentDetected",
        "OutputAudioSensitiveContentDetected",
        "InputTextRiskDetection",
        "InputImageRiskDetection",
        "OutputTextRiskDetection",
        "OutputImageRiskDetection",
        "ContentSecurityDetectionError",
        *(
            f"Input{medium}SensitiveContentDetected.{review}"
            for medium in ("Text", "Image", "Video", "Audio")
            for review in ("PolicyViolation", "PrivacyInformation")
        ),
    ],
    ("ArkAuthenticationError", 401): ["AuthenticationError", "InvalidAccountStatus"],
    ("ArkPermissionDeniedError", 403): [
        "AccountOverdueError",
        "AccessDenied",
        "OperationDenied.ServiceNotOpen",
        "OperationDenied.ServiceOverdue",
        "OperationDenied.InvalidState",
    ],
    ("ArkNotFoundError", 404): [
        "InvalidEndpointOrModel.NotFound",
        "ModelNotOpen",
        "InvalidEndpointOrModel.ModelIDAccessDisabled",
        "PathNotFound",
        "InvalidAction",
        "ResourceNotFound",
    ],
    ("ArkConflictError", 409): ["InvalidAction.RunningTaskDeletion"],
    ("ArkRateLimitError", 429): [
        "RateLimitExceeded.EndpointRPMExceeded",
        "RateLimitExceeded.EndpointTPMExceeded",
        "ModelAccountRpmRateLimitExceeded",
        "ModelAccountTpmRateLimitExceeded",
        "ModelAccountIpmRateLimitExceeded",
        "APIAccountRpmRateLimitExceeded",
        "AccountRateLimitExceeded",
        "QuotaExceeded",
        "ServerOverloaded",
        "RequestBurstTooFast",
        "SetLimitExceeded",
        "InflightBatchsizeExceeded",
    ],
    # 499 has no class of its own
    ("ArkAPIStatusError", 499): ["RequestCanceled"],
    ("ArkInternalServerError", 500): ["InternalServiceError"],
}


@pytest.fixture(scope="module")
def sdk(run_client, mock):
    """Runs a flow with the key of a session."""

    def run(flow, session="sdk-ark", **settings):
        key = credentials(session)[0].values["api_key"]
        url = mock.vendor_urls["volcengine_ark"]
        return run_client(CLIENT, SCRIPT, flow, **{"url": url, "api_key": key, **settings})

    return run


def test_a_film_is_submitted_polled_and_downloaded(sdk, journal, download):
    report = sdk("film", session="sdk-ark-film")

    assert report["created"]["id"].startswith("cgt-")
    assert [task["status"] for task in report["polled"]] == ["running", "succeeded"]
    done = report["polled"][-1]
    assert download(done["content"]["video_url"])
    assert (done["resolution"], done["ratio"], done["duration"]) == ("1080p", "16:9", 5)
    assert done["usage"]["total_tokens"] == done["usage"]["completion_tokens"] == 246_840
    assert [entry["remarks"] for entry in journal(session="sdk-ark-film")][:3] == [[], [], []]


def test_the_asyncio_client_films_lists_and_deletes(sdk):
    report = sdk("film_asyncio")

    assert [task["status"] for task in report["polled"]] == ["running", "succeeded"]
    assert [task["id"] for task in report["listed"]["items"]] == [report["created"]["id"]]


@pytest.mark.parametrize(
    ("model", "content", "form"),
    [
        (
            "doubao-seedance-1-0-pro-250528",
            [{"type": "image_url", "image_url": {"url": PICTURE}}],
            {"return_last_frame": True, "frames": 57},
        ),
        (
            "doubao-seedance-1-5-pro-251215",
            [
                {"type": "image_url", "image_url": {"url": PICTURE}, "role": "first_frame"},
                {"type": "image_url", "image_url": {"url": PIXEL}, "role": "last_frame"},
            ],
            {"generate_audio": False, "duration": 7, "seed": 11, "camera_fixed": True},
        ),
        (
            "doubao-seedance-2-0-260128",
            [
                {"type": "image_url", "image_url": {"url": PICTURE}, "role": "reference_image"},
                {
                    "type": "video_url",
                    "video_url": {"url": "https://media.mock.invalid/m/_/sdk/walk.mp4"},
                    "role": "reference_video",
                },
                {
                    "type": "audio_url",
                    "audio_url": {"url": "https://media.mock.invalid/m/_/sdk/steps.mp3"},
                    "role": "reference_audio",
                },
            ],
            {"resolution": "720p", "ratio": "9:16", "priority": 3, "tools": [{"type": "web_search"}]},
        ),
    ],
)
def test_pictures_videos_and_sounds_of_every_role_are_taken(sdk, model, content, form):
    report = sdk("film", content=content, form={"model": model, **form})

    done = report["polled"][-1]
    assert (done["status"], done["model"]) == ("succeeded", model)
    for name in ("frames", "duration", "seed", "resolution", "ratio", "priority", "generate_audio"):
        if name in form:
            assert done[name] == form[name]
    assert ("last_frame_url" in done["content"]) is form.get("return_last_frame", False)


def test_lists_are_paged_and_filtered(sdk):
    report = sdk("listed", session="sdk-ark-list")

    newest_first = report["ids"][::-1]
    ids = {name: [task["id"] for task in page["items"]] for name, page in report.items() if name != "ids"}
    assert ids == {
        "all": newest_first,
        "first page": newest_first[:2],
        "second page": newest_first[2:],
        "queued": newest_first[:2],
        "two ids": newest_first[1:],
        "another model": [],
    }
    assert {name: page["total"] for name, page in report.items() if name != "ids"} == {
        "all": 3,
        "first page": 3,
        "second page": 3,
        "queued": 2,
        "two ids": 2,
        "another model": 0,
    }


def test_delete_cancels_refuses_or_forgets_by_the_tasks_state(sdk, journal):
    report = sdk("deleted", session="sdk-ark-delete")

    assert report["queued then"]["status"] == "cancelled"
    assert (report["running"]["class"], report["running"]["status"]) == ("ArkConflictError", 409)
    assert report["running"]["code"] == "InvalidAction.RunningTaskDeletion"
    assert (report["done then"]["class"], report["done then"]["status"]) == ("ArkNotFoundError", 404)
    refused = [
        entry
        for entry in journal(session="sdk-ark-delete")
        if entry["task_id"] == report["running id"] and entry["response"]["status"] == 409
    ]
    assert len(refused) == 3  # the SDK takes a 409 for a lock and tries twice more


@pytest.fixture(scope="module")
def documented(sdk, define_refusals):
    """Code → what the SDK raised when a submit was refused by it."""
    codes = [code for group in DOCUMENTED.values() for code in group]
    return dict(zip(codes, sdk("refused", prompts=define_refusals("ark", codes), max_retries=0), strict=True))


@pytest.mark.parametrize(
    ("group", "code"), [(group, code) for group, codes in DOCUMENTED.items() for code in codes]
)
def test_every_documented_error_is_raised_as_the_sdks_own_exception(documented, group, code):
    raised = documented[code]

    assert (raised["class"], raised["status"]) == group
    assert raised["code"] == code
    assert isinstance(raised["param"], str)
    assert isinstance(raised["type"], str)
    assert "equest id: 02" in raised["body"]["message"]


@pytest.mark.parametrize("key", ["5d3cca90-0000-4000-8000-000000000000", "not-a-key"])
def test_a_strangers_key_is_an_authentication_error(sdk, key):
    (raised,) = sdk("refused", prompts=["x"], api_key=key)

    assert (raised["class"], raised["code"]) == ("ArkAuthenticationError", "AuthenticationError")
    assert raised["type"] == "Unauthorized"


def test_a_bad_field_is_a_bad_request_that_names_it_and_an_unknown_model_is_not_found(sdk):
    cases = [
        ({"duration": 99}, "ArkBadRequestError", "InvalidParameter", "duration"),
        ({"resolution": "8k"}, "ArkBadRequestError", "InvalidParameter", "resolution"),
        ({"frames": 30}, "ArkBadRequestError", "InvalidParameter", "frames"),
        ({"content": []}, "ArkBadRequestError", "MissingParameter", "content"),
        (
            {"model": "doubao-seedance-9-9-990909"},
            "ArkNotFoundError",
            "InvalidEndpointOrModel.NotFound",
            None,
        ),
    ]

    raised = sdk("refused", forms=[{"form": form} for form, *_ in cases])

    assert [(each["class"], each["code"], each["param"] or None) for each in raised] == [
        tuple(expected) for _, *expected in cases
    ]


def test_what_passes_is_retried_by_the_sdk_itself(sdk, journal):
    names = ("submit-429", "submit-503", "submit-500", "two-503s", "poll-429", "reset")

    ended = sdk("ended", prompts=[f"[[mock:{name} #sdk/ark-{name}]] 雨后的屋檐滴着水" for name in names])

    assert [task["status"] for task in ended] == ["succeeded"] * len(names)
    for name in names:
        statuses = [entry["response"]["status"] for entry in journal(case=f"sdk/ark-{name}")]
        assert len(statuses) > 3, name


def test_a_rate_limit_that_lasts_is_a_rate_limit_error(sdk, define):
    trouble = {"on": "submit", "kind": "status", "status": 429, "retry_after": 1}
    marker = define("ark-limited", faults=[trouble] * 3)

    (raised,) = sdk("refused", prompts=[f"{marker} 白马过河"])

    assert (raised["class"], raised["status"]) == ("ArkRateLimitError", 429)


def test_a_reset_and_a_late_answer_are_connection_errors(sdk, define):
    late = define("ark-late", faults=[{"on": "submit", "kind": "stall", "seconds": 2}])
    prompts = ["[[mock:submit-reset]] 白马过河", f"{late} 白马过河"]

    raised = sdk("refused", prompts=prompts, max_retries=0, timeout=0.5)

    assert [each["class"] for each in raised] == ["ArkAPIConnectionError", "ArkAPITimeoutError"]


def test_failed_tasks_say_why_and_late_ones_expire(sdk):
    rejected, filmed, internal, late = sdk(
        "ended",
        prompts=[
            f"[[mock:{name}]] 白马过河" for name in ("input-rejected", "output-rejected", "fail", "expires")
        ],
    )

    assert [task["status"] for task in (rejected, filmed, internal)] == ["failed"] * 3
    assert "SensitiveContentDetected" in rejected["error"]["code"]
    assert filmed["error"]["code"].startswith("Output")
    assert internal["error"]["code"] == "InternalServiceError"
    assert late["status"] == "expired"
