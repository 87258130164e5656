"""`timeline build`."""

import click

from timeline.cli.common import finish, language, layout_of


@click.command("build", epilog="\b\nExamples:\n  timeline build\n  timeline build --check")
@click.option(
    "--check", is_flag=True, help="Write nothing; say what differs from the tree, and end with 1 if anything does."
)
@language
@click.pass_context
def command(ctx: click.Context, check: bool, lang: str) -> None:
    """Validate the contributions and build the data package from them.

    Nothing is written while there is a fault; else all files are replaced as one, datapackage.json last.
    """
    from timeline.build import make

    problems, changed = make(layout_of(ctx, complete=not check), check=check)
    finish(ctx, problems, lang, "Up to date." if not changed else f"Built: {len(changed)} files changed.")
