"""Build the package aside, let frictionless read it back, and put it in place as one."""

import json
from pathlib import Path

from timeline import journal
from timeline.build.descriptor import descriptor
from timeline.build.events import merged_events
from timeline.build.tables import frames
from timeline.build.writers import WRITERS, Package, as_json, write_text
from timeline.layout import Layout
from timeline.problems import Problem
from timeline.records.package import PackageInfo
from timeline.validate import Collection, package_info, read_collection, validate
from timeline.validate.package import judge

DESCRIPTOR = "datapackage.json"
BUILT = ("datasets/", "schemas/")


def build_aside(collection: Collection, info: PackageInfo, aside: Path) -> list[str]:
    """Write the whole package of a valid collection below `aside`; the paths of built files, the descriptor last."""
    for name in ("datasets/codelists", "schemas"):
        (aside / name).mkdir(parents=True)
    events = merged_events(collection)
    package = Package(collection, events, frames(collection, events))
    paths = [path for write in WRITERS for path in write(package, aside)]
    write_text(aside / DESCRIPTOR, as_json(descriptor(collection, info, aside)))
    return [*paths, DESCRIPTOR]


def make(layout: Layout, *, check: bool = False) -> tuple[list[Problem], list[str]]:
    """Read, validate and build a collection; see `build`."""
    collection = read_collection(layout)
    problems = validate(collection)
    info, _ = package_info(collection)
    if problems or info is None:
        return problems, []
    return build(collection, info, check=check)


def build(collection: Collection, info: PackageInfo, *, check: bool = False) -> tuple[list[Problem], list[str]]:
    """Build a valid collection.

    Args:
        collection: Validated, without a problem.
        info: The hand-written part of the descriptor.
        check: Compare with what stands in the tree instead of writing.

    Returns:
        What is wrong (then nothing was written), and the paths that changed.
    """
    layout = collection.layout
    with journal.locked(layout):
        journal.complete(layout)
        aside = journal.fresh_aside(layout)
        paths = build_aside(collection, info, aside)
        problems = judge(aside / DESCRIPTOR)
        left = _left_over(layout, paths)
        changed = [path for path in paths if _differs(layout.root / path, aside / path)]
        if check:
            return problems + _differences(layout, changed, left), []
        if not problems and (changed or left):
            journal.replace(layout, aside, changed, left)
        return problems, [] if problems else changed + left


def _differs(there: Path, made: Path) -> bool:
    return not there.is_file() or there.read_bytes() != made.read_bytes()


def _left_over(layout: Layout, paths: list[str]) -> list[str]:
    """Files that an earlier build made and this one does not: schemas, and what the last descriptor names."""
    there = {layout.relative(path) for path in layout.schemas.glob("*.json")}
    try:
        resources = json.loads(layout.descriptor.read_text(encoding="utf-8"))["resources"]
        there |= {path for resource in resources if (path := str(resource["path"])).count("/") == 1}
    except (OSError, ValueError, KeyError, TypeError):
        pass  # no descriptor, or none of ours: nothing is known to be left over
    return sorted(path for path in there - set(paths) if path.startswith(BUILT) and (layout.root / path).is_file())


def _differences(layout: Layout, changed: list[str], left: list[str]) -> list[Problem]:
    missing = [path for path in changed if not (layout.root / path).exists()]
    return [
        *(Problem("built-missing" if path in missing else "built-differs").at(path) for path in changed),
        *(Problem("built-left").at(path) for path in left),
    ]
