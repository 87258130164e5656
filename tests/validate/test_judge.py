"""frictionless as the judge of large tables: their first rows, and the keys that it can follow."""

from pathlib import Path

import pytest

from timeline.build import make
from timeline.layout import Layout
from timeline.validate.package import judge


@pytest.fixture
def built(collection: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A collection built as if every table were large."""
    monkeypatch.setattr("timeline.validate.package.LARGE", 1)
    assert make(Layout(collection))[0] == []
    return collection


def test_the_first_rows_of_large_tables_are_judged(built: Path) -> None:
    observations = built / "datasets" / "observations.csv"
    assert judge(built / "datapackage.json") == []
    header, first, *rest = observations.read_text(encoding="utf-8").split("\n")
    cells = first.split(",")
    cells[header.split(",").index("value")] = "many"
    observations.write_text("\n".join([header, ",".join(cells), *rest]), encoding="utf-8", newline="\n")
    assert [problem.code for problem in judge(built / "datapackage.json")] == ["package-invalid"]


def test_judging_leaves_no_file_behind(built: Path) -> None:
    before = sorted(built.rglob("*"))
    judge(built / "datapackage.json")
    assert sorted(built.rglob("*")) == before
