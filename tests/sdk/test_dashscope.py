"""PyPI `dashscope` 1.x and 2.x, as users of VideoSynthesis, AioVideoSynthesis and Client have it, against the mock."""

import pytest

from vidlect_mock.vendors.dashscope import credentials

pytestmark = pytest.mark.foreign

CLASSIC, NEW = "dashscope_classic.py", "dashscope_client.py"
CLIENTS = ("dashscope-1", "dashscope-2")
HOST = "https://media.mock.invalid/m/_/sdk"

# the facts file's tables of errors: HTTP status → codes
DOCUMENTED = {
    400: [
        "InvalidParameter",
        "InvalidParameter.DataInspection",
        "BadRequest.EmptyInput",
        "BadRequest.EmptyModel",
        "BadRequest.EmptyParameters",
        "BadRequest.IllegalInput",
        "BadRequest.InputDownloadFailed",
        "InvalidURL",
        "InvalidFile.Resolution",
        "InvalidFile.FPS",
        "InvalidFile.Size",
        "InvalidFile.Duration",
        "InvalidFile.AspectRatio",
        "InvalidFile.Format",
        "DataInspectionFailed",
        "IPInfringementSuspect",
        "Arrearage",
        "UnsupportedOperation",
    ],
    401: ["InvalidApiKey", "NOT AUTHORIZED"],
    403: [
        "AccessDenied",
        "AccessDenied.Unpurchased",
        "Model.AccessDenied",
        "Workspace.AccessDenied",
        "Endpoint.AccessDenied",
        "AllocationQuota.FreeTierOnly",
    ],
    404: ["ModelNotFound", "WorkSpaceNotFound", "NotFound"],
    429: [
        "Throttling",
        "Throttling.RateQuota",
        "Throttling.BurstRate",
        "Throttling.AllocationQuota",
        "Throttling.Concurrency",
        "CommodityNotPurchased",
        "PrepaidBillOverdue",
        "PostpaidBillOverdue",
    ],
    500: ["InternalError", "InternalError.Algo", "InternalError.Timeout", "SystemError", "RequestTimeOut"],
    503: ["ServiceUnavailable", "ModelUnavailable"],
}
ROWS = [(status, code) for status, codes in DOCUMENTED.items() for code in codes]
# the new client's class for an HTTP status, and the codes for which it has another
CLASSES = {
    400: "BadRequestError",
    401: "AuthenticationError",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    429: "RateLimitError",
    500: "InternalServerError",
    503: "ServiceUnavailableError",
}
OWN_CLASSES = {"DataInspectionFailed": "ContentFilterError", "Arrearage": "PermissionDeniedError"}


def _runner(run_client, mock, client, script):
    def run(flow, session=f"sdk-{client}", **settings):
        key = credentials(session)[0].values["api_key"]
        url = mock.vendor_urls["dashscope"]
        return run_client(client, script, flow, **{"url": url, "api_key": key, **settings})

    run.client = client
    return run


@pytest.fixture(scope="module", params=CLIENTS)
def classic(request, run_client, mock):
    """Runs a flow of the classes that 1.x and 2.x have alike."""
    return _runner(run_client, mock, request.param, CLASSIC)


@pytest.fixture(scope="module")
def new(run_client, mock):
    """Runs a flow of the client that only 2.x has."""
    return _runner(run_client, mock, "dashscope-2", NEW)


def _marked(names, text="白马过河"):
    return [{"prompt": f"[[mock:{name}]] {text}"} for name in names]


def _refusals(define_refusals, prefix):
    return [{"prompt": prompt} for prompt in define_refusals(prefix, [code for _, code in ROWS])]


# the classes of 1.x, which 2.x still has


