"""Checks of ids, links, titles and counts over all rows and files."""

from collections import defaultdict
from collections.abc import Hashable, Iterator

from timeline.columns import fields
from timeline.problems import Problem, closest
from timeline.reading import Row, read_text
from timeline.records import CODELISTS, Conflict, Event, Observation, Record
from timeline.validate.codes import aliases, overlaps, trees
from timeline.validate.collection import CONTRIBUTED, SOURCE_FILE, Collection
from timeline.validate.groups import TOLD
from timeline.validate.rows import Table
from timeline.validate.toml import key_line

Placed = tuple[Table, Row]
IDENTIFIED: tuple[type[Record], ...] = (*CODELISTS, Event, Observation)


def complete(collection: Collection, kind: type[Record]) -> bool:
    """Whether all rows of a kind could be read, with ids of the right form: only then is what is not there missing."""
    name = kind.key[0]
    whole = all(table.whole for table in collection.tables if table.kind is kind)
    return whole and all(sound(kind, name, row.cells[name]) for _, row in collection.doubted(kind))


def sound(kind: type[Record], name: str, text: str) -> bool:
    """Whether a cell holds something that its own field rule finds nothing wrong with."""
    column = next(column for column in fields(kind) if column.name == name)
    return bool(text) and not isinstance(column.cell.read(text), Problem)


def place(table: Table, row: Row) -> str:
    """Where a row stands, as problems name it."""
    return f"{table.path}:{row.line}"


def unique_ids(collection: Collection) -> Iterator[Problem]:
    """No id twice: codes within their list, observations anywhere, an event within its source."""
    for kind in IDENTIFIED:
        yield from repeated_ids(collection, kind)


def repeated_ids(collection: Collection, kind: type[Record]) -> Iterator[Problem]:
    """The ids of a kind that stand there already."""
    name = kind.key[0]
    groups: dict[Hashable, list[Placed]] = defaultdict(list)
    for table, row in collection.sharing(kind, kind.key):
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
        for table, row in collection.sharing(kind, kind.key):
            text = row.cells[name]
            first = seen.setdefault(text.casefold(), (table, row))
            if first[1].cells[name] != text:
                facts = {"text": text, "like": first[1].cells[name], "other": place(*first)}
                yield Problem("id-case", facts).at(table.path, row.line, name)


def series_told_once(collection: Collection) -> Iterator[Problem]:
    """Within a source, a series has one value a period, unless the disagreement is listed in conflicts.csv."""
    seen: dict[Hashable, Placed] = {}
    for table, row in collection.sharing(Observation, TOLD):
        first = seen.setdefault((table.path, *(row.cells[name] for name in (*TOLD, "bound"))), (table, row))
        listed = {first[1].cells["observation_id"], row.cells["observation_id"]} & set(collection.known.conflicts)
        if first[1] is not row and not listed:
            yield Problem("series-duplicate", {"other": place(*first)}).at(table.path, row.line, "indicator")


def titled_once(collection: Collection) -> Iterator[Problem]:
    """An event has its titles in exactly one row over all sources."""
    tellings: dict[str, list[Placed]] = defaultdict(list)
    for table, row in collection.rows(Event):
        tellings[row.cells["event_id"]].append((table, row))
    for event, rows in tellings.items():
        if not sound(Event, "event_id", event):
            continue
        titled = [(table, row) for table, row in rows if row.cells["title_en"] or row.cells["title_vi"]]
        if not titled and complete(collection, Event):
            table, row = rows[0]
            yield Problem("title-nowhere", {"text": event}).at(table.path, row.line, "title_en")
        for table, row in titled[1:]:
            if any(sound(Event, name, row.cells[name]) for name in ("title_en", "title_vi")):
                facts = {"text": event, "other": place(*titled[0])}
                yield Problem("title-twice", facts).at(table.path, row.line, "title_en")


