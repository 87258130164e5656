"""Cells become values of the types that a Table Schema names, in each of the three forms."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas
import polars
import pyarrow
import pytest
from packages import write_package, write_table

import timeline
from timeline.columns import dtypes
from timeline.loading.frames import TYPES
from timeline.records import CODELISTS, PublishedEvent, PublishedObservation

ROOT = Path(__file__).parents[2]
RESOURCES = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))["resources"]
TABLES = [each["name"] for each in RESOURCES if "schema" in each]


def one(tmp_path: Path, cell: str, **field: Any) -> polars.Series:
    """The column that a table of two rows has, the second one empty."""
    return timeline.load("places", write_table(tmp_path, f'x,y\n"{cell}",1\n,1\n', fields_of(field)))["x"]


def fields_of(field: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"name": "x", **field}, {"name": "y", "type": "string"}]


def test_a_table_has_the_types_of_its_schema(tmp_path: Path) -> None:
    frame = timeline.load("places", write_package(tmp_path))
    assert frame.rows() == [("hanoi", Decimal("3359.84"), date(1010, 10, 1)), ("hue", Decimal("4947.11"), None)]
    assert frame.schema == {"code": polars.String(), "area": polars.Decimal(38, 9), "founded": polars.Date()}


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ({"type": "string"}, "NA", "NA"),
        ({"type": "string", "format": "edtf"}, "2025-07/..", "2025-07/.."),
        ({"type": "integer"}, "-66", -66),
        ({"type": "number"}, "-0.123456789", Decimal("-0.123456789")),
        ({"type": "number"}, "9999999999999999999999999999", Decimal(9999999999999999999999999999)),
        ({"type": "boolean"}, "false", False),
        ({"type": "boolean", "trueValues": ["có"]}, "có", True),
        ({"type": "date"}, "0001-01-01", date(1, 1, 1)),
        ({"type": "list"}, "a,b", ["a", "b"]),
        ({"type": "list", "itemType": "integer", "delimiter": ";"}, "4;7", [4, 7]),
        ({"type": "list", "itemType": "date"}, "2025-01-01", [date(2025, 1, 1)]),
        ({"type": "geopoint"}, "21.8,106.7", "21.8,106.7"),
    ],
)
def test_a_cell_is_read_as_its_type_and_an_empty_one_is_missing(
    tmp_path: Path, field: dict[str, Any], cell: str, value: object
) -> None:
    assert one(tmp_path, cell, **field).to_list() == [value, None]


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ({"type": "integer"}, "66.0"),
        ({"type": "integer"}, "9999999999999999999999"),
        ({"type": "number"}, "1,5"),
        ({"type": "number"}, "0.1234567891"),
        ({"type": "number"}, "1e-12"),
        ({"type": "boolean"}, "yes"),
        ({"type": "date"}, "2025-07"),
        ({"type": "list", "itemType": "integer"}, "4,x"),
    ],
)
def test_a_cell_of_another_type_is_told_with_its_column(tmp_path: Path, field: dict[str, Any], cell: str) -> None:
    with pytest.raises(timeline.LoadError, match=f"places.csv: x: not every cell is of type {field['type']}: ") as told:
        one(tmp_path, cell, **field)
    assert "\n" not in str(told.value)


def test_a_quoted_empty_cell_is_missing_too(tmp_path: Path) -> None:
    assert one(tmp_path, "", type="string").to_list() == [None, None]


def test_what_a_schema_calls_missing_is(tmp_path: Path) -> None:
    told = write_table(tmp_path, "x,y\n-,1\n", fields_of({"type": "integer"}), missingValues=["", "-"])
    assert timeline.load("places", told)["x"].to_list() == [None]


def test_a_table_without_rows_has_its_types(tmp_path: Path) -> None:
    fields = [{"name": kind, "type": kind} for kind in [*TYPES, "list"]]
    header = ",".join(field["name"] for field in fields)
    frame = timeline.load("places", write_table(tmp_path, f"{header}\n", fields))
    assert (frame.height, frame.dtypes) == (0, [*TYPES.values(), polars.List(polars.String)])
    assert len(timeline.load("places", tmp_path, as_="pandas")) == 0


@pytest.mark.parametrize(
    ("csv", "fields", "told"),
    [
        ("x\n1\n", fields_of({"type": "string"}), "has not the columns of its schema: x,y"),
        ("y,x\n1,1\n", fields_of({"type": "string"}), "has not the columns"),
        ("", fields_of({"type": "string"}), "is no CSV table"),
        ("x,y\n1,1,1\n", fields_of({"type": "string"}), "is no CSV table"),
        ("x,y\n1,1\n", fields_of({"type": "boolean", "trueValues": 1}), "trueValues of its schema is no list of texts"),
        ("x,y\n1,1\n", ["x", "y"], "has not the columns"),
    ],
)
def test_what_is_no_table_of_its_schema_is_told(tmp_path: Path, csv: str, fields: Any, told: str) -> None:
    with pytest.raises(timeline.LoadError, match=told):
        timeline.load("places", write_table(tmp_path, csv, fields))


def test_pandas_has_nullable_types(tmp_path: Path) -> None:
    frame = timeline.load("places", write_package(tmp_path), as_="pandas")
    assert isinstance(frame, pandas.DataFrame)
    assert frame.dtypes.astype(str).to_dict() == {"code": "string", "area": "Float64", "founded": "datetime64[s]"}
    assert frame["area"].sum() == pytest.approx(8306.95)
    assert frame["founded"].isna().to_list() == [False, True]
    assert frame["founded"][0].year == 1010


def test_pandas_has_all_the_days_that_a_date_may_be(tmp_path: Path) -> None:
    days = [date(1, 1, 1), date(9999, 12, 31)]
    root = write_table(tmp_path, "x\n0001-01-01\n9999-12-31\n", [{"name": "x", "type": "date"}])
    assert [each.date() for each in timeline.load("places", root, as_="pandas")["x"]] == days


def test_arrow_has_exact_decimals(tmp_path: Path) -> None:
    table = timeline.load("places", write_package(tmp_path), as_="arrow")
    assert isinstance(table, pyarrow.Table)
    assert table.schema.field("area").type == pyarrow.decimal128(38, 9)
    assert table["founded"].to_pylist() == [date(1010, 10, 1), None]


def test_another_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match='as_ is one of polars, pandas, arrow, not "excel"'):
        timeline.load("places", write_package(tmp_path), as_="excel")  # type: ignore[call-overload]


@pytest.mark.parametrize("name", TABLES)
def test_every_table_of_this_repository_loads_in_every_form(name: str) -> None:
    package = timeline.open_package(ROOT)
    frame = timeline.load(name, package)
    assert timeline.load(name, package, as_="pandas").shape == frame.shape
    assert timeline.load(name, package, as_="arrow").num_rows == frame.height


@pytest.mark.parametrize("kind", [PublishedEvent, PublishedObservation, *CODELISTS])
def test_loading_and_building_name_the_same_types(kind: Any) -> None:
    assert dict(timeline.load(kind.table, ROOT).schema) == dtypes(kind)
