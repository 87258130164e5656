"""Differences as people read them: text, Markdown for a pull request, an entry of the changelog."""

from pathlib import Path

import pytest
from repositories import Repository, add, correct, remove

from timeline.release import Difference, Snapshot, core, difference, named_package, now
from timeline.release.changelog import with_entry
from timeline.release.difference import Shape, TableChange
from timeline.release.report import MEANING, SHOWN, as_markdown, as_text, counted, structural
from timeline.release.rows import Op, RowChange
from timeline.release.schemas import SchemaChange
from timeline.released import Level

SHAPE = Shape("datasets/events.csv", ("event_id", "title_en"))


def made_of(old: Snapshot, repository: Repository, aside: Path) -> Difference:
    problems, new = now(repository.layout, aside)
    assert problems == []
    assert new
    return difference(core(old), core(new))


def row(op: Op, key: str, *cells: str, reason: str = "") -> RowChange:
    return RowChange(op, {"event_id": key}, {"title_en": cells} if len(cells) == 2 else {}, 1, 1, reason)


def of_rows(*rows: RowChange) -> Difference:
    return Difference(
        "highland", "0.1.0", "0.2.0", (), (TableChange("events", SHAPE, SHAPE, ("event_id",), True, rows),)
    )


def test_the_text_tells_every_row_and_cell(released: Repository, tmp_path: Path) -> None:
    old = named_package("0.2.0", released.layout)
    text = as_text(difference(core(old), core(named_package("0.3.0", released.layout))))
    lines = text.split("\n")
    assert lines[0] == "highland-timeline: 0.2.0 → 0.3.0"
    assert "events: 1 removed" in lines
    assert "  - 2026-vale-road (Told of another road.; now 2024-east-vale-road)" in lines
    assert "datasets/timeline.json: changed" in lines
    assert lines[-1] == "It demands a major version."


def test_the_text_tells_old_and_new_cells(first: Repository, tmp_path: Path) -> None:
    correct(first)
    add(first)
    text = as_text(made_of(named_package("0.1.0", first.layout), first, tmp_path / "aside"))
    assert "\n  ~ 2026-vale-road (corrected)\n      title_en: Vale road opened → Vale road ready\n" in text
    assert "\ntopics: 1 added\n  + water\n" in text
    assert text.endswith("\nIt demands a minor version.")


def test_nothing_is_told_as_that(first: Repository, tmp_path: Path) -> None:
    text = as_text(made_of(named_package("0.1.0", first.layout), first, tmp_path / "aside"))
    assert text.split("\n")[1:] == ["No difference of the data."]


def test_markdown_is_a_short_summary_and_folded_details(first: Repository, tmp_path: Path) -> None:
    remove(first)
    correct_other = "datasets/contributions/one/events.csv"
    first.change(correct_other, "Spring Fair 2026", "Fair of spring")
    text = as_markdown(made_of(named_package("0.1.0", first.layout), first, tmp_path / "aside"))
    summary, _, details = text.partition("<details>")
    assert "It demands a major version." in summary
    assert "| `events` | 0 | 1 | 1 |" in summary
    assert "- `2026-vale-road`" not in summary
    assert "<summary>events: 1 corrected, 1 removed</summary>\n\n- ~ `2026-spring-fair`" in details
    assert text.count("<details>") == text.count("</details>") > 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<img src=x>", "`<img src=x>`"),
        ("</details>", "`</details>`"),
        ("@everybody", "`@everybody`"),
        ("[x](http://x)", "`[x](http://x)`"),
        ("a `b` c", "``a `b` c``"),
        ("`code`", "`` `code` ``"),
        ("``", "``` `` ```"),
        ("two\n\nlines", "`two lines`"),
        ("", "`nothing`"),
    ],
)
def test_no_cell_is_markup(text: str, code: str) -> None:
    lines = as_markdown(of_rows(row(Op.MOD, "e", text, "new", reason="corrected"))).split("\n")
    assert f"  - `title_en`: {code} → `new`" in lines
    assert lines.count("</details>") == 1


def test_long_values_are_shown_from_where_they_differ() -> None:
    old = "word " * 40 + "one"
    (line,) = [
        line for line in as_text(of_rows(row(Op.MOD, "e", old, old[:-3] + "two"))).split("\n") if "title_en" in line
    ]
    assert line == "      title_en: …word word word word one → …word word word word two"
    assert "nothing → " + "word " * 15 in as_text(of_rows(row(Op.MOD, "e", "", old)))


def test_long_tables_are_cut_and_the_rest_is_counted() -> None:
    rows = [row(Op.ADD, f"e-{number}") for number in range(SHOWN + 7)]
    text = as_markdown(of_rows(*rows))
    assert text.count("\n- +") == SHOWN
    assert "- … and 7 more" in text
    assert as_text(of_rows(*rows)).count("\n  + ") == SHOWN + 7


def test_what_follows_from_others_is_left_out_of_markdown() -> None:
    made = of_rows(row(Op.MOD, "a", "1", "2", reason="recomputed"), row(Op.MOD, "b", reason="moved"))
    assert "`a`" not in as_markdown(made)
    assert "~ a (recomputed)" in as_text(made)


def test_rows_that_only_moved_are_no_corrections() -> None:
    made = of_rows(row(Op.MOD, "b", reason="moved"))
    assert counted(made.tables[0]) == "rows in another order"
    assert made.level is Level.PATCH


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (SchemaChange(Op.ADD, Level.MINOR, "events", "note", "", None, None, "added"), "events.note: added"),
        (
            SchemaChange(Op.MOD, Level.MAJOR, "events", "date", "type", "string", "date", "type or meaning changed"),
            "events.date: type (string → date): type or meaning changed",
        ),
        (
            SchemaChange(Op.MOD, Level.PATCH, "", "", "keywords", ["a"], ["b"], "changed"),
            "the package: keywords: changed",
        ),
        (
            SchemaChange(Op.MOD, Level.MAJOR, "events", "kind", "name", "sort", "kind", "renamed"),
            "events.kind (sort → kind): renamed",
        ),
    ],
)
def test_changes_of_the_structure_are_told_in_a_line(change: SchemaChange, told: str) -> None:
    assert structural(change) == told
    assert as_markdown(Difference("x", "1", "2", (change,))).replace("`", "").count(told) == 1


def test_a_description_changed_asks_whether_the_meaning_did() -> None:
    change = SchemaChange(Op.MOD, Level.PATCH, "events", "date", "description", "a", "b", "description changed")
    assert MEANING in as_text(Difference("x", "1", "2", (change,)))
    assert MEANING in as_markdown(Difference("x", "1", "2", (change,)))


ENTRY = "## Data 0.2.0 - 2026-10-02\n\n### Added\n\n- It.\n"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("# Changelog\n\nWords.\n", f"# Changelog\n\nWords.\n\n{ENTRY}"),
        ("# Changelog\n\nWords.", f"# Changelog\n\nWords.\n\n{ENTRY}"),
        ("# Changelog\n\n## Unreleased\n\n- A.\n", f"# Changelog\n\n## Unreleased\n\n- A.\n\n{ENTRY}"),
        ("# C\n\n## [Unreleased]\n\n## 0.1.0\n", f"# C\n\n## [Unreleased]\n\n{ENTRY}\n## 0.1.0\n"),
        ("# C\n\n## Tool 1.0\n\n### Added\n", f"# C\n\n{ENTRY}\n## Tool 1.0\n\n### Added\n"),
    ],
)
def test_an_entry_stands_below_what_is_not_released_yet(text: str, made: str) -> None:
    assert with_entry(text, ENTRY) == made
