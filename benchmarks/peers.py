"""Other validators with the rules of benchmarks/awards.py; each prints how many rows it finds fault with.

Run by benchmarks/validation.py, each in a process of its own: `python benchmarks/peers.py NAME FILE`. A duplicated id
counts both rows with duckdb, dataframely and pandera; frictionless has no rule for the order of a period.
"""

import sys
from pathlib import Path
from typing import Any

SERIAL, SLUG, URL = "[A-Z][0-9]{8}", "[a-z0-9]+(-[a-z0-9]+)*", r"https?://[^\s/]+\S*"
KINDS, STATES = ["works", "goods", "services"], ["open", "closed"]
REGIONS = [f"region-{number:03}" for number in range(200)]
REQUIRED = ("award_id", "region", "kind", "status", "start", "year", "value", "serial")


def floor(path: Path) -> None:
    """Copy the file with polars: all columns as texts, scan to sink."""
    import polars as pl

    pl.scan_csv(path, infer_schema=False).sink_csv(path.with_suffix(".copy"))
    path.with_suffix(".copy").unlink()


def sinks(path: Path) -> None:
    """Write the file as CSV, Parquet and a JSON array, hash each and describe them: one scan into three sinks."""
    import hashlib
    import json

    import polars as pl

    frame = pl.scan_csv(path, infer_schema=False)
    made = {ending: path.with_suffix(f".copy.{ending}") for ending in ("csv", "parquet", "json")}
    lines = made["json"].with_suffix(".lines")
    targets = [
        frame.sink_csv(made["csv"], lazy=True),
        frame.sink_parquet(made["parquet"], compression="zstd", lazy=True),
        frame.sink_ndjson(lines, lazy=True),
    ]
    pl.collect_all(targets, engine="streaming")
    with lines.open("rb") as told, made["json"].open("wb") as array:
        separator = b"["
        while block := told.read(1 << 20):
            array.write(separator + block.replace(b"\n", b",\n"))
            separator = b""
        array.seek(-2, 1)
        array.write(b"]\n")
    resources = []
    for each in made.values():
        with each.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        resources.append({"name": each.stem, "path": each.name, "bytes": each.stat().st_size, "hash": digest})
        each.unlink()
    lines.unlink()
    path.with_suffix(".package.json").write_text(json.dumps({"resources": resources}), encoding="utf-8")
    path.with_suffix(".package.json").unlink()


def typed(path: Path) -> Any:
    """The file as polars columns; text that is not of the type is null, and null where nothing stands too."""
    import polars as pl

    texts = pl.scan_csv(path, infer_schema=False)
    types: dict[str, Any] = {
        "start": pl.Date,
        "end": pl.Date,
        "year": pl.Int64,
        "value": pl.Decimal(38, 9),
        "share": pl.Decimal(38, 9),
    }
    return texts.with_columns(
        pl.col(name).str.to_date("%Y-%m-%d", strict=False) if kind == pl.Date else pl.col(name).cast(kind, strict=False)
        for name, kind in types.items()
    )


def dataframely(path: Path) -> None:
    """`Schema.filter`, which keeps the failures of each row."""
    import dataframely as dy
    import polars as pl

    class Award(dy.Schema):  # type: ignore[misc]
        award_id = dy.String(primary_key=True, regex=rf"^{SLUG}$")
        region = dy.String(nullable=False, check=lambda col: col.is_in(REGIONS))
        kind = dy.Enum(KINDS, nullable=False)
        status = dy.Enum(STATES, nullable=False)
        start = dy.Date(nullable=False)
        end = dy.Date(nullable=True)
        year = dy.Int64(nullable=False, min=1900, max=2100)
        value = dy.Decimal(38, 9, nullable=False, min=0, max=10**9)
        share = dy.Decimal(38, 9, nullable=True, min=0, max=100)
        serial = dy.String(nullable=False, regex=rf"^{SERIAL}$")
        url = dy.String(nullable=True, regex=rf"^{URL}$")
        note = dy.String(nullable=True)

        @dy.rule()  # type: ignore[untyped-decorator]
        def ordered(cls) -> pl.Expr:  # noqa: N805
            return pl.col("start") <= pl.col("end")

    enums = [
        pl.when(pl.col(name).is_in(words)).then(pl.col(name)).cast(pl.Enum(words)).alias(name)
        for name, words in (("kind", KINDS), ("status", STATES))
    ]
    _, failures = Award.filter(typed(path).with_columns(enums).collect())
    print(len(failures))


