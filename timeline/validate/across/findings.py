"""Figures that do not fit together: found within each source, then between sources.

A check cannot know whose fault a finding is. Within one source it is a problem, unless a reader has looked and listed
the figure of one of the records in conflicts.csv: then the source prints it so. Between sources it is a disagreement,
which the build publishes in conflicts.csv.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping

from timeline.problems import Problem
from timeline.validate.across.figures import Finding, Reading, Scope, readings_of, scope
from timeline.validate.across.growth import growth_follows_from_levels
from timeline.validate.across.months import cumulative_months_never_fall
from timeline.validate.across.parts import indicators_fit_their_whole, parts_fit_their_whole
from timeline.validate.across.plans import completion_follows_from_plan
from timeline.validate.across.shares import shares_follow_from_levels
from timeline.validate.across.size import sizes_are_alike
from timeline.validate.across.told import series_told_alike
from timeline.validate.collection import Collection

ABOUT_FIGURE = {"obs_value", "obs_value_high", "unit_mult", "unit_measure", "time_period", "base_period"}
ABOUT_FIGURE |= {"printed_vi", "printed_en"}
"""The columns of conflicts.csv that excuse a figure from the checks."""


Place = tuple[str, int]
FigureCheck = Callable[[Scope], Iterable[Finding]]
FIGURE_CHECKS: tuple[FigureCheck, ...] = (
    growth_follows_from_levels,
    parts_fit_their_whole,
    indicators_fit_their_whole,
    shares_follow_from_levels,
    completion_follows_from_plan,
    cumulative_months_never_fall,
    series_told_alike,
)
"""What is held within each source, and then between them."""


def figures_fit(collection: Collection, faulty: Container[Place] = ()) -> Iterator[Problem]:
    """What one source says fits together; and no figure is far from all others of its series, in any source.

    Args:
        collection: Its observations are held against each other.
        faulty: File and line of rows that have problems of their own: what rests on them is not told besides.
    """
    readings = [each for each in readings_of(collection) if (each.table.path, each.line) not in faulty]
    by_source: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_source[reading.table.source_id].append(reading)
    found = [finding for told in by_source.values() for finding in _found(scope(collection, told), FIGURE_CHECKS)]
    found += _found(scope(collection, readings), (sizes_are_alike,))
    yield from (finding.problem() for finding in found)


def between_sources(collection: Collection) -> list[Finding]:
    """Where sources disagree with each other, to be published; each of them holds for itself."""
    found = _found(scope(collection, readings_of(collection)), FIGURE_CHECKS)
    return [finding for finding in found if len(finding.sources) > 1]


def _found(within: Scope, checks: Iterable[FigureCheck]) -> list[Finding]:
    """What checks find in a scope, but for what conflicts.csv lists."""
    conflicts = within.collection.known.conflicts
    found = [finding for check in checks for finding in check(within)]
    return [finding for finding in found if not any(_listed(reading, conflicts) for reading in finding.readings)]


def _listed(reading: Reading, conflicts: Mapping[str, str]) -> bool:
    columns = conflicts.get(reading.cells["observation_id"], "")
    return not ABOUT_FIGURE.isdisjoint(columns.split(";"))
