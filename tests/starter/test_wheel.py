"""A new repository from the tool's wheel: its own `make build` and `make test`, in an empty venv and offline."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from timeline.records import CODELISTS

ROOT = Path(__file__).parents[2]
TEMPLATE = (
    "CONTRIBUTING.md",
    "LICENSE-DATA",
    "Makefile",
    "README.md",
    "datasets/contributions/dot-gitkeep",
    "datasets/contributions/example-2026-01/events.csv",
    "datasets/contributions/example-2026-01/observations.csv",
    "datasets/contributions/example-2026-01/rejected.csv",
    "datasets/contributions/example-2026-01/source.toml",
    "datasets/package.toml",
    "datasets/tombstones.csv",
    "dot-editorconfig",
    "dot-taplo.toml",
    "dot-gitattributes",
    "dot-github/workflows/ci.yml",
    "dot-gitignore",
    "texts/example-2026-01.txt",
)
NEEDED = shutil.which("make") and shutil.which("git")

pytestmark = pytest.mark.skipif(not NEEDED, reason="NOT RUN: make or git is not installed")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment where the tool's dependencies can be imported and the tool itself cannot, without any index."""
    folder = tmp_path_factory.mktemp("dependencies")
    for path in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        for entry in Path(path).iterdir():
            name = entry.name.replace("-", "_")
            ours = name.startswith(("timeline", "_timeline", "_editable_impl_timeline", "__editable__", "__pycache__"))
            if not ours and entry.suffix != ".pth":
                (folder / entry.name).symlink_to(entry)
    offline = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PYTHONPATH": str(folder)}
    left_out = {"TIMELINE", "TOOL", "TEXTS", "MAKEFLAGS", "MAKELEVEL", "VIRTUAL_ENV"}
    return {name: text for name, text in os.environ.items() if name not in left_out} | offline


@pytest.fixture(scope="module")
def tool(wheel: Path, elsewhere: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a venv that holds the wheel and nothing else."""
    folder = tmp_path_factory.mktemp("tool") / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", folder, folder=ROOT)
    pip = (sys.executable, "-m", "pip", "--python", folder / "bin" / "python")
    run(*pip, "install", "--quiet", wheel, folder=folder, env=elsewhere)
    return folder / "bin" / "timeline"


@pytest.fixture
def repository(tool: Path, elsewhere: dict[str, str], tmp_path: Path) -> Path:
    folder = tmp_path / "ha giang"
    run(tool, "init", folder, "--name", "ha-giang", folder=tmp_path, env=elsewhere)
    run("git", "init", "--quiet", folder=folder)
    run("git", "add", ".", folder=folder)
    return folder


def run(*command: object, folder: Path, env: dict[str, str] | None = None) -> str:
    """What a command says, which must end well."""
    done = subprocess.run(
        list(map(str, command)), cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8",
        timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_holds_the_starter_files_and_no_other(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if name.startswith("timeline/starter/")}
    code = {"timeline/starter/__init__.py", "timeline/starter/shipped.py"}
    codelists = {f"timeline/starter/codelists/{kind.table}.csv" for kind in CODELISTS}
    assert names == code | codelists | {f"timeline/starter/template/{name}" for name in TEMPLATE}


def test_it_passes_its_own_make_test_in_an_empty_venv(repository: Path, wheel: Path, elsewhere: dict[str, str]) -> None:
    env = elsewhere | {"TOOL": str(wheel), "PYTHON": sys.executable}
    assert "Up to date." in run("make", "build", folder=repository, env=env)
    told = run("make", "test", folder=repository, env=env)
    assert "No problems." in told
    assert "Every record is borne out by its source." in told
    assert "Up to date." in told
    assert run(repository / ".venv" / "bin" / "timeline", "--version", folder=repository, env=env)
    where = run(
        repository / ".venv" / "bin" / "python", "-P", "-c", "import timeline; print(timeline.__file__)",
        folder=repository, env=env,
    )  # fmt: skip
    assert Path(where.strip()).is_relative_to(repository / ".venv"), "another tool than the wheel was tested"
    assert run("git", "status", "--porcelain", folder=repository).count("\nA ") > 80
    assert not [
        line for line in run("git", "status", "--porcelain", folder=repository).splitlines() if line[:2] != "A "
    ]
    run("make", "clean", folder=repository, env=env)
    assert not (repository / ".venv").exists()


def test_it_takes_a_tool_that_is_there_and_goes_on_without_the_example(
    repository: Path, tool: Path, elsewhere: dict[str, str]
) -> None:
    named = f"TIMELINE={tool}"
    assert "Up to date." in run("make", "test", named, folder=repository, env=elsewhere)
    run("make", "forget-example", named, folder=repository, env=elsewhere)
    assert "Up to date." in run("make", "test", named, folder=repository, env=elsewhere)
    told = run("make", "verify", named, "TEXTS=nowhere", folder=repository, env=elsewhere)
    assert told.startswith("NOT RUN: verify")
    assert not (repository / ".venv").exists()
    assert "example-2026-01" not in (repository / "datapackage.json").read_text(encoding="utf-8")


def test_its_make_test_fails_where_something_is_wrong(repository: Path, tool: Path, elsewhere: dict[str, str]) -> None:
    events = repository / "datasets" / "contributions" / "example-2026-01" / "events.csv"
    events.write_bytes(events.read_bytes().replace(b"lead,4-5,8-9", b"lead,6,10"))
    done = subprocess.run(
        ["make", "test", f"TIMELINE={tool}"], cwd=repository, env=elsewhere, capture_output=True, text=True,
        encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "no line of this event names 2026-01-15" in done.stderr
