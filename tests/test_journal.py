"""A build that is cut short at any moment leaves the old package or the new one, and only one run writes at a time."""

import json
import os
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import timeline
from timeline import journal
from timeline.build import make
from timeline.cli import main
from timeline.layout import Layout

SECONDS = 60
COMMAND = "from timeline.cli import main\nmain()"
STEPS = ("replace", "unlink")
STALE = "schemas/contributed-rejected.schema.json"
"""A name that a build may have made, and makes no more."""

Files = dict[str, bytes]
"""The files of a collection by their paths below the root."""


class CutShortError(BaseException):
    """The machine stops here: no handler of the package may catch it."""


def contents(root: Path) -> Files:
    """Every file of a collection but those of the scratch folder."""
    files = (path for path in root.rglob("*") if path.is_file() and ".timeline" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def built(root: Path) -> Files:
    assert make(Layout(root))[0] == []
    return contents(root)


def retitle(root: Path) -> None:
    """A change of one contribution, which changes several built files."""
    path = root / "datasets" / "contributions" / "two" / "events.csv"
    text = path.read_text(encoding="utf-8")
    assert "Vale road opened" in text
    path.write_text(text.replace("Vale road opened", "Vale road ready"), encoding="utf-8", newline="\n")


@contextmanager
def steps(root: Path, cut: int | None, done: list[str]) -> Iterator[None]:
    """Every rename and removal below a root is noted in `done`; the one of number `cut` is not made."""
    patch = pytest.MonkeyPatch()
    for name in STEPS:
        original = getattr(Path, name)

        def step(path: Path, *args: Any, _original: Any = original, **options: Any) -> Any:
            if path.is_relative_to(root) and path.name != journal.LOCK:
                if len(done) == cut:
                    raise CutShortError(path.name)
                done.append(path.name)
            return _original(path, *args, **options)

        patch.setattr(Path, name, step)
    try:
        yield
    finally:
        patch.undo()


@pytest.fixture(scope="module")
def before_and_after(tmp_path_factory: pytest.TempPathFactory) -> tuple[Files, Files]:
    """The files of a built collection with a change and a stale file, and what the next build makes of them."""
    root = tmp_path_factory.mktemp("before") / "collection"
    shutil.copytree(Path(__file__).parent / "collection", root)
    built(root)
    retitle(root)
    (root / STALE).write_text("{}\n", encoding="utf-8", newline="\n")
    return contents(root), built(root)


@pytest.fixture
def changed(tmp_path: Path, before_and_after: tuple[Files, Files]) -> tuple[Path, Files, Files]:
    """A root that holds the older files, these, and the newer ones."""
    old, new = before_and_after
    restore(tmp_path / "changed", old)
    return tmp_path / "changed", old, new


def restore(root: Path, files: Files) -> None:
    for name in set(contents(root)) - set(files):
        (root / name).unlink()
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)


def test_a_build_cut_short_at_any_step_is_completed_by_the_next_command(
    changed: tuple[Path, Files, Files],
) -> None:
    root, old, new = changed
    differing = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    assert {"datapackage.json", "datasets/events.csv", STALE} <= differing
    whole: list[str] = []
    with steps(root, None, whole):
        built(root)
    assert whole[0] == "journal.draft"
    assert whole[-1] == journal.JOURNAL
    assert whole[-3] == "datapackage.json", "the descriptor is the last of the renames, before removals"
    assert len(whole) == len(differing) + 2
    for cut in range(len(whole)):
        restore(root, old)
        done: list[str] = []
        with steps(root, cut, done), pytest.raises(CutShortError):
            make(Layout(root))
        assert len(done) == cut
        assert journal.pending(Layout(root)) == (cut > 0)
        result = CliRunner().invoke(main, ["--root", str(root), "validate"])
        assert result.exit_code == 0, result.output
        assert contents(root) == (new if cut else old), f"cut before step {cut}, {whole[cut]}"
        assert not journal.pending(Layout(root))


def test_the_middle_of_a_build_is_neither_the_old_nor_the_new_package(
    changed: tuple[Path, Files, Files],
) -> None:
    """The guard of the test above: what the next command completes is really broken before."""
    root, old, new = changed
    with steps(root, 3, []), pytest.raises(CutShortError):
        make(Layout(root))
    assert contents(root) not in (old, new)


def test_completing_may_itself_be_cut_short(changed: tuple[Path, Files, Files]) -> None:
    root, _, new = changed
    layout = Layout(root)
    with steps(root, 2, []), pytest.raises(CutShortError):
        make(layout)
    for _ in range(20):
        if not journal.pending(layout):
            break
        with steps(root, 1, []), pytest.raises(CutShortError):
            journal.complete(layout)
            raise CutShortError
    assert contents(root) == new


def test_a_process_that_dies_between_two_renames_leaves_no_lock_behind(
    changed: tuple[Path, Files, Files],
) -> None:
    root, old, new = changed
    dying = (
        "import os, sys\nfrom pathlib import Path\n"
        "from timeline.build import make\nfrom timeline.layout import Layout\n"
        "original, calls = Path.replace, []\n"
        "def replace(path, target):\n"
        "    calls.append(path)\n"
        "    return os._exit(9) if len(calls) == 4 else original(path, target)\n"
        "Path.replace = replace\nmake(Layout(Path(sys.argv[1])))\n"
    )
    assert ended(python(dying, root)) == (9, "")
    assert contents(root) not in (old, new)
    assert ended(python(COMMAND, "--root", root, "build")) == (0, "Up to date.\n")
    assert contents(root) == new