def links_exist(collection: Collection) -> Iterator[Problem]:
    """What part_of, subject and record_id name is there."""
    events = collection.texts(Event, "event_id")
    named = any(table.rows for table in collection.tables if table.kind is Conflict)
    observations = collection.texts(Observation, "observation_id") if named else []
    actors = collection.known.codelists.codes("actors")
    told = complete(collection, Event)
    all_told = told and complete(collection, Observation)
    wanted: tuple[tuple[type[Record], str, str, list[str], bool], ...] = (
        (Event, "part_of", "events", events, told),
        (Observation, "subject", "events, actors", events + actors, told and bool(actors)),
        (Conflict, "record_id", "events, observations", events + observations, all_told),
    )
    for kind, column, lists, known, sure in wanted:
        for table, row in collection.beyond(kind, column, set(known)) if sure else ():
            text = row.cells[column]
            if sound(kind, column, text):
                facts = {"text": text, "list": lists, "suggestion": closest(text, known)}
                yield Problem("code-unknown", facts).at(table.path, row.line, column)


def conflicts_name_columns(collection: Collection) -> Iterator[Problem]:
    """A conflict names a column of its record; of a record that is not there, any."""
    listed = list(collection.rows(Conflict))
    both = (Event, Observation) if listed else ()
    kinds = {identity: kind for kind in both for identity in collection.texts(kind, kind.key[0])}
    for table, row in listed:
        text = row.cells["column"]
        kind = kinds.get(row.cells["record_id"])
        known = [column.name for either in ([kind] if kind else (Event, Observation)) for column in fields(either)]
        if text not in known and sound(Conflict, "column", text):
            facts = {"known": ", ".join(known), "suggestion": closest(text, known)}
            yield Problem("column-unknown", facts).at(table.path, row.line, "column")


def conflicts_told_once(collection: Collection) -> Iterator[Problem]:
    """A reading of a record is listed once."""
    seen: dict[Hashable, Placed] = {}
    for table, row in collection.rows(Conflict):
        key = (table.path, *(row.cells[name] for name in ("record_id", "column", "line", "reading")))
        first = seen.setdefault(key, (table, row))
        if first[1] is not row:
            facts = {"text": row.cells["record_id"], "other": place(*first)}
            yield Problem("conflict-duplicate", facts).at(table.path, row.line, "record_id")


def counts_expected(collection: Collection) -> Iterator[Problem]:
    """A folder holds as many events and observations as its source.toml says: a guard against loss."""
    for name, source in collection.sources.items():
        path = f"{collection.folders[name]}/{SOURCE_FILE}"
        for kind in CONTRIBUTED[:2]:
            column = f"expected_{kind.table}"
            wanted = getattr(source, column)
            tables = [table for table in collection.tables if table.kind is kind and table.source_id == name]
            found = sum(len(table.rows) for table in tables)
            if wanted is not None and wanted != found and all(table.whole for table in tables):
                line = key_line(read_text(collection.layout.root / path, path)[0], column)
                yield Problem("count-differs", {"found": str(found), "expected": str(wanted)}).at(path, line, column)


def editions_are_unique(collection: Collection) -> Iterator[Problem]:
    """An edition of a series is one event: a second one is its twin, contributed under another id."""
    first: dict[str, Placed] = {}
    for table, row in collection.rows(Event):
        series, event = row.cells["event_series"], row.cells["event_id"]
        if ":" not in series or not sound(Event, "event_series", series) or not sound(Event, "event_id", event):
            continue
        twin = first.setdefault(series, (table, row))
        if twin[1].cells["event_id"] != event:
            facts = {"text": series, "like": twin[1].cells["event_id"], "other": place(*twin)}
            yield Problem("edition-twice", facts).at(table.path, row.line, "event_series")


def parts_form_trees(collection: Collection) -> Iterator[Problem]:
    """No event lies within itself over part_of, no code above itself over its parents."""
    within = [(table, row) for table, row in collection.rows(Event) if row.cells["part_of"]]
    within.sort(key=lambda placed: bool(placed[1].cells["title_en"]))  # the row with the titles holds: it comes last
    above = {row.cells["event_id"]: (row.cells["part_of"], table.path, row.line) for table, row in within}
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


def candidates_decided(collection: Collection) -> Iterator[Problem]:
    """A contribution is complete once every candidate of it is accepted or rejected."""
    for table in collection.candidates:
        for row in table.rows:
            told = ("date", "title_en") if table.kind is Event else ("printed_vi", "printed_en")
            what = ", ".join(row.cells[name] for name in told if row.cells[name])
            facts = {"text": what or row.cells["candidate"], "source": table.source_id}
            yield Problem("candidate-undecided", facts).at(table.path, row.line)
