"""timeline.json and timeline.csv: the same events in the same order, codes spelled out."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from timeline.build import make
from timeline.layout import Layout

Item = dict[str, Any]


def add_event(root: Path, event: str, date: str, actors: str = "", places: str = "HL") -> None:
    path = root / "datasets" / "contributions" / "two" / "events.csv"
    row = f"{event},{date},stated,ongoing,fair,Works {event},Công trình {event},{places},{actors},,,,lead,5,,\n"
    path.write_text(path.read_text(encoding="utf-8") + row, encoding="utf-8", newline="\n")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built collection that has open intervals, and an actor who acts for another; read only."""
    collection = tmp_path_factory.mktemp("timeline") / "collection"
    shutil.copytree(Path(__file__).parents[1] / "collection", collection)
    add_event(collection, "2020-open-end", "2020/..", "road-board@vale-council:host;trade-office", "HL;vale")
    add_event(collection, "2019-open-start", "../2019-05")
    assert make(Layout(collection))[0] == []
    return collection


def items(root: Path) -> list[Item]:
    told: list[Item] = json.loads((root / "datasets" / "timeline.json").read_text(encoding="utf-8"))
    return told


def rows(root: Path) -> list[dict[str, str]]:
    with (root / "datasets" / "timeline.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def schema(root: Path) -> Any:
    return json.loads((root / "schemas" / "timeline.schema.json").read_text(encoding="utf-8"))


def test_the_json_validates_under_its_schema(root: Path) -> None:
    told = schema(root)
    jsonschema.Draft202012Validator.check_schema(told)
    validator = jsonschema.Draft202012Validator(told, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in validator.iter_errors(items(root))] == []


@pytest.mark.parametrize(
    "change",
    [
        {"date_start": "soon"},
        {"date_start": 2026},
        {"event_id": None},
        {"places": "vale"},
        {"actors": [{"code": "a"}]},
        {"invented": "x"},
    ],
    ids=str,
)
def test_the_schema_refuses_what_is_wrong(root: Path, change: Item) -> None:
    validator = jsonschema.Draft202012Validator(schema(root), format_checker=jsonschema.FormatChecker())
    assert not validator.is_valid([items(root)[0] | change])


def test_json_and_csv_hold_the_same_events_in_the_same_order(root: Path) -> None:
    events, table = items(root), rows(root)
    assert [item["event_id"] for item in events] == [row["event_id"] for row in table]
    assert len(table) == 8
    for item, row in zip(events, table, strict=True):
        for name in (
            "date",
            "date_start",
            "date_end",
            "date_precision",
            "event_status",
            "title_en",
            "title_vi",
            "part_of",
        ):
            assert (item[name] or "") == row[name]
        for lang in ("en", "vi"):
            name = f"name_{lang}"
            assert item["kind"][name] == row[f"kind_{lang}"]
            assert "; ".join(place[name] for place in item["places"]) == row[f"places_{lang}"]
            assert "; ".join(dict.fromkeys(actor[name] for actor in item["actors"])) == row[f"actors_{lang}"]
            assert (item["series"] or {name: ""})[name] == row[f"series_{lang}"]
        assert str((item["series"] or {"edition": ""})["edition"]) == row["edition"]
        assert ";".join(telling["source_id"] for telling in item["sources"]) == row["sources"]


def test_events_stand_in_order_of_time(root: Path) -> None:
    starts = [item["date_start"] or "" for item in items(root)]
    assert starts == sorted(starts)


def test_open_ends_are_null_in_json_and_empty_in_csv(root: Path) -> None:
    by_id = {item["event_id"]: item for item in items(root)}
    ends = ("date_start", "date_end", "date_precision")
    assert [by_id["2020-open-end"][name] for name in ends] == ["2020-01-01", None, "year"]
    assert [by_id["2019-open-start"][name] for name in ends] == [None, "2019-05-31", "month"]
    table = {row["event_id"]: row for row in rows(root)}
    assert [table["2020-open-end"][name] for name in ends] == ["2020-01-01", "", "year"]
    assert [table["2019-open-start"][name] for name in ends] == ["", "2019-05-31", "month"]
    assert items(root)[0]["event_id"] == "2019-open-start", "what has no start comes first"


def test_who_acts_for_whom_is_spelled_out(root: Path) -> None:
    (item,) = [item for item in items(root) if item["event_id"] == "2020-open-end"]
    council = {"code": "vale-council", "name_en": "Vale Council", "name_vi": "Hội đồng Thung Lũng"}
    board = {"code": "road-board", "name_en": "Road Board", "name_vi": "Ban Đường bộ"}
    office = {"code": "trade-office", "name_en": "Trade Office", "name_vi": "Văn phòng Thương mại"}
    assert item["actors"] == [
        {**board, "role": "host", "on_behalf_of": council},
        {**office, "role": "participant", "on_behalf_of": None},
    ]


def test_each_source_of_an_event_tells_its_own_date_and_lines(root: Path) -> None:
    (fair,) = [item for item in items(root) if item["event_id"] == "2026-spring-fair"]
    assert fair["sources"] == [
        {"source_id": "one", "date": "2026-02-06", "told": "lead", "lines_vi": "9-10", "lines_en": "12-13;15"},
        {"source_id": "two", "date": "2026-02", "told": "mention", "lines_vi": "10", "lines_en": None},
    ]
    assert fair["series"] == {
        "code": "spring-fair",
        "name_en": "Spring Fair",
        "name_vi": "Hội chợ xuân",
        "edition": 3,
    }


def test_the_json_has_one_object_a_line(root: Path) -> None:
    lines = (root / "datasets" / "timeline.json").read_text(encoding="utf-8").split("\n")
    assert (lines[0], lines[-2:]) == ("[", ["]", ""])
    assert [json.loads(line.rstrip(",")) for line in lines[1:-2]] == items(root)
