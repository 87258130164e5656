"""How `timeline propose` compares with the example: one document captured whole by another reader, in his own fields.

Of events the date, kind and grade are compared, of statistics the value in base units and the period. The example is
not in the repository; without it the script says NOT RUN. See scoring.py for what counts as right.
"""

import argparse
import json
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from scoring import Row, compare, event_closeness, figure_closeness, show

from timeline.documents import read_text
from timeline.extract import propose
from timeline.starter import starter_codelists

NAME = "000"
MAGNITUDES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}


def event_row(told: Mapping[str, Any]) -> Row:
    """Return an event of the example in the columns of the contract."""
    return {
        "event_id": told["gid"],
        "date": told["date"],
        "event_kind": told["kind"],
        "told": told["grade"],
        "title_en": told["title_en"],
        **{f"lines_{language}": cell(told[f"lines_{language}"]) for language in ("vi", "en")},
    }


def figure_row(told: Mapping[str, Any]) -> Row:
    """Return a statistic of the example in the columns of the contract, its multiplier taken out of its unit."""
    mult = next((power for word, power in MAGNITUDES.items() if told["unit"].startswith(word)), 0)
    return {
        "observation_id": told["gid"],
        "obs_value": format(Decimal(str(told["value"])), "f"),
        "obs_value_high": "",
        "unit_mult": str(mult),
        "time_period": told["period"] or "",
        "line_vi": str(told["line"] or ""),
        "line_en": str(told["line_en"] or ""),
        "printed_vi": told["raw"],
    }


def cell(lines: list[int] | None) -> str:
    """Return a pair of lines as the contract writes it."""
    return "-".join(map(str, lines)) if lines else ""


def read(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main() -> int:
    """Print one line for the events and one for the statistics."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--example", type=Path, default=Path("../shared/example"), help="folder of the example")
    parser.add_argument("--texts", type=Path, default=Path("../shared/sources"), help="folder of the source texts")
    parser.add_argument("--show", action="store_true", help="list what was missed or proposed in vain")
    args = parser.parse_args()
    texts = sorted(args.texts.glob(f"{NAME}_*.txt")) if args.texts.is_dir() else []
    if not texts or not args.example.is_dir():
        print(f"NOT RUN: the example (no {args.example} or no text {NAME} in {args.texts})")
        return 0
    found = propose(read_text(texts[0]), starter_codelists(), NAME)
    for name, wanted, rows, closeness, facts in (
        ("events", [event_row(told) for told in read(args.example / f"{NAME}.events.jsonl")], found.event_rows(),
         event_closeness, ("date", "event_kind", "told")),
        ("figures", [figure_row(told) for told in read(args.example / f"{NAME}.stats.jsonl")],
         found.observation_rows(), figure_closeness, ("time_period",)),
    ):  # fmt: skip
        score, pairs = compare(wanted, rows, closeness, facts)
        print(f"{'example':16} {name:8} {score.line()}")
        if args.show:
            shown = (*facts, "lines_vi", "lines_en", "line_vi", "line_en", "obs_value", "printed_vi", "title_en")
            print(*show(wanted, rows, pairs, shown), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
