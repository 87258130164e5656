"""What each change of the structure demands, by the recipe for data versions."""

import copy
from typing import Any

import pytest

from timeline.release.rows import Op
from timeline.release.schemas import SchemaChange, compare_schemas
from timeline.released import Level

Told = dict[str, Any]
FIELD = "resources.0.schema.fields.1"
PATCH, MINOR, MAJOR = Level.PATCH, Level.MINOR, Level.MAJOR


def package() -> Told:
    schema = {
        "fields": [
            {"name": "id", "type": "string", "description": "Its id.", "constraints": {"required": True}},
            {
                "name": "kind",
                "type": "string",
                "description": "Its kind.",
                "categories": ["fair", "visit"],
                "constraints": {"enum": ["fair", "visit"], "maxLength": 20, "minLength": 2},
            },
            {"name": "place", "type": "string", "description": "Where."},
        ],
        "missingValues": [""],
        "primaryKey": ["id"],
        "foreignKeys": [{"fields": ["place"], "reference": {"resource": "places", "fields": ["code"]}}],
    }
    events = {"name": "events", "path": "datasets/events.csv", "type": "table", "title": "Events", "schema": schema}
    places = {
        "name": "places",
        "path": "datasets/places.csv",
        "schema": {"fields": [{"name": "code", "type": "string", "description": "Its code."}]},
    }
    notes = {"name": "notes", "path": "notes.json", "hash": "sha256:1"}
    return {
        "name": "highland",
        "version": "0.1.0",
        "created": "2026-01-01T00:00:00Z",
        "title": "Highland",
        "licenses": [{"name": "CC-BY-4.0", "title": "By"}],
        "resources": [events, places, notes],
    }


def changed(path: str, value: Any) -> Told:
    """The package with another value at a path; None removes it."""
    made = package()
    place: Any = made
    *steps, last = path.split(".")
    for step in steps:
        place = place[int(step) if step.isdecimal() else step]
    if isinstance(place, list):
        place[int(last) :] = [] if value is None else [value, *place[int(last) :]]
    elif value is None:
        del place[last]
    else:
        place[last] = value
    return made


def levels(old: Told, new: Told) -> list[Level]:
    return [change.level for change in compare_schemas(old, new)]


@pytest.mark.parametrize(
    ("path", "value", "level"),
    [
        ("title", "Highlands", PATCH),
        ("name", "highlands", MAJOR),
        ("licenses", [{"name": "CC-BY-4.0", "title": "Attribution"}], PATCH),
        ("licenses", [{"name": "CC-BY-NC-4.0", "title": "By"}], MAJOR),
        ("resources.0.title", "All events", PATCH),
        ("resources.0.path", "events.csv", MAJOR),
        ("resources.0.encoding", "latin-1", MAJOR),
        ("resources.3", {"name": "extra", "path": "extra.csv"}, MINOR),
        ("resources.2", None, MAJOR),
        ("resources.0.schema.primaryKey", ["id", "place"], MAJOR),
        ("resources.0.schema.missingValues", ["", "NA"], MAJOR),
        ("resources.0.schema.foreignKeys", [], MINOR),
        ("resources.0.schema.foreignKeys", [{"fields": ["kind"], "reference": {}}], MAJOR),
        ("resources.0.schema.uniqueKeys", [["kind"]], MAJOR),
        ("resources.0.schema.fields.3", {"name": "note", "type": "string"}, MINOR),
        ("resources.0.schema.fields.1", {"name": "note", "type": "string"}, MINOR),
        ("resources.0.schema.fields.2", None, MAJOR),
        (f"{FIELD}.type", "integer", MAJOR),
        (f"{FIELD}.format", "uri", MAJOR),
        (f"{FIELD}.title", "Kind", PATCH),
        (f"{FIELD}.description", "Another meaning.", PATCH),
        (f"{FIELD}.categories", ["fair", "visit", "talk"], MINOR),
        (f"{FIELD}.categories", ["visit", "fair"], PATCH),
        (f"{FIELD}.categories", ["fair"], MAJOR),
        (f"{FIELD}.constraints.enum", ["fair", "visit", "talk"], MINOR),
        (f"{FIELD}.constraints.enum", ["fair", "talk"], MAJOR),
        (f"{FIELD}.constraints.enum", None, MINOR),
        (f"{FIELD}.constraints.required", True, MAJOR),
        (f"{FIELD}.constraints.pattern", "[a-z]+", MAJOR),
        (f"{FIELD}.constraints.maxLength", 30, MINOR),
        (f"{FIELD}.constraints.maxLength", 10, MAJOR),
        (f"{FIELD}.constraints.maxLength", None, MINOR),
        (f"{FIELD}.constraints.minLength", 1, MINOR),
        (f"{FIELD}.constraints.minLength", 3, MAJOR),
        (f"{FIELD}.constraints.minimum", 0, MAJOR),
        ("resources.0.schema.fields.0.constraints.required", False, MINOR),
        ("resources.0.schema", None, MAJOR),
    ],
)
def test_what_a_change_demands(path: str, value: Any, level: Level) -> None:
    assert levels(package(), changed(path, value)) == [level]


