"""Parts against their whole: breakdowns of one series, and indicators that are part of another."""

from collections import defaultdict
from collections.abc import Iterator
from operator import itemgetter

from timeline.validate.across.figures import Finding, Interval, Reading, Scope, printed, shown, total
from timeline.validate.groups import ADDED, QUANTITIES
from timeline.vocabulary import IndicatorKind, Measure

SUMMED = {IndicatorKind.STOCK, IndicatorKind.FLOW, IndicatorKind.TOTAL}
GROUP = itemgetter(*ADDED)

Parts = dict[str, list[Reading]]
"""Breakdown -> its tellings, the last word last; "" is the whole."""


def is_quantity(scope: Scope, reading: Reading) -> bool:
    """Whether it is a level of something that adds up, and is not below nothing."""
    cells = reading.cells
    return (
        cells["measure"] == Measure.LEVEL
        and reading.value >= 0
        and scope.attribute("indicators", cells["indicator"], "kind") in SUMMED
        and scope.attribute("units", cells["unit_measure"], "kind") in QUANTITIES
    )


def parts_fit_their_whole(scope: Scope) -> Iterator[Finding]:
    """No part exceeds its whole, nor do the parts of one dimension; all of them together make the whole.

    The parts of a dimension with the same parent do not overlap: codes that do are given a parent or dimension of
    their own. The parts are of one source; of several tellings of the whole it is enough that one fits.
    """
    groups: dict[tuple[str, ...], Parts] = defaultdict(lambda: defaultdict(list))
    for reading in scope.readings:
        if is_quantity(scope, reading):
            groups[GROUP(reading.cells)][reading.cells["breakdown"]].append(reading)
    for parts in groups.values():
        if len(parts) > 1:
            yield from _exceeding(scope, parts)
            yield from _sums(scope, parts)


def _exceeding(scope: Scope, parts: Parts) -> Iterator[Finding]:
    for breakdown, told in parts.items():
        above = _above(scope, breakdown, parts)
        if breakdown and above is not None:
            yield from (finding for part in told for finding in exceeding(part, parts[above]))


def _above(scope: Scope, breakdown: str, parts: Parts) -> str | None:
    """The nearest part above a breakdown that is told; None where not even the whole is."""
    seen = {breakdown}
    while breakdown:
        breakdown = scope.attribute("breakdowns", breakdown, "parent")
        if breakdown in parts:
            return breakdown
        if breakdown in seen:
            return None
        seen.add(breakdown)
    return None


def exceeding(part: Reading, wholes: list[Reading]) -> Iterator[Finding]:
    """The finding that a part is more than any telling of its whole."""
    low = part.span.low
    if low is not None and wholes and all(each.span.high is not None and low > each.span.high for each in wholes):
        yield Finding("part-exceeds", (part, wholes[-1]), {"value": printed(wholes[-1])})


def _sums(scope: Scope, parts: Parts) -> Iterator[Finding]:
    dimensions: dict[tuple[str, str], set[str]] = defaultdict(set)
    for breakdown in filter(None, parts):
        row = scope.collection.known.codelists.lists.get("breakdowns", {}).get(breakdown, {})
        if row.get("parent", "") in parts:
            dimensions[row.get("dimension", ""), row.get("parent", "")].add(breakdown)
    for (dimension, parent), there in dimensions.items():
        complete = there == _siblings(scope, dimension, parent)
        sources = dict.fromkeys(part.table.source_id for breakdown in there for part in parts[breakdown])
        for source in sources if len(there) > 1 else ():
            own = [[part for part in parts[breakdown] if part.table.source_id == source] for breakdown in sorted(there)]
            whole = complete and all(own)
            yield from _sum([told[-1] for told in own if told], parts[parent], complete=whole)


def _siblings(scope: Scope, dimension: str, parent: str) -> set[str]:
    rows = scope.collection.known.codelists.lists.get("breakdowns", {})
    return {code for code, row in rows.items() if row["dimension"] == dimension and row["parent"] == parent}


def _sum(parts: list[Reading], wholes: list[Reading], *, complete: bool) -> Iterator[Finding]:
    summed = total(part.span for part in parts)
    if not complete:
        summed = Interval(summed.low, None)
    if len(parts) > 1 and all(summed.misses(whole.span) for whole in wholes):
        yield Finding("parts-sum", (wholes[-1], *parts), {"implied": shown(summed, wholes[-1])})


def indicators_fit_their_whole(scope: Scope) -> Iterator[Finding]:
    """No indicator exceeds the one that the codelist calls its whole."""
    for reading in scope.readings:
        whole = scope.attribute("indicators", reading.cells["indicator"], "whole")
        if whole and is_quantity(scope, reading):
            unit, setter = reading.cells["unit_measure"], reading.cells["set_by"]
            wholes = [
                each
                for each in scope.related(reading, indicator=whole)
                if (each.cells["unit_measure"], each.cells["set_by"]) == (unit, setter)
            ]
            yield from exceeding(reading, wholes)
