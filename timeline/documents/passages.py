"""A document as passages: running text with its language, kind, lines and article."""

from bisect import bisect_right
from dataclasses import dataclass

from timeline.documents.articles import Part, parts_of
from timeline.documents.blocks import blocks_of
from timeline.documents.furniture import furniture_of
from timeline.documents.kinds import Kind, kinds_of
from timeline.documents.lines import Line, Vocabulary, read_lines
from timeline.phrases import Language


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, caption, headline or the like, mended.

    Attributes:
        text: running text in Unicode form NFC on one line, without marks and hard wraps.
        language: Vietnamese or English; a short one has that of its neighbours.
        kind: what it is.
        lines: (offset in text, line number in the document), ascending; lines are counted from 1, by LF.
        article: running number, from 1; a headline (or the headlines of both languages) opens a new one.
    """

    text: str
    language: Language
    kind: Kind
    lines: tuple[tuple[int, int], ...]
    article: int

    def line_at(self, offset: int) -> int:
        """The line of the document that a place in the text stands on."""
        return self.lines[max(bisect_right(self.lines, offset, key=lambda entry: entry[0]) - 1, 0)][1]


def passages(text: str) -> list[Passage]:
    """The passages of a document, in the order in which they begin.

    Every line that is not blank belongs to one of them (to two where it holds the end of the Vietnamese and the
    beginning of the English). A paragraph that is cut by a column, a picture or a page is put together again.
    """
    lines = read_lines(text)
    aside = furniture_of(lines)
    vocabulary = Vocabulary(lines)
    blocks = blocks_of(_without(lines, aside), vocabulary)
    parts = parts_of(blocks, kinds_of(blocks, vocabulary), vocabulary)
    told = [_passage(part) for part in parts]
    told += _furniture([line for line in lines if line.number in aside], told)
    return sorted(told, key=lambda passage: passage.lines[0][1])


def _without(lines: list[Line], aside: set[int]) -> list[Line]:
    """The lines but for those, with the gaps that they leave."""
    kept: list[Line] = []
    gap = 0
    for line in lines:
        if line.number in aside:
            gap += line.gap + 1
            continue
        kept.append(
            Line(line.number, line.text, line.gap + gap, line.level, line.strong, line.bullet, line.indented, line.edge)
        )
        gap = 0
    return kept


def _passage(part: Part) -> Passage:
    block = part.block
    return Passage(block.text, part.language, part.kind, tuple(block.lines), part.article)


def _furniture(lines: list[Line], told: list[Passage]) -> list[Passage]:
    """Page numbers and running heads, each as it is, with language and article of what stands before."""
    starts = sorted((passage.lines[0][1], passage.article, passage.language) for passage in told)
    made = []
    for line in lines:
        at = bisect_right(starts, line.number, key=lambda entry: entry[0]) - 1
        _, article, language = starts[max(at, 0)] if starts else (0, 0, Language.EN)
        made.append(Passage(line.text, language, Kind.FURNITURE, ((0, line.number),), article))
    return made
