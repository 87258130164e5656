"""One document gives the same candidates, byte for byte, whatever order Python gives its sets."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from proposals import BULLETINS

SEEDS = tuple(map(str, range(6)))
ROOT = Path(__file__).parents[2]


def written(out: Path, document: Path, seed: str) -> dict[str, bytes]:
    """What `timeline propose --out` writes in a process of its own."""
    command = [sys.executable, "-m", "timeline", "propose", "bulletin", str(document), "--out", str(out)]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, check=True, capture_output=True, cwd=out.parent, env=environment)
    return {path.name: path.read_bytes() for path in out.iterdir()}


@pytest.mark.parametrize("name", ["frontier-2024.txt"])
def test_candidates_do_not_hang_on_the_hash_seed(tmp_path: Path, name: str) -> None:
    found = [written(tmp_path / seed, BULLETINS / name, seed) for seed in SEEDS]
    assert found[0]["events.csv"] and found[0]["observations.csv"]
    assert all(each == found[0] for each in found)
