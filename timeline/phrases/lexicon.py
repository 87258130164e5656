"""Words of a language and what they mean, read from `data/<language>/*.toml` and, for all languages, `data/common/`.

A lexicon has two kinds of table. *Words* give each word one meaning, whose key is told by `MEANINGS`
(`"triệu" = { unit_mult = 6, example = "5 triệu USD" }`); *forms* give a name to a pattern (`FORMS`). Every entry
carries an `example` that the tests run.

Keys of a word beside its meaning: `cased` reads it as it is spelt only; `place` (units, roles) is where it stands to
the number or date: before, after (the default) or either; `unless_before` (patterns) and `unless_after` (words) tell
where it means something else; `gives` is the value of the example where that is more than the word.

Keys of a form beside `form`: `edtf` is what its example reads as; `span` and `months` say which part of the year
it names. `{name}` stands for a piece that `phrases/patterns.py` puts in; in `mentions` and `no_dates` for one of the
table `pieces` or of the words that `phrases/mention_forms.py` names. These forms are tried where one of the words of
`head` stands ("0" is any number, "{months}" the first word of each of that table); `needs` names the kind of lead
word without which they mean no date, `kind` what they are if no plain date; `year` and `reference` are what the
example is read with.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

FILES = ("figures.toml", "statements.toml", "dates.toml", "mentions.toml")
"""The files of a language; a table stands in one of them."""

MEANINGS: Mapping[str, str] = {
    "numbers": "value",
    "digits": "value",
    "times": "value",
    "links": "",
    "ordinals": "value",
    "magnitudes": "unit_mult",
    "suffixes": "unit_mult",
    "halves": "value",
    "points": "",
    "subunits": "",
    "units": "code",
    "bounds": "bound",
    "bounds_after": "bound",
    "joiners": "kind",
    "openers": "",
    "betweens": "",
    "signs": "",
    "rises": "",
    "ratios": "",
    "between_ratios": "",
    "cues": "kind",
    "nouns": "kind",
    "stops": "",
    "places": "value",
    "multiples": "value",
    "multipliers": "",
    "multiplier_leads": "",
    "rates": "",
    "months": "month",
    "calendars": "",
    "fillers": "",
    "qualifiers": "mark",
    "leads": "grain",
    "limits": "limit",
    "parts": "part",
    "relatives": "shift",
    "weekdays": "iso_day",
    "directions": "nearest",
    "roles": "role",
    "futures": "",
}
"""Table of words -> key of its meaning; empty where standing in the table is the meaning."""

FORMS = (
    "skips",
    "passes",
    "dates",
    "loose_dates",
    "cells",
    "periods",
    "ranges",
    "named_days",
    "named_months",
    "year_links",
    "pieces",
    "mentions",
    "no_dates",
)
"""Tables of forms."""


class Language(StrEnum):
    """A language whose texts can be read; the value is its ISO 639-1 code."""

    VI = "vi"
    EN = "en"


class Word(NamedTuple):
    """One word, or a few that stand together, with its meaning as text."""

    word: str
    means: str
    example: str
    gives: str = ""
    place: str = "after"
    cased: bool = False
    unless_before: tuple[str, ...] = ()
    unless_after: tuple[str, ...] = ()


class Form(NamedTuple):
    """One pattern, with `{name}` for the pieces put in when it is compiled."""

    name: str
    form: str
    example: str
    edtf: str = ""
    span: str = ""
    months: int = 0
    head: tuple[str, ...] = ("0",)
    needs: str = ""
    kind: str = ""
    year: str = ""
    reference: str = ""


class Lexicon(NamedTuple):
    """What one language says with: its number separators, words and forms, each by table."""

    language: Language
    group: str
    decimal: str
    words: Mapping[str, tuple[Word, ...]]
    forms: Mapping[str, tuple[Form, ...]]
    meanings: Mapping[str, Mapping[str, str]]

    def meaning(self, table: str, word: str) -> str:
        """Return what a word as it stands in a text means; the word must be in the table."""
        return self.meanings[table][key(word)]

    def meaning_words(self, table: str, means: str) -> list[Word]:
        """Return the words of a table that mean this."""
        return [word for word in self.words[table] if word.means == means]

    def pattern(self, *tables: str, places: Collection[str] = ("after", "either"), guarded: bool = True) -> str:
        """Return a group that matches any word of the tables, longer words first.

        Args:
            tables: which tables.
            places: only words that stand there to their number; words of tables without places stand after.
            guarded: heed unless_before and unless_after.
        """
        entries = [entry for table in tables for entry in self.words[table] if entry.place in places]
        return any_of(entries, guarded=guarded, touches_digits="before" in places)


def any_of(words: Iterable[Word], *, guarded: bool = True, touches_digits: bool = False) -> str:
    """Return a group that matches any of the words, longer ones first, and nothing if there are none.

    No letter may follow a word, and no digit either unless it `touches_digits` (VND55).
    """
    longest_first = sorted(words, key=lambda word: -len(word.word))
    alternatives = "|".join(_word_pattern(word, guarded, touches_digits) for word in longest_first)
    return f"(?:{alternatives})" if alternatives else "(?!)"


@lru_cache(maxsize=len(Language))
def load(language: Language) -> Lexicon:
    """Read the lexicon of a language.

    Raises:
        ValueError: an entry has an unknown key or lacks one.
    """
    own, common = _tables(language), _tables("common")
    words = {
        table: tuple(_word(table, word, row) for part in (common, own) for word, row in part.get(table, {}).items())
        for table in MEANINGS
    }
    forms = {
        table: tuple(_form(name, row) for part in (common, own) for name, row in part.get(table, {}).items())
        for table in FORMS
    }
    meanings = {table: {key(entry.word): entry.means for entry in entries} for table, entries in words.items()}
    notation = own["notation"]
    return Lexicon(language, str(notation["group"]), str(notation["decimal"]), words, forms, meanings)


def _tables(name: str) -> dict[str, dict[str, Any]]:
    # Imported here: a command that reads no phrase should not pay for them.
    import tomllib  # noqa: PLC0415
    from importlib import resources  # noqa: PLC0415

    folder = resources.files(__package__).joinpath("data", name)
    tables: dict[str, dict[str, Any]] = {}
    for file in FILES:
        tables |= tomllib.loads(folder.joinpath(file).read_text(encoding="utf-8"))
    unknown = set(tables) - set(MEANINGS) - set(FORMS) - {"notation"}
    if unknown:
        raise ValueError(f"data/{name}: unknown tables {sorted(unknown)}; known ones are in MEANINGS and FORMS")
    return tables


def _word(table: str, word: str, row: dict[str, Any]) -> Word:
    keys = dict(row)
    meaning = MEANINGS[table]
    try:
        means = str(keys.pop(meaning)) if meaning else word
        unless_before, unless_after = (tuple(keys.pop(name, ())) for name in ("unless_before", "unless_after"))
        return Word(word=word, means=means, unless_before=unless_before, unless_after=unless_after, **keys)
    except (KeyError, TypeError) as error:
        raise ValueError(
            f"[{table}] {word}: {error}; write {meaning} and example, and else the keys of Word"
        ) from error


def _form(name: str, row: dict[str, Any]) -> Form:
    try:
        return Form(name=name, **{**row, "head": tuple(row.get("head", ("0",)))})
    except TypeError as error:
        raise ValueError(f"{name}: {error}; write form and example, and else the keys of Form") from error


def key(word: str) -> str:
    """Return how a word is looked up, however a text spaces and cases it.

    To `re.IGNORECASE` the Turkish dotless i and dotted I are an i too; case folding keeps them apart.
    """
    return " ".join(word.split()).casefold().replace("ı", "i").replace("i̇", "i")


def _word_pattern(entry: Word, guarded: bool, touches_digits: bool) -> str:
    body = r"\s+".join(map(re.escape, entry.word.split()))
    if entry.cased:
        body = f"(?-i:{body})"
    if entry.word[-1].isalnum():
        body += r"(?![^\W\d_])" if touches_digits else r"(?!\w)"
    if not guarded:
        return body
    # A lookbehind has a fixed width, so each word it must not follow gets its own.
    guards = "".join(rf"(?<!\b{re.escape(word)}\s)" for word in entry.unless_after)
    ahead = rf"(?!\s*(?:{'|'.join(entry.unless_before)}))" if entry.unless_before else ""
    return f"{guards}{body}{ahead}"
