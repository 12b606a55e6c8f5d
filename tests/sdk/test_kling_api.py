"""npm `kling-api`, as a Node user of KlingAPI has it, against the mock behind TLS: it takes no plain address."""

import socket
import ssl
from urllib.parse import urlsplit

import httpx
import pytest
from tls_front import HOST, make_certificate, tls_in_front

from vidlect_mock.vendors.kling import credentials

pytestmark = pytest.mark.foreign

CLIENT, SCRIPT = "npm-kling-api", "kling_api.mjs"
PICTURE = "https://media.mock.invalid/m/_/sdk/first.png"

# the facts file's table of errors: code → HTTP status
DOCUMENTED = {
    1000: 401,
    1001: 401,
    1002: 401,
    1003: 401,
    1004: 401,
    1100: 429,
    1101: 429,
    1102: 429,
    1103: 403,
    1200: 400,
    1201: 400,
    1202: 404,
    1203: 404,
    1300: 400,
    1301: 400,
    1302: 429,
    1303: 429,
    1304: 429,
    5000: 500,
}
# those for which it asks again, after 2 and 4 s: one at a time
REPEATED = {5001: 503, 5002: 504}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return make_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def secure_url(mock, certificate):
    """The address of the mocked Kling by TLS."""
    with socket.create_server((HOST, 0)) as listener:
        secure = f"https://{HOST}:{listener.getsockname()[1]}"
        with tls_in_front(listener, urlsplit(mock.vendor_urls["kling"]).port, certificate):
            yield secure


@pytest.fixture(scope="module")
def sdk(run_node_client, secure_url, certificate):
    """Runs a flow with the key pair of a session."""

    def run(flow, session="sdk-kling-npm", **settings):
        (pair,) = (kind.values for kind in credentials(session) if "secret_key" in kind.values)
        return run_node_client(
            CLIENT,
            SCRIPT,
            flow,
            environment={"NODE_EXTRA_CA_CERTS": str(certificate)},
            **{"url": secure_url, **pair, **settings},
        )

    return run


@pytest.fixture
def film_at(certificate):
    """Fetches a film by TLS, of which the mock's link knows nothing; the SDK itself refuses this machine's address."""

    def fetch(url):
        trusting = ssl.create_default_context(cafile=certificate)
        reply = httpx.get(url.replace("http://", "https://"), verify=trusting, trust_env=False)
        assert (reply.status_code, reply.headers["content-type"]) == (200, "video/mp4")
        assert reply.content[4:8] == b"ftyp"
        return reply.content

    return fetch


def test_a_film_is_submitted_waited_for_and_downloaded(sdk, journal, film_at):
    report = sdk("film", session="sdk-kling-film")

    submitted, done = report["submitted"], report["done"]
    assert (submitted["code"], submitted["message"]) == (0, "SUCCEED")
    assert submitted["data"]["task_status"] == "submitted"
    assert done["data"]["task_status"] == "succeed"
    (video,) = done["data"]["task_result"]["videos"]
    assert video["duration"] == "5.1"
    assert film_at(video["url"])
    asked = journal(session="sdk-kling-film")
    assert [entry["remarks"] for entry in asked][:3] == [[], [], []]
    # a GET without a body has a content type all the same
    assert dict(asked[1]["request"]["headers"])["content-type"] == "application/json"


def test_its_token_has_one_claim_more_than_the_documentation(sdk):
    report = sdk("account", session="sdk-kling-account")

    assert set(report["token"]) == {"iss", "exp", "nbf", "iat"}
    assert report["healthy"] is True
    assert report["account"]["data"]["code"] == 0
    assert (report["unknown"]["code"], report["unknown"]["status"]) == (1201, 400)
    assert report["unknown"]["message"].startswith("Task not found by id/external id: ")


