"""A collection as read from its folder: codelists, sources, contributed tables, and what is wrong with the files."""

from collections import defaultdict
from collections.abc import Collection as Several
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.codelists import Codelists
from timeline.columns import fields
from timeline.layout import Layout
from timeline.problems import Problem, below, closest
from timeline.reading import FileRows, Row, Tick, has_header, read_rows, unwatched
from timeline.records import CODELISTS, Conflict, Event, Observation, Record, Rejection, Source, Tombstone
from timeline.validate import candidates
from timeline.validate.rows import Known, Table
from timeline.validate.sweeping import SWEPT, sweep_table
from timeline.validate.toml import read_source

if TYPE_CHECKING:
    from timeline.running import Run

CONTRIBUTED: tuple[type[Record], ...] = (Event, Observation, Conflict, Rejection)
MAY_BE_EMPTY = {"conflicts", "rejected", "tombstones"}
SOURCE_FILE = "source.toml"
HARMLESS = {"file-bom", "row-empty"}
"""Faults of a file that hide none of its rows."""
SWEEP_FROM = 4_000_000
"""Bytes from which a file is swept with polars; below, importing it costs more than it saves."""


@dataclass
class Collection:
    """Everything that a person contributed.

    Attributes:
        layout: Where it lies.
        tables: Codelists and contributed tables, with the rows that fit their header.
        sources: The sources whose source.toml is sound, by id.
        folders: Path of each contribution folder by id, sound or not.
        problems: What is wrong with the files themselves.
        known: What rows are checked against.
        candidates: What `timeline propose` found and nobody has decided yet; no records.
        run: Where the parts of large files are looked at; None: here.
    """

    layout: Layout
    tables: list[Table] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    known: Known = field(default_factory=Known)
    candidates: list[Table] = field(default_factory=list)
    run: "Run | None" = None
    _shared: dict[tuple[type[Record], tuple[str, ...]], list[list[Row]]] = field(default_factory=dict, init=False)

    def rows(self, kind: type[Record]) -> Iterator[tuple[Table, Row]]:
        """The rows of a kind over all files, with their table."""
        for table in self.tables:
            if table.kind is kind:
                for row in table.rows:
                    yield table, row

    def doubted(self, kind: type[Record]) -> Iterator[tuple[Table, Row]]:
        """The rows of a kind that may be faulty by themselves: all, but of large files those in doubt."""
        for table in self.tables:
            if table.kind is kind:
                for row in table.doubted:
                    yield table, row

    def sharing(self, kind: type[Record], names: tuple[str, ...]) -> Iterator[tuple[Table, Row]]:
        """The rows of a kind that may share these cells with another row: all, but of large files those that do."""
        tables = [table for table in self.tables if table.kind is kind]
        parts: Sequence[Sequence[Row]] = [table.rows for table in tables]
        if any(table.swept for table in tables):
            from timeline import sweep  # noqa: PLC0415 - polars is for large files only

            if (kind, names) not in self._shared:
                known = [table.swept or table.rows for table in tables]
                self._shared[kind, names] = [list(rows) for rows in sweep.sharing(known, names)]
            parts = self._shared[kind, names]
        for table, rows in zip(tables, parts, strict=True):
            for row in rows:
                yield table, row

    def related(self) -> Iterator[tuple[Table, Row]]:
        """The observations whose figures may be held against others: all, but of large files those that may not fit."""
        tables = [table for table in self.tables if table.kind is Observation]
        if not any(table.swept for table in tables):
            yield from self.rows(Observation)
        else:
            from timeline.validate import together  # noqa: PLC0415 - polars is for large files only

            yield from together.rows(tables, self.known.codelists)

    def beyond(self, kind: type[Record], name: str, there: Several[str]) -> Iterator[tuple[Table, Row]]:
        """The rows of a kind whose cell is filled and none of these texts."""
        for table in self.tables:
            if table.kind is kind:
                rows: Sequence[Row] | Iterator[Row] = table.rows
                if table.swept:
                    from timeline import sweep  # noqa: PLC0415 - polars is for large files only

                    rows = sweep.beyond(table.swept, name, {*there, ""})
                for row in rows:
                    if row.cells[name] and row.cells[name] not in there:
                        yield table, row

    def texts(self, kind: type[Record], name: str) -> list[str]:
        """The cells of a column over all files of a kind."""
        told: list[str] = []
        for table in self.tables:
            if table.kind is kind and table.swept:
                from timeline import sweep  # noqa: PLC0415 - polars is for large files only

                told += sweep.texts(table.swept, name)
            elif table.kind is kind:
                told += [row.cells[name] for row in table.rows]
        return told


