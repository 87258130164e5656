"""Texts as they are compared: folded, cut into words, sentences and clauses."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

SMALL = "".join(filter(str.islower, map(chr, (*range(0x250), *range(0x1E00, 0x1F00)))))
"""The small letters of Latin script, Vietnamese ones too."""
CAPITAL = f"[^\\W\\d_{SMALL}]"
# A stop ends a sentence where a capital, a quote, a dash or a dated item follows, and no short form stands before it.
_STOP = re.compile(rf"[.!?…][”\"')»]*\s+(?=[«“\"(\-–]?\s*{CAPITAL})|[;]\s+|\s[•*◆■]\s|[.!?…]\)?\s+(?=[-–]\s[0-9])")
# An exclamation mark right behind a word in capitals is part of a name («GO! Hưng Yên»), unless all is in capitals.
_NAME_WITH_MARK = re.compile(rf"(?<![^\W_]){CAPITAL}{{2,}}!\s+[^\W\d_]?[{SMALL}]")
_SHORT_FORM = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|TP|Tp|TS|ThS|GS|PGS|[A-ZĐ])|\bvs|\betc)\.\Z")
_WORD = re.compile(r"[^\W_]+")


class Word(NamedTuple):
    """A word of a text, text[start:end], and how it is compared."""

    start: int
    end: int
    folded: str


@lru_cache(maxsize=8_192)
def _folded(character: str) -> str:
    plain = unicodedata.normalize("NFD", character.replace("đ", "d").replace("Đ", "D"))[0].lower()
    return plain if len(plain) == 1 else character


def fold(text: str) -> str:
    """Return an NFC text without diacritics and capitals, of the same length."""
    return text.lower() if text.isascii() else "".join(map(_folded, text))


def toned(text: str) -> str:
    """Return a Vietnamese text in small letters with each word's marks behind it: «hoà» and «hòa» are one spelling."""
    plain, marks = [], []
    for character in unicodedata.normalize("NFD", text.lower()) + " ":
        if unicodedata.combining(character):
            marks.append(character)
        elif character.isalpha():
            plain.append(character)
        else:
            plain += [*sorted(marks), character]
            marks.clear()
    return "".join(plain).rstrip()


def words(text: str) -> list[Word]:
    """Return the words and numbers of a text, folded."""
    folded = fold(text)
    return [Word(match.start(), match.end(), match[0]) for match in _WORD.finditer(folded)]


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences of a running text; together they hold all its words."""
    spans, start = [], 0
    for stop in _STOP.finditer(text):
        if stop[0][0] == ";" and text.rfind("(", start, stop.start()) > text.rfind(")", start, stop.start()):
            continue  # (51 km; two lanes)
        if stop[0][0] == "." and _SHORT_FORM.search(text, max(0, stop.start() - 6), stop.start() + 1):
            continue
        if stop[0][0] == "!" and _NAME_WITH_MARK.match(text, text.rfind(" ", 0, stop.start()) + 1):
            continue
        spans.append((start, stop.end()))
        start = stop.end()
    spans.append((start, len(text)))
    return [span for span in spans if text[slice(*span)].strip()]
