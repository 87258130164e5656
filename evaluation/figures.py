"""Scores the reading of figures against the money and numeral sets of duckling, amounts only.

    python evaluation/figures.py [--testsets ../shared/testsets] [--misses]

A row counts as right where the first figure read has the amount wanted (the lower end of a range, the quotient of a
fraction), as wrong where it has another, as missed where none is read.
"""

import argparse
import json
from decimal import Decimal
from pathlib import Path

from timeline.phrases import Figure, Language, read_figures

SETS = [(kind, language) for language in Language for kind in ("money", "numeral")]


def amount(figure: Figure) -> Decimal:
    """Return the amount of a figure, a fraction divided out."""
    return (figure.value / (figure.out_of or 1)).scaleb(figure.unit_mult)


def verdict(text: str, wanted: Decimal, language: Language) -> str:
    """Tell whether the first figure of a text is right, wrong or missed."""
    figures = read_figures(text, language, alone=True)
    if not figures:
        return "missed"
    return "right" if amount(figures[0]) == wanted else "wrong"


def score(path: Path, language: Language, *, misses: bool) -> str:
    """Return the line of one set, and one for each row that is not right if `misses`."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [json.loads(line) for line in file if line.strip()]
    single = [row for row in rows if isinstance(row["expected"], int | float)]
    verdicts = [verdict(row["text"], Decimal(str(row["expected"])), language) for row in single]
    right, wrong, missed = (verdicts.count(name) for name in ("right", "wrong", "missed"))
    recall = right / len(single) if single else 0
    line = f"{path.stem:<22} {right:>4} of {len(single):>4} right ({recall:.3f}), {wrong:>3} wrong, {missed:>3} missed"
    others = [f"    {told}: {row['text']!r}" for row, told in zip(single, verdicts, strict=True) if told != "right"]
    return "\n".join([line, *others] if misses else [line])


def main() -> None:
    """Print a line for each set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--testsets", type=Path, default=Path("../shared/testsets"), help="folder of duckling-*.jsonl")
    parser.add_argument("--misses", action="store_true", help="list every row that is not right")
    options = parser.parse_args()
    for kind, language in SETS:
        path = options.testsets / f"duckling-{language}-{kind}.jsonl"
        if path.is_file():
            print(score(path, language, misses=options.misses))
        else:
            print(f"NOT RUN: figures of {path.stem} (no {path})")


if __name__ == "__main__":
    main()