def read_collection(layout: Layout, tick: Tick = unwatched, run: "Run | None" = None) -> Collection:
    """The collection below a root. Faults of files are collected; rows are not checked yet.

    Args:
        layout: Where it lies.
        tick: Called while large files are read.
        run: Where their parts are looked at; None: here.
    """
    collection = Collection(layout, run=run)
    _read_by_hand(collection)
    for folder in layout.sources():
        _read_folder(collection, folder)
    _unknown_files(collection, layout.contributions, list(collection.folders), "<source_id>/events.csv and the like")
    lists = {
        table.kind.table: {row.cells.get("code", ""): row.cells for row in table.rows}
        for table in collection.tables
        if table.rows and table.whole and issubclass(table.kind, CODELISTS)
    }
    collection.known = Known(Codelists(lists), _conflicts(collection))
    _sweep_large(collection, tick)
    return collection


def with_contribution(
    collection: Collection, source_id: str, source: Source | None, tables: Sequence[Table]
) -> Collection:
    """The collection as if a contribution folder held this source and these tables and no others.

    Args:
        collection: As it was read.
        source_id: Name of the folder, which need not be there.
        source: The document; None where it is told faultily.
        tables: Its tables, of this `source_id`; their paths are what problems name.
    """
    folder = collection.layout.relative(collection.layout.contributions / source_id)
    sources = {name: told for name, told in collection.sources.items() if name != source_id}
    changed = replace(
        collection,
        tables=[*(table for table in collection.tables if table.source_id != source_id), *tables],
        sources=sources | ({source_id: source} if source else {}),
        folders={**collection.folders, source_id: folder},
        problems=[problem for problem in collection.problems if not below(problem.path, [folder])],
    )
    changed.known = Known(collection.known.codelists, _conflicts(changed))
    return changed


def _sweep_large(collection: Collection, tick: Tick) -> None:
    every = sum(table.rows.path.stat().st_size for table in collection.tables if isinstance(table.rows, FileRows))
    if every:
        tick(0, 0, every)
        collection.tables = [
            _swept(collection, table, lambda rows, passed, _: tick(rows, passed, every)) for table in collection.tables
        ]


def _swept(collection: Collection, table: Table, tick: Tick) -> Table:
    """The table; of a large file with what one pass over it tells, or with its rows if that cannot be told."""
    if not isinstance(table.rows, FileRows):
        return table
    swept = sweep_table(table, table.rows, collection.known, *SWEPT[table.kind], tick, collection.run)
    if swept is None:
        rows, whole = _read_rows(collection, table.rows.path, table.kind)
        return replace(table, rows=rows, whole=whole)
    problems = swept.swept.problems if swept.swept else []
    collection.problems += [problem.at(table.path, problem.line) for problem in problems]
    return replace(swept, whole=HARMLESS.issuperset(problem.code for problem in problems))


def _conflicts(collection: Collection) -> dict[str, str]:
    """The columns that conflicts are listed for, by record; any figure beside a faulty conflicts.csv may be listed."""
    columns: dict[str, list[str]] = defaultdict(list)
    for _, row in collection.rows(Conflict):
        columns[row.cells["record_id"]].append(row.cells["column"])
    faulty = {table.source_id for table in collection.tables if table.kind is Conflict and not table.whole}
    for table in collection.tables:
        for row in table.rows if table.kind is Observation and table.source_id in faulty else ():
            columns[row.cells["observation_id"]].append("obs_value")
    return {record: ";".join(names) for record, names in columns.items()}


