"""The sheets of a workbook as rows of texts, each fault at its cell: `events!C5`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from timeline.columns import Column, fields
from timeline.contribute.sheets import CODES, GUIDE, SHEETS, RawCell, RawSheet, letters
from timeline.contribute.workbook_cells import text_of
from timeline.expressions import Cells
from timeline.problems import Problem, closest
from timeline.reading import Row, header_problems
from timeline.records import Record

PLACE = re.compile(r"([^!]+)!([A-Z]+)([0-9]+)")
OTHER = re.compile(rf"({'|'.join(SHEETS)}):([0-9]+)")


@dataclass(frozen=True, slots=True)
class SheetRows:
    """What a sheet tells.

    Attributes:
        name: The sheet.
        header: Name of a column -> its number, from 1; empty where the header is faulty.
        rows: The rows whose cells could all be read; their lines are the sheet's.
        problems: What is wrong with the sheet and its cells.
    """

    name: str
    header: dict[str, int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_sheets(sheets: Sequence[RawSheet]) -> tuple[dict[str, SheetRows], list[Problem]]:
    """Every sheet of ours by its name, and what is wrong with the workbook as a whole; then there may be fewer."""
    there = {sheet.name: sheet for sheet in sheets}
    strange = [name for name in there if name not in {*SHEETS, GUIDE, CODES}]
    problems = []
    read = {}
    for name, kind in SHEETS.items():
        if name in there and there[name].rows.get(1):
            read[name] = read_sheet(there[name], kind)
        else:
            meant = closest(name, strange)
            strange = [other for other in strange if other != meant]
            problems.append(Problem("sheet-missing", {"suggestion": f"{meant} to {name}" if meant else ""}).at(name))
    problems += [Problem("sheet-unknown", {"known": ", ".join(SHEETS)}).at(name) for name in strange]
    return read, problems


def read_sheet(sheet: RawSheet, kind: type[Record]) -> SheetRows:
    """The rows of a sheet; a row with a cell that cannot be read is a problem and no row.

    Rows of blanks are passed over, and the columns may stand in any order.
    """
    columns = {column.name: column for column in fields(kind)}
    names = {number: str(cell.value) for number, cell in sorted(sheet.rows.get(1, {}).items())}
    problems = [
        Problem("cell-merged", {"range": each}).at(f"{sheet.name}!{each.split(':')[0]}") for each in sheet.merged
    ]
    faults = [fault for fault in header_problems(list(names.values()), list(columns)) if fault.code != "column-order"]
    if faults:
        numbers = {name: number for number, name in names.items()}
        placed = [fault.at(f"{sheet.name}!{letters(numbers.get(fault.column, 1))}1") for fault in faults]
        return SheetRows(sheet.name, problems=[*problems, *placed])
    rows = []
    for line, cells in sorted(sheet.rows.items()):
        if line > 1:
            told, wrong = _row(cells, {number: columns[name] for number, name in names.items()})
            problems += [fault.at(f"{sheet.name}!{letters(number)}{line}") for number, fault in wrong]
            if not wrong and any(map(str.split, told.values())):
                rows.append(Row(line, told))
    return SheetRows(sheet.name, {name: number for number, name in names.items()}, rows, problems)


def _row(cells: dict[int, RawCell], columns: dict[int, Column]) -> tuple[Cells, list[tuple[int, Problem]]]:
    """The texts of a row by column name, and (column number, problem) of those that cannot be read."""
    told = {column.name: "" for column in columns.values()}
    wrong = []
    for number, cell in cells.items():
        column = columns.get(number)
        if column is None:
            wrong.append((number, Problem("cell-outside", {"text": str(cell.value)[:40]})))
            continue
        text = text_of(cell, column)
        if isinstance(text, Problem):
            wrong.append((number, replace(text, column=column.name)))
        else:
            told[column.name] = text
    return told, wrong


def placed(problem: Problem, sheets: dict[str, SheetRows]) -> Problem:
    """A problem of a row of a sheet at its cell, and so the row that it names; others as they are."""
    other = OTHER.fullmatch(problem.facts.get("other", ""))
    if other:
        problem = replace(problem, facts={**problem.facts, "other": f"{other[1]}!A{other[2]}"})
    if problem.path not in sheets or not problem.line:
        return problem
    letter = letters(sheets[problem.path].header.get(problem.column, 1))
    return replace(problem, path=f"{problem.path}!{letter}{problem.line}", line=0)


def by_cell(problem: Problem) -> tuple[int, int, int, str, tuple[str, int, str, str, str]]:
    """The sort key of problems: by sheet, row and column; what stands elsewhere comes last."""
    found = PLACE.fullmatch(problem.path)
    name = found[1] if found else problem.path
    sheet = list(SHEETS).index(name) if name in SHEETS else len(SHEETS)
    row, column = (int(found[3]), found[2]) if found else (0, "")
    return sheet, row, len(column), column, problem.order()
