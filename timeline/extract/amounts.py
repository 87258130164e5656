"""The figures that each passage tells, with what they are about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from timeline.codelists import Codelists
from timeline.documents import Kind
from timeline.extract.areas import Areas, abroad, area_of, areas_told
from timeline.extract.breakdowns import Breakdowns
from timeline.extract.gazetteer import Named
from timeline.extract.indicators import Indicators
from timeline.extract.linking import Known, Link, linked
from timeline.extract.periods import NONE, STATED, Period, aims_ahead, base_period_of, of_year_before, period_of
from timeline.extract.readings import Reading
from timeline.extract.tellings import Telling, tokens
from timeline.extract.ties import pattern
from timeline.extract.times import Times, times_told
from timeline.phrases import Language, Quantity

PRINTED_LIMIT = 60
PROJECT = "project"  # kind of the actors that a figure may be of
FEW = 6  # parties that are rarely worth counting


class Told(NamedTuple):
    """What is known beyond the passage: the codelists, and what the document says of places, times and projects.

    `projects` are those that an article names, by its number.
    """

    codelists: Codelists
    areas: Areas
    times: Times
    projects: Mapping[int, set[str]]


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
    link: Link
    subject: str
    area: str
    period: Period
    base_period: str
    tokens: frozenset[str]
    score: float
    sentence: str

    @property
    def indicator(self) -> str:
        """Code of what is measured, "" if no list knows it."""
        return self.link.code

    @property
    def breakdown(self) -> str:
        """Code of the part of a whole that is measured, else ""."""
        return self.link.part.code if self.link.part and self.link.code else ""

    @property
    def size(self) -> Decimal:
        """The value in base units."""
        return self.value.scaleb(self.quantity.figure.unit_mult)


def amounts(
    readings: Sequence[Reading], tellings: Sequence[Telling], codelists: Codelists, issued: str, title: str = ""
) -> list[Amount]:
    """Return the figures of a document, in the order of its text.

    Args:
        readings: of the document.
        tellings: its happenings, whose days are those of the figures told with them.
        codelists: of indicators and places.
        issued: when the document was issued, EDTF.
        title: the lines in which it names itself.
    """
    known = {language: Known(Indicators(codelists, language), Breakdowns(codelists, language)) for language in Language}
    leads = {
        each.reading: each.date
        for each in tellings
        if each.lead and not each.caption and len(each.date) > len("2025-07")
    }
    projects: dict[int, set[str]] = {}
    for reading in readings:
        named = {name.code for name in reading.names if _is_project(name, codelists)}
        projects.setdefault(reading.passage.article, set()).update(named)
    told = Told(codelists, areas_told(readings, codelists, title), times_told(readings, leads, issued), projects)
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
    link = linked(reading, quantity, known, [(each.quantity, each.link) for each in before])
    listed = told.codelists.lists["indicators"].get(link.code, {})
    area = area_of(reading, quantity, told.codelists, told.areas)
    period = period_of(reading, quantity, told.times, listed.get("kind", ""))
    period = of_year_before(reading, quantity, period)
    quantity = _of_indicator(quantity, listed.get("unit_measure", ""), aimed=aims_ahead(period, told.times))
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
        link=link,
        subject=_subject(reading, quantity, told, listed.get("kind", "")),
        area=area,
        period=period,
        base_period=base_period_of(reading, quantity, period.edtf),
        tokens=tokens(reading, start, end),
        score=_score(quantity, reading.passage.language, link.score),
        sentence=reading.passage.text[start:end],
    )


def _subject(reading: Reading, quantity: Quantity, told: Told, kind: str) -> str:
    """Return the project that a figure is of, else "".

    It is the only one that its sentence names, before it, or for a total, such as what a project costs, the only one
    of its passage or else of its article.
    """
    start, _ = reading.whole_sentence_of(quantity.figure.start)
    named = {
        name.code
        for name in reading.names
        if start <= name.start < quantity.figure.start and _is_project(name, told.codelists)
    }
    of_passage = {name.code for name in reading.names if _is_project(name, told.codelists)}
    around = (named, of_passage, told.projects.get(reading.passage.article, set())) if kind == "total" else (named,)
    nearest = next(filter(None, around), set())
    return next(iter(nearest)) if len(nearest) == 1 else ""


def _is_project(name: Named, codelists: Codelists) -> bool:
    return name.codelist == "actors" and codelists.attribute("actors", name.code, "kind") == PROJECT


def _of_indicator(quantity: Quantity, unit: str, *, aimed: bool) -> Quantity:
    """Return a figure as its indicator has it: a rate told in per cent is a level, and what lies ahead is aimed at."""
    measure = "level" if quantity.measure == "share" and unit == "%" else quantity.measure
    nature = "target" if aimed and quantity.nature == "actual" else quantity.nature
    return replace(quantity, measure=measure, nature=nature)


def printed(quantity: Quantity) -> str:
    """Return the figure as printed, with what it counts where that is short."""
    text = quantity.figure.text.strip()
    noun = quantity.noun.strip()
    if noun and noun not in text and len(text) + 1 + len(noun) <= PRINTED_LIMIT:
        return text
    return text[:PRINTED_LIMIT]


def _score(quantity: Quantity, language: Language, linked: float) -> float:
    """Return how likely a figure is a statistic: a unit, a measure or a known indicator speak for it."""
    if quantity.weak or _are_parties(quantity, language):
        return 0.3 + 0.2 * (linked > 0 and quantity.weak)
    told = quantity.figure.unit is not None or quantity.measure != "level"
    return 0.6 + 0.25 * told + 0.1 * (linked > 0)


def _are_parties(quantity: Quantity, language: Language) -> bool:
    """Whether a count is of those who take part: 5 tỉnh, two countries."""
    figure = quantity.figure
    few = quantity.measure == "level" and figure.out_of is None and figure.value.scaleb(figure.unit_mult) < FEW
    noun = quantity.noun.casefold()
    told = pattern(language, "parties")
    return few and bool(told.match(noun) if language is Language.VI else told.search(noun))
