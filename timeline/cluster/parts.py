"""Parts of a large file: where it is cut, and how a worker reads one, wherever the file lies."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import fsspec

from timeline.cluster.same import Same, check_same
from timeline.parts import parts
from timeline.reading import FileRows


class DiffersError(Exception):
    """A worker reads other bytes than stand here."""


@dataclass(frozen=True, slots=True)
class Part:
    """A range of bytes of a file.

    Attributes:
        start: Its first byte.
        end: The byte behind its last, the end of a line.
        checksum: CRC-32 of its bytes.
    """

    start: int
    end: int
    checksum: int


def cut(rows: FileRows, most: int) -> Iterator[Part]:
    """The lines below the header in parts of about that many bytes, as one machine would cut them."""
    with rows.path.open("rb") as file:
        start = len(file.readline())
        for data in parts(file, most):
            yield Part(start, start + len(data), zlib.crc32(data))
            start += len(data)


def read(address: str, part: Part) -> bytes:
    """The bytes of a part.

    Args:
        address: The file as whoever reads it names it: a path, or an address that fsspec knows (s3://bucket/path).
        part: The part.

    Raises:
        OSError: If it cannot be read.
        ImportError: If what reads such addresses is not installed.
        DiffersError: If these are other bytes.
    """
    system, path = fsspec.core.url_to_fs(address)
    data: bytes = system.cat_file(path, start=part.start, end=part.end)
    if zlib.crc32(data) != part.checksum:
        raise DiffersError(f"{address} is another file than here, at the bytes from {part.start:,} to {part.end:,}")
    return data


def answer(same: Same, ask: Callable[[bytes], object], address: str, part: Part) -> bytes:
    """What a worker does: it looks at one part.

    Returns:
        What was said, pickled: of bytes Dask knows the size, by which it decides what goes to disk.

    Raises:
        AnotherToolError: If this process runs another tool than `same` tells.
    """
    check_same(same)
    return pickle.dumps(ask(read(address, part)))


def given(ask: Callable[[bytes], object]) -> Callable[[bytes], object]:
    """The question itself: it travels to each worker once, however many parts there are."""
    return ask
