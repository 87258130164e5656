"""Rows of two tables: a difference leads from the old to the new and back, whatever the tables are."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.release.rows import Op, RowChange, UnfitError, applied, compare, inverted, key_of
from timeline.release.snapshot import Table

COLUMNS = ("id", "place", "note", "value")
KEYS: list[dict[str, Any]] = [{}, {"primaryKey": ["id"]}, {"primaryKey": "id"}, {"uniqueKeys": [["id", "place"]]}]
cells = st.sampled_from(["", "a", "b", "c", "Khánh thành", 'x,"y"'])


def table(fields: tuple[str, ...], rows: list[tuple[str, ...]], schema: Mapping[str, Any] | None = None) -> Table:
    return Table("things", "datasets/things.csv", fields, rows, schema or {}, exact=True)


@st.composite
def some_tables(draw: st.DrawFn) -> Table:
    fields = tuple(draw(st.permutations(COLUMNS)))[: draw(st.integers(1, 4))]
    rows = draw(st.lists(st.tuples(*(cells for _ in fields)), max_size=8))
    return table(fields, rows, draw(st.sampled_from(KEYS)))


@given(some_tables(), some_tables())
def test_property_a_difference_leads_to_the_new_table_and_back(old: Table, new: Table) -> None:
    changes = compare(old, new)
    assert applied(old.rows, old.fields, new.fields, changes) == new.rows
    assert applied(new.rows, new.fields, old.fields, [inverted(change) for change in changes]) == old.rows


@given(some_tables())
def test_property_a_table_does_not_differ_from_itself(same: Table) -> None:
    assert compare(same, same) == []


@given(some_tables())
def test_property_a_table_comes_from_nothing_and_goes_to_nothing(made: Table) -> None:
    assert applied([], (), made.fields, compare(None, made)) == made.rows
    assert applied(made.rows, made.fields, (), compare(made, None)) == []


@given(st.permutations(list("abcdefgh")))
def test_property_no_more_rows_move_than_must(order: list[str]) -> None:
    old = table(("id",), [(text,) for text in "abcdefgh"], {"primaryKey": ["id"]})
    changes = compare(old, table(("id",), [(text,) for text in order], old.schema))
    assert all(change.op is Op.MOD and not change.cells for change in changes)
    kept = [text for text in order if text not in {change.key["id"] for change in changes}]
    assert kept == sorted(kept)
    longest = max((run for run in rising(order)), key=len)
    assert len(kept) == len(longest)


def rising(order: list[str]) -> list[list[str]]:
    """Every rising run that ends in some element, the longest of each."""
    runs: list[list[str]] = []
    for text in order:
        runs.append(max(([*run, text] for run in runs if run[-1] < text), key=len, default=[text]))
    return runs


def test_rows_are_told_apart_by_their_key() -> None:
    schema = {"primaryKey": ["id"]}
    old = table(("id", "note"), [("a", "one"), ("b", "two"), ("c", "three")], schema)
    new = table(("id", "note"), [("b", "zwei"), ("c", "three"), ("d", "four")], schema)
    assert compare(old, new) == [
        RowChange(Op.MOD, {"id": "b"}, {"note": ("two", "zwei")}, 2, 1),
        RowChange(Op.ADD, {"id": "d"}, {"id": ("", "d"), "note": ("", "four")}, 0, 3),
        RowChange(Op.DEL, {"id": "a"}, {"id": ("a", ""), "note": ("one", "")}, 1, 0),
    ]


def test_a_row_without_a_key_is_its_cells() -> None:
    old = table(("id", "note"), [("a", "one"), ("a", "one"), ("b", "")])
    new = table(("id", "note"), [("a", "one"), ("b", "two")])
    assert [(change.op, change.key, change.old_row, change.new_row) for change in compare(old, new)] == [
        (Op.ADD, {}, 0, 2),
        (Op.DEL, {}, 2, 0),
        (Op.DEL, {}, 3, 0),
    ]


def test_a_column_more_is_a_cell_more_where_it_is_filled() -> None:
    schema = {"primaryKey": ["id"]}
    old = table(("id", "note"), [("a", "one"), ("b", "two")], schema)
    new = table(("value", "id"), [("1", "a"), ("", "b")], schema)
    assert [change.cells for change in compare(old, new)] == [
        {"value": (None, "1"), "note": ("one", None)},
        {"note": ("two", None)},
    ]


@pytest.mark.parametrize(
    ("schema", "rows", "key"),
    [
        ({"primaryKey": "id"}, [("a", ""), ("b", "")], ("id",)),
        ({"primaryKey": ["id"], "uniqueKeys": [["note"]]}, [("a", "x"), ("a", "y")], ("note",)),
        ({"uniqueKeys": [["id", "note"]]}, [("a", "x"), ("a", "y")], ("id", "note")),
        ({"primaryKey": ["gone"]}, [("a", "x")], ()),
        ({}, [("a", "x")], ()),
    ],
)
def test_the_key_is_the_first_that_tells_rows_apart(
    schema: dict[str, Any], rows: list[tuple[str, ...]], key: tuple[str, ...]
) -> None:
    made = table(("id", "note"), rows, schema)
    assert key_of(made, made) == key_of(None, made) == key


OLD = table(("id", "note"), [("a", "one"), ("b", "two")], {"primaryKey": ["id"]})


@pytest.mark.parametrize(
    "change",
    [
        RowChange(Op.DEL, {"id": "a"}, {"id": ("a", ""), "note": ("eins", "")}, 1, 0),
        RowChange(Op.DEL, {"id": "c"}, {"id": ("c", "")}, 3, 0),
        RowChange(Op.MOD, {"id": "a"}, {"note": ("two", "zwei")}, 1, 1),
        RowChange(Op.ADD, {"id": "c"}, {"id": ("", "c")}, 0, 9),
    ],
)
def test_what_does_not_fit_is_not_applied(change: RowChange) -> None:
    with pytest.raises(UnfitError):
        applied(OLD.rows, OLD.fields, OLD.fields, [change])
