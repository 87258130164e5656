"""`timeline validate`."""

import click

from timeline.cli.cluster import at_work, clustered
from timeline.cli.common import language, layout_of, within

FORMATS = ("text", "json", "github", "sarif")


@click.command(
    "validate",
    epilog="\b\nExamples:\n  timeline validate\n  timeline validate datasets/contributions/lsfa-2026-03 --lang vi\n"
    "  timeline validate --cluster tcp://127.0.0.1:8786",
)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="Form of the report."
)
@clustered
@language
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[str, ...], form: str, cluster: str | None, inputs: str | None, lang: str
) -> None:
    """Check contributions and codelists; every fault is told at once.

    With PATHs (files or folders) only their faults are told; the whole collection is read all the same.
    """
    from timeline.cli.progress import problems_of
    from timeline.cli.report import report

    layout = layout_of(ctx)
    named = within(layout, paths)
    with at_work(cluster, inputs, layout.root) as run:
        problems = problems_of(layout, named, run)
    click.echo(report(form, problems, lang, layout.root))
    ctx.exit(1 if problems else 0)
