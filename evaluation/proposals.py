"""How much of what people found in documents `timeline propose` finds, and how much of what it proposes they found.

First the bulletins of evaluation/bulletins and of evaluation/heldout, which we made up and read ourselves, with the
codelists that every new repository starts with; then the sources, if their texts are there. Each of these is read with
the codelists that the others alone need: its own names and indicators are held out. See scoring.py for what counts as
right.
"""

import argparse
import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from scoring import (
    EVENT_FACTS,
    FIGURE_FACTS,
    TELLINGS,
    Closeness,
    Row,
    Score,
    compare,
    event_closeness,
    figure_closeness,
    show,
)

from timeline.codelists import Codelists, referred
from timeline.columns import columns
from timeline.documents import read_text
from timeline.extract import propose
from timeline.layout import Layout
from timeline.records import Event, Observation
from timeline.starter import starter_codelists
from timeline.validate import Collection, read_collection

BULLETINS = Path(__file__).parent / "bulletins"
KEPT_BACK = Path(__file__).parent / "heldout"  # nobody who works on the rules reads them
GOLD = {"events": ".events.csv", "figures": ".observations.csv"}
HELD_OUT = ("indicators", "actors", "event_series", "breakdowns", "places")
GENERAL = {"country", "province", "region", "world", "group"}  # kinds of place that any document may name
KINDS: Mapping[str, tuple[Closeness, Sequence[str]]] = {
    "events": (event_closeness, EVENT_FACTS),
    "figures": (figure_closeness, FIGURE_FACTS),
}


class Reading(NamedTuple):
    """What a person and the program read in one document: rows by kind, "events" and "figures"."""

    name: str
    wanted: Mapping[str, Sequence[Row]]
    proposed: Mapping[str, Sequence[Row]]


def rows_of(collection: Collection, source_id: str, kind: type) -> list[Row]:
    """The contributed rows of one kind."""
    tables = [table for table in collection.tables if table.source_id == source_id and table.kind is kind]
    return [row.cells for table in tables for row in table.rows]


def held_out(collection: Collection, source_id: str) -> Codelists:
    """The codelists without the codes that one source alone needs; countries and provinces stay."""
    used = {
        reference
        for table in collection.tables
        if table.source_id not in {"", source_id} and table.kind in {Event, Observation}
        for column in columns(table.kind)
        if column.codelist
        for row in table.rows
        if row.cells[column.name]
        for reference in referred(column.codelist, column.name, row.cells[column.name])
    }
    lists = collection.known.codelists.lists
    return Codelists(
        {
            name: {
                code: row
                for code, row in rows.items()
                if name not in HELD_OUT or (name, code) in used or (name == "places" and row.get("kind") in GENERAL)
            }
            for name, rows in lists.items()
        }
    )


def bulletins(folder: Path = BULLETINS) -> Iterator[Reading]:
    """Read the bulletins that we made up."""
    known = starter_codelists()
    for path in sorted(folder.glob("*.events.csv")):
        name = path.name.removesuffix(GOLD["events"])
        document = next(other for other in folder.glob(f"{name}.*") if other.suffix not in {".csv", ".pdf"})
        wanted = {kind: read_rows(folder / f"{name}{ending}") for kind, ending in GOLD.items()}
        found = proposed(read_text(document), known, name)
        found["figures"] = [in_list(row, known) for row in found["figures"]]
        yield Reading(name, wanted, found)


def in_list(row: Row, codelists: Codelists) -> Row:
    """A figure without the code of an indicator that is only proposed: a person leaves it empty where none fits."""
    known = row["indicator"] in codelists.lists["indicators"]
    return row if known else {**row, "indicator": ""}


def read_rows(path: Path) -> list[Row]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sources(root: Path, texts: Path, *, known: bool) -> Iterator[Reading]:
    """Read the source texts of a collection, with their own names held out unless `known`."""
    collection = read_collection(Layout(root.resolve()))
    for source_id, source in collection.sources.items():
        codelists = collection.known.codelists if known else held_out(collection, source_id)
        wanted = {
            "events": rows_of(collection, source_id, Event),
            "figures": rows_of(collection, source_id, Observation),
        }
        text = (texts / source.file).read_text(encoding="utf-8")
        yield Reading(source_id, wanted, proposed(text, codelists, source_id))


def proposed(text: str, codelists: Codelists, source_id: str) -> dict[str, Sequence[Row]]:
    """What the program proposes."""
    found = propose(text, codelists, source_id)
    return {"events": found.event_rows(), "figures": found.observation_rows()}


def scored(reading: Reading, shown: str = "") -> dict[str, Score]:
    """Score one document, by kind of row; print its misses if it is the one to be shown."""
    scores = {}
    for kind, (closeness, facts) in KINDS.items():
        wanted, found = reading.wanted[kind], reading.proposed[kind]
        scores[kind], pairs = compare(wanted, found, closeness, facts)
        if shown == reading.name:
            print(*show(wanted, found, pairs, (*facts, *TELLINGS)), sep="\n")
    return scores


def report(title: str, readings: Iterator[Reading], shown: str) -> None:
    """Print the scores of each document and of all."""
    total = {kind: Score() for kind in KINDS}
    for reading in readings:
        for kind, score in scored(reading, shown).items():
            print(f"{reading.name:16} {kind:8} {score.line()}")
            total[kind].add(score)
    for kind, score in total.items():
        print(f"{title:16} {kind:8} {score.line()}")


def main() -> int:
    """Print the scores of the bulletins and of the sources."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, default=Path("../shared/sources"), help="folder of the source texts")
    parser.add_argument("--root", type=Path, default=Path(), help="the collection")
    parser.add_argument("--show", default="", help="name of a bulletin or id of a source whose misses are listed")
    parser.add_argument("--known", action="store_true", help="hold no names out")
    args = parser.parse_args()
    report("all bulletins", bulletins(), args.show)
    report("kept back", bulletins(KEPT_BACK), args.show)
    if args.texts.is_dir():
        report("all sources", sources(args.root, args.texts, known=args.known), args.show)
    else:
        print(f"NOT RUN: proposals for the sources (no folder {args.texts})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
