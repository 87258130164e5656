"""The data wheel: after the specification, the published files and no other, the same bytes for the same package."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from packaging.metadata import Metadata
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

import timeline
from timeline.build.data_wheel import distribution, module, wheel_version
from timeline.build.writers import BESIDE
from timeline.cli import main
from timeline.cli.build import FORMATS

WHEEL = "dist/highland_timeline-0.1.0.dev0-py3-none-any.whl"
META = "highland_timeline-0.1.0.dev0.dist-info"


def build(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "build", *arguments])


@pytest.fixture
def made(collection: Path) -> Path:
    """The collection with its wheel in dist/."""
    (collection / "LICENSE-DATA").write_text("CC BY 4.0\n", encoding="utf-8", newline="\n")
    result = build(collection, "--formats", "wheel")
    assert result.exit_code == 0, result.output
    return collection


def names(root: Path) -> list[str]:
    with zipfile.ZipFile(root / WHEEL) as wheel:
        return wheel.namelist()


def published(root: Path) -> list[str]:
    """The descriptor, the files that it names, and the schemas."""
    told = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))
    schemas = (path.relative_to(root).as_posix() for path in (root / "schemas").iterdir())
    return ["datapackage.json", *(each["path"] for each in told["resources"]), *schemas]


def test_it_holds_the_published_files_and_nothing_else(made: Path) -> None:
    module_files = {"highland_timeline/__init__.py", *(f"highland_timeline/{name}" for name in published(made))}
    meta_files = {
        f"{META}/{name}" for name in ("METADATA", "WHEEL", "entry_points.txt", "licenses/LICENSE-DATA", "RECORD")
    }
    assert sorted(names(made)) == sorted(module_files | meta_files)
    assert names(made)[-1] == f"{META}/RECORD"
    with zipfile.ZipFile(made / WHEEL) as wheel:
        assert wheel.testzip() is None
        for name in published(made):
            assert wheel.read(f"highland_timeline/{name}") == (made / name).read_bytes()


def test_what_lies_about_in_the_tree_stays_out(made: Path) -> None:
    before = (made / WHEEL).read_bytes()
    for name in (".timeline/note.txt", "datasets/draft.csv", "schemas/note.txt", "note.txt"):
        (made / name).write_text("secret\n", encoding="utf-8", newline="\n")
    (made / WHEEL).unlink()
    assert build(made, "--formats", "wheel").exit_code == 0
    assert (made / WHEEL).read_bytes() == before
    assert b"secret" not in before


def test_the_same_package_has_the_same_bytes(made: Path) -> None:
    before = (made / WHEEL).read_bytes()
    for path in made.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    (made / WHEEL).unlink()
    assert build(made, "--formats", "json,wheel, csv").exit_code == 0
    assert (made / WHEEL).read_bytes() == before
    with zipfile.ZipFile(made / WHEEL) as wheel:
        assert {(info.date_time, info.external_attr >> 16, info.compress_type) for info in wheel.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), 0o100644, zipfile.ZIP_STORED)
        }


def test_its_metadata_are_valid(made: Path) -> None:
    name, version, tag, tags = parse_wheel_filename(Path(WHEEL).name)
    assert (name, str(version), tag, {str(each) for each in tags}) == (
        "highland-timeline",
        "0.1.0.dev0",
        (),
        {"py3-none-any"},
    )
    with zipfile.ZipFile(made / WHEEL) as wheel:
        told = Metadata.from_email(wheel.read(f"{META}/METADATA"), validate=True)
        entries = wheel.read(f"{META}/entry_points.txt").decode()
    package = json.loads((made / "datapackage.json").read_text(encoding="utf-8"))
    assert (canonicalize_name(told.name), told.version) == (name, version)
    assert told.summary == package["title"]
    assert told.requires_dist in (None, [])
    assert told.license_files == ["LICENSE-DATA"]
    assert package["description"].strip() in (told.description or "")
    assert entries == "[timeline_publisher.packages]\nhighland-timeline = highland_timeline\n"


def test_the_wheel_tool_finds_every_file_as_recorded(made: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "wheel", "unpack", "--dest", str(tmp_path), str(made / WHEEL)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    unpacked = tmp_path / "highland_timeline-0.1.0.dev0" / "highland_timeline"
    assert timeline.open_package(unpacked).name == "highland-timeline"
    assert timeline.load("events", unpacked).height


def test_the_wheel_tool_sees_a_file_that_is_not_as_recorded(made: Path, tmp_path: Path) -> None:
    """The guard of the test above."""
    data = (made / WHEEL).read_bytes()
    broken = tmp_path / Path(WHEEL).name
    with zipfile.ZipFile(made / WHEEL) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) + (b"\n" if name.endswith("events.csv") else b""))
    assert broken.read_bytes() != data
    command = [sys.executable, "-m", "wheel", "unpack", "--dest", str(tmp_path), str(broken)]
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0


def test_a_check_compares_the_wheel_too(made: Path) -> None:
    assert build(made, "--check", "--formats", "wheel").exit_code == 0
    (made / WHEEL).write_bytes(b"")
    assert build(made, "--check").exit_code == 0
    result = build(made, "--check", "--formats", "wheel")
    assert (result.exit_code, result.output.startswith(f"{WHEEL}: ")) == (1, True), result.output


def test_a_collection_without_its_licence_has_a_wheel_all_the_same(collection: Path) -> None:
    assert build(collection, "--formats", "wheel").exit_code == 0
    assert not [name for name in names(collection) if "LICENSE" in name]
    with zipfile.ZipFile(collection / WHEEL) as wheel:
        Metadata.from_email(wheel.read(f"{META}/METADATA"), validate=True)


def test_a_format_that_there_is_not_is_told(collection: Path) -> None:
    result = build(collection, "--formats", "wheel,xls")
    assert result.exit_code == 2
    assert "there is no format xls; name some of csv, json, wheel" in result.output
    assert not (collection / "dist").exists()


def test_the_command_names_the_formats_that_there_are() -> None:
    assert ("csv", "json", *BESIDE) == FORMATS


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("1.2.3", "1.2.3"),
        ("0.1.0-dev", "0.1.0.dev0"),
        ("0.1.0-dev.4", "0.1.0.dev4"),
        ("1.0.0-alpha", "1.0.0a0"),
        ("1.0.0-beta.2", "1.0.0b2"),
        ("1.0.0-rc.11", "1.0.0rc11"),
        ("1.0.0+build.5", "1.0.0+build.5"),
        ("1.0.0-x-7.z.92", "1.0.0.dev0+x.7.z.92"),
        ("1.0.0-rc.1+exp.sha-5114F85", "1.0.0rc1+exp.sha.5114f85"),
    ],
)
def test_versions_are_written_as_python_orders_them(version: str, expected: str) -> None:
    assert wheel_version(version) == expected == str(Version(expected))


@pytest.mark.parametrize(
    ("name", "plain", "importable"),
    [
        ("lang-son-timeline", "lang_son_timeline", "lang_son_timeline"),
        ("cao.bang--data", "cao_bang_data", "cao_bang_data"),
        ("2026-data", "2026_data", "data_2026_data"),
        ("import", "import", "data_import"),
        ("timeline", "timeline", "data_timeline"),
    ],
)
def test_the_module_can_be_imported_and_is_not_the_tool(name: str, plain: str, importable: str) -> None:
    assert (distribution(name), module(name)) == (plain, importable)
