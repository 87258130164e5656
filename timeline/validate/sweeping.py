"""Tables that come in large files: what one pass over each has to keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from timeline.reading import FileRows, Tick, unwatched
from timeline.records import Event, Observation, Record, Rejection
from timeline.validate.groups import TOLD
from timeline.validate.rows import Known, Table, asked
from timeline.validate.spans import last_issued

if TYPE_CHECKING:
    from timeline.running import Run

SWEPT: dict[type[Record], tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]] = {
    Event: ((Event.key,), ("part_of",)),
    Observation: ((Observation.key, TOLD), ("subject", "indicator")),
    Rejection: ((), ()),
}
"""The kinds that come in large files: which cells have to be unique together, and which name other records."""


def sweep_table(
    table: Table,
    rows: FileRows,
    known: Known,
    keys: Sequence[tuple[str, ...]],
    cells: Sequence[str] = (),
    tick: Tick = unwatched,
    run: Run | None = None,
) -> Table | None:
    """The table of a large file with what one pass over it tells; see `timeline.sweep.sweep`."""
    from timeline.running import at_once  # noqa: PLC0415 - polars is for large files only
    from timeline.sweep import Ask, sweep  # noqa: PLC0415 - likewise
    from timeline.validate import together  # noqa: PLC0415 - likewise

    issued = last_issued(table.source.issued) if table.source and table.kind is Observation else None
    ask = Ask(keys, cells, partial(together.asked, known.codelists, issued) if issued else dict)
    told = sweep(table.kind, rows, (asked(table, known), known.codelists), ask, tick, run or at_once)
    return replace(table, rows=told.rows, swept=told) if told else None
