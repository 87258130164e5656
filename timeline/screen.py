"""The second evaluation: field rules and row rules of a record kind over a whole table, with polars.

The screen may doubt a good row but never passes a bad one; the doubted rows are then read one by one, and that verdict
counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl

from timeline.codelists import Codelists, referred
from timeline.columns import Column, fields
from timeline.expressions import COMPARE, Among, Both, Call, Compare, Expr, Filled, Literal, Not, Number, Rule, Text
from timeline.problems import Problem
from timeline.records import Record

EXACT = pl.Decimal(38, 9)
TOLD = "\0"
"""A column name that no table has."""
TYPES: dict[type, Any] = {bool: pl.Boolean, str: pl.String}


def doubted(kind: type[Record], texts: Mapping[str, Sequence[str]], codelists: Codelists) -> list[int]:
    """The indexes of the rows that may break a field rule, a row rule, or name an unknown code.

    Args:
        kind: What the rows are.
        texts: The cells by column, and the looked-up texts of names with a dot; all columns of one length.
        codelists: What codes are checked against.
    """
    frame = pl.DataFrame(dict(texts), schema=dict.fromkeys(texts, pl.String))
    doubts = [_cell_doubt(column, frame, codelists) for column in fields(kind)]
    doubts += [_rule_doubt(rule) for rule in kind.rules]
    return frame.select(pl.arg_where(pl.any_horizontal(doubts))).to_series().to_list()


def _cell_doubt(column: Column, frame: pl.DataFrame, codelists: Codelists) -> pl.Expr:
    """Where cells are not plainly good: by pattern where that is the whole rule, else by distinct value."""
    cell = pl.col(column.name)
    if column.cell.decides and column.required and not column.codelist:
        return ~cell.str.contains(rf"\A(?:{column.cell.pattern})\z")
    distinct = frame[column.name].unique().to_list()
    return cell.is_in([text for text in distinct if not _good(column, text, codelists)])


def _good(column: Column, text: str, codelists: Codelists) -> bool:
    if not text:
        return not column.required
    if isinstance(column.cell.read(text), Problem):
        return False
    named = referred(column.codelist, column.name, text) if column.codelist else ()
    return all(codelists.knows(name, code) for name, code in named if name in codelists.lists)


def _rule_doubt(rule: Rule) -> pl.Expr:
    return compiled(rule.when).fill_null(value=False) & (~compiled(rule.must)).fill_null(value=False)


def compiled(node: Expr) -> pl.Expr:  # noqa: PLR0911 - one return a kind of node
    """An expression tree as a polars expression over text columns; null stands for unknown."""
    match node:
        case Filled(name=name):
            return pl.col(name) != ""
        case Number(name=name):
            return pl.col(name).cast(EXACT, strict=False)
        case Text(name=name):
            return pl.when(pl.col(name) != "").then(pl.col(name))
        case Literal(literal=literal):
            return pl.lit(literal)
        case Call(function=function, arguments=arguments, type=type_):
            return by_distinct(function, arguments, TYPES[type_])
        case Compare(operator=operator, left=left, right=right):
            told: pl.Expr = COMPARE[operator](compiled(left), compiled(right))  # type: ignore[assignment]
            return told
        case Among(item=item, values=values):
            return compiled(item).is_in(list(values))
        case Both(left=left, right=right):
            return compiled(left) & compiled(right)
        case Not(item=item):
            return ~compiled(item)
        case _:
            raise TypeError(node)


def by_distinct(function: Callable[..., Any], names: Sequence[str], dtype: Any) -> pl.Expr:
    """A plain function of cell texts as an expression, called once for each distinct combination of its arguments.

    Cells that fail their own field rule may make it fail; there it gives null, and the field rule speaks.
    """

    def told(*cells: str) -> Any:
        try:
            return function(*cells)
        except (ValueError, ArithmeticError):
            return None

    def of_series(series: pl.Series) -> pl.Series:
        keys = series.struct.unnest()
        distinct = keys.unique(maintain_order=True)
        values = pl.Series(TOLD, [told(*row) for row in distinct.iter_rows()], dtype=dtype)
        joined = keys.join(
            distinct.with_columns(values), on=list(names), how="left", nulls_equal=True, maintain_order="left"
        )
        return joined[TOLD]

    return pl.struct(*names).map_batches(of_series, return_dtype=dtype)
