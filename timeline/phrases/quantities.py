"""Figures in a text of one language: value, multiplier, unit, and how they are bounded.

A figure is read outward from its number: signs, units and bounds stand before it, multipliers and units behind it.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from timeline.phrases.lexicon import Language, Lexicon, any_of, load
from timeline.phrases.numerals import other, parse_digits, read_spoken, spoken_start
from timeline.phrases.patterns import FLAGS, compiled

EXACT = "exact"
RANK = "rank"

Notations = tuple[Language, ...]
"""Whose separators a number may be set with, the first one in which it is a number."""

_TURNED = {"over": "under", "at_least": "at_most", "under": "over", "at_most": "at_least", "nearly": "over"}
_LOOK_BACK = 48  # characters before a number in which its unit and bound are looked for
_DIGITS = r"[0-9]+(?:[.,][0-9]+)*"
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


def read_figures(text: str, language: Language, *, other_notation: bool = False) -> list[Figure]:
    """Find the figures in a text (NFC), in their order.

    Telephone, document and border marker numbers and dates are passed over.

    Args:
        text: a few words or a line.
        language: of the text.
        other_notation: read digits with the separators of the other language.
    """
    return list(_read(text, language, (other(language) if other_notation else language,)))


def reads_as(printed: str, language: Language, value: Decimal, unit_mult: int, *, unsigned_fall: bool = False) -> bool:
    """Tell whether a printed figure is value × 10^unit_mult, exactly.

    Either end of a range counts, and the first number of «6.494/6.508». The other language's separators count for a
    number that is not set in its own: in Vietnamese 2.96 is read so, and 1.524 is a thousand and more.

    Args:
        printed: the figure, as printed.
        language: of the text.
        value: the number wanted.
        unit_mult: its power of ten.
        unsigned_fall: whether a figure without a sign also stands for a fall («15%» for −15), unless a plus sign or a
            word of increase is printed with it.
    """
    return _bearer(printed, language, value.scaleb(unit_mult), unsigned_fall) is not None


def printed_bound(
    printed: str, language: Language, value: Decimal, unit_mult: int, *, unsigned_fall: bool = False
) -> str | None:
    """Return the bound that is printed with the figure that `reads_as` the value, or None if there is none.

    A fall turns it: «hơn 15%» for −15 is under −15, and «gần 15%» is over it.
    """
    wanted = value.scaleb(unit_mult)
    figure = _bearer(printed, language, wanted, unsigned_fall)
    if not figure or figure.bound == EXACT:
        return None
    return _TURNED.get(figure.bound, figure.bound) if wanted < 0 <= figure.value else figure.bound


def printed_unit(printed: str, language: Language) -> str | None:
    """Return the unit code of the first figure in a printed text, or None if it names none."""
    figures = _read(_plain(printed), language, (language, other(language)))
    return figures[0].unit if figures else None


def _bearer(printed: str, language: Language, wanted: Decimal, unsigned_fall: bool) -> Figure | None:
    """Return the first figure one of whose numbers is the one wanted."""
    for figure in _read(_plain(printed), language, (language, other(language))):
        wants = {wanted, -wanted} if unsigned_fall and wanted < 0 and not figure.rise else {wanted}
        ends = (figure.value, figure.value_high)
        if wants & {end.scaleb(figure.unit_mult) for end in ends if end is not None}:
            return figure
    return None


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
    skip: tuple[re.Pattern[str], ...]
    unit_before: re.Pattern[str]
    behind: re.Pattern[str]
    bound_before: re.Pattern[str]
    bound_after: re.Pattern[str]
    sign: re.Pattern[str]
    rise_before: re.Pattern[str]
    rise_after: re.Pattern[str]
    range: re.Pattern[str]
    glued: re.Pattern[str]
    glued_on: re.Pattern[str]
    ratio: re.Pattern[str]


@lru_cache(maxsize=len(Language))
def _grammar(language: Language) -> _Grammar:
    words = load(language)
    unit_before = words.pattern("units", places=("before", "either"))
    unit_behind = words.pattern("units")
    ranges = any_of(words.meaning_words("joiners", "range"))
    opener = rf"(?:{words.pattern('openers')}\s+)?"
    ratio = rf"(?:\s?/\s?|\s+(?:\w+\s+)?{words.pattern('ratios')}\s+)"
    return _Grammar(
        lexicon=words,
        number=_pattern(rf"(?P<minus>{_MINUS})?(?P<digits>{_DIGITS})|(?P<spoken>{spoken_start(language)})"),
        skip=tuple(pattern for _, pattern in compiled(language, "skips")),
        unit_before=_pattern(rf"(?<!\w)(?P<unit>{unit_before})[\s*]*\Z"),
        behind=_pattern(
            rf"(?:[\s*]*(?P<mult>{words.pattern('magnitudes')}))?"
            rf"(?:(?:[\s*]*|-(?=[^\W\d]))(?P<unit>{unit_behind}))?"
        ),
        bound_before=_pattern(rf"(?<!\w)(?P<bound>{words.pattern('bounds')})[\s*]*{opener}\Z"),
        bound_after=_pattern(rf"\s*(?:\([^()\s]+\)\s*)?(?P<bound>{words.pattern('bounds_after')})"),
        sign=_pattern(rf"(?<!\w){words.pattern('signs')}\s+\Z"),
        rise_before=_pattern(rf"\+\s*\Z|(?<!\w){words.pattern('rises')}"),
        rise_after=_pattern(rf"\s*{words.pattern('rises')}"),
        range=_pattern(rf"\s*{ranges}\s*(?:{unit_before}\s?)?"),
        glued=_pattern(_GLUED),
        glued_on=_pattern(_GLUED_ON),
        ratio=_pattern(rf"{ratio}(?P<digits>{_DIGITS})(?![/-]?[0-9])"),
    )


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, FLAGS)


@lru_cache(maxsize=16_384)
def _read(text: str, language: Language, notations: Notations) -> tuple[Figure, ...]:
    grammar = _grammar(language)
    skipped = sorted(match.span() for pattern in grammar.skip for match in pattern.finditer(text))
    figures: list[Figure] = []
    floor = 0
    position = 0
    while found := grammar.number.search(text, position):
        passed = [end for start, end in skipped if start <= found.start("digits") < end]
        figure = None if passed else _figure(grammar, text, found, floor, notations)
        if figure:
            figures.append(figure)
        position = figure.end if figure else max([found.end(), *passed])
        floor = position
    return tuple(figures)


def _figure(grammar: _Grammar, text: str, found: re.Match[str], floor: int, notations: Notations) -> Figure | None:
    first = _amount(grammar, text, found, floor, notations)
    if not first:
        return None
    out_of = _out_of(grammar, text, first, notations)
    last = first if out_of else _range_end(grammar, text, first, notations)
    end = out_of[1].end if out_of else last.end
    if not out_of and grammar.glued_on.match(text, end):
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
    lead = text[max(floor, start - _LOOK_BACK) : start]
    if found["minus"] or grammar.sign.search(lead):
        value = -value
    unit = grammar.lexicon.meaning("units", before["unit"]) if before else RANK if ordinal else None
    return _behind(grammar, text, number_end, _Amount(start, number_end, number_end, value, None, unit))


def _behind(grammar: _Grammar, text: str, position: int, amount: _Amount) -> _Amount:
    """Add the multiplier and unit that follow the number."""
    match = grammar.behind.match(text, position)
    if not match:
        return amount
    mult = int(grammar.lexicon.meaning("magnitudes", match["mult"])) if match["mult"] else None
    unit = grammar.lexicon.meaning("units", match["unit"]) if match["unit"] else amount.unit
    return amount._replace(end=match.end(), mult=mult, unit=unit)


def _range_end(grammar: _Grammar, text: str, first: _Amount, notations: Notations) -> _Amount:
    """Return the second number of a range, or the first amount if there is none."""
    dash = grammar.range.match(text, first.end)
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


def _plain(printed: str) -> str:
    return normalize("NFC", printed.replace("**", ""))
