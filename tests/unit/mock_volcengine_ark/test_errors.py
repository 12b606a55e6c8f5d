import pytest
from ark_bodies import create, image, text

from vidlect_mock.scenario import NeverEnds, Scenario
from vidlect_mock.sessions import Settings
from vidlect_mock.trouble import Fault, VendorError
from vidlect_mock.vendors import volcengine_ark as ark
from vidlect_mock.vendors.volcengine_ark.errors import ERRORS, row_of

# Facts 2.1, written anew: code → (HTTP status, type).
BY_STATUS = {
    (400, "BadRequest"): """MissingParameter InvalidParameter InvalidParameter.UnsupportedImageFormat
        InvalidParameter.OversizedImage InvalidParameter.TaskTypeConstraint InvalidEndpoint.ClosedEndpoint InvalidImageURL.EmptyURL
        InvalidImageURL.InvalidFormat RequestBodyTooLarge SensitiveContentDetected
        SensitiveContentDetected.SevereViolation SensitiveContentDetected.Violence
        InputTextSensitiveContentDetected InputImageSensitiveContentDetected InputVideoSensitiveContentDetected
        InputAudioSensitiveContentDetected InputTextSensitiveContentDetected.PolicyViolation
        InputImageSensitiveContentDetected.PrivacyInformation OutputTextSensitiveContentDetected
        OutputImageSensitiveContentDetected OutputVideoSensitiveContentDetected
        OutputAudioSensitiveContentDetected InputTextRiskDetection InputImageRiskDetection
        OutputTextRiskDetection OutputImageRiskDetection ContentSecurityDetectionError
        InvalidParameter.duration MissingParameter.model""",
    (401, "Unauthorized"): "AuthenticationError",
    (401, "Forbidden"): "InvalidAccountStatus",
    (403, "Forbidden"): """AccountOverdueError AccessDenied OperationDenied.ServiceNotOpen
        OperationDenied.ServiceOverdue OperationDenied.InvalidState""",
    (404, "NotFound"): """InvalidEndpointOrModel.NotFound ModelNotOpen
        InvalidEndpointOrModel.ModelIDAccessDisabled NotFound.id PathNotFound InvalidAction ResourceNotFound""",
    (409, "Conflict"): "InvalidAction.RunningTaskDeletion",
    (429, "TooManyRequests"): """RateLimitExceeded.EndpointRPMExceeded RateLimitExceeded.EndpointTPMExceeded
        ModelAccountRpmRateLimitExceeded ModelAccountTpmRateLimitExceeded ModelAccountIpmRateLimitExceeded
        APIAccountRpmRateLimitExceeded AccountRateLimitExceeded QuotaExceeded ServerOverloaded
        RequestBurstTooFast SetLimitExceeded InflightBatchsizeExceeded""",
    (499, "RequestCanceled"): "RequestCanceled",
    (500, "InternalServerError"): "InternalServiceError",
}
DOCUMENTED = [(status, kind, code) for (status, kind), codes in BY_STATUS.items() for code in codes.split()]


@pytest.mark.parametrize(("status", "kind", "code"), DOCUMENTED)
def test_every_documented_code_can_be_scripted(counter, status, kind, code):
    fault = Fault("submit", VendorError(code))
    counter.engine.configure("default", Settings(faults=[fault]))
    asked = counter.post(create())
    assert asked.status == status
    assert set(asked.error) == {"code", "message", "param", "type"}
    assert (asked.error["code"], asked.error["type"]) == (code, kind)
    named = {"InvalidParameter.duration": "duration", "MissingParameter.model": "model", "NotFound.id": "id"}
    assert asked.error["param"] == named.get(code, "")
    assert asked.error["message"].endswith(f"equest id: {asked.headers['x-request-id']}")


def test_the_table_has_no_other_codes():
    inputs = {code for code in ERRORS if code.startswith("Input") and "." in code}
    assert len(inputs) == 8
    assert set(ERRORS) - inputs <= {code for _, _, code in DOCUMENTED}


@pytest.mark.parametrize("code", ["Nothing", "InvalidParameter.", "Other.duration", ""])
def test_an_unknown_code_is_none_of_the_vendors(code):
    with pytest.raises(KeyError):
        row_of(code)
    with pytest.raises(KeyError):
        ark.failure_code(code)


def test_an_error_may_be_flat(counter_with):
    asked = counter_with("flat").post(create(model="x"))
    assert set(asked.body) == {"code", "message", "param", "type"}


@pytest.mark.parametrize(
    ("settings", "status", "code"),
    [
        ({"concurrency_limit": 1}, 429, "QuotaExceeded"),
        ({"quota": 1}, 403, "AccountOverdueError"),
    ],
)
def test_limits_of_a_session(counter, settings, status, code):
    counter.engine.configure("default", Settings(scenario=Scenario("x", outcome=NeverEnds()), **settings))
    counter.make()
    asked = counter.post(create())
    assert (asked.status, asked.refused) == (status, (code, ""))


def test_a_marker_names_scenario_and_case_and_is_cut(counter):
    asked = counter.post(create(text("[[mock:input-rejected #c/1]] 山雨 --dur 7")))
    assert asked.entry.case == "c/1"
    counter.get(asked.body["id"])
    assert counter.get(asked.body["id"]).body["status"] == "failed"
    task = counter.engine.store.find("volcengine_ark", "default", asked.body["id"])
    assert task.prompt == "山雨"


def test_a_marker_may_stand_in_a_media_url(counter):
    url = "https://media.mock.invalid/m/input-rejected/c~2/a.png"
    asked = counter.post(create(image(url=url)))
    assert asked.entry.case == "c/2"
    counter.get(asked.body["id"])
    assert counter.get(asked.body["id"]).body["status"] == "failed"
