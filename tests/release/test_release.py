"""Releases of a throw-away repository: three in a row, what is refused, and a release that is cut short."""

import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import frictionless
import pytest
from click.testing import CliRunner
from repositories import Repository, add, bury, correct, remove

from timeline import journal
from timeline.build import make
from timeline.cli import main
from timeline.release import verify
from timeline.released import Level, read_history

NAME = "dist/highland-timeline"
LOG = "releases/releases.csv"
WRITTEN = ("releases/0.1.0.delta.json", LOG, "CHANGELOG.md", f"{NAME}-0.1.0.zip", f"{NAME}-0.1.0.zip.sha256")


def descriptor(repository: Repository) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(repository.read("datapackage.json"))
    return told


def test_three_releases_are_logged_and_can_all_be_rebuilt(released: Repository) -> None:
    assert verify(released.layout) == []
    history = read_history(released.layout)
    assert [(str(line.version), line.date) for line in history] == [
        ("0.1.0", "2026-10-01"),
        ("0.2.0", "2026-10-02"),
        ("0.3.0", "2026-11-03"),
    ]
    assert [line.counts.partition(";")[0] for line in history] == ["events=6", "events=6", "events=5"]
    assert history[2].counts.endswith("tombstones=2")
    for line in history:
        assert line.archive == hashlib.sha256((released.root / f"{NAME}-{line.version}.zip").read_bytes()).hexdigest()


def test_versions_are_proved_without_archives_tags_or_commits(released: Repository) -> None:
    shutil.rmtree(released.root / "dist")
    assert not (released.root / ".git").exists()
    assert verify(released.layout) == []


def test_the_changelog_has_an_entry_a_version_newest_first(repository: Repository) -> None:
    repository.write("CHANGELOG.md", "# Changelog\n\n## Unreleased\n\n### Added\n\n- A tool.\n")
    repository.released("2026-10-01")
    correct(repository)
    repository.released("2026-10-02")
    text = repository.read("CHANGELOG.md")
    headings = [line for line in text.split("\n") if line.startswith("## ")]
    assert headings == ["## Unreleased", "## Data 0.1.1 - 2026-10-02", "## Data 0.1.0 - 2026-10-01"]
    assert "- A tool.\n\n## Data 0.1.1 - 2026-10-02\n\n### Changed\n\n- `events`: 1 corrected.\n" in text
    assert "\n- `events`: 6 rows, a new table.\n" in text


def test_removed_ids_are_told_with_reason_and_successor(released: Repository) -> None:
    removed = released.read("CHANGELOG.md").partition("### Removed")[2].partition("\n## ")[0]
    assert "- `2026-vale-road` of `events`: Told of another road.; now 2024-east-vale-road.\n" in removed
    assert "- `water` of `topics`: Unused.\n" in removed
    told = json.loads(released.read("releases/0.3.0.delta.json"))
    events = next(table for table in told["tables"] if table["resource"] == "events")
    assert [(row["op"], row["reason"]) for row in events["rows"]] == [
        ("DEL", "Told of another road.; now 2024-east-vale-road")
    ]


def test_the_descriptor_has_the_version_and_the_day(first: Repository) -> None:
    assert (descriptor(first)["version"], descriptor(first)["created"]) == ("0.1.0", "2026-10-01T00:00:00Z")
    before = first.files()
    assert make(first.layout) == ([], [])
    assert make(first.layout, check=True) == ([], [])
    assert first.files() == before


def test_after_a_change_the_next_version_is_in_the_making_until_it_is_undone(first: Repository) -> None:
    before = first.files()
    correct(first)
    first.build()
    assert (descriptor(first)["version"], descriptor(first)["created"]) == (
        "0.1.1-dev",
        "2026-06-01T00:00:00Z",
    )
    first.change("datasets/contributions/two/events.csv", "Vale road ready", "Vale road opened")
    first.build()
    assert first.files() == before, "what was released is told again, byte for byte"


