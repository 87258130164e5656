"""When a document was issued: as its masthead or imprint says, else as its news tell."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from timeline import edtf
from timeline.extract.ties import mastheads
from timeline.phrases import DateSpan, Language, read_dates

HEAD_LINES = 40  # lines that are not blank among which a masthead stands
FOOT_LINES = 20  # lines at the end among which an imprint stands
TITLE_LINES = 12  # lines of them in which a title may name its period
PROSE = 14  # words from which a line is one of an article, not of the masthead
OPENING = 40  # characters at the head of a passage in which a date says when its news happened
TWICE = 2
FEW = 3
RARE = 4  # a year told this many times less than another is not the year of issue

_DOCUMENT = re.compile(r"[0-9]/[A-ZĐ]{2}")
_COUNT = re.compile(r"\.?\s*:?\s*[0-9]{1,4}(?![0-9]|/[A-ZĐ]{2})")
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
_LEADERS = "...."  # what leads to a page number in a list of contents
_PAGE = re.compile(r"(?:\s{2,}|\s*\|)\s*[0-9]{1,3}\Z")


def issue_of(text: str, dates: Sequence[Sequence[DateSpan]]) -> str:
    """Return when a document seems to have been issued, as year, month or day; "" if nothing tells.

    Args:
        text: of the document.
        dates: those that each of its passages states by itself.
    """
    told = masthead(text)
    return told or newest_month(dates)


def masthead(text: str) -> str:
    """Return what the masthead or the imprint says of the issue's date: the end of its period; "" if nothing.

    What stands beside the number of the issue comes first, then a day of issue, then a period that the title names;
    a finer date within it is taken instead.
    """
    lines = _lines(text)
    head = _head(lines)
    running = [line for line in _repeated(lines) if line.isupper()]
    short = [line for line in (*head, *_repeated(lines), *lines[-FOOT_LINES:]) if len(line.split()) <= PROSE]
    imprint = [line for line in short if not _words("next").search(line)]
    told = [
        *(line for line in imprint if _number(line) and not _is_other(line)),
        *(line[mark.start() :] for line in imprint if (mark := _words("issued").search(line))),
        *(line for line in (*head[:TITLE_LINES], *running) if not (_is_other(line) or _words("next").search(line))),
    ]
    found = [_end(date) for line in told for date in _dates_of(line)]
    if not found:
        return ""
    return max((date for date in found if date.startswith(found[0])), key=len)


def title_of(text: str) -> str:
    """Return the lines in which a document's masthead names itself."""
    return "\n".join(_head(_lines(text))[:TITLE_LINES])


def _lines(text: str) -> list[str]:
    lines = (line.strip(" \t*#_|>-•·") for line in text.split("\n"))
    return [line for line in lines if line]


def _head(lines: Sequence[str]) -> Sequence[str]:
    """Return the lines before the first article or list of contents."""
    ends = (at for at, line in enumerate(lines[:HEAD_LINES]) if _is_prose(line) or _lists_contents(line))
    return lines[: next(ends, HEAD_LINES)]


@lru_cache(maxsize=8)
def _words(table: str) -> re.Pattern[str]:
    """Return a pattern of the words of one table of `data/mastheads.toml`, however a line spaces and cases them."""
    words = "|".join(
        r"\s+".join(map(re.escape, word.split())) for word in sorted(mastheads()[table], key=len, reverse=True)
    )
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def _number(line: str) -> tuple[int, int] | None:
    """Return where the number of an issue stands, with the word before it; that of a decision (15/QĐ-UBND) is none."""
    found = ((word.start(), _COUNT.match(line, word.end())) for word in _words("number").finditer(line))
    return next(((start, count.end()) for start, count in found if count), None)


def _is_prose(line: str) -> bool:
    return len(line.split()) >= PROSE and not line.isupper() and not (_number(line) or _words("issued").search(line))


def _is_other(line: str) -> bool:
    return bool(_words("other").search(line) or _DOCUMENT.search(line))


def _lists_contents(line: str) -> bool:
    return _LEADERS in line or bool(_words("contents").match(line))


def _repeated(lines: Sequence[str]) -> list[str]:
    """Return the running heads: short lines that stand on several pages."""
    heads = Counter(_PAGE.sub("", line) for line in lines if len(line.split()) <= PROSE)
    return [line for line, count in heads.items() if count >= FEW or (count >= TWICE and _number(line))]


def _dates_of(line: str) -> Iterator[str]:
    """Return the date of a line of the masthead; of «Số 2/2024» the year, where there is no other."""
    start, end = _number(line) or (0, 0)
    rest = line[:start] + "; " + line[end:] if end else line
    told = [span.edtf for language in Language for span in read_dates(rest, language) if _is_whole(span.edtf)]
    if not told and end:
        year = _YEAR.search(line, start, end + OPENING)
        told = [year[1]] if year else []
    yield from sorted(told, key=lambda date: -len(_end(date)))[:1]


def _is_whole(date: str) -> bool:
    return bool(date) and edtf.latest(date) is not None and "X" not in date


def _end(date: str) -> str:
    """Return the year, month or day at which a period ends."""
    return date.rsplit("/", maxsplit=1)[-1]


def newest_month(dates: Iterable[Sequence[DateSpan]]) -> str:
    """Return the newest month that is told at least twice in the year of the news; "" if there is none.

    The year is the newest one that is told often at the head of passages, so that neither a plan nor an anniversary
    names it.
    """
    spans = [span for each in dates for span in each if _is_month_or_day(span.edtf)]
    days = [span for span in spans if len(span.edtf) == len("2025-07-04")]
    years = Counter(span.edtf[:4] for span in days if span.start < OPENING) or Counter(
        span.edtf[:4] for span in days or spans
    )
    if not years:
        return ""
    most = max(years.values())
    often = [year for year, count in years.items() if count * RARE >= most and (count >= FEW or count == most)]
    months = Counter(span.edtf[:7] for span in spans if span.edtf[:4] == max(often))
    return max((month for month, count in months.items() if count >= TWICE), default="")


def _is_month_or_day(date: str) -> bool:
    return len(date) in {7, 10} and date[4] == "-" and date[5:7] != "XX"
