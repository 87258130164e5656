"""Where things lie below a root."""

from pathlib import Path

import pytest

from timeline.layout import Layout, find_root


def test_places_are_those_of_the_data_contract(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    assert {
        name: layout.relative(getattr(layout, name))
        for name in ("datasets", "package_toml", "codelists", "contributions", "schemas", "descriptor", "releases")
    } == {
        "datasets": "datasets",
        "package_toml": "datasets/package.toml",
        "codelists": "datasets/codelists",
        "contributions": "datasets/contributions",
        "schemas": "schemas",
        "descriptor": "datapackage.json",
        "releases": "releases/releases.csv",
    }


def test_scratch_is_at_the_root_and_hidden_never_below_datasets(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    assert layout.scratch.parent == tmp_path
    assert layout.scratch.name.startswith(".")


def test_sources_are_folders_in_order_without_hidden_ones(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    assert layout.sources() == []
    for name in ("b-2026", "a-2026", ".draft"):
        (layout.contributions / name).mkdir(parents=True)
    (layout.contributions / "README.md").write_text("", encoding="utf-8", newline="\n")
    assert [path.name for path in layout.sources()] == ["a-2026", "b-2026"]


def test_relative_is_posix_and_refuses_what_is_outside(tmp_path: Path) -> None:
    layout = Layout(tmp_path / "root")
    assert layout.relative(tmp_path / "root" / "datasets" / "a b" / "c.csv") == "datasets/a b/c.csv"
    with pytest.raises(ValueError, match="subpath"):
        layout.relative(tmp_path / "elsewhere")


def test_the_root_is_the_nearest_folder_upward(tmp_path: Path) -> None:
    inner = tmp_path / "outer" / "inner"
    for root in (tmp_path / "outer", inner):
        (root / "datasets" / "contributions" / "some-source").mkdir(parents=True)
    assert find_root(inner / "datasets" / "contributions" / "some-source") == inner
    assert find_root(inner) == inner
    assert find_root(tmp_path / "outer" / "datasets") == tmp_path / "outer"
    assert find_root(tmp_path) is None
