"""Where a figure is of: the document's own province, unless the text says of another place that the figure is its."""

import pytest

from timeline.extract import propose
from timeline.extract.ties import figure_tables
from timeline.phrases import Language
from timeline.starter import starter_codelists

TITLES = {Language.VI: "BẢN TIN ĐỐI NGOẠI CAO BẰNG\n\n", Language.EN: "CAO BANG EXTERNAL RELATIONS BULLETIN\n\n"}
OPENINGS = {
    Language.VI: "Ngày 5/5/2024, đoàn công tác Lào đến thăm.\n\n",
    Language.EN: "On May 5, 2024, a delegation of Laos came.\n\n",
}


def areas(text: str) -> list[str]:
    return [row["ref_area"] for row in propose(text, starter_codelists(), "bulletin").observations]


def entries(table: str) -> list[tuple[Language, str, str]]:
    return [(language, *entry) for language in Language for entry in figure_tables(language)[table].items()]


@pytest.mark.parametrize(("language", "word", "example"), entries("where"))
def test_a_word_before_a_place_says_that_a_figure_is_of_it(language: Language, word: str, example: str) -> None:
    assert word in example.casefold()
    assert areas(TITLES[language] + example)[0] in {"LA", "VN-HN"}


@pytest.mark.parametrize(("language", "word", "example"), entries("with"))
def test_what_comes_from_a_partner_is_of_the_own_province(language: Language, word: str, example: str) -> None:
    assert word in example.casefold()
    assert set(areas(TITLES[language] + example)) == {"VN-04"}


@pytest.mark.parametrize(("language", "word", "example"), entries("own"))
def test_an_article_that_names_guests_only_is_of_the_own_province(language: Language, word: str, example: str) -> None:
    assert word.casefold() in example.casefold()
    assert set(areas(TITLES[language] + OPENINGS[language] + example)) == {"VN-04"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GRDP năm 2023 tăng 6,1% (cả nước: 5,05%), thu ngân sách đạt 950 tỷ đồng.", ["VN-04", "VN", "VN-04"]),
        ("GRDP grew by 6.1% in 2023, against 5.05% for the whole country.", ["VN-04", "VN"]),
        ("Năm 2023, tỉnh thu 950 tỷ đồng, nằm trong tốp 10 cả nước.", ["VN-04", "VN-04"]),
        ("Năm 2023, Hội Hữu nghị Việt Nam - Lào có 950 hội viên.", ["VN-04"]),
        ("Merchandise exports in 2023: US$950 million; the largest market was the United States.", ["VN-04"]),
    ],
)
def test_whose_figure_it_is(text: str, expected: list[str]) -> None:
    title = TITLES[Language.VI if "ă" in text else Language.EN]
    assert areas(title + text) == expected


def test_the_masthead_names_the_province_however_often_another_is_named() -> None:
    others = "Lãnh đạo Hà Nội đến thăm. Đoàn Hà Nội ở lại ba ngày. Sau đó đoàn về Hà Nội.\n\n"
    assert areas(TITLES[Language.VI] + others + "## KINH TẾ\n\nNăm 2023, thu ngân sách đạt 950 tỷ đồng.") == ["VN-04"]


@pytest.mark.parametrize(
    ("issue", "period", "expected"),
    [
        ("tháng 11 năm 2025", "10 tháng đầu năm 2025", "tay-ninh-2025"),
        ("tháng 11 năm 2025", "năm 2024", "VN-37"),
        ("tháng 5 năm 2025", "năm 2025", "VN-37"),
    ],
)
def test_a_merged_province_has_the_code_of_the_end_of_the_period(issue: str, period: str, expected: str) -> None:
    text = f"BẢN TIN ĐỐI NGOẠI TÂY NINH\n\nSố 5, {issue}\n\nTrong {period}, tỉnh Tây Ninh thu ngân sách 950 tỷ đồng."
    assert areas(text) == [expected]
