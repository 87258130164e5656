"""Differences of packages, and released versions."""

from timeline.release.checks import Wish
from timeline.release.difference import Difference, apply, difference, undone
from timeline.release.ledger import last_released, verify
from timeline.release.origins import UnknownPackageError, named_package
from timeline.release.run import Outcome, now, release
from timeline.release.snapshot import Snapshot, core

__all__ = [
    "Difference",
    "Outcome",
    "Snapshot",
    "UnknownPackageError",
    "Wish",
    "apply",
    "core",
    "difference",
    "last_released",
    "named_package",
    "now",
    "release",
    "undone",
    "verify",
]
