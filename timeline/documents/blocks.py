"""Lines put together to blocks: a paragraph, a caption or a headline, unwrapped, with the line of each part."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from statistics import median

from timeline.documents.lines import Line, Vocabulary, has_ended, in_capitals
from timeline.documents.words import CAPITAL, WORD, language_of, load
from timeline.phrases import Language

CHAIN_LINES, CHAIN_WIDTH = 6, 100
"""From how many lines on, and up to which width, lines with one blank line between each are one wrapped column."""
CREDITED = re.compile(r":\s*(?:[^\W\d_]+[ .]*){1,5}[.)]?$")
WIDER = 1.5
"""Times the width of a column from which a line is none of its own."""
LABELLED = re.compile(rf":\s*{CAPITAL}[^\W\d_]*\s+(?!{CAPITAL})[^\W\d_]+(?:[,\s]+\S+){{3}}")
"""Behind the label of a picture: no name, but what it shows (Ảnh: Quang cảnh buổi lễ trao quà)."""
LEADERS = re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){4,})\s*\d+$")
"""How an entry of a list of contents ends."""
REST_OF_NAME = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,2}\s?/")
DATED = re.compile(r"\d\W*$")
SIGN = re.compile(r"[^\W_]")
SIGNED = re.compile(r"[^\W\d_]{1,7}(?: [^\W\d_]{1,7}){1,3}")
PLAIN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,4}")
SLASHES = re.compile(r"\s*[/|]\s*")


@dataclass(slots=True)
class Block:
    """Lines that belong together, as one running text.

    Attributes:
        text: the mended text.
        lines: where in it each line of the document begins.
        first: the first line, which tells how the block is set.
        language: of the block, where it tells by itself.
        pair: number of the bilingual block that it is a half of; 0 for none.
    """

    text: str
    lines: list[tuple[int, int]]
    first: Line
    language: Language | None = None
    pair: int = 0

    @property
    def ended(self) -> bool:
        """Whether its last sentence is complete."""
        return has_ended(self.text)

    @property
    def capitals(self) -> bool:
        """Whether it is set in capitals."""
        return in_capitals(self.text)

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(WORD.findall(self.text))

    def add(self, text: str, lines: list[tuple[int, int]], vocabulary: Vocabulary) -> None:
        """Go on with another text, of later lines."""
        whole = vocabulary.glued(self.text, text)
        shift = len(whole) - len(text)
        self.lines = self.lines + [(offset + shift, number) for offset, number in lines]
        self.text = whole


def blocks_of(lines: list[Line], vocabulary: Vocabulary) -> list[Block]:
    """Put lines together to blocks, and take bilingual ones apart.

    Args:
        lines: those that are words of the document, without page numbers and the like.
        vocabulary: of the document.
    """
    widths = _widths(lines)
    chained = _chained(lines)
    blocks: list[Block] = []
    for at, line in enumerate(lines):
        if at and _joins(lines[at - 1], line, widths[at - 1], chained[at], vocabulary):
            blocks[-1].add(line.text, [(0, line.number)], vocabulary)
        else:
            blocks.append(Block(vocabulary.with_initial(line.text), [(0, line.number)], line))
    return [half for block in blocks for half in _halves(block)]


def _chained(lines: list[Line]) -> list[bool]:
    """Whether a line follows the one before it in a column that has a blank line after every line."""
    chained = [False] * len(lines)
    start = 0
    for at in range(1, len(lines) + 1):
        if at < len(lines) and lines[at].gap == 1 and _may_chain(lines[at - 1]) and _may_chain(lines[at]):
            continue
        chain = lines[start:at]
        wide = WIDER * median(len(line.text) for line in chain)
        # Its first or last line is of a caption beside the column where it is much wider.
        first, last = start + (len(chain[0].text) > wide), at - (len(chain[-1].text) > wide)
        chain = lines[first:last]
        unfinished = sum(1 for line in chain if not line.ended)
        if len(chain) >= CHAIN_LINES and unfinished >= 0.6 * len(chain):
            chained[first + 1 : last] = [True] * (len(chain) - 1)
        start = at
    return chained


def _may_chain(line: Line) -> bool:
    return len(line.text) <= CHAIN_WIDTH and not (line.level or line.strong or line.bullet)


def _widths(lines: list[Line]) -> list[int]:
    """How wide the text runs around each line: the widest of the nearest lines set as it is; 0 for one alone."""
    widths = []
    for at, line in enumerate(lines):
        low = high = at
        while low > max(0, at - 3) and lines[low].gap == _pitch(lines, at):
            low -= 1
        while high < min(len(lines) - 1, at + 2) and lines[high + 1].gap == _pitch(lines, at):
            high += 1
        widths.append(max(len(each.text) for each in lines[low : high + 1]) if high > low else 0)
        if line.gap > 1 and high == at:
            widths[-1] = 0
    return widths


def _pitch(lines: list[Line], at: int) -> int:
    """Blank lines between a line and its nearer neighbour."""
    after = lines[at + 1].gap if at + 1 < len(lines) else 9
    return min(lines[at].gap, after, 1)


def _joins(a: Line, b: Line, width: int, chained: bool, vocabulary: Vocabulary) -> bool:
    """Whether line b goes on with the block of line a."""
    if _begins(a, b, vocabulary):
        return False
    if _plainly_goes_on(a, b):
        return True
    if _is_credited(a.text) or a.capitals != b.capitals or (b.gap and a.strong != b.strong) or _changes_language(a, b):
        return False
    if a.capitals:
        return b.gap <= 1 and not a.ended
    if chained or b.gap == 0:
        return _follows(a, b, width)
    return b.gap <= 3 and not a.ended and _is_wrapped(a, b, width, vocabulary)


def _begins(a: Line, b: Line, vocabulary: Vocabulary) -> bool:
    """Whether b begins something new as its marks tell, or a name that signs an article parts the two."""
    marked = b.level or b.bullet or a.level or _is_marks(a) or _is_marks(b)
    signed = vocabulary.is_signature(a.text) or vocabulary.ends_signed(a.text)
    credit = load().credits.match(b.text)
    if credit and LABELLED.match(b.text, credit.end() - 1) and (b.gap or a.ended):
        return True
    return bool(marked or signed or LEADERS.search(a.text)) or (
        vocabulary.is_signature(b.text) and a.text[-1] not in ":,-"
    )


def _plainly_goes_on(a: Line, b: Line) -> bool:
    """Whether b is a credit, or the rest of a divided word, a credited name, a bilingual line or a headline."""
    credited = _is_credited(a.text)
    if load().credits.match(b.text) and b.gap <= 1 and not credited:
        return True
    if a.edge and b.text[:1].islower() and b.gap <= 4:
        return True
    if b.gap == 0 and ((credited and REST_OF_NAME.match(b.text)) or (a.text.endswith("/") and not credited)):
        return a.capitals == b.capitals or credited
    short_capitals = a.capitals and b.text.isupper() and not a.ended and b.gap <= 1 and not b.indented
    return short_capitals and not _changes_language(a, b) and not credited


def _changes_language(a: Line, b: Line) -> bool:
    """Whether a ends in one language and b begins in the other."""
    one, other = language_of(SLASHES.split(a.text)[-1]), language_of(SLASHES.split(b.text)[0])
    return one is not None and other is not None and one is not other


def _is_marks(line: Line) -> bool:
    return not SIGN.search(line.text)


def _is_credited(text: str) -> bool:
    """Whether a text ends with the name of a photographer, or another origin of a picture."""
    if load().whole_credits.search(text):
        return True
    found = list(load().credits.finditer(text))
    return bool(found) and bool(CREDITED.search(text[found[-1].start() :])) and not text.endswith("/")


def _follows(a: Line, b: Line, width: int) -> bool:
    """Whether b goes on with a in lines of one pitch: unless a ends a sentence where b's first word had room."""
    small = b.text[:1].islower()
    if not small and (looks_like_name(a.text) or _is_subheading(a, b, width)):
        return False
    if b.indented and not a.indented and b.gap == 0:
        return not a.ended and small
    return not a.ended or small or not width or not _has_room(a, b, width)


