"""Every codelist kind, by the order in which they refer to each other, and all tables that are kept by hand."""

from timeline.records.base import Record
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
from timeline.records.tombstone import Tombstone

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
BY_HAND: tuple[type[Record], ...] = (*CODELISTS, Tombstone)
"""Tables that are kept by hand and published byte for byte."""
