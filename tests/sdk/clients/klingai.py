"""Drives PyPI `klingai-api`'s KlingAiAPI, unmodified, in its own environment.

stdin: {"url", "access_key", "secret_key", …}; argv: the flow; stdout: one JSON document of what was returned
or raised. Its address is a class attribute; its errors are `requests`' own, but for a refused key.
"""

import json
import sys

import requests
from api import Image2VideoModel, KlingAiAPI, Text2VideoModel
from exceptions import BadCredentials

PROMPT = "沙丘上的风把脚印一点点抹平"


def until_finished(query, submitted):
    replies = []
    while len(replies) < 50:
        replies.append(query(submitted["data"]["task_id"]))
        if replies[-1]["data"]["task_status"] in {"succeed", "failed"}:
            break
    return replies


def film(api, settings):
    submitted = api.text2video(**{"prompt": PROMPT, **settings.get("form", {})})
    return {"submitted": submitted, "polled": until_finished(api.get_text2video, submitted)}


def pictured(api, settings):
    submitted = api.image2video(
        settings["picture"],
        image_tail=settings["picture"],
        model_name=Image2VideoModel.kling_v2_1,
        mode="pro",
        duration="10",
        external_task_id=settings["external_task_id"],
    )
    polled = until_finished(api.get_image2video, submitted)
    return {
        "polled": polled,
        "by the client's own id": api.get_image2video(settings["external_task_id"]),
        "listed": api.list_image2video(),
        "listed by the other kind": api.list_text2video(page_num=1, page_size=5),
    }


def listed(api, settings):
    del settings
    ids = [api.text2video(PROMPT, model_name=Text2VideoModel.kling_v2_6)["data"]["task_id"] for _ in range(3)]
    return {
        "ids": ids,
        "all": api.list_text2video(),
        "second page": api.list_text2video(page_num=2, page_size=2),
    }


def refused(api, settings):
    """What each of `forms` makes a submit raise."""
    raised = []
    for form in settings["forms"]:
        try:
            film(api, {"form": form})
        except requests.HTTPError as error:
            raised.append({"status": error.response.status_code, **error.response.json()})
        else:
            raised.append(None)
    return raised


FLOWS = {flow.__name__: flow for flow in (film, pictured, listed, refused)}


def main():
    settings = json.load(sys.stdin)
    KlingAiAPI.base = settings["url"]
    try:
        with KlingAiAPI(settings["access_key"], settings["secret_key"]) as api:
            report = FLOWS[sys.argv[1]](api, settings)
    except BadCredentials as raised:
        report = {"class": type(raised).__name__}
    json.dump(report, sys.stdout)


if __name__ == "__main__":
    main()
