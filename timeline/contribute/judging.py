"""A candidate as the row that it would become, and what is wrong with that row: the rules of `timeline validate`."""

from collections.abc import Iterator, Mapping
from itertools import chain

from timeline.columns import fields
from timeline.contribute.formatting import fill_in, normalised
from timeline.problems import Problem
from timeline.reading import Row
from timeline.records import Event, Observation, Record, Rejection
from timeline.validate import Collection, Table, check_row
from timeline.vocabulary import RecordKind

Cells = dict[str, str]


def judged(
    collection: Collection, candidate: Table, line: int, cells: Mapping[str, str], changes: Mapping[str, str]
) -> tuple[Cells, list[Problem]]:
    """The row of an accepted candidate and what is wrong with it.

    Its id is made as `timeline format` makes it, unless a person gives one. An event whose id is that of an event with
    titles elsewhere takes no titles of its own: the draft of the candidate is left out.

    Args:
        collection: As it stands.
        candidate: The table of candidates.
        line: The candidate's line there, where problems are told.
        cells: The candidate.
        changes: Column -> cell, of the record's columns.
    """
    kind, key = candidate.kind, candidate.kind.key[0]
    columns = [column.name for column in fields(kind)]
    row = normalised(kind, {**{name: cells[name] for name in columns}, key: "", **changes})
    others = [(table, each) for table, each in collection.rows(kind) if row[key] and each.cells[key] == row[key]]
    titled = [(table, each) for table, each in others if kind is Event and each.cells["title_en"]]
    if titled and "title_en" not in changes and not row["title_vi"]:
        row["title_en"] = ""
    taken = {each.cells[key] for _, each in collection.rows(kind)}
    fill_in(kind, [row], candidate.source_id, taken)
    if kind is Event and row["title_en"] and not row[key] and cells[key] not in taken:
        row[key] = cells[key]  # a date such as [2025-07-01..2025-07-03] begins with no year to make an id of
    problems = [
        problem
        for problem in check_row(Table(kind, candidate.path, [], candidate.source, candidate.source_id),
                                 collection.known, Row(line, row))
        if problem.column != key or row[key] or (kind is Event and row["title_en"])
    ]  # fmt: skip
    more = chain(_taken(kind, row, others, candidate.source_id), _titles(row, titled) if kind is Event else ())
    return row, [*problems, *(problem.at(candidate.path, line) for problem in more)]


def _taken(kind: type[Record], row: Cells, others: list[tuple[Table, Row]], source_id: str) -> Iterator[Problem]:
    """The id is another's: of an observation anywhere, of an event in the same source."""
    key = kind.key[0]
    for table, other in others:
        if kind is Observation or table.source_id == source_id:
            yield Problem("id-duplicate", {"text": row[key], "other": f"{table.path}:{other.line}"}, column=key)
            return


def _titles(row: Cells, titled: list[tuple[Table, Row]]) -> Iterator[Problem]:
    """An event has its titles in one row, here or in another source."""
    told = row["title_en"] or row["title_vi"]
    if titled and told:
        table, other = titled[0]
        facts = {"text": row["event_id"], "other": f"{table.path}:{other.line}"}
        yield Problem("title-twice", facts, column="title_en")
    if not titled and not told:
        yield Problem("title-nowhere", {"text": row["event_id"] or row["date"]}, column="title_en")


def rejection(
    collection: Collection, candidate: Table, line: int, cells: Mapping[str, str], reason: str, note: str
) -> tuple[Cells, list[Problem]]:
    """The row of a rejected candidate and what is wrong with it; of an event it prints the date in EDTF.

    Args:
        collection: As it stands.
        candidate: The table of candidates.
        line: The candidate's line there, where problems are told.
        cells: The candidate.
        reason: A code of rejection_reasons.
        note: Remarks, or "".
    """
    of_event = candidate.kind is Event
    stem = "lines" if of_event else "line"
    row = normalised(
        Rejection,
        {
            "kind": RecordKind.EVENT.value if of_event else RecordKind.OBSERVATION.value,
            "lines_vi": cells[f"{stem}_vi"],
            "lines_en": cells[f"{stem}_en"],
            "printed": cells["date"] if of_event else cells["printed_vi"] or cells["printed_en"],
            "reason": reason,
            "note": note,
        },
    )
    table = Table(Rejection, candidate.path, [], candidate.source, candidate.source_id)
    return row, check_row(table, collection.known, Row(line, row))
