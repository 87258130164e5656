"""Replacing many files as one: a journal names each rename before the first is made, and a later run completes it."""

import json
import os
import re
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from timeline.layout import Layout

JOURNAL, LOCK, ASIDE = "journal.json", "lock", "build"
LOCK_SECONDS = 60
_SOURCE = "[a-z0-9]+(?:-[a-z0-9]+)*"
PLACES = re.compile(
    r"datapackage\.json|CHANGELOG\.md|releases/(?:releases\.csv|[0-9.]+\.delta\.json)"
    r"|(?:datasets|datasets/topics|schemas|dist)/(?!(?:package\.toml|tombstones\.csv)$)\w[\w.%-]*"
    rf"|datasets/contributions/{_SOURCE}/(?:(?:candidates/)?(?:events|observations)|conflicts|rejected)\.csv"
    rf"|datasets/contributions/{_SOURCE}/source\.toml"
    rf"|\.timeline/(?:candidates/{_SOURCE}\.json|review/{_SOURCE}\.jsonl)"
)
"""The paths that may be put in place or removed: built files, what a release adds, what review or import writes."""
KEPT = re.compile(r"datapackage\.json|CHANGELOG\.md|(?:releases|dist)/.*|.*/source\.toml")
"""Those of them that are written and never removed."""


class BusyError(Exception):
    """Another process held the lock of the collection for too long."""


class BlockedError(Exception):
    """Built files cannot be put in their places; the message, of one line, names the path that is in the way."""


@contextmanager
def locked(layout: Layout) -> Iterator[None]:
    """Hold the collection's one lock; whoever writes built or contributed files does.

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


def forget_aside(layout: Layout) -> None:
    """Remove what was built aside, unless a journal names it: then a later run puts it in place."""
    if not pending(layout):
        shutil.rmtree(layout.scratch / ASIDE, ignore_errors=True)


def pending(layout: Layout) -> bool:
    """Whether a run ended between its journal and its last rename."""
    return (layout.scratch / JOURNAL).exists()


def replace(layout: Layout, aside: Path, written: Sequence[str], removed: Sequence[str]) -> None:
    """Put files built aside in their places, and remove others; completed by `complete` if it is cut short.

    A folder `candidates` that is left empty goes too.

    Args:
        layout: The collection, whose lock the caller holds.
        aside: Folder of the new files.
        written: Their paths below the root, in the order of renaming.
        removed: Paths of files to remove.

    Raises:
        BlockedError: If a file cannot be put or removed; nothing was written or removed then.
    """
    for name in (*written, *removed):
        _unblocked(layout.root / name, aside)
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
    """Make the renames that a journal names and that were not made yet; the caller holds the lock.

    Raises:
        BlockedError: If the journal is none of ours; nothing was written or removed then.
    """
    journal = layout.scratch / JOURNAL
    if not journal.exists():
        return
    told = _told(layout, journal)
    aside = layout.scratch / ASIDE
    folders = set()
    for name in told["written"]:
        new, place = aside / name, layout.root / name
        if new.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            new.replace(place)
            folders.add(place.parent)
    for name in told["removed"]:
        (layout.root / name).unlink(missing_ok=True)
        _remove_if_empty((layout.root / name).parent)
    for folder in folders:
        _sync(folder)
    journal.unlink()


def _remove_if_empty(folder: Path) -> None:
    """Remove a folder of candidates that holds nothing any more; other folders stay."""
    if folder.name == "candidates" and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _told(layout: Layout, journal: Path) -> dict[str, Any]:
    """What a journal says, once it is sure that it is ours."""
    try:
        told = json.loads(journal.read_text(encoding="utf-8"))
        lists = [told["written"], told["removed"]]
        sound = told["aside"] == layout.relative(layout.scratch / ASIDE) and all(
            isinstance(each, list) for each in lists
        )
        sound = sound and all(PLACES.fullmatch(name) for each in lists for name in each)
        sound = sound and not any(KEPT.fullmatch(name) for name in told["removed"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        sound = False
    if not sound:
        name = layout.relative(journal)
        text = f"{name}, the journal of an interrupted run, is damaged; remove {name} and run timeline build"
        raise BlockedError(text)
    return dict(told)


def _unblocked(place: Path, aside: Path) -> None:
    """Make sure that a built file can be put at a place, or removed from there.

    Raises:
        BlockedError: If anything but a regular file is there, it or its folder is read-only, or its folder is none or
            on another file system than `aside`, where files cannot be renamed from.
    """
    folder = next(path for path in place.parents if os.path.lexists(path))
    if not folder.is_dir():
        raise BlockedError(f"{folder} is no folder; move it away, files of ours go there")
    if os.path.lexists(place) and not stat.S_ISREG(place.lstat().st_mode):
        raise BlockedError(f"{place} is no regular file; move it away, a file of ours goes there")
    locked = next((path for path in (place, folder) if path.exists() and not os.access(path, os.W_OK)), None)
    if locked:
        raise BlockedError(f"{locked} is read-only; make it writable, files of ours go there")
    if folder.stat().st_dev != aside.stat().st_dev:
        raise BlockedError(f"{folder} is on another file system than {aside}; files cannot be moved there as one")


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