@pytest.mark.parametrize("path", ["version", "created", "resources.0.bytes", "resources.0.hash"])
def test_what_follows_from_the_data_is_no_change(path: str) -> None:
    assert compare_schemas(package(), changed(path, "other")) == []


def test_a_field_renamed_is_told_as_that() -> None:
    (change,) = compare_schemas(package(), changed(f"{FIELD}.name", "sort"))
    assert change == SchemaChange(Op.MOD, MAJOR, "events", "sort", "name", "kind", "sort", "renamed")


def test_a_field_renamed_and_changed_is_one_removed_and_one_added() -> None:
    new = changed(f"{FIELD}.name", "sort")
    new["resources"][0]["schema"]["fields"][1]["description"] = "Something else."
    assert [(change.op, change.field, change.level) for change in compare_schemas(package(), new)] == [
        (Op.ADD, "sort", MINOR),
        (Op.DEL, "kind", MAJOR),
    ]


@pytest.mark.parametrize(("number", "name"), [(0, "happenings"), (2, "remarks")])
def test_a_resource_renamed_is_told_as_that(number: int, name: str) -> None:
    (change,) = compare_schemas(package(), changed(f"resources.{number}.name", name))
    assert (change.level, change.what, change.new, change.reason) == (MAJOR, "name", name, "renamed")


def test_tables_of_one_schema_and_other_titles_are_two() -> None:
    new = changed("resources.0.name", "happenings")
    new["resources"][0]["title"] = "Something else"
    told = {(change.op, change.resource, change.level) for change in compare_schemas(package(), new)}
    assert told == {(Op.ADD, "happenings", MINOR), (Op.DEL, "events", MAJOR)}


@pytest.mark.parametrize(("path", "what"), [("resources", "resources"), ("resources.0.schema.fields", "fields")])
def test_another_order_breaks_what_goes_by_places(path: str, what: str) -> None:
    old, new = package(), package()
    place = new["resources"] if what == "resources" else new["resources"][0]["schema"]["fields"]
    place.reverse()
    (change,) = compare_schemas(old, new)
    assert (change.level, change.what, change.reason) == (MAJOR, "order", "re-ordered")


def test_a_first_version_adds_every_resource() -> None:
    assert levels({}, package()) == [MINOR, MINOR, MINOR]
    assert compare_schemas(package(), copy.deepcopy(package())) == []


@pytest.mark.parametrize("fields", ["none", [1, {"type": "string"}], {}])
def test_fields_that_are_none_are_passed_over(fields: Any) -> None:
    assert levels(package(), changed("resources.1.schema.fields", fields)) == [MAJOR]
