"""The workbook itself: what is written is read back letter by letter, and it helps whoever fills it in."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tables import Cells

from timeline.codelists import Codelists
from timeline.columns import fields
from timeline.contribute import UnusableWorkbookError
from timeline.contribute.sheet_rows import read_sheets
from timeline.contribute.sheets import LONGEST_CELL, MOST_ROWS, SHEETS, UNWRITABLE, letters
from timeline.contribute.workbook_reader import read_workbook
from timeline.contribute.workbook_writer import workbook_bytes
from timeline.layout import Layout
from timeline.reading import Row
from timeline.validate import read_collection
from timeline.vocabulary import DateBasis

ROOT = Path(__file__).parents[2]
CODELISTS = read_collection(Layout(ROOT)).known.codelists
EVENT = {"event_id": "2026-fair", "date": "2026-02", "lines_vi": "9-10", "title_vi": "Hội chợ", "note": "=1"}


def made(contents: Mapping[str, Sequence[Cells]], folder: Path) -> Path:
    """A workbook with these rows."""
    path = folder / "book.xlsx"
    path.write_bytes(workbook_bytes(placed(contents), CODELISTS))
    return path


def placed(contents: Mapping[str, Sequence[Cells]]) -> dict[str, list[Row]]:
    return {name: [Row(line, row) for line, row in enumerate(rows, 2)] for name, rows in contents.items()}


@pytest.fixture
def book(tmp_path: Path) -> Any:
    """The workbook as openpyxl reads it, with one event."""
    return openpyxl.load_workbook(made({"events": [EVENT]}, tmp_path))


letter = st.one_of(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"),
    st.sampled_from("aZ09 ,;\"'\n\r\t-/.~_x=@&<>²１é"),
)
text = st.one_of(
    st.text(letter, max_size=12),
    st.sampled_from(
        ["2026-02", "41710.40", "=1+1", "TRUE", "#N/A", "1e5", "007", " x ", "'a", "_x", "x_", "\r\n", "1/2", "«1,5»"]
    ),
)
rows_of = st.fixed_dictionaries(
    {
        name: st.lists(st.dictionaries(st.sampled_from([column.name for column in fields(kind)]), text), max_size=3)
        for name, kind in SHEETS.items()
    }
)


@given(contents=rows_of)
def test_any_cells_come_back_as_they_were_property(
    contents: dict[str, list[Cells]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    assume(not any(UNWRITABLE.search(cell) for rows in contents.values() for row in rows for cell in row.values()))
    path = tmp_path_factory.mktemp("book") / "book.xlsx"
    path.write_bytes(workbook_bytes(placed(contents), Codelists()))
    sheets, problems = read_sheets(read_workbook(path, SHEETS))
    assert problems == []
    for name, kind in SHEETS.items():
        empty = {column.name: "" for column in fields(kind)}
        wanted = [
            Row(line, empty | row) for line, row in enumerate(contents[name], 2) if any(map(str.split, row.values()))
        ]
        assert sheets[name].rows == wanted
        assert sheets[name].problems == []


def test_the_same_contents_give_the_same_bytes_whenever_they_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    first = workbook_bytes(placed({"events": [EVENT]}), CODELISTS)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert workbook_bytes(placed({"events": [EVENT]}), CODELISTS) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2000-01-01T00:00:00Z") == 2, "created and modified"


def test_there_is_a_sheet_a_table_between_the_guide_and_the_codes(book: Any) -> None:
    assert book.sheetnames == ["guide", *SHEETS, "codes"]
    assert book.active.title == "source"
    for name, kind in SHEETS.items():
        assert [cell.value for cell in book[name][1]] == [column.name for column in fields(kind)]
        assert book[name].freeze_panes == "B2"
        assert all(cell.font.bold and cell.fill.fgColor.rgb != "00000000" for cell in book[name][1])


def test_the_guide_says_the_same_in_both_languages(book: Any) -> None:
    rows = list(book["guide"].iter_rows(max_col=2, values_only=True))
    assert len(rows) > 8
    assert all(english and vietnamese and english != vietnamese for english, vietnamese in rows)


@pytest.mark.parametrize("name", SHEETS)
def test_every_column_is_explained_in_a_comment(book: Any, name: str) -> None:
    for column, cell in zip(fields(SHEETS[name]), book[name][1], strict=True):
        told = cell.comment.text
        assert all(part in told for part in (*column.titles, *column.descriptions, column.example))
        assert ("Bắt buộc" in told) is column.required


@pytest.mark.parametrize("name", SHEETS)
def test_every_cell_to_fill_in_is_text(book: Any, name: str) -> None:
    widths = [width for width in book[name].column_dimensions.values() if width.number_format == "@"]
    covered = {place for width in widths for place in range(width.min, width.max + 1)}
    assert covered == set(range(1, len(fields(SHEETS[name])) + 1))
    assert {(cell.data_type, cell.number_format) for cell in book["events"][2] if cell.value} == {("s", "@")}
    assert book["events"]["B2"].value == "2026-02"


def offers(book: Any, name: str, column: str) -> tuple[list[str], str] | None:
    """What the drop-down list of a column offers, and what becomes of other words."""
    place = [cell.value for cell in book[name][1]].index(column) + 1
    for rule in book[name].data_validations.dataValidation:
        if f"{letters(place)}2" in str(rule.sqref).split(":"):
            sheet, cells = rule.formula1.lstrip("=").split("!")
            return [row[0].value for row in book[sheet][cells.replace("$", "")]], str(rule.errorStyle or "stop")
    return None


def test_columns_of_one_code_offer_the_codes(book: Any) -> None:
    assert offers(book, "events", "event_kind") == (CODELISTS.codes("event_kinds"), "warning")
    assert offers(book, "observations", "indicator") == (CODELISTS.codes("indicators"), "warning")
    assert offers(book, "observations", "unit_measure") == (CODELISTS.codes("units"), "warning")
    assert offers(book, "rejected", "reason") == (CODELISTS.codes("rejection_reasons"), "warning")
    assert offers(book, "events", "date_basis") == ([word.value for word in DateBasis], "stop")
    assert offers(book, "observations", "measure") == (CODELISTS.codes("measures"), "stop")
    for several in ("places", "actors", "event_series", "title_en"):
        assert offers(book, "events", several) is None


def test_every_column_with_fixed_words_or_one_code_of_a_codelist_has_a_list(book: Any) -> None:
    for name, kind in SHEETS.items():
        for column in fields(kind):
            wanted = bool(column.enum) or (column.is_reference and column.codelist in CODELISTS.lists)
            assert (offers(book, name, column.name) is not None) is wanted, column.name


def test_the_codes_are_spelled_out(book: Any) -> None:
    heads = [cell.value for cell in book["codes"][1]]
    place = heads.index("units")
    assert heads[place : place + 3] == ["units", "name_en", "name_vi"]
    told = {row[place]: row[place + 1 : place + 3] for row in book["codes"].iter_rows(min_row=2, values_only=True)}
    for code in CODELISTS.codes("units"):
        assert told[code] == tuple(CODELISTS.attribute("units", code, f"name_{lang}") for lang in ("en", "vi"))


@pytest.mark.parametrize(
    "cell", ["_x0041_", "ax005F_b", "a\ufffe", "x" * (LONGEST_CELL + 1), "𝄞" * (LONGEST_CELL // 2 + 1)]
)
def test_a_cell_that_a_workbook_cannot_hold_is_refused(cell: str) -> None:
    with pytest.raises(UnusableWorkbookError, match=r"^events: line 2: note: "):
        workbook_bytes(placed({"events": [{"note": cell}]}), CODELISTS)


def test_more_rows_than_are_read_back_are_not_written() -> None:
    assert workbook_bytes(placed({"events": [{}] * (MOST_ROWS - 1)}), CODELISTS)
    with pytest.raises(UnusableWorkbookError, match="at most 9,999 rows"):
        workbook_bytes(placed({"events": [{}] * MOST_ROWS}), CODELISTS)
