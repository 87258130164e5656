"""When a document was issued: what its masthead says, else the newest month that it tells of as past."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from timeline import edtf
from timeline.documents import Kind, Passage
from timeline.extract.ties import pattern
from timeline.extract.words import sentences
from timeline.phrases import DateSpan, read_dates

_TWICE = 2
MOST = 16  # words of a line of the masthead
PAGES = 3  # on which a line runs
_NUMBERED = re.compile(
    r"(?<!\w)(?:số|no\.?|issue|vol\.?)\s*[0-9]{1,3}\s*[/-]\s*((?:19|20)[0-9]{2})(?![0-9])", re.IGNORECASE
)
_LICENSED = re.compile(r"giấy phép|licen[cs]e|nộp lưu chiểu|\.{4,}", re.IGNORECASE)


def issue_of(masthead: Sequence[Passage], parts: Sequence[Passage], dates: Sequence[Sequence[DateSpan]]) -> str:
    """Return year and month in which a document seems to have been issued, "" if that is not known.

    The masthead says it, with the last month of a quarter or half year; where it gives the year alone, and where there
    is none, it is the newest month that the document tells at least twice as past.

    Args:
        masthead: what stands before the first article.
        parts: the passages.
        dates: what each of them states.
    """
    printed = max(filter(None, map(_printed, masthead)), key=len, default="")
    if len(printed) == len("2025-05"):
        return printed
    told = [date for date in _past(parts, dates) if not printed or date[:4] <= printed]
    return newest_month(told) or (newest_month(span.edtf for spans in dates for span in spans) if not printed else "")


def masthead_of(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Return the short passages before the first paragraph, and what runs at the head or foot of several pages."""
    running = [passage for passage in passages if passage.kind is Kind.FURNITURE]
    counts = Counter(_printed(passage) for passage in running)
    yield from (passage for passage in running if counts[_printed(passage)] >= PAGES)
    for passage in passages:
        short = len(passage.text.split()) <= MOST
        if passage.kind in {Kind.LEAD, Kind.BODY} and (not short or passage.text.endswith(".")):
            return
        if passage.kind is not Kind.CAPTION and short:
            yield passage


def newest_month(dates: Iterable[str]) -> str:
    """Return the newest month that is told at least twice, as year and month; "" if there is none."""
    months = Counter(date[:7] for date in dates if len(date) in {7, 10} and date[4] == "-" and date[5:7] != "XX")
    return max((month for month, count in months.items() if count >= _TWICE), default="")


def _printed(line: Passage) -> str:
    """Return the month or the year that a line of the masthead gives."""
    if _LICENSED.search(line.text) or not pattern(line.language, "mastheads").search(line.text):
        return ""
    ends = [span.edtf.split("/")[-1] for span in read_dates(line.text, line.language) if span.edtf]
    months = [
        end[: len("2025-05")] for end in ends if edtf.precision(end) in {edtf.Precision.DAY, edtf.Precision.MONTH}
    ]
    numbered = _NUMBERED.search(line.text)
    return next(iter((*months, *([numbered[1]] if numbered else []), *(end[:4] for end in ends))), "")


def _past(parts: Sequence[Passage], dates: Sequence[Sequence[DateSpan]]) -> Iterator[str]:
    """Return the dates of sentences without a word that says that something is to come."""
    for part, spans in zip(parts, dates, strict=True):
        cut = sentences(part.text) if spans else []
        for span in spans:
            start, end = next((each for each in cut if each[0] <= span.start < each[1]), (0, len(part.text)))
            # A picture shows what was.
            if part.kind is Kind.CAPTION or not pattern(part.language, "planned").search(part.text, start, end):
                yield span.edtf
