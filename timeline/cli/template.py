"""`timeline template`."""

import click

from timeline.cli.common import finish, language, layout_of

EXAMPLES = (
    "\b\nExamples:\n  timeline template --xlsx contribution.xlsx\n"
    "  timeline template --xlsx lsfa-2026-03.xlsx --source lsfa-2026-03"
)


@click.command("template", epilog=EXAMPLES)
@click.option(
    "--xlsx", "file", metavar="[FILE]", is_flag=False, flag_value="contribution.xlsx", required=True,
    help="Write an Excel workbook (contribution.xlsx, if no FILE is named).",
)  # fmt: skip
@click.option("--source", "source_id", default="", metavar="SOURCE_ID", help="Fill it with this contribution.")
@language
@click.pass_context
def command(ctx: click.Context, file: str, source_id: str, lang: str) -> None:
    """Write a workbook to fill in, for `timeline import`.

    It has a sheet for the source and each table, drop-down lists of the codes, and a comment on each column's name. A
    file that is there is not overwritten.
    """
    from pathlib import Path

    from timeline.contribute import UnusableSourceError, UnusableWorkbookError, write_template

    try:
        problems = write_template(layout_of(ctx), Path(file), source_id)
    except UnusableWorkbookError as error:
        raise click.ClickException(str(error)) from error
    except UnusableSourceError as error:
        raise click.UsageError(str(error)) from error
    finish(ctx, problems, lang, f"Wrote {file}: fill it in, then run: timeline import {file}")
