"""Finds what a running text says of time, as far as its words go: a year may be missing, nothing is resolved.

A scan stops at numbers and at the head words of the forms, tries the forms there and takes the longest match. What
the table `no_dates` matches (document numbers, border markers) is passed over whole.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from timeline.phrases.dates import ask_dateparser, long_year, number
from timeline.phrases.leading import led, stands
from timeline.phrases.lexicon import Form, Language, load
from timeline.phrases.mention_forms import Tried, neighbours, scanner

_LISTS = ("days", "months", "quarters")
_WORD = re.compile(r"[0-9]+|[^\W\d_]+")
_LAST_MONTH = 12
_NEIGHBOURING = {"same_day": "same day", "next_day": "next day", "day_before": "next before"}
_UNITS = {
    "ngày": "day",
    "tuần": "week",
    "tháng": "month",
    "quý": "quarter",
    "năm": "year",
    **{unit: unit for unit in ("day", "week", "month", "quarter", "year")},
}
_PERIODS = ("quarter", "half", "first", "first_quarters", "last")
_MONTHS_OF = {"quarter": 3, "half": 6, "first_quarters": 3}


class Parts(NamedTuple):
    """One end of a date: year, month and day, 0 where the text does not say."""

    year: int = 0
    month: int = 0
    day: int = 0

    @property
    def grain(self) -> str:
        """The finest part that is told."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def edtf(self) -> str:
        """The end in EDTF, not checked against the calendar; it must have a year."""
        return "-".join(f"{part:0{width}}" for part, width in zip(self, (4, 2, 2), strict=True) if part)


_UNTOLD = Parts()


@dataclass(frozen=True, slots=True)
class Mention:
    """What text[start:end] says; `last` is the far end of a span, `fixed` an EDTF that needs no more reading.

    `shift` tells how to get there from the day spoken from ("year -1") or what to count ("nth 3 1", the third
    Tuesday); `needs` is the grain of the lead word without which it is no date.
    """

    start: int
    end: int
    first: Parts = _UNTOLD
    last: Parts | None = None
    fixed: str = ""
    kind: str = "date"
    shift: str = ""
    needs: str = ""
    part: str = ""
    limit: str = ""
    year_borrowed: bool = False
    joined: bool = False
    nearest: str = ""


def scan(text: str, language: Language) -> Iterator[Mention]:
    """Find the mentions of a text (NFC), in their order, none within another."""
    calendars = neighbours(language).calendars
    end = 0
    for start, forms in _heads(text, language):
        if start < end:
            continue
        found = [(match.end(), form, match) for form, pattern in forms if (match := pattern.match(text, start))]
        if not found:
            continue
        far = max(each[0] for each in found)
        longest = [(form, match) for end_, form, match in found if end_ == far]
        form, match = next((each for each in longest if stands(text, start, far, each[0].needs, language)), longest[0])
        if form.kind != "none" and _commas_alone(match, language) and not led(text, start, "day", language):
            continue
        end = far
        lunar = bool(calendars.match(text, far))
        for mention in _read(match, form, language):
            yield replace(mention, kind="lunar") if lunar else mention


def _heads(text: str, language: Language) -> Iterator[tuple[int, Tried]]:
    """Find where a form may start, and the forms to try there."""
    forms, glued = scanner(language)
    lower = text.replace("İ", "I").lower()  # İ alone is longer in lower case, which would shift all that follows
    for word in _WORD.finditer(lower):
        tried = forms.get("0" if word[0].isdecimal() else word[0])
        if not tried:
            continue
        number = word[0].isdecimal()
        before = lower[word.start() - 1 : word.start()]
        free = not before or not (before.isalnum() or before == "_" or (number and before in "/.,"))
        if (
            before == "-"
            and number
            and len(word[0]) <= len("19")
            and lower[word.start() - 2 : word.start() - 1].isalpha()
        ):
            continue  # Covid-19
        if free or (number and lower.endswith(glued, 0, word.start())):
            yield word.start(), tried


def _commas_alone(match: re.Match[str], language: Language) -> bool:
    days = match.groupdict().get("days") or ""
    return "," in days and match[0][0].isdecimal() and not re.search(load(language).pattern("joiners"), days)


def _read(match: re.Match[str], form: Form, language: Language) -> Iterator[Mention]:
    if form.kind == "none":
        return
    found = {name: value for name, value in match.groupdict().items() if value is not None}
    blank = _blank(match, form, found, language)
    year = blank.first.year
    if form.kind == "loose":
        fixed = ask_dateparser(match[0], language)
        yield from [replace(blank, kind="date", first=_parts(fixed))] if fixed else []
    elif "decade" in found:
        yield replace(blank, fixed=f"{found['decade']}X")
    elif "relative_week" in found or "relative_month" in found:
        yield _within(blank, found, language)
    elif "relative" in found:
        yield replace(blank, shift=load(language).meaning("relatives", found["relative"]))
    elif "later" in found:
        yield replace(blank, shift=f"later {_unit(found['later'])} {number(found['count'], language)}", kind="relative")
    elif form.span == "this":
        yield replace(blank, shift=f"{_unit(found['unit'])} 0", kind="relative")
    elif "last_year" in found:
        yield replace(blank, last=Parts(_later(year, found["last_year"])))
    elif form.span in _PERIODS:
        first, last = _months(found, form, language)
        yield replace(blank, first=Parts(year, first), last=Parts(year, last))
    elif form.span == "nth":
        weekday = load(language).meaning("weekdays", found["weekday"]) if "weekday" in found else "week"
        nth = number(found["nth"], language) if found["nth"] else 1
        yield replace(blank, shift=f"nth {nth} {weekday}", first=_told(found, blank, language))
    elif form.span == "first_day":
        yield replace(blank, first=_told(found, blank, language, 1))
    else:
        yield from _each(match, form, blank, found, language)


