"""What a figure is of: its own words say it, or it is of what the figure before it tells, or a part of that."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from timeline.extract.breakdowns import Breakdowns, Part
from timeline.extract.indicators import Indicators, near_words, unit_told
from timeline.extract.readings import Reading
from timeline.extract.ties import kinds, pattern
from timeline.phrases import Quantity

JUST_BEFORE = 80  # characters between two figures of one thing
OF_WHOLE = 400  # characters between the figures of a whole and of its parts
_OF_ANOTHER = {"growth", "completion", "rank", "change"}
_ENDED = re.compile(r"[.;]\s")
FEW_WORDS = 6  # between a figure and the sum told behind it
SUM = 24  # characters behind a sum within which it says of how many months it is
BESIDE = 16  # characters before a count within which a word says that the things are given
GIVEN = 0.2  # how well a thing given is told
NAMED = 2  # words of a part that is surely named


class Known(NamedTuple):
    """What figures of one language are looked up in."""

    indicators: Indicators
    breakdowns: Breakdowns


class Link(NamedTuple):
    """An indicator, how well it is told (0 to 1), and the part of it."""

    code: str
    score: float
    part: Part | None


Told = tuple[Quantity, Link]


def linked(reading: Reading, quantity: Quantity, known: Known, before: Sequence[Told]) -> Link:
    """Return what a figure is of.

    Args:
        reading: the passage.
        quantity: the figure.
        known: indicators and parts of the language.
        before: the figures before it in the passage, with what they are of.
    """
    code, score = known.indicators.nearest(near_words(reading, quantity), unit_told(quantity))
    since, dimension = 0, ""
    if before:
        last, link = before[-1]
        since, dimension = last.figure.end, link.part.dimension if link.part else ""
        if _of_the_same(reading, quantity, last):
            own = known.indicators.nearest(near_words(reading, quantity, since), unit_told(quantity))
            code, score = own if own[0] else (link.code, link.score)
        if not code and _goes_on(reading, quantity, last):
            code, score = link.code, link.score
        if not code:
            code, score = _summed(reading, quantity, before)
    code = _of_foreigners(reading, quantity, code)
    if not code and _is_given(reading, quantity):
        code, score = kinds().gift, GIVEN
    part = known.breakdowns.of(reading, quantity, since, dimension)
    if part and part.dimension != dimension and set(part.words) <= known.indicators.words(code):
        part = None
    whole = _whole(reading, quantity, part, before) if part else None
    return Link(whole.code, whole.score, part) if whole else Link(code, score, part)


def _summed(reading: Reading, quantity: Quantity, before: Sequence[Told]) -> tuple[str, float]:
    """Return what an amount right behind a semicolon is of that names no thing: tháng 9 đạt 5 tỷ; cộng dồn 40 tỷ."""
    start, _ = reading.whole_sentence_of(quantity.figure.start)
    last, _ = before[-1]
    between = reading.passage.text[last.figure.end : quantity.figure.start]
    money = len(quantity.figure.unit or "") == len("USD") and quantity.measure == "level"
    if not money or ":" in between or len(between.split()) > FEW_WORDS:
        return "", 0.0
    same = [
        link
        for other, link in before
        if other.figure.start >= start
        and other.measure == "level"
        and other.figure.unit == quantity.figure.unit
        and link.code
    ]
    summed = pattern(reading.passage.language, "sums").search(
        reading.passage.text, last.figure.end, quantity.figure.end + SUM
    )
    return (same[-1].code, same[-1].score) if same and summed else ("", 0.0)


def _of_foreigners(reading: Reading, quantity: Quantity, code: str) -> str:
    """Return the indicator of foreign investment for one of investment, where the passage tells of that so far."""
    told = pattern(reading.passage.language, "foreign").search(reading.passage.text, 0, quantity.figure.end)
    return kinds().foreign.get(code, code) if told else code


def _is_given(reading: Reading, quantity: Quantity) -> bool:
    """Whether a count is of things that its sentence says were given: the club presented 180 bags of rice."""
    figure, text, language = quantity.figure, reading.passage.text, reading.passage.language
    counts = quantity.measure == "level" and (figure.unit or "1") == "1" and bool(quantity.noun)
    start, _ = reading.sentence_of(figure.start)
    given = pattern(language, "given").search(text, max(start, figure.start - BESIDE), figure.start)
    person = pattern(language, "recipients").match(text[figure.end :].lstrip()) is not None
    return counts and given is not None and not person


def _whole(reading: Reading, quantity: Quantity, part: Part, before: Sequence[Told]) -> Link | None:
    """Return what the figure of the whole before one of a part is of: of the same measure, and thing counted."""
    figure, text = quantity.figure, reading.passage.text
    same = [
        link
        for other, link in before
        if not link.part
        and link.code
        and other.measure == quantity.measure
        and (
            quantity.measure in _OF_ANOTHER
            or other.noun == quantity.noun != ""
            or (len(part.words) >= NAMED and other.figure.unit == figure.unit and figure.unit)
        )
        and figure.start - other.figure.end <= OF_WHOLE
        and (quantity.measure in _OF_ANOTHER or ". " not in text[other.figure.end : figure.start])
    ]
    return same[-1] if same else None


def _goes_on(reading: Reading, quantity: Quantity, last: Quantity) -> bool:
    """Whether an amount is what the one before it in its sentence is to become: 5 tỷ đồng, ước cả năm 9 tỷ đồng."""
    start, _ = reading.whole_sentence_of(quantity.figure.start)
    unit, level = quantity.figure.unit, {quantity.measure, last.measure} <= {"level", *_OF_ANOTHER}
    told = quantity.nature != last.nature or quantity.status != "A"
    same = unit == last.figure.unit or last.measure != "level"
    return level and bool(unit) and same and quantity.measure == "level" and told and start <= last.figure.start


def _of_the_same(reading: Reading, quantity: Quantity, last: Quantity) -> bool:
    """Whether a growth, rank or completion is of what the figure just before it in its sentence tells."""
    between = reading.passage.text[last.figure.end : quantity.figure.start]
    return quantity.measure in _OF_ANOTHER and len(between) <= JUST_BEFORE and not _ENDED.search(between)
