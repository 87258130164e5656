"""The order in which the pieces of a page are read, from their places alone.

Rows of the page that share a vertical gutter are columns, read one after the other from the left; what spans the
gutter stands between them. The text within a frame (a caption box) is one piece of the page, read as a whole.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

GUTTER = 0.8
"""Least width of the gap between columns, in heights of a line."""
MARGIN, APART = 0.08, 0.8
"""Part of the page at top and bottom where running heads stand, and how far from the text, in heights of a line."""
BLOCK_GAP, SIZE_CHANGE = 0.45, 0.15
"""What ends a block: a gap between lines, in heights beyond the usual one, or a change of size."""
INDENT, MOST_INDENT = 0.7, 5.0
LEAST_LETTERS = 5
"""A column has more letters a line than the signs and numbers of a list."""


class Box(NamedTuple):
    """Where something stands, in points from the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    def around(self, other: "Box") -> "Box":
        """The box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )

    def holds(self, other: "Box") -> bool:
        """Whether the middle of the other stands within, and its sides not beyond a little."""
        middle = (other.bottom + other.top) / 2
        return self.left - 2 <= other.left and other.right <= self.right + 2 and self.bottom <= middle <= self.top


class Piece(NamedTuple):
    """A line, or what stands of it on one side of a gap; or the lines of a frame."""

    text: str
    box: Box
    inner: tuple["Piece", ...] = ()


def page_text(pieces: Sequence[Piece], frames: Sequence[Box], height: float) -> str:
    """The text of a page: its lines in the order of reading, blank lines between blocks.

    Args:
        pieces: what stands on the page.
        frames: rectangles drawn on it.
        height: of the page, in points.
    """
    if not pieces:
        return ""
    items = _framed(_with_initials(list(pieces)), frames)
    usual = median(piece.box.height for piece in pieces)
    head, body, foot = _margins(items, height, usual)
    columns = [*([head] if head else []), *_columns(body, usual), *([foot] if foot else [])]
    blocks = [block for column in columns for block in _blocks(column, usual)]
    return "\n\n".join(block for block in blocks if block)


def _with_initials(pieces: list[Piece]) -> list[Piece]:
    """Large first letters of paragraphs, put before the line that they stand at the top of."""
    usual = median(piece.box.height for piece in pieces)
    kept = list(pieces)
    for initial in pieces:
        if initial.box.height < 1.8 * usual or len(initial.text) > 2 or not initial.text.isalpha():
            continue
        box = initial.box
        beside = [
            piece
            for piece in kept
            if piece is not initial and -2 < piece.box.left - box.right < 1.5 * usual
            and piece.box.top > box.bottom and piece.box.bottom < box.top
        ]  # fmt: skip
        if beside:
            line = max(beside, key=lambda piece: piece.box.top)
            kept[kept.index(line)] = Piece(initial.text + line.text, line.box._replace(left=box.left))
            kept.remove(initial)
    return kept


def _framed(pieces: list[Piece], frames: Sequence[Box]) -> list[Piece]:
    """The pieces, with those within one frame as one."""
    items: list[Piece] = []
    rest = pieces
    for frame in sorted(frames, key=lambda frame: -frame.width * frame.height):
        within = [piece for piece in rest if frame.holds(piece.box)]
        if within:
            rest = [piece for piece in rest if not frame.holds(piece.box)]
            items.append(Piece("", frame, tuple(within)))
    return items + rest


def _margins(items: list[Piece], height: float, usual: float) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """Running head, text, and foot: lines at the edge of the page that stand apart from the text."""
    head = [item for item in items if item.box.bottom > height * (1 - MARGIN) and not item.inner]
    foot = [item for item in items if item.box.top < height * MARGIN and not item.inner]
    body = [item for item in items if item not in head and item not in foot]
    if body and head and min(item.box.bottom for item in head) - max(item.box.top for item in body) < APART * usual:
        head, body = [], head + body
    if body and foot and min(item.box.bottom for item in body) - max(item.box.top for item in foot) < APART * usual:
        foot, body = [], body + foot
    return head, body, foot


def _columns(items: list[Piece], usual: float) -> list[list[Piece]]:
    """The items in columns, in the order of reading."""
    columns: list[list[Piece]] = []
    for group in _groups(items, usual):
        sides = _sides(group, usual)
        if len(sides) > 1 and max(map(_rows, sides)) > 1 and all(_is_text(side) for side in sides):
            for side in sides:
                columns += _columns(side, usual)
        elif columns and _is_under(columns[-1], group):
            columns[-1] = columns[-1] + group
        else:
            columns.append(group)
    return columns


def _groups(items: list[Piece], usual: float) -> list[list[Piece]]:
    """Rows from the top, put together as long as they are of one column, or share a gutter."""
    groups: list[list[Piece]] = []
    for row in _bands(items):
        if groups:
            together = groups[-1] + row
            parted = len(_sides(groups[-1], usual)) > 1
            if len(_sides(together, usual)) > 1 if parted else len(_sides(row, usual)) == 1:
                groups[-1] = together
                continue
        groups.append(row)
    return groups


def _bands(items: list[Piece]) -> list[list[Piece]]:
    """Items parted by every horizontal line that cuts none of them, from the top; lines may touch a little."""
    bands: list[list[Piece]] = []
    lowest = float("inf")
    for item in sorted(items, key=lambda item: -item.box.top):
        slack = 0.25 * min(item.box.height, 14)
        if not bands or item.box.top - slack <= lowest:
            bands.append([])
            lowest = item.box.bottom
        bands[-1].append(item)
        lowest = min(lowest, item.box.bottom)
    return bands


def _sides(items: list[Piece], usual: float) -> list[list[Piece]]:
    """Items parted by every gutter that cuts none of them, from the left."""
    sides: list[list[Piece]] = []
    reach = float("-inf")
    for item in sorted(items, key=lambda item: item.box.left):
        if not sides or item.box.left - reach >= GUTTER * usual:
            sides.append([])
        sides[-1].append(item)
        reach = max(reach, item.box.right)
    return sides


def _rows(items: list[Piece]) -> int:
    return sum(len(item.inner) or 1 for item in items)


def _is_text(items: list[Piece]) -> bool:
    letters = sum(len(piece.text) for item in items for piece in (item.inner or (item,)))
    return letters >= LEAST_LETTERS * _rows(items)


def _is_under(column: list[Piece], group: list[Piece]) -> bool:
    """Whether a group goes on below a column, in about its width."""
    lowest = min(item.box.bottom for item in column)
    left, right = min(item.box.left for item in column), max(item.box.right for item in column)
    top = max(item.box.top for item in group)
    return top <= lowest + 3 and any(item.box.left < right and item.box.right > left for item in group)


def _blocks(column: list[Piece], usual: float) -> list[str]:
    """The blocks of a column: lines joined with LF."""
    blocks: list[list[Piece]] = []
    texts: list[str] = []
    loose: list[Piece] = []
    for item in [*sorted(column, key=lambda item: -item.box.top), None]:
        if item is not None and not item.inner:
            loose.append(item)
            continue
        blocks = _parted(_lines(loose), usual)
        texts += ["\n".join(_indented(block, usual)) for block in blocks]
        loose = []
        if item is not None:
            for inner in _columns(list(item.inner), usual):
                texts.append("\n".join(line.text for line in _lines(inner)))
    return texts


def _lines(pieces: list[Piece]) -> list[Piece]:
    """Pieces of one height as one line, from the left."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.box.bottom, piece.box.left)):
        last = lines[-1][0].box if lines else None
        if last is not None and abs(last.bottom - piece.box.bottom) < 0.4 * min(last.height, piece.box.height):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    made = []
    for line in lines:
        parts = sorted(line, key=lambda piece: piece.box.left)
        box = parts[0].box
        for part in parts[1:]:
            box = box.around(part.box)
        made.append(Piece(" ".join(part.text for part in parts), box))
    return made


def _parted(lines: list[Piece], usual: float) -> list[list[Piece]]:
    """Lines parted where a gap is wider than the usual one, or the size changes."""
    gaps = sorted(a.box.bottom - b.box.top for a, b in pairwise(lines))
    leading = gaps[len(gaps) // 2] if len(gaps) > 3 else min(gaps, default=0)
    leading = min(leading, 0.6 * usual)
    blocks: list[list[Piece]] = []
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        if before is None or _is_parted(before.box, line.box, leading):
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _is_parted(a: Box, b: Box, leading: float) -> bool:
    smaller = min(a.height, b.height)
    return a.bottom - b.top > leading + BLOCK_GAP * smaller or abs(a.height - b.height) > SIZE_CHANGE * max(
        a.height, b.height
    )


def _indented(block: list[Piece], usual: float) -> list[str]:
    """The lines of a block, a first line that is set in with a space before it."""
    left = min(line.box.left for line in block)
    return [
        f" {line.text}" if INDENT * usual < line.box.left - left < MOST_INDENT * usual else line.text for line in block
    ]
