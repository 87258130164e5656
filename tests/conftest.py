"""What tests of several folders share: a small valid collection, and how hard hypothesis tries."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings
from proposed import Reader, stand_in

settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile("fuzz", deadline=None, max_examples=5_000)
in_ci = any(os.environ.get(name) for name in ("CI", "REQUIRE_ALL"))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if in_ci else "default"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """End the run with a line for each test that could not be run here."""
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        terminalreporter.write_line(f"{reason.removeprefix('Skipped: ')} ({report.nodeid})")


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """The root of a copy of tests/collection: a valid collection about a region that does not exist."""
    root = tmp_path / "collection"
    shutil.copytree(Path(__file__).parent / "collection", root)
    return root


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    """What reads documents in the place of `timeline.extract` and `timeline.documents`."""
    return stand_in(monkeypatch)
