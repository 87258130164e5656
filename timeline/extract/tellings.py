"""One happening as one language tells it in one passage, and the names that stand with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from timeline.documents import Kind
from timeline.extract.background import standing
from timeline.extract.called import names_before, numbers
from timeline.extract.gazetteer import Named
from timeline.extract.newcomers import newcomers
from timeline.extract.readings import Reading
from timeline.extract.ties import pattern
from timeline.phrases import DateSpan, Language

UNSURE = 0.2  # by which a happening is less likely of whose date another year is as likely
REACH = 14  # characters between a word such as «tại» and the name of the place


@dataclass(frozen=True, slots=True)
class Telling:
    """One happening as one language tells it in one passage.

    Attributes:
        located: the names of which the text says that it was there.
        newcomers: names that no codelist has.
        bracket: where the bracket opens that holds the date, 0 if none does; two brackets are two happenings.
        paragraph: place of its passage in its article and language, from 1.
        place: of its date in its passage, from 0 to 1.
        called: names that its year closes, folded.
        numbers: of gatherings among their like that its sentence gives.
        standing: event_status that words beside its date give, "" if none do.
    """

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
    located: tuple[Named, ...]
    actors: tuple[str, ...]
    series: tuple[str, ...]
    tokens: frozenset[str]
    score: float
    sentence: str
    newcomers: tuple[str, ...]
    bracket: int = 0
    paragraph: int = 0
    place: float = 0.0
    called: tuple[str, ...] = ()
    numbers: frozenset[int] = frozenset()
    standing: str = ""


def telling_of(
    reading: Reading, span: DateSpan, sentence: tuple[int, int], kind: str, score: float, *, lead: bool
) -> Telling:
    """Return the telling of a happening of a kind on a date; a caption is told by all of its text."""
    start, end = sentence if not lead or reading.passage.kind is not Kind.CAPTION else (0, len(reading.passage.text))
    named = [each for each in reading.names if start <= each.start < end]
    return Telling(
        language=reading.passage.language,
        reading=reading.index,
        article=reading.passage.article,
        lines=reading.lines(start, end),
        date=f"../{span.edtf}" if span.limit == "before" else span.edtf,
        basis="inferred" if span.limit == "before" else span.basis,
        kind=kind,
        lead=lead,
        caption=reading.passage.kind is Kind.CAPTION,
        places=tuple(dict.fromkeys(each.code for each in named if each.codelist == "places")),
        located=tuple(located(reading, named)),
        actors=tuple(dict.fromkeys(each.code for each in _not_apposed(reading, named) if each.codelist == "actors")),
        series=tuple(dict.fromkeys(each.code for each in named if each.codelist == "event_series")),
        tokens=tokens(reading, start, end),
        score=score - UNSURE * span.unsure,
        sentence=reading.passage.text[start:end],
        newcomers=newcomers(reading, start, end),
        bracket=reading.bracket_of(span.start),
        paragraph=reading.paragraph,
        place=span.start / (len(reading.passage.text) + 1),
        called=names_before(reading, span) if len(span.edtf) == len("2025") else (),
        numbers=numbers(reading.passage.text[start:end]),
        standing=standing(reading, span, sentence),
    )


def located(reading: Reading, named: Sequence[Named]) -> list[Named]:
    """Return the names before which a word says that something was there: tại, at; names after them by commas too."""
    text = reading.passage.text
    found: list[Named] = []
    last = -REACH
    for each in named:
        if each.codelist == "event_series":
            continue
        words = list(pattern(reading.passage.language, "places").finditer(text, max(0, each.start - REACH), each.start))
        behind = text[words[-1].end() : each.start] if words else "."
        goes_on = text[last : each.start].strip(" ,(") in {"", "tỉnh", "thành phố", "city", "province"}
        if (words and not set(",.;") & set(behind)) or (found and goes_on):
            found.append(each)
            last = each.end
    return found


def _not_apposed(reading: Reading, named: Sequence[Named]) -> Iterator[Named]:
    """Leave out what only says where the name before it is: Cao Bằng, Việt Nam; Cao Bang (Viet Nam)."""
    last = -1
    for each in named:
        if last < 0 or reading.passage.text[last : each.start] not in {", ", " ("}:
            yield each
        last = each.end


def tokens(reading: Reading, start: int, end: int) -> frozenset[str]:
    """Return what the tellings of a happening share in any language: names folded, codes, and numbers."""
    text = reading.passage.text
    within = [word for word in reading.words if start <= word.start < end]
    capital = [word.folded for word in within if text[word.start].isupper()]
    proper = {word for word in capital if not reading.proper or word in reading.proper}
    proper |= {word.folded for word in within if word.folded.isdigit()}
    codes = {f"{each.codelist}:{each.code}" for each in reading.names if start <= each.start < end}
    return frozenset(proper | codes)