def test_a_film_is_submitted_fetched_and_downloaded(classic, journal, download):
    session = f"film-{classic.client}"
    report = classic("film", session=session)

    assert report["submitted"]["status"] == 200
    assert report["submitted"]["output"]["task_status"] == "PENDING"
    assert [reply["output"]["task_status"] for reply in report["polled"]] == ["RUNNING", "SUCCEEDED"]
    done = report["polled"][-1]
    assert download(done["output"]["video_url"])
    assert done["usage"]["video_count"] == 1
    assert done["usage"]["SR"] == 1080
    asked = journal(session=session)
    assert dict(asked[0]["request"]["headers"])["x-dashscope-async"] == "enable"
    assert [entry["remarks"] for entry in asked][:3] == [[], [], []]


def test_one_call_submits_and_waits(classic, download):
    done = classic("waited", form={"size": "832*480", "model": "wan2.5-t2v-preview", "duration": 10})

    assert done["output"]["task_status"] == "SUCCEEDED"
    assert download(done["output"]["video_url"])


def test_the_asyncio_class_films_cancels_and_lists(classic):
    report = classic("film_asyncio", session=f"asyncio-{classic.client}")

    assert report["done"]["output"]["task_status"] == "SUCCEEDED"
    assert report["cancelled"]["status"] == 200
    assert report["fetched"]["output"]["task_status"] == "CANCELED"
    assert report["listed"]["output"]["total"] == 2


def test_every_kind_of_film_is_taken(classic):
    forms = [
        {"model": "wan2.6-i2v", "img_url": f"{HOST}/first.png", "resolution": "720P"},
        {"model": "wan2.2-i2v-flash", "img_url": f"{HOST}/first.png", "resolution": "480P"},
        {
            "model": "wan2.2-kf2v-flash",
            "first_frame_url": f"{HOST}/first.png",
            "last_frame_url": f"{HOST}/last.png",
        },
        {"model": "wan2.6-r2v", "reference_urls": [f"{HOST}/fox.png", f"{HOST}/walk.mp4"]},
        {
            "model": "wan2.7-i2v",
            "media": [
                {"type": "first_frame", "url": f"{HOST}/first.png"},
                {"type": "driving_audio", "url": f"{HOST}/voice.mp3"},
            ],
        },
        {
            "model": "wan2.7-r2v",
            "media": [{"type": "reference_image", "url": f"{HOST}/fox.png"}],
            "ratio": "9:16",
        },
        {"model": "wan2.7-videoedit", "media": [{"type": "video", "url": f"{HOST}/walk.mp4"}]},
        {"model": "wan3.0-video", "ratio": "21:9", "duration": 12},
    ]

    replies = classic("ended", forms=forms)

    statuses = {
        form["model"]: reply["output"]["task_status"] for form, reply in zip(forms, replies, strict=True)
    }
    assert statuses == dict.fromkeys(statuses, "SUCCEEDED")


def test_a_local_file_is_uploaded_first(classic, journal, tmp_path):
    picture = tmp_path / "paper boat.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    session = f"upload-{classic.client}"

    (done,) = classic("ended", session=session, forms=[{"model": "wan2.6-i2v", "img_url": str(picture)}])

    assert done["output"]["task_status"] == "SUCCEEDED", done
    policy, uploaded, submitted = journal(session=session)[:3]
    assert policy["request"]["path"].rstrip("/") == "/api/v1/uploads"
    assert uploaded["request"]["method"] == "POST"
    assert dict(submitted["request"]["headers"])["x-dashscope-ossresourceresolve"] == "enable"
    assert "oss://dashscope-instant/" in submitted["request"]["body"]
    assert "/paper boat.png" in submitted["request"]["body"]


def test_an_upload_that_is_refused_is_raised(classic, tmp_path):
    picture = tmp_path / "fox.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    form = {"model": "wan2.6-i2v", "img_url": str(picture)}

    (reply,) = classic("refused", forms=[form], api_key="sk-strangers-key")

    assert reply["raised"] == "UploadFileException"
    assert "InvalidApiKey" in reply["message"]


