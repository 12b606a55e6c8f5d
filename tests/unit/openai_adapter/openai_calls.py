"""Requests, calls and replies of OpenAI videos, made short."""

from base64 import b64encode

import orjson

from vidlect_adapters.canonical import Inline, MediaInput, Medium, Role, TaskRef, VideoRequest
from vidlect_adapters.message import HttpCall, json_reply
from vidlect_adapters.profile import choose
from vidlect_adapters.vendors import openai

PNG = b"\x89PNG\r\n\x1a\n and more"
JPEG = b"\xff\xd8\xff and more"
WEBP = b"RIFF....WEBP and more"
REF = TaskRef(task_id="video_1")


def profile_of(name="default", **switches):
    return choose(openai.NAME, openai.SWITCHES, openai.PROFILES, name, switches)


def film(**members):
    return VideoRequest(**{"model": "sora-2", "prompt": "夜航", **members})


def inline(content=PNG, media_type="image/png"):
    return Inline(base64=b64encode(content).decode(), media_type=media_type)


def first_frame(source):
    return (MediaInput(role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=source),)


def create(body, **members):
    """A create with a JSON body."""
    content = body if isinstance(body, bytes) else orjson.dumps(body)
    call = {"method": "POST", "path": "/v1/videos", "headers": (("Content-Type", "application/json"),)}
    return HttpCall(**{**call, "body": content, **members})


def form(*parts, boundary="b", content_type=None, end=True):
    """A create with a form as its body; a part is (headers without CRLF, content)."""
    body = b"".join(f"--{boundary}\r\n{head}\r\n\r\n".encode() + content + b"\r\n" for head, content in parts)
    kind = content_type or f"multipart/form-data; boundary={boundary}"
    return create(body + (f"--{boundary}--\r\n".encode() if end else b""), headers=(("content-type", kind),))


def text(name, value):
    return f'Content-Disposition: form-data; name="{name}"', value.encode()


def file(name, content=PNG, media_type="image/png", file_name="a.png"):
    head = f'Content-Disposition: form-data; name="{name}"; filename="{file_name}"'
    return (f"{head}\r\nContent-Type: {media_type}" if media_type else head), content


def video(**members):
    """A job's object, as recorded."""
    return {
        "id": "video_1",
        "object": "video",
        "created_at": 1761016896,
        "status": "queued",
        "completed_at": None,
        "error": None,
        "expires_at": None,
        "model": "sora-2",
        "progress": 0,
        "prompt": "夜航",
        "remixed_from_video_id": None,
        "seconds": "4",
        "size": "720x1280",
        **members,
    }


def refusal(status, *headers, **error):
    error = {"message": "no", "type": "invalid_request_error", "param": None, "code": None, **error}
    return json_reply(status, {"error": error}, *headers)
