"""Records as columns, and the schemas that are computed from them."""

import json
import re
from typing import Any

import polars as pl
import pytest
from frictionless import Schema
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from timeline.columns import DIALECT, Column, columns, dtypes, fields, json_schema, names, table_schema
from timeline.problems import Problem
from timeline.records import (
    BY_HAND,
    Conflict,
    Event,
    EventActor,
    EventPlace,
    EventSource,
    Observation,
    PublishedConflict,
    PublishedEvent,
    PublishedObservation,
    Record,
    Rejection,
    Source,
    TimelineRow,
)

CONTRIBUTED: tuple[type[Record], ...] = (Event, Observation, Conflict, Rejection)
PUBLISHED: tuple[type[Record], ...] = (
    *BY_HAND,
    PublishedEvent,
    EventActor,
    EventPlace,
    EventSource,
    PublishedObservation,
    PublishedConflict,
    Source,
    TimelineRow,
)
KINDS = (*CONTRIBUTED, *PUBLISHED)
TYPES = {"string", "integer", "number", "boolean", "date"}


def of(kind: type[Record], name: str) -> Column:
    return next(column for column in fields(kind) if column.name == name)


every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
every_published = pytest.mark.parametrize("kind", PUBLISHED, ids=lambda kind: kind.__name__)
every_field = pytest.mark.parametrize(
    "column", [pytest.param(each, id=f"{kind.__name__}.{each.name}") for kind in KINDS for each in fields(kind)]
)


@every_field
def test_a_field_says_what_it_is_in_both_languages(column: Column) -> None:
    assert column.cell.type in TYPES
    assert all(text.strip() for text in (*column.titles, *column.descriptions))
    # SHA-256 is the same word in every language; descriptions never are.
    assert column.descriptions[0] != column.descriptions[1]
    assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name)


@every_field
def test_an_example_is_a_valid_cell(column: Column) -> None:
    if column.example:
        assert not isinstance(column.cell.read(column.example), Problem)
        assert not column.enum or column.example in column.enum


@every_field
def test_a_pattern_means_the_same_to_python_and_polars(column: Column) -> None:
    pattern = column.cell.pattern
    if not pattern:
        return
    assert r"\d" not in pattern
    assert r"\w" not in pattern
    texts = [column.example or "x", "", " ", "x y", "１２", "2026-02-06", "VN-09", "a;b", "5", f"{column.example}\n"]
    python = [bool(re.fullmatch(pattern, text)) for text in texts]
    rust = pl.Series(texts).str.contains(rf"\A(?:{pattern})\z").to_list()
    assert python == rust
    assert python[0] or not column.example
    assert not python[1]
    assert not python[-1]


@every_field
@settings(max_examples=20)
@given(st.data())
def test_property_what_is_sure_is_good_to_python_and_polars(column: Column, data: st.DataObject) -> None:
    if not column.cell.sure:
        return
    strategy = st.from_regex(column.cell.sure, fullmatch=True)
    texts = data.draw(st.lists(strategy, min_size=1, max_size=5), label="texts")
    told = pl.Series(texts).str.contains(rf"\A(?:{column.cell.sure})\z").to_list()
    assert told == [True] * len(texts)
    for text in texts:
        if not column.cell.longest or len(text.encode()) <= column.cell.longest:
            assert not isinstance(column.cell.read(text), Problem), text


@every_field
def test_most_good_texts_are_sure_and_no_odd_one_is(column: Column) -> None:
    if column.cell.sure and column.example and not column.enum:
        odd = ["", " ", f"{column.example}\n", f" {column.example}", f"{column.example}\u0301", "=1", '"', "x\r"]
        told = pl.Series([column.example, *odd]).str.contains(rf"\A(?:{column.cell.sure})\z").to_list()
        assert told[1:] == [False] * len(odd)
        several = {";", "@", "/", "/.."} & set(column.example) or ".." in column.example
        assert told[0] or several, column.example


@every_field
@settings(max_examples=20)
@given(st.text(max_size=3), st.text(max_size=3), st.sampled_from("\n\r\0"))
def test_property_no_cell_may_have_a_line_end(column: Column, before: str, after: str, end: str) -> None:
    """Lines are counted between the rows in doubt: a good row is one line."""
    assert isinstance(column.cell.read(f"{before}{end}{after}"), Problem)


@every_published
def test_the_table_schema_is_one_to_frictionless(kind: type[Record]) -> None:
    told = table_schema(kind)
    schema = Schema.from_descriptor(json.loads(json.dumps(told)))
    assert schema.field_names == names(kind)
    assert [field.type for field in schema.fields] == [column.cell.type for column in columns(kind)]
    assert set(schema.primary_key) <= set(names(kind))
    assert schema.primary_key == list(kind.key)


