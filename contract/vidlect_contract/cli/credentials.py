"""`vidlect credentials`: keys that the mock or the gateway accepts.

Here lives the printing. Never: a rule (vendors' `auth` rooms, `reference.keys`).
"""

from __future__ import annotations

import shlex

import click
import orjson

from vidlect_contract.reference.keys import EVERY_MODEL, ClientKey
from vidlect_mock.registry import VENDORS, load

GATEWAY = "gateway"


@click.command()
@click.argument("whose", type=click.Choice([*VENDORS, GATEWAY]), metavar="VENDOR|gateway")
@click.option("--session", default="default", show_default=True, help="The session that the keys name.")
@click.option("--models", metavar="GLOB", help="Gateway only: the models that the key may create tasks with.")
@click.option("--format", "form", type=click.Choice(["env", "json"]), default="env", show_default=True)
def credentials(whose: str, session: str, models: str | None, form: str) -> None:
    """Print keys of a session: derived by a published rule, the same every time."""
    if whose != GATEWAY and models is not None:
        raise click.UsageError("--models is for the gateway's keys; a vendor's keys have no such limit")
    try:
        # the same rule for sessions everywhere: checked before a vendor derives anything from the name
        key = ClientKey(session=session, models=EVERY_MODEL if models is None else models)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    values, environment = (
        ({"api_key": key.text}, {"VIDLECT_GATEWAY_API_KEY": key.text})
        if whose == GATEWAY
        else _of_vendor(whose, session)
    )
    if form == "json":
        click.echo(orjson.dumps(values).decode())
        return
    for name, value in environment.items():
        click.echo(f"{name}={shlex.quote(value)}")


def _of_vendor(vendor: str, session: str) -> tuple[dict[str, str], dict[str, str]]:
    """JSON members and variables of every kind of key that a vendor has."""
    values: dict[str, str] = {}
    environment: dict[str, str] = {}
    for kind in load(vendor).credentials(session):
        values |= kind.values
        environment |= kind.env or {
            f"VIDLECT_{vendor.upper()}_{name.upper()}": value for name, value in kind.values.items()
        }
    return values, environment
