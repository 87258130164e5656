"""A published package in memory: its descriptor, its files, and the rows of its tables.

Any data package can be one, not only those of this tool; what is no CSV table as this tool writes them (UTF-8, comma,
one header) is a file without rows.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from timeline.reading import FIELD_LIMIT
from timeline.released import PackageError

DESCRIPTOR = "datapackage.json"
SAFE_PATH = re.compile(r"(?!/)(?!.*(?:^|/)\.\.?(?:/|$))[^\\\x00-\x1f]+")
"""https://datapackage.org/standard/security/: relative, POSIX, and never upward."""
USUAL: dict[str, tuple[Any, ...]] = {
    "header": (True,),
    "delimiter": (",",),
    "lineTerminator": ("\n", "\r\n"),
    "quoteChar": ('"',),
    "doubleQuote": (True,),
}
"""Dialect property -> the values that `read_table` goes by, whether they are told or not."""
Kind = type | tuple[type, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A package as it stands at one moment.

    Attributes:
        label: What reports call it.
        descriptor: Its datapackage.json; {} for nothing at all.
        files: Path -> content of every file, the descriptor among them.
    """

    label: str
    descriptor: Mapping[str, Any]
    files: Mapping[str, bytes]

    @property
    def version(self) -> str:
        """The version that the descriptor tells; "" if it tells none."""
        return str(self.descriptor.get("version", ""))

    @property
    def title(self) -> str:
        """What reports call it, with its version where that says more."""
        return self.label if self.version in {"", self.label} else f"{self.label} ({self.version})"


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV resource.

    Attributes:
        name: Of the resource.
        path: Of the file.
        fields: Its header.
        rows: Its cells, as texts.
        schema: Its Table Schema.
        exact: Whether `rendered` gives the very bytes of the file.
    """

    name: str
    path: str
    fields: tuple[str, ...]
    rows: list[tuple[str, ...]]
    schema: Mapping[str, Any]
    exact: bool

    def index(self, name: str) -> int:
        """The place of a column; -1 if the table does not have it."""
        return self.fields.index(name) if name in self.fields else -1


EMPTY = Snapshot("nothing", {}, {})


def snapshot(label: str, files: Mapping[str, bytes]) -> Snapshot:
    """A package from its files.

    Raises:
        PackageError: If the descriptor is not there or is none.
    """
    if DESCRIPTOR not in files:
        raise PackageError(f"{label} is no data package: it has no {DESCRIPTOR}")
    return Snapshot(label, read_descriptor(label, files[DESCRIPTOR]), files)


def read_descriptor(label: str, data: bytes) -> dict[str, Any]:
    """The descriptor, with resources that have a name and safe paths.

    Raises:
        PackageError: If it is none.
    """
    try:
        told = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise PackageError(f"{label}: {DESCRIPTOR} is no JSON in UTF-8") from error
    resources = told.get("resources") if isinstance(told, dict) else None
    sound = isinstance(resources, list) and all(isinstance(each, dict) for each in resources)
    if not sound or not all(isinstance(each.get("name"), str) for each in resources or ()):
        raise PackageError(f"{label}: {DESCRIPTOR} is no data package: it has no list of named resources")
    names = [each["name"] for each in resources or ()]
    if len(set(names)) < len(names):
        raise PackageError(f"{label}: {DESCRIPTOR} has two resources of one name")
    if odd := next(_odd_members(told), ""):
        raise PackageError(f"{label}: {DESCRIPTOR} has {odd} of a kind that the standard does not know")
    for path in resource_paths(told):
        if not SAFE_PATH.fullmatch(path):
            raise PackageError(f"{label}: {DESCRIPTOR} names {path!r}, which is no path below the package")
    return dict(told)


def _odd_members(told: Mapping[str, Any]) -> Iterator[str]:
    """The members that are compared and are no texts, lists or objects as the standard wants them."""
    yield from _odd(told, "licenses", list, dict)
    for resource in told["resources"]:
        yield from _odd(resource, "encoding", str, str)
        yield from _odd(resource, "path", (str, list), str)
        schema = resource.get("schema")
        if isinstance(schema, dict):
            yield from _odd(schema, "fields", list, dict)
            yield from _odd(schema, "foreignKeys", list, dict)
            yield from _odd(schema, "primaryKey", (str, list), str)
            yield from _odd(schema, "uniqueKeys", list, (str, list))
            keys = schema.get("uniqueKeys")
            for key in keys if isinstance(keys, list) else ():
                yield from _odd({"uniqueKeys": key}, "uniqueKeys", (str, list), str)
            fields = schema.get("fields")
            for field in fields if isinstance(fields, list) else ():
                yield from _odd(field if isinstance(field, dict) else {}, "constraints", dict, str)


def _odd(holder: Mapping[str, Any], name: str, kind: Kind, member: Kind) -> Iterator[str]:
    """The name, if what has it is of another kind or has members of another one."""
    value: Any = holder.get(name)
    fits = isinstance(value, kind)
    if name in holder and not (fits and all(isinstance(each, member) for each in value)):
        yield name


def core(package: Snapshot) -> Snapshot:
    """A package with its descriptor and its data alone, as it is compared with others."""
    kept = {DESCRIPTOR, *resource_paths(package.descriptor)}
    return replace(package, files={path: data for path, data in package.files.items() if path in kept})


def resource_paths(descriptor: Mapping[str, Any]) -> list[str]:
    """The files that a descriptor names, each once; data within the descriptor has none."""
    paths: list[str] = []
    for resource in descriptor.get("resources", ()):
        told = resource.get("path", [])
        paths += [told] if isinstance(told, str) else [path for path in told if isinstance(path, str)]
    return list(dict.fromkeys(paths))


def owners(descriptor: Mapping[str, Any]) -> dict[str, str]:
    """File -> the resource that it is of."""
    resources = descriptor.get("resources", ())
    return {path: each["name"] for each in resources for path in resource_paths({"resources": [each]})}


def tables(package: Snapshot) -> dict[str, Table]:
    """Resource name -> table, of the resources that are CSV tables with a schema.

    Raises:
        PackageError: If one of them cannot be read as its header says.
    """
    found = {}
    for resource in package.descriptor.get("resources", ()):
        path, schema = resource.get("path"), resource.get("schema")
        usual = resource.get("encoding", "utf-8").lower() == "utf-8" and _usual(resource.get("dialect", {}))
        if isinstance(path, str) and path.endswith(".csv") and isinstance(schema, dict) and usual:
            found[resource["name"]] = read_table(package.label, resource["name"], path, schema, package.files[path])
    return found


def _usual(dialect: Any) -> bool:
    """Whether a dialect that is written out says no more than what CSV files have anyway."""
    return isinstance(dialect, dict) and all(value in USUAL.get(name, ()) for name, value in dialect.items())


def read_table(label: str, name: str, path: str, schema: Mapping[str, Any], data: bytes) -> Table:
    """A table from the bytes of its file.

    Raises:
        PackageError: If it is no CSV with a header and rows as long as that.
    """
    csv.field_size_limit(FIELD_LIMIT)
    try:
        text = data.decode("utf-8")
        lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise PackageError(f"{label}: {path} is no CSV in UTF-8: {error}") from error
    header, *rows = [tuple(line) for line in lines if line] or [()]
    if not header or len(set(header)) < len(header):
        raise PackageError(f"{label}: {path} has no header with each column once")
    ragged = next((number for number, row in enumerate(rows, 1) if len(row) != len(header)), 0)
    if ragged:
        raise PackageError(f"{label}: {path}: row {ragged} has {len(rows[ragged - 1])} cells, the header {len(header)}")
    return Table(name, path, header, rows, schema, rendered(header, rows) == data)


def rendered(fields: tuple[str, ...], rows: list[tuple[str, ...]]) -> bytes:
    """The bytes of a table in the one writing of this tool."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([fields, *rows])
    return out.getvalue().encode("utf-8")
