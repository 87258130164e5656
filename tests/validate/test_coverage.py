"""Which candidates count as decided, by rows of the contribution; and what of a text nobody has decided."""

import hashlib
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from proposed import EVENT, FIGURE, Reader
from tables import csv_text, read

from timeline.cli import main
from timeline.layout import Layout
from timeline.records import Event, Observation, Rejection
from timeline.validate import Decided, Decision, decided, read_collection, uncovered
from timeline.validate.candidates import candidate_columns
from timeline.validate.coverage import (
    dates_agree,
    event_covers,
    event_lists,
    event_rejects,
    figure_covers,
    figure_lists,
    figure_rejects,
)
from timeline.validate.ledger import UNCOVERED_FROM

Cells = dict[str, str]
TOLD = {name: FIGURE[name] for name in FIGURE if name not in {"label", "score", "candidate", "conflict"}}
REJECTED = {"kind": "observation", "lines_vi": "20-30", "lines_en": "", "printed": "12,5", "reason": "name", "note": ""}
DECLINED = REJECTED | {"kind": "event", "printed": "tháng trước"}


@pytest.mark.parametrize(
    ("changes", "covers"),
    [
        ({}, True),
        ({"obs_value": "-12.5"}, True),
        ({"obs_value": "0.0125", "unit_mult": "3"}, True),
        ({"obs_value": "12.50"}, True),
        ({"line_vi": "26", "line_en": ""}, True),
        ({"line_vi": "28", "line_en": ""}, True),
        ({"line_vi": "25", "line_en": ""}, False),
        ({"line_vi": "29", "line_en": ""}, False),
        ({"line_vi": "", "line_en": "37"}, True),
        ({"line_vi": "", "line_en": "27"}, False),
        ({"obs_value": "8", "obs_value_high": "12.5", "printed_vi": "", "printed_en": ""}, True),
        ({"obs_value": "3", "out_of": "12.5", "printed_vi": "", "printed_en": ""}, True),
        ({"obs_value": "12.6", "printed_vi": "12,6 km", "printed_en": "12.6 km"}, False),
        ({"obs_value": "12500", "printed_vi": "đường dài 12,5 km"}, True),
        ({"obs_value": "125", "printed_vi": "125 km", "printed_en": "125 km"}, False),
        ({"obs_value": "12,5", "printed_vi": "", "printed_en": ""}, False),
        ({"unit_mult": "many", "printed_vi": "", "printed_en": ""}, False),
        ({"line_vi": "27-28", "line_en": "x"}, False),
        ({"line_vi": "²", "line_en": "9" * 40}, False),
    ],
    ids=str,
)
def test_when_an_observation_has_a_candidate_figure(changes: Cells, covers: bool) -> None:
    assert figure_covers(TOLD | changes, FIGURE) == covers
    kind = Decision.CONTRIBUTED if covers else None
    assert Decided(observations=[TOLD | changes]).decision(Observation, FIGURE) == kind


def test_a_figure_in_words_is_covered_by_the_same_words() -> None:
    words = {"obs_value": "2", "unit_measure": "1", "printed_vi": "Bốn  cây cầu", "printed_en": ""}
    candidate = FIGURE | {"obs_value": "4", "printed_vi": "bốn cây cầu", "printed_en": "", "line_en": ""}
    assert figure_covers(TOLD | words, candidate)
    assert figure_covers(TOLD | words | {"printed_vi": "bốn"}, candidate)
    assert not figure_covers(TOLD | words | {"printed_vi": "bốn mươi"}, candidate)
    assert not figure_covers(TOLD | words | {"printed_vi": ""}, candidate)


