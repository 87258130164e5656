"""Whether running text names a date that is already known, at the date's own precision.

Each component must be there: a day with its month in one of the written forms, and the year, which may stand once,
elsewhere in the text («từ ngày 10 - 15/10/2023»). A year that follows the day directly must be the date's own.
"""

import re
from functools import lru_cache
from unicodedata import normalize

from timeline.phrases.dates import months_of
from timeline.phrases.lexicon import Language, any_of, load
from timeline.phrases.patterns import FLAGS, compiled, fill, month_name

_HYPHENATED = r"(?<=[a-zà-ỹ])-\n(?=[a-zà-ỹ])"
_QUALIFIER = r"[~?%]"
_WITHIN_YEAR = r"([0-9]{4})-([0-9]{2})/([0-9]{4})-([0-9]{2})"


def names(edtf: str, text: str, language: Language, *, year_needed: bool = True) -> bool:
    """Tell whether a text names a date.

    A day must be named as a day; a month as a month or by a day within it; a year by its digits, a decade by a year
    of it. A span needs both its ends, or words that name it whole (quý I/2026, first half of 2025). Qualifiers do not
    count.

    Args:
        edtf: a valid date.
        text: one or more lines of running text, joined by newlines.
        language: of the text.
        year_needed: False where the year was inferred: day and month suffice, unless another year follows them.
    """
    plain = re.sub(_HYPHENATED, "", normalize("NFC", text).replace("**", ""))
    date = re.sub(_QUALIFIER, "", edtf).strip("[]")
    span = re.fullmatch(_WITHIN_YEAR, date)
    if span and span[1] == span[3] and _names_period(span, plain, language, year_needed=year_needed):
        return True
    ends = [end for end in re.split(r"/|\.\.", date) if end]
    return bool(ends) and all(_names_one(end, plain, language, year_needed=year_needed) for end in ends)


def _names_one(date: str, text: str, language: Language, *, year_needed: bool) -> bool:
    year, *rest = (part for part in date.split("-") if part != "XX")
    if not rest:
        return _has_year(year, text)
    year_behind = _year_behind(language)
    for pattern in _mentions(tuple(rest), language):
        for match in pattern.finditer(text):
            told = match if "year" in pattern.groupindex else year_behind.match(text, match.end())
            if _year_fits(year, told["year"] if told else "", text, year_needed=year_needed):
                return True
    return False


def _names_period(span: re.Match[str], text: str, language: Language, *, year_needed: bool) -> bool:
    """Tell whether the text names a quarter, half or other part of a year in one phrase."""
    wanted = int(span[2]), int(span[4])
    return any(
        months_of(match, form, language) == wanted
        and _year_fits(span[1], match["year"] or "", text, year_needed=year_needed)
        for form, pattern in compiled(language, "periods")
        if form.span
        for match in pattern.finditer(text)
    )


def _year_fits(year: str, behind: str, text: str, *, year_needed: bool) -> bool:
    if behind:
        return behind == year
    return not year_needed or _has_year(year, text)


def _has_year(year: str, text: str) -> bool:
    return bool(re.search(rf"(?<![0-9]){year.replace('X', '[0-9]')}(?![0-9])", text))


@lru_cache(maxsize=1_024)
def _mentions(month_and_day: tuple[str, ...], language: Language) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of the written forms of a month, or of a day in its month."""
    month, *day = (str(int(part)) for part in month_and_day)
    more = _more_days(language)
    pieces = {
        "Y": r"(?P<year>[12][0-9]{3})(?![0-9])",
        "M": rf"0?{month}(?![0-9])",
        "D": rf"0?{day[0]}(?![0-9])" if day else "",
        "N": any_of(load(language).meaning_words("months", month)),
        "more": f"(?:{more[0]}{more[1]})*",
        "days": f"(?:{more[1]}{more[0]})*",
        "month_name": month_name(language),
    }
    table = "named_days" if day else "named_months"
    return tuple(re.compile(fill(form.form, pieces), FLAGS) for form in load(language).forms[table])


def _more_days(language: Language) -> tuple[str, str]:
    """Return the patterns of what stands between days of one month, and of such a day."""
    joiners = load(language).pattern("joiners")
    return rf"\s*(?:{joiners}|,)(?:\s*{joiners})?\s*(?:ngày\s+)?", r"[0-9]{1,2}(?:st|nd|rd|th)?(?![0-9])"


@lru_cache(maxsize=len(Language))
def _year_behind(language: Language) -> re.Pattern[str]:
    links = "|".join(form.form for form in load(language).forms["year_links"])
    return re.compile(rf"(?:{links})(?P<year>[12][0-9]{{3}})(?![0-9])", FLAGS)
