"""The cells of an .xlsx workbook as they are, without what a program makes of them.

The only file that imports openpyxl. What a workbook of contributions is never like is refused before it is parsed.
"""

import io
import warnings
import zipfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from timeline.contribute.sheets import MOST_COLUMNS, MOST_ROWS, RawCell, RawSheet, UnusableWorkbookError

MOST_BYTES = 20_000_000
MOST_UNPACKED = 40_000_000
OLE, ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
LOCKED = "EncryptedPackage".encode("utf-16-le")
DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
DAMAGED = "no Excel workbook, or a damaged one; open it in its program and save it anew as .xlsx"
FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    SyntaxError,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
    NotImplementedError,
    RecursionError,
    AssertionError,
)
"""What openpyxl and the parsers of XML below it raise for a workbook that is no good."""
KINDS = {"n": "number", "s": "text", "inlineStr": "text", "str": "text", "d": "date", "b": "boolean", "e": "error"}


def read_workbook(path: Path, names: Collection[str]) -> list[RawSheet]:
    """The sheets of a workbook in their order, hidden ones and hidden rows too.

    Args:
        path: The file.
        names: The sheets whose cells are wanted; others that are not empty come without theirs.

    Raises:
        UnusableWorkbookError: If the file is no workbook, locked, damaged, of another kind, or far too large.
    """
    try:
        data = _bytes(path)
        _check_archive(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl drops (extensions, drawings) holds no cell
            book = load_workbook(io.BytesIO(data), keep_links=False)
            return [
                _sheet(sheet) if sheet.title in names else RawSheet(sheet.title)
                for sheet in book.worksheets
                if sheet.title in names or not _is_blank(sheet)
            ]
    except UnusableWorkbookError as error:
        raise UnusableWorkbookError(f"{path}: {error}") from error
    except FAULTS as error:
        raise UnusableWorkbookError(f"{path}: {DAMAGED}") from error


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise UnusableWorkbookError(f"the file has {size:,} bytes; at most {MOST_BYTES:,} are read")
        data = path.read_bytes()
    except OSError as error:
        raise UnusableWorkbookError(f"cannot be read ({error.strerror})") from error
    if not data.strip():
        raise UnusableWorkbookError("the file is empty")
    if data.startswith(OLE):
        if LOCKED in data:
            raise UnusableWorkbookError("the workbook is locked with a password; save it without one")
        raise UnusableWorkbookError("an old Excel file (.xls); save it as .xlsx")
    if not data.startswith(ZIP):
        raise UnusableWorkbookError(
            "no Excel workbook; save the table as .xlsx (CSV files go into a contribution folder as they are)"
        )
    return data


def _check_archive(data: bytes) -> None:
    """Refuse an archive that unpacks to far too much, or whose parts declare what workbooks do not.

    Python's reader gives no more bytes of a part than the archive declares, so the declared sizes are safe.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise UnusableWorkbookError("the archive is locked with a password; save the workbook without one")
        size = sum(part.file_size for part in parts)
        if size > MOST_UNPACKED:
            raise UnusableWorkbookError(
                f"the workbook unpacks to {size:,} bytes; at most {MOST_UNPACKED:,} are read: remove what is no data"
            )
        if "xl/workbook.bin" in archive.namelist():
            raise UnusableWorkbookError("a binary workbook (.xlsb); save it as .xlsx")
        for part in parts:
            text = archive.read(part) if part.filename.endswith((".xml", ".rels", ".vml")) else b""
            if any(mark in text for mark in DOCTYPES):
                raise UnusableWorkbookError(f"{part.filename} declares a DOCTYPE, which no workbook has")
            if part.filename == "xl/sharedStrings.xml" and b"x005F_" in text:
                raise UnusableWorkbookError(
                    "a cell holds a text like _x0041_ or x005F_, which workbooks use as an escape; write it otherwise"
                )


def _is_blank(sheet: Any) -> bool:
    return bool((sheet.max_row, sheet.max_column) == (1, 1) and sheet["A1"].value is None)


def _sheet(sheet: Any) -> RawSheet:
    if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
        raise UnusableWorkbookError(
            f"the sheet {sheet.title} has {sheet.max_row:,} rows and {sheet.max_column:,} columns, at most "
            f"{MOST_ROWS:,} and {MOST_COLUMNS:,} are read; delete those behind the last one that is filled in"
        )
    rows: dict[int, dict[int, RawCell]] = {}
    for row, column, cell in _filled(sheet):
        rows.setdefault(row, {})[column] = cell
    return RawSheet(sheet.title, rows, tuple(sorted(str(merged) for merged in sheet.merged_cells.ranges)))


def _filled(sheet: Any) -> Iterator[tuple[int, int, RawCell]]:
    """The cells that hold something; a formula by its text, whatever it came to."""
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.value is None or cell.value == "":
                continue
            if cell.data_type == "f":
                value = cell.value if isinstance(cell.value, str) else getattr(cell.value, "text", "") or "="
                yield cell.row, cell.column, RawCell("formula", value)
            else:
                yield cell.row, cell.column, RawCell(KINDS[cell.data_type], cell.value, cell.number_format)
