"""What stands round a number: its sign, multiplier, unit and bound, and the number that ends a range or is a whole.

A figure is read outward from its number: signs, units and bounds stand before it, multipliers and units behind it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from timeline.phrases.lexicon import Language, Lexicon, any_of, load
from timeline.phrases.numerals import parse_digits, read_spoken, spoken_start
from timeline.phrases.passing import Passing
from timeline.phrases.patterns import FLAGS

EXACT = "exact"
RANK = "rank"

Notations = tuple[Language, ...]
"""Whose separators a number may be set with, the first one in which it is a number."""

_MILLION = 6
_COINS = 100  # to a unit of money
_LOOK_BACK = 48  # characters before a number in which its unit and bound are looked for
_BLANK = "[ \u00a0\u2009\u202f]"
_GROUPED = rf"[0-9]{{1,3}}(?:{_BLANK}[0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?(?![.,]?[0-9])"
_DIGITS = rf"(?:{_GROUPED}|[0-9]+(?:[.,][0-9]+)*)"
# A minus stands behind nothing, a blank or a bracket and touches its number; a dash does so behind a bracket only.
_MINUS = r"(?:(?<![^\s(])[-−]|(?<![^(])–)(?=[0-9])"
_GLUED = r"(?:[^\W\d_][-–]?|[0-9][/.,]|[/_])\Z"
_GLUED_ON = r"\w|[-–](?=[0-9])|/(?=\w)"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as printed.

    `text` is text[start:end], from its unit or number to its unit, without the bound before it. Its value is
    value × 10^unit_mult, of unit (an ISO 4217 or UCUM code, `rank` or `pp`; None if none is told). `value_high` ends a
    range, `out_of` is the 34 of 11/34, `bound` a code: exact, over, at_least, under, at_most, nearly or about.
    `rise` tells that a plus sign or a word of increase stands with it.
    """

    start: int
    end: int
    text: str
    value: Decimal
    value_high: Decimal | None
    out_of: Decimal | None
    unit_mult: int
    unit: str | None
    bound: str
    rise: bool


class _Amount(NamedTuple):
    """One number with what touches it; `mult` and `unit` are None where not told."""

    start: int
    number_end: int
    end: int
    value: Decimal
    mult: int | None
    unit: str | None


class _Grammar(NamedTuple):
    lexicon: Lexicon
    number: re.Pattern[str]
    unit_before: re.Pattern[str]
    behind: re.Pattern[str]
    bound_before: re.Pattern[str]
    bound_after: re.Pattern[str]
    sign: re.Pattern[str]
    rise_before: re.Pattern[str]
    rise_after: re.Pattern[str]
    range: re.Pattern[str]
    between: re.Pattern[str]
    listed: re.Pattern[str]
    smaller: re.Pattern[str]
    subunit: re.Pattern[str]
    point: re.Pattern[str]
    trend: re.Pattern[str]
    per: re.Pattern[str]
    counted: re.Pattern[str]
    glued: re.Pattern[str]
    glued_on: re.Pattern[str]
    ratio: re.Pattern[str]


@lru_cache(maxsize=len(Language))
def _grammar(language: Language) -> _Grammar:
    words = load(language)
    unit_before = words.pattern("units", places=("before", "either"))
    unit_behind = words.pattern("units")
    ranges = any_of(words.meaning_words("joiners", "range"))
    lists = any_of(words.meaning_words("joiners", "list"))
    trends = any_of(word for word in words.words["cues"] if word.means in {"rise", "growth", "fall"})
    opener = rf"(?:{words.pattern('openers')}\s+)?"
    ratio = rf"(?:\s?/\s?|\s+(?:\w+\s+)?{words.pattern('ratios')}\s+)"
    return _Grammar(
        lexicon=words,
        number=_pattern(rf"(?P<minus>{_MINUS})?(?P<digits>{_DIGITS})|(?P<spoken>{spoken_start(language)})"),
        unit_before=_pattern(rf"(?<!\w)(?P<unit>{unit_before})[\s*]*\Z"),
        behind=_pattern(
            rf"(?:\s+(?P<half>{words.pattern('halves')}))?"
            rf"(?:[\s*]*(?P<mult>{words.pattern('magnitudes')})(?:\s+(?P<more>{words.pattern('halves')}))?"
            rf"|(?P<suffix>{words.pattern('suffixes')}))?"
            rf"(?:(?:[\s*]*|-(?=[^\W\d]))(?P<unit>{unit_behind}))?"
        ),
        bound_before=_pattern(rf"(?<!\w)(?P<bound>{words.pattern('bounds')})[\s*]*{opener}\Z"),
        bound_after=_pattern(rf"\s*(?:\([^()\s]+\)\s*)?(?P<bound>{words.pattern('bounds_after')})"),
        sign=_pattern(rf"(?<!\w){words.pattern('signs')}\s+\Z"),
        rise_before=_pattern(rf"\+\s*\Z|(?<!\w){words.pattern('rises')}"),
        rise_after=_pattern(rf"\s*{words.pattern('rises')}"),
        range=_pattern(rf"\s*{ranges}\s*(?:{unit_before}\s?)?"),
        between=_pattern(rf"(?<!\w){words.pattern('betweens')}\s+\Z"),
        listed=_pattern(rf"\s+{lists}\s+(?:{unit_before}\s?)?"),
        smaller=_pattern(rf"\s+(?:{lists}\s+)?"),
        subunit=_pattern(rf"\s*{words.pattern('subunits')}"),
        point=_pattern(rf"\s+{words.pattern('points')}\s+"),
        trend=_pattern(rf"(?<!\w){trends}\s+(?:\w+\s+){{0,2}}?{words.pattern('openers')}\s+\Z"),
        per=_pattern(r"/(?=[^\W\d_])"),
        counted=_pattern(rf"\s+(?:[a-z]+\s+)?{words.pattern('nouns')}"),
        glued=_pattern(_GLUED),
        glued_on=_pattern(_GLUED_ON),
        ratio=_pattern(rf"{ratio}(?P<digits>{_DIGITS})(?![/-]?[0-9])"),
    )


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, FLAGS)


