"""The descriptor: what people wrote in package.toml, the sources, and every resource with its schema and sums."""

import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from timeline.build import build_aside, make
from timeline.columns import columns, table_schema
from timeline.layout import Layout
from timeline.records import BY_HAND, CODELISTS, PublishedEvent, PublishedObservation, Record
from timeline.validate import package_info, read_collection

BUILT = ["events", "observations", "timeline", "event_actors", "event_places", "event_sources", "sources", "conflicts"]
BUILT += ["targets", "revisions", "topics-trade", "topics-trade-by-year", "topics-transport"]


def described(root: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))
    return told


def built(root: Path) -> dict[str, Any]:
    assert make(Layout(root))[0] == []
    return described(root)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built copy of tests/collection; read only."""
    collection = tmp_path_factory.mktemp("descriptor") / "collection"
    shutil.copytree(Path(__file__).parents[1] / "collection", collection)
    built(collection)
    return collection


def test_it_says_what_package_toml_says(root: Path) -> None:
    told = described(root)
    assert told["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert told["name"] == "highland-timeline"
    assert told["title"] == "Highland: a made-up region for tests"
    assert told["timeline:titleVi"] == "Cao Nguyên: vùng tưởng tượng để kiểm thử"
    assert told["keywords"] == ["test"]
    assert told["contributors"] == [{"title": "Highland archive", "roles": ["creator"]}]
    assert [license_["name"] for license_ in told["licenses"]] == ["CC-BY-4.0"]
    assert "homepage" not in told, "what is not written is left out, never null"


def test_version_and_created_come_from_the_data_never_from_the_clock(root: Path) -> None:
    told = described(root)
    assert re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+-dev", told["version"])
    assert told["created"] == "2026-06-01T00:00:00Z"


@pytest.mark.parametrize(
    ("one", "two", "created"),
    [
        ("../2026-03", "2026-06", "2026-06-01"),
        ("2026-03", "../2026-06", "2026-06-30"),
        ("../2026-03", "../2026-02", "2026-03-31"),
        ("2026-07/..", "2026-06", "2026-07-01"),
    ],
)
def test_an_open_end_of_an_issue_is_no_date_of_creation(collection: Path, one: str, two: str, created: str) -> None:
    """Validation refuses an open end; the descriptor does not break on one."""
    read = read_collection(Layout(collection))
    for source, issued in {"one": one, "two": two}.items():
        read.sources[source] = read.sources[source].model_copy(update={"issued": issued})
    info, _ = package_info(read)
    assert info
    build_aside(read, info, collection / "aside")
    assert described(collection / "aside")["created"] == f"{created}T00:00:00Z"


def test_every_source_is_named_in_order_of_issue(collection: Path) -> None:
    assert [source["timeline:sourceId"] for source in built(collection)["sources"]] == ["one", "two"]
    folder = collection / "datasets" / "contributions"
    text = (folder / "one" / "source.toml").read_text(encoding="utf-8")
    later = text.replace('issued = "2026-03"', 'issued = "2026-09"')
    (folder / "one" / "source.toml").write_text(later, encoding="utf-8", newline="\n")
    told = built(collection)
    assert [source["timeline:sourceId"] for source in told["sources"]] == ["two", "one"]
    assert told["created"] == "2026-09-01T00:00:00Z"


def test_every_table_is_a_resource_with_the_schema_of_its_kind(root: Path) -> None:
    resources = {resource["name"]: resource for resource in described(root)["resources"]}
    assert list(resources) == [*BUILT, *(kind.table for kind in BY_HAND), "timeline-json"]
    kinds: tuple[type[Record], ...] = (PublishedEvent, PublishedObservation, *CODELISTS)
    for kind in kinds:
        resource = resources[kind.table]
        assert resource["schema"] == table_schema(kind)
        assert [field["name"] for field in resource["schema"]["fields"]] == [each.name for each in columns(kind)]
        path = root / resource["path"]
        header = path.read_text(encoding="utf-8").partition("\n")[0]
        assert header.split(",") == [each.name for each in columns(kind)]


def test_resources_are_written_as_data_package_2_wants_them(root: Path) -> None:
    for resource in described(root)["resources"]:
        tabular = resource["path"].endswith(".csv")
        assert resource.get("type") == ("table" if tabular else None), "type may only be table"
        assert ("schema" in resource) == tabular
        assert resource["encoding"] == "utf-8"
        assert isinstance(resource["title"], str)
        assert re.fullmatch(r"[a-z0-9._/-]+", resource["path"])
        assert "profile" not in resource
    text = (root / "datapackage.json").read_text(encoding="utf-8")
    assert "fieldsMatch" not in text
    assert "null" not in text


def test_keys_are_lists_and_enums_stand_beside_categories(root: Path) -> None:
    for resource in described(root)["resources"]:
        schema = resource.get("schema", {"fields": []})
        assert isinstance(schema.get("primaryKey", []), list)
        for key in schema.get("foreignKeys", []):
            assert isinstance(key["fields"], list)
            assert isinstance(key["reference"]["fields"], list)
            assert key["reference"].get("resource") != resource["name"], "a self-reference names no resource"
        for field in schema["fields"]:
            assert field["type"]
            assert field.get("categories") == field.get("constraints", {}).get("enum")


def test_sums_are_those_of_the_files(root: Path) -> None:
    for resource in described(root)["resources"]:
        data = (root / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"


@pytest.mark.parametrize("change", ["codelist", "contribution"])
def test_a_change_of_the_data_changes_the_sums(collection: Path, change: str) -> None:
    before = built(collection)["resources"]
    path = collection / "datasets" / "codelists" / "topics.csv"
    if change == "contribution":
        path = collection / "datasets" / "contributions" / "two" / "events.csv"
    text = path.read_text(encoding="utf-8").replace("Transport", "Traffic").replace("Vale road opened", "Vale road")
    path.write_text(text, encoding="utf-8", newline="\n")
    after = built(collection)["resources"]
    changed = {one["name"] for one, two in zip(before, after, strict=True) if one["hash"] != two["hash"]}
    assert changed == ({"topics"} if change == "codelist" else {"events", "timeline", "timeline-json"})
