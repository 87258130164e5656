"""Row rules as expressions over the cells of one row.

An expression reads cells as *texts*. It is evaluated here for one row in plain Python, and `timeline.screen` compiles
the same tree to a polars expression for a whole table. Logic has three values: what rests on an empty cell is unknown
(None), as in SQL, and a rule is broken only where `when` is true and `must` is false.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Cells = Mapping[str, str]
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class Expr:
    """A node; `names` are the cells it reads. Comparison and logic operators build larger nodes."""

    names: frozenset[str]

    def value(self, cells: Cells) -> Any:
        """What the node is for this row; None where that cannot be known."""
        raise NotImplementedError

    def __lt__(self, other: object) -> Expr:
        return Compare("<", self, _node(other))

    def __le__(self, other: object) -> Expr:
        return Compare("<=", self, _node(other))

    def __gt__(self, other: object) -> Expr:
        return Compare(">", self, _node(other))

    def __ge__(self, other: object) -> Expr:
        return Compare(">=", self, _node(other))

    def equals(self, other: object) -> Expr:
        """True where both sides are known and the same."""
        return Compare("==", self, _node(other))

    def differs(self, other: object) -> Expr:
        """True where both sides are known and not the same."""
        return Compare("!=", self, _node(other))

    def among(self, *values: str) -> Expr:
        """True where the text is one of `values`."""
        return Among(self, values)

    def __and__(self, other: Expr) -> Expr:
        return Both(self, other)

    def __or__(self, other: Expr) -> Expr:
        return ~Both(~self, ~other)

    def __invert__(self) -> Expr:
        return Not(self)


@dataclass(frozen=True, eq=False)
class Text(Expr):
    """The text of a cell; None where it is empty."""

    name: str
    names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", frozenset({self.name}))

    def value(self, cells: Cells) -> Any:
        return cells.get(self.name) or None


@dataclass(frozen=True, eq=False)
class Number(Text):
    """A number cell, exactly, as a Decimal; None where it is empty or no number."""

    def value(self, cells: Cells) -> Any:
        text = cells.get(self.name) or ""
        return Decimal(text) if PLAIN_NUMBER.fullmatch(text) else None


@dataclass(frozen=True, eq=False)
class Filled(Text):
    """Whether the cell holds anything; always known."""

    def value(self, cells: Cells) -> Any:
        return bool(cells.get(self.name))


@dataclass(frozen=True, eq=False)
class Literal(Expr):
    """The same value in every row."""

    literal: Any
    names: frozenset[str] = frozenset()

    def value(self, cells: Cells) -> Any:
        return self.literal


@dataclass(frozen=True, eq=False)
class Call(Expr):
    """A plain function of cell texts (empty cells arrive as ""), giving `type` (bool or str) or None.

    Tables evaluate it once for each distinct combination of its arguments. Cells that fail a field rule, of this row or
    of the row that a code names, may make the function fail; there it is unknown, and the field rule speaks.

    A function of one text may give some texts back as they are: `same` is a pattern of such, which tables need not ask.
    """

    function: Callable[..., Any]
    arguments: tuple[str, ...]
    type: type[bool] | type[str] = bool
    same: str = ""
    names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", frozenset(self.arguments))

    def value(self, cells: Cells) -> Any:
        try:
            return self.function(*(cells.get(name) or "" for name in self.arguments))
        except (ValueError, ArithmeticError):
            return None


@dataclass(frozen=True, eq=False)
class Compare(Expr):
    """Two values compared; unknown where either is."""

    operator: str
    left: Expr
    right: Expr
    names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", self.left.names | self.right.names)

    def value(self, cells: Cells) -> Any:
        left, right = self.left.value(cells), self.right.value(cells)
        return None if left is None or right is None else COMPARE[self.operator](left, right)


@dataclass(frozen=True, eq=False)
class Among(Expr):
    """Membership of a text in a fixed list; unknown where the cell is empty."""

    item: Expr
    values: tuple[str, ...]
    names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", self.item.names)

    def value(self, cells: Cells) -> Any:
        item = self.item.value(cells)
        return None if item is None else item in self.values


@dataclass(frozen=True, eq=False)
class Both(Expr):
    """Logical and of three values (Kleene): false wins over unknown."""

    left: Expr
    right: Expr
    names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", self.left.names | self.right.names)

    def value(self, cells: Cells) -> Any:
        left, right = self.left.value(cells), self.right.value(cells)
        if left is False or right is False:
            return False
        return None if left is None or right is None else True


@dataclass(frozen=True, eq=False)
class Not(Expr):
    """Logical not; unknown stays unknown."""

    item: Expr
    names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", self.item.names)

    def value(self, cells: Cells) -> Any:
        item = self.item.value(cells)
        return None if item is None else not item


def _node(value: object) -> Expr:
    return value if isinstance(value, Expr) else Literal(value)


@dataclass(frozen=True)
class Rule:
    """One rule over the cells of a row: where `when` holds, `must` has to hold.

    Attributes:
        code: The stable code, with its entry in the catalogue.
        column: The column that a report names.
        when: Where the rule applies.
        must: What has to hold there.
        explain: Extra facts for the message, from the cells of a broken row.
    """

    code: str
    column: str
    when: Expr
    must: Expr
    explain: Callable[[Cells], dict[str, str]] | None = None

    @property
    def names(self) -> frozenset[str]:
        """The cells and context values that the rule reads."""
        return self.when.names | self.must.names

    def broken(self, cells: Cells) -> bool:
        """Whether this row breaks the rule."""
        return self.when.value(cells) is True and self.must.value(cells) is False
