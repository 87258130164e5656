"""The figures that each passage tells, with what they are about."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from timeline.codelists import Codelists
from timeline.documents import Kind
from timeline.extract.areas import Areas, abroad, area_of, areas_told
from timeline.extract.breakdowns import Breakdowns
from timeline.extract.indicators import Indicators, near_words, unit_told
from timeline.extract.periods import NONE, STATED, Period, base_period_of, period_of
from timeline.extract.readings import Reading
from timeline.extract.tellings import Telling, tokens
from timeline.extract.times import Times, times_told
from timeline.phrases import Language, Quantity

PRINTED_LIMIT = 60
JUST_BEFORE = 80  # characters between two figures of one thing
OF_WHOLE = 400  # characters between the figures of a whole and of its parts
_OF_ANOTHER = {"growth", "completion", "rank", "change"}


class Known(NamedTuple):
    """What figures of one language are looked up in."""

    indicators: Indicators
    breakdowns: Breakdowns


class Told(NamedTuple):
    """What is known beyond the passage: the codelists, and what the document says of places and times."""

    codelists: Codelists
    areas: Areas
    times: Times


@dataclass(frozen=True, slots=True)
class Amount:
    """One figure as one language tells it in one place."""

    language: Language
    reading: int
    article: int
    line: int
    order: float
    printed: str
    quantity: Quantity
    value: Decimal
    unit: str
    indicator: str
    indicator_score: float
    breakdown: str
    dimension: str
    area: str
    period: Period
    base_period: str
    tokens: frozenset[str]
    score: float
    sentence: str

    @property
    def size(self) -> Decimal:
        """The value in base units."""
        return self.value.scaleb(self.quantity.figure.unit_mult)


def amounts(
    readings: Sequence[Reading], tellings: Sequence[Telling], codelists: Codelists, issued: str
) -> list[Amount]:
    """Return the figures of a document, in the order of its text.

    Args:
        readings: of the document.
        tellings: its happenings, whose days are those of the figures told with them.
        codelists: of indicators and places.
        issued: when the document was issued, EDTF.
    """
    known = {language: Known(Indicators(codelists, language), Breakdowns(codelists, language)) for language in Language}
    leads = {
        each.reading: each.date
        for each in tellings
        if each.lead and not each.caption and len(each.date) > len("2025-07")
    }
    told = Told(codelists, areas_told(readings, codelists), times_told(readings, leads, issued))
    found: list[Amount] = []
    for reading in readings:
        if reading.passage.kind is Kind.HEADLINE:
            continue
        before: list[Amount] = []
        for quantity in reading.quantities:
            last = _amount(reading, quantity, known[reading.passage.language], told, before)
            before.append(last)
        found += before
    return found


def _amount(reading: Reading, quantity: Quantity, known: Known, told: Told, before: Sequence[Amount]) -> Amount:
    figure = quantity.figure
    start, end = reading.sentence_of(figure.start)
    code, well = known.indicators.nearest(near_words(reading, quantity), unit_told(quantity))
    if before and _of_the_same(reading, quantity, before[-1]):
        code, well = before[-1].indicator, before[-1].indicator_score
    since, dimension = (before[-1].quantity.figure.end, before[-1].dimension) if before else (0, "")
    part = known.breakdowns.of(reading, quantity, since, dimension)
    whole = _whole(quantity, before) if part else None
    if whole:
        code, well = whole.indicator, whole.indicator_score
    area = area_of(reading, quantity, told.codelists, told.areas)
    period = period_of(reading, quantity, told.times, told.codelists.attribute("indicators", code, "kind"))
    if period.nearness < STATED and abroad(area, told.codelists, told.areas.home):
        period = NONE  # the day of an article at home says nothing of elsewhere
    return Amount(
        language=reading.passage.language,
        reading=reading.index,
        article=reading.passage.article,
        line=reading.passage.line_at(figure.start),
        order=reading.index + figure.start / (len(reading.passage.text) + 1),
        printed=printed(quantity),
        quantity=quantity,
        value=figure.value,
        unit=figure.unit or "1",
        indicator=code,
        indicator_score=well,
        breakdown=part.code if part and code else "",
        dimension=part.dimension if part else "",
        area=area,
        period=period,
        base_period=base_period_of(reading, quantity, period.edtf),
        tokens=tokens(reading, start, end),
        score=_score(quantity, well),
        sentence=reading.passage.text[start:end],
    )


def _whole(quantity: Quantity, before: Sequence[Amount]) -> Amount | None:
    """Return the figure told before of the whole of which another is a part: of the same measure, and thing counted."""
    same = [
        other
        for other in before
        if not other.breakdown
        and other.indicator
        and other.quantity.measure == quantity.measure
        and (quantity.measure in _OF_ANOTHER or other.quantity.noun == quantity.noun != "")
        and quantity.figure.start - other.quantity.figure.end <= OF_WHOLE
    ]
    return same[-1] if same else None


def _of_the_same(reading: Reading, quantity: Quantity, last: Amount) -> bool:
    """Whether a growth, rank or completion is of what the figure just before it in its sentence tells."""
    between = reading.passage.text[last.quantity.figure.end : quantity.figure.start]
    return (
        quantity.measure in _OF_ANOTHER and len(between) <= JUST_BEFORE and ". " not in between and ";" not in between
    )


def printed(quantity: Quantity) -> str:
    """Return the figure as printed, with what it counts where that is short."""
    text = quantity.figure.text.strip()
    noun = quantity.noun.strip()
    if noun and noun not in text and len(text) + 1 + len(noun) <= PRINTED_LIMIT:
        return text
    return text[:PRINTED_LIMIT]


def _score(quantity: Quantity, linked: float) -> float:
    """Return how likely a figure is a statistic: a unit, a measure or a known indicator speak for it."""
    if quantity.weak:
        return 0.3 + 0.2 * (linked > 0)
    told = quantity.figure.unit is not None or quantity.measure != "level"
    return 0.6 + 0.25 * told + 0.1 * (linked > 0)
