"""Where a package is found: around, installed, in a folder or zip, behind a URL; and what is told if it is not."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from packages import PLACES, resource, write_package
from serving import served

import timeline

NAMES = ["datapackage.json", "datasets/places.csv"]


def zipped(package: Path, file: Path, prefix: str = "") -> Path:
    """The files of a package as an archive, below a folder or not."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in NAMES:
            archive.write(package / name, prefix + name)
    return file


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return write_package(tmp_path / "package")


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder below no package, as working directory, and nothing installed."""
    folder = tmp_path / "bare"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setattr("sys.path", [str(folder)])
    return folder


def install(site: Path, name: str) -> None:
    """Put an unpacked data wheel into a folder of installed packages."""
    module = name.replace("-", "_")
    write_package(site / module, name=name)
    (site / module / "__init__.py").write_text("", encoding="utf-8", newline="\n")
    meta = site / f"{module}-1.2.0.dist-info"
    meta.mkdir()
    (meta / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.2.0\n", encoding="utf-8")
    entry = f"[timeline_publisher.packages]\n{name} = {module}\n"
    (meta / "entry_points.txt").write_text(entry, encoding="utf-8", newline="\n")


def told(*arguments: Any, **more: Any) -> str:
    """The one line that a failure to load tells."""
    with pytest.raises(timeline.LoadError) as error:
        timeline.load(*arguments, **more)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_package_tells_its_name_version_and_files(package: Path) -> None:
    opened = timeline.open_package(package)
    assert (opened.name, opened.version, opened.where) == ("test-places", "1.2.0", str(package))
    assert list(opened.resources) == ["places"]
    assert opened.descriptor == json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    assert opened.read("places") == PLACES.encode()
    assert opened.frame("places").height == timeline.load("places", opened).height == 2


def test_a_descriptor_may_be_named_whatever_its_name(package: Path) -> None:
    (package / "datapackage.json").rename(package / "old.json")
    assert timeline.load("places", str(package / "old.json")).height == 2


def test_the_repository_around_is_found_from_below(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(package / "datasets")
    assert timeline.open_package().where == str(package)


def test_the_one_installed_package_is_found(bare: Path) -> None:
    install(bare, "test-places")
    assert timeline.open_package().where == "test-places"
    assert timeline.load("places").height == 2
    assert timeline.load("places", package="test-places").height == 2


def test_the_repository_around_comes_before_an_installed_package(
    bare: Path, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(bare, "test-places")
    monkeypatch.chdir(package)
    assert timeline.open_package().where == str(package)
    assert timeline.open_package(package="test-places").where == "test-places"


def test_of_several_installed_packages_one_must_be_named(bare: Path) -> None:
    install(bare, "test-places")
    install(bare, "another")
    assert told("places") == ('several data packages are installed (another, test-places); name one: package="another"')
    assert timeline.open_package(package="another").name == "another"
    assert told("places", package="third").startswith("no data package third is installed (installed: another, ")


def test_where_nothing_is_found_it_says_what_to_name(bare: Path) -> None:
    assert told("places") == (
        "no datapackage.json with datasets/ in this folder or above, and no data package is installed; "
        "name a folder, zip or URL, or pip install a data package"
    )
    assert told("places", package="third").startswith("no data package third is installed (installed: none)")


def test_an_installed_package_that_lost_its_module_is_told(bare: Path) -> None:
    install(bare, "test-lost")
    for path in sorted((bare / "test_lost").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (bare / "test_lost").rmdir()
    assert told("places") == "the installed package test-lost cannot be read: No module named 'test_lost'"


def test_source_and_package_are_not_both_named(package: Path) -> None:
    for source in (package, timeline.open_package(package)):
        with pytest.raises(ValueError, match="not both"):
            timeline.load("places", source, package="test-places")


@pytest.mark.parametrize("prefix", ["", "test-places-1.2.0/"])
def test_an_archive_has_its_descriptor_at_the_top_or_one_folder_down(
    package: Path, tmp_path: Path, prefix: str
) -> None:
    file = zipped(package, tmp_path / "test-places-1.2.0.zip", prefix)
    assert timeline.load("places", file).height == 2
    assert timeline.load("places", str(file)).height == 2


def test_an_archive_without_its_descriptor_is_told(package: Path, tmp_path: Path) -> None:
    assert "has no datapackage.json at its top" in told("places", zipped(package, tmp_path / "a.zip", "two/down/"))
    with zipfile.ZipFile(zipped(package, tmp_path / "b.zip", "one/"), "a") as archive:
        archive.write(package / "datapackage.json", "two/datapackage.json")
    assert "has 2 files datapackage.json" in told("places", tmp_path / "b.zip")


def test_a_damaged_archive_is_told(package: Path, tmp_path: Path) -> None:
    file = zipped(package, tmp_path / "a.zip")
    data = file.read_bytes()
    start = data.index(b"places.csv") + len("places.csv")
    file.write_bytes(data[:start] + b"\xff\xff\xff" + data[start + 3 :])
    assert told("places", file).startswith(f"{file}/datasets/places.csv cannot be read: ")
    file.write_bytes(data[: len(data) // 2])
    assert told("places", file).startswith(f"{file} cannot be read: ")
    file.write_bytes(b"")
    assert told("places", file).startswith(f"{file} cannot be read: ")


def test_a_file_that_an_archive_lacks_is_told(package: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.write(package / "datapackage.json", "datapackage.json")
    assert told("places", file) == f"{file}/datasets/places.csv cannot be read: it is not in the archive"


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    assert told("places", tmp_path / "none").startswith(f"there is no {tmp_path / 'none'}; name a folder, a zip, ")
    assert told("places", tmp_path).startswith(f"{tmp_path}: datapackage.json cannot be read: No such file")


def test_a_url_of_a_descriptor_a_folder_or_an_archive(package: Path, tmp_path: Path) -> None:
    zipped(package, tmp_path / "odd name.zip", "test-places-1.2.0/")
    with served(tmp_path) as url:
        for name in ("package/datapackage.json", "package/", "odd%20name.zip", "package/datapackage.json?token=1"):
            opened = timeline.open_package(f"{url}/{name}")
            assert timeline.load("places", opened).height == 2, name
        assert timeline.open_package(f"{url}/package/").where == f"{url}/package"


def test_paths_are_below_where_a_redirect_leads(package: Path, tmp_path: Path) -> None:
    with served(tmp_path) as there, served(tmp_path, f"{there}/package/datapackage.json") as url:
        assert timeline.load("places", f"{url}/moved/datapackage.json").height == 2


def test_a_redirect_leaves_the_web_nowhere(package: Path, tmp_path: Path) -> None:
    for elsewhere in (f"{package.as_uri()}/datapackage.json", "ftp://127.0.0.1/datapackage.json"):
        with served(tmp_path, elsewhere) as url:
            assert told("places", f"{url}/moved/x").startswith(f"{url}/moved/x cannot be read: ")


@pytest.mark.parametrize("url", ["file:///etc/datapackage.json", "ftp://127.0.0.1/a.zip", "data://x"])
def test_other_schemes_are_refused(url: str) -> None:
    assert told("places", url) == f"{url} is neither http nor https; name such a URL, a folder or a zip"


@pytest.mark.parametrize("url", ["http:///a", "http://127.0.0.1:99999/a", "http://127.0.0.1:1/a", "http://exa mple/a"])
def test_a_url_that_leads_nowhere_is_told(url: str) -> None:
    assert told("places", url).startswith(f"{url} cannot be read: ")


def test_what_a_server_does_not_have_is_told(package: Path) -> None:
    with served(package) as url:
        assert told("places", f"{url}/none.zip") == f"{url}/none.zip cannot be read: HTTP 404 File not found"
        (package / "datasets" / "places.csv").unlink()
        assert told("places", f"{url}/").startswith(f"{url}/datasets/places.csv cannot be read: HTTP 404")


def test_a_server_is_not_read_without_end(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.loading.places.ARCHIVE_BYTES", 10)
    with served(package) as url:
        assert told("places", f"{url}/") == (
            f"{url}/datapackage.json has more than 10 bytes; download it and name the file"
        )


def test_a_path_with_odd_letters_is_found_everywhere(tmp_path: Path) -> None:
    data = PLACES.encode()
    name = "datasets/nơi #1?.csv"
    package = write_package(tmp_path / "package", resources=[resource(data, name)])
    (package / name).write_bytes(data)
    with served(tmp_path) as url:
        assert timeline.load("places", f"{url}/package/").height == timeline.load("places", package).height == 2
