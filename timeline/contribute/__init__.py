"""What helps a person to contribute: new folders, candidates and their review, and files in their one writing."""

from timeline.contribute.formatting import format_files, slug
from timeline.contribute.history import DamagedHistoryError
from timeline.contribute.proposing import Tallies, propose_aside, propose_into
from timeline.contribute.reviewing import UndecidableError, accept, reject, undo, waiting
from timeline.contribute.scaffold import UnusableSourceError, start

__all__ = [
    "DamagedHistoryError",
    "Tallies",
    "UndecidableError",
    "UnusableSourceError",
    "accept",
    "format_files",
    "propose_aside",
    "propose_into",
    "reject",
    "slug",
    "start",
    "undo",
    "waiting",
]
