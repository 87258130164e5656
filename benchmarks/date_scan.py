"""The date scan beside dateparser's `search_dates`, in the same run: megabytes of UTF-8 a second, and the ratio.

Run with `make bench`. Aims: at least 2 MB/s in both languages, at least 15 times `search_dates`. The text is the
folder of source texts if one is named, else the sentences of the tests, repeated. dateparser reads a slice only.
"""

import argparse
import csv
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from unicodedata import normalize

from dateparser.search import search_dates

from timeline.phrases import Language, read_dates

ROOT = Path(__file__).parent.parent
SENTENCES = ROOT / "tests" / "phrases" / "corpus"
RUNS = 5
SLICE = 20_000  # characters for search_dates, which is slow
SIZE = 500_000


def own_text(language: Language) -> str:
    """Return the sentences of the tests, repeated to a fair size."""
    with (SENTENCES / f"running.{language}.csv").open(encoding="utf-8", newline="") as file:
        text = "\n".join(row["text"] for row in csv.DictReader(file))
    return (text + "\n") * (SIZE // len(text) + 1)


def megabytes_a_second(work: Callable[[], object], text: str) -> float:
    """Return the speed of the median of some runs, by CPU time."""
    seconds = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return len(text.encode()) / statistics.median(seconds) / 1e6


def main() -> None:
    """Print one line a language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, help="folder of source texts")
    options = parser.parse_args()
    files = sorted(options.texts.glob("*.txt")) if options.texts and options.texts.is_dir() else []
    sources = "\n".join(normalize("NFC", path.read_text(encoding="utf-8")) for path in files)
    print(f"Python {sys.version.split()[0]}, median of {RUNS} runs, CPU time; {len(files)} source texts")
    print(f"{'':<4} {'read_dates MB/s':>16} {'search_dates MB/s':>18} {'ratio':>7}")
    for language in Language:
        text = sources or own_text(language)
        part = text[len(text) // 3 :][:SLICE]
        read_dates(part, language, reference="2025")
        search_dates(part[:1_000], languages=[language.value])
        ours = megabytes_a_second(partial(read_dates, text, language, reference="2025"), text)
        theirs = megabytes_a_second(partial(search_dates, part, languages=[language.value]), part)
        print(f"{language:<4} {ours:16.2f} {theirs:18.3f} {ours / theirs:7.0f}")


if __name__ == "__main__":
    main()
