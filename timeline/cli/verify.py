"""`timeline verify`."""

import click

from timeline.cli.common import finish, language, layout_of


@click.command("verify", epilog="\b\nExample:\n  timeline verify --texts ../texts")
@click.option(
    "--texts", required=True, type=click.Path(exists=True, file_okay=False), help="Folder of the source texts."
)
@language
@click.pass_context
def command(ctx: click.Context, texts: str, lang: str) -> None:
    """Prove every record against the source texts.

    The text has the checksum recorded, each figure as printed stands on its line, and the lines of each event name
    its date unless it is inferred.
    """
    from pathlib import Path

    from timeline.validate import read_collection, validate, verify

    collection = read_collection(layout_of(ctx))
    problems = validate(collection) or verify(collection, Path(texts))
    finish(ctx, problems, lang, "Every record is borne out by its source.")
