"""Differences of whole packages: applied, undone, written as JSON and read back; reasons and levels."""

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from repositories import Repository, add, correct, remove

from timeline.release import Difference, Snapshot, apply, core, difference, now, undone
from timeline.release.delta import as_delta, read_delta
from timeline.release.report import as_markdown, as_text
from timeline.release.rows import Op, UnfitError
from timeline.release.snapshot import EMPTY, rendered, snapshot, tables
from timeline.released import HistoryError, Level, PackageError

EVENTS = "datasets/events.csv"
WORDS = st.sampled_from(["", "a", "b", "c", "Hội chợ", 'x,"y"', "2026"])


def package(repository: Repository, aside: Path) -> Snapshot:
    problems, made = now(repository.layout, aside)
    assert problems == []
    assert made
    return made


@pytest.fixture
def old(repository: Repository, tmp_path: Path) -> Snapshot:
    return package(repository, tmp_path / "old")


def both_ways(old: Snapshot, new: Snapshot) -> Difference:
    """The difference, which must lead there and back, as JSON too."""
    made = difference(old, new)
    assert read_delta(as_delta(made), "x") == made
    assert apply(made, old.files) == dict(sorted(new.files.items()))
    assert apply(undone(made), new.files) == dict(sorted(old.files.items()))
    assert undone(undone(made)) == made
    return made


def test_a_package_comes_from_nothing(old: Snapshot) -> None:
    made = both_ways(EMPTY, old)
    assert made.level is Level.MINOR
    assert {table.resource for table in made.tables} == set(tables(old))
    assert both_ways(old, old).level is Level.NONE


def test_a_value_corrected_is_a_patch(repository: Repository, old: Snapshot, tmp_path: Path) -> None:
    correct(repository)
    made = both_ways(old, package(repository, tmp_path / "new"))
    assert made.level is Level.PATCH
    assert [table.resource for table in made.tables] == ["events", "timeline"]
    (change,) = made.tables[0].rows
    assert (change.key, change.cells) == (
        {"event_id": "2026-vale-road"},
        {"title_en": ("Vale road opened", "Vale road ready")},
    )
    assert change.reason == "corrected"
    assert [change.path for change in made.data_files] == ["datasets/timeline.json"]


def test_a_row_added_is_a_minor_version(repository: Repository, old: Snapshot, tmp_path: Path) -> None:
    add(repository)
    made = both_ways(old, package(repository, tmp_path / "new"))
    assert made.level is Level.MINOR
    assert [(table.resource, table.count(Op.ADD)) for table in made.tables] == [("topics", 1)]


def test_an_id_removed_is_a_major_version(repository: Repository, old: Snapshot, tmp_path: Path) -> None:
    remove(repository)
    made = both_ways(old, package(repository, tmp_path / "new"))
    assert made.level is Level.MAJOR
    assert made.removed == [("events", "2026-vale-road")]
    assert "timeline" not in made.identified, "its ids are those of events"


def test_what_follows_from_other_rows_is_no_correction(repository: Repository, old: Snapshot, tmp_path: Path) -> None:
    name = "datasets/contributions/one/source.toml"
    repository.change(name, 'issued = "2026-03"', 'issued = "2026-04"')
    made = both_ways(old, package(repository, tmp_path / "new"))
    reasons = {change.reason for table in made.tables if table.resource == "observations" for change in table.rows}
    assert reasons == {"recomputed"}


FORECAST = "datasets/contributions/two/observations.csv", ",2026-09,year_inferred,"
BY_YEAR = "topics-trade-by-year"


def test_a_year_more_is_a_column_more_of_its_topic(repository: Repository, old: Snapshot, tmp_path: Path) -> None:
    repository.change(*FORECAST, ",2027-09,year_inferred,")
    made = both_ways(old, package(repository, tmp_path / "new"))
    (added,) = [change for change in made.schema if not change.what]
    assert (added.op, added.resource, added.field, added.level) == (Op.ADD, BY_YEAR, "2027", Level.MINOR)
    assert made.level is Level.MINOR
    (row,) = next(table.rows for table in made.tables if table.resource == BY_YEAR)
    assert (row.cells["2026"], row.cells["2027"], row.reason) == (("200", ""), (None, "200"), "recomputed")


