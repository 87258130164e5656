"""One thing that the languages tell differently: alike but for its date or value, and at the same place of both."""

from collections.abc import Callable, Mapping, Sequence

from timeline import edtf
from timeline.extract.amounts import Amount
from timeline.extract.pairing import likeness
from timeline.extract.tellings import Telling
from timeline.extract.ties import kinds

ALIKE, MUCH_ALIKE = 0.5, 0.8  # share of names that both sentences have
BESIDE = 1  # paragraphs by which the languages may be apart
SUMMARY = 1  # articles by which a chapter and its summary may be apart
LONG = 4  # digits of figures that are hardly alike by chance
TIMES = 20  # times that one reading of a figure may be another

Beside = Mapping[int, tuple[Amount | None, Amount | None]]
"""By id of a figure, those told before and after it in its article and language."""


def date_disagreement(vi: Sequence[Telling], en: Sequence[Telling]) -> float:
    """Return how likely two happenings are one whose date the languages tell differently; 0 if they are two."""
    return max((_as_one(one, other) for one in vi for other in en), default=0.0)


def _as_one(one: Telling, other: Telling) -> float:
    apart = abs(one.paragraph - other.paragraph)
    if one.article != other.article or one.caption != other.caption or apart > BESIDE:
        return 0.0
    inferred = [each.basis == "inferred" for each in (one, other)]
    if any(inferred):
        # What has the day of its article has that day as each language tells it.
        fine = edtf.precision(one.date) is edtf.Precision.DAY and len(_unlike(one.date, other.date)) == 1
        return 0.5 if fine and all(inferred) and one.kind == other.kind and not apart else 0.0
    if len(_unlike(one.date, other.date)) != 1:
        return 0.0
    alike = likeness(_names(one), _names(other))
    same = one.kind == other.kind or kinds().unknown in {one.kind, other.kind}
    fine = edtf.precision(one.date) is edtf.Precision.DAY and same
    return alike - 0.1 * apart if alike >= (ALIKE if fine and not apart else MUCH_ALIKE) and same else 0.0


def _unlike(one: str, other: str) -> list[tuple[str, str]]:
    """Return the parts, years, months and days, in which two dates of one form differ; all of them for two forms."""
    parts = [date.replace("/", "-").split("-") for date in (one, other)]
    if len(parts[0]) != len(parts[1]) or ("/" in one) != ("/" in other):
        return [(one, other)] * 2
    return [(a, b) for a, b in zip(*parts, strict=True) if a != b]


def _names(telling: Telling) -> frozenset[str]:
    return frozenset(token for token in telling.tokens if not token.isdigit())


def beside(amounts: Sequence[Amount]) -> Beside:
    """Return for each figure of one language those told right before and after it in its article."""
    told = sorted((amount for amount in amounts if not amount.quantity.weak), key=lambda amount: amount.order)
    found: dict[int, tuple[Amount | None, Amount | None]] = {}
    for at, amount in enumerate(told):
        before, after = (told[place] if 0 <= place < len(told) else None for place in (at - 1, at + 1))
        near = [each if each and each.article == amount.article else None for each in (before, after)]
        found[id(amount)] = (near[0], near[1])
    return found


def value_disagreement(
    pairs: Sequence[tuple[Sequence[Amount] | None, Sequence[Amount] | None]], near: Beside
) -> Callable[[Sequence[Amount], Sequence[Amount]], float]:
    """Return the function that tells how likely two figures are one that the languages print differently.

    Args:
        pairs: figures that both languages tell with one value.
        near: what stands beside each figure.
    """
    paired = {(id(vi[0]), id(en[0])) for vi, en in pairs if vi and en}

    def as_one(vi: Sequence[Amount], en: Sequence[Amount]) -> float:
        one, other = vi[0], en[0]
        sides = sum(
            (id(a), id(b)) in paired for a, b in zip(near.get(id(one), ()), near.get(id(other), ()), strict=False)
        )
        turned = one.unit == other.unit and _is_turned(one, other)
        apart = abs(one.article - other.article)
        same = apart <= turned * SUMMARY and one.quantity.measure == other.quantity.measure
        if not same or not _near_in_size(one, other) or one.quantity.weak or other.quantity.weak:
            return 0.0
        alike = likeness(one.tokens, other.tokens)
        named = one.unit == other.unit and bool(one.indicator) and one.indicator == other.indicator
        if turned and (sides or not apart):
            return 1.0 + alike + 0.5 * sides
        if (named and alike >= MUCH_ALIKE - 0.2) or (sides and (one.unit == other.unit or _misprinted(one, other))):
            return 0.5 + alike + 0.5 * sides
        return 0.0

    return as_one


def _near_in_size(one: Amount, other: Amount) -> bool:
    small, large = sorted((abs(one.size), abs(other.size)))
    return small > 0 and large <= small * TIMES


def _misprinted(one: Amount, other: Amount) -> bool:
    """Whether two figures have the same digits in another order, or all but one of them."""
    a, b = (str(abs(each.value).normalize()).replace(".", "") for each in (one, other))
    return sorted(a) == sorted(b) or (len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1)


def _is_turned(one: Amount, other: Amount) -> bool:
    """Whether two figures of some length have the same digits in another order: 1.087 and 1,078."""
    a, b = (str(abs(each.value).normalize()).replace(".", "") for each in (one, other))
    return (
        len(a) >= LONG
        and a != b
        and sorted(a) == sorted(b)
        and one.quantity.figure.unit_mult == other.quantity.figure.unit_mult
    )