def read(
    text: str,
    language: Language,
    notations: Notations,
    *,
    taken: Sequence[tuple[int, int]] = (),
    tables: Sequence[str] = ("skips",),
) -> Iterator[Figure]:
    """Read the figures of a text in their order.

    Args:
        text: to read.
        language: of the text.
        notations: whose separators count.
        taken: spans already read as something else; no figure touches them.
        tables: of forms whose numbers are no figures: telephones, dates, documents, markers.
    """
    grammar = _grammar(language)
    passed = Passing(text, language, taken, tables)
    floor = position = 0
    while found := grammar.number.search(text, position):
        position = passed.end(found.start("digits" if found["digits"] else "spoken"))
        if not position:
            figure = _figure(grammar, text, found, floor, notations)
            if figure and passed.begins(found.end(), figure.end):
                figure = None
            if figure:
                yield figure
            position = figure.end if figure else found.end()
        floor = position


def _figure(grammar: _Grammar, text: str, found: re.Match[str], floor: int, notations: Notations) -> Figure | None:
    first = _amount(grammar, text, found, floor, notations)
    if not first:
        return None
    out_of = _out_of(grammar, text, first, notations)
    last = first if out_of else _range_end(grammar, text, first, notations)
    end = out_of[1].end if out_of else last.end
    rate = last.unit and grammar.per.match(text, end)
    if not out_of and not rate and grammar.glued_on.match(text, end):
        return None
    mult, value = last.mult or 0, first.value
    if first.mult is not None and first is not last:
        value = value.scaleb(first.mult - mult)
    unit = (out_of[1].unit if out_of else last.unit) or first.unit
    return Figure(
        start=first.start,
        end=end,
        text=text[first.start : end],
        value=value,
        value_high=None if last is first else last.value,
        out_of=out_of[0] if out_of else None,
        unit_mult=mult,
        unit=unit,
        bound=_bound(grammar, text, first.start, end, floor),
        rise=_rise(grammar, text, first.start, end, floor),
    )


def _amount(grammar: _Grammar, text: str, found: re.Match[str], floor: int, notations: Notations) -> _Amount | None:
    """Read the number found, its sign, and multiplier and unit; None if it is not set as a number."""
    start, language = found.start(), grammar.lexicon.language
    if found["digits"]:
        value, number_end, ordinal = parse_digits(found["digits"], *notations), found.end(), False
    else:
        spoken = read_spoken(text, start, language)
        value, number_end, ordinal = spoken or (None, start, False)
    before = grammar.unit_before.search(text[max(floor, start - _LOOK_BACK) : start])
    if before:
        start -= before.end() - before.start()
    elif grammar.glued.search(text[max(0, start - 2) : start]):
        return None
    if value is None:
        return None
    value, number_end = _pointed(grammar, text, value, number_end)
    lead = text[max(floor, start - _LOOK_BACK) : start]
    if found["minus"] or grammar.sign.search(lead):
        value = -value
    unit = grammar.lexicon.meaning("units", before["unit"]) if before else RANK if ordinal else None
    amount = _behind(grammar, text, number_end, _Amount(start, number_end, number_end, value, None, unit))
    return _with_smaller(grammar, text, amount, notations)


