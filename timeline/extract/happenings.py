"""The dated happenings that each passage tells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from timeline import edtf
from timeline.documents import Kind
from timeline.extract.gazetteer import Named
from timeline.extract.readings import Reading, dates_document
from timeline.extract.ties import kinds, pattern
from timeline.phrases import DateSpan, Language

HEAD = 40  # characters at the head of a passage in which a date makes it a lead
NEAR_YEAR = 90  # characters round a bare year within which something must be told to happen
OPENING = 2  # sentences of a passage that tell what it is about
_GRAINS = {edtf.Precision.DAY: 0, edtf.Precision.MONTH: 1, edtf.Precision.YEAR: 2}
_YEAR_BEHIND = re.compile(r"[^.;:,()0-9]{0,60}?\b((?:19|20)[0-9]{2})(?![\w/%-]|[.,][0-9])")


@dataclass(frozen=True, slots=True)
class Telling:
    """One happening as one language tells it in one passage."""

    language: Language
    reading: int
    article: int
    lines: tuple[int, int]
    date: str
    basis: str
    kind: str
    lead: bool
    caption: bool
    places: tuple[str, ...]
    actors: tuple[str, ...]
    series: tuple[str, ...]
    tokens: frozenset[str]
    score: float
    sentence: str


def tellings(readings: Sequence[Reading]) -> list[Telling]:
    """Return the happenings of a document, in the order of its text."""
    found = [telling for language in Language for telling in _of_language(readings, language)]
    return sorted(found, key=lambda telling: (telling.reading, telling.lines))


def _of_language(readings: Sequence[Reading], language: Language) -> Iterator[Telling]:
    """Tell what happened as one language has it; what a text tells after its lead belongs to that day."""
    main: Telling | None = None
    undated = False
    for reading in readings:
        if reading.passage.language is not language:
            continue
        if reading.passage.kind is Kind.HEADLINE:
            undated = True
            continue
        opening = reading.passage.kind is Kind.LEAD or undated
        found = list(_dated(reading, opening=opening))
        yield from found
        yield from listed(reading, found)
        leads = [telling for telling in found if telling.lead and reading.passage.kind is not Kind.CAPTION]
        if leads:
            main, undated = leads[0], False
        if main and abs(reading.passage.article - main.article) <= 1:
            yield from within(reading, main, found)


def _dated(reading: Reading, *, opening: bool) -> Iterator[Telling]:
    """Tell the happenings of a passage that have a date of their own."""
    caption = reading.passage.kind is Kind.CAPTION
    seen: set[tuple[str, str, int]] = set()
    for span in _caption_dates(reading) if caption else _dates(reading):
        sentence = reading.sentence_of(span.start)
        score, kind = _happening(reading, span, sentence, caption=caption)
        key = (span.edtf, kind, _pair(reading, span) or sentence[0])
        if not kind or key in seen:
            continue
        day = edtf.precision(span.edtf) is edtf.Precision.DAY
        opens = (
            day
            and not seen
            and kind != kinds().document
            and (span.start < HEAD or (opening and sentence in reading.sentences[:OPENING]))
        )
        seen.add(key)
        yield _telling(reading, span, sentence, kind, score, lead=caption or opens)
        if not caption and not day:
            for other in _beside(reading, span, sentence, kind):
                seen.add((span.edtf, other, key[2]))
                yield _telling(reading, span, sentence, other, score - 0.1, lead=False)


def _dates(reading: Reading) -> list[DateSpan]:
    """Return the dates of a passage, and the bare years behind what is named with them («Spring Meeting 2025»)."""
    taken = [(span.start, span.end) for span in reading.dates]
    found = [span for span in reading.dates if span.edtf]
    for named in (*reading.kinds, *(each for each in reading.names if each.codelist == "event_series")):
        match = _YEAR_BEHIND.match(reading.passage.text, named.end)
        if match and all(match.end() <= start or end <= match.start(1) for start, end in taken):
            taken.append(match.span(1))
            found.append(DateSpan(*match.span(1), match[1], match[1]))
    return sorted(found, key=lambda span: span.start)


def _pair(reading: Reading, span: DateSpan) -> int:
    """Return where the bracket opens that holds a date, 0 if none does: (3/3/1959 - 3/3/2026)."""
    opened = reading.passage.text.rfind("(", max(0, span.start - 40), span.start)
    return opened + 1 if opened >= 0 and ")" not in reading.passage.text[opened : span.start] else 0


def _caption_dates(reading: Reading) -> list[DateSpan]:
    """Return the date at which a caption's picture was taken, and other days in it."""
    dates = [span for span in reading.dates if span.edtf]
    if not dates:
        return []
    grains = [_GRAINS.get(edtf.precision(span.edtf), 3) for span in dates]
    best = max(place for place, grain in enumerate(grains) if grain == min(grains))
    return [span for place, span in enumerate(dates) if place == best or grains[place] == 0]


