"""What a document says of time beyond a passage: the happening it is about, its headlines, what it told last."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from timeline import edtf
from timeline.documents import Kind
from timeline.extract.readings import Reading, dates_document
from timeline.extract.ties import kinds, pattern
from timeline.phrases import DateSpan, Language

CUE = 24  # characters before a date in which a word says what it is
LATELY = 2  # months before that of the issue up to which its news may go
RECENT = 3  # years before the issue of a document


@dataclass(frozen=True, slots=True)
class Times:
    """What a document says of time beyond the passage: by index of a reading.

    Attributes:
        main: date of the happening that the passage is about.
        frame: span that the headlines over it tell, or the first span of its report.
        last: date told last before it in its article and language.
        issued: when it was issued, EDTF.
    """

    main: dict[int, str]
    frame: dict[int, str]
    last: dict[int, str]
    issued: str


def carries(span: DateSpan, issued: str) -> bool:
    """Whether a date may be the period of what is told after it: a month, a year or a span not long ago."""
    last = edtf.latest(span.edtf)
    recent = not issued or not last or last.year >= int(issued[:4]) - RECENT
    whole_year = len(span.edtf) == len("2025") and span.basis != "stated"  # the plan for the whole year
    of_days = len(span.edtf.partition("/")[0]) == len("2025-07-07")
    begun = span.limit == "since" or span.role == "origin"  # the highest since May
    fine = edtf.precision(span.edtf) is not edtf.Precision.DAY
    return recent and fine and not (whole_year or of_days or begun)


def ahead(date: str, issued: str) -> bool:
    """Whether a date lies behind the issue of the document."""
    first, now = edtf.earliest(date) if date else None, edtf.latest(issued) if issued else None
    return bool(first and now and first > now)


@dataclass(slots=True)
class _Course:
    """What was told so far, in one language."""

    article: int = -1
    lead: str = ""
    frame: str = ""
    last: str = ""


def times_told(readings: Sequence[Reading], leads: Mapping[int, str], issued: str) -> Times:
    """Gather what passages say of the time of each other.

    Args:
        readings: of the document.
        leads: dates of the happenings that open an article, by index of the reading.
        issued: when the document was issued, EDTF.
    """
    times = Times({}, {}, {}, issued)
    eventful = {reading.passage.article for reading in readings if reading.index in leads}
    recent = str(int(issued[:4]) - 1) if issued else ""
    for language in Language:
        course = _Course()
        for reading in (each for each in readings if each.passage.language is language):
            told = [span for span in periods(reading, issued) if carries(span, issued)]
            _go_on(course, reading, told, eventful, issued)
            course.lead = leads.get(reading.index, course.lead)
            times.main[reading.index] = course.lead if course.lead[:4] >= recent else ""
            times.frame[reading.index] = course.frame
            times.last[reading.index] = course.last
            unbracketed = (span.edtf for span in reversed(told) if not reading.bracket_of(span.start))
            course.last = next(unbracketed, course.last)
    return times


def _go_on(course: _Course, reading: Reading, told: Sequence[DateSpan], eventful: Collection[int], issued: str) -> None:
    """Begin anew with an article, but for the frame of one that has no day of its own; a headline may tell a frame."""
    article = reading.passage.article
    if article != course.article:
        course.article, course.lead, course.last = article, "", ""
        course.frame = "" if article in eventful else course.frame
    past = [span.edtf for span in told if not issued or (edtf.latest(span.edtf) or date.max).year <= int(issued[:4])]
    named = any(each.code in kinds().gatherings for each in reading.kinds)  # the festival of 2025 is no span
    if reading.passage.kind is Kind.HEADLINE and past and ("/" in past[-1] or not named):
        course.frame = past[-1]


def periods(reading: Reading, issued: str) -> list[DateSpan]:
    """Return the dates of a passage that may be periods: not those of documents and comparisons.

    «lũy kế 9 tháng» and a headline «Chín tháng» are the months of the year of issue that had passed by then.
    """
    told = [
        replace(span, edtf=_whole_months(span.edtf))
        for span in reading.dates
        if span.edtf
        and span.kind != "same_period"
        and not _within_base(reading, span)
        and not _is_compared(reading, span)
        and not dates_document(reading, span)
    ]
    return sorted([*told, *_months_passed(reading, issued)], key=lambda span: span.start)


def _months_passed(reading: Reading, issued: str) -> Iterator[DateSpan]:
    """Give the spans told as a number of months only: those since the beginning of the year of issue."""
    month = int(issued[5:7]) if len(issued) >= len("2025-07") and issued[5:7].isdigit() else 0
    text, language = reading.passage.text, reading.passage.language
    for figure in (quantity.figure for quantity in reading.quantities if quantity.figure.unit == "mo"):
        dated = any(span.start < figure.end and figure.start < span.end for span in reading.dates)
        if dated or not max(month - LATELY, 2) <= figure.value <= month or figure.value % 1:
            continue
        before = text[max(0, figure.start - CUE) : figure.start]
        cue = any(not before[found.end() :].strip() for found in pattern(language, "passed").finditer(before))
        title = reading.passage.kind is Kind.HEADLINE or text.lstrip().startswith("|")
        if cue or (title and not before.strip("| ")) or (title and before.rstrip().endswith(("|", "/"))):
            span = f"{issued[:4]}-01/{issued[:4]}-{int(figure.value):02}"
            yield DateSpan(figure.start, figure.end, figure.text, span, basis="inferred")


def _whole_months(span: str) -> str:
    """Return a span from the first day of a year to the last of a month as months: 2025-01/2025-09."""
    first, _, last = span.partition("/")
    if len(first) != len(last) or len(last) != len("2025-07-07") or first[4:] != "-01-01" or first[:7] == last[:7]:
        return span
    return f"{first[:7]}/{last[:7]}" if edtf.latest(last[:7]) == edtf.latest(last) else span


def _within_base(reading: Reading, span: DateSpan) -> bool:
    return any(each.base and each.base[0] <= span.start < each.base[1] for each in reading.quantities)


def _is_compared(reading: Reading, span: DateSpan) -> bool:
    """Whether a date is only what something is compared with: chưa bằng một nửa năm 2019, half of 2019."""
    before = reading.passage.text[max(0, span.start - CUE) : span.start]
    found = list(pattern(reading.passage.language, "compared").finditer(before))
    past = pattern(reading.passage.language, "bygone").search(span.text) is not None
    return past or bool(found and not before[found[-1].end() :].strip())
