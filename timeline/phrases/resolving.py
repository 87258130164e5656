"""Gives mentions the year and the day they leave to the context: never the clock, and "" rather than a guess."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from timeline import edtf
from timeline.phrases.anchoring import Anchors, is_ahead
from timeline.phrases.mentions import Mention, Parts

_MONTHS = 12
_QUARTER = 3
_WEEK = 7
_JUST_TOLD = 160  # characters behind a year within which the next year is the one after it
_FAR = 9  # months by which a day lies behind the one told before it if it is of the next year
_SOON = timedelta(days=31)  # bulletins tell what was, and at most announce what comes next


class Nearest(StrEnum):
    """Which year a day without one has, from the day spoken from.

    FUTURE is the next such day, PAST the last; EITHER is the last, or the next if it is within a month to come.
    """

    FUTURE = "future"
    PAST = "past"
    EITHER = "either"


@dataclass(slots=True)
class Context:
    """What is known from outside and from the dates read so far.

    `reference` is the EDTF year, month or day spoken from, `day` the day told last; "" where unknown.
    """

    reference: str
    nearest: Nearest
    anchors: Anchors
    day: str = ""
    unsure: bool = False
    period: tuple[Parts, Parts] | None = None
    earlier: tuple[Parts, Parts] | None = None


class Resolved(NamedTuple):
    """A mention with its EDTF, "" if untold, its basis, and whether another year is as likely."""

    mention: Mention
    edtf: str
    basis: str
    unsure: bool


def resolve(mentions: Iterable[Mention], context: Context) -> list[Resolved]:
    """Return each mention with what it says.

    What is not in the calendar goes.
    """
    resolved = []
    for mention in mentions:
        context.anchors.reach(mention.start)
        context.unsure = False
        found, basis = _read(mention, context)
        if found and not _valid(found):
            continue
        resolved.append(Resolved(mention, edtf.canonical(found) if found else "", basis, context.unsure))
        _remember(mention, found, context)
    return resolved


def _read(mention: Mention, context: Context) -> tuple[str, str]:  # noqa: PLR0911 - one line a kind
    if mention.kind in ("lunar", "ambiguous"):
        return "", "stated"
    if mention.fixed:
        return mention.fixed, "stated"
    if mention.kind == "same_period":
        return _same_period(mention, context), "inferred"
    basis = "year_inferred" if mention.year_borrowed else "stated"
    if mention.shift and not mention.shift.startswith("nth"):
        context = _spoken_of(mention, context)
        if mention.first.day and not mention.first.month:
            month = _shifted(mention.shift, context)
            return month and f"{month}-{mention.first.day:02}", "inferred"
        if not mention.first.month:
            return (_compared(mention, context) or _shifted(mention.shift, context)), "inferred"
        year = _shifted(mention.shift, context)
        mention, basis = _in_year(mention, int(year or 0)), "inferred"
    elif not mention.first.year:
        mention, basis = _in_year(mention, _year(mention, context)), "year_inferred"
    if not mention.first.year:
        return "", basis
    if mention.shift.startswith("nth"):
        return _nth(mention), basis
    if mention.kind == "now":
        return _until_now(mention, context)
    if mention.last:
        return f"{mention.first.edtf}/{mention.last.edtf}", basis
    return mention.first.edtf, basis


def _in_year(mention: Mention, year: int) -> Mention:
    """Put a mention in a year; a span that runs backwards within it ends in the next."""
    last = mention.last and mention.last._replace(year=year + (mention.last[1:] < mention.first[1:]) if year else 0)
    return replace(mention, first=mention.first._replace(year=year), last=last)


def _until_now(mention: Mention, context: Context) -> tuple[str, str]:
    year = context.reference[:4]
    return f"{mention.first.edtf}/{year or '..'}", "inferred" if year else "stated"


def _year(mention: Mention, context: Context) -> int:
    """Return the year of a day or month without one: the text's own, the one carried in, or by the reference."""
    anchors, parts = context.anchors, mention.first
    told = anchors.year
    by_issue = _by_issue(mention, context)
    if not told or (mention.nearest and len(context.reference) > len("2025")):
        context.unsure = bool(parts.month and anchors.refused not in {0, by_issue} and not anchors.here)
        return by_issue
    if not parts.month or len(context.reference) <= len("2025"):
        return told
    ahead = _is_ahead(mention, context)
    year = _within_reach(mention, told, context, ahead=ahead)
    context.unsure = year != by_issue and not anchors.here and not ahead
    return year


