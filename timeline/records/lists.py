"""Every codelist kind, by the order in which they refer to each other."""

from timeline.records.codelist import (
    ActorKind,
    BoundCode,
    Codelist,
    EventKind,
    EventSeries,
    MeasureCode,
    ObsStatus,
    PlaceKind,
    RejectionReason,
    Role,
    Topic,
)
from timeline.records.indicator import Breakdown, Indicator, Unit
from timeline.records.place import Actor, Place

CODELISTS: tuple[type[Codelist], ...] = (
    Topic,
    Indicator,
    MeasureCode,
    Breakdown,
    Unit,
    PlaceKind,
    Place,
    ActorKind,
    Actor,
    EventKind,
    EventSeries,
    Role,
    BoundCode,
    ObsStatus,
    RejectionReason,
)
"""Every codelist kind, those referred to before those that refer."""
