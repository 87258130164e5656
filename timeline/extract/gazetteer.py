"""Names of codelists found in running text, whatever their diacritics."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from timeline.codelists import Codelists
from timeline.extract.words import Word, toned, words
from timeline.phrases import Language

NAMES = ("event_series", "actors", "places")
"""The lists of names, in the order in which they have a name that two of them share."""
KINDS = ("event_kinds",)


class Named(NamedTuple):
    """A name in a text, text[start:end], and the row of a codelist that it names."""

    start: int
    end: int
    codelist: str
    code: str


class _Label(NamedTuple):
    words: tuple[str, ...]
    toned: str
    text: str
    codelist: str
    code: str


class Gazetteer:
    """The names of codelists in one language, ready to be found."""

    def __init__(self, codelists: Codelists, language: Language, lists: Iterable[str]) -> None:
        """Gather names and other names; where two rows share a name the first row has it."""
        self._by_first: dict[str, list[_Label]] = {}
        for label in labels(codelists, language, lists):
            self._by_first.setdefault(label.words[0], []).append(label)
        for found in self._by_first.values():
            found.sort(key=lambda label: -len(label.words))

    def find(self, text: str, cut: list[Word] | None = None) -> list[Named]:
        """Find the names of a text in their order, longer ones first, none within another.

        A name of one word is found only as it is spelt («Pháp» is France, «pháp» is not). Words for kinds count only
        with their marks («bổ nhiệm» is not in «Đảng bộ nhiệm kỳ»), unless the text has none there, and one gives way
        to a longer reading of its last word («tổ chức lễ» to «lễ hội»).
        """
        cut = words(text) if cut is None else cut
        found: list[Named] = []
        position = 0
        while position < len(cut):
            label = self._label_at(text, cut, position)
            if label and self._gives_way(text, cut, position + len(label.words) - 1, label):
                label = self._label_at(text, cut[: position + len(label.words) - 1], position)
            if label:
                last = cut[position + len(label.words) - 1]
                found.append(Named(cut[position].start, last.end, label.codelist, label.code))
            position += len(label.words) if label else 1
        return found

    def _label_at(self, text: str, cut: list[Word], position: int) -> _Label | None:
        for label in self._by_first.get(cut[position].folded, ()):
            length = len(label.words)
            if tuple(word.folded for word in cut[position : position + length]) != label.words:
                continue
            spelt = text[cut[position].start : cut[position + length - 1].end]
            if _as_spelt(spelt, label.text) if length == 1 else label.codelist not in KINDS or _as_marked(spelt, label):
                return label
        return None

    def _gives_way(self, text: str, cut: list[Word], last: int, label: _Label) -> bool:
        other = self._label_at(text, cut, last) if label.codelist in KINDS and len(label.words) > 1 else None
        return other is not None and len(other.words) > 1


def _as_spelt(found: str, name: str) -> bool:
    return found in {name, name.upper(), *([name.capitalize()] if name.islower() else [])}


def _as_marked(found: str, label: _Label) -> bool:
    return found.isascii() or toned(found) == label.toned


def labels(codelists: Codelists, language: Language, lists: Iterable[str]) -> Iterable[_Label]:
    """Return every name of the rows, a name in brackets put aside, in the order of lists and rows."""
    for codelist in lists:
        for code, row in codelists.lists.get(codelist, {}).items():
            for name in names_of(row, language):
                cut = tuple(word.folded for word in words(name))
                if cut and len(name) > 1:
                    yield _Label(cut, toned(name), name, codelist, code)


def names_of(row: Mapping[str, str], language: Language) -> list[str]:
    """Return name and other names of a codelist's row, each without what stands in brackets behind it."""
    # A kind of event is known by the words that tell of one, not by the name of the kind.
    told = row.get(f"words_{language}")
    cells = told.split(";") if told is not None else [row.get(f"name_{language}", "")]
    cells += row.get(f"aliases_{language}", "").split(";")
    return list(dict.fromkeys(bare for cell in cells if (bare := cell.partition(" (")[0].strip())))
