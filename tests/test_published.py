"""The repository's own root as others see it: the standard, three readers of tables, and a check of our own."""

import csv
import hashlib
import io
import json
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import jsonschema
import pandas
import polars
import pytest
from click.testing import CliRunner

from timeline.cli import main

ROOT = Path(__file__).parents[1]
DESCRIPTOR: dict[str, Any] = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
TABLES: list[dict[str, Any]] = [resource for resource in DESCRIPTOR["resources"] if resource.get("type") == "table"]
TYPES = {
    "string": r"(?s).+",
    "integer": r"-?(0|[1-9][0-9]*)",
    "number": r"-?(0|[1-9][0-9]*)(\.[0-9]+)?",
    "boolean": r"true|false",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
}

Rows = list[dict[str, str]]
Table = dict[str, Any]

each_table = pytest.mark.parametrize("table", TABLES, ids=[str(table["name"]) for table in TABLES])


def rows(root: Path, path: str) -> Rows:
    with (root / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_frictionless_accepts_the_package() -> None:
    report = frictionless.Package(str(ROOT / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])
    assert len(report.tasks) == len(DESCRIPTOR["resources"])


def profile() -> jsonschema.Draft7Validator:
    """The official profile; what it refers to would be looked for in its own text only, never on the net."""
    text = (files("dplib") / "profiles" / "2.0" / "datapackage.json").read_text(encoding="utf-8")
    assert not re.findall(r'"\$ref": *"(?!#)', text), "the profile refers to another file: register it"
    told = json.loads(text)
    jsonschema.Draft7Validator.check_schema(told)
    return jsonschema.Draft7Validator(told)


def test_the_official_profile_of_data_package_2_accepts_the_descriptor() -> None:
    assert DESCRIPTOR["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert [f"{error.json_path}: {error.message}" for error in profile().iter_errors(DESCRIPTOR)] == []


@pytest.mark.parametrize("key", ["resources", "licenses", "contributors"])
def test_the_official_profile_refuses_a_broken_descriptor(key: str) -> None:
    """The guard of the test above."""
    assert not profile().is_valid(DESCRIPTOR | {key: "none"})


def test_build_check_is_clean() -> None:
    result = CliRunner().invoke(main, ["--root", str(ROOT), "build", "--check"])
    assert result.exit_code == 0, result.output


def cells_duckdb(path: Path) -> list[tuple[str | None, ...]]:
    with duckdb.connect() as session:
        return session.sql(f"select * from read_csv('{path}', all_varchar=true, header=true)").fetchall()


def cells_polars(path: Path) -> list[tuple[str | None, ...]]:
    return polars.read_csv(path, infer_schema=False).rows()


def cells_pandas(path: Path) -> list[tuple[str | None, ...]]:
    frame = pandas.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])
    return [tuple(None if pandas.isna(cell) else cell for cell in row) for row in frame.itertuples(index=False)]


READERS: dict[str, Callable[[Path], list[tuple[str | None, ...]]]] = {
    "duckdb": cells_duckdb,
    "polars": cells_polars,
    "pandas": cells_pandas,
}


@pytest.mark.parametrize("reader", READERS)
@each_table
def test_every_reader_finds_the_same_cells(reader: str, table: Table) -> None:
    expected = [tuple(cell or None for cell in row.values()) for row in rows(ROOT, table["path"])]
    assert sorted(map(str, READERS[reader](ROOT / table["path"]))) == sorted(map(str, expected))


@each_table
def test_readers_left_to_themselves_find_the_same_rows(table: Table) -> None:
    """As a researcher reads it first: no types named."""
    path, count = ROOT / table["path"], len(rows(ROOT, table["path"]))
    assert len(polars.read_csv(path)) == count
    assert len(pandas.read_csv(path)) == count
    with duckdb.connect() as session:
        assert session.sql(f"select count(*) from '{path}'").fetchall() == [(count,)]


def test_every_reader_finds_the_same_sum_of_values() -> None:
    path = ROOT / "datasets" / "observations.csv"
    expected = sum(Decimal(row["value"]) for row in rows(ROOT, "datasets/observations.csv"))
    assert expected
    with duckdb.connect() as session:
        types = "types={'value': 'DECIMAL(38,9)'}"
        assert session.sql(f"select sum(value) from read_csv('{path}', {types})").fetchall() == [(expected,)]
    assert polars.read_csv(path, schema_overrides={"value": polars.Decimal(38, 9)})["value"].sum() == expected
    assert sum(map(Decimal, pandas.read_csv(path, dtype={"value": str})["value"])) == expected


def faults(root: Path) -> Iterator[str]:
    """What is wrong with a package, by what its descriptor promises: a check that shares nothing with the builder."""
    told = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))
    tables = {
        each["name"]: (each["schema"], rows(root, each["path"])) for each in told["resources"] if "schema" in each
    }
    for resource in told["resources"]:
        data = (root / resource["path"]).read_bytes()
        if len(data) != resource["bytes"] or f"sha256:{hashlib.sha256(data).hexdigest()}" != resource["hash"]:
            yield f"{resource['path']}: bytes or hash"
        yield from (f"{resource['path']}: {fault}" for fault in text_faults(data, resource["path"]))
    for name, (schema, found) in tables.items():
        if found and list(found[0]) != [field["name"] for field in schema["fields"]]:
            yield f"{name}: header"
        yield from (f"{name}: {fault}" for fault in key_faults(schema, found))
        for field in schema["fields"]:
            yield from (f"{name}: {field['name']}: {fault}" for fault in cell_faults(field, found))
        for key in schema.get("foreignKeys", []):
            yield from (f"{name}: {fault}" for fault in link_faults(key, found, tables.get, name))


