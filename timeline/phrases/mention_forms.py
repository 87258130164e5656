"""The forms and small patterns of dates in running text, compiled from the lexicon when first asked for."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from timeline.phrases.lexicon import Form, Language, any_of, load
from timeline.phrases.patterns import FLAGS, compiled, fill, month_name

_GRAINS = ("day", "month", "year")
_CLOCK = r"(?:[0-9]{1,2}\s?(?:[:hg]|giờ|am\b|pm\b)\s?(?:[0-9]{2})?\s*(?:am\b|pm\b)?\s*)?"


class Neighbours(NamedTuple):
    """What is looked for around a mention and between two."""

    leads: Mapping[str, re.Pattern[str]]
    limits: re.Pattern[str]
    ranges: re.Pattern[str]
    lists: re.Pattern[str]
    calendars: re.Pattern[str]
    bounds: re.Pattern[str]


class Scanner(NamedTuple):
    """Where to stop, and the forms to try there: at a number, at a word.

    `heads` is for text in lower case, which is searched twice as fast as text of either case.
    """

    heads: re.Pattern[str]
    of_numbers: tuple[tuple[Form, re.Pattern[str]], ...]
    of_words: tuple[tuple[Form, re.Pattern[str]], ...]


@lru_cache(maxsize=len(Language))
def scanner(language: Language) -> Scanner:
    """Return the scanner of a language."""
    pieces = _pieces(language)
    forms = [form for table in ("mentions", "no_dates") for form in load(language).forms[table]]
    tried = [(form, re.compile(fill(form.form, pieces), FLAGS)) for form in forms]
    loose = [(form._replace(kind="loose"), pattern) for form, pattern in compiled(language, "loose_dates")]
    heads = dict.fromkeys(fill(form.head, pieces) for form in forms if form.head)
    words = re.sub(r"\(\?P<\w+>", "(?:", "|".join(heads))
    glued = "|".join(rf"(?<=\b{word.word.lower()})" for word in load(language).words["leads"] if word.place == "before")
    number = rf"(?:(?<![\w/.,])|{glued})[0-9]" if glued else r"(?<![\w/.,])[0-9]"
    return Scanner(
        re.compile(rf"(?<!\w)(?={words})|{number}".lower()),
        tuple((form, pattern) for form, pattern in [*tried, *loose] if not form.head or "[0-9]" in form.head),
        tuple((form, pattern) for form, pattern in [*tried, *loose] if form.head or form.kind == "loose"),
    )


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
        re.compile(rf"[\s*]*{joiners['range']}[\s*]*{clock}", FLAGS),
        re.compile(rf"[\s*]*(?:,?\s*{joiners['list']}|,)[\s*]*{around}*", FLAGS),
        re.compile(rf"\s*[(,]?\s*{lexicon.pattern('calendars')}", FLAGS),
        re.compile(lexicon.pattern("bounds"), FLAGS),
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
