"""What stands round the figures of a running text: its sentences, and the words that say what a figure is.

Kinds of the table `cues`, by what they say of the figure they stand beside: rise, growth (a rise told as a noun),
fall, to (a level risen or fallen to), reach, share, rate (a share told as a noun), average, peak, rank, goal (a plan
to be fulfilled), target, plan, forecast, actual, estimate, provisional, base (of a comparison).
"""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import NamedTuple

from timeline.phrases.lexicon import Language, Lexicon, any_of, load
from timeline.phrases.patterns import FLAGS

_SENTENCE_END = re.compile(r"(?<=[^\W_][^\W_]|[0-9%)\"”»][%)\"”»])[.!?…]+[\"”»)]*\s+(?=\S)|\n\s*\n")
_NOUN_WORDS = 7
_ANNOUNCING = 40  # characters between what announces a figure and the figure
_LEADING_GROUP = {
    Language.VI: (
        r"\b(?:nhóm|tốp|top|trong(?:\s+số)?|thuộc)\s+\Z",
        r"(?:\s+[^\W\d_]+[/,]?){1,6}?\s+(?:dẫn|đứng|hàng)\s+đầu\b|[^.;:]{0,60}?\s(?:tốt|cao)\s+nhất\b",
    ),
    Language.EN: (r"\b(?:group\s+of|among)\s+(?:the\s+)?\Z", r"(?:\s+\w+)?\s+(?:leading|top|best)\b"),
}
_TOP = re.compile(r"\b(?:top|tốp)\s+\Z", re.IGNORECASE)
_LABELLED = re.compile(r"(?:\A|[\n.;(•*–-])\s*(?P<label>[^\W\d_][^.;:()\n]{2,80}?)\s*:\s*\Z")
_NUMBERED = frozenset({"số", "no", "number", "thoại", "fax", "tel", "trang", "page", "pages", "hotline", "mst"})
_TOKEN = re.compile(r"[ \t\u00a0\n]*([^\s,.;:()\[\]\"“”«»!?…]+)([,.;:)]?)")


class Cue(NamedTuple):
    """A word that says something of a figure near it."""

    start: int
    end: int
    kind: str
    word: str


class Words(NamedTuple):
    """The patterns of a language that are asked round a figure."""

    lexicon: Lexicon
    cues: re.Pattern[str]
    nouns: re.Pattern[str]
    wholes: re.Pattern[str]
    multipliers: re.Pattern[str]
    multiplier_leads: re.Pattern[str]
    rates: re.Pattern[str]
    bounds: re.Pattern[str]
    parts: re.Pattern[str]
    stops: frozenset[str]


