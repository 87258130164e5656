"""Words by which the parts of a document are known, read from `words.toml`."""

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from timeline.phrases import Language


class Words(NamedTuple):
    """The tables of `words.toml`, as patterns and sets."""

    credits: re.Pattern[str]
    whole_credits: re.Pattern[str]
    credit_names: re.Pattern[str]
    contents: re.Pattern[str]
    imprint: re.Pattern[str]
    bylines: re.Pattern[str]
    page: re.Pattern[str]
    kept_hyphens: frozenset[str]
    english: frozenset[str]
    ligatures: tuple[tuple[re.Pattern[str], str], ...]


@lru_cache(maxsize=1)
def load() -> Words:
    """Read the tables."""
    tables = tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
    return Words(
        credits=re.compile(rf"(?<!\w)(?:{_any(tables['credits'])})", re.IGNORECASE),
        whole_credits=re.compile(rf"(?<!\w)(?:{_any(tables['whole_credits'])})[.)]*$", re.IGNORECASE),
        credit_names=re.compile(rf"(?<!\w)(?i:{_any(tables['credit_names'])})\s*:\s*({NAME})"),
        contents=re.compile(rf"(?:{_any(tables['contents'])})[\s:]*(?:[/|]|$)", re.IGNORECASE),
        imprint=re.compile(rf"(?<!\w)(?:{_any(tables['imprint'])})", re.IGNORECASE),
        bylines=re.compile(rf"(?<!\w)(?:{_any(tables['bylines'])})", re.IGNORECASE),
        page=re.compile(
            rf"\W*(?:(?:{_any(tables['page_words'])})\s*)?\d{{1,3}}(?:\s*(?:/|of|trên)\s*\d{{1,3}})?\W*", re.IGNORECASE
        ),
        kept_hyphens=frozenset(tables["kept_hyphens"]),
        english=frozenset(tables["english"]),
        ligatures=tuple(
            (re.compile(each["around"].replace("{}", LOST), re.IGNORECASE), each["letters"])
            for each in tables["ligatures"]
        ),
    )


LOST = "\ufffd"
"""What conversion writes for a sign it could not read."""
VIETNAMESE = "ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
CAPITAL = f"[A-Z{VIETNAMESE.upper()}]"
NAME = rf"{CAPITAL}+(?:[ .]+{CAPITAL}+){{1,4}}(?![^\W\d_])"
"""A person's name as credits and bylines have it."""
WORD = re.compile(r"[^\W\d_]+")
MARKED = re.compile(f"[{VIETNAMESE}{VIETNAMESE.upper()}]")


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=8192)
def language_of(text: str) -> Language | None:
    """The language of a text of one language; None where it is too short to tell, or neither.

    Told by the share of words with a Vietnamese letter, which is most of them in Vietnamese, and in English only
    foreign names; in between, by the share of English function words.
    """
    words = WORD.findall(text)
    if not words:
        return None
    share = sum(map(bool, map(MARKED.search, words))) / len(words)
    english = sum(map(load().english.__contains__, map(str.casefold, words))) / len(words)
    if share >= 0.3 and english <= 0.15:
        return Language.VI
    if share <= 0.1:
        return Language.EN if len(words) >= 4 or english else None
    if len(words) < 6:
        return None
    return Language.EN if english > 0.08 else Language.VI
