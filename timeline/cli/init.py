"""`timeline init`."""

import click

from timeline.cli.common import language


@click.command(
    "init",
    epilog="\b\nExamples:\n  timeline init cao-bang\n"
    '  timeline init cao-bang --title "Cao Bang: events" --title-vi "Cao Bằng: sự kiện"',
)
@click.argument("folder", metavar="DIR", type=click.Path())
@click.option("--name", default="", help="Name of the data package: lower-case words with - between (default: DIR's).")
@click.option("--title", default="", help="Its title in English.")
@click.option("--title-vi", default="", help="Its title in Vietnamese.")
@language
def command(folder: str, name: str, title: str, title_vi: str, lang: str) -> None:
    """Make a new repository for another province or topic.

    It has general codelists, an invented example, a Makefile, CI and README, and passes its own make test. DIR is
    made, or is empty (a fresh clone will do).
    """
    import shlex
    from pathlib import Path

    from timeline.founding import UnusableFolderError, found
    from timeline.problems import say

    try:
        count = found(Path(folder), name, title, title_vi)
    except UnusableFolderError as error:
        raise click.UsageError(error.text(lang)) from error
    click.echo(say("founded", lang, folder=folder, count=count))
    click.echo(say("then-run", lang, command=f"cd {shlex.quote(folder)} && make test"))
