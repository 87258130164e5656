"""Tables of tests/collection as texts and rows: what tests of contributed files share."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from timeline.columns import fields
from timeline.records import Record

ONE = "datasets/contributions/one"
EVENTS = f"{ONE}/events.csv"
OBSERVATIONS = f"{ONE}/observations.csv"

Cells = dict[str, str]


def columns(kind: type[Record]) -> list[str]:
    return [column.name for column in fields(kind)]


def csv_text(header: Sequence[str], rows: Sequence[Cells], end: str = "\n") -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, header, restval="", lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def read(path: Path) -> list[Cells]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline=""), strict=True))
