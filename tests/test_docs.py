"""The documentation: generated pages are up to date, everything is mentioned, links lead somewhere, examples run."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from fsspec.implementations.http import HTTPFileSystem
from pages import ADDRESS, FENCED, ROOT, archive_served, examples, read

import timeline
from timeline.cli.main import COMMANDS

MADE = ("docs/rules.md", "docs/rules.vi.md", "docs/data-dictionary.md", "docs/data-dictionary.vi.md")
WRITTEN = (
    "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/use.md", "docs/formats.md", "docs/decisions.md",
    "docs/scale.md", "docs/corrections.md", "docs/corrections.vi.md", "README.vi.md", "CONTRIBUTING.vi.md",
)  # fmt: skip
PAGES = (*WRITTEN, *MADE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"(?m)^#+ (.+)$")


def docs(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run scripts/docs.py with the code of this tree."""
    command = [sys.executable, str(ROOT / "scripts" / "docs.py"), *arguments]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=env, check=False)


def test_generated_pages_are_up_to_date() -> None:
    result = docs("--check")
    assert result.returncode == 0, result.stdout + result.stderr


def test_what_differs_is_shown_and_mended(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for path in ("README.md", "CONTRIBUTING.md", "README.vi.md", "CONTRIBUTING.vi.md", *MADE):
        shutil.copyfile(ROOT / path, tmp_path / path)
    readme = tmp_path / "README.md"
    readme.write_text(read("README.md").replace("--version", "--vision"), encoding="utf-8", newline="\n")
    (tmp_path / MADE[0]).unlink()
    check = docs("--check", "--root", str(tmp_path))
    assert check.returncode == 1
    assert re.search(r"(?m)^-  --vision .*\n.*^\+  --version ", check.stdout)
    assert "+# Rules" in check.stdout.splitlines()
    assert docs("--root", str(tmp_path)).stdout == f"written: {MADE[0]}\nwritten: README.md\n"
    assert readme.read_text(encoding="utf-8") == read("README.md")
    assert docs("--check", "--root", str(tmp_path)).returncode == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert f"Usage: timeline {command} " in read("README.md")
    assert re.search(rf"timeline {command}\b", read("CONTRIBUTING.md"))
    assert COMMANDS[command] in read("README.md")


@pytest.mark.parametrize("page", MADE[:2])
def test_every_rule_is_documented(page: str) -> None:
    codes = [
        code for file in (ROOT / "timeline" / "messages").glob("*.toml") for code in tomllib.loads(read(str(file)))
    ]
    assert sorted(codes) == sorted(re.findall(r"(?m)^### (\S+)$", read(page)))
    assert not re.search(r"\{\w+\}", read(page)), "a template is not readable"


TOPIC = re.compile(r"topics/(?:[a-z-]+?)(-by-year)?\.csv")
"""A table of one topic; the pages explain those of all topics as one."""


def sections(page: str) -> dict[str, set[str]]:
    """File -> columns that a dictionary explains."""
    parts = re.split(r"(?m)^### `(.+)`$", read(page))[1:]
    return {
        name: set(re.findall(r"(?m)^\| `(\w+)` \|", text)) for name, text in zip(parts[::2], parts[1::2], strict=True)
    }


@pytest.mark.parametrize("page", MADE[2:])
def test_every_column_of_every_file_is_documented(page: str) -> None:
    explained = sections(page)
    descriptor = json.loads(read("datapackage.json"))
    for resource in descriptor["resources"]:
        explained_at = TOPIC.sub(r"topics/TOPIC\1.csv", resource["path"])
        if "schema" in resource:
            columns = {field["name"] for field in resource["schema"]["fields"]}
            years = {name for name in columns if "by-year" in explained_at and re.fullmatch("[0-9]{4}", name)}
            assert explained[explained_at] == columns - years
        assert explained_at in read(page)
    for path in sorted((ROOT / "datasets" / "contributions").glob("*/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            assert explained[path.name] == set(next(csv.reader(file))), path
    for path in sorted((ROOT / "datasets" / "contributions").glob("*/source.toml")):
        assert set(tomllib.loads(read(str(path)))) <= explained["source.toml"], path
    assert set(tomllib.loads(read("datasets/package.toml"))) <= explained["datasets/package.toml"]


@pytest.mark.parametrize("page", MADE[2:])
def test_every_codelist_is_documented(page: str) -> None:
    lists = {path.relative_to(ROOT).as_posix() for path in (ROOT / "datasets" / "codelists").glob("*.csv")}
    assert lists
    assert lists <= set(sections(page))


@pytest.mark.parametrize("page", MADE)
def test_generated_pages_have_no_gaps(page: str) -> None:
    assert "None" not in read(page)
    other = page.replace(".vi.md", ".md") if ".vi." in page else page.replace(".md", ".vi.md")
    assert read(page).count("\n") == read(other).count("\n")


def anchors(text: str) -> set[str]:
    """The fragments that GitHub gives the headings of a page."""
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(text)}


@pytest.mark.parametrize("page", PAGES)
def test_relative_links_lead_somewhere(page: str) -> None:
    for target in LINK.findall(FENCED.sub("", read(page))):
        if "://" in target:
            continue
        path, _, fragment = target.partition("#")
        place = (ROOT / page).parent / path if path else ROOT / page
        assert place.exists(), target
        assert place.resolve().is_relative_to(ROOT), target
        if fragment:
            assert fragment in anchors(place.read_text(encoding="utf-8")), target


def test_all_pages_are_tested() -> None:
    there = {path.relative_to(ROOT).as_posix() for folder in (ROOT, ROOT / "docs") for path in folder.glob("*.md")}
    assert there == set(PAGES)


SNIPPETS = [(page, code) for page in ("README.md", "docs/use.md") for code in examples(page, "python")]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `web` serves."""
    return tmp_path_factory.mktemp("archive")


@pytest.fixture(scope="module")
def web(unpacked: Path) -> Iterator[str]:
    """The address of the release archive on the loopback interface, which takes the place of ADDRESS."""
    with archive_served(unpacked) as address:
        yield address


@pytest.mark.parametrize(("page", "code"), SNIPPETS)
def test_python_examples_run(
    page: str,
    code: str,
    unpacked: Path,
    web: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(unpacked)
    exec(compile(code.replace(ADDRESS, web), page, "exec"), {})
    shown = capsys.readouterr().out
    assert len(shown.splitlines()) > 2 or "events" in shown
    assert "Empty" not in shown
    assert "shape: (0" not in shown


def test_the_archive_itself_is_loaded_over_the_web(web: str) -> None:
    package = timeline.open_package(f"{web}/archive.zip")
    for name in ("observations", "events", "timeline"):
        assert timeline.load(name, package).equals(timeline.load(name, ROOT))
    assert json.loads(package.read("timeline-json")) == json.loads(read("datasets/timeline.json"))


class Web(HTTPFileSystem):  # type: ignore[misc]
    """HTTP for DuckDB without its extension, which would have to be downloaded."""

    def modified(self, path: str) -> datetime:
        """A server of files that do not change."""
        return datetime(2026, 1, 1, tzinfo=UTC)


def test_the_sql_example_runs(web: str) -> None:
    (code,) = examples("docs/use.md", "sql")
    there = read("datasets/event_actors.csv")
    with duckdb.connect() as session:
        session.register_filesystem(Web(skip_instance_cache=True))
        found = session.sql(code.replace(ADDRESS, web)).fetchall()
    assert len(found) == 10
    assert all(0 < count <= there.count(f",{actor},") for actor, count in found)


def test_readme_examples_cover_the_usual_tools() -> None:
    text = "".join(code for page, code in SNIPPETS if page == "README.md")
    assert all(f"import {tool}" in text for tool in ("polars", "pandas", "duckdb"))


def test_the_page_on_use_has_an_example_for_each_tool_over_the_web() -> None:
    shown = [(name, code) for name, code in FENCED.findall(read("docs/use.md")) if ADDRESS in code]
    for tool in ("timeline", "polars", "pandas", "duckdb", "frictionless"):
        assert any(name == "python" and re.search(rf"(?m)^(import|from) {tool}\b", code) for name, code in shown), tool
    assert sorted(name for name, _ in shown if name != "python") == ["js", "r", "r", "sql"]


def test_the_r_example_names_what_is_there() -> None:
    (code,) = examples("README.md", "r")
    (path,) = re.findall(r'read\.csv\(\s*"([^"]+)"', code)
    header = set(read(path).partition("\n")[0].split(","))
    assert {"latest", "nature", "indicator", *re.findall(r'"(\w+)"', code.rpartition("c(")[2])} <= header


def test_a_source_toml_with_every_key_is_shown() -> None:
    (shown,) = examples("CONTRIBUTING.md", "toml")
    assert set(tomllib.loads(shown)) == sections("docs/data-dictionary.md")["source.toml"]


def test_the_citation_agrees_with_the_package() -> None:
    told = dict(re.findall(r'(?m)^([a-z-]+): "?([^"\n]+)"?$', read("CITATION.cff")))
    package = tomllib.loads(read("datasets/package.toml"))
    assert told["title"] == package["title"]
    assert told["license"] == package["licenses"][0]["name"]
    assert {"cff-version", "message", "type"} <= set(told)


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda path: path.name)
def test_locks_hold_no_addresses(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert "://" not in text
    assert not re.search(r"(?m)(^|[\s@='\"])(/|[A-Za-z]:\\|file:/|\.\./)", text)
