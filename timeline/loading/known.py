"""The tables of a package as they were known at a date: what sources say that were issued by then."""

from collections.abc import Callable

import polars as pl
from polars.exceptions import PolarsError

from timeline.loading.errors import LoadError
from timeline.loading.package import Package
from timeline.sequence import LAST_WORD, TOTAL, in_order_told, issue_days, last_day


def known(package: Package, name: str, date: str) -> pl.DataFrame:
    """A table as it was known at the end of a day, month or year.

    A source that may have been issued later is left out: one of 2026-03 is known from 31 March on.

    Raises:
        NoDateError: If the date is none; it is a ValueError.
        LoadError: As `Package.frame` does, and if the table does not tell its sources apart.
    """
    day = last_day(date)
    if name not in KNOWN and name in package.resources:
        raise LoadError(
            f"{name} cannot be told as of a date, only {', '.join(KNOWN)}: its rows are made of all sources"
        )
    table = package.frame(name)
    try:
        return KNOWN[name](package, table, day)
    except (PolarsError, ValueError) as error:
        reason = str(error).partition("\n")[0]
        raise LoadError(f"{package.where}: {name} cannot be told as of a date: {reason}") from error


def _issued(table: pl.DataFrame, day: str) -> pl.DataFrame:
    return table.filter(issue_days(table["issued"]) <= day)


def _sources(package: Package, table: pl.DataFrame, day: str) -> pl.DataFrame:
    return _issued(table, day)


def _of_sources(package: Package, table: pl.DataFrame, day: str) -> pl.DataFrame:
    return table.join(_issued(package.frame("sources"), day), on="source_id", how="semi", maintain_order="left")


def _observations(package: Package, table: pl.DataFrame, day: str) -> pl.DataFrame:
    """The rows of then, with the last words of then and no event that was told later."""
    rows = _issued(table, day)
    events = _of_sources(package, package.frame("event_sources"), day)["event_id"]
    indicators = package.frame("indicators")
    totals = indicators.filter(pl.col("kind") == TOTAL)["code"].to_list()
    last = in_order_told(rows, totals).filter(LAST_WORD)["observation_id"]
    return rows.with_columns(
        pl.col("observation_id").is_in(last.implode()).alias("latest"),
        pl.when(pl.col("event_id").is_in(events.implode())).then("event_id").alias("event_id"),
    )


KNOWN: dict[str, Callable[[Package, pl.DataFrame, str], pl.DataFrame]] = {
    "observations": _observations,
    "sources": _sources,
    "event_sources": _of_sources,
}
"""Tables whose rows each belong to one source, and how they were at the end of a day."""
