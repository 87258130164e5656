"""Numbers as a language writes them: digits with its separators, and words (two hundred and five, năm nghìn)."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from timeline.phrases.lexicon import Language, load
from timeline.phrases.patterns import FLAGS

_TEN = Decimal(10)
_LARGEST_PADDED = 2  # digits of «04 làn đường»; more digits behind a zero are a telephone number or a code


class Spoken(NamedTuple):
    """A number in words: its value, where it ends, and whether it tells a rank (third)."""

    value: Decimal
    end: int
    ordinal: bool


def other(language: Language) -> Language:
    """Return a language whose separators are swapped."""
    return Language.EN if language is Language.VI else Language.VI


def parse_digits(digits: str, *notations: Language) -> Decimal | None:
    """Read digits in the first of these notations in which they are set, or None if they are set in none.

    Groups are of exactly three: in Vietnamese notation 41.710,4, 41 710,4 and 1.524 are numbers, 41.71,4 and 12.5
    are none.
    """
    read = (_parsed(digits, notation) for notation in notations)
    return next((value for value in read if value is not None), None)


def _parsed(digits: str, notation: Language) -> Decimal | None:
    lexicon = load(notation)
    digits = re.sub(r"\s", lexicon.group, digits)
    if not _notation(notation).fullmatch(digits):
        return None
    whole, _, part = digits.replace(lexicon.group, "").partition(lexicon.decimal)
    padded = whole[0] == "0" and (lexicon.group in digits or len(whole) > _LARGEST_PADDED)
    return None if padded else Decimal(f"{whole}.{part}" if part else whole)


def spoken_start(language: Language) -> str:
    """Return a pattern of the first word of a number; a word behind a number in digits is none."""
    return rf"(?<!\w)(?<![0-9]\s){load(language).pattern('ordinals', 'numbers')}"


def read_spoken(text: str, start: int, language: Language) -> Spoken | None:
    """Read the number in words that starts there."""
    words = _words(language)
    lexicon = load(language)
    if ordinal := words.ordinal.match(text, start):
        return Spoken(Decimal(lexicon.meaning("ordinals", ordinal[0])), ordinal.end(), ordinal=True)
    sum_ = _Sum()
    end = start
    match = words.first.match(text, start)
    while match and sum_.add(str(match.lastgroup), lexicon.meaning(str(match.lastgroup), match[match.lastindex or 0])):
        end = match.end()
        match = words.next.match(text, end)
    return Spoken(sum_.value, end, ordinal=False) if end > start else None


class _Words(NamedTuple):
    ordinal: re.Pattern[str]
    first: re.Pattern[str]
    next: re.Pattern[str]


class _Sum:
    """Adds up number words. A digit waits, for a word that multiplies it may follow (two | hundred)."""

    def __init__(self) -> None:
        self._total = self._group = Decimal(0)
        self._waiting: Decimal | None = None

    @property
    def value(self) -> Decimal:
        return self._total + self._group + (self._waiting or 0)

    def add(self, table: str, means: str) -> bool:
        """Add a word, or return False where it cannot belong to this number."""
        number = Decimal(means)
        if table == "magnitudes":
            self._total += (self.value - self._total) * _TEN**number
            self._group, self._waiting = Decimal(0), None
        elif table == "times":
            self._group += (1 if self._waiting is None else self._waiting) * number
            self._waiting = None
        elif self._waiting is not None or (number >= self._group > 0 and number >= _TEN):
            return False
        elif number < _TEN:
            self._waiting = number
        else:
            self._group += number
        return True


@lru_cache(maxsize=len(Language))
def _notation(language: Language) -> re.Pattern[str]:
    lexicon = load(language)
    group, decimal = re.escape(lexicon.group), re.escape(lexicon.decimal)
    return re.compile(rf"(?:[0-9]{{1,3}}(?:{group}[0-9]{{3}})+|[0-9]+)(?:{decimal}[0-9]+)?")


@lru_cache(maxsize=len(Language))
def _words(language: Language) -> _Words:
    lexicon = load(language)
    numbers, digits, times = (lexicon.pattern(table) for table in ("numbers", "digits", "times"))
    link = rf"(?:{lexicon.pattern('links')}\s+)?"
    more = rf"(?:{link}(?:{numbers}|{times}))"
    # A magnitude belongs to the number only if more words follow; the last one is the figure's unit_mult.
    following = (
        rf"[\s-]+{link}(?:(?P<numbers>{numbers})|(?P<digits>{digits})|(?P<times>{times})"
        rf"|(?P<magnitudes>{lexicon.pattern('magnitudes')})(?=\s+{more}))"
    )
    return _Words(
        re.compile(lexicon.pattern("ordinals"), FLAGS),
        re.compile(f"(?P<numbers>{numbers})", FLAGS),
        re.compile(following, FLAGS),
    )
