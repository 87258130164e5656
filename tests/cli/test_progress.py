"""Long work on a terminal and in a pipe, and what is left when it is cut short."""

import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

OBSERVATIONS = "datasets/contributions/one/observations.csv"
DEADLINE = 60


@pytest.fixture
def large(collection: Path) -> Path:
    """The collection with some 60 MB of observations, which take a while."""
    path = collection / OBSERVATIONS
    lines = path.read_bytes().splitlines(keepends=True)
    first = lines[1].partition(b",")[2]
    rows = (b"one-row-%d,%s" % (number, first) for number in range(60_000_000 // len(lines[1])))
    path.write_bytes(lines[0] + b"".join(rows))
    return collection


def started(root: Path, *arguments: str) -> tuple["subprocess.Popen[bytes]", int]:
    """The command on a terminal of its own, and our end of that terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "timeline", "--root", str(root), *arguments]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    return process, ours


def said(ours: int, until: bytes) -> bytes:
    """What the terminal shows up to a text; the test fails if that has not come by the deadline."""
    told, end = b"", time.monotonic() + DEADLINE
    while until not in told:
        assert time.monotonic() < end, told
        if select.select([ours], [], [], 1)[0]:
            told += os.read(ours, 4096)
    return told


def tree(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize("command", ["validate", "build"])
def test_large_files_show_a_bar_and_an_interrupt_leaves_nothing_behind(large: Path, command: str) -> None:
    before = tree(large)
    process, ours = started(large, command)
    shown = said(ours, b"Reading")
    process.send_signal(signal.SIGINT)
    shown += said(ours, b"Aborted!")
    assert process.wait(DEADLINE) == 1
    os.close(ours)
    assert b"Traceback" not in shown
    assert {name: data for name, data in tree(large).items() if name != ".timeline/lock"} == before


def test_the_bar_tells_share_time_left_and_rows(large: Path) -> None:
    process, ours = started(large, "validate")
    shown = said(ours, b"  00:0")
    process.kill()
    process.wait(DEADLINE)
    os.close(ours)
    assert b"%" in shown
    assert b" rows" in shown


def test_nothing_is_shown_in_a_pipe(large: Path) -> None:
    command = [sys.executable, "-m", "timeline", "--root", str(large), "validate"]
    done = subprocess.run(command, capture_output=True, timeout=5 * DEADLINE, check=False)
    assert done.stderr == b""
    assert b"Reading" not in done.stdout
