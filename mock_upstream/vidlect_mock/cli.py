"""The command `vidlect mock`.

Here live its options and what it prints. Never: how anything is served (`server`), and no import that an
option's error does not need.
"""

from __future__ import annotations

import ipaddress
import json
import logging
import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import click

from .destination import allowed
from .profile import parse_option
from .registry import VENDORS
from .scenario import DEFAULT_PACE, Pace, parse_pace

if TYPE_CHECKING:
    from .server import MockServer

DEFAULT_PORT = 18080
"""The control port; vendors follow at their offsets (registry)."""

LOG_LEVEL = "VIDLECT_LOG_LEVEL"
"""Environment variable: `debug` logs one line a request."""

Profiles = Mapping[str, tuple[str, Mapping[str, str]]]


class Mistake(click.ClickException):
    """Options that cannot be served: one line, exit code 2."""

    exit_code = 2


def _pace(_: click.Context, __: click.Parameter, text: str | None) -> Pace:
    try:
        return DEFAULT_PACE if text is None else parse_pace(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _profiles(_: click.Context, __: click.Parameter, texts: tuple[str, ...]) -> Profiles:
    """Vendor → profile name and overrides."""
    chosen: dict[str, tuple[str, Mapping[str, str]]] = {}
    for text in texts:
        try:
            dialect, name, overrides = parse_option(text)
        except ValueError as error:
            raise click.BadParameter(str(error)) from error
        if dialect not in VENDORS:
            raise click.BadParameter(f"there is no vendor {dialect!r}; there is {', '.join(VENDORS)}")
        if dialect in chosen:
            raise click.BadParameter(f"{dialect} has one profile at a time")
        chosen[dialect] = (name, overrides)
    return chosen


def public_url_of(_: click.Context, __: click.Parameter, text: str | None) -> str | None:
    """The value of `--public-url`: an address without a path. Raises BadParameter."""
    if text is None:
        return None
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    plain = not parts.query and not parts.fragment and parts.username is None and parts.path in {"", "/"}
    if parts.scheme not in {"http", "https"} or not parts.hostname or not plain or port == 0:
        raise click.BadParameter(f"expected http(s)://HOST[:PORT] without a path, not {text!r}")
    return text.rstrip("/")


def _destinations(_: click.Context, __: click.Parameter, texts: tuple[str, ...]) -> tuple[str, ...]:
    try:
        allowed(texts)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    return texts


callback_allow_option = click.option(
    "--callback-allow",
    multiple=True,
    callback=_destinations,
    metavar="HOST|NETWORK",
    help="Where callbacks may go besides this machine: a host, an address or a network (repeatable).",
)
"""For every command that calls clients back."""


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@click.command("mock")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535 - max(entry.port_offset for entry in VENDORS.values())),
    default=DEFAULT_PORT,
    show_default=True,
    help="Control port; each vendor's is at a fixed offset from it. 0: free ports.",
)
@click.option(
    "--only", multiple=True, type=click.Choice(list(VENDORS)), help="Serve only this vendor (repeatable)."
)
@click.option(
    "--pace", callback=_pace, metavar="PACE", help="instant, polls:N or seconds:S  [default: seconds:1]"
)
@click.option(
    "--profile",
    "profiles",
    multiple=True,
    callback=_profiles,
    metavar="DIALECT=NAME[,SWITCH=VALUE…]",
    help="A vendor's switches (repeatable); `vidlect dialects --profiles` lists them.",
)
@click.option(
    "--public-url",
    callback=public_url_of,
    metavar="URL",
    help="http(s)://HOST[:PORT] by which clients reach this mock; without a port each vendor keeps its own.",
)
@click.option(
    "--control-token",
    envvar="VIDLECT_CONTROL_TOKEN",
    show_envvar=True,
    metavar="TOKEN",
    help="Bearer token that the control API asks for; needed beyond the loopback interface.",
)
@callback_allow_option
@click.option(
    "--media",
    type=click.Choice(["full", "tiny"]),
    default="full",
    show_default=True,
    help="Films of the requested pixels, or of 64x64.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON line with the addresses once all answer."
)
def mock(  # noqa: PLR0913 # one parameter an option
    *,
    host: str,
    port: int,
    only: tuple[str, ...],
    pace: Pace,
    profiles: Profiles,
    public_url: str | None,
    control_token: str | None,
    callback_allow: tuple[str, ...],
    media: Literal["full", "tiny"],
    as_json: bool,
) -> None:
    """Serve the mocked vendors, each on a port of its own, until SIGINT or SIGTERM."""
    if not _is_loopback(host) and not control_token:
        raise Mistake(f"--host {host} can be reached from elsewhere and needs --control-token")
    _log_to_stderr()
    from .server import PortTaken, Settings, prepare  # noqa: PLC0415 # 0.2 s, after the options are known to be good

    try:
        server = prepare(
            Settings(
                host=host,
                port=port,
                only=only,
                pace=pace,
                profiles=profiles,
                public_url=public_url,
                control_token=control_token,
                media=media,
                callback_allow=callback_allow,
            )
        )
    except (PortTaken, ValueError) as error:
        raise Mistake(str(error)) from error
    server.run(
        lambda: click.echo(_as_json(server) if as_json else _as_text(server, guarded=bool(control_token)))
    )


def _log_to_stderr() -> None:
    level = os.environ.get(LOG_LEVEL, "warning").upper()
    if level not in logging.getLevelNamesMapping():
        raise Mistake(f"{LOG_LEVEL} is debug, info, warning or error, not {os.environ[LOG_LEVEL]!r}")
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s"
    )
    logging.getLogger("vidlect_mock").setLevel(level)


def _as_json(server: MockServer) -> str:
    return json.dumps({"control": server.control_url, "vendors": dict(server.vendor_urls)})


def _as_text(server: MockServer, *, guarded: bool) -> str:
    """The addresses, and how a client gets there."""
    width = max(map(len, ["control", *server.vendor_urls]))
    lines = [
        "vidlect mock is ready; Ctrl-C stops it.",
        "",
        f"  {'control':{width}}  {server.control_url}",
        *(f"  {name:{width}}  {url}" for name, url in server.vendor_urls.items()),
    ]
    for name, url in server.vendor_urls.items():
        address = urlsplit(url)
        lines += [
            "",
            f"{name}: documentation at {url}/docs",
            f"  SDK base URL {url}{VENDORS[name].base_path} (host {address.netloc}, scheme {address.scheme}); keys:",
        ]
        for kind in server.vendors[name].credentials("default"):
            lines += [f"    export {variable}={value}" for variable, value in kind.env.items()]
    token = " -H 'Authorization: Bearer TOKEN'" if guarded else ""
    lines += [
        "",
        "What it was asked and what it answered:",
        f"  curl{token} {server.control_url}/__mock__/journal",
    ]
    return "\n".join(lines)