@pytest.mark.parametrize(
    ("changes", "rejects"),
    [
        ({}, True),
        ({"printed": ""}, True),
        ({"printed": "12.5 km road"}, True),
        ({"printed": "12 or 13"}, False),
        ({"printed": "road"}, False),
        ({"lines_vi": "1;27"}, True),
        ({"lines_vi": "28-30"}, False),
        ({"lines_vi": "", "lines_en": "36"}, True),
        ({"lines_vi": "", "lines_en": "27"}, False),
        ({"lines_vi": "27-Oct"}, False),
        ({"kind": "event"}, False),
    ],
    ids=str,
)
def test_when_a_row_rejects_a_candidate_figure(changes: Cells, rejects: bool) -> None:
    assert figure_rejects(REJECTED | changes, FIGURE) == rejects
    kind = Decision.REJECTED if rejects else None
    assert Decided(rejected=[REJECTED | changes]).decision(Observation, FIGURE) == kind


@pytest.mark.parametrize(
    ("changes", "covers"),
    [
        ({}, True),
        ({"lines_vi": "1;26-40", "lines_en": ""}, True),
        ({"lines_vi": "24", "lines_en": "35"}, True),
        ({"lines_vi": "24", "lines_en": "36"}, False),
        ({"lines_vi": "35", "lines_en": "25"}, False),
        ({"date": "2026"}, True),
        ({"date": "2026-05"}, True),
        ({"date": "2026-05-20/2026-05-23"}, True),
        ({"date": "2025/.."}, True),
        ({"date": "2026-05-22"}, False),
        ({"date": "../2026-05-20"}, False),
        ({"date": "21/5/2026"}, False),
    ],
    ids=str,
)
def test_when_an_event_is_a_candidate_event(changes: Cells, covers: bool) -> None:
    assert event_covers(EVENT | changes, EVENT) == covers
    assert Decided(events=[EVENT | changes]).decision(Event, EVENT) == (Decision.CONTRIBUTED if covers else None)


@pytest.mark.parametrize(
    ("changes", "rejects"),
    [
        ({}, True),
        ({"printed": "2026-05-21"}, True),
        ({"printed": "2026-05"}, True),
        ({"printed": "2026-05-22"}, False),
        ({"lines_vi": "27-30"}, False),
        ({"lines_vi": "", "lines_en": "35"}, True),
        ({"kind": "observation"}, False),
    ],
    ids=str,
)
def test_when_a_row_rejects_a_candidate_event(changes: Cells, rejects: bool) -> None:
    assert event_rejects(DECLINED | changes, EVENT) == rejects


@pytest.mark.parametrize(
    ("changes", "lists"),
    [
        ({}, True),
        ({"line": "26"}, True),
        ({"line": "37"}, True),
        ({"line": "30"}, False),
        ({"line": ""}, False),
        ({"reading": "12.5"}, True),
        ({"reading": "12,6 km"}, False),
    ],
    ids=str,
)
def test_when_a_conflict_lists_a_candidate_figure(changes: Cells, lists: bool) -> None:
    conflict = {"record_id": "two-road", "column": "obs_value", "line": "27", "reading": "12,5 km"} | changes
    assert figure_lists(conflict, FIGURE) == lists
    assert Decided(conflicts=[conflict]).decision(Observation, FIGURE) == (Decision.CONTRIBUTED if lists else None)


@pytest.mark.parametrize(
    ("changes", "lists"),
    [
        ({}, True),
        ({"line": "26", "reading": "2026-05"}, True),
        ({"line": "36"}, False),
        ({"line": "line 35"}, False),
        ({"reading": "2026-05-22"}, False),
        ({"reading": "in May"}, False),
        ({"column": "in_force"}, False),
    ],
    ids=str,
)
def test_when_a_conflict_lists_the_date_of_a_candidate_event(changes: Cells, lists: bool) -> None:
    conflict = {"record_id": "2026-council", "column": "date", "line": "35", "reading": "2026-05-21"} | changes
    assert event_lists(conflict, EVENT) == lists
    assert Decided(conflicts=[conflict]).decision(Event, EVENT) == (Decision.CONTRIBUTED if lists else None)


def test_dates_agree_either_way_round() -> None:
    for one, other in (("2025", "2025-07-01"), ("2025-06/2025-08", "2025-07"), ("[2025..2026]", "2026-01-01")):
        assert dates_agree(one, other)
        assert dates_agree(other, one)
    assert not dates_agree("2025", "")


