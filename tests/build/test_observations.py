"""What is worked out of a contributed observation, and what the last word on a series is."""

import csv
import re
from collections.abc import Sequence
from decimal import Decimal, localcontext
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.build.observations import (
    decimals,
    exact,
    frequency,
    observation_frame,
    series_id,
    value_max,
    value_min,
)
from timeline.cells import read_number
from timeline.columns import fields
from timeline.layout import Layout
from timeline.records import SERIES_KEY, Observation
from timeline.validate import read_collection, validate
from timeline.vocabulary import SLUG

Cells = dict[str, str]

numbers = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "-"]),
    st.integers(0, 10**19 - 1),
    st.text("0123456789", max_size=9).map(lambda digits: digits and f".{digits}"),
)
"""What a number cell may hold: 28 digits, 9 of them behind the point."""
powers = st.integers(-9, 15)
codes = st.text("ab-", max_size=3)


@pytest.mark.parametrize(
    ("value", "mult", "told"),
    [
        ("41710.4", "6", "41710400000"),
        ("66", "9", "66000000000"),
        ("66", "0", "66"),
        ("8.50", "0", "8.50"),
        ("8.50", "1", "85.0"),
        ("8.50", "6", "8500000"),
        ("0.5", "-3", "0.0005"),
        ("-0.53", "0", "-0.53"),
        ("-120", "-2", "-1.20"),
        ("0", "9", "0"),
        ("0.000000001", "-9", "0.000000000000000001"),
        ("1234567890123456789012345678", "15", "1234567890123456789012345678000000000000000"),
        ("1234567890123456789.012345678", "-9", "1234567890.123456789012345678"),
        ("", "6", ""),
    ],
)
def test_value_is_exact_and_in_plain_digits(value: str, mult: str, told: str) -> None:
    assert exact(value, mult) == told


@given(numbers, powers)
def test_property_value_is_obs_value_times_its_power_of_ten(value: str, mult: int) -> None:
    assert isinstance(read_number(value), Decimal)
    told = exact(value, str(mult))
    assert re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", told), "scientific notation, or no number"
    with localcontext(prec=200):
        assert Decimal(told) == Decimal(value) * Decimal(10) ** mult


@given(numbers)
def test_property_a_value_without_power_is_written_as_it_stands(value: str) -> None:
    assert exact(value, "0") == value


@pytest.mark.parametrize(
    ("bound", "low", "high"),
    [
        ("exact", "6600", "6600"),
        ("over", "6600", ""),
        ("at_least", "6600", ""),
        ("under", "", "6600"),
        ("at_most", "", "6600"),
        ("nearly", "", "6600"),
        ("about", "", ""),
    ],
)
def test_bounds_are_arithmetic_and_a_range_is_its_ends(bound: str, low: str, high: str) -> None:
    assert (value_min("66", "", "2", bound), value_max("66", "", "2", bound)) == (low, high)
    assert (value_min("66", "67.5", "2", bound), value_max("66", "67.5", "2", bound)) == ("6600", "6750")


def test_every_bound_has_its_arithmetic_above() -> None:
    told = next(column for column in fields(Observation) if column.name == "bound").enum
    assert set(told) == {"exact", "over", "at_least", "under", "at_most", "nearly", "about"}


@pytest.mark.parametrize(
    ("period", "freq"),
    [
        ("2025", "A"),
        ("2025-01/2025-12", "A"),
        ("2025-01/2025-06", "S"),
        ("2026-01/2026-03", "Q"),
        ("2026-02/2026-04", ""),
        ("2026-02", "M"),
        ("2026-02-06", "D"),
        ("2019/2025", ""),
        ("2025-01/2025-10", ""),
        ("2019/..", ""),
        ("", ""),
    ],
)
def test_frequency_is_that_of_calendar_units_only(period: str, freq: str) -> None:
    assert frequency(period) == freq


@pytest.mark.parametrize(("value", "digits"), [("66", "0"), ("8.50", "2"), ("-0.5", "1"), ("", "0")])
def test_decimals_are_those_printed(value: str, digits: str) -> None:
    assert decimals(value) == digits


