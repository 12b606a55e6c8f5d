"""PyPI `vidu-mcp`, the maker's own client and its tools, against the mock."""

import json

import pytest

from vidlect_mock.vendors.vidu import credentials

pytestmark = pytest.mark.foreign

CLIENT, SCRIPT = "vidu-mcp", "vidu_tools.py"
PICTURE = "https://media.mock.invalid/m/instant/sdk/first.png"
TEXT = {"model": "viduq1", "prompt": "稻田上空飞过一群白鹭", "duration": 5, "resolution": "1080p"}

# the facts file's table of errors: HTTP status → reasons
DOCUMENTED = {
    400: [
        "BadRequest",
        "FieldLacking",
        "FieldUnwanted",
        "FieldItemCountOutOfRange",
        "FieldInvalid",
        "PageSizeOutOfRange",
        "ImageDownloadFailure",
        "ImageFormatInvalid",
        "OperationInProcess",
        "TaskPromptPolicyViolation",
        "AuditSubmitIllegal",
        "CreationPolicyViolation",
        "CreditInsufficient",
        "ModelUnavailable",
        "ImageCheckBodyJointsFailed",
        "ImageCheckFaceFailed",
        "ImageObjectsUndetected",
    ],
    401: ["Unauthorized"],
    403: ["Forbidden"],
    404: ["TaskNotFound", "CreationNotFound", "NotFound"],
    409: ["Conflict"],
    429: ["QuotaExceeded", "TooManyRequests", "SystemThrottling"],
    499: ["Canceled"],
    500: ["InternalServiceFailure"],
}
ROWS = [(status, reason) for status, reasons in DOCUMENTED.items() for reason in reasons]


@pytest.fixture(scope="module")
def sdk(run_client, mock):
    """Runs a flow with the key of a session."""

    def run(flow, session="sdk-vidu", **settings):
        key = credentials(session)[0].values["api_key"]
        return run_client(
            CLIENT, SCRIPT, flow, **{"url": mock.vendor_urls["vidu"], "api_key": key, **settings}
        )

    return run


def test_a_film_is_submitted_polled_and_downloaded(sdk, journal, download):
    report = sdk("film", session="sdk-vidu-film", path="text2video", body=TEXT)

    assert report["submitted"]["state"] == "created"
    assert [reply["state"] for reply in report["polled"]] == ["processing", "success"]
    (creation,) = report["polled"][-1]["creations"]
    assert download(creation["url"])
    assert [entry["remarks"] for entry in journal(session="sdk-vidu-film")][:3] == [[], [], []]


def test_every_tool_makes_its_film(sdk, journal, download, tmp_path):
    local = tmp_path / "last.png"  # its label will say that it is a JPEG
    local.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    calls = [
        ("generate_text_to_video", {"prompt": "[[mock:instant]] 白马过河"}),
        ("generate_img_to_video", {"image": PICTURE, "prompt": "[[mock:instant]] 白马过河"}),
        ("generate_startend2video_to_video", {"images": [PICTURE, str(local)]}),
        ("generate_reference2video_to_video", {"images": [PICTURE] * 3, "prompt": "白马过河"}),
        ("generate_template_to_video", {"template": "hugging", "images": [PICTURE]}),
    ]

    answers = sdk("tools", session="sdk-vidu-tools", calls=calls)

    for answer in answers:
        assert answer.startswith("{"), answer
        report = json.loads(answer)
        assert report["status"] == "success"
        assert download(report["video_url"])
    paths = [entry["request"]["path"] for entry in journal(session="sdk-vidu-tools")]
    assert [path.removeprefix("/ent/v2/") for path in paths if path.count("/") == 3] == [
        "text2video",
        "img2video",
        "start-end2video",
        "reference2video",
        "template2video",
    ]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("img2video", {"model": "viduq3-pro", "images": [PICTURE], "audio": True, "duration": 16}),
        ("start-end2video", {"model": "viduq2-turbo", "images": [PICTURE] * 2, "off_peak": True}),
        (
            "reference2video",
            {"model": "viduq2", "images": [PICTURE] * 7, "prompt": "七只小船", "aspect_ratio": "4:3"},
        ),
        ("extend", {"model": "viduq2-pro", "video_url": "https://media.mock.invalid/m/_/sdk/walk.mp4"}),
    ],
)
def test_newer_films_than_its_tools_know_are_made_by_the_client_alone(sdk, path, body):
    assert sdk("film", path=path, body=body)["polled"][-1]["state"] == "success"


def test_a_waiting_task_is_cancelled_and_tasks_and_credits_are_listed(sdk):
    report = sdk("cancelled", session="sdk-vidu-cancel", body=TEXT)

    assert report["cancelled"] == {}
    assert (report["queued then"]["state"], report["queued then"]["err_code"]) == ("failed", "UserCancelled")
    assert report["queued then"]["credits"] == 0
    assert report["running"].startswith("Request failed: 400 ")
    assert len(report["listed"]["tasks"]) == 2
    assert report["credits"]["remains"]


@pytest.fixture(scope="module")
def documented(sdk, define_refusals):
    """Reason → the text of what the client raised when a submit was refused by it."""
    prompts = define_refusals("vidu", [reason for _, reason in ROWS])
    raised = sdk("refused", bodies=[{**TEXT, "prompt": prompt} for prompt in prompts])
    return {reason: text for (_, reason), text in zip(ROWS, raised, strict=True)}


@pytest.mark.parametrize(("status", "reason"), ROWS)
def test_every_documented_error_is_raised_as_the_clients_own_exception(documented, journal, status, reason):
    # it shows the status alone, and never reads the body
    assert documented[reason].startswith(f"Request failed: {status} ")
    (entry,) = journal(case=f"sdk/vidu.{reason.lower()}")
    body = json.loads(entry["response"]["body"])
    assert (body["code"], body["reason"]) == (status, reason)


def test_a_strangers_key_is_refused(sdk):
    (raised,) = sdk("refused", bodies=[TEXT], api_key="vda_nobody")

    assert raised.startswith("Request failed: 401 ")


def test_a_rate_limit_is_raised_at_once_whatever_it_says_about_later(sdk, define):
    marker = define(
        "vidu-limited", faults=[{"on": "submit", "kind": "status", "status": 429, "retry_after": 1}]
    )

    (raised,) = sdk("refused", bodies=[{**TEXT, "prompt": f"{marker} 白马过河"}])

    assert raised.startswith("Request failed: 429 ")


def test_a_failed_task_is_an_error_text_of_the_tools(sdk, define):
    marker = define("vidu-broken", pace={"kind": "instant"}, outcome={"kind": "breaks", "code": "internal"})

    (answer,) = sdk("tools", calls=[("generate_text_to_video", {"prompt": f"{marker} 白马过河"})])

    assert answer.startswith("Error: Video generation failed for task_id: ")


def test_the_reason_of_a_failed_task_is_in_its_creations(sdk):
    failed = sdk("film", path="text2video", body={**TEXT, "prompt": "[[mock:output-rejected]] 白马过河"})[
        "polled"
    ][-1]

    assert (failed["state"], failed["creations"]) == ("failed", [])
    assert failed["err_code"] == "CreationPolicyViolation"
