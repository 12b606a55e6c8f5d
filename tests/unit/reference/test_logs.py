import io
import json
import logging

import pytest

from vidlect_contract.reference.logs import LOG, event, to_stderr

CANARY = "sk-canary"


@pytest.fixture
def lines():
    stream = io.StringIO()
    before = {name: (logging.getLogger(name).handlers, logging.getLogger(name).propagate, logging.getLogger(name).level)
              for name in (LOG.name, "uvicorn")}  # fmt: skip
    to_stderr(stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    for name, (handlers, propagate, level) in before.items():
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = handlers, propagate
        logger.setLevel(level)


def test_an_event_is_one_json_line_without_what_is_absent(lines):
    event(logging.INFO, "request", status=200, task="17", owner=None)
    (line,) = lines()
    assert line.pop("at").endswith("+00:00")
    assert line == {"level": "info", "event": "request", "status": 200, "task": "17"}


def test_long_and_broken_text_is_cut_and_made_whole(lines):
    event(logging.INFO, "x" * 1000, note="\ud800\n" + "y" * 1000)
    (line,) = lines()
    assert len(line["event"]) == len(line["note"]) == 200


def test_an_unexpected_error_is_told_by_type_and_place_not_by_text(lines):
    def broken():
        raise RuntimeError(CANARY)

    try:
        broken()
    except RuntimeError:
        LOG.exception("unexpected")
    (line,) = lines()
    assert line["error"] == "RuntimeError"
    assert "test_logs.py" in line["places"][-1]
    assert CANARY not in json.dumps(line)


def test_the_servers_own_errors_take_the_same_form(lines):
    logging.getLogger("uvicorn.error").error("closed by %s", "peer")
    logging.getLogger("uvicorn.error").info("chatter")
    (line,) = lines()
    assert (line["level"], line["event"]) == ("error", "closed by peer")
