"""What `import timeline` offers: a few documented names, looked up when they are used."""

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import timeline

HEAVY = ("polars", "pandas", "pyarrow", "pydantic", "frictionless", "dateparser", "click", "urllib.request", "zipfile")
NAMES = ["ChecksumError", "LoadError", "NotFoundError", "Package", "__version__", "load", "open_package"]
USE = (Path(__file__).parents[1] / "docs" / "use.md").read_text(encoding="utf-8")


def imported(code: str) -> list[str]:
    """Which heavy libraries a program of one line imports, in a process of its own."""
    program = f"import sys\n{code}\nprint(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    return done.stdout.split()


def test_the_public_names_are_these() -> None:
    """A name that is added, renamed or removed here is a change that others meet."""
    assert sorted(timeline.__all__) == timeline.__all__ == NAMES == dir(timeline)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "__version__"])
def test_each_public_name_is_explained_in_the_code_and_on_the_page(name: str) -> None:
    assert inspect.getdoc(getattr(timeline, name))
    assert name in USE


def test_public_functions_are_fully_typed() -> None:
    for function in (timeline.load, timeline.open_package, timeline.Package.read, timeline.Package.frame):
        told = inspect.signature(function)
        annotations = [told.return_annotation, *(each.annotation for each in told.parameters.values())]
        assert inspect.Signature.empty not in annotations[:1] + annotations[2:]
    assert (Path(timeline.__file__).parent / "py.typed").exists()


def test_what_is_not_public_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="module 'timeline' has no attribute 'open'"):
        timeline.open  # type: ignore[attr-defined] # noqa: B018


def test_errors_have_one_root() -> None:
    assert issubclass(timeline.ChecksumError, timeline.LoadError)
    assert issubclass(timeline.NotFoundError, timeline.LoadError)


@pytest.mark.parametrize(
    ("code", "heavy"),
    [
        ("import timeline; timeline.__version__", []),
        ("from timeline import load, LoadError", ["urllib.request", "zipfile"]),
        ("import timeline; timeline.load('events')", ["polars", "urllib.request", "zipfile"]),
    ],
)
def test_libraries_are_imported_when_they_are_needed(
    code: str, heavy: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(__file__).parents[1])
    assert imported(code) == heavy


def test_loading_twice_finds_the_function_and_no_module() -> None:
    """A module called `load` would take its place in the package once it is imported."""
    root = Path(__file__).parents[1]
    assert timeline.load("topics", root).equals(timeline.load("topics", root))
    assert callable(timeline.load)
