"""Which observations of large tables may be part of a finding about figures: those that the checks have to hold.

The checks hold one figure against others (`timeline.validate.across`). Here stands only which figures may come together
at all: those that share the cells by which a check asks, where something in the table sets that check off. They may be
too many, never too few, and the checks judge them as they judge those of a small collection.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

import polars as pl

from timeline import edtf
from timeline.codelists import Codelists
from timeline.columns import names
from timeline.reading import Row
from timeline.running import scan
from timeline.screen import by_distinct
from timeline.sweep import at, hash_of, repeated
from timeline.validate.groups import ADDED, FAR, FLOW, KEY, LEVELS, MADE, MOMENT, QUANTITIES, SIZED, SIZES, TOLD
from timeline.validate.rows import Table
from timeline.validate.spans import days_told, last_issued
from timeline.vocabulary import IndicatorKind, Measure, Nature

TOLD_OF = {*MADE, Measure.SHARE, Measure.COMPLETION}
"""Measures that are held against levels."""
POWERS = {str(power): 10.0**power for power in range(-9, 16)}
MADE_OF, SHARE, BROKEN_DOWN, PART, SPAN = "made", "share", "broken down", "part", "span"
"""What sets a check off, and what then brings observations together."""
TOLD_KEY, SERIES, MAGNITUDE = "told", "series", "magnitude"
SPREAD = 0.99 * 10**FAR
"""Largest over smallest size in a series in which one may be far from the middle; a little less, for floats round."""


def asked(codelists: Codelists, issued: date) -> dict[str, pl.Expr]:
    """What is kept of each observation of a source: what sets a check off, and what size it is of in which series.

    Args:
        codelists: They say which indicators are flows or parts of others, and which units have a size.
        issued: The last day on which the source may have been issued.
    """
    level = pl.col("measure") == Measure.LEVEL
    span = _flow(codelists) & level & ~pl.col("time_period").str.contains(rf"\A(?:{edtf.DAY})\z")
    return {
        MADE_OF: pl.col("measure").is_in(list(TOLD_OF)),
        SHARE: pl.col("measure") == Measure.SHARE,
        BROKEN_DOWN: level & (pl.col("breakdown") != ""),
        PART: pl.col("indicator").is_in(list(_wholes(codelists))),
        SPAN: span,
        SERIES: hash_of(SIZED),
        MAGNITUDE: _magnitude(codelists, span, issued),
    }


def _grouped(codelists: Codelists) -> dict[str, pl.Expr]:
    """What brings observations together where a check is set off."""
    wholes = _wholes(codelists)
    first = by_distinct(_first_day, ["time_period"], pl.String)
    others = tuple(name for name in KEY if name != "indicator")
    return {
        MADE_OF: hash_of(LEVELS),
        SHARE: hash_of(MOMENT),
        BROKEN_DOWN: pl.when(pl.col("measure") == Measure.LEVEL).then(hash_of(ADDED)),
        PART: pl.when(pl.col("indicator").is_in([*wholes, *wholes.values()])).then(hash_of(others)),
        SPAN: pl.when(_flow(codelists)).then(pl.struct(*FLOW, first.alias("first")).hash()),
    }


def _flow(codelists: Codelists) -> pl.Expr:
    indicators = codelists.lists.get("indicators", {})
    return pl.col("indicator").is_in([code for code, row in indicators.items() if row["kind"] == IndicatorKind.FLOW])


def _wholes(codelists: Codelists) -> dict[str, str]:
    return {code: row["whole"] for code, row in codelists.lists.get("indicators", {}).items() if row["whole"]}


def _first_day(period: str) -> str | None:
    first = edtf.earliest(period) if period else None
    return first.isoformat() if first else None


def _magnitude(codelists: Codelists, span: pl.Expr, issued: date) -> pl.Expr:
    """The size that is compared, about; of a flow by the day. Null where there is none."""
    units = [code for code, row in codelists.lists.get("units", {}).items() if row["kind"] in QUANTITIES]
    sized = pl.col("measure").is_in(list(SIZES)) & pl.col("unit_measure").is_in(units)
    power = pl.col("unit_mult").replace_strict(POWERS, default=None, return_dtype=pl.Float64)
    size = pl.col("obs_value").cast(pl.Float64, strict=False).abs() * power
    days = by_distinct(partial(_days, issued), ["time_period", "nature"], pl.Float64, span)
    size = pl.when(span).then(size / days).otherwise(size)
    return pl.when(sized & (size > 0)).then(size)


def _days(issued: date, period: str, nature: str) -> float | None:
    if not period:
        return None
    span = edtf.parse(period)
    return float(days_told(span.earliest, span.latest, issued, actual=nature == Nature.ACTUAL)) or None


def rows(tables: Sequence[Table], codelists: Codelists) -> Iterator[tuple[Table, Row]]:
    """The observations of these tables that may be part of a finding, with their table; in their order."""
    days = [last_issued(table.source.issued) if table.source else None for table in tables]
    dated = [(table, day) for table, day in zip(tables, days, strict=True) if day]
    if not dated:
        return
    kept = [_kept(table, asked(codelists, day)) for table, day in dated]
    known = [table for table, _ in dated]
    for table, wanted in zip(known, _related(known, kept, codelists), strict=True):
        places = wanted.arg_true().to_list()
        found = at(table.swept, places) if table.swept else (table.rows[place] for place in places)
        yield from ((table, row) for row in found)


def _kept(table: Table, wanted: Mapping[str, pl.Expr]) -> pl.DataFrame:
    if table.swept:
        indicators = table.swept.cells["indicator"].cast(pl.String)
        return pl.DataFrame({**table.swept.also, TOLD_KEY: table.swept.keys[TOLD], "indicator": indicators})
    return _frame(table).select(**wanted, **{TOLD_KEY: hash_of(TOLD)}, indicator="indicator").collect()


def _frame(table: Table) -> pl.LazyFrame:
    if table.swept:
        return scan(table.swept.rows)
    texts = {name: [row.cells[name] for row in table.rows] for name in names(table.kind)}
    return pl.LazyFrame(texts, schema=dict.fromkeys(texts, pl.String))


def _related(tables: Sequence[Table], kept: Sequence[pl.DataFrame], codelists: Codelists) -> list[pl.Series]:
    """For each table, which of its observations may be part of a finding.

    What brings observations together is asked of those tables only that have indicators which a check is set off for.
    """
    every = pl.concat(kept)
    wanted = repeated(every[TOLD_KEY]) | every[SERIES].is_in(_spread(every).implode())
    starts = [sum(map(len, kept[:index])) for index in range(len(kept))]
    parts = [wanted.slice(start, len(each)) for start, each in zip(starts, kept, strict=True)]
    wholes = _wholes(codelists)
    for name, group in _grouped(codelists).items():
        met = every["indicator"].filter(every[name]).unique().to_list()
        about = [*met, *(wholes[code] for code in met if code in wholes)]
        concerned = [index for index, each in enumerate(kept) if about and each["indicator"].is_in(about).any()]
        groups = [_frame(tables[index]).select(group).collect(engine="streaming").to_series() for index in concerned]
        flagged = [each.filter(kept[index][name]) for index, each in zip(concerned, groups, strict=True)]
        set_off = pl.concat([pl.Series(dtype=pl.UInt64), *flagged]).drop_nulls().unique().implode()
        for index, each in zip(concerned, groups, strict=True):
            parts[index] |= each.is_in(set_off).fill_null(value=False)
    return parts


def _spread(kept: pl.DataFrame) -> pl.Series:
    """The series in which sizes are far apart."""
    sizes = kept.lazy().filter(pl.col(MAGNITUDE).is_not_null()).group_by(SERIES)
    ends = sizes.agg(low=pl.col(MAGNITUDE).min(), high=pl.col(MAGNITUDE).max())
    return ends.filter(pl.col("high") >= pl.col("low") * SPREAD).select(SERIES).collect()[SERIES]