def _within_reach(mention: Mention, told: int, context: Context, *, ahead: bool) -> int:
    """Return the year told before, or the one beside it where that would be long after the issue, or long before."""
    spoken = edtf.latest(context.reference) or date.min
    last, month = context.anchors.last, mention.first.month
    if last and last.year == told and last.month - month >= _FAR and _start(mention, told + 1) <= spoken + _SOON:
        return told + 1
    start = _start(mention, told)
    if told != spoken.year or ahead or start <= spoken + _SOON:
        return told
    return told if start - spoken < spoken - _start(mention, told - 1) else told - 1


def _is_ahead(mention: Mention, context: Context) -> bool:
    """Tell whether a mention was still to come: words round it say so, or the day told before it was."""
    anchors = context.anchors
    planned = context.day > str(edtf.latest(context.reference))
    return planned or is_ahead(anchors.text, mention.start, mention.end, anchors.language)


def _start(mention: Mention, year: int) -> date:
    return _start_of(mention.first._replace(year=year))


def _start_of(parts: Parts) -> date:
    return edtf.earliest(parts.edtf if _valid(parts.edtf) else parts._replace(day=0).edtf) or date.min


def _by_issue(mention: Mention, context: Context) -> int:
    """Return the year of a day or month without one from the day spoken from alone; 0 if that is not known."""
    if not context.reference:
        return 0
    # Of «9 tháng đầu năm» the end says whether they are over.
    parts = mention.last if mention.last and mention.first[1:] == (1, 0) else mention.first
    nearest = Nearest(mention.nearest or context.nearest)
    spoken = edtf.latest(context.reference) or date.min
    if not parts.month or len(context.reference) == len("2025"):
        return spoken.year
    start = edtf.earliest(context.reference) or spoken
    years = [year for year in (spoken.year - 1, spoken.year, spoken.year + 1) if _valid(parts._replace(year=year).edtf)]
    spans = {year: edtf.parse(parts._replace(year=year).edtf) for year in years}
    if nearest is Nearest.FUTURE:
        return next((year for year, span in spans.items() if (span.latest or spoken) >= start), 0)
    if nearest is Nearest.EITHER and _is_ahead(mention, context):
        return min(spans, key=lambda year: abs((spans[year].earliest or spoken) - spoken), default=0)
    limit = spoken + (_SOON if nearest is Nearest.EITHER else timedelta())
    return next((year for year, span in reversed(spans.items()) if (span.earliest or spoken) <= limit), 0)


def _spoken_of(mention: Mention, context: Context) -> Context:
    """Return the context of «năm sau», "the following year": behind a year long ago that was just told, from that."""
    last, issued = context.anchors.last, context.reference[:4]
    near = last and mention.start - context.anchors.end <= _JUST_TOLD and issued
    if mention.shift == "year 1" and near and last and int(issued) - last.year > 1:
        return replace(context, reference=str(last.year))
    return context


def _later(by: str, context: Context) -> str:
    """Return what is some time after the date told last: two days later, bốn năm sau; "" if none is as fine."""
    unit, steps = by.partition(" ")[0], int(by.rsplit(maxsplit=1)[-1])
    last = context.anchors.last
    if unit in ("day", "week"):
        days = timedelta(days=steps * (_WEEK if unit == "week" else 1))
        return (date.fromisoformat(context.day) + days).isoformat() if context.day else ""
    if not last or (unit == "month" and not last.month):
        return ""
    return str(last.year + steps) if unit == "year" else _month_of(last.year * _MONTHS + last.month - 1 + steps)


