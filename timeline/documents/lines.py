"""The lines of a document, each cleaned of what is form and not words."""

import html
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import partial

from timeline.documents.words import CAPITAL, LOST, MARKED, VIETNAMESE, load

HEADING = re.compile(r"(#{1,6})(?:\s+|$)")
BULLET = re.compile(r"(?:[•■▪●◆◦‣☑✓]|[◀▶▼▲►◄]|[*+](?=\s)|-(?=\s)|>(?=\s))\s*")
POINTERS = "◀▶▼▲►◄"
LINK = re.compile(r"!?\[([^\]]*)\]\(([^()\s]*)[^()]*\)")
TAG = re.compile(r"</?(?:su[bp]|b|i|u|em|strong|br|span|a)\b[^>]*>|<((?:https?://|mailto:)[^>\s]+)>", re.IGNORECASE)
EMPHASIS = re.compile(r"\*+|(?<![^\W_])_+|_+(?![^\W_])|\\(?=[\\`*_{}\[\]()#+.!|>-])")
STRONG = re.compile(r"\s*(?:\*\*|__)(.+?)(?:\*\*|__)\s*(?:\(.*\))?\s*")
INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
HYPHENS = str.maketrans({"\u00ad": "-", "\u2010": "-", "\u2011": "-", "\x02": "-"})
SPACED = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_]){3,}(?!\S)")
CUT_LETTER = re.compile(r"(?<=[a-z]{3}) ([b-hj-z])(?!\S)")
CLOSED = re.compile(r"[.!?…:;][\"”’'»)\]]*$")
ABBREVIATED = re.compile(r"(?:^|[\s(])(?:Mr|Mrs|Ms|Dr|Prof|No|St|Gen|TS|PGS|GS|ThS|Tp|TP|Co|Inc|[A-Z])\.$")

NAME_WITH_MARK = re.compile(r"[^\W\d_]\s[A-Z]{2,8}!$")
"""A name that an exclamation mark is part of, within a sentence (siêu thị GO!)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank.

    Attributes:
        number: its place in the document, from 1.
        text: its words in Unicode form NFC, single spaces, no marks; the line as it is where it is marks alone.
        gap: how many blank lines stand before it.
        level: of a heading, as its # marks tell; 0 for none.
        strong: whether it is bold from end to end.
        bullet: the sign it begins with as an item of a list, a contents entry or a caption; else empty.
        indented: whether it begins with a space.
        edge: whether it ends with a hyphen that may divide a word.
    """

    number: int
    text: str
    gap: int
    level: int = 0
    strong: bool = False
    bullet: str = ""
    indented: bool = False
    edge: bool = field(default=False)

    @property
    def ended(self) -> bool:
        """Whether a sentence, or a part before a colon or semicolon, ends with the line."""
        return has_ended(self.text)

    @property
    def capitals(self) -> bool:
        """Whether it is set in capitals."""
        return in_capitals(self.text)


def has_ended(text: str) -> bool:
    """Whether a text ends with a mark that ends a sentence or introduces something."""
    if NAME_WITH_MARK.search(text):
        return in_capitals(text)
    return bool(CLOSED.search(text)) and not ABBREVIATED.search(text)


def in_capitals(text: str) -> bool:
    """Whether a text is set in capitals: eight letters at least, all but a few of them capital."""
    letters = sum(map(str.isalpha, text))
    return letters >= 8 and sum(map(str.islower, text)) <= letters * 0.12


def read_lines(text: str) -> list[Line]:
    """The lines of a document that are not blank, in order; a line is what stands between LFs."""
    lines: list[Line] = []
    gap = 0
    for number, raw in enumerate(text.split("\n"), 1):
        if not raw.strip():
            gap += 1
            continue
        before = lines[-1] if lines else None
        lines.append(_line(number, raw.translate(HYPHENS), gap, before))
        gap = 0
    return lines


def _line(number: int, raw: str, gap: int, before: Line | None) -> Line:
    text = raw.strip()
    level = 0
    if marks := HEADING.match(text):
        level, text = len(marks[1]), text[marks.end() :].strip()
    bullet = ""
    if (sign := BULLET.match(text)) and _is_bullet(text, gap, before):
        bullet, text = text[0], text[sign.end() :]
    strong = bool(STRONG.fullmatch(text)) and "**" not in text.strip("* ")
    clean = _clean(text)
    if not clean:
        # Marks alone are no words, but the line is a line of the document.
        return Line(number, " ".join(raw.split()), gap, 0, False, "", False)
    return Line(number, clean, gap, level, strong, bullet, raw[0] in " \t\f", bool(re.search(r"[^\W_]-$", clean)))


def _is_bullet(text: str, gap: int, before: Line | None) -> bool:
    """A dash may also go on with a sentence that was wrapped before it."""
    if text[0] not in "-*+>" or before is None:
        return True
    return bool(before.bullet) or before.ended or (gap > 0 and before.capitals)


def _clean(text: str) -> str:
    text = unicodedata.normalize("NFC", text).translate(LIGATURES)
    if "<" in text:
        text = TAG.sub(lambda found: found[1] or "", text)
    if "&" in text:
        text = html.unescape(text)
    if "](" in text:
        text = LINK.sub(r"\1", text)
    text = INVISIBLE.sub("", EMPHASIS.sub("", text))
    if LOST in text:
        text = with_ligatures(text)
    return " ".join(_unspaced(text.strip()).split())


