"""A mocked vendor, asked in process: calls of the adapter, authorised as a client does."""

from datetime import UTC, datetime
from urllib.parse import quote

from vendors import vendor as vendor_of

from vidlect_adapters.canonical import TaskRef
from vidlect_adapters.message import HttpReply
from vidlect_contract.mock_keys import mock_credentials
from vidlect_mock.engine import Engine
from vidlect_mock.message import Received
from vidlect_mock.profile import choose
from vidlect_mock.scenario import AfterPolls

VISUAL = "volcengine_visual"
HOST = "vendor.example"
DEFAULT = vendor_of(VISUAL).profile()


class Mock:
    """An engine and the keys of its default session."""

    def __init__(self, name=VISUAL, *, pace=None, profile="default", **switches):
        self.vendor = vendor_of(name)
        mocked = self.vendor.mocked
        chosen = choose(name, mocked.SWITCHES, mocked.PROFILES, profile, switches)
        self.engine = Engine(
            {name: mocked},
            profiles={name: chosen},
            pace=pace or AfterPolls(1, 2),
            violations={name: self.vendor.validators.violations},
        )
        self.keys = mock_credentials(name)

    def received(self, call):
        """The call, authorised, as a server receives it."""
        hosted = call.with_headers(("Host", HOST))
        signed = self.vendor.adapter.authorize(hosted, self.keys, datetime.now(UTC))
        query = "&".join(f"{quote(name)}={quote(value)}" for name, value in signed.query)
        headers = tuple((name.lower().encode(), value.encode("latin-1")) for name, value in signed.headers)
        return Received(signed.method, signed.path.encode(), query.encode(), headers, signed.body)

    def deliver(self, call):
        """What the engine makes of the call."""
        return self.engine.handle(self.vendor.name, self.received(call), f"https://{HOST}")

    def send(self, call):
        """What a client reads."""
        return read(self.deliver(call).answer)

    def last(self):
        """The newest entry of the journal."""
        return self.engine.journal.find()[-1]


def read(answer):
    """An answer as a client reads it."""
    status, headers, body = answer
    pairs = tuple((name.decode(), value.decode("latin-1")) for name, value in headers)
    return HttpReply(status=status, headers=pairs, body=body)


def taken(mock, call):
    """The reply to a call that the mock must take."""
    reply = mock.send(call)
    entry = mock.last()
    assert entry.refusal is None, entry.refusal
    assert 200 <= reply.status < 300, reply
    return reply


def submitted(mock, request=None, profile=None):
    """A task that the mock took, as the adapter holds on to it."""
    adapter = mock.vendor.adapter
    profile = profile or mock.vendor.profile()
    request = request or mock.vendor.drawn.PLAIN
    reply = mock.send(adapter.encode_submit(request, profile).call)
    ref = adapter.decode_submitted(request, reply, profile)
    assert isinstance(ref, TaskRef), ref
    return ref
