"""`load(as_of=…)`: from a published package what `timeline as-of` works out from the contributions."""

from datetime import date
from pathlib import Path

import pytest
from packages import resource, write_package

import timeline
from timeline.build import make, observations_as_of
from timeline.layout import Layout
from timeline.validate import read_collection

REAL = Path(__file__).parents[2]
DATES = ("2005", "2023-05-30", "2023-05-31", "2025-08", "2025-12-31", "2026", "9999")


@pytest.mark.parametrize("day", DATES)
def test_observations_are_those_that_the_contributions_give(day: str) -> None:
    loaded = timeline.load("observations", REAL, as_of=day)
    wanted = observations_as_of(read_collection(Layout(REAL)), day)
    exact = {"observation_id": wanted["observation_id"].to_list(), "event_id": wanted["event_id"].to_list()}
    assert {name: loaded[name].to_list() for name in exact} == exact
    assert loaded["latest"].to_list() == [text == "true" for text in wanted["latest"]]
    assert loaded.schema == timeline.load("observations", REAL).schema


def test_an_event_that_was_told_later_is_not_known_yet(collection: Path) -> None:
    assert make(Layout(collection))[0] == []
    whole = timeline.load("observations", collection)
    for day in ("2025", "2026-03", "2027"):
        then = timeline.load("observations", collection, as_of=day)
        assert (
            then["event_id"].to_list()
            == observations_as_of(read_collection(Layout(collection)), day)["event_id"].to_list()
        )
    assert whole["event_id"].drop_nulls().len()


def test_sources_and_their_tellings_are_those_issued_by_then() -> None:
    sources = timeline.load("sources", REAL, as_of=date(2025, 12, 31))["source_id"].to_list()
    assert sources == [name for name in timeline.load("sources", REAL)["source_id"] if name != "lsfa-2026-03"]
    told = timeline.load("event_sources", REAL, as_of="2025", as_="pandas")
    assert set(told["source_id"]) == set(sources)


@pytest.mark.parametrize("day", ["", "now", "2025/2026", "31/8/2025"])
def test_a_bad_date_says_what_to_write(day: str) -> None:
    with pytest.raises(ValueError, match="write 2025-08-31, 2025-08 or 2025"):
        timeline.load("observations", REAL, as_of=day)


def test_a_table_whose_rows_are_of_all_sources_is_refused() -> None:
    with pytest.raises(timeline.LoadError, match=r"^events cannot be told as of a date, only observations, sources"):
        timeline.load("events", REAL, as_of="2025")
    with pytest.raises(timeline.NotFoundError, match="has no evnts; write events"):
        timeline.load("evnts", REAL, as_of="2025")


@pytest.mark.parametrize(
    ("csv", "fields"),
    [("name\nx\n", ["name"]), ("issued\nyesterday\n", ["issued"])],
)
def test_a_package_that_does_not_tell_when_is_refused_in_one_line(tmp_path: Path, csv: str, fields: list[str]) -> None:
    schema = {"fields": [{"name": name, "type": "string"} for name in fields]}
    sources = resource(csv.encode(), schema=schema, name="sources")
    with pytest.raises(timeline.LoadError, match="sources cannot be told as of a date") as error:
        timeline.load("sources", write_package(tmp_path, csv, [sources]), as_of="2025")
    assert "\n" not in str(error.value)