def with_ligatures(text: str) -> str:
    """Put the letters of lost ligatures back into words that have no Vietnamese letter."""
    for pattern, letters in load().ligatures:
        text = pattern.sub(partial(_with_letters, letters), text)
    return text


def _with_letters(letters: str, found: re.Match[str]) -> str:
    return found[0].replace(LOST, letters.upper() if found.string.isupper() else letters)


def _unspaced(text: str) -> str:
    """Close words whose letters were set apart: a wide gap then divides words, a single space letters."""
    if "  " in text:
        groups = re.split(r"\s{2,}", text)
        pieces = [piece for group in groups for piece in group.split()]
        if len(pieces) >= 6 and sum(len(piece) <= 2 for piece in pieces) >= 0.7 * len(pieces):
            return " ".join("".join(group.split()) for group in groups)
        if not MARKED.search(text):
            text = CUT_LETTER.sub(r"\1", text)
    return SPACED.sub(lambda found: found[0].replace(" ", ""), text)


def folded(text: str) -> str:
    """A name as it is compared: small letters without diacritics and spaces, as the two languages share."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(filter(str.isalpha, plain))


class Vocabulary:
    """What words a document has, and how it writes them: the judge of broken words."""

    def __init__(self, lines: list[Line]) -> None:
        self.words: Counter[str] = Counter()
        self.inner: Counter[str] = Counter()
        self.names: set[str] = set()
        self.pairs: set[tuple[str, str]] = set()
        self.alone: Counter[str] = Counter(folded(line.text) for line in lines if line.text.isupper())
        broken = False
        for line in lines:
            words = COMPOUND.findall(line.text)
            # Halves of a word that a line's end divides are no words.
            self.words.update(word.casefold() for word in words[broken : len(words) - line.edge])
            self.inner.update(found for found in INNER.findall(line.text) if found[0].isupper())
            self.pairs.update(PAIR.findall(line.text))
            self.names.update(folded(name) for name in load().credit_names.findall(line.text))
            broken = line.edge

    def glued(self, before: str, after: str) -> str:
        """A text and its continuation as one; the hyphen of a divided word goes, that of a compound stays.

        The document's own spelling decides; where it has neither, a hyphen stays after a digit, a capital, a
        Vietnamese word, another hyphen, or the first part of a usual compound, and goes elsewhere.
        """
        if re.search(r"\d/$", before) and after[:1].isdigit():
            return before + after
        if not re.search(r"[^\W_]-$", before) or not after[:1].isalnum():
            return f"{before} {after}"
        head = COMPOUND.findall(before[:-1])[-1:] or [before[-2]]
        tail = COMPOUND.findall(after)[:1] or [""]
        first, second = head[0].casefold(), tail[0].casefold()
        capitals = after[0].isupper() and not (head[0].isupper() and tail[0].isupper() and len(second) > 1)
        if capitals or before[-2].isdigit():
            return before + after
        last = first.rpartition("-")[2]
        whole, divided = self.words[last + second], self.words[f"{first}-{second}"]
        kept = "-" in first or first in load().kept_hyphens or MARKED.search(first + second)
        return before + after if divided > whole or (kept and not whole) else before[:-1] + after

    def is_signature(self, text: str) -> bool:
        """Whether a text is a name in capitals that the document credits pictures to."""
        return len(text) <= 40 and text.isupper() and folded(text) in self.names

    def ends_signed(self, text: str) -> bool:
        """Whether a text ends with the name of an author in capitals behind a full stop."""
        found = SIGNATURE.search(text) if text[-1].isupper() else None
        return found is not None and (self.is_signature(found[1]) or self.signs(found[1]))

    def with_initial(self, text: str) -> str:
        """A paragraph whose large first letter stands apart, as its other places in the document spell the word."""
        if found := INITIAL.match(text):
            whole = self.words[(found[1] + found[2]).casefold()]
            if whole and self.words[found[2]] <= 1:
                return found[1] + text[2:]
        return text

    def signs(self, text: str) -> bool:
        """Whether the document has a text, as a line alone, at least twice, written with diacritics or without."""
        return self.alone[folded(text)] >= 2

    def can_continue(self, before: str, after: str) -> bool:
        """Whether a text that begins with a capital may go on with an unfinished one.

        It may where the document has its first word behind the same word, or within sentences more than elsewhere.
        """
        word = (LETTERS.findall(after[:40]) or [""])[0]
        last = (LETTERS.findall(before[-40:]) or [""])[-1]
        return (last, word) in self.pairs or (self.inner[word] > 0 and self.inner[word] * 2 >= self.words_small(word))

    def words_small(self, word: str) -> int:
        """How often the document has a word in small letters, or where a sentence begins."""
        return self.words[word.casefold()] - self.inner[word]


COMPOUND = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
SMALL = f"a-z{VIETNAMESE}"
LETTERS = re.compile(r"[^\W\d_]+")
SIGNATURE = re.compile(r"[.!?…\"”][)\s]+([^\W\d_]+(?: [^\W\d_]+){1,3})$")
INITIAL = re.compile(rf"([^\W\d_]) ([{SMALL}]{{2,}})")
PAIR = re.compile(rf"([^\W\d_]+),? (?=({CAPITAL}[^\W\d_]*))")
INNER = re.compile(rf"(?<=[{SMALL},] )([^\W\d_]+)")
