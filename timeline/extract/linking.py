"""What a figure is about: its indicator, time period and place, by the words nearest to it."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from timeline import edtf
from timeline.codelists import Codelists
from timeline.extract.gazetteer import Named, names_of
from timeline.extract.readings import Reading, dates_document
from timeline.extract.ties import kinds, pattern
from timeline.extract.words import words
from timeline.phrases import DateSpan, Language, Quantity

ENOUGH = 0.72  # of a label's weight must stand near a figure
COUNTED = "1"
_UNITLESS = {"growth", "share", "completion", "rank", "multiple", "change"}
_OVER_TIME = {"growth", "completion", "change", "multiple", "average", "peak"}
MANY = 6  # times that an article about another place than the document's own names it
BEHIND = 150  # characters behind a figure within which a date of its sentence may be its own
NAMED = 60  # characters before a year within which a gathering stands that it names
RECENT = 3  # years before the issue of a document


@dataclass(frozen=True, slots=True)
class _Label:
    code: str
    parts: frozenset[str]
    unit: str


class Indicators:
    """The names of the indicators in one language, each word with its weight: rare words say more."""

    def __init__(self, codelists: Codelists, language: Language) -> None:
        """Gather names and other names of the list `indicators`."""
        self._labels = [
            _Label(code, frozenset(word.folded for word in words(name)), row.get("unit_measure", ""))
            for code, row in codelists.lists.get("indicators", {}).items()
            for name in names_of(row, language)
        ]
        told = Counter(word for label in self._labels for word in label.parts)
        count = len(self._labels) or 1
        self._weight = {word: math.log(1 + count / times) for word, times in told.items()}
        self._by_word: dict[str, list[_Label]] = {}
        for label in self._labels:
            self._by_word.setdefault(max(label.parts, key=self._weight.__getitem__, default=""), []).append(label)

    def nearest(self, near: Mapping[str, int], unit: str) -> tuple[str, float]:
        """Return the code of the indicator that the words near a figure name best, and how well (0 to 1).

        Args:
            near: words near the figure, folded, each with its distance from it in words.
            unit: of the figure; "" where it says nothing about the indicator.
        """
        best, well = "", 0.0
        for word in near:
            for label in self._by_word.get(word, ()):
                score = self._score(label, near, unit)
                if score > well:
                    best, well = label.code, score
        return best, min(well, 1.0)

    def _score(self, label: _Label, near: Mapping[str, int], unit: str) -> float:
        whole = sum(self._weight[word] for word in label.parts)
        told = sum(self._weight[word] for word in label.parts if word in near)
        if not whole or told / whole < ENOUGH or (unit and label.unit and not _alike(unit, label.unit)):
            return 0.0
        away = min(near[word] for word in label.parts if word in near)
        rarity: float = 1 - 0.5 ** (whole / 3)
        return (told / whole) * rarity * (0.5 + 0.5 / (1 + away / 12))


def _alike(unit: str, usual: str) -> bool:
    """Whether a figure in a unit can be of an indicator that is usually told in another."""
    money = [len(code) == 3 and code.isupper() for code in (unit, usual)]
    return unit == usual or all(money)


def near_words(reading: Reading, quantity: Quantity) -> dict[str, int]:
    """Return the words of a figure's sentence with their distance from it, those behind it counted twice as far."""
    start, end = reading.sentence_of(quantity.figure.start)
    within = [word for word in reading.words if start <= word.start < end]
    before = [word for word in within if word.end <= quantity.figure.start]
    behind = [word for word in within if word.start >= quantity.figure.start]
    near: dict[str, int] = {}
    for distance, word in enumerate(reversed(before)):
        near.setdefault(word.folded, distance)
    for distance, word in enumerate(behind[:14]):
        near[word.folded] = min(near.get(word.folded, 2 * distance), 2 * distance)
    return near