def test_the_archive_is_the_package_with_its_documents(released: Repository) -> None:
    with zipfile.ZipFile(released.root / f"{NAME}-0.3.0.zip") as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
        members = archive.infolist()
    told = json.loads(files["datapackage.json"])
    wanted = {"datapackage.json", "README.md", "LICENSE-DATA", "SHA256SUMS"}
    wanted |= {resource["path"] for resource in told["resources"]}
    wanted |= {path.relative_to(released.root).as_posix() for path in (released.root / "schemas").glob("*.json")}
    assert set(files) == wanted
    for name in wanted - {"SHA256SUMS"}:
        assert files[name] == (released.root / name).read_bytes()
    sums = [line.split("  ") for line in files["SHA256SUMS"].decode().splitlines()]
    assert {name: digest for digest, name in sums} == {
        name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != "SHA256SUMS"
    }
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    assert {member.external_attr >> 16 for member in members} == {0o100644}
    assert members[0].filename == "datapackage.json"


def test_others_read_the_archive(released: Repository, tmp_path: Path) -> None:
    path = released.root / f"{NAME}-0.3.0.zip"
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "out")
    assert frictionless.Package(str(tmp_path / "out" / "datapackage.json")).validate().valid
    sha256sum = shutil.which("sha256sum")
    if sha256sum is None:
        pytest.skip("NOT RUN: no sha256sum here")
    for folder, name in ((path.parent, f"{path.name}.sha256"), (tmp_path / "out", "SHA256SUMS")):
        subprocess.run([sha256sum, "--check", "--quiet", "--strict", name], cwd=folder, check=True)


