"""What the vendor replies, and the tasks that it replies about."""

from vidlect_adapters.canonical import TaskRef
from vidlect_adapters.failure import ErrorKind

ID = "7392616336519610409"
REF = TaskRef(task_id=ID, locator=(("req_key", "jimeng_ti2v_v30_pro"), ("actions", "sync2async")))
HUMAN = TaskRef(
    task_id=ID,
    locator=(("req_key", "jimeng_realman_avatar_picture_omni_v15"), ("actions", "cvsubmit")),
)
FILM = "https://v3-a.example/x/video.mp4?a=%2F&b=%2B+c"
K = ErrorKind


def accepted(data, **more):
    return {
        "code": 10000,
        "data": data,
        "message": "Success",
        "request_id": "20240720103939AF0029465CF6A74E51EC",
        "status": 10000,
        "time_elapsed": "84.448µs",
        **more,
    }


def refused(code, message):
    return {"code": code, "data": None, "message": message, "request_id": "R1", "status": code}


def gateway(number, word, message="so sagt das Tor"):
    error = {"CodeN": number, "Code": word, "Message": message}
    return {"ResponseMetadata": {"RequestId": "R2", "Error": error}}