def unit_told(quantity: Quantity) -> str:
    """Return the unit that an indicator of this figure has; "" where the measure hides it."""
    return "" if quantity.measure in _UNITLESS else quantity.figure.unit or COUNTED


@dataclass(frozen=True, slots=True)
class Told:
    """What a document says beyond the passage: by index of a reading.

    Attributes:
        main: date of the happening that the passage is about.
        last: date told last before it in its article and language.
        areas: the country or province that its article names most, where it does not name the document's own.
        home: the province, or else the country, that the document names most.
        issued: when it was issued, EDTF.
    """

    main: Mapping[int, str]
    last: Mapping[int, str]
    areas: Mapping[int, str]
    home: str
    issued: str


class Period(NamedTuple):
    """A time period, how it is known (stated, year_inferred, inferred), and how near to the figure it stands (0-3)."""

    edtf: str
    basis: str
    nearness: int


def period_of(reading: Reading, quantity: Quantity, told: Told) -> Period:
    """Return the time period of a figure.

    The date nearest before it in its sentence counts, then the nearest behind it, then the last one of its passage,
    then a span that the article told, the day of the happening that it is about, what else it told, the year of issue.
    """
    start, end = reading.sentence_of(quantity.figure.start)
    main = told.main.get(reading.index, "")
    spans = [span for span in _periods(reading) if not _names_main(reading, span, main)]
    if quantity.measure in _OVER_TIME:
        spans = [span for span in spans if edtf.precision(span.edtf) is not edtf.Precision.DAY]
    bracket = reading.bracket_of(quantity.figure.start)
    spans = [span for span in spans if reading.bracket_of(span.start) in {0, bracket}]
    inside = [span for span in spans if start <= span.start < end]
    before = [span for span in inside if span.end <= quantity.figure.start]
    behind = [span for span in inside if quantity.figure.end <= span.start <= quantity.figure.end + BEHIND]
    if before or behind:
        nearest = before[-1] if before else behind[0]
        return Period(nearest.edtf, nearest.basis, 3)
    earlier = [span.edtf for span in spans if span.end <= start and carries(span, told.issued)]
    nearby, last = [*earlier[-1:], ""][0], told.last.get(reading.index, "")
    if nearby and (len(nearby) > len("2025") or not main):
        return Period(nearby, "inferred", 2)
    # A report names its span once, in its headline or lead, and may have been given on one day.
    report = last if "/" in last and last[:4] >= main[:4] else ""
    date = next(filter(None, (report, main, nearby, last)), "")
    return Period(date or told.issued[:4], "inferred", 1 if date else 0)


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


def carries(span: DateSpan, issued: str) -> bool:
    """Whether a date may be the period of what is told after it: a month, a year or a span not long ago."""
    last = edtf.latest(span.edtf)
    recent = not issued or not last or last.year >= int(issued[:4]) - RECENT
    return recent and edtf.precision(span.edtf) is not edtf.Precision.DAY


def told_by(readings: Sequence[Reading], leads: Mapping[int, str], codelists: Codelists, issued: str) -> Told:
    """Gather what passages say of each other.

    Args:
        readings: of the document.
        leads: dates of the happenings that open an article, by index of the reading.
        codelists: of places.
        issued: when the document was issued, EDTF.
    """
    main: dict[int, str] = {}
    last: dict[int, str] = {}
    areas: dict[int, str] = {}
    recent = str(int(issued[:4]) - 1) if issued else ""
    home = home_of(readings, codelists)
    for language in Language:
        article, lead, date = -1, "", ""
        for reading in (each for each in readings if each.passage.language is language):
            if reading.passage.article != article:
                article, date = reading.passage.article, ""
                lead = ""
            lead = leads.get(reading.index, lead)
            main[reading.index] = lead if lead[:4] >= recent else ""
            last[reading.index] = date
            told = [span for span in _periods(reading) if carries(span, issued)]
            date = next((span.edtf for span in reversed(told) if not reading.bracket_of(span.start)), date)
    for number in {reading.passage.article for reading in readings}:
        part = [reading for reading in readings if reading.passage.article == number]
        named = Counter(area for each in part for name in each.names if (area := region(name, codelists)))
        if named and (home not in named or named.most_common(1)[0][1] >= max(MANY, 4 * named[home])):
            areas |= {each.index: named.most_common(1)[0][0] for each in part}
    return Told(main, last, areas, home, issued)


