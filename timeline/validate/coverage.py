"""Which candidates are decided already: contributed, or rejected with a reason.

A candidate figure is contributed if an observation has the same figure on one of its lines, in either language. Lines
may differ by one, for a figure may begin on the line before. Figures are the same if the candidate's value is the
observation's value, high end or whole (`out_of`) in base units, sign aside, or if the same digits are printed. It is
rejected if a row of rejected.csv holds one of its lines and prints the same digits, or prints nothing.

A candidate event is contributed if an event's lines meet its lines in either language and their dates are equal, nest
or overlap. It is rejected if a row of kind event meets its lines; where that row prints a date in EDTF, as a review
writes it, the two must agree as well.

A reading in conflicts.csv is decided as well: of a figure if it prints the same digits, of a date if it agrees, on a
line of the candidate.

All functions take cells as they stand, also faulty ones: what cannot be read covers nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from timeline import edtf
from timeline.cells import line_ranges
from timeline.expressions import PLAIN_NUMBER
from timeline.phrases import Language
from timeline.records import Conflict, Event, Observation, Record, Rejection
from timeline.validate.collection import Collection
from timeline.vocabulary import RecordKind

Cells = Mapping[str, str]
NEAR = 1
"""Lines by which the line of a figure may differ."""
NUMERAL = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
LONGEST_LINE = 9


class Decision(StrEnum):
    """What became of a candidate."""

    CONTRIBUTED = "contributed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Decided:
    """The rows of one source that decide candidates."""

    events: Sequence[Cells] = field(default_factory=list)
    observations: Sequence[Cells] = field(default_factory=list)
    rejected: Sequence[Cells] = field(default_factory=list)
    conflicts: Sequence[Cells] = field(default_factory=list)

    def decision(self, kind: type[Record], candidate: Cells) -> Decision | None:
        """What became of a candidate event or observation; None if nobody has decided it."""
        of_event = kind is Event
        covers, told = (event_covers, self.events) if of_event else (figure_covers, self.observations)
        lists = event_lists if of_event else figure_lists
        rejects = event_rejects if of_event else figure_rejects
        if any(covers(row, candidate) for row in told) or any(lists(row, candidate) for row in self.conflicts):
            return Decision.CONTRIBUTED
        return Decision.REJECTED if any(rejects(row, candidate) for row in self.rejected) else None


def decided(collection: Collection, source_id: str) -> Decided:
    """What a contribution folder decides."""
    rows: dict[type[Record], list[Cells]] = {kind: [] for kind in (Event, Observation, Rejection, Conflict)}
    for table in collection.tables:
        if table.source_id == source_id and table.kind in rows:
            rows[table.kind] += [row.cells for row in table.rows]
    return Decided(rows[Event], rows[Observation], rows[Rejection], rows[Conflict])


def figure_covers(observation: Cells, candidate: Cells) -> bool:
    """Whether an observation has a candidate's figure on one of its lines."""
    near = [language for language in Language if _near(observation, candidate, language)]
    if not near:
        return False
    told = _sizes(observation, "obs_value", "obs_value_high", "out_of")
    return bool(told & _sizes(candidate, "obs_value")) or any(
        _prints(observation[f"printed_{language}"], candidate[f"printed_{language}"], same_notation=True)
        for language in near
    )


def figure_rejects(rejection: Cells, candidate: Cells) -> bool:
    """Whether a row of rejected.csv is about a candidate figure."""
    if rejection["kind"] != RecordKind.OBSERVATION:
        return False
    printed = rejection["printed"]
    for language in Language:
        line = _line(candidate[f"line_{language}"])
        held = any(first <= line <= last for first, last in _ranges(rejection[f"lines_{language}"])) if line else False
        if held and (not printed or _prints(printed, candidate[f"printed_{language}"])):
            return True
    return False


def figure_lists(conflict: Cells, candidate: Cells) -> bool:
    """Whether a row of conflicts.csv has a candidate figure as its reading."""
    line = _line(conflict["line"])
    return any(
        line
        and abs(line - _line(candidate[f"line_{language}"])) <= NEAR
        and _prints(conflict["reading"], candidate[f"printed_{language}"])
        for language in Language
    )


def event_lists(conflict: Cells, candidate: Cells) -> bool:
    """Whether a row of conflicts.csv has the date of a candidate event as its reading, in EDTF."""
    line = _line(conflict["line"])
    told = any(
        first <= line <= last for language in Language for first, last in _ranges(candidate[f"lines_{language}"])
    )
    return told and conflict["column"] == "date" and dates_agree(conflict["reading"], candidate["date"])


def event_covers(event: Cells, candidate: Cells) -> bool:
    """Whether an event stands on lines of a candidate, with a date that agrees."""
    return _meet(event, candidate) and dates_agree(event["date"], candidate["date"])


def event_rejects(rejection: Cells, candidate: Cells) -> bool:
    """Whether a row of rejected.csv is about a candidate event."""
    if rejection["kind"] != RecordKind.EVENT or not _meet(rejection, candidate):
        return False
    return not _is_date(rejection["printed"]) or dates_agree(rejection["printed"], candidate["date"])


def dates_agree(one: str, other: str) -> bool:
    """Whether two EDTF dates have a day in common; false if one of them is no date."""
    if not (_is_date(one) and _is_date(other)):
        return False
    first = max(edtf.earliest(text) or date.min for text in (one, other))
    return first <= min(edtf.latest(text) or date.max for text in (one, other))


def _is_date(text: str) -> bool:
    try:
        edtf.parse(text)
    except edtf.EdtfError:
        return False
    return True


def _meet(one: Cells, other: Cells) -> bool:
    return any(
        first <= end and start <= last
        for language in Language
        for first, last in _ranges(one[f"lines_{language}"])
        for start, end in _ranges(other[f"lines_{language}"])
    )


def _ranges(text: str) -> list[tuple[int, int]]:
    try:
        return line_ranges(text)
    except ValueError:
        return []


def _line(text: str) -> int:
    """A line number; 0 where there is none."""
    return int(text) if re.fullmatch(f"[0-9]{{1,{LONGEST_LINE}}}", text) else 0


def _near(observation: Cells, candidate: Cells, language: Language) -> bool:
    one, other = (_line(cells[f"line_{language}"]) for cells in (observation, candidate))
    return bool(one and other) and abs(one - other) <= NEAR


def _sizes(cells: Cells, *names: str) -> set[Decimal]:
    """The absolute values of number cells in base units."""
    return {abs(size) for name in names for size in _size(cells[name], cells["unit_mult"])}


def _size(number: str, mult: str) -> Iterator[Decimal]:
    if PLAIN_NUMBER.fullmatch(number) and re.fullmatch("-?[0-9]{1,2}|", mult):
        yield Decimal(number).scaleb(int(mult or 0))


def _prints(printed: str, figure: str, *, same_notation: bool = False) -> bool:
    """Whether a text prints all numerals of a figure, or, of a figure in words, one text holds the other.

    Separators count only in the same notation: «41.710,4» and «41,710.4» have the same digits.
    """
    if not printed or not figure:
        return False
    told, wanted = _numerals(printed, same_notation), _numerals(figure, same_notation)
    if wanted:
        return wanted <= told
    one, other = (" ".join(text.casefold().split()) for text in (printed, figure))
    return not told and (one in other or other in one)


def _numerals(text: str, same_notation: bool) -> set[str]:
    found = NUMERAL.findall(text)
    return {(run if same_notation else re.sub("[.,]", "", run)).lstrip("0") for run in found}
