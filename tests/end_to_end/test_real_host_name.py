"""The vendor's real host name, mounted on the mock in process: no socket, no network, no address to configure."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import anyio
import httpx
import pytest
import respx
from respx.handlers import ASGIHandler

from vidlect_adapters.canonical import Failed, InProgress, Link, RunState, Succeeded, TaskRef, VideoRequest
from vidlect_adapters.credentials import KeyPair
from vidlect_adapters.message import HttpReply
from vidlect_adapters.profile import choose
from vidlect_adapters.vendors import volcengine_visual as adapter
from vidlect_contract.reference.client import AsyncVideoClient
from vidlect_mock.app import VendorApp
from vidlect_mock.documents import Validators, load
from vidlect_mock.engine import Engine
from vidlect_mock.media import MediaStudio
from vidlect_mock.media_desk import MediaDesk
from vidlect_mock.scenario import AfterPolls
from vidlect_mock.vendors import volcengine_visual as mocked

HOST = "visual.volcengineapi.com"
PROFILE = choose(adapter.NAME, adapter.SWITCHES, adapter.PROFILES)
REQUEST = VideoRequest(model="jimeng_t2v_v30", prompt="渔火映在江面上")


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture
def engine():
    studio = MediaStudio(tiny=True)
    document = load("vendors", mocked.NAME)
    made = Engine(
        {mocked.NAME: mocked},
        pace=AfterPolls(1, 2),
        violations={mocked.NAME: Validators(document).violations},
        media=studio,
    )
    app = VendorApp(mocked.NAME, made, MediaDesk(made, studio), lambda: document)
    with respx.mock(assert_all_called=False) as router:
        # whatever goes elsewhere is an error of respx
        router.route(scheme="https", host=HOST).mock(side_effect=ASGIHandler(app))
        yield made
    studio.close()


@pytest.fixture
def keys():
    values = mocked.credentials("default")[0].values
    return KeyPair(access_key=values["access_key"], secret_key=values["secret_key"])


async def asked(client, keys, call):
    """Any HTTP client's way with a call: a host, a signature, and out."""
    signed = adapter.authorize(call.with_headers(("Host", HOST)), keys, datetime.now(UTC))
    reply = await client.request(
        signed.method,
        f"https://{HOST}{signed.path}",
        params=list(signed.query),
        headers=list(signed.headers),
        content=signed.body,
    )
    return HttpReply(status=reply.status_code, headers=tuple(reply.headers.items()), body=reply.content)


@pytest.mark.anyio
async def test_a_film_from_the_real_address(engine, keys):
    async with httpx.AsyncClient() as client:
        submit = adapter.encode_submit(REQUEST, PROFILE).call
        ref = adapter.decode_submitted(REQUEST, await asked(client, keys, submit), PROFILE)
        assert isinstance(ref, TaskRef)

        poll = adapter.encode_poll(ref, PROFILE)
        running = adapter.decode_polled(ref, await asked(client, keys, poll), PROFILE)
        assert running == InProgress(ref=ref, state=RunState.RUNNING)
        done = adapter.decode_polled(ref, await asked(client, keys, poll), PROFILE)
        assert isinstance(done, Succeeded)

        location = done.files[0].location
        assert isinstance(location, Link)
        assert urlsplit(location.url).hostname == HOST
        film = await client.get(location.url)

    assert (film.status_code, film.headers["content-type"]) == (200, "video/mp4")
    assert film.content[4:8] == b"ftyp"
    entries = engine.journal.find()
    assert [entry.operation for entry in entries] == [
        "CVSync2AsyncSubmitTask",
        "CVSync2AsyncGetResult",
        "CVSync2AsyncGetResult",
        "content",
    ]
    assert {entry.refusal for entry in entries} == {None}


@pytest.mark.anyio
async def test_a_changed_body_is_refused_at_the_real_address(engine, keys):
    call = adapter.encode_submit(REQUEST, PROFILE).call.with_headers(("Host", HOST))
    signed = adapter.authorize(call, keys, datetime.now(UTC))
    async with httpx.AsyncClient() as client:
        reply = await client.post(
            f"https://{HOST}/",
            params=list(signed.query),
            headers=list(signed.headers),
            content=signed.body.replace(b"121", b"241") + b" ",
        )
    assert reply.status_code == 401
    assert reply.json()["ResponseMetadata"]["Error"]["Code"] == "SignatureDoesNotMatch"
    assert engine.journal.find()[-1].refusal.code == "SignatureDoesNotMatch"


@pytest.mark.anyio
async def test_the_reference_client_knows_the_real_address(engine, keys):
    async with AsyncVideoClient(keys) as client:
        result = await client.submit_text_to_video("渔火", model="jimeng_t2v_v30")
        with anyio.fail_after(30):
            done = await client.wait_for_completion(result.task_id, model="jimeng_t2v_v30", interval=0.01)
    assert done.video_url.startswith(f"https://{HOST}/")
    assert engine.journal.find()[0].operation == "CVSync2AsyncSubmitTask"


@pytest.mark.anyio
async def test_a_task_that_nobody_submitted_is_not_found_at_the_real_address(engine, keys):
    ref = TaskRef(task_id="10762451179911711518", locator=(("req_key", "jimeng_t2v_v30"),))
    async with httpx.AsyncClient() as client:
        reply = await asked(client, keys, adapter.encode_poll(ref, PROFILE))
    answer = adapter.decode_polled(ref, reply, PROFILE)
    assert isinstance(answer, Failed)
    assert answer.failure.vendor_code == "not_found"
    assert len(engine.journal) == 1
