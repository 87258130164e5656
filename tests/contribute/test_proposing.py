"""Candidates beside a contribution, less what is decided; and all of them in a folder of their own."""

import json
from pathlib import Path

import pytest
from proposed import EVENT, FIGURE, PASSAGES, Reader
from tables import csv_text, read

from timeline.columns import names
from timeline.contribute import UnusableSourceError, propose_aside, propose_into
from timeline.contribute.proposing import Tally, told_issue
from timeline.layout import Layout
from timeline.records import Event, Observation
from timeline.starter import starter_codelists
from timeline.validate.candidates import candidate_columns

TWO = "datasets/contributions/two"
PASSAGES_OF_TWO = ".timeline/candidates/two.json"


@pytest.fixture
def layout(collection: Path) -> Layout:
    return Layout(collection)


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "two.txt"
    path.write_text("Một dòng.\n", encoding="utf-8", newline="\n")
    return path


def test_candidates_are_written_in_their_columns_in_order(layout: Layout, text: Path, reader: Reader) -> None:
    later = EVENT | {"date": "2026-06-01", "candidate": "later", "lines_vi": "50"}
    before = FIGURE | {"line_vi": "3", "candidate": "before", "obs_value": "4", "printed_vi": "4\u00a0km  đường"}
    reader.events, reader.figures = [later, dict(EVENT)], [dict(FIGURE), before]
    tallies, problems = propose_into(layout, "two", text)
    assert problems == []
    assert tallies == {Event: Tally(2, 0, 0), Observation: Tally(2, 0, 0)}
    events = layout.root / TWO / "candidates" / "events.csv"
    assert events.read_text(encoding="utf-8").split("\n")[0] == ",".join(candidate_columns(Event))
    assert [row["candidate"] for row in read(events)] == [EVENT["candidate"], "later"]
    figures = read(layout.root / TWO / "candidates" / "observations.csv")
    assert [(row["candidate"], row["printed_vi"]) for row in figures] == [
        ("before", "4 km đường"),
        (FIGURE["candidate"], "12,5 km"),
    ]
    assert json.loads((layout.root / PASSAGES_OF_TWO).read_text(encoding="utf-8")) == PASSAGES


def test_what_is_decided_is_left_out_and_counted(layout: Layout, text: Path, reader: Reader) -> None:
    figures = [
        FIGURE | {"candidate": "told", "obs_value": "41.8", "unit_mult": "9", "line_vi": "40"},
        FIGURE | {"candidate": "phone", "printed_vi": "0123 456 789", "line_vi": "60", "line_en": ""},
    ]
    reader.figures += figures
    path = layout.root / TWO / "rejected.csv"
    row = {"kind": "observation", "lines_vi": "59-61", "lines_en": "", "printed": "0123 456 789", "reason": "phone"}
    path.write_text(csv_text([*row, "note"], [row]), encoding="utf-8", newline="\n")
    assert propose_into(layout, "two", text)[0][Observation] == Tally(3, 1, 1)
    left = read(layout.root / TWO / "candidates" / "observations.csv")
    assert [row["candidate"] for row in left] == [FIGURE["candidate"]]


def test_nothing_is_left_of_candidates_once_all_is_decided(layout: Layout, text: Path, reader: Reader) -> None:
    propose_into(layout, "two", text)
    assert (layout.root / TWO / "candidates").is_dir()
    reader.figures = []
    propose_into(layout, "two", text)
    assert [path.name for path in (layout.root / TWO / "candidates").iterdir()] == ["events.csv"]
    reader.events = []
    tallies, _ = propose_into(layout, "two", text)
    assert tallies[Event].left == 0
    assert not (layout.root / TWO / "candidates").exists()
    assert not (layout.root / PASSAGES_OF_TWO).exists()
    assert (layout.root / TWO / "events.csv").exists()


