"""Rows of cells and what expressions make of them; three-valued logic as in SQL."""

from collections.abc import Callable
from decimal import Decimal
from itertools import product

import pytest

from timeline.expressions import Call, Cells, Expr, Filled, Literal, Number, Rule, Text

CELLS: Cells = {"a": "5", "b": "5.0", "c": "", "word": "growth", "other": "level", "bad": "5x"}
TRUE, FALSE, UNKNOWN = Filled("a"), Filled("c"), Text("c").equals("x")


def shorter(one: str, other: str) -> bool | None:
    return len(one) < len(other) if one and other else None


@pytest.mark.parametrize(
    ("node", "value"),
    [
        (Text("word"), "growth"),
        (Text("c"), None),
        (Text("absent"), None),
        (Filled("word"), True),
        (Filled("c"), False),
        (Filled("absent"), False),
        (Literal(5), 5),
        (Number("a") <= Number("b"), True),
        (Number("a") < Number("b"), False),
        (Number("a") > 4, True),
        (Number("a") >= 6, False),
        (Number("a") < Number("c"), None),
        (Number("a").equals(Number("b")), True),
        (Text("a").equals(Text("b")), False),
        (Text("a").differs(Text("b")), True),
        (Text("c").differs(Text("b")), None),
        (Text("word").among("growth", "share"), True),
        (Text("other").among("growth", "share"), False),
        (Text("c").among("growth", ""), None),
        (Call(shorter, ("word", "other")), False),
        (Call(shorter, ("other", "word")), True),
        (Call(shorter, ("word", "absent")), None),
    ],
)
def test_value(node: Expr, value: object) -> None:
    assert node.value(CELLS) == value
    assert type(node.value(CELLS)) is type(value)


@pytest.mark.parametrize("text", ["", "x", "5x", "-", "1e5", "1_000", "１２", " 5", "NaN", "Infinity", "5.", ".5"])
def test_what_is_no_number_is_unknown(text: str) -> None:
    assert Number("a").value({"a": text}) is None


@pytest.mark.parametrize("text", ["0", "-5", "41710.40", "1234567890123456789.123456789"])
def test_numbers_are_exact(text: str) -> None:
    value = Number("a").value({"a": text})
    assert isinstance(value, Decimal)
    assert str(value) == text


def test_a_call_that_fails_is_unknown() -> None:
    def of(text: str) -> bool:
        return Decimal(text) > 0

    assert Call(of, ("a",)).value(CELLS) is True
    assert Call(of, ("bad",)).value(CELLS) is None
    assert Call(lambda text: bool(int(text)), ("bad",)).value(CELLS) is None


LOGIC = {True: TRUE, False: FALSE, None: UNKNOWN}


def kleene_and(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def kleene_or(one: bool | None, other: bool | None) -> bool | None:
    if one is True or other is True:
        return True
    return None if one is None or other is None else False


@pytest.mark.parametrize(("one", "other"), list(product(LOGIC, LOGIC)))
@pytest.mark.parametrize(
    ("build", "truth"), [(lambda x, y: x & y, kleene_and), (lambda x, y: x | y, kleene_or)], ids=["and", "or"]
)
def test_logic_of_three_values(
    one: bool | None,
    other: bool | None,
    build: Callable[[Expr, Expr], Expr],
    truth: Callable[[bool | None, bool | None], bool | None],
) -> None:
    assert build(LOGIC[one], LOGIC[other]).value(CELLS) is truth(one, other)


@pytest.mark.parametrize(("value", "turned"), [(True, False), (False, True), (None, None)])
def test_not(value: bool | None, turned: bool | None) -> None:
    assert (~LOGIC[value]).value(CELLS) is turned


def test_names_are_all_cells_that_are_read() -> None:
    tree = (Number("a") < Number("b")) | ~(Text("word").among("x") & Call(shorter, ("c", "source.lines")))
    assert tree.names == {"a", "b", "word", "c", "source.lines"}
    assert Rule("x", "a", tree, Filled("other")).names == {*tree.names, "other"}
    assert Literal(1).names == frozenset()


@pytest.mark.parametrize(("when", "must"), list(product(LOGIC, LOGIC)))
def test_a_rule_is_broken_only_where_all_is_known(when: bool | None, must: bool | None) -> None:
    broken = Rule("x", "a", LOGIC[when], LOGIC[must]).broken(CELLS)
    assert broken is (when is True and must is False)
