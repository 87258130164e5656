"""`timeline validate`."""

import click

from timeline.cli.common import language, layout_of, within

FORMATS = ("text", "json", "github", "sarif")


@click.command(
    "validate",
    epilog="\b\nExamples:\n  timeline validate\n  timeline validate datasets/contributions/lsfa-2026-03 --lang vi",
)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="Form of the report."
)
@language
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], form: str, lang: str) -> None:
    """Check contributions and codelists; every fault is told at once.

    With PATHs (files or folders) only their faults are told; the whole collection is read all the same.
    """
    from pathlib import Path

    from timeline.cli.progress import problems_of
    from timeline.cli.report import FORMATS as REPORTS
    from timeline.cli.spots import seen_from
    from timeline.problems import Lang

    layout = layout_of(ctx)
    named = within(layout, paths)
    problems = problems_of(layout, named)
    click.echo(REPORTS[form](problems, Lang(lang), seen_from(Path.cwd(), layout.root)))
    ctx.exit(1 if problems else 0)
