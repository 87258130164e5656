"""The log of releases: what a line holds, what order versions have, and where the chain is broken."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.layout import Layout
from timeline.released import (
    HEADER,
    NOTHING,
    SEMVER,
    HistoryError,
    Level,
    Released,
    Version,
    broken_links,
    read_history,
    sha256,
    version,
)

HASH = "0" * 64
ONE = Released(Version(0, 1, 0), "2026-01-02", "events=5", HASH, HASH, HASH, sha256(HEADER))
TWO = Released(Version(0, 1, 1), "2026-02-03", "events=5;places=2", HASH, HASH, HASH, sha256(ONE.line))

numbers = st.integers(0, 999_999_999)
versions = st.builds(Version, numbers, numbers, numbers)


def write(root: Path, text: str) -> Layout:
    layout = Layout(root)
    layout.releases.parent.mkdir()
    layout.releases.write_text(text, encoding="utf-8", newline="")
    return layout


@given(versions)
def test_property_a_version_is_read_as_it_is_written(given_: Version) -> None:
    assert version(str(given_)) == given_
    assert SEMVER.fullmatch(str(given_))


@given(versions, st.sampled_from([Level.PATCH, Level.MINOR, Level.MAJOR]))
def test_property_a_bump_comes_after(given_: Version, level: Level) -> None:
    assert given_ < given_.bumped(level)
    assert given_ < given_.demanded(level) <= given_.bumped(level)


@pytest.mark.parametrize(
    ("before", "level", "after"),
    [
        ("0.0.0", Level.MINOR, "0.1.0"),
        ("0.1.3", Level.PATCH, "0.1.4"),
        ("0.1.3", Level.MINOR, "0.2.0"),
        ("0.1.3", Level.MAJOR, "0.2.0"),
        ("1.2.3", Level.PATCH, "1.2.4"),
        ("1.2.3", Level.MINOR, "1.3.0"),
        ("1.2.3", Level.MAJOR, "2.0.0"),
    ],
)
def test_what_breaks_is_a_minor_version_before_one(before: str, level: Level, after: str) -> None:
    told = version(before)
    assert told is not None
    assert str(told.demanded(level)) == after


@pytest.mark.parametrize("text", ["", "1", "1.2", "1.2.3.4", "01.2.3", "1.2.x", "v1.2.3", " 1.2.3", "1.2.3\n", "1.2.٣"])
def test_what_is_no_version(text: str) -> None:
    assert version(text) is None
    assert not SEMVER.fullmatch(text)


@pytest.mark.parametrize("text", ["1.2.3-dev", "1.2.3-rc.1", "1.2.3+2026", "1.0.0-0a.1"])
def test_a_version_that_is_not_released(text: str) -> None:
    assert version(text) is None
    assert SEMVER.fullmatch(text)


def test_a_log_is_read_as_it_is_written(tmp_path: Path) -> None:
    layout = write(tmp_path, f"{HEADER}\n{ONE.line}\n{TWO.line}\n")
    assert read_history(layout) == [ONE, TWO]
    assert broken_links([ONE, TWO]) == []
    assert read_history(Layout(tmp_path / "elsewhere")) == []
    assert ONE.created == "2026-01-02T00:00:00Z"
    assert version("0.0.0") == NOTHING


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "the header"),
        (HEADER, "the last line end"),
        (f"{HEADER}\n{ONE.line}", "the last line end"),
        (f"{HEADER}\r\n{ONE.line}\r\n", "the header"),
        (f"{HEADER}\n\n", "releases.csv:2: not a line"),
        (f"{HEADER}\n{ONE.line}\n{TWO.line[:-1]}\n", "releases.csv:3: not a line"),
        (f"{HEADER}\n{ONE.line.replace('0.1.0', '0.1')}\n", "releases.csv:2: not a line"),
    ],
)
def test_what_is_no_log_is_told_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(HistoryError, match=told) as raised:
        read_history(write(tmp_path, text))
    assert "\n" not in str(raised.value)


def test_a_log_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    layout = write(tmp_path, "")
    layout.releases.write_bytes(b"\xff\xfe")
    with pytest.raises(HistoryError, match="not UTF-8"):
        read_history(layout)


@pytest.mark.parametrize(
    "changed", [replace(ONE, date="2026-01-03"), replace(ONE, counts="events=6"), replace(ONE, archive="1" * 64)]
)
def test_a_line_changed_breaks_the_chain_after_it(changed: Released) -> None:
    assert broken_links([changed, TWO]) == [2]


def test_a_line_that_is_missing_or_out_of_order_breaks_the_chain() -> None:
    assert broken_links([TWO]) == [1]
    assert broken_links([ONE, ONE]) == [2]
    assert broken_links([ONE, replace(TWO, version=Version(0, 0, 9))]) == [2]
