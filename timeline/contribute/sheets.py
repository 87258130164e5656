"""What a workbook of a contribution is: its sheets, how large it may be, and what one of its cells holds."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from timeline.columns import Column, fields
from timeline.reading import Row
from timeline.records import Conflict, Event, Observation, Record, Rejection, Source

SHEETS: dict[str, type[Record]] = {
    "source": Source,
    "events": Event,
    "observations": Observation,
    "conflicts": Conflict,
    "rejected": Rejection,
}
"""Name of a sheet -> what its rows are; the sheet `source` has one row."""
GUIDE, CODES = "guide", "codes"
"""The sheets beside them, which are written for people and not read."""
MOST_ROWS, MOST_COLUMNS = 10_000, 50
LONGEST_CELL = 32_767
"""Letters of a cell, by the definition of the format."""
UNWRITABLE = re.compile(r"_x[0-9A-Fa-f]{4}_|x005F_|[\ufffe\uffff]")
"""What the format uses as escapes, or what XML cannot hold."""
INSTALL = "pip install 'timeline-publisher[xlsx]'"

Contents = Mapping[str, Sequence[Row]]
"""Name of a sheet -> its rows."""


class UnusableWorkbookError(ValueError):
    """A workbook that cannot be read or written; the message is one line that says why and what to do."""


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as the workbook holds it.

    Attributes:
        kind: text, number, date, boolean, formula or error.
        value: A str, int, float, datetime and the like, bool, or the formula as a text.
        form: The number format by which the program shows it.
    """

    kind: str
    value: Any
    form: str = "General"


@dataclass(frozen=True, slots=True)
class RawSheet:
    """The cells of a sheet that are not empty, by row and column, both counted from 1; and its merged ranges."""

    name: str
    rows: dict[int, dict[int, RawCell]] = field(default_factory=dict)
    merged: tuple[str, ...] = ()


def letters(column: int) -> str:
    """How spreadsheets name a column: 1 is A, 27 is AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def shown_columns() -> Iterable[tuple[str, Sequence[Column]]]:
    """Each sheet with its columns, in order."""
    return ((name, fields(kind)) for name, kind in SHEETS.items())
