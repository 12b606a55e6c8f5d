"""The mock of Volcengine Visual, asked in process: calls of the adapter, signed as a client does."""

from datetime import UTC, datetime
from urllib.parse import quote

from vidlect_adapters.canonical import TaskRef, VideoRequest
from vidlect_adapters.credentials import KeyPair
from vidlect_adapters.message import HttpReply
from vidlect_adapters.profile import choose as choose_for_adapter
from vidlect_adapters.vendors import volcengine_visual as adapter
from vidlect_mock import documents
from vidlect_mock.engine import Engine
from vidlect_mock.message import Received
from vidlect_mock.profile import choose as choose_for_mock
from vidlect_mock.scenario import AfterPolls
from vidlect_mock.vendors import volcengine_visual as mocked

NAME = mocked.NAME
HOST = "visual.volcengineapi.com"
DOCUMENT = documents.load("vendors", NAME)
VALIDATORS = documents.Validators(DOCUMENT)
DEFAULT = choose_for_adapter(adapter.NAME, adapter.SWITCHES, adapter.PROFILES)


class Mock:
    """An engine and the keys of its default session."""

    def __init__(self, *, pace=None, profile="default", **switches):
        chosen = choose_for_mock(NAME, mocked.SWITCHES, mocked.PROFILES, profile, switches)
        self.engine = Engine(
            {NAME: mocked},
            profiles={NAME: chosen},
            pace=pace or AfterPolls(1, 2),
            violations={NAME: VALIDATORS.violations},
        )
        values = mocked.credentials("default")[0].values
        self.keys = KeyPair(access_key=values["access_key"], secret_key=values["secret_key"])

    def deliver(self, call):
        """The call signed and put to the engine."""
        hosted = call.with_headers(("Host", HOST))
        signed = adapter.authorize(hosted, self.keys, datetime.now(UTC))
        query = "&".join(f"{quote(name)}={quote(value)}" for name, value in signed.query)
        headers = tuple((name.lower().encode(), value.encode("latin-1")) for name, value in signed.headers)
        received = Received(signed.method, signed.path.encode(), query.encode(), headers, signed.body)
        return self.engine.handle(NAME, received, f"https://{HOST}")

    def send(self, call):
        """What a client reads."""
        status, headers, body = self.deliver(call).answer
        pairs = tuple((name.decode(), value.decode("latin-1")) for name, value in headers)
        return HttpReply(status=status, headers=pairs, body=body)

    def last(self):
        """The newest entry of the journal."""
        return self.engine.journal.find()[-1]


def submitted(mock, request=None, profile=DEFAULT):
    """A task that the mock took, as the adapter holds on to it."""
    request = request or VideoRequest(model="jimeng_t2v_v30", prompt="夜航")
    reply = mock.send(adapter.encode_submit(request, profile).call)
    ref = adapter.decode_submitted(request, reply, profile)
    assert isinstance(ref, TaskRef), ref
    return ref