keys = st.tuples(st.sampled_from(["gdp", "GDP", "fair_stalls.x", "Fair%", "%"]), *(codes for _ in SERIES_KEY[1:]))


@given(keys, keys)
def test_property_series_ids_are_equal_exactly_when_the_keys_are(one: tuple[str, ...], two: tuple[str, ...]) -> None:
    assert (series_id(*one) == series_id(*two)) == (one == two)
    assert re.fullmatch(SLUG, series_id(*one)), "an id, whatever the code"
    assert re.fullmatch(r"gdp-[0-9a-f]{12}", series_id("gdp", *one[1:]))


@given(keys, st.integers(1, len(SERIES_KEY) - 2))
def test_property_cells_do_not_run_into_each_other(key: tuple[str, ...], place: int) -> None:
    moved = list(key)
    moved[place], moved[place + 1] = "", key[place] + key[place + 1]
    assert (series_id(*moved) == series_id(*key)) == (tuple(moved) == key)


USUAL = {
    "indicator": "trade-turnover",
    "measure": "level",
    "ref_area": "HL",
    "time_period": "2025",
    "period_basis": "stated",
    "obs_value": "5",
    "unit_measure": "km",
    "unit_mult": "0",
    "bound": "exact",
    "obs_status": "A",
    "nature": "actual",
    "printed_vi": "5 km",
    "line_vi": "1",
}


