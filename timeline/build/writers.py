"""One function a format: the package's tables to files below a folder.

`WRITERS` is the list that always runs; `BESIDE` has what is made of the finished package when it is asked for.
"""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from timeline.build.data_wheel import write_wheel
from timeline.build.descriptor import resource_path
from timeline.build.events import Merged
from timeline.build.tables import PUBLISHED
from timeline.build.timeline import timeline_items
from timeline.build.topics import TOPICS, TopicTable
from timeline.columns import DIALECT, json_schema, table_schema
from timeline.records import BY_HAND, Event, Observation, Record
from timeline.records.package import PackageInfo
from timeline.records.timeline import TimelineItem
from timeline.validate import Collection


@dataclass(frozen=True, slots=True)
class Package:
    """What writers write: the collection, its merged events, its frames by table, and the tables of topics."""

    collection: Collection
    events: Sequence[Merged]
    frames: dict[str, pl.DataFrame]
    topics: Sequence[TopicTable]


def write_csv(package: Package, folder: Path) -> list[str]:
    """The tables under datasets/."""
    paths = []
    for kind in PUBLISHED:
        path = resource_path(kind)
        package.frames[kind.table].write_csv(folder / path, line_terminator="\n")
        paths.append(path)
    return paths


def write_topics(package: Package, folder: Path) -> list[str]:
    """The tables under datasets/topics/."""
    for topic in package.topics:
        topic.frame.write_csv(folder / topic.path, line_terminator="\n")
    return [topic.path for topic in package.topics]


def write_timeline_json(package: Package, folder: Path) -> list[str]:
    """datasets/timeline.json: an array, one object a line."""
    items = timeline_items(package.events, package.collection.known.codelists)
    lines = [json.dumps(item.model_dump(), ensure_ascii=False) for item in items]
    path = "datasets/timeline.json"
    write_text(folder / path, "[\n" + ",\n".join(lines) + "\n]\n")
    return [path]


def copy_by_hand(package: Package, folder: Path) -> list[str]:
    """Tables kept by hand, published as they are: copied aside so that the package there is whole; none is built."""
    for kind in BY_HAND:
        path = resource_path(kind)
        shutil.copyfile(package.collection.layout.root / path, folder / path)
    return []


def write_schemas(package: Package, folder: Path) -> list[str]:
    """Table Schema of each published table; JSON Schema of each, of what people write, and of timeline.json.

    Of topics these are the columns that all of them have; the years of each table are in the descriptor.
    """
    kinds: tuple[type[Record], ...] = (*PUBLISHED, *TOPICS, *BY_HAND)
    made: dict[str, Any] = {f"{kind.table}.table-schema": table_schema(kind) for kind in kinds}
    made |= {f"{kind.table}.schema": json_schema(kind) for kind in kinds}
    made |= {f"contributed-{kind.table}.schema": json_schema(kind) for kind in (Event, Observation)}
    made["package.schema"] = {"$schema": DIALECT, **PackageInfo.model_json_schema()}
    items = {"$defs": {}, **TimelineItem.model_json_schema()}
    made["timeline.schema"] = {"$schema": DIALECT, "$defs": items.pop("$defs"), "type": "array", "items": items}
    for name, schema in made.items():
        write_text(folder / "schemas" / f"{name}.json", as_json(schema))
    return [f"schemas/{name}.json" for name in made]


def write_data_wheel(package: Package, folder: Path) -> list[str]:
    """dist/<name>-<version>-py3-none-any.whl: the published files for Python."""
    return [write_wheel(folder, package.collection.layout.root)]


def as_json(value: Any) -> str:
    """JSON as built files have it: two spaces, letters as they are, LF at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def write_text(path: Path, text: str) -> None:
    """A UTF-8 file with LF line ends."""
    path.write_text(text, encoding="utf-8", newline="\n")


Writer = Callable[[Package, Path], list[str]]
WRITERS: tuple[Writer, ...] = (write_csv, write_topics, write_timeline_json, copy_by_hand, write_schemas)
"""Each gives the paths that it built; datapackage.json is written after them all."""
BESIDE: dict[str, Writer] = {"wheel": write_data_wheel}
"""Name of a format -> what writes it into dist/, on request and once datapackage.json is there."""
