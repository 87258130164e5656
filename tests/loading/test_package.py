"""A descriptor is trusted as far as it goes, and a file as far as its checksum."""

import json
from pathlib import Path
from typing import Any

import pytest
from packages import PLACES, resource, write_package

import timeline

DATA = PLACES.encode()


def told(package: Path, name: str = "places") -> str:
    with pytest.raises(timeline.LoadError) as error:
        timeline.load(name, package)
    assert "\n" not in str(error.value)
    return str(error.value)


@pytest.mark.parametrize(
    "data", [DATA.replace(b"3359", b"3358"), DATA[:-1], DATA + b"\n", b"", DATA.replace(b"\n", b"\r\n")]
)
def test_a_file_that_was_changed_is_refused(tmp_path: Path, data: bytes) -> None:
    package = write_package(tmp_path)
    (package / "datasets" / "places.csv").write_bytes(data)
    with pytest.raises(timeline.ChecksumError) as error:
        timeline.load("places", package)
    assert str(error.value) == (
        f"{package}/datasets/places.csv is not the file that datapackage.json describes: its bytes or SHA-256 differ; "
        "get the package anew, or run timeline build if the collection is yours"
    )


@pytest.mark.parametrize(
    "path",
    [
        "../places.csv",
        "datasets/../../places.csv",
        "/etc/passwd",
        "datasets//places.csv",
        "./places.csv",
        "datasets/.hidden",
        "C:/places.csv",
        "datasets\\places.csv",
        "http://example.org/places.csv",
        "file:///etc/passwd",
        "datasets/places.csv\n",
        "",
        ["datasets/places.csv", "datasets/more.csv"],
        None,
    ],
)
def test_a_path_that_leads_elsewhere_is_refused(tmp_path: Path, path: Any) -> None:
    package = write_package(tmp_path, resources=[resource(DATA, path)])
    assert told(package) == (f"{package}: the path of places is not that of one file below the package: {path!r}")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"bytes": None}, "places has no bytes and sha256 hash"),
        ({"bytes": True}, "places has no bytes and sha256 hash"),
        ({"bytes": -1}, "places has no bytes and sha256 hash"),
        ({"hash": None}, "cannot be verified"),
        ({"hash": "d41d8cd98f00b204e9800998ecf8427e"}, "cannot be verified"),
        ({"hash": "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709"}, "cannot be verified"),
        ({"name": None}, "has a resource without a name"),
        ({"schema": "schemas/places.json"}, "the schema of places is not written out"),
    ],
)
def test_a_resource_that_says_too_little_is_refused(tmp_path: Path, more: dict[str, Any], says: str) -> None:
    assert says in told(write_package(tmp_path, resources=[resource(DATA, **more)]))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "datapackage.json cannot be read: Expecting value"),
        ("{", "datapackage.json cannot be read: Expecting"),
        ("[" * 100_000, "datapackage.json cannot be read: it is nested too deeply"),
        ("\udcff", "datapackage.json cannot be read: 'utf-8' codec"),
        ("[]", "is no descriptor of a data package"),
        ('{"name": "a"}', "is no descriptor of a data package"),
        ('{"name": "a", "version": "1.0.0"}', "lists no resources"),
        ('{"name": "a", "version": "1.0.0", "resources": []}', "lists no resources"),
        ('{"name": "a", "version": "1.0.0", "resources": ["a"]}', "has a resource without a name"),
    ],
)
def test_what_is_no_descriptor_is_told(tmp_path: Path, text: str, says: str) -> None:
    package = write_package(tmp_path)
    (package / "datapackage.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert says in told(package)


def test_an_unknown_table_is_told_with_the_one_that_was_meant(tmp_path: Path) -> None:
    package = write_package(tmp_path)
    assert told(package, "place") == f"{package} has no place; write places"
    assert told(package, "observations") == f"{package} has no observations; it has places"
    with pytest.raises(timeline.NotFoundError):
        timeline.load("place", package)


def test_what_a_package_says_of_itself_is_told_on_one_line(tmp_path: Path) -> None:
    odd = resource(DATA, name="pla\nces\x1b[31m", bytes=None)
    assert "pla ces [31m has no bytes" in told(write_package(tmp_path, resources=[odd]))


def test_what_is_no_table_is_read_as_bytes(tmp_path: Path) -> None:
    told_ = [resource(DATA), {**resource(DATA), "name": "raw", "schema": None}]
    package = write_package(tmp_path, resources=told_)
    assert told(package, "raw") == "raw is no table; tables are places (or take its bytes with read)"
    assert timeline.open_package(package).read("raw") == DATA


def test_the_version_of_this_repository_is_that_of_its_descriptor() -> None:
    root = Path(__file__).parents[2]
    there = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))
    opened = timeline.open_package(root)
    assert (opened.name, opened.version) == (there["name"], there["version"])
    assert json.loads(opened.read("timeline-json"))
