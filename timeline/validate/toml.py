"""TOML files to records, with the line of each key in problems."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from timeline.columns import Column, fields
from timeline.problems import Problem, catalogue, closest
from timeline.reading import read_text
from timeline.records import Source, as_text
from timeline.records.package import Contributor, License, PackageInfo
from timeline.validate.rows import problems_of

LARGEST = 10**15
UNREADABLE = {"file-unreadable", "file-utf16", "file-not-utf8", "file-nul"}
TYPES = {"integer": int, "list": list, "string": str}
PARTS: dict[str, type[BaseModel]] = {"licenses": License, "contributors": Contributor}
WORDS = {"integer": "a whole number", "list": "a list of texts in brackets", "string": "a text in quotes"}


def read_toml(path: Path, name: str) -> tuple[dict[str, Any], str, list[Problem]]:
    """The tables of a TOML file, its text, and what is wrong with the file."""
    text, problems = read_text(path, name)
    if any(problem.code in UNREADABLE for problem in problems):
        return {}, text, problems
    try:
        return tomllib.loads(text), text, problems
    except RecursionError:
        return (
            {},
            text,
            [*problems, Problem("toml-broken", {"reason": "brackets within brackets without end"}).at(name)],
        )
    except ValueError as error:  # TOMLDecodeError is one, and so is a number of thousands of digits
        reason = re.sub(r" \(at .*\)$", "", str(error))
        place = re.search(r"at line ([0-9]+)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        return {}, text, [*problems, Problem("toml-broken", {"reason": reason}).at(name, line)]


def read_source(path: Path, name: str) -> tuple[Source | None, list[Problem]]:
    """The source that a contribution folder's source.toml tells; None where it is faulty."""
    values, text, problems = read_toml(path, name)
    if not values:
        if not problems:
            problems.append(Problem("file-empty", {"header": 'source_id = "…"'}).at(name, 1))
        return None, problems
    columns = {column.name: column for column in fields(Source)}
    faults = _unknown_keys(values, list(columns)) + [
        fault for key, value in values.items() if key in columns and (fault := _type_problem(columns[key], value))
    ]
    faulty = {fault.column for fault in faults}
    cells = {key: as_text(value) for key, value in values.items() if key not in faulty}
    source = None
    try:
        source = Source.model_validate(cells)
    except ValidationError as error:
        told = faulty | {fault.facts.get("suggestion", "") for fault in faults if fault.code == "key-unknown"}
        faults += [_as_toml(fault, columns) for fault in problems_of(error, Source) if fault.column not in told]
    if source is not None and source.source_id != path.parent.name:
        facts = {"found": source.source_id, "folder": path.parent.name}
        faults.append(Problem("folder-name", facts, column="source_id"))
    placed = [fault.at(name, key_line(text, fault.column)) for fault in faults]
    return (None if faults else source), problems + placed


def _as_toml(fault: Problem, columns: Mapping[str, Column]) -> Problem:
    """The problem of a cell as the problem of a key: the example of what is missing is a line of TOML."""
    if fault.code != "value-missing":
        return fault
    column = columns[fault.column]
    value = _meant(column.example, _wanted(column)) or _shown(column.example or "…")
    return replace(fault, facts={"example": f"{column.name} = {value}"})


def _unknown_keys(values: dict[str, Any], known: list[str]) -> list[Problem]:
    left = [key for key in known if key not in values]
    return [
        Problem("key-unknown", {"known": ", ".join(known), "suggestion": closest(key, left)}, column=key)
        for key in values
        if key not in known
    ]


def _type_problem(column: Column, value: Any) -> Problem | None:
    wanted = _wanted(column)
    good = isinstance(value, TYPES[wanted]) and not isinstance(value, bool)
    good = good and not (isinstance(value, int) and abs(value) > LARGEST)
    if good and (wanted != "list" or all(isinstance(item, str) for item in value)):
        return None
    facts = {"found": _shown(value), "expected": WORDS[wanted], "suggestion": _meant(value, wanted)}
    return Problem("key-type", facts, column=column.name)


def _wanted(column: Column) -> str:
    return "list" if column.name == "languages" else "integer" if column.cell.type == "integer" else "string"


def _shown(value: Any) -> str:
    """A value as TOML writes it, cut short; a number too long to be written is told as such."""
    if isinstance(value, int) and abs(value) > LARGEST:
        return "a number of many digits"
    return (str(value) if isinstance(value, date | time) else json.dumps(value, ensure_ascii=False, default=str))[:60]


def _meant(value: Any, wanted: str) -> str:
    """The value in the type wanted, as TOML writes it; "" where that cannot be told."""
    if wanted == "integer":
        return value if isinstance(value, str) and re.fullmatch("0|[1-9][0-9]*", value) else ""
    if wanted == "list":
        return _shown(re.split(r"[;, ]+", value)) if isinstance(value, str) and value else ""
    if isinstance(value, date) or (isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST):
        return _shown(str(value))
    return ""


def key_line(text: str, key: str) -> int:
    """The line on which a key is set; 0, the file as a whole, where it is not."""
    found = (
        re.search(rf"^[ \t]*\"?{re.escape(key)}\"?[ \t]*=|^\[+{re.escape(key)}", text, re.MULTILINE) if key else None
    )
    return text.count("\n", 0, found.start()) + 1 if found else 0


def read_package(path: Path, name: str) -> tuple[PackageInfo | None, list[Problem]]:
    """What package.toml says of the data package; None where it is faulty."""
    values, text, problems = read_toml(path, name)
    if any(problem.code != "file-bom" for problem in problems):
        return None, problems
    try:
        return PackageInfo.model_validate(values), problems
    except ValidationError as error:
        faults = [_package_problem(item) for item in error.errors()]
        told = {fault.facts["suggestion"] for fault in faults if fault.code == "key-unknown"}
        return None, problems + [
            fault.at(name, key_line(text, fault.column.partition(".")[0]))
            for fault in faults
            if not (fault.code == "value-missing" and fault.column in told)
        ]


def _package_problem(item: Any) -> Problem:
    keys = [str(part) for part in item["loc"]]
    column = ".".join(keys)
    if item["type"] == "extra_forbidden":
        known = list(PARTS.get(keys[0] if len(keys) > 1 else "", PackageInfo).model_fields)
        meant = ".".join([*keys[:-1], closest(keys[-1], known)]) if closest(keys[-1], known) else ""
        return Problem("key-unknown", {"known": ", ".join(known), "suggestion": meant}, column=column)
    if item["type"] == "missing":
        return Problem("value-missing", {"example": f"{keys[-1]} = …"}, column=column)
    if item["type"] in catalogue():
        return Problem(item["type"], {key: str(value) for key, value in item["ctx"].items()}, column=column)
    return Problem("key-type", {"found": _shown(item["input"]), "expected": _expected(item)}, column=column)


def _expected(item: Any) -> str:
    words = {
        "string_type": WORDS["string"],
        "list_type": "a list in brackets",
        "model_type": "a table of its own keys",
        "too_short": "a list that is not empty",
        "string_too_short": "a text that is not empty",
        "string_pattern_mismatch": "lower-case letters, digits and . _ -",
    }
    return words.get(item["type"], str(item["msg"]))