@pytest.mark.parametrize("draft", ['{"aside": ".timeline/build", "writ', ""])
def test_a_half_written_draft_of_the_journal_is_ignored(changed: tuple[Path, Files, Files], draft: str) -> None:
    root, old, new = changed
    layout = Layout(root)
    layout.scratch.mkdir()
    (layout.scratch / "journal.draft").write_text(draft, encoding="utf-8", newline="\n")
    assert not journal.pending(layout)
    journal.complete(layout)
    assert contents(root) == old
    assert built(root) == new


def test_removals_stand_in_the_journal_and_are_made_after_the_renames(collection: Path) -> None:
    layout = Layout(collection)
    aside = journal.fresh_aside(layout)
    (aside / "datasets").mkdir()
    (aside / "datasets/new.csv").write_text("new", encoding="utf-8", newline="\n")
    (collection / "datasets/old.csv").write_text("old", encoding="utf-8", newline="\n")
    with steps(collection, 1, []), pytest.raises(CutShortError):
        journal.replace(layout, aside, ["datasets/new.csv"], ["datasets/old.csv"])
    told = json.loads((layout.scratch / journal.JOURNAL).read_text(encoding="utf-8"))
    assert told == {"aside": ".timeline/build", "written": ["datasets/new.csv"], "removed": ["datasets/old.csv"]}
    assert (collection / "datasets/old.csv").exists()
    assert not (collection / "datasets/new.csv").exists()
    journal.complete(layout)
    assert not (collection / "datasets/old.csv").exists()
    assert (collection / "datasets/new.csv").read_text(encoding="utf-8") == "new"


def python(code: str, *arguments: object) -> subprocess.Popen[str]:
    """A Python process that finds the same package as this one."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(timeline.__file__).parents[1])},
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """The exit code of a process, and what it said."""
    said, _ = process.communicate(timeout=SECONDS)
    return process.returncode, said


def spoken(process: subprocess.Popen[str], seconds: float = SECONDS) -> str:
    """The next line that a process says within the time; "" where it says nothing."""
    assert process.stdout
    ready, _, _ = select.select([process.stdout], [], [], seconds)
    return process.stdout.readline().strip() if ready else ""


@pytest.mark.skipif(sys.platform == "win32", reason="NOT RUN: select() waits for pipes on POSIX systems only")
def test_a_second_process_waits_for_the_lock(collection: Path) -> None:
    layout = Layout(collection)
    entering = (
        "import sys\nfrom pathlib import Path\n"
        "from timeline.journal import locked\nfrom timeline.layout import Layout\n"
        "root = Path(sys.argv[1])\nprint('asking', flush=True)\n"
        "with locked(Layout(root)):\n"
        "    print('inside', 'after' if (root / 'released').exists() else 'before', flush=True)\n"
    )
    with journal.locked(layout):
        process = python(entering, collection)
        assert spoken(process) == "asking"
        assert spoken(process, 0.5) == "", "it went in though the lock is held"
        (collection / "released").touch()
    assert spoken(process) == "inside after"
    assert ended(process) == (0, "")


def test_two_builds_at_once_give_the_package_that_one_gives(
    changed: tuple[Path, Files, Files],
) -> None:
    root, _, new = changed
    both = [ended(process) for process in [python(COMMAND, "--root", root, "build") for _ in range(2)]]
    assert [code for code, _ in both] == [0, 0], both
    assert contents(root) == new


def test_a_lock_that_stays_held_is_told_in_one_line(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "LOCK_SECONDS", 0.05)
    before = contents(collection)
    with journal.locked(Layout(collection)):
        result = CliRunner().invoke(main, ["--root", str(collection), "build"])
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    line, *others = result.output.splitlines()
    assert others == []
    assert line.startswith("Error: another run has held ")
    assert str(Path(".timeline") / "lock") in line
    assert contents(collection) == before


def test_validate_does_not_ask_for_the_lock(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "LOCK_SECONDS", 0.05)
    with journal.locked(Layout(collection)):
        result = CliRunner().invoke(main, ["--root", str(collection), "validate"])
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("datapackage.json", True),
        ("datasets/events.csv", True),
        ("datasets/contributions/one/events.csv", True),
        ("datasets/contributions/one/rejected.csv", True),
        ("datasets/contributions/one/source.toml", True),
        ("datasets/contributions/one/conflicts.csv", True),
        ("datasets/contributions/one/candidates/observations.csv", True),
        (".timeline/candidates/one.json", True),
        (".timeline/review/one-2026.jsonl", True),
        ("datasets/package.toml", False),
        ("datasets/codelists/places.csv", False),
        ("datasets/contributions/one/candidates/source.toml", False),
        ("datasets/contributions/one/candidates/rejected.csv", False),
        ("datasets/contributions/../events.csv", False),
        (".timeline/lock", False),
        (".timeline/review/../lock.jsonl", False),
        ("README.md", False),
    ],
)
def test_a_journal_names_only_what_is_built_or_decided(name: str, ours: bool) -> None:
    assert bool(journal.PLACES.fullmatch(name)) == ours


def test_a_folder_of_candidates_goes_with_its_last_file_and_no_other_folder(collection: Path) -> None:
    layout = Layout(collection)
    folder = layout.contributions / "one" / "candidates"
    folder.mkdir()
    for name in ("events.csv", "observations.csv"):
        (folder / name).touch()
    with journal.locked(layout):
        journal.replace(layout, journal.fresh_aside(layout), [], ["datasets/contributions/one/candidates/events.csv"])
        assert folder.is_dir()
        names = ["datasets/contributions/one/candidates/observations.csv", "datasets/contributions/two/events.csv"]
        journal.replace(layout, journal.fresh_aside(layout), [], names)
    assert not folder.exists()
    assert (layout.contributions / "two").is_dir()
