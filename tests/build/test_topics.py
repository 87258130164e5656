"""Topic tables: exactly the last words, spelled out, and the same with a column a year."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from tables import Cells, read

from timeline.build import make
from timeline.build.spans import place
from timeline.layout import Layout

REAL = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built copy of tests/collection; read only."""
    root = tmp_path_factory.mktemp("topics") / "collection"
    shutil.copytree(Path(__file__).parents[1] / "collection", root)
    assert make(Layout(root))[0] == []
    return root


@pytest.fixture(params=["invented", "real"])
def root(request: pytest.FixtureRequest, invented: Path) -> Path:
    return invented if request.param == "invented" else REAL


def topics(root: Path, *, wide: bool) -> dict[str, list[Cells]]:
    paths = sorted((root / "datasets" / "topics").glob("*.csv"))
    ending = "-by-year"
    return {path.stem.removesuffix(ending): read(path) for path in paths if path.stem.endswith(ending) == wide}


def codes(root: Path, name: str) -> dict[str, Cells]:
    return {row["code"]: row for row in read(root / "datasets" / "codelists" / f"{name}.csv")}


def test_property_a_value_is_in_its_topic_if_and_only_if_it_is_the_last_word(root: Path) -> None:
    last = [row for row in read(root / "datasets/observations.csv") if row["latest"] == "true"]
    told = {topic: {row["observation_id"] for row in rows} for topic, rows in topics(root, wide=False).items()}
    expected: dict[str, set[str]] = {}
    for row in last:
        expected.setdefault(row["topic"], set()).add(row["observation_id"])
    assert told == expected
    assert sum(map(len, topics(root, wide=False).values())) == len(last)


def test_property_cells_are_the_observation_s_in_words(root: Path) -> None:
    observations = {row["observation_id"]: row for row in read(root / "datasets/observations.csv")}
    sources = {row["source_id"]: row for row in read(root / "datasets/sources.csv")}
    titles = {row["event_id"]: row for row in read(root / "datasets/events.csv")}
    lists = {name: codes(root, name) for name in ("units", "bounds", "places", "actors", "breakdowns", "indicators")}
    named = {
        "unit": ("unit_measure", "units"), "bound": ("bound", "bounds"), "area": ("ref_area", "places"),
        "counterpart": ("counterpart_area", "places"), "breakdown": ("breakdown", "breakdowns"),
        "set_by": ("set_by", "actors"), "indicator": ("indicator", "indicators"),
    }  # fmt: skip
    for row in (row for rows in topics(root, wide=False).values() for row in rows):
        told = observations[row["observation_id"]]
        assert {name: row[name] for name in ("value", "value_min", "value_max", "time_period", "issued")} == {
            name: told[name] for name in ("value", "value_min", "value_max", "time_period", "issued")
        }
        for lang in ("en", "vi"):
            for label, (column, codelist) in named.items():
                assert row[f"{label}_{lang}"] == lists[codelist].get(told[column], {}).get(f"name_{lang}", "")
            assert row[f"source_{lang}"] == sources[told["source_id"]][f"title_{lang}"]
            actor = lists["actors"].get(told["subject"], {}).get(f"name_{lang}", "")
            subject = titles[told["subject"]][f"title_{lang}"] if told["event_id"] else actor
            assert row[f"subject_{lang}"] == subject
            assert bool(row[f"subject_{lang}"]) == bool(told["subject"])
        assert row["nature_en"].lower() == told["nature"]
        assert row["nature_vi"] in {"Thực hiện", "Kế hoạch", "Mục tiêu", "Dự báo"}


def test_property_a_table_by_year_has_each_value_of_a_year_once(root: Path) -> None:
    wide = topics(root, wide=True)
    for topic, rows in topics(root, wide=False).items():
        expected: dict[tuple[str, str], str] = {}
        for row in rows:
            there = place(row["time_period"], row["base_period"])
            if there.year:
                expected[f"{row['series_id']}-{there.code}", there.year] = row["value"]
        found = {
            (row["row_id"], column): cell
            for row in wide.get(topic, [])
            for column, cell in row.items()
            if column.isdigit() and cell
        }
        assert found == expected
        assert (topic in wide) == bool(expected)
        if topic in wide:
            years = [column for column in wide[topic][0] if column.isdigit()]
            assert years == sorted({year for _, year in expected})
            cells = [cell for name, cell in row.items() if name.isdigit() and cell]
            assert all(Decimal(cell).is_finite() and "E" not in cell for cell in cells)
