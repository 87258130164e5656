"""Observations as intervals of what their figures can mean, grouped so that checks find what belongs together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Context, Decimal
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from timeline import edtf
from timeline.columns import fields
from timeline.expressions import Cells
from timeline.problems import Lang, Problem
from timeline.reading import Row
from timeline.records import Observation
from timeline.validate.collection import Collection
from timeline.validate.groups import KEY
from timeline.validate.rows import Table
from timeline.validate.spans import last_issued
from timeline.vocabulary import Bound, DateBasis, Measure, UnitKind

WIDE = Context(prec=60)
FLOORLESS = {Bound.UNDER, Bound.AT_MOST, Bound.NEARLY, Bound.ABOUT}
CEILINGLESS = {Bound.OVER, Bound.AT_LEAST, Bound.ABOUT}
COUNTED = {UnitKind.COUNT, UnitKind.RANK}
WORKED_OUT = {Measure.AVERAGE, Measure.MULTIPLE}
"""What is rounded even of things counted one by one."""
UNFIXED = {"E", "P", "F"}
"""SDMX: estimated, provisional, forecast. What is so marked will be told anew."""
READ = (
    *KEY, "set_by", "base_period", "period_basis", "obs_value", "obs_value_high", "unit_measure", "unit_mult", "bound",
    "obs_status",
)  # fmt: skip
"""The cells that a reading is made of."""
KEY_OF, READ_OF = itemgetter(*KEY), itemgetter(*READ)
COLUMNS = {column.name: column for column in fields(Observation)}

Key = tuple[str, ...]
End = Decimal | None


class Interval(NamedTuple):
    """What a value is at least and at most; None where nothing limits it."""

    low: End
    high: End

    def misses(self, other: "Interval") -> bool:
        """Whether no value lies in both."""
        return _above(self.low, other.high) or _above(other.low, self.high)


def _above(low: End, high: End) -> bool:
    return low is not None and high is not None and low > high


class Reading(NamedTuple):
    """One contributed figure.

    Attributes:
        table: Where it stands.
        line: On which line.
        cells: The cells of the row.
        value: The figure in units; the low end of a range.
        span: All that the figure as printed may stand for: rounding, range and bound.
        first: First day of the period; None if it is open or untold.
        last: Last day of the period.
        issued: The last day on which the source may have been issued.
    """

    table: Table
    line: int
    cells: Cells
    value: Decimal
    span: Interval
    first: date | None
    last: date | None
    issued: date

    @property
    def place(self) -> str:
        """Where it stands, as problems name it."""
        return f"{self.table.path}:{self.line}"

    @property
    def is_closed(self) -> bool:
        """Whether the period was over, and is not worked out, when the source was issued."""
        over = self.last is not None and self.last <= self.issued
        return over and self.cells["period_basis"] != DateBasis.INFERRED

    @property
    def is_final(self) -> bool:
        """Whether it is told of a closed period and as no estimate: another value is then a disagreement."""
        return self.is_closed and self.cells["obs_status"] not in UNFIXED

    def order(self) -> tuple[date, str, int, bool, str]:
        """The last word comes last: by issue, source, digits printed, then what has no bound."""
        decimals = len(self.cells["obs_value"].partition(".")[2])
        exact = self.cells["bound"] == Bound.EXACT
        return self.issued, self.table.source_id, decimals, exact, self.cells["observation_id"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Readings that cannot all be right.

    Attributes:
        code: The rule.
        readings: Those concerned, the one that is reported on first.
        facts: What the message names besides.
        last_word: The reading that holds where they tell one and the same thing.
    """

    code: str
    readings: tuple[Reading, ...]
    facts: Mapping[str, str] = field(default_factory=dict)
    last_word: Reading | None = None

    def problem(self) -> Problem:
        """The finding as a problem, at the first reading."""
        first = self.readings[0]
        return self._told([reading.place for reading in self.readings]).at(first.table.path, first.line, "obs_value")

    def reason(self, lang: Lang) -> str:
        """The finding as conflicts.csv tells it, with ids for the records."""
        return self._told([reading.cells["observation_id"] for reading in self.readings]).wrong(lang)

    def _told(self, names: list[str]) -> Problem:
        others = {"other": names[1], "others": ", ".join(dict.fromkeys(names[1:]))}
        return Problem(self.code, {"text": printed(self.readings[0]), **others, **self.facts})

    @property
    def sources(self) -> set[str]:
        """The sources that disagree, or the one that disagrees with itself."""
        return {reading.table.source_id for reading in self.readings}


