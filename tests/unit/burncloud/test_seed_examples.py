"""Seed 003: its cases hold its members, and its own commands are played byte for byte where it lies beside us.

Replaced are only the key (blank in the seed) and the host, which the commands leave to a shell variable.
"""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import orjson
import pytest

from vidlect_adapters.message import HttpCall, HttpReply
from vidlect_adapters.profile import choose
from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_adapters.relay import Outbound, relay_of
from vidlect_contract.explain.curl_command import read_curl
from vidlect_contract.loading import load_cases
from vidlect_contract.reference.gateway import Gateway, GatewayConfiguration
from vidlect_contract.reference.keys import ClientKey
from vidlect_contract.reference.ledger import MemoryLedger
from vidlect_contract.reference.upstream import ask_mock
from vidlect_mock.scenario import AfterPolls
from vidlect_mock.server import Settings, serve_in_thread

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
RELAY = relay_of(SURFACES["burncloud"], VENDORS)
CASES = {
    case.id.rsplit("/", 1)[1]: case for case in load_cases() if case.id.startswith("burncloud/seed-examples")
}
_COMMAND = re.compile(r"^curl .*?(?=\n```)", re.MULTILINE | re.DOTALL)
_ERROR = re.compile(r"#### (\d{3}) .*?\n```json\n(.*?)\n```", re.DOTALL)
_HOST = "https://$Burncloud_API_BaseUrl"
_BLANK = "'Authorization: '"
CHANNELS = ("kling", "jimeng", "vidu")
SENT: dict[str, tuple[str, dict[str, Any]]] = {
    "kling": (
        "/v1/videos/image2video",
        {"model_name": "kling-v1", "negative_prompt": "模糊", "duration": "5", "image": 0, "image_tail": 1},
    ),
    "jimeng": ("/", {"req_key": "jimeng_vgfm_i2v_l20", "aspect_ratio": "16:9", "image_urls": [0]}),
    "vidu": (
        "/ent/v2/img2video",
        {
            "model": "viduq1",
            "images": [0],
            "duration": 5,
            "resolution": "1080p",
            "movement_amplitude": "auto",
            "bgm": False,
            "payload": "",
        },
    ),
}
"""Channel → the vendor's path, and its body besides the prompt; pictures by their number in the example."""
LOST = {"kling": {"frame", "seed"}, "jimeng": {"model"}, "vidu": {"frame", "seed"}}


def text_of_the_seed() -> str:
    found = sorted(SEEDS.glob("003*"))
    return found[0].read_text(encoding="utf-8") if found else ""


TEXT = text_of_the_seed()
COMMANDS = dict(zip(CHANNELS, _COMMAND.findall(TEXT), strict=False))
ERRORS = {int(status): json.loads(body) for status, body in _ERROR.findall(TEXT)}
needs_the_seed = pytest.mark.skipif(
    not TEXT, reason=f"the seeds are not here ({SEEDS}): there is nothing to play"
)


def pictures_of(body: dict[str, Any]) -> list[str]:
    """The example's pictures, `image` first, each once."""
    metadata = body["metadata"]
    said = [body["image"], *metadata.get("image_urls", []), *filter(None, [metadata.get("image_tail")])]
    return list(dict.fromkeys(said))


def wanted(channel: str, body: dict[str, Any]) -> dict[str, Any]:
    """What the vendor's submit holds, whole."""
    pictures = pictures_of(body)

    def put(value: Any) -> Any:
        if isinstance(value, list):
            return [put(one) for one in value]
        return pictures[value] if isinstance(value, int) and not isinstance(value, bool) else value

    said = {
        name: put(value) if name.startswith("image") else value for name, value in SENT[channel][1].items()
    }
    return {"prompt": body["prompt"], **said}


def begun(body: bytes) -> Outbound:
    outbound = RELAY.begin_create(HttpCall(method="POST", path="/v1/video/generations", body=body))
    assert isinstance(outbound, Outbound), outbound
    return outbound


def case_body(channel: str) -> dict[str, Any]:
    body: dict[str, Any] = CASES[channel].given_object("request")["body"]  # type: ignore[assignment] # JSON
    return json.loads(json.dumps(body).replace("{marker}", "").replace("{media}", "https://example.com"))  # type: ignore[no-any-return] # JSON


@pytest.mark.parametrize("channel", CHANNELS)
def test_an_example_asks_the_vendor_for_just_this_film(channel: str):
    body = case_body(channel)
    outbound = begun(orjson.dumps(body))
    assert outbound.call.path == SENT[channel][0]
    assert orjson.loads(outbound.call.body) == wanted(channel, body)
    assert {loss.field for loss in outbound.losses} == LOST[channel]


