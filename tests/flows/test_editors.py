"""Files that people write, with the schemas by which their editors check them."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from timeline.contribute import start
from timeline.layout import Layout
from timeline.starter import template_texts

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "datasets" / "contributions").glob("*/source.toml"))
WIRED = tomllib.loads((ROOT / ".taplo.toml").read_text(encoding="utf-8"))["rule"]


def schema_of(file: Path) -> dict[str, Any]:
    """The schema that .taplo.toml wires to a file: the one rule whose pattern it has."""
    (path,) = [rule["schema"]["path"] for rule in WIRED for pattern in rule["include"] if _fits(file, pattern)]
    schema: dict[str, Any] = json.loads((ROOT / path).read_text(encoding="utf-8"))
    return schema


def _fits(file: Path, pattern: str) -> bool:
    wanted = re.escape(pattern.removeprefix("**/")).replace(r"\*", "[^/]+")
    return re.fullmatch(wanted, file.relative_to(ROOT).as_posix()) is not None


def faults(file: Path, values: dict[str, Any]) -> list[str]:
    validator = jsonschema.Draft202012Validator(schema_of(file))
    return [error.message for error in validator.iter_errors(values)]


@pytest.mark.parametrize("file", [*SOURCES, ROOT / "datasets" / "package.toml"], ids=lambda file: file.parent.name)
def test_what_is_valid_has_no_faults_in_an_editor(file: Path) -> None:
    values = tomllib.loads(file.read_text(encoding="utf-8"))
    assert faults(file, values) == []
    for key in set(values) - {"issue", "url", "homepage", "expected_events", "expected_observations"}:
        assert faults(file, {name: value for name, value in values.items() if name != key}), f"{key} may be left out"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("lines", "982"),
        ("issued", "March 2026"),
        ("sha256", "abc"),
        ("sha256_of", "pdf file"),
        ("languages", "vi"),
        ("x", 1),
    ],
)
def test_what_is_wrong_is_found_in_the_editor(key: str, value: Any) -> None:
    good = tomllib.loads(SOURCES[0].read_text(encoding="utf-8"))
    assert len(faults(SOURCES[0], good | {key: value})) == 1


def test_an_unknown_key_of_the_package_is_found() -> None:
    file = ROOT / "datasets" / "package.toml"
    values = tomllib.loads(file.read_text(encoding="utf-8"))
    assert faults(file, values | {"licences": []})
    assert faults(file, {**values, "contributors": [{"name": "x"}]})


def named(text: str) -> str:
    """The schema that the first line of a file names."""
    return text.partition("\n")[0].removeprefix("#:schema ")


def test_a_new_contribution_names_its_schema(collection: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a\n", encoding="utf-8", newline="\n")
    folder = start(Layout(collection), "three", tmp_path / "a.txt")
    schema = folder / named((folder / "source.toml").read_text(encoding="utf-8"))
    assert schema.resolve() == (collection / "schemas" / "sources.schema.json").resolve()
    assert (ROOT / "schemas" / schema.name).is_file()


def test_a_new_repository_is_wired_too() -> None:
    texts = template_texts()
    assert texts[".taplo.toml"] == (ROOT / ".taplo.toml").read_text(encoding="utf-8")
    assert named(texts["datasets/contributions/example-2026-01/source.toml"]).startswith("../../../schemas/")


def test_settings_name_what_is_there() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    for wired in settings["json.schemas"]:
        assert all(list(ROOT.glob(pattern.removeprefix("/"))) for pattern in wired["fileMatch"])
        assert wired["url"].startswith("https://") or (ROOT / wired["url"]).is_file()
    text = (ROOT / ".editorconfig").read_text(encoding="utf-8")
    for folder in re.findall(r"(?m)^\[([a-z/]+)/\*\*\]$", text):
        assert (ROOT / folder).is_dir()
