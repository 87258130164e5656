"""`timeline review`."""

import sys
from collections.abc import Callable, Mapping
from typing import Any

import click

from timeline.cli.common import finish, language, layout_of
from timeline.layout import Layout

EXAMPLES = (
    "\b\nExamples:\n  timeline review lsfa-2026-03\n  timeline review lsfa-2026-03 --list\n"
    '  timeline review lsfa-2026-03 --accept 2026-meeting-vale --set title_vi="Gặp gỡ" --set told=mention\n'
    "  timeline review lsfa-2026-03 --reject lsfa-2026-03-figure-7 --reason page-number"
)


@click.command("review", epilog=EXAMPLES)
@click.argument("source_id", metavar="SOURCE_ID")
@click.option("--list", "listing", is_flag=True, help="List what waits for a decision, with tabs between.")
@click.option("--accept", metavar="ID", help="Make a candidate a row of the contribution.")
@click.option("--set", "changes", multiple=True, metavar="COLUMN=VALUE", help="With --accept: a cell of the row.")
@click.option("--reject", metavar="ID", help="Make a candidate a row of rejected.csv.")
@click.option("--reason", metavar="CODE", help="With --reject: a code of rejection_reasons.csv.")
@click.option("--note", metavar="TEXT", help="With --reject: remarks in your own words.")
@click.option("--undo", is_flag=True, help="Take the last decision back.")
@language
@click.pass_context
def command(ctx: click.Context, /, source_id: str, lang: str, **options: Any) -> None:
    """Accept, mend or reject what `timeline propose` found.

    In a terminal one candidate at a time is shown with its passages, and the review goes on where it was left. With
    one of the options below a single thing is done, without any question.
    """
    from timeline.contribute import DamagedHistoryError, UndecidableError

    deed = _deed(options)
    try:
        deed(ctx, layout_of(ctx), source_id, lang, options)
    except UndecidableError as error:
        raise click.UsageError(str(error)) from error
    except DamagedHistoryError as error:
        raise click.ClickException(str(error)) from error


Deed = Callable[[click.Context, Layout, str, str, Mapping[str, Any]], None]


def _deed(options: Mapping[str, Any]) -> Deed:
    """What the options ask for; a review in the terminal if they ask for nothing."""
    named = [name for name in DEEDS if options[name]]
    if len(named) > 1:
        raise click.UsageError("one at a time: --list, --accept, --reject or --undo")
    name = named[0] if named else ""
    for belonging, owner in {"changes": "accept", "reason": "reject", "note": "reject"}.items():
        if options[belonging] and name != owner:
            option = "set" if belonging == "changes" else belonging
            raise click.UsageError(f"--{option} goes with --{owner}")
    if name == "reject" and not options["reason"]:
        raise click.UsageError("--reject needs --reason, a code of rejection_reasons.csv")
    return DEEDS[name] if name else _in_terminal


def _list(ctx: click.Context, layout: Layout, source_id: str, lang: str, options: Mapping[str, Any]) -> None:
    from timeline.contribute import waiting
    from timeline.validate import read_collection

    click.echo("candidate\tkind\tscore\ttime\tlines_vi\tlines_en\ttold\tconflict")
    for each in waiting(read_collection(layout), source_id):
        cells = each.cells
        event = "date" in cells
        stem, told = ("lines", cells.get("title_en", "")) if event else ("line", _figure(cells))
        time = cells["date"] if event else cells["time_period"]
        row = (each.id, each.kind.table, cells["score"], time, cells[f"{stem}_vi"], cells[f"{stem}_en"], told)
        click.echo("\t".join(" ".join(text.split()) for text in (*row, cells["conflict"])))


def _figure(cells: Mapping[str, str]) -> str:
    told = cells["printed_vi"] or cells["printed_en"]
    return f"{cells['indicator']}: {told}" if cells["indicator"] else told


def _accept(ctx: click.Context, layout: Layout, source_id: str, lang: str, options: Mapping[str, Any]) -> None:
    from timeline.contribute import accept

    changes = _changes(layout, source_id, options["accept"], options["changes"])
    made, problems = accept(layout, source_id, options["accept"], changes)
    finish(ctx, problems, lang, f"Accepted as {next(iter(made.values()), '')}.")


def _changes(layout: Layout, source_id: str, name: str, given: tuple[str, ...]) -> dict[str, str]:
    """Column -> cell of the options --set, of columns that the candidate's record has."""
    from timeline.columns import fields
    from timeline.contribute import waiting
    from timeline.problems import closest
    from timeline.validate import read_collection

    changes = dict(text.split("=", 1) for text in given if "=" in text)
    if unclear := [text for text in given if "=" not in text]:
        raise click.UsageError(f"--set {unclear[0]}: write it as COLUMN=VALUE")
    kinds = [each.kind for each in waiting(read_collection(layout), source_id) if each.id == name] if changes else []
    columns = [column.name for kind in kinds for column in fields(kind)]
    for column in changes if columns else ():
        if column not in columns:
            like = closest(column, columns)
            raise click.UsageError(
                f"--set {column}: there is no such column" + (f"; did you mean {like}?" if like else "")
            )
    return changes


def _reject(ctx: click.Context, layout: Layout, source_id: str, lang: str, options: Mapping[str, Any]) -> None:
    from timeline.contribute import reject

    _, problems = reject(layout, source_id, options["reject"], options["reason"], options["note"] or "")
    finish(ctx, problems, lang, f"Rejected {options['reject']}.")


def _undo(ctx: click.Context, layout: Layout, source_id: str, lang: str, options: Mapping[str, Any]) -> None:
    from timeline.contribute import undo

    entry = undo(layout, source_id)
    click.echo(f"Taken back: {entry.did} of {entry.candidate['candidate']}.")


def _in_terminal(ctx: click.Context, layout: Layout, source_id: str, lang: str, options: Mapping[str, Any]) -> None:
    from timeline.problems import Lang

    if not sys.stdin.isatty():
        raise click.UsageError("there is no terminal here; use --list, --accept, --reject or --undo")
    from timeline.cli.session import review

    review(layout, source_id, Lang(lang))


DEEDS: dict[str, Deed] = {"listing": _list, "accept": _accept, "reject": _reject, "undo": _undo}
