"""What spreadsheets put between the cells."""

import csv
import io
from pathlib import Path

import pytest

from timeline.contribute.formatting import format_file
from timeline.layout import Layout


@pytest.mark.parametrize("separator", [";", "\t"])
def test_what_a_spreadsheet_separates_otherwise_gets_commas(collection: Path, separator: str) -> None:
    """Excel writes semicolons where the comma is the decimal sign; no cell is lost."""
    path = collection / "datasets" / "contributions" / "one" / "events.csv"
    before = path.read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(before)))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    assert format_file(Layout(collection), path) == (before, [])
