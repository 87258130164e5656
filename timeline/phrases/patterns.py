"""The forms of a lexicon as regular expressions, compiled when first asked for.

`{name}` in a form stands for a piece of `_pieces`, most of them a named group of what was read.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from timeline.phrases.lexicon import Form, Language, load

FLAGS = re.IGNORECASE

_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])"
_MONTH = r"(?:0?[1-9]|1[0-2])(?![0-9])"
_NEAR_YEAR = r"(?:19|20)[0-9]{2}"
_PLACEHOLDER = r"\{([A-Za-z][A-Za-z0-9_]*)\}"


@lru_cache(maxsize=64)
def compiled(language: Language, table: str) -> tuple[tuple[Form, re.Pattern[str]], ...]:
    """Return the forms of one table, each with its pattern, in the order of the lexicon."""
    return tuple((form, re.compile(fill(form.form, _pieces(language)), FLAGS)) for form in load(language).forms[table])


def fill(form: str, pieces: Mapping[str, str]) -> str:
    """Put the pieces into a form; braces that name no piece (`{2}`) stay."""
    return re.sub(_PLACEHOLDER, lambda match: pieces[match[1]], form)


def month_name(language: Language) -> str:
    """Return a pattern of every name of a month."""
    return load(language).pattern("months")


@lru_cache(maxsize=len(Language))
def _pieces(language: Language) -> Mapping[str, str]:
    lexicon = load(language)
    months = month_name(language)
    counts = lexicon.pattern("numbers", guarded=False)
    ordinals = lexicon.pattern("ordinals", guarded=False)
    return {
        "year": r"(?P<year>[12][0-9]{3})(?![0-9])",
        "near_year": f"(?P<year>{_NEAR_YEAR})",
        "maybe_year": rf"(?:\s*[/,-]?\s*(?:(?:năm|of|in)\s+)?(?P<year>{_NEAR_YEAR})(?![0-9]))?",
        "month": f"(?P<month>{_MONTH})",
        "month1": f"(?P<month1>{_MONTH})",
        "month2": r"(?P<month>0[1-9]|1[0-2])",
        "month_name": f"(?P<month_name>{months})",
        "month_name1": f"(?P<month_name1>{months})",
        "day": f"(?P<day>{_DAY})",
        "day1": f"(?P<day1>{_DAY})",
        "day2nd": f"(?P<day>{_DAY})",
        "day2": r"(?P<day>0[1-9]|[12][0-9]|3[01])",
        "late_day": r"(?P<day>1[3-9]|2[0-9]|3[01])",
        "quarter": r"(?P<quarter>IV|I{1,3}|[1-4])(?!\w)",
        "half": r"(?P<half>[12])",
        "decade": r"(?P<decade>(?:1[0-9]|20)[0-9])",
        "nth": rf"(?P<nth>{ordinals}|[1-4](?:st|nd|rd|th))",
        "count": rf"(?<!\w)(?P<count>[0-9]{{1,2}}|{counts})",
        "measure": lexicon.pattern("magnitudes", "units"),
        "counted": lexicon.pattern("nouns"),
    }
