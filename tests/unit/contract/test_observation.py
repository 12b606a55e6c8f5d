"""Journal entries become values, and values become reports."""

from __future__ import annotations

import asyncio

import pytest

from vidlect_adapters.message import HttpCall, HttpReply
from vidlect_contract.observation import Exchange, Observation, entry_from_json, to_json
from vidlect_contract.report.progress import Display
from vidlect_contract.runner.following import Follower, carries
from vidlect_contract.targets.http import Client, NoReply

ENTRY = {
    "number": 3,
    "at": 1.5,
    "operation": "CVProcess",
    "case": "a/b/c/1",
    "task_id": None,
    "request": {
        "method": "POST",
        "path": "/",
        "query": [["Action", "CVProcess"]],
        "headers": [["a", "b"]],
        "body": "{}",
    },
    "response": {"status": 200, "headers": [], "body": {"base64": "AAE="}},
    "refusal": None,
    "fault": {"kind": "stall"},
    "remarks": ["odd"],
}


def test_an_entry_of_the_journal_is_read():
    entry = entry_from_json(ENTRY, {"CVProcess": "instant"})
    assert (entry.effect, entry.case, entry.task_id, entry.refusal) == ("instant", "a/b/c/1", None, None)
    assert entry.reply.body == b"\x00\x01"
    assert entry.call.query == (("Action", "CVProcess"),)
    assert entry.fault == {"kind": "stall"}


@pytest.mark.parametrize(
    "changed",
    [
        {"number": None},
        {"at": "now"},
        {"response": {}},
        {"response": {"status": 200, "body": {"base64": "%"}}},
    ],
)
def test_a_journal_of_another_form_is_an_error(changed):
    with pytest.raises(ValueError, match="journal"):
        entry_from_json({**ENTRY, **changed}, {})


@pytest.mark.parametrize(
    ("operation", "effect"), [("content", "content"), ("media", "content"), ("other", "unknown")]
)
def test_an_operation_without_a_task_is_told_apart(operation, effect):
    assert entry_from_json({**ENTRY, "operation": operation}, {}).effect == effect


def test_an_observation_is_json_for_a_report():
    exchange = Exchange(
        step="create",
        started=0.0,
        ended=0.1,
        call=HttpCall(method="POST", path="/"),
        reply=None,
        trouble="reset",
    )
    seen = Observation(northbound=(exchange,), southbound=(entry_from_json(ENTRY, {}),), troubles=("gone",))
    obj = to_json(seen)
    assert obj["northbound"][0]["reply"] is None
    assert obj["southbound"][0]["operation"] == "CVProcess"
    assert obj["troubles"] == ["gone"]
    with pytest.raises(ValueError, match="no reply"):
        exchange.json_body()


class _Mock:
    """A journal in pages."""

    def __init__(self, *pages):
        self.pages = list(pages)
        self.asked = []

    async def journal(self, vendor, session, after):
        self.asked.append((vendor, session, after))
        page = self.pages.pop(0) if self.pages else []
        return [entry_from_json(one, {}) for one in page], after + len(page)


def test_the_journal_is_read_once_and_shared_out():
    mock = _Mock(
        [ENTRY, {**ENTRY, "number": 4, "case": None, "task_id": "77"}],
        [{**ENTRY, "number": 5, "case": None, "request": {"body": "https://m/x/a~b~c~1/p.png"}}],
    )

    async def course():
        follower = Follower(mock, "v", "s")
        first = await follower.entries("a/b/c/1", ["77"])
        second = await follower.entries("a/b/c/1", [])
        return (
            [one.number for one in first],
            [one.number for one in second],
            await follower.entries("z/z/z/1", []),
        )

    assert asyncio.run(course()) == ([3, 4], [3, 5], ())
    assert mock.asked == [("v", "s", 0), ("v", "s", 2), ("v", "s", 3)]


def test_what_the_mock_itself_sent_is_no_call_of_the_gateway():
    mock = _Mock([ENTRY, {**ENTRY, "number": 4, "operation": "callback"}])
    found = asyncio.run(Follower(mock, "v", "s").entries("a/b/c/1", []))
    assert [one.number for one in found] == [3]


@pytest.mark.parametrize("body", [b'"a/b/c/1"', rb'"a\/b\/c\/1"', b"a~b~c~1"])
def test_a_token_is_found_however_it_is_written(body):
    entry = entry_from_json({**ENTRY, "request": {"body": body.decode()}}, {})
    assert carries(entry, "a/b/c/1")


def test_no_answer_says_why():
    async def course():
        client = Client("http://127.0.0.1:9", 1.0)
        try:
            await client.send(HttpCall(method="GET", path="/"))
        finally:
            await client.close()

    with pytest.raises(NoReply, match="ConnectError"):
        asyncio.run(course())


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (HttpReply(status=500, body=b"broken"), "500 broken"),
        (HttpReply(status=200, body=b"{"), "not JSON"),
        (HttpReply(status=200, body=b"[]"), "not a JSON object"),
    ],
)
def test_a_control_reply_of_another_form_is_no_reply(monkeypatch, reply, said):
    async def send(_, call):
        del call
        return reply

    monkeypatch.setattr(Client, "send", send)
    with pytest.raises(NoReply, match=said):
        asyncio.run(Client("http://127.0.0.1:9", 1.0).json("GET", "/"))


def test_a_terminal_gets_a_live_line(monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    with Display(3) as display:
        assert display._progress is not None
