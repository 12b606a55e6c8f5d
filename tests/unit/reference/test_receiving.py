"""Forms on their way in: spooled part by part, and refused as soon as one is too large."""

import asyncio
from tempfile import SpooledTemporaryFile

import httpx
import pytest
from visual_by_hand import BEARER, bench, error_of

from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.forms import Part, form_call, parts_of
from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_adapters.relay import relay_of
from vidlect_contract.reference import receiving, spooling
from vidlect_contract.reference.receiving import ClientLeft, call_of

pytestmark = pytest.mark.anyio
RELAY = relay_of(SURFACES["openai_videos"], VENDORS)
SORA, ARK, LARGEST = 20_971_520, 29_999_999, 50 * 1024 * 1024
PROMPT = Part(name="prompt", content="雪".encode())
PNG = b"\x89PNG\r\n\x1a\n"


def model(name):
    return Part(name="model", content=name.encode())


def file(size, name="input_reference"):
    return Part(name=name, content=PNG + bytes(size - len(PNG)), file_name="狐.png", media_type="image/png")


class Arriving:
    """A request of these parts, its body cut into pieces; `left` of them have not been asked for."""

    def __init__(self, *parts, step=64 * 1024, method="POST", body=None, kind=None, ends=True):
        call = form_call("POST", "/v1/videos", parts)
        body = call.body if body is None else body
        self.pieces = [body[at : at + step] for at in range(0, len(body), step)]
        self.ends = ends
        kind = kind or call.header("Content-Type")
        headers = [(b"content-type", kind.encode())]
        self.scope = {"method": method, "raw_path": b"/v1/videos", "query_string": b"", "headers": headers}

    @property
    def left(self):
        return len(self.pieces)

    async def receive(self):
        if not self.pieces:
            return {"type": "http.disconnect"}
        piece = self.pieces.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(self.pieces) or not self.ends}

    async def call(self, relay=RELAY):
        return await call_of(self.scope, self.receive, relay)


async def refused(arriving):
    with pytest.raises(Exception, match="at most") as raised:
        await arriving.call()
    return raised.value


@pytest.fixture
def files(monkeypatch):
    """Every file that a spool makes."""
    made = []

    class Recorded(SpooledTemporaryFile):
        is_on_disk = False

        def __init__(self, *arguments):
            super().__init__(*arguments)
            made.append(self)

        def rollover(self):
            super().rollover()
            self.is_on_disk = True

    monkeypatch.setattr(spooling, "SpooledTemporaryFile", Recorded)
    return made


REPEATED = (PROMPT, file(1000), PROMPT, file(9), Part(name="unknown", content=b"\r\n--\x00"))


@pytest.mark.parametrize("parts", [REPEATED, (model("sora-2"), PROMPT, file(300_000))])
async def test_every_part_keeps_its_bytes_its_names_and_its_type(parts):
    call = await Arriving(*parts).call()
    assert parts_of(call, "openai_videos") == parts
    assert call.body.startswith(b"--vidlect-")
    assert len(call.body) == 64


async def test_only_what_is_small_stays_in_memory_and_nothing_stays_at_the_end(files):
    await Arriving(PROMPT, file(1000), file(200_000)).call()
    assert [one.is_on_disk for one in files] == [False, False, True]
    assert all(one.closed for one in files)


@pytest.mark.parametrize(
    ("parts", "size", "named"),
    [
        ((model("sora-2"),), SORA, "the model sora-2 has at most 20971520 bytes"),
        ((model("doubao-seedance-1-0-pro-250528"),), ARK, "has at most 29999999 bytes"),
        ((model("kling-3.0-turbo"),), LARGEST, "the model kling-3.0-turbo has at most 52428800 bytes"),
    ],
)
async def test_a_file_beyond_the_routed_vendors_limit_is_refused_before_it_is_read_further(
    parts, size, named
):
    step = 1024 * 1024
    accepted = await Arriving(*parts, PROMPT, file(size), step=step).call()
    assert len(accepted.form[-1].content) == size
    arriving = Arriving(
        *parts, PROMPT, file(size + 1), Part(name="after", content=bytes(3 * step)), step=step
    )
    error = await refused(arriving)
    assert (error.status, error.pointer) == (413, "/input_reference")
    assert error.message.startswith("input_reference: a file for ")
    assert named in error.message
    assert arriving.left == 3


async def test_a_file_for_nobody_knows_which_model_has_the_largest_limit_of_all(monkeypatch):
    monkeypatch.setattr(spooling, "LARGEST_FORM", 2 * LARGEST)
    error = await refused(Arriving(PROMPT, file(LARGEST + 1)))
    assert "any model here has at most 52428800 bytes" in error.message


async def test_a_file_without_a_model_is_measured_by_the_one_that_the_surface_takes():
    error = await refused(Arriving(PROMPT, file(SORA + 1)))
    assert "the model sora-2 has at most 20971520 bytes" in error.message
    assert len((await Arriving(PROMPT, file(SORA)).call()).form[-1].content) == SORA


REFUSED = [
    ((PROMPT, model("no-such-model")), 400, "no-such-model"),
    ((model("sora-2"),), 400, "prompt"),
    ((PROMPT, PROMPT), 400, "prompt"),
    ((PROMPT, Part(name="model", content=b"sora-2", file_name="m")), 400, "model"),
]


