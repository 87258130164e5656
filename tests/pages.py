"""The pages people read and the examples on them: what tests of the documentation share."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
FENCED = re.compile(r"(?ms)^ *```(\w*)\n(.*?)^ *```")
ADDRESS = "https://example.org/lang-son-timeline"
"""What examples say where a reader writes the address of the package."""


def read(path: str) -> str:
    """The text of a file below the root."""
    return (ROOT / path).read_text(encoding="utf-8")


def examples(page: str, language: str) -> list[str]:
    """The fenced code of a page in a language."""
    return [code for name, code in FENCED.findall(read(page)) if name == language]
