"""Stated shares against the levels of part and whole."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from timeline.validate.across.figures import Finding, Interval, Reading, Scope, ratio, shown
from timeline.vocabulary import Measure

SCALES = {"%": Decimal(100), "[ppth]": Decimal(1000)}
"""What a part of one is in the unit of a share or completion."""


def shares_follow_from_levels(scope: Scope) -> Iterator[Finding]:
    """A share is its part over its whole, where both are told.

    The whole is of the base area, where there is one; else of the indicator's own whole, or of the indicator without
    the breakdown, or of the part above it.
    """
    for reading in scope.readings:
        if reading.cells["measure"] == Measure.SHARE:
            yield from percentage("share-differs", reading, list(_pairs(scope, reading)))


def _pairs(scope: Scope, reading: Reading) -> Iterator[tuple[Reading, Reading]]:
    cells = reading.cells
    level = {"measure": Measure.LEVEL, "base_area": ""}
    if cells["base_area"]:
        whole = {"ref_area": cells["base_area"]}
    elif above := scope.attribute("indicators", cells["indicator"], "whole"):
        whole = {"indicator": above}
    else:
        whole = {"breakdown": scope.attribute("breakdowns", cells["breakdown"], "parent")}
    for part in scope.related(reading, **level):
        yield from ((part, all_) for all_ in scope.related(reading, **(level | whole)) if all_ is not part)


def percentage(code: str, reading: Reading, pairs: Iterable[tuple[Reading, Reading]]) -> Iterator[Finding]:
    """The finding that a stated part of a whole is none that any telling of part and whole, in one unit, can make."""
    scale = SCALES.get(reading.cells["unit_measure"])
    same = [(part, all_) for part, all_ in pairs if part.cells["unit_measure"] == all_.cells["unit_measure"]]
    if scale and same:
        times = [ratio(part.span, all_.span) for part, all_ in same]
        implied = [Interval(*(end if end is None else end * scale for end in (each.low, each.high))) for each in times]
        if all(reading.span.misses(each) for each in implied):
            yield Finding(code, (reading, *same[-1]), {"implied": shown(implied[-1], reading)})
