"""The tables of one topic each: the last words with every code spelled out, and the same with a column a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import polars as pl

from timeline.build import spans
from timeline.build.events import Merged
from timeline.columns import names, table_schema
from timeline.expressions import Cells
from timeline.records import SERIES_KEY, Record, TopicByYear, TopicRow
from timeline.screen import by_distinct
from timeline.validate import Collection
from timeline.vocabulary import NATURES, Bound

LANGUAGES = ("en", "vi")
TOPICS: tuple[type[Record], ...] = (TopicRow, TopicByYear)
"""The kinds of table that each topic has."""
TOPIC_RESOURCE = "topics-"
"""How the names of the resources begin."""
TO = {"en": "to", "vi": "đến"}
BETWEEN = "\x1f"
NORMAL = "A"
"""SDMX status of what needs no remark."""
CODED = {
    "indicator": ("indicator", "indicators"),
    "measure": ("measure", "measures"),
    "breakdown": ("breakdown", "breakdowns"),
    "area": ("ref_area", "places"),
    "counterpart": ("counterpart_area", "places"),
    "base_area": ("base_area", "places"),
    "unit": ("unit_measure", "units"),
    "bound": ("bound", "bounds"),
    "set_by": ("set_by", "actors"),
    "status": ("obs_status", "obs_status"),
}
"""Label -> the column with its code, and the codelist that spells it out."""


@dataclass(frozen=True, slots=True)
class TopicTable:
    """One table of a topic, with what the descriptor says of it.

    Attributes:
        name: Of the resource.
        path: Below the root.
        titles: In English and Vietnamese.
        about: Its description.
        schema: Its Table Schema; of a table by year it depends on the data.
        frame: Its cells, all texts; a missing value is null.
    """

    name: str
    path: str
    titles: tuple[str, str]
    about: str
    schema: dict[str, Any]
    frame: pl.DataFrame


def topic_tables(collection: Collection, observations: pl.DataFrame, events: Sequence[Merged]) -> list[TopicTable]:
    """Two tables for each topic with values, in the order of the codelist; none by year where no value has a year."""
    latest = observations.filter(pl.col("latest") == "true")
    labelled = _labelled(collection, latest.with_columns(pl.col(pl.String).fill_null("")), events)
    tables = []
    for topic, row in collection.known.codelists.lists["topics"].items():
        rows = labelled.filter(pl.col("topic") == topic).sort(
            *SERIES_KEY, "period_start", "period_end", "observation_id"
        )
        if len(rows):
            tables.append(_table(topic, row, TopicRow, rows.select(names(TopicRow)), ()))
        wide, years = by_year(rows)
        if years:
            tables.append(_table(topic, row, TopicByYear, wide, years))
    return tables


def _table(topic: str, row: Cells, kind: type[Record], frame: pl.DataFrame, years: Sequence[str]) -> TopicTable:
    ending = "-by-year" if years else ""
    endings = (" by year", " theo năm") if years else ("", "")
    titles = (f"{row['name_en']}: latest values{endings[0]}", f"{row['name_vi']}: số liệu mới nhất{endings[1]}")
    schema = table_schema(kind)
    schema["fields"] += [year_field(year) for year in years]
    return TopicTable(
        f"{TOPIC_RESOURCE}{topic}{ending}",
        f"datasets/topics/{topic}{ending}.csv",
        titles,
        (kind.__doc__ or "").strip(),
        schema,
        frame.with_columns(pl.col(pl.String).replace("", None)),
    )


def year_field(year: str) -> dict[str, Any]:
    """The field of one year's column."""
    about_vi = f"Giá trị mới nhất của năm {year}, theo đơn vị gốc; xem lưu ý về giới hạn, khoảng và ước tính."
    return {
        "name": year,
        "type": "number",
        "title": year,
        "description": f"The last word on {year}, in whole units; see the remarks for bounds, ranges and estimates.",
        "timeline:titleVi": year,
        "timeline:descriptionVi": about_vi,
    }


def _labelled(collection: Collection, frame: pl.DataFrame, events: Sequence[Merged]) -> pl.DataFrame:
    lists = collection.known.codelists.lists
    labels = []
    for at, lang in enumerate(LANGUAGES):
        told: dict[str, tuple[str, dict[str, str]]] = {
            label: (column, {code: row[f"name_{lang}"] for code, row in lists.get(codelist, {}).items()})
            for label, (column, codelist) in CODED.items()
        }
        actors = {code: row[f"name_{lang}"] for code, row in lists.get("actors", {}).items()}
        titles = {event.cells["event_id"]: event.cells[f"title_{lang}"] for event in events}
        sources = {name: getattr(source, f"title_{lang}") for name, source in collection.sources.items()}
        told["subject"] = ("subject", actors | titles)
        told["nature"] = ("nature", {nature.value: words[at] for nature, words in NATURES.items()})
        told["source"] = ("source_id", sources)
        labels += [
            pl.col(column)
            .replace_strict(words or {"": ""}, default="", return_dtype=pl.String)
            .alias(f"{label}_{lang}")
            for label, (column, words) in told.items()
        ]
    return frame.with_columns(labels)


def by_year(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """A row for each series, part of the year and base, with a column for each year with a value; and those years."""
    where = by_distinct(lambda *cells: BETWEEN.join(spans.place(*cells)), ["time_period", "base_period"], pl.String)
    parts = where.str.split_exact(BETWEEN, len(spans.Place._fields) - 1).struct.rename_fields(spans.Place._fields)
    placed = rows.with_columns(parts.alias("place")).unnest("place").filter(pl.col("year") != "")
    placed = placed.with_columns(
        pl.concat_str("series_id", "code", separator="-").alias("row_id"),
        *(by_distinct(partial(remark, lang), told_of(lang), pl.String).alias(f"remarks_{lang}") for lang in LANGUAGES),
    )
    years = sorted(placed["year"].unique())
    remarks = [f"remarks_{lang}" for lang in LANGUAGES]
    series = placed.group_by(pl.col("row_id").alias("key"), maintain_order=True).agg(
        *(pl.col(name).first() for name in names(TopicByYear) if name not in remarks),
        *(pl.col(name).filter(pl.col(name) != "").str.join("; ") for name in remarks),
    )
    values = placed.pivot(on="year", index="row_id", values="value")
    return series.join(values, on="row_id", maintain_order="left").select(*names(TopicByYear), *years), years


def told_of(lang: str) -> list[str]:
    """The cells that a remark in a language is made of."""
    return ["year", "bound", "obs_value_high", "value_max", "obs_status", f"bound_{lang}", f"status_{lang}"]


def remark(
    lang: str, year: str, bound: str, high: str, most: str, status: str, bound_word: str, status_word: str
) -> str:
    """What the figure of a year alone does not tell; "" where it tells all."""
    parts = [bound_word[:1].lower() + bound_word[1:]] if bound != Bound.EXACT else []
    parts += [f"{TO[lang]} {most}"] if high else []
    parts += [status_word[:1].lower() + status_word[1:]] if status != NORMAL else []
    return f"{year}: {', '.join(parts)}" if parts else ""
