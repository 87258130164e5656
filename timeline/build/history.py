"""What was said when: the sequence of tellings, and the observations as they were known at a date."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import polars as pl

from timeline.build.observations import WIDE, observation_frame, total_indicators
from timeline.columns import names
from timeline.layout import Layout
from timeline.problems import Problem
from timeline.records import Revision
from timeline.screen import by_distinct
from timeline.sequence import SEQUENCE, in_order_told, issue_day, last_day
from timeline.validate import Collection, read_collection, validate


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
    told = told.with_columns(before)
    first, later = told.filter(pl.col("before") == 0), told.filter(pl.col("before") > 0)
    joined = pl.concat([first, later.join(words, on=[*SEQUENCE, "before"])], how="diagonal")
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
