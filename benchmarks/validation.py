"""Validation of whole tables beside a copy of the same file and beside other validators with the same rules.

Run with `make bench`: one table of medians over interleaved runs of whole processes: seconds, the ratio to polars scan
to sink of the same file (the floor), peak memory of the process (none starts another), rows found faulty. The default
is small; `--rows 1000000` is the size that the figures in docs/decisions.md are of, `--rows 10000000` ten times that.
A peer that is not installed has a NOT RUN line; `--python` names an environment that has dataframely,
pandera[polars], duckdb, frictionless and polars. frictionless reads 100,000 rows at most.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from awards import generate

HERE = Path(__file__).parent
FRICTIONLESS_ROWS = 100_000
Measured = tuple[float, float, str]
Work = tuple[str, list[str]]


def measured(command: list[str]) -> Measured | None:
    """Seconds, peak MiB and last word of one process; None if it fails."""
    start = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True)
    said = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    return (seconds, usage.ru_maxrss / 1024, (said.split() or [""])[-1]) if process.returncode == 0 else None


def works(python: str, folder: Path, rows: int) -> list[Work]:
    """Name and command of each line of the table; the floor is first."""
    clean, faulty, few = (str(folder / f"{name}.csv") for name in ("clean", "faulty", "few"))
    ours, peers = str(HERE / "awards.py"), str(HERE / "peers.py")
    lines: list[Work] = [
        ("polars scan to sink (floor)", [sys.executable, peers, "floor", clean]),
        ("timeline", [sys.executable, ours, clean]),
        ("timeline, 0.9 % faulty", [sys.executable, ours, faulty]),
    ]
    for name in ("dataframely", "pandera", "duckdb"):
        lines += [(name, [python, peers, name, clean]), (f"{name}, 0.9 % faulty", [python, peers, name, faulty])]
    count = min(rows, FRICTIONLESS_ROWS)
    lines.append((f"timeline, {count:,} rows", [sys.executable, ours, few]))
    lines.append((f"frictionless, {count:,} rows", [python, peers, "frictionless", few]))
    return lines


def report(lines: list[Work], runs: int) -> None:
    """Run all in turn, and print the table; ratios are taken within each turn."""
    told: dict[str, list[Measured]] = {name: [] for name, _ in lines}
    missing = {name for name, command in lines if measured(command) is None}
    for _ in range(runs):
        for name, command in lines:
            if name not in missing and (one := measured(command)):
                told[name].append(one)
    floor = [seconds for seconds, _, _ in told[lines[0][0]]]
    print(f"{'':<32} {'seconds':>8} {'min':>7} {'max':>7} {'x floor':>8} {'MiB':>6} {'faulty rows':>12}")
    for name, _ in lines:
        if not told[name]:
            print(f"NOT RUN: {name} (not installed, or it failed)")
            continue
        seconds = [one[0] for one in told[name]]
        ratio = statistics.median(mine / base for mine, base in zip(seconds, floor, strict=False))
        peak, found = max(one[1] for one in told[name]), told[name][-1][2]
        spread = f"{statistics.median(seconds):8.2f} {min(seconds):7.2f} {max(seconds):7.2f}"
        print(f"{name:<32} {spread} {ratio:8.2f} {peak:6.0f} {found:>12}")


def versions(python: str) -> str:
    """The versions of what is compared, as the environment of the peers has them."""
    names = ("polars", "pydantic", "dataframely", "pandera", "duckdb", "frictionless")
    if python != sys.executable:
        program = f"from importlib.metadata import version as v\nprint(', '.join(f'{{n}} {{v(n)}}' for n in {names}))"
        done = subprocess.run([python, "-c", program], capture_output=True, text=True, check=False)
        return done.stdout.strip()
    told = []
    for name in names:
        try:
            told.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            told.append(f"{name} -")
    return ", ".join(told)


def main() -> None:
    """Generate the files and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--python", default=sys.executable, help="interpreter of the peers")
    parser.add_argument("--folder", type=Path, help="where the files are made (default: a temporary folder)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as made:
        folder = Path(made)
        generate(folder / "clean.csv", options.rows, faulty=False)
        generate(folder / "faulty.csv", options.rows, faulty=True)
        generate(folder / "few.csv", min(options.rows, FRICTIONLESS_ROWS), faulty=True)
        size = (folder / "clean.csv").stat().st_size / 1e6
        print(f"{options.rows:,} rows, {size:.0f} MB, median of {options.runs} interleaved runs; Python")
        print(versions(options.python))
        report(works(options.python, folder, options.rows), options.runs)


if __name__ == "__main__":
    main()
