"""Rows to problems: where faults are told, what is looked up, and when a table is screened."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

import timeline.validate.rows
from timeline.codelists import Codelists
from timeline.columns import fields
from timeline.layout import Layout
from timeline.problems import Lang, Problem, catalogue
from timeline.reading import Row
from timeline.records import Event, Observation, Record, Source
from timeline.records.place import Place
from timeline.validate import SCREEN_FROM, Known, Table, check_row, check_table, read_collection
from timeline.validate.rows import looked_up, lookups, problems_of, unknown_codes

VALID = read_collection(Layout(Path(__file__).parents[1] / "collection"))
KNOWN = VALID.known
EVENTS = next(table for table in VALID.tables if table.kind is Event)
OBSERVATIONS = next(table for table in VALID.tables if table.kind is Observation)
AGREEMENT = next(row for row in EVENTS.rows if row.cells["event_id"] == "2026-spring-fair-agreement")
TURNOVER, STALLS = OBSERVATIONS.rows[0], OBSERVATIONS.rows[6]


def check(table: Table, row: Row, known: Known = KNOWN, **cells: str) -> list[tuple[str, str]]:
    """(column, code) of the problems of a row with some cells changed."""
    found = check_row(table, known, replace(row, cells={**row.cells, **cells}))
    assert all((problem.path, problem.line) == (table.path, row.line) for problem in found)
    return [(problem.column, problem.code) for problem in found]


@pytest.mark.parametrize("table", VALID.tables, ids=lambda table: table.path)
def test_valid_rows_have_no_problem(table: Table) -> None:
    assert [problem for row in table.rows for problem in check_row(table, KNOWN, row)] == []


def test_all_faults_of_a_row_are_told_at_once() -> None:
    found = check(EVENTS, AGREEMENT, date="soon", told="", title_en="", places="atlantis", lines_vi="0")
    assert sorted(found) == [
        ("date", "date-bad"),
        ("lines_vi", "lines-bad"),
        ("places", "code-unknown"),
        ("title_en", "title-alone"),
        ("told", "value-missing"),
    ]


def test_a_rule_is_silent_where_a_cell_that_it_reads_is_faulty() -> None:
    assert check(EVENTS, AGREEMENT, date="2027") == [("date", "occurred-early")]
    assert check(EVENTS, AGREEMENT, date="2027-13") == [("date", "date-impossible")]
    assert check(EVENTS, AGREEMENT, date="2027", event_status="done") == [("event_status", "choice-unknown")]
    assert check(EVENTS, AGREEMENT, title_en="Gỗ", title_vi="Gỗ") == [("title_vi", "title-same")]
    same = check(EVENTS, AGREEMENT, title_en=" Gỗ", title_vi=" Gỗ")
    assert same == [("title_en", "text-space"), ("title_vi", "text-space")]


def test_an_unknown_code_is_told_once_and_not_for_a_faulty_cell() -> None:
    assert check(EVENTS, AGREEMENT, places="vale;;x") == [("places", "code-form")]
    assert check(EVENTS, AGREEMENT, places="atlantis;vale;lemuria") == [("places", "code-unknown")] * 2
    assert check(OBSERVATIONS, TURNOVER, measure="size") == [("measure", "choice-unknown")]


def test_a_row_rule_on_a_column_does_not_hide_an_unknown_code_there() -> None:
    found = check(EVENTS, AGREEMENT, places="east-vale;atlantis")
    assert found == [("places", "place-invalid"), ("places", "code-unknown")]


def test_an_empty_cell_is_told_an_example_of_what_to_write() -> None:
    (problem,) = check_row(EVENTS, KNOWN, replace(AGREEMENT, cells={**AGREEMENT.cells, "told": ""}))
    assert problem.facts["example"] == "lead"
    assert "such as lead" in problem.message()


@pytest.mark.parametrize(
    ("column", "text", "told"),
    [
        ("places", "Vale", [("Vale", "places", "vale")]),
        ("places", "vale;atlantis", [("atlantis", "places", "")]),
        ("actors", "trade-ofice:hosts", [("trade-ofice", "actors", "trade-office"), ("hosts", "roles", "host")]),
        ("actors", "x@y", [("x", "actors", ""), ("y", "actors", "")]),
        ("event_series", "spring-fare:3", [("spring-fare", "event_series", "spring-fair")]),
        ("event_series", "spring-fair:99", []),
        ("part_of", "1999-no-such-event", []),
    ],
)
def test_unknown_codes(column: str, text: str, told: list[tuple[str, str, str]]) -> None:
    field = next(each for each in fields(Event) if each.name == column)
    found = [problem.facts for problem in unknown_codes(field, text, KNOWN.codelists)]
    assert [(facts["text"], facts["list"], facts["suggestion"]) for facts in found] == [
        (code, f"datasets/codelists/{name}.csv", meant) for code, name, meant in told
    ]


def test_codes_of_a_list_that_is_not_there_are_not_told() -> None:
    """The missing file is told already; each of its codes would bury that."""
    without = {name: rows for name, rows in KNOWN.codelists.lists.items() if name != "places"}
    assert check(EVENTS, AGREEMENT, Known(Codelists(without)), places="atlantis") == []


@pytest.mark.parametrize(
    ("name", "cells", "text"),
    [
        ("source.lines", {}, "100"),
        ("source.issued", {}, "2026-03"),
        ("record.conflicts", {"observation_id": "one-stalls"}, "obs_value"),
        ("record.conflicts", {"observation_id": "one-turnover"}, ""),
        ("unit_measure.kind", {"unit_measure": "USD"}, "currency"),
        ("unit_measure.kind", {"unit_measure": "no-such-unit"}, ""),
        ("unit_measure.kind", {}, ""),
        ("ref_area.valid_from", {"ref_area": "vale"}, "2025-07-01"),
        ("ref_area.valid_to", {"ref_area": "vale"}, ""),
    ],
)
def test_looked_up(name: str, cells: dict[str, str], text: str) -> None:
    assert looked_up(name, OBSERVATIONS, KNOWN, cells) == text


def test_attributes_of_several_codes_stand_in_their_order() -> None:
    cells = {"places": "old-vale;vale;HL;no-such-place"}
    assert looked_up("places.valid_to", EVENTS, KNOWN, cells) == "2025-06-30;;;"
    assert looked_up("places.valid_from", EVENTS, KNOWN, cells) == ";2025-07-01;;"


def test_what_each_kind_looks_up() -> None:
    assert lookups(Event) == ("places.valid_from", "places.valid_to", "source.issued", "source.lines")
    assert "unit_measure.kind" in lookups(Observation)
    assert lookups(Place) == ()


@pytest.mark.parametrize("table", [EVENTS, OBSERVATIONS], ids=lambda table: table.kind.table)
def test_without_a_sound_source_what_rests_on_it_is_not_judged(table: Table) -> None:
    column = "lines_vi" if table.kind is Event else "line_vi"
    row = table.rows[0]
    assert check(table, row, KNOWN, **{column: "101"}) == [(column, "lines-outside")]
    assert check(replace(table, source=None), row, KNOWN, **{column: "101"}) == []


def test_a_conflict_that_is_listed_settles_tellings_that_differ() -> None:
    assert check(OBSERVATIONS, STALLS) == []
    assert check(OBSERVATIONS, STALLS, Known(KNOWN.codelists)) == [("obs_value", "tellings-differ")]


@pytest.mark.parametrize(("size", "screened"), [(1, False), (2, True), (3, True)])
def test_large_tables_alone_are_screened(size: int, screened: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[type[Record]] = []

    def doubted(kind: type[Record], *_: object) -> list[int]:
        called.append(kind)
        return []

    monkeypatch.setattr("timeline.screen.doubted", doubted)
    check_table(replace(EVENTS, rows=EVENTS.rows[:size]), KNOWN, screen_from=2)
    assert called == ([Event] if screened else [])


def test_the_threshold_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert SCREEN_FROM == timeline.validate.rows.SCREEN_FROM > len(EVENTS.rows)
    monkeypatch.setattr("timeline.screen.doubted", lambda *_: pytest.fail("a small table was screened"))
    assert check_table(EVENTS, KNOWN) == []


def test_a_large_table_is_screened_and_its_faults_are_told() -> None:
    """No random table is as large as those that are screened in use."""
    rows = [Row(line, AGREEMENT.cells) for line in range(2, SCREEN_FROM + 2)]
    rows[777] = Row(779, {**AGREEMENT.cells, "date": "2026-02-30"})
    rows[-1] = Row(SCREEN_FROM + 1, {**AGREEMENT.cells, "lines_vi": "101"})
    found = check_table(replace(EVENTS, rows=rows), KNOWN)
    assert [(problem.line, problem.code) for problem in found] == [
        (779, "date-impossible"),
        (SCREEN_FROM + 1, "lines-outside"),
    ]


def test_errors_become_problems_with_their_facts() -> None:
    with pytest.raises(ValidationError) as caught:
        Source.model_validate({"source_id": "A", "lines": "0"})
    problems = {problem.column: problem for problem in problems_of(caught.value, Source)}
    assert problems["source_id"].code == "code-form"
    assert problems["lines"] == Problem("integer-bad", {"text": "0", "low": "1", "high": "9999999"}, column="lines")
    assert problems["sha256"] == Problem("value-missing", {"example": "0" * 64}, column="sha256")
    assert "issue" not in problems


CELLS = st.one_of(
    st.just(""), st.text(st.characters(exclude_categories=["Cs"]), max_size=6), st.sampled_from(["5", "2026", "vale"])
)


@given(st.sampled_from([EVENTS, OBSERVATIONS]), st.data())
def test_property_any_row_has_problems_that_can_be_told(table: Table, data: st.DataObject) -> None:
    cells = data.draw(st.fixed_dictionaries({column.name: CELLS for column in fields(table.kind)}))
    for problem in check_row(table, KNOWN, Row(7, cells)):
        assert problem.code in catalogue()
        assert problem.column in cells
        assert all(problem.text(lang).isprintable() for lang in Lang)