def _periods(reading: Reading) -> list[DateSpan]:
    return [
        span
        for span in reading.dates
        if span.edtf
        and span.kind != "same_period"
        and not _within_base(reading, span)
        and not dates_document(reading, span)
    ]


def _within_base(reading: Reading, span: DateSpan) -> bool:
    return any(each.base and each.base[0] <= span.start < each.base[1] for each in reading.quantities)


def base_period_of(reading: Reading, quantity: Quantity, period: str) -> str:
    """Return the period that a growth compares with: the same span of the year that the comparison names."""
    if quantity.measure == "completion":
        return period[:4]
    if not period or (quantity.base is None and quantity.measure != "growth"):
        return ""
    base = quantity.base or (0, 0)
    told = [span for span in reading.dates if base[0] <= span.start < base[1] and span.edtf]
    year = told[0].edtf[:4] if told else str(int(period[:4]) - 1) if period[:4].isdigit() else ""
    if told and edtf.precision(told[0].edtf) is not edtf.Precision.YEAR:
        return told[0].edtf
    if not year or not year.isdigit():
        return told[0].edtf if told else ""
    shifted = period.replace(period[:4], year)
    try:
        return edtf.parse(shifted).text
    except (edtf.EdtfError, AttributeError):
        return year


def area_of(reading: Reading, quantity: Quantity, codelists: Codelists, told: Told) -> str:
    """Return the place that a figure is of.

    It is the document's own province where words such as «toàn tỉnh» say so; else the country or province, or the
    place abroad, named nearest before it in its sentence; else what its article names most.
    """
    start, end = reading.sentence_of(quantity.figure.start)
    named = [each for each in reading.names if start <= each.start < min(end, quantity.figure.start)]
    usual = told.areas.get(reading.index, told.home)
    if pattern(reading.passage.language, "home").search(reading.passage.text, start, end):
        return usual
    if quantity.measure != "rank" and pattern(reading.passage.language, "nation").search(
        reading.passage.text, start, end
    ):
        return _country(usual, codelists) or usual
    areas = (
        region(each, codelists)
        or (each.code if each.codelist == "places" and abroad(each.code, codelists, told.home) else "")
        for each in reversed(named)
    )
    return next(filter(None, areas), usual)


def abroad(code: str, codelists: Codelists, home: str) -> bool:
    """Whether a place lies in another country than the document's own."""
    countries = _country(code, codelists), _country(home, codelists)
    return all(countries) and countries[0] != countries[1]


def _country(code: str, codelists: Codelists) -> str:
    seen: set[str] = set()
    while code and code not in seen and codelists.attribute("places", code, "kind") != kinds().country:
        seen.add(code)
        code = codelists.attribute("places", code, "parent")
    return code if code not in seen else ""


def region(named: Named, codelists: Codelists) -> str:
    """Return the country or province that a name stands for: its own code, or the area of an actor; else ""."""
    code = named.code if named.codelist == "places" else codelists.attribute("actors", named.code, "area")
    kind = codelists.attribute("places", code, "kind")
    return code if kind == kinds().country or kind in kinds().provinces else ""


def home_of(readings: Sequence[Reading], codelists: Codelists) -> str:
    """Return the province, or else the country, that a document names most often."""
    areas = [area for reading in readings for each in reading.names if (area := region(each, codelists))]
    counts = Counter(areas).most_common()
    provinces = [area for area, _ in counts if codelists.attribute("places", area, "kind") != kinds().country]
    return (*provinces, *(area for area, _ in counts), "")[0]
