"""Records to test with."""

from dataclasses import replace

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
)
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.record import TaskRecord

REF = TaskRef(task_id="17", locator=(("req_key", "jimeng_ti2v_v30_pro"),))
QUEUED = TaskRecord(
    id="10762451179911711518",
    owner="default",
    surface="tokenops",
    vendor="volcengine_visual",
    model_name="jimeng-video-3.0-pro",
    ref=REF,
    request=VideoRequest(model="jimeng_ti2v_v30_pro", prompt="一盏灯"),
    created_at=1762776961,
    last=InProgress(ref=REF, state=RunState.QUEUED),
)
DONE = replace(
    QUEUED,
    last=Succeeded(
        ref=REF, files=(VideoFile(kind=FileKind.VIDEO, location=Link(url="http://films.example/a.mp4")),)
    ),
    progress_shown=100,
)
BROKEN = replace(
    QUEUED,
    last=Failed(
        ref=REF,
        failure=VendorFailure(kind=ErrorKind.OUTPUT_REJECTED, vendor_code="50516", message="Post Video Risk"),
    ),
)
