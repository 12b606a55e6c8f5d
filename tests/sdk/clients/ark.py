"""Drives `volcengine-python-sdk[ark]`'s Ark and AsyncArk, unmodified, in its own environment.

stdin: {"url", "api_key", …}; argv: the flow; stdout: one JSON document of what was returned or raised.
"""

import asyncio
import json
import sys
import time

from volcenginesdkarkruntime import Ark, AsyncArk
from volcenginesdkarkruntime._exceptions import ArkAPIError, ArkAPIStatusError

MODEL = "doubao-seedance-1-0-pro-250528"
PROMPT = "山路上的晨雾慢慢散开，一队骆驼走过"
FINISHED = {"succeeded", "failed", "cancelled", "expired"}


def make_client(settings, kind=Ark):
    options = {"base_url": f"{settings['url']}/api/v3", "api_key": settings["api_key"]}
    options |= {name: settings[name] for name in ("max_retries", "timeout") if name in settings}
    return kind(**options)


def asked(settings, prompt=PROMPT):
    return {
        "model": MODEL,
        "content": [{"type": "text", "text": prompt}, *settings.get("content", [])],
        **settings.get("form", {}),
    }


def until_finished(ark, task_id):
    tasks = []
    while len(tasks) < 50:
        tasks.append(ark.content_generation.tasks.get(task_id=task_id).to_dict())
        if tasks[-1]["status"] in FINISHED:
            break
        time.sleep(0.02)
    return tasks


def raised_by(call):
    """What a call raises, as a caller of the SDK can see it; None where it raises nothing."""
    try:
        call()
    except ArkAPIError as raised:
        return {
            "class": type(raised).__name__,
            "status": raised.status_code if isinstance(raised, ArkAPIStatusError) else None,
            "code": raised.code,
            "param": raised.param,
            "type": raised.type,
            "body": raised.body,
        }
    return None


def film(ark, settings):
    created = ark.content_generation.tasks.create(**asked(settings, settings.get("prompt", PROMPT)))
    return {"created": created.to_dict(), "polled": until_finished(ark, created.id)}


def film_asyncio(ark, settings):
    del ark

    async def run():
        client = make_client(settings, AsyncArk)
        created = await client.content_generation.tasks.create(**asked(settings))
        polled = []
        while len(polled) < 50:
            polled.append((await client.content_generation.tasks.get(task_id=created.id)).to_dict())
            if polled[-1]["status"] in FINISHED:
                break
        listed = await client.content_generation.tasks.list(task_ids=[created.id])
        await client.content_generation.tasks.delete(created.id)
        return {"created": created.to_dict(), "polled": polled, "listed": listed.to_dict()}

    return asyncio.run(run())


def listed(ark, settings):
    del settings
    tasks = ark.content_generation.tasks
    ids = [tasks.create(**asked({})).id for _ in range(3)]
    until_finished(ark, ids[0])
    return {
        "ids": ids,
        "all": tasks.list().to_dict(),
        "first page": tasks.list(page_num=1, page_size=2).to_dict(),
        "second page": tasks.list(page_num=2, page_size=2).to_dict(),
        "queued": tasks.list(status="queued").to_dict(),
        "two ids": tasks.list(task_ids=ids[:2]).to_dict(),
        "another model": tasks.list(model="doubao-seedance-1-5-pro-251215").to_dict(),
    }


def deleted(ark, settings):
    del settings
    tasks = ark.content_generation.tasks
    queued, running, done = (tasks.create(**asked({})).id for _ in range(3))
    tasks.delete(queued)
    tasks.get(task_id=running)
    until_finished(ark, done)
    tasks.delete(done)
    return {
        "queued then": tasks.get(task_id=queued).to_dict(),
        "running": raised_by(lambda: tasks.delete(running)),
        "done then": raised_by(lambda: tasks.get(task_id=done)),
        "running id": running,
    }


def refused(ark, settings):
    """What each of `prompts` (or each of `forms`) makes a submit raise."""
    prompts = [{"prompt": prompt} for prompt in settings.get("prompts", [])]
    return [
        raised_by(lambda each=each: film(ark, {**settings, **each}))
        for each in [*prompts, *settings.get("forms", [])]
    ]


def ended(ark, settings):
    """The last task of each of `prompts`."""
    return [film(ark, {"prompt": prompt})["polled"][-1] for prompt in settings["prompts"]]


FLOWS = {flow.__name__: flow for flow in (film, film_asyncio, listed, deleted, refused, ended)}


def main():
    settings = json.load(sys.stdin)
    json.dump(FLOWS[sys.argv[1]](make_client(settings), settings), sys.stdout)


if __name__ == "__main__":
    main()
