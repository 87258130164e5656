"""`timeline new`."""

import click

from timeline.cli.common import language, layout_of


@click.command("new", epilog="\b\nExample:\n  timeline new lsfa-2026-03 ../texts/bulletin-2026-03.txt")
@click.argument("source_id", metavar="SOURCE_ID")
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False))
@language
@click.pass_context
def command(ctx: click.Context, source_id: str, file: str, lang: str) -> None:
    """Start the contribution folder of a source document.

    SOURCE_ID names it for good (lower-case words with - between); FILE is its text in UTF-8, which is not copied.
    """
    from pathlib import Path

    from timeline.contribute import UnusableSourceError, start
    from timeline.problems import Lang, say

    layout = layout_of(ctx)
    try:
        folder = start(layout, source_id, Path(file), Lang(lang))
    except UnusableSourceError as error:
        raise click.UsageError(error.text(lang)) from error
    click.echo(say("started", lang, folder=layout.relative(folder)))
    click.echo(say("then-run", lang, command="timeline format && timeline validate"))
