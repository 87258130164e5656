"""Packages from folders, archives, addresses, git refs, the log and installed distributions, and what is none."""

import hashlib
import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from repositories import Repository
from serving import served

from timeline.build import make
from timeline.layout import Layout
from timeline.release import Snapshot, UnknownPackageError, core, difference, named_package
from timeline.release import origins as module
from timeline.released import Level, PackageError

ARCHIVE = "dist/highland-timeline-0.1.0.zip"


def same(made: Snapshot, root: Path) -> bool:
    """Whether a package is the one in a folder."""
    return core(made).files == core(named_package(str(root), None)).files


def refused(text: str, layout: Layout | None = None) -> str:
    """What is said of something that is no package, in one line."""
    with pytest.raises(PackageError) as raised:
        named_package(text, layout)
    assert "\n" not in str(raised.value)
    return str(raised.value)


@pytest.mark.parametrize("name", [".", "datapackage.json", ARCHIVE])
def test_a_folder_a_descriptor_and_an_archive(first: Repository, name: str) -> None:
    made = named_package(str(first.root / name), None)
    assert made.version == "0.1.0"
    assert same(made, first.root)


def test_an_archive_with_a_folder_around(first: Repository, tmp_path: Path) -> None:
    path = tmp_path / "wrapped.zip"
    with zipfile.ZipFile(first.root / ARCHIVE) as archive, zipfile.ZipFile(path, "w") as wrapped:
        for name in archive.namelist():
            wrapped.writestr(f"highland-1/{name}", archive.read(name))
    assert same(named_package(str(path), None), first.root)


def test_a_released_version_and_a_folder_of_that_name(released: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    assert named_package("0.2.0", released.layout).version == "0.2.0"
    assert named_package("0.3.0", released.layout).files["README.md"] == (released.root / "README.md").read_bytes()
    monkeypatch.chdir(released.root)
    shutil.copytree(released.root / "datasets", released.root / "0.2.0" / "datasets")
    assert refused("0.2.0", released.layout).startswith("0.2.0: datapackage.json cannot be read: ")


def git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="NOT RUN: git is not here")


@needs_git
@pytest.mark.parametrize("inner", ["", "data/highland"])
def test_a_git_ref(first: Repository, tmp_path: Path, inner: str) -> None:
    top = tmp_path / "top"
    root = top / inner
    shutil.copytree(first.root, root, dirs_exist_ok=True)
    git(top, "init", "--quiet")
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--message", "one")
    git(top, "tag", "v1")
    (root / "datapackage.json").unlink()
    assert same(named_package("v1", Layout(root)), first.root)
    git(top, "rm", "--quiet", "--cached", f"{inner}/datapackage.json".lstrip("/"))
    git(top, "commit", "--quiet", "--message", "two")
    assert refused("HEAD", Layout(root)) == "HEAD is no whole data package: it has no datapackage.json"
    for ref in ("v2", "--all", "-h"):
        with pytest.raises(UnknownPackageError):
            named_package(ref, Layout(root))