class Context:
    """A text, its sentences and its cues, both in their order."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.words = words_of(language)
        kinds = self.words.lexicon.meanings["cues"]
        self.cues = (
            [
                Cue(found.start(), found.end(), self.words.lexicon.meaning("cues", found[0]), found[0])
                for found in self.words.cues.finditer(text)
            ]
            if kinds
            else []
        )
        self._cue_starts = [cue.start for cue in self.cues]
        ends = (found.end() for found in _SENTENCE_END.finditer(text))
        self._breaks = [0, *(end for end in ends if not text[end : end + 1].islower()), len(text)]

    def sentence(self, place: int) -> tuple[int, int]:
        """Return the start and end of the sentence that holds a place."""
        at = min(bisect_right(self._breaks, place), len(self._breaks) - 1)
        return self._breaks[at - 1], self._breaks[at]

    def between(self, start: int, end: int) -> list[Cue]:
        """Return the cues that begin between two places."""
        return self.cues[bisect_left(self._cue_starts, start) : bisect_left(self._cue_starts, end)]

    def leads_group(self, start: int, end: int) -> bool:
        """Tell whether a number between two places counts those that lead: nhóm 10 địa phương dẫn đầu, top 5."""
        before, behind = _LEADING_GROUP[self.words.lexicon.language]
        if _TOP.search(self.text[max(0, start - _ANNOUNCING) : start]):
            return True
        led = re.search(before, self.text[max(0, start - _ANNOUNCING) : start], re.IGNORECASE)
        return bool(led and re.match(behind, self.text[end : self.sentence(start)[1]], re.IGNORECASE))

    def noun_behind(self, place: int, end: int, *, of_whole: bool) -> str:
        """Return the words that stand directly behind a figure, up to one that ends what is counted.

        Args:
            place: where the figure ends.
            end: where to stop.
            of_whole: whether the figure is a part of what is named behind «of».
        """
        if self.text.startswith("/", place):
            return ""
        part = self.words.parts.match(self.text, place, end) if of_whole else None
        first = position = place = part.end() if part else place
        for count in range(_NOUN_WORDS):
            token = _TOKEN.match(self.text, position, end)
            if not token or token[1].casefold() in self.words.stops or token[1][0].isdigit() or not _is_word(token[1]):
                break
            first = token.start(1) if count == 0 else first
            position = token.end(1)
            if token[2]:
                break
        return self.text[first:position].strip(" *-–/") if position > place else ""

    def kind_of(self, place: int, noun: str) -> str:
        """Return the kind of the known noun that begins behind a figure, else of one among the words there; or ""."""
        known = self.words.nouns.match(self.text, place)
        if not known and self.words.lexicon.language is Language.EN:
            *_, known = [None, *self.words.nouns.finditer(noun)]
        return self.words.lexicon.meaning("nouns", known["noun"]) if known else ""

    def noun_before(self, start: int, end: int) -> str:
        """Return the last words of a stretch before a figure, up to what announces the figure."""
        reach = _ANNOUNCING
        for cue in reversed(self.between(start, end)):
            if cue.kind in _ANNOUNCE and end - cue.end <= reach and "," not in self.text[cue.end : end]:
                end, reach = cue.start, 1
        stretch = self._label(start, end) or self.words.bounds.sub("", self.text[start:end].rstrip(" ("))
        words = re.split(r"[,.;:()\"“”«»]", stretch)[-1].split()
        while words and words[-1].casefold() in self.words.stops:
            words.pop()
        while words and (words[0].casefold() in self.words.stops or not _is_word(words[0])):
            words.pop(0)
        return " ".join(words[-_NOUN_WORDS:])

    def _label(self, start: int, end: int) -> str:
        """Return what stands before the colon of an item of a list, "" if it numbers a thing: Tel: 12, Số: 45."""
        found = _LABELLED.search(self.text, start, end)
        words = found["label"].split() if found else []
        return found["label"] if found and len(words) > 1 and words[-1].casefold() not in _NUMBERED else ""


_ANNOUNCE = frozenset(
    {"rise", "fall", "to", "reach", "share", "estimate", "target", "plan", "forecast", "peak", "rank"}
)


@lru_cache(maxsize=len(Language))
def words_of(language: Language) -> Words:
    """Compile the patterns of a language."""
    lexicon = load(language)
    entries = lexicon.words["cues"]
    first = "".join(sorted({entry.word[0] for entry in entries}))
    wholes = "|".join(f"(?P<{table}>{lexicon.pattern(table)})" for table in ("places", "multiples"))
    return Words(
        lexicon=lexicon,
        cues=re.compile(rf"(?<!\w)(?=[{first}]){any_of(entries)}", FLAGS),
        nouns=re.compile(rf"(?:[\s*]+|(?<!\w))(?P<noun>{lexicon.pattern('nouns')})", FLAGS),
        wholes=re.compile(rf"(?<!\w)(?:{wholes})", FLAGS),
        multipliers=re.compile(rf"\s*(?P<word>{lexicon.pattern('multipliers')})", FLAGS),
        multiplier_leads=re.compile(rf"(?<!\w){lexicon.pattern('multiplier_leads')}\s+(?:\w+\s+){{0,2}}\Z", FLAGS),
        rates=re.compile(rf"[^.,;:(]{{0,50}}?{lexicon.pattern('rates')}", FLAGS),
        bounds=re.compile(rf"(?:(?<!\w){lexicon.pattern('bounds')}\s*)+\Z", FLAGS),
        parts=re.compile(r"\s+of\s+(?:(?:the|its|their|all|total)\s+)*", FLAGS),
        stops=frozenset(entry.word.casefold() for entry in lexicon.words["stops"]),
    )


def _is_word(token: str) -> bool:
    return any(char.isalpha() for char in token)
