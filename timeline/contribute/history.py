"""What a review did, so that it can be taken back and gone on with: `.timeline/review/<source_id>.jsonl`.

The file is of this machine only. One JSON object a line, the newest last; see `Entry`.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from timeline.layout import Layout

ACCEPT, REJECT, SKIP = "accept", "reject", "skip"
Cells = dict[str, str]


class DamagedHistoryError(ValueError):
    """The history holds something else than what a review writes; the message names the file."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing done.

    Attributes:
        did: accept, reject or skip.
        table: events or observations, what the candidate would become.
        at: Place in the list of candidates at which the review goes on.
        candidate: The candidate with all its columns.
        made: The row that came of it in the contribution; empty of a skip.
        new: Whether the file of that row did not exist before.
    """

    did: str
    table: str
    at: int
    candidate: Cells
    made: Cells = field(default_factory=dict)
    new: bool = False


def history_name(source_id: str) -> str:
    """The file below the root."""
    return f".timeline/review/{source_id}.jsonl"


def read_history(layout: Layout, source_id: str) -> list[Entry]:
    """What was done in the reviews of a source, the newest last.

    Raises:
        DamagedHistoryError: If the file is damaged.
    """
    path = layout.root / history_name(source_id)
    if not path.exists():
        return []
    try:
        entries = [Entry(**json.loads(line)) for line in path.read_text(encoding="utf-8").split("\n") if line]
        sound = all(
            isinstance(entry.at, int) and isinstance(entry.candidate, dict) and isinstance(entry.made, dict)
            for entry in entries
        )
    except (ValueError, TypeError, RecursionError):
        sound = False
    if not sound:
        raise DamagedHistoryError(f"{layout.relative(path)} is damaged; remove it, only undo and resuming rest on it")
    return entries


def history_text(entries: Sequence[Entry]) -> str:
    """The entries as the file has them."""
    return "".join(json.dumps(asdict(entry), ensure_ascii=False) + "\n" for entry in entries)
