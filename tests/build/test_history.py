"""Revisions, targets and what was known at a date, worked out anew from the observations in plain Python."""

import csv
import io
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from tables import Cells, columns, csv_text, read

from timeline.build import make, observations_as_of
from timeline.build.targets import gap
from timeline.cli import main
from timeline.layout import Layout
from timeline.records import Observation
from timeline.sequence import NoDateError
from timeline.validate import read_collection

REAL = Path(__file__).parents[2]


def table(root: Path, name: str) -> list[Cells]:
    assert make(Layout(root))[0] == []
    return read(root / "datasets" / f"{name}.csv")


def add(root: Path, source: str, *rows: Cells) -> None:
    """More observations of a source, each like `two-turnover` but for what is told."""
    two = root / "datasets/contributions/two/observations.csv"
    like = next(row for row in read(two) if row["observation_id"] == "two-turnover")
    path = root / f"datasets/contributions/{source}/observations.csv"
    made = [*read(path), *({**like, **row} for row in rows)]
    path.write_text(csv_text(columns(Observation), made), encoding="utf-8", newline="")
    toml = path.with_name("source.toml")
    text = "\n".join(line for line in toml.read_text(encoding="utf-8").splitlines() if "expected" not in line)
    toml.write_text(text + "\n", encoding="utf-8", newline="\n")


def test_every_observation_is_a_telling_and_the_last_is_latest(collection: Path) -> None:
    for root in (collection, REAL):
        if root == collection:
            assert make(Layout(root))[0] == []
        observations = {row["observation_id"]: row for row in read(root / "datasets/observations.csv")}
        revisions = read(root / "datasets/revisions.csv")
        assert sorted(row["observation_id"] for row in revisions) == sorted(observations)
        words: dict[tuple[str, ...], list[Cells]] = defaultdict(list)
        for row in revisions:
            assert (
                row.items()
                >= {name: cell for name, cell in observations[row["observation_id"]].items() if name in row}.items()
            )
            words[row["series_id"], row["time_period"], row["base_period"]].append(row)
        for told in words.values():
            if "total" not in told[0]["indicator"] and told[0]["indicator"] != "road-length":
                assert [row["telling"] for row in told] == [str(at) for at in range(1, len(told) + 1)]
                assert [row["latest"] for row in told] == ["false"] * (len(told) - 1) + ["true"]
                assert [row["issued"] for row in told] == sorted(row["issued"] for row in told)


def test_a_revision_names_the_last_word_before_and_the_change(collection: Path) -> None:
    rows = {row["observation_id"]: row for row in table(collection, "revisions")}
    second = rows["two-turnover"]
    assert (second["telling"], second["previous_id"], second["previous_value"]) == ("2", "one-turnover", "41710400000")
    assert second["change"] == "89600000"
    assert rows["one-turnover"]["change"] == rows["one-turnover"]["previous_id"] == ""
    assert rows["two-growth-again"]["change"] == "-0.02"


def test_two_values_of_one_source_are_no_revision_of_each_other(collection: Path) -> None:
    rows = {row["observation_id"]: row for row in table(collection, "revisions")}
    targets = [rows["two-growth-target-over"], rows["two-growth-target"]]
    assert [(row["telling"], row["previous_id"], row["change"]) for row in targets] == [("1", "", ""), ("2", "", "")]


def test_of_a_total_all_periods_are_one_sequence(collection: Path) -> None:
    road = {
        "indicator": "road-length",
        "subject": "2024-east-vale-road",
        "counterpart_area": "",
        "time_period": "2025-05",
    }
    road |= {"obs_value": "26", "unit_measure": "km", "unit_mult": "0", "printed_vi": "26 km", "printed_en": "26 km"}
    road["time_period"] = "2025-05"
    other = {"observation_id": "two-road", "ref_area": "HL"}
    add(collection, "two", road | other, road | {"observation_id": "two-road-again", "ref_area": "east-vale"})
    revisions = {row["observation_id"]: row for row in table(collection, "revisions")}
    assert revisions["two-road-again"]["previous_id"] == "one-road"
    assert (revisions["two-road-again"]["telling"], revisions["two-road-again"]["change"]) == ("2", "0.5")
    assert revisions["two-road"]["telling"] == "1", "another place is another series"


def test_targets_stand_beside_what_was_reached(collection: Path) -> None:
    rows = {row["target_id"]: row for row in table(collection, "targets")}
    observations = read(collection / "datasets/observations.csv")
    assert sorted(rows) == sorted(row["observation_id"] for row in observations if row["nature"] != "actual")
    plan = rows["two-turnover-plan"]
    assert (plan["target"], plan["target_min"], plan["target_max"]) == ("40000000000", "40000000000", "")
    assert (plan["outturn"], plan["outturn_id"], plan["gap"]) == ("41800000000", "two-turnover", "1800000000")
    assert (plan["source_id"], plan["outturn_source_id"], plan["outturn_issued"]) == ("two", "two", "2026-06")
    assert Decimal(rows["two-growth-target"]["gap"]) == 0, "39.2 lies within 35 to 45"
    assert rows["two-growth-target-over"]["gap"] == "-0.8"
    unknown = rows["one-turnover-target"]
    assert {unknown[name] for name in unknown if name.startswith("outturn") or name == "gap"} == {""}


