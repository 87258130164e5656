"""The commands about versions as people run them: what they say, exit codes, and bad input in one line."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from repositories import Repository, add, correct

from timeline.cli import main


def run(root: Path | None, *arguments: object) -> Result:
    return CliRunner().invoke(main, [*(["--root", str(root)] if root else []), *map(str, arguments)])


def one_line(result: Result) -> str:
    """What is said of bad input: one line, the usage aside, and no traceback."""
    assert result.exception is None or isinstance(result.exception, SystemExit)
    (line,) = [text for text in result.output.split("\n") if text and not text.startswith(("Usage:", "Try "))]
    return line


def test_a_release_from_start_to_end(repository: Repository) -> None:
    root = repository.root
    assert run(root, "releases").output == "Nothing was released yet.\n"
    assert run(root, "diff").output.endswith("It demands a minor version.\n")
    done = run(root, "release", "--date", "2026-10-01")
    assert (done.exit_code, done.output) == (0, "Released 0.1.0: dist/highland-timeline-0.1.0.zip\n")
    assert run(root, "build", "--check").exit_code == 0
    assert run(root, "diff").output.endswith("No difference of the data.\n")
    done = run(root, "release", "0.1.0")
    assert (done.exit_code, done.output) == (0, "Released already: 0.1.0: dist/highland-timeline-0.1.0.zip\n")
    listed = run(root, "releases", "--verify")
    assert listed.exit_code == 0
    assert re.fullmatch(r"0\.1\.0  2026-10-01  events 6, .+\n1 version\(s\) rebuilt: .+\n", listed.output)


def test_a_day_is_today_if_none_is_given(repository: Repository) -> None:
    assert run(repository.root, "release").exit_code == 0
    assert re.search(r"(?m)^## Data 0\.1\.0 - 20[0-9]{2}-[0-9]{2}-[0-9]{2}$", repository.read("CHANGELOG.md"))


@pytest.mark.parametrize(
    ("form", "start"), [("text", "highland-timeline: 0.1.0"), ("json", '{\n"name": '), ("markdown", "**`highland-")]
)
def test_every_form_of_a_difference(first: Repository, form: str, start: str) -> None:
    correct(first)
    shown = run(first.root, "diff", "--format", form)
    assert shown.exit_code == 0
    assert shown.output.startswith(start)
    if form == "json":
        assert json.loads(shown.output)["demands"] == "patch"


def test_a_difference_writes_nothing(first: Repository) -> None:
    correct(first)
    before = first.files()
    assert run(first.root, "diff").exit_code == 0
    assert run(first.root, "diff", "0.1.0", first.root).exit_code == 0
    assert first.files() == before


def test_two_packages_are_compared_without_a_collection_around(
    first: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    archive = first.root / "dist" / "highland-timeline-0.1.0.zip"
    shown = run(None, "diff", archive, first.root)
    assert (shown.exit_code, shown.output.split("\n")[1]) == (0, "No difference of the data.")
    assert "no datasets/contributions" in one_line(run(None, "diff", archive))
    assert "no datasets/contributions" in one_line(run(None, "release"))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("diff", "nowhere"), "nowhere is no folder, zip archive"),
        (("diff", "9.9.9"), "9.9.9 is no released version"),
        (("release", "1.2"), "it is not SemVer"),
        (("release", "v1.2.0"), "it is not SemVer"),
        (("release", "1.2.0-rc.1"), "only MAJOR.MINOR.PATCH is released"),
        (("release", "1.0.0", "--bump", "major"), "not both"),
        (("release", "--date", "2026-02-30"), "is no day"),
        (("release", "--date", "20260201"), "is not written YYYY-MM-DD"),
        (("release", "--bump", "huge"), "huge"),
    ],
)
def test_wrong_usage_is_one_line_and_ends_with_two(first: Repository, arguments: tuple[str, ...], told: str) -> None:
    before = first.files()
    result = run(first.root, *arguments)
    assert result.exit_code == 2
    assert told in one_line(result)
    assert first.files() == before


def test_what_cannot_be_read_is_one_line_and_ends_with_one(first: Repository, tmp_path: Path) -> None:
    (tmp_path / "bad.zip").write_bytes(b"PK\x03\x04 nothing")
    for old in (tmp_path / "bad.zip", "http://127.0.0.1:1/datapackage.json", tmp_path):
        result = run(first.root, "diff", old)
        assert result.exit_code == 1
        assert one_line(result).startswith("Error: ")


@pytest.mark.parametrize("command", ["build", "validate", "diff", "release", "releases"])
def test_a_log_that_is_none_is_one_line(first: Repository, command: str) -> None:
    first.write("releases/releases.csv", "version\n")
    rows = "id,kind,version,reason,successor\nwater,topics,0.1.0,Unused.,\n"
    first.write("datasets/tombstones.csv", rows)
    before = first.files()
    result = run(first.root, command)
    assert result.exit_code == 1
    assert "releases/releases.csv: the header" in one_line(result)
    assert first.files() == before


def test_what_stands_against_a_release_is_told_in_both_languages(first: Repository) -> None:
    add(first)
    english = run(first.root, "release", "--bump", "patch", "--date", "2026-09-30")
    assert english.exit_code == 1
    assert "0.1.1 is too small a step for a minor change; the difference demands 0.2.0" in english.output
    assert "[date-early]" in english.output, "all at once"
    assert "là bước quá nhỏ" in run(first.root, "release", "--bump", "patch", "--lang", "vi").output


def test_a_faulty_collection_is_told_instead_of_a_difference(first: Repository) -> None:
    first.change("datasets/contributions/two/events.csv", "2026-05-20", "20.5.2026")
    result = run(first.root, "diff")
    assert result.exit_code == 1
    assert "[date-bad]" in result.output


def test_a_tampered_release_ends_with_one(released: Repository) -> None:
    text = released.read("releases/0.2.0.delta.json")
    released.write("releases/0.2.0.delta.json", text.replace('"corrected"', '"guessed"'))
    result = run(released.root, "releases", "--verify")
    assert result.exit_code == 1
    assert "releases/0.2.0.delta.json: the file is not the one whose checksum was logged" in result.output
