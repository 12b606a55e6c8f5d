"""Models, media and replies that the adapter's tests share."""

from fractions import Fraction

import orjson

from vidlect_adapters.canonical import Handle, Link, MediaInput, Medium, Role, Seconds, TaskRef
from vidlect_adapters.message import HttpCall, json_reply

TASKS = "/api/v3/contents/generations/tasks"
REF = TaskRef(task_id="cgt-20260414114820-abcde")
ID_OF_A_REQUEST = "021776138500250" + "0a" * 19

PRO = "doubao-seedance-1-0-pro-250528"
FAST = "doubao-seedance-1-0-pro-fast-251015"
LITE_TEXT = "doubao-seedance-1-0-lite-t2v-250428"
LITE_IMAGE = "doubao-seedance-1-0-lite-i2v-250428"
P15 = "doubao-seedance-1-5-pro-251215"
P20 = "doubao-seedance-2-0-260128"
P20_FAST = "doubao-seedance-2-0-fast-260128"
P20_MINI = "doubao-seedance-2-0-mini-260615"
P25 = "doubao-seedance-2-5-260628"
ENDPOINT = "ep-20260414114820-abcde"
EVERY_MODEL = (P25, P20, P20_FAST, P20_MINI, P15, PRO, FAST, LITE_TEXT, LITE_IMAGE)


def medium(role, kind=Medium.IMAGE, source=None):
    return MediaInput(role=role, medium=kind, source=source or Link(url=f"https://m.example/{kind.value}"))


FIRST = medium(Role.FIRST_FRAME)
LAST = medium(Role.LAST_FRAME)
PICTURE = medium(Role.REFERENCE)
VIDEO = medium(Role.REFERENCE, Medium.VIDEO)
SOUND = medium(Role.REFERENCE, Medium.AUDIO)
DRAFT = medium(Role.SOURCE, Medium.VIDEO, Handle(kind="draft_task", value="cgt-1"))


def seconds(number):
    return Seconds(Fraction(number))


def said(call):
    """The body of a call."""
    return orjson.loads(call.body)


def create(*content, model=PRO, path=TASKS, method="POST", **fields):
    """A create as a gateway sends it."""
    body = {"model": model, "content": list(content or (text(),)), **fields}
    return HttpCall(method=method, path=path, body=orjson.dumps(body))


def text(words="雪落无声"):
    return {"type": "text", "text": words}


def image(role=None, url="https://m.example/image"):
    item = {"type": "image_url", "image_url": {"url": url}}
    return item if role is None else {**item, "role": role}


def reference(kind, url="https://m.example/r"):
    return {"type": f"{kind}_url", f"{kind}_url": {"url": url}, "role": f"reference_{kind}"}


def record(status, **more):
    """A reply to a get."""
    body = {"id": REF.task_id, "status": status, "error": None, "updated_at": 1_776_138_575, **more}
    return json_reply(200, body)


def refused(code, status, message="it is wrong", *headers):
    error = {
        "code": code,
        "message": f"{message}. Request id: {ID_OF_A_REQUEST}",
        "param": "",
        "type": "x",
    }
    return json_reply(status, {"error": error}, *headers)
