"""What tests of several folders share: a small valid collection, and how hard hypothesis tries."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings
from proposed import Reader, stand_in
from repositories import Repository, add, bury, correct, remove

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


@pytest.fixture
def repository(collection: Path) -> Repository:
    """That collection as a repository that can be released."""
    return Repository(collection)


@pytest.fixture(scope="session")
def released_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A repository with one release, and one with three; made once, and copied by those who change them."""
    first, third = (tmp_path_factory.mktemp("released") / name for name in ("first", "third"))
    shutil.copytree(Path(__file__).parent / "collection", first)
    assert Repository(first).released("2026-10-01") == "0.1.0"
    shutil.copytree(first, third)
    repository = Repository(third)
    add(repository)
    correct(repository)
    repository.write("README.md", "# Highland\n\nInvented, and now with water.\n")
    assert repository.released("2026-10-02") == "0.2.0"
    remove(repository)
    bury(repository, "0.2.0")
    assert repository.released("2026-11-03") == "0.3.0"
    return first, third


@pytest.fixture
def first(released_once: tuple[Path, Path], tmp_path: Path) -> Repository:
    """A repository with version 0.1.0 of 2026-10-01."""
    return Repository(Path(shutil.copytree(released_once[0], tmp_path / "first")))


@pytest.fixture
def released(released_once: tuple[Path, Path], tmp_path: Path) -> Repository:
    """A repository with three releases: a first one, one with a row more, one with ids removed."""
    return Repository(Path(shutil.copytree(released_once[1], tmp_path / "released")))
