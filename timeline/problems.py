"""What can be wrong, where, and how it is said.

A `Problem` is a fact that is collected, never raised. Its wording, in English and Vietnamese, is data:
`timeline/messages/*.toml`, one entry a stable code, from which docs/rules.md is generated too.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

SHOWN = 1_000
COMPARED = 20_000
GROUPS = ("files", "cells", "rows", "across", "verify", "workbook", "package", "release")
WORDED = ("form", "expected", "separator")
"""Facts that are words of ours rather than of a file; messages/words/vi.toml has them in Vietnamese."""


class Lang(StrEnum):
    """A language that problems are told in."""

    EN = "en"
    VI = "vi"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        code: The rule's stable code, a key of the catalogue.
        facts: What the message template names; `suggestion`, where it is given, is what to write instead.
        path: The file below the root, POSIX; "" while the place is not known yet.
        line: Physical line, counted by LF from 1; 0 for the file as a whole.
        column: The CSV column or TOML key; "" for the line as a whole.
    """

    code: str
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)
    path: str = ""
    line: int = 0
    column: str = ""

    def at(self, path: str, line: int = 0, column: str = "") -> "Problem":
        """The same problem with its place."""
        return replace(self, path=path, line=line, column=column or self.column)

    def message(self, lang: Lang = Lang.EN) -> str:
        """What is wrong; what to write instead."""
        entry = catalogue()[self.code]
        fix = entry.get("fix_known", entry["fix"]) if self.facts.get("suggestion") else entry["fix"]
        return self._filled(f"{entry['wrong'][lang]}; {fix[lang]}", lang)

    def wrong(self, lang: Lang = Lang.EN) -> str:
        """What is wrong, and no advice."""
        return self._filled(catalogue()[self.code]["wrong"][lang], lang)

    def _filled(self, template: str, lang: Lang) -> str:
        facts = dict(self.facts)
        if lang is Lang.VI:
            facts |= {name: words().get(facts[name], facts[name]) for name in WORDED if name in facts}
        return template.format_map(_Facts(facts))

    def text(self, lang: Lang = Lang.EN) -> str:
        """The report line: `path:line: column: what is wrong; what to write instead [code]`."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        column = self.column if self.column == self.column.strip() else f"«{self.column}»"
        where = f"{place}: {column}" if column else place
        return f"{_one_line(where)}: {self.message(lang)} [{self.code}]"

    def order(self) -> tuple[str, int, str, str, str]:
        """The sort key of reports: by place, then code, then wording."""
        return self.path, self.line, self.column, self.code, self.message()


class _Facts(dict[str, str]):
    """Facts for a template; one that is not given is "", for a rule of several kinds names the facts of each."""

    def __getitem__(self, key: str) -> str:
        return _one_line(str(self.get(key, "")))


def _one_line(text: str) -> str:
    """Control characters are shown escaped and long texts cut, so that a report line stays one line."""
    text = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


@cache
def catalogue() -> dict[str, dict[str, Any]]:
    """Code -> entry (`group`, `wrong`, `fix`, `fix_known`, `about`, by language), in the order of the files."""
    entries: dict[str, dict[str, Any]] = {}
    for group in GROUPS:
        text = (files("timeline") / "messages" / f"{group}.toml").read_text(encoding="utf-8")
        for code, entry in tomllib.loads(text).items():
            entries[code] = {"group": group, **entry}
    return entries


@cache
def words() -> dict[str, str]:
    """English -> Vietnamese, of the facts that are worded here."""
    return tomllib.loads((files("timeline") / "messages" / "words" / "vi.toml").read_text(encoding="utf-8"))


@cache
def sayings() -> dict[str, dict[str, str]]:
    """What commands say of their own work: key -> language -> template."""
    return tomllib.loads((files("timeline") / "messages" / "words" / "said.toml").read_text(encoding="utf-8"))


def say(saying: str, lang: str, /, **facts: object) -> str:
    """A saying in a language, its facts filled in, on one line."""
    return sayings()[saying][lang].format_map(_Facts({name: str(fact) for name, fact in facts.items()}))


class SaidError(ValueError):
    """Something that is refused, in one line.

    Args:
        text: A key of the sayings, or words that are told as they are.
        facts: What the saying names.
    """

    def __init__(self, text: str, /, **facts: object) -> None:
        super().__init__(say(text, Lang.EN, **facts) if text in sayings() else text)
        self._said, self._facts = text, facts

    def text(self, lang: str) -> str:
        """What is refused, and why."""
        return say(self._said, lang, **self._facts) if self._said in sayings() else str(self)


def concerns(problem: Problem, paths: Sequence[str]) -> bool:
    """Whether a problem stands in one of the paths, or is about a row there (`other`, a place)."""
    other = problem.facts.get("other", "").rpartition(":")[0]
    return below(problem.path, paths) or (bool(other) and below(other, paths))


def below(name: str, paths: Sequence[str]) -> bool:
    """Whether a file is one of the paths, or below one; no paths mean all."""
    return not paths or any(path in {".", name} or name.startswith(f"{path}/") for path in paths)


def closest(text: str, known: Sequence[str]) -> str:
    """The known word most like `text`, or ""; of very many words none is sought, for each has to be compared."""
    return _closest(text, tuple(known)) if len(known) <= COMPARED else ""


@lru_cache(4_096)
def _closest(text: str, known: tuple[str, ...]) -> str:
    folded = {word.casefold(): word for word in known}
    found = get_close_matches(text.casefold(), list(folded), n=1, cutoff=0.6)
    return folded[found[0]] if found else ""


def in_order(problems: list[Problem]) -> list[Problem]:
    """Sorted by place, and each told once."""
    told = {(problem.order()): problem for problem in problems}
    return [told[key] for key in sorted(told)]
