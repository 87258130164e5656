"""Files without rows (JSON, schemas, README) of two versions, line by line; and the same backwards.

A line is what stands between LFs, so that the lines with LFs between them are the very file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from timeline.release.rows import INVERSE, Op, UnfitError
from timeline.released import PackageError


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines that became others; `old_line` and `new_line` count from 1."""

    old_line: int
    new_line: int
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextChange:
    """What became of one file.

    Attributes:
        op: Added, changed, removed.
        path: Where it stands.
        resource: The resource that it is of; "" for the descriptor, schemas and documents.
        hunks: Its lines.
    """

    op: Op
    path: str
    resource: str
    hunks: tuple[Hunk, ...]


def compare_texts(
    label: str, old: Mapping[str, bytes], new: Mapping[str, bytes], resources: Mapping[str, str]
) -> list[TextChange]:
    """What became of each file, in order of path; `resources` names those of files that are data.

    Raises:
        PackageError: If a file that differs is no UTF-8.
    """
    changes = []
    for path in sorted({*old, *new}):
        if old.get(path) != new.get(path):
            before, after = (_lines(label, path, files.get(path)) for files in (old, new))
            op = Op.ADD if path not in old else Op.DEL if path not in new else Op.MOD
            changes.append(TextChange(op, path, resources.get(path, ""), tuple(_hunks(before, after))))
    return changes


def _lines(label: str, path: str, data: bytes | None) -> list[str]:
    try:
        return [] if data is None else data.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise PackageError(f"{label}: {path} is no text in UTF-8, whose difference could be told") from error


def _hunks(old: Sequence[str], new: Sequence[str]) -> list[Hunk]:
    codes = SequenceMatcher(None, old, new).get_opcodes()
    return [
        Hunk(first + 1, start + 1, tuple(old[first:last]), tuple(new[start:end]))
        for code, first, last, start, end in codes
        if code != "equal"
    ]


def inverted_text(change: TextChange) -> TextChange:
    """The change that undoes a change."""
    hunks = tuple(Hunk(hunk.new_line, hunk.old_line, hunk.new, hunk.old) for hunk in change.hunks)
    return replace(change, op=INVERSE[change.op], hunks=hunks)


def applied_text(data: bytes | None, change: TextChange) -> bytes | None:
    """The new file from the old one; None where there is none.

    Raises:
        UnfitError: If the file is not the one that the change was made of.
    """
    if (data is None) != (change.op is Op.ADD):
        raise UnfitError(f"{change.path} is there, or is not")
    lines = [] if data is None else data.decode("utf-8").split("\n")
    made: list[str] = []
    done = 0
    for hunk in change.hunks:
        start = hunk.old_line - 1
        if start < done or tuple(lines[start : start + len(hunk.old)]) != hunk.old:
            raise UnfitError(f"{change.path}: line {hunk.old_line} is another one")
        made += [*lines[done:start], *hunk.new]
        done = start + len(hunk.old)
    made += lines[done:]
    return None if change.op is Op.DEL else "\n".join(made).encode("utf-8")
