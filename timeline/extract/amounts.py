"""The figures that each passage tells, with what they are about."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from timeline.codelists import Codelists
from timeline.documents import Kind
from timeline.extract.linking import (
    Indicators,
    Period,
    Told,
    area_of,
    base_period_of,
    near_words,
    period_of,
    told_by,
    unit_told,
)
from timeline.extract.readings import Reading
from timeline.extract.tellings import Telling, tokens
from timeline.phrases import Language, Quantity

PRINTED_LIMIT = 60
JUST_BEFORE = 80  # characters between two figures of one thing
_OF_ANOTHER = {"growth", "completion", "rank", "change"}


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
    indicators = {language: Indicators(codelists, language) for language in Language}
    leads = {each.reading: each.date for each in tellings if each.lead and len(each.date) > len("2025-07")}
    told = told_by(readings, leads, codelists, issued)
    found: list[Amount] = []
    for reading in readings:
        if reading.passage.kind is Kind.HEADLINE:
            continue
        last: Amount | None = None
        for quantity in reading.quantities:
            last = _amount(reading, quantity, indicators[reading.passage.language], codelists, told, last)
            found.append(last)
    return found


def _amount(
    reading: Reading, quantity: Quantity, indicators: Indicators, codelists: Codelists, told: Told, last: Amount | None
) -> Amount:
    figure = quantity.figure
    start, end = reading.sentence_of(figure.start)
    code, well = indicators.nearest(near_words(reading, quantity), unit_told(quantity))
    if last and _of_the_same(reading, quantity, last):
        code, well = last.indicator, last.indicator_score
    period = period_of(reading, quantity, told)
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
        area=area_of(reading, quantity, codelists, told),
        period=period,
        base_period=base_period_of(reading, quantity, period.edtf),
        tokens=tokens(reading, start, end),
        score=_score(quantity, well),
        sentence=reading.passage.text[start:end],
    )


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
