"""Workbooks as contributions: the round trip, what is written, and every fault told at its cell."""

import shutil
import sys
import tomllib
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline.cli import main
from timeline.contribute import UnusableWorkbookError, format_files, import_workbook, write_template
from timeline.contribute import workbook_reader as reader
from timeline.contribute.sheet_rows import read_sheets
from timeline.contribute.sheets import SHEETS
from timeline.contribute.source_toml import source_cells, source_toml
from timeline.layout import Layout
from timeline.problems import catalogue
from timeline.validate import read_collection, validate

ROOT = Path(__file__).parents[2]
OWN = [path.name for path in Layout(ROOT).sources()]
Change = Callable[[Any], None]


def run(root: Path, *arguments: object) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *map(str, arguments)])


def contents(root: Path) -> dict[str, bytes]:
    """Every file that is contributed."""
    files = (path for path in (root / "datasets").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def book(collection: Path, tmp_path: Path) -> Path:
    """The workbook of the contribution `one`, all of whose files are formatted."""
    path = tmp_path / "one.xlsx"
    assert format_files(Layout(collection), [], write=True)[1] == []
    assert write_template(Layout(collection), path, "one") == []
    return path


def column(sheet: Any, name: str) -> int:
    return [cell.value for cell in sheet[1]].index(name) + 1


def put(book: Path, *cells: tuple[str, int, str, Any]) -> None:
    """Change cells: (sheet, row, column, value)."""
    loaded = openpyxl.load_workbook(book)
    for sheet, row, name, value in cells:
        loaded[sheet].cell(row, column(loaded[sheet], name)).value = value
    loaded.save(book)


def alter(book: Path, change: Change) -> None:
    loaded = openpyxl.load_workbook(book)
    change(loaded)
    loaded.save(book)


@pytest.mark.parametrize("name", OWN)
def test_every_contribution_of_this_repository_makes_the_round_trip(name: str, tmp_path: Path) -> None:
    root = tmp_path / "copy"
    shutil.copytree(ROOT / "datasets", root / "datasets")
    before = contents(root)
    book = tmp_path / "book.xlsx"
    assert write_template(Layout(root), book, name) == []
    toml = root / "datasets" / "contributions" / name / "source.toml"
    for path in toml.parent.glob("*"):
        path.unlink()
    done, problems = import_workbook(Layout(root), book)
    assert problems == []
    assert done is not None
    assert {Path(change.path).name for change in done.changes} == {path.name for path in toml.parent.iterdir()}
    after = contents(root)
    key = f"datasets/contributions/{name}/source.toml"
    assert tomllib.loads(after.pop(key).decode()) == tomllib.loads(before.pop(key).decode())
    assert after == before
    again, _ = import_workbook(Layout(root), book)
    assert again is not None
    assert again.changes == ()


def test_an_unchanged_workbook_writes_nothing(collection: Path, book: Path) -> None:
    before = contents(collection)
    result = run(collection, "import", book)
    assert (result.output, result.exit_code) == ("Imported one: 0 file(s) changed.\n", 0)
    assert contents(collection) == before


def test_a_new_source_makes_a_folder_with_the_tables_that_have_rows(collection: Path, tmp_path: Path) -> None:
    book = tmp_path / "three.xlsx"
    result = run(collection, "template", "--xlsx", book)
    assert (result.output, result.exit_code) == (f"Wrote {book}: fill it in, then run: timeline import {book}\n", 0)
    source = {
        "source_id": "three", "title_en": "Highland bulletin, autumn", "title_vi": "Bản tin Cao Nguyên, thu",
        "publisher": "Archive", "issued": "2026-09", "languages": "vi; en", "file": "three.txt", "sha256": "3" * 64,
        "sha256_of": "text", "lines": 40,
    }  # fmt: skip
    figure = {
        "indicator": "trade-turnover", "measure": "level", "ref_area": "vale", "counterpart_area": "HL",
        "time_period": "2026", "obs_value": 12.5, "unit_measure": "USD", "unit_mult": 9,
        "printed_en": "USD 12.5 billion", "line_en": 9,
    }  # fmt: skip
    put(
        book,
        *(("source", 2, name, value) for name, value in source.items()),
        *(("observations", 4, name, value) for name, value in figure.items()),
    )
    result = run(collection, "import", book)
    assert result.exit_code == 0, result.output
    folder = Layout(collection).contributions / "three"
    assert {path.name for path in folder.iterdir()} == {"source.toml", "observations.csv"}
    told = tomllib.loads((folder / "source.toml").read_text(encoding="utf-8"))
    assert told == {**source, "languages": ["vi", "en"]}
    row = (folder / "observations.csv").read_text(encoding="utf-8").split("\n")[1]
    assert row.startswith("three-trade-turnover-")
    assert ",2026,stated,,12.5,,,USD,9,exact,A,actual,," in row
    assert validate(read_collection(Layout(collection))) == []


def test_rows_are_replaced_and_formatted_and_the_lines_told(collection: Path, book: Path) -> None:
    def change(loaded: Any) -> None:
        sheet = loaded["rejected"]
        sheet.cell(2, column(sheet, "note")).value = "  Telephone   of the archive, e\u0301t.  "
        sheet.delete_rows(3)

    alter(book, change)
    name = "datasets/contributions/one/rejected.csv"
    result = run(collection, "import", book, "--source", "one")
    assert result.output == f"{name}: 1 line(s) new, 2 gone\nImported one: 1 file(s) changed.\n"
    header, row = (collection / name).read_text(encoding="utf-8").splitlines()
    assert header.startswith("kind,")
    assert row.endswith(',"Telephone of the archive, ét."')


def test_a_table_that_has_no_rows_any_more_goes(collection: Path, tmp_path: Path) -> None:
    book = tmp_path / "two.xlsx"
    write_template(Layout(collection), book, "two")
    alter(book, lambda loaded: loaded["observations"].delete_rows(2, 50))
    done, problems = import_workbook(Layout(collection), book)
    assert problems == []
    assert done is not None
    assert [(change.path, change.new) for change in done.changes] == [
        ("datasets/contributions/two/observations.csv", 0)
    ]
    names = {path.name for path in (Layout(collection).contributions / "two").iterdir()}
    assert names == {"source.toml", "events.csv", "conflicts.csv"}


def test_columns_in_another_order_hidden_and_blank_rows_and_empty_sheets_are_fine(collection: Path, book: Path) -> None:
    before = contents(collection)

    def change(loaded: Any) -> None:
        sheet = loaded["events"]
        sheet.insert_rows(3, 2)
        sheet.row_dimensions[2].hidden = True
        sheet.sheet_state = "hidden"
        sheet.cell(400, 3).number_format = "0.00"
        sheet.cell(401, 4).value = "   "
        other = loaded["rejected"]
        for row in other.iter_rows():
            row[0].value, row[3].value = row[3].value, row[0].value
        loaded.create_sheet("Sheet1")
        del loaded["guide"], loaded["codes"]

    alter(book, change)
    assert import_workbook(Layout(collection), book)[1] == []
    assert contents(collection) == before


def sheet_named(name: str, new: str) -> Change:
    return lambda loaded: setattr(loaded[name], "title", new)


def filled(sheet: str, row: int, name: str, value: Any, form: str = "") -> Change:
    def change(loaded: Any) -> None:
        cell = loaded[sheet].cell(row, column(loaded[sheet], name))
        cell.value = value
        cell.number_format = form or cell.number_format

    return change


def at(sheet: str, place: str, value: Any) -> Change:
    return lambda loaded: loaded[sheet].__setitem__(place, value)


def error(loaded: Any) -> None:
    loaded["events"]["P2"] = "#N/A"
    loaded["events"]["P2"].data_type = "e"


FAULTS: list[tuple[Change, str]] = [
    (lambda loaded: loaded.remove(loaded["conflicts"]), "conflicts: the workbook has no sheet of this name with"),
    (sheet_named("events", "Eventes"), "events: the workbook has no sheet of this name with column names in row 1; "
     "rename the sheet Eventes to events [sheet-missing]"),
    (lambda loaded: loaded["events"].delete_rows(1, 99), "events: the workbook has no sheet of this name with"),
    (lambda loaded: loaded.create_sheet("Notes").append(["mine"]), "Notes: no sheet of this name [sheet-unknown]"),
    (lambda loaded: loaded["source"].append(["two"]), "source: the sheet has 2 rows; [source-rows]"),
    (lambda loaded: loaded["source"].delete_rows(2), "source: the sheet has 0 rows; [source-rows]"),
    (at("source", "A2", "One"), "source!A2: source_id: «One» [code-form]"),
    (at("source", "A2", "../up"), "source!A2: source_id: «../up» [code-form]"),
    (filled("source", 2, "lines", "many"), "source!L2: lines: «many» [integer-bad]"),
    (filled("source", 2, "expected_events", 9), "source!M2: expected_events: [count-differs]"),
    (at("events", "B1", "dates"), "events!B1: dates: [column-unknown]"),
    (at("events", "C1", "date"), "events!C1: date: [column-repeated]"),
    (at("events", "P1", None), "events!A1: note: [column-missing]"),
    (at("events", "AB3", "aside"), "events!AB3: «aside» stands under no column name; [cell-outside]"),
    (lambda loaded: loaded["events"].merge_cells("H3:H4"), "events!H3: the cells H3:H4 are merged; [cell-merged]"),
    (filled("events", 2, "note", "=A1&B1"), "events!P2: note: the cell holds the formula =A1&B1; [cell-formula]"),
    (error, "events!P2: note: the cell holds the error #N/A; [cell-error]"),
    (filled("events", 2, "note", True), "events!P2: note: the cell holds the truth value TRUE; [cell-boolean]"),
    (filled("events", 3, "date", datetime(2026, 2, 1), "mmm-yy"),
     "events!B3: date: 2026-02-01; type 2026-02 if that is what was meant [cell-date]"),
    (filled("observations", 2, "obs_value", 0.3922, "0.00%"), "observations!L2: obs_value: 0.3922, [cell-number]"),
    (filled("events", 2, "date", "Q1 2026"), "events!B2: date: «Q1 2026» write 2026-01/2026-03 [date-bad]"),
    (filled("events", 2, "event_kind", "fairs"), "events!E2: event_kind: «fairs» did you mean fair [code-unknown]"),
    (filled("events", 3, "event_id", "2024-east-vale-road"), "events!A3: event_id: events!A2 [id-duplicate]"),
    (filled("events", 2, "event_id", "Vale Road"), "events!A2: event_id: [code-form]"),
    (filled("observations", 3, "ref_area", "lost"), "observations!F3: ref_area: «lost» [code-unknown]"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "told"), FAULTS, ids=[told for _, told in FAULTS])
def test_a_fault_is_told_at_its_cell_and_nothing_is_written(
    change: Change, told: str, collection: Path, book: Path
) -> None:
    before = contents(collection)
    alter(book, change)
    result = run(collection, "import", book)
    assert result.exit_code == 1
    *lines, last = result.output.splitlines()
    assert last == f"{len(lines)} problem(s) in {book}; nothing was written."
    place, *parts = told.replace("; [", " [").split(" ")
    found = [line for line in lines if line.startswith(place) and all(part.rstrip(",;") in line for part in parts)]
    assert found, result.output
    assert contents(collection) == before


def test_every_rule_about_workbooks_has_a_fault_here() -> None:
    codes = {code for code, entry in catalogue().items() if entry["group"] == "workbook"}
    told = {code for code in codes for _, text in FAULTS if f"[{code}]" in text}
    assert told == codes


def test_all_faults_are_told_in_the_order_of_the_workbook(collection: Path, book: Path) -> None:
    put(
        book, ("rejected", 2, "reason", "bored"), ("events", 10, "date", "x"), ("events", 5, "told", "x"),
        ("events", 2, "title_en", "=1"), ("source", 2, "url", "x"),
    )  # fmt: skip
    result = run(collection, "import", book, "--lang", "vi")
    places = [line.split(":")[0] for line in result.output.splitlines()[:-1]]
    wanted = ["source!H2", "events!F2", "events!M5", "events!B10", "rejected!E2"]
    assert [place for place in places if place in wanted] == wanted
    assert result.output.splitlines()[-1] == f"{len(places)} lỗi trong {book}; chưa ghi gì."


def test_a_fault_that_it_makes_elsewhere_stops_it_and_one_that_was_there_does_not(collection: Path, book: Path) -> None:
    other = collection / "datasets/contributions/two/events.csv"
    other.write_bytes(other.read_bytes().replace(b"2026-05-20", b"20 May 2026"))
    assert import_workbook(Layout(collection), book)[1] == []
    put(book, ("events", 4, "title_en", None), ("events", 4, "title_vi", None))
    problems = import_workbook(Layout(collection), book)[1]
    assert {problem.code for problem in problems} == {"title-nowhere"}
    other.unlink()
    put(book, ("events", 4, "event_id", "2026-spring-fair-again"))
    assert import_workbook(Layout(collection), book)[1] != []


def test_another_source_than_the_one_named_is_told(collection: Path, book: Path) -> None:
    result = run(collection, "import", book, "--source", "two")
    assert result.output.splitlines()[0].startswith("source!A2: source_id: «one» is not the name of the folder, «two»")
    assert result.exit_code == 1
    put(book, ("source", 2, "source_id", None))
    assert run(collection, "import", book, "--source", "one").exit_code == 0


@pytest.mark.parametrize("name", ["Two", "../one", "x" * 61])
def test_a_source_that_no_folder_can_be_named_after_is_wrong_usage(collection: Path, book: Path, name: str) -> None:
    assert run(collection, "import", book, "--source", name).exit_code == 2
    assert run(collection, "template", "--xlsx", book.with_name("new.xlsx"), "--source", name).exit_code == 2
    assert not book.with_name("new.xlsx").exists()


def test_an_empty_workbook_does_not_empty_a_contribution(collection: Path, tmp_path: Path) -> None:
    before = contents(collection)
    book = tmp_path / "empty.xlsx"
    write_template(Layout(collection), book)
    result = run(collection, "import", book, "--source", "one")
    assert (result.exit_code, result.output) == (
        1, f"Error: {book}: the workbook has no rows; fill in its sheets first\n"
    )  # fmt: skip
    assert contents(collection) == before


def zipped(*parts: tuple[str, bytes]) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts:
                archive.writestr(name, data)

    return make


def with_part(name: str, old: bytes, new: bytes) -> Callable[[Path], None]:
    """The workbook with a part changed."""

    def make(path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            parts = [(each, archive.read(each)) for each in archive.namelist()]
        assert any(each == name and old in data for each, data in parts)
        zipped(*((each, data.replace(old, new, 1) if each == name else data) for each, data in parts))(path)

    return make


def written(data: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_bytes(data)

    return make


def far(place: str) -> Callable[[Path], None]:
    return lambda path: alter(path, at("events", place, "x"))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-2000])


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
BAD: dict[str, tuple[Callable[[Path], None], str]] = {
    "empty": (written(b""), "the file is empty"),
    "csv": (written(b"event_id,date\n2026-fair,2026\n"), "no Excel workbook; save the table as .xlsx"),
    "xls": (written(OLE), "an old Excel file (.xls); save it as .xlsx"),
    "locked": (written(OLE + "EncryptedPackage".encode("utf-16-le")), "the workbook is locked with a password"),
    "cut": (cut, "no Excel workbook, or a damaged one"),
    "noise": (written(b"PK\x03\x04" + bytes(range(256)) * 9), "no Excel workbook, or a damaged one"),
    "no parts": (zipped(), "no Excel workbook; save"),
    "document": (zipped(("word/document.xml", b"<w/>")), "no Excel workbook, or a damaged one"),
    "binary": (zipped(("xl/workbook.bin", b"")), "a binary workbook (.xlsb); save it as .xlsx"),
    "bomb": (zipped(("xl/worksheets/sheet1.xml", bytes(40_000_001))), "the workbook unpacks to 40,000,001 bytes"),
    "entities": (with_part("xl/workbook.xml", b"<workbook", b'<!DOCTYPE a [<!ENTITY b "c">]><workbook'), "DOCTYPE"),
    "escapes": (with_part("xl/sharedStrings.xml", b"<t>", b"<t>_x005F_x0041_"), "which workbooks use as an escape"),
    "broken": (with_part("xl/workbook.xml", b"</sheets>", b""), "no Excel workbook, or a damaged one"),
    "encoding": (with_part("xl/workbook.xml", b"UTF-8", b"UTF-0"), "no Excel workbook, or a damaged one"),
    "rows": (far("A1000000"), "the sheet events has 1,000,000 rows and 16 columns"),
    "columns": (far("XFD2"), "16,384 columns"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_workbook_is_refused_in_one_line(name: str, collection: Path, book: Path) -> None:
    before = contents(collection)
    spoil, told = BAD[name]
    spoil(book)
    result = run(collection, "import", book)
    assert result.exit_code == 1, result.output
    assert result.output.count("\n") == 1
    assert result.output.startswith(f"Error: {book}: ")
    assert told in result.output
    assert contents(collection) == before


@given(st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_workbook_damaged_anywhere_is_read_or_refused_property(book: Path, data: st.DataObject) -> None:
    with zipfile.ZipFile(book) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from([name for name in parts if "comments" not in name and "vml" not in name]))
    start = data.draw(st.integers(0, len(parts[name])))
    end = start + data.draw(st.integers(0, 30))
    put_in = data.draw(st.sampled_from([b"", b"<", b'"', b"-1", b"9" * 12, b"x", b"\xff"]))
    damaged = {**parts, name: parts[name][:start] + put_in + parts[name][end:]}
    path = book.with_name("damaged.xlsx")
    zipped(*damaged.items())(path)
    try:
        sheets, _ = read_sheets(reader.read_workbook(path, SHEETS))
    except UnusableWorkbookError as error:
        assert str(error).startswith(f"{path}: ")
    else:
        assert set(sheets) <= set(SHEETS)


def test_a_file_of_many_bytes_is_not_read(collection: Path, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_BYTES", 100)
    with pytest.raises(UnusableWorkbookError, match="at most 100 are read"):
        import_workbook(Layout(collection), book)


@pytest.mark.parametrize(("library", "module"), [("openpyxl", "workbook_reader"), ("xlsxwriter", "workbook_writer")])
def test_a_library_that_is_not_installed_is_named(
    library: str, module: str, collection: Path, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.delitem(sys.modules, f"timeline.contribute.{module}", raising=False)
    new = book.with_name("new.xlsx")
    result = run(collection, "import", book) if library == "openpyxl" else run(collection, "template", "--xlsx", new)
    assert result.exit_code == 1
    assert f"needs {library}, which is not installed; type: pip install 'timeline-publisher[xlsx]'" in result.output
    assert not new.exists()


def test_a_template_overwrites_nothing_and_ends_as_spreadsheets_want(collection: Path, book: Path) -> None:
    before = book.read_bytes()
    assert "exists already" in run(collection, "template", "--xlsx", book).output
    assert book.read_bytes() == before
    result = run(collection, "template", "--xlsx", book.with_name("book.csv"))
    assert (result.exit_code, "does not end with .xlsx" in result.output) == (1, True)
    result = run(collection, "template", "--xlsx", book.parent / "nowhere" / "new.xlsx")
    assert (result.exit_code, "cannot be written" in result.output) == (1, True)
    assert run(collection, "template").exit_code == 2


def test_a_template_without_a_name_has_one(collection: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(collection, "template", "--xlsx").exit_code == 0
    assert run(collection, "template", "--source", "one", "--xlsx").exit_code == 1
    assert (tmp_path / "contribution.xlsx").exists()


def test_a_contribution_that_cannot_be_read_fills_no_workbook(collection: Path, tmp_path: Path) -> None:
    path = collection / "datasets/contributions/one/events.csv"
    path.write_bytes(path.read_bytes() + b"one,two\n")
    result = run(collection, "template", "--xlsx", tmp_path / "new.xlsx", "--source", "one")
    assert "[row-ragged]" in result.output
    assert result.exit_code == 1
    assert not (tmp_path / "new.xlsx").exists()


def test_a_folder_that_was_just_started_can_be_filled_in_as_a_workbook(collection: Path, tmp_path: Path) -> None:
    text = tmp_path / "three.txt"
    text.write_bytes(b"one\ntwo\n")
    assert run(collection, "new", "three", text).exit_code == 0
    book = tmp_path / "three.xlsx"
    assert run(collection, "template", "--xlsx", book, "--source", "three").exit_code == 0
    sheet = openpyxl.load_workbook(book)["source"]
    assert sheet.cell(2, column(sheet, "file")).value == "three.txt"
    assert sheet.cell(2, column(sheet, "languages")).value == "vi;en"


OLD = '# About it\nsource_id = "one"\n\n# Lines\nlines = 10\n# issue = ""\nurl = "https://example.org"  # here\n'


def test_the_source_file_keeps_its_comments_and_order() -> None:
    cells = source_cells(tomllib.loads(OLD))
    assert source_toml(cells, OLD) == OLD
    told = source_toml({**cells, "lines": "12", "issue": 'a "b" \\ c', "title_en": "T"}, OLD)
    assert told == (
        '# About it\nsource_id = "one"\n\n# Lines\nlines = 12\nissue = "a \\"b\\" \\\\ c"\n'
        'url = "https://example.org"\ntitle_en = "T"\n'
    )
    assert (
        source_toml({**cells, "url": ""}, OLD) == '# About it\nsource_id = "one"\n\n# Lines\nlines = 10\n# issue = ""\n'
    )


@pytest.mark.parametrize("old", ["", "no toml", 'languages = [\n  "vi",\n  "en",\n]\n', 'title_en = """\nlong"""\n'])
def test_whatever_the_file_was_it_says_what_is_wanted(old: str) -> None:
    cells = {**source_cells({}), "source_id": "one", "languages": "vi", "lines": "3", "title_en": "A \\1 title"}
    told = tomllib.loads(source_toml(cells, old))
    assert told == {"source_id": "one", "languages": ["vi"], "lines": 3, "title_en": "A \\1 title"}
