"""The time period that a figure is of, by the dates nearest to it."""

from collections.abc import Sequence
from typing import NamedTuple

from timeline import edtf
from timeline.extract.readings import Reading
from timeline.extract.ties import kinds, pattern
from timeline.extract.times import Times, ahead, carries, periods
from timeline.phrases import DateSpan, Quantity

_OVER_TIME = {"growth", "completion", "change", "multiple", "average", "peak"}
_LASTING = {"flow", "rate"}  # kinds of indicator that no single day has
_SIZES = {"km", "m", "cm", "m2", "min", "h"}  # units of what a thing is, whenever it is told
BEHIND = 150  # characters behind a figure within which a date of its sentence may be its own
DAY = len("2025-07-07")
TOUCHING = 12  # characters between a figure and the date or word that belongs to it
NAMED = 60  # characters before a year within which a gathering stands that it names
BESIDE = 14  # characters between the size of a thing and the word for it
STATED = 3  # nearness of a period that the sentence of its figure states


class Period(NamedTuple):
    """A time period, how it is known (stated, year_inferred, inferred), and how near to the figure it stands (0-3)."""

    edtf: str
    basis: str
    nearness: int


NONE = Period("", "", 0)


def period_of(reading: Reading, quantity: Quantity, told: Times, kind: str) -> Period:
    """Return the time period of a figure.

    The date nearest before it in its sentence counts, then the nearest behind it, then the last one of its passage,
    then a span that the article told, the day of the happening that it is about, what else it told, the year of issue.

    Args:
        reading: the passage.
        quantity: the figure.
        told: what the document says of time elsewhere.
        kind: of its indicator; "" if that is not known.
    """
    start, end = reading.whole_sentence_of(quantity.figure.start)
    main = told.main.get(reading.index, "")
    spans = [span for span in periods(reading, told.issued) if not _names_main(reading, span, main)]
    if quantity.measure in _OVER_TIME:
        spans = [s for s in spans if edtf.precision(s.edtf) is not edtf.Precision.DAY or s.limit == "until"]
    bracket = reading.bracket_of(quantity.figure.start)
    spans = [s for s in spans if reading.bracket_of(s.start) in {0, bracket} or _opens(reading, s, quantity)]
    inside = [span for span in spans if start <= span.start < end]
    own = _respective(reading, quantity, inside) or _nearest(reading, quantity, inside)
    if _is_size(reading, quantity) or (_is_start(reading, quantity) and not (own and _touches(reading, quantity, own))):
        return NONE
    if own and _is_built(quantity, kind) and ahead(own.edtf, told.issued):
        return NONE
    if own:
        return Period(_of_kind(own.edtf, quantity, kind), own.basis, STATED)
    now = pattern(reading.passage.language, "now").search(reading.passage.text, start, quantity.figure.start)
    if _is_timeless(quantity, kind, now=now is not None):
        return NONE
    if now:
        return Period(told.issued[:4], "inferred", 2 if told.issued else 0)
    framed = kind != "total" and bool(kind or quantity.measure == "share") and bool(told.frame.get(reading.index))
    lasting = quantity.measure in _OVER_TIME or (kind in _LASTING and (quantity.figure.unit or "1") != "1") or framed
    earlier = [span for span in spans if span.end <= start and carries(span, told.issued)]
    found = _elsewhere(reading, quantity, told, earlier, lasting=lasting)
    return found._replace(edtf=_of_kind(found.edtf, quantity, kind))


def _is_built(quantity: Quantity, kind: str) -> bool:
    """Whether a figure is the size or the cost of a thing, which is of no day on which the thing opens."""
    return quantity.measure == "level" and (quantity.figure.unit in _SIZES or kind == "total")


def of_year_before(reading: Reading, quantity: Quantity, period: Period) -> Period:
    """Return the period of a level that a bracket gives for comparison: 2.618 hồ sơ (cùng kỳ: 2.205)."""
    opened, start = reading.bracket_of(quantity.figure.start), quantity.figure.start
    same = [each for each in reading.dates if each.kind == "same_period" and opened <= each.start < start]
    year = period.edtf[:4]
    if not opened or not same or quantity.measure != "level" or not year.isdigit():
        return period
    return Period(period.edtf.replace(year, str(int(year) - 1)), "inferred", period.nearness)


