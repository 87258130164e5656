"""Where periods stand in a table with a column a year."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import edtf
from timeline.build.spans import Place, place
from timeline.vocabulary import SLUG


@pytest.mark.parametrize(
    ("period", "base", "told"),
    [
        ("2025", "", ("2025", "year", "Whole year", "Cả năm", "", "")),
        ("2025-12", "", ("2025", "12", "December", "Tháng 12", "", "")),
        ("2025-04-11", "", ("2025", "04-11", "11 April", "Ngày 11 tháng 4", "", "")),
        ("2025-01/2025-06", "", ("2025", "01-to-06", "January to June", "Tháng 1 đến tháng 6", "", "")),
        ("2023-04-13/2023-04-16", "",
         ("2023", "04-13-to-04-16", "13 April to 16 April", "Ngày 13 tháng 4 đến ngày 16 tháng 4", "", "")),
        ("2013/2022", "", ("2022", "10-years", "10 years to the end of it", "10 năm tính đến hết năm đó", "", "")),
        ("2025", "2024", ("2025", "year-b1", "Whole year", "Cả năm", "1 year earlier", "1 năm trước")),
        ("2022", "2020", ("2022", "year-b2", "Whole year", "Cả năm", "2 years earlier", "2 năm trước")),
        ("2025-01/2025-06", "2024-01/2024-06",
         ("2025", "01-to-06-b1", "January to June", "Tháng 1 đến tháng 6", "1 year earlier", "1 năm trước")),
        ("2025-01/2025-06", "2025",
         ("2025", "01-to-06-b0-year", "January to June", "Tháng 1 đến tháng 6", "Whole year, same year",
          "Cả năm, cùng năm")),
        ("2024", "2025", ("2024", "year-a1", "Whole year", "Cả năm", "1 year later", "1 năm sau")),
    ],
)  # fmt: skip
def test_a_period_has_its_place(period: str, base: str, told: tuple[str, ...]) -> None:
    assert place(period, base) == told


@pytest.mark.parametrize(
    ("period", "base"),
    [
        ("", ""),
        ("2024~", ""),
        ("202X", ""),
        ("2025-XX", ""),
        ("2022-07/..", ""),
        ("[2025-01..2025-03]", ""),
        ("2024-11/2025-02", ""),
        ("2025-01/2025-01-05", ""),
        ("2025", "../2024"),
        ("2025", "2024~"),
    ],
)
def test_a_period_of_no_one_year_has_none(period: str, base: str) -> None:
    assert place(period, base) == Place()


days = st.dates(date(1, 1, 1), date(9980, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> str:
    """Canonical dates of all kinds: years, months, days, intervals of any two of them, open and doubtful ones."""
    grain = draw(st.sampled_from((4, 7, 10)))
    first = draw(days)
    last = first + timedelta(draw(st.sampled_from((0, 20, 200, 4_000))))
    start, end = first.isoformat()[:grain], last.isoformat()[:grain]
    forms = (start, f"{start}/{end}", f"{start}~", f"{start}/..", f"[{start}..{end}]")
    return edtf.canonical(draw(st.sampled_from(forms)))


@given(st.lists(st.tuples(periods(), st.one_of(st.just(""), periods())), max_size=8, unique=True))
def test_property_no_two_values_share_a_cell(cells: list[tuple[str, str]]) -> None:
    """Year and row, which a table by year is made of, tell period and base apart; the year is the period's last."""
    places = [(place(*cell), cell) for cell in cells]
    there = [(each.year, each.code) for each, _ in places if each.year]
    assert len(set(there)) == len(there)
    for each, (period, base) in places:
        if each.year:
            latest = edtf.latest(period)
            assert latest and int(each.year) == latest.year
            assert re.fullmatch(SLUG, each.code), "part of an id"
            assert all((each.span_en, each.span_vi)) and bool(base) == bool(each.base_en) == bool(each.base_vi)
