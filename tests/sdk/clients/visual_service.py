"""Drives PyPI `volcengine`'s VisualService, unmodified, in its own environment.

stdin: {"url", "access_key", "secret_key", …}; argv: the flow; stdout: one JSON document of what was returned
or raised.
"""

import json
import sys
import time
from urllib.parse import urlsplit

from volcengine.visual.VisualService import VisualService

FILM = {
    "req_key": "jimeng_t2v_v30",
    "prompt": "一只白鹤飞过清晨的湖面，镜头慢慢推近",
    "frames": 121,
    "aspect_ratio": "16:9",
    "seed": -1,
}
PICTURE = "https://media.mock.invalid/m/_/sdk/portrait.png"
SOUND = "https://media.mock.invalid/m/_/sdk/voice.mp3"


def make_service(settings):
    """The SDK's one shared object, pointed at the mock."""
    address = urlsplit(settings["url"])
    service = VisualService()
    service.set_host(address.netloc)
    service.set_scheme(address.scheme)
    service.set_ak(settings["access_key"])
    service.set_sk(settings["secret_key"])
    return service


def until_done(poll, form):
    """Every reply up to the first that is done."""
    replies = []
    for _ in range(50):
        replies.append(poll(dict(form)))
        if replies[-1]["data"]["status"] == "done":
            break
        time.sleep(0.02)
    return replies


def film(service, settings):
    submitted = service.cv_sync2async_submit_task({**FILM, **settings.get("form", {})})
    form = {"req_key": FILM["req_key"], "task_id": submitted["data"]["task_id"]}
    return {"submitted": submitted, "polled": until_done(service.cv_sync2async_get_result, form)}


def cancel(service, settings):
    del settings
    submitted = service.cv_sync2async_submit_task(dict(FILM))
    form = {"req_key": FILM["req_key"], "task_id": submitted["data"]["task_id"]}
    cancelled = service.cv_cancel_task(dict(form))
    return {"cancelled": cancelled, "polled": service.cv_sync2async_get_result(dict(form))}


def omnihuman(service, settings):
    del settings
    detected = service.cv_process({"req_key": "jimeng_realman_avatar_object_detection", "image_url": PICTURE})
    recognition = "jimeng_realman_avatar_picture_create_role_omni_v15"
    submitted = service.cv_submit_task({"req_key": recognition, "image_url": PICTURE})
    recognised = until_done(
        service.cv_get_result, {"req_key": recognition, "task_id": submitted["data"]["task_id"]}
    )
    key = "jimeng_realman_avatar_picture_omni_v15"
    asked = service.cv_submit_task({"req_key": key, "image_url": PICTURE, "audio_url": SOUND})
    filmed = until_done(service.cv_get_result, {"req_key": key, "task_id": asked["data"]["task_id"]})
    return {"detected": detected, "recognised": recognised, "filmed": filmed}


def sts2(service, settings):
    minted = service.sign_sts2(None, settings.get("expire", 3600))
    service.set_ak(minted.access_key_id)
    service.set_sk(minted.secret_access_key)
    service.set_session_token(settings.get("token") or minted.session_token)
    return {"access_key": minted.access_key_id, **film(service, settings)}


def presigned(service, settings):
    del settings
    submitted = service.cv_sync2async_submit_task(dict(FILM))
    query = service.get_sign_url("CVSync2AsyncGetResult", {})
    return {"task_id": submitted["data"]["task_id"], "query": query}


def error(service, settings, flow=film):
    try:
        flow(service, settings)
    except Exception as raised:  # noqa: BLE001  # the SDK raises bare Exception; its text is what is looked at
        return {"type": type(raised).__name__, "text": str(raised)}
    return {"type": None}


def sts2_error(service, settings):
    return error(service, settings, sts2)


FLOWS = {flow.__name__: flow for flow in (film, cancel, omnihuman, sts2, sts2_error, presigned, error)}


def main():
    settings = json.load(sys.stdin)
    json.dump(FLOWS[sys.argv[1]](make_service(settings), settings), sys.stdout)


if __name__ == "__main__":
    main()
