"""From a model's name to its vendor, and keys of some models only: on every surface, in its own words."""

import json
from urllib.parse import parse_qs

import pytest
from visual_by_hand import Vendor, bench

from vidlect_adapters.canonical import VideoRequest
from vidlect_adapters.failure import ErrorKind
from vidlect_adapters.message import HttpCall, HttpReply
from vidlect_adapters.named_model import named_model
from vidlect_adapters.registry import SURFACES
from vidlect_adapters.routing import Route
from vidlect_contract.reference.keys import EVERY_MODEL, ClientKey

pytestmark = pytest.mark.anyio
KNOWN = "jimeng_t2v_v30"
UNKNOWN = "jimeng_t2v_v39"


@pytest.fixture(params=SURFACES)
def gateway(request):
    return bench(Vendor(), surface=SURFACES[request.param], routes={"my-film": ROUTE})


ROUTE = Route(vendor="volcengine_visual", model=KNOWN)


def asking(gateway, model):
    """The call by which a client asks for a plain film."""
    relay = gateway.app._relay
    request = VideoRequest(model=model, prompt="一盏灯慢慢亮起来")
    return relay.surface.encode_create(request, model, relay.profile)


async def answered(gateway, call, models=EVERY_MODEL):
    key = ClientKey(session="default", models=models).text
    headers = [*call.headers, ("Authorization", f"Bearer {key}")]
    return await gateway.client.request(call.method, call.path, content=call.body, headers=headers)


def failure_of(gateway, reply):
    relay = gateway.app._relay
    headers = tuple(reply.headers.multi_items())
    return relay.surface.decode_error(
        HttpReply(status=reply.status_code, headers=headers, body=reply.content), relay.profile
    )


async def refused(gateway, call, models=EVERY_MODEL):
    """Status and message of a refusal that no vendor heard of."""
    reply = await answered(gateway, call, models)
    assert gateway.vendor.calls == []
    return reply.status_code, failure_of(gateway, reply).message


async def test_an_unknown_model_is_refused_with_the_names_that_look_alike(gateway):
    status, message = await refused(gateway, asking(gateway, UNKNOWN))
    assert status in {400, 404}
    assert f"near names are {KNOWN}" in message


async def test_a_key_of_other_models_is_told_so_in_the_dialect(gateway):
    reply = await answered(gateway, asking(gateway, KNOWN), models="kling-*")
    assert (reply.status_code, gateway.vendor.calls) == (403, [])
    failure = failure_of(gateway, reply)
    assert failure.kind is ErrorKind.PERMISSION_DENIED
    assert KNOWN in failure.message


async def test_a_key_of_other_models_does_not_learn_which_models_there_are(gateway):
    status, message = await refused(gateway, asking(gateway, UNKNOWN), models="kling-*")
    assert status == 403
    assert "near names" not in message


@pytest.mark.parametrize("more", [{}, {"prompt": 7}, {"prompt": "x", "surely_unknown": [1]}])
async def test_the_key_is_checked_before_the_rest_of_the_body(gateway, more):
    call = asking(gateway, KNOWN)
    body = json.dumps({"model": KNOWN, **more}).encode()
    bad = HttpCall(method="POST", path=call.path, headers=(("Content-Type", "application/json"),), body=body)
    assert (await refused(gateway, bad, models="kling-*"))[0] == 403


async def test_the_key_is_checked_before_the_rest_of_a_form(gateway):
    parts = b'--b\r\nContent-Disposition: form-data; name="model"\r\n\r\nsora-2\r\n--b--\r\n'
    kind = (("Content-Type", "multipart/form-data; boundary=b"),)
    call = HttpCall(method="POST", path=asking(gateway, KNOWN).path, headers=kind, body=parts)
    assert (await refused(gateway, call, models="kling-*"))[0] == 403


async def test_a_name_without_measure_is_not_repeated(gateway):
    for models in ("kling-*", EVERY_MODEL):
        status, message = await refused(gateway, asking(gateway, "x" * 100_000), models=models)
        assert status in {400, 403, 404}
        assert len(message) < 200


@pytest.mark.parametrize("models", [EVERY_MODEL, "my-*"])
async def test_a_name_of_the_operators_own_leads_to_its_vendor(gateway, models):
    reply = await answered(gateway, asking(gateway, "my-film"), models=models)
    assert reply.status_code == 200, reply.text
    ((_, submit),) = gateway.vendor.calls
    assert json.loads(submit.content)["req_key"] == KNOWN
    assert parse_qs(submit.url.query.decode())["Action"] == ["CVSync2AsyncSubmitTask"]


async def test_an_override_is_for_the_name_that_the_client_writes():
    elsewhere = Route(vendor="volcengine_visual", model="jimeng_t2v_v30_1080p")
    gateway = bench(Vendor(), routes={"jimeng-video-3.0-pro": elsewhere})
    assert (await gateway.create()).status_code == 200
    assert json.loads(gateway.vendor.calls[0][1].content)["req_key"] == "jimeng_t2v_v30_1080p"


def form(*names, content=b"sora-2"):
    head = b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    return b"".join(head % (name, content) for name in names) + b"--b--\r\n"


FORM = "multipart/form-data; boundary=b"


@pytest.mark.parametrize(
    ("kind", "body", "model"),
    [
        ("application/json", b'{"model": "sora-2", "prompt": 7}', "sora-2"),
        ("", b'{"model": "sora-2"}', "sora-2"),
        ("application/json", b'{"model": 7}', None),
        ("application/json", b'{"prompt": ""}', None),
        ("application/json", b'["model"]', None),
        ("application/json", b'{"model"', None),
        ("application/json", b"[" * 100_000, None),
        ("application/json", b'{"model": "\\ud800"}', None),
        (FORM, form(b"prompt", b"model"), "sora-2"),
        (FORM, form(b"model", b"model"), None),
        (FORM, form(b"prompt"), None),
        (FORM, form(b"model", content=b"\xff"), None),
        (FORM, b"--b", None),
        ("multipart/form-data", form(b"model"), None),
    ],
)
def test_a_model_is_read_alone_or_not_at_all(kind, body, model):
    call = HttpCall(method="POST", path="/", headers=(("Content-Type", kind),), body=body)
    assert named_model(call) == model
