"""What a cell of a workbook says as a text, where that is certain; else the Problem with what to type.

Spreadsheets turn what is typed into numbers and dates. Only what they cannot have changed on the way is read.
"""

import re
from datetime import date, datetime, time
from typing import Any

from timeline.cells import read_date, read_lines
from timeline.columns import Column
from timeline.contribute.sheets import RawCell
from timeline.problems import Problem

ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
PLAIN = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
DIGITS = 15
"""What a number of a spreadsheet holds for sure."""
SHOWN = re.compile(r"(#,##)?0(\.0+)?")
"""Number formats that show the digits of a number and nothing else."""
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
NUMBERS = {"number", "integer"}
REFUSED = {"boolean": "cell-boolean", "formula": "cell-formula", "error": "cell-error"}
"""Kinds of cells that are never read -> the code that tells it."""


def text_of(cell: RawCell, column: Column) -> str | Problem:
    """The text that a cell means in a column.

    A text is its letters. A number is its digits where its form shows just those; a broken one, and one that is shown
    with separators, only in a column of numbers, for elsewhere the printed form counts. A date is its ISO day where it
    is shown with day, month and year, and only in a column of dates.
    """
    if cell.kind == "text":
        return ESCAPE.sub(lambda found: chr(int(found[1], 16)), str(cell.value))
    shown = _shown(cell.value)
    if cell.kind == "number":
        return _number(cell, column) or Problem("cell-number", {"text": shown, "suggestion": _intended(cell, column)})
    if cell.kind == "date":
        return _day(cell, column) or Problem("cell-date", {"text": shown, "suggestion": _meant(cell, column)})
    return Problem(REFUSED[cell.kind], {"text": shown})


def _shown(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, bool):
        return str(value).upper()
    return str(value)


def _digits(value: float) -> str:
    """A number in plain digits, "" where they are not certain."""
    text = str(int(value)) if isinstance(value, int) or (abs(value) < 10**DIGITS and value.is_integer()) else str(value)
    certain = PLAIN.fullmatch(text) and len(text.lstrip("-0.").replace(".", "")) <= DIGITS
    return text if certain else ""


def _number(cell: RawCell, column: Column) -> str:
    """The number as its form shows it, "" where that is not certain."""
    digits = _digits(cell.value)
    if not digits or cell.form in {"General", "@"}:
        return digits if "." not in digits or column.cell.type in NUMBERS else ""
    form = SHOWN.fullmatch(cell.form)
    if not form or ((form[1] or form[2]) and column.cell.type not in NUMBERS):
        return ""
    whole, _, behind = digits.partition(".")
    places = len(form[2] or ".") - 1
    return f"{whole}.{behind.ljust(places, '0')}" if places and len(behind) <= places else "" if behind else whole


def _intended(cell: RawCell, column: Column) -> str:
    """The digits to type in a column of numbers; of percentages, and where the printed form counts, nobody can tell."""
    return _digits(cell.value) if column.cell.type in NUMBERS and "%" not in cell.form else ""


def _parts(form: str) -> set[str]:
    """Which of d, m and y a date format shows."""
    return set(QUOTED.sub("", form).lower()) & set("dmy")


def _day(cell: RawCell, column: Column) -> str:
    """The day of a date cell, "" where the cell holds a time, or shows less than a day, or is no date's column."""
    whole = isinstance(cell.value, datetime) and cell.value.time() == time()
    if not whole or column.cell.read is not read_date or _parts(cell.form) != {"d", "m", "y"}:
        return ""
    return _shown(cell.value)


def _meant(cell: RawCell, column: Column) -> str:
    """What was most likely typed: 2026-02 where month and year are shown, 9-10 for lines; "" where nobody can tell."""
    if not isinstance(cell.value, date):
        return ""
    parts = _parts(cell.form)
    day, month, year = cell.value.day, cell.value.month, cell.value.year
    if column.cell.read is read_lines:
        pairs = {"dm": sorted((day, month)), "my": [month, year % 100]}
        low, high = pairs.get("".join(sorted(parts)), ["", ""])
        return f"{low}-{high}" if low else ""
    if column.cell.read is read_date and parts == {"m", "y"}:
        return f"{year:04}-{month:02}"
    return f"{year:04}" if column.cell.read is read_date and parts == {"y"} else ""
