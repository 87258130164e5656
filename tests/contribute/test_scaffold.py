"""A new contribution folder: what the file tells is there, what only a person knows is asked for."""

import hashlib
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from timeline.cli import main
from timeline.columns import fields
from timeline.contribute import UnusableSourceError, format_files, start
from timeline.layout import Layout
from timeline.records import Conflict, Event, Observation, Rejection, Source
from timeline.validate import read_collection, validate

TEXT = "Dòng một\r\nDòng hai\n\nDòng bốn"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "bản tin.txt"
    path.write_bytes(TEXT.encode())
    return path


def toml(folder: Path) -> str:
    return (folder / "source.toml").read_text(encoding="utf-8")


def test_the_folder_holds_source_toml_and_a_header_for_each_table(collection: Path, text: Path) -> None:
    folder = start(Layout(collection), "three", text)
    assert folder == Layout(collection).contributions / "three"
    assert not (Layout(collection).scratch / "new" / "three").exists(), "it is made aside and renamed"
    tables = {f"{kind.table}.csv": kind for kind in (Event, Observation, Conflict, Rejection)}
    assert {path.name for path in folder.iterdir()} == {"source.toml", *tables}
    for name, kind in tables.items():
        header = ",".join(column.name for column in fields(kind))
        assert (folder / name).read_bytes() == f"{header}\n".encode()
    assert format_files(Layout(collection), ["datasets/contributions/three"], write=False) == ([], [])


def test_what_the_file_tells_is_filled_in(collection: Path, text: Path) -> None:
    told = tomllib.loads(toml(start(Layout(collection), "three", text)))
    assert told["source_id"] == "three"
    assert told["file"] == "bản tin.txt"
    assert told["sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert (told["sha256_of"], told["lines"], told["languages"]) == ("text", 4, ["vi", "en"])


@pytest.mark.parametrize(("data", "lines"), [(b"a\n", 1), (b"a\nb", 2), (b"a\x0cb\xe2\x80\xa8c\n", 1), (b"\n\n", 2)])
def test_lines_are_counted_as_verify_counts_them(collection: Path, text: Path, data: bytes, lines: int) -> None:
    text.write_bytes(data)
    assert tomllib.loads(toml(start(Layout(collection), "three", text)))["lines"] == lines


def test_every_key_is_explained_and_optional_ones_are_commented_out(collection: Path, text: Path) -> None:
    written = toml(start(Layout(collection), "three", text))
    told = tomllib.loads(written)
    for column in fields(Source):
        assert f"# {column.descriptions[0]}" in written
        optional = not column.required and column.name not in told
        assert f"{'# ' if optional else ''}{column.name} = " in written
    assert {column.name for column in fields(Source) if column.required} <= set(told)


def test_validate_asks_for_what_only_a_person_knows(collection: Path, text: Path) -> None:
    start(Layout(collection), "three", text)
    problems = validate(read_collection(Layout(collection)))
    folder = "datasets/contributions/three"
    asked = {problem.column for problem in problems if problem.path == f"{folder}/source.toml"}
    assert asked == {"title_en", "title_vi", "publisher", "issued"}
    assert {problem.code for problem in problems} == {"value-missing", "file-no-rows"}
    assert all(problem.path.startswith(f"{folder}/") for problem in problems)


@pytest.mark.parametrize("name", ["", "Three", "a b", "../x", "a/b", ".hidden", "lsfa_2026", "ba-n-tin-", "năm"])
def test_a_name_that_is_no_id_is_refused(collection: Path, text: Path, name: str) -> None:
    before = sorted(collection.rglob("*"))
    with pytest.raises(UnusableSourceError, match="write lower-case words"):
        start(Layout(collection), name, text)
    assert sorted(collection.rglob("*")) == before


def test_a_folder_that_is_there_is_left_as_it_is(collection: Path, text: Path) -> None:
    before = toml(Layout(collection).contributions / "one")
    with pytest.raises(UnusableSourceError, match="datasets/contributions/one exists already"):
        start(Layout(collection), "one", text)
    assert toml(Layout(collection).contributions / "one") == before


@pytest.mark.parametrize("data", ["Thư".encode("utf-16"), "Thư".encode("cp1258"), b"%PDF-1.7\n\xe2\xe3"])
def test_a_file_that_is_no_text_is_refused(collection: Path, text: Path, data: bytes) -> None:
    text.write_bytes(data)
    with pytest.raises(UnusableSourceError, match=r"is no UTF-8 text; make a text file"):
        start(Layout(collection), "three", text)
    assert not (Layout(collection).contributions / "three").exists()


def test_what_was_left_of_an_earlier_attempt_does_not_matter(collection: Path, text: Path) -> None:
    left = Layout(collection).scratch / "new" / "three"
    left.mkdir(parents=True)
    (left / "stale.csv").write_text("x", encoding="utf-8", newline="\n")
    folder = start(Layout(collection), "three", text)
    assert "stale.csv" not in {path.name for path in folder.iterdir()}


def test_a_failure_on_the_way_leaves_no_half_folder(
    collection: Path, text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Path.write_text

    def full(path: Path, *args: str, **options: str) -> int:
        if path.name == "conflicts.csv":
            raise OSError("disk full")
        return original(path, *args, **options)

    monkeypatch.setattr(Path, "write_text", full)
    result = CliRunner().invoke(main, ["--root", str(collection), "new", "three", str(text)])
    assert (result.exit_code, result.output) == (1, "Error: disk full\n")
    assert not (Layout(collection).contributions / "three").exists()
