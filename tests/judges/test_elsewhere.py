"""The examples of docs/use.md for R and JavaScript, run by R and Node.js on the release archive over HTTP.

`make judges` runs them; they need programs that are no Python packages (`make system-judges` installs them).
"""

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from judging import missing
from pages import ADDRESS, ROOT, archive_served, examples, read

pytestmark = pytest.mark.judges
NODE_FOLDER = Path(os.environ.get("TIMELINE_JUDGES", ROOT / ".venv" / "judges"))


def rows(path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(read(path), newline="")))


def said(*command: str | Path, code: str, folder: Path) -> list[str]:
    """The lines that a program prints when it runs an example."""
    env = {**os.environ, "LC_ALL": "C.UTF-8", "NODE_PATH": str(NODE_FOLDER / "node_modules"), "no_proxy": "127.0.0.1"}
    script = folder / "example"
    script.write_text(code, encoding="utf-8", newline="\n")
    done = subprocess.run(
        [*command, script], cwd=folder, env=env, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the release archive on the loopback interface."""
    with archive_served(tmp_path_factory.mktemp("archive")) as address:
        yield address


def r(code: str, folder: Path, library: str = "stats") -> list[str]:
    """What R prints for an example with lines of ours behind it."""
    if not shutil.which("Rscript"):
        missing("R")
    found = subprocess.run(["Rscript", "-e", f"library({library})"], capture_output=True, check=False)
    if found.returncode:
        missing(f"R's {library}")
    return said("Rscript", code=code, folder=folder)


def test_r_reads_the_observations(web: str, tmp_path: Path) -> None:
    (code,) = (each for each in examples("docs/use.md", "r") if "library(" not in each)
    probe = """
cat(nrow(observations), sum(observations$latest), sum(is.na(observations$ref_area)), class(observations$value), "\\n")
cat(sum(observations$value), observations$printed_vi[2], "\\n")
"""
    *shown, counts, values = r(code.replace(ADDRESS, web) + probe, tmp_path)
    expected = rows("datasets/observations.csv")
    assert len(shown) == 7
    assert shown[0].split() == ["indicator", "time_period", "value", "unit_measure"]
    assert counts.split() == [
        str(len(expected)),
        str(sum(row["latest"] == "true" for row in expected)),
        str(sum(not row["ref_area"] for row in expected)),
        "numeric",
    ]
    total, printed = values.split(" ", 1)
    assert float(total) == pytest.approx(sum(float(row["value"]) for row in expected), rel=1e-6)
    assert printed.strip() == expected[1]["printed_vi"]


def test_the_example_of_the_readme_runs(tmp_path: Path) -> None:
    (code,) = examples("README.md", "r")
    shown = r(f'setwd("{ROOT.as_posix()}")\n{code}', tmp_path)
    expected = [row for row in rows("datasets/observations.csv") if row["latest"] == "true"]
    assert len(shown) > sum(row["nature"] == "actual" for row in expected)


def test_readr_reads_the_events(web: str, tmp_path: Path) -> None:
    (code,) = (each for each in examples("docs/use.md", "r") if "library(readr)" in each)
    probe = """
cat(nrow(events), ncol(events), sum(is.na(events$note)), class(events$date_start), "\\n")
cat(events$title_vi[nrow(events)], "\\n")
"""
    *shown, counts, last = r(code.replace(ADDRESS, web) + probe, tmp_path, "readr")
    expected = rows("datasets/events.csv")
    assert shown[0] == f"# A tibble: {len(expected)} × 2"
    empty = sum(not row["note"] for row in expected)
    assert counts.split() == [str(len(expected)), str(len(expected[0])), str(empty), "Date"]
    assert last.strip() == expected[-1]["title_vi"]


def test_frictionless_js_reads_the_events(web: str, tmp_path: Path) -> None:
    if not shutil.which("node") or not (NODE_FOLDER / "node_modules" / "frictionless.js").is_dir():
        missing("Node.js with frictionless.js")
    (code,) = examples("docs/use.md", "js")
    shown = said("node", code=code.replace(ADDRESS, web), folder=tmp_path)
    assert shown == [f"{row['date']} {row['title_vi']}" for row in rows("datasets/events.csv")]
