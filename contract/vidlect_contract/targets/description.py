"""What a target file says: how to reach a gateway, how to start it, what it calls things.

Here lives the description as a value and its reading from TOML. Never: a process, a socket.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_contract.judge.dialects import STATES
from vidlect_contract.known_failures import KnownFailure, known_from
from vidlect_mock.keys import SESSION_NAME

from .table import BadTarget, Table, opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """When a started gateway is ready: `path` answers with `status` (0: with anything) within so many seconds."""

    path: str = "/"
    status: int = 0
    within: float = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientKeys:
    """Keys of the gateway's clients. Without `other` or `limited`, cases that need them are not run."""

    default: str = field(repr=False)
    other: str = field(default="", repr=False)
    limited: str = field(default="", repr=False)

    def of(self, name: str) -> str | None:
        """The key of a case's client; None where the target has none."""
        return {"default": self.default, "other": self.other, "limited": self.limited}.get(name) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class MockPlace:
    """The mock: our own at `listen` (host:port, port 0: free ones) or one that runs already at `attach`."""

    listen: str = "127.0.0.1:0"
    attach: str = ""
    public_host: str = ""
    """By what name the gateway reaches the mock, where that is not the listening host (containers)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One gateway to be judged."""

    name: str
    surface: str
    keys: ClientKeys
    base_url: str = ""
    start: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    files: Mapping[str, str] = field(default_factory=dict[str, str])
    directory: str = "."
    ready: Ready = field(default_factory=Ready)
    stop_within: float = 10.0
    poll_interval: float = 1.0
    models: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    """Vendor → the dialect's model name → the target's."""
    words: Mapping[str, str] = field(default_factory=dict[str, str])
    """Status words beyond the dialect → state."""
    known_failures: tuple[KnownFailure, ...] = ()
    mock: MockPlace = field(default_factory=MockPlace)
    sessions: Mapping[str, str] = field(default_factory=dict[str, str])
    """Vendor → the mock session whose credentials the gateway uses."""
    vendors: tuple[str, ...] = ()
    """Over which vendors it is judged; none: over the one that its surface documents."""

    def session(self, vendor: str) -> str:
        """The mock session of a vendor."""
        return self.sessions.get(vendor, "default")


def read_target(path: Path) -> Target:
    """The target that a file describes.

    Raises:
        BadTarget: unreadable, not TOML, or a key that is wrong (its path and what was expected).
    """
    with opened(path) as values:
        return target_from(values, path.stem, str(path.parent))


def target_from(values: Mapping[str, object], name: str, directory: str) -> Target:
    """The target that these TOML values describe. Raises BadTarget."""
    root = Table(values)
    gateway = root.table("gateway")
    keys = root.table("keys")
    if gateway is None:
        raise BadTarget("gateway: expected a table with base_url or start")
    if keys is None:
        raise BadTarget("keys: expected a table with the client key `default`")
    ready = gateway.table("ready") or Table({})
    default_ready = Ready()
    base_url, start = gateway.text("base_url").rstrip("/"), gateway.texts("start")
    if not base_url and not start:
        raise BadTarget("gateway: expected base_url, or start with a command")
    if base_url and not _is_address(base_url):
        raise BadTarget(f"gateway.base_url: expected http://HOST:PORT or https://…, got {base_url!r}")
    if "default" not in keys.names():
        raise BadTarget("keys.default: expected the key of a client")
    target = Target(
        name=root.text("name", name),
        surface=_one_of(root.text("surface", "tokenops"), "surface", SURFACES),
        keys=ClientKeys(**{name: _key(keys, name) for name in ("default", "other", "limited")}),
        base_url=base_url or "http://127.0.0.1:{port}",
        start=start,
        environment=gateway.pairs("environment"),
        files=gateway.pairs("files"),
        directory=str(Path(directory, gateway.text("directory", "."))),
        ready=Ready(
            path=ready.text("path", default_ready.path),
            status=ready.count("status", default_ready.status),
            within=ready.number("within", default_ready.within),
        ),
        stop_within=gateway.number("stop_within", 10.0),
        poll_interval=root.number("poll_interval", 1.0),
        models=_models(root.table("models")),
        words=_words(root.pairs("words")),
        known_failures=known_from(root.pairs("known_failures")),
        mock=_mock(root.table("mock")),
        sessions=(sessions := _sessions(root.table("vendors"))),
        vendors=tuple(vendor for vendor in VENDORS if vendor in sessions),
    )
    for table in (ready, gateway, keys, root):
        table.end()
    return target


def _is_address(url: str) -> bool:
    """Whether it is an http(s) address with a host and a possible port; `{port}` is filled later."""
    try:
        parts = urlsplit(url.replace("{port}", "1"))
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _key(keys: Table, name: str) -> str:
    """A key as it can stand in a header; it is not repeated in the refusal."""
    key = keys.text(name)
    if not (key.isascii() and key.isprintable()) or key.strip() != key:
        raise BadTarget(f"keys.{name}: expected printable ASCII without blanks around it")
    return key


def _one_of(value: str, where: str, known: Mapping[str, object]) -> str:
    if value not in known:
        raise BadTarget(f"{where}: expected one of {', '.join(known)}, got {value!r}")
    return value


def _models(table: Table | None) -> dict[str, Mapping[str, str]]:
    if table is None:
        return {}
    found = {_one_of(vendor, f"models.{vendor}", VENDORS): table.pairs(vendor) for vendor in table.names()}
    table.end()
    return dict(found)


def _words(words: Mapping[str, str]) -> Mapping[str, str]:
    for word, state in words.items():
        if state not in STATES:
            raise BadTarget(f"words.{word}: expected one of {', '.join(STATES)}, got {state!r}")
    return words


def _mock(table: Table | None) -> MockPlace:
    if table is None:
        return MockPlace()
    place = MockPlace(
        listen=table.text("listen", "127.0.0.1:0"),
        attach=table.text("attach").rstrip("/"),
        public_host=table.text("public_host"),
    )
    host, colon, port = place.listen.rpartition(":")
    if not (host and colon and port.isdigit() and int(port) < 65536):
        raise BadTarget(f"mock.listen: expected host:port, got {place.listen!r}")
    if place.attach and not _is_address(place.attach):
        raise BadTarget(f"mock.attach: expected the mock's control URL, got {place.attach!r}")
    table.end()
    return place


def _sessions(table: Table | None) -> dict[str, str]:
    found: dict[str, str] = {}
    if table is None:
        return found
    for vendor in table.names():
        _one_of(vendor, f"vendors.{vendor}", VENDORS)
        one = table.table(vendor)
        if one is not None:
            found[vendor] = one.text("session", "default")
            if SESSION_NAME.fullmatch(found[vendor]) is None:
                raise BadTarget(
                    f"vendors.{vendor}.session: expected {SESSION_NAME.pattern}, got {found[vendor]!r}"
                )
            one.end()
    return found
