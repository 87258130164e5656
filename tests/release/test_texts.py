"""Files line by line: a difference leads from the old file to the new one and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.release.rows import Op, UnfitError
from timeline.release.texts import Hunk, TextChange, applied_text, compare_texts, inverted_text
from timeline.released import PackageError

texts = st.lists(st.sampled_from(["", "a", "b", "{", '  "Khánh thành"', "\r"]), max_size=12).map("\n".join)
files = st.none() | texts.map(str.encode)


def named(data: bytes | None) -> dict[str, bytes]:
    return {} if data is None else {"a.txt": data}


@given(files, files)
def test_property_a_difference_leads_to_the_new_file_and_back(old: bytes | None, new: bytes | None) -> None:
    changes = compare_texts("x", named(old), named(new), {})
    if old == new:
        assert changes == []
    else:
        (change,) = changes
        assert applied_text(old, change) == new
        assert applied_text(new, inverted_text(change)) == old


def test_lines_are_told_with_their_places() -> None:
    (change,) = compare_texts("x", {"a": b"one\ntwo\nthree\n"}, {"a": b"one\nzwei\nthree\nfour\n"}, {"a": "things"})
    assert change == TextChange(Op.MOD, "a", "things", (Hunk(2, 2, ("two",), ("zwei",)), Hunk(4, 4, (), ("four",))))


def test_a_file_that_is_no_text_cannot_be_told() -> None:
    with pytest.raises(PackageError, match="x: a is no text in UTF-8"):
        compare_texts("x", {"a": b"\xff"}, {"a": b"b"}, {})
    assert compare_texts("x", {"a": b"\xff"}, {"a": b"\xff"}, {}) == []


@pytest.mark.parametrize("data", [None, b"two\n", b"", b"one\nzwei\n"])
def test_what_does_not_fit_is_not_applied(data: bytes | None) -> None:
    (change,) = compare_texts("x", {"a": b"one\ntwo\n"}, {"a": b"one\nthree\n"}, {})
    with pytest.raises(UnfitError):
        applied_text(data, change)
    with pytest.raises(UnfitError):
        applied_text(b"there", compare_texts("x", {}, {"a": b"new"}, {})[0])
