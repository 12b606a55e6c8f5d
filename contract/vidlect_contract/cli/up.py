"""`vidlect up`: mock and reference gateway in one process, for work without a network or an account.

Here live the options and what is printed. Never: how either of them works.
"""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
import orjson

from vidlect_adapters.forms import MEDIA_TYPE
from vidlect_contract.profile import collect
from vidlect_contract.reference import ledger as ledgers
from vidlect_contract.reference.gateway import GatewayConfiguration
from vidlect_contract.reference.logs import to_stderr
from vidlect_contract.reference.routing_file import read_routes
from vidlect_contract.reference.serving import DEFAULT_PORT, RunningGateway, serve
from vidlect_contract.reference.upstream import UnreachableUpstream, ask_mock
from vidlect_mock import documents
from vidlect_mock.cli import DEFAULT_PORT as MOCK_PORT
from vidlect_mock.cli import callback_allow_option
from vidlect_mock.ports import PortTaken
from vidlect_mock.registry import load
from vidlect_mock.scenario import parse_pace
from vidlect_mock.server import MockServer, Settings, serve_in_thread

from .gateway import routes_option

_PORT = click.IntRange(0, 65535)


@click.command()
@click.option(
    "--mock-port", type=_PORT, default=MOCK_PORT, show_default=True, help="The mock's control port."
)
@click.option("--port", type=_PORT, default=DEFAULT_PORT, show_default=True, help="The first surface's port.")
@click.option("--pace", metavar="PACE", default="seconds:1", show_default=True, help="As of `vidlect mock`.")
@click.option(
    "--ledger",
    metavar="memory|sqlite:PATH",
    default=ledgers.MEMORY,
    show_default=True,
    help="As of `vidlect gateway`.",
)
@routes_option
@callback_allow_option
@click.option("--profile", "profiles", metavar="DIALECT=NAME[,SWITCH=VALUE…]", multiple=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line when all ports accept.")
def up(  # noqa: PLR0913 # one parameter per option of the command
    *,
    mock_port: int,
    port: int,
    pace: str,
    ledger: str,
    routes: Path | None,
    callback_allow: tuple[str, ...],
    profiles: tuple[str, ...],
    as_json: bool,
) -> None:
    """Serve mock and reference gateway together until Ctrl-C; port 0 stands for free ports."""
    try:
        ledgers.check(ledger)
        chosen = collect(profiles)
        settings = Settings(
            port=mock_port, pace=parse_pace(pace), profiles=chosen.mock, callback_allow=callback_allow
        )
        to_stderr()
        with serve_in_thread(settings) as mock:
            upstreams = ask_mock(mock.control_url)
            configuration = GatewayConfiguration(
                upstreams=upstreams,
                profiles=chosen.adapters,
                ledger=ledger,
                callback_allow=callback_allow,
                routes=read_routes(routes, upstreams),
            )
            serve(
                configuration,
                "127.0.0.1",
                port,
                lambda running: click.echo(_as_json(mock, running) if as_json else _as_text(mock, running)),
            )
    except (ValueError, UnreachableUpstream, PortTaken) as error:
        raise click.UsageError(str(error)) from error


def _as_json(mock: MockServer, running: RunningGateway) -> str:
    listed = {"control": mock.control_url, "vendors": dict(mock.vendor_urls), **running.as_json()}
    return orjson.dumps(listed).decode()


def _as_text(mock: MockServer, running: RunningGateway) -> str:
    """The addresses, and what to tell an SDK, a gateway of one's own, or curl."""
    lines = ["vidlect is up; Ctrl-C stops it.", ""]
    for name, url in running.surfaces.items():
        lines += [
            f"gateway, surface {name}: {url} (documentation: {url}/docs)",
            f"  {_curl(name, url, running.key)}",
            "",
        ]
    for name, url in mock.vendor_urls.items():
        address = urlsplit(url)
        lines += [
            f"mocked vendor {name}: {url} (documentation: {url}/docs)",
            f"  an SDK: host {address.netloc}, scheme {address.scheme}, and these keys:",
            *(
                f"    export {variable}={value}"
                for kind in load(name).credentials("default")
                for variable, value in kind.env.items()
            ),
            "",
        ]
    lines.append(f"what the vendors were asked and answered: curl {mock.control_url}/__mock__/journal")
    return "\n".join(lines)


def _curl(surface: str, url: str, key: str) -> str:
    """A command that makes a film: the first example of the surface's document, as the form or the JSON that it is."""
    document: Any = documents.load("surfaces", surface)
    _, _, path, create = next(one for one in documents.operations(document) if one[1] == "POST")
    asked: Any = create["requestBody"]
    kind, described = next(iter(asked["content"].items()))
    body = next(iter(described["examples"].values()))["value"]
    words = ["curl", url + path, "-H", f"Authorization: Bearer {key}"]
    if kind == MEDIA_TYPE:
        return shlex.join(
            [*words, *(word for name, text in body.items() for word in ("-F", f"{name}={text}"))]
        )
    return shlex.join([*words, "-H", f"Content-Type: {kind}", "-d", orjson.dumps(body).decode()])
