"""PyPI `openai` 2.x and 3.x, unmodified, against the reference gateway's `openai_videos` over every vendor."""

import base64
import io

import pytest
from PIL import Image

from vidlect_contract.reference.gateway import GatewayConfiguration
from vidlect_contract.reference.keys import ClientKey
from vidlect_contract.reference.serving import serving
from vidlect_contract.reference.upstream import ask_mock

pytestmark = pytest.mark.foreign

SCRIPT = "openai_videos.py"
CLIENTS = ("openai-2", "openai-3")
# vendor → its film of text, what it needs to be of five seconds and 720p where it has them
TEXT = {
    "volcengine_visual": {"model": "jimeng_t2v_v30", "seconds": "5", "size": "1280x720"},
    "volcengine_ark": {"model": "doubao-seedance-1-0-pro-250528", "seconds": "5", "size": "1280x720"},
    "dashscope": {"model": "wan2.5-t2v-preview", "seconds": "5", "size": "1280x720"},
    "kling": {"model": "kling-v1", "seconds": "5", "size": "1280x720"},
    "vidu": {"model": "viduq3-pro", "seconds": "5", "size": "1280x720"},
    "openai": {"model": "sora-2", "seconds": "8", "size": "1280x720"},
}
# vendor → its film from a first frame
PICTURE = {
    "volcengine_visual": {"model": "jimeng_i2v_first_v30"},
    "volcengine_ark": {"model": "doubao-seedance-1-0-pro-250528"},
    "dashscope": {"model": "wan2.5-i2v-preview"},
    "kling": {"model": "kling-v1"},
    "vidu": {"model": "viduq3-pro"},
    "openai": {"model": "sora-2", "size": "1280x720"},
}


@pytest.fixture(scope="module")
def gateway(mock):
    """The reference gateway in front of the mock."""
    with serving(GatewayConfiguration(upstreams=ask_mock(mock.control_url), shortest_pause=0.0)) as running:
        yield running


@pytest.fixture(scope="module", params=CLIENTS)
def sdk(request, run_client, gateway):
    """Runs a flow of one of the SDK's two lines with a key of the gateway."""

    def run(flow, **settings):
        url = gateway.surfaces["openai_videos"]
        return run_client(request.param, SCRIPT, flow, **{"url": url, "api_key": gateway.key, **settings})

    return run


@pytest.fixture(scope="module")
def text_films(sdk):
    """Vendor → the films of text that both clients saw."""
    return _by_vendor(sdk("crossed", forms=list(TEXT.values())))


@pytest.fixture(scope="module")
def picture_films(sdk):
    """Vendor → the films from a first frame."""
    return _by_vendor(sdk("crossed", forms=list(PICTURE.values()), picture=_picture()))


def _by_vendor(report):
    rows = zip(*(report[name] for name in ("films", "files", "asyncio films", "asyncio files")), strict=True)
    return dict(zip(TEXT, rows, strict=True))


def _picture():
    file = io.BytesIO()
    Image.new("RGB", (1280, 720), "teal").save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


@pytest.mark.parametrize("vendor", TEXT)
def test_a_film_of_text_is_created_polled_and_downloaded(text_films, vendor):
    film, file, later, later_file = text_films[vendor]
    for done, content in ((film, file), (later, later_file)):
        assert (done["status"], done["progress"], done["error"]) == ("completed", 100, None)
        assert {name: done[name] for name in TEXT[vendor]} == TEXT[vendor]
        assert done["created_at"] <= done["completed_at"] < done["expires_at"]
        assert base64.b64decode(content)[4:8] == b"ftyp"
    assert film["id"] != later["id"]


@pytest.mark.parametrize("vendor", PICTURE)
def test_the_bytes_of_a_first_frame_reach_the_vendor(picture_films, vendor):
    film, file, later, _ = picture_films[vendor]
    assert (film["status"], later["status"]) == ("completed", "completed")
    assert film["model"] == PICTURE[vendor]["model"]
    assert base64.b64decode(file)[4:8] == b"ftyp"


# the vendor's neutral word of trouble → class, HTTP status, code
TROUBLE = {
    "rate_limited": ("RateLimitError", 429, "rate_limit_exceeded"),
    "input_rejected": ("BadRequestError", 400, "moderation_blocked"),
    "quota_exhausted": ("RateLimitError", 429, "insufficient_quota"),
}


@pytest.mark.parametrize("vendor", ["volcengine_ark", "dashscope", "openai"])
def test_a_vendors_refusal_is_raised_as_the_sdks_own_exception(sdk, define_refusals, vendor):
    prompts = define_refusals(f"gateway.{vendor}", TROUBLE)
    forms = [{**TEXT[vendor], "prompt": prompt} for prompt in prompts]

    raised = sdk("refused", forms=forms, max_retries=0)

    said = [tuple(one[part] for part in ("class", "status", "code")) for one in raised]
    assert said == list(TROUBLE.values())
    assert all(set(one["body"]) == {"message", "type", "param", "code"} for one in raised)


MISTAKES = {
    ("seconds", "invalid_value"): {"model": "sora-2", "seconds": "7"},
    ("size", "invalid_value"): {"model": "kling-v1", "size": "999x333"},
    ("model", "invalid_value"): {"model": "sora-9"},
    ("prompt", "missing_required_parameter"): {"model": "sora-2", "prompt": ""},
}


def test_a_clients_mistake_is_a_bad_request_that_names_the_member(sdk):
    raised = sdk("refused", forms=list(MISTAKES.values()))

    assert [(one["class"], one["status"]) for one in raised] == [("BadRequestError", 400)] * len(MISTAKES)
    assert [(one["param"], one["code"]) for one in raised] == list(MISTAKES)


def test_a_strangers_key_and_a_key_of_other_models_are_refused(sdk):
    (stranger,) = sdk("refused", forms=[{}], api_key="sk-strangers-key-0123456789")
    limited = ClientKey(session="default", models="kling-*").text
    (outside,) = sdk("refused", forms=[{"model": "sora-2"}], api_key=limited)

    assert (stranger["class"], stranger["code"]) == ("AuthenticationError", "invalid_api_key")
    assert (outside["class"], outside["status"]) == ("PermissionDeniedError", 403)