def test_the_same_document_gives_the_same_bytes(layout: Layout, text: Path, reader: Reader) -> None:
    def written() -> dict[str, bytes]:
        propose_into(layout, "two", text)
        files = [*(layout.root / TWO / "candidates").iterdir(), layout.root / PASSAGES_OF_TWO]
        return {path.name: path.read_bytes() for path in files}

    assert written() == written()


def test_what_cannot_be_read_as_a_table_is_told_and_nothing_is_written(
    layout: Layout, text: Path, reader: Reader
) -> None:
    path = layout.root / TWO / "events.csv"
    path.write_text("event_id;date\n", encoding="utf-8", newline="\n")
    tallies, problems = propose_into(layout, "two", text)
    assert (tallies, [problem.path for problem in problems]) == ({}, [f"{TWO}/events.csv"])
    assert not (layout.root / TWO / "candidates").exists()
    assert reader.calls == []


def test_a_folder_just_started_will_do(layout: Layout, text: Path, reader: Reader) -> None:
    folder = layout.contributions / "three"
    folder.mkdir()
    (folder / "source.toml").write_text('source_id = "three"\nissued = ""\n', encoding="utf-8", newline="\n")
    header = ",".join(names(Event))
    (folder / "events.csv").write_text(f"{header}\n", encoding="utf-8", newline="\n")
    assert propose_into(layout, "three", text)[0][Event] == Tally(1, 0, 0)
    assert reader.calls[0][3] == ""


@pytest.mark.parametrize("name", ["three", "../two", "Two", "", "."])
def test_the_folder_must_be_there(layout: Layout, text: Path, reader: Reader, name: str) -> None:
    with pytest.raises(UnusableSourceError, match="timeline new"):
        propose_into(layout, name, text)


@pytest.mark.parametrize(
    ("toml", "issued"),
    [
        ('issued = "2026-06"', "2026-06"),
        ('issued = ""', ""),
        ('issued = "6/2026"', ""),
        ("issued = 2026", ""),
        ("issued = ", ""),
        ("", ""),
    ],
)
def test_the_date_of_issue_is_taken_where_it_is_one(tmp_path: Path, toml: str, issued: str) -> None:
    (tmp_path / "source.toml").write_text(toml, encoding="utf-8", newline="\n")
    assert told_issue(tmp_path) == issued
    assert told_issue(tmp_path / "nowhere") == ""


def test_the_date_of_issue_given_counts_before_the_one_recorded(layout: Layout, text: Path, reader: Reader) -> None:
    propose_into(layout, "two", text)
    propose_into(layout, "two", text, "2026-07")
    assert [issued for *_, issued in reader.calls] == ["2026-06", "2026-07"]


def test_all_candidates_go_into_a_folder_without_a_collection(tmp_path: Path, text: Path, reader: Reader) -> None:
    out = tmp_path / "deep" / "out"
    assert propose_aside(out, None, "nine", text, "2026") == {Event: Tally(1, 0, 0), Observation: Tally(1, 0, 0)}
    assert sorted(path.name for path in out.iterdir()) == ["events.csv", "observations.csv"]
    assert read(out / "events.csv") == [EVENT]
    assert read(out / "observations.csv") == [FIGURE]
    assert reader.calls[0][1:] == (starter_codelists(), "nine", "2026")


def test_a_folder_gets_what_is_decided_too_and_the_codelists_around(
    layout: Layout, tmp_path: Path, text: Path, reader: Reader
) -> None:
    reader.figures = [FIGURE | {"obs_value": "41.8", "unit_mult": "9", "line_vi": "40"}]
    propose_aside(tmp_path / "out", layout, "two", text)
    assert len(read(tmp_path / "out" / "observations.csv")) == 1
    _, codelists, _, issued = reader.calls[0]
    assert codelists.knows("places", "vale")
    assert issued == "2026-06"
    assert not (layout.root / TWO / "candidates").exists()


def test_a_name_that_is_no_id_is_refused(tmp_path: Path, text: Path, reader: Reader) -> None:
    with pytest.raises(UnusableSourceError, match="is no id"):
        propose_aside(tmp_path / "out", None, "No Id", text)
    assert not (tmp_path / "out").exists()
