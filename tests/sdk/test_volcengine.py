"""PyPI `volcengine`, as a user of VisualService has it, against the mock."""

import ast
from urllib.parse import parse_qs, urlsplit

import httpx
import orjson
import pytest

from vidlect_mock.vendors.volcengine_visual import credentials

pytestmark = pytest.mark.foreign

CLIENT, SCRIPT = "volcengine", "visual_service.py"


@pytest.fixture
def sdk(run_client, visual):
    """Runs a flow with the keys of a session."""

    def run(flow, session="sdk-volcengine", **settings):
        return run_client(
            CLIENT, SCRIPT, flow, **{"url": visual, **credentials(session)[0].values, **settings}
        )

    return run


def _raised(report):
    """The body that the SDK shows as the repr of bytes."""
    assert report["type"] == "Exception"
    return orjson.loads(ast.literal_eval(report["text"]))


def test_a_film_is_submitted_polled_to_done_and_downloaded(sdk, journal, download):
    report = sdk("film", session="sdk-film")

    task_id = report["submitted"]["data"]["task_id"]
    assert report["submitted"]["code"] == 10000
    assert isinstance(task_id, str)
    assert task_id.isdigit()
    assert [reply["data"]["status"] for reply in report["polled"]] == ["generating", "done"]
    download(report["polled"][-1]["data"]["video_url"])
    asked = [entry for entry in journal(session="sdk-film") if entry["request"]["method"] == "POST"]
    assert [entry["remarks"] for entry in asked] == [[], [], []]


def test_a_queued_task_is_cancelled(sdk):
    report = sdk("cancel")

    assert report["cancelled"]["code"] == 10000
    assert report["polled"]["data"]["status"] == "not_found"


def test_omnihuman_detects_recognises_and_films(sdk):
    report = sdk("omnihuman")

    assert orjson.loads(report["detected"]["data"]["resp_data"])["status"] == 1
    assert orjson.loads(report["recognised"][-1]["data"]["resp_data"])["status"] == 1
    assert report["filmed"][-1]["data"]["video_url"].startswith("http://")


def test_temporary_keys_that_the_sdk_mints_offline_work(sdk, journal):
    report = sdk("sts2", session="sdk-sts2")

    assert report["access_key"].startswith("AKTP")
    assert report["polled"][-1]["data"]["status"] == "done"
    assert {entry["session"] for entry in journal(session="sdk-sts2")} == {"sdk-sts2"}


def test_a_presigned_query_of_the_sdk_authenticates(sdk, visual):
    report = sdk("presigned")

    reply = httpx.post(
        f"{visual}/?{report['query']}",
        json={"req_key": "jimeng_t2v_v30", "task_id": report["task_id"]},
        trust_env=False,
    )

    assert "X-Signature" in parse_qs(urlsplit(f"/?{report['query']}").query)
    assert reply.status_code == 200, reply.text
    assert reply.json()["data"]["status"] == "generating"


@pytest.mark.parametrize(
    ("settings", "code", "metadata"),
    [
        ({"secret_key": "wrong"}, "SignatureDoesNotMatch", {"Service": "cv", "Region": "cn-north-1"}),
        ({"access_key": "AKLTnobody"}, "InvalidAccessKey", {"Action": "CVSync2AsyncSubmitTask"}),
    ],
)
def test_a_refused_key_is_raised_with_the_gateways_body(sdk, settings, code, metadata):
    body = _raised(sdk("error", **settings))["ResponseMetadata"]

    assert body["Error"]["Code"] == code
    assert metadata.items() <= body.items()


def test_a_forged_token_is_raised_as_such(run_client, visual):
    keys = credentials("default")[0].values

    report = run_client(CLIENT, SCRIPT, "sts2_error", url=visual, **keys, token="STS2e30=")

    assert _raised(report)["ResponseMetadata"]["Error"]["Code"] == "InvalidSecretToken"


def test_a_business_error_is_raised_with_its_flat_body(sdk):
    body = _raised(sdk("error", form={"req_key": "no_such_key"}))

    assert body["code"] == body["status"] == 50200
    assert body["data"] is None
    assert "ResponseMetadata" not in body


@pytest.mark.parametrize(("code", "message"), [("50412", "Text Risk Not Pass"), ("50500", "Internal Error")])
def test_a_task_that_breaks_is_raised_at_the_poll(sdk, define, code, message):
    marker = define(f"sdk-{code}", outcome={"kind": "breaks", "code": code})

    body = _raised(sdk("error", form={"prompt": f"{marker} 风吹过空荡的剧场"}))

    assert (body["code"], body["message"], body["data"]) == (int(code), message, None)
