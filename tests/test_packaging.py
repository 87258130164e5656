"""The tool as it is distributed: what wheel and sdist hold, that the wheel runs, and that the locks are locks."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from timeline.version import __version__

ROOT = Path(__file__).parents[1]
NAME = f"timeline_publisher-{__version__}"
META = f"{NAME}.dist-info"
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))

CLUSTER = {
    "cloudpickle", "dask", "distributed", "fsspec", "importlib-metadata", "lazy-importer", "locket",
    "msgpack", "partd", "psutil", "sortedcontainers", "tblib", "toolz", "tornado", "zict", "zipp",
}  # fmt: skip
Pins = dict[str, tuple[str, list[str]]]


def python(*arguments: object, folder: Path = ROOT, path: Path | None = None) -> str:
    """What a Python process says, which must end well; no index of packages is asked."""
    env = {**os.environ, "PIP_NO_INDEX": "1", **({"PYTHONPATH": str(path)} if path else {})}
    command = [sys.executable, *map(str, arguments)]
    done = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist of this tree."""
    folder = tmp_path_factory.mktemp("dist")
    python("-m", "hatchling", "build", "-d", folder)
    assert {path.name for path in folder.iterdir()} == {f"{NAME}-py3-none-any.whl", f"{NAME}.tar.gz"}
    return folder


