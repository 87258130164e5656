"""Who said what after whom: the order of sources, of tellings of one figure, and what was known at a date."""

from collections.abc import Sequence

import polars as pl

from timeline import edtf
from timeline.vocabulary import Bound

SEQUENCE = ("sequence_series", "sequence_period", "sequence_base")
TOTAL = "total"
"""The kind of indicator that belongs to no period: a project's cost."""
LAST_WORD = pl.col("telling") == pl.col("telling").max().over(*SEQUENCE)
"""Whether an observation in the order told is the last word; exactly one of a sequence is."""


class NoDateError(ValueError):
    """A text that names no day, month or year; the message says what to write."""


def issue_day(issued: str) -> str:
    """The day that orders a source among others: the last that `issued` may touch, or the first if its end is open.

    So a source of 2026 is newer than one of 2026-03, which is newer than one of 2026-03-15; "" for "".
    """
    span = edtf.parse(issued) if issued else None
    day = span and (span.latest or span.earliest)
    return day.isoformat() if day else ""


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


def issue_days(issued: pl.Series) -> pl.Expr:
    """The column `issued` as the days that order its sources; `issued` is that column, for its distinct texts."""
    days = {text: issue_day(text) for text in issued.drop_nulls().unique()}
    return pl.col("issued").replace_strict(days, default="", return_dtype=pl.String)


def in_order_told(frame: pl.DataFrame, totals: Sequence[str]) -> pl.DataFrame:
    """Observations with their place in the sequence of those that have one last word: `telling`, 1 first.

    One last word, the last telling, has a series with its period and base period, a total's series with all periods:
    the columns `SEQUENCE`. The newest source counts by the last day that it may have been issued on, of one day's
    sources the last by id; within a source the later period of a total, the figure printed more precisely, then one
    without a bound, then the last by id.

    Args:
        frame: Observations as they are published; missing cells may be empty or null, columns texts or typed.
        totals: Codes of the indicators whose kind is TOTAL.
    """
    total = pl.col("indicator").is_in(list(totals))
    return (
        frame.with_columns(
            issue_days(frame["issued"]).alias("issue_day"),
            (pl.col("bound") == Bound.EXACT).alias("exactly"),
            pl.col("series_id").alias(SEQUENCE[0]),
            pl.when(total).then(pl.lit("")).otherwise("time_period").alias(SEQUENCE[1]),
            pl.when(total).then(pl.lit("")).otherwise("base_period").alias(SEQUENCE[2]),
        )
        .sort("issue_day", "source_id", "period_end", "decimals", "exactly", "observation_id")
        .with_columns(pl.int_range(1, pl.len() + 1).over(*SEQUENCE).alias("telling"))
    )
