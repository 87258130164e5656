"""Where packages come from: folders, archives, addresses, git refs, released and installed versions."""

import hashlib
import re
import shutil
import subprocess
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from timeline.layout import Layout
from timeline.loading import LoadError
from timeline.loading.places import named, told
from timeline.release.ledger import released_package
from timeline.release.snapshot import (
    DESCRIPTOR,
    Snapshot,
    read_descriptor,
    resource_paths,
    snapshot,
)
from timeline.released import SEMVER, PackageError, read_history

LIMIT = 1 << 30
"""Bytes of all files together: more is no package that anyone compares, but may be a trap."""
ADDRESS = re.compile(r"https?://", re.IGNORECASE)
INSTALLED = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)(?:==(\S+))?")
Read = Callable[[str], bytes]
"""The bytes of a file of a package by its path; PackageError if it is not there."""


class UnknownPackageError(PackageError):
    """Nothing of that name is there."""


def named_package(text: str, layout: Layout | None) -> Snapshot:
    """The package that a person names.

    Args:
        text: A folder, a zip archive or a datapackage.json; the http(s) address of one of the last two; a released
            version or a git ref of the collection around; or an installed distribution, NAME or NAME==VERSION.
        layout: The collection around, if there is one.

    Raises:
        UnknownPackageError: If nothing of that name is there.
        PackageError: If it cannot be read, is no package, or is not what its checksums say.
        HistoryError: If a released version cannot be rebuilt.
    """
    if ADDRESS.match(text) or Path(text).exists():
        return from_place(text, text)
    if layout and any(str(released.version) == text for released in read_history(layout)):
        return released_package(layout, text)
    found = (layout and from_git(text, layout.root)) or from_installed(text)
    if found:
        return found
    if layout and SEMVER.fullmatch(text):
        raise UnknownPackageError(f"{text} is no released version of this collection, and no git ref")
    git = "" if shutil.which("git") else " (git is not installed, so that no ref is known)"
    what = "no folder, zip archive, released version, git ref, installed package or http(s) address"
    raise UnknownPackageError(f"{text} is {what}{git}")


def _read_all(label: str, read: Read, *, proved: bool = True) -> Snapshot:
    """A package whose files are read one by one, compared with their checksums where those count."""
    files = {DESCRIPTOR: read(DESCRIPTOR)}
    descriptor = read_descriptor(label, files[DESCRIPTOR])
    for path in resource_paths(descriptor):
        files[path] = read(path)
    for resource in descriptor["resources"]:
        path, digest = resource.get("path"), resource.get("hash")
        if proved and isinstance(path, str) and isinstance(digest, str) and not _matches(files[path], digest):
            raise PackageError(f"{label}: {path} is not the file that {DESCRIPTOR} has the checksum of")
    return snapshot(label, files)


def _matches(data: bytes, stated: str) -> bool:
    """Whether a checksum is that of the data; one of a kind that Python does not know cannot be judged."""
    kind, _, digest = stated.rpartition(":")
    kind = kind or "md5"  # what a checksum without its kind is, by the standard
    if kind not in hashlib.algorithms_guaranteed or kind.startswith("shake"):
        return True
    return hashlib.new(kind, data, usedforsecurity=False).hexdigest() == digest.lower()


def from_place(label: str, text: str | Path) -> Snapshot:
    """The package of a folder, a zip archive, a datapackage.json, or the http(s) address of one of the last two."""
    left = LIMIT

    def read(path: str) -> bytes:
        nonlocal left
        with told(f"{label}: {path}"):
            data = place.read(place.descriptor if path == DESCRIPTOR else path, left + 1)
        left -= len(data)
        if left < 0:
            raise PackageError(f"{label} has more than {LIMIT >> 30} GiB")
        return data

    try:
        place = named(text)
        return _read_all(label, read)
    except LoadError as error:
        raise PackageError(str(error)) from error


def from_git(ref: str, root: Path) -> Snapshot | None:
    """The package as a commit of the repository around has it; None if there is no such ref, no repository, no git.

    Its checksums do not count: between a merge and the build after it, codelists are newer than the descriptor.
    """
    git = shutil.which("git")
    if git is None or ref.startswith("-"):
        return None
    found = _git(git, root, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
    if found is None:
        return None
    commit = found.decode("ascii").strip()

    def read(path: str) -> bytes:
        data = _git(git, root, "show", f"{commit}:./{path}")
        if data is None:
            raise PackageError(f"{ref} is no whole data package: it has no {path}")
        return data

    return _read_all(ref, read, proved=False)


def _git(git: str, root: Path, *arguments: str) -> bytes | None:
    done = subprocess.run([git, *arguments], cwd=root, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else None


def from_installed(text: str) -> Snapshot | None:
    """The package that an installed distribution brings along; None if there is none of that name."""
    match = INSTALLED.fullmatch(text)
    if match is None:
        return None
    name, version = match.groups()
    try:
        distribution = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return None
    if version and distribution.version != version:
        raise UnknownPackageError(f"{name} is installed in version {distribution.version}, not {version}")
    places = [file for file in distribution.files or () if file.name == DESCRIPTOR]
    if not places:
        raise PackageError(f"{name} {distribution.version} is installed and holds no data package")
    place = min(places, key=lambda file: len(file.parts))
    return from_place(f"{name}=={distribution.version}", Path(str(place.locate())).parent)