def test_every_kind_of_film_that_it_knows_is_taken(sdk):
    films = sdk(
        "everyKind",
        kinds=[
            [
                "textToVideo",
                "queryTextToVideoTask",
                {
                    "model_name": "kling-v1",
                    "prompt": "白马过河",
                    "cfg_scale": 0.7,
                    "camera_control": {"type": "simple", "config": {"zoom": 5}},
                },
            ],
            [
                "imageToVideo",
                "queryImageToVideoTask",
                {
                    "model_name": "kling-v2-1",
                    "image": PICTURE,
                    "image_tail": PICTURE,
                    "mode": "pro",
                    "duration": "10",
                },
            ],
            [
                "multiImageToVideo",
                "queryMultiImageToVideoTask",
                {"image_list": [{"image": PICTURE}] * 3, "prompt": "三只小船", "aspect_ratio": "9:16"},
            ],
            [
                "omniVideo",
                "queryOmniVideoTask",
                {
                    "prompt": "让<<<image_1>>>动起来",
                    "image_list": [{"image_url": PICTURE, "type": "first_frame"}],
                    "duration": "5",
                },
            ],
            [
                "createAvatar",
                "queryAvatarTask",
                {"image": PICTURE, "sound_file": "https://media.mock.invalid/m/_/sdk/voice.mp3"},
            ],
        ],
    )

    assert [film["data"]["task_status"] for film in films] == ["succeed"] * len(films)
    assert films[1]["data"]["task_result"]["videos"][0]["duration"].startswith("10.")


def test_a_film_is_extended(sdk):
    report = sdk("extended")

    (source,) = report["done"]["data"]["task_result"]["videos"]
    (longer,) = report["longer"]["data"]["task_result"]["videos"]
    assert report["longer"]["data"]["task_info"]["parent_video"]["id"] == source["id"]
    assert float(longer["duration"]) > float(source["duration"])


@pytest.fixture(scope="module")
def documented(sdk, define_refusals):
    """Code → what was raised when a submit was refused by it."""
    prompts = define_refusals("kling-npm", [str(code) for code in DOCUMENTED])
    return dict(
        zip(DOCUMENTED, sdk("refused", forms=[{"prompt": prompt} for prompt in prompts]), strict=True)
    )


@pytest.mark.parametrize("code", DOCUMENTED)
def test_every_documented_error_is_raised_as_the_sdks_own_exception(documented, code):
    raised = documented[code]

    assert (raised["class"], raised["code"]) == ("KlingAPIError", code)
    assert raised["status"] == DOCUMENTED[code]
    assert raised["request_id"]


@pytest.mark.parametrize("code", REPEATED)
def test_what_passes_is_repeated_by_the_sdk_itself(sdk, journal, define_refusals, code):
    (prompt,) = define_refusals("kling-npm", [str(code)])

    assert sdk("film", form={"prompt": prompt})["done"]["data"]["task_status"] == "succeed"

    statuses = [entry["response"]["status"] for entry in journal(case=f"sdk/kling-npm.{code}")]
    assert statuses[:2] == [REPEATED[code], 200]


def test_a_wrong_secret_is_raised_with_its_code(sdk):
    (raised,) = sdk("refused", forms=[{}], secret_key="not-the-secret-but-long-enough-for-it")

    assert (raised["code"], raised["status"]) == (1002, 401)


def test_a_rate_limit_is_raised_at_once_whatever_it_says_about_later(sdk, define):
    trouble = {"on": "submit", "kind": "status", "status": 429, "retry_after": 1}
    marker = define("kling-limited", faults=[trouble])

    (raised,) = sdk("refused", forms=[{"prompt": f"{marker} 白马过河"}])

    assert (raised["class"], raised["status"]) == ("KlingAPIError", 429)


def test_a_failed_task_is_raised_with_its_message(sdk):
    names = ("input-rejected", "output-rejected", "fail")

    raised = sdk("refused", forms=[{"prompt": f"[[mock:{name}]] 白马过河"} for name in names])

    assert [each["class"] for each in raised] == ["KlingAPIError"] * len(names)
    assert raised[0]["message"] == raised[1]["message"] == "Failure to pass the risk control system"
    # the status is its own: the answer said 200, and the code is one that it makes up
    assert {each["code"] for each in raised} == {5000}
