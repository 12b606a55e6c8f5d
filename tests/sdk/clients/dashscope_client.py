"""Drives PyPI `dashscope` 2.x's Client and AsyncClient, unmodified, in its own environment.

stdin: {"url", "api_key", …}; argv: the flow; stdout: one JSON document of what was returned or raised.
"""

import asyncio
import json
import sys

import dashscope
from dashscope.v2.errors import DashScopeError

MODEL = "wan2.6-t2v"
PROMPT = "一盏河灯顺流而下，两岸灯火渐次亮起"


def make_client(settings, kind=dashscope.Client):
    options = {"base_url": f"{settings['url']}/api/v1", "api_key": settings["api_key"]}
    options |= {name: settings[name] for name in ("max_retries", "timeout") if name in settings}
    return kind(**options)


def form_of(settings):
    return {"model": MODEL, "prompt": PROMPT, **settings.get("form", {})}


def shown(job):
    return {**json.loads(job.model_dump_json()), "video_url": job.video_url}


def raised_by(call):
    """What a call raises, as a caller of the SDK can see it; None where it raises nothing."""
    try:
        call()
    except DashScopeError as raised:
        return {
            "class": type(raised).__name__,
            "status": raised.status_code,
            "code": raised.code,
            "message": raised.message,
            "request_id": raised.request_id,
        }
    return None


def film(client, settings):
    jobs = client.videos.jobs
    created = jobs.create(**form_of(settings))
    return {"created": shown(created), "done": shown(jobs.wait(created, poll_interval=0.05))}


def film_asyncio(client, settings):
    del client

    async def run():
        async with make_client(settings, dashscope.AsyncClient) as ours:
            created = await ours.videos.jobs.create(**form_of(settings))
            done = await ours.videos.jobs.wait(created, poll_interval=0.05)
        return {"created": shown(created), "done": shown(done)}

    return asyncio.run(run())


def generated(client, settings):
    return shown(client.videos.generate(**form_of(settings)))


def cancelled(client, settings):
    jobs = client.videos.jobs
    queued, running = (jobs.create(**form_of(settings)).task_id for _ in range(2))
    jobs.fetch(running)
    jobs.cancel(queued)
    page = jobs.list()
    return {
        "queued then": shown(jobs.fetch(queued)),
        "waiting": raised_by(lambda: jobs.wait(queued)),
        "running": raised_by(lambda: jobs.cancel(running)),
        "unknown": shown(jobs.wait("1111")),
        "total": page.total,
        "shown by the page": len(page.tasks),
    }


def refused(client, settings):
    """What each of `forms` makes a submit raise."""
    return [
        raised_by(lambda form=form: client.videos.jobs.create(**form_of({"form": form})))
        for form in settings["forms"]
    ]


def failed(client, settings):
    """What waiting for the task of each of `forms` raises."""
    return [raised_by(lambda form=form: film(client, {"form": form})) for form in settings["forms"]]


FLOWS = {flow.__name__: flow for flow in (film, film_asyncio, generated, cancelled, refused, failed)}


def main():
    settings = json.load(sys.stdin)
    json.dump(FLOWS[sys.argv[1]](make_client(settings), settings), sys.stdout, default=str)


if __name__ == "__main__":
    main()
