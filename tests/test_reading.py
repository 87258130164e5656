"""Files to rows: true line numbers, and every fault of the file."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.problems import Problem, catalogue
from timeline.reading import parse_rows, read_rows, read_text

COLUMNS = ("id", "date", "note")
HEADER = "id,date,note\n"


def parsed(text: str) -> tuple[list[tuple[int, list[str]]], list[tuple[str, int, str]]]:
    """The rows as (line, cells) and the problems as (code, line, column) of a text below the header."""
    found = parse_rows(HEADER + text, "x.csv", COLUMNS, [])
    assert all(problem.path == "x.csv" for problem in found.problems)
    return [(row.line, list(row.cells.values())) for row in found.rows], places(found.problems)


def places(problems: list[Problem]) -> list[tuple[str, int, str]]:
    return [(problem.code, problem.line, problem.column) for problem in problems]


def read(folder: Path, data: bytes) -> tuple[list[int], list[tuple[str, int]]]:
    """Lines of the rows, and the problems as (code, line), of a file of these bytes."""
    path = folder / "x.csv"
    path.write_bytes(data)
    found = read_rows(path, "x.csv", COLUMNS)
    return [row.line for row in found.rows], [(problem.code, problem.line) for problem in found.problems]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a,1,x\nb,2,y\n", [2, 3]),
        ("a,1,x\nb,2,y", [2, 3]),
        ("a,1,x\r\nb,2,y\r\n", [2, 3]),
        ('a,1,"two\nlines"\nb,2,y\n', [2, 4]),
        ('a,1,"two\r\nlines"\r\nb,2,y\r\n', [2, 4]),
        ('a,1,"\n\n\n"\n\n\nb,2,y\n', [2, 8]),
        ("\n\na,1,x\n\n\nb,2,y\n\n", [4, 7]),
        ('a,1,"a ""quoted"" cell"\nb,2,y\n', [2, 3]),
        ("a,1,form\x0cfeed\nb,2,line\u2028separator\nc,3,\x85\x1c\x0b\n", [2, 3, 4]),
        ("", []),
    ],
)
def test_lines_are_those_of_an_editor(text: str, lines: list[int]) -> None:
    rows, problems = parsed(text)
    assert [line for line, _ in rows] == lines
    assert problems == []


def test_the_header_may_stand_below_blank_lines() -> None:
    found = parse_rows("\n\n" + HEADER + "a,1,x\n", "x.csv", COLUMNS, [])
    assert [row.line for row in found.rows] == [4]
    assert places(parse_rows("\n\nid,date\n", "x.csv", COLUMNS, []).problems) == [("column-missing", 3, "note")]


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=8)
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS).filter(any), max_size=6)


@given(ROWS, st.sampled_from(["\n", "\r\n"]), st.lists(st.integers(0, 2), min_size=6, max_size=6), st.booleans())
def test_property_what_csv_writes_is_read_back_with_its_lines(
    rows: list[tuple[str, str, str]], end: str, blanks: list[int], quote_all: bool
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=end, quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL)
    writer.writerow(COLUMNS)
    expected = []
    for row, blank in zip(rows, blanks, strict=False):
        text.write(end * blank)
        expected.append((text.getvalue().count("\n") + 1, dict(zip(COLUMNS, row, strict=True))))
        writer.writerow(row)
    found = parse_rows(text.getvalue(), "x.csv", COLUMNS, [])
    assert [(row.line, row.cells) for row in found.rows] == expected
    assert found.problems == []


@pytest.mark.parametrize(
    ("text", "lines", "problems"),
    [
        ("a,1\nb,2,y\n", [3], [("row-ragged", 2, "")]),
        ("a,1,x,\nb,2,y\n", [3], [("row-ragged", 2, "")]),
        ("a\nb,2,y\n", [3], [("row-ragged", 2, "")]),
        (" \nb,2,y\n", [3], [("row-ragged", 2, "")]),
        (",,\nb,2,y\n", [3], [("row-empty", 2, "")]),
        ('""\nb,2,y\n', [3], [("row-empty", 2, "")]),
        ('a,1,"x\nb,2,y\nc,3,z\n', [], [("quote-open", 2, "")]),
        ('a,1,x\nb,2,"y"z\nc,3,z\n', [2], [("quote-open", 3, "")]),
        ('a,"\n\n",x\nb,1\nc,"x\n', [2], [("row-ragged", 5, ""), ("quote-open", 6, "")]),
    ],
)
def test_rows_that_do_not_fit(text: str, lines: list[int], problems: list[tuple[str, int, str]]) -> None:
    rows, found = parsed(text)
    assert [line for line, _ in rows] == lines
    assert found == problems


@pytest.mark.parametrize(
    ("header", "problems", "suggestion"),
    [
        ("id,date,note", [], ""),
        ("id;date;note", [("file-separator", "")], ""),
        ("id\tdate\tnote", [("file-separator", "")], ""),
        ("date,id,note", [("column-order", "")], ""),
        ("id,note", [("column-missing", "date")], ""),
        ("id,dat,note", [("column-unknown", "dat")], "date"),
        ("id, date,note", [("column-unknown", " date")], "date"),
        ("id,Date,note", [("column-unknown", "Date")], "date"),
        ("id,date,note,colour", [("column-unknown", "colour")], ""),
        ("id,date,note,", [("column-unknown", "«»")], ""),
        ("id,date,date,note", [("column-repeated", "date")], ""),
        ("x;y", [("column-unknown", "x;y"), *(("column-missing", name) for name in COLUMNS)], ""),
    ],
)
def test_the_header_is_fixed(header: str, problems: list[tuple[str, str]], suggestion: str) -> None:
    found = parse_rows(f"{header}\na,1,x\n", "x.csv", COLUMNS, [])
    assert [(problem.code, problem.column) for problem in found.problems] == problems
    assert not problems or found.problems[0].facts.get("suggestion", "") == suggestion
    assert all(problem.line == 1 for problem in found.problems)
    assert bool(found.rows) is not bool(problems)


def test_an_empty_file_is_told_its_header() -> None:
    for text in ("", "\n\n"):
        found = parse_rows(text, "x.csv", COLUMNS, [])
        assert [(problem.code, problem.facts) for problem in found.problems] == [
            ("file-empty", {"header": "id,date,note"})
        ]


GOOD = (HEADER + "a,1,Lạng Sơn\n").encode()


@pytest.mark.parametrize(
    ("data", "lines", "problems"),
    [
        (GOOD, [2], []),
        (GOOD.replace(b"\n", b"\r\n"), [2], []),
        (b"\xef\xbb\xbf" + GOOD, [2], [("file-bom", 1)]),
        (GOOD.decode().encode("utf-16"), [], [("file-utf16", 0)]),
        (GOOD.decode().encode("utf-16-le"), [], [("file-utf16", 0)]),
        (GOOD.decode().encode("utf-16-be"), [], [("file-utf16", 0)]),
        (GOOD + b"b,2,caf\xe9\n", [], [("file-not-utf8", 3)]),
        (b"\xef\xbb\xbf" + GOOD + b"b,2,caf\xe9\n", [], [("file-bom", 1), ("file-not-utf8", 3)]),
        (GOOD + b"b,2,\xed\xa0\x80\n", [], [("file-not-utf8", 3)]),
        (GOOD.replace(b"\n", b"\r"), [], [("file-lone-cr", 1), ("file-lone-cr", 1)]),
        (GOOD + b"b,2,x\ry\nc,3,\rz\n", [], [("file-lone-cr", 3), ("file-lone-cr", 4)]),
        (GOOD + b'b,2,"x\ry"\n', [], [("file-lone-cr", 3)]),
        (GOOD + b"b,2,x\0y\n", [], [("file-nul", 3)]),
        (b"", [], [("file-empty", 1)]),
    ],
)
def test_bytes(tmp_path: Path, data: bytes, lines: list[int], problems: list[tuple[str, int]]) -> None:
    assert read(tmp_path, data) == (lines, problems)


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    for name in ("folder.csv", "absent.csv"):
        found = read_rows(tmp_path / name, name, COLUMNS)
        assert [(problem.code, problem.path) for problem in found.problems] == [("file-unreadable", name)]
        assert found.problems[0].facts["reason"]


def test_long_cells_are_read(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, HEADER.encode() + b"a,1," + b"x" * 200_000 + b"\n")
    assert (rows, problems) == ([2], [])


@given(st.binary(max_size=200))
def test_property_any_bytes_are_text_or_a_problem(data: bytes) -> None:
    class File(type(Path())):  # type: ignore[misc]
        def read_bytes(self) -> bytes:
            return data

    text, problems = read_text(File("x.csv"), "x.csv")
    assert all(problem.code in catalogue() for problem in problems)
    found = parse_rows(text, "x.csv", COLUMNS, problems)
    assert all(1 <= row.line <= text.count("\n") + 1 for row in found.rows)
    assert found.rows or found.problems or not text.strip()
