"""Callbacks go out over real sockets, to the address that was checked and to no other."""

import asyncio
import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from receivers import TELLS_END, delivered, receiving, resolver

from vidlect_mock import posting
from vidlect_mock.destination import Allowed, allowed
from vidlect_mock.interface import CallbackRule
from vidlect_mock.lifecycle import State
from vidlect_mock.posting import addresses_of


def test_a_notice_arrives_as_the_vendor_wrote_it(receiver):
    bench = delivered(receiver.url())
    ((path, headers, body),) = receiver.requests
    assert path == '/hook|{x}?a=%20b&x=../y"'
    assert body["status"] == "succeeded"
    names = [name.lower() for name, _ in headers]
    assert names == ["host", "content-type", "x-attempt", "content-length", "connection"]
    assert dict(headers)["Host"] == f"127.0.0.1:{receiver.port}"
    (entry,) = bench.callbacks
    assert entry.answer.status == 200
    assert dict(entry.received.headers)[b"host"] == f"127.0.0.1:{receiver.port}".encode()
    assert (entry.received.path, entry.received.query) == (b"/hook|{x}", b'a=%20b&x=../y"')


def test_every_state_is_told_in_order(receiver):
    delivered(receiver.url(), rule=CallbackRule(frozenset(State), (), 5.0))
    assert [body["status"] for _, _, body in receiver.requests] == ["queued", "running", "succeeded"]


def test_an_answer_is_kept_for_the_journal_but_not_all_of_a_large_one(receiver):
    receiver.answers = [
        (201, [("X-Said", "thanks"), ("Set-Cookie", "a=b")], b"x" * 3 * posting.LARGEST_ANSWER)
    ]
    (entry,) = delivered(receiver.url()).callbacks
    assert entry.answer.status == 201
    assert (b"x-said", b"thanks") in entry.answer.headers
    assert entry.answer.body == b"x" * posting.LARGEST_ANSWER


def test_an_answer_that_breaks_off_counts_by_its_status(receiver):
    receiver.answers = [(200, [("Content-Length", "100")], b"half")]
    (entry,) = delivered(receiver.url()).callbacks
    assert (entry.answer.status, entry.answer.body) == (200, b"half")


def test_a_failure_is_repeated_after_its_pauses(receiver):
    receiver.answers = [(500, (), b"no"), (429, (), b""), (204, (), b"")]
    bench = delivered(receiver.url())
    assert [entry.answer.status for entry in bench.callbacks] == [500, 429, 204]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(receiver, status):
    with receiving() as elsewhere:
        receiver.answers = [(status, [("Location", elsewhere.url("/caught"))], b"")] * 3
        bench = delivered(receiver.url())
        assert elsewhere.requests == []
    assert len(receiver.requests) == 3
    assert "redirects are not followed" in bench.callbacks[0].remarks[0]


def test_no_proxy_is_taken_from_the_environment(receiver, monkeypatch):
    with receiving() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url("/"))
        delivered(receiver.url())
        assert proxy.requests == []
    assert len(receiver.requests) == 1


def test_who_does_not_answer_in_time_is_asked_again(receiver):
    receiver.answers = [(None, (), b"")]
    bench = delivered(receiver.url(), rule=TELLS_END._replace(timeout=0.2))
    assert [entry.answer.status for entry in bench.callbacks] == [0, 200]
    assert "no answer within 0.2 s" in bench.callbacks[0].remarks[0]


def test_who_does_not_listen_is_given_up_in_the_end():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    bench = delivered(f"http://127.0.0.1:{port}/")
    assert [entry.answer.status for entry in bench.callbacks] == [0, 0, 0]
    assert bench.callbacks[0].remarks == ("succeeded, attempt 1 of 3: no connection; again in 0.02 s",)
    assert bench.callbacks[2].remarks[0].endswith("given up")


def test_who_speaks_no_http_gave_no_answer():
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def babble():
            for _ in range(3):
                connection, _ = listener.accept()
                connection.recv(65536)
                connection.sendall(b"SSH-2.0-OpenSSH\r\n\r\n")
                connection.close()

        thread = threading.Thread(target=babble)
        thread.start()
        bench = delivered(f"http://127.0.0.1:{listener.getsockname()[1]}/")
        thread.join()
    assert (
        bench.callbacks[0].remarks[0].startswith("succeeded, attempt 1 of 3: no answer (RemoteProtocolError)")
    )


@pytest.fixture
def no_packets(monkeypatch):
    """Whatever is connected to, is noted and fails the test."""
    connected = []

    async def connect(_self, host, *_, **__):
        connected.append(host)
        raise httpx.ConnectError("not here")

    monkeypatch.setattr("httpcore._backends.anyio.AnyIOBackend.connect_tcp", connect)
    yield connected
    assert connected == []


