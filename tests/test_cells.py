"""Field rules: what one cell may hold, what it then means, and which problem is told otherwise."""

import sys
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import Any
from unicodedata import category, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from timeline import cells, vocabulary
from timeline.cells import clean, line_ranges
from timeline.problems import Problem


def fault(result: Any) -> tuple[str, str]:
    """Code and suggestion of a problem."""
    assert isinstance(result, Problem), result
    return result.code, result.facts.get("suggestion", "")


@pytest.mark.parametrize("text", ["0", "-0", "7", "-15", "41710.4", "0.000000001", "66.0", "1.50", "9" * 28])
def test_numbers_are_kept_as_written(text: str) -> None:
    value = cells.read_number(text)
    assert isinstance(value, Decimal)
    assert format(value, "f") == text


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("1_000", ""),
        ("１２", ""),
        (" 5 ", ""),
        ("5\n", ""),
        ("1e5", ""),
        ("+5", ""),
        (".5", ""),
        ("5.", ""),
        ("007", ""),
        ("-", ""),
        ("NaN", ""),
        ("Infinity", ""),
        ("9" * 29, ""),
        ("1" * 20 + "." + "1" * 9, ""),
        ("0.0000000001", ""),
        ("−5", "-5"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1.234,5", "1234.5"),
        ("5,5", "5.5"),
        ("1,234", ""),
    ],
)
def test_what_is_no_plain_number_is_told_with_what_it_means(text: str, suggestion: str) -> None:
    code, told = fault(cells.read_number(text))
    assert code == "number-bad"
    assert told == suggestion


@pytest.mark.parametrize(("digits", "good"), [(27, True), (28, True), (29, False)])
def test_digits_are_counted_on_both_sides_of_the_point(digits: int, good: bool) -> None:
    text = "1" * (digits - 9) + "." + "1" * 9
    assert isinstance(cells.read_number(text), Decimal) is good
    assert isinstance(cells.read_number(f"-{text}"), Decimal) is good


@given(st.decimals(allow_nan=False, allow_infinity=False, places=9, min_value=-(10**18), max_value=10**18))
def test_property_a_number_written_plainly_reads_back(value: Decimal) -> None:
    assert cells.read_number(format(value, "f")) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Gặp gỡ đầu xuân 2026", ""),
        ("a", ""),
        ("«11/34» – 5 %", ""),
        ("-15%", ""),
        ("+39,2%", ""),
        ("−0,5 điểm %", ""),
        ("a=b", ""),
        (normalize("NFD", "Lạng Sơn"), "text-not-nfc"),
        ("A\u030a", "text-not-nfc"),
        (" a", "text-space"),
        ("a ", "text-space"),
        ("a  b", "text-space"),
        ("a\u00a0b", "text-space"),
        ("a\nb", "text-control"),
        ("a\tb", "text-control"),
        ("a\r\nb", "text-control"),
        ("a\u200bb", "text-control"),
        ("\ufeffa", "text-control"),
        ("a\u2028b", "text-control"),
        ("a\u202eb", "text-control"),
        ("a\ue000", "text-control"),
        ("=1+1", "text-formula"),
        ("@SUM(A1)", "text-formula"),
        ("+A1", "text-formula"),
        ("-A1", "text-formula"),
        ("-cmd|' /C calc'!A0", "text-formula"),
    ],
)
def test_clean_text(text: str, code: str) -> None:
    found = clean(text)
    assert (found.code if found else "") == code


@pytest.mark.parametrize(
    ("text", "code", "suggestion"),
    [
        ("2026-02-30", "date-impossible", ""),
        ("2026-13", "date-impossible", ""),
        ("2026/2025", "date-reversed", "2025/2026"),
        ("[2026-02..2026-01]", "date-reversed", "[2026-01..2026-02]"),
        ("2026-02-06/2026-02-06", "date-bad", "2026-02-06"),
        ("[2026..2026]", "date-bad", "2026"),
        ("2026-Q1", "date-bad", "2026-01/2026-03"),
        ("06/02/2026", "date-bad", "2026-02-06"),
        ("soon", "date-bad", ""),
        ("2026-02-06\n", "date-bad", "2026-02-06"),
    ],
)
def test_dates_that_are_none(text: str, code: str, suggestion: str) -> None:
    assert fault(cells.read_date(text)) == (code, suggestion)


@pytest.mark.parametrize("text", ["2026-02-06", "2017~", "199X", "2026-01/2026-03", "2026-02-14/..", "[2025..2026]"])
def test_dates_are_kept_as_written(text: str) -> None:
    assert cells.read_date(text) == text


