"""Small data packages written by hand: what tests of loading share."""

import hashlib
import json
from pathlib import Path
from typing import Any

PLACES = "code,area,founded\nhanoi,3359.84,1010-10-01\nhue,4947.11,\n"
FIELDS = [
    {"name": "code", "type": "string"},
    {"name": "area", "type": "number"},
    {"name": "founded", "type": "date"},
]

Told = dict[str, Any]


def resource(data: bytes, path: str = "datasets/places.csv", **more: Any) -> Told:
    """One resource of a descriptor, with the sums of its bytes."""
    sums = {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
    return {"name": "places", "path": path, **sums, "schema": {"fields": FIELDS}, **more}


def write_package(root: Path, csv: str = PLACES, resources: list[Any] | None = None, **more: Any) -> Path:
    """A package of one table below `root`; whatever is named replaces what would stand in the descriptor."""
    data = csv.encode()
    (root / "datasets").mkdir(parents=True, exist_ok=True)
    (root / "datasets" / "places.csv").write_bytes(data)
    told = {"name": "test-places", "version": "1.2.0", "resources": resources or [resource(data)], **more}
    (root / "datapackage.json").write_text(json.dumps(told), encoding="utf-8", newline="\n")
    return root


def write_table(root: Path, csv: str, fields: list[Told], **schema: Any) -> Path:
    """The same with another table, called places."""
    return write_package(root, csv, [resource(csv.encode(), schema={"fields": fields, **schema})])
