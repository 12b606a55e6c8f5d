"""`vidlect gateway`: the reference gateway on its ports.

Here live the options and what is printed. Never: how the gateway works (`vidlect_contract.reference`).
"""

from __future__ import annotations

from pathlib import Path

import click
import orjson

from vidlect_adapters.registry import SURFACES
from vidlect_contract.profile import collect
from vidlect_contract.reference import ledger as ledgers
from vidlect_contract.reference.film_links import FilmLinks
from vidlect_contract.reference.gateway import GatewayConfiguration
from vidlect_contract.reference.logs import to_stderr
from vidlect_contract.reference.routing_file import read_routes
from vidlect_contract.reference.serving import DEFAULT_PORT, RunningGateway, serve
from vidlect_contract.reference.upstream import DEFAULT_CONTROL_URL, UnreachableUpstream, ask_mock
from vidlect_mock.cli import callback_allow_option, public_url_of
from vidlect_mock.ports import PortTaken

_SHORTEST_SECRET = 16
"""Characters: 64 bits even if they are hex digits, far more than can be tried offline against one link."""

routes_option = click.option(
    "--routes",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.toml",
    help="Routes of your own: a table `models` of a model's name and VENDOR/MODEL, before the catalogs' names.",
)
"""For every command that serves a gateway."""


@click.command()
@click.option(
    "--upstream",
    metavar="CONTROL_URL",
    default=DEFAULT_CONTROL_URL,
    show_default=True,
    help="Control port of the mock whose vendors stand behind the gateway.",
)
@click.option(
    "--control-token",
    envvar="VIDLECT_CONTROL_TOKEN",
    show_envvar=True,
    metavar="TOKEN",
    help="What the mock's control port asks for, if it was started with a token.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=DEFAULT_PORT,
    show_default=True,
    help="Port of the first surface; the others follow. 0: free ports.",
)
@click.option(
    "--ledger",
    metavar="memory|sqlite:PATH",
    default=ledgers.MEMORY,
    show_default=True,
    help="Where tasks are remembered; a file survives a restart and serves several workers.",
)
@click.option(
    "--surface",
    "surfaces",
    type=click.Choice(list(SURFACES)),
    multiple=True,
    help="Serve this surface only (repeatable); default: all.",
)
@click.option(
    "--public-url",
    callback=public_url_of,
    metavar="URL",
    help="By what address clients reach the gateway, for links to films; default: the one that they used.",
)
@click.option(
    "--link-secret",
    envvar="VIDLECT_LINK_SECRET",
    show_envvar=True,
    metavar="TEXT",
    help="Signs links to films, 16 characters at least; shared by workers that share a ledger. Default: new at every start.",
)
@routes_option
@callback_allow_option
@click.option("--profile", "profiles", metavar="DIALECT=NAME[,SWITCH=VALUE…]", multiple=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line when all ports accept.")
def gateway(  # noqa: PLR0913 # one parameter per option of the command
    *,
    upstream: str,
    control_token: str | None,
    host: str,
    port: int,
    ledger: str,
    surfaces: tuple[str, ...],
    public_url: str | None,
    link_secret: str | None,
    routes: Path | None,
    callback_allow: tuple[str, ...],
    profiles: tuple[str, ...],
    as_json: bool,
) -> None:
    """Serve the reference gateway: one port per surface, in front of a running mock."""
    try:
        ledgers.check(ledger)
        links = _links(public_url, link_secret)
        chosen = collect(profiles)
        upstreams = ask_mock(upstream, control_token)
        configuration = GatewayConfiguration(
            upstreams=upstreams,
            profiles=chosen.adapters,
            ledger=ledger,
            surfaces=tuple(name for name in SURFACES if not surfaces or name in surfaces),
            links=links,
            callback_allow=callback_allow,
            routes=read_routes(routes, upstreams),
        )
        to_stderr()
        serve(configuration, host, port, lambda running: announce(running, as_json=as_json))
    except (ValueError, UnreachableUpstream, PortTaken) as error:
        raise click.UsageError(str(error)) from error


def _links(public_url: str | None, secret: str | None) -> FilmLinks:
    if secret is None:
        return FilmLinks(public_url=public_url or "")
    if len(secret) < _SHORTEST_SECRET:
        raise ValueError(
            f"a link secret has at least {_SHORTEST_SECRET} characters: whoever has a link can guess on"
        )
    return FilmLinks(public_url=public_url or "", secret=secret.encode())


def announce(running: RunningGateway, *, as_json: bool) -> None:
    """Say where the gateway answers."""
    if as_json:
        click.echo(orjson.dumps(running.as_json()).decode())
        return
    for name, url in running.surfaces.items():
        click.echo(f"{name:<24} {url}   documentation: {url}/docs")
    click.echo(
        f"{'key':<24} {running.key}   others: vidlect credentials gateway --session NAME --models GLOB"
    )
