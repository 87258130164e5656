"""The codelists that new repositories start with: derived by rule, closed, and general."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tables import read

from timeline.codelists import referred
from timeline.columns import fields
from timeline.layout import Layout
from timeline.records import CODELISTS, Codelist
from timeline.starter import codelist_texts, starter_codelists
from timeline.validate import read_collection, validate

ROOT = Path(__file__).parents[2]
WHOLE, TAKEN = Path("datasets", "codelists"), Path("timeline", "starter", "codelists")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """What the script reads and writes, copied."""
    for folder in (WHOLE, TAKEN):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "scripts").mkdir()
    shutil.copyfile(ROOT / "scripts" / "starter.toml", tmp_path / "scripts" / "starter.toml")
    return tmp_path


def starter(*arguments: str | Path) -> tuple[int, str]:
    """Run scripts/starter.py with the code of this tree."""
    command = [sys.executable, ROOT / "scripts" / "starter.py", *arguments]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=env, check=False)
    assert not done.stderr
    return done.returncode, done.stdout


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def test_they_are_what_the_rules_make_of_the_codelists() -> None:
    assert starter("--check") == (0, "")


def test_a_general_row_comes_along_and_a_local_one_does_not(tree: Path) -> None:
    with (tree / WHOLE / "places.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("SE,Sweden,Thụy Điển,country,,SE,,,,,,,\nhidden-valley,Hidden Valley,Thung Lũng,hamlet,SE,,,,,,,,\n")
    assert starter("--check", "--root", tree) == (1, "differs: timeline/starter/codelists/places.csv\n")
    assert starter("--root", tree) == (0, "written: timeline/starter/codelists/places.csv\n")
    codes = [row["code"] for row in read(tree / TAKEN / "places.csv")]
    assert "SE" in codes
    assert "hidden-valley" not in codes
    assert starter("--check", "--root", tree) == (0, "")


def test_a_file_that_no_codelist_stands_for_is_removed(tree: Path) -> None:
    (tree / TAKEN / "moons.csv").write_text("code\n", encoding="utf-8", newline="\n")
    assert starter("--check", "--root", tree) == (1, "differs: timeline/starter/codelists/moons.csv\n")
    starter("--root", tree)
    assert not (tree / TAKEN / "moons.csv").exists()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('{ code = ["online", "world"] }', '{ code = ["on-line", "world"] }', "places: no row has code on-line"),
        ('"communist-party-of-*",', "", "actors: cpv-politburo: parent communist-party-of-viet-nam is not taken"),
        ('{ kind = ["country"] },', "", "actors: world-economic-forum: area CH is not taken"),
        ("[breakdowns]", "[break-downs]", "break-downs: there is no such codelist"),
        ('leave = [{ code = ["*star-anise*"] }]', 'leave = [{ code = ["*"] }]', "breakdowns: no row is taken"),
    ],
)
def test_a_rule_that_is_wrong_is_told_and_nothing_is_written(tree: Path, old: str, new: str, told: str) -> None:
    change(tree / "scripts" / "starter.toml", old, new)
    before = {path.name: path.read_bytes() for path in (tree / TAKEN).iterdir()}
    code, text = starter("--root", tree)
    assert code == 1
    assert f"scripts/starter.toml: {told}\n" in text
    assert {path.name: path.read_bytes() for path in (tree / TAKEN).iterdir()} == before


def test_all_codelists_are_there_and_looked_up() -> None:
    lists = starter_codelists()
    assert list(lists.lists) == [kind.table for kind in CODELISTS]
    assert list(codelist_texts()) == [f"{kind.table}.csv" for kind in CODELISTS]
    assert lists.knows("places", "VN")
    assert lists.attribute("units", "USD", "kind") == "currency"
    assert lists.attribute("bounds", "over", "words_vi").startswith("trên;")


@pytest.mark.parametrize("kind", CODELISTS, ids=lambda kind: kind.table)
def test_every_code_that_a_row_names_is_there(kind: type[Codelist]) -> None:
    lists = starter_codelists()
    for row in lists.lists[kind.table].values():
        for column in fields(kind):
            if column.codelist and row[column.name]:
                for table, code in referred(column.codelist, column.name, row[column.name]):
                    assert lists.knows(table, code), f"{row['code']}: {column.name}"


def test_no_person_no_project_and_no_place_below_a_province_is_among_them() -> None:
    lists = starter_codelists().lists
    assert {row["kind"] for row in lists["actors"].values()} == {"body"}
    kinds = {"country", "province", "municipality", "autonomous-region", "special-administrative-region"}
    assert {row["kind"] for row in lists["places"].values()} == kinds | {"group", "online"}
    areas = {row["area"] for row in lists["actors"].values()} - {""}
    assert {lists["places"][area]["kind"] for area in areas} == {"country"}


def test_one_province_is_as_good_as_another() -> None:
    """What is about one province is found by the names that the whole lists have for it and for what lies in it."""
    names = {"lang son", "lạng sơn", "xứ lạng", "guangxi", "quảng tây", "chongzuo", "nanning"}
    for name, text in codelist_texts().items():
        told = [line for line in text.casefold().splitlines() if any(each in line for each in names)]
        assert len(told) == (2 if name == "places.csv" else 0), told


def test_a_collection_of_them_is_valid(collection: Path) -> None:
    for name, text in codelist_texts().items():
        (collection / WHOLE / name).write_text(text, encoding="utf-8", newline="\n")
    for folder in (collection / "datasets" / "contributions").iterdir():
        shutil.rmtree(folder)
    assert [problem.text() for problem in validate(read_collection(Layout(collection)))] == []
