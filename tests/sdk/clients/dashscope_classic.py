"""Drives PyPI `dashscope`'s VideoSynthesis and AioVideoSynthesis, unmodified, 1.x and 2.x, each in its own environment.

stdin: {"url", "api_key", …}; argv: the flow; stdout: one JSON document of what was returned. These classes
raise nothing for a refusal: it is a response with a status and a code.
"""

import asyncio
import json
import sys

import dashscope
from dashscope import VideoSynthesis
from dashscope.aigc.video_synthesis import AioVideoSynthesis
from dashscope.common.error import DashScopeException

MODEL = "wan2.6-t2v"
PROMPT = "一盏河灯顺流而下，两岸灯火渐次亮起"
FINISHED = {"SUCCEEDED", "FAILED", "CANCELED", "UNKNOWN"}


def shown(response):
    return {
        "status": int(response.status_code),
        "code": response.code,
        "message": response.message,
        "request_id": response.request_id,
        "output": response.output,
        "usage": response.usage,
    }


def form_of(settings):
    return {"model": MODEL, "prompt": PROMPT, **settings.get("form", {})}


def until_finished(task_id):
    replies = []
    while len(replies) < 50:
        replies.append(shown(VideoSynthesis.fetch(task_id)))
        if (replies[-1]["output"] or {}).get("task_status") in FINISHED:
            break
    return replies


def film(settings):
    """Submit and fetch, each by its own call."""
    submitted = shown(VideoSynthesis.async_call(**form_of(settings)))
    return {"submitted": submitted, "polled": until_finished(submitted["output"]["task_id"])}


def waited(settings):
    """One call that submits and waits, by its own pauses."""
    return shown(VideoSynthesis.call(**form_of(settings)))


def film_asyncio(settings):
    async def run():
        submitted = await AioVideoSynthesis.async_call(**form_of(settings))
        done = await AioVideoSynthesis.wait(submitted)
        second = await AioVideoSynthesis.async_call(**form_of(settings))
        cancelled = await AioVideoSynthesis.cancel(second)
        fetched = await AioVideoSynthesis.fetch(second)
        listed = await AioVideoSynthesis.list()
        return [shown(reply) for reply in (submitted, done, cancelled, fetched, listed)]

    return dict(zip(("submitted", "done", "cancelled", "fetched", "listed"), asyncio.run(run()), strict=True))


def cancelled(settings):
    queued, running = (VideoSynthesis.async_call(**form_of(settings)).output.task_id for _ in range(2))
    VideoSynthesis.fetch(running)
    return {
        "queued": shown(VideoSynthesis.cancel(queued)),
        "queued then": shown(VideoSynthesis.fetch(queued)),
        "running": shown(VideoSynthesis.cancel(running)),
        "unknown": shown(VideoSynthesis.fetch("1111")),
    }


def listed(settings):
    del settings
    ids = [
        VideoSynthesis.async_call(model=model, prompt=PROMPT).output.task_id
        for model in (MODEL, MODEL, "wan2.5-t2v-preview")
    ]
    VideoSynthesis.fetch(ids[0])
    return {
        "ids": ids,
        "all": shown(VideoSynthesis.list()),
        "second page": shown(VideoSynthesis.list(page_no=2, page_size=2)),
        "one model": shown(VideoSynthesis.list(model_name=MODEL)),
        "running": shown(VideoSynthesis.list(status="RUNNING")),
    }


def refused(settings):
    """What each of `forms` is answered by at its submit, or the name of what was raised."""
    replies = []
    for form in settings["forms"]:
        try:
            replies.append(shown(VideoSynthesis.async_call(**form_of({"form": form}))))
        except DashScopeException as raised:
            replies.append({"raised": type(raised).__name__, "message": str(raised)})
    return replies


def ended(settings):
    """The last reply about the task of each of `forms`."""
    return [film({"form": form})["polled"][-1] for form in settings["forms"]]


FLOWS = {flow.__name__: flow for flow in (film, waited, film_asyncio, cancelled, listed, refused, ended)}


def main():
    settings = json.load(sys.stdin)
    dashscope.base_http_api_url = f"{settings['url']}/api/v1"
    dashscope.api_key = settings["api_key"]
    json.dump(FLOWS[sys.argv[1]](settings), sys.stdout, default=str)


if __name__ == "__main__":
    main()
