"""The descriptor of a package, and its files, each verified as it is read."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from timeline.loading.errors import ChecksumError, LoadError, NotFoundError
from timeline.loading.places import Place, told
from timeline.problems import closest

if TYPE_CHECKING:
    import polars as pl

DESCRIPTOR_BYTES = 1 << 26
PART = re.compile(r"(?!\.)[^/\\:\x00-\x1f]+")
"""A part of a path: no hidden file, no `..`, no drive, no scheme."""
HASH = re.compile(r"sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Resource:
    """One file of a package.

    Attributes:
        name: What `load` calls it.
        path: Below the descriptor, POSIX.
        bytes: Its size.
        sha256: In lower-case hexadecimal digits.
        schema: Its Table Schema; None for a file that is no table.
    """

    name: str
    path: str
    bytes: int
    sha256: str
    schema: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Package:
    """A data package that was found and whose descriptor was read.

    Attributes:
        where: The folder, archive, URL or installed package.
        descriptor: datapackage.json as it stands.
        resources: Name -> file, in the order of the descriptor.
        place: What reads the files.
    """

    where: str
    descriptor: Mapping[str, Any]
    resources: Mapping[str, Resource]
    place: Place

    @property
    def name(self) -> str:
        """The name in the descriptor."""
        return str(self.descriptor["name"])

    @property
    def version(self) -> str:
        """The version of the data."""
        return str(self.descriptor["version"])

    def read(self, name: str) -> bytes:
        """The file of a resource as it was published.

        Raises:
            NotFoundError: If there is no such resource.
            ChecksumError: If size or SHA-256 are not those of the descriptor.
            LoadError: If it cannot be read.
        """
        resource = self._resource(name)
        where = f"{self.where}/{resource.path}"
        with told(where):
            data = self.place.read(resource.path, resource.bytes + 1)
        if len(data) != resource.bytes or hashlib.sha256(data).hexdigest() != resource.sha256:
            text = f"{where} is not the file that datapackage.json describes: its bytes or SHA-256 differ"
            raise ChecksumError(f"{text}; get the package anew, or run timeline build if the collection is yours")
        return data

    def frame(self, name: str) -> pl.DataFrame:
        """A table with the types of its schema: exact decimals, dates, EDTF as text, null where a cell is empty.

        Raises:
            LoadError: As `read` does, and if the resource is no table.
        """
        from timeline.loading.frames import frame

        resource = self._resource(name)
        if resource.schema is None:
            tables = [each.name for each in self.resources.values() if each.schema is not None]
            raise NotFoundError(f"{name} is no table; tables are {', '.join(tables)} (or take its bytes with read)")
        return frame(f"{self.where}/{resource.path}", self.read(name), resource.schema)

    def _resource(self, name: str) -> Resource:
        if name in self.resources:
            return self.resources[name]
        meant = closest(name, list(self.resources))
        fix = f"write {meant}" if meant else f"it has {', '.join(self.resources)}"
        raise NotFoundError(f"{self.where} has no {name}; {fix}")


def package_at(place: Place) -> Package:
    """Read the descriptor of a package.

    Raises:
        LoadError: If it cannot be read, is no descriptor, or describes a file that is elsewhere or has no checksum.
    """
    where = place.where
    with told(f"{where}: datapackage.json"):
        data = place.read(place.descriptor, DESCRIPTOR_BYTES)
        try:
            descriptor = json.loads(data.decode("utf-8"))
        except RecursionError as error:
            raise ValueError("it is nested too deeply") from error
    texts = ("name", "version")
    if not isinstance(descriptor, dict) or not all(isinstance(descriptor.get(text), str) for text in texts):
        raise LoadError(f"{where}: datapackage.json is no descriptor of a data package with name and version")
    listed = descriptor.get("resources")
    if not isinstance(listed, list) or not listed:
        raise LoadError(f"{where}: datapackage.json lists no resources")
    resources = [_resource(where, each) for each in listed]
    return Package(where, descriptor, {each.name: each for each in resources}, place)


def _resource(where: str, listed: Any) -> Resource:
    if not isinstance(listed, dict) or not isinstance(listed.get("name"), str):
        raise LoadError(f"{where}: datapackage.json has a resource without a name")
    name, path, size = listed["name"], listed.get("path"), listed.get("bytes")
    digest = HASH.fullmatch(str(listed.get("hash")))
    if not isinstance(path, str) or not all(PART.fullmatch(part) for part in path.split("/")):
        raise LoadError(f"{where}: the path of {name} is not that of one file below the package: {path!r}")
    if type(size) is not int or size < 0 or digest is None:
        raise LoadError(f"{where}: {name} has no bytes and sha256 hash in datapackage.json; it cannot be verified")
    schema = listed.get("schema")
    if schema is not None and not isinstance(schema, dict):
        raise LoadError(f"{where}: the schema of {name} is not written out in datapackage.json")
    return Resource(name, path, size, digest[1], schema)
