"""The coverage ledger: what a text tells, so far as it can be read, that nobody has decided."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from timeline.problems import Problem, in_order
from timeline.records import Event, Observation, Record
from timeline.validate.candidates import KINDS
from timeline.validate.collection import Collection
from timeline.validate.coverage import Cells, Decided, decided

UNCOVERED_FROM = 0.5
"""The score from which a figure or happening must be decided; below it, proposals are numbers without unit or noun."""


def uncovered(collection: Collection, texts: Path) -> list[Problem]:
    """Figures and dated happenings of the texts that no record, rejection or candidate covers.

    Args:
        collection: A valid collection.
        texts: Folder with the text file of each source; one that is not there is passed over, `verify` tells of it.
    """
    from timeline.extract import propose  # noqa: PLC0415 - only this check reads texts as proposals do

    problems: list[Problem] = []
    for source_id, source in collection.sources.items():
        path = texts / source.file
        if not path.is_file():
            continue
        text = path.read_bytes().decode("utf-8", errors="replace")
        proposal = propose(text, collection.known.codelists, source_id, issued=source.issued)
        known = _with_candidates(collection, source_id)
        proposed = {Event: proposal.event_rows(), Observation: proposal.observation_rows()}
        for kind in KINDS:
            for row in _undecided(kind, proposed[kind], known):
                facts = {"text": _told(kind, row), "score": row["score"], "source": source_id, "file": source.file}
                problems.append(Problem("uncovered", facts).at(source.file, first_line(kind, row)))
    return in_order(problems)


def _undecided(kind: type[Record], rows: list[dict[str, str]], known: Decided) -> Iterator[dict[str, str]]:
    for row in rows:
        if float(row["score"]) >= UNCOVERED_FROM and not known.decision(kind, row):
            yield row


def _with_candidates(collection: Collection, source_id: str) -> Decided:
    """What is decided, with the candidates that wait for a decision: `validate` tells of those."""
    known = decided(collection, source_id)
    waiting: dict[type[Record], list[Cells]] = {kind: [] for kind in KINDS}
    for table in collection.candidates:
        if table.source_id == source_id:
            waiting[table.kind] += [row.cells for row in table.rows]
    return replace(
        known,
        events=[*known.events, *waiting[Event]],
        observations=[*known.observations, *waiting[Observation]],
    )


def first_line(kind: type[Record], row: Cells) -> int:
    """The first line of a candidate, of the Vietnamese telling if there is one."""
    names = ("lines_vi", "lines_en") if kind is Event else ("line_vi", "line_en")
    text = next((row[name] for name in names if row[name]), "0")
    return int(text.split(";")[0].split("-")[0])


def _told(kind: type[Record], row: Cells) -> str:
    return row["date"] if kind is Event else row["printed_vi"] or row["printed_en"]