@pytest.mark.parametrize(
    ("url", "addresses"),
    [
        ("http://intranet/", ["10.0.0.7"]),
        ("http://metadata/", ["169.254.169.254"]),
        ("http://localhost.evil.example/", ["8.8.8.8"]),
        ("http://half.example/", ["127.0.0.1", "8.8.8.8"]),
        ("http://half.example/", ["::1", "fd00::1"]),
        ("https://secure.example/", ["192.0.2.1"]),
        ("http://any.example/", ["0.0.0.0"]),
        ("http://mapped.example/", ["::ffff:10.0.0.7"]),
        ("http://odd.example/", ["no address"]),
    ],
)
def test_an_address_elsewhere_is_refused_without_a_packet(no_packets, url, addresses):
    bench = delivered(url, resolve=resolver(addresses))
    (entry,) = bench.callbacks
    assert (entry.refusal.stage, entry.refusal.code) == ("callback", "forbidden_destination")
    assert addresses[-1] in entry.refusal.received
    assert "--callback-allow" in entry.refusal.hint
    assert no_packets == []


@pytest.mark.parametrize(
    "url", ["http://10.0.0.7/", "http://[fd00::1]/", "http://0x0a000007/", "http://167772167/"]
)
def test_a_written_address_elsewhere_is_refused_however_it_is_spelt(no_packets, url):
    bench = delivered(url)
    assert bench.callbacks[0].refusal.code == "forbidden_destination"
    assert no_packets == []


@pytest.mark.parametrize(
    ("option", "addresses"), [("receiver.example", ["127.0.0.2"]), ("127.0.0.2/32", ["127.0.0.2"])]
)
def test_what_the_operator_allows_is_called(option, addresses, monkeypatch):
    # every loopback address is this machine's; so that one can be elsewhere, only the first is taken for it
    honest = Allowed.address
    monkeypatch.setattr(
        Allowed,
        "address",
        lambda self, address: (address != "127.0.0.2" or bool(self.networks)) and honest(self, address),
    )
    with receiving("127.0.0.2") as receiver:
        url = receiver.url(host="receiver.example")
        refused = delivered(url, resolve=resolver(addresses))
        assert (refused.callbacks[0].refusal.code, receiver.requests) == ("forbidden_destination", [])
        delivered(url, resolve=resolver(addresses), allowed=allowed([option]))
        ((_, headers, _),) = receiver.requests
        assert dict(headers)["Host"] == f"receiver.example:{receiver.port}"


def test_a_name_is_resolved_once_and_the_checked_address_is_called(receiver):
    answers, asked = [["127.0.0.1"], ["127.0.0.9"]], []

    async def rebinding(host, port):
        asked.append((host, port))
        return answers.pop(0)

    delivered(receiver.url("/", host="rebinding.example"), resolve=rebinding)
    assert asked == [("rebinding.example", receiver.port)]
    assert len(receiver.requests) == 1


def test_every_attempt_is_checked_anew(receiver):
    receiver.answers = [(500, (), b"")]
    answers = [["127.0.0.1"], ["8.8.8.8"]]

    async def moving(*_):
        return answers.pop(0)

    bench = delivered(receiver.url("/", host="moving.example"), resolve=moving)
    assert [entry.answer.status for entry in bench.callbacks] == [500, 0]
    assert bench.callbacks[1].refusal.code == "forbidden_destination"


def test_of_several_addresses_the_first_that_listens_is_called(receiver):
    delivered(receiver.url("/", host="two.example"), resolve=resolver(["::1", "127.0.0.1", "::1"]))
    assert len(receiver.requests) == 1


def test_localhost_is_this_machine(receiver):
    delivered(receiver.url(host="localhost"))
    assert len(receiver.requests) == 1
    assert {"127.0.0.1"} <= set(asyncio.run(addresses_of("localhost", 80)))


@pytest.mark.parametrize(
    "error", [socket.gaierror("no such name"), UnicodeError("too long"), OSError("no network")]
)
def test_a_name_that_cannot_be_resolved_is_tried_again(receiver, error):
    errors = [error]

    async def resolve(*_):
        if errors:
            raise errors.pop()
        return ["127.0.0.1"]

    bench = delivered(receiver.url(host="late.example"), resolve=resolve)
    assert [entry.answer.status for entry in bench.callbacks] == [0, 200]
    assert "the host late.example cannot be resolved" in bench.callbacks[0].remarks[0]


def test_a_name_without_any_address_is_no_connection():
    bench = delivered("http://empty.example/", resolve=resolver([]))
    assert "no connection" in bench.callbacks[0].remarks[0]


def test_a_certificate_is_checked_against_the_name_not_the_address(tmp_path, monkeypatch):
    authority, chain = certificate(tmp_path, "receiver.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    with receiving(context=context) as receiver:
        here = resolver(["127.0.0.1"])
        delivered(receiver.url(scheme="https", host="receiver.example"), resolve=here)
        assert len(receiver.requests) == 1
        bench = delivered(receiver.url(scheme="https", host="other.example"), resolve=here)
        assert len(receiver.requests) == 1
    assert bench.callbacks[0].remarks[0].startswith("succeeded, attempt 1 of 3: no connection")


def certificate(folder, name):
    """A self-signed certificate for a name, and the file with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    authority, chain = folder / "authority.pem", folder / "chain.pem"
    pem = made.public_bytes(serialization.Encoding.PEM)
    authority.write_bytes(pem)
    plain = serialization.NoEncryption()
    chain.write_bytes(
        pem + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    return authority, chain
