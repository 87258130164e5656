"""A valid collection to the frames that are published: all columns as texts, in their published order."""

from collections.abc import Iterable, Sequence

import polars as pl

from timeline.build.conflicts import conflict_rows
from timeline.build.events import Merged
from timeline.build.history import revision_frame
from timeline.build.observations import observation_frame, total_indicators
from timeline.build.targets import target_rows
from timeline.build.timeline import timeline_cells
from timeline.cells import acting
from timeline.columns import names
from timeline.expressions import Cells
from timeline.records import (
    EventActor,
    EventPlace,
    EventSource,
    PublishedConflict,
    PublishedEvent,
    PublishedObservation,
    Record,
    Revision,
    Source,
    Target,
    TimelineRow,
    as_text,
)
from timeline.sequence import issue_day
from timeline.validate import Collection

PUBLISHED: tuple[type[Record], ...] = (
    PublishedEvent,
    PublishedObservation,
    TimelineRow,
    EventActor,
    EventPlace,
    EventSource,
    Source,
    PublishedConflict,
    Target,
    Revision,
)
"""The tables under datasets/ that are built, in the order of the descriptor; those kept by hand follow them."""


def frames(collection: Collection, events: Sequence[Merged]) -> dict[str, pl.DataFrame]:
    """Table name -> frame of texts; a missing value is null."""
    codelists = collection.known.codelists
    observations = observation_frame(collection)
    made = {
        "events": frame(PublishedEvent, (event.cells for event in events)),
        "observations": observations,
        "timeline": frame(TimelineRow, (timeline_cells(event, codelists) for event in events)),
        "event_actors": frame(EventActor, _actors(events)),
        "event_places": frame(EventPlace, _places(events)),
        "event_sources": frame(EventSource, _sources(events)),
        "sources": frame(
            Source, ({name: as_text(getattr(source, name)) for name in names(Source)} for source in sources(collection))
        ),
        "conflicts": frame(PublishedConflict, conflict_rows(collection, events)),
        "targets": frame(Target, target_rows(observations, total_indicators(collection))),
        "revisions": revision_frame(collection, observations),
    }
    return {name: table.with_columns(pl.col(pl.String).replace("", None)) for name, table in made.items()}


def frame(kind: type[Record], rows: Iterable[Cells]) -> pl.DataFrame:
    """Rows of texts as a frame with the columns of a kind; other cells are left out."""
    columns = names(kind)
    return pl.DataFrame(
        [[row.get(name, "") for name in columns] for row in rows],
        schema=dict.fromkeys(columns, pl.String),
        orient="row",
    )


def sources(collection: Collection) -> list[Source]:
    """The sources in order of issue, then of id."""
    return sorted(collection.sources.values(), key=lambda source: (issue_day(source.issued), source.source_id))


def _actors(events: Iterable[Merged]) -> list[Cells]:
    rows = [
        {"event_id": event.cells["event_id"], "actor": part.actor, "on_behalf_of": part.on_behalf_of, "role": part.role}
        for event in events
        for part in map(acting, filter(None, event.cells["actors"].split(";")))
    ]
    return sorted(rows, key=lambda row: tuple(row.values()))


def _places(events: Iterable[Merged]) -> list[Cells]:
    rows = [
        {"event_id": event.cells["event_id"], "place": place}
        for event in events
        for place in filter(None, event.cells["places"].split(";"))
    ]
    return sorted(rows, key=lambda row: tuple(row.values()))


def _sources(events: Iterable[Merged]) -> list[Cells]:
    rows = [{**telling.cells, "source_id": telling.source_id} for event in events for telling in event.tellings]
    return sorted(rows, key=lambda row: (row["event_id"], row["source_id"]))
