"""What a happening is called by: the words before its year that name it, and its number among its like."""

import re

from timeline.extract.readings import Reading
from timeline.extract.words import CAPITAL, fold
from timeline.phrases import DateSpan, Language

NAME = 110  # characters before a year within which the name that it closes begins
FEWEST, MOST = {Language.VI: 3, Language.EN: 2}, 6  # words of a name that tells it from others
_BREAK = re.compile(r"[.;:()\[\]]")
_SMALL_WORDS = re.compile(r"\b(?:the|a|an) ")
_LAST = re.compile(r"(?:\s|,|\bnam\b|\bin\b|\bof\b)+\Z")
_CAPITALS = re.compile(rf"(?:{CAPITAL}[\w'’-]*(?: (?:of|and|the))? )*\Z")
_NUMBERED = re.compile(r"\blan thu ([0-9]+|[ivxl]+)\b|\b([0-9]+)(?:st|nd|rd|th)\b(?! (?:anniversary|founding))")
_QUOTED = re.compile(r"[“«\"]([^“”«»\"]{4,60}?)\s+\Z")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def names_before(reading: Reading, span: DateSpan) -> tuple[str, ...]:
    """Return, as `bare` has them, what may be the name that a year closes: «khai mạc lễ hội hoa đào», «lễ hội hoa đào».

    Each begins with a word for a kind of happening (in English with the capitals before it) or a quote, and has some
    words.
    """
    text, language = reading.passage.text, reading.passage.language
    found = []
    for named in reading.kinds:
        if not span.start - NAME <= named.start < span.start or _BREAK.search(text[named.start : span.start]):
            continue
        start = named.start
        if language is Language.EN and not text.isupper():
            before = _CAPITALS.search(text, max(0, start - NAME), start)
            start = before.start() if before else start
        name = _LAST.sub("", bare(text[start : span.start])).split()
        if len(name) >= FEWEST[language]:
            found.append(" ".join(name[:MOST]))
    quoted = _QUOTED.search(text, max(0, span.start - NAME), span.start)
    if quoted and quoted[1].count(" "):
        found.append(bare(quoted[1]))
    return tuple(found)


def bare(text: str) -> str:
    """Return a text folded, without quotes, commas and articles."""
    return _SMALL_WORDS.sub("", " ".join(re.sub(r"[«»“”\",]", " ", fold(text)).split()))


def numbers(text: str) -> frozenset[int]:
    """Return the numbers that a text gives gatherings among their like: «lần thứ XII», «the 12th»."""
    return frozenset(_number(match[1] or match[2]) for match in _NUMBERED.finditer(fold(text)))


def _number(told: str) -> int:
    if told.isdigit():
        return int(told)
    values = [_ROMAN[letter] for letter in told]
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))
