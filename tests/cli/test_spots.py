"""Where a problem stands in its file, as machines that show it beside the line need it."""

from pathlib import Path

import pytest

from timeline.cli.spots import Place, as_told, seen_from
from timeline.problems import Problem

TEXT = '\ufeffa,b,c\n1,"two, ""2""\nand more",tiếng Việt\n\nx,,z'


def place(tmp_path: Path, line: int, column: str, text: str = TEXT) -> Place:
    (tmp_path / "t.csv").write_text(text, encoding="utf-8", newline="")
    return seen_from(tmp_path, tmp_path)(Problem("text-space").at("t.csv", line, column))


@pytest.mark.parametrize(
    ("line", "column", "found"),
    [
        (2, "a", (2, 1)),
        (2, "b", (2, 3)),
        (2, "c", (3, 11)),  # a cell of two lines stands before it
        (5, "b", (5, 3)),
        (5, "c", (5, 4)),
        (1, "c", (1, 5)),
        (2, "d", (2, 0)),
        (9, "a", (9, 0)),
        (4, "b", (4, 0)),  # a blank line has no second cell
        (2, "", (2, 0)),
        (0, "", (1, 0)),
    ],
)
def test_a_cell_is_found_by_line_and_character(line: int, column: str, found: tuple[int, int], tmp_path: Path) -> None:
    assert place(tmp_path, line, column) == ("t.csv", *found)


@pytest.mark.parametrize("text", ["", "a,b\r\n1,2\r\n", 'a,b\n"open,2\n', "a,b\n1\n"])
def test_odd_files_give_a_line_all_the_same(text: str, tmp_path: Path) -> None:
    found = place(tmp_path, 2, "b", text)
    assert found.line == 2
    assert found.character == (3 if "\r" in text else 0)


def test_a_file_that_is_not_there_or_no_text_has_no_characters(tmp_path: Path) -> None:
    find = seen_from(tmp_path, tmp_path)
    assert find(Problem("file-missing").at("none.csv", 3, "a")) == ("none.csv", 3, 0)
    (tmp_path / "bytes.csv").write_bytes(b"a\n\xff\n")
    assert find(Problem("file-not-utf8").at("bytes.csv", 2, "a")) == ("bytes.csv", 2, 0)


def test_paths_begin_where_the_reader_stands(tmp_path: Path) -> None:
    problem = Problem("text-space").at("source.toml", 4, "url")
    inner = tmp_path / "data" / "north"
    assert seen_from(tmp_path, inner)(problem) == ("data/north/source.toml", 4, 0)
    assert seen_from(inner, tmp_path)(problem) == as_told(problem) == ("source.toml", 4, 0)
