"""What stands round a number: its sign, multiplier, unit and bound, and the number that ends a range or is a whole.

A figure is read outward from its number: signs, units and bounds stand before it, multipliers and units behind it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from timeline.phrases.grammar import Grammar, grammar_of
from timeline.phrases.lexicon import Language
from timeline.phrases.numerals import parse_digits, read_spoken
from timeline.phrases.passing import Passing

EXACT = "exact"
RANK = "rank"
PARTS = frozenset(map(Decimal, ("0.25", "0.5", "0.75")))
"""Parts of a whole that are told in words."""

Notations = tuple[Language, ...]
"""Whose separators a number may be set with, the first one in which it is a number."""

_MILLION = 6
_COINS = 100  # to a unit of money
_LOOK_BACK = 48  # characters before a number in which its unit and bound are looked for


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
    grammar = grammar_of(language)
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


def _figure(grammar: Grammar, text: str, found: re.Match[str], floor: int, notations: Notations) -> Figure | None:
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


def _amount(grammar: Grammar, text: str, found: re.Match[str], floor: int, notations: Notations) -> _Amount | None:
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


def _pointed(grammar: Grammar, text: str, value: Decimal, end: int) -> tuple[Decimal, int]:
    """Add a decimal part that is told behind the word for the point: two point five, hai phẩy năm."""
    point = grammar.point.match(text, end)
    digits = grammar.number.match(text, point.end()) if point and value == value.to_integral_value() else None
    spoken = read_spoken(text, digits.start(), grammar.lexicon.language) if digits and digits["spoken"] else None
    part, part_end = (
        (str(spoken.value), spoken.end) if spoken else (digits["digits"], digits.end()) if digits else ("", 0)
    )
    return (Decimal(f"{value}.{part}"), part_end) if (part or "").isdigit() else (value, end)


def _behind(grammar: Grammar, text: str, position: int, amount: _Amount) -> _Amount:
    """Add the multiplier and unit that follow the number."""
    match = grammar.behind.match(text, position)
    if not match:
        return amount
    words = grammar.lexicon
    mult = int(words.meaning("magnitudes", match["mult"])) if match["mult"] else None
    mult = int(words.meaning("suffixes", match["suffix"])) if match["suffix"] else mult
    half = match["half"] or match["more"]
    value = amount.value + Decimal(words.meaning("halves", half)) if half else amount.value
    unit = words.meaning("units", match["unit"]) if match["unit"] else amount.unit
    if match["unit"] == "m" and match[0] == "m" and (amount.unit or grammar.counted.match(text, match.end())):
        mult, unit = _MILLION, amount.unit  # $5m, 5m visitors
    return amount._replace(end=match.end(), value=value, mult=mult, unit=unit)


def _with_smaller(grammar: Grammar, text: str, amount: _Amount, notations: Notations) -> _Amount:
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
    lower = value.copy_sign(amount.value).scaleb((more.mult or 0) - (amount.mult or 0))
    return amount._replace(value=amount.value + lower, end=more.end, unit=more.unit)


def _range_end(grammar: Grammar, text: str, first: _Amount, notations: Notations) -> _Amount:
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


def _out_of(grammar: Grammar, text: str, first: _Amount, notations: Notations) -> tuple[Decimal, _Amount] | None:
    """Return the whole of a ratio, and the amount with what follows it."""
    match = grammar.ratio.match(text, first.end)
    whole = parse_digits(match["digits"], *notations) if match else None
    if not match or whole is None or not 0 <= first.value <= whole:
        return None
    return whole, _behind(grammar, text, match.end(), first._replace(end=match.end()))


def _bound(grammar: Grammar, text: str, start: int, end: int, floor: int) -> str:
    before = grammar.bound_before.search(text[max(floor, start - _LOOK_BACK) : start])
    if before:
        return grammar.lexicon.meaning("bounds", before["bound"])
    after = grammar.bound_after.match(text, end)
    return grammar.lexicon.meaning("bounds_after", after["bound"]) if after else EXACT


def _rise(grammar: Grammar, text: str, start: int, end: int, floor: int) -> bool:
    before = grammar.rise_before.search(text[max(floor, start - _LOOK_BACK) : start])
    return bool(before or grammar.rise_after.match(text, end))
