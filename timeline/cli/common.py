"""What several commands share: the root, the language, how problems are shown."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from timeline import journal
from timeline.layout import Layout, find_root
from timeline.problems import Lang, Problem

F = TypeVar("F", bound=Callable[..., Any])


def language(command: F) -> F:
    """The option --lang."""
    option = click.option(
        "--lang", type=click.Choice([lang.value for lang in Lang]), default=Lang.EN.value, show_default=True,
        help="Language of the messages.",
    )  # fmt: skip
    return option(command)


def layout_of(ctx: click.Context, *, complete: bool = True) -> Layout:
    """The collection that the command is about.

    A build that was cut short is completed first, unless the command only looks.

    Raises:
        click.UsageError: If there is none.
    """
    given = ctx.find_root().obj
    root = Path(given) if given else find_root(Path.cwd())
    if root is None or not (root / "datasets" / "contributions").is_dir():
        where = given or "this folder and those above it"
        raise click.UsageError(
            f"no datasets/contributions in {where}; go to a collection, or name its root with --root"
        )
    layout = Layout(root.resolve())
    if complete and journal.pending(layout):
        with journal.locked(layout):
            journal.complete(layout)
    return layout


def collection_around(ctx: click.Context, *, needed: bool) -> Layout | None:
    """The collection around, if there is one.

    Raises:
        click.UsageError: If there is none though it is needed.
    """
    try:
        return layout_of(ctx)
    except click.UsageError:
        if needed or ctx.find_root().obj:
            raise
        return None


def within(layout: Layout, paths: tuple[str, ...]) -> list[str]:
    """The paths that a person named, below the root.

    Raises:
        click.BadParameter: If one is missing, unreadable, or outside the root.
    """
    named = []
    for path in paths:
        full = Path(path).resolve()
        if not full.exists():
            raise click.BadParameter(f"there is no {path}", param_hint="PATH")
        if not full.is_relative_to(layout.root):
            raise click.BadParameter(f"{path} is outside the collection {layout.root}", param_hint="PATH")
        if not _readable(full):
            raise click.BadParameter(f"{path} cannot be read", param_hint="PATH")
        named.append(layout.relative(full))
    return named


def _readable(path: Path) -> bool:
    try:
        if path.is_dir():
            next(path.iterdir(), None)
        else:
            path.open("rb").close()
    except OSError:
        return False
    return True


def shown(ctx: click.Context, problems: list[Problem], lang: str) -> None:
    """Show problems, if there are any, and end with 1 then."""
    if problems:
        finish(ctx, problems, lang, "")


def finish(ctx: click.Context, problems: list[Problem], lang: str, done: str) -> None:
    """Show problems on standard error and end with 1, or say what was done and end with 0."""
    from timeline.cli.report import summary

    for problem in problems:
        click.echo(problem.text(Lang(lang)), err=True)
    click.echo(summary(problems, Lang(lang)) if problems else done, err=bool(problems))
    ctx.exit(1 if problems else 0)


def write_bytes(output: str | None, data: bytes) -> None:
    """Write a file, whole or not at all, or to standard output.

    Raises:
        click.FileError: If the file cannot be written.
    """
    if output is None:
        click.echo(data, nl=False)
        return
    place = Path(output)
    draft = place.with_name(f".{place.name}.part") if place.is_file() or not place.exists() else place
    try:
        draft.write_bytes(data)
        if draft is not place:
            draft.replace(place)
    except OSError as error:
        if draft is not place:
            draft.unlink(missing_ok=True)
        raise click.FileError(output, error.strerror or str(error)) from error
