"""`timeline propose`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from timeline.cli.common import finish, language, layout_of

if TYPE_CHECKING:
    from timeline.contribute import Tallies

EXAMPLES = (
    "\b\nExamples:\n  timeline propose lsfa-2026-03 ../texts/bulletin-2026-03.pdf\n"
    "  timeline propose lsfa-2026-03 bulletin.txt --out proposed --issued 2026-03"
)


@click.command("propose", epilog=EXAMPLES)
@click.argument("source_id", metavar="SOURCE_ID")
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False))
@click.option("--out", type=click.Path(file_okay=False), help="Write all candidates into this folder instead.")
@click.option("--issued", default="", metavar="EDTF", help="When the document was issued (default: what is known).")
@language
@click.pass_context
def command(ctx: click.Context, source_id: str, file: str, out: str | None, issued: str, lang: str) -> None:
    """Read a document and propose its events and figures.

    Without --out they are written to the candidates/ of the contribution SOURCE_ID, for `timeline review`, and what
    is contributed or rejected already is left out. With --out no collection is needed: all candidates are written to
    events.csv and observations.csv of that folder.
    """
    _check_date(issued)
    if out:
        _aside(ctx, source_id, Path(file), Path(out), issued)
    else:
        _beside(ctx, source_id, Path(file), issued, lang)


def _check_date(issued: str) -> None:
    from timeline.cells import read_date
    from timeline.problems import Problem

    if issued and isinstance(fault := read_date(issued), Problem):
        raise click.BadParameter(fault.message(), param_hint="--issued")


def _beside(ctx: click.Context, source_id: str, file: Path, issued: str, lang: str) -> None:
    from timeline.contribute import DamagedHistoryError, UnusableSourceError, propose_into
    from timeline.documents import UnreadableError

    try:
        tallies, problems = propose_into(layout_of(ctx), source_id, file, issued)
    except UnusableSourceError as error:
        raise click.UsageError(str(error)) from error
    except (UnreadableError, DamagedHistoryError) as error:
        raise click.ClickException(str(error)) from error
    if problems:
        finish(ctx, problems, lang, "")
    _show(tallies)
    left = sum(tally.left for tally in tallies.values())
    click.echo(f"Next: timeline review {source_id}" if left else "Nothing is left to decide.")


def _aside(ctx: click.Context, source_id: str, file: Path, out: Path, issued: str) -> None:
    from timeline.contribute import UnusableSourceError, propose_aside
    from timeline.documents import UnreadableError
    from timeline.layout import find_root

    given = ctx.find_root().obj
    layout = layout_of(ctx, complete=False) if given or find_root(Path.cwd()) else None
    try:
        tallies = propose_aside(out, layout, source_id, file, issued)
    except UnusableSourceError as error:
        raise click.UsageError(str(error)) from error
    except UnreadableError as error:
        raise click.ClickException(str(error)) from error
    for kind, tally in tallies.items():
        click.echo(f"{out / kind.table}.csv: {tally.proposed} proposed")


def _show(tallies: "Tallies") -> None:
    for kind, tally in tallies.items():
        decided = f"{tally.contributed} already contributed, {tally.rejected} rejected"
        click.echo(f"{kind.table}: {tally.proposed} proposed, {decided}, {tally.left} left")
