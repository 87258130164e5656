"""A contribution as an .xlsx workbook: header with comments, drop-down lists, text cells, codes and a guide.

The only file that imports XlsxWriter. The same contents give the same bytes: nothing is taken from the clock.
"""

import io
import tomllib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

import xlsxwriter

from timeline.codelists import Codelists
from timeline.columns import Column
from timeline.contribute.sheets import (
    CODES,
    GUIDE,
    LONGEST_CELL,
    MOST_ROWS,
    SHEETS,
    UNWRITABLE,
    Contents,
    UnusableWorkbookError,
    shown_columns,
)

CREATED = datetime(2000, 1, 1, tzinfo=UTC)
TEXT = "@"
GROUND = {True: "#1F4E79", False: "#DDEBF7"}
"""Ground of a header cell, by whether the column must be filled in."""
NARROW, WIDE = 12, 40
"""Widths of columns, in letters."""
LINE = 16
"""Height of a line, in points."""
NAMES = ("code", "name_en", "name_vi")
Ranges = Mapping[str, str]
"""Name of a list -> the cells of its codes."""


def workbook_bytes(contents: Contents, codelists: Codelists) -> bytes:
    """The workbook.

    Args:
        contents: Name of a sheet -> its rows; a sheet that is not named is empty.
        codelists: What the drop-down lists offer.

    Raises:
        UnusableWorkbookError: If a cell holds what a workbook cannot, or there are too many rows.
    """
    _check(contents)
    out = io.BytesIO()
    book: Any = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": TEXT})
    book.set_properties({"title": "timeline", "created": CREATED})
    text = book.add_format({"num_format": TEXT, "valign": "top"})
    heads = {
        must: book.add_format(
            {"num_format": TEXT, "bold": True, "bg_color": ground, "font_color": "white" if must else "black"}
        )
        for must, ground in GROUND.items()
    }
    _write_guide(book, text, heads[True])
    sheets = {name: book.add_worksheet(name) for name in SHEETS}
    ranges = _write_codes(book, text, heads[False], codelists)
    for name, columns in shown_columns():
        _write_header(sheets[name], columns, heads, text)
        _offer(sheets[name], columns, ranges, last=1 if name == "source" else MOST_ROWS - 1)
        for number, row in enumerate(contents.get(name, ()), 1):
            for place, column in enumerate(columns):
                if row.cells.get(column.name):
                    sheets[name].write_string(number, place, row.cells[column.name], text)
    sheets["source"].activate()
    book.close()
    return out.getvalue()


def _check(contents: Contents) -> None:
    for name, rows in contents.items():
        if len(rows) >= MOST_ROWS:
            raise UnusableWorkbookError(f"{name}: a workbook of ours has at most {MOST_ROWS - 1:,} rows a sheet")
        for row in rows:
            for column, cell in row.cells.items():
                if len(cell.encode("utf-16-le")) // 2 > LONGEST_CELL:
                    raise UnusableWorkbookError(f"{name}: line {row.line}: {column}: too long for a cell of a workbook")
                if UNWRITABLE.search(cell):
                    told = "holds signs that a workbook cannot hold (_x with digits, or no characters)"
                    raise UnusableWorkbookError(f"{name}: line {row.line}: {column}: {told}")


def _write_header(sheet: Any, columns: Sequence[Column], heads: Mapping[bool, Any], text: Any) -> None:
    for place, column in enumerate(columns):
        wide = not column.cell.pattern and not column.enum and column.cell.type == "string"
        sheet.set_column(place, place, WIDE if wide else max(NARROW, len(column.name) + 2), text)
        sheet.write_string(0, place, column.name, heads[column.required])
        options = {"author": "timeline", "width": 320, "height": 190, "visible": False}
        sheet.write_comment(0, place, _comment(column), options)
    sheet.freeze_panes(1, 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS}"})


def _comment(column: Column) -> str:
    """What a column holds, in both languages, with an example."""
    parts = [f"{title}\n{about}" for title, about in zip(column.titles, column.descriptions, strict=True)]
    if column.required:
        parts.append("Required / Bắt buộc")
    if column.example:
        parts.append(f"Example / Ví dụ: {column.example}")
    return "\n\n".join(parts)


def _offer(sheet: Any, columns: Sequence[Column], ranges: Ranges, last: int) -> None:
    """Drop-down lists: a word outside a fixed set is refused, a code outside a codelist may be a new one."""
    for place, column in enumerate(columns):
        name = offered(column, ranges)
        if name:
            told = {
                "validate": "list",
                "source": f"={ranges[name]}",
                "error_type": "stop" if column.enum else "warning",
                "error_title": column.name,
                "error_message": f"Not in the sheet {CODES} / Không có trong trang {CODES}: {name}",
            }
            sheet.data_validation(1, place, last, place, told)


def offered(column: Column, ranges: Ranges) -> str:
    """The list that a column's cells are chosen from: its codelist, else its fixed words; "" for other columns."""
    if (column.is_reference or column.enum) and column.codelist in ranges:
        return column.codelist
    return column.name if column.enum else ""


def _write_codes(book: Any, text: Any, head: Any, codelists: Codelists) -> Ranges:
    """The sheet of all codes: a list has three columns side by side, its code and both names."""
    sheet = book.add_worksheet(CODES)
    ranges = {}
    for number, (name, rows) in enumerate(_lists(codelists).items()):
        first = number * len(NAMES)
        for place, part in enumerate(NAMES):
            sheet.set_column(first + place, first + place, NARROW * 2, text)
            sheet.write_string(0, first + place, name if part == "code" else part, head)
            for line, row in enumerate(rows, 1):
                if row[place]:
                    sheet.write_string(line, first + place, row[place], text)
        letter = xlsxwriter.utility.xl_col_to_name(first, col_abs=True)
        ranges[name] = f"{CODES}!{letter}$2:{letter}${len(rows) + 1}"
    sheet.freeze_panes(1, 0)
    return ranges


def _lists(codelists: Codelists) -> dict[str, list[tuple[str, ...]]]:
    """Name of a list -> code and names of its rows: codelists that are not empty, then the fixed words of columns."""
    lists: dict[str, list[tuple[str, ...]]] = {}
    for name, rows in codelists.lists.items():
        if rows:
            lists[name] = [(code, *(row.get(part, "") for part in NAMES[1:])) for code, row in rows.items()]
    for _, columns in shown_columns():
        for column in columns:
            if column.enum and column.name not in lists and column.codelist not in lists:
                lists[column.name] = [(word, "", "") for word in column.enum]
    return lists


def _write_guide(book: Any, text: Any, head: Any) -> None:
    told = tomllib.loads((files("timeline.contribute") / "guide.toml").read_text(encoding="utf-8"))
    sheet = book.add_worksheet(GUIDE)
    wrapped = book.add_format({"num_format": TEXT, "valign": "top", "text_wrap": True})
    sheet.set_column(0, 1, 2 * WIDE, text)
    for place, lang in enumerate(("en", "vi")):
        sheet.write_string(0, place, told["title"][lang], head)
        for line, words in enumerate(told["lines"][lang], 1):
            sheet.write_string(line, place, words, wrapped)
    for line, both in enumerate(zip(*told["lines"].values(), strict=True), 1):
        printed = max(map(len, both)) // (2 * WIDE - 10) + 1
        sheet.set_row(line, LINE * printed)  # programs do not agree on heights of wrapped cells that they have not made
