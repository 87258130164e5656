"""Who looks at the parts of large files, and what they see: the records as texts."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, TypeVar

import polars as pl

from timeline.columns import names
from timeline.parts import parts
from timeline.reading import FileRows
from timeline.records import Record

T = TypeVar("T")


class Run(Protocol):
    """Where the parts of files are looked at: here (`at_once`), or by other processes (`timeline.cluster`)."""

    def __call__(self, ask: Callable[[bytes], T], rows: FileRows) -> Iterator[tuple[int, T]]:
        """The bytes of each part of a file, and what was said to them, in the order of the file."""


def at_once(ask: Callable[[bytes], T], rows: FileRows) -> Iterator[tuple[int, T]]:
    """Have the parts of a file looked at in this process; the next is begun while one is looked at."""
    with rows.path.open("rb") as file, ThreadPoolExecutor(2) as pool:
        file.readline()
        begun: deque[tuple[int, Future[T]]] = deque()
        for data in parts(file):
            begun.append((len(data), pool.submit(ask, data)))
            if len(begun) > 1:
                size, first = begun.popleft()
                yield size, first.result()
        yield from ((size, last.result()) for size, last in begun)


def scan(rows: FileRows) -> pl.LazyFrame:
    """The records of a file as texts, lazily; "" is a missing cell, a blank line is a record of them."""
    schema = dict.fromkeys(rows.header, pl.String)
    return pl.scan_csv(rows.path, has_header=False, skip_lines=1, schema=schema, empty_string_is_null=False)


def texts_of(kind: type[Record], data: bytes) -> pl.LazyFrame:
    """The records of a part as texts; see `scan`."""
    schema = dict.fromkeys(names(kind), pl.String)
    return pl.read_csv(data, has_header=False, schema=schema, empty_string_is_null=False).lazy()
