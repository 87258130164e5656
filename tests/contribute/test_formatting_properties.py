"""Formatting of any table: no cell with content is lost, nothing is left for a second time, no problem is added."""

import csv
import io
import shutil
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tables import EVENTS, OBSERVATIONS, ONE, Cells, columns, csv_text, read

from timeline.contribute import format_files
from timeline.contribute.formatting import FILL, ORDER, format_file
from timeline.layout import Layout
from timeline.records import Conflict, Event, Observation, Record, Rejection
from timeline.records.codelist import Topic
from timeline.validate import read_collection, validate


def codes(root: Path) -> Counter[str]:
    return Counter(problem.code for problem in validate(read_collection(Layout(root))))


CONTRIBUTED: tuple[type[Record], ...] = (Event, Observation, Conflict, Rejection, Topic)
MARK = "note"
"""What tells the rows of a table apart in whose empty cells formatting fills in usual values."""
cells = st.lists(
    st.one_of(
        st.sampled_from("aZ09 ,;\"'\n\t-/.~²１é"),
        st.sampled_from(["e\u0323\u0302", "\u00a0", "\u2028", "đ", "ệ", "\u0301", "2026", "\r\n"]),
        st.characters(exclude_categories=["Cs", "Cc"]),
    ),
    max_size=8,
).map("".join)


LISTS = ("places", "actors", "lines_", "aliases_", "words_", "members")


@st.composite
def tables(draw: st.DrawFn) -> tuple[type[Record], str, list[Cells]]:
    """A kind of table, a CSV text of it, and its rows: any cells, any of its columns, in any order."""
    kind = draw(st.sampled_from(CONTRIBUTED))
    header = draw(st.lists(st.sampled_from(columns(kind)), min_size=2, unique=True))
    rows = draw(st.lists(st.fixed_dictionaries(dict.fromkeys(header, cells)), max_size=4))
    if kind in FILL:
        header = [*(name for name in header if name != MARK), MARK]
        rows = [row | {MARK: f"row {number}"} for number, row in enumerate(rows)]
    return kind, csv_text(header, rows, draw(st.sampled_from(["\n", "\r\n"]))), rows


def content(name: str, text: str) -> str:
    """What a cell says, written plainly: blanks are single, and none stands round the ; of a list."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    return plain.replace(" ;", ";").replace("; ", ";") if name.startswith(LISTS) else plain


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("formatting") / "collection"
    shutil.copytree(Path(__file__).parents[1] / "collection", root)
    return root


@given(tables())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_property_no_cell_is_lost_and_the_second_time_nothing_changes(
    scratch: Path, table: tuple[type[Record], str, list[Cells]]
) -> None:
    kind, text, rows = table
    folder = Layout(scratch).codelists if kind is Topic else scratch / ONE
    path = folder / f"{kind.table}.csv"
    path.write_bytes(text.encode())
    told, problems = format_file(Layout(scratch), path)
    assert problems == []
    assert told is not None
    path.write_bytes(told.encode())
    assert format_file(Layout(scratch), path) == (told, [])
    before = [{name: content(name, cell) for name, cell in row.items()} for row in rows]
    kept = [row for row in before if any(row.values())]
    after = read(path)
    assert len(after) == len(kept)
    assert {name for row in after for name in row} <= set(columns(kind))
    if kind in FILL:
        marked = {row[MARK]: row for row in after}
        assert all(marked[row[MARK]][name] == cell for row in kept for name, cell in row.items() if cell)
    else:
        told_rows = [{name: cell for name, cell in row.items() if cell} for row in after]
        kept_rows = [{name: cell for name, cell in row.items() if cell} for row in kept]
        assert in_order(told_rows, kind) == in_order(kept_rows, kind)


def in_order(rows: list[Cells], kind: type[Record]) -> list[list[tuple[str, str]]]:
    """Rows as they can be compared: codelists keep their order, other tables are sorted."""
    told = [sorted(row.items()) for row in rows]
    return sorted(told) if kind in ORDER else told


FAULTY = st.sampled_from(
    ["", " ", "2026", "2026-02-30", "x y", "over", "5", "41.710,4", "vale", "  lead ", "e\u0301", "="]
)


@given(
    st.lists(
        # Not the id: where it is missing, what hangs on it is not asked, and is once formatting has filled it in.
        st.tuples(st.sampled_from((EVENTS, OBSERVATIONS)), st.integers(0, 4), st.integers(1, 15), FAULTY),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=40)
def test_property_formatting_adds_no_problem(scratch: Path, changes: list[tuple[str, int, int, str]]) -> None:
    source = Path(__file__).parents[1] / "collection"
    for name in (EVENTS, OBSERVATIONS, f"{ONE}/conflicts.csv", f"{ONE}/rejected.csv", "datasets/codelists/topics.csv"):
        shutil.copyfile(source / name, scratch / name)
    for name, row, column, text in changes:
        header, *rows = csv.reader(io.StringIO((scratch / name).read_bytes().decode("utf-8"), newline=""))
        rows[row][column] = text
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\n").writerows([header, *rows])
        (scratch / name).write_bytes(out.getvalue().encode())
    before = codes(scratch)
    format_files(Layout(scratch), [], write=True)
    assert codes(scratch).total() <= before.total(), codes(scratch) - before
