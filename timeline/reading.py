"""Contributed files to rows, with true physical line numbers and every fault of the file.

A line is what stands between LFs (CRLF counts as LF); the first is 1. A row's line is the one on which it begins.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from mmap import ACCESS_READ, mmap
from os import SEEK_CUR
from pathlib import Path
from typing import overload

from timeline.expressions import Cells
from timeline.problems import Problem, closest

Tick = Callable[[int, int, int], None]
"""What is called while large files are read: with the rows and bytes that were passed, and the bytes of all files."""
SEPARATORS = {";": "semicolons", "\t": "tabs"}
UTF16 = (b"\xff\xfe", b"\xfe\xff")
BOM = b"\xef\xbb\xbf"
BLOCK = 1 << 14
FIELD_LIMIT = 2**31 - 1  # the longest that every system takes: a rule tells of long cells, not the reader


def unwatched(rows: int, passed: int, every: int) -> None:
    """Nobody looks on."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row by column name, and the line on which it begins."""

    line: int
    cells: Cells


@dataclass(frozen=True, slots=True)
class Rows:
    """What a CSV file holds: its header, its rows, and what is wrong with the file."""

    path: str
    header: tuple[str, ...] = ()
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_text(path: Path, name: str) -> tuple[str, list[Problem]]:
    """The text of a UTF-8 file, and what is wrong with its bytes; "" where it cannot be read as text.

    Args:
        path: The file.
        name: What problems call it.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        return "", [Problem("file-unreadable", {"reason": error.strerror or "not readable"}).at(name)]
    if data[:2] in UTF16 or _looks_utf16(data):
        return "", [Problem("file-utf16").at(name)]
    problems = [Problem("file-bom").at(name, 1)] if data.startswith(BOM) else []
    data = data.removeprefix(BOM)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", [*problems, Problem("file-not-utf8", {"byte": f"0x{data[error.start]:02X}"}).at(name, line)]
    marks = {"file-nul": re.finditer("\0", text), "file-lone-cr": re.finditer("\r(?!\n)", text)}
    for code, found in marks.items():
        problems += [Problem(code).at(name, text.count("\n", 0, mark.start()) + 1) for mark in found]
    return text, problems


def _looks_utf16(data: bytes) -> bool:
    """UTF-16 without its mark: every other byte of an ASCII header is NUL."""
    head = data[:16]
    return len(head) >= 8 and (not any(head[1::2]) or not any(head[::2]))


def read_rows(path: Path, name: str, columns: Sequence[str]) -> Rows:
    """The rows of a contributed CSV file; a row that does not fit its header is a problem and no row.

    Args:
        path: The file.
        name: Its path below the root, for problems.
        columns: The columns that the table has.
    """
    text, problems = read_text(path, name)
    unreadable = {"file-unreadable", "file-utf16", "file-not-utf8", "file-nul", "file-lone-cr"}
    if any(problem.code in unreadable for problem in problems):
        return Rows(name, problems=problems)
    return parse_rows(text, name, columns, problems)


def parse_rows(text: str, name: str, columns: Sequence[str], problems: list[Problem]) -> Rows:
    """The rows of a CSV text; see `read_rows`."""
    records = _records(io.StringIO(text, newline=""))
    line, header = next(records, (1, Problem("file-empty", {"header": ",".join(columns)})))
    if isinstance(header, Problem):
        return Rows(name, problems=[*problems, header.at(name, line)])
    faults = header_problems(header, columns)
    if faults:
        return Rows(name, tuple(header), problems=[*problems, *(fault.at(name, line) for fault in faults)])
    rows: list[Row] = []
    for line, cells in records:
        row = _fitting(line, cells, header)
        if isinstance(row, Problem):
            problems.append(row.at(name, line))
        else:
            rows.append(row)
    return Rows(name, tuple(header), rows, problems)


def _fitting(line: int, cells: list[str] | Problem, header: Sequence[str]) -> Row | Problem:
    fault = cells if isinstance(cells, Problem) else _row_problem(cells, len(header))
    return Row(line, dict(zip(header, cells, strict=True))) if fault is None else fault  # type: ignore[arg-type]


def _records(lines: Iterable[str]) -> Iterator[tuple[int, list[str] | Problem]]:
    """(first line, cells) of each record, blank lines passed over; a Problem ends the reading."""
    csv.field_size_limit(FIELD_LIMIT)
    reader = csv.reader(lines, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            yield line, Problem("quote-open")
            return
        if cells is None:
            return
        if cells:
            yield line, cells


def header_problems(header: list[str], columns: Sequence[str]) -> list[Problem]:
    """What is wrong with the names of the columns; each problem without its place."""
    for separator, spelled in SEPARATORS.items():
        if len(header) == 1 and len(set(header[0].split(separator)) & set(columns)) > 1:
            return [Problem("file-separator", {"separator": spelled})]
    known = {"known": ", ".join(columns)}
    left = [column for column in columns if column not in header]
    problems = []
    for column, count in Counter(header).items():
        if column not in columns:
            facts = {**known, "suggestion": closest(column.strip(), left)}
            problems.append(Problem("column-unknown", facts, column=column or "«»"))
        elif count > 1:
            problems.append(Problem("column-repeated", {"count": str(count)}, column=column))
    if not problems and not left and list(columns) != header:
        problems.append(Problem("column-order", {"header": ",".join(columns)}))
    meant = {problem.facts.get("suggestion") for problem in problems}
    return problems + [Problem("column-missing", column=column) for column in left if column not in meant]


def _row_problem(cells: list[str], expected: int) -> Problem | None:
    if not any(cells):
        return Problem("row-empty")
    if len(cells) != expected:
        return Problem("row-ragged", {"found": str(len(cells)), "expected": str(expected)})
    return None


def has_header(path: Path, columns: Sequence[str]) -> bool:
    """Whether the first line of a file names just these columns, as plainly as we write them."""
    wanted = ",".join(columns).encode()
    with path.open("rb") as file:
        head = file.readline(len(wanted) + 8)
    return head.removeprefix(BOM).removesuffix(b"\n").removesuffix(b"\r") == wanted


@dataclass(frozen=True, slots=True)
class FileRows(Sequence[Row]):
    """The rows of a file too large to hold: whoever asks for them reads the file anew.

    Attributes:
        path: A UTF-8 file whose first line is the header.
        header: Its columns.
        length: How many rows fit the header.
    """

    path: Path
    header: tuple[str, ...]
    length: int = 0

    def __len__(self) -> int:
        """How many there are, as was counted."""
        return self.length

    def __iter__(self) -> Iterator[Row]:
        """All of them in their order; what does not fit the header is passed over, bad bytes are replaced."""
        with self.path.open(encoding="utf-8", newline="", errors="replace") as file:
            records = _records(file)
            next(records, None)
            fitting = (_fitting(line, cells, self.header) for line, cells in records)
            yield from (row for row in fitting if isinstance(row, Row))

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        """A row by its index, or some; the file is read up to there."""
        return list(self)[index]

    def at(self, places: Iterable[int]) -> Iterator["Read"]:
        """The records at places of the file, which are counted from the header on, blank lines as well.

        Records between them are passed over as lines: whoever asks knows that none of those has a line end in a cell.

        Args:
            places: From 0, ascending.

        Raises:
            csv.Error: If a record is not CSV.
        """
        csv.field_size_limit(FIELD_LIMIT)
        with self.path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
            data.readline()
            line, here = 2, 0
            for place in places:
                _pass_over(data, place - here)
                line += place - here
                taken: list[bytes] = []
                cells = next(csv.reader(_decoded(data, taken), strict=True), [])
                row = _fitting(line, cells, self.header) if cells else None
                yield Read(place, line, row, b"".join(taken), len(taken))
                line, here = line + len(taken), place + 1


@dataclass(frozen=True, slots=True)
class Read:
    """One record read again.

    Attributes:
        place: Which of the file it is, from 0.
        line: On which line it begins.
        row: What it is; None: a blank line.
        raw: Its bytes with their line end.
        lines: How many lines they are.
    """

    place: int
    line: int
    row: Row | Problem | None
    raw: bytes
    lines: int


def _pass_over(data: mmap, lines: int) -> None:
    """Move behind that many lines; whole blocks are split at once, which is quicker than line by line."""
    while lines and (block := data.read(BLOCK)):
        *passed, rest = block.split(b"\n", lines)
        lines -= len(passed)
        if not lines:
            data.seek(-len(rest), SEEK_CUR)


def _decoded(data: mmap, taken: list[bytes]) -> Iterator[str]:
    for line in iter(data.readline, b""):
        taken.append(line)
        yield line.decode("utf-8")
