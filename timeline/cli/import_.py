"""`timeline import`."""

from typing import TYPE_CHECKING

import click

from timeline.cli.common import language, layout_of
from timeline.problems import Lang

if TYPE_CHECKING:
    from timeline.contribute import Imported

STOPPED = {
    Lang.EN: "{count} problem(s) in {file}; nothing was written.",
    Lang.VI: "{count} lỗi trong {file}; chưa ghi gì.",
}


@click.command(
    "import",
    epilog="\b\nExamples:\n  timeline import contribution.xlsx\n"
    "  timeline import lsfa-2026-03.xlsx --source lsfa-2026-03",
)
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False))
@click.option("--source", "source_id", default="", metavar="SOURCE_ID", help="The source that the workbook must be of.")
@language
@click.pass_context
def command(ctx: click.Context, file: str, source_id: str, lang: str) -> None:
    """Make a workbook the contribution of its source.

    FILE comes from `timeline template --xlsx`. It takes the place of all rows that the source has; every fault is told
    by sheet and cell, and then nothing is written.
    """
    from pathlib import Path

    from timeline.contribute import UnusableSourceError, UnusableWorkbookError, import_workbook

    try:
        done, problems = import_workbook(layout_of(ctx), Path(file), source_id)
    except UnusableWorkbookError as error:
        raise click.ClickException(str(error)) from error
    except UnusableSourceError as error:
        raise click.UsageError(str(error)) from error
    for problem in problems:
        click.echo(problem.text(Lang(lang)), err=True)
    click.echo(_told(done) if done else STOPPED[Lang(lang)].format(count=len(problems), file=file), err=done is None)
    ctx.exit(0 if done else 1)


def _told(done: "Imported") -> str:
    """What was written, a line a file."""
    lines = [f"{each.path}: {each.new} line(s) new, {each.gone} gone" for each in done.changes]
    return "\n".join([*lines, f"Imported {done.source_id}: {len(lines)} file(s) changed."])
