"""PyPI `volcengine-python-sdk`, as a user of UniversalApi has it, against the mock's newer family of actions."""

import orjson
import pytest

from vidlect_mock.vendors.volcengine_visual import credentials
from vidlect_mock.vendors.volcengine_visual.credentials import temporary_credentials

pytestmark = pytest.mark.foreign

CLIENT, SCRIPT = "volcengine-python-sdk", "universal_api.py"


@pytest.fixture
def sdk(run_client, visual):
    """Runs a flow with the keys of a session."""

    def run(flow, **settings):
        keys = credentials("sdk-universal")[0].values
        return run_client(CLIENT, SCRIPT, flow, **{"url": visual, **keys, **settings})

    return run


def _error(report):
    """(HTTP status, the gateway's metadata) of what was raised."""
    body = report["body"]
    return report["status"], orjson.loads(body)["ResponseMetadata"]


@pytest.mark.parametrize("region", ["cn-beijing", "cn-north-1"])
def test_a_film_of_the_newer_family_is_submitted_and_polled_to_done(sdk, region):
    report = sdk("film", region=region)

    assert report["submitted"]["code"] == 10000
    assert [reply["data"]["status"] for reply in report["polled"]] == ["generating", "done"]
    assert report["polled"][-1]["data"]["video_url"].startswith("http://")


def test_temporary_keys_with_an_opaque_token_work(sdk):
    report = sdk("film", **temporary_credentials("sdk-universal").values)

    assert report["polled"][-1]["data"]["status"] == "done"


def test_a_refused_signature_is_raised_with_its_status(sdk):
    status, metadata = _error(sdk("error", secret_key="wrong"))

    assert (status, metadata["Error"]["Code"]) == (401, "SignatureDoesNotMatch")
    assert metadata["Region"] == "cn-beijing"


def test_a_business_error_is_raised_with_a_code_of_digits(sdk):
    status, metadata = _error(sdk("error", form={"frames": 7}))

    assert (status, metadata["Error"]["Code"]) == (400, "50215")


def test_an_action_of_the_older_family_cannot_be_read_by_this_sdk(sdk):
    report = sdk(
        "error",
        action="CVSync2AsyncSubmitTask",
        version="2022-08-31",
        body={"req_key": "jimeng_t2v_v30", "prompt": "一条小路通向海边"},
    )

    # its envelope is flat, and this SDK wants ResponseMetadata even with HTTP 200
    assert (report["status"], report["reason"]) == (200, "InternalServiceError")


def test_two_503s_at_the_poll_are_retried_by_the_sdk_itself(sdk, journal):
    report = sdk("film", form={"prompt": "[[mock:two-503s #sdk/retried]] 雨后的屋檐滴着水"})

    entries = journal(case="sdk/retried")
    assert report["polled"][-1]["data"]["status"] == "done"
    assert [entry["response"]["status"] for entry in entries][:4] == [200, 503, 503, 200]