def text_faults(data: bytes, path: str) -> Iterator[str]:
    text = data.decode("utf-8")
    if text.startswith("\ufeff"):
        yield "BOM"
    if "\r" in text:
        yield "CR"
    if not unicodedata.is_normalized("NFC", text):
        yield "not NFC"
    if not text.endswith("\n") or text.endswith("\n\n"):
        yield "no single LF at the end"
    if path.endswith(".csv"):
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\n").writerows(csv.reader(io.StringIO(text, newline=""), strict=True))
        if out.getvalue() != text:
            yield "quotes where none are needed: an empty cell as text?"


def key_faults(schema: Table, found: Rows) -> Iterator[str]:
    keys = [schema["primaryKey"]] if "primaryKey" in schema else []
    for key in keys + schema.get("uniqueKeys", []):
        met = [tuple(row[name] for name in key) for row in found]
        if len(set(met)) < len(met):
            yield f"{key} is not unique"
        if key in keys and not all(all(cells) for cells in met):
            yield f"{key} has empty cells"


def cell_faults(field: Table, found: Rows) -> Iterator[str]:
    rules = field.get("constraints", {})
    words = field.get("categories", rules.get("enum"))
    for row in found:
        cell = row[field["name"]]
        if not cell:
            if rules.get("required"):
                yield "empty"
        elif not re.fullmatch(TYPES[field["type"]], cell):
            yield f"{cell} is no {field['type']}"
        elif words and cell not in words:
            yield f"{cell} is not in {words}"
        elif "pattern" in rules and not re.fullmatch(rules["pattern"], cell):
            yield f"{cell} does not match"
        elif cell != " ".join(cell.split()):
            yield f"{cell!r} has spaces at an end"


def link_faults(key: Table, found: Rows, table: Callable[[str], Any], name: str) -> Iterator[str]:
    (column,), (target,) = key["fields"], key["reference"]["fields"]
    there = {row[target] for row in table(key["reference"].get("resource", name))[1]}
    for row in found:
        if row[column] and row[column] not in there:
            yield f"{column}: {row[column]} is not there"


def test_the_package_keeps_what_its_descriptor_promises() -> None:
    assert list(faults(ROOT)) == []
    promised = [key for table in TABLES for key in ("uniqueKeys", "foreignKeys") if key in table["schema"]]
    assert set(promised) == {"uniqueKeys", "foreignKeys"}, "nothing to check: is the test blind?"
    assert any("enum" in field.get("constraints", {}) for table in TABLES for field in table["schema"]["fields"])


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        ("datasets/events.csv", ",occurred,", ",happened,", "event_status: happened is not in"),
        ("datasets/event_places.csv", "VN-09", "VN-9", "place: VN-9 is not there"),
        ("datasets/events.csv", ",stated,", ',"stated",', "quotes"),
        ("datasets/events.csv", ",,", ',"",', "quotes"),
        ("datasets/timeline.csv", "\n", "\r\n", "CR"),
        ("datasets/sources.csv", "source_id", "\ufeffsource_id", "BOM"),
        ("datasets/codelists/topics.csv", "trade,", "trade,x", "topics.csv: bytes or hash"),
        ("datasets/observations.csv", ",true", ",True", "latest: True is no boolean"),
        ("datasets/observations.csv", ",exact,", ",Exact,", "bound: Exact is not in"),
    ],
)
def test_the_check_sees_what_is_broken(tmp_path: Path, path: str, old: str, new: str, told: str) -> None:
    """The guard of the test above."""
    for name in ["datapackage.json", *(resource["path"] for resource in DESCRIPTOR["resources"])]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, tmp_path / name)
    text = (ROOT / path).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / path).write_text(text.replace(old, new, 1), encoding="utf-8", newline="")
    try:
        assert any(told in fault for fault in faults(tmp_path))
    except KeyError as error:
        assert told == "BOM", error


def test_rows_that_come_twice_are_seen() -> None:
    links = next(table["schema"] for table in TABLES if table["name"] == "event_actors")
    found = rows(ROOT, "datasets/event_actors.csv")
    assert list(key_faults(links, found)) == []
    assert list(key_faults(links, [*found, found[0]])) == [f"{links['uniqueKeys'][0]} is not unique"]


def test_nothing_of_the_scratch_folder_is_published() -> None:
    assert ".timeline" not in (ROOT / "datapackage.json").read_text(encoding="utf-8")
    assert not list((ROOT / "datasets").rglob(".*")), "hidden files among the data"
    assert ".timeline/" in (ROOT / ".gitignore").read_text(encoding="utf-8").split("\n")


def test_every_file_of_the_built_places_is_published_or_by_hand() -> None:
    published = {resource["path"] for resource in DESCRIPTOR["resources"]}
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "datasets").rglob("*") if path.is_file()}
    assert {path for path in there - published if "/contributions/" not in path} == {"datasets/package.toml"}