def pandera(path: Path) -> None:
    """Pandera for polars with `lazy=True`."""
    import pandera.polars as pa
    import polars as pl

    number = pl.Decimal(38, 9)
    columns = {
        "award_id": pa.Column(str, [pa.Check.str_matches(rf"^{SLUG}$")], unique=True),
        "region": pa.Column(str, pa.Check.isin(REGIONS)),
        "kind": pa.Column(str, pa.Check.isin(KINDS)),
        "status": pa.Column(str, pa.Check.isin(STATES)),
        "start": pa.Column(pl.Date),
        "end": pa.Column(pl.Date, nullable=True),
        "year": pa.Column(int, pa.Check.in_range(1900, 2100)),
        "value": pa.Column(number, pa.Check.in_range(0, 10**9)),
        "share": pa.Column(number, pa.Check.in_range(0, 100), nullable=True),
        "serial": pa.Column(str, pa.Check.str_matches(rf"^{SERIAL}$")),
        "url": pa.Column(str, pa.Check.str_matches(rf"^{URL}$"), nullable=True),
        "note": pa.Column(str, nullable=True),
    }
    ordered = pa.Check(lambda data: data.lazyframe.select(pl.col("start") <= pl.col("end")))
    try:
        pa.DataFrameSchema(columns, checks=ordered).validate(typed(path).collect(), lazy=True)
        print(0)
    except pa.errors.SchemaErrors as errors:
        print(errors.failure_cases["index"].n_unique())


def duckdb(path: Path) -> None:
    """The rules in SQL."""
    import duckdb as db

    tests = [
        *(f"{name} is null" for name in REQUIRED),
        f"not regexp_full_match(award_id, '{SLUG}')",
        f"not regexp_full_match(serial, '{SERIAL}')",
        rf"not regexp_full_match(url, '{URL}')",
        f"region not in {tuple(REGIONS)}",
        f"kind not in {tuple(KINDS)}",
        f"status not in {tuple(STATES)}",
        *(f"({name} is not null and try_cast({name} as date) is null)" for name in ("start", '"end"')),
        "coalesce(try_cast(year as integer) not between 1900 and 2100, true)",
        "coalesce(try_cast(value as decimal(38, 9)) not between 0 and 1000000000, true)",
        "(share is not null and coalesce(try_cast(share as decimal(38, 9)) not between 0 and 100, true))",
        'try_cast("end" as date) < try_cast(start as date)',
        "award_id in (select award_id from a group by award_id having count(*) > 1)",
    ]
    db.sql(f"create view a as select * from read_csv('{path}', all_varchar = true)")
    (found,) = db.execute(f"select count(*) from a where {' or '.join(tests)}").fetchone() or (0,)
    print(found)


def frictionless(path: Path) -> None:
    """A Table Schema with the same types and constraints."""
    from frictionless import Resource, Schema

    fields = [
        {"name": "award_id", "type": "string", "constraints": {"required": True, "unique": True, "pattern": SLUG}},
        {"name": "region", "type": "string", "constraints": {"required": True, "enum": REGIONS}},
        {"name": "kind", "type": "string", "constraints": {"required": True, "enum": KINDS}},
        {"name": "status", "type": "string", "constraints": {"required": True, "enum": STATES}},
        {"name": "start", "type": "date", "constraints": {"required": True}},
        {"name": "end", "type": "date"},
        {"name": "year", "type": "integer", "constraints": {"required": True, "minimum": 1900, "maximum": 2100}},
        {"name": "value", "type": "number", "constraints": {"required": True, "minimum": 0, "maximum": 10**9}},
        {"name": "share", "type": "number", "constraints": {"minimum": 0, "maximum": 100}},
        {"name": "serial", "type": "string", "constraints": {"required": True, "pattern": SERIAL}},
        {"name": "url", "type": "string", "constraints": {"pattern": URL}},
        {"name": "note", "type": "string"},
    ]
    resource = Resource(path.name, basepath=str(path.parent), schema=Schema.from_descriptor({"fields": fields}))
    report = resource.validate(limit_errors=10**6)
    print(len({error.row_number for task in report.tasks for error in task.errors if hasattr(error, "row_number")}))


PEERS = {peer.__name__: peer for peer in (floor, sinks, dataframely, pandera, duckdb, frictionless)}

if __name__ == "__main__":
    PEERS[sys.argv[1]](Path(sys.argv[2]))
