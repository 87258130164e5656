"""Dates as this project writes them: a small part of EDTF (Library of Congress, 2019), and what they mean.

One date is a year, month or day (`2026`, `2026-02`, `2026-02-06`), or one with digits left open at its right end
(`199X`, `19XX`, `2026-XX`, `2026-02-XX`, `2026-XX-XX`); either may end in one qualifier: `~` approximate,
`?` uncertain, `%` both. `a/b` lasted from a to b, where one end may be `..` for open. `[a..b]` happened some day
within; its ends are plain years, months or days. Years run from 0001 to 9999. Nothing else is a date here: no
seasons or quarters, times, negative years or blanks.

A qualifier says how sure the writer is, not how far the date reaches: bounds and precision ignore it.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

_OPEN = ".."
_QUALIFIERS = "~?%"
_PLAIN = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?"
_UNKNOWN_DIGITS = r"[0-9]{2}(?:[0-9]X|XX)|[0-9]{4}-(?:XX(?:-XX)?|[0-9]{2}-XX)"
_DATE = rf"(?:{_PLAIN}|{_UNKNOWN_DIGITS})[{_QUALIFIERS}]?"

PATTERN: str = rf"^(?:{_DATE}(?:/(?:{_DATE}|\.\.))?|\.\./{_DATE}|\[{_PLAIN}\.\.{_PLAIN}\])$"
"""The grammar as a regular expression, in the dialect that ECMA-262, Python and Rust share.

It matches every text that `parse` accepts, and beyond those only what the calendar or the order of the ends
refuses. Python's `re.search` lets `$` stand before a last newline: use `re.fullmatch`.
"""

_SURE_YEAR = "(?:[0-9]{3}[1-9]|[0-9]{2}[1-9][0-9]|[0-9][1-9][0-9]{2}|[1-9][0-9]{3})"
_SURE_DAY = "(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31"
DAY: str = f"{_SURE_YEAR}-(?:{_SURE_DAY})"
"""Single days that the calendar has for certain; the last day of a leap year's February is left out."""
SURE: str = f"{_SURE_YEAR}(?:-(?:0[1-9]|1[0-2]|{_SURE_DAY}))?"
"""Single years, months and days that the calendar has for certain.

It holds for most dates, and costs a table a fraction of what `parse` costs.
"""

_WHOLE = re.compile(PATTERN)
_ONE_DATE = re.compile(_DATE)
_ONE_PLAIN = re.compile(_PLAIN)
_UNITS = {1: "M", 3: "Q", 6: "S", 12: "A"}  # months -> SDMX CL_FREQ


class Reason(StrEnum):
    """Why a text is no date."""

    SYNTAX = "syntax"
    IMPOSSIBLE = "impossible"
    REVERSED = "reversed"


class Kind(StrEnum):
    """What a text says of its span: one date, lasted throughout it, or happened on one day within it."""

    DATE = "date"
    INTERVAL = "interval"
    WITHIN = "within"


class Precision(StrEnum):
    """The grain of a date, finest first. Of two ends it is the coarser one; an open end has none.

    It is the smallest unit that is known: `2026-XX`, some month of 2026, is known to the year.
    """

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


_GRAINS = list(Precision)
_GRAIN_OF_YEAR = (Precision.YEAR, Precision.DECADE, Precision.CENTURY)  # by the number of X in it