def _within(blank: Mention, found: Mapping[str, str], language: Language) -> Mention:
    """Read a weekday of a week or a day of a month that lean on the day spoken from: thứ sáu tuần này."""
    lexicon = load(language)
    if "relative_week" in found:
        weekday = lexicon.meaning("weekdays", found["weekday"])
        by = lexicon.meaning("relatives", found["relative_week"]).split()[1]
        return replace(blank, shift=f"weekday {weekday} {by}", kind="relative")
    shift = lexicon.meaning("relatives", found["relative_month"])
    return replace(blank, shift=shift, first=Parts(day=number(found["days"], language)), kind="relative")


def _blank(match: re.Match[str], form: Form, found: Mapping[str, str], language: Language) -> Mention:
    """Return the mention with all that holds for every date of the match."""
    year = found.get("year") or long_year(found.get("short_year", ""))
    shift = load(language).meaning("relatives", found["relative_year"]) if "relative_year" in found else ""
    waived = bool(year or shift) and form.needs in ("day", "month") and "short_year" not in found
    kind = form.kind or "date"
    if kind in ("numbers", "dashed"):
        kind = "ambiguous" if _unclear(found, kind, language) else "date"
    return Mention(
        match.start(),
        match.end(),
        Parts(int(year or 0)),
        kind=kind,
        shift=_NEIGHBOURING.get(kind, shift),
        needs="" if waived else form.needs,
    )


def _unit(word: str) -> str:
    return _UNITS[word.casefold().rstrip("s")]


def _later(year: int, last: str) -> int:
    """Return the last year of a span, whose century may be left out: 2024-25."""
    return int(last) if len(last) > len("25") else year // 100 * 100 + int(last)


def _unclear(found: Mapping[str, str], kind: str, language: Language) -> bool:
    """Tell whether numbers may mean two dates: day and month either way (10/4/2025), or two days (10-11)."""
    day, month = number(found["days"], language), int(found["month"])
    if kind == "numbers":
        return day != month and day <= _LAST_MONTH
    return day < month and not found["month"].startswith("0")


def _parts(edtf: str) -> Parts:
    return Parts(*map(int, edtf.split("-")))


def _told(found: Mapping[str, str], blank: Mention, language: Language, day: int = 0) -> Parts:
    """Return year and month as told, with a day."""
    return Parts(blank.first.year, _month(found.get("month") or found.get("month_name") or "0", language), day)


def _month(word: str, language: Language) -> int:
    bare = word.rstrip(".")
    return int(bare) if bare.isdigit() else int(load(language).meaning("months", bare))


def _months(found: Mapping[str, str], form: Form, language: Language) -> tuple[int, int]:
    """Return the first and last month of the part of a year that is named."""
    if form.span in ("quarter", "half"):
        length = _MONTHS_OF[form.span]
        place = number(found.get(form.span) or found["nth"], language)
        return (place - 1) * length + 1, place * length
    count = form.months or number(found["count"], language) * _MONTHS_OF.get(form.span, 1)
    return (_LAST_MONTH + 1 - count, _LAST_MONTH) if form.span == "last" else (1, count)


def _each(
    match: re.Match[str], form: Form, blank: Mention, found: Mapping[str, str], language: Language
) -> Iterator[Mention]:
    """Read every day, month or quarter of a list; a range within it is one mention."""
    name = next((name for name in _LISTS if name in found), "")
    if not name:
        yield replace(blank, first=_told(found, blank, language))
        return
    runs = list(_runs(found[name], name, language))
    for place, (start, end, values) in enumerate(runs):
        ends = [_end_of(name, value, blank, found, language) for value in values]
        yield replace(
            blank,
            start=blank.start if place == 0 else match.start(name) + start,
            end=blank.end if place == len(runs) - 1 else match.start(name) + end,
            first=ends[0][0],
            last=ends[-1][1] if len(ends) > 1 or ends[0][1] != ends[0][0] else None,
            needs="" if name == "months" and max(len(runs), len(values)) > 1 else blank.needs,
            joined=len(values) > 1,
        )


def _end_of(name: str, value: int, blank: Mention, found: Mapping[str, str], language: Language) -> tuple[Parts, Parts]:
    if name == "quarters":
        return Parts(blank.first.year, value * 3 - 2), Parts(blank.first.year, value * 3)
    one = _told(found, blank, language, value) if name == "days" else Parts(blank.first.year, value)
    return one, one


def _runs(text: str, name: str, language: Language) -> Iterator[tuple[int, int, list[int]]]:
    """Split a list at its joiners: where each run starts and ends, and its one or two values."""
    ranges = neighbours(language).ranges
    current: tuple[int, int, list[int]] | None = None
    for start, end in _items(text, language):
        word = text[start:end]
        value = _month(word, language) if name == "months" else number(word.lower().removeprefix("the "), language)
        if current and len(current[2]) == 1 and ranges.match(text[current[1] : start]):
            current = current[0], end, [*current[2], value]
            continue
        if current:
            yield current
        current = start, end, [value]
    if current:
        yield current


def _items(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """Return where the items of a list stand: what is left between its joiners and repeated words."""
    between = rf"\s*(?:{load(language).pattern('joiners')}|,)\s*(?:{load(language).pattern('joiners')}\s*)?"
    start = 0
    for gap in [*re.finditer(between, text, re.IGNORECASE), None]:
        end = gap.start() if gap else len(text)
        again = re.match(r"\s*(?:(?:ngày|tháng|quý|the)\s+)?", text[start:end], re.IGNORECASE)
        yield start + (again.end() if again else 0), end
        start = gap.end() if gap else end
