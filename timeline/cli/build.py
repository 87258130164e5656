"""`timeline build`."""

import click

from timeline.cli.cluster import at_work, clustered
from timeline.cli.common import finish, language, layout_of

FORMATS = ("csv", "json", "wheel")
"""The first two are the package itself."""


def formats(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
    """The formats that are made beside the package, of a list with commas."""
    names = dict.fromkeys(name for name in value.replace(" ", "").split(",") if name)
    if unknown := [name for name in names if name not in FORMATS]:
        raise click.BadParameter(f"there is no format {unknown[0]}; name some of {', '.join(FORMATS)}")
    return tuple(name for name in names if name not in FORMATS[:2])


@click.command(
    "build", epilog="\b\nExamples:\n  timeline build\n  timeline build --check\n  timeline build --formats wheel"
)
@click.option(
    "--check", is_flag=True, help="Write nothing; say what differs from the tree, and end with 1 if anything does."
)
@click.option(
    "--formats",
    "beside",
    callback=formats,
    default="csv,json",
    metavar="LIST",
    show_default=True,
    help="What to make, with commas between: csv and json are the package and always made; wheel is one of the data "
    "for Python, in dist/.",
)
@clustered
@language
@click.pass_context
def command(
    ctx: click.Context, check: bool, beside: tuple[str, ...], cluster: str | None, inputs: str | None, lang: str
) -> None:
    """Validate the contributions and build the data package from them.

    Nothing is written while there is a fault; else all files are replaced as one, datapackage.json last.
    """
    from timeline.build import make
    from timeline.cli.progress import shown
    from timeline.problems import say

    layout = layout_of(ctx, complete=not check)
    with at_work(cluster, inputs, layout.root) as run, shown("Reading") as tick:
        problems, changed = make(layout, check=check, formats=beside, tick=tick, run=run)
    finish(ctx, problems, lang, say("built" if changed else "up-to-date", lang, count=len(changed)))
