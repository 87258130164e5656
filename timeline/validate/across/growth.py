"""Stated growth, change and multiple against the two levels."""

from collections.abc import Iterator
from decimal import Decimal

from timeline.validate.across.figures import Finding, Interval, Reading, Scope, difference, ratio, shown
from timeline.validate.groups import MADE
from timeline.vocabulary import Measure, Nature

HUNDRED = Decimal(100)
POINTS = {"pp": "%"}
"""The unit of a change -> the unit of the levels, where they are not the same."""


def growth_follows_from_levels(scope: Scope) -> Iterator[Finding]:
    """A growth, change or multiple is what the levels of its period and base period make, where both are told.

    Of several tellings of the levels it is enough that two of one unit bear it out.
    """
    for reading in scope.readings:
        if reading.cells["measure"] in MADE and reading.cells["base_period"] and reading.cells["time_period"]:
            pairs = list(_levels(scope, reading))
            implied = [_implied(reading.cells["measure"], now, before) for now, before in pairs]
            if implied and all(reading.span.misses(each) for each in implied):
                facts = {"implied": shown(implied[-1], reading)}
                yield Finding("growth-differs", (reading, *pairs[-1]), facts)


def _levels(scope: Scope, reading: Reading) -> Iterator[tuple[Reading, Reading]]:
    """The tellings of both levels, in one unit; of a change of rank the two ranks."""
    cells = reading.cells
    unit = cells["unit_measure"]
    measure = Measure.RANK if unit == "rank" else Measure.LEVEL
    wanted = POINTS.get(unit, unit) if cells["measure"] == Measure.CHANGE else ""
    for now in scope.related(reading, measure=measure):
        of_change = not wanted or now.cells["unit_measure"] == wanted
        if of_change and now.cells["set_by"] == cells["set_by"]:
            base = {"measure": measure, "time_period": cells["base_period"], "nature": Nature.ACTUAL}
            for before in scope.related(reading, **base):
                if before.cells["unit_measure"] == now.cells["unit_measure"]:
                    yield now, before


def _implied(measure: str, now: Reading, before: Reading) -> Interval:
    if measure == Measure.CHANGE:
        return difference(now.span, before.span)
    times = ratio(now.span, before.span)
    if measure == Measure.MULTIPLE:
        return times
    ends = (end if end is None else end * HUNDRED - HUNDRED for end in (times.low, times.high))
    return Interval(*ends)