def test_a_row_of_a_topic_that_goes_needs_no_tombstone(repository: Repository, old: Snapshot, tmp_path: Path) -> None:
    repository.change(*FORECAST, ",2026-10,year_inferred,")
    made = both_ways(old, package(repository, tmp_path / "new"))
    rows = next(table.rows for table in made.tables if table.resource == BY_YEAR)
    assert sorted(row.op for row in rows) == [Op.ADD, Op.DEL]
    assert (made.level, made.removed) == (Level.MINOR, [])
    assert not {name for name in made.identified if name.startswith("topics-")}


def test_a_table_in_another_writing_differs_as_a_file(repository: Repository, old: Snapshot, tmp_path: Path) -> None:
    """Codelists are published as people write them: quotes that nobody needs among them."""
    repository.change("datasets/codelists/topics.csv", "trade,Trade,", 'trade,"Trade",')
    new = package(repository, tmp_path / "new")
    made = both_ways(old, new)
    assert (made.level, made.tables) == (Level.PATCH, ())
    assert [change.path for change in made.data_files] == ["datasets/codelists/topics.csv"]
    repository.change("datasets/codelists/topics.csv", '"Trade"', '"Commerce"')
    made = both_ways(new, package(repository, tmp_path / "third"))
    assert [(table.resource, table.exact, len(table.rows)) for table in made.tables] == [("topics", False, 1)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.data())
def test_property_any_cells_of_any_table_lead_there_and_back(old: Snapshot, data: st.DataObject) -> None:
    files = dict(old.files)
    for name in data.draw(st.lists(st.sampled_from(sorted(tables(old))), max_size=3, unique=True)):
        table = tables(old)[name]
        width = len(table.fields)
        rows = data.draw(st.lists(st.tuples(*[WORDS] * width), max_size=4))
        kept = [row for row in table.rows if data.draw(st.booleans())]
        files[table.path] = rendered(table.fields, data.draw(st.permutations([*kept, *rows])))
    both_ways(old, replace(old, files=files))


def test_schemas_and_documents_are_no_data(old: Snapshot) -> None:
    files = {**old.files, "README.md": b"# Other\n", "schemas/extra.json": b"{}\n"}
    made = both_ways(old, replace(old, files=files))
    assert (made.level, made.data_files) == (Level.NONE, [])
    assert sorted(change.path for change in made.texts) == ["README.md", "schemas/extra.json"]
    assert difference(core(old), core(replace(old, files=files))).texts == ()


def test_what_does_not_fit_is_not_applied(repository: Repository, old: Snapshot, tmp_path: Path) -> None:
    correct(repository)
    made = difference(old, package(repository, tmp_path / "new"))
    other = old.files[EVENTS].replace(b"Vale road opened", b"Vale road closed")
    for files in ({**old.files, EVENTS: other}, {}, {**old.files, "datapackage.json": b"{}"}):
        with pytest.raises(UnfitError):
            apply(made, files)


@pytest.mark.parametrize("text", ["", "[]", "{}", "[" * 100_000, '{"name": 1}'])
def test_what_is_no_difference_is_told(text: str) -> None:
    with pytest.raises(HistoryError, match=r"d\.json is no difference"):
        read_delta(text, "d.json")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"op": "MOD"', '"op": "PUT"'),
        ('"cells"', '"cell"'),
        ('"Vale road ready"]', "3]"),
        ('"exact"', '"e"'),
    ],
)
def test_a_difference_with_a_fault_is_told(repository: Repository, old: str, new: str, tmp_path: Path) -> None:
    before = package(repository, tmp_path / "old")
    correct(repository)
    text = as_delta(difference(before, package(repository, tmp_path / "new")))
    assert old in text
    with pytest.raises(HistoryError):
        read_delta(text.replace(old, new), "d.json")


