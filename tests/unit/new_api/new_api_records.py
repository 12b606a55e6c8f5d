"""Records of tasks as a gateway keeps them, for the replies of new-api."""

from __future__ import annotations

from typing import Any

from vidlect_adapters.canonical import (
    Failed,
    FileKind,
    InProgress,
    Link,
    RunState,
    Succeeded,
    TaskRef,
    VideoFile,
    VideoRequest,
    VideoTask,
)
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpCall
from vidlect_adapters.record import TaskRecord

ID = "task_00000000000000000000000000000007"
UP = TaskRef(task_id="up")
REF = TaskRef(task_id=ID)
CONTENT = HttpCall(method="GET", path=f"/v1/videos/{ID}/content")
FAILURE = VendorFailure(kind=ErrorKind.OUTPUT_REJECTED, vendor_code="1301", message="blocked by risk control")
QUEUED = InProgress(ref=UP, state=RunState.QUEUED)
RUNNING = InProgress(ref=UP, state=RunState.RUNNING)
DONE = Succeeded(
    ref=UP, files=(VideoFile(kind=FileKind.VIDEO, location=Link(url="https://vendor.example/?Signature=s")),)
)
BROKEN = Failed(ref=UP, failure=FAILURE)
FILM = "https://gateway.example/film"


def record(last: VideoTask = QUEUED, **members: Any) -> TaskRecord:
    return TaskRecord(
        **{
            "id": ID,
            "owner": "me",
            "surface": "burncloud",
            "vendor": "kling",
            "model_name": "mine",
            "ref": UP,
            "request": VideoRequest(model="kling-v1", prompt="雪山"),
            "created_at": 1_790_000_000,
            "last": last,
            **members,
        }
    )
