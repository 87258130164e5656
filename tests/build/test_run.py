"""What a build refuses to do to a tree, and what a check leaves alone."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from timeline import journal
from timeline.build import make
from timeline.cli import main
from timeline.layout import Layout

STALE = "schemas/contributed-rejected.schema.json"
"""A name that a build may have made, and makes no more."""

Files = dict[str, bytes]
"""The files of a collection by their paths below the root."""


def contents(root: Path) -> Files:
    """Every file of a collection but those of the scratch folder."""
    files = (path for path in root.rglob("*") if path.is_file() and ".timeline" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def retitle(root: Path) -> None:
    """A change of one contribution, which changes several built files."""
    path = root / "datasets" / "contributions" / "two" / "events.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Vale road opened", "Vale road ready"), encoding="utf-8", newline="\n")


@pytest.fixture
def changed(collection: Path) -> Path:
    """A built collection with a change and a stale file."""
    assert make(Layout(collection))[0] == []
    retitle(collection)
    (collection / STALE).write_text("{}\n", encoding="utf-8", newline="\n")
    return collection


def place_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def place_link(path: Path) -> None:
    path.rename(path.parents[1] / "elsewhere")
    path.symlink_to(path.parents[1] / "elsewhere")


@pytest.mark.parametrize("blocked", ["datasets/events.csv", "datapackage.json", STALE])
@pytest.mark.parametrize("block", [place_folder, place_link])
def test_what_stands_in_the_way_is_named_and_nothing_is_written(
    changed: Path, blocked: str, block: Callable[[Path], None]
) -> None:
    root = changed
    block(root / blocked)
    before = contents(root)
    if blocked == STALE and (root / STALE).is_dir():
        assert make(Layout(root))[0] == [], "a folder is no file left over"
        return
    with pytest.raises(journal.BlockedError, match="no regular file") as raised:
        make(Layout(root))
    assert str(root / blocked) in str(raised.value)
    assert "\n" not in str(raised.value)
    assert contents(root) == before
    assert not journal.pending(Layout(root))
    result = CliRunner().invoke(main, ["--root", str(root), "build"])
    assert (result.exit_code, result.output.count("\n")) == (1, 1), result.output


def test_a_file_where_a_folder_belongs_is_named(changed: Path) -> None:
    root = changed
    shutil.rmtree(root / "schemas")
    (root / "schemas").write_text("mine", encoding="utf-8", newline="\n")
    before = contents(root)
    with pytest.raises(journal.BlockedError, match="schemas is no folder"):
        make(Layout(root))
    assert contents(root) == before


def test_a_read_only_place_is_named(changed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, old = changed, contents(changed)
    place = root / "datasets" / "events.csv"
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: path != place and access(path, mode))
    with pytest.raises(journal.BlockedError, match=r"events\.csv is read-only"):
        make(Layout(root))
    assert contents(root) == old


BAD_JOURNALS = [
    "",
    "no JSON",
    "[]",
    "[" * 100_000,
    '{"aside": ".timeline/build", "written": []}',
    '{"aside": "..", "written": [], "removed": []}',
    '{"aside": ".timeline/build", "written": "datasets", "removed": []}',
    '{"aside": ".timeline/build", "written": [1], "removed": []}',
    *(
        json.dumps({"aside": ".timeline/build", "written": [], "removed": [name]})
        for name in (
            "../outside.csv",
            "/etc/hosts",
            "README.md",
            "datasets/package.toml",
            "datasets/tombstones.csv",
            "releases/notes.md",
            "releases/../README.md",
            "dist/highland-0.1.0.whl",
            "datasets/../README.md",
            "datasets/contributions/one/source.toml",
        )
    ),
]


@pytest.mark.parametrize("text", BAD_JOURNALS, ids=lambda text: text[-40:])
def test_a_journal_that_no_build_wrote_is_not_followed(collection: Path, text: str) -> None:
    layout = Layout(collection)
    layout.scratch.mkdir(exist_ok=True)
    (layout.scratch / journal.JOURNAL).write_text(text, encoding="utf-8", newline="\n")
    before = contents(collection)
    advice = "interrupted run.*; remove .timeline/journal.json and run timeline build"
    with pytest.raises(journal.BlockedError, match=advice):
        make(layout)
    assert contents(collection) == before
    (layout.scratch / journal.JOURNAL).unlink()
    assert make(layout)[0] == []


def test_a_build_reads_what_it_builds_inside_the_lock(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else an older build that waited for the lock would undo a newer one."""
    layout = Layout(collection)
    held = journal.locked

    @contextmanager
    def late(place: Layout) -> Iterator[None]:
        with held(place):
            retitle(collection)
            yield

    monkeypatch.setattr(journal, "locked", late)
    assert make(layout)[0] == []
    assert "Vale road ready" in (collection / "datasets" / "events.csv").read_text(encoding="utf-8")


def test_a_check_writes_nothing_takes_no_lock_and_completes_nothing(
    changed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = changed
    layout = Layout(root)
    told = {"aside": ".timeline/build", "written": [], "removed": [STALE]}
    layout.scratch.mkdir(exist_ok=True)
    (layout.scratch / journal.JOURNAL).write_text(json.dumps(told), encoding="utf-8", newline="\n")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    for name in ("locked", "complete", "replace", "fresh_aside"):
        monkeypatch.setattr(journal, name, None)
    problems, paths = make(layout, check=True)
    assert {problem.code for problem in problems} == {"built-differs", "built-left"}
    assert paths == []
    assert before == {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    shutil.rmtree(layout.scratch)
    make(layout, check=True)
    assert not layout.scratch.exists()


def test_only_what_a_build_may_have_made_is_removed(collection: Path) -> None:
    assert make(Layout(collection))[0] == []
    foreign = ["datasets/mine.csv", "datasets/notes.md", "schemas/mine.schema.json", "schemas/mine.json"]
    for name in (*foreign, "datasets/rejected.csv", STALE):
        (collection / name).write_text("mine", encoding="utf-8", newline="\n")
    told = json.loads((collection / "datapackage.json").read_text(encoding="utf-8"))
    named = [*foreign, "datasets/package.toml", "datasets/rejected.csv", "schemas/../datasets/package.toml"]
    told["resources"] += [{"name": "x", "path": name} for name in named]
    (collection / "datapackage.json").write_text(json.dumps(told), encoding="utf-8", newline="\n")
    assert make(Layout(collection)) == ([], ["datapackage.json", "datasets/rejected.csv", STALE])
    assert all((collection / name).is_file() for name in (*foreign, "datasets/package.toml"))


@pytest.mark.parametrize("text", ["[" * 100_000, "1" * 5_000, "{}", '{"resources": {"a": 1}}', '{"resources": [1]}'])
def test_a_broken_old_descriptor_is_replaced(collection: Path, text: str) -> None:
    (collection / "datapackage.json").write_text(text, encoding="utf-8", newline="\n")
    assert make(Layout(collection))[0] == []
    assert json.loads((collection / "datapackage.json").read_text(encoding="utf-8"))["name"] == "highland-timeline"
