"""Records proved against source texts: small ones made here, and real ones where TIMELINE_TEXTS names a folder."""

import csv
import hashlib
import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from timeline.cli import main
from timeline.columns import fields
from timeline.layout import Layout
from timeline.problems import Problem
from timeline.records import Event, Observation, Record
from timeline.validate import read_collection, validate, verify
from timeline.validate.verify import stands_on, text_lines

ROOT = Path(__file__).parents[2]
TEXT = """\
BẢN TIN CAO NGUYÊN

Ngày 06/2/2026, Hội chợ xuân khai mạc.
Kim ngạch đạt **41.710,4
triệu USD**, tăng 176%.

On February 6, 2026, the fair opened.
Turnover came to 41,710.4 million USD, up 176% in July 2025.
Ngày 10/4, hội chợ thu.
"""
EVENT = {
    "event_id": "2026-fair",
    "date": "2026-02-06",
    "date_basis": "stated",
    "event_status": "occurred",
    "event_kind": "fair",
    "title_en": "Fair",
    "title_vi": "Hội chợ",
    "told": "lead",
    "lines_vi": "3",
}
TURNOVER = {
    "observation_id": "one-turnover",
    "indicator": "trade-turnover",
    "measure": "level",
    "ref_area": "vale",
    "time_period": "2025",
    "period_basis": "inferred",
    "obs_value": "41710.4",
    "unit_measure": "USD",
    "unit_mult": "6",
    "bound": "exact",
    "obs_status": "A",
    "nature": "actual",
    "printed_vi": "41.710,4 triệu USD",
    "line_vi": "4",
    "printed_en": "41,710.4 million USD",
    "line_en": "8",
}
SHARE = TURNOVER | {
    "observation_id": "one-share",
    "measure": "share",
    "obs_value": "176",
    "unit_measure": "%",
    "unit_mult": "0",
    "printed_vi": "176%",
    "line_vi": "5",
    "printed_en": "",
    "line_en": "",
}
VALUES = {"41.710,4 triệu USD": "41710.4", "76%": "76", "6%": "6", "710,4 triệu USD": "710.4"}

Cells = dict[str, str]


