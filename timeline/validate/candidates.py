"""Candidates that `timeline propose` found, beside a contribution until a person has decided them.

They lie in `contributions/<source_id>/candidates/`, in the columns of the records they may become, with more behind.
They are no records: their cells are not checked and never published.
"""

from pathlib import Path

from timeline.columns import fields
from timeline.problems import Problem
from timeline.reading import read_rows
from timeline.records import Event, Observation, Record, Source
from timeline.validate.rows import Table

FOLDER = "candidates"
KINDS: tuple[type[Record], ...] = (Event, Observation)
MORE: dict[type[Record], tuple[str, ...]] = {
    Event: ("score", "candidate", "conflict", "new_names"),
    Observation: ("label", "score", "candidate", "conflict", "told_again"),
}
"""The columns behind those of the record: `timeline.extract.rows` writes them."""


def candidate_columns(kind: type[Record]) -> list[str]:
    """The header of a file of candidates."""
    return [*(column.name for column in fields(kind)), *MORE[kind]]


def file_of(folder: Path, kind: type[Record]) -> Path:
    """The candidates of a kind of a contribution folder."""
    return folder / FOLDER / f"{kind.table}.csv"


def read_candidates(
    path: Path, name: str, kind: type[Record], source: Source | None, source_id: str
) -> tuple[Table, list[Problem]]:
    """A file of candidates, and what is wrong with the file.

    Args:
        path: The file.
        name: Its path below the root.
        kind: What its candidates may become.
        source: The document, where its source.toml is sound.
        source_id: The folder's name.
    """
    read = read_rows(path, name, candidate_columns(kind))
    return Table(kind, name, read.rows, source, source_id, not read.problems), read.problems
