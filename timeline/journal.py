"""Replacing many files as one: a journal names each rename before the first is made, and a later run completes it."""

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from timeline.layout import Layout

JOURNAL, LOCK, ASIDE = "journal.json", "lock", "build"
LOCK_SECONDS = 60


class BusyError(Exception):
    """Another process held the lock of the collection for too long."""


@contextmanager
def locked(layout: Layout) -> Iterator[None]:
    """Hold the collection's one lock; whoever writes built files does.

    Raises:
        BusyError: If another process holds it for a minute.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only writers need it

    layout.scratch.mkdir(exist_ok=True)
    lock = FileLock(layout.scratch / LOCK, timeout=LOCK_SECONDS)
    try:
        lock.acquire()
    except Timeout as error:
        text = f"another run has held {layout.scratch / LOCK} for {LOCK_SECONDS} s; wait for it to end"
        raise BusyError(text) from error
    try:
        yield
    finally:
        lock.release()


def fresh_aside(layout: Layout) -> Path:
    """An empty folder below the scratch folder to build in; on the same file system, so that renames are atomic."""
    aside = layout.scratch / ASIDE
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    return aside


def pending(layout: Layout) -> bool:
    """Whether a run ended between its journal and its last rename."""
    return (layout.scratch / JOURNAL).exists()


def replace(layout: Layout, aside: Path, written: Sequence[str], removed: Sequence[str]) -> None:
    """Put files built aside in their places, and remove others; completed by `complete` if it is cut short.

    Args:
        layout: The collection, whose lock the caller holds.
        aside: Folder of the new files.
        written: Their paths below the root, in the order of renaming.
        removed: Paths of files to remove.
    """
    for name in written:
        _sync(aside / name)
    journal = layout.scratch / JOURNAL
    draft = journal.with_suffix(".draft")
    told = {"aside": layout.relative(aside), "written": list(written), "removed": list(removed)}
    draft.write_text(json.dumps(told, indent=1), encoding="utf-8", newline="\n")
    _sync(draft)
    draft.replace(journal)
    _sync(layout.scratch)
    complete(layout)


def complete(layout: Layout) -> None:
    """Make the renames that a journal names and that were not made yet; the caller holds the lock."""
    journal = layout.scratch / JOURNAL
    if not journal.exists():
        return
    told = json.loads(journal.read_text(encoding="utf-8"))
    aside = layout.root / told["aside"]
    folders = set()
    for name in told["written"]:
        new, place = aside / name, layout.root / name
        if new.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            new.replace(place)
            folders.add(place.parent)
    for name in told["removed"]:
        (layout.root / name).unlink(missing_ok=True)
    for folder in folders:
        _sync(folder)
    journal.unlink()


def _sync(path: Path) -> None:
    """Flush a file, or a folder's entries, to the disk (folders only where the system can)."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(handle)
    except OSError:
        if path.is_file():
            raise
    finally:
        os.close(handle)
