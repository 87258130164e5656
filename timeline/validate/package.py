"""The built package judged by frictionless: the only place that imports it."""

import json
import tempfile
from itertools import islice
from pathlib import Path
from typing import Any

from timeline.problems import Problem

LARGE = 4_000_000
"""Bytes from which of a table only the first rows are judged: frictionless reads 20,000 rows a second."""
FIRST = 10_000


def judge(descriptor: Path) -> list[Problem]:
    """What frictionless finds wrong with a package: its descriptor, types, constraints, keys, sizes and hashes.

    Of large tables the first 10,000 rows are judged, and no size, hash or key that names one of their rows: the form is
    the same in all rows, and every row was validated before it was written.
    """
    from frictionless import FrictionlessException, Package  # noqa: PLC0415 - takes half a second

    try:
        with tempfile.TemporaryDirectory(prefix="judged-", dir=descriptor.parent) as folder:
            report = Package.from_descriptor(
                _told(descriptor, Path(folder)), basepath=str(descriptor.parent)
            ).validate()
    except FrictionlessException as error:
        return [Problem("package-invalid", {"reason": error.error.message}).at(descriptor.name)]
    problems = [Problem("package-invalid", {"reason": error.message}).at(descriptor.name) for error in report.errors]
    for task in report.tasks:
        problems += [Problem("package-invalid", {"reason": error.message}).at(task.place) for error in task.errors]
    return problems


def _told(descriptor: Path, folder: Path) -> dict[str, Any]:
    """The descriptor with the first rows of large tables, which are written into `folder`, instead of them."""
    told: dict[str, Any] = json.loads(descriptor.read_text(encoding="utf-8"))
    tables = [resource for resource in told["resources"] if resource.get("type") == "table"]
    large = {table["name"]: table for table in tables if table["bytes"] >= LARGE}
    for name, table in large.items():
        first = folder / Path(table["path"]).name
        with (descriptor.parent / table["path"]).open("rb") as whole:
            first.write_bytes(b"".join(islice(whole, FIRST + 1)))
        large[name] = {**table, "path": first.relative_to(descriptor.parent).as_posix(), "bytes": None, "hash": None}
    told["resources"] = [_judged(large.get(each["name"], each), large) for each in told["resources"]]
    return told


def _judged(resource: dict[str, Any], large: dict[str, Any]) -> dict[str, Any]:
    """A resource without what is not told of it, and without keys that name rows of large tables."""
    resource = {key: value for key, value in resource.items() if value is not None}
    keys = resource.get("schema", {}).get("foreignKeys")
    if large and keys:
        named = [(key["reference"].get("resource") or resource["name"], key) for key in keys]
        resource["schema"] = {**resource["schema"], "foreignKeys": [key for name, key in named if name not in large]}
    return resource