def write(path: Path, kind: type[Record], rows: Sequence[Cells]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [column.name for column in fields(kind)], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


class Bench:
    """A collection of one source, its text, and what `verify` says of them."""

    def __init__(self, root: Path) -> None:
        self.root, self.texts = root, root.parent / "texts"
        self.texts.mkdir()
        self.folder = root / "datasets" / "contributions" / "one"
        shutil.rmtree(self.folder.with_name("two"))
        for name in ("conflicts.csv", "rejected.csv"):
            (self.folder / name).unlink()
        self.event, self.turnover = dict(EVENT), dict(TURNOVER)
        self.write_text(TEXT.encode())

    def write_text(self, data: bytes) -> None:
        """The source text, with its checksum and number of lines recorded."""
        (self.texts / "one.txt").write_bytes(data)
        self.record("sha256", f'"{hashlib.sha256(data).hexdigest()}"')
        self.record("lines", str(data.count(b"\n") + (not data.endswith(b"\n"))))

    def record(self, key: str, value: str) -> None:
        path = self.folder / "source.toml"
        lines = [line for line in path.read_text(encoding="utf-8").split("\n") if "expected" not in line]
        told = re.sub(rf"^{key} = .*", f"{key} = {value}", "\n".join(lines), flags=re.MULTILINE)
        path.write_text(told, encoding="utf-8", newline="\n")

    def problems(self, *observations: Cells) -> list[Problem]:
        write(self.folder / "events.csv", Event, [self.event])
        write(self.folder / "observations.csv", Observation, observations or [self.turnover])
        collection = read_collection(Layout(self.root))
        assert [problem.text() for problem in validate(collection)] == []
        return verify(collection, self.texts)

    def found(self, *observations: Cells) -> list[tuple[str, int, str, str]]:
        """Code, line, column and suggestion of each problem."""
        return [
            (problem.code, problem.line, problem.column, problem.facts.get("suggestion", ""))
            for problem in self.problems(*observations)
        ]


@pytest.fixture
def bench(collection: Path) -> Bench:
    return Bench(collection)


def test_what_the_text_bears_out_is_no_problem(bench: Bench) -> None:
    assert bench.found(TURNOVER, SHARE) == []


def test_a_missing_text_is_told_once(bench: Bench) -> None:
    (bench.texts / "one.txt").unlink()
    (problem,) = bench.problems()
    assert (problem.code, problem.path) == ("text-missing", "datasets/contributions/one/source.toml")
    assert "one.txt is not in texts" in problem.message()


def test_another_text_is_told_and_its_records_are_not_judged(bench: Bench) -> None:
    changed = TEXT.replace("41", "14").encode()
    (bench.texts / "one.txt").write_bytes(changed)
    (problem,) = bench.problems()
    assert (problem.code, problem.column) == ("text-changed", "sha256")
    assert problem.facts["found"] == hashlib.sha256(changed).hexdigest()


def test_the_checksum_of_a_pdf_says_nothing_about_the_text(bench: Bench) -> None:
    bench.record("sha256", f'"{"0" * 64}"')
    assert [code for code, *_ in bench.found()] == ["text-changed"]
    bench.record("sha256_of", '"pdf"')
    assert bench.found() == []


@pytest.mark.parametrize("lines", [8, 10])
def test_a_wrong_number_of_lines_is_told_with_the_right_one(bench: Bench, lines: int) -> None:
    bench.record("lines", str(lines))
    (problem,) = bench.problems()
    assert (problem.code, problem.column, problem.facts["found"]) == ("text-lines", "lines", "9")


@pytest.mark.parametrize("data", [TEXT.replace("\n", "\r\n"), TEXT.rstrip("\n"), TEXT.replace("USD", "US\x0cD")])
def test_lines_are_counted_by_lf(bench: Bench, data: str) -> None:
    bench.write_text(data.encode())
    assert "text-lines" not in [code for code, *_ in bench.found()]
    assert len(text_lines(data)) == 9


def test_a_text_in_another_unicode_form_bears_the_same_figures(bench: Bench) -> None:
    decomposed = TEXT.replace("ệ", "e\u0323\u0302")
    assert decomposed != TEXT
    bench.write_text(decomposed.encode())
    assert bench.found() == []


@pytest.mark.parametrize(
    ("line", "nearest"),
    [("3", "4"), ("5", "4"), ("9", "4")],
)
def test_a_figure_on_another_line_is_told_with_that_line(bench: Bench, line: str, nearest: str) -> None:
    bench.turnover["line_vi"] = line
    assert bench.found() == [("printed-absent", 2, "line_vi", nearest)]
    assert bench.problems()[0].message() == (
        f"«41.710,4 triệu USD» does not stand on line {line}; it stands on line {nearest}"
    )


def test_of_several_lines_the_nearest_is_suggested(bench: Bench) -> None:
    assert bench.found(SHARE | {"line_vi": "9"}) == [("printed-absent", 2, "line_vi", "8")]
    assert bench.found(SHARE | {"line_vi": "3"}) == [("printed-absent", 2, "line_vi", "5")]


def test_a_figure_that_stands_nowhere_has_no_suggestion(bench: Bench) -> None:
    bench.turnover |= {"obs_value": "41710.5", "printed_vi": "41.710,5 triệu USD", "printed_en": "", "line_en": ""}
    assert bench.found() == [("printed-absent", 2, "line_vi", "")]
    assert "copy the figure exactly" in bench.problems()[0].message()


def test_each_language_is_looked_for_on_its_own_line(bench: Bench) -> None:
    bench.turnover |= {"line_vi": "8", "line_en": "4"}
    assert [(code, column) for code, _, column, _ in bench.found()] == [
        ("printed-absent", "line_en"),
        ("printed-absent", "line_vi"),
    ]


@pytest.mark.parametrize("printed", ["76%", "6%"])
def test_a_figure_inside_a_longer_number_does_not_stand_there(bench: Bench, printed: str) -> None:
    bench.write_text(TEXT.replace("176%", "176% (75%)").encode())
    cells = SHARE | {"printed_vi": printed, "obs_value": VALUES[printed]}
    assert bench.found(cells) == [("printed-absent", 2, "line_vi", "")]


@pytest.mark.parametrize(
    ("printed", "lines", "stands"),
    [
        ("76%", ["up 76%."], True),
        ("76%", ["up 176%."], False),
        ("76%", ["up 1,76%."], False),
        ("76%", ["up 1.76%."], False),
        ("76%", ["3. 76%."], True),
        ("1,5", ["from 1,52 on"], False),
        ("1,5", ["from 1,5, then"], True),
        ("1,5", ["from 1,5.2"], False),
        ("41.710", ["41.710,4 triệu"], False),
        ("41.710,4 triệu", ["**41.710,4", "triệu**"], True),
        ("41.710,4 triệu", ["41.710,4", "", "", "triệu"], True),
        ("41.710,4 triệu", ["41.710,4", "", "tỷ", "triệu"], False),
        ("41.710,4 triệu", ["nothing", "41.710,4 triệu"], False),
        ("8–9 %", ["8–9%"], True),
        ("8–9%", ["8–9%"], True),
        ("8–9 %", ["8–9  %"], True),
        ("11/34", ["hạng 11/34"], True),
    ],
)
def test_where_a_figure_stands(printed: str, lines: list[str], stands: bool) -> None:
    assert stands_on(printed, 1, text_lines("\n".join(lines))) == stands


def test_a_figure_that_wraps_stands_on_the_line_where_it_begins(bench: Bench) -> None:
    assert TEXT.split("\n")[3].endswith("41.710,4")
    assert bench.found() == []
    bench.turnover["line_vi"] = "5"
    assert bench.found() == [("printed-absent", 2, "line_vi", "4")]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({}, True),
        ({"lines_vi": "", "lines_en": "7"}, True),
        ({"lines_vi": "5", "lines_en": "7"}, True),
        ({"lines_vi": "1-3;9"}, True),
        ({"lines_vi": "4"}, False),
        ({"lines_vi": "7"}, False),
        ({"lines_vi": "", "lines_en": "1"}, False),
        ({"date": "2026-02-07"}, False),
        ({"date": "2026-02"}, True),
        ({"date": "2025-07", "lines_vi": "", "lines_en": "8"}, True),
        ({"date": "2025-07-01", "lines_vi": "", "lines_en": "8"}, False),
        ({"date": "2025-04-10", "lines_vi": "9"}, False),
        ({"date": "2025-04-10", "lines_vi": "9", "date_basis": "year_inferred"}, True),
        ({"date": "2025-04-11", "lines_vi": "9", "date_basis": "year_inferred"}, False),
        ({"date": "2025-04-11", "lines_vi": "9", "date_basis": "inferred"}, True),
    ],
    ids=str,
)
def test_the_lines_of_an_event_name_its_date_unless_it_is_inferred(bench: Bench, change: Cells, named: bool) -> None:
    bench.event |= change
    assert bench.found() == ([] if named else [("date-absent", 2, "date", "")])


def run(root: Path, texts: Path, *options: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["--root", str(root), "verify", "--texts", str(texts), *options])
    return result.exit_code, result.output


def test_the_command_tells_problems_and_ends_with_one(bench: Bench) -> None:
    assert bench.found() == []
    assert run(bench.root, bench.texts, "--no-coverage") == (0, "Every record is borne out by its source.\n")
    bench.turnover["line_vi"] = "9"
    assert bench.problems()
    assert run(bench.root, bench.texts) == (
        1,
        "datasets/contributions/one/observations.csv:2: line_vi: «41.710,4 triệu USD» does not stand on line 9; "
        "it stands on line 4 [printed-absent]\n1 problem(s) in 1 file(s).\n",
    )


def test_the_real_sources_bear_out_the_real_records() -> None:
    texts = os.environ.get("TIMELINE_TEXTS")
    if not texts:
        pytest.skip("NOT RUN: the source texts are not public; name their folder in TIMELINE_TEXTS")
    assert run(ROOT, Path(texts)) == (0, "Every record is borne out by its source.\n")
