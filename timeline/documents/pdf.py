"""The text of a PDF: its letters with their places, read in the order of the page."""

import ctypes
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

from timeline.documents.files import MOST_LETTERS, UnreadableError
from timeline.documents.pages import Box, Piece, page_text

MOST_PAGES = 3000
LETTERS_BY_PAGE = 2
"""Fewer letters than that on the average page are stamps or page numbers on a scan."""
ERRORS = {raw.FPDF_ERR_PASSWORD: "the PDF is locked with a password; save a copy without one"}
COLUMN_GAP, SAME_LINE = 1.0, 0.45
"""In heights of the line: how far apart letters are no longer one piece, and how far their feet may differ."""
FRAME_WIDTH, FRAME_HEIGHT, FRAME_SHARE = 40, 12, 0.5
"""A frame is at least so large, in points, and at most that share of its page."""
SIGNS = {0x02: "-", 0xAD: "-", 0xFFFE: "-", 0xA0: " ", 0x09: " "}
"""What PDFium gives for hyphens at the end of a line, and for spaces."""


def text_of(data: bytes) -> str:
    """The text of a PDF: a printed line a line, columns one after the other, blank lines between blocks.

    Raises:
        UnreadableError: If it is damaged or locked, has no text (a scan), or too much.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        reason = ERRORS.get(code, "the PDF is damaged, or no PDF; open it in a PDF program and save it anew")
        raise UnreadableError(reason) from error
    try:
        if len(document) > MOST_PAGES:
            raise UnreadableError(f"the PDF has {len(document):,} pages; at most {MOST_PAGES:,} are read")
        pages = list(_pages(document))
    except pypdfium2.PdfiumError as error:
        raise UnreadableError("a page of the PDF is damaged; open it in a PDF program and save it anew") from error
    finally:
        document.close()
    if sum(map(str.isalnum, "".join(pages))) <= LETTERS_BY_PAGE * len(pages):
        raise UnreadableError("the PDF has no text, only pictures of pages; make it searchable with OCR first")
    return "\n\n".join(page for page in pages if page) + "\n"


def _pages(document: pypdfium2.PdfDocument) -> Iterator[str]:
    letters = 0
    for page in document:
        text = page_text(_pieces(page), _frames(page), page.get_height())
        letters += len(text)
        if letters > MOST_LETTERS:
            raise UnreadableError(f"the PDF has more than {MOST_LETTERS:,} letters, which no bulletin has")
        yield text
        page.close()


def _pieces(page: pypdfium2.PdfPage) -> list[Piece]:
    """What stands on a page, in pieces of lines as they were set; a wide gap parts two pieces."""
    letters = page.get_textpage()
    pieces: list[Piece] = []
    spaced = True
    for at in range(raw.FPDFText_CountChars(letters)):
        code = raw.FPDFText_GetUnicode(letters, at)
        sign = SIGNS.get(code, chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd")
        if code == 0 or sign.isspace():
            spaced = True
            continue
        box = _box(letters, at)
        last = pieces[-1] if pieces else None
        if last is not None and _goes_on(last.box, box):
            text = f"{last.text} {sign}" if spaced else last.text + sign
            pieces[-1] = Piece(text, last.box.around(box))
        else:
            pieces.append(Piece(sign, box))
        spaced = False
    return pieces


def _box(letters: pypdfium2.PdfTextPage, at: int) -> Box:
    found = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(letters, at, ctypes.byref(found))
    return Box(found.left, found.bottom, found.right, found.top)


def _goes_on(line: Box, letter: Box) -> bool:
    """Whether a letter stands right behind a piece, on its line and in about its size."""
    height = max(line.height, 1.0)
    level = abs(line.bottom - letter.bottom) < SAME_LINE * height and letter.height < 1.6 * height
    return level and letter.height > height / 2 and -height < letter.left - line.right < COLUMN_GAP * height


def _frames(page: pypdfium2.PdfPage) -> list[Box]:
    """The rectangles drawn on a page that may hold text of their own."""
    width, height = page.get_size()
    frames = []
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        frame = Box(*drawn.get_bounds())
        large = frame.width >= FRAME_WIDTH and frame.height >= FRAME_HEIGHT
        if large and frame.width * frame.height <= FRAME_SHARE * width * height:
            frames.append(frame)
    return frames
