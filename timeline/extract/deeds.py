"""Of which kind a happening is: the words of a sentence that tell of an act, and which of them a date belongs to."""

import re
from collections.abc import Collection

from timeline.documents import Kind
from timeline.extract.gazetteer import Named
from timeline.extract.readings import Reading
from timeline.extract.ties import kinds, pattern
from timeline.extract.words import CAPITAL
from timeline.phrases import DateSpan, Language

BEFORE = 1.5  # an act told in another clause before its date is taken for that much further off than one behind it
VAGUE, SETTING, HEADLINED = 60, 400, 80  # characters by which a kind seems further off, or nearer
COMMEMORATED = 90  # characters behind an anniversary within which a kind is what it commemorates
PURPOSE = 45  # characters behind a gathering within which a kind is what it is for

SHARE = 20  # characters before a plan within which the share of it stands that was reached
ANOTHER = 40  # characters by which an act seems further off to which another date is nearer
OWN, OWNED = 16, 150  # characters between an act and its own date; by which it seems further off from others
ADJOINING = 10  # characters between an act and the date right behind it: signed on May 5
TOLD = 32  # characters behind an act of giving within which a word says that something was only told
ENUMERATED = 150  # characters by which what only stands as an example of something seems further off
FRAME = 40
_PERSON = re.compile(rf"(?:\A|\W){CAPITAL}\w+ \Z")  # a word with a capital right before


def deeds(reading: Reading, sentence: tuple[int, int]) -> list[Named]:
    """Return the words of a sentence that tell of an act: not those in names, nor what an anniversary commemorates."""
    near = [named for named in reading.kinds if sentence[0] <= named.start < sentence[1]]
    return [
        named
        for named in near
        if not _named_in_body(reading, named) and not _commemorated(reading, named, near) and not _told(reading, named)
    ]


def _told(reading: Reading, named: Named) -> bool:
    """Whether what seems to be given is only told: presented a report; or a share of a plan was reached."""
    if named.code in kinds().vague and "%" in reading.passage.text[max(0, named.start - SHARE) : named.start]:
        return True
    things = pattern(reading.passage.language, "told_things")
    end = named.end + TOLD
    found = things.search(reading.passage.text, named.end, end) if named.code in kinds().handed else None
    return found is not None and not set(",.;") & set(reading.passage.text[named.end : found.start()])


def _named_in_body(reading: Reading, named: Named) -> bool:
    """Whether a word is part of the name of a body: Trung tâm Xúc tiến Đầu tư, Investment Promotion Center."""
    if any(
        each.codelist == "actors" and each.start <= named.start and named.end <= each.end and each[:2] != named[:2]
        for each in reading.names
    ):
        return True
    text, bodies = reading.passage.text, pattern(reading.passage.language, "bodies")
    if not text[named.start].isupper():
        return False
    if (
        reading.passage.language is Language.VI
        and _PERSON.search(text, max(0, named.start - 16), named.start)
        and _each_word_capital(text[named.start : named.end])
    ):
        return True
    if reading.passage.language is Language.EN:
        return bodies.match(text, named.end + 1) is not None
    before = bodies.search(text, max(0, named.start - 16), named.start)
    return before is not None and text[before.end() : named.start].isspace()


def _each_word_capital(text: str) -> bool:
    return " " in text and text.istitle()


def _commemorated(reading: Reading, named: Named, near: Collection[Named]) -> bool:
    if named.code not in kinds().commemorated:
        return False
    text = reading.passage.text
    return any(
        other.code == "anniversary"
        and 0 <= named.start - other.end <= COMMEMORATED
        and not set(",;") & set(text[other.end : named.start])
        for other in near
    )


def kind_of(
    reading: Reading, span: DateSpan, sentence: tuple[int, int], headlined: Collection[str] = ()
) -> tuple[str, int]:
    """Return the kind of what a sentence tells of a date, and how far its word is from it; "" if it tells of none.

    In a sentence it is the act nearest to the date, one behind it rather; in a caption, whose date stands last, the
    first act. Words that may mean little, and those of circumstances (an epidemic), come behind other acts.

    Args:
        reading: the passage.
        span: the date.
        sentence: that holds it.
        headlined: kinds of which the headline tells; they come first.
    """
    near = deeds(reading, sentence)
    if not near:
        return "", 0
    caption = reading.passage.kind is Kind.CAPTION
    others = [other for other in reading.dates if sentence[0] <= other.start < sentence[1] and other.edtf]
    examples = pattern(reading.passage.language, "examples").search(reading.passage.text, span.end, sentence[1])

    def cost(named: Named) -> float:
        away = named.start - sentence[0] if caption else _away(reading, named, span)
        away += ANOTHER * any(distance(named, other) < distance(named, span) for other in others)
        away += OWNED * (not caption and any(owns(reading, named, other, span) for other in others))
        away += ENUMERATED * bool(examples and examples.end() <= named.start)
        away += VAGUE * (named.code in kinds().vague) + SETTING * (named.code in kinds().settings)
        return away - HEADLINED * (named.code in headlined)

    codes = {named.code for named in near}
    kept = [named for named in near if not codes & set(kinds().yielding.get(named.code, ()))]
    best = min(kept or near, key=cost)
    return purpose(best, near), distance(best, span)


def owns(reading: Reading, named: Named, other: DateSpan, span: DateSpan) -> bool:
    """Whether another date right behind an act is its own: closed on July 1, will reopen in early 2031."""
    text = reading.passage.text
    behind = text[named.end : other.start]
    return 0 < len(behind) <= OWN and not set(",;:") & set(behind) and "," in text[span.end : named.start]


def framed(reading: Reading, sentence: tuple[int, int]) -> tuple[int, int]:
    """Return a sentence without the words that open it with the place of its speech: «At the talks, …»."""
    frame = pattern(reading.passage.language, "frames").match(reading.passage.text, sentence[0], sentence[1])
    comma = reading.passage.text.find(",", frame.end(), frame.end() + FRAME) if frame else -1
    return (comma, sentence[1]) if comma >= 0 else sentence


def purpose(best: Named, near: Collection[Named]) -> str:
    """Return what a gathering is for, where a word right behind it says so: Hội nghị xúc tiến đầu tư."""
    for named in near:
        if 0 <= named.start - best.end <= PURPOSE and named.code in kinds().purposes.get(best.code, ()):
            return named.code
    return best.code


def _away(reading: Reading, named: Named, span: DateSpan) -> float:
    clause = reading.passage.text[named.end : span.start]
    if named.end <= span.start and len(clause) <= ADJOINING and "," not in clause:
        return 0
    return distance(named, span) * (BEFORE if named.start < span.start and "," in clause else 1)


def distance(named: Named, span: DateSpan) -> int:
    """Return how many characters lie between a word and a date."""
    return max(named.start - span.end, span.start - named.end, 0)
