"""A record class to its columns, and from them the Table Schema, the JSON Schema and the polars dtypes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from timeline.cells import Cell
from timeline.records import Record
from timeline.vocabulary import CODE, SLUG, UNIT

if TYPE_CHECKING:
    import polars as pl

KEYS = {"events": "event_id", "sources": "source_id", "observations": "observation_id"}
"""Key of the tables that are referred to and are no codelists."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        name: As in the CSV header.
        titles: In English and Vietnamese.
        descriptions: In English and Vietnamese.
        cell: The field rule, with the Table Schema type and the pattern.
        required: Whether every row has a value.
        enum: The allowed words, where they are fixed.
        codelist: The table whose codes the cell holds, or "".
        example: One valid cell, or "".
    """

    name: str
    titles: tuple[str, str]
    descriptions: tuple[str, str]
    cell: Cell
    required: bool
    enum: tuple[str, ...]
    codelist: str
    example: str

    @property
    def is_reference(self) -> bool:
        """Whether the cell is one code of its codelist, and so a foreign key."""
        return bool(self.codelist) and self.cell.pattern in {CODE, SLUG, UNIT}


@cache
def fields(kind: type[Record]) -> tuple[Column, ...]:
    """All fields of a record kind in their order: what a person writes."""
    declared = {name: _column(kind, name) for name in kind.model_fields}
    first = [declared.pop(name) for name in kind.opens_with]
    return (*first, *declared.values())


@cache
def columns(kind: type[Record]) -> tuple[Column, ...]:
    """The columns of the published table of a kind: its fields without those that it omits."""
    return tuple(column for column in fields(kind) if column.name not in kind.omits)


def names(kind: type[Record]) -> list[str]:
    """The header of the kind's published table."""
    return [column.name for column in columns(kind)]


@cache
def _column(kind: type[Record], name: str) -> Column:
    field = kind.model_fields[name]
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    parts = list(_parts(field.annotation)) + list(field.metadata)
    enums = [part for part in parts if isinstance(part, type) and issubclass(part, StrEnum)]
    return Column(
        name=name,
        titles=(field.title or "", str(extra["titleVi"])),
        descriptions=(field.description or "", str(extra["descriptionVi"])),
        cell=next(part for part in parts if isinstance(part, Cell)),
        required=field.is_required() or name in kind.always,
        enum=tuple(member.value for member in enums[0]) if enums else (),
        codelist=str(extra["codelist"]),
        example=str(field.examples[0]) if field.examples else "",
    )


def _parts(annotation: Any) -> Iterator[Any]:
    """The annotation with all that is nested in it: members of unions, metadata of Annotated."""
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)
    for part in getattr(annotation, "__metadata__", ()):
        yield part


def table_schema(kind: type[Record]) -> dict[str, Any]:
    """Table Schema (Data Package v2) of the published table of a kind."""
    schema: dict[str, Any] = {"fields": [_field(column) for column in columns(kind)], "missingValues": [""]}
    if kind.key:
        schema["primaryKey"] = list(kind.key)
    if kind.unique:
        schema["uniqueKeys"] = [list(kind.unique)]
    keys = [_foreign_key(kind, column) for column in columns(kind) if column.is_reference]
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.enum:
        constraints["enum"] = list(column.enum)
    elif column.cell.pattern and column.cell.type == "string":
        constraints["pattern"] = column.cell.pattern
    told = {
        "name": column.name,
        "type": column.cell.type,
        "title": column.titles[0],
        "description": column.descriptions[0],
        "example": column.example,
        "categories": list(column.enum),
        "constraints": constraints,
        "timeline:titleVi": column.titles[1],
        "timeline:descriptionVi": column.descriptions[1],
    }
    return {key: value for key, value in told.items() if value}


def _foreign_key(kind: type[Record], column: Column) -> dict[str, Any]:
    reference: dict[str, Any] = {"fields": [KEYS.get(column.codelist, "code")]}
    if column.codelist != kind.table:
        reference["resource"] = column.codelist
    return {"fields": [column.name], "reference": reference}


def json_schema(kind: type[Record]) -> dict[str, Any]:
    """JSON Schema of one record, for editors and other programs."""
    return {"$schema": DIALECT, **kind.model_json_schema()}


def dtypes(kind: type[Record]) -> dict[str, pl.DataType]:
    """Polars dtypes of the published table of a kind; numbers are exact decimals of 38 digits, 9 behind the point."""
    import polars as pl  # noqa: PLC0415 - only builders and readers of tables need it

    types: dict[str, pl.DataType] = {
        "string": pl.String(),
        "integer": pl.Int64(),
        "number": pl.Decimal(38, 9),
        "boolean": pl.Boolean(),
        "date": pl.Date(),
    }
    return {column.name: types[column.cell.type] for column in columns(kind)}