@pytest.fixture(scope="module")
def installed(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel installed alone, into a folder of its own."""
    folder = tmp_path_factory.mktemp("installed")
    wheel = next(made.glob("*.whl"))
    python("-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", folder, wheel)
    return folder


def wheel_names(folder: Path) -> list[str]:
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        return sorted(wheel.namelist())


def package_files() -> set[str]:
    """The files of the package as the tree has them."""
    there = {path.relative_to(ROOT) for path in (ROOT / "timeline").rglob("*") if path.is_file()}
    return {path.as_posix() for path in there if "__pycache__" not in path.parts}


def test_the_wheel_holds_the_package_and_nothing_else(made: Path) -> None:
    names = wheel_names(made)
    assert {name for name in names if not name.startswith(META)} == package_files()
    assert {name.removeprefix(f"{META}/") for name in names if name.startswith(META)} == {
        "METADATA",
        "RECORD",
        "WHEEL",
        "entry_points.txt",
        "licenses/LICENSE",
    }


def test_the_package_has_its_data_and_its_types_and_no_stray_file(made: Path) -> None:
    names = {name for name in wheel_names(made) if not name.startswith(META)}
    assert "timeline/py.typed" in names
    assert "timeline/messages/cells.toml" in names
    assert "timeline/phrases/data/vi/figures.toml" in names
    assert "timeline/starter/codelists/units.csv" in names
    code = {name for name in names if not name.startswith("timeline/starter/")}
    assert {Path(name).suffix for name in code - {"timeline/py.typed"}} == {".py", ".toml"}


def test_the_sdist_holds_what_was_named_and_nothing_of_the_scratch_folders(made: Path) -> None:
    with tarfile.open(next(made.glob("*.tar.gz"))) as archive:
        names = {name.removeprefix(f"{NAME}/") for name in archive.getnames()}
    assert {name for name in names if name.startswith("timeline/")} == package_files()
    tops = {name.partition("/")[0] for name in names}  # the tests need the repository around them
    assert tops <= {
        "timeline",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "PKG-INFO",
        "pyproject.toml",
        ".gitignore",
    }
    assert {"README.md", "LICENSE", "pyproject.toml"} <= names
    for part in (".timeline", "__pycache__", ".hypothesis", ".venv", ".git"):
        assert not [name for name in names if part in name.split("/")], part


def test_the_wheel_made_from_the_sdist_is_the_same(made: Path, tmp_path: Path) -> None:
    with tarfile.open(next(made.glob("*.tar.gz"))) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # from Python 3.11.4 on
        archive.extractall(tmp_path)
    python("-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path, folder=tmp_path / NAME)
    assert wheel_names(tmp_path) == wheel_names(made)


def test_the_wheel_knows_its_command_and_its_licence(made: Path) -> None:
    with zipfile.ZipFile(next(made.glob("*.whl"))) as wheel:
        meta = wheel.read(f"{META}/METADATA").decode()
        assert wheel.read(f"{META}/entry_points.txt").decode() == "[console_scripts]\ntimeline = timeline.cli:main\n"
    assert f"\nVersion: {__version__}\n" in meta
    assert "\nLicense-Expression: MIT\n" in meta
    assert "\nRequires-Python: >=3.11\n" in meta


def test_the_installed_wheel_runs(installed: Path, tmp_path: Path) -> None:
    where = python("-c", "import timeline; print(timeline.__file__)", folder=tmp_path, path=installed)
    assert Path(where.strip()).is_relative_to(installed), "the tree is run, not the wheel"
    root = tmp_path / "collection"
    shutil.copytree(ROOT / "tests" / "collection", root)
    assert "timeline validate" in python("-m", "timeline", "--help", folder=tmp_path, path=installed)
    assert (installed / "bin" / "timeline").exists() or (installed / "Scripts" / "timeline.exe").exists()
    told = python("-m", "timeline", "--root", root, "validate", folder=tmp_path, path=installed)
    assert told == "No problems.\n"
    built = python("-m", "timeline", "--root", root, "build", folder=tmp_path, path=installed)
    assert built.startswith("Built: ")


def test_an_installed_program_is_run_by_its_name(installed: Path, tmp_path: Path) -> None:
    script = installed / "bin" / "timeline"
    if not script.exists():
        pytest.skip("NOT RUN: scripts are .exe files here")
    assert python(script, "--version", folder=tmp_path, path=installed) == f"timeline, version {__version__}\n"


@pytest.fixture(scope="module")
def empty(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a new environment: tool wheel, data wheel, and of all that the tool needs polars alone."""
    folder = tmp_path_factory.mktemp("empty")
    root = folder / "collection"
    shutil.copytree(ROOT / "tests" / "collection", root)
    python("-m", "timeline", "--root", root, "build", "--formats", "wheel", path=ROOT)
    venv.create(folder / "venv", with_pip=False)
    own = folder / "venv" / ("bin/python" if os.name == "posix" else "Scripts/python.exe")
    wheels = [next(made.glob("*.whl")), next((root / "dist").glob("*.whl"))]
    python("-m", "pip", "--python", own, "install", "--quiet", "--no-deps", "--no-index", *wheels)
    where = [str(own), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = Path(subprocess.check_output(where, encoding="utf-8").strip())
    told = importlib.util.find_spec("polars")
    assert told is not None
    assert told.origin is not None
    for package in Path(told.origin).parents[1].glob("*polars*"):
        (site / package.name).symlink_to(package)
    return own


def test_tool_and_data_load_in_an_empty_environment_without_a_network(empty: Path, tmp_path: Path) -> None:
    program = """
import socket, sys
def refuse(*arguments):
    raise AssertionError("the network is asked")
socket.socket.connect = socket.getaddrinfo = refuse
import timeline, highland_timeline
assert timeline.__file__.startswith(sys.prefix) and highland_timeline.__file__.startswith(sys.prefix)
package = timeline.open_package()
assert (package.where, package.name, package.version) == ("highland-timeline",) * 2 + (highland_timeline.__version__,)
for name, resource in package.resources.items():
    data = package.read(name)
    assert highland_timeline.FILES.joinpath(*resource.path.split("/")).read_bytes() == data, name
    if resource.schema is not None:
        assert timeline.load(name).width == len(resource.schema["fields"]), name
print(timeline.load("observations").height, len(package.resources))
"""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run([empty, "-c", program], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rows, files = map(int, done.stdout.split())
    told = json.loads((ROOT / "tests" / "build" / "golden" / "datapackage.json").read_text(encoding="utf-8"))
    assert files == len(told["resources"])
    assert rows > 1


def pins(lock: Path) -> Pins:
    """Name -> version and hashes of each requirement of a lock; every line that is no comment belongs to one."""
    found: Pins = {}
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in filter(None, (line.partition("#")[0].strip() for line in text.split("\n"))):
        told = re.fullmatch(
            r"([a-z0-9][a-z0-9._-]*)==([0-9][^\s;]*)(?:\s*;[^-]+?)?((?:\s+--hash=sha256:[0-9a-f]{64})+)", line
        )
        assert told, f"{lock.name}: no pinned requirement with hashes: {line[:80]}"
        found[told[1]] = (told[2], told[3].split())
    return found


@pytest.mark.parametrize("lock", LOCKS, ids=[lock.name for lock in LOCKS])
def test_locks_pin_every_requirement_by_hash_and_name_no_place(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert len(pins(lock)) > 20
    assert "://" not in text
    assert not re.search(r"(^|[\s=@])(/|~/|[A-Za-z]:\\)", text, re.MULTILINE), "an absolute path"
    assert not re.search(r"^\s*(-i|-f|-e|-c|-r|--(index|extra|find|trusted|editable))", text, re.MULTILINE)


def test_there_is_a_lock_a_need() -> None:
    assert [lock.name for lock in LOCKS] == ["cluster.txt", "dev.txt", "documents.txt", "run.txt", "xlsx.txt"]


def test_what_runs_is_part_of_what_develops_in_the_same_versions() -> None:
    run, dev = pins(ROOT / "requirements" / "run.txt"), pins(ROOT / "requirements" / "dev.txt")
    assert {name: pin for name, pin in run.items() if dev.get(name) != pin} == {}
    assert set(dev) - set(run), "dev.txt has nothing of its own"


@pytest.mark.parametrize(
    ("extra", "more"),
    [
        ("documents", {"lxml", "pypdfium2", "python-docx"}),
        ("xlsx", {"openpyxl", "et-xmlfile", "xlsxwriter"}),
        ("cluster", CLUSTER),
    ],
)
def test_what_an_extra_needs_is_locked_and_not_installed_to_run(extra: str, more: set[str]) -> None:
    run, needed, dev = (pins(ROOT / "requirements" / f"{name}.txt") for name in ("run", extra, "dev"))
    assert set(needed) - set(run) == more
    assert run.items() <= needed.items() <= dev.items()
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert set(extras[extra]) <= set(extras["dev"])


def test_the_build_backend_is_locked_and_test_tools_are_not_installed_to_run() -> None:
    run = pins(ROOT / "requirements" / "run.txt")
    assert {"hatchling", "editables", "pydantic", "polars", "click", "frictionless", "dateparser", "filelock"} <= set(
        run
    )
    assert not {"pytest", "mypy", "ruff", "hypothesis", "pandas", "duckdb"} & set(run)


def test_the_lock_of_the_javascript_judges_pins_by_hash_and_names_no_place() -> None:
    folder = ROOT / "tests" / "judges"
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
    packages = {name: told for name, told in lock["packages"].items() if name}
    assert len(packages) > 20
    assert lock["packages"][""]["dependencies"] == wanted
    assert all(told["integrity"].startswith("sha") and "resolved" not in told for told in packages.values())