def test_without_git_no_ref_is_known(first: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert "git is not installed" in refused("main", first.layout)


def test_an_installed_data_wheel(first: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert make(first.layout, formats=["wheel"])[0] == []
    with zipfile.ZipFile(first.root / "dist" / "highland_timeline-0.1.0-py3-none-any.whl") as wheel:
        wheel.extractall(tmp_path / "site")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    for text in ("highland-timeline", "highland-timeline==0.1.0"):
        made = named_package(text, None)
        assert (made.version, same(made, first.root)) == ("0.1.0", True)


def test_an_installed_distribution(first: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    names = [f"highland_data/{name}" for name in named_package(str(first.root), None).files]
    for name in names:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(first.root / name.removeprefix("highland_data/"), site / name)
    for dist, files in (("highland_data", names), ("highland_empty", [])):
        meta = site / f"{dist}-0.1.0.dist-info"
        meta.mkdir()
        told = f"Metadata-Version: 2.1\nName: {dist.replace('_', '-')}\nVersion: 0.1.0\n"
        (meta / "METADATA").write_text(told, encoding="utf-8", newline="\n")
        (meta / "RECORD").write_text("".join(f"{name},,\n" for name in files), encoding="utf-8", newline="\n")
    monkeypatch.syspath_prepend(str(site))
    for text in ("highland-data", "highland-data==0.1.0"):
        assert same(named_package(text, None), first.root)
    assert refused("highland-data==9.0") == "highland-data is installed in version 0.1.0, not 9.0"
    assert refused("highland-empty") == "highland-empty 0.1.0 is installed and holds no data package"


@pytest.fixture
def address(first: Repository, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address, on this machine, of a repository with a release."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with served(first.root) as url:
        yield url


def test_an_address(first: Repository, address: str) -> None:
    for name in ("datapackage.json", "", ARCHIVE):
        assert same(named_package(f"{address}/{name}", None), first.root)
    made = named_package(f"{address}/datapackage.json", None)
    assert difference(made, core(named_package("0.1.0", first.layout))).level is Level.NONE


def test_an_address_that_does_not_answer_is_one_line(first: Repository, address: str) -> None:
    assert "404" in refused(f"{address}/elsewhere/datapackage.json")
    assert "404" in refused(f"{address}/elsewhere/")
    assert refused(f"{address}/README.md") == f"{address}/README.md: datapackage.json is no JSON in UTF-8"
    (first.root / "datasets" / "events.csv").unlink()
    assert refused(f"{address}/datapackage.json").startswith(
        f"{address}/datapackage.json: datasets/events.csv cannot be read: HTTP 404"
    )


def test_a_server_that_is_not_there_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with served(tmp_path) as url:
        place = f"{url}/datapackage.json"
    assert refused(place).startswith(f"{place} cannot be read: ")


@pytest.mark.parametrize("name", [".", ARCHIVE, "address"])
def test_a_file_that_was_tampered_with_is_told(first: Repository, tmp_path: Path, address: str, name: str) -> None:
    place = first.root / "datasets" / "events.csv"
    place.write_bytes(place.read_bytes().replace(b"Vale road opened", b"Vale road closed"))
    text = str(first.root / name)
    if name == ARCHIVE:
        text = str(tmp_path / "tampered.zip")
        with zipfile.ZipFile(first.root / ARCHIVE) as archive, zipfile.ZipFile(text, "w") as made:
            for each in archive.namelist():
                made.writestr(each, place.read_bytes() if each == "datasets/events.csv" else archive.read(each))
    elif name == "address":
        text = f"{address}/datapackage.json"
    told = "datasets/events.csv is not the file that datapackage.json has the checksum of"
    assert refused(text) == f"{text}: {told}"


@pytest.mark.parametrize("cut", [0, 10, 1_000, 100_000, -30])
def test_a_corrupt_archive_is_one_line(first: Repository, tmp_path: Path, cut: int) -> None:
    path = tmp_path / "cut.zip"
    path.write_bytes((first.root / ARCHIVE).read_bytes()[:cut])
    assert refused(str(path)).startswith(f"{path} cannot be read: ")


def test_an_archive_with_a_damaged_member_is_one_line(first: Repository, tmp_path: Path) -> None:
    path = tmp_path / "damaged.zip"
    data = (first.root / ARCHIVE).read_bytes()
    path.write_bytes(data.replace(b"Vale road opened", b"Vale road closed"))
    assert refused(str(path)).startswith(f"{path}: datasets/events.csv cannot be read: Bad CRC-32")


def test_an_archive_that_lacks_a_file_or_is_none_is_one_line(first: Repository, tmp_path: Path) -> None:
    path = tmp_path / "less.zip"
    with zipfile.ZipFile(first.root / ARCHIVE) as archive, zipfile.ZipFile(path, "w") as made:
        made.writestr("datapackage.json", archive.read("datapackage.json"))
    assert refused(str(path)) == f"{path}: datasets/events.csv cannot be read: it is not in the archive"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("notes.txt", "nothing")
    assert refused(str(path)).endswith("it is no data package")


def test_an_archive_that_unpacks_to_too_much_is_not_read(first: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LIMIT", 1_000)
    assert "has more than" in refused(str(first.root / ARCHIVE))


@pytest.mark.parametrize("path", ["../outside.csv", "/etc/hosts", "datasets/../../x.csv", "C:\\x.csv", "a\nb.csv", ""])
def test_a_descriptor_never_leads_outside_its_package(first: Repository, path: str) -> None:
    told = json.loads(first.read("datapackage.json"))
    told["resources"][0]["path"] = path
    first.write("datapackage.json", json.dumps(told))
    assert "which is no path below the package" in refused(str(first.root))


@pytest.mark.parametrize("text", ["nowhere", "9.9.9", "", "no such thing", "ftp://127.0.0.1/datapackage.json"])
def test_what_nothing_is_called_is_told(first: Repository, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(first.root / "releases")
    for layout in (None, first.layout):
        if text:
            with pytest.raises(UnknownPackageError):
                named_package(text, layout)


def test_checksums_of_several_kinds_count(first: Repository) -> None:
    told = json.loads(first.read("datapackage.json"))
    data = (first.root / "datasets" / "events.csv").read_bytes()
    for kind, good in (("md5", True), ("", True), ("sha1", True), ("unheard-of", True), ("sha512", False)):
        digest = hashlib.new(kind or "md5", data).hexdigest() if kind != "unheard-of" else "x"
        told["resources"][0]["hash"] = f"{kind}:{digest}".lstrip(":") if good else f"{kind}:00"
        first.write("datapackage.json", json.dumps(told))
        if good:
            assert named_package(str(first.root), None).version == "0.1.0"
        else:
            assert "checksum" in refused(str(first.root))
