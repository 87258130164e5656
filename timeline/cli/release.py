"""`timeline release`."""

import click

from timeline.cli.common import finish, language, layout_of


@click.command(
    "release",
    epilog="\b\nExamples:\n  timeline release\n  timeline release 0.2.0 --date 2026-03-31\n"
    "  timeline release --bump major",
)
@click.argument("version", metavar="[VERSION]", required=False)
@click.option(
    "--bump",
    type=click.Choice(["major", "minor", "patch"]),
    help="How far to go up, instead of VERSION; by default as far as the difference demands.",
)
@click.option("--date", "day", metavar="DATE", help="Day of the release, YYYY-MM-DD.  [default: today]")
@language
@click.pass_context
def command(ctx: click.Context, version: str | None, bump: str | None, day: str | None, lang: str) -> None:
    """Release what the contributions give as a version that never changes.

    The version is computed from the difference to the last one; a smaller step is refused, and so is a release
    without a difference. Writes the archive and its checksum to dist/, the entry of CHANGELOG.md, the log and the
    difference to releases/, and the built files, all or nothing. A version that is there already is left as it is,
    and its archive put back.
    """
    from timeline.cli.packages import read_day, read_level, read_version
    from timeline.release import Wish, release

    if version and bump:
        raise click.UsageError("give VERSION or --bump, not both")
    wish = Wish(read_day(day), read_version(version), read_level(bump))
    problems, done = release(layout_of(ctx), wish)
    word = "Released" if done and done.new else "Released already:"
    finish(ctx, problems, lang, f"{word} {done.version}: {done.archive}" if done else "")
