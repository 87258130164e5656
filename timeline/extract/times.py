"""What a document says of time beyond a passage: the happening it is about, its headlines, what it told last."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from timeline import edtf
from timeline.documents import Kind
from timeline.extract.readings import Reading, dates_document
from timeline.extract.ties import kinds
from timeline.phrases import DateSpan, Language

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
    return recent and not whole_year and not of_days and edtf.precision(span.edtf) is not edtf.Precision.DAY


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
            told = [span for span in periods(reading) if carries(span, issued)]
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


def periods(reading: Reading) -> list[DateSpan]:
    """Return the dates of a passage that may be periods: not those of documents and comparisons."""
    return [
        span
        for span in reading.dates
        if span.edtf
        and span.kind != "same_period"
        and not _within_base(reading, span)
        and not dates_document(reading, span)
    ]


def _within_base(reading: Reading, span: DateSpan) -> bool:
    return any(each.base and each.base[0] <= span.start < each.base[1] for each in reading.quantities)
