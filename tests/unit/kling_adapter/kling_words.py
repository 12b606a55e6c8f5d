"""What strangers ask with, what the vendor replies, and how a wish is refused."""

import pytest

from vidlect_adapters.canonical import Link, MediaInput, Medium, TaskRef
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.vendors import kling

ID = "831922345719271433"
REF = TaskRef(task_id=ID)
FILM = "https://v1-kling.example/bs2/upload-kling-api/7/text2video/x.mp4?a=%2F&b=%2B+c"
CREATED = 1766737710125
EXPIRES = 1766737710 + 30 * 24 * 3600
PICTURE, CLIP = "https://m.example/1.png", "https://m.example/1.mp4"


def given(role, medium=Medium.IMAGE, url=PICTURE):
    return MediaInput(role=role, medium=medium, source=Link(url=url))


def accepted(data, **more):
    return {"code": 0, "message": "SUCCEED", "request_id": "R1", "data": data, **more}


def refused(code, message="so not"):
    return {"code": code, "message": message, "request_id": "R2"}


def classic(status, **more):
    return {
        "task_id": ID,
        "task_status": status,
        "task_status_msg": "",
        "task_info": {},
        "created_at": CREATED,
        "updated_at": CREATED + 9,
        **more,
    }


def finished(*urls):
    videos = [{"id": "8f1b0c8e", "url": url, "duration": "5.1"} for url in urls or (FILM,)]
    return classic("succeed", task_result={"videos": videos})


def new(status, **more):
    return {
        "id": ID,
        "status": status,
        "message": "",
        "create_time": CREATED,
        "update_time": CREATED + 9,
        **more,
    }


def done(*outputs):
    return new("succeeded", outputs=[*outputs], billing=[])


VIDEO = {"type": "video", "id": "8f1b", "url": FILM, "duration": "5.041"}


def refusal(request, profile):
    with pytest.raises(Inexpressible) as caught:
        kling.encode_submit(request, profile)
    assert (caught.value.dialect, caught.value.status) == ("kling", 400)
    return caught.value


def fields(losses):
    return [loss.field for loss in losses]
