"""Candidates: what a document seems to tell, for a person to accept, mend or reject. Never published as they are."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from timeline.extract.amounts import Amount
from timeline.extract.conflicts import beside, date_disagreement, value_disagreement
from timeline.extract.merging import REPEATED, closeness, clusters
from timeline.extract.pairing import likeness, pairs
from timeline.extract.tellings import Telling
from timeline.phrases import Language


@dataclass(frozen=True, slots=True)
class Happening:
    """A dated happening with its tellings in each language."""

    told: dict[Language, list[Telling]] = field(default_factory=dict)

    @property
    def tellings(self) -> list[Telling]:
        """All tellings, Vietnamese first."""
        return [telling for language in Language for telling in self.told.get(language, [])]


@dataclass(frozen=True, slots=True)
class Statistic:
    """A figure with its tellings in each language."""

    told: dict[Language, list[Amount]] = field(default_factory=dict)

    @property
    def tellings(self) -> list[Amount]:
        """All tellings, Vietnamese first."""
        return [amount for language in Language for amount in self.told.get(language, [])]


T = TypeVar("T")


def happenings(tellings: Sequence[Telling]) -> list[Happening]:
    """Bring the tellings of one happening together: repeats first, then the languages, then what they dispute."""
    vi, en = (clusters([t for t in tellings if t.language is language]) for language in Language)
    joined = pairs(vi, en, closeness)
    joined = _disputed(joined, date_disagreement)
    return _with_pictures([Happening(_told(*pair)) for pair in joined])


def _with_pictures(found: list[Happening]) -> list[Happening]:
    """Put the label that one language alone seems to have with the other half of it: both tell one picture."""
    kept = [each for each in found if len(each.told) > 1 or not all(telling.caption for telling in each.tellings)]
    for alone in (each for each in found if each not in kept):
        home = next(
            (each for each in kept if any(_one_picture(a, b) for a in alone.tellings for b in each.tellings)), None
        )
        if home is None:
            kept.append(alone)
            continue
        for language, told in alone.told.items():
            home.told.setdefault(language, []).extend(told)
    return kept


def _one_picture(one: Telling, other: Telling) -> bool:
    """Whether two tellings are of the two halves of one label and of one date."""
    same = other.caption and one.language is not other.language and one.article == other.article
    return same and one.paragraph == other.paragraph and one.date == other.date


def statistics(amounts: Sequence[Amount]) -> list[Statistic]:
    """Bring the tellings of one figure together: the two languages first, then repeats."""
    vi, en = ([[a] for a in amounts if a.language is language] for language in Language)
    joined = pairs(vi, en, _amount_closeness)
    near = {**beside([each for (each,) in vi]), **beside([each for (each,) in en])}
    joined = _disputed(joined, value_disagreement(joined, near))
    found: list[Statistic] = []
    for statistic in (Statistic(_told(*pair)) for pair in joined):
        known = next((other for other in found if _repeated(statistic, other)), None)
        if known is None:
            found.append(statistic)
        else:
            for language, told in statistic.told.items():
                known.told.setdefault(language, []).extend(told)
    return found


def _disputed(
    joined: Sequence[tuple[list[T] | None, list[T] | None]], disagreement: Callable[[list[T], list[T]], float]
) -> list[tuple[list[T] | None, list[T] | None]]:
    """Pair what one language alone seems to tell where the other tells it differently."""
    left = [one for one, other in joined if one and not other]
    right = [other for one, other in joined if other and not one]
    return [pair for pair in joined if all(pair)] + pairs(left, right, disagreement)


def _told(vi: list[T] | None, en: list[T] | None) -> dict[Language, list[T]]:
    return {language: told for language, told in ((Language.VI, vi), (Language.EN, en)) if told}


def _amount_closeness(vi: list[Amount], en: list[Amount]) -> float:
    one, other = vi[0], en[0]
    apart = abs(one.article - other.article)
    if abs(one.size) != abs(other.size) or apart > 3:
        return 0.0
    same = (
        (one.unit == other.unit) + (one.quantity.measure == other.quantity.measure) + (one.indicator == other.indicator)
    )
    return 1.0 + 0.3 * same + likeness(one.tokens, other.tokens) - 0.2 * apart - 0.01 * abs(one.order - other.order)


def _repeated(one: Statistic, other: Statistic) -> bool:
    """Whether two figures are one, told again elsewhere in the document."""
    a, b = one.tellings[0], other.tellings[0]
    same = a.size == b.size and a.unit == b.unit and a.quantity.measure == b.quantity.measure and a.reading != b.reading
    if not same or a.quantity.weak or b.quantity.weak:
        return False
    return (
        a.indicator == b.indicator
        and a.period.edtf == b.period.edtf
        and bool(a.indicator or likeness(a.tokens, b.tokens) >= REPEATED)
        and (a.quantity.measure != "share" or _of_alike(one, other))
    )


def _of_alike(one: Statistic, other: Statistic) -> bool:
    """Whether two shares are of things called alike in a language: 100 % of many things are no one figure."""
    nouns = [
        (frozenset(a.quantity.noun.casefold().split()), frozenset(b.quantity.noun.casefold().split()))
        for language in Language
        for a, b in zip(one.told.get(language, [])[:1], other.told.get(language, [])[:1], strict=False)
    ]
    return any(likeness(*pair) >= REPEATED for pair in nouns)


def span_of(lines: Iterator[tuple[int, int]] | Sequence[tuple[int, int]]) -> str:
    """Return line ranges as a cell: `114-116;204`."""
    merged: list[list[int]] = []
    for first, last in sorted(lines):
        if merged and first <= merged[-1][1] + 1:
            merged[-1][1] = max(merged[-1][1], last)
        else:
            merged.append([first, last])
    return ";".join(f"{first}-{last}" if first != last else str(first) for first, last in merged)
