"""The dated happenings that each passage tells."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from timeline import edtf
from timeline.documents import Kind
from timeline.extract.background import labels, moved
from timeline.extract.beside import at_it, listed, of_the_year, within
from timeline.extract.deeds import deeds, distance, framed, owns
from timeline.extract.gazetteer import Named
from timeline.extract.likely import NEAR_MONTH, NEAR_YEAR, happening
from timeline.extract.readings import Reading
from timeline.extract.tellings import Telling, telling_of
from timeline.extract.ties import kinds, pattern
from timeline.phrases import DateSpan, Language
from timeline.vocabulary import EventStatus

HEAD = 40  # characters at the head of a passage in which a date makes it a lead
MEANWHILE = 40  # characters before a gathering within which a word says that something happened at it
RIGHT_BEFORE = 12  # characters before an act within which a word says that it is only wished
OPENING = 2  # sentences of a passage that tell what it is about
_GRAINS = {edtf.Precision.DAY: 0, edtf.Precision.MONTH: 1, edtf.Precision.YEAR: 2}
_BOTH = re.compile(r"\s*(?:và|and|&|,)\s*(?:ngày\s+|on\s+)?")
_YEAR_BEHIND = re.compile(r"[^.;:,()0-9]{0,60}?\b((?:19|20)[0-9]{2})(?![\w/%-]|[.,][0-9])")


def tellings(readings: Sequence[Reading], issued: str = "") -> list[Telling]:
    """Return the happenings of a document, in the order of its text.

    Args:
        readings: of the document.
        issued: when it was issued, EDTF; an article that opens with a year long ago is not of that year.
    """
    found = [telling for language in Language for telling in _of_language(readings, language, issued)]
    return sorted(found, key=lambda telling: (telling.reading, telling.lines))


def _of_language(readings: Sequence[Reading], language: Language, issued: str) -> Iterator[Telling]:
    """Tell what happened as one language has it; what an article tells after its lead belongs to that day."""
    ours = [reading for reading in readings if reading.passage.language is language]
    dated = list(_with_dates(ours, issued))
    mains: dict[int, Telling] = {}
    for _, found in dated:
        for telling in _openings(found, issued):
            mains.setdefault(telling.article, telling)
    last: Telling | None = None
    headlined = {reading.passage.article for reading in ours if reading.passage.kind is Kind.HEADLINE}
    for reading, found in dated:
        yield from found
        article = reading.passage.article
        last = next(iter(_openings(found, issued)), last)
        main = last if last and last.article == article else None
        if main is None and reading.passage.kind is Kind.CAPTION:
            main = mains.get(article)  # a picture may stand before the lead
        if main is None and last and article == last.article + 1 and article not in headlined:
            main = last
        if main:
            yield from within(reading, main, found)
            yield from of_the_year(reading, main)
        else:
            yield from at_it(reading, found)
        yield from listed(reading, found)


def _openings(found: Sequence[Telling], issued: str) -> list[Telling]:
    """Return what opens an article and is its main happening: not a picture, nor a year long ago."""
    recent = str(int(issued[:4]) - 1) if issued else ""
    return [
        telling
        for telling in found
        if telling.lead and not telling.caption and (len(telling.date) > len("2025") or telling.date >= recent)
    ]


def _with_dates(readings: Sequence[Reading], issued: str) -> Iterator[tuple[Reading, list[Telling]]]:
    """Tell for each passage of one language but for headlines what has a date of its own."""
    undated = foreseen = False
    headlined: dict[int, set[str]] = {}
    for reading in readings:
        article = reading.passage.article
        if reading.passage.kind is Kind.HEADLINE:
            undated = True
            foreseen = pattern(reading.passage.language, "calendars").search(reading.passage.text) is not None
            headlined.setdefault(article, set()).update(named.code for named in reading.kinds)
            continue
        opening = reading.passage.kind is Kind.LEAD or undated
        found = _dated(reading, headlined.get(article, set()) if opening else (), opening=opening)
        found = [telling for telling in found if not _foretold(telling, issued)]
        if foreseen:
            found = [replace(telling, standing=telling.standing or EventStatus.PLANNED) for telling in found]
        if reading.passage.kind is not Kind.CAPTION:
            undated = undated and not any(telling.lead for telling in found)
        yield reading, found


def _foretold(telling: Telling, issued: str) -> bool:
    """Whether a year to come is only that of what was agreed or signed: cooperation in 2031."""
    year = len(telling.date) == len("2031") and telling.date > issued[:4] != ""
    return year and telling.kind in kinds().signed and telling.standing != EventStatus.PLANNED


def _dated(reading: Reading, headlined: Collection[str], *, opening: bool) -> list[Telling]:
    """Tell the happenings of a passage that have a date of their own."""
    caption = reading.passage.kind is Kind.CAPTION
    seen: set[tuple[str, str, int]] = set()
    found: list[Telling] = []
    tied = pattern(reading.passage.language, "ties").match(reading.passage.text) is not None
    any_day = any(_is_day(span) and not reading.bracket_of(span.start) for span in reading.dates)
    for span in _caption_dates(reading) if caption else _dates(reading):
        sentence = reading.sentence_of(span.start)
        score, kind = happening(reading, span, sentence, headlined, caption=caption)
        key = (span.edtf, kind, reading.bracket_of(span.start) or sentence[0])
        if not kind or key in seen or _of_finer(reading, span, sentence, kind, found):
            continue
        labelled = labels(reading, span)
        opens = (
            (_is_day(span) or labelled or (reading.passage.kind is Kind.LEAD and not any_day and "/" not in span.edtf))
            and (labelled or not any(other.lead for other in found))
            and not (tied and reading.passage.kind is Kind.BODY)
            and not reading.bracket_of(span.start)
            and kind != kinds().document
            and (labelled or span.start < HEAD or (opening and sentence in reading.sentences[:OPENING]))
        )
        seen.add(key)
        told = telling_of(reading, span, sentence, kind, score, lead=caption or opens)
        found.append(told)
        for other in _beside(reading, span, sentence, kind):
            if (span.edtf, other, key[2]) not in seen:
                seen.add((span.edtf, other, key[2]))
                found.append(replace(told, kind=other, score=score - 0.1, lead=False))
    return [telling for telling in found if not _told_finer(telling, found)]


def _told_finer(telling: Telling, found: Collection[Telling]) -> bool:
    """Whether a year is that of a day that its sentence tells too: from 2018, by the decision of May 5, 2018."""
    return len(telling.date) == len("2025") and any(
        other.sentence == telling.sentence
        and other.kind == telling.kind
        and len(other.date) > len(telling.date)
        and other.date.startswith(telling.date)
        for other in found
    )


def _of_finer(
    reading: Reading, span: DateSpan, sentence: tuple[int, int], kind: str, found: Collection[Telling]
) -> bool:
    """Whether a year only names what its sentence tells with a day: on May 5, 2025 … the conference of 2025."""
    if edtf.precision(span.edtf) is not edtf.Precision.YEAR:
        return False
    text = reading.passage.text[slice(*sentence)]
    same = [telling for telling in found if telling.sentence == text and len(telling.date) >= len("2025-05-05")]
    same = [telling for telling in same if telling.date.lstrip("[")[:4] == span.edtf]
    return any(telling.kind == kind or (telling.lead and span.edtf == telling.date.lstrip("[")[:4]) for telling in same)


def _is_day(span: DateSpan) -> bool:
    return bool(span.edtf) and edtf.precision(span.edtf) is edtf.Precision.DAY


def _dates(reading: Reading) -> list[DateSpan]:
    """Return the dates of a passage, and the bare years behind what is named with them («Spring Meeting 2025»)."""
    taken = [(span.start, span.end) for span in reading.dates]
    found = [span for span in reading.dates if span.edtf]
    for named in (*reading.kinds, *(each for each in reading.names if each.codelist == "event_series")):
        match = _YEAR_BEHIND.match(reading.passage.text, named.end)
        if match and all(match.end() <= start or end <= match.start(1) for start, end in taken):
            taken.append(match.span(1))
            found.append(DateSpan(*match.span(1), match[1], match[1]))
    ordered = sorted(found, key=lambda span: span.start)
    return moved(reading, _joined(ordered, reading.passage.text))


def _joined(spans: Sequence[DateSpan], text: str) -> list[DateSpan]:
    """Return dates with a day and the day after it as one: on both days, 11.11 và 12.11."""
    found: list[DateSpan] = []
    for span in spans:
        last = found[-1] if found else None
        if last and _is_day(last) and _is_day(span) and "/" not in last.edtf + span.edtf:
            first, second = edtf.earliest(last.edtf), edtf.earliest(span.edtf)
            if first and second and (second - first).days == 1 and _BOTH.fullmatch(text, last.end, span.start):
                both = f"{last.edtf}/{span.edtf}"
                found[-1] = replace(last, end=span.end, text=text[last.start : span.end], edtf=both)
                continue
        found.append(span)
    return found


def _caption_dates(reading: Reading) -> list[DateSpan]:
    """Return the date at which a caption's picture was taken, and other days in it."""
    dates = [span for span in reading.dates if span.edtf]
    if not dates:
        return []
    grains = [_GRAINS.get(edtf.precision(span.edtf), 3) for span in dates]
    best = max(place for place, grain in enumerate(grains) if grain == min(grains))
    return [span for place, span in enumerate(dates) if place == best or grains[place] == 0]