def looks_like_name(text: str) -> bool:
    """Whether a text is two to four short words in capitals, as authors sign."""
    return text.isupper() and len(text) <= 30 and SIGNED.fullmatch(text) is not None


def _is_subheading(a: Line, b: Line, width: int) -> bool:
    """Whether a is a few words on a line that b's first word would have fitted on well."""
    if a.ended or not PLAIN.fullmatch(a.text):
        return False
    return len(a.text) + len(b.text.split(" ", 1)[0]) < 0.5 * width


def _has_room(a: Line, b: Line, width: int) -> bool:
    return len(a.text) + 1 + len(b.text.split(" ", 1)[0]) < width


def _is_wrapped(a: Line, b: Line, width: int, vocabulary: Vocabulary) -> bool:
    """Whether an unfinished line goes on behind a blank line: b begins small, or a was full."""
    if b.text[:1].islower():
        return True
    if width and len(b.text) > WIDER * width:
        return False
    return 0 < width < CHAIN_WIDTH * 2 and not DATED.search(a.text) and not _has_room(a, b, width) and (
        vocabulary.can_continue(a.text, b.text)
    )  # fmt: skip


def _halves(block: Block) -> list[Block]:
    """A block «Vietnamese / English» as its two halves, else the block alone, each with its language."""
    best, cut = 0, None
    for slash in SLASHES.finditer(block.text):
        if block.text[slash.start() - 1].isdigit() and block.text[slash.end() : slash.end() + 1].isdigit():
            continue
        one, other = language_of(block.text[: slash.start()]), language_of(block.text[slash.end() :])
        if one and other and one != other and (score := _score(block.text, slash)) > best:
            best, cut = score, slash
    if cut is None:
        block.language = language_of(block.text)
        return [block]
    number = block.first.number
    at = bisect_right([offset for offset, _ in block.lines], cut.end()) - 1
    after = [(max(offset - cut.end(), 0), line) for offset, line in block.lines[at:]]
    before = [(offset, line) for offset, line in block.lines if offset < cut.start()] or block.lines[:1]
    if after[0][1] == before[-1][1] and cut.end() in {offset for offset, _ in block.lines}:
        after = after[1:]
    texts = block.text[: cut.start()], block.text[cut.end() :]
    return [
        Block(text, lines, block.first, language_of(text), number)
        for text, lines in zip(texts, (before, after), strict=True)
    ]


def _score(text: str, slash: re.Match[str]) -> int:
    """How well a slash divides two languages: the words of each side's shorter language, told by short windows."""
    left, right = text[: slash.start()][-60:], text[slash.end() :][:60]
    one, other = language_of(left), language_of(right)
    clear = (one is not None) + (other is not None) + (one is not None and other is not None and one != other)
    return 1 + 2 * clear + (" " in slash[0] or not text[slash.start() - 1].isalnum())
