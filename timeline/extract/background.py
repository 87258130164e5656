"""What a text tells of a year or month in words of no known kind: what was done then, put off to then, called off."""

import re
from collections.abc import Sequence
from dataclasses import replace

from timeline.extract.readings import Reading
from timeline.extract.ties import pattern, tables
from timeline.phrases import DateSpan, Language
from timeline.vocabulary import EventStatus

STRETCH = 80  # characters round a bare year or month within which a verb tells what was done in it
OPENING = 16  # characters at the head of a clause within which its date stands: «Since the year 2011 …»
RIGHT_BEHIND = 24  # characters between a word that something was put off and its new date
MOVED = "moved"
"""Role of a date to which something was put off."""
LONG_AGO = "2000"  # of a year before it a text tells what happened in it
BOTH = 2  # a number up to it, spelt out, counts nothing: the two provinces
RIGHT_AT = 20  # characters behind a verb within which a figure is what it leads to
SUBJECT = 3  # words before «since» that name what goes on
FORESEEN = 40  # characters round a date within which a word says that it is still to come
_EDGE = re.compile(r"[,;:()«»“”\"]")
_PAST = re.compile(r"\b(?!(?:need|feed|seed|speed|indeed|exceed|proceed|unit|hundr|ne|re)ed\b)[a-z]{3,}ed\b")
_LABEL = re.compile(r"(?:\A|[.;!?|]\s+|\n)[\s*•·+«\"(–-]*(?:[^\W\d_]+\s){0,3}\Z")
_BEHIND_LABEL = re.compile(r"[*)]*(?:\s?:(?![0-9])|\s[-–—]\s)")
_BACK = re.compile(r"\bback to \Z")
_NUMBER = re.compile(r"[0-9]")


def labels(reading: Reading, span: DateSpan) -> bool:
    """Whether a date opens an item of a list and says when it was: «- 2012: …», «Đầu năm 2030 - …»."""
    text = reading.passage.text
    return bool(_BEHIND_LABEL.match(text, span.end) and _LABEL.search(text, max(0, span.start - STRETCH), span.start))


def acted(reading: Reading, span: DateSpan, sentence: tuple[int, int]) -> bool:
    """Whether a verb tells that something was done, or will be, in a year or month: stood here since 2011.

    It stands in the clause before the date, or behind a date that opens the sentence; no figure is between them, and
    nothing says that it is only wished.
    """
    text = reading.passage.text
    if "/" in span.edtf and span.basis != "stated":
        return False  # from 2019 to now
    edges = [edge.end() for edge in _EDGE.finditer(text, sentence[0], span.start)]
    start = max([sentence[0], span.start - STRETCH, *edges])
    if span.limit == "until" and not _BACK.search(text, start, span.start) and not _foreseen(reading, sentence):
        return False
    if _told_between(reading, start, span.start, last=True, since=span.limit == "since"):
        return True
    if span.edtf < LONG_AGO and not _counts(reading, *sentence, weak=False) and not _wished(reading, *sentence):
        return True
    if span.start - sentence[0] > OPENING:
        return False
    behind = _EDGE.search(text, span.end + 2, sentence[1])
    end = min(behind.start() if behind else sentence[1], span.end + STRETCH)
    return _told_between(reading, span.end, end, last=False, since=span.limit == "since")


def _told_between(reading: Reading, start: int, end: int, *, last: bool, since: bool) -> bool:
    """Whether a verb between two places tells of something done, and no figure stands between it and the date."""
    text, language = reading.passage.text, reading.passage.language
    verbs = list(pattern(language, "begun").finditer(text, start, end))
    if language is Language.EN:
        verbs += list(_PAST.finditer(text, start, end))
    if pattern(language, "counts").search(text, start, end) or _wished(reading, start, end):
        return False
    if since and last and not verbs:
        return len(text[start:end].split()) > SUBJECT and not _counts(reading, start, end, weak=True)
    if not verbs:
        return False
    verb = max(verbs, key=lambda match: match.start()) if last else min(verbs, key=lambda match: match.start())
    between = text[verb.end() : end] if last else text[start : verb.start()]
    counted = (start, end) if last or since else (start, min(end, verb.end() + RIGHT_AT))
    return not _NUMBER.search(between) and not _counts(reading, *counted, weak=since)


def _counts(reading: Reading, start: int, end: int, *, weak: bool) -> bool:
    """Whether a figure stands between two places; if `weak`, one that may count nothing, but for one and two."""
    figures = [each for each in reading.quantities if start <= each.figure.start < end]
    spelt = [each for each in figures if not reading.passage.text[each.figure.start].isdigit()]
    return any(not (each in spelt and each.figure.value <= BOTH) and (weak or not each.weak) for each in figures)


def _foreseen(reading: Reading, sentence: tuple[int, int]) -> bool:
    """Whether a sentence without a figure says what will be: the road will be finished by the end of 2031."""
    planned = pattern(reading.passage.language, "planned").search(reading.passage.text, *sentence)
    return planned is not None and not _counts(reading, *sentence, weak=True)


def _wished(reading: Reading, start: int, end: int) -> bool:
    """Whether something is only wished; what is to come is told."""
    told = pattern(reading.passage.language, "unreal").finditer(reading.passage.text, start, end)
    planned = tables(reading.passage.language)["planned"]
    return any(match[0].lower() not in planned for match in told)


def moved(reading: Reading, spans: Sequence[DateSpan]) -> list[DateSpan]:
    """Give what was put off its new date: the meeting of May 5 was put off until June is one of June."""
    found: list[DateSpan] = []
    for span in spans:
        last = found[-1] if found else None
        gap = (last.end, span.start) if last else (0, 0)
        words = list(pattern(reading.passage.language, "moved").finditer(reading.passage.text, *gap))
        near = words and span.start - words[-1].end() <= RIGHT_BEHIND
        if last and near and reading.sentence_of(last.start) == reading.sentence_of(span.start):
            found[-1] = replace(span, start=last.start, end=last.end, limit="", role=MOVED)
        else:
            found.append(span)
    return found


def standing(reading: Reading, span: DateSpan, sentence: tuple[int, int]) -> str:
    """Return what words beside a date say of its happening: that it was called off, or is to come; else ""."""
    text, language = reading.passage.text, reading.passage.language
    if span.role == MOVED:
        return EventStatus.PLANNED
    if pattern(language, "cancelled").search(text, *sentence):
        return EventStatus.CANCELLED
    start, end = max(sentence[0], span.start - FORESEEN), min(sentence[1], span.end + FORESEEN)
    stop = _EDGE.search(text, span.end + 2, end)
    foreseen = pattern(language, "planned")
    before = foreseen.search(text, start, span.start)
    behind = foreseen.search(text, span.end, stop.start() if stop else end)
    return EventStatus.PLANNED if before or behind else ""
