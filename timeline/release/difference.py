"""The whole difference of two packages: structure, rows and files; what it demands; applied and undone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from timeline.build.tables import PUBLISHED
from timeline.build.topics import TOPIC_RESOURCE
from timeline.records import Record, Revision, Target, TimelineRow, Tombstone, TopicByYear
from timeline.release.rows import INVERSE, Op, RowChange, UnfitError, applied, compare, inverted, key_of
from timeline.release.schemas import SchemaChange, compare_schemas
from timeline.release.snapshot import Snapshot, Table, owners, read_table, rendered, tables
from timeline.release.texts import TextChange, applied_text, compare_texts, inverted_text
from timeline.released import Level

NEW, CORRECTED, RECOMPUTED, RESHAPED = "new", "corrected", "recomputed", "reshaped"
MOVED, WITHDRAWN = "moved", "withdrawn"
WORKED_OUT = {TimelineRow.table, Target.table, Revision.table}
"""Tables that follow from others as a whole; so do those of topics."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Where the table of a resource stands, and its columns."""

    path: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableChange:
    """A table that is not what it was.

    Attributes:
        resource: Its name.
        old: Its shape before; None if it was not there.
        new: Its shape now; None if it is not there any more.
        key: The columns that tell its rows apart; () where only whole rows do.
        exact: Whether the rows give its bytes; else its file is told line by line too.
        rows: What became of its rows.
    """

    resource: str
    old: Shape | None
    new: Shape | None
    key: tuple[str, ...]
    exact: bool
    rows: tuple[RowChange, ...]

    def count(self, op: Op) -> int:
        """How many rows were added, corrected or removed; what only moved, or has other columns, is not counted."""
        return sum(change.op is op and change.reason not in {MOVED, RESHAPED} for change in self.rows)


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of a package.

    Attributes:
        name: Of the package.
        old: What is compared: a version, or the label of a package without one.
        new: With what.
        schema: What became of its structure.
        tables: The tables that are not what they were.
        texts: The other files that are not what they were, the descriptor among them.
        identified: The resources whose rows have a permanent id.
    """

    name: str
    old: str
    new: str
    schema: tuple[SchemaChange, ...] = ()
    tables: tuple[TableChange, ...] = ()
    texts: tuple[TextChange, ...] = ()
    identified: frozenset[str] = frozenset()

    @property
    def level(self) -> Level:
        """What the difference demands of the version."""
        levels = [change.level for change in self.schema]
        for table in self.tables:
            added, removed = table.count(Op.ADD), table.count(Op.DEL)
            identified = table.resource in self.identified
            levels.append(Level.MAJOR if identified and removed else Level.MINOR if added else Level.PATCH)
        return max([*levels, *(Level.PATCH for _ in self.data_files)], default=Level.NONE)

    @property
    def data_files(self) -> list[TextChange]:
        """The resources without rows, or whose rows are the same though their file is not."""
        told = {table.resource for table in self.tables}
        return [change for change in self.texts if change.resource and change.resource not in told]

    @property
    def removed(self) -> list[tuple[str, str]]:
        """(resource, id) of the permanent ids that are gone."""
        tables = [table for table in self.tables if table.resource in self.identified]
        return [
            (table.resource, next(iter(change.key.values())))
            for table in tables
            for change in table.rows
            if change.op is Op.DEL
        ]


def difference(old: Snapshot, new: Snapshot) -> Difference:
    """What became of a package.

    Raises:
        PackageError: If a table or a file of one of them cannot be read.
    """
    before, after = tables(old), tables(new)
    changes = [
        change
        for name in dict.fromkeys((*after, *before))
        if (change := _table_change(name, before.get(name), after.get(name)))
    ]
    every = [table for each in (before, after) for table in each.values()]
    rows = {table.path for table in every} - {table.path for table in every if not table.exact}
    texts = [{path: data for path, data in each.files.items() if path not in rows} for each in (old, new)]
    resources = {path: name for each in (old, new) for path, name in owners(each.descriptor).items()}
    reasons = _graves(after)
    return Difference(
        name=str(new.descriptor.get("name", old.descriptor.get("name", ""))),
        old=old.title,
        new=new.title,
        schema=tuple(compare_schemas(old.descriptor, new.descriptor)),
        tables=tuple(replace(change, rows=tuple(_reasoned(change, reasons))) for change in changes),
        texts=tuple(compare_texts(new.label, texts[0], texts[1], resources)),
        identified=frozenset(name for each in (before, after) for name in identified(each)),
    )


def identified(found: Mapping[str, Table]) -> Iterator[str]:
    """The tables whose rows have a permanent id: a key of one column that is not the id of another table.

    A row of a topic's table by year is computed, and its id with it.
    """
    for name, table in found.items():
        keys = key_of(None, table)
        foreign = [key.get("fields") for key in table.schema.get("foreignKeys", [])]
        named = len(keys) == 1 and table.schema.get("primaryKey") and keys != TopicByYear.key
        if named and keys[0] not in foreign and list(keys) not in foreign:
            yield name


def _table_change(name: str, old: Table | None, new: Table | None) -> TableChange | None:
    """What became of a table; None if nothing did."""
    rows = tuple(compare(old, new))
    shapes = [Shape(table.path, table.fields) if table else None for table in (old, new)]
    if shapes[0] == shapes[1] and not rows:
        return None
    exact = all(table.exact for table in (old, new) if table)
    return TableChange(name, shapes[0], shapes[1], key_of(old, new), exact, rows)


def _graves(found: Mapping[str, Table]) -> dict[tuple[str, str], dict[str, str]]:
    """(resource, id) -> row of tombstones.csv."""
    table = found.get(Tombstone.table)
    rows = [dict(zip(table.fields, row, strict=True)) for row in table.rows] if table else []
    return {(row.get("kind", ""), row.get("id", "")): row for row in rows}


def _computed() -> dict[str, set[str]]:
    """The columns that no person writes, by table: they follow from others, or from other records."""
    pairs: list[tuple[type[Record], type]] = [(kind, kind.__bases__[0]) for kind in PUBLISHED]
    return {
        kind.table: set(kind.model_fields) - set(base.model_fields)
        for kind, base in pairs
        if issubclass(base, Record) and base is not Record
    }


def _reasoned(table: TableChange, graves: Mapping[tuple[str, str], Mapping[str, str]]) -> Iterator[RowChange]:
    computed = _computed().get(table.resource, set())
    if table.resource in WORKED_OUT or table.resource.startswith(TOPIC_RESOURCE):
        computed = {name for shape in (table.old, table.new) if shape for name in shape.fields}
    for change in table.rows:
        if change.op is Op.ADD:
            reason = NEW
        elif change.op is Op.DEL:
            grave = graves.get((table.resource, next(iter(change.key.values()), "")), {})
            told = [grave.get("reason", ""), grave.get("successor", "") and f"now {grave['successor']}"]
            reason = "; ".join(filter(None, told)) or WITHDRAWN
        elif not change.cells:
            reason = MOVED
        elif all(None in pair for pair in change.cells.values()):
            reason = RESHAPED
        else:
            reason = RECOMPUTED if set(change.cells) <= computed else CORRECTED
        yield replace(change, reason=reason)


def undone(made: Difference) -> Difference:
    """The difference that leads back (its levels and reasons are those of the way there)."""
    return replace(
        made,
        old=made.new,
        new=made.old,
        tables=tuple(
            replace(each, old=each.new, new=each.old, rows=tuple(map(inverted, each.rows))) for each in made.tables
        ),
        texts=tuple(map(inverted_text, made.texts)),
        schema=tuple(replace(each, op=INVERSE[each.op], old=each.new, new=each.old) for each in made.schema),
    )


def apply(made: Difference, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of the new package from those of the old one.

    Raises:
        UnfitError: If they are not those that the difference was made of.
    """
    result = dict(files)
    for table in made.tables:
        if table.exact:
            _apply_table(table, result)
    for change in made.texts:
        data = applied_text(result.pop(change.path, None), change)
        if data is not None:
            result[change.path] = data
    return dict(sorted(result.items()))


def _apply_table(table: TableChange, files: dict[str, bytes]) -> None:
    rows: Sequence[tuple[str, ...]] = []
    fields: Sequence[str] = ()
    if table.old:
        data = files.pop(table.old.path, None)
        if data is None:
            raise UnfitError(f"{table.old.path} is not there")
        old = read_table("the version before", table.resource, table.old.path, {}, data)
        rows, fields = old.rows, old.fields
    if fields != (table.old.fields if table.old else ()):
        raise UnfitError(f"{table.resource} has other columns")
    new = table.new.fields if table.new else ()
    made = applied(rows, fields, new, table.rows)
    if table.new:
        files[table.new.path] = rendered(table.new.fields, made)
