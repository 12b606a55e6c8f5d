import inspect
from decimal import Decimal
from urllib.parse import parse_qs

import httpx
import orjson
import pytest
from visual_by_hand import QUEUED, RUNNING, SECRET, done, flat

from vidlect_adapters.canonical import TaskRef
from vidlect_adapters.credentials import KeyPair
from vidlect_contract.reference.client import AsyncVideoClient, VideoClient
from vidlect_contract.reference.conversation import (
    NotUnderstood,
    StillRunning,
    VendorRefused,
    VideoClientError,
)

pytestmark = pytest.mark.anyio
FILM = "https://films.example/a.mp4"
MODEL = "jimeng_ti2v_v30_pro"
KEYS = KeyPair(access_key="AKLTcanary", secret_key=SECRET)


class Script:
    """Answers in order, the last one for ever."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.calls = []

    def __call__(self, request):
        self.calls.append((parse_qs(request.url.query.decode())["Action"][0], orjson.loads(request.content)))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)


@pytest.fixture(params=[VideoClient, AsyncVideoClient], ids=["sync", "async"])
def client_of(request):
    """Makes a client of either kind whose methods are all awaited."""

    def make(*answers, **options):
        client = request.param(KEYS, base_url="http://mock:1/", **options)
        client.script = Script(*answers)
        kind = httpx.Client if request.param is VideoClient else httpx.AsyncClient
        client._http = kind(transport=httpx.MockTransport(client.script))
        return client

    return make


async def got(result):
    return await result if inspect.isawaitable(result) else result


SUBMITTED = flat({"task_id": "17"})


async def test_the_calls_of_seed_001_end_with_a_film(client_of):
    client = client_of(SUBMITTED, QUEUED, RUNNING, done(FILM))
    task = await got(client.submit_text_to_video(prompt="灯", duration=5, model=MODEL, aspect_ratio="16:9"))
    assert (task.task_id, task.status, task.video_url) == ("17", "queued", None)
    result = await got(client.wait_for_completion(task.task_id, timeout=180, interval=0))
    assert (result.task_id, result.status, result.video_url) == ("17", "succeeded", FILM)
    (_, submit), *polls = client.script.calls
    assert submit == {"req_key": MODEL, "prompt": "灯", "frames": 121, "aspect_ratio": "16:9"}
    assert all(body == {"req_key": MODEL, "task_id": "17"} for _, body in polls)


@pytest.mark.parametrize(
    ("picture", "field"),
    [
        ("https://p.example/a.png", {"image_urls": ["https://p.example/a.png"]}),
        ("data:image/png;base64,QUJD", {"binary_data_base64": ["QUJD"]}),
        ("data:;base64,QUJD", {"binary_data_base64": ["QUJD"]}),
    ],
)
async def test_a_picture_is_the_first_frame(client_of, picture, field):
    client = client_of(SUBMITTED)
    await got(client.submit_image_to_video(picture, prompt="笑", duration=10, model=MODEL, seed=-1))
    assert client.script.calls[0][1] == {"req_key": MODEL, "prompt": "笑", "frames": 241, **field}


async def test_a_task_can_be_waited_for_by_its_reference_or_by_id_and_model(client_of):
    ref = TaskRef(task_id="17", locator=(("req_key", MODEL),))
    assert (await got(client_of(done(FILM)).wait_for_completion(ref))).video_url == FILM
    assert (await got(client_of(done(FILM)).wait_for_completion("17", model=MODEL))).video_url == FILM


async def test_an_id_of_somebody_else_needs_its_model(client_of):
    with pytest.raises(ValueError, match="model"):
        await got(client_of(done(FILM)).wait_for_completion("17"))


async def test_a_failed_task_is_a_result_that_says_why(client_of):
    client = client_of(SUBMITTED, flat(None, 50511, "Post Img Risk Not Pass", 400))
    task = await got(client.submit_text_to_video("灯", model=MODEL))
    result = await got(client.wait_for_completion(task.task_id))
    assert (result.status, result.video_url) == ("failed", None)
    assert "Post Img Risk Not Pass" in result.failure.message


async def test_a_refused_submit_is_raised_with_the_vendors_words(client_of):
    with pytest.raises(VendorRefused, match="Text Risk Not Pass") as refusal:
        await got(
            client_of(flat(None, 50412, "Text Risk Not Pass", 400)).submit_text_to_video("灯", model=MODEL)
        )
    assert refusal.value.failure.vendor_code == "50412"
    assert isinstance(refusal.value, VideoClientError)


async def test_an_ambiguous_submit_is_sent_once_and_raised(client_of):
    client = client_of(httpx.ReadError("reset"))
    with pytest.raises(VendorRefused):
        await got(client.submit_text_to_video("灯", model=MODEL))
    assert len(client.script.calls) == 1


async def test_a_submit_that_never_left_is_sent_again(client_of):
    client = client_of(httpx.ConnectError("refused"), SUBMITTED)
    assert (await got(client.submit_text_to_video("灯", model=MODEL))).task_id == "17"


@pytest.mark.parametrize("arguments", [{"duration": 7}, {"aspect_ratio": "5:4"}])
async def test_what_the_vendor_cannot_do_is_said_before_anything_is_sent(client_of, arguments):
    client = client_of(SUBMITTED)
    with pytest.raises(NotUnderstood):
        await got(client.submit_text_to_video("灯", model=MODEL, **arguments))
    assert client.script.calls == []


@pytest.mark.parametrize(
    "trouble",
    [httpx.ReadError("reset"), httpx.Response(502, text="<html>"), httpx.Response(200, text="{"),
     flat({"task_id": "17", "status": "pondering"}), flat(None, 50429, "Limit", 429)],
    ids=range(5),
)  # fmt: skip
async def test_polls_that_go_wrong_do_not_end_the_wait(client_of, trouble):
    client = client_of(SUBMITTED, *[trouble] * 4, done(FILM))
    task = await got(client.submit_text_to_video("灯", model=MODEL))
    assert (await got(client.wait_for_completion(task.task_id, interval=0))).video_url == FILM


async def test_time_that_runs_out_is_raised_and_says_what_went_wrong_last(client_of):
    for answer, word in ((RUNNING, "ended"), (flat(None, 50429, "Limit Reached", 429), "Limit Reached")):
        client = client_of(SUBMITTED, answer)
        task = await got(client.submit_text_to_video("灯", model=MODEL))
        with pytest.raises(StillRunning, match=word) as refusal:
            await got(client.wait_for_completion(task.task_id, timeout=0.02, interval=0.005))
        assert isinstance(refusal.value, TimeoutError)


async def test_a_refused_key_ends_the_wait(client_of):
    body = {
        "ResponseMetadata": {
            "RequestId": "r",
            "Error": {"CodeN": 100010, "Code": "SignatureDoesNotMatch", "Message": "No."},
        }
    }
    client = client_of(SUBMITTED, httpx.Response(401, json=body))
    task = await got(client.submit_text_to_video("灯", model=MODEL))
    with pytest.raises(VendorRefused):
        await got(client.wait_for_completion(task.task_id))


@pytest.mark.parametrize("answer", [flat({"task_id": "1", "status": "not_found"}), QUEUED.__class__(200, json={"code": 10000, "data": {"status": "not_found"}, "message": "Success", "request_id": "r", "status": 10000})], ids=["echoed", "bare"])  # fmt: skip
async def test_a_vendor_that_knows_us_is_connected(client_of, answer):
    connection = await got(client_of(answer).test_connection())
    assert connection, connection.detail


@pytest.mark.parametrize(
    "answer",
    [httpx.ConnectError("refused"), httpx.Response(200, text="<html>"), httpx.Response(404, text="nothing here"),
     httpx.Response(401, json={"ResponseMetadata": {"RequestId": "r", "Error": {"CodeN": 100009, "Code": "InvalidAccessKey", "Message": "No."}}})],
    ids=["refused", "page", "lost", "key"],
)  # fmt: skip
async def test_a_vendor_that_does_not_is_not_connected_and_the_detail_says_why(client_of, answer):
    connection = await got(client_of(answer).test_connection())
    assert not connection
    assert connection.detail
    assert SECRET not in connection.detail


def test_models_are_listed_as_seed_001_lists_them(client_of):
    models = client_of(QUEUED).list_models()
    assert {"req_key": MODEL, "name": MODEL} in models


def test_a_cost_is_seconds_times_the_price(client_of):
    client = client_of(QUEUED)
    assert client.estimate_cost(MODEL, 10) == 10
    assert client.estimate_cost("jimeng_t2v_v30", 5) == Decimal("1.4")
    with pytest.raises(ValueError, match="no model"):
        client.estimate_cost("sora-2", 5)


def test_an_unknown_vendor_is_refused():
    with pytest.raises(ValueError, match="volcengine_visual"):
        VideoClient(KEYS, vendor="kling")


async def test_clients_close_with_their_block_and_show_no_secret():
    with VideoClient(KEYS) as client:
        assert SECRET not in repr(client._upstream)
    assert client._http.is_closed
    async with AsyncVideoClient(KEYS) as other:
        pass
    assert other._http.is_closed


def test_both_clients_offer_the_same():
    offered = {name for name in vars(VideoClient) if not name.startswith("_")}
    assert offered == {name for name in vars(AsyncVideoClient) if not name.startswith("_")}
    for name in offered:
        sync, other = (inspect.signature(getattr(kind, name)) for kind in (VideoClient, AsyncVideoClient))
        assert sync.parameters == other.parameters
