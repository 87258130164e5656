"""Decisions on candidates: accepted into the contribution, rejected with a reason, or taken back.

Each decision reads the collection anew inside its lock and writes all files that it changes as one.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from timeline import journal
from timeline.contribute.formatting import ORDER, csv_text, formatted
from timeline.contribute.history import ACCEPT, REJECT, SKIP, Cells, Entry, history_name, history_text, read_history
from timeline.contribute.judging import judged, rejection
from timeline.contribute.proposing import passages_name
from timeline.contribute.writing import put
from timeline.layout import Layout
from timeline.problems import Problem, closest
from timeline.records import Event, Record, Rejection
from timeline.validate import Collection, Table, read_collection
from timeline.validate.candidates import KINDS, candidate_columns, file_of
from timeline.validate.ledger import first_line


class UndecidableError(ValueError):
    """There is nothing of that name to decide or to take back; the message, of one line, says why."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate that waits for a decision.

    Attributes:
        table: The file that it stands in, with its kind and source.
        line: Its line there.
        cells: Its cells, those of the record and more.
    """

    table: Table
    line: int
    cells: Cells

    @property
    def id(self) -> str:
        """The name by which it is decided."""
        return self.cells["candidate"]

    @property
    def kind(self) -> type[Record]:
        """What it may become."""
        return self.table.kind


def waiting(collection: Collection, source_id: str) -> list[Candidate]:
    """The candidates of a source that nobody has decided, in the order of the text; events before their figures.

    Raises:
        UndecidableError: If there is no such source, or a file of its folder cannot be read.
    """
    if source_id not in collection.folders:
        like = closest(source_id, list(collection.folders))
        raise UndecidableError(
            f"there is no datasets/contributions/{source_id}" + (f"; did you mean {like}?" if like else "")
        )
    tables = [table for table in collection.candidates if table.source_id == source_id]
    own = [table for table in collection.tables if table.source_id == source_id]
    if faulty := [table.path for table in (*tables, *own) if not table.whole]:
        raise UndecidableError(f"{faulty[0]} cannot be read as its table; timeline validate says what to mend")
    found = [Candidate(table, row.line, dict(row.cells)) for table in tables for row in table.rows]
    return sorted(found, key=lambda each: (_line_of(each), each.kind is not Event, each.line))


def _line_of(candidate: Candidate) -> int:
    try:
        return first_line(candidate.kind, candidate.cells)
    except ValueError:
        return 0


def passages(layout: Layout, source_id: str) -> dict[str, dict[str, list[str]]] | None:
    """The passages of each candidate, by language; None where this machine does not have them."""
    try:
        told: Any = json.loads((layout.root / passages_name(source_id)).read_text(encoding="utf-8"))
        return {str(name): {str(key): [str(text) for text in each] for key, each in langs.items()}
                for name, langs in told.items()}  # fmt: skip
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return None


def place_of_next(layout: Layout, source_id: str, count: int) -> int:
    """Where in a list of `count` candidates a review goes on; the first after the last has been passed."""
    past = read_history(layout, source_id)
    return past[-1].at if past and past[-1].at < count else 0


def decided_count(layout: Layout, source_id: str) -> int:
    """How many candidates were decided on this machine."""
    return sum(entry.did != SKIP for entry in read_history(layout, source_id))


Deed = Callable[[Collection, Candidate, int], tuple[Entry | None, list[Problem]]]


def accept(layout: Layout, source_id: str, name: str, changes: Mapping[str, str]) -> tuple[Cells, list[Problem]]:
    """Make a candidate a row of the contribution.

    Args:
        layout: The collection.
        source_id: Its source.
        name: The candidate's id.
        changes: Column -> cell, of the record's columns.

    Returns:
        The row with its id, or what is wrong with it; then nothing was written.

    Raises:
        UndecidableError: If no such candidate waits.
        BusyError: If another process holds the lock for too long.
    """

    def deed(collection: Collection, candidate: Candidate, at: int) -> tuple[Entry | None, list[Problem]]:
        made, problems = judged(collection, candidate.table, candidate.line, candidate.cells, changes)
        path = layout.contributions / source_id / f"{candidate.kind.table}.csv"
        entry = Entry(ACCEPT, candidate.kind.table, at, candidate.cells, made, not path.exists())
        return (None if problems else entry), problems

    return _decide(layout, source_id, name, deed)


def reject(layout: Layout, source_id: str, name: str, reason: str, note: str = "") -> tuple[Cells, list[Problem]]:
    """Make a candidate a row of rejected.csv; see `accept`."""

    def deed(collection: Collection, candidate: Candidate, at: int) -> tuple[Entry | None, list[Problem]]:
        made, problems = rejection(collection, candidate.table, candidate.line, candidate.cells, reason, note)
        path = layout.contributions / source_id / f"{Rejection.table}.csv"
        entry = Entry(REJECT, candidate.kind.table, at, candidate.cells, made, not path.exists())
        return (None if problems else entry), problems

    return _decide(layout, source_id, name, deed)


def skip(layout: Layout, source_id: str, name: str) -> None:
    """Note that a candidate was passed over, so that a review goes on behind it."""

    def deed(_: Collection, candidate: Candidate, at: int) -> tuple[Entry | None, list[Problem]]:
        return Entry(SKIP, candidate.kind.table, at + 1, candidate.cells), []

    _decide(layout, source_id, name, deed)


def _decide(layout: Layout, source_id: str, name: str, deed: Deed) -> tuple[Cells, list[Problem]]:
    with journal.locked(layout):
        journal.complete(layout)
        collection = read_collection(layout)
        every = waiting(collection, source_id)
        at = next((place for place, each in enumerate(every) if each.id == name), None)
        if at is None:
            raise UndecidableError(
                f"no candidate «{name}» waits in {source_id}; timeline review {source_id} --list shows those that do"
            )
        entry, problems = deed(collection, every[at], at)
        if entry is None:
            return {}, problems
        texts = {history_name(source_id): history_text([*read_history(layout, source_id), entry])}
        removed: list[str] = []
        if entry.did != SKIP:
            _without(layout, every[at], every, texts, removed)
            path, rows = _rows_beside(collection, source_id, entry)
            texts[path] = formatted(_kind_made(entry), [*rows, entry.made], source_id)
        put(layout, texts, removed)
    return entry.made, []


def undo(layout: Layout, source_id: str) -> Entry:
    """Take the last decision back: the row goes, the candidate waits again.

    Raises:
        UndecidableError: If there is none, or its row was changed since.
        BusyError: If another process holds the lock for too long.
    """
    with journal.locked(layout):
        journal.complete(layout)
        collection = read_collection(layout)
        every = waiting(collection, source_id)
        past = read_history(layout, source_id)
        while past and past[-1].did == SKIP:
            past.pop()
        if not past:
            raise UndecidableError(f"nothing of {source_id} was decided on this machine")
        entry = past.pop()
        path, rows = _rows_beside(collection, source_id, entry)
        if entry.made not in rows:
            raise UndecidableError(f"{path} no longer holds the row that was made last; mend it there by hand")
        rows.remove(entry.made)
        texts = {history_name(source_id): history_text(past)}
        removed: list[str] = []
        if rows or not entry.new:
            texts[path] = formatted(_kind_made(entry), rows, source_id)
        else:
            removed.append(path)
        _with(layout, source_id, entry, every, texts)
        put(layout, texts, removed)
    return entry


def _kind_made(entry: Entry) -> type[Record]:
    return Rejection if entry.did == REJECT else _kind_of(entry)


def _kind_of(entry: Entry) -> type[Record]:
    return next(kind for kind in KINDS if kind.table == entry.table)


def _rows_beside(collection: Collection, source_id: str, entry: Entry) -> tuple[str, list[Cells]]:
    """The file that a decision writes into, and its rows."""
    kind = _kind_made(entry)
    path = f"{collection.folders[source_id]}/{kind.table}.csv"
    return path, [dict(row.cells) for table in collection.tables if table.path == path for row in table.rows]


def _without(
    layout: Layout, candidate: Candidate, every: Sequence[Candidate], texts: dict[str, str], removed: list[str]
) -> None:
    left = [each.cells for each in every if each.kind is candidate.kind and each is not candidate]
    if left:
        texts[candidate.table.path] = _candidates_text(candidate.kind, left)
    else:
        removed.append(candidate.table.path)


def _with(layout: Layout, source_id: str, entry: Entry, every: Sequence[Candidate], texts: dict[str, str]) -> None:
    kind = _kind_of(entry)
    others = [each.cells for each in every if each.kind is kind and each.id != entry.candidate["candidate"]]
    path = layout.relative(file_of(layout.contributions / source_id, kind))
    texts[path] = _candidates_text(kind, [*others, entry.candidate])


def _candidates_text(kind: type[Record], rows: Sequence[Cells]) -> str:
    ordered: list[Cells] = sorted(rows, key=ORDER[kind])
    return csv_text(candidate_columns(kind), ordered)
