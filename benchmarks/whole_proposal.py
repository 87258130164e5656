"""A whole proposal of a bulletin of some sixty pages, beside dateparser's `search_dates` on a part of it, in one run.

Run with `make bench`. Aim: at most 2 s after start-up. The text is the largest of the folder of source texts if one is
named, else the bulletins of the evaluation, repeated. Reading a text of the same size for its dates alone takes
dateparser as long as its slice, scaled up.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize

from dateparser.search import search_dates

from timeline.extract import propose
from timeline.starter import starter_codelists

BULLETINS = Path(__file__).parent.parent / "evaluation" / "bulletins"
PAGES = 60
CHARACTERS_A_PAGE = 1_800
SLICE = 10_000  # characters for search_dates, which is slow
RUNS = 5


def bulletin(texts: Path | None) -> str:
    """Return the text of a large bulletin."""
    if texts and texts.is_dir():
        return max((path.read_text(encoding="utf-8") for path in texts.glob("*.txt")), key=len)
    text = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(BULLETINS.glob("*.txt")))
    return (text + "\n\n") * (PAGES * CHARACTERS_A_PAGE // len(text) + 1)


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU time of one run."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, help="folder of source texts")
    text = normalize("NFC", bulletin(parser.parse_args().texts))
    codelists = starter_codelists()
    part = text[len(text) // 3 :][:SLICE]
    propose(part, codelists, "warm-up")
    search_dates(part[:1_000], languages=["vi"])
    ours, theirs = [], []
    for _ in range(RUNS):
        ours.append(seconds(lambda: propose(text, codelists, "benchmark")))
        theirs.append(seconds(lambda: search_dates(part, languages=["vi"])) * len(text) / len(part))
    mine, other = statistics.median(ours), statistics.median(theirs)
    print(f"Python {sys.version.split()[0]}, median of {RUNS} interleaved runs, CPU time, {len(text):,} characters")
    print(f"whole proposal {mine:.2f} s; search_dates alone {other:.2f} s (scaled from {len(part):,} characters)")
    print(f"ratio {mine / other:.2f}")


if __name__ == "__main__":
    main()
