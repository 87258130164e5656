"""The source.toml of a contribution from the texts of its cells, and back."""

import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any

from timeline.columns import Column, fields
from timeline.expressions import Cells
from timeline.records import Source, as_text


def source_cells(values: Mapping[str, Any]) -> Cells:
    """The cells of a source.toml, also of one that is filled in in part only."""
    return {column.name: as_text(values.get(column.name)) for column in fields(Source)}


def source_toml(cells: Mapping[str, str], old: str = "") -> str:
    """The text of a source.toml.

    Args:
        cells: The cells of a valid source.
        old: The text that the file has. It stays where it says the same; else its lines that say otherwise are
            changed, so that its comments and order stay.
    """
    wanted = {column.name: _value(column, cells[column.name]) for column in fields(Source) if cells.get(column.name)}
    if old and _told(old) == wanted:
        return old
    text = old
    for key, value in wanted.items():
        line = f"{key} = {json.dumps(value, ensure_ascii=False)}"
        there = re.compile(rf"^#?[ \t]*{key}[ \t]*=.*$", re.MULTILINE)
        lines = there.findall(text)
        if len(lines) > 1:
            there = re.compile(rf"^{key}[ \t]*=.*$", re.MULTILINE)
        plain = line.replace("\\", r"\\")
        text = there.sub(plain, text, count=1) if lines else f"{text.rstrip()}\n{line}\n".lstrip()
    for key in _told(old).keys() - wanted.keys():
        text = re.sub(rf"^{key}[ \t]*=.*\n?", "", text, flags=re.MULTILINE)
    if _told(text) == wanted:
        return text
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in wanted.items())


def _told(text: str) -> dict[str, Any]:
    """What a text says, without keys that are empty; {} where it is no TOML."""
    try:
        values = tomllib.loads(text)
    except ValueError:
        return {}
    return {key: value for key, value in values.items() if value not in ("", [])}


def _value(column: Column, cell: str) -> str | int | list[str]:
    if column.name == "languages":
        return cell.split(";")
    return int(cell) if column.cell.type == "integer" else cell