def listed(reading: Reading, found: Sequence[Telling]) -> Iterator[Telling]:
    """Tell the items of a list that stand behind a dated one and have no date of their own."""
    last: Telling | None = None
    for start, end in reading.sentences:
        text = reading.passage.text[start:end]
        own = [telling for telling in found if telling.sentence == text]
        near = [named for named in reading.kinds if start <= named.start < end and named.code in kinds().acts]
        if own:
            last = own[-1] if text.rstrip().endswith(";") else None
        elif last and near and not any(start <= span.start < end for span in reading.dates):
            span = DateSpan(start, start, "", last.date, "inferred")
            yield _telling(reading, span, (start, end), near[0].code, 0.4, lead=False)
        if not text.rstrip().endswith(";"):
            last = None


def within(reading: Reading, main: Telling, found: Sequence[Telling]) -> Iterator[Telling]:
    """Tell what a passage without a date of its own says to have happened within the main happening or beside it."""
    told = {telling.sentence for telling in found}
    told_kinds = {main.kind}
    for start, end in reading.sentences:
        text = reading.passage.text[start:end]
        near = [
            named for named in reading.kinds if start <= named.start < end and named.code in kinds().acts - told_kinds
        ]
        if text in told or not near or pattern(reading.passage.language, "unreal").search(text):
            continue
        cued = pattern(reading.passage.language, "ties").search(text)
        if not cued and near[0].code not in kinds().handed:
            continue
        told_kinds.add(near[0].code)
        date = f"[{main.date.replace('/', '..')}]" if "/" in main.date else main.date
        span = DateSpan(start, start, "", date, "inferred")
        yield _telling(reading, span, (start, end), near[0].code, 0.55 if cued else 0.4, lead=False)


def _happening(reading: Reading, span: DateSpan, sentence: tuple[int, int], *, caption: bool) -> tuple[float, str]:
    """Return how likely a date is that of a happening, and of which kind; "" where it is none."""
    if any(each.base and each.base[0] <= span.start < each.base[1] for each in reading.quantities):
        return 0, ""
    if dates_document(reading, span):
        return 0.8, kinds().document
    kind, distance = _kind(reading, span, sentence)
    grain = edtf.precision(span.edtf)
    if grain is edtf.Precision.DAY or (caption and grain is edtf.Precision.MONTH):
        return (0.95, kind) if kind else (0.6, kinds().unknown)
    within = [each for each in reading.quantities if sentence[0] <= each.figure.start < sentence[1] and not each.weak]
    vague = kind in kinds().vague
    if not kind or (vague and within) or (distance > NEAR_YEAR and not caption):
        return 0, ""
    if grain is edtf.Precision.MONTH and "/" not in span.edtf:
        return 0.8, kind
    return (0.7 if caption else 0.5) - 0.1 * vague - 0.1 * bool(within), kind


def _kind(reading: Reading, span: DateSpan, sentence: tuple[int, int]) -> tuple[str, int]:
    """Return the kind whose word stands nearest to a date within its sentence, and how far it is."""
    near = [named for named in reading.kinds if sentence[0] <= named.start < sentence[1]]
    if not near:
        return "", 0
    best = min(near, key=lambda named: (named.code in kinds().vague, _distance(named, span)))
    return best.code, _distance(best, span)


def _beside(reading: Reading, span: DateSpan, sentence: tuple[int, int], kind: str) -> list[str]:
    """Return what else a sentence tells of the same year or month: kinds to whose words no other date is nearer."""
    others = [other for other in reading.dates if sentence[0] <= other.start < sentence[1] and other.edtf]
    found: list[str] = []
    for named in reading.kinds:
        away = _distance(named, span)
        if not sentence[0] <= named.start < sentence[1] or away > NEAR_YEAR or named.code in kinds().vague | {kind}:
            continue
        if all(away <= _distance(named, other) for other in others) and named.code not in found:
            found.append(named.code)
    return found[:2]


def _distance(named: Named, span: DateSpan) -> int:
    return max(named.start - span.end, span.start - named.end, 0)


def _telling(
    reading: Reading, span: DateSpan, sentence: tuple[int, int], kind: str, score: float, *, lead: bool
) -> Telling:
    start, end = sentence if not lead or reading.passage.kind is not Kind.CAPTION else (0, len(reading.passage.text))
    named = [each for each in reading.names if start <= each.start < end]
    return Telling(
        language=reading.passage.language,
        reading=reading.index,
        article=reading.passage.article,
        lines=reading.lines(start, end),
        date=span.edtf,
        basis=span.basis,
        kind=kind,
        lead=lead,
        caption=reading.passage.kind is Kind.CAPTION,
        places=tuple(dict.fromkeys(each.code for each in named if each.codelist == "places")),
        actors=tuple(dict.fromkeys(each.code for each in named if each.codelist == "actors")),
        series=tuple(dict.fromkeys(each.code for each in named if each.codelist == "event_series")),
        tokens=tokens(reading, start, end),
        score=score,
        sentence=reading.passage.text[start:end],
    )


def tokens(reading: Reading, start: int, end: int) -> frozenset[str]:
    """Return what the tellings of a happening share in any language: names folded, codes, and numbers."""
    text = reading.passage.text
    within = [word for word in reading.words if start <= word.start < end]
    proper = {word.folded for word in within if text[word.start].isupper() or word.folded.isdigit()}
    codes = {f"{each.codelist}:{each.code}" for each in reading.names if start <= each.start < end}
    return frozenset(proper | codes)
