"""A release: built, compared, numbered, logged and put in place as one."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from timeline import journal
from timeline.build import built
from timeline.build.versioning import stamped
from timeline.build.writers import as_json
from timeline.layout import Layout
from timeline.problems import Problem
from timeline.release.archive import archive, packaged
from timeline.release.changelog import entry, with_entry
from timeline.release.checks import CHECKS, Wish, chosen
from timeline.release.delta import as_delta
from timeline.release.difference import Difference, difference
from timeline.release.ledger import counts, last_released, released_package, sum_file, verify
from timeline.release.snapshot import DESCRIPTOR, Snapshot, snapshot
from timeline.released import HEADER, Level, Released, Version, read_history, sha256


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a release did: the version, its archive below the root, and whether it is new."""

    version: Version
    archive: str
    new: bool


def release(layout: Layout, wish: Wish) -> tuple[list[Problem], Outcome | None]:
    """Release what the contributions give.

    Args:
        layout: The collection.
        wish: The day, and the version if a person chose it.

    Returns:
        What stands against it (then nothing was written), and what was done.

    Raises:
        BusyError, BlockedError: As of a build.
        HistoryError, PackageError: If the log or a published file cannot be read.
    """
    outcomes: list[Outcome] = []

    def put(layout: Layout, aside: Path, changed: list[str], left: list[str]) -> tuple[list[Problem], list[str]]:
        problems, outcome = _put(layout, aside, changed, left, wish)
        outcomes.extend([outcome] if outcome else [])
        return problems, []

    with journal.locked(layout):
        journal.complete(layout)
        problems = verify(layout) or built(layout, journal.fresh_aside(layout), put)[0]
    return problems, outcomes[0] if outcomes else None


def _put(
    layout: Layout, aside: Path, changed: list[str], left: list[str], wish: Wish
) -> tuple[list[Problem], Outcome | None]:
    history = read_history(layout)
    old = last_released(layout)
    new = packaged("the build", aside, layout.root)
    made = difference(old, new)
    if made.level is Level.NONE and history and wish.version == history[-1].version:
        return [], _again(layout, aside, history[-1])
    problems = [problem for check in CHECKS for problem in check(layout, made, history, wish)]
    if problems:
        return problems, None
    version = chosen(made, history, wish)
    final = _stamped(new, version, wish.day)
    told = difference(old, final)
    files = _files(layout, final, told, history, wish.day)
    name = archive_name(final, version)
    if taken := _taken(layout, files, name):
        return [taken], None
    for path, data in files.items():
        (aside / path).parent.mkdir(parents=True, exist_ok=True)
        (aside / path).write_bytes(data)
    journal.replace(layout, aside, [*(path for path in changed if path != DESCRIPTOR), *files], left)
    return [], Outcome(version, name, new=True)


def _stamped(package: Snapshot, version: Version, day: str) -> Snapshot:
    """A package with the version and the date of its release."""
    log = Released(version, day, "", "", "", "", "")
    told = stamped(dict(package.descriptor), str(version), log.created)
    return snapshot(str(version), {**package.files, DESCRIPTOR: as_json(told).encode("utf-8")})


def archive_name(package: Snapshot, version: Version) -> str:
    """Where the archive of a version is put, below the root."""
    return f"dist/{package.descriptor['name']}-{version}.zip"


def _files(
    layout: Layout, package: Snapshot, made: Difference, history: Sequence[Released], day: str
) -> dict[str, bytes]:
    """All that a release writes besides what a build does; the descriptor last."""
    version = Version(*map(int, made.new.split(".")))
    zipped, delta = archive(package.files), as_delta(made).encode("utf-8")
    before = history[-1].line if history else HEADER
    hashes = (sha256(zipped), sha256(package.files[DESCRIPTOR]), sha256(delta), sha256(before))
    line = Released(version, day, counts(package), *hashes)
    log = "\n".join([HEADER, *(released.line for released in history), line.line, ""])
    place = layout.changelog
    changes = place.read_bytes().decode("utf-8") if place.exists() else ""
    name = archive_name(package, version)
    return {
        name: zipped,
        f"{name}.sha256": sum_file(line.archive, name.rpartition("/")[2]),
        layout.relative(layout.delta(version)): delta,
        layout.relative(layout.changelog): with_entry(changes, entry(made, made.new, day)).encode("utf-8"),
        layout.relative(layout.releases): log.encode("utf-8"),
        DESCRIPTOR: package.files[DESCRIPTOR],
    }


def _again(layout: Layout, aside: Path, released: Released) -> Outcome:
    """The version that is released already: its archive is put back, with the bytes that it had."""
    package = released_package(layout, str(released.version))
    name = archive_name(package, released.version)
    sums = sum_file(released.archive, name.rpartition("/")[2])
    files = {name: archive(package.files), f"{name}.sha256": sums}
    missing = [path for path in files if not (layout.root / path).exists()]
    for path in missing:
        (aside / path).parent.mkdir(parents=True, exist_ok=True)
        (aside / path).write_bytes(files[path])
    if missing:
        journal.replace(layout, aside, missing, [])
    return Outcome(released.version, name, new=False)


def _taken(layout: Layout, files: dict[str, bytes], name: str) -> Problem | None:
    """An archive of this version that is there with other bytes, made by somebody else."""
    place = layout.root / name
    if place.exists() and (not place.is_file() or place.read_bytes() != files[name]):
        return Problem("version-taken", {"version": name}).at(name)
    return None


def now(layout: Layout, aside: Path) -> tuple[list[Problem], Snapshot | None]:
    """The package that the contributions give at this moment, built in `aside`."""
    packages: list[Snapshot] = []

    def keep(layout: Layout, aside: Path, changed: list[str], left: list[str]) -> tuple[list[Problem], list[str]]:
        packages.append(packaged("the contributions", aside, layout.root))
        return [], []

    problems, _ = built(layout, aside, keep)
    return problems, packages[0] if packages else None