def aims_ahead(period: Period, told: Times) -> bool:
    """Whether a figure is of a time that its sentence states and that lies behind the issue of the document."""
    return period.nearness == STATED and ahead(period.edtf, told.issued)


def _nearest(reading: Reading, quantity: Quantity, inside: Sequence[DateSpan]) -> DateSpan | None:
    """Return the date of a sentence that a figure is told with: the one that touches it, is nearest before or behind.

    A date that is not told as such («this year») is that of the figure next to it only.
    """
    figure = quantity.figure
    start, end = reading.sentence_of(figure.start)
    clause = [span for span in inside if start <= span.start < end]
    first = min((first for first, _ in reading.sentences if first >= reading.whole_sentence_of(start)[0]), default=0)
    told = clause or [span for span in inside if len(span.edtf) != DAY or reading.sentence_of(span.start)[0] == first]
    before = [span for span in told if span.end <= figure.start]
    behind = [span for span in told if figure.end <= span.start <= figure.end + BEHIND]
    behind = [span for span in behind if ":" not in reading.passage.text[figure.end : span.start]]
    if behind and _touches(reading, quantity, behind[0]):
        return behind[0]
    if before:
        return before[-1]
    between = [each.figure.start for each in reading.quantities if each.figure.start >= figure.end]
    own = [span for span in behind if span.basis == "stated" or not any(at < span.start for at in between)]
    return own[0] if own else None


def _opens(reading: Reading, span: DateSpan, quantity: Quantity) -> bool:
    """Whether a date in brackets stands right before a figure: at one time (1986 - 1987) 312 people."""
    behind = reading.passage.text[span.end : quantity.figure.start]
    return behind.strip() == ")" and len(behind) <= len(" ) ")


def _touches(reading: Reading, quantity: Quantity, span: DateSpan) -> bool:
    """Whether a date stands right behind a figure."""
    end = quantity.figure.end
    parted = any(end <= each.figure.start < span.start for each in reading.quantities)
    return 0 <= span.start - end <= TOUCHING and not parted


def _is_timeless(quantity: Quantity, kind: str, *, now: bool) -> bool:
    """Whether a figure without a date is of no time: a length, the land of a project, what a port is built for."""
    unit, level = quantity.figure.unit, quantity.measure == "level"
    aimed = quantity.measure == "average" and quantity.nature != "actual"
    return aimed or (level and not now and (unit in _SIZES or (unit == "har" and not kind)))


def _is_start(reading: Reading, quantity: Quantity) -> bool:
    """Whether a figure is where a change began, at a time that is not told: fell from 5% to 4%."""
    text, language, figure = reading.passage.text, reading.passage.language, quantity.figure
    before = pattern(language, "starts").search(text, max(0, figure.start - TOUCHING), figure.start)
    return bool(before and pattern(language, "ends").search(text, figure.end, figure.end + TOUCHING))


def _of_kind(date: str, quantity: Quantity, kind: str) -> str:
    """Return a date no finer than a month for what a project costs: that is told of no day."""
    costs = kind == "total" and len(quantity.figure.unit or "") == len("USD")
    return date[: len("2025-07")] if costs and len(date) == len("2025-07-07") else date


def _respective(reading: Reading, quantity: Quantity, inside: Sequence[DateSpan]) -> DateSpan | None:
    """Return the date that stands in its list where a figure stands in its own: năm 2023, 2024 lần lượt đạt 5 và 6."""
    start, end = reading.whole_sentence_of(quantity.figure.start)
    if not pattern(reading.passage.language, "respectively").search(reading.passage.text, start, end):
        return None
    alike = [
        each.figure.start
        for each in reading.quantities
        if start <= each.figure.start < end and each.measure == quantity.measure
    ]
    dates = [span for span in inside if len(span.edtf) == len(inside[0].edtf)]
    return dates[alike.index(quantity.figure.start)] if len(dates) == len(alike) > 1 else None


