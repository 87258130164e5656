"""Reads documents: the text of a file, and the passages of a text.

`read_text` gives the text of a text file, Markdown, HTML, Word or PDF; `passages` its paragraphs, captions and
headlines, mended, each with language, kind, lines and article.
"""

from timeline.documents.files import UnreadableError, read_text, save
from timeline.documents.kinds import Kind
from timeline.documents.passages import Passage, passages

__all__ = ["Kind", "Passage", "UnreadableError", "passages", "read_text", "save"]
