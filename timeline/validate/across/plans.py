"""Stated completion against the plan and the level reached."""

from collections.abc import Iterator

from timeline.validate.across.figures import Finding, Scope
from timeline.validate.across.shares import percentage
from timeline.vocabulary import Measure, Nature


def completion_follows_from_plan(scope: Scope) -> Iterator[Finding]:
    """A completion is the level reached over the plan or target of its base period, where both are told.

    So a source that calls a target met, or missed, is held against its own figures. A completion that names who set
    the plan is held against that plan only.
    """
    for reading in scope.readings:
        cells = reading.cells
        if cells["measure"] != Measure.COMPLETION or cells["nature"] != Nature.ACTUAL:
            continue
        plans = [
            plan
            for nature in (Nature.PLAN, Nature.TARGET)
            for plan in scope.related(reading, measure=Measure.LEVEL, nature=nature, time_period=cells["base_period"])
            if cells["set_by"] in {"", plan.cells["set_by"]}
        ]
        reached = scope.related(reading, measure=Measure.LEVEL)
        pairs = [(level, plan) for level in reached for plan in plans]
        yield from percentage("completion-differs", reading, pairs)