@dataclass(frozen=True, slots=True)
class Scope:
    """Readings that are held against each other: of one source, or of all."""

    collection: Collection
    readings: tuple[Reading, ...]
    by_key: dict[Key, list[Reading]] = field(default_factory=dict)

    def related(self, reading: Reading, **changes: str) -> Iterator[Reading]:
        """The readings with the same key but for `changes`, newest last."""
        cells = {**reading.cells, **changes}
        yield from self.by_key.get(KEY_OF(cells), ())

    def attribute(self, codelist: str, code: str, name: str) -> str:
        """A cell of a code's row; "" where there is none."""
        return self.collection.known.codelists.attribute(codelist, code, name)


def scope(collection: Collection, readings: Iterable[Reading]) -> Scope:
    """Readings with their index, each list with the last word last."""
    every = tuple(sorted(readings, key=Reading.order))
    by_key: dict[Key, list[Reading]] = defaultdict(list)
    for reading in every:
        by_key[KEY_OF(reading.cells)].append(reading)
    return Scope(collection, every, dict(by_key))


def readings_of(collection: Collection) -> list[Reading]:
    """The observations whose cells and source are sound; faults of the others are told by their own rules.

    Of large files only those that may be part of a finding.
    """
    read = []
    for table, row in collection.related():
        issued = last_issued(table.source.issued) if table.source else None
        if issued and all(map(is_sound, READ, READ_OF(row.cells))):
            read.append(_reading(collection, table, row, issued))
    return read


@lru_cache(maxsize=1 << 17)
def is_sound(name: str, text: str) -> bool:
    """Whether a cell of an observation has what its field rule wants."""
    column = COLUMNS[name]
    return not isinstance(column.cell.read(text), Problem) if text else not column.required


def _reading(collection: Collection, table: Table, row: Row, issued: date) -> Reading:
    cells = row.cells
    power = int(cells["unit_mult"])
    value = Decimal(cells["obs_value"]).scaleb(power, WIDE)
    high = Decimal(cells["obs_value_high"] or cells["obs_value"]).scaleb(power, WIDE)
    counted = collection.known.codelists.attribute("units", cells["unit_measure"], "kind") in COUNTED
    counted = counted and cells["measure"] not in WORKED_OUT
    bound = cells["bound"]
    ends = (cells["obs_value"], cells["obs_value_high"])
    half = _half(max(ends, key=_decimals), power, counted=counted) if bound == Bound.EXACT else Decimal(0)
    span = Interval(
        None if bound in FLOORLESS else WIDE.subtract(value, half),
        None if bound in CEILINGLESS else WIDE.add(max(value, high), half),
    )
    period = edtf.parse(cells["time_period"]) if cells["time_period"] else None
    first, last = (period.earliest, period.latest) if period else (None, None)
    return Reading(table, row.line, cells, value, span, first, last, issued)


def _half(text: str, power: int, *, counted: bool) -> Decimal:
    """Half a unit of the last digit printed, which rounding may hide; nothing of what is counted one by one.

    Nor is the floor of "over 66" a rounded value.
    """
    if counted and power == 0 and "." not in text:
        return Decimal(0)
    return Decimal(5).scaleb(power - _decimals(text) - 1, WIDE)


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])


def ratio(part: Interval, whole: Interval) -> Interval:
    """What one quantity divided by another may be; unlimited where either may be below nothing."""
    if (whole.low is not None and whole.low <= 0) or (part.low is not None and part.low < 0):
        return Interval(None, None)
    low = WIDE.divide(part.low, whole.high) if part.low is not None and whole.high else None
    high = WIDE.divide(part.high, whole.low) if part.high is not None and whole.low else None
    return Interval(low, high)


def difference(later: Interval, earlier: Interval) -> Interval:
    """What the one less the other may be."""
    low = WIDE.subtract(later.low, earlier.high) if later.low is not None and earlier.high is not None else None
    high = WIDE.subtract(later.high, earlier.low) if later.high is not None and earlier.low is not None else None
    return Interval(low, high)


def total(intervals: Iterable[Interval]) -> Interval:
    """What a sum may be."""
    lows, highs = zip(*((each.low, each.high) for each in intervals), strict=True)
    return Interval(None if None in lows else sum(lows, Decimal(0)), None if None in highs else sum(highs, Decimal(0)))


def shown(span: Interval, like: Reading) -> str:
    """An interval in words of figures, in the multiple of a reading's unit and two digits finer than it."""
    power = int(like.cells["unit_mult"])
    digits = Decimal(1).scaleb(-_decimals(like.cells["obs_value"]) - 2)
    ends = [
        format(end.scaleb(-power, WIDE).quantize(digits, context=WIDE).normalize(WIDE), "f") if end is not None else "…"
        for end in (span.low, span.high)
    ]
    return ends[0] if ends[0] == ends[1] else "–".join(ends)


def printed(reading: Reading) -> str:
    """The figure as it is printed; in whichever language it is."""
    return reading.cells["printed_vi"] or reading.cells["printed_en"] or reading.cells["obs_value"]