def test_only_a_pending_task_is_cancelled_and_an_unknown_one_has_a_status(classic):
    report = classic("cancelled")

    assert report["queued"]["status"] == 200
    assert report["queued then"]["output"]["task_status"] == "CANCELED"
    assert (report["running"]["status"], report["running"]["code"]) == (400, "UnsupportedOperation")
    assert report["unknown"]["status"] == 200
    assert report["unknown"]["output"]["task_status"] == "UNKNOWN"


def test_lists_are_paged_and_filtered(classic):
    report = classic("listed", session=f"list-{classic.client}")

    pages = {name: page["output"] for name, page in report.items() if name != "ids"}
    ids = {name: [item["task_id"] for item in page["data"]] for name, page in pages.items()}
    assert sorted(ids["all"]) == sorted(report["ids"])
    assert len(ids["second page"]) == 1
    assert (pages["second page"]["total"], pages["second page"]["total_page"]) == (3, 2)
    assert sorted(ids["one model"]) == sorted(report["ids"][:2])
    assert ids["running"] == report["ids"][:1]


@pytest.fixture(scope="module")
def answered(classic, define_refusals):
    """Code → how the SDK shows a submit that was refused by it."""
    replies = classic("refused", forms=_refusals(define_refusals, classic.client))
    return {code: reply for (_, code), reply in zip(ROWS, replies, strict=True)}


@pytest.mark.parametrize(("status", "code"), ROWS)
def test_every_documented_error_is_shown_with_its_status_and_code(answered, status, code):
    reply = answered[code]

    assert (reply["status"], reply["code"]) == (status, code)
    assert reply["message"]
    assert reply["request_id"]
    assert reply["output"] is None


def test_a_strangers_key_is_shown_as_such(classic):
    (reply,) = classic("refused", forms=[{}], api_key="sk-strangers-key")

    assert (reply["status"], reply["code"]) == (401, "InvalidApiKey")


def test_bad_requests_are_shown_as_such(classic):
    forms = [{"model": "wan9.9-t2v"}, {"model": "wan2.6-i2v"}]

    replies = classic("refused", forms=forms)

    assert [(reply["status"], reply["code"]) for reply in replies] == [(400, "InvalidParameter")] * 2


def test_failed_tasks_say_why_and_forgotten_ones_are_unknown(classic):
    rejected, filmed, broken = classic("ended", forms=_marked(("input-rejected", "output-rejected", "fail")))

    assert {reply["status"] for reply in (rejected, filmed, broken)} == {200}
    assert {reply["output"]["task_status"] for reply in (rejected, filmed, broken)} == {"FAILED"}
    assert rejected["output"]["code"] == filmed["output"]["code"] == "DataInspectionFailed"
    assert broken["output"]["code"].startswith("InternalError")


def test_polls_that_meet_503_are_repeated_by_the_sdk_itself(classic, journal):
    case = f"sdk/{classic.client}-503"
    done = classic("waited", form={"prompt": f"[[mock:two-503s #{case}]] 白马过河"})

    assert done["output"]["task_status"] == "SUCCEEDED"
    assert [entry["response"]["status"] for entry in journal(case=case)][:4] == [200, 503, 503, 200]


# the client of 2.x


def test_the_new_client_films(new, journal, download):
    report = new("film", session="sdk-dashscope-new")

    assert report["created"]["status"] == "PENDING"
    assert report["done"]["status"] == "SUCCEEDED"
    assert report["done"]["submitted_at"]
    assert download(report["done"]["video_url"])
    assert [entry["remarks"] for entry in journal(session="sdk-dashscope-new")][:3] == [[], [], []]


def test_the_new_asyncio_client_films(new, download):
    assert download(new("film_asyncio")["done"]["video_url"])


