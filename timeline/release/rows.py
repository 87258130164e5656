"""Rows of two versions of a table: added, removed, corrected cell by cell; and the same backwards.

A row is what its key says: the primary key, else the unique key, else the whole row. Places of rows are kept too, so
that a table is rebuilt in its order; rows are counted from 1, without the header.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from timeline.release.snapshot import Table

Cell = str | None
"""The text of a cell; None where the table has no such column."""
Row = tuple[str, ...]


class Op(StrEnum):
    """What became of a thing."""

    ADD = "ADD"
    MOD = "MOD"
    DEL = "DEL"


INVERSE = {Op.ADD: Op.DEL, Op.DEL: Op.ADD, Op.MOD: Op.MOD}


class UnfitError(Exception):
    """A difference does not fit what it is applied to."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """What became of one row.

    Attributes:
        op: Added, corrected (or only moved, then without cells), removed.
        key: The cells of the key; {} where the whole row is the key.
        cells: Column -> (old text, new text) of what differs; of a row added or removed, what is not empty.
        old_row: Its place in the old table; 0 if it was not there.
        new_row: Its place in the new table; 0 if it is not there.
        reason: Why, in a few words.
    """

    op: Op
    key: Mapping[str, str]
    cells: Mapping[str, tuple[Cell, Cell]]
    old_row: int
    new_row: int
    reason: str = ""


def compare(old: Table | None, new: Table | None) -> list[RowChange]:
    """What became of each row, in the order of the new table, removed rows last."""
    key = key_of(old, new)
    shared = _shared(old, new)
    before, after = _identified(old, key, shared), _identified(new, key, shared)
    places = {identity: number for number, identity in enumerate(before, 1)}
    kept = [(places[identity], number) for number, identity in enumerate(after, 1) if identity in places]
    run = _longest_run([place for place, _ in kept])
    moved = {new_row for old_row, new_row in kept if old_row not in run}
    changes = []
    for number, identity in enumerate(after, 1):
        if new and identity not in places:
            row = new.rows[number - 1]
            changes.append(RowChange(Op.ADD, _key(new, row, key), _filled(new, row, added=True), 0, number))
        elif old and new:
            pair = old.rows[places[identity] - 1], new.rows[number - 1]
            cells = _differing(old, new, *pair)
            if cells or number in moved:
                changes.append(RowChange(Op.MOD, _key(new, pair[1], key), cells, places[identity], number))
    there = set(after)
    for number, identity in enumerate(before, 1):
        if old and identity not in there:
            row = old.rows[number - 1]
            changes.append(RowChange(Op.DEL, _key(old, row, key), _filled(old, row, added=False), number, 0))
    return changes


def keys(schema: Mapping[str, object]) -> list[tuple[str, ...]]:
    """The primary key and the unique keys of a schema."""
    unique = schema.get("uniqueKeys", [])
    found = [schema.get("primaryKey", []), *(unique if isinstance(unique, list) else [])]
    return [(key,) if isinstance(key, str) else tuple(key) for key in found if isinstance(key, str | list) and key]


def key_of(old: Table | None, new: Table | None) -> tuple[str, ...]:
    """The columns that tell rows apart in both tables; () where only whole rows do."""
    both = [table for table in (new, old) if table]
    for key in (key for table in both for key in keys(table.schema)):
        if all(_tells_apart(table, key) for table in both):
            return key
    return ()


def _tells_apart(table: Table, key: tuple[str, ...]) -> bool:
    if not set(key) <= set(table.fields):
        return False
    met = [tuple(row[table.index(name)] for name in key) for row in table.rows]
    return len(set(met)) == len(met)


def _shared(old: Table | None, new: Table | None) -> list[str]:
    """The columns of both tables, or of the one that is there."""
    fields = [table.fields for table in (old, new) if table]
    return [name for name in (fields[0] if fields else ()) if all(name in each for each in fields)]


def _identified(table: Table | None, key: Sequence[str], shared: Sequence[str]) -> list[tuple[str | int, ...]]:
    """What each row is told apart by: its key, or all shared cells and how often they stood before."""
    if table is None:
        return []
    places = [table.index(name) for name in key or shared]
    cells = [tuple(row[place] for place in places) for row in table.rows]
    met: Counter[Row] = Counter()
    identities: list[tuple[str | int, ...]] = []
    for row in cells:
        met[row] += 1
        identities.append((*row, met[row]))
    return identities


def _key(table: Table, row: Row, key: tuple[str, ...]) -> dict[str, str]:
    return {name: row[table.index(name)] for name in key}


def _filled(table: Table, row: Row, *, added: bool) -> dict[str, tuple[Cell, Cell]]:
    told = {name: text for name, text in zip(table.fields, row, strict=True) if text}
    return {name: ("", text) if added else (text, "") for name, text in told.items()}


def _differing(old: Table, new: Table, before: Row, after: Row) -> dict[str, tuple[Cell, Cell]]:
    if old.fields == new.fields and before == after:
        return {}
    had: dict[str, Cell] = dict(zip(old.fields, before, strict=True))
    has: dict[str, Cell] = dict(zip(new.fields, after, strict=True))
    names = dict.fromkeys((*new.fields, *old.fields))
    pairs = {name: (had.get(name), has.get(name)) for name in names}
    return {name: pair for name, pair in pairs.items() if (pair[0] or "") != (pair[1] or "")}


def _longest_run(numbers: Sequence[int]) -> set[int]:
    """The members of a longest rising sequence among distinct numbers: what need not be moved."""
    tails: list[int] = []
    before: dict[int, int] = {}
    for number in numbers:
        place = bisect_left(tails, number)
        if place:
            before[number] = tails[place - 1]
        tails[place : place + 1] = [number]
    run: set[int] = set()
    step = tails[-1] if tails else None
    while step is not None:
        run.add(step)
        step = before.get(step)
    return run


def inverted(change: RowChange) -> RowChange:
    """The change that undoes a change."""
    cells = {name: (new, old) for name, (old, new) in change.cells.items()}
    return replace(change, op=INVERSE[change.op], cells=cells, old_row=change.new_row, new_row=change.old_row)


def applied(rows: Sequence[Row], old: Sequence[str], new: Sequence[str], changes: Sequence[RowChange]) -> list[Row]:
    """The rows of the new table.

    Args:
        rows: Those of the old one.
        old: Its columns.
        new: The columns of the new one.
        changes: All that became of the rows.

    Raises:
        UnfitError: If the rows are not those that the changes were made of.
    """
    taken: set[int] = set()
    placed: dict[int, Row] = {}
    for change in changes:
        had = dict.fromkeys(old, "")
        if change.op is not Op.ADD:
            if not 0 < change.old_row <= len(rows) or change.old_row in taken:
                raise UnfitError(f"there is no row {change.old_row}")
            taken.add(change.old_row)
            had = dict(zip(old, rows[change.old_row - 1], strict=True))
            told = {name: before or "" for name, (before, _) in change.cells.items()}
            if any(had.get(name, "") != text for name, text in told.items()):
                raise UnfitError(f"row {change.old_row} is another one")
        if change.op is not Op.DEL:
            has = {**had, **{name: after or "" for name, (_, after) in change.cells.items()}}
            placed[change.new_row] = tuple(has.get(name, "") for name in new)
    places = [list(old).index(name) if name in old else -1 for name in new]
    rest = [row for number, row in enumerate(rows, 1) if number not in taken]
    kept = iter([tuple(row[place] if place >= 0 else "" for place in places) for row in rest])
    total = len(rest) + len(placed)
    if any(not 0 < number <= total for number in placed):
        raise UnfitError("a row has a place beyond the end")
    return [placed[number] if number in placed else next(kept) for number in range(1, total + 1)]
