"""The adapter with any of its profiles, asked and told plainly."""

import orjson
import pytest

from vidlect_adapters.canonical import Link, MediaInput, Medium, Role, VideoRequest
from vidlect_adapters.errors import Inexpressible, MalformedRequest
from vidlect_adapters.message import HttpCall
from vidlect_adapters.profile import choose
from vidlect_adapters.vendors import dashscope

VIDEO = "/api/v1/services/aigc/video-generation/video-synthesis"
FRAMES = "/api/v1/services/aigc/image2video/video-synthesis"
URL = "https://example.com/"


class Client:
    """The adapter under one profile."""

    def profile(self, name="default", **switches):
        named = {switch.replace("_", "-"): choice for switch, choice in switches.items()}
        return choose(dashscope.NAME, dashscope.SWITCHES, dashscope.PROFILES, name, named)

    def one(self, role, medium, name="a.png"):
        return MediaInput(role=Role(role), medium=Medium(medium), source=Link(url=URL + name))

    def film(self, model, *inputs, **wishes):
        media = tuple(self.one(*one) if isinstance(one, tuple) else one for one in inputs)
        return VideoRequest(model=model, inputs=media, **{"prompt": "山", **wishes})

    def says(self, request, **switches):
        """The path, the body and the fields of the losses."""
        made = dashscope.encode_submit(request, self.profile(**switches))
        lost = sorted(loss.field for loss in made.losses)
        return made.call.path, orjson.loads(made.call.body), lost

    def asks(self, request, **switches):
        return self.says(request, **switches)[1].get("parameters", {})

    def refuses(self, request, **switches):
        with pytest.raises(Inexpressible) as caught:
            dashscope.encode_submit(request, self.profile(**switches))
        assert caught.value.dialect == "dashscope"
        return caught.value

    def call(self, body, path=VIDEO, method="POST", **headers):
        said = {"Content-Type": "application/json", "X-DashScope-Async": "enable"}
        said |= {name.replace("_", "-"): value for name, value in headers.items()}
        raw = body if isinstance(body, bytes) else orjson.dumps(body)
        return HttpCall(method=method, path=path, headers=tuple(said.items()), body=raw)

    def reads(self, body, path=VIDEO, profile="default", **switches):
        return dashscope.decode_submit(self.call(body, path), self.profile(profile, **switches))

    def misreads(self, body, path=VIDEO, **switches):
        with pytest.raises(MalformedRequest) as caught:
            self.reads(body, path, **switches)
        assert caught.value.message
        return caught.value.pointer


@pytest.fixture(scope="session")
def client():
    return Client()
