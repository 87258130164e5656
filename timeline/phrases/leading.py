"""Whether what may be a date is one by what stands before it: a lead word, a name, or the head of an item."""

import re
from functools import lru_cache

from timeline.phrases.lexicon import Language
from timeline.phrases.mention_forms import neighbours

LOOKBACK = 40
"""How many characters before a date may hold the words that belong to it."""

_EDGES = " \t\r\n.,;:()*«»\"'"
_ITEM = re.compile(r"(?:\A|\n|[;.!?|]\s)[\s*•·+>«\"(–-]*\Z")
_TELLS = re.compile(r"[*)]*(?:\s?:(?![0-9])|\s[-–—]\s|,\s(?=[^\W\d]))")


def led(text: str, start: int, grain: str, language: Language) -> bool:
    """Tell whether a word before `start` says that a date of this grain follows."""
    return bool(neighbours(language).leads[grain].search(text, max(0, start - LOOKBACK), start))


def stands(text: str, start: int, end: int, needs: str, language: Language) -> bool:
    """Tell whether what needs a lead has one: a lead word, a name before a year, or nothing around it."""
    if not needs or (start, end) == _core(text):
        return True
    if needs in ("day", "year", "month") and _opens_item(text, start, end):
        return True
    if needs in ("year", "name") and text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        return True
    if needs == "name":
        word = re.search(r"([^\W\d_][\w'’]*)[\s\"”»*-]+$", text[max(0, start - LOOKBACK) : start])
        return bool(word and word[1][0].isupper() and not neighbours(language).bounds.fullmatch(word[1]))
    return needs != "whole" and led(text, start, needs, language)


def _opens_item(text: str, start: int, end: int) -> bool:
    """Tell whether what stands at the head of an item tells when: «- 04/7: …», «…; 28-30/10: …»."""
    return bool(_TELLS.match(text, end) and _ITEM.search(text, max(0, start - LOOKBACK), start))


@lru_cache(maxsize=8)
def _core(text: str) -> tuple[int, int]:
    """Return where a text starts and ends without the spaces and marks around it."""
    return len(text) - len(text.lstrip(_EDGES)), len(text.rstrip(_EDGES))
