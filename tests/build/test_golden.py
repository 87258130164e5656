"""Every built file of tests/collection, byte for byte, as it stands in tests/build/golden/.

After a wanted change of the output, write the files anew and read the difference in the commit:

    UPDATE_GOLDEN=1 python -m pytest tests/build/test_golden.py
"""

import csv
import io
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import timeline
from timeline.build import make
from timeline.layout import Layout

GOLDEN = Path(__file__).parent / "golden"
BY_HAND = (
    "datasets/codelists/",
    "datasets/contributions/",
    "datasets/package.toml",
    "datasets/tombstones.csv",
    ".timeline/",
)
TABLES = (
    "conflicts",
    "event_actors",
    "event_places",
    "event_sources",
    "events",
    "observations",
    "revisions",
    "sources",
    "targets",
    "timeline",
    "topics/trade",
    "topics/trade-by-year",
    "topics/transport",
)
CONTRIBUTED = ("events.csv", "observations.csv", "conflicts.csv", "rejected.csv")

Files = dict[str, bytes]


def contents(folder: Path) -> Files:
    """The files below a folder that nobody wrote by hand, by path."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: files[name] for name in sorted(files) if not name.startswith(BY_HAND)}


def built(root: Path) -> Files:
    problems, _ = make(Layout(root))
    assert problems == []
    return contents(root)


def write_golden(files: Files) -> None:
    shutil.rmtree(GOLDEN, ignore_errors=True)
    for name, data in files.items():
        (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
        (GOLDEN / name).write_bytes(data)


@pytest.fixture(scope="module")
def golden() -> Files:
    return contents(GOLDEN)


def test_every_built_file_is_the_golden_one(collection: Path) -> None:
    made = built(collection)
    if os.environ.get("UPDATE_GOLDEN"):
        write_golden(made)
    golden = contents(GOLDEN)
    assert list(made) == list(golden)
    for name, data in made.items():
        assert data.decode().split("\n") == golden[name].decode().split("\n"), f"{name} differs"
        assert data == golden[name]


def test_golden_files_are_of_every_kind(golden: Files) -> None:
    """The guard of the test above: that it compares something."""
    assert {"datapackage.json", "datasets/timeline.json", "schemas/timeline.schema.json"} <= set(golden)
    assert {name for name in golden if name.endswith(".csv")} == {f"datasets/{name}.csv" for name in TABLES}
    assert all(golden.values())


def test_building_again_changes_nothing(collection: Path) -> None:
    assert built(collection)
    stamps = {path: path.stat().st_mtime_ns for path in collection.rglob("*") if ".timeline" not in path.parts}
    assert make(Layout(collection)) == ([], [])
    assert make(Layout(collection), check=True) == ([], [])
    assert stamps == {path: path.stat().st_mtime_ns for path in stamps}, "a file was written though nothing changed"


def shuffle(path: Path, order: random.Random) -> None:
    header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    order.shuffle(rows)
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    path.write_text(out.getvalue(), encoding="utf-8", newline="\n")


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_and_files_does_not_matter(
    collection: Path, golden: Files, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    order = random.Random(seed)
    moved = [path for folder in Layout(collection).sources() for path in sorted(folder.glob("*.csv"))]
    before = [path.read_bytes() for path in moved]
    for path in moved:
        assert path.name in CONTRIBUTED
        shuffle(path, order)
    assert before != [path.read_bytes() for path in moved]
    listed, found = Path.iterdir, Path.glob

    def shuffled(paths: Iterator[Path]) -> Iterator[Path]:
        every = sorted(paths)
        order.shuffle(every)
        return iter(every)

    monkeypatch.setattr(Path, "iterdir", lambda path: shuffled(listed(path)))
    monkeypatch.setattr(Path, "glob", lambda path, pattern: shuffled(found(path, pattern)))
    problems, _ = make(Layout(collection))
    monkeypatch.undo()
    assert problems == []
    assert contents(collection) == golden


def test_the_hash_seed_of_the_process_does_not_matter(tmp_path: Path, golden: Files) -> None:
    code = "import sys\nfrom pathlib import Path\nfrom timeline.build import make\nfrom timeline.layout import Layout\n"
    code += "sys.exit(bool(make(Layout(Path(sys.argv[1])))[0]))"
    running = []
    for seed in ("1", "2"):
        root = tmp_path / seed
        shutil.copytree(Path(__file__).parents[1] / "collection", root)
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(timeline.__file__).parents[1])}
        running.append((root, subprocess.Popen([sys.executable, "-c", code, str(root)], env=env)))
    codes = [process.wait(60) for _, process in running]
    assert codes == [0, 0]
    for root, _ in running:
        assert contents(root) == golden


def test_large_files_are_built_to_the_same_bytes(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that go by as tables, blank lines and all, give what rows give."""
    monkeypatch.setattr("timeline.validate.collection.SWEEP_FROM", 0)
    for path in collection.glob("datasets/contributions/*/observations.csv"):
        head, rows = path.read_bytes().split(b"\n", 1)
        path.write_bytes(head + b"\r\n" + rows.replace(b"\n", b"\r\n\r\n"))
    files = built(collection)
    assert files == contents(GOLDEN)
