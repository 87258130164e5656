"""Where a package's files are: each place reads them by their path below datapackage.json."""

import io
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urljoin
from zipfile import BadZipFile, ZipFile

from timeline.loading.errors import LoadError, NotFoundError
from timeline.loading.web import fetch

DESCRIPTOR = "datapackage.json"
GROUP = "timeline_publisher.packages"
"""Entry point group of data wheels: the package's name, and the module that holds its files."""
ARCHIVE_BYTES = 1 << 30
ZIPPED = b"PK\x03\x04"
UNREADABLE = (OSError, ImportError, ValueError, HTTPException, BadZipFile, zlib.error, EOFError, RuntimeError)
"""All that a missing, damaged, encrypted or unreachable file raises (NotImplementedError is a RuntimeError)."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place that holds a package.

    Attributes:
        where: The place as messages name it; a path is put behind it.
        read: Path below the descriptor, most bytes to read -> bytes; raises what UNREADABLE lists.
        descriptor: Path of the descriptor.
    """

    where: str
    read: Callable[[str, int], bytes]
    descriptor: str = DESCRIPTOR


@contextmanager
def told(what: str) -> Iterator[None]:
    """Turn what reading raises into a LoadError that names `what`."""
    try:
        yield
    except UNREADABLE as error:
        reason = " ".join((getattr(error, "strerror", None) or str(error) or type(error).__name__).split())
        raise LoadError(f"{what} cannot be read: {reason}") from error


def named(source: str | Path) -> Place:
    """The place that a person names: a folder, a zip, a datapackage.json, or the URL of one of the last two.

    Raises:
        LoadError: If it cannot be read or is something else; NotFoundError if there is none.
    """
    if isinstance(source, str) and "://" in source:
        return _url(source)
    path = Path(source)
    if path.is_dir():
        return _folder(path)
    if not path.exists():
        raise NotFoundError(f"there is no {path}; name a folder, a zip, or the URL of a {DESCRIPTOR} or zip")
    if path.suffix == ".json":
        return _folder(path.parent, path.name)
    with told(str(path)):
        return _zip(str(path), path)


def around(start: Path) -> Place | None:
    """The repository around: the nearest folder upward with datapackage.json and datasets/."""
    for folder in (start, *start.parents):
        if (folder / DESCRIPTOR).is_file() and (folder / "datasets").is_dir():
            return _folder(folder)
    return None


def installed(name: str | None) -> Place:
    """The data wheel of that name, or the only one.

    Raises:
        NotFoundError: If there is none, or several and no name.
    """
    found = {entry.name: entry for entry in entry_points(group=GROUP)}
    there = ", ".join(sorted(found)) or "none"
    if name is None and len(found) > 1:
        raise NotFoundError(f'several data packages are installed ({there}); name one: package="{min(found)}"')
    if name is None and not found:
        raise NotFoundError(
            f"no {DESCRIPTOR} with datasets/ in this folder or above, and no data package is installed; "
            "name a folder, zip or URL, or pip install a data package"
        )
    entry = next(iter(found.values())) if name is None else found.get(name)
    if entry is None:
        raise NotFoundError(f"no data package {name} is installed (installed: {there}); pip install it")
    return _wheel(entry)


def _folder(root: Path, descriptor: str = DESCRIPTOR) -> Place:
    def read(path: str, limit: int) -> bytes:
        with root.joinpath(*PurePosixPath(path).parts).open("rb") as file:
            return file.read(limit)

    return Place(str(root), read, descriptor)


def _wheel(entry: EntryPoint) -> Place:
    with told(f"the installed package {entry.name}"):
        root = files(entry.module)

    def read(path: str, limit: int) -> bytes:
        with root.joinpath(*PurePosixPath(path).parts).open("rb") as file:
            data: bytes = file.read(limit)
            return data

    return Place(entry.name, read)


def _zip(where: str, file: Path | io.BytesIO) -> Place:
    """A release archive: its descriptor at the top or one folder down."""
    with ZipFile(file) as archive:
        found = [name for name in archive.namelist() if re.fullmatch(rf"(?:[^/]+/)?{re.escape(DESCRIPTOR)}", name)]
    if len(found) != 1:
        how_many = "no" if not found else f"{len(found)} files"
        raise LoadError(f"{where} has {how_many} {DESCRIPTOR} at its top or one folder down; it is no data package")
    prefix = found[0].removesuffix(DESCRIPTOR)

    def read(path: str, limit: int) -> bytes:
        with ZipFile(file) as archive:
            try:
                member = archive.open(prefix + path)
            except KeyError as error:
                raise FileNotFoundError(2, "it is not in the archive") from error
            with member:
                return member.read(limit)

    return Place(where, read)


def _url(url: str) -> Place:
    url = urljoin(url, DESCRIPTOR) if url.endswith("/") else url
    with told(url):
        data, final = fetch(url, ARCHIVE_BYTES + 1)
        if len(data) > ARCHIVE_BYTES:
            raise LoadError(f"{url} has more than {ARCHIVE_BYTES} bytes; download it and name the file")
        if data.startswith(ZIPPED):
            return _zip(url, io.BytesIO(data))

    def read(path: str, limit: int) -> bytes:
        return data if path == url else fetch(urljoin(final, quote(path)), limit)[0]

    return Place(urljoin(final, ".").rstrip("/"), read, url)
