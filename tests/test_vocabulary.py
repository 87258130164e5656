"""The named types of cells: the forms of codes, the limits of texts and numbers."""

from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import vocabulary
from timeline.cells import Acting, Cell, acting
from timeline.problems import WORDED, Problem, catalogue, words


def rule(type_: Any) -> Cell:
    """The field rule that a type holds."""
    return next(part for part in get_args(type_) if isinstance(part, Cell))


def fault(result: Any) -> str:
    """The code of a problem."""
    assert isinstance(result, Problem), result
    return result.code


@pytest.mark.parametrize(
    ("limit", "type_"), [(60, vocabulary.Printed), (120, vocabulary.Title), (500, vocabulary.Note)]
)
def test_texts_have_a_limit(limit: int, type_: Any) -> None:
    read = rule(type_).read
    assert read("ă" * limit) == "ă" * limit
    found = read("ă" * (limit + 1))
    assert fault(found) == "text-long"
    assert found.facts == {"length": str(limit + 1), "limit": str(limit)}
    assert fault(read("  " * limit)) == "text-space"


@pytest.mark.parametrize(
    ("type_", "good", "bad"),
    [
        (vocabulary.Id, ["2026-spring-meeting", "a", "7"], ["A", "a--b", "-a", "a-", "a_b", "đ", "a b", "a\n"]),
        (vocabulary.Code, ["VN-09", "km2", "%", "a.b_c-d", "CN-GX"], ["a--b", "a/b", "-a", "a;b", "á", "VN-09\n"]),
        (vocabulary.UnitCode, ["USD", "1", "%", "km/h", "[in_i]", "t.km"], ["", " ", "USD ", "đ", "a b", "/h"]),
        (vocabulary.Series, ["jwc", "jwc:17", "spring-fair:2"], ["jwc:", ":17", "jwc:x", "jwc:17:2", "JWC"]),
    ],
)
def test_codes_have_a_form(type_: Any, good: list[str], bad: list[str]) -> None:
    read = rule(type_).read
    assert [read(text) for text in good] == good
    for text in bad:
        assert fault(read(text)) in {"code-form", "text-space", "text-control", "text-formula"}, text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("VN-09", ("VN-09",)),
        ("VN-09;online", ("VN-09", "online")),
        ("VN-09;VN-09", None),
        ("VN-09;", None),
        (";VN-09", None),
        ("VN-09; online", None),
        ("VN-09,online", None),
    ],
)
def test_lists_have_semicolons_and_no_item_twice(text: str, value: tuple[str, ...] | None) -> None:
    found = rule(vocabulary.Codes).read(text)
    assert found == value if value else fault(found) in {"code-form", "text-space"}


@pytest.mark.parametrize(
    ("item", "value"),
    [
        ("afd", Acting("afd", "", "participant")),
        ("afd:host", Acting("afd", "", "host")),
        ("chen-gang@guangxi:host", Acting("chen-gang", "guangxi", "host")),
        ("chen-gang@guangxi", Acting("chen-gang", "guangxi", "participant")),
    ],
)
def test_acting(item: str, value: Acting) -> None:
    assert rule(vocabulary.Actors).read(item) == (item,)
    assert acting(item) == value


@pytest.mark.parametrize("text", ["afd:", ":host", "afd@", "a@b@c", "a:b:c", "a:b@c", "a:Host", "a;", "a;a"])
def test_what_is_no_actor(text: str) -> None:
    assert fault(rule(vocabulary.Actors).read(text)) == "code-form"


@pytest.mark.parametrize(
    ("type_", "good", "bad"),
    [
        (vocabulary.Line, ["1", "9999999"], ["0", "10000000", "-1", "1.0", "01", "+1", " 1", "１", "1_0", "x"]),
        (vocabulary.Power, ["-9", "0", "15"], ["-10", "16", "6.0", "1e1"]),
        (vocabulary.Count, ["0", "999999999"], ["-1", "1000000000"]),
    ],
)
def test_whole_numbers(type_: Any, good: list[str], bad: list[str]) -> None:
    read = rule(type_).read
    assert [read(text) for text in good] == [int(text) for text in good]
    for text in bad:
        assert fault(read(text)) == "integer-bad", text


TYPES = [value for value in vars(vocabulary).values() if any(isinstance(part, Cell) for part in get_args(value))]


@given(st.text(max_size=40))
def test_property_any_text_is_a_value_or_a_problem_of_the_catalogue(text: str) -> None:
    assert len(TYPES) > 15
    for type_ in TYPES:
        found = rule(type_).read(text)
        if isinstance(found, Problem):
            assert found.code in catalogue()
            assert "\n" not in found.message()
            assert {found.facts[name] for name in WORDED if name in found.facts} <= set(words())
