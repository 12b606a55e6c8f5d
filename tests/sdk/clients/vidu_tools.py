"""Drives PyPI `vidu-mcp`'s client and tools, unmodified, in its own environment.

stdin: {"url", "api_key", …}; argv: the flow; stdout: one JSON document of what was returned or raised. Its tools
wait 20 s between polls, so a film that they shall see must be there at the first.
"""

import importlib
import json
import os
import sys

from vidu_mcp.client import ViduAPIClient
from vidu_mcp.exceptions import ViduRequestError


def until_finished(client, task_id):
    replies = []
    while len(replies) < 50:
        replies.append(client.get(f"/ent/v2/tasks/{task_id}/creations"))
        if replies[-1]["state"] in {"success", "failed"}:
            break
    return replies


def film(client, settings):
    """By the client alone, which can send what the tools cannot."""
    path, body = settings["path"], settings["body"]
    submitted = client.post(f"/ent/v2/{path}", json=body)
    return {"submitted": submitted, "polled": until_finished(client, submitted["task_id"])}


def cancelled(client, settings):
    queued, running = (client.post("/ent/v2/text2video", json=settings["body"])["task_id"] for _ in range(2))
    client.get(f"/ent/v2/tasks/{running}/creations")
    return {
        "cancelled": client.post(f"/ent/v2/tasks/{queued}/cancel", json={"id": queued}),
        "queued then": client.get(f"/ent/v2/tasks/{queued}/creations"),
        "running": raised_by(lambda: client.post(f"/ent/v2/tasks/{running}/cancel", json={"id": running})),
        "listed": client.get("/ent/v2/tasks", params={"pager.pagesz": 10}),
        "credits": client.get("/ent/v2/credits", params={"show_detail": "true"}),
    }


def raised_by(call):
    """The text of what a call raises; None where it raises nothing."""
    try:
        call()
    except ViduRequestError as raised:
        return str(raised)
    return None


def refused(client, settings):
    """What each of `bodies` makes a submit raise."""
    return [
        raised_by(lambda body=body: client.post("/ent/v2/text2video", json=body))
        for body in settings["bodies"]
    ]


def tools(client, settings):
    """Each of `calls`, [tool, arguments], of its MCP server: its answer is a text."""
    os.environ["VIDU_API_KEY"], os.environ["VIDU_API_HOST"] = client.api_key, client.api_host
    server = importlib.import_module("vidu_mcp.server")
    return [getattr(server, tool)(**arguments) for tool, arguments in settings["calls"]]


FLOWS = {flow.__name__: flow for flow in (film, cancelled, refused, tools)}


def main():
    settings = json.load(sys.stdin)
    client = ViduAPIClient(settings["api_key"], settings["url"])
    json.dump(FLOWS[sys.argv[1]](client, settings), sys.stdout)


if __name__ == "__main__":
    main()