def test_the_same_repository_gives_the_same_bytes(repository: Repository, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(repository.root, other)
    repository.released("2026-10-01")
    Repository(other).released("2026-10-01")
    assert Repository(other).files() == repository.files()


def test_a_version_that_is_there_is_left_as_it_is_and_its_archive_put_back(first: Repository) -> None:
    first.write("README.md", "# Changed since then\n")
    before = first.files()
    shutil.rmtree(first.root / "dist")
    problems, outcome = first.release("2026-12-24", "0.1.0")
    assert problems == []
    assert outcome is not None
    assert not outcome.new
    assert first.files() == before


@pytest.mark.parametrize(
    ("version", "level", "code"),
    [
        ("0.1.1", None, "bump-small"),
        ("", Level.PATCH, "bump-small"),
        ("0.1.0", None, "version-taken"),
        ("0.0.9", None, "version-order"),
        ("0.3.0", None, "version-order"),
        ("11.0.0", None, "version-order"),
    ],
)
def test_a_step_that_is_too_small_or_no_step_is_refused(
    first: Repository, version: str, level: Level | None, code: str
) -> None:
    add(first)
    (message,) = first.refused("2026-10-02", version, level)
    assert message.endswith(f"[{code}]")


@pytest.mark.parametrize(
    ("version", "level", "given"),
    [("0.2.0", None, "0.2.0"), ("", Level.MINOR, "0.2.0"), ("1.0.0", None, "1.0.0"), ("", Level.MAJOR, "1.0.0")],
)
def test_a_larger_step_may_be_chosen(first: Repository, version: str, level: Level | None, given: str) -> None:
    correct(first)
    assert first.released("2026-10-02", version, level) == given


def test_what_breaks_is_a_major_version_from_one_on(repository: Repository) -> None:
    assert repository.released("2026-10-01", "1.0.0") == "1.0.0"
    remove(repository)
    bury(repository, "1.0.0")
    text = repository.read("datasets/tombstones.csv").replace("water,topics,1.0.0,Unused.,\n", "")
    repository.write("datasets/tombstones.csv", text)
    assert "demands 2.0.0" in repository.refused("2026-10-02", "1.1.0")[0]
    assert repository.released("2026-10-02") == "2.0.0"


@pytest.mark.parametrize("name", ["", "README.md", "LICENSE-DATA"])
def test_a_release_without_a_difference_is_refused(first: Repository, name: str) -> None:
    if name:
        first.write(name, "Other words.\n")
    (message,) = first.refused("2026-10-02")
    assert message.endswith("[release-empty]")


def test_a_day_before_the_last_release_is_refused(first: Repository) -> None:
    correct(first)
    (message,) = first.refused("2026-09-30")
    assert message.endswith("[date-early]")


def test_removed_ids_need_the_row_that_is_told(repository: Repository) -> None:
    add(repository)
    repository.released("2026-10-01")
    remove(repository)
    messages = repository.refused("2026-10-02")
    assert [message.rpartition(" ")[2] for message in messages] == ["[tombstone-missing]"] * 2
    assert "add the row 2026-vale-road,events,0.1.0,…,," in messages[0]
    bury(repository, "0.1.0")
    assert repository.released("2026-10-02") == "0.2.0"


def test_a_row_for_another_version_does_not_count(released: Repository) -> None:
    name = "datasets/contributions/two/observations.csv"
    *rows, last, end = released.read(name).split("\n")
    released.write(name, "\n".join([*rows, end]))
    lost = last.partition(",")[0]
    text = released.read("datasets/tombstones.csv")
    released.write("datasets/tombstones.csv", f"{text}{lost},observations,0.1.0,Misread.,\n")
    assert [message.rpartition(" ")[2] for message in released.refused("2026-12-01")] == ["[tombstone-missing]"]
    released.write("datasets/tombstones.csv", f"{text}{lost},observations,0.3.0,Misread.,\n")
    assert released.released("2026-12-01") == "0.4.0"


def test_a_tombstone_that_was_released_stays(released: Repository) -> None:
    text = released.read("datasets/tombstones.csv")
    released.write("datasets/tombstones.csv", text.replace("water,topics,0.2.0,Unused.,\n", ""))
    (message,) = released.refused("2026-12-01")
    assert message.endswith("[tombstone-dropped]")


def test_a_removed_id_does_not_come_back(released: Repository) -> None:
    add(released)
    (message,) = released.refused("2026-12-01")
    assert message.endswith("[id-returned]")


def test_a_faulty_collection_is_not_released(repository: Repository) -> None:
    repository.change("datasets/contributions/two/events.csv", "2026-05-20", "20.5.2026")
    assert [message.rpartition(" ")[2] for message in repository.refused("2026-10-01")] == ["[date-bad]"]


def test_an_archive_that_nobody_logged_is_not_written_over(repository: Repository) -> None:
    repository.write(f"{NAME}-0.1.0.zip", "mine")
    (message,) = repository.refused("2026-10-01")
    assert message.endswith("[version-taken]")


def test_nothing_is_released_on_a_damaged_log(released: Repository) -> None:
    correct_again = "datasets/contributions/one/events.csv"
    released.change(correct_again, "Spring Fair 2026", "Fair of spring 2026")
    released.change(LOG, "2026-10-02", "2026-10-03")
    assert {message.rpartition(" ")[2] for message in released.refused("2026-12-01")} == {
        "[release-chain]",
        "[release-differs]",
    }


@pytest.mark.parametrize("name", WRITTEN)
def test_what_stands_in_the_way_stops_the_whole_release(repository: Repository, name: str) -> None:
    repository.build()
    (repository.root / name).mkdir(parents=True)
    before = repository.files()
    codes = {".zip": "[version-taken]", ".json": "[release-unknown]"}
    if code := codes.get(Path(name).suffix):
        assert repository.refused("2026-10-01")[0].endswith(code)
    else:
        with pytest.raises((journal.BlockedError, OSError)):
            repository.release("2026-10-01")
    assert repository.files() == before


class CutShortError(BaseException):
    """The machine stops here."""


@pytest.mark.parametrize("cut", range(6))
def test_a_release_cut_short_is_all_old_or_all_new_after_the_next_command(
    first: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: int
) -> None:
    add(first)
    before = first.files()
    whole = Repository(Path(shutil.copytree(first.root, tmp_path / "whole")))
    whole.released("2026-10-02")
    original: Callable[..., Path] = Path.replace
    done: list[str] = []

    def step(path: Path, target: Path) -> Path:
        if len(done) == cut:
            raise CutShortError
        done.append(path.name)
        return original(path, target)

    monkeypatch.setattr(Path, "replace", step)
    with pytest.raises(CutShortError):
        first.release("2026-10-02")
    monkeypatch.undo()
    assert CliRunner().invoke(main, ["--root", str(first.root), "releases", "--verify"]).exit_code == 0
    assert first.files() == (before if cut == 0 else whole.files())
    assert verify(first.layout) == []


def test_an_archive_holds_nothing_that_is_not_published(released: Repository) -> None:
    data = (released.root / f"{NAME}-0.3.0.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
    assert not [
        name for name in names if name.startswith(("releases/", ".timeline", "datasets/contributions", "dist/"))
    ]
    assert "datasets/tombstones.csv" in names
