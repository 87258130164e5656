"""The time period of a figure: of its sentence, of the headline over it, of no time at all."""

import pytest

from timeline.extract import propose
from timeline.extract.rows import Row
from timeline.extract.ties import figure_tables
from timeline.phrases import Language
from timeline.starter import starter_codelists

VI, EN = Language.VI, Language.EN


def figures(text: str, issued: str = "2024-12") -> list[Row]:
    return propose(text + "\n", starter_codelists(), "x", issued).observations


def entries(table: str) -> list[tuple[str, str]]:
    return [entry for language in Language for entry in figure_tables(language)[table].items()]


@pytest.mark.parametrize(("word", "example"), entries("now"))
def test_words_for_now_tell_the_year_of_issue(word: str, example: str) -> None:
    assert word in example.casefold()
    (row,) = figures(f"Năm 2022 có họp.\n\n{example}" if "tỉnh" in example.casefold() else f"\n{example}", "2031-05")
    assert (row["time_period"], row["period_basis"]) == ("2031", "inferred")


@pytest.mark.parametrize(("word", "example"), entries("respectively"))
def test_figures_in_the_order_of_the_dates(word: str, example: str) -> None:
    assert word in example.casefold()
    assert [row["time_period"] for row in figures(example)] == ["2023", "2024"]


@pytest.mark.parametrize(("word", "example"), entries("sizes"))
def test_sizes_are_of_no_time(word: str, example: str) -> None:
    assert word in example.casefold()
    (row,) = figures(example)
    assert (row["time_period"], row["period_basis"]) == ("", "")


@pytest.mark.parametrize(("word", "example"), [*entries("starts"), *entries("ends")])
def test_where_a_change_began_is_of_no_time(word: str, example: str) -> None:
    assert word in example.casefold()
    assert [row["time_period"] for row in figures(example)] == ["", "2024"]


REPORT = {
    VI: (
        "TÌNH HÌNH KINH TẾ 9 THÁNG NĂM 2024\n\nSáng 30/9/2024, UBND tỉnh Lào Cai họp báo.\n\n"
        "Xuất khẩu tháng 9/2024 đạt 120 triệu USD.\n\nNhập khẩu đạt 90 triệu USD, tăng 5,5%.\n\n"
        "Năm 2025, tỉnh phấn đấu thu ngân sách 9.000 tỷ đồng.\n\nThu ngân sách đạt 7.000 tỷ đồng.\n"
    ),
    EN: (
        "THE ECONOMY IN THE FIRST NINE MONTHS OF 2024\n\nOn September 30, 2024, Lao Cai Province met the press.\n\n"
        "Exports in September 2024 reached 120 million USD.\n\nImports reached 90 million USD, up 5.5%.\n\n"
        "In 2025 the province strives for a budget revenue of 9,000 billion VND.\n\n"
        "Budget revenue was 7,000 billion VND.\n"
    ),
}


@pytest.mark.parametrize("language", Language)
def test_the_span_of_the_headline_frames_what_stands_under_it(language: Language) -> None:
    nine = "2024-01/2024-09"
    assert [row["time_period"] for row in figures(REPORT[language])] == ["2024-09", nine, nine, "2025", nine]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Đến ngày 15/9/2024, tỉnh có 120 trường học; 45 bệnh viện.", ["2024-09-15", "2024-09-15"]),
        ("As of September 15, 2024, the province had 120 schools; 45 hospitals.", ["2024-09-15", "2024-09-15"]),
        ("Tỷ lệ hộ nghèo giảm từ 5,2% năm 2022 xuống 3,9% năm 2024.", ["2022", "2024"]),
        ("The poverty rate fell from 5.2% in 2022 to 3.9% in 2024.", ["2022", "2024"]),
        ("Exports were 5 million USD in 2023 and are forecast at 6 million USD this year.", ["2023", "2024"]),
        ("Thu hút FDI đạt 30 triệu USD, vượt 20% so với mục tiêu cả năm là 25 triệu USD.", ["2024", "2024", "2024"]),
    ],
)
def test_the_date_of_a_figure_in_its_sentence(text: str, periods: list[str]) -> None:
    assert [row["time_period"] for row in figures(text)] == periods


@pytest.mark.parametrize(
    "text",
    [
        "KHÁNH THÀNH CẦU\n\nNgày 5/5/2024, tỉnh Lào Cai khởi công cầu với tổng mức đầu tư 900 tỷ đồng.",
        "WORK ON A BRIDGE BEGINS\n\nOn May 5, 2024, Lao Cai began a bridge of 900 billion VND total investment.",
    ],
)
def test_what_a_project_costs_is_told_of_a_month(text: str) -> None:
    (row,) = figures(text)
    assert (row["indicator"], row["time_period"]) == ("project-total-investment", "2024-05")


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("Tính đến 31/5/2024, dư nợ đạt 34 tỷ đồng, tăng 4,6% so với cuối năm 2023.", "2023"),
        ("As of May 31, 2024, loans were 34 billion VND, up 4.6% from the end of 2023.", "2023"),
        ("Trong 5 tháng đầu năm 2024, dư nợ tăng 4,6% so với cùng kỳ năm 2023.", "2023-01/2023-05"),
    ],
)
def test_base_period_of_growth(text: str, base: str) -> None:
    assert figures(text)[-1]["base_period"] == base


@pytest.mark.parametrize(("word", "example"), entries("passed"))
def test_a_number_of_months_is_those_since_the_year_began(word: str, example: str) -> None:
    assert word in example.casefold()
    (row,) = figures(example, "2024-09")
    assert row["time_period"] == "2024-01/2024-09"
    assert row["period_basis"] in {"inferred", "year_inferred"}


def test_other_numbers_of_months_are_lengths() -> None:
    assert [row["time_period"] for row in figures("Sau 7 tháng thi công, tỉnh có 120 trường học.", "2024-12")] == [
        "2024"
    ]
    assert [row["time_period"] for row in figures("It was built over four months; 120 schools gain.", "2024-12")] == [
        "2024"
    ]


@pytest.mark.parametrize(("word", "example"), [*entries("compared"), *entries("bygone")])
def test_what_is_compared_with_is_no_period_of_later_figures(word: str, example: str) -> None:
    assert word in example.casefold()
    goes_on = "Tỉnh có 90 chợ." if "tỉnh" in example.casefold() or "Xuất" in example else "The province had 90 markets."
    assert {row["time_period"] for row in figures(f"{example} {goes_on}")} == {"2024"}


def test_a_bracket_gives_the_year_before_for_comparison() -> None:
    told = "Trong 9 tháng đầu năm 2024, tỉnh chứng nhận 2.618 hồ sơ (cùng kỳ: 2.205)."
    assert [row["time_period"] for row in figures(told)] == ["2024-01/2024-09", "2023-01/2023-09"]


def test_a_time_in_brackets_right_before_a_figure_is_its_own() -> None:
    told = "At one time (the dry season of 1986 - 1987) 312 experts worked there."
    assert [row["time_period"] for row in figures(told)] == ["1986/1987"]


def test_the_length_of_what_opens_later_is_of_no_time() -> None:
    assert [row["time_period"] for row in figures("By 2030: an expressway of 51 km in operation.", "2023-09")] == [""]


def test_what_began_once_is_no_period_of_the_next_sentence() -> None:
    told = "Năm 2024, tỉnh xây 12 trường học từ quý II/2021. Cùng thời điểm có 90 chợ."
    assert [row["time_period"] for row in figures(told)][-1] == "2024"
