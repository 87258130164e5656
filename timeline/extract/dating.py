"""The dates of each passage of a document: what one leaves to its context, its article tells, else the issue."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from timeline import edtf
from timeline.documents import Kind, Passage, passages
from timeline.phrases import DateSpan, Language, opening, read_dates

READ = (Kind.HEADLINE, Kind.LEAD, Kind.BODY, Kind.CAPTION)
OPENING = 40  # characters at the head of a sentence in which a date says when its news happened
NEAR = 1  # years from the in which news happen
TWICE = 2
_AND = re.compile(r"\s*(?:,|và|and|&)\s*(?:ngày\s+|on\s+)?", re.IGNORECASE)


class Stated(NamedTuple):
    """The passages of a document that are read, and the dates that each states by itself."""

    parts: list[Passage]
    dates: list[list[DateSpan]]


def stated(text: str) -> Stated:
    """Return what a document states; contents lists, addresses and footers are passed over."""
    parts = [passage for passage in passages(text) if passage.kind in READ]
    return Stated(parts, [read_dates(part.text, part.language) for part in parts])


def dated(document: Stated, issued: str) -> list[list[DateSpan]]:
    """Return the dates of each passage, with what their article and the date of issue tell of them.

    Args:
        document: its passages and the dates that they state.
        issued: EDTF date of issue, "" if it is not known: then some years stay untold.
    """
    days: dict[tuple[int, Language], str] = {}
    found = []
    for part, year in zip(document.parts, _years(document, issued), strict=True):
        here = part.article, part.language
        dates = read_dates(part.text, part.language, reference=issued, year=year, day=days.get(here, ""))
        dates = _joined(dates, part.text)
        told = [span.edtf for span in dates if _is_day(span) and "/" not in span.edtf and not span.role]
        if told and part.kind is not Kind.CAPTION:
            days[here] = told[-1]
        found.append(dates)
    return found


def _joined(dates: list[DateSpan], text: str) -> list[DateSpan]:
    """Make one span of days that are told one behind the other: trong hai ngày 06 và 07/8 it lasted both."""
    joined: list[DateSpan] = []
    for span in dates:
        last = joined[-1] if joined else None
        if last and _AND.fullmatch(text, last.end, span.start) and _follows(last.edtf, span.edtf):
            edges = f"{last.edtf.split('/')[0]}/{span.edtf}"
            joined[-1] = replace(last, end=span.end, text=text[last.start : span.end], edtf=edges)
        else:
            joined.append(span)
    return joined


def _follows(one: str, other: str) -> bool:
    """Whether a day comes right after another, or after the end of a span of days."""
    last = one.rsplit("/", maxsplit=1)[-1]
    if len(last) != len(other) or len(other) != len("2025-07-04") or "X" in last + other:
        return False
    return date.fromisoformat(other) - date.fromisoformat(last) == timedelta(days=1)


def _years(document: Stated, issued: str) -> list[str]:
    """Return for each passage the year of the news that its article told last before it, or first after it.

    It is the year of a day at the head of a sentence. A year far from the issue's counts only in a history: an article
    that tells at least two days or months of one such year, and nothing of the issue's time.
    """
    news = [[span for span in dates if _is_news(part, span)] for part, dates in zip(*document, strict=True)]
    recent = [[span for span in spans if _is_near(span, issued)] for spans in news]
    told = {part.article for part, spans in zip(document.parts, recent, strict=True) if spans}
    far = Counter(
        (part.article, _year(span)) for part, spans in zip(document.parts, news, strict=True) for span in spans
    )
    first: dict[int, str] = {}
    kept: list[list[str]] = []
    for part, spans, near in zip(document.parts, news, recent, strict=True):
        history = [span for span in spans if part.article not in told and far[part.article, _year(span)] >= TWICE]
        kept.append([_year(span) for span in (near or history)])
        if kept[-1]:
            first.setdefault(part.article, kept[-1][0])
    years, last = [], dict(first)
    for part, own in zip(document.parts, kept, strict=True):
        years.append(last.get(part.article, ""))
        if own:
            last[part.article] = own[-1]
    return years


def _is_news(part: Passage, span: DateSpan) -> bool:
    """Whether a passage tells with a date when something happened: a day at the head of a sentence, or a headline's.

    The year of a headline is often that of what it names («PCI 2022»), so only its quarter or month counts.
    """
    if span.basis != "stated" or span.role or not span.edtf:
        return False
    if part.kind is Kind.HEADLINE:
        return len(span.edtf) > len("2025")
    return _is_day(span) and span.start - opening(part.text, span.start) < OPENING


def _is_day(span: DateSpan) -> bool:
    return bool(span.edtf) and edtf.precision(span.edtf) is edtf.Precision.DAY


def _is_near(span: DateSpan, issued: str) -> bool:
    return not issued or abs(int(_year(span)) - int(issued[:4])) <= NEAR


def _year(span: DateSpan) -> str:
    return span.edtf.lstrip("[./")[:4].replace("X", "0")
