import pytest
from ark_words import ID_OF_A_REQUEST, PRO, REF, record, refused

from vidlect_adapters.canonical import (
    Failed,
    FileKind,
    InProgress,
    Link,
    RunState,
    Succeeded,
    TaskRef,
    VideoFile,
    VideoRequest,
)
from vidlect_adapters.errors import MalformedReply, UnknownWord
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpReply, json_reply
from vidlect_adapters.vendors import volcengine_ark as ark

REQUEST = VideoRequest(model=PRO, prompt="雪")
FILM = "https://tos.example/film.mp4?X-Tos-Signature=a%2Fb+c&图"
DONE = {"content": {"video_url": FILM}}

# Facts 2.1, written anew: kind → codes.
KINDS = {
    ErrorKind.INVALID_REQUEST: """MissingParameter MissingParameter.model InvalidParameter
        InvalidParameter.duration InvalidParameter.UnsupportedImageFormat InvalidParameter.OversizedImage
        InvalidParameter.TaskTypeConstraint InvalidImageURL.EmptyURL InvalidImageURL.InvalidFormat
        RequestBodyTooLarge InvalidAction.RunningTaskDeletion""",
    ErrorKind.INPUT_REJECTED: """SensitiveContentDetected SensitiveContentDetected.SevereViolation
        SensitiveContentDetected.Violence InputTextSensitiveContentDetected
        InputImageSensitiveContentDetected.PrivacyInformation
        InputVideoSensitiveContentDetected.PolicyViolation InputAudioSensitiveContentDetected
        InputTextRiskDetection InputImageRiskDetection""",
    ErrorKind.OUTPUT_REJECTED: """OutputTextSensitiveContentDetected OutputImageSensitiveContentDetected
        OutputVideoSensitiveContentDetected OutputAudioSensitiveContentDetected OutputTextRiskDetection
        OutputImageRiskDetection""",
    ErrorKind.VENDOR_CREDENTIALS: """AuthenticationError InvalidAccountStatus AccessDenied
        OperationDenied.ServiceNotOpen OperationDenied.ServiceOverdue OperationDenied.InvalidState
        ModelNotOpen InvalidEndpointOrModel.ModelIDAccessDisabled InvalidEndpoint.ClosedEndpoint""",
    ErrorKind.QUOTA_EXHAUSTED: "AccountOverdueError SetLimitExceeded",
    ErrorKind.NOT_FOUND: "InvalidEndpointOrModel.NotFound ResourceNotFound NotFound.id",
    ErrorKind.INTERNAL: "InvalidAction PathNotFound",
    ErrorKind.RATE_LIMITED: """RateLimitExceeded.EndpointRPMExceeded RateLimitExceeded.EndpointTPMExceeded
        ModelAccountRpmRateLimitExceeded ModelAccountTpmRateLimitExceeded ModelAccountIpmRateLimitExceeded
        APIAccountRpmRateLimitExceeded AccountRateLimitExceeded RequestBurstTooFast""",
    ErrorKind.CONCURRENCY_LIMITED: "QuotaExceeded InflightBatchsizeExceeded",
    ErrorKind.VENDOR_UNAVAILABLE: "ServerOverloaded",
    ErrorKind.VENDOR_ERROR: "InternalServiceError RequestCanceled ContentSecurityDetectionError",
}
CODES = [(kind, code) for kind, codes in KINDS.items() for code in codes.split()]


def polled(adapter, reply):
    return ark.decode_polled(REF, reply, adapter.profile)


def submitted(adapter, reply):
    return ark.decode_submitted(REQUEST, reply, adapter.profile)


@pytest.mark.parametrize(("kind", "code"), CODES)
def test_the_kind_of_a_refusal(adapter, kind, code):
    failure = submitted(adapter, refused(code, 418))
    assert failure == VendorFailure(
        kind=kind, vendor_code=code, message="it is wrong.", request_id=ID_OF_A_REQUEST
    )


@pytest.mark.parametrize(("kind", "code"), CODES)
def test_the_kind_of_a_failed_task(adapter, kind, code):
    task = polled(adapter, record("failed", error={"code": code, "message": "it is wrong"}))
    assert task == Failed(ref=REF, failure=VendorFailure(kind=kind, vendor_code=code, message="it is wrong"))


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, ErrorKind.INVALID_REQUEST),
        (401, ErrorKind.VENDOR_CREDENTIALS),
        (403, ErrorKind.VENDOR_CREDENTIALS),
        (404, ErrorKind.NOT_FOUND),
        (409, ErrorKind.INVALID_REQUEST),
        (429, ErrorKind.RATE_LIMITED),
        (499, ErrorKind.VENDOR_ERROR),
        (500, ErrorKind.VENDOR_ERROR),
        (503, ErrorKind.VENDOR_UNAVAILABLE),
    ],
)
def test_a_new_code_counts_by_its_status(adapter, status, kind):
    failure = submitted(adapter, refused("BrandNew", status))
    assert (failure.kind, failure.vendor_code) == (kind, "BrandNew")


