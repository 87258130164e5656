"""Checks of datasets/tombstones.csv: what was removed stays removed, and what stands for it is there."""

from collections.abc import Iterator, Mapping

from timeline.problems import Problem, closest
from timeline.reading import Row
from timeline.records import CODELISTS, Event, Observation, Record, Tombstone
from timeline.released import read_history
from timeline.validate.codes import trees
from timeline.validate.collection import Collection

SOURCES = "sources"


def living_ids(collection: Collection) -> dict[str, set[str]]:
    """The ids that a person wrote, by the published table that has them."""
    ids: dict[str, set[str]] = {SOURCES: set(collection.folders)}
    kinds: tuple[type[Record], ...] = (Event, Observation, *CODELISTS)
    for kind in kinds:
        ids[kind.table] = set(collection.texts(kind, kind.key[0]))
    return ids


def removed_ids_stay_removed(collection: Collection) -> Iterator[Problem]:
    """A tombstone is of a known kind and a released version, stands once, and its id is used no more."""
    if not any(table.rows for table in collection.tables if table.kind is Tombstone):
        return
    living = living_ids(collection)
    released = {str(line.version) for line in read_history(collection.layout)}
    first: dict[tuple[str, str], tuple[str, int]] = {}
    for table, row in collection.rows(Tombstone):
        kind, identity, version = (row.cells[name] for name in ("kind", "id", "version"))
        place = (table.path, row.line)
        if kind and kind not in living:
            facts = {"text": kind, "list": ", ".join(living), "suggestion": closest(kind, list(living))}
            yield Problem("code-unknown", facts).at(*place, "kind")
        if version and version not in released:
            yield Problem("version-unreleased", {"text": version}).at(*place, "version")
        if identity in living.get(kind, ()):
            yield Problem("id-returned", {"text": identity, "list": kind}).at(*place, "id")
        other = first.setdefault((kind, identity), place)
        if other != place and kind and identity:
            facts = {"text": identity, "other": f"{other[0]}:{other[1]}"}
            yield Problem("id-duplicate", facts).at(*place, "id")
    yield from _successors(collection, living)


def _successors(collection: Collection, living: Mapping[str, set[str]]) -> Iterator[Problem]:
    """A successor is there, or is a removed id itself; following them never leads back."""
    graves: dict[str, dict[str, tuple[str, Row]]] = {}
    for table, row in collection.rows(Tombstone):
        graves.setdefault(row.cells["kind"], {}).setdefault(row.cells["id"], (table.path, row))
    for kind, rows in graves.items():
        there = [*living.get(kind, ()), *rows]
        for path, row in rows.values():
            text = row.cells["successor"]
            if text and kind in living and text not in there:
                facts = {"text": text, "list": kind, "suggestion": closest(text, sorted(living[kind]))}
                yield Problem("code-unknown", facts).at(path, row.line, "successor")
        above = {identity: (row.cells["successor"], path, row.line) for identity, (path, row) in rows.items()}
        yield from trees(above, "successor")
