"""A workbook made the contribution of its source: all of it, once it is valid, or nothing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from timeline import journal
from timeline.columns import fields
from timeline.contribute.formatting import FILL, fill_in, formatted, normalised
from timeline.contribute.scaffold import TABLES, check_id
from timeline.contribute.sheet_rows import SheetRows, by_cell, placed, read_sheets
from timeline.contribute.sheets import INSTALL, SHEETS, RawSheet, UnusableWorkbookError
from timeline.contribute.source_toml import source_toml
from timeline.contribute.writing import put
from timeline.layout import Layout
from timeline.problems import Problem, in_order
from timeline.reading import Row
from timeline.records import Record, Source
from timeline.validate import Known, Table, check_row, read_collection, validate, with_contribution
from timeline.validate.collection import MAY_BE_EMPTY, SOURCE_FILE


@dataclass(frozen=True, slots=True)
class Change:
    """A file that an import wrote or removed, and how many of its lines are new and gone."""

    path: str
    new: int
    gone: int


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a workbook: the contribution's id, and the files that changed."""

    source_id: str
    changes: tuple[Change, ...]


def import_workbook(layout: Layout, file: Path, source_id: str = "") -> tuple[Imported | None, list[Problem]]:
    """Make a workbook the contribution folder of its source, or put it in the place of what the folder holds.

    Rows are formatted as `timeline format` does. Candidates that wait for review stay.

    Args:
        layout: The collection.
        file: The workbook.
        source_id: The source that is meant; if empty the one that the workbook names.

    Returns:
        What was done, or what is wrong with the workbook, each fault at its cell; then nothing was written.

    Raises:
        UnusableWorkbookError: If the file is no workbook, or holds no rows at all.
        UnusableSourceError: If no folder can have the name of the source.
        BlockedError: If a file cannot be put in its place; nothing was written then.
    """
    if source_id:
        check_id(source_id)
    sheets, problems = read_sheets(_raw(file))
    problems += [problem for sheet in sheets.values() for problem in sheet.problems]
    if len(sheets) < len(SHEETS) or not all(sheet.header for sheet in sheets.values()):
        return None, sorted(problems, key=by_cell)
    if not any(sheet.rows or sheet.problems for name, sheet in sheets.items() if name != "source"):
        raise UnusableWorkbookError(f"{file}: the workbook has no rows; fill in its sheets first")
    row, faults = _source_row(sheets["source"], source_id)
    name = source_id or (row.cells["source_id"] if row else "")
    if row is None or not name or any(fault.column == "source_id" for fault in faults):
        return None, sorted(problems + [placed(fault, sheets) for fault in faults], key=by_cell)
    check_id(name)
    with journal.locked(layout):
        journal.complete(layout)
        source = None if faults else Source.model_validate(row.cells)
        tables = [_table(sheets[kind.table], kind, source, name) for kind in TABLES]
        problems += [placed(fault, sheets) for fault in faults]
        problems += _problems(layout, sheets, row, source, tables, name)
        if problems:
            return None, sorted(problems, key=by_cell)
        return Imported(name, _write(layout, name, row, tables)), []


def _raw(file: Path) -> list[RawSheet]:
    try:
        read_workbook = import_module("timeline.contribute.workbook_reader").read_workbook
    except ModuleNotFoundError as error:
        raise UnusableWorkbookError(
            f"{file}: reading a workbook needs {error.name}, which is not installed; type: {INSTALL}"
        ) from error
    sheets: list[RawSheet] = read_workbook(file, SHEETS)
    return sheets


def _source_row(sheet: SheetRows, source_id: str) -> tuple[Row | None, list[Problem]]:
    """The one row of the sheet, and what is wrong with it; None where there is not one."""
    if len(sheet.rows) != 1:
        told = [Problem("source-rows", {"count": str(len(sheet.rows))}).at(sheet.name)]
        return None, [] if sheet.problems else told
    cells = normalised(Source, sheet.rows[0].cells)
    row = replace(sheet.rows[0], cells={**cells, "source_id": cells["source_id"] or source_id})
    problems = check_row(Table(Source, sheet.name, [row]), Known(), row)
    if source_id and row.cells["source_id"] != source_id:
        facts = {"found": row.cells["source_id"], "folder": source_id}
        problems = [problem for problem in problems if problem.column != "source_id"]
        problems.append(Problem("folder-name", facts).at(sheet.name, row.line, "source_id"))
    return row, problems


def _table(sheet: SheetRows, kind: type[Record], source: Source | None, source_id: str) -> Table:
    """The rows of a sheet as `timeline format` would write them, in the order and with the lines of the sheet."""
    columns = dict.fromkeys((column.name for column in fields(kind)), "")
    cells = [columns | normalised(kind, row.cells) for row in sheet.rows]
    if kind in FILL:
        fill_in(kind, cells, source_id)
    rows = [replace(row, cells=told) for row, told in zip(sheet.rows, cells, strict=True)]
    return Table(kind, sheet.name, rows, source, source_id, not sheet.problems)


def _problems(
    layout: Layout, sheets: dict[str, SheetRows], row: Row, source: Source | None, tables: Sequence[Table], name: str
) -> list[Problem]:
    """What is wrong with the sheets, with the codelists behind them, and elsewhere because of them."""
    collection = read_collection(layout)
    before = {problem.order() for problem in validate(collection)}
    unsure = {table.path for table in collection.tables if not table.source_id and not table.whole}
    toml = f"{layout.relative(layout.contributions / name)}/{SOURCE_FILE}"
    problems = []
    for problem in validate(with_contribution(collection, name, source, tables)):
        if problem.path == toml:
            problems.append(replace(problem, path="source", line=row.line))
        elif problem.path in {*sheets, *unsure} or problem.order() not in before:
            problems.append(problem)
    return [placed(problem, sheets) for problem in in_order(problems)]


def _write(layout: Layout, name: str, row: Row, tables: Sequence[Table]) -> tuple[Change, ...]:
    """Put the files in their places that differ from what is there, and remove tables that have no rows any more."""
    folder = layout.contributions / name
    wanted: dict[Path, str] = {folder / SOURCE_FILE: source_toml(row.cells, _text(folder / SOURCE_FILE))}
    for table in tables:
        path = folder / f"{table.kind.table}.csv"
        keep = bool(table.rows) or (table.kind.table in MAY_BE_EMPTY and path.exists())
        wanted[path] = formatted(table.kind, [each.cells for each in table.rows], name) if keep else ""
    changed = {path: text for path, text in wanted.items() if text != _text(path)}
    texts = {layout.relative(path): text for path, text in changed.items() if text}
    changes = tuple(_change(layout.relative(path), _text(path), text) for path, text in changed.items())
    if changed:
        put(layout, texts, [layout.relative(path) for path, text in changed.items() if not text])
    return changes


def _text(path: Path) -> str:
    """The text of a file of the folder, which may be in a damaged state; "" if it is not there."""
    return path.read_bytes().decode("utf-8", "surrogateescape") if path.is_file() else ""


def _change(path: str, old: str, new: str) -> Change:
    before, after = Counter(old.splitlines()), Counter(new.splitlines())
    return Change(path, (after - before).total(), (before - after).total())