@pytest.mark.parametrize(("parts", "status", "named"), REFUSED)
async def test_a_picture_is_not_read_into_memory_for_a_form_that_is_refused_without_it(parts, status, named):
    call = await Arriving(*parts, file(1_000_000)).call()
    assert len(call.form[-1].content) == 64
    reply = RELAY.begin_create(call)
    assert reply.status == status
    assert named.encode() in reply.body


async def test_large_json_is_never_cut():
    metadata = Part(name="metadata", content=b"[" * 300_000, file_name="blob", media_type="application/json")
    call = await Arriving(PROMPT, metadata, file(300_000)).call()
    assert [len(part.content) for part in call.form[1:]] == [300_000, 64]


async def test_a_file_that_came_before_its_model_is_measured_again(files):
    error = await refused(Arriving(file(SORA + 1), PROMPT, model("sora-2")))
    assert (error.status, error.pointer) == (413, "/input_reference")
    assert all(one.closed for one in files)
    assert len((await Arriving(file(SORA), PROMPT, model("sora-2")).call()).form) == 3


@pytest.mark.parametrize(
    ("limit", "pointer", "said"),
    [
        ("LARGEST_TEXT", "/prompt", "prompt: a text has at most 99"),
        ("LARGEST_FORM", "", "a form has at most 99"),
    ],
)
async def test_a_text_and_a_whole_form_have_their_limits_too(monkeypatch, limit, pointer, said):
    monkeypatch.setattr(spooling, limit, 99)
    error = await refused(Arriving(Part(name="prompt", content=bytes(100))))
    assert (error.status, error.pointer) == (413, pointer)
    assert error.message.startswith(said)


@pytest.mark.parametrize("kind", [None, "application/json"], ids=["form", "json"])
async def test_a_sender_that_falls_silent_is_told_so_and_leaves_no_file(monkeypatch, files, kind):
    monkeypatch.setattr(receiving, "LONGEST_SILENCE", 0.01)
    arriving = Arriving(model("sora-2"), file(300_000), ends=False, kind=kind)

    async def silent_after_two():
        if len(arriving.pieces) > 3:
            return {"type": "http.request", "body": arriving.pieces.pop(0), "more_body": True}
        return await asyncio.Event().wait()

    with pytest.raises(MalformedRequest, match="nothing of the body came for") as raised:
        await call_of(arriving.scope, silent_after_two, RELAY)
    assert raised.value.status == 408
    assert all(one.closed for one in files)


async def test_a_client_that_leaves_in_the_middle_leaves_no_file(files):
    with pytest.raises(ClientLeft):
        await Arriving(file(1_000_000), ends=False).call()
    assert [one.is_on_disk for one in files] == [True]
    assert all(one.closed for one in files)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"kind": "multipart/form-data"}, "names no boundary"),
        ({"kind": "multipart/form-data; boundary=other"}, "breaks off, or its boundary is another"),
        ({"body": b"--b\r\n\r\n", "kind": "multipart/form-data; boundary=b"}, "a part has no headers"),
        ({"body": b"", "kind": "multipart/form-data; boundary=b"}, "breaks off"),
    ],
)
async def test_a_form_that_cannot_be_read_is_handed_on_with_its_fault(given, why):
    arriving = Arriving(PROMPT, **given)
    arriving.pieces = arriving.pieces or [b""]
    call = await arriving.call()
    assert why in call.form_fault
    assert call.form == ()


async def test_a_form_is_read_where_something_is_created_only():
    call = await Arriving(PROMPT, method="GET").call()
    assert call.form == ()
    assert call.body.endswith(b"--\r\n")


def to_visual(*parts):
    name = "jimeng_ti2v_v30_pro"
    call = form_call("POST", "/v1/videos", (model(name), PROMPT, *parts))
    return {"content": call.body, "headers": {**BEARER, "Content-Type": call.header("Content-Type")}}


async def test_the_gateway_refuses_in_the_surfaces_words_and_asks_no_vendor():
    gateway = bench(surface=SURFACES["openai_videos"])
    reply = await gateway.client.post("/v1/videos", **to_visual(file(4_928_308)))
    assert reply.status_code == 413
    assert error_of(reply)["param"] == "input_reference"
    broken = to_visual(file(100))
    broken["content"] = broken["content"][:-9]
    reply = await gateway.client.post("/v1/videos", **broken)
    assert reply.status_code == 400
    assert "the body is no form: the form breaks off" in error_of(reply)["message"]
    assert gateway.vendor.calls == []


async def test_a_surface_without_forms_says_that_it_reads_json():
    reply = await bench().client.post("/v1/videos", **to_visual())
    assert reply.status_code == 400
    assert "not valid JSON" in error_of(reply)["message"]


async def test_a_picture_of_the_largest_size_reaches_the_vendor_with_its_length_said():
    gateway = bench(surface=SURFACES["openai_videos"])
    reply = await gateway.client.post("/v1/videos", **to_visual(file(4_928_307)))
    assert reply.status_code == 200
    _, call = gateway.vendor.calls[0]
    assert isinstance(call, httpx.Request)
    assert int(call.headers["content-length"]) > 4_928_307 * 4 // 3
    assert "transfer-encoding" not in call.headers