class EdtfError(ValueError):
    """A text that is no date.

    `text` is the whole text, `part` the offending end of it (`2026-02-30`), or the whole text if no end alone is at
    fault.
    """

    def __init__(self, reason: Reason, text: str, part: str) -> None:
        """Keep the facts; whoever reports them says what to write instead."""
        super().__init__(reason, text, part)
        self.reason, self.text, self.part = reason, text, part

    def __str__(self) -> str:
        """Say in one sentence what is wrong."""
        match self.reason:
            case Reason.SYNTAX:
                return f'"{self.part}" is not EDTF as used here'
            case Reason.IMPOSSIBLE:
                return f'"{self.part}" is not in the calendar (years 0001 to 9999)'
            case Reason.REVERSED:
                return f'"{self.text}" ends before it starts'


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date that was read: the text as written, and the first and last day it may touch (None: an open end)."""

    text: str
    kind: Kind
    earliest: date | None
    latest: date | None
    precision: Precision


@lru_cache(maxsize=65_536)
def parse(text: str) -> Edtf:
    """Read a date.

    Ends are reversed if no reading puts them in order: every day of the first lies after every day of the second.
    So `2026-02/2026-01-31` is refused, while `2026/2026-03-16` (from some day of 2026 to 16 March) and
    `2026-03-16/2026` (from 16 March to some day of 2026) stand: ends of unlike precision may overlap.

    Raises:
        EdtfError: the text is no date.
    """
    if not _WHOLE.fullmatch(text):
        raise EdtfError(Reason.SYNTAX, text, _misspelt(text))
    kind, start, end = _split(text)
    opening, closing = (None if part == _OPEN else _span(part, text) for part in (start, end))
    first = opening[0] if opening else None
    last = closing[1] if closing else None
    if first and last and first > last:
        raise EdtfError(Reason.REVERSED, text, text)
    grains = [span[2] for span in (opening, closing) if span]
    return Edtf(text, kind, first, last, max(grains, key=_GRAINS.index))


def earliest(text: str) -> date | None:
    """Return the first day the date may touch; None if its start is open. Raises EdtfError."""
    return parse(text).earliest


def latest(text: str) -> date | None:
    """Return the last day the date may touch; None if its end is open. Raises EdtfError."""
    return parse(text).latest


def precision(text: str) -> Precision:
    """Return the grain of the date. Raises EdtfError."""
    return parse(text).precision


def canonical(text: str) -> str:
    """Return the one writing of a date: `a/a` and `[a..a]` are `a`, all else is unchanged. Raises EdtfError.

    A span of two unlike ends stays as written: `2026-01/2026-12` tells more of its ends than `2026`.
    """
    parse(text)
    _, start, end = _split(text)
    return start if start == end else text


def nests(inner: str, outer: str) -> bool:
    """Tell whether the span of `inner` lies within the span of `outer`, from first to last day. Raises EdtfError.

    Kinds and qualifiers do not count. An open end reaches beyond every day and lies within an open end only.
    """
    small, large = parse(inner), parse(outer)
    starts_within = large.earliest is None or (small.earliest is not None and small.earliest >= large.earliest)
    ends_within = large.latest is None or (small.latest is not None and small.latest <= large.latest)
    return starts_within and ends_within


def freq(text: str) -> str:
    """Return the SDMX CL_FREQ code if the date is one calendar unit: D, M, Q, S (half-year) or A; else "".

    A qualifier on a single date keeps its unit: `2024~` is a year, though perhaps not that one. What leaves the
    reach of a span in doubt takes the unit away: an X, `[a..b]`, an open end, a qualified end of an interval, and
    ends of unlike precision. Raises EdtfError.
    """
    whole = parse(canonical(text))
    if whole.kind is Kind.WITHIN or "X" in text or not whole.earliest or not whole.latest:
        return ""
    if whole.kind is Kind.INTERVAL and not _exact_ends(whole.text):
        return ""
    if whole.earliest == whole.latest:
        return "D"
    return _unit(whole.earliest, whole.latest)


def _unit(first: date, last: date) -> str:
    ends_a_month = last.day == monthrange(last.year, last.month)[1]
    if first.day != 1 or not ends_a_month:
        return ""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    in_step = (first.month - 1) % months == 0
    return _UNITS.get(months, "") if in_step else ""


def _exact_ends(text: str) -> bool:
    _, start, end = _split(text)
    return len(start) == len(end) and not set(text) & set(_QUALIFIERS)


def _split(text: str) -> tuple[Kind, str, str]:
    """Take a text of the right syntax apart; a single date is both its ends."""
    if text.startswith("["):
        start, _, end = text[1:-1].partition(_OPEN)
        return Kind.WITHIN, start, end
    start, slash, end = text.partition("/")
    return (Kind.INTERVAL, start, end) if slash else (Kind.DATE, text, text)


def _span(part: str, text: str) -> tuple[date, date, Precision]:
    """Return first day, last day and grain of one date, the qualifier put aside."""
    year, *rest = part.rstrip(_QUALIFIERS).split("-")
    known = [int(digits) for digits in rest if digits != "XX"]
    try:
        match known:
            case [month, day]:
                first = last = date(int(year), month, day)
                return first, last, Precision.DAY
            case [month]:
                first = date(int(year), month, 1)
                return first, first.replace(day=monthrange(first.year, month)[1]), Precision.MONTH
            case _:
                first = date(int(year.replace("X", "0")), 1, 1)
                return first, date(int(year.replace("X", "9")), 12, 31), _GRAIN_OF_YEAR[year.count("X")]
    except ValueError:
        raise EdtfError(Reason.IMPOSSIBLE, text, part) from None


def _misspelt(text: str) -> str:
    """Return the first end that is no date, or the whole text if the ends alone are not at fault."""
    bracketed = text.startswith("[") and text.endswith("]")
    ends = text[1:-1].split(_OPEN) if bracketed else text.split("/")
    one_end = _ONE_PLAIN if bracketed else _ONE_DATE
    match ends:
        case [str(start), str(end)] if start and end:
            return next((part for part in ends if part != _OPEN and not one_end.fullmatch(part)), text)
        case _:
            return text
