"""How well dates in running text are read: our own sentences, and the time sets made from duckling's corpora.

Run with `make evaluate`. A row is right if the date has the expected value, grain and both ends, and nothing else is
found beside it; wrong if something else is read, missed if nothing is. Holidays are left out. A row that tells a time
of day is counted as wrong or missed, since times are no dates here; `clock-free` leaves those rows out.
"""

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from timeline.phrases import Language, Nearest, read_dates

ROOT = Path(__file__).parent.parent
SENTENCES = ROOT / "tests" / "phrases" / "corpus"
TESTSETS = ROOT.parent / "shared" / "testsets"
KINDS = ("absolute", "resolvable", "relative")
MONTHS_OF_QUARTER = 3


class Outcome(NamedTuple):
    """What was read from one text, beside what was expected."""

    group: str
    text: str
    expected: str
    found: str

    @property
    def verdict(self) -> str:
        """right, wrong or missed."""
        if self.found == self.expected:
            return "right"
        return "wrong" if self.found else "missed"


def duckling(path: Path, language: Language) -> Iterator[Outcome]:
    """Read every row of a time set, from its reference; a day without a year is the next such day, as there."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        if row["holiday"]:
            continue
        found = read_dates(row["text"], language, reference=row["reference"][:10], nearest=Nearest.FUTURE)
        reading = " ".join(span.reach for span in found if span.edtf)
        for group in (row["kind"], *([] if row["clock"] else [f"{row['kind']}, clock-free"])):
            yield Outcome(group, row["text"], in_edtf(row["expected"]), reading)


def in_edtf(expected: str) -> str:
    """Return an expected value in EDTF: 2017-Q3 is 2017-07/2017-09."""
    year, quarter, number = expected.partition("-Q")
    if not quarter:
        return expected
    last = int(number) * MONTHS_OF_QUARTER
    return f"{year}-{last - 2:02}/{year}-{last:02}"


def sentences(language: Language) -> Iterator[Outcome]:
    """Read our own sentences; a text in which nothing may be found counts as right if nothing is."""
    with (SENTENCES / f"running.{language}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found = read_dates(row["text"], language, reference=row["reference"], year=row["year"])
            reading = " ".join(span.reach for span in found if span.edtf)
            yield Outcome(row["kind"], row["text"], row["expected"], reading)


def show(title: str, outcomes: list[Outcome], *, failures: bool) -> None:
    """Print one line a group: how many rows, the recall, the precision of what was read, wrong and missed ones."""
    print(f"\n{title}\n{'':<26} {'rows':>5} {'right':>6} {'wrong':>6} {'missed':>7} {'recall':>7} {'precision':>10}")
    for group in dict.fromkeys(sorted(outcome.group for outcome in outcomes)):
        ours = [outcome for outcome in outcomes if outcome.group == group]
        verdicts = Counter(outcome.verdict for outcome in ours)
        right, wrong = verdicts["right"], verdicts["wrong"]
        precision = f"{right / (right + wrong):10.3f}" if right + wrong else f"{'-':>10}"
        print(
            f"{group:<26} {len(ours):5} {right:6} {wrong:6} {verdicts['missed']:7} {right / len(ours):7.3f} {precision}"
        )
    for outcome in outcomes if failures else ():
        if outcome.verdict != "right" and "clock" not in outcome.group:
            print(f"  {outcome.verdict}: {outcome.text!r} expected {outcome.expected!r} found {outcome.found!r}")


def main() -> None:
    """Score our sentences, and the sets of duckling where they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--testsets", type=Path, default=TESTSETS, help="folder of duckling-<language>-time.jsonl")
    parser.add_argument("--failures", action="store_true", help="print every row that is not right")
    options = parser.parse_args()
    for language in Language:
        show(f"own sentences, {language}", list(sentences(language)), failures=options.failures)
    for language in Language:
        path = options.testsets / f"duckling-{language}-time.jsonl"
        if path.is_file():
            show(f"duckling time, {language}", list(duckling(path, language)), failures=options.failures)
        else:
            print(f"NOT RUN: {path} is not there; name its folder with --testsets")


if __name__ == "__main__":
    main()
