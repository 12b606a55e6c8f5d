"""The complete call sequence of seed 001 (sign, submit, query until done), in our own code, against the mock."""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from urllib.parse import quote

import httpx
import pytest

from vidlect_mock.scenario import AfterPolls
from vidlect_mock.server import Settings, serve_in_thread
from vidlect_mock.vendors.volcengine_visual import credentials

KEYS = credentials("seed-001")[0].values
VERSION = "2022-08-31"


@pytest.fixture(scope="module")
def seed_mock():
    """A mock whose Visual API speaks as the seed has it."""
    settings = Settings(media="tiny", pace=AfterPolls(1, 2), profiles={"volcengine_visual": ("seed-001", {})})
    with serve_in_thread(settings) as running:
        yield running.vendor_urls["volcengine_visual"]


def _signed_headers(host, query, body, secret):
    """The seed's recipe: four headers, all signed."""
    date = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    hashed = hashlib.sha256(body).hexdigest()
    signed = {"content-type": "application/json", "host": host, "x-content-sha256": hashed, "x-date": date}
    names = ";".join(signed)
    lines = "".join(f"{name}:{value}\n" for name, value in signed.items())
    canonical = f"POST\n/\n{query}\n{lines}\n{names}\n{hashed}"
    scope = f"{date[:8]}/cn-north-1/cv/request"
    key = secret.encode()
    for part in scope.split("/"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    text = "\n".join(["HMAC-SHA256", date, scope, hashlib.sha256(canonical.encode()).hexdigest()])
    proof = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
    credential = f"Credential={KEYS['access_key']}/{scope}"
    return {
        "Host": host,
        "X-Date": date,
        "X-Content-Sha256": hashed,
        "Content-Type": "application/json",
        "Authorization": f"HMAC-SHA256 {credential}, SignedHeaders={names}, Signature={proof}",
    }


def _call(base, action, form, secret=KEYS["secret_key"]):
    query = "&".join(f"{name}={quote(value)}" for name, value in (("Action", action), ("Version", VERSION)))
    body = json.dumps(form).encode()
    headers = _signed_headers(base.removeprefix("http://"), query, body, secret)
    return httpx.post(f"{base}?{query}", content=body, headers=headers, trust_env=False)


def _film(base, form):
    """(reply to the submit, replies to the queries until the words say that it is over)."""
    submitted = _call(base, "CVSync2AsyncSubmitTask", form)
    assert submitted.status_code == 200, submitted.text
    asked = {"req_key": form["req_key"], "task_id": submitted.json()["data"]["task_id"]}
    replies = []
    while len(replies) < 10:
        replies.append(_call(base, "CVSync2AsyncGetResult", asked).json())
        if replies[-1]["data"]["status"] in {"done", "success", "failed", "fail"}:
            break
    return submitted.json(), replies


FORMS = {
    "text": {
        "req_key": "jimeng_t2v_v30_1080p",
        "prompt": "山谷里的杏花一夜开放，延时镜头",
        "frames": 121,
        "aspect_ratio": "16:9",
        "seed": -1,
    },
    "picture": {
        "req_key": "jimeng_ti2v_v30_pro",
        "prompt": "老人抬头微笑，风吹动衣角",
        "image_urls": ["https://media.mock.invalid/m/_/seed-001/portrait.png"],
        "frames": 121,
        "aspect_ratio": "16:9",
        "seed": -1,
    },
    "alias of Pro": {
        "req_key": "jimeng_t2v_v30_pro",
        "prompt": "镜头一：雪山日出。镜头二：鹰掠过山脊。",
        "frames": 241,
        "aspect_ratio": "9:16",
        "seed": 7,
    },
}


@pytest.mark.parametrize("form", FORMS)
def test_the_seeds_sequence_reaches_its_film_in_official_words(visual, form):
    submitted, replies = _film(visual, FORMS[form])

    assert submitted["code"] == 10000
    assert "ResponseMetadata" not in submitted
    assert [reply["data"]["status"] for reply in replies] == ["generating", "done"]
    assert httpx.get(replies[-1]["data"]["video_url"], trust_env=False).status_code == 200


@pytest.mark.parametrize("form", FORMS)
def test_under_its_own_profile_the_seeds_envelope_and_words_come_back(seed_mock, form):
    submitted, replies = _film(seed_mock, FORMS[form])

    assert set(submitted) == {"ResponseMetadata", "data"}
    assert submitted["ResponseMetadata"]["Action"] == "CVSync2AsyncSubmitTask"
    assert {"RequestId", "Version", "Service", "Region"} <= set(submitted["ResponseMetadata"])
    assert submitted["data"]["task_id"].isdigit()
    assert [reply["data"]["status"] for reply in replies] == ["running", "success"]
    assert httpx.get(replies[-1]["data"]["video_url"], trust_env=False).status_code == 200


@pytest.mark.parametrize(
    ("profiled", "code", "status"), [(False, "SignatureDoesNotMatch", 401), (True, "InvalidSignature", 401)]
)
def test_a_wrong_secret_is_refused_in_the_words_of_the_profile(visual, seed_mock, profiled, code, status):
    reply = _call(seed_mock if profiled else visual, "CVSync2AsyncSubmitTask", FORMS["text"], "wrong")

    assert reply.status_code == status
    assert reply.json()["ResponseMetadata"]["Error"]["Code"] == code
