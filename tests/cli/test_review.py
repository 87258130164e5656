"""`timeline review`: single decisions by option, and a review in a terminal, typed key by key."""

import io
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.plain_text import PlainTextOutput
from proposed import EVENT, FIGURE, Reader
from tables import read

from timeline.cli import main
from timeline.cli.session import review
from timeline.contribute import propose_into
from timeline.layout import Layout
from timeline.problems import Lang

TWO = "datasets/contributions/two"
EVENT_ID, FIGURE_ID = EVENT["candidate"], FIGURE["candidate"]
ENTER, CLEAR, BREAK, END = "\r", "\x15", "\x03", "\x04"
SECONDS = 60

Type = Callable[[str], str]


@pytest.fixture
def root(collection: Path, tmp_path: Path, reader: Reader) -> Path:
    """A collection with an event and a figure proposed for `two`."""
    (tmp_path / "two.txt").write_text("Một dòng.\n", encoding="utf-8", newline="\n")
    propose_into(Layout(collection), "two", tmp_path / "two.txt")
    return collection


def run(root: Path, *arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["--root", str(root), "review", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def everything(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in (root / "datasets").rglob("*") if path.is_file()}


def test_a_list_has_tabs_between(root: Path) -> None:
    code, output = run(root, "two", "--list")
    rows = [line.split("\t") for line in output.splitlines()]
    assert code == 0
    assert rows == [
        ["candidate", "kind", "score", "time", "lines_vi", "lines_en", "told", "conflict"],
        [EVENT_ID, "events", "0.87", "2026-05-21", "25-26", "35", "Decision: Vale council, Vale", ""],
        [FIGURE_ID, "observations", "0.90", "", "27", "36", "road-length: 12,5 km", ""],
    ]


def test_decisions_by_option(root: Path) -> None:
    before = everything(root)
    titles = ("--set", "title_en=Council meets", "--set", "title_vi=Hội đồng = họp", "--set", "title_vi=Hội đồng họp")
    assert run(root, "two", "--accept", EVENT_ID, *titles) == (0, "Accepted as 2026-council-meets.\n")
    assert read(root / TWO / "events.csv")[-1]["title_vi"] == "Hội đồng họp"
    assert run(root, "two", "--reject", FIGURE_ID, "--reason", "phone", "--note", "Hm.") == (
        0,
        f"Rejected {FIGURE_ID}.\n",
    )
    assert run(root, "two", "--undo") == (0, f"Taken back: reject of {FIGURE_ID}.\n")
    assert run(root, "two", "--undo") == (0, f"Taken back: accept of {EVENT_ID}.\n")
    assert everything(root) == before


def test_one_and_the_report_where_the_row_is_faulty(root: Path) -> None:
    before = everything(root)
    code, output = run(root, "two", "--accept", FIGURE_ID, "--set", "obs_value=12,6")
    assert code == 1
    assert output.startswith(
        f"{TWO}/candidates/observations.csv:2: obs_value: «12,6» is not a plain number; write 12.6"
    )
    assert run(root, "two", "--accept", FIGURE_ID, "--set", "obs_value=12,6", "--lang", "vi")[1].count("hãy") == 1
    code, output = run(root, "two", "--reject", FIGURE_ID, "--reason", "whim")
    assert (code, "[code-unknown]" in output) == (1, True)
    assert everything(root) == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["two"], "there is no terminal here"),
        (["three"], "there is no terminal here"),
        (["three", "--list"], "there is no datasets/contributions/three"),
        (["two", "--accept", "nothing"], "no candidate «nothing» waits in two"),
        (["two", "--accept", "a", "--undo"], "one at a time"),
        (["two", "--reject", FIGURE_ID], "--reject needs --reason"),
        (["two", "--reject", FIGURE_ID, "--reason", "phone", "--set", "note=x"], "--set goes with --accept"),
        (["two", "--list", "--note", "x"], "--note goes with --reject"),
        (["two", "--accept", FIGURE_ID, "--set", "note"], "write it as COLUMN=VALUE"),
        (["two", "--accept", FIGURE_ID, "--set", "indicater=x"], "did you mean indicator?"),
        (["two", "--accept", FIGURE_ID, "--set", "score=1"], "there is no such column"),
        (["two", "--undo"], "nothing of two was decided on this machine"),
    ],
    ids=str,
)
def test_two_where_the_usage_is_wrong(root: Path, arguments: list[str], told: str) -> None:
    before = everything(root)
    code, output = run(root, *arguments)
    assert code == 2, output
    assert told in " ".join(output.split())
    assert everything(root) == before


def test_one_line_where_the_history_is_damaged(root: Path) -> None:
    path = root / ".timeline" / "review" / "two.jsonl"
    path.parent.mkdir()
    path.write_text("{", encoding="utf-8", newline="\n")
    assert run(root, "two", "--undo") == (
        1,
        "Error: .timeline/review/two.jsonl is damaged; remove it, only undo and resuming rest on it\n",
    )


@pytest.fixture
def typed(root: Path) -> Type:
    """A review of `two` in which a text is typed; what was shown. A person who types no more has gone away."""

    def type_in(keys: str) -> str:
        out = io.StringIO()
        with create_pipe_input() as pipe, create_app_session(input=pipe, output=PlainTextOutput(out)):
            pipe.send_text(keys)
            pipe.close()
            review(Layout(root), "two", Lang.EN)
        return out.getvalue()

    return type_in