@pytest.mark.parametrize(
    "early", [{"period_basis": "inferred"}, {"time_period": "2026"}, {"time_period": "2025/.."}, {"time_period": ""}]
)
def test_what_was_told_before_the_period_was_over_is_no_outturn(collection: Path, early: Cells) -> None:
    period = {"time_period": "2025"} | early
    basis = {"period_basis": ""} if not period["time_period"] else {}
    place = {"ref_area": "HL", "counterpart_area": ""}
    add(
        collection, "two",
        {**place, **period, **basis, "observation_id": "x-reached"},
        {**place, "time_period": period["time_period"], **basis, "nature": "target", "set_by": "trade-office",
         "observation_id": "x-aim"},
    )  # fmt: skip
    row = next(row for row in table(collection, "targets") if row["target_id"] == "x-aim")
    assert row["outturn_id"] == ("x-reached" if not period["time_period"] else "")


def outturn_of(root: Path, target: str) -> str:
    return next(row["outturn_id"] for row in table(root, "targets") if row["target_id"] == target)


def test_an_outturn_of_another_setter_is_not_taken(collection: Path) -> None:
    place = {"ref_area": "HL", "counterpart_area": ""}
    here = {**place, "line_vi": "9", "line_en": "9"}
    aim = {**place, "nature": "target", "set_by": "trade-office", "observation_id": "x-aim"}
    add(collection, "two", aim, {**place, "set_by": "vale-council", "observation_id": "x-other"})
    assert outturn_of(collection, "x-aim") == ""
    add(collection, "one", {**here, "observation_id": "x-any"})
    assert outturn_of(collection, "x-aim") == "x-any"
    add(collection, "one", {**here, "set_by": "trade-office", "observation_id": "x-own"})
    assert outturn_of(collection, "x-aim") == "x-own"


@pytest.mark.parametrize(
    ("low", "high", "reached", "told"),
    [("8", "", "8.37", "0.37"), ("8", "9", "8.37", "0"), ("8", "9", "9.5", "0.5"), ("8", "9", "7", "-1"),
     ("10", "", "8", "-2")],
)  # fmt: skip
def test_the_gap_is_to_the_nearer_end(low: str, high: str, reached: str, told: str) -> None:
    target = {"value": low, "value_max": high or low, "obs_value_high": high}
    assert Decimal(gap(target, {"value": reached})) == Decimal(told)


def test_the_three_targets_of_one_year_stand_side_by_side() -> None:
    told = {
        (row["set_by"], row["bound"], row["target_min"], row["target_max"])
        for row in read(REAL / "datasets/targets.csv")
        if (row["indicator"], row["measure"], row["time_period"]) == ("grdp", "growth", "2025")
    }
    assert told >= {
        ("government-of-viet-nam", "exact", "8", "8"),
        ("lang-son", "exact", "8", "9"),
        ("lang-son", "over", "8", ""),
    }


def as_of(root: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["--root", str(root), "as-of", *arguments])
    return result.exit_code, result.output


@pytest.mark.parametrize(
    ("date", "sources"),
    [
        ("2026-03-30", set()),
        ("2026-03-31", {"one"}),
        ("2026-03", {"one"}),
        ("2026-05", {"one"}),
        ("2026-06", {"one", "two"}),
        ("2026", {"one", "two"}),
        ("2025", set()),
    ],
)
def test_as_of_prints_what_was_known_then(collection: Path, date: str, sources: set[str]) -> None:
    code, text = as_of(collection, date)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert code == 0
    assert {row["source_id"] for row in rows} == sources
    published = table(collection, "observations")
    assert text.split("\n")[0].split(",") == list(published[0])
    expected = [row for row in published if row["source_id"] in sources]
    assert [{**row, "latest": "", "event_id": ""} for row in rows] == [
        {**row, "latest": "", "event_id": ""} for row in expected
    ]
    assert sum(row["latest"] == "true" for row in rows) == len(
        {(row["series_id"], row["time_period"], row["base_period"]) for row in rows}
    )
    if sources == {"one"}:
        assert next(row for row in rows if row["observation_id"] == "one-turnover")["latest"] == "true"


def test_as_of_the_last_issue_is_what_is_published(collection: Path) -> None:
    for root in (collection, REAL):
        if root == collection:
            assert make(Layout(root))[0] == []
        assert as_of(root, "9999")[1] == (root / "datasets/observations.csv").read_text(encoding="utf-8")


def test_as_of_writes_a_file_whole(collection: Path, tmp_path: Path) -> None:
    file = tmp_path / "known.csv"
    assert as_of(collection, "2026", "--output", str(file)) == (0, "")
    assert file.read_text(encoding="utf-8") == as_of(collection, "2026")[1]
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["known.csv"]
    code, said = as_of(collection, "2026", "--output", str(tmp_path / "none" / "known.csv"))
    assert (code, said.count("\n")) == (1, 1), said


BAD_DATES = ("now", "", "2025-13", "2025/2026", "2025~", "202X", "31/8/2025", "[2025..2026]", "2025/..")


@pytest.mark.parametrize("date", BAD_DATES)
def test_a_bad_date_is_told_in_one_line(collection: Path, date: str) -> None:
    code, said = as_of(collection, "--", date)
    assert code == 2
    (line,) = [line for line in said.splitlines() if line.startswith("Error: ")]
    assert date in line
    assert "2025-08" in line
    with pytest.raises(NoDateError):
        observations_as_of(read_collection(Layout(collection)), date)


def test_as_of_tells_what_is_wrong_with_the_contributions(collection: Path) -> None:
    add(collection, "two", {"observation_id": "x", "bound": "less"})
    code, said = as_of(collection, "2026")
    assert code == 1
    assert "[choice-unknown]" in said
    assert "observation_id,series_id" not in said
