"""The bulletins that we made up: their tables hold against their texts, and proposals stay as good as they are."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from papers import LINE, Paper
from proposals import BULLETINS, Reading, bulletins, scored
from scoring import Row, Score

from timeline.cells import line_ranges
from timeline.documents import read_text
from timeline.extract import propose
from timeline.phrases import Language, names
from timeline.starter import starter_codelists
from timeline.validate.verify import stands_on, text_lines

FLOORS: Mapping[str, Mapping[str, float]] = {
    "events": {
        "recall of leads": 0.93,
        "recall of mentions": 0.93,
        "precision": 0.81,
        "date": 0.97,
        "event_kind": 0.80,
        "event_status": 0.96,
        "told": 0.84,
    },
    "figures": {
        "recall": 0.98,
        "precision": 0.96,
        "time_period": 0.84,
        "indicator": 0.74,
        "measure": 0.97,
        "unit_measure": 0.98,
        "nature": 0.95,
        "bound": 0.97,
        "base_period": 0.96,
        "ref_area": 0.95,
    },
}
"""The least share of each comparison over all bulletins, somewhat below what is reached."""


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return list(bulletins())


def text_of(name: str) -> list[str]:
    path = next(path for path in Path(BULLETINS).glob(f"{name}.*") if path.suffix != ".csv")
    return text_lines(read_text(path))


@pytest.mark.parametrize("kind", list(FLOORS))
def test_proposals_stay_above_the_floors(readings: Sequence[Reading], kind: str) -> None:
    total = Score()
    for reading in readings:
        total.add(scored(reading)[kind])
    below = {
        name: f"{good / of:.2f} < {FLOORS[kind][name]}"
        for name, (good, of) in total.counts.items()
        if good / of < FLOORS[kind].get(name, 0)
    }
    assert not below
    assert FLOORS[kind].keys() <= total.counts.keys()


def test_every_figure_stands_on_its_line(readings: Sequence[Reading]) -> None:
    for reading in readings:
        lines = text_of(reading.name)
        for row in reading.wanted["figures"]:
            printed = [(row[f"printed_{lang}"], row[f"line_{lang}"]) for lang in Language if row[f"printed_{lang}"]]
            assert printed, row
            assert all(stands_on(figure, int(line), lines) for figure, line in printed), (reading.name, printed)


def named(row: Row, lines: Sequence[str]) -> bool:
    """Whether the lines of an event name its date, with its year if it is stated."""
    return any(
        names(row["date"], "\n".join(lines[first - 1 : last]), language, year_needed=row["date_basis"] == "stated")
        for language in Language
        for first, last in (line_ranges(row[f"lines_{language}"]) if row[f"lines_{language}"] else [])
    )


def test_every_date_stands_in_its_lines(readings: Sequence[Reading]) -> None:
    for reading in readings:
        lines = text_of(reading.name)
        for row in reading.wanted["events"]:
            assert row["date_basis"] == "inferred" or named(row, lines), (reading.name, row)


def test_a_pdf_tells_the_same_figures_as_its_text(tmp_path: Path) -> None:
    text = read_text(Path(BULLETINS) / "coast-2024.txt")
    found = read_text(set_as_pdf(text, tmp_path / "coast.pdf"))
    told, printed = (figures_of(each) for each in (text, found))
    assert printed == told


def set_as_pdf(text: str, path: Path) -> Path:
    """Set a text on pages, a paragraph a line."""
    paper, top = Paper(), 60
    for line in text.split("\n"):
        if top > 640:
            paper.page()
            top = 60
        top += LINE * (1 + len(paper.column(60, top, line.lstrip("# "), 96)))
    return paper.save(path)


def figures_of(text: str) -> list[tuple[str, ...]]:
    """What the figures of a text are, in its order."""
    facts = ("obs_value", "obs_value_high", "unit_mult", "unit_measure", "measure", "printed_vi", "printed_en")
    return [tuple(row[name] for name in facts) for row in propose(text, starter_codelists(), "pdf").observations]
