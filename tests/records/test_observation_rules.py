"""Figures as printed against the value recorded."""

import pytest

from timeline.phrases import Language
from timeline.records.observation_rules import one_telling_holds, printed_holds, tellings_agree, unit_named

VI, EN = Language.VI, Language.EN


@pytest.mark.parametrize(
    ("language", "printed", "value", "high", "mult", "unit", "expected"),
    [
        (VI, "41.710,4 triệu USD", "41710.4", "", "6", "USD", True),
        (EN, "41,710.4 million USD", "41710.4", "", "6", "USD", True),
        (VI, "41.710,4 triệu USD", "41710.4", "", "3", "USD", False),
        (VI, "8-9%", "8", "9", "0", "%", True),
        (VI, "8-9%", "8", "10", "0", "%", False),
        (VI, "một nửa", "50", "", "0", "%", True),
        (EN, "half", "50", "", "0", "%", True),
        (VI, "một nửa", "0.5", "", "0", "1", True),
        (VI, "một nửa", "50", "", "0", "1", False),
        (VI, "0,5%", "50", "", "0", "%", False),
        (VI, "15%", "-15", "", "0", "%", True),
        (VI, "", "15", "", "0", "%", None),
    ],
)
def test_a_printed_figure_holds_its_value(
    language: Language, printed: str, value: str, high: str, mult: str, unit: str, expected: bool | None
) -> None:
    """The notation of its language counts; a share in words is its percentage; nothing printed says nothing."""
    assert printed_holds(language, printed, value, high, mult, unit) is expected


def test_one_good_telling_is_enough_and_two_must_agree() -> None:
    """A slip in one language is a disagreement of tellings, not a wrong value."""
    slip = ("929.000 thuê bao", "92,000 subscribers", "929000", "", "0", "1")
    assert one_telling_holds(*slip) is True
    assert tellings_agree(*slip) is False
    assert one_telling_holds("", "", "929000", "", "0", "1") is None


def test_units_named_by_a_telling_bind() -> None:
    """USD printed is not VND; a percentage may be of percentage points; counted things name none."""
    assert not unit_named("66 tỷ USD", "", "VND")
    assert unit_named("66 tỷ USD", "", "USD")
    assert unit_named("tăng 2%", "", "pp")
    assert unit_named("929.000 thuê bao", "", "1")
