"""Decisions: what they write, what they refuse, that they can be taken back, and that they are whole or not at all."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from proposed import EVENT, FIGURE, Reader
from tables import read

from timeline import journal
from timeline.contribute import (
    DamagedHistoryError,
    UndecidableError,
    accept,
    format_files,
    propose_into,
    reject,
    undo,
    waiting,
)
from timeline.contribute.proposing import Tally
from timeline.contribute.reviewing import decided_count, passages, place_of_next, skip
from timeline.layout import Layout
from timeline.problems import Problem
from timeline.records import Event, Observation
from timeline.validate import read_collection, validate

TWO = "datasets/contributions/two"
TITLES = {"title_en": "Council meets", "title_vi": "Hội đồng họp"}
EVENT_ID, FIGURE_ID = EVENT["candidate"], FIGURE["candidate"]


@pytest.fixture
def layout(collection: Path, tmp_path: Path, reader: Reader) -> Layout:
    """A collection with an event and a figure proposed for `two`."""
    (tmp_path / "two.txt").write_text("Một dòng.\n", encoding="utf-8", newline="\n")
    propose_into(Layout(collection), "two", tmp_path / "two.txt")
    return Layout(collection)


def files(layout: Layout) -> dict[str, bytes]:
    every = (path for path in layout.datasets.rglob("*") if path.is_file())
    return {layout.relative(path): path.read_bytes() for path in every}


def ids(layout: Layout, source_id: str = "two") -> list[str]:
    return [each.id for each in waiting(read_collection(layout), source_id)]


def told(problems: list[Problem]) -> list[tuple[str, int, str, str]]:
    return [(problem.path.removeprefix(f"{TWO}/"), problem.line, problem.column, problem.code) for problem in problems]


def undecided(layout: Layout) -> list[str]:
    return [problem.code for problem in validate(read_collection(layout))]


def test_candidates_wait_in_the_order_of_the_text(layout: Layout) -> None:
    assert ids(layout) == [EVENT_ID, FIGURE_ID]
    assert ids(layout, "one") == []
    assert undecided(layout) == ["candidate-undecided"] * 2
    told_there = passages(layout, "two")
    assert told_there is not None
    assert told_there[FIGURE_ID]["en"] == ["The road is 12.5 km long."]
    assert passages(layout, "one") is None


def test_an_accepted_figure_is_a_record_with_its_id(layout: Layout) -> None:
    made, problems = accept(layout, "two", FIGURE_ID, {})
    assert problems == []
    assert made["observation_id"].startswith("two-road-length-")
    assert made["observation_id"] != FIGURE["observation_id"]
    rows = read(layout.root / TWO / "observations.csv")
    assert rows[0] == made, "the file is sorted by line"
    assert set(made) == set(Observation.model_fields)
    assert ids(layout) == [EVENT_ID]
    assert not (layout.root / TWO / "candidates" / "observations.csv").exists()
    assert format_files(layout, [TWO], write=False) == ([], [])
    assert undecided(layout) == ["candidate-undecided"]


def test_an_event_needs_titles_in_both_languages(layout: Layout) -> None:
    before = files(layout)
    place = ("candidates/events.csv", 2)
    assert told(accept(layout, "two", EVENT_ID, {})[1]) == [(*place, "title_vi", "title-alone")]
    assert told(accept(layout, "two", EVENT_ID, {"title_en": ""})[1]) == [(*place, "title_en", "title-nowhere")]
    assert files(layout) == before
    made, problems = accept(layout, "two", EVENT_ID, TITLES)
    assert problems == []
    assert made["event_id"] == "2026-council-meets"
    assert made in read(layout.root / TWO / "events.csv")
    assert undecided(layout) == ["candidate-undecided"]


def test_an_event_without_a_year_to_begin_its_id_keeps_the_one_proposed(layout: Layout) -> None:
    made, _ = accept(layout, "two", EVENT_ID, {**TITLES, "date": "[2026-05-20..2026-05-21]"})
    assert made["event_id"] == EVENT["event_id"]


def test_an_id_made_for_an_event_is_nobody_elses(layout: Layout) -> None:
    made, _ = accept(layout, "two", EVENT_ID, {"title_en": "Spring fair", "title_vi": "Hội chợ"})
    assert made["event_id"] == "2026-spring-fair-2", "2026-spring-fair is another event, of source one"


def test_a_happening_told_elsewhere_takes_its_id_and_no_titles(layout: Layout) -> None:
    taken = {"event_id": "2026-autumn-fair", "date": "2026-09", "event_status": "planned"}
    assert told(accept(layout, "two", EVENT_ID, taken | TITLES)[1]) == [
        ("candidates/events.csv", 2, "title_en", "title-twice")
    ]
    made, problems = accept(layout, "two", EVENT_ID, taken)
    assert problems == []
    assert (made["event_id"], made["title_en"]) == ("2026-autumn-fair", "")
    accept(layout, "two", FIGURE_ID, {})
    assert undecided(layout) == []


@pytest.mark.parametrize(
    ("name", "changes", "found"),
    [
        (FIGURE_ID, {"indicator": "road-lengths"}, ("indicator", "code-unknown")),
        (FIGURE_ID, {"indicator": ""}, ("indicator", "value-missing")),
        (FIGURE_ID, {"obs_value": "12,5"}, ("obs_value", "number-bad")),
        (FIGURE_ID, {"obs_value": "13"}, ("obs_value", "printed-differs")),
        (FIGURE_ID, {"line_vi": "81"}, ("line_vi", "lines-outside")),
        (FIGURE_ID, {"observation_id": "one-road"}, ("observation_id", "id-duplicate")),
        (EVENT_ID, {**TITLES, "date": "21/5/2026"}, ("date", "date-bad")),
        (EVENT_ID, {**TITLES, "places": "vale;moon"}, ("places", "code-unknown")),
        (EVENT_ID, {**TITLES, "event_id": "2026-vale-road"}, ("event_id", "id-duplicate")),
        (EVENT_ID, {**TITLES, "date": "2026-09-01"}, ("date", "occurred-early")),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_as_validate_tells_it(
    layout: Layout, name: str, changes: dict[str, str], found: tuple[str, str]
) -> None:
    before = files(layout)
    _, problems = accept(layout, "two", name, changes)
    assert found in [(problem.column, problem.code) for problem in problems]
    assert all(problem.path.endswith("s.csv") and problem.line == 2 for problem in problems)
    assert files(layout) == before
    assert decided_count(layout, "two") == 0


def test_the_closest_indicator_is_offered_and_a_new_one_comes_first(layout: Layout) -> None:
    message = accept(layout, "two", FIGURE_ID, {"indicator": "road-lengths"})[1][0].message()
    assert "datasets/codelists/indicators.csv" in message
    assert "did you mean road-length?" in message
    assert "add it there first" in message


def test_a_rejection_has_a_reason_and_stays(layout: Layout, tmp_path: Path) -> None:
    before = files(layout)
    assert told(reject(layout, "two", FIGURE_ID, "whim")[1]) == [
        ("candidates/observations.csv", 2, "reason", "code-unknown")
    ]
    assert files(layout) == before
    made, problems = reject(layout, "two", FIGURE_ID, "ordinal", "Of  the road.")
    assert problems == []
    assert read(layout.root / TWO / "rejected.csv") == [made]
    assert made == {
        "kind": "observation",
        "lines_vi": "27",
        "lines_en": "36",
        "printed": "12,5 km",
        "reason": "ordinal",
        "note": "Of the road.",
    }
    assert reject(layout, "two", EVENT_ID, "ordinal")[0]["printed"] == "2026-05-21"
    assert not (layout.root / TWO / "candidates").exists()
    assert undecided(layout) == []
    tallies, _ = propose_into(layout, "two", tmp_path / "two.txt")
    assert tallies == {Event: Tally(1, 0, 1), Observation: Tally(1, 0, 1)}


def test_what_is_accepted_stays_so_with_whatever_changes(layout: Layout, tmp_path: Path) -> None:
    accept(layout, "two", EVENT_ID, {**TITLES, "date": "2026-04-21"})
    accept(layout, "two", FIGURE_ID, {})
    tallies, _ = propose_into(layout, "two", tmp_path / "two.txt")
    assert tallies == {Event: Tally(1, 1, 0), Observation: Tally(1, 1, 0)}
    assert ids(layout) == []


def test_the_last_decision_can_be_taken_back_and_the_one_before(layout: Layout) -> None:
    states = [files(layout)]
    accept(layout, "two", EVENT_ID, TITLES)
    states.append(files(layout))
    reject(layout, "two", FIGURE_ID, "ordinal")
    states.append(files(layout))
    assert len({str(state) for state in states}) == 3
    for state in (states[1], states[0]):
        undo(layout, "two")
        assert files(layout) == state, "byte for byte, with no rejected.csv where there was none"
    with pytest.raises(UndecidableError, match="nothing of two was decided"):
        undo(layout, "two")


def test_what_was_changed_by_hand_since_is_not_taken_back(layout: Layout) -> None:
    made, _ = accept(layout, "two", FIGURE_ID, {})
    path = layout.root / TWO / "observations.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("12.5,", "12.6,"), encoding="utf-8", newline="\n")
    before = files(layout)
    with pytest.raises(UndecidableError, match="mend it there by hand"):
        undo(layout, "two")
    assert files(layout) == before
    assert made


def test_a_review_goes_on_behind_what_was_passed_over(layout: Layout) -> None:
    assert place_of_next(layout, "two", 2) == 0
    skip(layout, "two", EVENT_ID)
    assert place_of_next(layout, "two", 2) == 1
    accept(layout, "two", FIGURE_ID, {})
    assert ids(layout) == [EVENT_ID]
    assert place_of_next(layout, "two", 1) == 0
    assert decided_count(layout, "two") == 1
    assert undo(layout, "two").candidate == FIGURE


@pytest.mark.parametrize("name", ["nothing", "", "one-road"])
def test_what_does_not_wait_cannot_be_decided(layout: Layout, name: str) -> None:
    with pytest.raises(UndecidableError, match="--list shows"):
        accept(layout, "two", name, {})
    with pytest.raises(UndecidableError, match="--list shows"):
        reject(layout, "two", name, "ordinal")


def test_a_source_that_is_not_there_or_unreadable_is_told(layout: Layout) -> None:
    with pytest.raises(UndecidableError, match="did you mean two"):
        ids(layout, "twoo")
    path = layout.root / TWO / "candidates" / "events.csv"
    path.write_text("event_id\n", encoding="utf-8", newline="\n")
    with pytest.raises(UndecidableError, match=r"candidates/events\.csv cannot be read"):
        accept(layout, "two", FIGURE_ID, {})


@pytest.mark.parametrize(
    "text", ["{", "[1]", '{"did": "accept"}', '{"did":"x","table":"events","at":"1","candidate":{}}']
)
def test_a_damaged_history_is_told_and_changes_nothing(layout: Layout, text: str) -> None:
    path = layout.scratch / "review" / "two.jsonl"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8", newline="\n")
    before = files(layout)
    with pytest.raises(DamagedHistoryError, match=r"review/two\.jsonl is damaged; remove it"):
        accept(layout, "two", FIGURE_ID, {})
    with pytest.raises(DamagedHistoryError, match=r"review/two\.jsonl is damaged; remove it"):
        undo(layout, "two")
    assert files(layout) == before


class CutShortError(BaseException):
    """The machine stops here: no handler of the package may catch it."""


def cut(layout: Layout, step: int, decide: Callable[[], Any]) -> bool:
    """Whether a decision was cut short at one rename or removal below the root, which is not made."""
    patch = pytest.MonkeyPatch()
    done = 0
    for name in ("replace", "unlink", "rmdir"):
        original = getattr(Path, name)

        def stop(path: Path, *args: Any, _original: Any = original, **options: Any) -> Any:
            nonlocal done
            if path.is_relative_to(layout.root) and path.name != journal.LOCK:
                done += 1
                if done == step:
                    raise CutShortError(path.name)
            return _original(path, *args, **options)

        patch.setattr(Path, name, stop)
    try:
        decide()
    except CutShortError:
        return True
    finally:
        patch.undo()
    return False


@pytest.mark.parametrize("deed", ["accept", "reject", "undo"])
def test_a_decision_cut_short_is_made_whole_or_not_at_all(layout: Layout, deed: str) -> None:
    accept(layout, "two", EVENT_ID, TITLES)
    decide: dict[str, Callable[[], Any]] = {
        "accept": lambda: accept(layout, "two", FIGURE_ID, {}),
        "reject": lambda: reject(layout, "two", FIGURE_ID, "ordinal"),
        "undo": lambda: undo(layout, "two"),
    }
    old, past = files(layout), decided_count(layout, "two")
    outcomes = set()
    for step in range(1, 40):
        short = cut(layout, step, decide[deed])
        if journal.pending(layout):
            with journal.locked(layout):
                journal.complete(layout)
        done = files(layout) != old
        outcomes.add(done)
        assert decided_count(layout, "two") == past + ((-1 if deed == "undo" else 1) if done else 0)
        if not short:
            assert done
            break
        if done:
            whole = files(layout)
            take_back = (
                (lambda: accept(layout, "two", EVENT_ID, TITLES)) if deed == "undo" else lambda: undo(layout, "two")
            )
            take_back()
            assert files(layout) == old
            assert whole != old
    assert outcomes == {True, False}
    assert step > 3