@pytest.mark.parametrize("status", [400, 401, 403, 500])
def test_every_documented_error_has_its_case(status: int):
    case = CASES[f"error-{status}"]
    expected = case.expect_object("reply").get("body") or case.expect["body"]
    assert isinstance(expected, dict)
    assert list(expected) == ["code", "message", "param", "type"]


def members(value: Any, at: str = "") -> dict[str, Any]:
    """Every leaf of a body by its path; texts of people and addresses count as such."""
    if isinstance(value, dict):
        return {
            path: one for name, item in value.items() for path, one in members(item, f"{at}/{name}").items()
        }
    if isinstance(value, list):
        return {
            path: one
            for index, item in enumerate(value)
            for path, one in members(item, f"{at}/{index}").items()
        }
    if at == "/prompt" or (isinstance(value, str) and value.startswith("http")):
        return {at: type(value).__name__}
    return {at: value}


@needs_the_seed
def test_the_cases_hold_the_members_and_values_of_the_seed():
    assert list(COMMANDS) == list(CHANNELS)
    for channel, command in COMMANDS.items():
        assert members(orjson.loads(read_curl(command).received.body)) == members(case_body(channel)), channel


@needs_the_seed
def test_the_seeds_errors_are_the_documents():
    assert list(ERRORS) == [400, 401, 403, 500]
    for body in ERRORS.values():
        assert body == {"code": None, "message": "string", "param": "string", "type": "string"}


@dataclass(frozen=True)
class Played:
    """The replies to a command: without a key, with one; to the last query; the film behind its url."""

    refused: httpx.Response
    created: httpx.Response
    last: dict[str, Any]
    film: httpx.Response


async def played(gateway: Gateway, command: str) -> Played:
    client = httpx.AsyncClient(
        transport=httpx.ASGITransport(gateway.apps["burncloud"]), base_url="http://gateway"
    )
    key = f"Bearer {ClientKey(session='default').text}"

    async def sent(text: str) -> httpx.Response:
        received = read_curl(text.replace(_HOST, "http://gateway")).received
        headers = [(name.decode(), value.decode()) for name, value in received.headers]
        return await client.request(
            received.method, received.path.decode(), headers=headers, content=received.body
        )

    async with client:
        refused = await sent(command)
        created = await sent(command.replace(_BLANK, f"'Authorization: {key}'"))
        query = f"/v1/video/generations/{created.json()['task_id']}"
        last: dict[str, Any] = {}
        for _ in range(4):
            last = (await client.get(query, headers={"Authorization": key})).json()
        link = urlsplit(last["url"])
        film = await client.get(f"{link.path}?{link.query}")
    await gateway.close()
    return Played(refused, created, last, film)


@needs_the_seed
@pytest.mark.parametrize("channel", CHANNELS)
def test_a_command_works_with_a_key_and_is_401_as_printed(channel: str):
    with serve_in_thread(Settings(pace=AfterPolls(1, 2), media="tiny")) as mock:
        upstreams = ask_mock(mock.control_url)
        configuration = GatewayConfiguration(upstreams=upstreams, shortest_pause=0.0)
        seen = asyncio.run(played(Gateway(configuration, MemoryLedger()), COMMANDS[channel]))
    assert seen.refused.status_code == 401
    assert seen.refused.json().keys() == ERRORS[401].keys()
    assert seen.refused.json()["code"] is None
    assert (seen.created.status_code, seen.created.json()["status"]) == (200, "queued")
    assert (seen.last["status"], seen.last["format"]) == ("completed", "mp4")
    assert (seen.film.status_code, seen.film.headers["content-type"]) == (200, "video/mp4")
    assert seen.film.content[4:8] == b"ftyp"


@needs_the_seed
@pytest.mark.parametrize("channel", CHANNELS)
def test_the_seeds_own_bytes_ask_the_vendor_for_the_film(channel: str):
    raw = read_curl(COMMANDS[channel]).received.body
    body = orjson.loads(raw)
    outbound = begun(raw)
    assert orjson.loads(outbound.call.body) == wanted(channel, body)
    assert outbound.callback_url == body["metadata"].get("callback_url")


def test_the_strict_profile_refuses_the_key_in_metadata():
    surface = SURFACES["burncloud"]
    strict = choose(surface.NAME, surface.SWITCHES, surface.PROFILES, "strict")
    relay = relay_of(surface, VENDORS, {surface.NAME: strict})
    body = orjson.dumps(case_body("jimeng"))
    reply = relay.begin_create(HttpCall(method="POST", path="/v1/video/generations", body=body))
    assert isinstance(reply, HttpReply)
    assert orjson.loads(reply.body)["param"] == "metadata.req_key"
