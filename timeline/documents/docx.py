"""The text of a Word document, with its tables, text boxes and footnotes."""

import io
import re
import zipfile
from collections.abc import Iterator

from docx import Document
from docx.opc.exceptions import OpcError
from lxml import etree

from timeline.documents.files import MOST_BYTES, UnreadableError

SPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHOICES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
BREAKS = {f"{SPACE}br": "\n", f"{SPACE}cr": "\n", f"{SPACE}tab": " ", f"{SPACE}noBreakHyphen": "-"}
HEADING = re.compile(r"(?:heading|tiêu đề|đề mục)\s*([1-6])$|(title)$", re.IGNORECASE)
SAFE_RATIO, SAFE_BYTES = 200, 20_000_000


def text_of(data: bytes) -> str:
    """The text of a document in order: a paragraph a line, blank lines between, headings with # marks.

    A text box stands behind the paragraph that holds it, footnotes at the end; what was struck out is left out.

    Raises:
        UnreadableError: If it is no Word document, locked, damaged, or unpacks to more than a document holds.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableError("the document is locked with a password or an old .doc; save it as .docx without one")
    _check_size(data)
    try:
        document = Document(io.BytesIO(data))
        names = {style.style_id: style.name or "" for style in document.styles}
        blocks = list(_blocks(document.element.body, names))
        for relation in document.part.rels.values():
            if relation.reltype.endswith(("/footnotes", "/endnotes")) and not relation.is_external:
                blocks += _blocks(_parsed(relation.target_part.blob), names)
    except (OpcError, KeyError, ValueError, AttributeError, etree.LxmlError, zipfile.BadZipFile, OSError) as error:
        raise UnreadableError("the file is no Word document, or damaged; open it in Word and save it anew") from error
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _check_size(data: bytes) -> None:
    """Refuse an archive that unpacks to far more than it holds.

    Python's reader gives no more bytes of a member than the archive declares, so the declared sizes are safe.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UnreadableError("the file is no Word document, or damaged; open it in Word and save it anew") from error
    size = sum(part.file_size for part in parts)
    swollen = any(part.file_size > max(SAFE_BYTES, SAFE_RATIO * part.compress_size) for part in parts)
    if size > MOST_BYTES or swollen:
        raise UnreadableError(f"the document unpacks to {size:,} bytes, which no bulletin has")


def _parsed(blob: bytes) -> etree._Element:
    return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))


def _blocks(root: etree._Element, names: dict[str, str]) -> Iterator[str]:
    """The paragraphs below an element, those of text boxes behind the one that holds them; a table row is one."""
    for element in root:
        if element.tag == f"{SPACE}p":
            yield from _paragraph(element, names)
        elif element.tag == f"{SPACE}tbl":
            yield from _rows(element, names)
        elif element.tag != f"{CHOICES}Fallback":
            yield from _blocks(element, names)


def _rows(table: etree._Element, names: dict[str, str]) -> Iterator[str]:
    """A table used as a grid of cells is read by rows; one with whole texts in its cells, cell by cell."""
    for row in table.iterchildren(f"{SPACE}tr"):
        cells = [list(_blocks(cell, names)) for cell in row.iterchildren(f"{SPACE}tc")]
        if all(len(cell) <= 1 and len("".join(cell)) <= 60 for cell in cells):
            text = " | ".join(cell[0].lstrip("# ") for cell in cells if cell)
            if text:
                yield text
        else:
            yield from (block for cell in cells for block in cell)


def _paragraph(element: etree._Element, names: dict[str, str]) -> Iterator[str]:
    boxes: list[etree._Element] = []
    text = "".join(_pieces(element, boxes))
    lines = [" ".join(line.split()) for line in text.split("\n")]
    written = "\n".join(line for line in lines if line)
    if written:
        yield _mark(element, names) + written
    for box in boxes:
        yield from _blocks(box, names)


def _pieces(element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    """The words of a paragraph in order; text boxes are put aside, and the copies of them for old programs left."""
    for child in element:
        if child.tag == f"{SPACE}t":
            yield child.text or ""
        elif child.tag in BREAKS:
            yield BREAKS[child.tag]
        elif child.tag == f"{SPACE}txbxContent":
            boxes.append(child)
        elif child.tag not in {f"{CHOICES}Fallback", f"{SPACE}pPr", f"{SPACE}rPr", f"{SPACE}del"}:
            yield from _pieces(child, boxes)


def _mark(element: etree._Element, names: dict[str, str]) -> str:
    style = element.find(f"{SPACE}pPr/{SPACE}pStyle")
    if style is not None:
        style_id = style.get(f"{SPACE}val", "")
        if found := HEADING.match(names.get(style_id, style_id)):
            return "#" * int(found[1] or 1) + " "
    return ""
