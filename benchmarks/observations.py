"""`timeline validate` and `build` of a collection with one large observations.csv, beside polars on that file.

Run with `make bench`: every rule of the contract; all ids and nearly all days are distinct, figures and their wordings
are of a few hundred. `--rows` gives the size, up to 1,400,000. The collection is that of tests/collection.
"""

import argparse
import csv
import shutil
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from validation import HERE, report

COLLECTION = HERE.parent / "tests" / "collection"
FOLDER = "datasets/contributions/one"
FIRST = date(100, 1, 1)


def generate(root: Path, rows: int) -> Path:
    """Write the collection with lengths of roads: two series with a figure a day; its observations.csv."""
    shutil.copytree(COLLECTION, root)
    path = root / FOLDER / "observations.csv"
    with path.open(encoding="utf-8", newline="") as file:
        base = dict.fromkeys(csv.DictReader(file).fieldnames or (), "")
    base |= {
        "indicator": "road-length",
        "measure": "level",
        "ref_area": "HL",
        "period_basis": "stated",
        "unit_mult": "0",
    }
    base |= {"unit_measure": "km", "unit_mult": "0", "bound": "exact", "obs_status": "A", "nature": "actual"}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(base), lineterminator="\n")
        writer.writeheader()
        for number in range(rows):
            figure = 100 + number % 397
            told = {"obs_value": f"{figure}.5", "printed_vi": f"{figure},5 km", "printed_en": f"{figure}.5 km"}
            lines = {"line_vi": number % 99 + 1, "line_en": number % 98 + 1, "note": "Measured on the day."}
            day = FIRST + timedelta(days=number // 2)
            series = {"observation_id": f"one-road-{number:08}", "counterpart_area": ("", "HL")[number % 2]}
            writer.writerow({**base, **told, **lines, **series, "time_period": day.isoformat()})
    source = root / FOLDER / "source.toml"
    told_lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in told_lines if not line.startswith("expected_observations")]
    source.write_text("".join(kept), encoding="utf-8", newline="\n")
    (root / FOLDER / "conflicts.csv").unlink(missing_ok=True)
    return path


def main() -> None:
    """Print the floor and ours."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where the files are made (default: a temporary folder)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as made:
        root = Path(made) / "collection"
        path = generate(root, options.rows)
        print(f"{options.rows:,} observations, {path.stat().st_size / 1e6:.0f} MB, {options.runs} interleaved runs")
        floor = [sys.executable, str(HERE / "peers.py"), "floor", str(path)]
        ours = [sys.executable, "-m", "timeline", "--root", str(root), "validate"]
        report([("polars scan to sink (floor)", floor), ("timeline validate", ours)], options.runs)
        aside = Path(made) / "observations.csv"
        shutil.copyfile(path, aside)  # beside a collection no other file may stand
        sinks = [sys.executable, str(HERE / "peers.py"), "sinks", str(aside)]
        built = [sys.executable, "-m", "timeline", "--root", str(root), "build"]
        report([("polars, one scan into three sinks", sinks), ("timeline build", built)], options.runs)


if __name__ == "__main__":
    main()
