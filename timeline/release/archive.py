"""The archive of a version: the same bytes wherever and whenever it is made."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from timeline.release.snapshot import DESCRIPTOR, Snapshot, resource_paths, snapshot
from timeline.released import PackageError, sha256

SUMS = "SHA256SUMS"
README = "README.md"
LICENCES = ("LICENSE-DATA", "LICENSE")
FILE_MODE = 0o100644
UNIX = 3
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The oldest time that a zip archive can tell."""


def packaged(label: str, built: Path, root: Path) -> Snapshot:
    """What is published of a build: descriptor, data and schemas of `built`, README and licence of `root`.

    Raises:
        PackageError: If a file that the descriptor names is not there.
    """
    files = {DESCRIPTOR: (built / DESCRIPTOR).read_bytes()}
    made = snapshot(label, files)
    files |= {path: _read(label, built, path) for path in resource_paths(made.descriptor)}
    files |= {f"schemas/{path.name}": path.read_bytes() for path in sorted((built / "schemas").glob("*.json"))}
    licence = next((name for name in LICENCES if (root / name).is_file()), "")
    files |= {name: (root / name).read_bytes() for name in (README, licence) if name and (root / name).is_file()}
    return snapshot(label, dict(sorted(files.items())))


def _read(label: str, folder: Path, path: str) -> bytes:
    try:
        return (folder / path).read_bytes()
    except OSError as error:
        raise PackageError(f"{label}: {path} cannot be read: {error.strerror or error}") from error


def archive(files: Mapping[str, bytes]) -> bytes:
    """The zip archive of a package: the descriptor first, the checksums of all files last.

    Members are stored as they are: what a compressor writes differs between its versions, and so would the checksum.
    """
    order = sorted(files, key=lambda path: (path != DESCRIPTOR, path))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for path in order:
            made.writestr(_member(path), files[path])
        made.writestr(_member(SUMS), checksums({path: files[path] for path in order}))
    return out.getvalue()


def _member(path: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, FIRST_DAY)
    info.create_system = UNIX
    info.external_attr = FILE_MODE << 16
    return info


def checksums(files: Mapping[str, bytes]) -> bytes:
    """The file that `sha256sum --check` reads."""
    return "".join(f"{sha256(data)}  {path}\n" for path, data in files.items()).encode("utf-8")
