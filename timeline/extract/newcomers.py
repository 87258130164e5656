"""Names that no codelist has: capitalised words that stand together, paired across the languages."""

import re
from collections.abc import Mapping, Sequence

from timeline.extract.readings import Reading
from timeline.extract.words import CAPITAL, fold, words
from timeline.phrases import Language

MOST = 8
_WORD = rf"{CAPITAL}[^\W\d_]*"
_NAME = re.compile(rf"\b{_WORD}(?:[ -]{_WORD}){{1,5}}")


def newcomers(reading: Reading, start: int, end: int) -> tuple[str, ...]:
    """Return the capitalised sequences of a span that hold no known name, date or word for an act, each once."""
    text = reading.passage.text
    taken = [(each.start, each.end) for each in (*reading.names, *reading.kinds)]
    taken += [(each.start, each.end) for each in reading.dates]
    if text[start:end].isupper():
        return ()
    found = [
        match[0]
        for match in _NAME.finditer(text, start, end)
        if not match[0].isupper() and all(match.end() <= first or last <= match.start() for first, last in taken)
    ]
    return tuple(dict.fromkeys(found))


def paired(told: Sequence[tuple[Language, tuple[str, ...]]]) -> str:
    """Return new names as a cell: «tran-van-binh: Trần Văn Bình = Tran Van Binh; …».

    A name is one that both languages have, but for diacritics: what one has alone is mostly a title or a headword.
    """
    by_fold: dict[str, dict[Language, str]] = {}
    for language, names in told:
        for name in names:
            by_fold.setdefault(fold(name), {}).setdefault(language, name)
    both = [item for item in by_fold.items() if len(item[1]) == len(Language)][:MOST]
    return "; ".join(f"{_slug(folded)}: {' = '.join(_spellings(names))}" for folded, names in both)


def _slug(folded: str) -> str:
    return "-".join(word.folded for word in words(folded))


def _spellings(names: Mapping[Language, str]) -> list[str]:
    return [names[language] for language in Language if language in names]
