"""Released versions rebuilt from releases/, and compared with what the log recorded of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from timeline.layout import Layout
from timeline.problems import Problem
from timeline.release.archive import archive
from timeline.release.delta import read_delta
from timeline.release.difference import apply
from timeline.release.rows import UnfitError
from timeline.release.snapshot import DESCRIPTOR, EMPTY, Snapshot, Table, snapshot, tables
from timeline.released import HistoryError, PackageError, Released, broken_links, read_history, sha256

DELTA = ".delta.json"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A version of the log, its files as rebuilt (None where they cannot be), and what is wrong with it."""

    released: Released
    package: Snapshot | None
    problems: tuple[Problem, ...]


def rebuild(layout: Layout, history: Sequence[Released]) -> Iterator[Rebuilt]:
    """Every version of the log, oldest first. What cannot be rebuilt ends the rebuilding, not the looking."""
    files: Mapping[str, bytes] | None = {}
    for released in history:
        path = layout.delta(released.version)
        name = layout.relative(path)
        try:
            data = path.read_bytes()
        except OSError:
            yield Rebuilt(released, None, (Problem("release-missing", {"version": str(released.version)}).at(name),))
            files = None
            continue
        altered = [Problem("release-altered").at(name)] if sha256(data) != released.delta else []
        package, faults = _next(released, files, data, name) if files is not None else (None, [])
        files = package.files if package else None
        faults += _differing(released, package, layout.relative(layout.releases)) if package else []
        yield Rebuilt(released, package, (*altered, *faults))


def _next(
    released: Released, before: Mapping[str, bytes], data: bytes, name: str
) -> tuple[Snapshot | None, list[Problem]]:
    """The version that a difference makes of the one before it."""
    try:
        made = apply(read_delta(data.decode("utf-8"), name), before)
        return snapshot(str(released.version), made), []
    except (UnfitError, HistoryError, PackageError, UnicodeDecodeError):
        return None, [Problem("release-unfit", {"version": str(released.version)}).at(name)]


def _differing(released: Released, package: Snapshot, log: str) -> Iterator[Problem]:
    """What the log says of a version and its files do not."""
    told = package.descriptor
    try:
        counted = counts(package)
    except PackageError:
        counted = ""
    wanted = {
        "version": (str(released.version), str(told.get("version"))),
        "date": (released.created, str(told.get("created"))),
        "counts": (released.counts, counted),
        "descriptor_sha256": (released.descriptor, sha256(package.files[DESCRIPTOR])),
        "archive_sha256": (released.archive, sha256(archive(package.files))),
    }
    for column, (logged, found) in wanted.items():
        if logged != found:
            yield Problem("release-differs", {"version": str(released.version)}, column=column).at(log)


def counts(package: Snapshot) -> str:
    """Rows of each table right below datasets/, as the log has them; codelists are not counted."""
    found: dict[str, Table] = tables(package)
    return ";".join(f"{name}={len(table.rows)}" for name, table in found.items() if table.path.count("/") == 1)


def verify(layout: Layout) -> list[Problem]:
    """What is not as it was released: log, differences, archives that are there, and the tree's own version.

    Raises:
        HistoryError: If the log cannot be read.
    """
    history = read_history(layout)
    log = layout.relative(layout.releases)
    problems = [Problem("release-chain", {"line": str(line + 1)}).at(log, line) for line in broken_links(history)]
    for rebuilt in rebuild(layout, history):
        problems += rebuilt.problems
        problems += _archives(layout, rebuilt)
    known = {layout.delta(released.version).name for released in history}
    there = sorted(path.name for path in layout.releases.parent.glob(f"*{DELTA}"))
    problems += [
        Problem("release-unknown").at(layout.relative(layout.releases.with_name(name)))
        for name in there
        if name not in known
    ]
    return problems + _tree(layout, history)


def _archives(layout: Layout, rebuilt: Rebuilt) -> Iterator[Problem]:
    """The archives of a version that are there, which need not be."""
    name = rebuilt.package.descriptor.get("name") if rebuilt.package else "*"
    for path in sorted(layout.dist.glob(f"{name}-{rebuilt.released.version}.zip")):
        if sha256(path.read_bytes()) != rebuilt.released.archive:
            yield Problem("archive-differs", {"version": str(rebuilt.released.version)}).at(layout.relative(path))
        sums = path.with_name(f"{path.name}.sha256")
        if sums.exists() and sums.read_bytes() != sum_file(rebuilt.released.archive, path.name):
            yield Problem("archive-differs", {"version": str(rebuilt.released.version)}).at(layout.relative(sums))


def sum_file(digest: str, name: str) -> bytes:
    """What stands beside an archive, for `sha256sum --check`."""
    return f"{digest}  {name}\n".encode()


def _tree(layout: Layout, history: Sequence[Released]) -> list[Problem]:
    """The descriptor in the tree, if it says that it is a released version."""
    try:
        data = layout.descriptor.read_bytes()
        told = str(snapshot("the tree", {DESCRIPTOR: data}).version)
    except (OSError, PackageError):
        return []
    if told.endswith("-dev") or any(str(each.version) == told and each.descriptor == sha256(data) for each in history):
        return []
    return [Problem("release-differs", {"version": told}, column="version").at(layout.relative(layout.descriptor))]


def last_released(layout: Layout) -> Snapshot:
    """The last version of the log; nothing if there is none.

    Raises:
        HistoryError: If it cannot be rebuilt as it was released.
    """
    return released_package(layout, None) if read_history(layout) else EMPTY


def released_package(layout: Layout, version: str | None) -> Snapshot:
    """A version of the log, by default the last one.

    Raises:
        HistoryError: If the log does not have it, or it cannot be rebuilt as it was released.
    """
    history = read_history(layout)
    for rebuilt in rebuild(layout, history):
        if rebuilt.problems:
            raise HistoryError(rebuilt.problems[0].text())
        wanted = version == str(rebuilt.released.version) if version else rebuilt.released == history[-1]
        if wanted and rebuilt.package:
            return rebuilt.package
    raise HistoryError(f"{layout.relative(layout.releases)} has no version {version}")
