"""`timeline as-of`."""

import click

from timeline.cli.common import finish, language, layout_of


@click.command(
    "as-of", epilog="\b\nExamples:\n  timeline as-of 2025-08\n  timeline as-of 2025-08-31 --output known.csv"
)
@click.argument("date", metavar="DATE")
@click.option("--output", type=click.Path(dir_okay=False), help="File to write instead of standard output.")
@language
@click.pass_context
def command(ctx: click.Context, date: str, output: str | None, lang: str) -> None:
    """Print the observations as they were known at the end of DATE, as CSV.

    DATE is a day, month or year: 2025-08-31, 2025-08 or 2025. Only sources that were surely issued by then count;
    `latest` marks the last word of that time. The columns are those of datasets/observations.csv.
    """
    from timeline.build import csv_as_of
    from timeline.cli.common import write_bytes
    from timeline.sequence import NoDateError

    try:
        problems, table = csv_as_of(layout_of(ctx), date)
    except NoDateError as error:
        raise click.UsageError(str(error)) from error
    if problems:
        finish(ctx, problems, lang, "")
    write_bytes(output, table)
