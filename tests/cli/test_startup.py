"""What commands import: heavy libraries are loaded by the commands that need them, and by no other."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "polars", "distributed", "dask", "fsspec", "pydantic", "frictionless", "dateparser", "prompt_toolkit",
    "timeline.extract", "timeline.documents",
)  # fmt: skip
PROGRAM = """
import json, sys
sys.argv[0] = "timeline"
from timeline.cli import main
code = main(standalone_mode=False)
print(json.dumps([code or 0, [name for name in {heavy} if name in sys.modules]]))
"""


def run(*arguments: str) -> tuple[int, set[str], str]:
    """Exit code of a command, the heavy libraries it imported, and what it said, in a process of its own."""
    program = PROGRAM.replace("{heavy}", repr(HEAVY))
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, encoding="utf-8", check=False
    )
    assert done.stdout, done.stderr
    *said, last = done.stdout.splitlines()
    code, imported = json.loads(last)
    return code, set(imported), "\n".join(said)


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("validate", "--help"), ("build", "--help")])
def test_help_imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert run(*arguments)[:2] == (0, set())


def test_help_lists_every_command_with_an_example() -> None:
    said = run("--help")[2]
    assert all(command in said for command in ("validate", "build", "verify", "new", "format", "Example"))


def test_validating_a_small_collection_imports_pydantic_alone(collection: Path) -> None:
    assert run("--root", str(collection), "validate") == (0, {"pydantic"}, "No problems.")


def test_building_imports_what_it_needs(collection: Path) -> None:
    """The other side: the names above are really those that show where a library is loaded."""
    code, imported, _ = run("--root", str(collection), "build")
    assert (code, imported) == (0, {"polars", "pydantic", "frictionless"})
