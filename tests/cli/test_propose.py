"""`timeline propose` as people run it: counts, where it writes, and one clear line for what it cannot do."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from proposed import Reader
from tables import read

from timeline.cli import main


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "two.txt"
    path.write_text("Một dòng.\n", encoding="utf-8", newline="\n")
    return path


def everything(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_counts_and_what_comes_next(collection: Path, text: Path, reader: Reader) -> None:
    assert run("--root", collection, "propose", "two", text) == (
        0,
        "events: 1 proposed, 0 already contributed, 0 rejected, 1 left\n"
        "observations: 1 proposed, 0 already contributed, 0 rejected, 1 left\n"
        "Next: timeline review two\n",
    )
    reader.events, reader.figures = [], []
    assert run("--root", collection, "propose", "two", text)[1].endswith("Nothing is left to decide.\n")


def test_a_folder_of_its_own_needs_no_collection(
    tmp_path: Path, text: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    assert run("propose", "nine", text, "--out", "made", "--issued", "2026-03") == (
        0,
        f"{Path('made') / 'events.csv'}: 1 proposed\n{Path('made') / 'observations.csv'}: 1 proposed\n",
    )
    assert everything(empty) == {"made/events.csv", "made/observations.csv"}
    assert len(read(empty / "made" / "observations.csv")) == 1
    assert reader.calls[0][2:] == ("nine", "2026-03")
    assert run("propose", "nine", text)[0] == 2, "without --out there must be a collection"


def test_a_collection_around_lends_its_codelists_and_keeps_its_files(
    collection: Path, tmp_path: Path, text: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(collection)
    monkeypatch.chdir(collection / "datasets")
    assert run("propose", "two", text, "--out", tmp_path / "made")[0] == 0
    assert run("--root", collection, "propose", "two", text, "--out", tmp_path / "made")[0] == 0
    assert all(codelists.knows("places", "vale") for _, codelists, *_ in reader.calls)
    assert everything(collection) == before


def test_two_where_the_usage_is_wrong(collection: Path, tmp_path: Path, text: Path, reader: Reader) -> None:
    before = everything(collection)
    for arguments, told in (
        (["three", text], "make it with: timeline new three FILE"),
        (["two", tmp_path / "nowhere.pdf"], "does not exist"),
        (["two", collection], "is a directory"),
        (["two", text, "--issued", "March 2026"], "is not a date in plain EDTF; write 2026-03"),
        (["No Id", text, "--out", tmp_path / "made"], "is no id"),
        (["two", text, "--out", text], "is a file"),
    ):
        code, output = run("--root", collection, "propose", *arguments)
        assert code == 2, output
        assert told in output
    assert run("--root", tmp_path, "propose", "two", text, "--out", tmp_path / "made")[0] == 2
    assert not (tmp_path / "made").exists()
    assert everything(collection) == before


def test_one_line_where_the_document_cannot_be_read(collection: Path, tmp_path: Path, reader: Reader) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    before = everything(collection)
    for options in ([], ["--out", tmp_path / "made"]):
        assert run("--root", collection, "propose", "two", empty, *options) == (1, f"Error: {empty} holds no text\n")
    assert everything(collection) == before
    assert not (tmp_path / "made").exists()


def test_one_and_the_report_where_contributed_files_cannot_be_read(
    collection: Path, text: Path, reader: Reader
) -> None:
    path = collection / "datasets" / "contributions" / "two" / "observations.csv"
    path.write_bytes(b"\xff\xfe")
    code, output = run("--root", collection, "propose", "two", text, "--lang", "vi")
    assert code == 1
    assert "two/observations.csv: tệp ở mã UTF-16" in output
    assert not (path.parent / "candidates").exists()
