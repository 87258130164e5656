"""The data wheel: the published files in a module of their own, which `timeline.load` finds by its entry point.

Written after the binary distribution format
(https://packaging.python.org/en/latest/specifications/binary-distribution-format/), with the same bytes for the same
package: files in order, one fixed time, and stored, for what compression yields depends on the library at hand.
"""

import hashlib
import json
import keyword
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from timeline.loading.places import DESCRIPTOR, GROUP

EPOCH = (1980, 1, 1, 0, 0, 0)
REGULAR_FILE = 0o100644 << 16
STAGES = {"alpha": "a", "beta": "b", "rc": "rc", "dev": ".dev"}
LICENCE = "LICENSE-DATA"
TOOL = "timeline"
"""The module of the tool, whose name no data may take."""
WHEEL = "Wheel-Version: 1.0\nGenerator: timeline-publisher\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
MODULE = '''"""The published files of the data package {name}, version {version}.

`FILES / "datasets" / "events.csv"` is one of them; `timeline.load("events")` gives it as a typed frame.
"""

from importlib.resources import files

__version__ = "{version}"
FILES = files(__name__)
'''

Files = dict[str, bytes]


def wheel_version(version: str) -> str:
    """A SemVer version as PEP 440 has it: 0.1.0-dev is 0.1.0.dev0, 1.0.0-rc.2 is 1.0.0rc2.

    What PEP 440 has no word for becomes a local part of a development version.
    """
    rest, _, build = version.partition("+")
    number, _, stage = rest.partition("-")
    if known := re.fullmatch(r"(alpha|beta|rc|dev)(?:\.([0-9]+))?", stage):
        number += f"{STAGES[known[1]]}{known[2] or 0}"
    elif stage:
        number, build = f"{number}.dev0", f"{stage}.{build}"
    local = ".".join(re.findall(r"[a-z0-9]+", build.lower()))
    return f"{number}+{local}" if local else number


def distribution(name: str) -> str:
    """The package's name as file names of wheels have it."""
    return re.sub(r"[-_.]+", "_", name).strip("_")


def module(name: str) -> str:
    """The name of the module that holds the files: one that can be imported, and not the tool's."""
    plain = distribution(name)
    good = plain.isidentifier() and not keyword.iskeyword(plain) and plain != TOOL
    return plain if good else f"data_{plain}"


def write_wheel(folder: Path, root: Path) -> str:
    """Write the wheel of a package that stands whole below `folder`, into its `dist/`; the wheel's path.

    Args:
        folder: Where datapackage.json, datasets/ and schemas/ were built.
        root: The collection, whose LICENSE-DATA goes along.
    """
    told = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    licence = (root / LICENCE).read_bytes() if (root / LICENCE).is_file() else b""
    stem = f"{distribution(told['name'])}-{wheel_version(told['version'])}"
    path = f"dist/{stem}-py3-none-any.whl"
    (folder / path).parent.mkdir(exist_ok=True)
    files = {**_content(told, folder), **_meta(told, f"{stem}.dist-info", licence)}
    record = f"{stem}.dist-info/RECORD"
    files[record] = "".join([*map(_line, files.items()), f"{record},,\n"]).encode()
    with ZipFile(folder / path, "w", ZIP_STORED) as archive:
        for name, data in files.items():
            info = ZipInfo(name, EPOCH)
            info.create_system, info.external_attr = 3, REGULAR_FILE
            archive.writestr(info, data)
    return path


def _content(told: dict[str, Any], folder: Path) -> Files:
    """The module and the files beside it: the descriptor, what it names, and the schemas."""
    schemas = (path.relative_to(folder).as_posix() for path in (folder / "schemas").glob("*.json"))
    names = sorted({DESCRIPTOR, *(each["path"] for each in told["resources"]), *schemas})
    where = module(told["name"])
    text = MODULE.format(name=told["name"], version=told["version"])
    return {
        f"{where}/__init__.py": text.encode(),
        **{f"{where}/{name}": (folder / name).read_bytes() for name in names},
    }


def _meta(told: dict[str, Any], where: str, licence: bytes) -> Files:
    entry = f"[{GROUP}]\n{told['name']} = {module(told['name'])}\n"
    files = {
        f"{where}/METADATA": "\n".join(_metadata(told, bool(licence))).encode(),
        f"{where}/WHEEL": WHEEL.encode(),
        f"{where}/entry_points.txt": entry.encode(),
    }
    return files | ({f"{where}/licenses/{LICENCE}": licence} if licence else {})


def _metadata(told: dict[str, Any], licence: bool) -> Iterator[str]:
    """The lines of METADATA (https://packaging.python.org/en/latest/specifications/core-metadata/)."""
    yield "Metadata-Version: 2.4"
    yield f"Name: {told['name']}"
    yield f"Version: {wheel_version(told['version'])}"
    yield f"Summary: {_flat(told['title'])}"
    yield f"Author: {_flat(', '.join(who['title'] for who in told['contributors']))}"
    yield f"Keywords: {_flat(','.join(told['keywords']))}"
    yield f"License: {_flat(', '.join(each['name'] for each in told['licenses']))}"
    if licence:
        yield f"License-File: {LICENCE}"
    if "homepage" in told:
        yield f"Project-URL: Homepage, {_flat(told['homepage'])}"
    yield "Requires-Python: >=3.9"
    yield "Description-Content-Type: text/markdown; charset=UTF-8"
    yield ""
    yield f"{told['description'].strip()}\n\nData version {told['version']}.\n"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _line(file: tuple[str, bytes]) -> str:
    """A line of RECORD; no path here has a comma or a quote."""
    name, data = file
    digest = urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
    return f"{name},sha256={digest},{len(data)}\n"
