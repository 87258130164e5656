"""Cumulative figures of one year, whatever the order in which they were issued."""

from collections import defaultdict
from collections.abc import Iterator
from operator import itemgetter

from timeline.validate.across.figures import Finding, Reading, Scope, printed
from timeline.validate.across.parts import is_quantity
from timeline.validate.groups import FLOW
from timeline.vocabulary import IndicatorKind, Measure, Nature

SERIES = itemgetter(*FLOW)


def cumulative_months_never_fall(scope: Scope) -> Iterator[Finding]:
    """Of spans of one year with the same first day the longer has no less of a flow: January to September holds June.

    Each span's last word counts. Spans that were not over when the source was issued, and those worked out by a reader,
    are left aside.
    """
    spans: dict[tuple[object, ...], dict[str, Reading]] = defaultdict(dict)
    for reading in scope.readings:
        if _is_cumulative(scope, reading):
            series = SERIES(reading.cells)
            spans[*series, reading.first][reading.cells["time_period"]] = reading
    for told in spans.values():
        most: Reading | None = None
        for reading in sorted(told.values(), key=lambda each: str(each.last)):
            floor = most.span.low if most else None
            if most and floor is not None and reading.span.high is not None and floor > reading.span.high:
                facts = {"span": most.cells["time_period"], "value": printed(most)}
                yield Finding("months-fall", (reading, most), facts)
            if reading.span.low is not None and (floor is None or reading.span.low > floor):
                most = reading


def _is_cumulative(scope: Scope, reading: Reading) -> bool:
    cells = reading.cells
    return (
        cells["measure"] == Measure.LEVEL
        and cells["nature"] == Nature.ACTUAL
        and reading.first is not None
        and reading.last is not None
        and reading.first.year == reading.last.year
        and reading.is_closed
        and scope.attribute("indicators", cells["indicator"], "kind") == IndicatorKind.FLOW
        and is_quantity(scope, reading)
    )
