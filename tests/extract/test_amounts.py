"""What a figure is of: the part of a whole, and the code of what no list knows."""

import pytest

from timeline.codelists import Codelists
from timeline.extract import propose
from timeline.extract.rows import new_code
from timeline.extract.ties import tables
from timeline.extract.words import fold
from timeline.phrases import Language
from timeline.starter import starter_codelists

PARTS = {
    "industry-construction": ("Industry and construction", "Công nghiệp và xây dựng", "sector"),
    "service-sector": ("Service sector", "Khu vực dịch vụ", "sector"),
    "men": ("Men", "Nam", "sex"),
}
GROWTH = {
    Language.VI: "Năm 2024, GRDP của tỉnh tăng 8,1%; lĩnh vực công nghiệp và xây dựng tăng 9,4%; khu vực dịch vụ"
    " tăng 6,3%. Việt Nam tăng trưởng 7,1%.",
    Language.EN: "In 2024 the GRDP of the province grew by 8.1%; industry and construction by 9.4%; the service"
    " sector by 6.3%. Viet Nam grew by 7.1%.",
}


@pytest.fixture(scope="module")
def codelists() -> Codelists:
    lists = starter_codelists().lists
    columns = ("name_en", "name_vi", "dimension")
    parts = {code: dict(zip(columns, row, strict=True)) for code, row in PARTS.items()}
    grdp = {"name_en": "GRDP", "name_vi": "GRDP", "unit_measure": "VND"}
    return Codelists({**lists, "breakdowns": parts, "indicators": {**lists["indicators"], "grdp": grdp}})


@pytest.mark.parametrize("language", Language)
def test_growth_of_parts_is_of_the_whole_told_before(codelists: Codelists, language: Language) -> None:
    rows = propose(GROWTH[language] + "\n", codelists, "x", "2025-01").observations
    assert [(row["indicator"], row["breakdown"], row["measure"]) for row in rows[:3]] == [
        ("grdp", "", "growth"),
        ("grdp", "industry-construction", "growth"),
        ("grdp", "service-sector", "growth"),
    ]
    assert all(row["breakdown"] != "men" for row in rows)


@pytest.mark.parametrize(
    ("language", "word", "example"),
    [(language, *entry) for language in Language for entry in tables(language)["parts"].items()],
)
def test_part_words(language: Language, word: str, example: str) -> None:
    assert word in example.casefold()


@pytest.mark.parametrize(
    ("language", "word", "example"),
    [(language, *entry) for language in Language for entry in tables(language)["stops"].items()],
)
def test_stop_words_are_in_no_code(language: Language, word: str, example: str) -> None:
    told = example.casefold().rstrip(".").split()
    noun = told[told.index(word) - 1 : told.index(word) + 2]
    assert new_code(" ".join(noun), language) == fold("-".join(each for each in noun if each != word and each != "45"))


OPENING = {
    Language.VI: "HAI TỈNH HỌP\n\nNgày 12/5/2025, hai tỉnh họp tại Cao Bằng.\n\n",
    Language.EN: "TWO PROVINCES MEET\n\nOn May 12, 2025, they met in Cao Bang.\n\n",
}
NAMED_YEAR = {
    Language.VI: "Tại hội nghị Kết nối năm 2025 có 45 gian hàng.\n",
    Language.EN: "The conference Connect 2025 had 45 booths.\n",
}
ELSEWHERE = {
    Language.VI: "Ở nước Pháp có khoảng 45 km đường sắt.\n",
    Language.EN: "In France there are about 45 km of railway.\n",
}


@pytest.mark.parametrize(("texts", "period", "area"), [(NAMED_YEAR, "2025-05-12", "VN-04"), (ELSEWHERE, "", "FR")])
@pytest.mark.parametrize("language", Language)
def test_period_and_place_of_what_has_no_date(
    texts: dict[Language, str], period: str, area: str, language: Language
) -> None:
    (row,) = propose(OPENING[language] + texts[language], starter_codelists(), "x", "2025-06").observations
    assert (row["time_period"], row["ref_area"]) == (period, area)