def test_a_difference_is_one_change_a_line(repository: Repository, old: Snapshot, tmp_path: Path) -> None:
    correct(repository)
    text = as_delta(difference(core(old), core(package(repository, tmp_path / "new"))))
    told = json.loads(text)
    assert list(told) == ["name", "old", "new", "demands", "identified", "schema", "tables", "texts"]
    (row,) = told["tables"][0]["rows"]
    assert json.dumps(row) in text.split("\n")
    assert row["cells"] == {"title_en": ["Vale road opened", "Vale road ready"]}


FAULTS = {
    "no data package": {},
    "no JSON": {"datapackage.json": b"{"},
    "has no list of named resources": {"datapackage.json": b'{"resources": {}}'},
    "two resources of one name": {"datapackage.json": b'{"resources": [{"name": "a"}, {"name": "a"}]}'},
    "no path below": {"datapackage.json": b'{"resources": [{"name": "a", "path": "../a.csv"}]}'},
}


JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [None, 1, "x", [], {}, [1], ["x"], [[1]], [{}], [None], {"name": 1}, {"x": None}]
)


def places(told: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The ways to every member of a JSON value."""
    members: Any = told.items() if isinstance(told, dict) else enumerate(told) if isinstance(told, list) else ()
    for key, value in members:
        yield (*path, key)
        yield from places(value, (*path, key))


DESCRIPTOR = json.loads((Path(__file__).parents[1] / "build" / "golden" / "datapackage.json").read_bytes())
USUAL = {**DESCRIPTOR, "resources": [each for each in DESCRIPTOR["resources"] if each["name"] in {"events", "topics"}]}
PLACES = sorted(set(places(USUAL)), key=str)


@given(st.sampled_from(PLACES), JUNK)
def test_property_any_descriptor_is_compared_or_told_in_one_line(path: tuple[str | int, ...], junk: Any) -> None:
    changed: Any = copy.deepcopy(USUAL)
    place = changed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = junk
    files = {each["path"]: b"a,b\n1,2\n" for each in USUAL["resources"]}
    try:
        new = snapshot("new", {**files, "x": b"a\n", "datapackage.json": json.dumps(changed).encode()})
        made = difference(snapshot("old", {**files, "datapackage.json": json.dumps(USUAL).encode()}), new)
        assert read_delta(as_delta(made), "x").texts == made.texts
        assert as_text(made)
        assert as_markdown(made)
    except PackageError as error:
        assert "\n" not in str(error)


def test_columns_that_came_or_went_are_no_corrections(old: Snapshot) -> None:
    table = tables(old)["topics"]
    rows = [(*row, "x") for row in table.rows]
    made = difference(old, replace(old, files={**old.files, table.path: rendered((*table.fields, "note"), rows)}))
    assert [(each.resource, each.count(Op.MOD), len(each.rows)) for each in made.tables] == [("topics", 0, len(rows))]
    assert {change.reason for change in made.tables[0].rows} == {"reshaped"}


@pytest.mark.parametrize("told", FAULTS)
def test_what_is_no_package_is_told_in_one_line(told: str) -> None:
    with pytest.raises(PackageError, match=told) as raised:
        snapshot("x", FAULTS[told])
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "no header"),
        (b"a,a\n1,2\n", "each column once"),
        (b"a,b\n1\n", "row 1 has 1 cells, the header 2"),
        (b"\xff\n", "no CSV in UTF-8"),
        (b'a,b\n"1,2\n', "no CSV"),
    ],
)
def test_what_is_no_table_is_told_in_one_line(data: bytes, told: str) -> None:
    text = json.dumps({"resources": [{"name": "t", "path": "t.csv", "schema": {"fields": []}}]})
    made = snapshot("x", {"datapackage.json": text.encode(), "t.csv": data})
    with pytest.raises(PackageError, match=told) as raised:
        tables(made)
    assert "\n" not in str(raised.value)
