"""Dates: the corpora, what a cell most likely means, and whether lines name a date."""

import csv
import datetime
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import edtf
from timeline.phrases import Language, find_dates, load, names, suggest

CORPUS = Path(__file__).parent / "corpus"


def rows(name: str) -> list[dict[str, str]]:
    with (CORPUS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("language", Language)
def test_corpus(language: Language) -> None:
    for row in rows(f"dates.{language}"):
        found = find_dates(row["text"], language)
        assert " ".join(span.edtf for span in found) == row["expected"], row
        assert all(span.text == row["text"][span.start : span.end] for span in found)


def test_suggestions() -> None:
    for row in rows("suggestions"):
        assert (suggest(row["text"]) or "") == row["expected"], row


def test_names() -> None:
    for row in rows("names"):
        year_needed = row["year_needed"] == "yes"
        named = names(row["edtf"], row["text"], Language(row["language"]), year_needed=year_needed)
        assert named == (row["expected"] == "yes"), row


def long_form(day: datetime.date, language: Language) -> list[str]:
    d, m, y = day.day, day.month, day.year
    if language is Language.VI:
        return [f"{d}/{m}/{y}", f"ngày {d:02}/{m:02}/{y}", f"{d:02}-{m:02}-{y}", f"ngày {d} tháng {m} năm {y}"]
    name = next(word.word for word in load(language).words["months"] if word.means == str(m))
    return [f"{name} {d}, {y}", f"{d} {name} {y}", f"{name[:3]} {d}, {y}"]


days = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31))


@given(days, days, st.sampled_from(Language))
def test_any_day_is_found_suggested_and_named(day: datetime.date, other: datetime.date, language: Language) -> None:
    for text in long_form(day, language):
        assert [span.edtf for span in find_dates(text, language)] == [day.isoformat()], text
        assert suggest(text) == day.isoformat()
        assert names(day.isoformat(), text, language)
        assert names(day.isoformat()[:7], text, language)
        assert names(other.isoformat(), text, language) == (day == other)


@given(st.text(alphabet="0123456789-/. ~?XQquýnămthágđầJulebTo[]", max_size=24))
def test_a_suggestion_is_a_date(text: str) -> None:
    suggestion = suggest(text)
    assert suggestion is None or edtf.parse(suggestion)
    assert suggestion is None or suggest(suggestion) == suggestion


def test_serials_count_from_1900() -> None:
    assert suggest("45658") == "2025-01-01"
    assert suggest("18263") is None


def test_import_is_light() -> None:
    """Neither dateparser nor a lexicon is loaded before the first text is read."""
    code = "import sys, timeline.phrases; print([m for m in ('dateparser', 'tomllib', 'pydantic') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
