"""Tellings of events merged into events, with their links.

Published is the most precise date if all tellings agree, the newest source's status, all actors and places; where dates
clash the row with the titles holds and a conflict is listed (the data contract, section Events).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from timeline import edtf
from timeline.expressions import Cells
from timeline.problems import Lang, Problem
from timeline.records import Event
from timeline.records.event import date_parts
from timeline.validate import Collection
from timeline.vocabulary import Told

MERGED = ("event_kind", "part_of", "event_series", "in_force", "note")
LISTED = ("places", "actors")
CLASH = "date-clash"


@dataclass(frozen=True, slots=True)
class Telling:
    """One source's row of an event; `issued` orders the sources."""

    source_id: str
    issued: str
    cells: Cells


@dataclass(frozen=True, slots=True)
class Merged:
    """An event, what its sources say, and the conflicts between them."""

    cells: Cells
    tellings: tuple[Telling, ...]
    conflicts: tuple[Cells, ...]


def merged_events(collection: Collection) -> list[Merged]:
    """All events of a valid collection in order of time, then of id."""
    tellings: dict[str, list[Telling]] = defaultdict(list)
    for table, row in collection.rows(Event):
        issued = date_parts(collection.sources[table.source_id].issued)[0]
        tellings[row.cells["event_id"]].append(Telling(table.source_id, issued, row.cells))
    events = [_merge(sorted(rows, key=lambda row: (row.issued, row.source_id))) for rows in tellings.values()]
    return sorted(events, key=lambda event: (*date_parts(event.cells["date"])[:2], event.cells["event_id"]))


def _merge(tellings: Sequence[Telling]) -> Merged:
    titled = next(row for row in tellings if row.cells["title_en"])
    order = [titled, *(row for row in tellings if row is not titled)]
    dated, conflicts = _dated(titled, order)
    cells = dict(titled.cells)
    cells |= {"date": dated.cells["date"], "date_basis": dated.cells["date_basis"]}
    cells["event_status"] = tellings[-1].cells["event_status"]
    cells["told"] = Told.LEAD if any(row.cells["told"] == Told.LEAD for row in tellings) else Told.MENTION
    for name in MERGED:
        cells[name] = next((row.cells[name] for row in order if row.cells[name]), "")
    for name in LISTED:
        items = [item for row in order for item in row.cells[name].split(";") if item]
        cells[name] = ";".join(dict.fromkeys(items))
    cells["date_start"], cells["date_end"], cells["date_precision"] = date_parts(cells["date"])
    return Merged(cells, tuple(tellings), tuple(conflicts))


def _dated(titled: Telling, tellings: Sequence[Telling]) -> tuple[Telling, list[Cells]]:
    """The telling whose date is published, and the clashes with it."""
    for row in tellings:
        if all(edtf.nests(row.cells["date"], other.cells["date"]) for other in tellings):
            return row, []
    return titled, [_clash(row, titled) for row in tellings]


def _clash(row: Telling, titled: Telling) -> Cells:
    facts = {"text": row.cells["date"], "date": titled.cells["date"], "source": titled.source_id}
    reason = Problem(CLASH, facts)
    lines = row.cells["lines_vi"] or row.cells["lines_en"]
    return {
        "record_id": row.cells["event_id"],
        "column": "date",
        "source_id": row.source_id,
        "line": lines.replace(";", "-").partition("-")[0],
        "reading": row.cells["date"],
        "taken": titled.cells["date"],
        "reason_en": reason.message(Lang.EN),
        "reason_vi": reason.message(Lang.VI),
        "found_by": CLASH,
    }
