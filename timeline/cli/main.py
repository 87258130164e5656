"""The group of commands. Only click is imported here; each command's file is imported when the command is named."""

from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from timeline.journal import BlockedError, BusyError
from timeline.released import HistoryError, PackageError
from timeline.version import __version__

COMMANDS = {
    "validate": "Check the contributions and say what to mend.",
    "verify": "Prove every record against the source texts.",
    "build": "Build the data package from the contributions.",
    "as-of": "Print the observations as they were known at a date.",
    "text": "Write the text of a document: PDF, Word, HTML.",
    "diff": "Show what changed between two versions.",
    "release": "Release a version that never changes.",
    "releases": "List the released versions, or prove them.",
    "new": "Start a contribution folder for a source document.",
    "propose": "Read a document and propose its events and figures.",
    "review": "Accept, mend or reject what was proposed.",
    "template": "Write a workbook to fill in: Excel, LibreOffice.",
    "import": "Make a workbook the contribution of its source.",
    "format": "Sort and normalise contributed CSV files.",
    "init": "Make a new repository for another province or topic.",
}
"""Name -> short help; the command is `command` in the module of that name, `-` written `_` and `import` `import_`."""


class Commands(click.Group):
    """A group whose commands are imported when they are named, so that --help stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's file."""
        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name.replace("-", "_")
        command: click.Command = import_module(f"timeline.cli.{module}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what the system refuses is told in one line, never as a traceback."""
        try:
            return super().invoke(ctx)
        except (BlockedError, BusyError, HistoryError, PackageError, OSError, UnicodeError) as error:
            raise click.ClickException(str(error)) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table above, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="\b\nExample:\n  timeline validate && timeline build",
)
@click.option(
    "--root",
    type=click.Path(),
    help="Root of the collection (default: the nearest folder upward with datasets/contributions).",
)
@click.version_option(__version__, prog_name="timeline")
@click.pass_context
def main(ctx: click.Context, root: str | None) -> Any:
    """Turn contributed events and statistics into a data package.

    Exit codes: 0 fine, 1 problems found, 2 wrong usage.
    """
    ctx.obj = root