def test_a_failed_task_with_a_new_code_is_the_vendors_error(adapter):
    task = polled(adapter, record("failed", error={"code": "BrandNew", "message": "so"}))
    assert (task.failure.kind, task.failure.vendor_code) == (ErrorKind.VENDOR_ERROR, "BrandNew")


@pytest.mark.parametrize("error", [None, {}, {"code": "", "message": " "}, {"code": 5}, "broken"])
def test_a_failed_task_without_a_reason_has_one_in_our_words(adapter, error):
    failure = polled(adapter, record("failed", error=error)).failure
    assert (failure.kind, failure.vendor_code) == (ErrorKind.VENDOR_ERROR, "failed")
    assert "gives no reason" in failure.message


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("it is wrong. Request id: 0217", "it is wrong."),
        ("it is wrong Request id: 0217", "it is wrong"),
        ("missing or invalid. request id: 0217", "missing or invalid."),
        ("it is wrong", "it is wrong"),
        ("Request id: 0217", "the vendor refused the call (X)"),
        (". Request id:", "the vendor refused the call (X)"),
        ('{"error": "x"}', "the vendor refused the call (X)"),
        ('bad: {"a": 1}', "the vendor refused the call (X)"),
        ('bad: {\\"a\\": 1}', "the vendor refused the call (X)"),
        ("", "the vendor refused the call (X)"),
        (5, "the vendor refused the call (X)"),
    ],
)
def test_a_message_is_the_vendors_text_without_ids_and_bodies(adapter, message, text):
    failure = submitted(adapter, json_reply(400, {"error": {"code": "X", "message": message}}))
    assert failure.message == text


def test_the_id_of_a_request_is_the_headers(adapter):
    reply = refused("X", 400, "so", ("x-request-id", "0217-header"))
    assert submitted(adapter, reply).request_id == "0217-header"


@pytest.mark.parametrize("again", [". ", "request id: "])
def test_a_long_message_without_an_id_is_read_at_once(adapter, again):
    reply = json_reply(400, {"code": "InvalidParameter", "message": again * 100_000 + "so it is"})
    assert submitted(adapter, reply).message


def test_an_error_may_be_flat(adapter):
    failure = submitted(adapter, json_reply(400, {"code": "InvalidParameter", "message": "so"}))
    assert (failure.kind, failure.message) == (ErrorKind.INVALID_REQUEST, "so")


@pytest.mark.parametrize(
    ("said", "seconds"), [("7", 7), (" 7 ", 7), ("", None), ("soon", None), ("-1", None), ("9" * 20, None)]
)
def test_retry_after_is_kept(adapter, said, seconds):
    for reply in (
        refused("X", 429, "so", ("Retry-After", said)),
        HttpReply(status=429, headers=(("retry-after", said),)),
    ):
        assert submitted(adapter, reply).retry_after == seconds


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, ErrorKind.VENDOR_ERROR),
        (401, ErrorKind.VENDOR_CREDENTIALS),
        (403, ErrorKind.VENDOR_CREDENTIALS),
        (404, ErrorKind.VENDOR_ERROR),
        (408, ErrorKind.VENDOR_TIMEOUT),
        (413, ErrorKind.VENDOR_ERROR),
        (429, ErrorKind.RATE_LIMITED),
        (502, ErrorKind.VENDOR_ERROR),
        (503, ErrorKind.VENDOR_UNAVAILABLE),
        (504, ErrorKind.VENDOR_TIMEOUT),
    ],
)
@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b'"x"', b"{}", b'{"error": "x"}', b'{"error": {"code": 5}}']
)
def test_a_page_of_a_machine_in_between_counts_by_its_status(adapter, status, kind, body):
    for read in (submitted, polled):
        failure = read(adapter, HttpReply(status=status, body=body))
        assert isinstance(failure, VendorFailure)
        assert (failure.kind, failure.vendor_code) == (kind, f"HTTP {status}")


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b"null", b"{}", b'{"id": ""}', b'{"id": 5}', b'{"error": {"code": "X"}}']
)
def test_a_create_that_was_taken_says_its_id(adapter, body):
    with pytest.raises(MalformedReply):
        submitted(adapter, HttpReply(status=200, body=body))


