"""The repository's own codelists against the code and against the standards that they name."""

import csv
import json
import re
import tomllib
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Any

import pycountry
import pytest

COUNTRIES: Any = pycountry.countries
SUBDIVISIONS: Any = pycountry.subdivisions
CURRENCIES: Any = pycountry.currencies
ROOT = Path(__file__).parents[1]


def codelist(name: str) -> list[dict[str, str]]:
    with (ROOT / "datasets" / "codelists" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@pytest.mark.parametrize(
    ("list_", "table", "column"), [("measures", "observations", "measure"), ("bounds", "observations", "bound")]
)
def test_codelists_behind_enums_have_a_row_for_each_word(list_: str, table: str, column: str) -> None:
    descriptor = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
    fields = next(each["schema"]["fields"] for each in descriptor["resources"] if each["name"] == table)
    (field,) = [field for field in fields if field["name"] == column]
    assert sorted(field["constraints"]["enum"]) == sorted(row["code"] for row in codelist(list_))


BEHIND = {"en": {"or more", "or above", "or less", "or fewer"}, "vi": {"trở lên", "trở xuống"}}
"""Words that stand behind their figure: bounds.csv tells those before it. Signs (≥) are words of no language."""


@pytest.mark.parametrize("language", ["en", "vi"])
def test_trigger_words_of_bounds_are_those_that_figures_are_read_by(language: str) -> None:
    told = {word: row["code"] for row in codelist("bounds") for word in row[f"words_{language}"].split(";")}
    data = tomllib.loads(
        (ROOT / "timeline" / "phrases" / "data" / language / "figures.toml").read_text(encoding="utf-8")
    )
    assert set(data["bounds_after"]) == BEHIND[language]
    assert {word: entry["bound"] for word, entry in data["bounds"].items()} == told


def plain(text: str) -> set[str]:
    """The words of a name without marks, in lower case."""
    folded = unicodedata.normalize("NFD", text.lower().replace("đ", "d")).encode("ascii", "ignore").decode()
    return set(re.findall("[a-z]+", folded))


def test_places_have_the_codes_of_iso_3166() -> None:
    coded = [row for row in codelist("places") if row["iso_3166"]]
    assert len(coded) > 20
    for row in coded:
        code = row["iso_3166"]
        lists = COUNTRIES.get(alpha_2=code) or SUBDIVISIONS.get(code=code)
        assert lists, f"{code} is no code of ISO 3166"
        assert plain(f"{row['name_en']} {row['aliases_en']}") & plain(lists.name), f"{code} is {lists.name}"
        assert ("-" in code) == (row["kind"] != "country"), f"{code} of a {row['kind']}"


def test_countries_and_provinces_of_one_country_are_below_it() -> None:
    places = {row["code"]: row for row in codelist("places")}
    for row in places.values():
        if "-" in row["iso_3166"]:
            above = places[row["parent"]]
            assert row["iso_3166"].partition("-")[0] == above["iso_3166"].partition("-")[0], row["code"]


def test_coordinates_are_pairs_on_the_globe() -> None:
    placed = [row for row in codelist("places") if row["latitude"] or row["longitude"]]
    assert placed
    for row in placed:
        assert row["latitude"], row["code"]
        assert row["longitude"], row["code"]
        assert abs(Decimal(row["latitude"])) <= 90, row["code"]
        assert abs(Decimal(row["longitude"])) <= 180, row["code"]


def test_currencies_have_the_codes_of_iso_4217() -> None:
    for row in codelist("units"):
        known = CURRENCIES.get(alpha_3=row["code"])
        assert (row["system"] == "ISO 4217") == (row["kind"] == "currency") == bool(known), row["code"]
        if known:
            assert plain(row["name_en"]) & plain(known.name), f"{row['code']} is {known.name}"
