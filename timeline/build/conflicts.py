"""The rows of conflicts.csv: what readers listed, and what merging events and comparing sources found."""

from collections.abc import Iterable, Iterator

from timeline.build.events import Merged
from timeline.expressions import Cells
from timeline.problems import Lang
from timeline.records import Conflict
from timeline.validate import Collection, Finding, between_sources
from timeline.validate.across.figures import printed

READING = ("record_id", "column", "source_id", "reading")
"""What makes two rows of conflicts.csv one, whatever line they name and whoever found them."""


def conflict_rows(collection: Collection, events: Iterable[Merged]) -> list[Cells]:
    """What readers listed, and what was found between sources but for readings that a reader listed already."""
    read = [
        {**row.cells, "source_id": table.source_id, "found_by": "reader"} for table, row in collection.rows(Conflict)
    ]
    listed = {tuple(row[name] for name in READING) for row in read}
    found = [row for event in events for row in event.conflicts]
    found += [row for finding in between_sources(collection) for row in _readings(finding)]
    unlisted: dict[tuple[str, ...], Cells] = {}
    for row in found:
        key = tuple(row[name] for name in READING)
        if key not in listed:
            unlisted.setdefault((*key, row["line"]), row)
    return sorted(
        [*read, *unlisted.values()],
        key=lambda row: (row["record_id"], row["column"], row["source_id"], int(row["line"]), row["reading"]),
    )


def _readings(finding: Finding) -> Iterator[Cells]:
    """A row for each figure concerned; what is taken is the last word on it, or else the reading itself."""
    for reading in finding.readings:
        cells = reading.cells
        yield {
            "record_id": cells["observation_id"],
            "column": "obs_value",
            "source_id": reading.table.source_id,
            "line": cells["line_vi"] or cells["line_en"],
            "reading": printed(reading),
            "taken": printed(finding.last_word or reading),
            "reason_en": finding.reason(Lang.EN),
            "reason_vi": finding.reason(Lang.VI),
            "found_by": finding.code,
        }
