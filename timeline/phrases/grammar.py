"""The patterns by which one figure is read, compiled from the lexicon of a language."""

import re
from functools import lru_cache
from typing import NamedTuple

from timeline.phrases.lexicon import Language, Lexicon, any_of, load
from timeline.phrases.numerals import spoken_start
from timeline.phrases.patterns import FLAGS

_BLANK = "[ \u00a0\u2009\u202f]"
_GROUPED = rf"[0-9]{{1,3}}(?:{_BLANK}[0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?(?![.,]?[0-9])"
_DIGITS = rf"(?:{_GROUPED}|[0-9]+(?:[.,][0-9]+)*)"
# A minus stands behind nothing, a blank or a bracket and touches its number; a dash does so behind a bracket only.
_MINUS = r"(?:(?<![^\s(])[-−]|(?<![^(])–)(?=[0-9])"
_GLUED = r"(?:[^\W\d_][-–]?|[0-9][/.,]|[/_])\Z"
_BEHIND_DIGITS = r"(?:(?<=[0-9])|(?<=[0-9](?:st|nd|rd|th)))"
_NO_YEAR = r"(?!(?:19|20)[0-9]{2}(?![0-9.,]))"
_GLUED_ON = r"\w|[-–](?=[0-9])|/(?=\w)"


class Grammar(NamedTuple):
    """The patterns of a language."""

    lexicon: Lexicon
    number: re.Pattern[str]
    unit_before: re.Pattern[str]
    behind: re.Pattern[str]
    bound_before: re.Pattern[str]
    bound_after: re.Pattern[str]
    sign: re.Pattern[str]
    rise_before: re.Pattern[str]
    rise_after: re.Pattern[str]
    range: re.Pattern[str]
    between: re.Pattern[str]
    listed: re.Pattern[str]
    smaller: re.Pattern[str]
    subunit: re.Pattern[str]
    point: re.Pattern[str]
    trend: re.Pattern[str]
    per: re.Pattern[str]
    counted: re.Pattern[str]
    glued: re.Pattern[str]
    glued_on: re.Pattern[str]
    ratio: re.Pattern[str]


@lru_cache(maxsize=len(Language))
def grammar_of(language: Language) -> Grammar:
    """Compile the patterns of a language."""
    words = load(language)
    unit_before = words.pattern("units", places=("before", "either"))
    unit_behind = words.pattern("units")
    ranges = any_of(words.meaning_words("joiners", "range"))
    lists = any_of(words.meaning_words("joiners", "list"))
    trends = any_of(word for word in words.words["cues"] if word.means in {"rise", "growth", "fall"})
    opener = rf"(?:{words.pattern('openers')}\s+)?"
    of = rf"{_BEHIND_DIGITS}\s+{words.pattern('between_ratios')}\s+{_NO_YEAR}"
    ratio = rf"(?:\s?/\s?|\s+(?:\w+\s+)?{words.pattern('ratios')}\s+|{of})"
    return Grammar(
        lexicon=words,
        number=_pattern(rf"(?P<minus>{_MINUS})?(?P<digits>{_DIGITS})|(?P<spoken>{spoken_start(language)})"),
        unit_before=_pattern(rf"(?<!\w)(?P<unit>{unit_before})[\s*]*\Z"),
        behind=_pattern(
            rf"(?:\s+(?P<half>{words.pattern('halves')}))?"
            rf"(?:[\s*]*(?P<mult>{words.pattern('magnitudes')})(?:\s+(?P<more>{words.pattern('halves')}))?"
            rf"|(?P<suffix>{words.pattern('suffixes')}))?"
            rf"(?:(?:[\s*]*|-(?=[^\W\d]))(?P<unit>{unit_behind}))?"
        ),
        bound_before=_pattern(rf"(?<!\w)(?P<bound>{words.pattern('bounds')})[\s*]*{opener}\Z"),
        bound_after=_pattern(rf"\s*(?:\([^()\s]+\)\s*)?(?P<bound>{words.pattern('bounds_after')})"),
        sign=_pattern(rf"(?<!\w){words.pattern('signs')}\s+\Z"),
        rise_before=_pattern(rf"\+\s*\Z|(?<!\w){words.pattern('rises')}"),
        rise_after=_pattern(rf"\s*{words.pattern('rises')}"),
        range=_pattern(rf"\s*{ranges}\s*(?:{unit_before}\s?)?"),
        between=_pattern(rf"(?<!\w){words.pattern('betweens')}\s+\Z"),
        listed=_pattern(rf"\s+{lists}\s+(?:{unit_before}\s?)?"),
        smaller=_pattern(rf"\s+(?:{lists}\s+)?"),
        subunit=_pattern(rf"\s*{words.pattern('subunits')}|(?<=\s[0-9]{{2}})(?=\s*(?:[.,;)]\s|[.;)]?\Z))"),
        point=_pattern(rf"\s+{words.pattern('points')}\s+"),
        trend=_pattern(rf"(?<!\w){trends}\s+(?:\w+\s+){{0,2}}?{words.pattern('openers')}\s+\Z"),
        per=_pattern(r"/(?=[^\W\d_])"),
        counted=_pattern(rf"\s+(?:[a-z]+\s+)?{words.pattern('nouns')}"),
        glued=_pattern(_GLUED),
        glued_on=_pattern(_GLUED_ON),
        ratio=_pattern(rf"{ratio}(?P<digits>{_DIGITS})(?![/-]?[0-9])"),
    )


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, FLAGS)
