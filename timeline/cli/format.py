"""`timeline format`."""

import click

from timeline.cli.common import finish, language, layout_of, within


@click.command(
    "format", epilog="\b\nExamples:\n  timeline format\n  timeline format datasets/contributions/lsfa-2026-03"
)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option(
    "--check", is_flag=True, help="Write nothing; name the files that would change, and end with 1 if any would."
)
@language
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], check: bool, lang: str) -> None:
    """Sort and normalise contributed CSV files, and fill in ids and usual values.

    A file that cannot be read as its table is left as it is, and told.
    """
    from timeline.contribute import format_files
    from timeline.problems import say

    layout = layout_of(ctx)
    changed, problems = format_files(layout, within(layout, paths), write=not check)
    for path in changed:
        click.echo(say("would-format" if check else "formatted", lang, path=path))
    if check and changed and not problems:
        ctx.exit(1)
    finish(ctx, problems, lang, say("format-done", lang, count=len(changed)))
