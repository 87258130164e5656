"""Words that tie a happening to the one told before it, words that say it did not happen, and what kinds are like.

All of them are data: `data/*.toml`.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple

from timeline.phrases import Language


class Kinds(NamedTuple):
    """Codes of event_kinds and place_kinds by what is known of them; `data/kinds.toml` says what."""

    acts: frozenset[str]
    around: frozenset[str]
    handed: frozenset[str]
    vague: frozenset[str]
    settings: frozenset[str]
    momentary: frozenset[str]
    lasting: frozenset[str]
    signed: frozenset[str]
    received: frozenset[str]
    commemorated: frozenset[str]
    gatherings: frozenset[str]
    yearly: frozenset[str]
    relations: frozenset[str]
    provinces: frozenset[str]
    country: str
    purposes: Mapping[str, Sequence[str]]
    yielding: Mapping[str, Sequence[str]]
    foreign: Mapping[str, str]
    origin: str
    document: str
    plan: str
    unknown: str
    gift: str


@lru_cache(maxsize=1)
def kinds() -> Kinds:
    """Return what is known of kinds of event."""
    told = _data("kinds")
    sets: dict[str, Any] = {name: frozenset(codes) for name, codes in told.items() if isinstance(codes, list)}
    return Kinds(**{**told, **sets})


@lru_cache(maxsize=len(Language))
def tables(language: Language) -> dict[str, dict[str, str]]:
    """Return the words of a language by table (ties, unreal and others), each with its example."""
    return _data(language)


@lru_cache(maxsize=len(Language))
def figure_tables(language: Language) -> dict[str, dict[str, str]]:
    """Return the words of a language that say what a figure is of, by table, each with its example."""
    return _data(f"figures.{language}")


@lru_cache(maxsize=1)
def mastheads() -> dict[str, dict[str, str]]:
    """Return the words of mastheads and imprints by table, each with a line that shows it."""
    return _data("mastheads")


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def pattern(language: Language, table: str) -> re.Pattern[str]:
    """Return a pattern of the words of one table, however a text spaces and cases them."""
    told = sorted({**tables(language), **figure_tables(language)}[table], key=len, reverse=True)
    words = "|".join(r"\s+".join(map(re.escape, word.split())) for word in told)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
