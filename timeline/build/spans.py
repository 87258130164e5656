"""Where a period stands in a table with a column a year: in which year, and as which part of it."""

import re
from functools import lru_cache
from typing import NamedTuple

DATE = r"([0-9]{4})((?:-[0-9]{2}){0,2})"
SPAN = re.compile(rf"{DATE}(?:/{DATE})?")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
"""In English, whatever the language of the machine."""
WHOLE = ("year", "Whole year", "Cả năm")


class Place(NamedTuple):
    """A period's year and, alike in every year, which part of it is meant, against which base; "" where it has none.

    Attributes:
        year: The year of a period that lies within one, or the last of several whole years.
        code: The part of the year and the base, in letters and digits.
        span_en: The part of the year in English.
        span_vi: The part of the year in Vietnamese.
        base_en: The base period as seen from the period, in English.
        base_vi: The base period as seen from the period, in Vietnamese.
    """

    year: str = ""
    code: str = ""
    span_en: str = ""
    span_vi: str = ""
    base_en: str = ""
    base_vi: str = ""


@lru_cache(maxsize=1 << 14)
def place(period: str, base: str) -> Place:
    """The place of a value; an empty one if its period or base is untold, open, in doubt or across years."""
    now, before = _read(period), _read(base)
    if not now or (base and not before):
        return Place()
    year, code, en, vi = now
    if not before:
        return Place(year, code, en, vi)
    lag = int(year) - int(before[0])
    side = f"b{lag}" if lag >= 0 else f"a{-lag}"
    base_en, base_vi = _distance(lag)
    if before[1] != code:
        side, base_en, base_vi = f"{side}-{before[1]}", f"{before[2]}, {base_en}", f"{before[3]}, {base_vi}"
    return Place(year, f"{code}-{side}", en, vi, base_en, base_vi)


def _distance(lag: int) -> tuple[str, str]:
    if lag == 0:
        return "same year", "cùng năm"
    years = f"{abs(lag)} year{'s' if abs(lag) > 1 else ''}"
    return (f"{years} earlier", f"{lag} năm trước") if lag > 0 else (f"{years} later", f"{-lag} năm sau")


def _read(period: str) -> tuple[str, str, str, str] | None:
    """Year, code and both names of the part of the year; None where there is no one year."""
    found = SPAN.fullmatch(period)
    if not found:
        return None
    first, start, last, end = found.groups()
    if last is None:
        code, *words = WHOLE if not start else (start[1:], *_day(start))
        return first, code, words[0], words[1]
    if not start and not end:
        years = int(last) - int(first) + 1
        return last, f"{years}-years", f"{years} years to the end of it", f"{years} năm tính đến hết năm đó"
    if first != last or len(start) != len(end):
        return None
    (from_en, from_vi), (to_en, to_vi) = _day(start), _day(end)
    return first, f"{start[1:]}-to-{end[1:]}", f"{from_en} to {to_en}", f"{from_vi} đến {to_vi[:1].lower()}{to_vi[1:]}"


def _day(text: str) -> tuple[str, str]:
    """A month or day of the year in both languages."""
    month, *day = (int(part) for part in text[1:].split("-"))
    if day:
        return f"{day[0]} {MONTHS[month - 1]}", f"Ngày {day[0]} tháng {month}"
    return MONTHS[month - 1], f"Tháng {month}"
