"""Large files: swept with polars they have the problems that they have when they are read row by row."""

import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tables import csv_text

import timeline.sweep
from timeline.layout import Layout
from timeline.problems import Problem, in_order
from timeline.records import Observation
from timeline.validate import Collection, check_table, read_collection, validate
from timeline.validate.across import CHECKS, figures_fit

ROOT = Path(__file__).parents[1] / "collection"
OBSERVATIONS = "datasets/contributions/one/observations.csv"
VALID = (ROOT / OBSERVATIONS).read_bytes()
CUTS = st.integers(0, len(VALID))
PIECES = st.sampled_from(
    [
        b'"',
        b'""',
        b"\n",
        b"\r\n",
        b"\r",
        b",",
        b",,",
        b",,,,,,,,,,,,,,,,,,,,,,,,\n",
        b"\0",
        b"\xff",
        b" ",
        b"x",
        b"\n\n",
    ]
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the collection for many tries: each writes the one file anew that it changes."""
    return Path(shutil.copytree(ROOT, tmp_path_factory.mktemp("swept") / "collection"))


def told(root: Path, sweep_from: int) -> tuple[Collection, list[Problem]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("timeline.validate.collection.SWEEP_FROM", sweep_from)
        collection = read_collection(Layout(root))
        return collection, validate(collection)


def both_ways(root: Path, data: bytes) -> tuple[bool, list[Problem]]:
    """Whether the file was swept, and its problems, which are the same both ways; all of its rows are."""
    (root / OBSERVATIONS).write_bytes(data)
    plain, one_by_one = told(root, 1 << 40)
    swept, problems = told(root, 0)
    assert problems == one_by_one
    for one, other in zip(plain.tables, swept.tables, strict=True):
        assert (one.path, len(one.rows), list(one.rows)) == (other.path, len(other.rows), list(other.rows))
        assert one.whole == other.whole
    return any(table.swept for table in swept.tables if table.path == OBSERVATIONS), problems


def test_a_valid_file_is_swept_and_nothing_in_it_is_doubted(root: Path) -> None:
    assert both_ways(root, VALID) == (True, [])
    collection, _ = told(root, 0)
    assert list(collection.doubted(Observation)) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CUTS, CUTS, PIECES), max_size=3))
@example([(VALID.index(b"\n") + 1,) * 2 + (b"\n\n",)])
@example([(len(VALID) - 1, len(VALID), b"")])
@example([(0, 0, b"\xef\xbb\xbf")])
@example([(len(VALID), len(VALID), b"x,,\n")])
def test_property_any_bytes_are_told_alike(root: Path, changes: list[tuple[int, int, bytes]]) -> None:
    """Pieces put in anywhere, short parts taken out anywhere: quotes, line ends and separators where none belong."""
    data = VALID
    for start, end, piece in changes:
        data = data[:start] + piece + data[end if start <= end < start + 80 else start :]
    both_ways(root, data)


@pytest.mark.parametrize(
    ("data", "swept"),
    [
        (VALID.replace(b"\n", b"\r\n"), True),
        (VALID.replace(b"\n", b"\n\n").replace(b"\n\n", b"\n", 1), True),
        (VALID.replace(b"\n", b"\n\n"), False),
        (VALID.removesuffix(b"\n"), True),
        (b"\xef\xbb\xbf" + VALID, True),
        (VALID + b"," * 24 + b"\n", True),
        (VALID + b"x,y\n", True),
        (VALID + b"x" + b"," * 30 + b"\n", False),
        (VALID + b"\0", False),
        (VALID + b"\xff", False),
        (VALID + b"\r", False),
        (VALID + b'"', False),
        (VALID[: VALID.index(b"\n") + 1], False),
        (b"\n" + VALID, False),
    ],
)
def test_what_is_swept_and_what_is_read_line_by_line(root: Path, data: bytes, swept: bool) -> None:
    assert both_ways(root, data)[0] is swept


def test_a_short_row_is_found_though_its_last_cells_may_be_empty(root: Path) -> None:
    """A row without its last separator looks like one with an empty note: every byte is accounted for."""
    lines = VALID.splitlines(keepends=True)
    short = next(index for index, line in enumerate(lines) if line.endswith(b",\n"))
    lines[short] = lines[short][:-2] + b"\n"
    swept, problems = both_ways(root, b"".join(lines))
    assert not swept
    assert [(problem.code, problem.line) for problem in problems if problem.code == "row-ragged"] == [
        ("row-ragged", short + 1)
    ]


def test_the_sweep_decides_which_rows_are_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / OBSERVATIONS).write_bytes(VALID.replace(b"one-turnover,", b"one turnover,"))
    assert told(root, 0)[1]
    monkeypatch.setattr(timeline.sweep, "doubt", lambda *_: pl.lit(value=False))
    assert told(root, 0)[1] == []


LARGE = 100_000


def large_rows(read: Collection) -> list[dict[str, str]]:
    """Valid observations of a hundred thousand series and days, most dates, ids and figures distinct."""
    table = next(table for table in read.tables if table.kind is Observation)
    anywhere = {
        "observation_id": "one-large",
        "time_period": "2001-02-03",
        "period_basis": "stated",
        "ref_area": "HL",
        "base_area": "",
    }
    dated = [replace(row, cells={**row.cells, **anywhere}) for row in table.rows]
    bases = [row.cells for row in dated if not check_table(replace(table, rows=[row]), read.known)]
    assert len(bases) > 2
    rows = []
    for number in range(LARGE):
        day = date(1800, 1, 1) + timedelta(days=number // len(bases))
        base = bases[number % len(bases)]
        rows.append({**base, "observation_id": f"one-large-{number}", "time_period": day.isoformat()})
    return rows


def test_a_hundred_thousand_rows_with_each_kind_of_fault_are_told_as_row_by_row(root: Path) -> None:
    """For each rule, each required cell, each codelist and each check across rows there are faults at odd places."""
    (root / OBSERVATIONS).write_bytes(VALID)
    rows = large_rows(told(root, 1 << 40)[0])
    names = list(rows[0])
    faults: list[dict[str, str]] = [
        *({name: text} for name in names for text in ("", " x", "no-such-code", "a\nb", 'a "b"', "1,5", "7")),
        *({"time_period": text} for text in ("2025-02-29", "2027", "2020/2019", "199X", "2001-02-03/2001-02-03")),
        *({"obs_value": text, "printed_vi": "", "printed_en": ""} for text in ("9" * 30, "1e5", "-0")),
        {"observation_id": rows[7]["observation_id"]},
        {"observation_id": rows[7]["observation_id"].upper()},
        {"observation_id": "ſ"},
        dict(rows[11]) | {"observation_id": "one-large-again"},
        {"measure": "rank", "unit_measure": "rank", "obs_value": "11.5"},
        {"obs_value_high": "1"},
        {"ref_area": "old-vale", "time_period": "2026-01"},
    ]
    for number, fault in enumerate(faults):
        rows[500 + 997 * number % (LARGE - 1_000)] |= fault
    (root / OBSERVATIONS).write_bytes(csv_text(names, rows).encode("utf-8"))
    swept, problems = told(root, 0)
    assert any(table.swept for table in swept.tables)
    assert sum(len(table.doubted) for table in swept.tables if table.path == OBSERVATIONS) < 2 * len(faults)
    plain, _ = told(root, 1 << 40)
    one_by_one = [problem for table in plain.tables for problem in check_table(table, plain.known, screen_from=1 << 40)]
    across = [problem for check in CHECKS for problem in check(plain)]
    alone = [*plain.problems, *one_by_one, *across]
    figures = figures_fit(plain, {(problem.path, problem.line) for problem in alone})
    assert in_order([*alone, *figures]) == problems
    assert len({problem.line for problem in problems}) > len(faults) // 2