def test_a_create_that_was_taken(adapter):
    assert submitted(adapter, json_reply(200, {"id": "cgt-1"})) == TaskRef(task_id="cgt-1")


@pytest.mark.parametrize(("word", "state"), [("queued", RunState.QUEUED), ("running", RunState.RUNNING)])
def test_an_unfinished_task(adapter, word, state):
    assert polled(adapter, record(word)) == InProgress(ref=REF, state=state)


def test_a_film_is_linked_byte_for_byte_and_lives_for_a_day(adapter):
    link = Link(url=FILM, expires_at=1_776_138_575 + 86_400)
    assert polled(adapter, record("succeeded", **DONE)) == Succeeded(
        ref=REF, files=(VideoFile(kind=FileKind.VIDEO, location=link),)
    )


@pytest.mark.parametrize("updated", [None, "1776138575", True])
def test_without_a_time_nothing_is_said_of_the_links_end(adapter, updated):
    task = polled(adapter, record("succeeded", **DONE, updated_at=updated))
    assert task.video.location == Link(url=FILM)


@pytest.mark.parametrize(
    ("still", "kinds"),
    [
        ("https://a.example/l.png", [FileKind.VIDEO, FileKind.LAST_FRAME]),
        ("", [FileKind.VIDEO]),
        (None, [FileKind.VIDEO]),
    ],
)
def test_a_last_frame_comes_along(adapter, still, kinds):
    task = polled(adapter, record("succeeded", content={"video_url": FILM, "last_frame_url": still}))
    assert [one.kind for one in task.files] == kinds


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({}, "/content"),
        ({"content": None}, "/content"),
        ({"content": {}}, "/content/video_url"),
        ({"content": {"video_url": " "}}, "/content/video_url"),
        ({"content": {"video_url": "film.mp4"}}, "/content/video_url"),
        ({"content": {"video_url": FILM, "last_frame_url": 5}}, "/content/last_frame_url"),
    ],
)
def test_a_success_without_its_files_is_no_success(adapter, more, pointer):
    with pytest.raises(MalformedReply) as caught:
        polled(adapter, record("succeeded", **more))
    assert caught.value.pointer == pointer


@pytest.mark.parametrize(
    ("word", "kind"), [("cancelled", ErrorKind.CANCELLED), ("expired", ErrorKind.EXPIRED)]
)
def test_other_ends_are_failures(adapter, word, kind):
    failure = polled(adapter, record(word)).failure
    assert (failure.kind, failure.vendor_code) == (kind, word)


@pytest.mark.parametrize("word", ["pending", "processing", "Queued", "canceled", "queued "])
def test_other_words_are_not_guessed(adapter, word):
    with pytest.raises(UnknownWord) as caught:
        polled(adapter, record(word))
    assert (caught.value.value, caught.value.pointer) == (word, "/status")


@pytest.mark.parametrize("word", [None, "", " ", 5, ["queued"]])
def test_a_status_is_a_word(adapter, word):
    with pytest.raises(MalformedReply) as caught:
        polled(adapter, record(word))
    assert caught.value.pointer == "/status"


def test_a_reply_about_another_task_is_none(adapter):
    with pytest.raises(MalformedReply) as caught:
        polled(adapter, record("queued", id="cgt-2"))
    assert caught.value.pointer == "/id"
    assert polled(adapter, record("queued", id=None))


@pytest.mark.parametrize("code", ["ResourceNotFound", "NotFound.id"])
def test_a_task_that_is_not_found_is_gone_or_says_nothing(adapter, adapter_with, code):
    gone = polled(adapter, refused(code, 404))
    assert isinstance(gone, Failed)
    assert gone.failure.kind is ErrorKind.NOT_FOUND
    assert isinstance(polled(adapter_with(**{"unknown-task": "call"}), refused(code, 404)), VendorFailure)


@pytest.mark.parametrize("code", ["InvalidAction", "ModelNotOpen", "InvalidEndpointOrModel.NotFound"])
def test_other_404s_say_nothing_about_the_task(adapter, code):
    assert isinstance(polled(adapter, refused(code, 404)), VendorFailure)


@pytest.mark.parametrize("decode", [ark.decode_cancelled, ark.decode_deleted], ids=["cancel", "delete"])
def test_a_delete_is_done_or_refused(adapter, decode):
    assert decode(json_reply(200, {}), adapter.profile) is None
    failure = decode(refused("InvalidAction.RunningTaskDeletion", 409), adapter.profile)
    assert failure.vendor_code == "InvalidAction.RunningTaskDeletion"
    with pytest.raises(MalformedReply):
        decode(HttpReply(status=200, body=b""), adapter.profile)
