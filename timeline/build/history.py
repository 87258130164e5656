"""What was said when: the sequence of tellings, and the observations as they were known at a date."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import polars as pl

from timeline import edtf
from timeline.build.events import issue_day
from timeline.build.observations import SEQUENCE, WIDE, in_order_told, observation_frame, total_indicators
from timeline.columns import names
from timeline.layout import Layout
from timeline.problems import Problem
from timeline.records import Revision
from timeline.screen import by_distinct
from timeline.validate import Collection, read_collection, validate


class NoDateError(ValueError):
    """A text that names no day, month or year; the message says what to write."""


def revision_frame(collection: Collection, observations: pl.DataFrame) -> pl.DataFrame:
    """The published revisions: each observation with the last word of the sources before it."""
    told = in_order_told(observations, total_indicators(collection))
    before = (pl.col("telling").min().over(*SEQUENCE, "source_id") - 1).alias("before")
    words = told.select(
        *SEQUENCE,
        pl.col("telling").alias("before"),
        pl.col("observation_id").alias("previous_id"),
        pl.col("value").alias("previous_value"),
    )
    joined = told.with_columns(before).join(words, on=[*SEQUENCE, "before"], how="left")
    return (
        joined.with_columns(pl.col("previous_id", "previous_value").fill_null(""))
        .with_columns(by_distinct(change, ["value", "previous_value"], pl.String).alias("change"))
        .sort("indicator", *SEQUENCE, "telling")
        .with_columns(pl.col("telling").cast(pl.String))
        .select(names(Revision))
    )


def change(value: str, before: str) -> str:
    """The one less the other in plain digits; "" where there is none before."""
    return format(WIDE.subtract(Decimal(value), Decimal(before)), "f") if before else ""


def last_day(text: str) -> str:
    """The last day of a day, month or year.

    Raises:
        NoDateError: If it is none, or one in doubt.
    """
    try:
        read = edtf.parse(text)
    except edtf.EdtfError:
        read = None
    if read is None or read.latest is None or not text.replace("-", "").isdigit():
        raise NoDateError(f"«{text}» is no day, month or year; write 2025-08-31, 2025-08 or 2025")
    return read.latest.isoformat()


def as_of(collection: Collection, date: str) -> Collection:
    """The collection as it was known at the end of a day, month or year: what sources say that were issued by then.

    A source that may have been issued later is left out: one of 2026-03 is known from 31 March on.

    Raises:
        NoDateError: If the date is none.
    """
    day = last_day(date)
    known = {name: source for name, source in collection.sources.items() if issue_day(source.issued) <= day}
    tables = [table for table in collection.tables if not table.source_id or table.source_id in known]
    return replace(collection, sources=known, tables=tables)


def observations_as_of(collection: Collection, date: str) -> pl.DataFrame:
    """The published observations as they were known then, `latest` among them; missing values are null.

    Raises:
        NoDateError: If the date is none.
    """
    return observation_frame(as_of(collection, date)).with_columns(pl.col(pl.String).replace("", None))


def csv_as_of(layout: Layout, date: str) -> tuple[list[Problem], bytes]:
    """The observations as they were known then, as a CSV file; or what is wrong with the contributions.

    Raises:
        NoDateError: If the date is none.
    """
    last_day(date)
    collection = read_collection(layout)
    problems = validate(collection)
    if problems:
        return problems, b""
    out = BytesIO()
    observations_as_of(collection, date).write_csv(out, line_terminator="\n")
    return [], out.getvalue()
