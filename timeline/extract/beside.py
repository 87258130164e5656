"""Happenings without a date of their own: within the one that an article is about, beside it, or in a list."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from timeline.documents import Kind
from timeline.extract.deeds import deeds, framed, purpose
from timeline.extract.gazetteer import Named
from timeline.extract.readings import Reading
from timeline.extract.tellings import Telling, telling_of
from timeline.extract.ties import kinds, pattern
from timeline.phrases import DateSpan

OPENING_CLAUSE = 90  # characters
CUED = 80  # characters of a sentence within which the words end that tie it to another
UNREAL = 40  # characters behind an act within which a word says that it did not happen
DONE = 24  # characters round an act within which a word says that it was done
ITEM = 16  # characters before an act within which an item begins
_ITEM = re.compile(r"(?:[,:;]|\b(?:và|and))\s+(?:(?:the|a|an|các|đã) )*\Z")
_PAST = re.compile(r"[a-z]ed\b")
_COUNTED = re.compile(r"[0-9]{1,3}(?:st|nd|rd|th)\b|[0-9]{1,3} năm", re.IGNORECASE)


def listed(reading: Reading, found: Sequence[Telling]) -> Iterator[Telling]:
    """Tell the items of a list that stand behind a dated one and have no date of their own."""
    last: Telling | None = None
    for start, end in reading.sentences:
        text = reading.passage.text[start:end]
        own = [telling for telling in found if telling.sentence == text]
        near = [named for named in deeds(reading, (start, end)) if named.code in kinds().acts]
        near = [named for named in near if not (last and last.lead and named.code == last.kind)]
        if own:
            goes_on = text.rstrip().endswith(";") and own[-1].kind != kinds().document
            last = own[-1] if goes_on else None
        elif last and near and not any(start <= span.start < end for span in reading.dates):
            span = DateSpan(start, start, "", last.date, "inferred")
            yield telling_of(reading, span, (start, end), near[0].code, 0.4, lead=False)
        if not text.rstrip().endswith(";"):
            last = None


def within(reading: Reading, main: Telling, found: Sequence[Telling]) -> Iterator[Telling]:
    """Tell what a passage without a date of its own says to have happened within the main happening or beside it."""
    if found and reading.passage.kind is Kind.CAPTION:
        return
    told = {telling.sentence: telling for telling in found}
    told_kinds = {main.kind}
    goes_on = False
    for start, end in reading.sentences:
        text = reading.passage.text[start:end]
        goes_on, listed_here = text.rstrip().endswith(";"), goes_on
        if text in told and (len(told[text].date) > len("2025-05") or text.rstrip().endswith(";")):
            goes_on = False
            continue
        language = reading.passage.language
        cued = pattern(language, "ties").search(text, 0, CUED) or pattern(language, "margins").search(text)
        goes_on = goes_on and bool(cued or listed_here)
        first = start + _clause(text, cued)
        near = [
            named
            for named in deeds(reading, (start, end))
            if named.code in (kinds().acts if listed_here else kinds().acts - told_kinds)
            and named.start >= first
            and not pattern(reading.passage.language, "unreal").search(reading.passage.text, start, named.end + UNREAL)
            and (text not in told or _before_it(reading, named, told[text]))
        ]
        if not near or (not cued and not listed_here and not _is_handed(reading, near[0])):
            continue
        items = [named for named in near[1:] if cued and _opens_item(reading, named)]
        for kind in dict.fromkeys(purpose(named, near) for named in (near[0], *items)):
            told_kinds |= {near[0].code, kind}
            span = DateSpan(start, start, "", _day_of(reading, main, (start, end), kind), "inferred")
            telling = telling_of(reading, span, (start, end), kind, 0.55 if cued else 0.4, lead=False)
            yield replace(telling, located=telling.located or main.located)


def _before_it(reading: Reading, named: Named, told: Telling) -> bool:
    """Whether an act stands in another clause before what its sentence tells of a month or year, and is another."""
    dates = [span for span in reading.dates if span.edtf == told.date and span.start > named.end]
    between = reading.passage.text[named.end : dates[0].start] if dates else ""
    return named.code in kinds().handed and named.code != told.kind and "," in between


def at_it(reading: Reading, found: Sequence[Telling]) -> Iterator[Telling]:
    """Tell what a sentence says to have happened at a gathering that an earlier one dates: At the fair, they …."""
    dated = {sentence: telling for telling in found for sentence in [telling.sentence] if not telling.lead}
    before: dict[str, Telling] = {}
    for start, end in reading.sentences:
        text = reading.passage.text[start:end]
        if text in dated:
            before[dated[text].kind] = dated[text]
            continue
        first = framed(reading, (start, end))[0]
        near = deeds(reading, (start, end))
        home = next((before[named.code] for named in near if named.start < first and named.code in before), None)
        acts = [named for named in near if named.start > first and named.code in kinds().acts and home]
        if home and acts and acts[0].code != home.kind:
            span = DateSpan(start, start, "", home.date, "inferred")
            yield telling_of(reading, span, (start, end), purpose(acts[0], near), 0.4, lead=False)


def _opens_item(reading: Reading, named: Named) -> bool:
    """Whether a word opens an item of an enumeration: such as a visit to the port, a display of goods."""
    return _ITEM.search(reading.passage.text, max(0, named.start - ITEM), named.start) is not None


def _is_handed(reading: Reading, named: Named) -> bool:
    """Whether a word tells that something was given or signed: needs no word that ties it to the main happening."""
    text, language = reading.passage.text, reading.passage.language
    if named.code not in kinds().handed:
        return False
    if reading.passage.kind is Kind.CAPTION:
        return True
    if _PAST.search(text[named.start : named.end]):
        return True
    return pattern(language, "done").search(text, max(0, named.start - DONE), named.end + DONE) is not None


def _day_of(reading: Reading, main: Telling, sentence: tuple[int, int], kind: str) -> str:
    """Return when what went on within the main happening was: one of its days, or around it in its month."""
    if "/" in main.date:
        return f"[{main.date.replace('/', '..')}]"
    same = pattern(reading.passage.language, "same_day").search(reading.passage.text, *sentence)
    loose = kind in kinds().around and not same and len(main.date) == len("2025-05-05")
    return main.date[: len("2025-05")] if loose else main.date


def of_the_year(reading: Reading, main: Telling) -> Iterator[Telling]:
    """Tell the anniversaries and theme years that a passage names without a date.

    They are of the year that the passage told last before, else of the article's. An anniversary counts only with its
    number: kỷ niệm 75 năm, the 75th anniversary.
    """
    seen: set[str] = set()
    for start, end in reading.sentences:
        if any(start <= span.start < end and span.edtf for span in reading.dates):
            continue
        for named in deeds(reading, (start, end)):
            if named.code not in kinds().yearly - seen:
                continue
            around = reading.passage.text[max(start, named.start - 8) : named.end + 8]
            if named.code == "anniversary" and not _COUNTED.search(around):
                continue
            seen.add(named.code)
            told = [span.edtf for span in reading.dates if span.end <= start and len(span.edtf) == len("2025")]
            span = DateSpan(start, start, "", [main.date.lstrip("[")[:4], *told][-1], "inferred")
            yield telling_of(reading, span, (start, end), named.code, 0.4, lead=False)


def _clause(text: str, cued: re.Match[str] | None) -> int:
    """Return where a sentence goes on behind the words that tie it to another: «After the talks, …»."""
    comma = text.find(",", cued.end(), cued.end() + OPENING_CLAUSE) if cued and cued.start() < OPENING_CLAUSE else -1
    return max(comma, 0)
