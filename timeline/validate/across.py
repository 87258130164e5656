"""Checks across rows and files. Each takes the collection and yields problems; `CHECKS` is the list that runs."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator

from timeline.columns import fields
from timeline.problems import Problem, closest
from timeline.reading import Row
from timeline.records import CODELISTS, SERIES_KEY, Conflict, Event, Observation, Record
from timeline.validate.codes import aliases, overlaps, trees
from timeline.validate.collection import CONTRIBUTED, Collection
from timeline.validate.rows import Table

Placed = tuple[Table, Row]
IDENTIFIED: tuple[type[Record], ...] = (*CODELISTS, Event, Observation)


def place(table: Table, row: Row) -> str:
    """Where a row stands, as problems name it."""
    return f"{table.path}:{row.line}"


def unique_ids(collection: Collection) -> Iterator[Problem]:
    """No id twice: codes within their list, observations anywhere, an event within its source."""
    for kind in IDENTIFIED:
        name = kind.key[0]
        groups: dict[Hashable, list[Placed]] = defaultdict(list)
        for table, row in collection.rows(kind):
            scope = table.path if kind is Event else ""
            groups[scope, row.cells[name]].append((table, row))
        for first, *others in groups.values():
            if identity := first[1].cells[name]:
                for table, row in others:
                    facts = {"text": identity, "other": place(*first)}
                    yield Problem("id-duplicate", facts).at(table.path, row.line, name)


def ids_differ_by_more_than_case(collection: Collection) -> Iterator[Problem]:
    """Ids that differ in case only would be one file name, one address, one thing to a reader."""
    for kind in IDENTIFIED:
        name = kind.key[0]
        seen: dict[str, Placed] = {}
        for table, row in collection.rows(kind):
            text = row.cells[name]
            first = seen.setdefault(text.casefold(), (table, row))
            if first[1].cells[name] != text:
                facts = {"text": text, "like": first[1].cells[name], "other": place(*first)}
                yield Problem("id-case", facts).at(table.path, row.line, name)


def series_told_once(collection: Collection) -> Iterator[Problem]:
    """Within a source, a series has one value a period, unless the disagreement is listed in conflicts.csv."""
    key = (*SERIES_KEY, "time_period", "base_period", "bound")
    seen: dict[Hashable, Placed] = {}
    for table, row in collection.rows(Observation):
        first = seen.setdefault((table.path, *(row.cells[name] for name in key)), (table, row))
        listed = {first[1].cells["observation_id"], row.cells["observation_id"]} & set(collection.known.conflicts)
        if first[1] is not row and not listed:
            yield Problem("series-duplicate", {"other": place(*first)}).at(table.path, row.line, "indicator")


def titled_once(collection: Collection) -> Iterator[Problem]:
    """An event has its titles in exactly one row over all sources."""
    tellings: dict[str, list[Placed]] = defaultdict(list)
    for table, row in collection.rows(Event):
        tellings[row.cells["event_id"]].append((table, row))
    for event, rows in tellings.items():
        titled = [(table, row) for table, row in rows if row.cells["title_en"] or row.cells["title_vi"]]
        if not titled:
            table, row = rows[0]
            yield Problem("title-nowhere", {"text": event}).at(table.path, row.line, "title_en")
        for table, row in titled[1:]:
            yield Problem("title-twice", {"text": event, "other": place(*titled[0])}).at(
                table.path, row.line, "title_en"
            )


def links_exist(collection: Collection) -> Iterator[Problem]:
    """What part_of, subject and record_id name is there."""
    events = [row.cells["event_id"] for _, row in collection.rows(Event)]
    observations = [row.cells["observation_id"] for _, row in collection.rows(Observation)]
    actors = collection.known.codelists.codes("actors")
    wanted: tuple[tuple[type[Record], str, str, list[str]], ...] = (
        (Event, "part_of", "events", events),
        (Observation, "subject", "events, actors", events + actors),
        (Conflict, "record_id", "events, observations", events + observations),
    )
    for kind, column, lists, known in wanted:
        there = set(known)
        for table, row in collection.rows(kind):
            text = row.cells[column]
            if text and text not in there:
                facts = {"text": text, "list": lists, "suggestion": closest(text, known)}
                yield Problem("code-unknown", facts).at(table.path, row.line, column)


def conflicts_name_columns(collection: Collection) -> Iterator[Problem]:
    """A conflict names a column of its record, on a line that the source has."""
    known = sorted({column.name for kind in (Event, Observation) for column in fields(kind)})
    for table, row in collection.rows(Conflict):
        text = row.cells["column"]
        if text and text not in known:
            facts = {"text": text, "list": "columns", "suggestion": closest(text, known)}
            yield Problem("code-unknown", facts).at(table.path, row.line, "column")
        line = row.cells["line"]
        if table.source and line.isascii() and line.isdigit() and int(line) > table.source.lines:
            facts = {"source_lines": str(table.source.lines)}
            yield Problem("lines-outside", facts).at(table.path, row.line, "line")


def counts_expected(collection: Collection) -> Iterator[Problem]:
    """A folder holds as many events and observations as its source.toml says: a guard against loss."""
    for name, source in collection.sources.items():
        path = f"{collection.folders[name]}/source.toml"
        for kind in CONTRIBUTED[:2]:
            column = f"expected_{kind.table}"
            wanted = getattr(source, column)
            found = sum(1 for table, _ in collection.rows(kind) if table.source_id == name)
            if wanted is not None and wanted != found:
                yield Problem("count-differs", {"found": str(found), "expected": str(wanted)}).at(path, 0, column)


def parts_form_trees(collection: Collection) -> Iterator[Problem]:
    """No event lies within itself over part_of, no code above itself over its parents."""
    above = {
        row.cells["event_id"]: (row.cells["part_of"], table.path, row.line) for table, row in collection.rows(Event)
    }
    yield from trees(above, "part_of")
    for kind in CODELISTS:
        if kind.tree:
            rows = collection.rows(kind)
            yield from trees(
                {row.cells["code"]: (row.cells[kind.tree], t.path, row.line) for t, row in rows}, kind.tree
            )


def names_are_unambiguous(collection: Collection) -> Iterator[Problem]:
    """No alias under two codes of one list; no two validities of one place that overlap."""
    for kind in CODELISTS:
        rows = [(table.path, row) for table, row in collection.rows(kind)]
        yield from aliases(kind, rows)
        if kind.table == "places":
            yield from overlaps(rows)


Check = Callable[[Collection], Iterable[Problem]]
CHECKS: tuple[Check, ...] = (
    unique_ids,
    ids_differ_by_more_than_case,
    series_told_once,
    titled_once,
    links_exist,
    conflicts_name_columns,
    counts_expected,
    parts_form_trees,
    names_are_unambiguous,
)
