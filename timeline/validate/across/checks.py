"""Each check takes the collection and yields problems; `CHECKS` is the list that runs."""

from collections.abc import Callable, Iterable

from timeline.problems import Problem
from timeline.validate.across.records import (
    candidates_decided,
    conflicts_name_columns,
    conflicts_told_once,
    counts_expected,
    editions_are_unique,
    ids_differ_by_more_than_case,
    links_exist,
    names_are_unambiguous,
    parts_form_trees,
    series_told_once,
    titled_once,
    unique_ids,
)
from timeline.validate.collection import Collection
from timeline.validate.tombstones import removed_ids_stay_removed

Check = Callable[[Collection], Iterable[Problem]]
CHECKS: tuple[Check, ...] = (
    unique_ids,
    ids_differ_by_more_than_case,
    series_told_once,
    titled_once,
    links_exist,
    conflicts_name_columns,
    conflicts_told_once,
    counts_expected,
    editions_are_unique,
    parts_form_trees,
    names_are_unambiguous,
    removed_ids_stay_removed,
    candidates_decided,
)
