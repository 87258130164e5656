"""The record kinds: declared here once, projected everywhere else."""

from timeline.records.base import Record, as_text
from timeline.records.codelist import Codelist
from timeline.records.conflict import Conflict, Rejection
from timeline.records.event import Event
from timeline.records.history import Revision, Target
from timeline.records.lists import CODELISTS
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
from timeline.records.topic import TopicByYear, TopicRow

__all__ = [
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
    "TopicByYear",
    "TopicRow",
    "as_text",
]
