"""The words that code branches on (enums), and the named types of cells that records are declared with.

What only people and rows use is a codelist instead.
"""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from timeline import edtf, released
from timeline.cells import (
    NUMBER,
    RANGE,
    URL,
    Cell,
    integer,
    listed,
    matching,
    read_date,
    read_file_name,
    read_lines,
    read_number,
    read_sha256,
    read_truth,
    read_url,
    read_words,
    texts,
)

CODE = r"[A-Za-z0-9%]+([._-][A-Za-z0-9]+)*"
UNIT = r"[A-Za-z0-9%\[][A-Za-z0-9%\[\]./_-]*"
SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
ACTING = rf"{CODE}(@{CODE})?(:{SLUG})?"
SERIES = rf"{SLUG}(:[1-9][0-9]{{0,3}})?"
_LETTERS = "0-9A-Za-zÀ-ÖØ-öø-ſƠơƯưẠ-ỹ"
SURE_TEXT = rf"[{_LETTERS}](?: ?[{_LETTERS}.,;:()%/–-])*"
"""Words with single spaces between, of letters that Unicode composes with nothing before or after them."""
SURE_NUMBER = r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,9})?"
SURE_LINE = "[1-9][0-9]{0,6}"
SURE_URL = "https?://[0-9A-Za-z.-]+(?:/[0-9A-Za-z/._~%?=&-]*)?"


class DateBasis(StrEnum):
    """How the date is known: printed, printed without its year, or worked out from the context."""

    STATED = "stated"
    YEAR_INFERRED = "year_inferred"
    INFERRED = "inferred"


class EventStatus(StrEnum):
    """How things stood when the source was issued."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    OCCURRED = "occurred"
    CANCELLED = "cancelled"


class Told(StrEnum):
    """Whether the source tells the event as its subject or in passing."""

    LEAD = "lead"
    MENTION = "mention"


class Measure(StrEnum):
    """How the value measures its indicator."""

    LEVEL = "level"
    AVERAGE = "average"
    PEAK = "peak"
    GROWTH = "growth"
    CHANGE = "change"
    MULTIPLE = "multiple"
    SHARE = "share"
    RANK = "rank"
    COMPLETION = "completion"


class Bound(StrEnum):
    """On which side of the figure the true value lies."""

    EXACT = "exact"
    OVER = "over"
    AT_LEAST = "at_least"
    UNDER = "under"
    AT_MOST = "at_most"
    NEARLY = "nearly"
    ABOUT = "about"


class Nature(StrEnum):
    """Whether the value came to pass, or is intended or expected."""

    ACTUAL = "actual"
    PLAN = "plan"
    TARGET = "target"
    FORECAST = "forecast"


NATURES = {
    Nature.ACTUAL: ("Actual", "Thực hiện"),
    Nature.PLAN: ("Plan", "Kế hoạch"),
    Nature.TARGET: ("Target", "Mục tiêu"),
    Nature.FORECAST: ("Forecast", "Dự báo"),
}
"""How the tables in words call it, in English and Vietnamese."""


class IndicatorKind(StrEnum):
    """How an indicator behaves in time: at a moment, over a span, a ratio, or one sum for good."""

    STOCK = "stock"
    FLOW = "flow"
    RATE = "rate"
    TOTAL = "total"


class UnitKind(StrEnum):
    """What a unit counts; powers of ten go with currency, count and quantity only."""

    CURRENCY = "currency"
    COUNT = "count"
    QUANTITY = "quantity"
    RATIO = "ratio"
    RANK = "rank"


class RecordKind(StrEnum):
    """What a candidate was proposed as."""

    EVENT = "event"
    OBSERVATION = "observation"


class TextKind(StrEnum):
    """What the recorded checksum is of."""

    TEXT = "text"
    PDF = "pdf"


Id = Annotated[
    str,
    Cell(matching(SLUG, "lower-case words with - between, such as 2026-spring-meeting"), pattern=SLUG, sure=SLUG),
]
Code = Annotated[str, Cell(matching(CODE, "letters, digits and - . _, such as VN-09"), pattern=CODE, sure=CODE)]
UnitCode = Annotated[
    str, Cell(matching(UNIT, "an ISO 4217 or UCUM code, such as USD or km/h"), pattern=UNIT, sure=UNIT)
]
AnyCode = Annotated[str, Cell(matching(UNIT, "an id or a code as its table has it"), pattern=UNIT, sure=UNIT)]
ReleasedVersion = Annotated[
    str,
    Cell(
        matching(released.VERSION, "a released version, such as 0.1.0"),
        pattern=released.VERSION,
        sure=released.VERSION,
    ),
]
Codes = Annotated[tuple[str, ...], Cell(listed(CODE, "codes with ; between"), pattern=f"{CODE}(;{CODE})*", sure=CODE)]
Actors = Annotated[
    tuple[str, ...],
    Cell(
        listed(ACTING, "code, code:role or person@body:role with ; between"),
        pattern=f"{ACTING}(;{ACTING})*",
        sure=ACTING,
    ),
]
Series = Annotated[str, Cell(matching(SERIES, "code or code:edition, such as jwc:17"), pattern=SERIES, sure=SERIES)]
Date = Annotated[str, Cell(read_date, pattern=edtf.PATTERN.strip("^$"), sure=edtf.SURE)]
Day = Annotated[str, Cell(read_date, "date", sure=edtf.SURE)]
Lines = Annotated[str, Cell(read_lines, pattern=f"{RANGE}(;{RANGE})*", sure=SURE_LINE)]
Line = Annotated[int, Cell(integer(1, 9_999_999), "integer", sure=SURE_LINE)]
Figure = Annotated[Decimal, Cell(read_number, "number", NUMBER, SURE_NUMBER)]
Power = Annotated[int, Cell(integer(-9, 15), "integer", sure="[0-9]|1[0-5]")]
Count = Annotated[int, Cell(integer(0, 999_999_999), "integer", sure="0|[1-9][0-9]{0,8}")]
Title = Annotated[str, Cell(texts(120), sure=SURE_TEXT, longest=120)]
Printed = Annotated[str, Cell(texts(60), sure=SURE_TEXT, longest=60)]
Note = Annotated[str, Cell(texts(500), sure=SURE_TEXT, longest=500)]
Url = Annotated[str, Cell(read_url, pattern=URL, sure=SURE_URL)]
Sha256 = Annotated[str, Cell(read_sha256, pattern="[0-9a-f]{64}", sure="[0-9a-f]{64}")]
Truth = Annotated[bool, Cell(read_truth, "boolean", sure="true|false")]
Words = Annotated[tuple[str, ...], Cell(read_words)]
FileName = Annotated[str, Cell(read_file_name)]
