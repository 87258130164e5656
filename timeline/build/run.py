"""Build the package aside, let frictionless read it back, and put it in place as one."""

import json
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from timeline import journal
from timeline.build.descriptor import descriptor
from timeline.build.events import merged_events
from timeline.build.tables import PUBLISHED, frames
from timeline.build.topics import TOPICS, topic_tables
from timeline.build.versioning import versioned
from timeline.build.writers import BESIDE, WRITERS, Package, as_json, write_text
from timeline.layout import Layout
from timeline.problems import Problem
from timeline.reading import Tick, unwatched
from timeline.records import CODELISTS, Conflict, Event, Observation, Record, Rejection
from timeline.records.package import PackageInfo
from timeline.released import read_history
from timeline.running import Run
from timeline.validate import Collection, package_info, read_collection, validate
from timeline.validate.package import judge

DESCRIPTOR = "datapackage.json"
KINDS: tuple[type[Record], ...] = (*PUBLISHED, *TOPICS, *CODELISTS, Event, Observation, Conflict, Rejection)
TABLES = sorted({kind.table for kind in KINDS})
OURS = {
    "datasets/timeline.json",
    *(f"datasets/{table}.csv" for table in TABLES),
    *(f"schemas/{who}{table}.{form}.json" for who in ("", "contributed-") for table in TABLES
      for form in ("schema", "table-schema")),
}  # fmt: skip
"""All that a build may ever have made besides the descriptor and the tables of topics; nothing else is removed."""
TOPIC = re.compile(r"datasets/topics/[A-Za-z0-9%][A-Za-z0-9%._-]*\.csv")
Put = Callable[[Layout, Path, list[str], list[str]], tuple[list[Problem], list[str]]]


def build_aside(collection: Collection, info: PackageInfo, aside: Path, formats: Sequence[str] = ()) -> list[str]:
    """Write the whole package of a valid collection below `aside`; the paths of built files, the descriptor last.

    `formats` are further ones, keys of BESIDE, which are made of the package.
    """
    for name in ("datasets/codelists", "datasets/topics", "schemas"):
        (aside / name).mkdir(parents=True)
    events = merged_events(collection)
    made = frames(collection, events)
    package = Package(collection, events, made, topic_tables(collection, made["observations"], events))
    paths = [path for write in WRITERS for path in write(package, aside)]
    told = versioned(descriptor(collection, info, aside, package.topics), read_history(collection.layout))
    write_text(aside / DESCRIPTOR, as_json(told))
    beside = [path for name in formats for path in BESIDE[name](package, aside)]
    return [*paths, *beside, DESCRIPTOR]


def make(
    layout: Layout,
    *,
    check: bool = False,
    formats: Sequence[str] = (),
    tick: Tick = unwatched,
    run: Run | None = None,
) -> tuple[list[Problem], list[str]]:
    """Read, validate and build a collection.

    All of that is done inside the lock, so that no build puts older contributions over newer ones. A check takes no
    lock, completes nothing and writes outside the tree only.

    Args:
        layout: The collection.
        check: Compare with what stands in the tree instead of writing.
        formats: What to make in dist/ beside the package: keys of `writers.BESIDE`.
        tick: Called while large files are read.
        run: Where the parts of large files are looked at; None: here.

    Returns:
        What is wrong (then nothing was written), and the paths that changed.

    Raises:
        BusyError: If another process holds the lock for too long.
        BlockedError: If a file cannot be put in its place, or an interrupted build cannot be completed.
    """
    if check:
        with tempfile.TemporaryDirectory(prefix="timeline-") as aside:
            return built(layout, Path(aside), _differences, formats, tick, run)
    with journal.locked(layout):
        journal.complete(layout)
        try:
            return built(layout, journal.fresh_aside(layout), _put, formats, tick, run)
        except KeyboardInterrupt:
            journal.forget_aside(layout)
            raise


def built(
    layout: Layout,
    aside: Path,
    put: Put,
    formats: Sequence[str] = (),
    tick: Tick = unwatched,
    run: Run | None = None,
) -> tuple[list[Problem], list[str]]:
    """Build aside, and give what `put` makes of the paths that differ from the tree and of those left over there."""
    collection = read_collection(layout, tick, run)
    problems = validate(collection)
    info, _ = package_info(collection)
    if problems or info is None:
        return problems, []
    paths = build_aside(collection, info, aside, formats)
    problems = judge(aside / DESCRIPTOR)
    if problems:
        return problems, []
    changed = [path for path in paths if _differs(layout.root / path, aside / path)]
    return put(layout, aside, changed, _left_over(layout, paths))


def _put(layout: Layout, aside: Path, changed: list[str], left: list[str]) -> tuple[list[Problem], list[str]]:
    if changed or left:
        journal.replace(layout, aside, changed, left)
    return [], changed + left


def _differs(there: Path, made: Path) -> bool:
    return not there.is_file() or there.read_bytes() != made.read_bytes()


def _left_over(layout: Layout, paths: list[str]) -> list[str]:
    """Files that an earlier build made and this one does not: schemas, and what the last descriptor names."""
    there = {layout.relative(path) for path in layout.schemas.glob("*.json")}
    try:
        resources = json.loads(layout.descriptor.read_text(encoding="utf-8"))["resources"]
        there |= {str(resource["path"]) for resource in resources}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass  # no descriptor, or none of ours: nothing is known to be left over
    return sorted(path for path in there - set(paths) if _ours(path) and (layout.root / path).is_file())


def _ours(path: str) -> bool:
    return path in OURS or bool(TOPIC.fullmatch(path))


def _differences(layout: Layout, aside: Path, changed: list[str], left: list[str]) -> tuple[list[Problem], list[str]]:
    missing = [path for path in changed if not (layout.root / path).exists()]
    differing = [Problem("built-missing" if path in missing else "built-differs").at(path) for path in changed]
    return [*differing, *(Problem("built-left").at(path) for path in left)], []
