"""The control API serves what its document describes, and only to whoever has the token."""

import asyncio
import re

import httpx
import pytest
from control_calls import DOCUMENT, OPERATIONS, Control, error_of

from vidlect_mock.lifecycle import State
from vidlect_mock.trouble import TROUBLES


def test_every_described_path_is_served_with_its_methods_and_no_other(control):
    served = {
        (method, route.path)
        for route in control.app.routes
        if route.path.startswith("/__mock__")
        for method in route.methods - {"HEAD"}
    }
    described = {(method, path.replace("{task_id}", "{task_id:path}")) for _, method, _, path in OPERATIONS}
    assert served == described


def test_the_document_is_the_hand_written_one(control):
    shown = control("GET", "/openapi.json").json()
    assert shown["paths"] == DOCUMENT["paths"]
    assert control("GET", "/docs").status_code == 200


def test_the_document_knows_every_trouble_and_state():
    schemas = DOCUMENT["components"]["schemas"]
    kinds = [row["properties"]["kind"] for row in schemas["Fault"]["oneOf"]]
    assert sorted(word for kind in kinds for word in kind.get("enum", [kind.get("const")])) == sorted(
        TROUBLES
    )
    assert schemas["State"]["enum"] == [state.value for state in State]


def test_the_root_says_what_is_served(control):
    about = control("GET", "/__mock__/").json()
    assert about["vendors"] == {"fake": "http://127.0.0.1:18081"}
    assert about["profiles"]["fake"]["available"] == ["default", "shouting"]
    assert about["profiles"]["fake"]["switches"][0]["choice"] == "plain"
    assert "names a session" in about["credentials"]["rule"]
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", about["version"])


def test_the_vendors_addresses_may_be_known_late(bench):
    control = Control(bench, vendor_urls=lambda: {"fake": "http://late"})
    assert control("GET", "/__mock__/").json()["vendors"] == {"fake": "http://late"}


@pytest.mark.parametrize(("method", "path"), [(method, path) for _, method, _, path in OPERATIONS])
@pytest.mark.parametrize(
    "header", [None, "Bearer wrong", "Bearer", "Basic sesame", "sesame", "Bearer sésame"]
)
def test_with_a_token_every_route_asks_for_it(bench, method, path, header):
    filled = re.sub(r"\{\w+\}", "x", path)
    headers = {} if header is None else {"Authorization": header.encode()}
    reply = Control(bench, "sesame")(method, filled, headers=headers)
    assert error_of(reply) == (401, None)
    assert reply.headers["WWW-Authenticate"] == "Bearer"


def test_the_token_opens(bench):
    control = Control(bench, "sesame")
    assert control("GET", "/__mock__/clock", headers={"Authorization": "bearer sesame"}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/__mock__/nothing", "/__mock__/tasks/fake", "/__mock__/scenarios/a/b"]
)
def test_a_path_that_is_not_there_is_said_in_our_shape(control, path):
    assert error_of(control("GET", path)) == (404, None)


@pytest.mark.parametrize(("method", "path"), [("PATCH", "clock"), ("POST", "journal"), ("DELETE", "tasks")])
def test_a_method_that_is_not_there_is_said_in_our_shape(control, method, path):
    reply = control(method, f"/__mock__/{path}")
    assert error_of(reply) == (405, None)
    assert "Allow" in reply.headers


def test_a_fault_of_the_mock_is_no_traceback(control, bench, monkeypatch):
    monkeypatch.setattr(bench.engine.clock, "now", lambda: 1 / 0)
    reply = control.app and asyncio.run(_plain(control.app, "/__mock__/clock"))
    assert error_of(reply) == (500, None)
    assert "ZeroDivision" not in reply.text


async def _plain(app, path):
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://mock") as client:
        return await client.get(path)
