"""npm `@volcengine/openapi`, as a Node user has it, against the mock: it signs neither host nor content type."""

import pytest

from vidlect_mock.vendors.volcengine_visual import credentials

pytestmark = pytest.mark.foreign

CLIENT, SCRIPT = "npm-volcengine-openapi", "volcengine_openapi.cjs"


@pytest.fixture
def sdk(run_node_client, visual):
    """Runs a flow with the keys of a session."""

    def run(flow, **settings):
        keys = credentials("sdk-npm")[0].values
        return run_node_client(CLIENT, SCRIPT, flow, **{"url": visual, **keys, **settings})

    return run


@pytest.mark.parametrize("flow", ["film", "temporary"])
def test_a_film_is_submitted_and_polled_to_done_with_lasting_and_temporary_keys(sdk, flow):
    report = sdk(flow)
    assert report["submitted"]["code"] == 10000
    assert isinstance(report["submitted"]["data"]["task_id"], str)
    assert [reply["data"]["status"] for reply in report["polled"]] == ["generating", "done"]


def test_a_refusal_is_returned_with_its_code(sdk):
    assert sdk("refused")["returned"]["code"] == 50215


def test_a_wrong_secret_is_returned_as_the_gateways_refusal(sdk):
    returned = sdk("refused", secret_key="bm90LXRoZS1zZWNyZXQ=")["returned"]
    assert returned["ResponseMetadata"]["Error"]["Code"] == "SignatureDoesNotMatch"