@pytest.mark.parametrize(
    "form",
    [
        {"model": "wan2.7-i2v", "image_url": f"{HOST}/first.png"},
        {"model": "wan2.6-i2v", "image_url": f"{HOST}/first.png", "resolution": "720P"},
        {
            "model": "wan2.2-kf2v-flash",  # which this client sends where the documentation does not
            "extra_input": {"first_frame_url": f"{HOST}/first.png", "last_frame_url": f"{HOST}/last.png"},
        },
    ],
    ids=lambda form: form["model"],
)
def test_the_new_client_generates_in_one_call(new, form):
    assert new("generated", form={**form, "poll_interval": 0.05})["status"] == "SUCCEEDED"


def test_the_new_client_uploads_a_local_file(new, tmp_path):
    picture = tmp_path / "fox.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))

    done = new("film", form={"model": "wan2.6-i2v", "image_url": f"file://{picture}"})["done"]

    assert done["status"] == "SUCCEEDED"


def test_the_new_client_cancels_lists_and_meets_the_unknown(new):
    report = new("cancelled", session="sdk-dashscope-new-cancel")

    assert report["queued then"]["status"] == "CANCELED"
    assert report["waiting"]["class"] == "DashScopeError"
    assert (report["running"]["class"], report["running"]["code"]) == (
        "BadRequestError",
        "UnsupportedOperation",
    )
    assert report["unknown"]["status"] == "UNKNOWN"
    assert report["total"] == 2
    # it looks for `tasks`, and the documented answer has `data`
    assert report["shown by the page"] == 0


@pytest.fixture(scope="module")
def raised(new, define_refusals):
    """Code → what the new client raised when a submit was refused by it."""
    replies = new("refused", forms=_refusals(define_refusals, "dashscope-new"), max_retries=0)
    return {code: reply for (_, code), reply in zip(ROWS, replies, strict=True)}


@pytest.mark.parametrize(("status", "code"), ROWS)
def test_every_documented_error_is_raised_as_the_new_clients_own_exception(raised, status, code):
    error = raised[code]

    assert (error["class"], error["status"]) == (OWN_CLASSES.get(code, CLASSES[status]), status)
    assert error["code"] == code
    assert error["request_id"]


def test_a_strangers_key_is_an_authentication_error(new):
    (error,) = new("refused", forms=[{}], api_key="sk-strangers-key")

    assert (error["class"], error["code"]) == ("AuthenticationError", "InvalidApiKey")


def test_failed_tasks_are_raised_when_they_are_fetched(new):
    rejected, filmed, broken = new("failed", forms=_marked(("input-rejected", "output-rejected", "fail")))

    assert rejected["class"] == filmed["class"] == "ContentFilterError"
    assert broken["class"] in {"InternalServerError", "DashScopeError"}
    assert {error["status"] for error in (rejected, filmed, broken)} == {200}


def test_a_reset_and_a_late_answer_are_connection_errors(new, define):
    late = define("dashscope-late", faults=[{"on": "submit", "kind": "stall", "seconds": 2}])
    prompts = ["[[mock:submit-reset]] 白马过河", f"{late} 白马过河"]

    raised = new("refused", forms=[{"prompt": prompt} for prompt in prompts], max_retries=0, timeout=0.5)

    assert [each["class"] for each in raised] == ["APIConnectionError", "APITimeoutError"]


def test_a_rate_limit_with_retry_after_is_retried_by_the_new_client(new, journal, define):
    trouble = {"on": "submit", "kind": "status", "status": 429, "retry_after": 1}
    once, always = define("new-once", faults=[trouble]), define("new-always", faults=[trouble] * 3)

    assert new("film", form={"prompt": f"{once} 白马过河"})["done"]["status"] == "SUCCEEDED"
    (error,) = new("refused", forms=[{"prompt": f"{always} 白马过河"}])

    assert (error["class"], error["status"]) == ("RateLimitError", 429)
    first, second = journal(case="sdk/new-once")[:2]
    assert second["at"] - first["at"] >= 0.9