def write(path: Path, rows: Sequence[Cells]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [column.name for column in fields(Observation)], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def published(root: Path, told: dict[str, list[Cells]], conflict: str = "") -> dict[str, Cells]:
    """The published rows by id, of observations by the source that tells them."""
    folder = root / "datasets" / "contributions"
    for source in ("one", "two"):
        write(folder / source / "observations.csv", [USUAL | cells for cells in told[source]])
        toml = (folder / source / "source.toml").read_text(encoding="utf-8")
        kept = "\n".join(line for line in toml.split("\n") if "expected" not in line)
        (folder / source / "source.toml").write_text(kept, encoding="utf-8", newline="\n")
    conflicts = "record_id,column,line,reading,taken,reason_en,reason_vi\n"
    (folder / "one" / "conflicts.csv").write_text(conflicts + conflict, encoding="utf-8", newline="\n")
    collection = read_collection(Layout(root))
    assert [problem.text() for problem in validate(collection)] == []
    frame = observation_frame(collection)
    return {row["observation_id"]: row for row in frame.iter_rows(named=True)}


def replace(root: Path, name: str, pattern: str, new: str) -> None:
    path = root / "datasets" / name
    path.write_text(re.sub(pattern, new, path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def latest(rows: dict[str, Cells]) -> set[str]:
    assert {row["latest"] for row in rows.values()} <= {"true", "false"}
    return {name for name, row in rows.items() if row["latest"] == "true"}


@pytest.mark.parametrize(
    ("one", "two", "last"),
    [
        ("2026-03", "2026-06", "b"),
        ("2026-09", "2026-06", "a"),
        ("2026-06", "2026-06-02", "a"),
        ("2026-06-01", "2026-06", "b"),
        ("2026", "2026-06", "a"),
        ("2026-06-15", "2026-06-15", "b"),
    ],
)
def test_the_newest_source_has_the_last_word_and_of_one_day_the_last_by_id(
    collection: Path, one: str, two: str, last: str
) -> None:
    for source, issued in {"one": one, "two": two}.items():
        replace(collection, f"contributions/{source}/source.toml", 'issued = ".*"', f'issued = "{issued}"')
    rows = published(collection, {"one": [{"observation_id": "a"}], "two": [{"observation_id": "b"}]})
    assert latest(rows) == {last}
    assert rows["a"]["series_id"] == rows["b"]["series_id"]


@pytest.mark.parametrize(
    "other",
    [
        {"time_period": "2024"},
        {"time_period": "", "period_basis": ""},
        {"base_period": "2024"},
        {"measure": "average"},
        {"breakdown": "timber"},
        {"nature": "plan"},
        {"counterpart_area": "vale"},
        {"subject": "trade-office"},
        {"set_by": "vale-council"},
    ],
    ids=lambda cells: next(iter(cells)),
)
def test_other_series_and_other_periods_have_words_of_their_own(collection: Path, other: Cells) -> None:
    path = collection / "datasets" / "codelists" / "measures.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "average,Average,Bình quân,Mean.,Trung bình.\n", encoding="utf-8", newline="\n")
    told = {"one": [{"observation_id": "a"}], "two": [{"observation_id": "b", **other}]}
    rows = published(collection, told)
    assert latest(rows) == {"a", "b"}
    in_key = bool(set(other) & set(SERIES_KEY))
    assert (rows["a"]["series_id"] != rows["b"]["series_id"]) == in_key


@pytest.mark.parametrize(
    ("one", "two", "last"),
    [
        ([{"time_period": "2026"}], {}, "b"),
        ([{}, {"time_period": "2026", "observation_id": "0"}], {"indicator": "road-length"}, "0"),
        ([{}], {"time_period": "", "period_basis": ""}, "b"),
        ([{}], {"base_period": "2024"}, "b"),
    ],
)
def test_a_total_has_one_last_word_over_all_periods(collection: Path, one: list[Cells], two: Cells, last: str) -> None:
    replace(collection, "codelists/indicators.csv", ",flow,USD,", ",total,USD,")
    told = {"one": [{"observation_id": "a", **cells} for cells in one], "two": [{"observation_id": "b", **two}]}
    assert latest(published(collection, told)) == {last} | ({"b"} if "indicator" in two else set())


def test_a_bound_is_no_series_of_its_own(collection: Path) -> None:
    told = {"one": [{"observation_id": "a"}], "two": [{"observation_id": "b", "bound": "over"}]}
    assert latest(published(collection, told)) == {"b"}


@pytest.mark.parametrize(
    ("other", "last"),
    [
        ({"obs_value": "1.25", "printed_vi": "1,25 km"}, "b"),
        ({"obs_value": "1.25", "printed_vi": "1,25 km", "observation_id": "0"}, "0"),
        ({"bound": "over"}, "a"),
        ({"bound": "over", "obs_value": "1.25", "printed_vi": "1,25 km"}, "b"),
        ({}, "b"),
    ],
)
def test_within_a_source_the_more_precise_figure_has_the_last_word(collection: Path, other: Cells, last: str) -> None:
    """Then one without a bound, then the last by id: there is always exactly one."""
    first = {"observation_id": "a", "obs_value": "1.2", "printed_vi": "1,2 km"}
    second = {"observation_id": "b", "obs_value": "1.3", "printed_vi": "1,3 km", **other}
    told = {"one": [first, second], "two": [{"observation_id": "c", "indicator": "road-length"}]}
    rows = published(collection, told, conflict="a,obs_value,1,1.3,1.2,Told twice.,Nêu hai lần.\n")
    assert latest(rows) == {last, "c"}


def test_event_topic_and_issue_are_filled_in(collection: Path) -> None:
    told = {
        "one": [{"observation_id": "a", "subject": "2026-spring-fair"}],
        "two": [{"observation_id": "b", "subject": "trade-office", "indicator": "road-length"}],
    }
    rows = published(collection, told)
    taken = ("event_id", "topic", "source_id", "issued")
    assert [rows["a"][name] for name in taken] == ["2026-spring-fair", "trade", "one", "2026-03"]
    assert [rows["b"][name] or "" for name in taken] == ["", "transport", "two", "2026-06"]


def test_rows_come_in_order_of_indicator_period_and_id(collection: Path) -> None:
    rows = [
        {"observation_id": "d", "time_period": "2025", "indicator": "trade-turnover"},
        {"observation_id": "c", "time_period": "2025-01", "indicator": "trade-turnover"},
        {"observation_id": "b", "time_period": "2025-01", "breakdown": "timber"},
        {"observation_id": "a", "time_period": "2025-06", "indicator": "trade-turnover"},
        {"observation_id": "e", "time_period": "2025-12", "indicator": "fair-stalls"},
    ]
    assert list(published(collection, {"one": rows, "two": [{"observation_id": "f", "time_period": "2026-01"}]})) == [
        *"ebcdaf"
    ]
