"""Which year a day or month without one may take from the dates told before it.

A date that only stands behind what it tells of (a founding, a decision, a validity, in brackets), or whose year is far
from the issue's, says nothing of the next sentence; of a history it does, whose dates share a year.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from timeline.phrases.lexicon import Language, any_of, load
from timeline.phrases.mentions import Mention, Parts
from timeline.phrases.patterns import FLAGS

OPENING = 40  # characters at the head of a sentence in which a date says when it happened
_BEFORE, _BEHIND = 80, 40  # characters round a date within which words say what it is for
_SHORTEST = 5  # characters before a stop in which a short form stands
_NEAR = 1  # years from the in which news happen
_STOP = re.compile(r"([.!?…]+)[\"”»)]*\s+(\W*)|\n(?:\s*\n|(?=\s*[-•*]))")
_SHORT = re.compile(r"(?<!\w)(?:No|Mr|Mrs|Ms|Dr|TP|TS|ThS|[^\W\d_])\Z")
_GAPS = {"as_of": r"[^.;,()]{0,24}?", "document": r"(?:[^.;:,()]|(?<=no)\.){0,50}?", "origin": r"[^.;:,()0-9]{0,30}?"}
_GAP = r"[^.;:,()0-9]{0,16}?"


@lru_cache(maxsize=len(Language))
def _patterns(language: Language) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the words before a date that tell its role, those behind it, and those that tell of the future."""
    lexicon = load(language)

    before = re.compile(rf"(?<!\w)(?:{_groups(language, 'before')})\Z", FLAGS)
    behind = re.compile(rf"[\s-]+(?:{_groups(language, 'after')})", FLAGS)
    return before, behind, re.compile(rf"(?<!\w){lexicon.pattern('futures')}", FLAGS)


def _groups(language: Language, place: str) -> str:
    """Return a pattern with a group for each role of the words at a place, and before a date the gap behind them."""
    words = [word for word in load(language).words["roles"] if word.place in (place, "either")]
    groups = []
    for role in dict.fromkeys(word.means for word in words):
        gap = _GAPS.get(role, _GAP) if place == "before" else ""
        groups.append(rf"(?P<{role}>{any_of(word for word in words if word.means == role)}){gap}")
    return "|".join(groups) or "(?!)"


def role_of(text: str, start: int, end: int, language: Language) -> str:
    """Return what a date is for that is no date of something that happened then; "" for others."""
    before, behind, _ = _patterns(language)
    found = before.search(text, max(0, start - _BEFORE), start) or behind.match(text, end)
    return next(name for name, word in found.groupdict().items() if word) if found else ""


def opening(text: str, place: int) -> int:
    """Return where the sentence begins that holds a place."""
    starts = _openings(text)
    return starts[bisect_right(starts, place) - 1]


@lru_cache(maxsize=4)
def _openings(text: str) -> list[int]:
    """Return where the sentences of a text begin; a stop behind a short form or before a small letter ends none."""
    return [0, *(stop.start(2) if stop[1] else stop.end() for stop in _STOP.finditer(text) if _ends(text, stop))]


def _ends(text: str, stop: re.Match[str]) -> bool:
    if not stop[1]:
        return True
    following = text[stop.end() : stop.end() + 1]
    before = text[max(0, stop.start() - _SHORTEST) : stop.start()]
    return not following.islower() and not _SHORT.search(before) and not (following == "" and not stop[2])


def is_ahead(text: str, start: int, end: int, language: Language) -> bool:
    """Tell whether words of its sentence round a date say that it was still to come."""
    _, _, future = _patterns(language)
    if future.search(text, max(opening(text, start), start - _BEFORE), start):
        return True
    behind = text[end : end + _BEHIND]
    stop = re.search(r"[.;]", behind)
    return future.search(behind[: stop.start()] if stop else behind) is not None


@dataclass(slots=True)
class Anchors:
    """The year that dates without one have, as the dates of a text are told one after the other.

    Without a date of issue it is that of the last day or month told. `carried` is the year told before the text.
    """

    text: str
    language: Language
    issued: str
    carried: int
    here: int = 0
    held: int = 0
    last: Parts | None = None
    end: int = 0
    refused: int = 0

    @property
    def year(self) -> int:
        """The year told in this sentence, else the one that goes on from those before; 0 if none does."""
        return self.here or self.held or self.carried

    def reach(self, place: int) -> None:
        """Leave the sentence of the date told last if another begins before a place."""
        if self.issued and self.here and opening(self.text, place) >= self.end:
            self.here = 0

    def note(self, mention: Mention, ends: list[Parts]) -> None:
        """Take in a date that names its year."""
        last = ends[-1]
        before, self.last, self.end = self.last, last, mention.end
        if not self.issued:
            self.here = last.year if last.month else self.here
            return
        head = mention.start - opening(self.text, mention.start) <= OPENING
        if not last.month:
            titled = head and self.text[mention.end :].lstrip("* ").startswith(":")
            self.here = last.year if head and not mention.limit and len(ends) == 1 else self.here
            self.held = last.year if titled else self.held
            return
        near = abs(last.year - int(self.issued[:4])) <= _NEAR
        if self._behind(mention):
            self.here = last.year if near else self.here
            return
        self.here = last.year
        if (near and head) or (before and before.month and before.year == last.year):
            self.held, self.refused = last.year, 0
        else:
            self.refused = last.year

    def _behind(self, mention: Mention) -> bool:
        """Tell whether a date only stands behind what its sentence tells."""
        bracket = self.text.rfind("(", max(0, mention.start - _BEFORE), mention.start)
        if (
            bracket >= 0
            and ")" not in self.text[bracket : mention.start]
            and bracket > opening(self.text, mention.start)
        ):
            return True
        return bool(role_of(self.text, mention.start, mention.end, self.language))
