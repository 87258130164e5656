"""The Data Package v2 descriptor, written here and read back by frictionless."""

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from timeline import edtf
from timeline.build.tables import PUBLISHED, sources
from timeline.build.topics import TopicTable
from timeline.columns import table_schema
from timeline.records import BY_HAND, CODELISTS, Record
from timeline.records.package import PackageInfo
from timeline.validate import Collection

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def resource_path(kind: type[Record]) -> str:
    """Where the table of a kind is published, below the root."""
    return f"datasets/{'codelists/' if kind in CODELISTS else ''}{kind.table}.csv"


def descriptor(collection: Collection, info: PackageInfo, folder: Path, topics: Sequence[TopicTable]) -> dict[str, Any]:
    """The descriptor of a package whose data files stand below `folder` already, without its version."""
    days = [_issued(source.issued) for source in sources(collection)]
    newest = max((day for day in days if day), default=None)
    told: dict[str, Any] = {
        "$schema": PROFILE,
        "name": info.name,
        "title": info.title,
        "description": info.description,
        "created": f"{newest}T00:00:00Z" if newest else None,
        "homepage": info.homepage,
        "keywords": info.keywords,
        "licenses": [license_.model_dump() for license_ in info.licenses],
        "contributors": [who.model_dump(exclude_none=True) for who in info.contributors],
        "sources": [_source(source) for source in sources(collection)],
        "resources": [
            *(_table(kind, folder) for kind in PUBLISHED),
            *(_topic(topic, folder) for topic in topics),
            *(_table(kind, folder) for kind in BY_HAND),
            _timeline(folder),
        ],
        "timeline:titleVi": info.title_vi,
        "timeline:descriptionVi": info.description_vi,
    }
    return {key: value for key, value in told.items() if value is not None and value != []}


def _issued(issued: str) -> date | None:
    """The first day of issue, or the last one if the start is open."""
    return edtf.earliest(issued) or edtf.latest(issued)


def _source(source: Any) -> dict[str, str]:
    told = {
        "title": source.title_en,
        "path": source.url,
        "version": source.issue,
        "timeline:sourceId": source.source_id,
        "timeline:titleVi": source.title_vi,
    }
    return {key: value for key, value in told.items() if value}


def _table(kind: type[Record], folder: Path) -> dict[str, Any]:
    about = (kind.__doc__ or "").strip()
    return _csv(kind.table, resource_path(kind), kind.titles, about, table_schema(kind), folder)


def _topic(topic: TopicTable, folder: Path) -> dict[str, Any]:
    return _csv(topic.name, topic.path, topic.titles, topic.about, topic.schema, folder)


def _csv(
    name: str, path: str, titles: tuple[str, str], about: str, schema: dict[str, Any], folder: Path
) -> dict[str, Any]:
    return {
        "name": name,
        "path": path,
        "type": "table",
        "title": titles[0],
        "description": about,
        "timeline:titleVi": titles[1],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True},
        **_sums(folder / path),
        "schema": schema,
    }


def _timeline(folder: Path) -> dict[str, Any]:
    path = "datasets/timeline.json"
    return {
        "name": "timeline-json",
        "path": path,
        "title": "Timeline as JSON",
        "description": "One object an event in order of time; its JSON Schema is schemas/timeline.schema.json.",
        "timeline:titleVi": "Dòng thời gian dạng JSON",
        "format": "json",
        "mediatype": "application/json",
        "encoding": "utf-8",
        **_sums(folder / path),
    }


def _sums(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"bytes": path.stat().st_size, "hash": f"sha256:{digest}"}
