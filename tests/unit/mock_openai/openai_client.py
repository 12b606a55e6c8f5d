"""A client of the mocked vendor, in process: calls in, status and JSON out."""

from io import BytesIO

import orjson
from PIL import Image

from vidlect_mock import documents
from vidlect_mock.engine import Engine
from vidlect_mock.exchange import Exchange
from vidlect_mock.interface import Admitted
from vidlect_mock.message import Received
from vidlect_mock.profile import choose
from vidlect_mock.scenario import AfterPolls
from vidlect_mock.vendors import openai

VALIDATORS = documents.Validators(documents.load("vendors", "openai"))
PROMPT = "渡口的小船在薄雾里靠岸"
MP4 = b"\x00\x00\x00\x18ftypmp42"
BEARER = "Bearer " + openai.credentials("default")[0].values["api_key"]


def picture(width=720, height=1280, kind="PNG"):
    file = BytesIO()
    Image.new("1", (width, height)).save(file, kind)
    return file.getvalue()


def form(*parts, boundary="b"):
    """(name, text) or (name, bytes, file name, media type)."""
    body = b""
    for name, content, *rest in parts:
        head = f'Content-Disposition: form-data; name="{name}"'
        if rest:
            head += f'; filename="{rest[0]}"'
            head += f"\r\nContent-Type: {rest[1]}" if rest[1] else ""
        raw = content if isinstance(content, bytes) else content.encode()
        body += f"--{boundary}\r\n{head}\r\n\r\n".encode() + raw + b"\r\n"
    return body + f"--{boundary}--\r\n".encode()


class Client:
    """Answers are checked against the OpenAPI document unless a profile serves another dialect."""

    def __init__(self, profile="default", *, pace=None, bearer=BEARER, official=True, **switches):
        switches = {name.replace("_", "-"): choice for name, choice in switches.items()}
        chosen = choose(openai.NAME, openai.SWITCHES, openai.PROFILES, profile, switches)
        self.official = official
        self.bearer = bearer
        self.engine = Engine(
            {openai.NAME: openai},
            profiles={openai.NAME: chosen},
            pace=pace or AfterPolls(1, 2),
            violations={openai.NAME: VALIDATORS.violations},
        )

    def deliver(self, method, path, body=b"", content_type="application/json", query=""):
        headers = [(b"content-type", content_type.encode())] if body else []
        if self.bearer is not None:
            headers.append((b"authorization", self.bearer.encode("latin-1")))
        received = Received(method, path.encode(), query.encode(), tuple(headers), body)
        return self.engine.handle(openai.NAME, received, "http://h")

    def ask(self, method, path, body=None, **more):
        raw = body if isinstance(body, bytes) else b"" if body is None else orjson.dumps(body)
        answer = self.deliver(method, path, raw, **more).answer
        said = orjson.loads(answer.body)
        operation = self.entry().operation
        if operation is not None and self.official:
            assert VALIDATORS.reply_violations(operation, answer.status, said) == []
        return answer.status, said

    def desk(self):
        """What the vendor's package is given beside a request."""
        return Exchange(self.engine, openai.NAME, Received("GET", b"/", b"", (), b""), "http://h").desk

    def admitted(self, operation):
        return Admitted(openai.OPERATIONS[operation], "default", {})

    def entry(self):
        return self.engine.journal.find()[-1]

    def header(self, name, method, path, body=None):
        raw = b"" if body is None else orjson.dumps(body)
        return dict(self.deliver(method, path, raw).answer.headers).get(name.encode())

    def send(self, *parts, path="/v1/videos"):
        return self.ask("POST", path, form(*parts), content_type="multipart/form-data; boundary=b")

    def create(self, **body):
        return self.ask("POST", "/v1/videos", {"prompt": PROMPT, **body})

    def made(self, **body):
        """The id of a new job."""
        status, said = self.create(**body)
        assert status == 200, said
        return said["id"]

    def completed(self, **body):
        """The id of a job that is completed."""
        made = self.made(**body)
        for _ in range(2):
            self.get(made)
        assert self.get(made)[1]["status"] in {"completed", "succeeded"}
        return made

    def get(self, video_id, rest="", **more):
        return self.ask("GET", f"/v1/videos/{video_id}{rest}", **more)


def error(said):
    """message, type, param and code of a refusal."""
    assert list(said) == ["error"]
    assert list(said["error"]) == ["message", "type", "param", "code"]
    return tuple(said["error"].values())
