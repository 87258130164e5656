"""What several sources tell of one event, merged into one."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from timeline.build.events import DATE_CLASH, TELLING_CLASH, Merged, agrees, merged_events
from timeline.build.tables import frames
from timeline.columns import fields
from timeline.layout import Layout
from timeline.records import Event
from timeline.validate import read_collection, validate

ISSUED = {"one": "2026-03", "two": "2026-06", "three": "2026-09"}
TITLED = {"title_en": "Forum", "title_vi": "Diễn đàn", "event_kind": "fair"}
USUAL = {
    "event_id": "2026-forum",
    "date": "2026-02-06",
    "date_basis": "stated",
    "event_status": "occurred",
    "told": "mention",
    "lines_vi": "1",
}

Cells = dict[str, str]
Tellings = dict[str, Cells]


def write(path: Path, rows: Sequence[Cells]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [column.name for column in fields(Event)], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def tell(root: Path, tellings: Tellings) -> None:
    """Replace the sources of a collection by those named, each with one row."""
    model = root / "datasets" / "contributions" / "one" / "source.toml"
    toml = "\n".join(line for line in model.read_text(encoding="utf-8").split("\n") if "expected" not in line)
    for source in ("one", "two"):
        for path in (model.parent.parent / source).iterdir():
            path.unlink()
        (model.parent.parent / source).rmdir()
    for source, cells in tellings.items():
        folder = model.parent.parent / source
        folder.mkdir()
        told = toml.replace('"one"', f'"{source}"').replace('"2026-03"', f'"{ISSUED[source]}"')
        (folder / "source.toml").write_text(told, encoding="utf-8", newline="\n")
        write(folder / "events.csv", [USUAL | cells])


def merged(root: Path, tellings: Tellings) -> Merged:
    tell(root, tellings)
    collection = read_collection(Layout(root))
    assert [problem.text() for problem in validate(collection)] == []
    (event,) = merged_events(collection)
    return event


@pytest.mark.parametrize(
    ("one", "two", "told"),
    [
        ("2026-02", "2026-02-06", "2026-02-06"),
        ("2026-02-06", "2026-02", "2026-02-06"),
        ("2026", "2026-02", "2026-02"),
        ("202X", "2026-02-06", "2026-02-06"),
        ("2026-02", "[2026-02-04..2026-02-08]", "[2026-02-04..2026-02-08]"),
        ("2026-02-06", "2026-02-06", "2026-02-06"),
        ("2026-02", "2026-02-06/2026-02-16", "2026-02-06/2026-02-16"),
        ("2026-01/2026-12", "2026", "2026-01/2026-12"),
        ("2026-02-06~", "2026-02-06", "2026-02-06"),
        ("2026-02-06", "2026-02-06?", "2026-02-06"),
        ("2026-02-06%", "2026-02", "2026-02-06%"),
        ("2026-02-06~/2026-02-16", "2026-02-06/2026-02-16", "2026-02-06/2026-02-16"),
    ],
)
def test_the_most_precise_date_is_published_where_they_nest(collection: Path, one: str, two: str, told: str) -> None:
    event = merged(collection, {"one": TITLED | {"date": one}, "two": {"date": two}})
    assert event.cells["date"] == told
    assert event.conflicts == ()


def test_the_basis_comes_with_the_date_and_the_bounds_from_it(collection: Path) -> None:
    two = {"date": "2026-02-06", "date_basis": "year_inferred"}
    event = merged(collection, {"one": TITLED | {"date": "2026-02"}, "two": two})
    told = {name: event.cells[name] for name in ("date_basis", "date_start", "date_end", "date_precision")}
    assert told == {
        "date_basis": "year_inferred",
        "date_start": "2026-02-06",
        "date_end": "2026-02-06",
        "date_precision": "day",
    }


@pytest.mark.parametrize(
    ("dates", "titled"),
    [
        ({"one": "2026-02-06", "two": "2026-02-07"}, "one"),
        ({"one": "2026-02-06", "two": "2026-02-07"}, "two"),
        ({"one": "2026-02", "two": "2026-02-06", "three": "2026-02-07"}, "one"),
        ({"one": "2026-02-01/2026-02-06", "two": "2026-02-05/2026-02-10"}, "two"),
        ({"one": "2026-02-06/2026-02-16", "two": "2026-02-06"}, "one"),
        ({"one": "2026-02-06/2026-02-16", "two": "2026-02-06"}, "two"),
        ({"one": "2026-02-06/2026-02-16", "two": "2026-02-07/2026-02-08", "three": "2026-02"}, "one"),
        ({"one": "2026-02-06/..", "two": "2026-02-06/2026-02-16"}, "two"),
        ({"one": "2026-02-06/2026-02-16", "two": "[2026-02-07..2026-02-08]"}, "one"),
    ],
)
def test_where_dates_clash_the_row_with_the_titles_holds(collection: Path, dates: Cells, titled: str) -> None:
    tellings = {source: {"date": date, "lines_vi": f"{3 + len(source)}-9;20"} for source, date in dates.items()}
    tellings[titled] |= TITLED
    event = merged(collection, tellings)
    assert event.cells["date"] == dates[titled]
    rows = {row["source_id"]: row for row in event.conflicts}
    assert set(rows) == set(dates)
    for source, row in rows.items():
        assert row["found_by"] == DATE_CLASH == "date-clash"
        assert (row["record_id"], row["column"], row["line"]) == ("2026-forum", "date", str(3 + len(source)))
        assert (row["reading"], row["taken"]) == (dates[source], dates[titled])
        assert row["reason_en"] != row["reason_vi"]
        assert dates[titled] in row["reason_en"]


@pytest.mark.parametrize(
    ("fine", "coarse", "answer"),
    [
        ("2026-02-06", "[2026-02-04..2026-02-08]", True),
        ("2026-02-06/2026-02-07", "[2026-02-04..2026-02-08]", True),
        ("2026-02-06", "2026-02-06/2026-02-16", False),
        ("2026", "2026-01/2026-12", False),
        ("2026-02-06/2026-02-16", "2026-02-06/2026-02-16?", True),
        ("2026-02", "2026-02-06", False),
        ("2026-02-06", "20XX", True),
    ],
)
def test_a_date_agrees_with_a_vaguer_one_never_with_a_span_that_lasted(fine: str, coarse: str, answer: bool) -> None:
    assert agrees(fine, coarse) is answer


@pytest.mark.parametrize(
    ("column", "one", "two", "three"),
    [
        ("event_kind", "fair", "agreement", ""),
        ("event_series", "spring-fair:3", "spring-fair:2", "spring-fair:3"),
        ("in_force", "2026-02-06/..", "2026-02-06/2028", ""),
    ],
)
def test_other_clashes_are_listed_too(collection: Path, column: str, one: str, two: str, three: str) -> None:
    tellings = {"one": {column: one}, "two": TITLED | {column: two}, "three": {column: three}}
    event = merged(collection, tellings)
    assert event.cells[column] == two
    rows = {row["source_id"]: row for row in event.conflicts}
    assert {source: row["reading"] for source, row in rows.items()} == {
        source: cells[column] for source, cells in tellings.items() if cells[column]
    }
    for row in rows.values():
        assert (row["column"], row["taken"], row["found_by"]) == (column, two, TELLING_CLASH)
        assert row["reason_en"].startswith(f"sources disagree on {column}: {row['reading']} here, {two} in two")
        assert column in row["reason_vi"]


def test_tellings_that_say_nothing_or_the_same_do_not_clash(collection: Path) -> None:
    one = {"event_series": "spring-fair:3", "in_force": "2026-02-06/.."}
    two = TITLED | {"in_force": "2026-02-06/.."}
    assert merged(collection, {"one": one, "two": two}).conflicts == ()


def test_a_reading_that_a_reader_listed_is_published_once(collection: Path) -> None:
    tell(collection, {"one": TITLED, "two": {"date": "2026-02-07", "lines_vi": "12"}})
    text = "record_id,column,line,reading,taken,reason_en,reason_vi\n"
    text += "2026-forum,date,12,2026-02-07,2026-02-06,Told wrongly.,Nêu sai.\n"
    path = collection / "datasets" / "contributions" / "two" / "conflicts.csv"
    path.write_text(text, encoding="utf-8", newline="\n")
    read = read_collection(Layout(collection))
    assert validate(read) == []
    table = frames(read, merged_events(read))["conflicts"]
    assert table.select("source_id", "line", "reading", "found_by").rows() == [
        ("one", "1", "2026-02-06", "date-clash"),
        ("two", "12", "2026-02-07", "reader"),
    ]


def test_clashes_are_published_with_the_conflicts_that_people_found(collection: Path) -> None:
    tell(collection, {"one": TITLED, "two": {"date": "2026-02-07", "lines_vi": "", "lines_en": "12;14"}})
    header = "record_id,column,line,reading,taken,reason_en,reason_vi"
    row = "2026-forum,title_en,3,Fora,Forum,Misprint.,Lỗi in."
    path = collection / "datasets" / "contributions" / "one" / "conflicts.csv"
    path.write_text(f"{header}\n{row}\n", encoding="utf-8", newline="\n")
    read = read_collection(Layout(collection))
    assert validate(read) == []
    table = frames(read, merged_events(read))["conflicts"]
    assert table.select("column", "source_id", "line", "reading", "taken", "found_by").rows() == [
        ("date", "one", "1", "2026-02-06", "2026-02-06", "date-clash"),
        ("date", "two", "12", "2026-02-07", "2026-02-06", "date-clash"),
        ("title_en", "one", "3", "Fora", "Forum", "reader"),
    ]


@pytest.mark.parametrize("titled", ["one", "two"])
def test_the_newest_source_gives_the_status(collection: Path, titled: str) -> None:
    tellings: Tellings = {
        "two": {"event_status": "occurred", "date": "2026-05-06"},
        "one": {"event_status": "planned", "date": "2026-05-06"},
    }
    tellings[titled] |= TITLED
    event = merged(collection, tellings)
    assert event.cells["event_status"] == "occurred"
    assert [telling.source_id for telling in event.tellings] == ["one", "two"]
    assert [telling.cells["event_status"] for telling in event.tellings] == ["planned", "occurred"]


def test_a_later_cancellation_holds_however_the_folders_are_named(collection: Path) -> None:
    tellings: Tellings = {
        "two": TITLED | {"event_status": "planned", "date": "2027"},
        "three": {"event_status": "cancelled", "date": "2027"},
    }
    assert merged(collection, tellings).cells["event_status"] == "cancelled"


def test_places_and_actors_are_those_of_all_sources_each_once(collection: Path) -> None:
    one = {"places": "vale", "actors": "vale-council"}
    two = TITLED | {"places": "HL;vale", "actors": "trade-office:host;vale-council"}
    event = merged(collection, {"one": one, "two": two})
    assert event.cells["places"] == "HL;vale"
    assert event.cells["actors"] == "trade-office:host;vale-council"


@pytest.mark.parametrize(
    ("one", "two", "told"),
    [
        ("vale-council", "vale-council:participant", "vale-council:participant"),
        ("vale-council", "vale-council:host", "vale-council:host"),
        ("vale-council:host", "vale-council", "vale-council:host"),
        ("vale-council:participant", "vale-council:host", "vale-council:participant;vale-council:host"),
        ("vale-council", "road-board@vale-council:host", "vale-council;road-board@vale-council:host"),
    ],
)
def test_who_acts_in_a_role_is_published_once(collection: Path, one: str, two: str, told: str) -> None:
    tell(collection, {"one": TITLED | {"actors": one}, "two": {"actors": two}})
    read = read_collection(Layout(collection))
    (event,) = merged_events(read)
    assert event.cells["actors"] == told
    links = frames(read, [event])["event_actors"].rows()
    assert len(links) == len(set(links)) == told.count(";") + 1


def test_links_spell_out_who_acts_for_whom(collection: Path) -> None:
    actors = "road-board@vale-council:host;vale-council"
    tell(collection, {"one": TITLED | {"actors": actors, "places": "vale;HL"}})
    read = read_collection(Layout(collection))
    tables = frames(read, merged_events(read))
    assert tables["event_actors"].rows() == [
        ("2026-forum", "road-board", "vale-council", "host"),
        ("2026-forum", "vale-council", None, "participant"),
    ]
    assert tables["event_places"].rows() == [("2026-forum", "HL"), ("2026-forum", "vale")]


def test_an_empty_cell_says_nothing_and_the_titled_row_speaks_first(collection: Path) -> None:
    one = {"note": "From the first.", "event_series": "spring-fair:3", "told": "lead"}
    two = TITLED | {"note": "From the second."}
    event = merged(collection, {"one": one, "two": two})
    assert event.cells["note"] == "From the second."
    assert event.cells["event_series"] == "spring-fair:3"
    assert event.cells["told"] == "lead"


def test_events_come_in_order_of_time_then_of_id(collection: Path) -> None:
    tell(collection, {"one": TITLED})
    dates = {"c": "2026-02-06", "b": "2026-02-06", "d": "2026-02", "a": "2026-02-07", "e": "../2026-03"}
    rows = [USUAL | TITLED | {"event_id": event, "date": date} for event, date in dates.items()]
    write(collection / "datasets" / "contributions" / "one" / "events.csv", rows)
    events = merged_events(read_collection(Layout(collection)))
    assert [event.cells["event_id"] for event in events] == ["e", "d", "b", "c", "a"]
