"""`timeline verify`."""

import click

from timeline.cli.common import finish, language, layout_of


@click.command("verify", epilog="\b\nExample:\n  timeline verify --texts ../texts")
@click.option(
    "--texts", required=True, type=click.Path(exists=True, file_okay=False), help="Folder of the source texts."
)
@click.option(
    "--coverage/--no-coverage",
    default=True,
    show_default=True,
    help="Also read the texts as `timeline propose` does, and name what nobody has decided.",
)
@language
@click.pass_context
def command(ctx: click.Context, texts: str, coverage: bool, lang: str) -> None:
    """Prove every record against the source texts.

    The text has the checksum recorded, each figure as printed stands on its line, and the lines of each event name
    its date unless it is inferred. No figure or dated happening of the text is left out that is neither contributed
    nor in rejected.csv.
    """
    from pathlib import Path

    from timeline.problems import say
    from timeline.validate import read_collection, uncovered, validate, verify

    collection = read_collection(layout_of(ctx))
    problems = validate(collection) or verify(collection, Path(texts))
    if coverage and not problems:
        problems = uncovered(collection, Path(texts))
    finish(ctx, problems, lang, say("verified", lang))