def test_what_is_decided_is_read_of_one_source(collection: Path) -> None:
    rows = decided(read_collection(Layout(collection)), "one")
    assert (len(rows.events), len(rows.observations), len(rows.rejected)) == (5, 8, 2)
    assert {row["kind"] for row in rows.rejected} == {"observation", "event"}
    assert set(rows.rejected[0]) == set(Rejection.model_fields)


@pytest.fixture
def texts(collection: Path) -> Path:
    """The folder of the text of `two`, whose checksum is recorded; of `one` there is nothing to tell."""
    shutil.rmtree(collection / "datasets" / "contributions" / "one")
    for name in ("events.csv", "observations.csv", "conflicts.csv"):
        (collection / "datasets" / "contributions" / "two" / name).unlink()
    folder = collection.parent / "texts"
    folder.mkdir()
    data = ("\n" * 79 + "Hết.").encode()
    (folder / "two.txt").write_bytes(data)
    source = collection / "datasets" / "contributions" / "two" / "source.toml"
    digest = hashlib.sha256(data).hexdigest()
    source.write_text(re.sub("2{64}", digest, source.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    return folder


def verify(root: Path, texts: Path, *options: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["--root", str(root), "verify", "--texts", str(texts), *options])
    return result.exit_code, result.output


def test_verifying_names_what_nobody_has_decided(collection: Path, texts: Path, reader: Reader) -> None:
    weak = FIGURE | {"score": str(UNCOVERED_FROM - 0.01), "printed_vi": "7"}
    reader.figures.append(weak)
    assert verify(collection, texts) == (
        1,
        "two.txt:25: «2026-05-21» (score 0.87) is told here, and no record, rejection or candidate of two covers it; "
        "contribute it, or add it to rejected.csv; `timeline propose two two.txt` and `timeline review two` help "
        "[uncovered]\n"
        "two.txt:27: «12,5 km» (score 0.90) is told here, and no record, rejection or candidate of two covers it; "
        "contribute it, or add it to rejected.csv; `timeline propose two two.txt` and `timeline review two` help "
        "[uncovered]\n"
        "2 problem(s) in 1 file(s).\n",
    )
    assert "chưa có bản ghi" in verify(collection, texts, "--lang", "vi")[1]
    (_, codelists, source, issued), *_ = reader.calls
    assert (source, issued) == ("two", "2026-06")
    assert codelists.knows("indicators", "road-length")


def test_verifying_without_coverage_reads_no_proposal(collection: Path, texts: Path, reader: Reader) -> None:
    assert verify(collection, texts, "--no-coverage") == (0, "Every record is borne out by its source.\n")
    assert reader.calls == []


def test_verifying_is_content_once_all_is_decided(collection: Path, texts: Path, reader: Reader) -> None:
    rows = [DECLINED, REJECTED]
    path = collection / "datasets" / "contributions" / "two" / "rejected.csv"
    path.write_text(csv_text(list(REJECTED), rows), encoding="utf-8", newline="\n")
    codes = collection / "datasets" / "codelists" / "rejection_reasons.csv"
    code = read(codes)[0]["code"]
    path.write_text(csv_text(list(REJECTED), [row | {"reason": code} for row in rows]), encoding="utf-8", newline="\n")
    assert verify(collection, texts) == (0, "Every record is borne out by its source.\n")
    assert reader.calls


def test_candidates_that_wait_cover_too(collection: Path, texts: Path, reader: Reader) -> None:
    folder = collection / "datasets" / "contributions" / "two" / "candidates"
    folder.mkdir()
    (folder / "events.csv").write_text(csv_text(candidate_columns(Event), [EVENT]), encoding="utf-8", newline="\n")
    problems = uncovered(read_collection(Layout(collection)), texts)
    assert [(each.path, each.line, each.facts["text"]) for each in problems] == [("two.txt", 27, "12,5 km")]
    (texts / "two.txt").unlink()
    assert uncovered(read_collection(Layout(collection)), texts) == [], "verify tells that the text is missing"
