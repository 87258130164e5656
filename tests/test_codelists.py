"""Codes looked up, and the codes that a cell names."""

import pytest

from timeline.codelists import Codelists, referred

LISTS = Codelists(
    {
        "places": {"VN-09": {"code": "VN-09", "name_en": "Lang Son", "parent": ""}, "CN-GX": {"code": "CN-GX"}},
        "roles": {"host": {"code": "host"}},
    }
)


def test_codes_keep_their_order() -> None:
    assert LISTS.codes("places") == ["VN-09", "CN-GX"]
    assert LISTS.codes("no-such-list") == []


def test_knows() -> None:
    assert LISTS.knows("places", "VN-09")
    assert not LISTS.knows("places", "vn-09")
    assert not LISTS.knows("roles", "VN-09")
    assert not LISTS.knows("no-such-list", "VN-09")


@pytest.mark.parametrize(
    ("name", "code", "attribute", "text"),
    [
        ("places", "VN-09", "name_en", "Lang Son"),
        ("places", "VN-09", "parent", ""),
        ("places", "VN-09", "no-such-column", ""),
        ("places", "XX", "name_en", ""),
        ("no-such-list", "VN-09", "name_en", ""),
    ],
)
def test_attribute(name: str, code: str, attribute: str, text: str) -> None:
    assert LISTS.attribute(name, code, attribute) == text


@pytest.mark.parametrize(
    ("codelist", "column", "text", "named"),
    [
        ("units", "unit_measure", "USD", [("units", "USD")]),
        ("places", "places", "VN-09;online", [("places", "VN-09"), ("places", "online")]),
        ("event_series", "event_series", "jwc:17", [("event_series", "jwc")]),
        ("event_series", "event_series", "spring-fair", [("event_series", "spring-fair")]),
        ("actors", "actors", "afd", [("actors", "afd"), ("roles", "participant")]),
        ("actors", "actors", "afd:host", [("actors", "afd"), ("roles", "host")]),
        ("actors", "actors", "x@afd", [("actors", "x"), ("roles", "participant"), ("actors", "afd")]),
        (
            "actors",
            "actors",
            "x@afd:host;b",
            [("actors", "x"), ("roles", "host"), ("actors", "afd"), ("actors", "b"), ("roles", "participant")],
        ),
        ("actors", "set_by", "afd", [("actors", "afd")]),
    ],
)
def test_referred(codelist: str, column: str, text: str, named: list[tuple[str, str]]) -> None:
    assert list(referred(codelist, column, text)) == named