def _beside(reading: Reading, span: DateSpan, sentence: tuple[int, int], kind: str) -> list[str]:
    """Return what else a sentence tells of the same date: kinds to whose words no other date is nearer."""
    others = [other for other in reading.dates if sentence[0] <= other.start < sentence[1] and other.edtf]
    passed = kinds().vague | kinds().settings | {kind} | (kinds().received if kind in kinds().received else set())
    if edtf.precision(span.edtf) is not edtf.Precision.MONTH:
        passed |= kinds().momentary
    tied = pattern(reading.passage.language, "ties").match(reading.passage.text, sentence[0])  # to another day
    found: list[str] = []
    last = -1
    if reading.bracket_of(span.start):
        return found
    for named in deeds(reading, framed(reading, sentence)):
        away = distance(named, span)
        joined, last = 0 <= named.start - last <= 1, named.end
        if joined or named.code in passed | set(found) or _wished(reading, named):
            continue
        if any(owns(reading, named, other, span) for other in others if other != span):
            continue
        between = reading.passage.text[named.end : span.start]
        if tied and "," in between:
            continue
        momentary = named.code in kinds().momentary and "," not in between
        if between and (momentary or pattern(reading.passage.language, "planned").search(between)):
            continue
        if reading.passage.kind is Kind.CAPTION or _is_day(span):
            near = named.code in kinds().gatherings and _meanwhile(reading, named)
        else:
            near = away <= (NEAR_MONTH if len(span.edtf) == len("2025-07") else NEAR_YEAR) and all(
                away <= distance(named, other) for other in others
            )
        if near:
            found.append(named.code)
    return found[:2]


def _wished(reading: Reading, named: Named) -> bool:
    """Whether a word right before an act says that it did not happen: continue to meet."""
    start = max(0, named.start - RIGHT_BEFORE)
    return pattern(reading.passage.language, "unreal").search(reading.passage.text, start, named.start) is not None


def _meanwhile(reading: Reading, named: Named) -> bool:
    """Whether a word before a gathering says that it went on at the same time: as part of the 2nd fair."""
    text, start = reading.passage.text, max(0, named.start - MEANWHILE)
    words = list(pattern(reading.passage.language, "meanwhile").finditer(text, start, named.start))
    return bool(words) and not set(",;.") & set(text[words[-1].end() : named.start])
