"""Contributed observations to the published table, column by column with polars."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Context, Decimal

import polars as pl

from timeline import edtf
from timeline.columns import names
from timeline.records import SERIES_KEY, Event, Observation, PublishedObservation
from timeline.records.event import date_parts
from timeline.running import scan, texts_of
from timeline.screen import by_distinct
from timeline.sequence import LAST_WORD, TOTAL, in_order_told
from timeline.validate import Collection, Table
from timeline.vocabulary import Bound

WIDE = Context(prec=60)
"""Wide enough for 28 digits times any power of ten that a row may have, without rounding."""
FLOORS = {Bound.EXACT, Bound.OVER, Bound.AT_LEAST}
CEILINGS = {Bound.EXACT, Bound.UNDER, Bound.AT_MOST, Bound.NEARLY}


def observation_frame(collection: Collection) -> pl.DataFrame:
    """The published observations, all columns as texts, in order of indicator, period and id."""
    indicators = collection.known.codelists.lists["indicators"]
    topics = {code: row["topic"] for code, row in indicators.items()}
    events = {row.cells["event_id"] for _, row in collection.rows(Event)}
    tables: list[Table | None] = [table for table in collection.tables if table.kind is Observation]
    frame = pl.concat(frame for table in tables or [None] for frame in _derived(collection, table, topics, events))
    latest = pl.when(LAST_WORD).then(pl.lit("true")).otherwise(pl.lit("false")).alias("latest")
    frame = in_order_told(frame, total_indicators(collection)).with_columns(latest)
    return frame.sort("indicator", "period_start", "period_end", "observation_id").select(names(PublishedObservation))


def total_indicators(collection: Collection) -> list[str]:
    """The codes of the indicators that are totals."""
    indicators = collection.known.codelists.lists["indicators"]
    return [code for code, row in indicators.items() if row["kind"] == TOTAL]


def _derived(
    collection: Collection, table: Table | None, topics: Mapping[str, str], events: Set[str]
) -> Iterator[pl.DataFrame]:
    """The cells of a table as they are written, and what is derived; a large file goes by without rows of Python."""
    source_id = table.source_id if table else ""
    source = collection.sources.get(source_id)
    derive = Deriving(source_id, source.issued if source else "", topics, events)
    if table and table.swept and collection.run:
        yield from (frame for _, frame in collection.run(derive, table.swept.rows))
    elif table and table.swept:
        yield derive.of(scan(table.swept.rows))
    else:
        rows = table.rows if table else ()
        texts = {name: [row.cells[name] for row in rows] for name in Observation.model_fields}
        yield derive.of(pl.LazyFrame(texts, schema=dict.fromkeys(texts, pl.String)))


@dataclass(frozen=True, slots=True)
class Deriving:
    """What follows from each observation of a source alone.

    Attributes:
        source_id: The source.
        issued: When it was issued.
        topics: The topic of each indicator.
        events: The ids of all events.
    """

    source_id: str
    issued: str
    topics: Mapping[str, str]
    events: Set[str]

    def __call__(self, data: bytes) -> pl.DataFrame:
        """The observations of a part of a file."""
        return self.of(texts_of(Observation, data))

    def of(self, frame: pl.LazyFrame) -> pl.DataFrame:
        """The observations of a table as texts, their columns and the derived ones; blank lines are left out."""
        told = frame.filter(pl.col("observation_id") != "").with_columns(
            pl.lit(self.source_id).alias("source_id"),
            pl.lit(self.issued).alias("issued"),
            pl.col("indicator").replace_strict(self.topics, default="", return_dtype=pl.String).alias("topic"),
            pl.when(pl.col("subject").is_in(list(self.events))).then("subject").otherwise(pl.lit("")).alias("event_id"),
            *(by_distinct(derive, arguments, pl.String).alias(name) for name, derive, arguments in DERIVED),
            *(_of_period(derive, of_day).alias(name) for name, derive, of_day in OF_PERIOD),
        )
        return told.collect()


def _of_period(derive: Callable[[str], str], of_day: pl.Expr) -> pl.Expr:
    """A function of the period. Of a day it is known: large tables have many of them, each told once or twice."""
    day = pl.col("time_period").str.contains(rf"\A(?:{edtf.DAY})\z")
    return pl.when(day).then(of_day).otherwise(by_distinct(derive, ["time_period"], pl.String, ~day))


def series_id(indicator: str, *key: str) -> str:
    """The indicator as lower-case words, and twelve hexadecimal digits of the SHA-256 of the whole series key."""
    digest = hashlib.sha256("\x1f".join((indicator, *key)).encode()).hexdigest()
    words = re.findall(r"[a-z0-9]+", indicator.lower())
    return "-".join([*words, digest[:12]])


def exact(value: str, mult: str) -> str:
    """Value × 10^mult in plain digits; "" for ""."""
    return format(Decimal(value).scaleb(int(mult), WIDE), "f") if value else ""


def value_min(value: str, high: str, mult: str, bound: str) -> str:
    """What the value is at least; "" where the bound sets no floor."""
    return exact(value, mult) if high or bound in FLOORS else ""


def value_max(value: str, high: str, mult: str, bound: str) -> str:
    """What the value is at most; "" where the bound sets no ceiling."""
    if high:
        return exact(high, mult)
    return exact(value, mult) if bound in CEILINGS else ""


def decimals(value: str) -> str:
    """How many digits stand behind the point."""
    return str(len(value.partition(".")[2]))


def frequency(period: str) -> str:
    """SDMX code of the calendar unit that the period is; "" for other spans."""
    return edtf.freq(period) if period else ""


DERIVED: tuple[tuple[str, Callable[..., str], Sequence[str]], ...] = (
    ("series_id", series_id, SERIES_KEY),
    ("value", exact, ("obs_value", "unit_mult")),
    ("value_min", value_min, ("obs_value", "obs_value_high", "unit_mult", "bound")),
    ("value_max", value_max, ("obs_value", "obs_value_high", "unit_mult", "bound")),
    ("decimals", decimals, ("obs_value",)),
)
OF_PERIOD: tuple[tuple[str, Callable[[str], str], pl.Expr], ...] = (
    ("period_start", lambda period: date_parts(period)[0], pl.col("time_period")),
    ("period_end", lambda period: date_parts(period)[1], pl.col("time_period")),
    ("freq", frequency, pl.lit(edtf.freq("2000-01-01"))),
)
"""What is derived of the period: its name, the function, and what that gives for a day."""
