"""A CSV and its Table Schema to a polars frame; a polars frame to pandas and Arrow."""

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl
from polars.exceptions import ComputeError, PolarsError

from timeline.loading.errors import LoadError

DECIMALS = 9
TYPES: dict[str, pl.DataType] = {
    "string": pl.String(),
    "integer": pl.Int64(),
    "number": pl.Decimal(38, DECIMALS),
    "boolean": pl.Boolean(),
    "date": pl.Date(),
}
"""Table Schema type -> dtype, as `columns.dtypes` has them; `list` is a list of one of these, all others stay texts."""
INEXACT = rf"\.[0-9]{{{DECIMALS + 1}}}|[eE]"
"""What an exact decimal of ours would round."""
PANDAS = {
    pl.String: "string",
    pl.Int64: "Int64",
    pl.Decimal: "Float64",
    pl.Boolean: "boolean",
    pl.Date: "datetime64[s]",
    pl.List: "object",
}
TRUE, FALSE = ("true", "True", "TRUE", "1"), ("false", "False", "FALSE", "0")
"""What Table Schema takes for true and false unless a field says otherwise."""


def frame(where: str, data: bytes, schema: Mapping[str, Any]) -> pl.DataFrame:
    """The table in a CSV file.

    Args:
        where: The file as messages name it.
        data: Its bytes: UTF-8, commas, a header.
        schema: Its Table Schema.

    Raises:
        LoadError: If header or cells are not what the schema says.
    """
    fields = [field for field in schema.get("fields", []) if isinstance(field, dict)]
    names = [str(field.get("name")) for field in fields]
    try:
        texts = pl.read_csv(io.BytesIO(data), infer_schema=False)
    except PolarsError as error:
        raise LoadError(f"{where} is no CSV table: {_line(error)}") from error
    if texts.columns != names:
        raise LoadError(f"{where} has not the columns of its schema: {','.join(names)}")
    texts = texts.with_columns(pl.all().replace(dict.fromkeys(_words(where, schema, "missingValues", [""]))))
    return pl.DataFrame([_typed(where, texts[name], field) for name, field in zip(names, fields, strict=True)])


def _typed(where: str, texts: pl.Series, field: Mapping[str, Any]) -> pl.Series:
    kind = str(field.get("type"))
    known = dict.fromkeys(_words(where, field, "trueValues", TRUE), True)
    known |= dict.fromkeys(_words(where, field, "falseValues", FALSE), False)
    try:
        if kind != "list":
            return _cast(texts, kind, known)
        return _list(texts, str(field.get("itemType")), str(field.get("delimiter", ",")), known)
    except PolarsError as error:
        raise LoadError(f"{where}: {texts.name}: not every cell is of type {kind}: {_line(error)}") from error


def _cast(texts: pl.Series, kind: str, known: Mapping[str, bool]) -> pl.Series:
    """Texts as values of a type, `known` being the words for true and false; a cell that is none raises."""
    if kind == "boolean":
        return texts.replace_strict({**known, None: None}, return_dtype=pl.Boolean)
    if kind == "date":
        return texts.str.to_date("%Y-%m-%d")
    if kind == "number" and texts.str.contains(INEXACT).any():
        raise ComputeError(f"more than {DECIMALS} digits behind the point, or an exponent")
    return texts.cast(TYPES.get(kind, pl.String()))


def _list(texts: pl.Series, kind: str, delimiter: str, known: Mapping[str, bool]) -> pl.Series:
    """Texts with a delimiter as lists; a cell that is missing is null, not an empty list."""
    parts = texts.str.split(delimiter)
    items = iter(_cast(parts.drop_nulls().explode(), kind, known))
    rows = [None if row is None else [next(items) for _ in row] for row in parts.to_list()]
    return pl.Series(texts.name, rows, dtype=pl.List(TYPES.get(kind, pl.String())))


def _words(where: str, told: Mapping[str, Any], key: str, usual: Sequence[str]) -> Sequence[str]:
    words = told.get(key, usual)
    if not isinstance(words, list | tuple) or not all(isinstance(word, str) for word in words):
        raise LoadError(f"{where}: {key} of its schema is no list of texts")
    return words


def to_pandas(table: pl.DataFrame) -> Any:
    """The frame as a pandas.DataFrame of nullable dtypes; decimals are Float64. Needs pandas and not pyarrow."""
    import pandas as pd

    return pd.DataFrame(
        {
            column.name: pd.Series(_plain(column).to_list(), dtype=PANDAS[column.dtype.base_type()])
            for column in table.get_columns()
        }
    )


def _plain(column: pl.Series) -> pl.Series:
    return column.cast(pl.Float64) if column.dtype == pl.Decimal else column


def to_arrow(table: pl.DataFrame) -> Any:
    """The frame as a pyarrow.Table; needs pyarrow."""
    return table.to_arrow()


def _polars(table: pl.DataFrame) -> pl.DataFrame:
    return table


FORMS: dict[str, Callable[[pl.DataFrame], Any]] = {"polars": _polars, "pandas": to_pandas, "arrow": to_arrow}
"""What `load` can give, by its argument `as_`."""


def _line(error: Exception) -> str:
    return " ".join(str(error).partition("\n")[0].split())
