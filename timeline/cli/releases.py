"""`timeline releases`."""

import click

from timeline.cli.common import finish, language, layout_of


@click.command("releases", epilog="\b\nExamples:\n  timeline releases\n  timeline releases --verify")
@click.option(
    "--verify",
    "verifying",
    is_flag=True,
    help="Rebuild every version from releases/, and compare it with what was logged; end with 1 if anything differs.",
)
@language
@click.pass_context
def command(ctx: click.Context, verifying: bool, lang: str) -> None:
    """List the released versions, oldest first."""
    from timeline.released import read_history

    layout = layout_of(ctx)
    history = read_history(layout)
    for released in history:
        click.echo(f"{released.version}  {released.date}  {released.counts.replace('=', ' ').replace(';', ', ')}")
    if verifying:
        from timeline.release import verify

        finish(ctx, verify(layout), lang, f"{len(history)} version(s) rebuilt: each is what was released.")
    elif not history:
        click.echo("Nothing was released yet.")
