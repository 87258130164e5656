"""Dates in running text: the corpus of our own sentences, and what holds for every text."""

import csv
import datetime
from calendar import month_name
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import edtf
from timeline.phrases import DateSpan, Language, Nearest, read_dates

CORPUS = Path(__file__).parent / "corpus"


def rows(language: Language) -> list[dict[str, str]]:
    with (CORPUS / f"running.{language}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def only(text: str, language: Language, *, reference: str = "", year: str = "") -> DateSpan:
    [span] = read_dates(text, language, reference=reference, year=year)
    return span


@pytest.mark.parametrize("language", Language)
def test_corpus(language: Language) -> None:
    for row in rows(language):
        found = read_dates(row["text"], language, reference=row["reference"], year=row["year"])
        assert " ".join(span.reach for span in found if span.edtf) == row["expected"], row
        if row["kind"] == "recognised, no date":
            assert found, row
        if row["kind"] == "none":
            assert not found, row


def test_what_is_told_of_a_date() -> None:
    assert only("Ngày 10/4/2025", Language.VI).basis == "stated"
    assert only("Ngày 10/4", Language.VI, year="2023").basis == "year_inferred"
    assert only("ngày 10/4 năm nay", Language.VI, reference="2025").basis == "inferred"
    assert only("từ năm 2019 đến nay", Language.VI, reference="2025-08").basis == "inferred"
    late = only("by the end of 2028", Language.EN)
    assert (late.edtf, late.part, late.limit, late.reach) == ("2028", "late", "until", "../2028")
    assert only("on 10/4/2025", Language.EN).kind == "ambiguous"
    assert only("tháng Giêng", Language.VI, reference="2025").kind == "lunar"
    assert only("chiều cùng ngày", Language.VI).kind == "same_day"


def test_a_date_without_a_year_is_read_in_the_direction_asked_for() -> None:
    def read(reference: str, nearest: Nearest) -> str:
        [span] = read_dates("ngày 20/12", Language.VI, reference=reference, nearest=nearest)
        return span.edtf

    assert read("2026-01-31", Nearest.EITHER) == "2025-12-20"
    assert read("2025-12-01", Nearest.EITHER) == "2025-12-20"
    assert read("2025-09-30", Nearest.EITHER) == "2024-12-20"
    assert read("2025-09-30", Nearest.FUTURE) == "2025-12-20"
    assert read("2025-12-19", Nearest.PAST) == "2024-12-20"
    assert read("2025", Nearest.PAST) == "2025-12-20"


def test_what_the_context_does_not_tell_stays_empty() -> None:
    for text in ("Ngày 10/4", "tháng 7", "năm nay", "hôm qua", "cuối năm", "quý I"):
        assert only(text, Language.VI).edtf == "", text
    assert only("hôm qua", Language.VI, reference="2025-08").edtf == ""
    assert only("tháng trước", Language.VI, reference="2025").edtf == ""


def test_a_day_of_no_year_is_not_put_where_the_calendar_lacks_it() -> None:
    assert only("ngày 29/2", Language.VI, reference="2024-06-30").edtf == "2024-02-29"
    assert read_dates("ngày 29/2", Language.VI, year="2025") == []


def test_a_list_is_of_at_most_ten() -> None:
    """Without a limit, a long list of numbers that ends in no date takes minutes."""
    assert read_dates("ngày " + "1, " * 5_000, Language.VI, reference="2025") == []
    assert len(read_dates("ngày 1, 2, 3, 4, 5, 6, 7, 8, 9 và 10/3/2025", Language.VI)) == 10


PIECES = [
    *("ngày ", "tháng ", "năm ", "quý ", "từ ", "đến ", "và ", "-", "–", "/", ".", ", ", " ", "đầu ", "cuối ", "nay"),
    *("10", "4", "31", "2025", "1990", "II", "6 ", "from ", "to ", "May ", "July ", "first ", "half ", "of ", "the "),
    *("same day", "cùng kỳ ", "last year", "months ", "Q1", "th ", "(", ")", "\n", "ba", "İ", "thứ hai ", "week "),
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.sampled_from(Language), st.booleans())
def test_spans_are_dates_in_order(text: str, language: Language, known: bool) -> None:
    spans = read_dates(text, language, reference="2025-08-20" if known else "")
    for span in spans:
        assert span.text == text[span.start : span.end] != ""
        assert not span.edtf or edtf.canonical(span.edtf) == span.edtf
        assert not span.reach or edtf.parse(span.reach)
    assert all(one.end <= other.start for one, other in pairwise(spans))


days = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31))


@given(days, st.integers(1, 40))
def test_any_span_of_days_is_read(first: datetime.date, length: int) -> None:
    last = first + datetime.timedelta(days=length)
    expected = f"{first}/{last}"
    vi = [
        f"từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}",
        f"từ {first.day}/{first.month} - {last.day}/{last.month}/{last.year}",
        f"từ ngày {first.day} tháng {first.month} đến ngày {last.day} tháng {last.month} năm {last.year}",
    ]
    en = [
        f"from {month_name[first.month]} {first.day}, {first.year} to {month_name[last.month]} {last.day}, {last.year}",
        f"from {first.day} {month_name[first.month]} to {last.day} {month_name[last.month]} {last.year}",
    ]
    for text in vi:
        assert only(text, Language.VI).edtf == expected, text
    for text in en:
        assert only(text, Language.EN).edtf == expected, text
