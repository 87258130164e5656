"""The second evaluation: field rules and row rules of a record kind over a whole table, with polars.

The screen may doubt a good row but never passes a bad one; the doubted rows are then read one by one, and that verdict
counts. Everything here is an expression, so that a table is screened while it streams past.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

import polars as pl

from timeline.cells import ANY
from timeline.codelists import Codelists, referred
from timeline.columns import Column, fields
from timeline.expressions import COMPARE, Among, Both, Call, Compare, Expr, Filled, Literal, Not, Number, Rule, Text
from timeline.problems import Problem
from timeline.records import Record

EXACT = pl.Decimal(38, 9)
TYPES: dict[type, Any] = {bool: pl.Boolean, str: pl.String}
REMEMBERED = 100_000
"""Distinct texts of a column, and distinct arguments of a function, whose answer is kept from one part to the next."""

Lookups = Mapping[str, tuple[str, Mapping[str, str] | Callable[[str], str]]]
"""Name with a dot -> the column it is looked up by ("" for none), and its text by that cell ("" for others), or the
function from that cell to its text.
"""


def doubt(kind: type[Record], codelists: Codelists) -> pl.Expr:
    """Where rows may break a field rule or a row rule, or name an unknown code.

    The expression reads text columns: the fields of the kind and, of names with a dot, what was looked up.
    """
    return pl.any_horizontal(_cells_doubt(fields(kind), codelists), *(_rule_doubt(rule) for rule in kind.rules))


def doubted(
    kind: type[Record], texts: Mapping[str, Sequence[str]], lookups: Lookups, codelists: Codelists
) -> list[int]:
    """The indexes of the rows in doubt of a table at hand.

    Args:
        kind: What the rows are.
        texts: The cells by column, all columns of one length.
        lookups: What row rules look up.
        codelists: What codes are checked against.
    """
    frame = pl.LazyFrame(dict(texts), schema=dict.fromkeys(texts, pl.String))
    told = with_lookups(frame, lookups).select(doubt(kind, codelists).alias("doubt")).collect()
    return told["doubt"].arg_true().to_list()


def with_lookups(frame: pl.LazyFrame, lookups: Lookups) -> pl.LazyFrame:
    """The frame with a column for each name with a dot."""
    return frame.with_columns(**{name: _looked_up(column, told) for name, (column, told) in lookups.items()})


def _looked_up(column: str, told: Mapping[str, str] | Callable[[str], str]) -> pl.Expr:
    if isinstance(told, Mapping):
        few = pl.col(column).is_in(list(told))
        asked = by_distinct(lambda text: told.get(text, ""), [column], pl.String, few)
        return pl.when(few).then(asked).otherwise(pl.lit(""))
    return by_distinct(told, [column], pl.String) if column else pl.lit(told(""))


def _cells_doubt(columns: Sequence[Column], codelists: Codelists) -> pl.Expr:
    """Where a cell of these columns is not good: those that are not good for certain are read, each distinct text once.

    One call of Python a part of the table, for all columns: where all is certain, it looks at one bit a cell.
    """
    goods = [lru_cache(REMEMBERED)(partial(_good, column, codelists)) for column in columns]

    def doubt_of(parts: Sequence[pl.Series]) -> pl.Series:
        doubts = pl.repeat(value=False, n=len(parts[0]), eager=True)
        for sure, cells, good in zip(parts[: len(goods)], parts[len(goods) :], goods, strict=True):
            if not sure.all():
                unsure = ~sure
                texts = [text for text in cells.filter(unsure).unique() if not good(text)]
                doubts |= unsure & cells.is_in(texts) if texts else False
        return doubts

    parts = [*(_sure(column, codelists) for column in columns), *(pl.col(column.name) for column in columns)]
    return pl.map_batches(parts, doubt_of, return_dtype=pl.Boolean, is_elementwise=True)


def _sure(column: Column, codelists: Codelists) -> pl.Expr:
    """Where cells are good for certain: a word or code that is known, a text that matches the pattern of good ones."""
    cell = pl.col(column.name)
    if words := column.enum or codelists.codes(column.codelist):
        return cell.is_in([text for text in (*words, "") if _good(column, codelists, text)])
    if column.cell.sure == ANY:
        sure = cell.is_not_null()
    elif column.cell.sure and not column.codelist:
        sure = cell.str.contains(rf"\A(?:{column.cell.sure})\z")
    else:
        sure = cell.is_null()
    if column.cell.longest:
        sure &= cell.str.len_bytes() <= column.cell.longest
    return sure if column.required else sure | (cell == "")


def _good(column: Column, codelists: Codelists, text: str) -> bool:
    if not text:
        return not column.required
    if isinstance(column.cell.read(text), Problem):
        return False
    named = referred(column.codelist, column.name, text) if column.codelist else ()
    return all(codelists.knows(name, code) for name, code in named if name in codelists.lists)


def _rule_doubt(rule: Rule) -> pl.Expr:
    """Where a rule is broken; functions that it calls are asked only where it applies."""
    when = compiled(rule.when).fill_null(value=False)
    return when & (~compiled(rule.must, when)).fill_null(value=False)


def compiled(node: Expr, where: pl.Expr | None = None) -> pl.Expr:  # noqa: PLR0911 - one return a kind of node
    """An expression tree as a polars expression over text columns; null stands for unknown.

    Args:
        node: The tree.
        where: Rows whose answer matters; functions are not called for others, which may get any answer.
    """
    match node:
        case Filled(name=name):
            return pl.col(name) != ""
        case Number(name=name):
            return pl.col(name).cast(EXACT, strict=False)
        case Text(name=name):
            return pl.when(pl.col(name) != "").then(pl.col(name))
        case Literal(literal=literal):
            return pl.lit(literal)
        case Call(same=same) if same:
            return _given_back(node, where)
        case Call(function=function, arguments=arguments, type=type_):
            return by_distinct(function, arguments, TYPES[type_], where)
        case Compare(operator=operator, left=left, right=right):
            told: pl.Expr = COMPARE[operator](compiled(left, where), compiled(right, where))  # type: ignore[assignment]
            return told
        case Among(item=item, values=values):
            return compiled(item, where).is_in(list(values))
        case Both(left=left, right=right):
            return compiled(left, where) & compiled(right, where)
        case Not(item=item):
            return ~compiled(item, where)
        case _:
            raise TypeError(node)


def _given_back(call: Call, where: pl.Expr | None) -> pl.Expr:
    """A call of a function that gives most texts back as they are: it is asked for the others only."""
    cell = pl.col(call.arguments[0])
    other = ~cell.str.contains(rf"\A(?:{call.same})\z")
    asked = other if where is None else other & where
    return pl.when(other).then(by_distinct(call.function, call.arguments, TYPES[call.type], asked)).otherwise(cell)


def by_distinct(
    function: Callable[..., Any], names: Sequence[str], dtype: Any, where: pl.Expr | None = None
) -> pl.Expr:
    """A plain function of cell texts as an expression, called once for each distinct combination of its arguments.

    Cells that fail their own field rule may make it fail; there it gives null, and the field rule speaks.

    Args:
        function: What is called.
        names: The columns of its arguments.
        dtype: What it gives.
        where: Rows for which it is called; others may get any answer. None: all.
    """

    @lru_cache(REMEMBERED)
    def told(*cells: str) -> Any:
        try:
            return function(*cells)
        except (ValueError, ArithmeticError):
            return None

    def of_series(series: pl.Series) -> pl.Series:
        keys = series.struct.unnest()
        distinct = (keys if where is None else keys.filter(series.is_not_null())).unique()
        values = [told(*row) for row in distinct.iter_rows()]
        if len(set(values)) <= 1:
            return pl.repeat(values[0] if values else None, len(series), dtype=dtype, eager=True)
        distinct = distinct.with_columns(pl.Series(VALUE, values, dtype=dtype))
        return keys.join(distinct, on=list(names), how="left", nulls_equal=True, maintain_order="left")[VALUE]

    arguments = pl.struct(*names)
    asked = arguments if where is None else pl.when(where).then(arguments)
    return asked.map_batches(of_series, return_dtype=dtype, is_elementwise=True)


VALUE = "the value"
"""The column that is joined; no column of a table has such a name."""
