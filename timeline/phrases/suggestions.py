"""What a person most likely meant by a cell that is no EDTF: `Q1 2026` is 2026-01/2026-03.

A cell is read whole, in either language or as spreadsheets leave it. Where it may be read in two ways nothing is
suggested: a wrong suggestion is worse than none.
"""

import re
from datetime import date, timedelta
from functools import lru_cache
from unicodedata import normalize

from timeline import edtf
from timeline.phrases.dates import edtf_of, find_dates
from timeline.phrases.lexicon import Language, any_of, load
from timeline.phrases.patterns import FLAGS, compiled

_TABLES = ("cells", "dates", "periods", "ranges")
_TIME = r"(.*[0-9])[T\s]\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\s*(?:[AP]M|Z|[+-][0-9:]{4,6})?"
_SERIAL = r"[0-9]{5}(?:\.[0-9]+)?"
_SERIAL_ZERO = date(1899, 12, 30)  # day 0 of spreadsheets that count days from 1900
_SERIALS = range(18_264, 73_051)  # 1950 to 2099: other numbers of five digits are hardly dates
_MONTH_FIRST = r"(0?[1-9]|1[0-2])([-/.])(1[3-9]|2[0-9]|3[01])\2((?:19|20)[0-9]{2})"


@lru_cache(maxsize=4_096)
def suggest(text: str) -> str | None:
    """Return the EDTF that a cell most likely means, or None rather than a guess.

    Numbers are read day first; a two-digit year is read only behind the name of a month, and never beside a day.
    """
    cell = " ".join(normalize("NFC", text).split()).strip("'\"“”;,. ")
    readings = (_as_it_stands, _without_time, _serial, _month_first, _whole, _qualified, _interval)
    found = next((result for read in readings if (result := read(cell))), None)
    return found if found and _valid(found) else None


def _as_it_stands(cell: str) -> str | None:
    return cell if _valid(cell) else None


def _without_time(cell: str) -> str | None:
    match = re.fullmatch(_TIME, cell, FLAGS)
    return suggest(match[1]) if match else None


def _serial(cell: str) -> str | None:
    if not re.fullmatch(_SERIAL, cell) or int(float(cell)) not in _SERIALS:
        return None
    return (_SERIAL_ZERO + timedelta(days=int(float(cell)))).isoformat()


def _month_first(cell: str) -> str | None:
    """Read 2/13/2026, which can only be a day behind its month."""
    match = re.fullmatch(_MONTH_FIRST, cell)
    return f"{match[4]}-{int(match[1]):02}-{match[3]}" if match else None


def _whole(cell: str) -> str | None:
    """Read a cell that is one form of a lexicon from end to end, small words round it put aside."""
    readings = {reading for language in Language for reading in _readings(cell, language)}
    return readings.pop() if len(readings) == 1 else None


def _readings(cell: str, language: Language) -> list[str]:
    bare = _filler(language).sub("", cell).strip(" ,()")
    found = [
        edtf_of(match, form, language)
        for table in _TABLES
        for form, pattern in compiled(language, table)
        if (match := pattern.fullmatch(bare))
    ]
    if not found:
        found = [span.edtf for span in find_dates(bare, language) if span.text == bare]
    return [edtf.canonical(reading) for reading in found if _valid(reading)]


def _qualified(cell: str) -> str | None:
    """Read about 2017, c. 2017 and 2017 (?)."""
    if (match := re.fullmatch(r"(.+?)\s*(?:\((\?|~)\)|(\?|~))", cell)) and (inner := suggest(match[1])):
        return inner + (match[2] or match[3])
    for language in Language:
        words = load(language).pattern("qualifiers")
        match = re.fullmatch(rf"(?P<word>{words})\s*(?P<date>.+)", cell, FLAGS)
        inner = suggest(match["date"]) if match else None
        if match and inner and "/" not in inner:
            return inner.rstrip("~?%") + load(language).meaning("qualifiers", match["word"])
    return None


def _interval(cell: str) -> str | None:
    """Read two dates with a word or dash between them, each of which tells its year."""
    for parts in _splits(cell):
        ends = [suggest(part) for part in parts]
        if all(ends) and (span := _joined(*(str(end) for end in ends))) and _valid(span):
            return span
    return None


def _splits(cell: str) -> list[tuple[str, str]]:
    # Range words only: 2024 and 2025 are two dates.
    joiners = "|".join(any_of(load(language).meaning_words("joiners", "range")) for language in Language)
    openers = "|".join(load(language).pattern("openers") for language in Language)
    bare = re.sub(rf"^(?:{openers})\s+", "", cell, flags=FLAGS)
    return [
        (bare[: match.start()], bare[match.end() :])
        for match in re.finditer(rf"\s+(?:{joiners}|/|->|→|\.\.)\s+|/|(?<=[0-9]{{4}})\s*[-–—]\s*(?=[0-9])", bare, FLAGS)
    ]


def _joined(first: str, last: str) -> str:
    """Return the span from the start of one date to the end of another."""
    ends = [first.split("/", maxsplit=1)[0], last.rsplit("/", maxsplit=1)[-1]]
    return "/".join(ends) if not any("[" in end or end == ".." for end in ends) else ""


@lru_cache(maxsize=len(Language))
def _filler(language: Language) -> re.Pattern[str]:
    words = load(language).pattern("fillers")
    return re.compile(rf"^(?:{words}[\s,]+)+|[\s,(]+{words}\)?$", FLAGS)


def _valid(text: str) -> bool:
    try:
        edtf.parse(text)
    except edtf.EdtfError:
        return False
    return True
