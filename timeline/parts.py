"""The bytes of large files: cut into parts where records end, and counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from timeline.reading import BOM, UTF16

PART = 1 << 24
"""Bytes that are looked at together: many enough for Python to be called seldom, few enough to be held."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Of a part, how many lines there are, their bytes but for quotes and carriage returns, and the quotes."""

    lines: int
    size: int
    quotes: int


def is_plain(head: bytes) -> bool:
    """Whether the first line of a file is text as written here."""
    return head.removeprefix(BOM)[:2] not in UTF16 and b"\0" not in head and b"\r" not in head.removesuffix(b"\r\n")


def counted(data: bytes) -> Marks | None:
    """What is counted in the bytes; None where they hold what only the line by line reader can tell of."""
    returns = data.count(b"\r")
    if b"\0" in data or (returns and returns != data.count(b"\r\n")):
        return None
    quotes = data.count(b'"')
    open_end = not data.endswith(b"\n")
    return Marks(data.count(b"\n") + open_end, len(data) - returns - quotes + open_end, quotes)


def parts(file: BinaryIO, most: int | None = None) -> Iterator[bytes]:
    """The rest of a file in parts that end where a record does: at a line end with no quote open before it.

    Args:
        file: Read from where it stands.
        most: About how many bytes a part may have; PART at most.
    """
    left = b""
    while block := file.read(min(most or PART, PART)):
        data = left + block if left else block
        cut = data.rfind(b"\n") + 1
        while cut and data.count(b'"', 0, cut) % 2:
            cut = data.rfind(b"\n", 0, cut - 1) + 1
        left = data[cut:]
        if cut:
            yield data if cut == len(data) else data[:cut]
    if left:
        yield left


def plain_size(raw: bytes) -> int:
    """The bytes of a record with a line end, without quotes and carriage returns."""
    return len(raw) - raw.count(b'"') - raw.count(b"\r") + (not raw.endswith(b"\n"))
