"""What helps a person to contribute: new folders, candidates and their review, and files in their one writing."""

from timeline.contribute.formatting import format_files, slug
from timeline.contribute.history import DamagedHistoryError
from timeline.contribute.importing import Imported, import_workbook
from timeline.contribute.proposing import Tallies, propose_aside, propose_into
from timeline.contribute.reviewing import UndecidableError, accept, reject, undo, waiting
from timeline.contribute.scaffold import UnusableSourceError, start
from timeline.contribute.sheets import UnusableWorkbookError
from timeline.contribute.templating import write_template

__all__ = [
    "DamagedHistoryError",
    "Imported",
    "Tallies",
    "UndecidableError",
    "UnusableSourceError",
    "UnusableWorkbookError",
    "accept",
    "format_files",
    "import_workbook",
    "propose_aside",
    "propose_into",
    "reject",
    "slug",
    "start",
    "undo",
    "waiting",
    "write_template",
]
