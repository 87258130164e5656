"""Candidates: what a document seems to tell, for a person to accept, mend or reject. Never published as they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from timeline import edtf
from timeline.extract.amounts import Amount
from timeline.extract.happenings import Telling
from timeline.extract.pairing import likeness, pairs
from timeline.phrases import Language

ALIKE = 0.5  # of the names of two tellings that make them one happening
REPEATED = 0.6
PICTURED = 0.85  # for two pictures of one month


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
    """Bring the tellings of one happening together: repeats first, then the two languages."""
    vi, en = (_clusters([t for t in tellings if t.language is language]) for language in Language)
    joined = pairs(vi, en, _happening_closeness)
    return [Happening(_told(*pair)) for pair in joined]


def statistics(amounts: Sequence[Amount]) -> list[Statistic]:
    """Bring the tellings of one figure together: the two languages first, then repeats."""
    vi, en = ([[a] for a in amounts if a.language is language] for language in Language)
    joined = pairs(vi, en, _amount_closeness)
    left = [one for one, other in joined if one and not other]
    right = [other for one, other in joined if other and not one]
    joined = [pair for pair in joined if all(pair)] + pairs(left, right, _disagreement)
    found: list[Statistic] = []
    for statistic in (Statistic(_told(*pair)) for pair in joined):
        known = next((other for other in found if _repeated(statistic, other)), None)
        if known is None:
            found.append(statistic)
        else:
            for language, told in statistic.told.items():
                known.told.setdefault(language, []).extend(told)
    return found


def _told(vi: list[T] | None, en: list[T] | None) -> dict[Language, list[T]]:
    return {language: told for language, told in ((Language.VI, vi), (Language.EN, en)) if told}


def _clusters(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """Bring tellings of one language together; each goes to the happening that it is most like, leads apart."""
    found: list[list[Telling]] = []
    for telling in sorted(tellings, key=lambda telling: (telling.caption, not telling.lead)):
        homes = [
            (max(likeness(telling.tokens, other.tokens) for other in cluster), -place)
            for place, cluster in enumerate(found)
            if any(_same_happening(telling, other) for other in cluster)
            and not any(_apart(telling, other) for other in cluster)
        ]
        if homes:
            found[-max(homes)[1]].append(telling)
        else:
            found.append([telling])
    return sorted(found, key=lambda cluster: min((telling.reading, telling.lines) for telling in cluster))


def _apart(one: Telling, other: Telling) -> bool:
    """Whether two tellings are surely of two happenings: each opens an article of its own."""
    return _opens(one) and _opens(other) and not _same_happening(one, other)


def _opens(telling: Telling) -> bool:
    return telling.lead and not telling.caption


def _same_happening(one: Telling, other: Telling) -> bool:
    alike = likeness(one.tokens, other.tokens)
    if one.reading == other.reading:
        fine = len(one.date) > len("2025-07") and one.basis == other.basis
        return one.date == other.date and one.kind == other.kind and (fine or alike >= PICTURED)
    if one.caption and other.caption:
        return (
            one.date == other.date and one.kind == other.kind and alike >= (REPEATED if len(one.date) > 7 else PICTURED)
        )
    if one.lead and other.lead and not one.caption and not other.caption:
        return one.date == other.date and one.kind == other.kind and alike >= REPEATED
    if "inferred" in {one.basis, other.basis}:
        return one.date == other.date and one.kind == other.kind and one.article == other.article
    if one.date == other.date:
        near = one.article == other.article and (one.kind == other.kind or alike >= ALIKE)
        return near or alike >= REPEATED
    return (one.lead or other.lead) and _nests(one.date, other.date) and alike >= REPEATED


def _nests(one: str, other: str) -> bool:
    """Whether one date holds the other, and neither is as vague as a year."""
    if min(len(one), len(other)) < len("2025-07"):
        return False
    return edtf.nests(one, other) or edtf.nests(other, one)


def _happening_closeness(vi: list[Telling], en: list[Telling]) -> float:
    best = 0.0
    for one in vi:
        for other in en:
            apart = abs(one.article - other.article)
            if one.date == other.date:
                closeness = (
                    1.0 + likeness(one.tokens, other.tokens) + 0.3 * (one.kind == other.kind) - 0.1 * min(apart, 8)
                )
            elif one.article == other.article and _nests(one.date, other.date):
                closeness = 0.5 * likeness(one.tokens, other.tokens)
            elif one.article == other.article and _opens(one) and _opens(other):
                alike = likeness(one.tokens, other.tokens)
                closeness = 0.3 * alike if alike >= ALIKE else 0.0
            else:
                continue
            best = max(best, closeness)
    return best


def _amount_closeness(vi: list[Amount], en: list[Amount]) -> float:
    one, other = vi[0], en[0]
    apart = abs(one.article - other.article)
    if abs(one.size) != abs(other.size) or apart > 3:
        return 0.0
    same = (
        (one.unit == other.unit) + (one.quantity.measure == other.quantity.measure) + (one.indicator == other.indicator)
    )
    return 1.0 + 0.3 * same + likeness(one.tokens, other.tokens) - 0.2 * apart - 0.01 * abs(one.order - other.order)


def _disagreement(vi: list[Amount], en: list[Amount]) -> float:
    """How likely two figures are one that the languages print differently: all but the value is the same."""
    one, other = vi[0], en[0]
    same = (
        one.article == other.article
        and one.unit == other.unit
        and one.quantity.measure == other.quantity.measure
        and one.indicator == other.indicator
        and bool(one.indicator)
        and not (one.quantity.weak or other.quantity.weak)
    )
    alike = likeness(one.tokens, other.tokens)
    return alike if same and alike >= REPEATED else 0.0


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
    )


def span_of(lines: Iterator[tuple[int, int]] | Sequence[tuple[int, int]]) -> str:
    """Return line ranges as a cell: `114-116;204`."""
    merged: list[list[int]] = []
    for first, last in sorted(lines):
        if merged and first <= merged[-1][1] + 1:
            merged[-1][1] = max(merged[-1][1], last)
        else:
            merged.append([first, last])
    return ";".join(f"{first}-{last}" if first != last else str(first) for first, last in merged)