@every_published
def test_the_table_schema_tells_constraints_and_titles(kind: type[Record]) -> None:
    for told, column in zip(table_schema(kind)["fields"], columns(kind), strict=True):
        constraints = told.get("constraints", {})
        assert constraints.get("required", False) is column.required
        assert constraints.get("enum", []) == told.get("categories", []) == list(column.enum)
        assert not ("pattern" in constraints and told["type"] != "string")
        assert told["timeline:titleVi"] == column.titles[1]
        assert told["title"] == column.titles[0]


def test_keys_that_may_be_empty_are_unique_keys_and_no_primary_key() -> None:
    schema = table_schema(EventActor)
    assert "primaryKey" not in schema
    assert schema["uniqueKeys"] == [["event_id", "actor", "on_behalf_of", "role"]]
    for kind in PUBLISHED:
        required = {column.name for column in columns(kind) if column.required}
        assert set(kind.key) <= required, f"an empty cell in the primary key of {kind.table}"


@every_published
def test_foreign_keys_name_published_tables_and_their_columns(kind: type[Record]) -> None:
    tables = {each.table: each for each in PUBLISHED}
    for key in table_schema(kind).get("foreignKeys", []):
        reference = key["reference"]
        target = tables[reference.get("resource", kind.table)]
        assert set(reference["fields"]) <= set(names(target))
        assert reference.get("resource") != kind.table, "a table refers to itself without its name"
        assert of(kind, key["fields"][0]).codelist == target.table


def test_only_a_single_code_is_a_foreign_key() -> None:
    assert of(Event, "part_of").is_reference
    assert of(Observation, "unit_measure").is_reference
    for name in ("places", "actors", "event_series"):
        assert of(Event, name).codelist
        assert not of(Event, name).is_reference
    assert not of(Event, "title_en").is_reference


@every_kind
def test_the_json_schema_is_one_and_agrees_with_the_model(kind: type[Record]) -> None:
    schema = json.loads(json.dumps(json_schema(kind)))
    shared = {f"#/$defs/{name}": told for name, told in schema.get("$defs", {}).items()}
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == DIALECT
    assert list(schema["properties"]) == list(kind.model_fields)
    assert set(schema.get("required", [])) == {name for name, field in kind.model_fields.items() if field.is_required()}
    assert schema["additionalProperties"] is False
    for name, own in schema["properties"].items():
        told = {**shared.get(own.get("$ref"), {}), **own}
        assert told["title"] == of(kind, name).titles[0]
        assert told["titleVi"] == of(kind, name).titles[1]


@every_kind
def test_patterns_reach_the_json_schema(kind: type[Record]) -> None:
    for name, told in json_schema(kind)["properties"].items():
        column = of(kind, name)
        if column.cell.pattern and column.cell.type == "string" and "array" not in str(told):
            assert f"^({column.cell.pattern})$" in [part.get("pattern") for part in (told, *told.get("anyOf", []))]


@every_kind
def test_dtypes(kind: type[Record]) -> None:
    types = dtypes(kind)
    assert list(types) == names(kind)
    frame = pl.DataFrame({name: [] for name in types}, schema=types)
    assert frame.schema == types
    expected: dict[str, Any] = {"number": pl.Decimal(38, 9), "integer": pl.Int64(), "boolean": pl.Boolean()}
    for column in columns(kind):
        assert types[column.name] == expected.get(
            column.cell.type, pl.Date() if column.cell.type == "date" else pl.String()
        )


def test_numbers_of_28_digits_fit_their_dtype() -> None:
    text = "1" * 28
    assert str(pl.Series([text]).cast(dtypes(PublishedObservation)["value"])[0]).startswith(text)


def test_published_tables_open_with_their_first_columns_and_omit_others() -> None:
    assert names(PublishedEvent)[:3] == ["event_id", "date", "date_start"]
    assert {column.name for column in fields(PublishedEvent)} - set(names(PublishedEvent)) == {"lines_vi", "lines_en"}
    assert of(PublishedEvent, "title_en").required
    assert not of(Event, "title_en").required
    assert names(Event) == list(Event.model_fields)


def test_the_data_contract_of_contributed_tables() -> None:
    """Column names are fixed: whoever changes one changes this line and the major version of the data."""
    assert " ".join(names(Event)) == (
        "event_id date date_basis event_status event_kind title_en title_vi places actors part_of event_series "
        "in_force told lines_vi lines_en note"
    )
    assert " ".join(names(Observation)) == (
        "observation_id indicator measure breakdown subject ref_area counterpart_area base_area time_period "
        "period_basis base_period obs_value obs_value_high out_of unit_measure unit_mult bound obs_status nature "
        "set_by printed_vi line_vi printed_en line_en note"
    )


def test_unknown_columns_are_refused() -> None:
    with pytest.raises(ValidationError) as caught:
        Conflict.model_validate({"colour": "red"})
    assert {"extra_forbidden", "value-missing"} == {error["type"] for error in caught.value.errors()}