def _is_size(reading: Reading, quantity: Quantity) -> bool:
    """Whether a figure says how large a thing is, whenever it is told: a bridge 420 m long."""
    figure, text = quantity.figure, reading.passage.text
    if figure.unit not in _SIZES or quantity.measure != "level":
        return False
    around = pattern(reading.passage.language, "sizes")
    return bool(
        around.search(text, max(0, figure.start - BESIDE), figure.start)
        or around.search(text, figure.end, figure.end + BESIDE)
    )


def _elsewhere(
    reading: Reading, quantity: Quantity, told: Times, earlier: Sequence[DateSpan], *, lasting: bool
) -> Period:
    """Return the period of a figure whose sentence tells none."""
    main, frame = told.main.get(reading.index, ""), told.frame.get(reading.index, "")
    last = told.last.get(reading.index, "")
    if quantity.nature == "actual":
        earlier = [span for span in earlier if not ahead(span.edtf, told.issued)]
        last = "" if ahead(last, told.issued) else last
    last = last if _within_year(last) or "/" not in last else ""
    if quantity.measure == "share" and quantity.nature == "actual":
        earlier = [span for span in earlier if _within_year(span.edtf) or "/" not in span.edtf]
    nearby = _finest([last, frame, *(span.edtf for span in earlier)]) if earlier else ""
    if nearby and (len(nearby) > len("2025") or not main or lasting):
        return Period(nearby, "inferred", 2)
    # A report names its span once, in its headline or lead, and may have been given on one day.
    report = frame if lasting or _within_year(frame) else ""
    report = report or (last if not frame and "/" in last and last[:4] >= main[:4] else "")
    day = main[: len("2025")] if quantity.measure in _OVER_TIME else main
    usual = (report, last, day) if lasting else (report, main, nearby, last)
    chosen = next(filter(None, usual), "")
    return Period(chosen or told.issued[:4], "inferred", 1 if chosen else 0)


def _finest(dates: Sequence[str]) -> str:
    """Return the last of some dates, or the last before it that is a part of it: what half of the year was told of."""
    last = next((date for date in reversed(dates) if date), "")
    parts = (date for date in reversed(dates) if len(last) == len("2025") and _within_year(date) and date[:4] == last)
    return next(parts, last)


def _within_year(span: str) -> bool:
    """Whether a span is some months of one year."""
    return "/" in span and span[:4] == span.partition("/")[2][:4]


def _names_main(reading: Reading, span: DateSpan, main: str) -> bool:
    """Whether a bare year only names the main happening: the conference «Trade 2025», held on May 5, 2025."""
    if not main.startswith(span.edtf) or len(span.edtf) != len("2025"):
        return False
    text, start = reading.passage.text, max(0, span.start - NAMED)
    return any(
        start <= named.start < span.start and not set(",;.") & set(text[named.end : span.start])
        for named in reading.kinds
        if named.code in kinds().gatherings
    )


def base_period_of(reading: Reading, quantity: Quantity, period: str) -> str:
    """Return the period that a growth compares with: the same span of the year that the comparison names."""
    if quantity.measure == "completion":
        return period[:4]
    if not period or (quantity.base is None and quantity.measure != "growth"):
        return ""
    base = quantity.base or (0, 0)
    told = [span for span in reading.dates if base[0] <= span.start < base[1] and span.edtf]
    if (
        told
        and told[0].kind != "same_period"
        and (edtf.precision(told[0].edtf) is not edtf.Precision.YEAR or told[0].part == "late")
    ):
        return told[0].edtf
    year = told[0].edtf[:4] if told else str(int(period[:4]) - 1) if period[:4].isdigit() else ""
    if not year or not year.isdigit():
        return told[0].edtf if told else ""
    shifted = period.replace(period[:4], year)
    try:
        return edtf.parse(shifted).text
    except (edtf.EdtfError, AttributeError):
        return year
