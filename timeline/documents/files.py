"""The text of a document, whatever kind of file it is."""

import codecs
import os
import re
import tempfile
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

MOST_BYTES = 200_000_000
"""Larger files are no bulletins."""
MOST_LETTERS = 20_000_000
"""More text than that is no bulletin either, but a file that was made to fill memory."""
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
OLD_LETTERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("TCVN3 (fonts such as .VnTime)", re.compile(r"[A-Za-z][µ¸¶·¹¨»¾¼½©®ª]|[µ¸¶·¹¨»¾¼½©®ª][a-z]")),
    ("VNI (fonts such as VNI-Times)", re.compile(r"[aeouyAEOUY][øûïäåÄØÛÏ]")),
)
"""Old Vietnamese encodings, and the pairs of signs that a text in them shows and no other has often."""
OLD_SHARE, OLD_LEAST = 0.02, 20
INSTALL = "pip install 'timeline-publisher[documents]'"


class UnreadableError(ValueError):
    """A file that no text can be read from; the message is one line that says why and what to do."""


Reader = Callable[[bytes], str]
READERS: Mapping[str, str] = {
    ".txt": "plain",
    ".md": "plain",
    ".markdown": "plain",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".pdf": "pdf",
}
"""Ending of a file -> the module beside this one whose `text_of` reads its bytes; imported when it is needed."""


def read_text(path: Path) -> str:
    """The text of a document, with LF between lines.

    Text and Markdown come as they are, without a byte order mark; the others as lines and blank lines between
    blocks, headings of HTML and Word with their # marks.

    Args:
        path: a file that ends with .txt, .md, .html, .docx or .pdf.

    Raises:
        UnreadableError: If there is no such file, it is of another kind, damaged, locked, too large, in an unknown
            encoding or without text, or the library that reads it is not installed.
    """
    name = READERS.get(path.suffix.lower())
    data = _bytes(path)
    if name is None:
        known = ", ".join(ending for ending in READERS if ending not in {".markdown", ".htm"})
        raise UnreadableError(f"{path}: cannot read files that end with «{path.suffix}»; give one of {known}")
    try:
        reader: Reader = decoded if name == "plain" else import_module(f"timeline.documents.{name}").text_of
        text = reader(data)
    except ModuleNotFoundError as error:
        raise UnreadableError(
            f"{path}: reading {path.suffix.lower()} needs {error.name}, which is not installed; type: {INSTALL}"
        ) from error
    except UnreadableError as error:
        raise UnreadableError(f"{path}: {error}") from error
    _check(path, text)
    return text


def _bytes(path: Path) -> bytes:
    if not path.exists():
        raise UnreadableError(f"there is no {path}")
    if path.is_dir():
        raise UnreadableError(f"{path} is a folder; name a file in it")
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise UnreadableError(f"{path}: the file has {size:,} bytes; at most {MOST_BYTES:,} are read")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path} cannot be read ({error.strerror})") from error
    if not data.strip():
        raise UnreadableError(f"{path}: the file is empty")
    return data


def _check(path: Path, text: str) -> None:
    """Refuse what is no text that can be worked with."""
    if len(text) > MOST_LETTERS:
        raise UnreadableError(f"{path}: the text has {len(text):,} letters; at most {MOST_LETTERS:,} are read")
    if not any(letter.isalnum() for letter in text):
        raise UnreadableError(f"{path}: there is no text in it; a scan must be read with OCR first")
    words = len(text.split())
    for name, pattern in OLD_LETTERS:
        if len(pattern.findall(text)) >= max(OLD_LEAST, OLD_SHARE * words):
            raise UnreadableError(
                f"{path}: the text is in the old Vietnamese encoding {name}; convert it to Unicode first, "
                "for example with the conversion tool of UniKey"
            )


def decoded(data: bytes) -> str:
    """The text of a text file: UTF-8, or UTF-16 with its byte order mark.

    Raises:
        UnreadableError: If it is in another encoding.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise UnreadableError(f"the file is damaged: not {encoding.upper()} as its first bytes say") from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError(
            f"line {line} is not UTF-8; save the text as UTF-8 in its program, or convert it from its old encoding "
            "(TCVN3, VNI, VISCII, Windows-1258) to Unicode, for example with UniKey"
        ) from error
    if "\0" in text:
        raise UnreadableError("the file is no text: it holds zero bytes")
    return text


def save(text: str, path: Path, *, source: Path) -> None:
    """Write a document's text as UTF-8, all of it or nothing.

    Raises:
        UnreadableError: If the path is the document itself or a folder.
        OSError: If it cannot be written.
    """
    if path.is_dir():
        raise UnreadableError(f"{path} is a folder; name the file to write")
    if path.exists() and path.samefile(source):
        raise UnreadableError(f"{path} is the document itself; name another file to write")
    handle, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name}.")
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
        aside.chmod(0o644)
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
