"""Whether a worker runs what runs here: only then are its answers ours."""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from pathlib import Path

import polars as pl

from timeline.version import __version__

Same = tuple[tuple[str, str], ...]
"""(what, which) of all that has to be the same."""
HASHED = "Lạng Sơn"


class AnotherToolError(Exception):
    """A worker that cannot be used; the message says what to change."""


@cache
def here() -> Same:
    """What runs in this process."""
    hashed = pl.DataFrame({"text": [HASHED], "other": [""]}).select(pl.struct("text", "other").hash())
    return (
        ("timeline-publisher", __version__),
        ("the files of timeline-publisher", _digest(Path(__file__).parents[1])),
        ("polars", pl.__version__),
        ("Python", ".".join(platform.python_version_tuple()[:2])),
        ("the hash of a text", str(hashed.item())),
    )


def _digest(folder: Path) -> str:
    """A name for what the files of the tool say: versions in development may share their number."""
    told = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".py", ".toml"}:
            told.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return told.hexdigest()[:12]


def threads() -> int:
    """How many threads polars has in this process."""
    return pl.thread_pool_size()


def check_same(wanted: Same) -> None:
    """Compare with what runs here.

    Raises:
        AnotherToolError: If anything differs; the first that does is named.
    """
    for (what, which), (_, mine) in zip(wanted, here(), strict=True):
        if which != mine:
            raise AnotherToolError(f"{what} is {mine} on a worker and {which} here; install the same on both")


def told_of_worker(wanted: Same) -> int:
    """What a worker is asked before it gets work: the threads that polars has there.

    Raises:
        AnotherToolError: If it runs another tool.
    """
    check_same(wanted)
    return threads()
