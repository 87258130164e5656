"""`timeline diff`."""

import click

from timeline.cli.common import collection_around, language, shown

FORMATS = ("text", "json", "markdown")


@click.command(
    "diff",
    epilog="\b\nExamples:\n  timeline diff\n  timeline diff 0.1.0 --format markdown\n"
    "  timeline diff HEAD~1 .\n  timeline diff old.zip https://example.org/data/datapackage.json --format json",
)
@click.argument("old", metavar="[OLD]", required=False)
@click.argument("new", metavar="[NEW]", required=False)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="Form of the report."
)
@language
@click.pass_context
def command(ctx: click.Context, old: str | None, new: str | None, form: str, lang: str) -> None:
    """Show what became of a package: rows, cells and structure, and the version that it demands.

    OLD and NEW are each a folder, a zip archive, a released version, a git ref, an installed package (NAME or
    NAME==VERSION) or the http(s) address of a datapackage.json or zip. Without OLD it is the last release, without NEW
    what the contributions give, built aside.
    """
    from timeline.cli.packages import compared
    from timeline.release.report import FORMATS as REPORTS

    layout = collection_around(ctx, needed=old is None or new is None)
    problems, made = compared(layout, old, new)
    shown(ctx, problems, lang)
    click.echo(REPORTS[form](made) if made else "")
