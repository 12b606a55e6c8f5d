"""npm `@volcengine/openapi`, as a Node user has it, against the mock: it signs neither host nor content type."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from vidlect_mock.vendors.volcengine_visual import credentials

ROOT = Path(__file__).parents[2]
CLIENT = ROOT / ".cache/clients/npm-volcengine-openapi"
NODE = shutil.which("node")

pytestmark = [
    pytest.mark.foreign,
    pytest.mark.skipif(NODE is None, reason="Node is not installed on this machine"),
]


@pytest.fixture
def sdk(visual):
    """Runs a flow with the keys of a session."""

    def run(flow, secret_key=None):
        assert (CLIENT / "node_modules").exists(), "run `make clients`"
        keys = credentials("sdk-npm")[0].values
        done = subprocess.run(
            [str(NODE), str(Path(__file__).parent / "clients/volcengine_openapi.cjs"), flow],
            input=json.dumps({"url": visual, **keys, **({"secret_key": secret_key} if secret_key else {})}),
            cwd=CLIENT,
            env={"HOME": "/nonexistent"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout)

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
