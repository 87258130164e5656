"""One series and period told more than once."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter

from timeline.validate.across.figures import Finding, Reading, Scope, printed
from timeline.validate.groups import TOLD
from timeline.vocabulary import Nature


def series_told_alike(scope: Scope) -> Iterator[Finding]:
    """What is told twice of one series and period agrees within rounding and bounds.

    Within a source that holds for values of unlike bounds; of like bounds `series-duplicate` wants a reader. Between
    sources another value is a revision, unless both are actual values of a period that was over, and no estimates:
    then it is a disagreement.
    """
    series: dict[tuple[str, ...], list[Reading]] = defaultdict(list)
    key = itemgetter(*TOLD)
    for reading in scope.readings:
        if reading.cells["time_period"]:
            series[key(reading.cells)].append(reading)
    for told in series.values():
        if len(told) > 1:
            yield from _within(told)
            yield from _between(told)


def _within(told: list[Reading]) -> Iterator[Finding]:
    for one, two in pairwise(told):
        alike = one.cells["bound"] == two.cells["bound"] or one.table.source_id != two.table.source_id
        if not alike and one.span.misses(two.span):
            yield Finding("bounds-apart", (two, one), {"value": printed(one)})


def _between(told: list[Reading]) -> Iterator[Finding]:
    words = {reading.table.source_id: reading for reading in told}
    for one, two in pairwise(words.values()):
        final = two.cells["nature"] == Nature.ACTUAL and one.is_final and two.is_final
        if final and one.span.misses(two.span):
            facts = {"value": printed(two), "source": two.table.source_id}
            yield Finding("sources-differ", (one, two), facts, last_word=two)
