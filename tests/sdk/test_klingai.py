"""PyPI `klingai-api`, as a user of KlingAiAPI has it, against the mock."""

import base64
import io

import pytest
from PIL import Image

from vidlect_mock.vendors.kling import credentials

pytestmark = pytest.mark.foreign

CLIENT, SCRIPT = "klingai-api", "klingai.py"


@pytest.fixture(scope="module")
def sdk(run_client, mock):
    """Runs a flow with the key pair of a session."""

    def run(flow, session="sdk-klingai", **settings):
        (pair,) = (kind.values for kind in credentials(session) if "secret_key" in kind.values)
        return run_client(CLIENT, SCRIPT, flow, **{"url": mock.vendor_urls["kling"], **pair, **settings})

    return run


def test_a_film_is_submitted_polled_and_downloaded(sdk, journal, download):
    report = sdk("film", session="sdk-klingai-film")

    assert [reply["data"]["task_status"] for reply in report["polled"]] == ["processing", "succeed"]
    assert download(report["polled"][-1]["data"]["task_result"]["videos"][0]["url"])
    asked = journal(session="sdk-klingai-film")
    assert asked[0]["request"]["path"] == "/account/costs"  # its first call: whether the keys are good
    assert [entry["remarks"] for entry in asked[:4]] == [[], [], [], []]


def test_bare_base64_pictures_are_frames_and_the_clients_own_id_finds_the_task(sdk):
    file = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(file, "PNG")
    picture = base64.b64encode(file.getvalue()).decode()

    report = sdk("pictured", session="sdk-klingai-pictured", picture=picture, external_task_id="film no. 7")

    done = report["polled"][-1]["data"]
    assert done["task_status"] == "succeed"
    assert done["task_info"]["external_task_id"] == "film no. 7"
    assert report["by the client's own id"]["data"]["task_id"] == done["task_id"]
    assert [task["task_id"] for task in report["listed"]["data"]] == [done["task_id"]]
    assert report["listed by the other kind"]["data"] == []


def test_lists_are_paged(sdk):
    report = sdk("listed", session="sdk-klingai-list")

    assert sorted(task["task_id"] for task in report["all"]["data"]) == sorted(report["ids"])
    assert len(report["second page"]["data"]) == 1


@pytest.mark.parametrize(
    "keys", [{"secret_key": "not-the-secret-but-long-enough-for-it"}, {"access_key": "nobody"}]
)
def test_refused_keys_are_bad_credentials(sdk, keys):
    assert sdk("film", **keys) == {"class": "BadCredentials"}


def test_refusals_are_http_errors_with_the_vendors_body(sdk, define_refusals):
    rows = {1102: 429, 1103: 403, 1201: 400, 1203: 404, 1301: 400, 1303: 429, 5000: 500, 5001: 503}
    prompts = define_refusals("klingai", [str(code) for code in rows])

    raised = sdk("refused", forms=[{"prompt": prompt} for prompt in prompts])

    assert {each["code"]: each["status"] for each in raised} == rows


def test_failed_tasks_answer_as_successes_do(sdk):
    done = sdk("film", form={"prompt": "[[mock:output-rejected]] 白马过河"})["polled"][-1]

    assert (done["code"], done["message"]) == (0, "SUCCEED")
    assert (done["data"]["task_status"], done["data"]["task_result"]) == ("failed", {})
    assert done["data"]["task_status_msg"] == "Failure to pass the risk control system"
