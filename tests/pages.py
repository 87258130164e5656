"""The pages people read and the examples on them: what tests of the documentation share."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from serving import served

from timeline.release.archive import archive, packaged

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


@contextmanager
def archive_served(folder: Path) -> Iterator[str]:
    """The address of the archive that a release of this repository makes, unpacked into a folder and served.

    The archive itself lies beside its files, as `archive.zip`.
    """
    data = archive(packaged("the repository", ROOT, ROOT).files)
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        opened.extractall(folder)
    (folder / "archive.zip").write_bytes(data)
    with served(folder) as address:
        yield address
