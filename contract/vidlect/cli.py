"""The command line: which command lives where, each loaded when it is called.

Here lives the table of commands. Never: what a command does.
"""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = {
    "mock": ("vidlect_mock.cli", "Serve the mocked vendors."),
    "gateway": ("vidlect_contract.cli.gateway", "Serve the reference gateway."),
    "up": ("vidlect_contract.cli.up", "Serve mock and reference gateway together, for offline development."),
    "credentials": ("vidlect_contract.cli.credentials", "Print keys that the mock or the gateway accepts."),
    "verify": ("vidlect_contract.cli.verify", "Judge a gateway over HTTP and write a conformance report."),
    "explain": (
        "vidlect_contract.cli.explain",
        "Say step by step why a captured request authenticates or not.",
    ),
    "dialects": ("vidlect_contract.cli.dialects", "List vendors and surfaces and what each supports."),
}
"""Command → (module, help). The module's click command has the command's own name."""


class LazyGroup(click.Group):
    """A group that imports a command only when it is called; its help needs none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the table's order."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        found = getattr(import_module(COMMANDS[cmd_name][0]), cmd_name)
        if not isinstance(found, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name][0]}.{cmd_name} is no command")
        return found

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a bad option is one line, without the usage around it."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise click.UsageError(" ".join(error.format_message().split())) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table itself, without importing what it names."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="vidlect", prog_name="vidlect")
def main() -> None:
    """Test harness and mock upstream for gateways that put one API in front of many AI-video vendors.

    Shell completion: eval "$(_VIDLECT_COMPLETE=bash_source vidlect)" (or zsh_source, fish_source).
    """
