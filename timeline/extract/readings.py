"""A document as it is read: each passage with its sentences, dates, figures and names."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from timeline.codelists import Codelists
from timeline.documents import Kind, Passage
from timeline.extract.dating import Stated, dated
from timeline.extract.gazetteer import KINDS, NAMES, Gazetteer, Named
from timeline.extract.words import Word, sentences, words
from timeline.phrases import DateSpan, Language, Quantity, find_quantities

BRACKET = 80  # characters that a bracket may hold
_DOCUMENT = re.compile(r"(?:[0-9]+/(?:[0-9]{4}/)?[A-ZĐ]{2,}[\w/-]*|\bsố\s+[0-9]+\S*|\bNo\.?\s*[0-9]+\S*)[^.;]{0,40}\Z")


class Gazetteers(NamedTuple):
    """What is looked for in one language: names, and words that tell of happenings."""

    names: Gazetteer
    kinds: Gazetteer


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage and what was found in it; all positions are in its text.

    `paragraph` is its place among the passages of its kind (caption, or prose) in its article and language, from 1;
    `proper` the words of names, folded, of a passage in capitals, as the others of its language have them.
    """

    index: int
    passage: Passage
    words: list[Word]
    sentences: list[tuple[int, int]]
    dates: list[DateSpan]
    quantities: list[Quantity]
    names: list[Named]
    kinds: list[Named]
    paragraph: int = 0
    proper: frozenset[str] = frozenset()

    def sentence_of(self, position: int) -> tuple[int, int]:
        """Return the span of the sentence that holds a position."""
        return next((span for span in self.sentences if span[0] <= position < span[1]), self.sentences[-1])

    def whole_sentence_of(self, position: int) -> tuple[int, int]:
        """Return the span of the sentence that holds a position, from before the semicolons in it."""
        start, end = self.sentence_of(position)
        for first, last in reversed(self.sentences):
            if last == start and self.passage.text[first:last].rstrip().endswith(";"):
                start = first
        return start, end

    def bracket_of(self, position: int) -> int:
        """Return where the bracket opens that holds a position (from 1), 0 if none does."""
        opened = self.passage.text.rfind("(", max(0, position - BRACKET), position)
        return opened + 1 if opened >= 0 and ")" not in self.passage.text[opened:position] else 0

    def lines(self, start: int, end: int) -> tuple[int, int]:
        """Return the first and last line of a span."""
        return self.passage.line_at(start), self.passage.line_at(max(start, end - 1))


def dates_document(reading: Reading, span: DateSpan) -> bool:
    """Whether a date is that of a document whose number stands before it: Decision 53/QD-TTg of 15 March 2022."""
    start = max(reading.sentence_of(span.start)[0], span.start - 60)
    return _DOCUMENT.search(reading.passage.text, start, span.start) is not None


def gazetteers(codelists: Codelists) -> dict[Language, Gazetteers]:
    """Return what is looked for in each language."""
    return {
        language: Gazetteers(Gazetteer(codelists, language, NAMES), Gazetteer(codelists, language, KINDS))
        for language in Language
    }


def read(document: Stated, codelists: Codelists, issued: str) -> list[Reading]:
    """Read a document from first line to last.

    Args:
        document: its passages and the dates that they state.
        codelists: the names that are known.
        issued: EDTF date of issue, "" if it is not known: then some years stay untold.
    """
    known = gazetteers(codelists)
    counts: Counter[tuple[int, Language, bool]] = Counter()
    found: list[Reading] = []
    for part, dates in zip(document.parts, dated(document, issued), strict=True):
        place = part.article, part.language, part.kind is Kind.CAPTION
        counts[place] += part.kind is not Kind.HEADLINE
        found.append(_reading(len(found), part, known[part.language], dates, counts[place]))
    proper = {language: _proper(found, language) for language in Language}
    return [
        replace(each, proper=proper[each.passage.language]) if each.passage.text.isupper() else each for each in found
    ]


def _proper(found: Sequence[Reading], language: Language) -> frozenset[str]:
    """Return the words that a language has with a capital within its sentences, folded."""
    same = [each for each in found if each.passage.language is language and not each.passage.text.isupper()]
    return frozenset(
        word.folded
        for each in same
        for word in each.words
        if each.passage.text[word.start].isupper() and each.passage.text[max(0, word.start - 2)] not in '.!?;:"“'
    )


def _reading(index: int, passage: Passage, known: Gazetteers, dates: list[DateSpan], paragraph: int) -> Reading:
    cut = words(passage.text)
    taken = [(span.start, span.end) for span in dates]
    quantities = find_quantities(passage.text, passage.language, taken=taken)
    figures = [range(each.figure.start, each.figure.end) for each in quantities if len(each.figure.unit or "") == 3]
    names = known.names.find(passage.text, cut)
    return Reading(
        index=index,
        passage=passage,
        words=cut,
        sentences=sentences(passage.text),
        dates=dates,
        quantities=quantities,
        names=[name for name in names if not any(name.start in figure for figure in figures)],  # US$5 is no place
        kinds=known.kinds.find(passage.text, cut),
        paragraph=paragraph,
    )
