"""Dates in a text of one language, as EDTF: never more precise than the text, and never the clock.

The forms of the lexicon come first. dateparser stands behind them, only for spans that name day, month and year in
words the forms do not know; this is the one module that imports it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from timeline.phrases.lexicon import Form, Language, key, load
from timeline.phrases.patterns import FLAGS, compiled

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTHS_OF = {"quarter": 3, "half": 6}
_LAST_MONTH = 12
_PIVOT = 30  # spreadsheets read two digits below it as 20xx, else as 19xx
_ANY_DAY = datetime(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date as written, text[start:end], and what it says.

    `edtf` is plain: the date or span that is named, without what the words around it make of it. `find_dates` gives
    years, months and days only. `read_dates` gives spans too, and "" for what it recognised and cannot resolve.

    Attributes:
        basis: stated, year_inferred (from the context) or inferred (relative words, «đến nay»): a DateBasis.
        kind: date; relative (năm nay, last month); same_day (cùng ngày), next_day (hôm sau), day_before
            (hôm trước) and same_period (cùng kỳ);
            compared (so với tháng trước, from the period told before it); ambiguous
            (10/4/2025 in English); lunar.
        part: early, mid or late, where the text says so.
        limit: since, until, before or after, where the text says so and no span was made of it; see `reach`.
        role: what the date is for where nothing happened on it: as_of (of figures), term (of office, of a plan),
            document (its own date), origin (since when something is or holds).
        unsure: whether the context could mean another year too.
    """

    start: int
    end: int
    text: str
    edtf: str
    basis: str = "stated"
    kind: str = "date"
    part: str = ""
    limit: str = ""
    role: str = ""
    unsure: bool = False

    @property
    def reach(self) -> str:
        """The date with its limit: `2019/..` of since 2019, `../2026-03-15` of until; else `edtf`."""
        if self.limit == "since" and self.edtf:
            return f"{self.edtf.split('/')[0]}/.."
        if self.limit == "until" and self.edtf:
            return f"../{self.edtf.split('/')[-1]}"
        return self.edtf


def find_dates(text: str, language: Language) -> list[DateSpan]:
    """Find the dates of a text (NFC), in their order, none within another.

    A date that is not in the calendar is not returned, nor any part of it; nor are dates of the lunar calendar.
    """
    known = list(_grammar_dates(text, language))
    spans = [span for span in _longest([*known, *_loose_dates(text, language, known)]) if span.edtf]
    return [span for span in spans if not _calendar(language).match(text, span.end)]


def edtf_of(match: re.Match[str], form: Form, language: Language) -> str:
    """Return what a match of a form says in EDTF, not checked against the calendar; "" where it names no year."""
    found = {name: value for name, value in match.groupdict().items() if value is not None}
    if "decade" in found:
        return f"{found['decade']}X"
    year = found.get("year") or long_year(found.get("short_year", ""))
    if not year:
        return ""
    if form.span:
        first, last = months_of(match, form, language)
        return f"{year}-{first:02}/{year}-{last:02}"
    start = _parts(found, language, "1")
    end = _parts(found, language, "")
    if not start:
        return "-".join([year, *end])
    # What stands once, at the end, holds for the start too: 10 - 15/10/2023.
    start = [*end[: len(end) - len(start)], *start] if len(start) < len(end) else start
    return f"{'-'.join([year, *start])}/{'-'.join([year, *end])}"


def months_of(match: re.Match[str], form: Form, language: Language) -> tuple[int, int]:
    """Return the first and last month of the part of a year that a form of the table `periods` names."""
    found = match.groupdict()
    if form.span in _MONTHS_OF:
        length = _MONTHS_OF[form.span]
        place = number(found.get(form.span) or found["nth"], language)
        return (place - 1) * length + 1, place * length
    count = form.months or number(found["count"], language)
    return (1, count) if form.span == "first" else (_LAST_MONTH + 1 - count, _LAST_MONTH)


def is_day(edtf: str) -> bool:
    """Tell whether a year, month or day is in the calendar."""
    try:
        date(*map(int, (edtf + "-01-01").split("-")[:3]))
    except ValueError:
        return False
    return True


def _parts(found: dict[str, str], language: Language, suffix: str) -> list[str]:
    """Return month and day of one end as far as they are told, two digits each."""
    name = found.get(f"month_name{suffix}")
    month = load(language).meaning("months", name) if name else found.get(f"month{suffix}", "")
    day = found.get(f"day{suffix}", "")
    return [f"{int(part):02}" for part in (month, day) if part]


def number(word: str, language: Language) -> int:
    """Read a count or place in a year: 6, sáu, II, second, 2nd."""
    meanings = load(language).meanings
    folded = key(word)
    known = _ROMAN.get(folded) or meanings["ordinals"].get(folded) or meanings["numbers"].get(folded)
    return int(float(known)) if known else int("".join(filter(str.isdigit, folded)))


def long_year(short: str) -> str:
    """Return the year that two digits mean: 30 is 1930, 29 is 2029."""
    return short and f"{20 if int(short) < _PIVOT else 19}{short}"


def _grammar_dates(text: str, language: Language) -> Iterator[DateSpan]:
    for form, pattern in compiled(language, "dates"):
        for match in pattern.finditer(text):
            edtf = edtf_of(match, form, language)
            yield DateSpan(match.start(), match.end(), match[0], edtf if is_day(edtf) else "")


def _loose_dates(text: str, language: Language, known: list[DateSpan]) -> Iterator[DateSpan]:
    """Find the whole dates that only dateparser can read; a day the forms know, or know to be none, is not asked."""
    settled = [span for span in known if span.edtf.count("-") == 2 or not span.edtf]
    for _, pattern in compiled(language, "loose_dates"):
        for match in pattern.finditer(text):
            if all(match.end() <= span.start or span.end <= match.start() for span in settled):
                yield DateSpan(match.start(), match.end(), match[0], ask_dateparser(match[0], language))


@lru_cache(maxsize=4_096)
def ask_dateparser(span: str, language: Language) -> str:
    """Return the day that a span of day, month and year names, "" if there is none."""
    # Imported here: it is slow to import, and few texts need it.
    import dateparser  # noqa: PLC0415

    found = dateparser.parse(
        " ".join(span.split()),
        languages=[language.value],
        settings={
            "DATE_ORDER": "DMY",
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
            "RELATIVE_BASE": _ANY_DAY,
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    if found is None:
        return ""
    numbers = {int(digits) for digits in re.findall(r"[0-9]+", span)}
    return found.date().isoformat() if {found.year, found.day} <= numbers else ""


def _longest(spans: Iterable[DateSpan]) -> list[DateSpan]:
    """Keep of spans that overlap the longest, of equals the first."""
    kept: list[DateSpan] = []
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


@lru_cache(maxsize=len(Language))
def _calendar(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\s*[(,]?\s*{load(language).pattern('calendars')}", FLAGS)
