"""One folder a fault: `cases/<code>/` or `cases/<code>-<variant>/`.

`input.toml` says how the faulty input differs from the valid collection in tests/collection; its changes run in order:

    [[change]]
    file = "datasets/contributions/one/events.csv"
    old = "2025-07-01"           # stands there exactly once
    new = "Jul-25"

Instead of `old` and `new` a change may have `text` (the whole file), `encoding` (the file anew in that encoding),
`name` (the file under that name) or `remove = true`. Characters that cannot be seen are written as TOML escapes.
`expected.txt` is the exact report, `expected.vi.txt`, where there is one, the same in Vietnamese. To add a case, write
its input.toml, run the tests with UPDATE_CASES=1, which writes the reports, and read them before committing.
"""

import os
import shutil
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from timeline.cli import main
from timeline.layout import Layout
from timeline.problems import catalogue
from timeline.validate import read_collection, validate

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.name for path in CASES.iterdir())
GROUPS = {"files", "cells", "rows", "across"}
NO_FAULT = {"date-clash", "telling-clash", "sources-differ"}
FIGURES = {
    "growth-differs",
    "part-exceeds",
    "parts-sum",
    "share-differs",
    "completion-differs",
    "months-fall",
    "bounds-apart",
    "size-odd",
}
CODES = [code for code, entry in catalogue().items() if entry["group"] in GROUPS and code not in NO_FAULT]
REPORTS = {"expected.txt": "en", "expected.vi.txt": "vi"}


def alter(root: Path, change: dict[str, Any]) -> None:
    path = root / change["file"]
    match change:
        case {"old": str(old), "new": str(new)}:
            text = path.read_bytes().decode("utf-8")
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {change['file']}"
            path.write_bytes(text.replace(old, new).encode("utf-8"))
        case {"text": str(text)}:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
        case {"encoding": str(encoding)}:
            path.write_bytes(path.read_bytes().decode("utf-8").encode(encoding))
        case {"name": str(name)}:
            path.rename(path.with_name(name))
        case {"remove": True}:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        case _:
            raise AssertionError(change)


def report(root: Path, lang: str = "en") -> tuple[str, int]:
    result = CliRunner().invoke(main, ["--root", str(root), "validate", "--lang", lang])
    return result.output, result.exit_code


def code_of(name: str) -> str:
    """The rule that a folder is named after."""
    return max((code for code in CODES if f"{name}-".startswith(f"{code}-")), key=len, default="")


def apply(name: str, root: Path) -> None:
    """Make the collection the faulty input of a case."""
    for change in tomllib.loads((CASES / name / "input.toml").read_text(encoding="utf-8"))["change"]:
        alter(root, change)


@pytest.mark.parametrize("name", NAMES)
def test_case_is_reported_exactly(name: str, collection: Path) -> None:
    folder = CASES / name
    apply(name, collection)
    for expected in (folder / file for file in REPORTS):
        if os.environ.get("UPDATE_CASES") and (expected.exists() or expected.name == "expected.txt"):
            expected.write_bytes(report(collection, REPORTS[expected.name])[0].encode("utf-8"))
        if expected.exists() or expected.name == "expected.txt":
            told = expected.read_bytes().decode("utf-8")
            assert report(collection, REPORTS[expected.name]) == (told, 1)
            assert f"[{code_of(name)}]" in told


@pytest.mark.parametrize("name", NAMES)
def test_case_is_reported_alike_where_files_are_large(
    name: str, collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timeline.validate.collection.SWEEP_FROM", 0)
    apply(name, collection)
    assert report(collection) == ((CASES / name / "expected.txt").read_bytes().decode("utf-8"), 1)


def test_every_rule_has_a_case() -> None:
    assert {code_of(name) for name in NAMES} == set(CODES)


def test_the_collection_that_cases_start_from_has_no_problem(collection: Path) -> None:
    assert report(collection) == ("No problems.\n", 0)
    assert report(collection, "vi") == ("Không có lỗi.\n", 0)


def test_a_series_may_have_two_values_where_the_disagreement_is_listed(collection: Path) -> None:
    apply("series-duplicate", collection)
    listed = collection / "datasets/contributions/one/conflicts.csv"
    row = "one-turnover-again,obs_value,50,41.7,41.7,Told once rounded.,Được nêu một lần ở dạng làm tròn.\n"
    listed.write_bytes(listed.read_bytes() + row.encode("utf-8"))
    assert report(collection) == ("No problems.\n", 0)


def test_crlf_and_blank_lines_are_no_fault(collection: Path) -> None:
    for path in collection.glob("datasets/contributions/*/*.csv"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n\r\n"))
    assert report(collection) == ("No problems.\n", 0)


def test_a_fault_in_any_one_contributed_cell_is_told_once_and_at_its_place(collection: Path) -> None:
    read = read_collection(Layout(collection))
    for number, table in enumerate(read.tables):
        for index, row in enumerate(table.rows if table.source_id else []):
            for column, text in row.cells.items():
                rows = list(table.rows)
                rows[index] = replace(row, cells={**row.cells, column: f"{text}\u200b"})
                tables = [*read.tables[:number], replace(table, rows=rows), *read.tables[number + 1 :]]
                problems = validate(replace(read, tables=tables))
                assert [(problem.path, problem.line, problem.column) for problem in problems] == [
                    (table.path, row.line, column)
                ], [problem.text() for problem in problems]


FIGURE_CASES = [name for name in NAMES if code_of(name) in FIGURES]


def test_every_rule_of_figures_has_cases() -> None:
    assert {code_of(name) for name in FIGURE_CASES} == FIGURES


@pytest.mark.parametrize("name", FIGURE_CASES)
def test_what_a_reader_listed_is_no_problem(name: str, collection: Path) -> None:
    """Any of the records may be listed, with its figure; a row about something else excuses nothing."""
    apply(name, collection)
    changes = tomllib.loads((CASES / name / "input.toml").read_text(encoding="utf-8"))["change"]
    ids = [line.partition(",")[0] for line in changes[-1]["new"].splitlines() if line.startswith("x-")]
    assert len(ids) > 1
    path = collection / "datasets/contributions/two/conflicts.csv"
    header = path.read_text(encoding="utf-8")
    told_here, _ = report(collection)
    for identity in ids if code_of(name) != "size-odd" else ids[-1:]:
        for column, fine in (("obs_value", True), ("note", False)):
            row = f"{identity},{column},60,1,1,The source prints it so.,Nguồn in như vậy.\n"
            path.write_text(header + row, encoding="utf-8", newline="\n")
            said, code = report(collection)
            assert (said, code) == (("No problems.\n", 0) if fine else (told_here, 1))
