"""Parts of a whole that a figure is of: industry of the GRDP, houses newly built."""

from collections.abc import Sequence
from typing import NamedTuple

from timeline.codelists import Codelists
from timeline.extract.gazetteer import names_of
from timeline.extract.readings import Reading
from timeline.extract.ties import pattern
from timeline.extract.words import words
from timeline.phrases import Language, Quantity

BEFORE, AHEAD = 60, 30  # characters round a figure within which the name of its part stands


class Part(NamedTuple):
    """A row of the list `breakdowns`."""

    code: str
    dimension: str
    words: tuple[str, ...]


class Breakdowns:
    """The names of the list `breakdowns` in one language, ready to be found."""

    def __init__(self, codelists: Codelists, language: Language) -> None:
        """Gather names, each without words such as «khu vực» or "sector" that only say that it is a part."""
        self._by_first: dict[str, list[Part]] = {}
        for code, row in codelists.lists.get("breakdowns", {}).items():
            for name in names_of(row, language):
                bare = pattern(language, "parts").sub(" ", name)
                cut = tuple(word.folded for word in words(bare or name))
                if cut:
                    self._by_first.setdefault(cut[0], []).append(Part(code, row.get("dimension", ""), cut))

    def of(self, reading: Reading, quantity: Quantity, since: int, dimension: str) -> Part | None:
        """Return the part that a figure is of, or None: named right before it, else right behind it.

        Args:
            reading: the passage.
            quantity: the figure.
            since: where the figure before it ends.
            dimension: of the parts told before; one of these comes first.
        """
        figure = quantity.figure
        for start, end in ((max(since, figure.start - BEFORE), figure.start), (figure.end, figure.end + AHEAD)):
            cut = [word for word in reading.words if start <= word.start < end]
            if end > figure.end:
                text = reading.passage.text
                stop = next((at for at in range(figure.end, min(end, len(text))) if text[at] in ",;.("), end)
                cut = [word for word in cut if word.start < stop]
            named = self._named([word.folded for word in cut])
            # A name of one word («nam», "goods") says it only beside another part of its kind.
            found = [part for part in named if len(part.words) > 1 or part.dimension == dimension]
            if found:
                return max(found, key=lambda part: (part.dimension == dimension, len(part.words)))
        return None

    def _named(self, folded: Sequence[str]) -> list[Part]:
        return [
            part
            for at, word in enumerate(folded)
            for part in self._by_first.get(word, ())
            if tuple(folded[at : at + len(part.words)]) == part.words
        ]
