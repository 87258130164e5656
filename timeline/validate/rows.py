"""The rows of one table: field rules, row rules, known codes. One row at a time, or first screened as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from pydantic import ValidationError

from timeline.codelists import Codelists, referred
from timeline.columns import Column, fields
from timeline.expressions import Cells
from timeline.problems import Problem, closest
from timeline.reading import Row
from timeline.records import Record, Source, as_text

if TYPE_CHECKING:
    from timeline.sweep import Swept

Told = Mapping[str, str] | Callable[[str], str]
SCREEN_FROM = 20_000
"""Rows from which a table is screened with polars first; below, importing it costs more than it saves."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one contributed file or codelist.

    Attributes:
        kind: What its rows are.
        path: The file below the root, POSIX.
        rows: The rows that fit the header.
        source: The document that a contribution folder is of; None for codelists and where source.toml is faulty.
        source_id: Name of the contribution folder; "" for codelists.
        whole: Whether every row of the file could be read; else nothing can be said of what is not there.
        swept: What one pass over a large file told; None where the rows are at hand.
    """

    kind: type[Record]
    path: str
    rows: Sequence[Row]
    source: Source | None = None
    source_id: str = ""
    whole: bool = True
    swept: Swept | None = None

    @property
    def doubted(self) -> Sequence[Row]:
        """The rows that may be faulty by themselves: all, unless a large file was swept."""
        return self.swept.doubted if self.swept else self.rows


@dataclass(frozen=True, slots=True)
class Known:
    """What rows are checked against: the codelists, and which records have a conflict listed."""

    codelists: Codelists = field(default_factory=Codelists)
    conflicts: Mapping[str, str] = field(default_factory=dict)


def check_table(table: Table, known: Known, *, screen_from: int = SCREEN_FROM) -> list[Problem]:
    """All faults of a table's rows, each with its place."""
    rows = table.doubted
    if len(rows) >= screen_from:
        from timeline.screen import doubted  # noqa: PLC0415 - polars is for large tables only

        texts = {column.name: [row.cells.get(column.name, "") for row in rows] for column in fields(table.kind)}
        rows = [rows[index] for index in doubted(table.kind, texts, asked(table, known), known.codelists)]
    return [problem for row in rows for problem in check_row(table, known, row)]


def check_row(table: Table, known: Known, row: Row) -> list[Problem]:
    """All faults of one row."""
    context = {name: looked_up(name, table, known, row.cells) for name in lookups(table.kind)}
    problems: list[Problem] = []
    try:
        table.kind.model_validate(row.cells, context=context)
    except ValidationError as error:
        problems = problems_of(error, table.kind)
    faulty = {problem.column for problem in problems if problem.code not in _rule_codes(table.kind)}
    for column in fields(table.kind):
        text = row.cells.get(column.name, "")
        if text and column.codelist and column.name not in faulty:
            problems += unknown_codes(column, text, known.codelists)
    return [problem.at(table.path, row.line) for problem in problems]


@cache
def _rule_codes(kind: type[Record]) -> frozenset[str]:
    return frozenset(rule.code for rule in kind.rules)


def problems_of(error: ValidationError, kind: type[Record]) -> list[Problem]:
    """Pydantic's errors as problems: the error's type is the code, its context the facts."""
    columns = {column.name: column for column in fields(kind)}
    problems = []
    for item in error.errors(include_url=False):
        name = str(item["loc"][0]) if item["loc"] else ""
        facts = {key: str(value) for key, value in item.get("ctx", {}).items() if key != "message"}
        if item["type"] == "value-missing":
            facts["example"] = columns[name].example or "…"
        problems.append(Problem(item["type"], facts, column=name))
    return problems


def unknown_codes(column: Column, text: str, codelists: Codelists) -> list[Problem]:
    """The codes of a cell that its codelists lack; events and sources are looked for across tables instead."""
    return [
        Problem(
            "code-unknown",
            {
                "text": code,
                "list": f"datasets/codelists/{name}.csv",
                "suggestion": closest(code, codelists.codes(name)),
            },
            column=column.name,
        )
        for name, code in referred(column.codelist, column.name, text)
        if name in codelists.lists and not codelists.knows(name, code)
    ]


@cache
def lookups(kind: type[Record]) -> tuple[str, ...]:
    """The names with a dot that the row rules of a kind read."""
    return tuple(sorted({name for rule in kind.rules for name in rule.names if "." in name}))


def looked_up(name: str, table: Table, known: Known, cells: Cells) -> str:
    """The text of a name with a dot for a row; see `lookup`."""
    column, told = lookup(name, table, known)
    text = cells.get(column, "")
    return told(text) if callable(told) else told.get(text, "")


def asked(table: Table, known: Known) -> dict[str, tuple[str, Told]]:
    """All that the row rules of a table look up."""
    return {name: lookup(name, table, known) for name in lookups(table.kind)}


def lookup(name: str, table: Table, known: Known) -> tuple[str, Told]:
    """The column by which a name with a dot is looked up ("" for none), and what makes that cell its text.

    It is the text of the source, of the record's conflicts, or of the code in that column. For a column that holds
    several codes, their attributes stand in the same order with `;` between.
    """
    owner, _, attribute = name.partition(".")
    if owner == "source":
        text = as_text(getattr(table.source, attribute)) if table.source else ""
        return "", lambda _: text
    if owner == "record":
        return table.kind.key[0], known.conflicts
    codelist = next(column.codelist for column in fields(table.kind) if column.name == owner)
    told = known.codelists.attribute
    return owner, lambda text: ";".join(told(codelist, code, attribute) for code in text.split(";"))