def _shifted(shift: str, context: Context) -> str:  # noqa: PLR0911 - one line a unit
    """Return what a relative mention says: "day -1", "month 0", "same day", "weekday 3" and so on."""
    unit, _, by = shift.partition(" ")
    if unit == "same":
        return {"day": context.day, "month": context.day[:7], "year": str(context.anchors.year or "")}[by]
    if unit == "later":
        return _later(by, context)
    if unit == "next":
        days = timedelta(days=-1 if by == "before" else 1)
        return (date.fromisoformat(context.day) + days).isoformat() if context.day else ""
    needed = {"year": 4, "month": 7, "quarter": 7}.get(unit, 10)
    if len(context.reference) < needed:
        return ""
    spoken = edtf.earliest(context.reference) or date.min
    steps = int(by.split()[-1])
    match unit:
        case "year":
            return str(spoken.year + steps)
        case "month":
            return _month_of(spoken.year * _MONTHS + spoken.month - 1 + steps)
        case "quarter":
            first = spoken.year * _MONTHS + (spoken.month - 1) // _QUARTER * _QUARTER + steps * _QUARTER
            return f"{_month_of(first)}/{_month_of(first + 2)}"
        case "week" | "weekday":
            monday = spoken - timedelta(days=spoken.weekday()) + timedelta(weeks=steps)
            if unit == "weekday":
                return (monday + timedelta(days=int(by.split()[0]) - 1)).isoformat()
            return f"{monday}/{monday + timedelta(days=_WEEK - 1)}"
        case _:
            return (spoken + timedelta(days=steps)).isoformat()


def _month_of(months: int) -> str:
    return f"{months // _MONTHS:04}-{months % _MONTHS + 1:02}"


def _nth(mention: Mention) -> str:
    """Return the n-th weekday of a month, or the n-th week that starts in it."""
    _, nth, weekday = mention.shift.split()
    first = date(mention.first.year, mention.first.month, 1)
    wanted = 0 if weekday == "week" else int(weekday) - 1
    day = first + timedelta(days=(wanted - first.weekday()) % _WEEK + (int(nth) - 1) * _WEEK)
    if day.month != first.month:
        return ""
    return f"{day}/{day + timedelta(days=_WEEK - 1)}" if weekday == "week" else day.isoformat()


def _compared(mention: Mention, context: Context) -> str:
    """Return what «so với tháng trước» says from the period told before it; "" for other mentions and without one.

    Of the two periods told last it is the later: the other one is compared with (quý I/2018: 5,6%).
    """
    if mention.kind != "compared" or not context.period:
        return ""
    ends = [period[1].edtf for period in (context.period, context.earlier) if period]
    return _shifted(mention.shift, replace(context, reference=max(ends)))


def _same_period(mention: Mention, context: Context) -> str:
    """Return the period told before, in another year: the one told, or the year before."""
    if not context.period:
        year = str(mention.first.year or "")
        return year or (_shifted(mention.shift, context) if mention.shift else "")
    first, last = context.period
    by = (mention.first.year or first.year - 1) - first.year
    ends = [part._replace(year=part.year + by).edtf for part in (first, last)]
    return "/".join(ends) if ends[0] != ends[1] else ends[0]


def _remember(mention: Mention, found: str, context: Context) -> None:
    """Keep what later mentions may lean on: the year of a day or month, the day, the period."""
    if not found or mention.kind not in ("date", "relative", "now") or "X" in found or found.endswith(".."):
        return
    ends = [Parts(*map(int, part.split("-"))) for part in found.split("/")]
    if mention.kind == "date" and (mention.first.year or not context.anchors.issued) and not mention.year_borrowed:
        context.anchors.note(mention, ends)
    if ends[-1].day:
        context.day = ends[-1].edtf
    if mention.limit in ("until", "before"):
        context.period = None  # what was told until a date has no period of ours to shift
    elif not ends[-1].day:
        context.earlier, context.period = context.period, (ends[0], ends[-1])


def _valid(text: str) -> bool:
    try:
        edtf.parse(text)
    except edtf.EdtfError:
        return False
    return True
