"""Numbers that are no figures: what was already read as something else, and the forms of the lexicon."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from timeline.phrases.lexicon import Language
from timeline.phrases.patterns import compiled

_BEFORE, _BEHIND = 48, 32  # characters round a number in which a form that holds it must stand


class Passing:
    """What a reading passes over: the spans that are taken, and the forms, looked for round a number only."""

    def __init__(self, text: str, language: Language, taken: Sequence[tuple[int, int]], tables: Sequence[str]) -> None:
        self._text = text
        self._taken = sorted(taken)
        self._patterns = [pattern for table in tables for _, pattern in compiled(language, table)]

    def end(self, place: int) -> int:
        """Return the end of what is passed over at a place, 0 if nothing is."""
        at = bisect_right(self._taken, (place, len(self._text)))
        spans = self._taken[max(0, at - 1) : at]
        first, last = max(0, place - _BEFORE), place + _BEHIND
        near = (match.span() for pattern in self._patterns for match in pattern.finditer(self._text, first, last))
        return max((end for start, end in (*spans, *near) if start <= place < end), default=0)

    def begins(self, start: int, end: int) -> bool:
        """Tell whether a taken span begins between two places."""
        return bisect_left(self._taken, (start, 0)) < bisect_left(self._taken, (end, 0))
