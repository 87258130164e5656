"""What a figure is of: the indicator of the codelist that the words nearest to it name."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from timeline.codelists import Codelists
from timeline.extract.gazetteer import names_of
from timeline.extract.readings import Reading
from timeline.extract.ties import figure_tables, pattern
from timeline.extract.words import Word, fold, words
from timeline.phrases import Language, Quantity

ENOUGH = 0.72  # of a label's weight must stand near a figure
SURE = 0.12  # a label that is told less well is none
COUNTED = "1"
REACH = 20.0  # words from a figure at which a word says half as much
FIGURE, CLAUSE, COMMA, TURN = 5, 14, 1, 6  # words that another figure, a semicolon, a comma, and «trong đó» count as
LISTED = 3  # words that a comma behind a figure counts as
SLOW = 1.5  # how much faster words behind a figure that counts nothing are left behind
RARE = 10.0  # weight of a label that makes it half as good as can be
BESIDE = 12  # words behind a figure that may say what it is of
WHOLLY = 2  # words of a name of which none may be missing
OWN = 0.3  # of its weight must stand in the clause of the figure
SHORT, SCATTERED, PAIRED = 3, 9, 3  # words of a short name, and how far apart they, and the words of a pair, may stand
APART = 0.75  # for a count of things that a label does not name
_PLURAL = 3  # letters from which an English word loses its -s
_UNITLESS = {"growth", "share", "completion", "rank", "multiple", "change"}
_ENDS = re.compile(r"[;:.()\[\]!?]")


@dataclass(frozen=True, slots=True)
class _Label:
    code: str
    parts: frozenset[str]
    unit: str
    kind: str


@dataclass(frozen=True, slots=True)
class Near:
    """The words near a figure as they are compared, with their distances: all, those before it, and some sets of them.

    Attributes:
        clause: those in its clause, or in the head before a colon.
        counted: those of what is counted.
    """

    away: Mapping[str, float]
    before: Mapping[str, float]
    clause: frozenset[str]
    counted: frozenset[str]


class Indicators:
    """The names of the indicators in one language, each word with its weight: rare words say more."""

    def __init__(self, codelists: Codelists, language: Language) -> None:
        """Gather names and other names of the list `indicators`."""
        self._labels = [
            _Label(code, parts_of(name, language), row.get("unit_measure", ""), row.get("kind", ""))
            for code, row in codelists.lists.get("indicators", {}).items()
            for name in names_of(row, language)
        ]
        self._general = frozenset().union(*(parts_of(word, language) for word in figure_tables(language)["general"]))
        told = Counter(word for label in self._labels for word in label.parts)
        count = len(self._labels) or 1
        self._weight = {word: math.log(1 + count / times) for word, times in told.items()}
        self._by_word: dict[str, list[_Label]] = {}
        for label in self._labels:
            rarest = max(sorted(label.parts), key=self._weight.__getitem__, default="")
            self._by_word.setdefault(rarest, []).append(label)

    def nearest(self, near: Near, unit: str) -> tuple[str, float]:
        """Return the code of the indicator that the words near a figure name best, and how well (0 to 1).

        Args:
            near: words near the figure.
            unit: of the figure; "" where it says nothing about the indicator.
        """
        best, well = "", SURE
        for word in near.away:
            for label in self._by_word.get(word, ()):
                score = self._score(label, near, unit)
                if score > well:
                    best, well = label.code, score
        return best, min(well, 1.0) if best else 0.0

    def words(self, code: str) -> set[str]:
        """Return all words of the names of an indicator, folded."""
        return {_plain(word) for label in self._labels if label.code == code for word in label.parts}

    def _score(self, label: _Label, near: Near, unit: str) -> float:
        apart = unit == COUNTED and near.counted and not near.counted & label.parts
        away = near.before if apart else near.away
        own = (near.clause - self._general) & label.parts
        whole, told = self._weighed(label.parts), self._weighed(label.parts & away.keys())
        wholly = apart or len(label.parts) <= WHOLLY
        enough = told >= whole * (1 if wholly else ENOUGH) > 0 and self._weighed(own) >= whole * OWN
        if not enough or (unit and label.unit and not _alike(unit, label.unit)):
            return 0.0
        places = {word: away[word] for word in label.parts if word in away}
        apiece = PAIRED if len(label.parts) == WHOLLY else SCATTERED
        if len(label.parts) <= SHORT and max(places.values()) - min(places.values()) > apiece:
            return 0.0
        if apart and label.kind == "stock" and label.unit == COUNTED:
            return 0.0  # 34 stalls of a border market are no border gates
        close = math.fsum(self._weight[word] / (1 + place / REACH) for word, place in places.items())
        rarity: float = 1 - 0.5 ** (whole / RARE)
        return (close / whole) * rarity * (APART if apart else 1)

    def _weighed(self, parts: Iterable[str]) -> float:
        return math.fsum(self._weight[word] for word in parts)


def parts_of(name: str, language: Language) -> frozenset[str]:
    """Return the words of a name as they are compared, without «các», "of" and such, if any is left."""
    bare = pattern(language, "stops").sub(" ", name)
    told = bare if words(bare) else name
    return frozenset(compared(told[word.start : word.end], language) for word in words(told))


@lru_cache(maxsize=16_384)
def compared(word: str, language: Language) -> str:
    """Return a word as it is compared: without the ending of an English plural, wherever a Vietnamese tone is set.

    «hoá» and «hóa» are one, «đấu» and «đầu» are not.
    """
    if language is Language.VI:
        letters = unicodedata.normalize("NFD", word.lower().replace("đ", "d\u0335"))
        marks = sorted(each for each in letters if unicodedata.combining(each))
        return "".join(each for each in letters if not unicodedata.combining(each)) + "".join(marks)
    word = fold(word)
    if len(word) <= _PLURAL or word[-1] != "s" or word[-2] == "s":
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-1]


def _plain(word: str) -> str:
    return "".join(each for each in word if not unicodedata.combining(each))


def _alike(unit: str, usual: str) -> bool:
    """Whether a figure in a unit can be of an indicator that is usually told in another."""
    money = [len(code) == 3 and code.isupper() for code in (unit, usual)]
    return unit == usual or all(money)


def near_words(reading: Reading, quantity: Quantity, since: int = 0) -> Near:
    """Return the words of a figure's sentence with their distance from it.

    Before it another figure, a comma and the end of a clause count as so many words more; behind it the words of its
    clause count, up to the next figure. What another figure counts says nothing of a count.

    Args:
        reading: the passage.
        quantity: the figure.
        since: where the words before it begin at the earliest.
    """
    start, end = reading.whole_sentence_of(quantity.figure.start)
    start, figure = max(start, since), quantity.figure
    within = [word for word in reading.words if start <= word.start < end]
    counts = (figure.unit or COUNTED) == COUNTED
    before, away, clause = dict[str, float](), dict[str, float](), set[str]()
    opens = _clause_start(reading, start, figure.start)
    for distance, word in _before(reading, [word for word in within if word.end <= figure.start], quantity):
        told = _told(reading, word)
        before.setdefault(told, distance)
        clause |= {told} if not opens[0] < word.start < opens[1] else set()
    away |= before
    behind = list(_behind(reading, [word for word in within if word.start >= figure.end], figure.end))
    for distance, word in behind:
        told = _told(reading, word)
        away[told] = min(away.get(told, math.inf), distance if counts else SLOW * distance)
    after = {_told(reading, word) for _, word in behind}
    head = [word for _, word in behind[: len(words(quantity.noun))]] if quantity.noun else []
    counted = () if _is_general(reading, head) else (_told(reading, word) for word in head)
    return Near(away, before, frozenset(clause | after), frozenset(counted))


def _told(reading: Reading, word: Word) -> str:
    return compared(reading.passage.text[word.start : word.end], reading.passage.language)


def _clause_start(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """Return the stretch before a figure that is of other clauses: from a head before a colon to the last semicolon."""
    text = reading.passage.text
    semicolon = text.rfind(";", start, end)
    colon = text.find(":", start, max(start, semicolon))
    return (colon if colon >= 0 else start - 1), semicolon


def _before(reading: Reading, cut: list[Word], quantity: Quantity) -> Iterator[tuple[float, Word]]:
    """Give the words before a figure, the nearest first, with their distance."""
    text, end = reading.passage.text, quantity.figure.start
    earlier = [each for each in reading.quantities if each.figure.end <= end]
    figures = [(each.figure.start, each.figure.end) for each in earlier]
    counted = [_counted(text, each) for each in earlier] if (quantity.figure.unit or COUNTED) == COUNTED else []
    away, last, inside = 0.0, end, -1
    for word in reversed(cut):
        gap = text[word.end : last]
        last = word.start
        turned = pattern(reading.passage.language, "turns").match(text, word.start) is not None
        away += CLAUSE * (";" in gap) + COMMA * ("," in gap) + TURN * turned
        at = next((start for start, stop in reversed(figures) if start <= word.start < stop), -1)
        if at >= 0:
            away += FIGURE * (at != inside)
            inside = at
            continue
        if not any(start <= word.start < stop for start, stop in counted):
            yield away, word
        away += 1


def _counted(text: str, quantity: Quantity) -> tuple[int, int]:
    """Return the span of what a figure counts, where that stands right behind it."""
    figure = quantity.figure
    start = figure.end + len(text[figure.end :]) - len(text[figure.end :].lstrip())
    behind = (figure.unit or COUNTED) == COUNTED and quantity.noun and text.startswith(quantity.noun, start)
    return (start, start + len(quantity.noun)) if behind else (0, 0)


def _behind(reading: Reading, cut: list[Word], start: int) -> Iterator[tuple[float, Word]]:
    """Give the words behind a figure with their distance, up to the end of its clause or the next figure."""
    text = reading.passage.text
    stop = min((each.figure.start for each in reading.quantities if each.figure.start >= start), default=len(text))
    last, away = start, 0.0
    for word in cut[:BESIDE]:
        gap = text[last : word.start]
        turned = pattern(reading.passage.language, "turns").match(text, word.start)
        goes_on = "," in gap and last > start and not turned
        if word.start >= stop or _ENDS.search(gap) or ("," in gap and not goes_on):
            return
        away += LISTED * goes_on
        yield away, word
        away += 1
        last = word.end


def _is_general(reading: Reading, head: list[Word]) -> bool:
    """Whether what is counted says little of the indicator: 46 người, 120 cases."""
    if not head:
        return True
    text = reading.passage.text[head[0].start : head[-1].end]
    return pattern(reading.passage.language, "heads").match(text) is not None


def unit_told(quantity: Quantity) -> str:
    """Return the unit that an indicator of this figure has; "" where the measure hides it."""
    return "" if quantity.measure in _UNITLESS else quantity.figure.unit or COUNTED
