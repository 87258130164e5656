"""Values far from all others of their series: a slip of thousand to million."""

import math
from collections import defaultdict
from collections.abc import Iterator
from operator import itemgetter
from statistics import median

from timeline.validate.across.figures import Finding, Reading, Scope, printed
from timeline.validate.groups import FAR, QUANTITIES, SIZED, SIZES
from timeline.validate.spans import days_told
from timeline.vocabulary import IndicatorKind, Measure, Nature

SERIES = itemgetter(*SIZED)


def sizes_are_alike(scope: Scope) -> Iterator[Finding]:
    """No value is a hundred times or a hundredth of the middle value of its series; of two, of the other.

    Plans, targets and actual values count as one series, and flows by the day of their period.
    """
    series: dict[tuple[str, ...], list[tuple[float, Reading]]] = defaultdict(list)
    for reading in scope.readings:
        size = _size(scope, reading)
        if size:
            series[SERIES(reading.cells)].append((math.log10(size), reading))
    for told in series.values():
        yield from _far(told)


def _far(told: list[tuple[float, Reading]]) -> Iterator[Finding]:
    if len(told) == 2:  # neither is in the middle: the later word is doubted
        (one, other), (two, reading) = told
        if abs(one - two) >= FAR:
            yield Finding("size-odd", (reading, other), {"value": printed(other)})
    elif told:
        middle = median(size for size, _ in told)
        nearest = min(told, key=lambda each: abs(each[0] - middle))[1]
        for size, reading in told:
            if abs(size - middle) >= FAR:
                yield Finding("size-odd", (reading, nearest), {"value": printed(nearest)})


def _size(scope: Scope, reading: Reading) -> float:
    """The size that is compared; 0 where there is none."""
    cells = reading.cells
    if cells["measure"] not in SIZES or scope.attribute("units", cells["unit_measure"], "kind") not in QUANTITIES:
        return 0
    size = abs(float(reading.value))
    flows = scope.attribute("indicators", cells["indicator"], "kind") == IndicatorKind.FLOW
    if not flows or cells["measure"] != Measure.LEVEL:
        return size
    days = days_told(reading.first, reading.last, reading.issued, actual=cells["nature"] == Nature.ACTUAL)
    return size / days if days else 0
