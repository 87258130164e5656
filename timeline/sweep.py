"""Large files, screened part by part: which rows are in doubt, and which may share cells with others.

Nothing here judges a row. What is in doubt is read again line by line (`timeline.reading`), and so is every file whose
bytes this quick reading does not account for one by one.

How parts join: `parts` cuts a file where records end; `passed` looks at one part alone and gives a row for each record
(in doubt, bytes, a hash of each key, what else was asked for) and the counts of its bytes. Parts may be passed anywhere
and in any order: put one after another in the order of the file they are what `_joined` takes. Whatever rests on more
than one record comes after that, of all files: `sharing` for equal ids and series, `beyond` for names of other records,
`timeline.validate.together` for figures.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import polars as pl

from timeline.codelists import Codelists
from timeline.columns import fields
from timeline.parts import Marks, counted, is_plain, plain_size
from timeline.problems import Problem
from timeline.reading import BOM, FileRows, Read, Row, Tick, unwatched
from timeline.records import Record
from timeline.running import Run, at_once, scan, texts_of
from timeline.screen import Lookups, doubt, with_lookups

DOUBT, SIZE = "in doubt", "size"
Names = tuple[str, ...]
Against = tuple[Lookups, Codelists]
Told = tuple[pl.DataFrame, Marks] | None


@dataclass(frozen=True, slots=True)
class Swept:
    """What one pass over a large file tells.

    Attributes:
        rows: All rows of the file, read when asked for.
        seen: The places of the records in doubt. Only they may have line ends in their cells.
        plain: Whether each of them is one line.
        read: The rows among them by place.
        problems: What is wrong with the file, with lines: its first bytes, records that do not fit the header.
        keys: For each group of columns that was asked for, a hash of the cells of each record.
        cells: The columns that were asked for, of each record.
        also: What else was asked for, of each record.
    """

    rows: FileRows
    seen: list[int]
    plain: bool
    read: dict[int, Row]
    problems: list[Problem]
    keys: dict[Names, pl.Series] = field(default_factory=dict)
    cells: dict[str, pl.Series] = field(default_factory=dict)
    also: dict[str, pl.Series] = field(default_factory=dict)

    @property
    def doubted(self) -> list[Row]:
        """The rows that may be faulty by themselves."""
        return list(self.read.values())


@dataclass(frozen=True, slots=True)
class Ask:
    """What is kept of each record besides whether it is in doubt.

    Attributes:
        keys: The groups of columns whose equal cells will be asked for: a hash of each.
        cells: The columns that will be asked for; of few distinct texts, for each is kept.
        also: Makes what else is kept, by name.
    """

    keys: Sequence[Names] = ()
    cells: Sequence[str] = ()
    also: Callable[[], Mapping[str, pl.Expr]] = dict


def sweep(
    kind: type[Record], rows: FileRows, known: Against, ask: Ask, tick: Tick = unwatched, run: Run = at_once
) -> Swept | None:
    """Screen a file whose first line is the header of its kind.

    Args:
        kind: What its rows are.
        rows: The file.
        known: What row rules look up, and the codelists.
        ask: What is kept of its records.
        tick: Called part by part.
        run: Where its parts are looked at.

    Returns:
        None if the file has to be read line by line: it is not CSV as written here, or not each byte is accounted for.
    """
    with rows.path.open("rb") as file:
        head = file.readline()
    if not is_plain(head):
        return None
    tick(0, len(head), 0)
    told: list[tuple[pl.DataFrame, Marks]] = []
    for size, part in run(Passing(kind, known, ask), rows):
        if part is None:
            return None
        told.append(part)
        tick(len(part[0]), size, 0)
    if not told:
        return None
    problems = [Problem("file-bom").at("", 1)] if head.startswith(BOM) else []
    return _joined(rows, pl.concat([part for part, _ in told]), [marks for _, marks in told], problems, ask)


@dataclass(frozen=True)
class Passing:
    """What a sweep asks of each part; see `passed`. The expressions remember answers, which stay in their process."""

    kind: type[Record]
    known: Against
    ask: Ask

    @cached_property
    def wanted(self) -> dict[str, pl.Expr]:
        """The expressions, made where they are run."""
        return expressions(self.kind, self.known[1], self.ask)

    def __call__(self, data: bytes) -> Told:
        """What a part tells."""
        return passed(self.kind, data, self.known[0], self.wanted)

    def __reduce__(self) -> tuple[Any, ...]:
        return Passing, (self.kind, self.known, self.ask)


def expressions(kind: type[Record], codelists: Codelists, ask: Ask) -> dict[str, pl.Expr]:
    """What is computed of each part of a file."""
    return {
        DOUBT: doubt(kind, codelists),
        **{f"hash {index}": hash_of(key) for index, key in enumerate(ask.keys)},
        **{f"cell {name}": pl.col(name).cast(pl.Categorical) for name in ask.cells},
        **{f"also {name}": each for name, each in ask.also().items()},
    }


def passed(kind: type[Record], data: bytes, lookups: Lookups, wanted: Mapping[str, pl.Expr]) -> Told:
    """What is computed of one part, a row a record, and what is counted in its bytes; None as for `sweep`."""
    marks = counted(data)
    if marks is None:
        return None
    try:
        sized = {**wanted, SIZE: _size(kind, quotes=bool(marks.quotes))}
        return with_lookups(texts_of(kind, data), lookups).select(**sized).collect(), marks
    except pl.exceptions.PolarsError:
        return None


def _joined(
    rows: FileRows, told: pl.DataFrame, marks: Sequence[Marks], problems: list[Problem], ask: Ask
) -> Swept | None:
    """What the parts of a file tell together."""
    try:
        read = list(rows.at(told[DOUBT].arg_true()))
    except (csv.Error, UnicodeDecodeError):
        return None
    swept = _swept(rows, told, read, problems)
    plain = told.filter(~told[DOUBT])
    size = plain[SIZE].sum() + sum(plain_size(each.raw) for each in read)
    lines = len(plain) + sum(each.lines for each in read)
    if not len(swept.rows) or (size, lines) != (sum(each.size for each in marks), sum(each.lines for each in marks)):
        return None
    swept.keys.update({key: told[f"hash {index}"] for index, key in enumerate(ask.keys)})
    swept.cells.update({name: told[f"cell {name}"] for name in ask.cells})
    swept.also.update({name.removeprefix("also "): told[name] for name in told.columns if name.startswith("also ")})
    return swept


def _swept(rows: FileRows, told: pl.DataFrame, read: Sequence[Read], problems: list[Problem]) -> Swept:
    """What the rows in doubt turned out to be."""
    fitting = {each.place: each.row for each in read if isinstance(each.row, Row)}
    return Swept(
        rows=FileRows(rows.path, rows.header, len(told) - len(read) + len(fitting)),
        seen=[each.place for each in read],
        plain=all(each.lines == 1 for each in read),
        read=fitting,
        problems=problems + [each.row.at("", each.line) for each in read if isinstance(each.row, Problem)],
    )


def _size(kind: type[Record], *, quotes: bool) -> pl.Expr:
    """The bytes that a record must have had, its quotes not counted: cells, what separates them, the line end.

    Quotes within cells are looked for only where the file has any and the cells are free text.
    """
    columns = fields(kind)
    free = [column.name for column in columns if quotes and not column.cell.pattern and not column.enum]
    size = pl.sum_horizontal(pl.col(column.name).str.len_bytes() for column in columns).cast(pl.Int64) + len(columns)
    return size - pl.sum_horizontal([pl.lit(0), *(pl.col(name).str.count_matches('"', literal=True) for name in free)])


def hash_of(names: Names) -> pl.Expr:
    """A number for the cells of these columns: the same for the same cells, hardly ever for others."""
    return pl.struct(*names).hash() if len(names) > 1 else pl.col(names[0]).hash()


def repeated(hashes: pl.Series) -> pl.Series:
    """Which of them are there more than once; counting first is quick and takes little memory where none is."""
    none = hashes.n_unique() == len(hashes)
    return pl.repeat(value=False, n=len(hashes), eager=True) if none else hashes.is_duplicated()


Known = Swept | Sequence[Row]


def sharing(tables: Sequence[Known], names: Names) -> list[Iterator[Row]]:
    """Of each table, the rows that may share the cells of these columns with another row of any table.

    Rows that share them but for the case of their letters are among them where there is one column only, for one of two
    such rows is in doubt by its form. Rows that are at hand are all given: they cost nothing.
    """
    hashes = [_hashes(table, names) for table in tables]
    every = pl.concat(hashes)
    at_hand = [row for table in tables for row in (table.doubted if isinstance(table, Swept) else table)]
    folded = pl.Series([row.cells[names[0]].casefold() for row in at_hand], dtype=pl.String)
    wanted = repeated(every) | every.is_in(folded.hash().implode())
    parts, start = [], 0
    for table, part in zip(tables, hashes, strict=True):
        parts.append(_picked(table, wanted.slice(start, len(part))))
        start += len(part)
    return parts


def _hashes(table: Known, names: Names) -> pl.Series:
    if isinstance(table, Swept):
        return table.keys[names]
    texts = {name: [row.cells[name] for row in table] for name in names}
    return pl.DataFrame(texts, schema=dict.fromkeys(names, pl.String)).select(hash_of(names)).to_series()


def _picked(table: Known, wanted: pl.Series) -> Iterator[Row]:
    """The wanted rows; of a swept file those in doubt as well."""
    if isinstance(table, Swept):
        yield from at(table, sorted({*wanted.arg_true().to_list(), *table.read}))
    else:
        yield from table


def at(table: Swept, places: Collection[int]) -> Iterator[Row]:
    """The rows at these places, ascending; the file is read again only for such as were not yet."""
    rows = table.read
    if others := {*places} - {*table.seen}:
        read = table.rows.at(sorted(others if table.plain else {*places, *table.seen}))
        rows = {**rows, **{each.place: each.row for each in read if isinstance(each.row, Row)}}
    yield from (rows[place] for place in places if place in rows)


def beyond(table: Swept, name: str, there: Collection[str]) -> Iterator[Row]:
    """The rows whose cell is none of these texts."""
    cells = table.cells[name]
    other = [text for text in cells.unique().cast(pl.String).to_list() if text not in there]
    places = cells.cast(pl.String).is_in(other).arg_true().to_list() if other else []
    yield from at(table, places)


def texts(table: Swept, name: str) -> list[str]:
    """The cells of one column, in their order; of records that do not fit the header as well."""
    return scan(table.rows).select(name).collect(engine="streaming")[name].to_list()
