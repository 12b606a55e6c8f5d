"""`vidlect verify`: judge a gateway over HTTP and write a conformance report.

Here live the options, what is printed and the exit codes. Never: a judgement.
"""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import click
import orjson
from rich.console import Console

from vidlect_adapters.registry import SURFACES
from vidlect_contract.loading import UnreadableCases
from vidlect_contract.report.progress import Display, print_table
from vidlect_contract.report.scrubbing import scrubber
from vidlect_contract.report.writing import write_reports
from vidlect_contract.runner.verifying import Plan, Verified, plan, verify_all
from vidlect_contract.targets.table import BadTarget

ALL = "all"
"""Every surface of the reference gateway, one after the other."""
FIRST = next(iter(SURFACES))
INTERRUPTED = 130
"""What a shell calls a program that ended by SIGINT."""


@click.command()
@click.option(
    "--target",
    metavar="reference|FILE.toml",
    default="reference",
    show_default=True,
    help="Which gateway: our own, or the one that a file describes.",
)
@click.option(
    "--surface",
    type=click.Choice([*SURFACES, ALL]),
    help=f"The dialect by which the reference gateway is judged (default: {FIRST}); a target file names its own.",
)
@click.option("--only", multiple=True, metavar="GLOB", help="Only cases whose id matches (repeatable).")
@click.option(
    "--report",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write results.jsonl, junit.xml and summary.md there (of all surfaces: a folder each).",
)
@click.option("--profile", "profiles", metavar="DIALECT=NAME[,SWITCH=VALUE…]", multiple=True)
@click.option(
    "--concurrency",
    type=click.IntRange(1),
    default=256,
    show_default=True,
    help="How many cases are in flight at once.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=60.0,
    show_default=True,
    help="Seconds that one case may take.",
)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print one summary object a surface, on a line, instead of tables.",
)
@click.option(
    "--print-env",
    is_flag=True,
    help="Print the addresses and keys to configure by hand, and wait until the gateway is ready.",
)
def verify(  # noqa: PLR0913 # one parameter per option of the command
    *,
    target: str,
    surface: str | None,
    only: tuple[str, ...],
    report: Path | None,
    profiles: tuple[str, ...],
    concurrency: int,
    timeout: float,
    as_json: bool,
    print_env: bool,
) -> None:
    """Judge a gateway over HTTP against the mock, and write a conformance report.

    Exit code: 0 all as expected; 1 anything failed, untestable or unexpectedly passed, or no case selected;
    2 a bad target file or option; 130 interrupted (finished verdicts are kept).
    """
    if surface is not None and target != "reference":
        raise click.UsageError("--surface is for the reference target; a target file says `surface`")
    codes: list[int] = []
    for name in SURFACES if surface == ALL else (surface or FIRST,):
        try:
            planned = plan(
                target,
                only,
                profiles,
                concurrency=concurrency,
                patience=timeout,
                print_env=print_env,
                surface=name,
            )
            if surface == ALL and not planned.cases:
                continue
            done = asyncio.run(_interruptible(planned, told_apart=as_json))
        except (BadTarget, UnreadableCases, ValueError) as error:
            raise click.UsageError(str(error)) from error
        except KeyboardInterrupt:
            raise SystemExit(INTERRUPTED) from None
        folder = report / name if report is not None and surface == ALL else report
        codes.append(_told(done, folder, as_json=as_json))
    # no case selected at all is a failure, lest a mistyped glob look like a success
    raise SystemExit(max(codes, default=1))


def _told(done: Verified, report: Path | None, *, as_json: bool) -> int:
    """Write the reports, print the sum, and say the exit code."""
    if report is not None:
        try:
            write_reports(done.summary, report, scrubber(done.secrets))
        except OSError as error:
            raise click.UsageError(f"--report {report}: {error.strerror}") from error
    if as_json:
        click.echo(orjson.dumps(done.summary.to_json()).decode())
    else:
        print_table(done.summary, Console())
    return done.summary.exit_code


async def _interruptible(planned: Plan, *, told_apart: bool) -> Verified:
    """The run; SIGINT and SIGTERM end it early, once, and what is finished is kept."""
    loop = asyncio.get_running_loop()
    task = asyncio.ensure_future(_displayed(planned, told_apart=told_apart))
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, task.cancel)
    try:
        return await task
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None


async def _displayed(planned: Plan, *, told_apart: bool) -> Verified:
    """`told_apart`: standard output is for the one summary object, so the environment is said elsewhere."""

    def say_environment(names: dict[str, str]) -> None:
        for name, value in names.items():
            click.echo(f"{name}={value}", err=told_apart)

    with Display(len(planned.cases)) as display:
        return await verify_all(planned, display.show, print_env=say_environment)
