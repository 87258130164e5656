"""How far long work is, shown on a terminal."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import click

from timeline.layout import Layout
from timeline.problems import Problem, concerns
from timeline.reading import Tick
from timeline.validate import read_collection, validate

if TYPE_CHECKING:
    from timeline.running import Run


@contextmanager
def shown(label: str) -> Iterator[Tick]:
    """What large files call while they are read: a bar on standard error with the share, the time left and the rows.

    In a pipe, and where all files are small, nothing is shown.
    """
    with ExitStack() as stack:
        bars: list[Any] = []
        read = 0

        def tick(rows: int, passed: int, every: int) -> None:
            nonlocal read
            read += rows
            if not bars and sys.stderr.isatty():
                bar = click.progressbar(
                    length=every, label=label, file=sys.stderr, show_percent=True, item_show_func=_rows
                )
                bars.append(stack.enter_context(bar))
            for bar in bars:
                bar.update(passed, read)

        yield tick


def problems_of(layout: Layout, named: list[str], run: "Run | None" = None) -> list[Problem]:
    """What is wrong with the named paths of a collection, of all if none is named; a bar is shown while it is read.

    Parts of large files are looked at where `run` says; None: here.
    """
    with shown("Reading") as tick:
        return [problem for problem in validate(read_collection(layout, tick, run)) if concerns(problem, named)]


def _rows(read: int | None) -> str:
    return f"{read:,} rows" if read else ""
