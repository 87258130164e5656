"""What may stand against a release. Each check takes the difference to the last version; `CHECKS` is the list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from timeline.layout import Layout
from timeline.problems import Problem
from timeline.records import Tombstone
from timeline.release.difference import Difference
from timeline.release.rows import Op
from timeline.released import NOTHING, Level, Released, Version


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks for.

    Attributes:
        day: The day of the release, YYYY-MM-DD.
        version: The version; None for the smallest that the difference allows.
        level: How far to go; None for what the difference demands.
    """

    day: str
    version: Version | None = None
    level: Level | None = None


def chosen(made: Difference, history: Sequence[Released], wish: Wish) -> Version:
    """The version of a release: as a person chose, or the smallest that the difference allows."""
    last = history[-1].version if history else NOTHING
    if wish.version:
        return wish.version
    return last.bumped(wish.level) if wish.level else last.demanded(made.level)


def is_not_empty(layout: Layout, made: Difference, history: Sequence[Released], wish: Wish) -> list[Problem]:
    """Something of the data changed since the last release; README and licence texts alone are no release."""
    if made.level is not Level.NONE:
        return []
    return [Problem("release-empty", {"version": str(history[-1].version)}).at(layout.relative(layout.descriptor))]


def comes_next(layout: Layout, made: Difference, history: Sequence[Released], wish: Wish) -> list[Problem]:
    """The version is one of the three that follow the last, and as large as the difference demands."""
    last = history[-1].version if history else NOTHING
    log = layout.relative(layout.releases)
    version = chosen(made, history, wish)
    if any(released.version == version for released in history):
        return [Problem("version-taken", {"version": str(version)}).at(log)]
    following = [last.bumped(level) for level in (Level.PATCH, Level.MINOR, Level.MAJOR)]
    if version not in following:
        facts = {"version": str(version), "last": str(last), "known": ", ".join(map(str, following))}
        return [Problem("version-order", facts).at(log)]
    smallest = last.demanded(made.level)
    if version < smallest:
        facts = {"version": str(version), "suggestion": str(smallest), "level": made.level.name.lower()}
        return [Problem("bump-small", facts).at(log)]
    return []


def comes_later(layout: Layout, made: Difference, history: Sequence[Released], wish: Wish) -> list[Problem]:
    """No release is dated before the one before it."""
    if history and wish.day < history[-1].date:
        facts = {"text": wish.day, "date": history[-1].date, "version": str(history[-1].version)}
        return [Problem("date-early", facts).at(layout.relative(layout.releases))]
    return []


def leaves_tombstones(layout: Layout, made: Difference, history: Sequence[Released], wish: Wish) -> list[Problem]:
    """Each removed id has its row in tombstones.csv, and no row that was released is gone from there."""
    if not history:
        return []
    path = layout.relative(layout.tombstones)
    version = str(history[-1].version)
    graves = [each for table in made.tables if table.resource == Tombstone.table for each in table.rows]
    new = {tuple(each.cells[name][1] for name in ("kind", "id", "version")) for each in graves if each.op is Op.ADD}
    problems = []
    for kind, identity in made.removed:
        if (kind, identity, version) not in new:
            row = f"{identity},{kind},{version},…,"
            facts = {"text": identity, "kind": kind, "version": version, "row": row}
            problems.append(Problem("tombstone-missing", facts).at(path))
    for each in graves:
        if each.op is Op.DEL:
            facts = {"text": each.key["id"], "kind": each.key["kind"], "version": version}
            problems.append(Problem("tombstone-dropped", facts).at(path))
    return problems


Check = Callable[[Layout, Difference, Sequence[Released], Wish], list[Problem]]
CHECKS: tuple[Check, ...] = (is_not_empty, comes_next, comes_later, leaves_tombstones)
"""What may stand against a release; all of it is told at once."""
