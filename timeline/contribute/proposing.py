"""Candidates of a document, written beside its contribution or into a folder of their own."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from timeline import edtf, journal
from timeline.codelists import Codelists
from timeline.contribute.formatting import ORDER, csv_text, normalised
from timeline.contribute.history import ACCEPT, Entry, read_history
from timeline.contribute.scaffold import UnusableSourceError, check_id
from timeline.contribute.writing import put
from timeline.layout import Layout
from timeline.problems import Problem, in_order
from timeline.records import Event, Observation, Record
from timeline.starter import starter_codelists
from timeline.validate import Collection, Decided, Decision, decided, read_collection
from timeline.validate.candidates import KINDS, candidate_columns, file_of
from timeline.validate.collection import SOURCE_FILE
from timeline.validate.toml import read_toml
from timeline.vocabulary import SLUG

if TYPE_CHECKING:
    from timeline.extract import Proposal

Cells = dict[str, str]
SAME = {
    Event: ("date", "lines_vi", "lines_en"),
    Observation: ("obs_value", "unit_mult", "printed_vi", "line_vi", "printed_en", "line_en"),
}
"""What makes two candidates the same, whatever their ids."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many candidates of one kind there are, and what became of them."""

    proposed: int
    contributed: int
    rejected: int

    @property
    def left(self) -> int:
        """Those that nobody has decided."""
        return self.proposed - self.contributed - self.rejected


Tallies = dict[type[Record], Tally]


def propose_into(layout: Layout, source_id: str, file: Path, issued: str = "") -> tuple[Tallies, list[Problem]]:
    """Write the undecided candidates of a document into its contribution folder, and their passages to the scratch.

    Args:
        layout: The collection.
        source_id: Name of the contribution folder.
        file: The document.
        issued: EDTF date of issue; if empty that of source.toml.

    Returns:
        The tallies, or what is wrong with the contributed files; then nothing was written.

    Raises:
        UnusableSourceError: If there is no such folder.
        UnreadableError: If the document cannot be read.
        DamagedHistoryError: If the history of reviews is damaged.
    """
    folder = layout.contributions / source_id
    if not re.fullmatch(SLUG, source_id) or not folder.is_dir():
        raise UnusableSourceError(
            f"there is no datasets/contributions/{source_id}; make it with: timeline new {source_id} FILE"
        )
    collection = read_collection(layout)
    if problems := _unsure(collection, source_id):
        return {}, problems
    proposal = _proposal(file, collection.known.codelists, source_id, issued or told_issue(folder))
    with journal.locked(layout):
        journal.complete(layout)
        known, past = decided(read_collection(layout), source_id), read_history(layout, source_id)
        tallies: Tallies = {}
        left: dict[type[Record], list[Cells]] = {}
        for kind, rows in _rows(proposal).items():
            fates = [known.decision(kind, row) or _remembered(kind, row, known, past) for row in rows]
            count = Counter(fates)
            tallies[kind] = Tally(len(rows), count[Decision.CONTRIBUTED], count[Decision.REJECTED])
            left[kind] = [row for row, fate in zip(rows, fates, strict=True) if fate is None]
        _put_candidates(layout, source_id, left, proposal.contexts)
    return tallies, []


def propose_aside(out: Path, layout: Layout | None, source_id: str, file: Path, issued: str = "") -> Tallies:
    """Write all candidates of a document as `events.csv` and `observations.csv` of a folder.

    Args:
        out: The folder; it is made if need be.
        layout: The collection that has the codelists; None for those that come with the tool.
        source_id: What the ids of figures begin with.
        file: The document.
        issued: EDTF date of issue; if empty that of the source's folder, where there is one.

    Raises:
        UnusableSourceError: If `source_id` is no id.
        UnreadableError: If the document cannot be read.
    """
    check_id(source_id)
    codelists = read_collection(layout).known.codelists if layout else starter_codelists()
    told = told_issue(layout.contributions / source_id) if layout else ""
    rows = _rows(_proposal(file, codelists, source_id, issued or told))
    out.mkdir(parents=True, exist_ok=True)
    drafts = {out / f".{kind.table}.csv.draft": out / f"{kind.table}.csv" for kind in KINDS}
    try:
        for kind, draft in zip(KINDS, drafts, strict=True):
            draft.write_text(csv_text(candidate_columns(kind), rows[kind]), encoding="utf-8", newline="\n")
        for draft, place in drafts.items():
            draft.replace(place)
    finally:
        for draft in drafts:
            draft.unlink(missing_ok=True)
    return {kind: Tally(len(rows[kind]), 0, 0) for kind in KINDS}


def told_issue(folder: Path) -> str:
    """The date of issue in a folder's source.toml, which may be filled in in part only; "" if it is no date."""
    values, _, _ = read_toml(folder / SOURCE_FILE, SOURCE_FILE)
    issued = values.get("issued", "")
    try:
        return edtf.parse(issued).text if isinstance(issued, str) else ""
    except edtf.EdtfError:
        return ""


def passages_name(source_id: str) -> str:
    """The file of the candidates' passages below the root."""
    return f".timeline/candidates/{source_id}.json"


def _proposal(file: Path, codelists: Codelists, source_id: str, issued: str) -> "Proposal":
    from timeline.documents import read_text  # noqa: PLC0415 - libraries for documents are for this command only
    from timeline.extract import propose  # noqa: PLC0415

    return propose(read_text(file), codelists, source_id, issued=issued)


def _rows(proposal: "Proposal") -> dict[type[Record], list[Cells]]:
    """The candidates of each kind in their order and their columns."""
    found: dict[type[Record], list[Cells]] = {Event: proposal.event_rows(), Observation: proposal.observation_rows()}
    rows = {}
    for kind, told in found.items():
        columns = candidate_columns(kind)
        rows[kind] = [normalised(kind, {name: row.get(name, "") for name in columns}) for row in told]
        rows[kind].sort(key=ORDER[kind])
    return rows


def _unsure(collection: Collection, source_id: str) -> list[Problem]:
    """What is wrong with files that say what is decided, or which codes there are."""
    unsure = {table.path for table in collection.tables if table.source_id in {"", source_id} and not table.whole}
    return in_order([problem for problem in collection.problems if problem.path in unsure])


def _remembered(kind: type[Record], row: Cells, known: Decided, past: Sequence[Entry]) -> Decision | None:
    """Whether the candidate was accepted with changes after which it covers itself no more."""
    rows = known.events if kind is Event else known.observations
    there = {cells[kind.key[0]] for cells in rows}
    return next(
        (
            Decision.CONTRIBUTED
            for entry in past
            if entry.did == ACCEPT
            and entry.table == kind.table
            and entry.made.get(kind.key[0]) in there
            and all(entry.candidate.get(name) == row[name] for name in SAME[kind])
        ),
        None,
    )


def _put_candidates(
    layout: Layout,
    source_id: str,
    left: Mapping[type[Record], Sequence[Cells]],
    contexts: Mapping[str, Mapping[str, Sequence[str]]],
) -> None:
    folder = layout.contributions / source_id
    names = {kind: layout.relative(file_of(folder, kind)) for kind in KINDS}
    texts = {names[kind]: csv_text(candidate_columns(kind), rows) for kind, rows in left.items() if rows}
    ids = [row["candidate"] for rows in left.values() for row in rows]
    passages = passages_name(source_id)
    if ids:
        told = {name: contexts[name] for name in ids if name in contexts}
        texts[passages] = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    put(layout, texts, [name for name in (*names.values(), passages) if name not in texts])
