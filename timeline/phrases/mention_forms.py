"""The forms and small patterns of dates in running text, compiled from the lexicon when first asked for."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from timeline.phrases.lexicon import Form, Language, any_of, load
from timeline.phrases.patterns import FLAGS, compiled, fill, month_name

_GRAINS = ("day", "month", "year")
_CLOCK = r"(?:[0-9]{1,2}\s?(?:[:hg]|giờ|am\b|pm\b|[ap]\.m\.)\s?(?:[0-9]{2})?\s*(?:am\b|pm\b|[ap]\.m\.)?\s*)?"


class Neighbours(NamedTuple):
    """What is looked for around a mention and between two."""

    leads: Mapping[str, re.Pattern[str]]
    limits: re.Pattern[str]
    ranges: re.Pattern[str]
    lists: re.Pattern[str]
    calendars: re.Pattern[str]
    bounds: re.Pattern[str]
    directions: re.Pattern[str]


Tried = tuple[tuple[Form, re.Pattern[str]], ...]


class Scanner(NamedTuple):
    """The forms to try at each word, in lower case, that starts one; those to try at numbers are at "0".

    `glued` are words that a number may touch (ngày06/2).
    """

    forms: Mapping[str, Tried]
    glued: tuple[str, ...]


@lru_cache(maxsize=len(Language))
def scanner(language: Language) -> Scanner:
    """Return the scanner of a language."""
    lexicon, pieces = load(language), _pieces(language)
    entries = [
        (form, re.compile(fill(form.form, pieces), FLAGS))
        for table in ("no_dates", "mentions")
        for form in lexicon.forms[table]
    ]
    entries += [
        (form._replace(kind="loose", head=("0", "{months}")), pattern)
        for form, pattern in compiled(language, "loose_dates")
    ]
    forms: dict[str, list[tuple[Form, re.Pattern[str]]]] = {}
    for form, pattern in entries:
        for head in dict.fromkeys(head for part in form.head for head in _heads(part, language)):
            forms.setdefault(head, []).append((form, pattern))
    glued = tuple(word.word for word in lexicon.words["leads"] if word.place == "before")
    return Scanner({head: tuple(tried) for head, tried in forms.items()}, glued)


def _heads(head: str, language: Language) -> list[str]:
    """Return the words that a head stands for: itself, or the first words of a table."""
    if not head.startswith("{"):
        return [head]
    return [word.word.split()[0].lower() for word in load(language).words[head.strip("{}")]]


@lru_cache(maxsize=len(Language))
def neighbours(language: Language) -> Neighbours:
    """Return the patterns of a language for what stands around dates."""
    lexicon = load(language)
    fillers = lexicon.pattern("fillers", "leads", places=("before", "after"))
    around = rf"(?:{fillers}[\s,]*)"
    clock = rf"(?:{_CLOCK}{around}*)"
    joiners = {means: any_of(lexicon.meaning_words("joiners", means)) for means in ("range", "list")}
    limits, parts = lexicon.pattern("limits", guarded=True), lexicon.pattern("parts")
    groups = "|".join(
        rf"(?P<{means}>{any_of(lexicon.meaning_words('limits', means))})"
        for means in dict.fromkeys(word.means for word in lexicon.words["limits"])
    )
    part_groups = "|".join(
        rf"(?P<{means}>{any_of(lexicon.meaning_words('parts', means))})"
        for means in dict.fromkeys(word.means for word in lexicon.words["parts"])
    )
    leads = {grain: _lead(grain, rf"{lexicon.pattern('fillers')}|{limits}|{parts}", language) for grain in _GRAINS}
    leads |= {"part": _lead("part", parts, language), "article": _lead("article", "(?!)", language)}
    return Neighbours(
        leads,
        re.compile(rf"(?<!\w)(?:(?:{groups})[\s,]*)?{clock}(?:(?:{part_groups})[\s-]*)?{clock}$", FLAGS),
        re.compile(rf"[\s*]*{joiners['range']}[\s*]*{clock}(?:{parts}[\s-]*)?{around}*", FLAGS),
        re.compile(rf"[\s*]*(?:,?\s*{joiners['list']}|,)[\s*]*{around}*(?:{parts}[\s-]*)?{around}*", FLAGS),
        re.compile(rf"\s*[(,]?\s*{lexicon.pattern('calendars')}", FLAGS),
        re.compile(lexicon.pattern("bounds"), FLAGS),
        re.compile(rf"\s+(?P<word>{lexicon.pattern('directions')})", FLAGS),
    )


def _lead(grain: str, words: str, language: Language) -> re.Pattern[str]:
    """Return the pattern of a lead word of a grain, or of other words, that ends where the date starts."""
    own = any_of([word for word in load(language).words["leads"] if word.means in (grain, "any")])
    return re.compile(rf"(?<!\w)(?:{words}|{own})[\s,:(*-]*$", FLAGS)


@lru_cache(maxsize=len(Language))
def _pieces(language: Language) -> Mapping[str, str]:
    """Return what `{name}` stands for in a form: the words of the lexicon, and on them its table `pieces` in order."""
    lexicon = load(language)
    pieces = {
        "joiner": lexicon.pattern("joiners"),
        "month_words": month_name(language),
        "counts": lexicon.pattern("numbers", guarded=False),
        "ordinals": lexicon.pattern("ordinals", guarded=False),
        "weekdays": lexicon.pattern("weekdays"),
        "relatives": lexicon.pattern("relatives"),
        "relative_years": any_of([word for word in lexicon.words["relatives"] if word.means.startswith("year")]),
        "relative_months": any_of([word for word in lexicon.words["relatives"] if word.means.startswith("month")]),
        "relative_weeks": any_of([word for word in lexicon.words["relatives"] if word.means.startswith("week")]),
        "measure": lexicon.pattern("magnitudes", "units"),
    }
    for piece in lexicon.forms["pieces"]:
        pieces[piece.name] = fill(piece.form, pieces)
    return pieces