def _pointed(grammar: _Grammar, text: str, value: Decimal, end: int) -> tuple[Decimal, int]:
    """Add a decimal part that is told behind the word for the point: two point five, hai phẩy năm."""
    point = grammar.point.match(text, end)
    digits = grammar.number.match(text, point.end()) if point and value == value.to_integral_value() else None
    spoken = read_spoken(text, digits.start(), grammar.lexicon.language) if digits and digits["spoken"] else None
    part, part_end = (
        (str(spoken.value), spoken.end) if spoken else (digits["digits"], digits.end()) if digits else ("", 0)
    )
    return (Decimal(f"{value}.{part}"), part_end) if (part or "").isdigit() else (value, end)


def _behind(grammar: _Grammar, text: str, position: int, amount: _Amount) -> _Amount:
    """Add the multiplier and unit that follow the number."""
    match = grammar.behind.match(text, position)
    if not match:
        return amount
    words = grammar.lexicon
    mult = int(words.meaning("magnitudes", match["mult"])) if match["mult"] else None
    mult = int(words.meaning("suffixes", match["suffix"])) if match["suffix"] else mult
    half = match["half"] or match["more"]
    value = amount.value + (Decimal(words.meaning("halves", half)) if half else 0)
    unit = words.meaning("units", match["unit"]) if match["unit"] else amount.unit
    if match["unit"] == "m" and match[0] == "m" and (amount.unit or grammar.counted.match(text, match.end())):
        mult, unit = _MILLION, amount.unit  # $5m, 5m visitors
    return amount._replace(end=match.end(), value=value, mult=mult, unit=unit)


def _with_smaller(grammar: _Grammar, text: str, amount: _Amount, notations: Notations) -> _Amount:
    """Add what is told in a smaller multiplier or coin behind: 1 triệu 200 nghìn, 2 dollars and 23 cents."""
    gap = grammar.smaller.match(text, amount.end) if amount.mult or amount.unit else None
    found = grammar.number.match(text, gap.end()) if gap else None
    if not gap or not found or found["minus"]:
        return amount
    spoken = None if found["digits"] else read_spoken(text, found.start(), grammar.lexicon.language)
    value = spoken.value if spoken else parse_digits(found["digits"] or "", *notations)
    end = spoken.end if spoken else found.end()
    if value is None or value < 0:
        return amount
    coin = grammar.subunit.match(text, end)
    if amount.unit and coin and value < _COINS:
        return amount._replace(value=amount.value + (value / _COINS).scaleb(-(amount.mult or 0)), end=coin.end())
    more = _behind(grammar, text, end, amount._replace(value=value, unit=None))
    joined = amount.mult and not amount.unit and more.mult and more.mult < amount.mult and not gap[0].strip()
    if not joined or value >= Decimal(10).scaleb((amount.mult or 0) - (more.mult or 0) - 1):
        return amount
    lower = value.scaleb((more.mult or 0) - (amount.mult or 0))
    return amount._replace(value=amount.value + lower, end=more.end, unit=more.unit)


def _range_end(grammar: _Grammar, text: str, first: _Amount, notations: Notations) -> _Amount:
    """Return the second number of a range, or the first amount if there is none."""
    dash = grammar.range.match(text, first.end)
    if not dash and grammar.between.search(text[max(0, first.start - _LOOK_BACK) : first.start]):
        dash = grammar.listed.match(text, first.end)
    # Rose from 5 to 8 tells two levels; tăng từ 5 đến 8 % may well be a range.
    if (
        dash
        and dash[0].strip().casefold() == "to"
        and grammar.trend.search(text[max(0, first.start - _LOOK_BACK) : first.start])
    ):
        return first
    found = grammar.number.match(text, dash.end()) if dash else None
    last = _amount(grammar, text, found, first.end, notations) if found else None
    if not last or (first.unit and last.unit and first.unit != last.unit) or last.value < 0:
        return first
    low, high = first.value.scaleb(first.mult or last.mult or 0), last.value.scaleb(last.mult or 0)
    return last if low < high else first


def _out_of(grammar: _Grammar, text: str, first: _Amount, notations: Notations) -> tuple[Decimal, _Amount] | None:
    """Return the whole of a ratio, and the amount with what follows it."""
    match = grammar.ratio.match(text, first.end)
    whole = parse_digits(match["digits"], *notations) if match else None
    if not match or whole is None or not 0 <= first.value <= whole:
        return None
    return whole, _behind(grammar, text, match.end(), first._replace(end=match.end()))


def _bound(grammar: _Grammar, text: str, start: int, end: int, floor: int) -> str:
    before = grammar.bound_before.search(text[max(floor, start - _LOOK_BACK) : start])
    if before:
        return grammar.lexicon.meaning("bounds", before["bound"])
    after = grammar.bound_after.match(text, end)
    return grammar.lexicon.meaning("bounds_after", after["bound"]) if after else EXACT


def _rise(grammar: _Grammar, text: str, start: int, end: int, floor: int) -> bool:
    before = grammar.rise_before.search(text[max(floor, start - _LOOK_BACK) : start])
    return bool(before or grammar.rise_after.match(text, end))
