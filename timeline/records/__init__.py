"""The record kinds: declared here once, projected everywhere else."""

from timeline.records.base import Record, as_text
from timeline.records.codelist import Codelist
from timeline.records.conflict import Conflict, Rejection
from timeline.records.event import Event
from timeline.records.history import Revision, Target
from timeline.records.lists import BY_HAND, CODELISTS
from timeline.records.observation import SERIES_KEY, Observation
from timeline.records.published import (
    EventActor,
    EventPlace,
    EventSource,
    PublishedConflict,
    PublishedEvent,
    PublishedObservation,
    TimelineRow,
)
from timeline.records.source import Source
from timeline.records.tombstone import Tombstone
from timeline.records.topic import TopicByYear, TopicRow

__all__ = [
    "BY_HAND",
    "CODELISTS",
    "SERIES_KEY",
    "Codelist",
    "Conflict",
    "Event",
    "EventActor",
    "EventPlace",
    "EventSource",
    "Observation",
    "PublishedConflict",
    "PublishedEvent",
    "PublishedObservation",
    "Record",
    "Rejection",
    "Revision",
    "Source",
    "Target",
    "TimelineRow",
    "Tombstone",
    "TopicByYear",
    "TopicRow",
    "as_text",
]