@pytest.mark.parametrize(
    ("text", "ranges"), [("7", [(7, 7)]), ("114-116;204", [(114, 116), (204, 204)]), ("9-9", [(9, 9)]), ("", [])]
)
def test_lines(text: str, ranges: list[tuple[int, int]]) -> None:
    assert line_ranges(text) == ranges
    assert not text or cells.read_lines(text) == text


@pytest.mark.parametrize(
    ("text", "code", "suggestion"),
    [
        ("116-114", "lines-reversed", "114-116"),
        ("5;116-114", "lines-reversed", "114-116"),
        ("0", "lines-bad", ""),
        ("07", "lines-bad", ""),
        ("5, 7", "lines-bad", ""),
        ("5;", "lines-bad", ""),
        ("5–7", "lines-bad", ""),
        ("12345678", "lines-bad", ""),
        ("10-Sep", "spreadsheet-date", "9-10"),
        ("9-Oct", "spreadsheet-date", "9-10"),
        ("9-Nox", "lines-bad", ""),
    ],
)
def test_what_is_no_range_of_lines(text: str, code: str, suggestion: str) -> None:
    assert fault(cells.read_lines(text)) == (code, suggestion)


class Colour(StrEnum):
    RED = "red"
    DARK_RED = "dark_red"


def test_a_choice_tells_its_words_and_the_closest() -> None:
    read = cells.choice(Colour)
    assert read("red") == "red"
    found = read("Red")
    assert isinstance(found, Problem)
    assert found.facts == {"text": "Red", "known": "red, dark_red", "suggestion": "red"}
    assert fault(read("blue-green")) == ("choice-unknown", "")


@pytest.mark.parametrize(
    ("read", "good", "bad", "code"),
    [
        (cells.read_url, "https://a.vn/x?y=1", "a.vn", "url-bad"),
        (cells.read_url, "http://a.vn", "ftp://a.vn", "url-bad"),
        (cells.read_url, "http://a.vn", "https:///x", "url-bad"),
        (cells.read_url, "http://a.vn", "https://a.vn/x y", "url-bad"),
        (cells.read_url, "http://a.vn", "https://a.vn/\u200b", "text-control"),
        (cells.read_sha256, "0a" * 32, "0A" * 32, "sha256-bad"),
        (cells.read_sha256, "0a" * 32, "0a" * 31, "sha256-bad"),
        (cells.read_sha256, "0a" * 32, "0a" * 32 + "\n", "sha256-bad"),
    ],
)
def test_addresses_and_checksums(read: Callable[[str], str | Problem], good: str, bad: str, code: str) -> None:
    assert read(good) == good
    assert fault(read(bad))[0] == code


def test_truth_is_true_or_false() -> None:
    assert cells.read_truth("true") is True
    assert cells.read_truth("false") is False
    for text in ("True", "1", "yes", ""):
        assert fault(cells.read_truth(text))[0] == "choice-unknown"


def test_words_are_clean_names() -> None:
    assert cells.read_words("Lạng Sơn;Lang Son") == ("Lạng Sơn", "Lang Son")
    assert fault(cells.read_words("a;;b"))[0] == "code-form"
    assert fault(cells.read_words("a; b"))[0] == "text-space"


def test_pydantic_runs_the_rule_and_carries_its_code_and_facts() -> None:
    adapter: TypeAdapter[Decimal] = TypeAdapter(vocabulary.Figure)
    assert str(adapter.validate_python("66.0")) == "66.0"
    assert adapter.validate_python(Decimal("1E+3")) == 1000
    for text, code in (("1_000", "number-bad"), ("", "value-missing")):
        with pytest.raises(ValidationError) as caught:
            adapter.validate_python(text)
        assert [error["type"] for error in caught.value.errors()] == [code]


def test_an_optional_cell_may_be_empty_and_no_other_is_none() -> None:
    optional: TypeAdapter[Any] = TypeAdapter(cells.Maybe[vocabulary.Line])
    assert optional.validate_python("") is None
    assert optional.validate_python("5") == 5
    with pytest.raises(ValidationError, match="integer-bad"):
        optional.validate_python("0")


def test_what_python_prints_has_no_invisible_character() -> None:
    """`clean` looks closer only at texts with something that is not printable."""
    hidden = {"Cc", "Cf", "Zl", "Zp", "Co", "Cs"}
    letters = map(chr, range(sys.maxunicode + 1))
    assert not [hex(ord(each)) for each in letters if each.isprintable() and category(each) in hidden]
