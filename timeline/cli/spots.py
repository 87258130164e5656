"""Where a problem stands as a pull request counts it: a path from where the tool runs, a line, a character."""

import csv
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from timeline.problems import Problem

CELL = re.compile(r'(?:"(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)')


class Place(NamedTuple):
    """A place in a file; line and character are counted from 1, the character is 0 where it is not known."""

    path: str
    line: int
    character: int


def as_told(problem: Problem) -> Place:
    """The place as the problem names it: the file below the root, the line, no character."""
    return Place(problem.path, problem.line or 1, 0)


def seen_from(here: Path, root: Path) -> Callable[[Problem], Place]:
    """What finds the place of a problem, for machines that stand in `here` (the root of a repository) and read files.

    Args:
        here: The folder that paths start at, if the collection lies below it; else they start at the root.
        root: The root of the collection.
    """
    prefix = f"{root.relative_to(here).as_posix()}/" if root != here and root.is_relative_to(here) else ""

    @cache
    def text_of(path: str) -> str:
        try:
            return (root / path).read_bytes().decode("utf-8-sig")
        except (OSError, ValueError):
            return ""

    def place(problem: Problem) -> Place:
        line, character = problem.line or 1, 0
        if problem.path.endswith(".csv") and problem.column:
            line, character = _cell(text_of(problem.path), line, problem.column)
        return Place(prefix + problem.path, line, character)

    return place


def _cell(text: str, line: int, column: str) -> tuple[int, int]:
    """Line and character at which a cell of the record that begins on `line` starts; 0 where it has none."""
    lines = text.split("\n")
    header = next(csv.reader([lines[0].rstrip("\r")]), [])
    if column not in header or line > len(lines):
        return line, 0
    first = at = sum(len(each) + 1 for each in lines[: line - 1])
    for _ in range(header.index(column)):
        cell = CELL.match(text, at)
        if cell is None or cell[1] != ",":
            return line, 0
        at = cell.end()
    return line + text.count("\n", first, at), at - (text.rfind("\n", 0, at) + 1) + 1
