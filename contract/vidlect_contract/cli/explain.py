"""`vidlect explain`: why a captured request authenticates or not.

Here live the options. Never: a capture's form, a rule, a text about either (`vidlect_contract.explain`).
"""

from __future__ import annotations

import re
import sys
import time
from datetime import UTC, datetime
from typing import BinaryIO

import click
import orjson

from vidlect_contract.explain.capture import Capture, Unreadable, read
from vidlect_contract.explain.explainers import EXPLAINERS
from vidlect_contract.explain.rendering import lines
from vidlect_contract.explain.verdict import GivenKey, GivenKeys, Keys
from vidlect_mock.keys import SESSION_NAME

AUTHENTIC, NOT_AUTHENTIC, UNREADABLE = 0, 1, 2
_OWN_FORM = "%Y%m%dT%H%M%SZ"


class Moment(click.ParamType[float]):
    """`now`, Unix seconds, ISO 8601 (UTC where no zone is told) or the form of X-Date."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Unix seconds."""
        text = str(value)
        if text == "now":
            return time.time()
        if re.fullmatch(r"\d{1,12}(\.\d+)?", text):
            return float(text)
        try:
            moment = (
                datetime.strptime(text, _OWN_FORM).replace(tzinfo=UTC)
                if re.fullmatch(r"\d{8}T\d{6}Z", text)
                else datetime.fromisoformat(text)
            )
        except ValueError:
            self.fail(f"{text!r} is none of: now, Unix seconds, ISO 8601, YYYYMMDDTHHMMSSZ", param, ctx)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


@click.command()
@click.argument("vendor", type=click.Choice(list(EXPLAINERS)), metavar="VENDOR")
@click.option("--access-key", metavar="A", help="The key that the request should be signed with.")
@click.option("--secret-key", metavar="S", help="Its secret.")
@click.option("--api-key", metavar="K", help="For vendors with a single key: the right one.")
@click.option("--security-token", metavar="T", help="Its session token: compared, not decoded.")
@click.option("--session", metavar="NAME", help="Instead: the mock's keys of this session (else of any).")
@click.option("--at", type=Moment(), help="The time to judge by; without it the request's own.")
@click.option("--entry", type=click.IntRange(min=0), metavar="N", help="Which entry of a HAR file, from 0.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.argument("file", type=click.File("rb"), default="-", metavar="[FILE|-]")
@click.pass_context
def explain(  # noqa: PLR0913, PLR0917  # one parameter per option of the documented command
    ctx: click.Context,
    vendor: str,
    access_key: str | None,
    secret_key: str | None,
    api_key: str | None,
    security_token: str | None,
    session: str | None,
    at: float | None,
    entry: int | None,
    as_json: bool,  # noqa: FBT001  # click passes flags by name
    file: BinaryIO,
) -> None:
    """Say step by step why a captured request authenticates or not.

    FILE (or stdin) holds raw HTTP text, a curl command or a HAR file. Exit code: 0 authentic, 1 not,
    2 unreadable.
    """
    keys = GivenKey(api_key) if api_key else _keys(access_key, secret_key, security_token, session)
    if api_key and (access_key or secret_key or security_token or session):
        raise click.UsageError("--api-key is given alone: neither another key nor a session beside it")
    capture = _captured(ctx, file, entry, as_json=as_json)
    verdict = EXPLAINERS[vendor](capture.received, keys, at, time.time())
    verdict = verdict._replace(remarks=(*capture.notes, *verdict.remarks))
    if as_json:
        click.echo(orjson.dumps(verdict.as_json()).decode())
    else:
        for line in lines(verdict):
            click.echo(line)
    ctx.exit(AUTHENTIC if verdict.authentic else NOT_AUTHENTIC)


def _keys(
    access_key: str | None, secret_key: str | None, security_token: str | None, session: str | None
) -> Keys:
    if session is not None:
        if access_key or secret_key or security_token:
            raise click.UsageError("--session names the mock's own keys; give either it or keys")
        if SESSION_NAME.fullmatch(session) is None:
            raise click.UsageError(f"--session is {SESSION_NAME.pattern}, not {session!r}")
        return session
    if access_key and secret_key:
        return GivenKeys(access_key, secret_key, security_token)
    if access_key or secret_key or security_token:
        raise click.UsageError("--access-key and --secret-key belong together (--security-token with both)")
    return None


def _captured(ctx: click.Context, file: BinaryIO, entry: int | None, *, as_json: bool) -> Capture:
    try:
        return read(file.read(), entry)
    except Unreadable as unreadable:
        if as_json:
            report = dict.fromkeys(("stage", "code", "expected", "received"))
            click.echo(orjson.dumps({"verdict": "unreadable", **report, "hint": str(unreadable)}).decode())
        else:
            click.echo(f"unreadable: {unreadable}", file=sys.stderr)
        ctx.exit(UNREADABLE)
