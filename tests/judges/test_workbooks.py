"""Workbooks opened and saved by LibreOffice: no cell of a contribution changes on the way.

`make judges` runs them; `make system-judges` installs LibreOffice.
"""

import csv
import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from judging import missing
from pages import ROOT

from timeline.columns import fields
from timeline.contribute import import_workbook, write_template
from timeline.contribute.sheets import SHEETS
from timeline.layout import Layout

pytestmark = pytest.mark.judges
NAMES = [path.name for path in Layout(ROOT).sources()]
UTF8_AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
"""Every sheet as a CSV file: comma, quote, UTF-8, cells as they are shown (by the manual's filter tokens)."""


def converted(file: Path, kind: str, folder: Path) -> None:
    """Have LibreOffice open a file and save it in another form, with a profile of its own."""
    if not shutil.which("soffice"):
        missing("LibreOffice")
    command = [
        "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", kind,
        "--outdir", str(folder), str(file),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert done.returncode == 0, done.stderr


def rows(text: str) -> list[list[str]]:
    return [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if any(row)]


@pytest.mark.parametrize("name", NAMES)
def test_libreoffice_shows_every_cell_as_it_was_contributed(name: str, tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    assert write_template(Layout(ROOT), book, name) == []
    converted(book, UTF8_AS_SHOWN, tmp_path)
    for sheet in list(SHEETS)[1:]:
        shown = rows((tmp_path / f"book-{sheet}.csv").read_text(encoding="utf-8"))
        path = ROOT / "datasets" / "contributions" / name / f"{sheet}.csv"
        assert shown == rows(path.read_text(encoding="utf-8")), sheet


def test_a_workbook_that_libreoffice_saved_is_imported_as_the_same(tmp_path: Path) -> None:
    root = tmp_path / "copy"
    shutil.copytree(ROOT / "datasets", root / "datasets")
    book = tmp_path / "book.xlsx"
    assert write_template(Layout(root), book, NAMES[-1]) == []
    (tmp_path / "saved").mkdir()
    converted(book, "xlsx", tmp_path / "saved")
    done, problems = import_workbook(Layout(root), tmp_path / "saved" / "book.xlsx")
    assert problems == []
    assert done is not None
    assert (done.source_id, done.changes) == (NAMES[-1], ())
    saved = openpyxl.load_workbook(tmp_path / "saved" / "book.xlsx")
    for sheet in SHEETS:
        assert all(cell.comment and cell.comment.text for cell in saved[sheet][1]), sheet
        widths = [width for width in saved[sheet].column_dimensions.values() if width.number_format == "@"]
        text = {place for width in widths for place in range(width.min, width.max + 1)}
        assert text >= set(range(1, len(fields(SHEETS[sheet])) + 1)), sheet
    assert len(saved["observations"].data_validations.dataValidation) > 5
