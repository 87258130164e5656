"""`timeline text`."""

import click


@click.command(
    "text",
    epilog="\b\nExamples:\n  timeline text bulletin.pdf --output ../texts/bulletin.txt\n  timeline text bulletin.docx",
)
@click.argument("file", metavar="FILE", type=click.Path())
@click.option("--output", type=click.Path(), help="File to write (default: standard output).")
def command(file: str, output: str | None) -> None:
    """Write the text of a document, as all line numbers count it.

    FILE ends with .txt, .md, .html, .docx or .pdf. Nothing is written if it cannot be read.
    """
    from pathlib import Path

    from timeline.documents import UnreadableError, read_text, save

    try:
        text = read_text(Path(file))
        if output is None:
            click.echo(text.encode(), nl=False)
        else:
            save(text, Path(output), source=Path(file))
    except UnreadableError as error:
        raise click.ClickException(str(error)) from error
