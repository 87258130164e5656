"""The record kind that validators are compared with, its generated data, and our check of a whole file.

Twelve columns: four types, eight required, three patterns, two enums, two ranges, a unique id, a foreign key of 200
rows, and a period whose end is not before its start.
"""

import random
import re
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from timeline.cells import ANY, Cell, Maybe, choice, integer, matching, read_number
from timeline.codelists import Codelists
from timeline.columns import names
from timeline.expressions import Filled, Rule, Text
from timeline.layout import Layout
from timeline.problems import Problem, in_order
from timeline.reading import FileRows
from timeline.records.base import Record, field
from timeline.validate import Collection, Known, Table, check_table
from timeline.validate.across.records import repeated_ids
from timeline.validate.sweeping import sweep_table
from timeline.vocabulary import Code, Id, Url

REGIONS = [f"region-{number:03}" for number in range(200)]
SERIAL = "[A-Z][0-9]{8}"
DAY = r"[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
RATE, SHARE_LIMIT = 1_000, 100
PER_THOUSAND = 1_000


class Kind(StrEnum):
    """What was awarded."""

    WORKS = "works"
    GOODS = "goods"
    SERVICES = "services"


class Status(StrEnum):
    """How it stands."""

    OPEN = "open"
    CLOSED = "closed"


def read_day(text: str) -> str | Problem:
    """A day of the calendar, written YYYY-MM-DD."""
    try:
        plain = re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) and date.fromisoformat(text)
    except ValueError:
        plain = None
    return text if plain else Problem("date-bad", {"text": text})


def between(low: int, high: int) -> Callable[[str], Decimal | Problem]:
    """The field rule of a number with bounds."""

    def read(text: str) -> Decimal | Problem:
        number = read_number(text)
        if isinstance(number, Decimal) and not low <= number <= high:
            return Problem("integer-bad", {"text": text, "low": str(low), "high": str(high)})
        return number

    return read


Serial = Annotated[str, Cell(matching(SERIAL, "a letter and eight digits"), pattern=SERIAL, sure=SERIAL)]
Day = Annotated[str, Cell(read_day, "date", sure=DAY)]
Year = Annotated[int, Cell(integer(1900, 2100), "integer", sure="19[0-9]{2}|20[0-9]{2}")]
Value = Annotated[Decimal, Cell(between(0, 10**9), "number", sure=r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,9})?")]
Line = Annotated[str, Cell(str, sure=ANY)]
Share = Annotated[Decimal, Cell(between(0, 100), "number", sure=r"(?:0|[1-9][0-9]?)(?:\.[0-9]{1,9})?")]


def column(*, example: str = "", codelist: str = "", optional: bool = False) -> Any:
    """A field whose titles nobody reads."""
    return field("Title", "Tiêu đề", "About.", "Mô tả.", example=example, codelist=codelist, optional=optional)


class Award(Record):
    """One award."""

    table, titles, key = "awards", ("Awards", "Hợp đồng"), ("award_id",)
    rules = (Rule("validity-reversed", "end", Filled("end"), Text("start") <= Text("end")),)

    award_id: Id = column()
    region: Code = column(codelist="regions")
    kind: Annotated[Kind, Cell(choice(Kind))] = column()
    status: Annotated[Status, Cell(choice(Status))] = column()
    start: Day = column()
    end: Maybe[Day] = column(optional=True)
    year: Year = column()
    value: Value = column()
    share: Maybe[Share] = column(optional=True)
    serial: Serial = column()
    url: Maybe[Url] = column(optional=True)
    note: Maybe[Line] = column(optional=True)


def row(rng: random.Random, number: int) -> list[str]:
    """A good row of about 240 bytes."""
    year = rng.randrange(1990, 2026)
    days = [f"{year + more}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}" for more in (0, 1)]
    words = " ".join(rng.choice(WORDS) for _ in range(16))
    return [
        f"award-{number:010}",
        rng.choice(REGIONS),
        rng.choice(KINDS),
        rng.choice(STATES),
        *days,
        str(year),
        f"{rng.randrange(10**9)}.{rng.randrange(100):02}",
        f"{rng.randrange(1000) / 10}",
        f"{rng.choice('ABCDE')}{rng.randrange(10**8):08}",
        f"https://example.org/awards/{year}/{rng.randrange(10**12):012}",
        f"{words} {number % 1000}",
    ]


WORDS = ("road", "bridge", "school", "supply", "phase", "repair", "survey", "design", "market", "border", "water")
KINDS, STATES = [kind.value for kind in Kind], [status.value for status in Status]
FAULTS: tuple[tuple[int, str], ...] = (
    (1, "region-999"),
    (2, "gifts"),
    (3, ""),
    (4, "2020-02-30"),
    (5, "1980-01-01"),
    (6, "2525"),
    (7, "1,5"),
    (9, "a12345678"),
)
"""Column and bad cell of eight kinds of fault; the ninth is the id of the row before."""


def generate(path: Path, rows: int, *, faulty: bool) -> None:
    """Write the rows; with faults, one row of a thousand has each of nine."""
    rng = random.Random(7)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(names(Award)) + "\n")
        last = ""
        for number in range(rows):
            cells = row(rng, number)
            turn = number % PER_THOUSAND if faulty else 0
            if turn == 9 * 100:
                cells[0] = last
            elif turn and turn % 100 == 0:
                place, text = FAULTS[turn // 100 - 1]
                cells[place] = f'"{text}"' if "," in text else text
            last = cells[0]
            file.write(",".join(cells) + "\n")


def check(path: Path) -> list[Problem]:
    """All problems of a file."""
    known = Known(Codelists({"regions": {code: {"code": code} for code in REGIONS}}))
    rows = FileRows(path, tuple(names(Award)))
    table = sweep_table(Table(Award, path.name, rows), rows, known, [Award.key])
    if table is None:
        raise ValueError(path)
    problems = check_table(table, known)
    return in_order([*problems, *repeated_ids(Collection(Layout(path.parent), [table]), Award)])


if __name__ == "__main__":
    found = check(Path(sys.argv[1]))
    print(len({problem.line for problem in found}))
