"""Numbers as a language writes them: digits with its separators, and words (two hundred and five, năm nghìn)."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from timeline.phrases.lexicon import Language, load
from timeline.phrases.patterns import FLAGS

_ALONE = re.compile(
    r"\s*(?P<minus>[-−–]\s?)?(?:(?P<part>[.,][0-9]+)|(?P<digits>[0-9]+(?:[.,][0-9]+)*))(?P<suffix>[MG]?)\s*"
)
_SUFFIXES = {"": 0, "M": 6, "G": 9}
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


def read_alone(text: str, *notations: Language) -> tuple[Decimal, int] | None:
    """Read a text that holds nothing but a number as it stands in a cell: - 1.200, ,77, 1.2M; value and power of ten.

    Beside other words these are not read so: a dash begins an item, and 3M is a company.
    """
    match = _ALONE.fullmatch(text)
    whole = match and ("0" if match["part"] else "") + (match["part"] or match["digits"])
    value = parse_digits(whole, *notations) if whole else None
    if not match or value is None:
        return None
    return (-value if match["minus"] else value), _SUFFIXES[match["suffix"] or ""]


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
        if not match:
            last = words.last.match(text, end)
            match = last if last and sum_.takes(lexicon.meaning("magnitudes", last["magnitudes"])) else None
    return Spoken(sum_.value, end, ordinal=False) if end > start else None


class _Words(NamedTuple):
    ordinal: re.Pattern[str]
    first: re.Pattern[str]
    next: re.Pattern[str]
    last: re.Pattern[str]


class _Sum:
    """Adds up number words. A digit waits, for a word that multiplies it may follow (two | hundred)."""

    def __init__(self) -> None:
        self._total = self._group = Decimal(0)
        self._waiting: Decimal | None = None
        self._lowest: Decimal | None = None

    @property
    def value(self) -> Decimal:
        return self._total + self._rest

    @property
    def _rest(self) -> Decimal:
        return self._group + (self._waiting or 0)

    def takes(self, magnitude: str) -> bool:
        """Tell whether a last magnitude holds for the last words only: two million three hundred thousand."""
        return self._lowest is not None and Decimal(magnitude) < self._lowest and self._rest > 0

    def add(self, table: str, means: str) -> bool:
        """Add a word, or return False where it cannot belong to this number."""
        number = Decimal(means)
        if table == "magnitudes":
            higher = self._lowest is not None and number > self._lowest
            self._total = self.value * _TEN**number if higher else self._total + self._rest * _TEN**number
            self._group, self._waiting, self._lowest = Decimal(0), None, number
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
        re.compile(rf"\s+(?P<magnitudes>{lexicon.pattern('magnitudes')})", FLAGS),
    )