def test_a_candidate_is_shown_with_its_passages(typed: Type) -> None:
    shown = typed("q")
    assert "1 of 2 · event · score 0.87 · 0 decided" in shown
    assert "vi  Ngày 21/5/2026, hội đồng họp tại Thung Lũng." in shown
    assert "en  On May 21, 2026, the council met in Vale." in shown
    assert "event_kind  decision  Decision / " in shown
    assert "2 left." in shown


def test_an_event_is_asked_for_its_titles_the_draft_offered(root: Path, typed: Type) -> None:
    shown = typed(f"a{ENTER}Hội đồng họp{ENTER}q")
    assert "Accepted as 2026-decision-vale-council-vale." in shown
    assert "1 of 1 · figure" in shown
    row = read(root / TWO / "events.csv")[-1]
    assert (row["title_en"], row["title_vi"]) == ("Decision: Vale council, Vale", "Hội đồng họp")


def test_a_field_is_mended_under_the_rules_and_then_accepted(root: Path, typed: Type) -> None:
    keys = f"setime_period{ENTER}6/2026{ENTER}{CLEAR}2026-06{ENTER}period_basis{ENTER}inferred{ENTER}{ENTER}aq"
    shown = typed(keys)
    assert "«6/2026» is not a date in plain EDTF; write 2026-06" in shown
    assert "time_period  2026-06" in shown
    row = next(row for row in read(root / TWO / "observations.csv") if row["indicator"] == "road-length")
    assert (row["time_period"], row["period_basis"]) == ("2026-06", "inferred")
    assert "All that is left was passed over" in shown


def test_what_row_rules_find_is_told_and_nothing_is_decided(root: Path, typed: Type) -> None:
    before = everything(root)
    shown = typed(f"seobs_value{ENTER}{CLEAR}13{ENTER}{ENTER}aq")
    assert "obs_value: the figure as printed" in shown
    assert everything(root) == before
    assert "2 left." in shown


def test_unknown_columns_and_codes_are_refused_at_once(root: Path, typed: Type) -> None:
    shown = typed(f"seindicater{ENTER}{CLEAR}indicator{ENTER}{CLEAR}road-lengths{ENTER}{BREAK}q")
    assert "no such column; did you mean indicator?" in shown
    assert "did you mean road-length? if not, add it there first" in shown
    assert "Broken off; nothing is decided." in shown


def test_a_rejection_offers_reasons_and_takes_a_note(root: Path, typed: Type) -> None:
    shown = typed(f"r{ENTER}phone{ENTER}Not one.{ENTER}q")
    assert "phone  " in shown
    assert "a reason is needed" in shown
    assert "Rejected: phone." in shown
    (row,) = read(root / TWO / "rejected.csv")
    assert (row["kind"], row["reason"], row["note"]) == ("event", "phone", "Not one.")


def test_undo_brings_the_last_back_and_says_where_there_is_none(root: Path, typed: Type) -> None:
    before = everything(root)
    shown = typed(f"urphone{ENTER}{ENTER}uq")
    assert "nothing of two was decided on this machine" in shown
    assert f"Taken back: reject of {EVENT_ID}." in shown
    assert everything(root) == before


def test_a_review_goes_on_where_it_was_left_and_ends_when_all_is_decided(root: Path, typed: Type) -> None:
    assert "2 of 2 · figure" in typed(f"s{END}")
    shown = typed(f"arphone{ENTER}{ENTER}")
    assert shown.index("2 of 2 · figure") < shown.index("1 of 1 · event")
    assert "All decided. Next: timeline validate datasets/contributions/two" in shown
    assert not (root / TWO / "candidates").exists()


@pytest.mark.parametrize("key", [BREAK, END, "x" + ENTER + END, ""])
def test_breaking_off_decides_nothing(root: Path, typed: Type, key: str) -> None:
    before = everything(root)
    assert "2 left." in typed(key)
    assert everything(root) == before


def test_without_passages_it_is_told_how_to_get_them(root: Path, typed: Type) -> None:
    (root / ".timeline" / "candidates" / "two.json").unlink()
    assert "timeline propose two FILE brings them" in typed("q")


def until(master: int, wanted: str, shown: bytearray) -> None:
    """Read a terminal until it shows a text; fails after a minute."""
    deadline = time.monotonic() + SECONDS
    while wanted.encode() not in shown:
        left = deadline - time.monotonic()
        assert left > 0, shown.decode(errors="replace")
        assert select.select([master], [], [], left)[0], shown.decode(errors="replace")
        shown += os.read(master, 4096)
        if b"\x1b[6n" in shown:
            shown[:] = shown.replace(b"\x1b[6n", b"")
            os.write(master, b"\x1b[1;1R")


def test_in_a_real_terminal(root: Path) -> None:
    """The command itself, on a pseudo-terminal: shown, decided by one key, left."""
    master, slave = pty.openpty()
    program = "from timeline.cli import main; main()"
    arguments = [sys.executable, "-c", program, "--root", str(root), "review", "two"]
    process = subprocess.Popen(arguments, stdin=slave, stdout=slave, stderr=slave, env={**os.environ, "TERM": "xterm"})
    os.close(slave)
    shown = bytearray()
    try:
        until(master, "uit", shown)
        os.write(master, b"s")
        until(master, "2 of 2", shown)
        shown.clear()
        until(master, "uit", shown)
        os.write(master, b"a")
        until(master, "Accepted as two-road-length-", shown)
        until(master, "1 left.", shown)
        assert process.wait(SECONDS) == 0
    finally:
        process.kill()
        process.wait()
        os.close(master)
    assert not (root / TWO / "candidates" / "observations.csv").exists()
