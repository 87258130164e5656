"""Tellings of events merged into events, with their links.

Published is the most precise date if all tellings agree, the newest source's status, all actors and places; where
tellings clash the row with the titles holds and conflicts are listed (the data contract, section Events).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from timeline import edtf
from timeline.cells import Acting, acting
from timeline.expressions import Cells
from timeline.problems import Lang, Problem
from timeline.records import Event
from timeline.records.event import date_parts
from timeline.sequence import issue_day
from timeline.validate import Collection
from timeline.vocabulary import Told

HELD = ("event_kind", "part_of", "event_series", "in_force")
"""What an event has one of; tellings that differ in it clash."""
DATE_CLASH, TELLING_CLASH = "date-clash", "telling-clash"
QUALIFIERS = str.maketrans("", "", "~?%")


@dataclass(frozen=True, slots=True)
class Telling:
    """One source's row of an event; `issued`, a day, orders the sources."""

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
        issued = issue_day(collection.sources[table.source_id].issued)
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
    for name in HELD:
        told = [row for row in order if row.cells[name]]
        cells[name] = told[0].cells[name] if told else ""
        if len({row.cells[name] for row in told}) > 1:
            conflicts += [_clash(row, told[0], name, TELLING_CLASH) for row in told]
    cells["note"] = next((row.cells["note"] for row in order if row.cells["note"]), "")
    cells["places"] = ";".join(dict.fromkeys(_items(order, "places")))
    cells["actors"] = ";".join(_each_once(_items(order, "actors")))
    cells["date_start"], cells["date_end"], cells["date_precision"] = date_parts(cells["date"])
    return Merged(cells, tuple(tellings), tuple(conflicts))


def _items(tellings: Sequence[Telling], name: str) -> list[str]:
    return [item for row in tellings for item in row.cells[name].split(";") if item]


def _each_once(items: Sequence[str]) -> list[str]:
    """Actors' items, one for each who acts in a role; one without a role says nothing beside one that names it."""
    named = {(part.actor, part.on_behalf_of) for item in items if ":" in item for part in [acting(item)]}
    met: dict[Acting, str] = {}
    for item in items:
        part = acting(item)
        if ":" in item or (part.actor, part.on_behalf_of) not in named:
            met.setdefault(part, item)
    return list(met.values())


def agrees(fine: str, coarse: str) -> bool:
    """Whether a date says what another one says, as closely or more so.

    A single date or `[a..b]` agrees with whatever lies within it. What lasted from a to b is contradicted by any other
    date within: publishing that would cut it short. Qualifiers do not count.
    """
    if fine.translate(QUALIFIERS) == coarse.translate(QUALIFIERS):
        return True
    return edtf.parse(coarse).kind is not edtf.Kind.INTERVAL and edtf.nests(fine, coarse)


def _dated(titled: Telling, tellings: Sequence[Telling]) -> tuple[Telling, list[Cells]]:
    """The telling whose date is published, an unqualified one first, and the clashes with the titled one's."""
    closest = [row for row in tellings if all(agrees(row.cells["date"], other.cells["date"]) for other in tellings)]
    if closest:
        return min(closest, key=_qualified), []
    return titled, [_clash(row, titled, "date", DATE_CLASH) for row in tellings]


def _qualified(row: Telling) -> bool:
    return row.cells["date"] != row.cells["date"].translate(QUALIFIERS)


def _clash(row: Telling, held: Telling, column: str, code: str) -> Cells:
    """The row of conflicts.csv that says what a telling has in a column, and whose cell is published instead."""
    reading, taken = row.cells[column], held.cells[column]
    facts = {"text": reading, "source": held.source_id}
    facts |= {"date": taken} if code == DATE_CLASH else {"taken": taken, "column": column}
    reason = Problem(code, facts)
    lines = row.cells["lines_vi"] or row.cells["lines_en"]
    return {
        "record_id": row.cells["event_id"],
        "column": column,
        "source_id": row.source_id,
        "line": lines.replace(";", "-").partition("-")[0],
        "reading": reading,
        "taken": taken,
        "reason_en": reason.message(Lang.EN),
        "reason_vi": reason.message(Lang.VI),
        "found_by": code,
    }
