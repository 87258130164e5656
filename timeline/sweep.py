"""Large files, screened as they stream past: which rows are in doubt, and which may share cells with others.

Nothing here judges a row. What is in doubt is read again line by line (`timeline.reading`), and so is every file whose
bytes this quick reading does not account for one by one.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from timeline.codelists import Codelists
from timeline.columns import fields
from timeline.problems import Problem
from timeline.reading import BOM, UTF16, FileRows, Read, Row
from timeline.records import Record
from timeline.screen import Lookups, doubt, with_lookups

BLOCK = 1 << 20
DOUBT, SIZE = "in doubt", "size"
Names = tuple[str, ...]
Against = tuple[Lookups, Codelists]


@dataclass(frozen=True, slots=True)
class Swept:
    """What one pass over a large file tells.

    Attributes:
        rows: All rows of the file, read when asked for.
        seen: The places of the records that were read again: those in doubt, and those that share the cells of a key.
            Only they may have line ends in their cells.
        read: The rows among them by place.
        doubts: The places of the rows that may be faulty by themselves.
        problems: What is wrong with the file, with lines: its first bytes, records that do not fit the header.
        keys: For each group of columns that was asked for, a hash of the cells of each record.
        cells: The columns that were asked for, of each record.
    """

    rows: FileRows
    seen: list[int]
    read: dict[int, Row]
    doubts: list[int]
    problems: list[Problem]
    keys: dict[Names, pl.Series] = field(default_factory=dict)
    cells: dict[str, pl.Series] = field(default_factory=dict)

    @property
    def doubted(self) -> list[Row]:
        """The rows that may be faulty by themselves."""
        return [self.read[place] for place in self.doubts]


def scan(rows: FileRows) -> pl.LazyFrame:
    """The records of a file as texts, lazily; "" is a missing cell, a blank line is a record of them."""
    schema = dict.fromkeys(rows.header, pl.String)
    return pl.scan_csv(rows.path, has_header=False, skip_lines=1, schema=schema, empty_string_is_null=False)


def sweep(
    kind: type[Record], rows: FileRows, known: Against, keys: Sequence[Names] = (), cells: Sequence[str] = ()
) -> Swept | None:
    """Screen a file whose first line is the header of its kind.

    Args:
        kind: What its rows are.
        rows: The file.
        known: What row rules look up, and the codelists.
        keys: The groups of columns whose equal cells will be asked for.
        cells: The columns that will be asked for; of few distinct texts, for each is kept.

    Returns:
        None if the file has to be read line by line: it is not CSV as written here, or not each byte is accounted for.
    """
    marks = _marks(rows.path)
    if marks is None:
        return None
    lookups, codelists = known
    asked = {
        DOUBT: doubt(kind, codelists),
        SIZE: _size(kind, quotes=bool(marks.quotes)),
        **{f"hash {index}": _hash(names) for index, names in enumerate(keys)},
        **{f"cell {name}": pl.col(name).cast(pl.Categorical) for name in cells},
    }
    try:
        told = with_lookups(scan(rows), lookups).select(**asked).collect(engine="streaming")
        again = told[DOUBT]
        for index in range(len(keys)):
            again |= told[f"hash {index}"].is_duplicated()
        read = list(rows.at(again.arg_true()))
    except (pl.exceptions.PolarsError, csv.Error, UnicodeDecodeError):
        return None
    counted = told.filter(~again)[SIZE].sum() + sum(_plain_size(each.raw) for each in read)
    swept = _swept(rows, told, read, marks.problems)
    if counted != marks.size - marks.quotes or not len(swept.rows):
        return None
    swept.keys.update({names: told[f"hash {index}"] for index, names in enumerate(keys)})
    swept.cells.update({name: told[f"cell {name}"] for name in cells})
    return swept


def _swept(rows: FileRows, told: pl.DataFrame, read: Sequence[Read], problems: list[Problem]) -> Swept:
    """What the records that were read again turned out to be."""
    fitting = {each.place: each.row for each in read if isinstance(each.row, Row)}
    return Swept(
        rows=FileRows(rows.path, rows.header, len(told) - len(read) + len(fitting)),
        seen=[each.place for each in read],
        read=fitting,
        doubts=[place for place in told[DOUBT].arg_true() if place in fitting],
        problems=problems + [each.row.at("", each.line) for each in read if isinstance(each.row, Problem)],
    )


@dataclass(frozen=True, slots=True)
class _Marks:
    """Of the lines behind the header, how many bytes there are without carriage returns, and how many quotes."""

    size: int
    quotes: int
    problems: list[Problem]


def _marks(path: Path) -> _Marks | None:
    """What is counted in the bytes; None where they hold what only the line by line reader can tell of."""
    with path.open("rb") as file:
        head = file.readline()
        if head.removeprefix(BOM)[:2] in UTF16 or b"\0" in head or b"\r" in head.removesuffix(b"\r\n"):
            return None
        size = quotes = returns = ends = 0
        last = b""
        while block := file.read(BLOCK):
            if b"\0" in block:
                return None
            size += len(block)
            quotes += block.count(b'"') if b'"' in block else 0
            if b"\r" in block or last == b"\r":
                returns += block.count(b"\r")
                ends += block.count(b"\r\n") + (last == b"\r" and block[:1] == b"\n")
            last = block[-1:]
    problems = [Problem("file-bom").at("", 1)] if head.startswith(BOM) else []
    return _Marks(size - returns + (last not in {b"\n", b""}), quotes, problems) if returns == ends else None


def _plain_size(raw: bytes) -> int:
    """The bytes of a record with a line end, without quotes and carriage returns."""
    return len(raw) - raw.count(b'"') - raw.count(b"\r") + (not raw.endswith(b"\n"))


def _size(kind: type[Record], *, quotes: bool) -> pl.Expr:
    """The bytes that a record must have had, its quotes not counted: cells, what separates them, the line end.

    Quotes within cells are looked for only where the file has any and the cells are free text.
    """
    columns = fields(kind)
    free = [column.name for column in columns if quotes and not column.cell.pattern and not column.enum]
    size = pl.sum_horizontal(pl.col(column.name).str.len_bytes() for column in columns) + len(columns)
    return size - pl.sum_horizontal([pl.lit(0), *(pl.col(name).str.count_matches('"', literal=True) for name in free)])


def _hash(names: Names) -> pl.Expr:
    return pl.struct(*names).hash() if len(names) > 1 else pl.col(names[0]).hash()


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
    wanted = every.is_duplicated() | every.is_in(folded.hash().implode())
    parts, start = [], 0
    for table, part in zip(tables, hashes, strict=True):
        parts.append(_picked(table, wanted.slice(start, len(part))))
        start += len(part)
    return parts


def _hashes(table: Known, names: Names) -> pl.Series:
    if isinstance(table, Swept):
        return table.keys[names]
    texts = {name: [row.cells[name] for row in table] for name in names}
    return pl.DataFrame(texts, schema=dict.fromkeys(names, pl.String)).select(_hash(names)).to_series()


def _picked(table: Known, wanted: pl.Series) -> Iterator[Row]:
    """The wanted rows; of a swept file those in doubt as well."""
    if isinstance(table, Swept):
        yield from _at(table, sorted({*wanted.arg_true().to_list(), *table.doubts}))
    else:
        yield from table


def _at(table: Swept, places: Collection[int]) -> Iterator[Row]:
    """The rows at these places, ascending; the file is read again only for such as were not yet."""
    rows = table.read
    if {*places} - {*table.seen}:
        read = table.rows.at(sorted({*places, *table.seen}))
        rows = {each.place: each.row for each in read if isinstance(each.row, Row)}
    yield from (rows[place] for place in places if place in rows)


def beyond(table: Swept, name: str, there: Collection[str]) -> Iterator[Row]:
    """The rows whose cell is none of these texts."""
    cells = table.cells[name]
    other = [text for text in cells.unique().cast(pl.String).to_list() if text not in there]
    places = cells.cast(pl.String).is_in(other).arg_true().to_list() if other else []
    yield from _at(table, places)


def texts(table: Swept, name: str) -> list[str]:
    """The cells of one column, in their order; of records that do not fit the header as well."""
    return scan(table.rows).select(name).collect(engine="streaming")[name].to_list()
