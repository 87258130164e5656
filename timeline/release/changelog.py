"""The entry of a version in CHANGELOG.md, written from its difference."""

import re
from collections.abc import Iterator

from timeline.release.difference import Difference
from timeline.release.report import code, counted, rows, structural, structure
from timeline.release.rows import Op

OPENING = """# Changelog

What changed, after [Keep a Changelog](https://keepachangelog.com/en/1.1.0/).
"""
SECTIONS = ("Added", "Changed", "Removed")
SECTION = re.compile(r"(?m)^## ")
UNRELEASED = re.compile(r"(?mi)^## \[?unreleased\]?")


def entry(made: Difference, version: str, day: str) -> str:
    """The entry of a version: what was added, changed and removed, in the words of Keep a Changelog."""
    parts = [f"## Data {version} - {day}"]
    told = list(_lines(made))
    for section in SECTIONS:
        lines = [line for where, line in told if where == section]
        parts += [f"### {section}", "\n".join(f"- {line}" for line in lines)] if lines else []
    return "\n\n".join(parts) + "\n"


def _lines(made: Difference) -> Iterator[tuple[str, str]]:
    sections = dict(zip((Op.ADD, Op.MOD, Op.DEL), SECTIONS, strict=True))
    for change in structure(made):
        yield sections[change.op], f"{structural(change, code)}."
    for table in made.tables:
        if table.old is None:
            yield "Added", f"`{table.resource}`: {rows(table.count(Op.ADD))}, a new table."
        elif table.new is None:
            yield "Removed", f"`{table.resource}`: {counted(table)}."
        else:
            ops = [op for op in (Op.ADD, Op.MOD, Op.DEL) if table.count(op)]
            yield sections[ops[0] if len(ops) == 1 else Op.MOD], f"`{table.resource}`: {counted(table)}."
    for resource, identity in made.removed:
        yield "Removed", f"`{identity}` of `{resource}`: {_why(made, resource, identity)}."


def _why(made: Difference, resource: str, identity: str) -> str:
    changes = [row for table in made.tables if table.resource == resource for row in table.rows]
    reason = next(row.reason for row in changes if row.op is Op.DEL and identity in row.key.values())
    return " ".join(reason.split()).rstrip(".").replace("<", "&lt;")


def with_entry(text: str, made: str) -> str:
    """A changelog with an entry more: below what is not released yet, above the versions before."""
    text = text or OPENING
    text = text if text.endswith("\n") else f"{text}\n"
    unreleased = UNRELEASED.search(text)
    first = SECTION.search(text, unreleased.end() if unreleased else 0)
    if first is None:
        return f"{text}\n{made}"
    return f"{text[: first.start()]}{made}\n{text[first.start() :]}"
