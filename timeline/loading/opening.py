"""The two functions of loading that everybody calls; polars, pandas and pyarrow are imported when a table is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from timeline.loading.package import Package, package_at
from timeline.loading.places import around, installed, named

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

Source = str | Path | Package | None


def open_package(source: Source = None, *, package: str | None = None) -> Package:
    """Find a data package and read its descriptor.

    Args:
        source: A folder, a zip, a datapackage.json, or the http(s) URL of a zip or datapackage.json. Without it the
            repository around the working directory is taken (the nearest folder upward with datapackage.json and
            datasets/), else the one data package that is installed. A Package is given back.
        package: Name of an installed data package, which is taken wherever you are.

    Raises:
        NotFoundError: If there is none, or several are installed and none is named.
        LoadError: If it cannot be read, or its descriptor is not to be trusted.
    """
    if source is not None and package is not None:
        raise ValueError("name a source or an installed package, not both")
    if isinstance(source, Package):
        return source
    if source is not None:
        return package_at(named(source))
    near = None if package is not None else around(Path.cwd())
    return package_at(near or installed(package))


@overload
def load(
    name: str,
    source: Source = None,
    *,
    package: str | None = None,
    as_of: str | date | None = None,
    as_: Literal["polars"] = "polars",
) -> pl.DataFrame: ...
@overload
def load(
    name: str,
    source: Source = None,
    *,
    package: str | None = None,
    as_of: str | date | None = None,
    as_: Literal["pandas"],
) -> pd.DataFrame: ...
@overload
def load(
    name: str,
    source: Source = None,
    *,
    package: str | None = None,
    as_of: str | date | None = None,
    as_: Literal["arrow"],
) -> pa.Table: ...
def load(
    name: str,
    source: Source = None,
    *,
    package: str | None = None,
    as_of: str | date | None = None,
    as_: str = "polars",
) -> Any:
    """One table of a data package, verified against its checksum and typed by its schema.

    Numbers are exact decimals (Float64 in pandas), days are dates, EDTF dates stay texts, empty cells are missing.

    Args:
        name: The resource: "observations", "events", "places", …
        source: As for `open_package`; a Package that was opened already saves reading its descriptor again.
        package: As for `open_package`.
        as_of: A day, month or year ("2025-09-01", "2025-09", "2025", a datetime.date): the table as it was known at the
            end of it, from the sources that were surely issued by then, `latest` included. For observations,
            sources and event_sources; the rows of other tables are made of all sources.
        as_: "polars", "pandas" or "arrow" (pyarrow); the last two must be installed.

    Raises:
        NotFoundError: If there is no such package or table.
        ChecksumError: If the file is not the one that its package describes.
        LoadError: If it cannot be read, or not be told as of a date.
        ValueError: If `as_of` is no date, or `as_` no kind of frame.
    """
    from timeline.loading import frames

    if as_ not in frames.FORMS:
        raise ValueError(f'as_ is one of {", ".join(frames.FORMS)}, not "{as_}"')
    opened = open_package(source, package=package)
    if as_of is None:
        return frames.FORMS[as_](opened.frame(name))
    from timeline.loading.known import known

    return frames.FORMS[as_](known(opened, name, str(as_of)))
