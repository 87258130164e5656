"""Both evaluations say the same: a table screened with polars, and each of its rows read in plain Python."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import timeline.screen
from timeline.codelists import Codelists
from timeline.columns import Column, fields
from timeline.expressions import COMPARE, Among, Call, Compare, Expr, Filled, Literal, Number, Text
from timeline.layout import Layout
from timeline.problems import Lang, Problem
from timeline.reading import Row
from timeline.records import CODELISTS, Conflict, Event, Observation, Record, Rejection
from timeline.records.limits import first_day, last_day
from timeline.records.place import Place
from timeline.screen import Lookups, by_distinct, compiled
from timeline.validate import Known, Table, check_table, read_collection

VALID = read_collection(Layout(Path(__file__).parent / "collection"))
KINDS: tuple[type[Record], ...] = (*CODELISTS, Event, Observation, Conflict, Rejection)
Changes = Mapping[str, str]
TRIES = max(settings().max_examples, 400)
"""Random tables; many, for each has a few faults only."""


def bad_lists() -> Known:
    """The same codelists with faults of their own: dates that are none, and a kind of unit that is missing."""
    lists = {name: dict(rows) for name, rows in VALID.known.codelists.lists.items()}
    lists["places"]["vale"] = {**lists["places"]["vale"], "valid_from": "soon"}
    lists["places"]["east-vale"] = {**lists["places"]["east-vale"], "valid_to": "2025-02-30"}
    lists["units"]["USD"] = {**lists["units"]["USD"], "kind": ""}
    return Known(Codelists(lists), VALID.known.conflicts)


BAD_KNOWN = bad_lists()


@cache
def table_of(kind: type[Record]) -> Table:
    """The first valid table of a kind."""
    return next(table for table in VALID.tables if table.kind is kind)


def both_ways(table: Table, known: Known = VALID.known) -> list[Problem]:
    """The problems of a table, which are the same screened and row by row."""
    one_by_one = check_table(table, known, screen_from=len(table.rows) + 1)
    assert check_table(table, known, screen_from=0) == one_by_one
    return one_by_one


def changed(kind: type[Record], index: int, changes: Changes) -> Table:
    """The valid table of a kind with some cells of one row changed."""
    table = table_of(kind)
    rows = [
        Row(row.line, {**row.cells, **changes}) if number == index else row for number, row in enumerate(table.rows)
    ]
    return replace(table, rows=rows)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.table)
def test_a_valid_table_is_not_doubted(kind: type[Record], monkeypatch: pytest.MonkeyPatch) -> None:
    """Else every row would be read one by one after all, and the two ways would agree for no reason."""
    doubts: list[int] = []
    doubted = timeline.screen.doubted

    def watched(
        of: type[Record], texts: Mapping[str, Sequence[str]], lookups: Lookups, codelists: Codelists
    ) -> list[int]:
        doubts.extend([-1, *doubted(of, texts, lookups, codelists)])
        return []

    monkeypatch.setattr(timeline.screen, "doubted", watched)
    assert table_of(kind).rows
    assert check_table(table_of(kind), VALID.known, screen_from=0) == []
    assert doubts == [-1]


def test_the_screen_decides_which_rows_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    faulty = changed(Event, 0, {"date": "soon"})
    assert check_table(faulty, VALID.known, screen_from=0)
    monkeypatch.setattr(timeline.screen, "doubted", lambda *_: [])
    assert check_table(faulty, VALID.known, screen_from=0) == []
    assert check_table(faulty, VALID.known, screen_from=len(faulty.rows)) == []
    assert check_table(faulty, VALID.known, screen_from=len(faulty.rows) + 1)


def test_a_table_without_rows() -> None:
    for kind in KINDS:
        assert both_ways(replace(table_of(kind), rows=[])) == []


FAIR, TURNOVER, GROWTH, SHARE, RANK = 3, 0, 1, 4, 5
LATE = {"time_period": "2026-01"}
PLANTED: tuple[tuple[type[Record], str, str, int, Changes], ...] = (
    (Event, "evidence-missing", "lines_vi", FAIR, {"lines_vi": "", "lines_en": ""}),
    (Event, "lines-outside", "lines_vi", FAIR, {"lines_vi": "7;99-101"}),
    (Event, "lines-outside", "lines_en", FAIR, {"lines_en": "101"}),
    (Event, "occurred-early", "date", FAIR, {"date": "2026-04"}),
    (Event, "title-alone", "title_en", FAIR, {"title_en": ""}),
    (Event, "title-alone", "title_vi", FAIR, {"title_vi": ""}),
    (Event, "title-same", "title_vi", FAIR, {"title_vi": "Timber", "title_en": "Timber"}),
    (Event, "kind-missing", "event_kind", FAIR, {"event_kind": ""}),
    (Event, "place-invalid", "places", FAIR, {"places": "vale;east-vale"}),
    (Observation, "evidence-missing", "printed_vi", TURNOVER, {"printed_vi": "", "printed_en": ""}),
    (Observation, "printed-alone", "line_vi", TURNOVER, {"line_vi": ""}),
    (Observation, "printed-alone", "printed_vi", TURNOVER, {"printed_vi": ""}),
    (Observation, "printed-alone", "line_en", TURNOVER, {"line_en": ""}),
    (Observation, "printed-alone", "printed_en", TURNOVER, {"printed_en": ""}),
    (Observation, "lines-outside", "line_vi", TURNOVER, {"line_vi": "101"}),
    (Observation, "lines-outside", "line_en", TURNOVER, {"line_en": "101"}),
    (Observation, "printed-differs", "obs_value", TURNOVER, {"obs_value": "41710.5"}),
    (Observation, "tellings-differ", "obs_value", TURNOVER, {"printed_en": "41,710.5 million USD"}),
    (Observation, "bound-differs", "bound", TURNOVER, {"printed_vi": "trên 41.710,4 triệu USD"}),
    (Observation, "unit-differs", "unit_measure", TURNOVER, {"unit_measure": "VND"}),
    (Observation, "actual-early", "time_period", TURNOVER, {"time_period": "2026-04"}),
    (Observation, "basis-missing", "period_basis", TURNOVER, {"period_basis": ""}),
    (Observation, "growth-base", "base_period", GROWTH, {"base_period": ""}),
    (Observation, "rank-whole", "obs_value", RANK, {"obs_value": "11.5"}),
    (Observation, "rank-above", "obs_value", RANK, {"out_of": "10"}),
    (Observation, "range-reversed", "obs_value_high", SHARE, {"obs_value": "9", "obs_value_high": "8"}),
    (Observation, "range-bound", "bound", SHARE, {"bound": "about"}),
    (Observation, "value-large", "obs_value", TURNOVER, {"obs_value": "9" * 23}),
    (Observation, "value-large", "obs_value_high", TURNOVER, {"obs_value_high": "9" * 23}),
    (Observation, "unit-mult", "unit_mult", GROWTH, {"unit_mult": "3"}),
    (Observation, "measure-unit", "unit_measure", GROWTH, {"unit_measure": "USD"}),
    (Observation, "measure-unit", "unit_measure", RANK, {"unit_measure": "1"}),
    (Observation, "place-invalid", "ref_area", TURNOVER, {"ref_area": "old-vale", **LATE}),
    (Observation, "place-invalid", "counterpart_area", TURNOVER, {"counterpart_area": "east-vale", **LATE}),
    (Observation, "place-invalid", "base_area", TURNOVER, {"base_area": "old-vale", **LATE}),
    (Conflict, "title-same", "reason_vi", 0, {"reason_en": "So.", "reason_vi": "So."}),
    (Conflict, "lines-outside", "line", 0, {"line": "101"}),
    (Rejection, "evidence-missing", "lines_vi", 0, {"lines_vi": "", "lines_en": ""}),
    (Rejection, "lines-outside", "lines_vi", 0, {"lines_vi": "8;101"}),
    (Rejection, "lines-outside", "lines_en", 0, {"lines_en": "101"}),
    (Place, "validity-reversed", "valid_to", 3, {"valid_to": "2025-06-30"}),
)
"""For each row rule of each kind a row that breaks it: kind, code, column, index of a valid row, cells changed."""


def test_every_row_rule_has_a_planted_fault() -> None:
    rules = Counter((kind.table, rule.code, rule.column) for kind in KINDS for rule in kind.rules)
    assert Counter((kind.table, code, column) for kind, code, column, _, _ in PLANTED) == rules


@pytest.mark.parametrize(("kind", "code", "column", "index", "changes"), PLANTED)
def test_a_broken_row_rule_is_told_both_ways(
    kind: type[Record], code: str, column: str, index: int, changes: Changes
) -> None:
    table = changed(kind, index, changes)
    found = [(problem.code, problem.column, problem.line) for problem in both_ways(table)]
    assert (code, column, table.rows[index].line) in found


def every(kinds_columns: list[tuple[type[Record], Column]]) -> pytest.MarkDecorator:
    """The test once for each of these fields."""
    cases = [pytest.param(kind, each.name, id=f"{kind.table}.{each.name}") for kind, each in kinds_columns]
    return pytest.mark.parametrize(("kind", "name"), cases)


FIELDS = [(kind, column) for kind in KINDS for column in fields(kind)]


@every(FIELDS)
def test_a_bad_cell_of_every_field_is_told_both_ways(kind: type[Record], name: str) -> None:
    found = both_ways(changed(kind, 0, {name: " x"}))
    assert name in {problem.column for problem in found}


@every([(kind, column) for kind, column in FIELDS if column.required])
def test_an_empty_cell_of_every_required_field_is_told_both_ways(kind: type[Record], name: str) -> None:
    found = both_ways(changed(kind, 0, {name: ""}))
    assert ("value-missing", name) in {(problem.code, problem.column) for problem in found}


@every([(kind, column) for kind, column in FIELDS if column.codelist in VALID.known.codelists.lists])
def test_an_unknown_code_of_every_codelist_is_told_both_ways(kind: type[Record], name: str) -> None:
    found = both_ways(changed(kind, 0, {name: "no-such-code"}))
    assert {(problem.code, problem.column) for problem in found} & {("code-unknown", name), ("choice-unknown", name)}


ODD = (
    *("", " ", " x", "x ", "a  b", "a\nb", "a\tb", "\u200b", "\ufeff", "Lạng", "La\u0323ng", "x" * 61, "x" * 121),
    *("=1", "@x", "+1", "-1%", "−5", "0", "-0", "1", "5", "5.0", "-5", "1_000", "１２", "1e5", "007", "1.234,5", "NaN"),
    *("1" * 28, "1" * 29, "0.000000001", "0.0000000001", "15", "16", "-9", "100", "101", "9999999", "10000000"),
    *("2026", "2026-02-30", "2026/2025", "0001", "9999", "0000", "../2024", "2026-02/..", "[2025..2026]", "199X"),
    *("2024~", "2026-Q1", "2027", "2025-06-30", "2025-07-01", "[2026..2026]", "9-Oct", "5-3", "3-5;9", "3-5; 9"),
    *("vale;east-vale", "vale;vale", "vale;", "a@b:c", "road-board@vale-council:host", "x:y:z", "spring-fair:0"),
    *("no-such-code", "Vale", "vale", "true", "actual", "growth", "rank", "level", "%", "pp", "rank;1", "https://a.b"),
    *("120 gian hàng", "112 stalls", "41,8 tỷ USD", "41.8 billion USD", "8-9%", "một nửa", "11/34", "5 triệu đồng"),
    *("trên 120 gian hàng", "over 66 billion USD", "+39%", "about 8-9%", "hơn một nửa", "9" * 22),
)


def cells_of(kind: type[Record]) -> tuple[st.SearchStrategy[tuple[str, str]], ...]:
    """(column, cell) pairs: cells that stand in that column somewhere, odd ones, and arbitrary ones."""
    names = [column.name for column in fields(kind)]
    sound = {
        (name, row.cells[name]) for table in VALID.tables if table.kind is kind for row in table.rows for name in names
    }
    for column in fields(kind):
        words = {*column.enum, *VALID.known.codelists.codes(column.codelist), ""}
        sound |= {(column.name, str(word)) for word in words}
    odd = [(name, text) for name in names for text in ODD]
    return (
        st.sampled_from(sorted(sound)),
        st.sampled_from(odd),
        st.tuples(st.sampled_from(names), st.text(st.characters(exclude_categories=["Cs"]), max_size=4)),
    )


def tables(kind: type[Record]) -> st.SearchStrategy[Table]:
    """Tables of rows that were valid before some of their cells were changed."""
    rows = [row for table in VALID.tables if table.kind is kind for row in table.rows]
    sound, odd, any_text = cells_of(kind)
    change = st.one_of(sound, sound, sound, odd, any_text)
    row = st.tuples(st.sampled_from(rows), st.lists(change, max_size=4))

    def made(drawn: list[tuple[Row, list[tuple[str, str]]]], with_source: bool) -> Table:
        placed = [Row(line, {**base.cells, **dict(changes)}) for line, (base, changes) in enumerate(drawn, start=2)]
        return replace(table_of(kind), rows=placed, source=table_of(kind).source if with_source else None)

    return st.builds(made, st.lists(row, min_size=1, max_size=12), st.booleans())


@settings(max_examples=TRIES)
@given(st.one_of(tables(Event), tables(Observation), tables(Observation), tables(Place)), st.booleans())
def test_property_both_evaluations_agree(table: Table, sound_lists: bool) -> None:
    for problem in both_ways(table, VALID.known if sound_lists else BAD_KNOWN):
        assert [problem.text(lang).count("\n") for lang in Lang] == [0, 0]


def shorter(one: str, other: str) -> bool | None:
    return len(one) < len(other) if one and other else None


def first_letter(text: str) -> str | None:
    return text[:1] or None


NUMBERS, TEXTS, DATES = ("n1", "n2"), ("t1", "t2"), ("d1", "d2")
NAMES = (*NUMBERS, *TEXTS, *DATES)
CELLS = st.fixed_dictionaries(
    {
        **dict.fromkeys(
            NUMBERS, st.sampled_from(["", "0", "-0", "-1", "5", "5.0", "5.000000001", "9" * 28, "x", "5x"])
        ),
        **dict.fromkeys(TEXTS, st.sampled_from(["", "a", "b", "ab", "A", "é", "Ω", "😀", "5"])),
        **dict.fromkeys(
            DATES,
            st.sampled_from(
                ["", "2025", "2025-02", "2025-02-01", "2024-02-29", "2025-02-01/..", "../2025", "bad", "2026-02-30"]
            ),
        ),
    }
)
OPERATOR = st.sampled_from(sorted(COMPARE))
NUMBER = st.one_of(st.sampled_from(NUMBERS).map(Number), st.sampled_from([0, 5, Decimal("5.5")]).map(Literal))
TEXT = st.one_of(
    st.sampled_from(TEXTS).map(Text),
    st.sampled_from(["a", "é"]).map(Literal),
    st.sampled_from(TEXTS).map(lambda name: Call(first_letter, (name,), str)),
)
DATE = st.sampled_from(DATES).flatmap(lambda name: st.sampled_from([first_day(name), last_day(name)]))
LEAF = st.one_of(
    st.sampled_from(NAMES).map(Filled),
    st.builds(Compare, OPERATOR, st.sampled_from(NUMBERS).map(Number), NUMBER),
    st.builds(Compare, OPERATOR, st.sampled_from(TEXTS).map(Text), TEXT),
    st.builds(Compare, OPERATOR, DATE, DATE),
    st.builds(Among, st.sampled_from(TEXTS).map(Text), st.sampled_from([("a",), ("b", "é", "5"), ("zz",)])),
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES))
    .filter(lambda two: two[0] != two[1])
    .map(lambda two: Call(shorter, two)),
    st.sampled_from(NAMES).map(lambda name: Call(lambda text: int(text) > 0, (name,))),
)
TREE: st.SearchStrategy[Expr] = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.builds(lambda one, other: one & other, inner, inner),
        st.builds(lambda one, other: one | other, inner, inner),
        st.builds(lambda one: ~one, inner),
    ),
    max_leaves=8,
)


@given(TREE, st.lists(CELLS, min_size=1, max_size=8))
def test_property_a_tree_compiles_to_what_it_says(tree: Expr, rows: list[dict[str, str]]) -> None:
    frame = pl.DataFrame(rows, schema=dict.fromkeys(NAMES, pl.String))
    assert frame.select(told=compiled(tree))["told"].to_list() == [tree.value(row) for row in rows]


def test_numbers_of_28_digits_are_compared_exactly() -> None:
    frame = pl.DataFrame({"n1": ["9" * 28], "n2": ["9" * 27 + "8"]})
    assert frame.select(told=compiled(Number("n1") > Number("n2")))["told"].to_list() == [True]


def test_what_is_no_expression_is_refused() -> None:
    with pytest.raises(TypeError):
        compiled(Expr())


def test_a_function_may_have_arguments_of_any_name() -> None:
    """Its result takes the place of none of them."""
    frame = pl.DataFrame({"value": ["2", "2", "3"], "told": ["1", "1", "1"]})
    made = frame.with_columns(by_distinct(lambda *cells: "-".join(cells), ["value", "told"], pl.String).alias("value"))
    assert made["value"].to_list() == ["2-1", "2-1", "3-1"]
