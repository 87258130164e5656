"""A difference as JSON, one change a line, and read back: `delta.json` and releases/<version>.delta.json.

docs/formats.md describes it.
"""

import json
from typing import Any

from timeline.release.difference import Difference, Shape, TableChange
from timeline.release.rows import Cell, Op, RowChange
from timeline.release.schemas import SchemaChange
from timeline.release.texts import Hunk, TextChange
from timeline.released import HistoryError, Level

Told = dict[str, Any]


def as_delta(made: Difference) -> str:
    """The text of a difference."""
    told: dict[str, Any] = {
        "name": made.name,
        "old": made.old,
        "new": made.new,
        "demands": made.level.name.lower(),
        "identified": sorted(made.identified),
        "schema": [_schema(change) for change in made.schema],
        "tables": [_table(change) for change in made.tables],
        "texts": [_text(change) for change in made.texts],
    }
    return "{\n" + ",\n".join(f"{_json(key)}: {_member(value)}" for key, value in told.items()) + "\n}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _member(value: Any) -> str:
    if not isinstance(value, list) or not value or isinstance(value[0], str):
        return _json(value)
    return "[\n" + ",\n".join(map(_item, value)) + "\n]"


def _item(told: Told) -> str:
    """One change on a line; of a table, its rows on lines of their own behind it."""
    if "rows" not in told:
        return _json(told)
    head = {key: value for key, value in told.items() if key != "rows"}
    return f'{_json(head)[:-1]}, "rows": {_member(told["rows"])}}}'


def _schema(change: SchemaChange) -> Told:
    told = {"op": change.op, "resource": change.resource, "field": change.field, "property": change.what}
    values = {"old": change.old, "new": change.new} if change.what else {}
    return {**told, **values, "demands": change.level.name.lower(), "reason": change.reason}


def _table(change: TableChange) -> Told:
    shapes = {"old": change.old, "new": change.new}
    told = {side: shape and {"path": shape.path, "fields": list(shape.fields)} for side, shape in shapes.items()}
    rows = [_row(row, change.old, change.new) for row in change.rows]
    return {"resource": change.resource, **told, "key": list(change.key), "exact": change.exact, "rows": rows}


def _row(change: RowChange, old: Shape | None, new: Shape | None) -> Told:
    places = {"old_row": change.old_row, "new_row": change.new_row}
    told: Told = {"op": change.op, "reason": change.reason, **{key: value for key, value in places.items() if value}}
    if change.op is Op.MOD:
        return {**told, "key": change.key, "cells": change.cells}
    side, shape = (1, new) if change.op is Op.ADD else (0, old)
    fields = shape.fields if shape else ()
    return {**told, "row": [change.cells[name][side] if name in change.cells else "" for name in fields]}


def _text(change: TextChange) -> Told:
    hunks = [
        {"old_line": hunk.old_line, "new_line": hunk.new_line, "old": list(hunk.old), "new": list(hunk.new)}
        for hunk in change.hunks
    ]
    return {"op": change.op, "path": change.path, "resource": change.resource, "hunks": hunks}


def read_delta(text: str, name: str) -> Difference:
    """The difference of a text that `as_delta` wrote.

    Args:
        text: The JSON.
        name: What messages call it.

    Raises:
        HistoryError: If it is none.
    """
    try:
        told = json.loads(text)
        return Difference(
            name=str(told["name"]),
            old=str(told["old"]),
            new=str(told["new"]),
            schema=tuple(map(_read_schema, told["schema"])),
            tables=tuple(map(_read_table, told["tables"])),
            texts=tuple(map(_read_text, told["texts"])),
            identified=frozenset(map(str, told["identified"])),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise HistoryError(f"{name} is no difference that this tool wrote; restore the file as it was") from error


def _read_schema(told: Told) -> SchemaChange:
    level = Level[told["demands"].upper()]
    place = (str(told["resource"]), str(told["field"]), str(told["property"]))
    return SchemaChange(Op(told["op"]), level, *place, told.get("old"), told.get("new"), str(told["reason"]))


def _read_table(told: Told) -> TableChange:
    old, new = (_read_shape(told[side]) for side in ("old", "new"))
    key = tuple(map(str, told["key"]))
    rows = tuple(_read_row(row, old, new, key) for row in told["rows"])
    return TableChange(str(told["resource"]), old, new, key, bool(told["exact"]), rows)


def _read_shape(told: Told | None) -> Shape | None:
    return Shape(str(told["path"]), tuple(map(str, told["fields"]))) if told else None


def _read_row(told: Told, old: Shape | None, new: Shape | None, key: tuple[str, ...]) -> RowChange:
    op = Op(told["op"])
    places = int(told.get("old_row", 0)), int(told.get("new_row", 0))
    if op is Op.MOD:
        pairs = {name: (_cell(before), _cell(after)) for name, (before, after) in told["cells"].items()}
        return RowChange(op, {name: str(text) for name, text in told["key"].items()}, pairs, *places, told["reason"])
    shape = new if op is Op.ADD else old
    texts = dict(zip(shape.fields if shape else (), map(str, told["row"]), strict=True))
    cells = {name: ("", text) if op is Op.ADD else (text, "") for name, text in texts.items() if text}
    return RowChange(op, {name: texts[name] for name in key}, cells, *places, told["reason"])


def _cell(told: Any) -> Cell:
    if told is not None and not isinstance(told, str):
        raise TypeError
    return told


def _read_text(told: Told) -> TextChange:
    hunks = tuple(
        Hunk(int(each["old_line"]), int(each["new_line"]), tuple(map(str, each["old"])), tuple(map(str, each["new"])))
        for each in told["hunks"]
    )
    return TextChange(Op(told["op"]), str(told["path"]), str(told["resource"]), hunks)