def _read_by_hand(collection: Collection) -> None:
    layout = collection.layout
    places: dict[Path, type[Record]] = {layout.codelists / f"{kind.table}.csv": kind for kind in CODELISTS}
    lists = [path.name for path in places]
    places[layout.tombstones] = Tombstone
    for path, kind in places.items():
        if _is_there(path):
            _read_table(collection, path, kind)
            collection.problems += _form_problems(path, layout.relative(path))
        else:
            collection.problems.append(Problem("file-missing", {"file": path.name}).at(layout.relative(path)))
    if layout.codelists.is_dir():
        _unknown_files(collection, layout.codelists, lists)
    if not layout.package_toml.exists():
        missing = Problem("file-missing", {"file": layout.package_toml.name})
        collection.problems.append(missing.at(layout.relative(layout.package_toml)))


def _read_folder(collection: Collection, folder: Path) -> None:
    layout = collection.layout
    name = layout.relative(folder)
    collection.folders[folder.name] = name
    source: Source | None = None
    toml = folder / SOURCE_FILE
    if toml.exists():
        source, problems = read_source(toml, layout.relative(toml))
        collection.problems += problems
    else:
        collection.problems.append(Problem("file-missing", {"file": SOURCE_FILE}).at(f"{name}/{SOURCE_FILE}"))
    if source:
        collection.sources[folder.name] = source
    for kind in CONTRIBUTED:
        if _is_there(path := folder / f"{kind.table}.csv"):
            _read_table(collection, path, kind, source, folder.name)
    _read_candidates(collection, folder, source)
    _unknown_files(collection, folder, [SOURCE_FILE, *(f"{kind.table}.csv" for kind in CONTRIBUTED)])


def _read_candidates(collection: Collection, folder: Path, source: Source | None) -> None:
    for kind in candidates.KINDS:
        if _is_there(path := candidates.file_of(folder, kind)):
            name = collection.layout.relative(path)
            table, problems = candidates.read_candidates(path, name, kind, source, folder.name)
            collection.candidates.append(table)
            collection.problems += problems
    if (folder / candidates.FOLDER).is_dir():
        _unknown_files(collection, folder / candidates.FOLDER, [f"{kind.table}.csv" for kind in candidates.KINDS])


def _read_table(
    collection: Collection, path: Path, kind: type[Record], source: Source | None = None, source_id: str = ""
) -> None:
    columns = [column.name for column in fields(kind)]
    name = collection.layout.relative(path)
    if kind in SWEPT and path.is_file() and path.stat().st_size >= SWEEP_FROM and has_header(path, columns):
        collection.tables.append(Table(kind, name, FileRows(path, tuple(columns)), source, source_id))
    else:
        rows, whole = _read_rows(collection, path, kind)
        collection.tables.append(Table(kind, name, rows, source, source_id, whole))


def _read_rows(collection: Collection, path: Path, kind: type[Record]) -> tuple[Sequence[Row], bool]:
    """The rows of a file that fit its header, and whether that is all of them."""
    name = collection.layout.relative(path)
    read = read_rows(path, name, [column.name for column in fields(kind)])
    collection.problems += read.problems
    if not read.rows and not read.problems and kind.table not in MAY_BE_EMPTY:
        collection.problems.append(Problem("file-no-rows").at(name, 1))
    return read.rows, HARMLESS.issuperset(problem.code for problem in read.problems)


def _form_problems(path: Path, name: str) -> list[Problem]:
    """Blank lines and CRLF line ends of a table kept by hand, which is published byte for byte."""
    if not path.is_file():
        return []
    lines = path.read_bytes().split(b"\n")
    odd = [number for number, line in enumerate(lines[:-1], 1) if not line or line.endswith(b"\r")]
    return [Problem("codelist-form").at(name, odd[0])] if odd else []


def _is_there(path: Path) -> bool:
    """Whether a file stands here, a link that leads nowhere among them: reading it tells what is wrong."""
    return path.exists() or path.is_symlink()


def _unknown_files(collection: Collection, folder: Path, known: list[str], told: str = "") -> None:
    for path in sorted(folder.iterdir()):
        proposed = path.name == candidates.FOLDER and path.parent.parent == collection.layout.contributions
        if path.name not in known and not path.name.startswith(".") and not (proposed and path.is_dir()):
            left = [name for name in known if not (folder / name).exists()]
            facts = {"known": told or ", ".join(known), "suggestion": closest(path.name, left)}
            collection.problems.append(Problem("file-unknown", facts).at(collection.layout.relative(path)))
