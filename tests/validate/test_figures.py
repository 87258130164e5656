"""Figures that must fit together: what rounding and bounds allow, what readers list, what is between sources."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tables import Cells, columns

from timeline.codelists import Codelists
from timeline.layout import Layout
from timeline.problems import Problem
from timeline.reading import Row
from timeline.records import Observation
from timeline.validate import Collection, Finding, Known, between_sources, read_collection
from timeline.validate.across.findings import figures_fit

COLLECTION = Path(__file__).parents[1] / "collection"
PLAIN = {
    **dict.fromkeys(columns(Observation), ""),
    "indicator": "trade-turnover",
    "measure": "level",
    "ref_area": "HL",
    "time_period": "2025",
    "period_basis": "stated",
    "unit_measure": "USD",
    "unit_mult": "6",
    "bound": "exact",
    "obs_status": "A",
    "nature": "actual",
    "line_vi": "9",
}
GROWTH = {"measure": "growth", "base_period": "2024", "unit_measure": "%", "unit_mult": "0"}
SHARE = {"measure": "share", "breakdown": "goods", "unit_measure": "%", "unit_mult": "0"}
DONE = {"measure": "completion", "base_period": "2025", "unit_measure": "%", "unit_mult": "0"}
PLAN = {"nature": "plan", "set_by": "trade-office"}


def cells(value: str, **told: str) -> Cells:
    return {**PLAIN, "obs_value": value, "printed_vi": value, "observation_id": f"x-{value}", **told}


READ = read_collection(Layout(COLLECTION))
SERVICES = {"code": "services", "dimension": "product", "parent": ""}


def told(*rows: Cells, second: Sequence[Cells] = ()) -> Collection:
    """tests/collection with these observations in source `one` and in `two`; goods and services make up all."""
    observed = {"one": rows, "two": second}
    tables = [
        replace(table, rows=[Row(line, row) for line, row in enumerate(observed[table.source_id], 2)])
        for table in READ.tables
        if table.kind is Observation
    ]
    lists = READ.known.codelists.lists
    lists = {**lists, "breakdowns": {**lists["breakdowns"], "services": SERVICES}}
    return replace(READ, tables=tables, known=Known(Codelists(lists)))


def codes(found: Iterator[Problem] | Sequence[Finding]) -> list[str]:
    return [each.code for each in found]


@pytest.mark.parametrize(
    ("now", "before", "growth", "code"),
    [
        ({}, {}, cells("50", **GROWTH), []),
        ({}, {}, cells("49", **GROWTH), []),
        ({}, {}, cells("48", **GROWTH), ["growth-differs"]),
        ({}, {}, cells("50.0", **GROWTH), []),
        ({}, {}, cells("-50", **GROWTH), ["growth-differs"]),
        ({"bound": "over"}, {}, cells("60", **GROWTH), []),
        ({"bound": "over"}, {}, cells("40", **GROWTH), ["growth-differs"]),
        ({"bound": "about"}, {}, cells("40", **GROWTH), []),
        ({}, {"time_period": "2023"}, cells("40", **GROWTH), []),
        ({}, {"unit_measure": "VND"}, cells("40", **GROWTH), []),
        ({}, {"nature": "plan"}, cells("40", **GROWTH), []),
        ({}, {"ref_area": "vale"}, cells("40", **GROWTH), []),
        ({}, {}, cells("60", **(GROWTH | {"measure": "change", "unit_measure": "USD", "unit_mult": "6"})),
         ["growth-differs"]),
        ({}, {}, cells("51", **(GROWTH | {"measure": "change", "unit_measure": "USD", "unit_mult": "6"})), []),
        ({}, {}, cells("2", **(GROWTH | {"measure": "multiple", "unit_measure": "1"})), []),
        ({}, {}, cells("3", **(GROWTH | {"measure": "multiple", "unit_measure": "1"})), ["growth-differs"]),
        ({"obs_value_high": "170"}, {}, cells("65", **GROWTH), []),
    ],
)  # fmt: skip
def test_growth_is_what_the_levels_make(now: Cells, before: Cells, growth: Cells, code: list[str]) -> None:
    levels = (cells("150", **now), cells("100", **({"time_period": "2024"} | before)))
    assert codes(figures_fit(told(growth, *levels))) == code


def rounded(value: Decimal, digits: int) -> str:
    return format(value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_EVEN), "f")


amounts = st.decimals(10, 10**6, places=4)
printed_digits = st.integers(0, 3)


@given(amounts, amounts, st.lists(printed_digits, min_size=3, max_size=3))
def test_property_rounding_alone_is_never_found(part: Decimal, whole: Decimal, digits: list[int]) -> None:
    """Whatever the true values are and however many digits are printed: no growth, share, completion or sum is odd."""
    part, whole = sorted((part, whole))
    assume(whole / part < 50)
    one, two, three = digits
    growth, share = (whole / part - 1) * 100, part / whole * 100
    rows = {
        "growth": [cells(rounded(whole, one)), cells(rounded(part, two), time_period="2024"),
                   cells(rounded(growth, three), **GROWTH)],
        "share": [cells(rounded(part, one), breakdown="goods"), cells(rounded(whole, two)),
                  cells(rounded(share, three), **SHARE)],
        "completion": [cells(rounded(part, one)), cells(rounded(whole, two), **PLAN),
                       cells(rounded(share, three), **DONE)],
        "sum": [cells(rounded(part, one), breakdown="goods"), cells(rounded(whole - part, two), breakdown="services"),
                cells(rounded(whole, three))],
        "months": [cells(rounded(part, one), time_period="2025-01/2025-06"),
                   cells(rounded(whole, two), time_period="2025-01/2025-09")],
    }  # fmt: skip
    for name, made in rows.items():
        assert codes(figures_fit(told(*made))) == [], name


def test_counts_are_exact() -> None:
    counted = {"unit_measure": "1", "unit_mult": "0"}
    parts = (cells("60", breakdown="goods", **counted), cells("39", breakdown="services", **counted))
    assert codes(figures_fit(told(*parts, cells("100", **counted)))) == ["parts-sum"]
    assert codes(figures_fit(told(*parts, cells("100")))) == []
    assert codes(figures_fit(told(*parts, cells("99", **counted)))) == []


def test_a_part_is_held_against_the_nearest_part_above_it_that_is_told() -> None:
    timber = cells("120", breakdown="timber")
    assert codes(figures_fit(told(timber, cells("100")))) == ["part-exceeds"]
    assert codes(figures_fit(told(timber, cells("130", breakdown="goods"), cells("140")))) == []
    assert codes(figures_fit(told(timber, cells("110", breakdown="goods"), cells("140")))) == ["part-exceeds"]
    assert codes(figures_fit(told(timber, cells("110", breakdown="export")))) == []


def test_spans_that_were_not_over_do_not_count_as_cumulative() -> None:
    """A bulletin of March 2026 that says 2026 tells what has been so far."""
    half = cells("100", time_period="2025-01/2025-06")
    assert codes(figures_fit(told(half, cells("90")))) == ["months-fall"]
    assert codes(figures_fit(told(half, cells("90", period_basis="inferred")))) == []
    early = cells("100", time_period="2026-01/2026-02")
    assert codes(figures_fit(told(early, cells("90", time_period="2026")))) == []
    assert codes(figures_fit(told(half, cells("90", time_period="2025-04/2025-09")))) == []


def test_a_completion_is_held_against_the_plan_of_whoever_it_names() -> None:
    plans = (cells("100", **PLAN), cells("120", **(PLAN | {"set_by": "vale-council", "nature": "target"})))
    reached = cells("90")
    assert codes(figures_fit(told(*plans, reached, cells("75", **DONE)))) == []
    assert codes(figures_fit(told(*plans, reached, cells("75", set_by="vale-council", **DONE)))) == []
    assert codes(figures_fit(told(*plans, reached, cells("75", set_by="trade-office", **DONE)))) == [
        "completion-differs"
    ]


def test_targets_set_by_several_side_by_side_are_no_finding() -> None:
    """Eight, eight to nine and over eight per cent for one year."""
    aim = GROWTH | {"nature": "target"}
    targets = [
        cells("8", set_by="trade-office", **aim),
        cells("8", obs_value_high="9", set_by="vale-council", **aim),
        cells("8", bound="over", set_by="vale-council", **aim),
    ]
    assert codes(figures_fit(told(*targets))) == []
    assert between_sources(told(*targets[:2], second=targets[2:])) == []


@pytest.mark.parametrize(
    ("sizes", "odd"),
    [
        (["100", "9000"], []),
        (["100", "10000"], ["10000"]),
        (["100", "0.9"], ["0.9"]),
        (["100", "120000", "110"], ["120000"]),
        (["0", "100", "110"], []),
        (["1", "30", "900"], []),
    ],
)
def test_a_slip_of_a_thousand_is_seen_and_growth_is_not(sizes: list[str], odd: list[str]) -> None:
    rows = [
        cells(size, indicator="fair-stalls", unit_measure="1", time_period=str(2020 + number))
        for number, size in enumerate(sizes)
    ]  # fmt: skip
    found = list(figures_fit(told(*rows)))
    assert [problem.facts["text"] for problem in found if problem.code == "size-odd"] == odd
    assert set(codes(iter(found))) <= {"size-odd"}


def test_flows_are_compared_by_the_day() -> None:
    decade = cells("9000", time_period="2011/2020")
    assert codes(figures_fit(told(decade, cells("70", time_period="2021-01")))) == []
    assert codes(figures_fit(told(decade, cells("0.7", time_period="2021-01")))) == ["size-odd"]


def test_between_sources_a_finding_is_no_problem_and_is_published() -> None:
    levels = (cells("150"), cells("100", time_period="2024"))
    read = told(cells("60", **GROWTH), second=levels)
    assert codes(figures_fit(read)) == []
    (finding,) = between_sources(read)
    assert (finding.code, finding.sources) == ("growth-differs", {"one", "two"})
    assert between_sources(told(cells("60", **GROWTH), *levels, second=[cells("7", time_period="2019")])) == [], (
        "what one source says alone is its own problem"
    )
    assert (
        between_sources(told(cells("60", **GROWTH), *levels[1:], second=[levels[0], cells("160", bound="about")])) == []
    )


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        (cells("39.22", **GROWTH), cells("39.2", **GROWTH), []),
        (cells("39.22", **GROWTH), cells("39.3", **GROWTH), ["sources-differ"]),
        (cells("39.22", **GROWTH), cells("39", bound="over", **GROWTH), []),
        (cells("39.22", **GROWTH), cells("39.3", **(GROWTH | {"obs_status": "E"})), []),
        (cells("39.22", **(GROWTH | {"obs_status": "P"})), cells("39.3", **GROWTH), []),
        (cells("39.22", **(GROWTH | PLAN)), cells("39.3", **(GROWTH | PLAN)), []),
        (cells("39.22", **GROWTH, period_basis="inferred"), cells("39.3", **GROWTH), []),
        (cells("10", time_period="2026"), cells("20", time_period="2026"), []),
        (cells("10", time_period="2025"), cells("20", time_period="2025"), ["sources-differ"]),
        (cells("10", time_period="2025"), cells("20", time_period="2024"), []),
    ],
)  # fmt: skip
def test_another_value_is_a_revision_unless_the_period_was_over(one: Cells, two: Cells, found: list[str]) -> None:
    read = told(one, second=[two])
    assert codes(between_sources(read)) == found
    assert codes(figures_fit(read)) == []


def test_rows_with_faults_of_their_own_are_left_to_their_own_rules() -> None:
    broken = [
        {"obs_value": "x"},
        {"obs_value": ""},
        {"time_period": "Q1"},
        {"unit_mult": "a"},
        {"bound": "less"},
        {"measure": ""},
        {"nature": "hope"},
    ]
    rows = (cells("150"), cells("100", time_period="2024"))
    for fault in broken:
        assert codes(figures_fit(told(cells("90", **GROWTH) | fault, *rows))) == []
