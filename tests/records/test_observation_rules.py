"""Figures as printed against the value recorded."""

import pytest

from timeline.phrases import Language
from timeline.records.limits import fits
from timeline.records.observation_rules import bound_holds, one_telling_holds, printed_holds, tellings_agree, unit_named

VI, EN = Language.VI, Language.EN


@pytest.mark.parametrize(
    ("language", "printed", "value", "high", "mult", "unit", "measure", "expected"),
    [
        (VI, "41.710,4 triệu USD", "41710.4", "", "6", "USD", "share", True),
        (EN, "41,710.4 million USD", "41710.4", "", "6", "USD", "share", True),
        (VI, "41.710,4 triệu USD", "41710.4", "", "3", "USD", "share", False),
        (VI, "8-9%", "8", "9", "0", "%", "share", True),
        (VI, "8-9%", "8", "10", "0", "%", "share", False),
        (VI, "một nửa", "50", "", "0", "%", "share", True),
        (EN, "half", "50", "", "0", "%", "share", True),
        (VI, "một nửa", "0.5", "", "0", "1", "share", True),
        (VI, "một nửa", "50", "", "0", "1", "share", False),
        (VI, "0,5%", "50", "", "0", "%", "share", False),
        (VI, "15%", "-15", "", "0", "%", "growth", True),
        (VI, "15 triệu USD", "-15", "", "6", "USD", "change", True),
        (VI, "15%", "-15", "", "0", "%", "share", False),
        (VI, "15 triệu USD", "-15", "", "6", "USD", "level", False),
        (EN, "+15%", "-15", "", "0", "%", "growth", False),
        (VI, "tăng 15%", "-15", "", "0", "%", "growth", False),
        (VI, "929.000 thuê bao", "929", "", "0", "1", "level", False),
        (VI, "", "15", "", "0", "%", "share", None),
    ],
)
def test_a_printed_figure_holds_its_value(
    language: Language, printed: str, value: str, high: str, mult: str, unit: str, measure: str, expected: bool | None
) -> None:
    """The notation of its language counts; a share in words is its percentage; nothing printed says nothing."""
    assert printed_holds(language, printed, value, high, mult, unit, measure) is expected


def test_one_good_telling_is_enough_and_two_must_agree() -> None:
    """A slip in one language is a disagreement of tellings, not a wrong value."""
    slip = ("929.000 thuê bao", "92,000 subscribers", "929000", "", "0", "1", "level")
    assert one_telling_holds("", *slip) is True
    assert tellings_agree(*slip) is False
    assert one_telling_holds("", "", "", "929000", "", "0", "1", "level") is None


def test_units_named_by_a_telling_bind() -> None:
    """USD printed is not VND; a percentage may be of percentage points; counted things name none."""
    assert not unit_named("66 tỷ USD", "", "VND")
    assert unit_named("66 tỷ USD", "", "USD")
    assert unit_named("tăng 2%", "", "pp")
    assert unit_named("929.000 thuê bao", "", "1")


@pytest.mark.parametrize(
    ("bound", "vi", "en", "value", "measure", "expected"),
    [
        ("over", "trên 15%", "over 15%", "15", "share", True),
        ("exact", "trên 15%", "15%", "15", "share", False),
        ("over", "15%", "15%", "15", "share", None),
        ("over", "trên 16%", "", "15", "share", None),
        ("over", "trên 15%", "at least 15%", "15", "share", True),
        ("at_least", "trên 15%", "at least 15%", "15", "share", True),
        ("about", "trên 15%", "at least 15%", "15", "share", False),
        ("under", "trên 15%", "", "-15", "growth", True),
        ("over", "trên 15%", "", "-15", "growth", False),
        ("over", "hơn một nửa", "", "50", "share", True),
        ("exact", "", "more than half", "50", "share", False),
    ],
)
def test_a_printed_bound_binds(bound: str, vi: str, en: str, value: str, measure: str, expected: bool | None) -> None:
    """One good telling is enough; a fall turns the bound; where none is printed nothing is said."""
    assert bound_holds(bound, vi, en, value, "0", "%", measure) is expected


@pytest.mark.parametrize(
    ("value", "mult", "expected"),
    [
        ("9" * 28, "0", True),
        ("9" * 28, "1", False),
        ("-" + "9" * 13, "15", True),
        ("-" + "9" * 14, "15", False),
        ("0.000000001", "0", True),
        ("0.000000001", "-1", False),
        ("0.000000001", "15", True),
        ("1", "-9", True),
        ("1.0", "-9", False),
        ("0", "15", True),
        ("", "0", None),
    ],
)
def test_what_a_published_value_can_hold(value: str, mult: str, expected: bool | None) -> None:
    assert fits(value, mult) is expected


def test_the_other_notation_counts_where_a_conflict_lists_the_figure() -> None:
    """A Vietnamese «7,780» is 7.780, unless a person judged it to be 7780 and said so; never anything else."""
    printed = ("7,780 làng", "", "7780", "", "0", "1", "level")
    assert one_telling_holds("", *printed) is False
    assert one_telling_holds("obs_value", *printed) is True
    assert one_telling_holds("note", *printed) is False
    assert one_telling_holds("obs_value", "7,780 làng", "", "7790", "", "0", "1", "level") is False
