"""What a figure is of: the part of a whole, and the code of what no list knows."""

import pytest

from timeline.codelists import Codelists
from timeline.extract import propose
from timeline.extract.rows import new_code
from timeline.extract.ties import figure_tables, tables
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


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Năm 2023, tỷ lệ hộ nghèo là 4,8%; 80% số hộ dùng nước sạch.", [("level", "actual"), ("share", "actual")]),
        ("Đến năm 2030, xuất khẩu đạt 5 tỷ USD.", [("level", "target")]),
        ("By 2030, exports stand at 5 billion USD.", [("level", "target")]),
        ("Tỉnh nằm trong top 10 cả nước về PCI năm 2023.", [("rank", "actual")]),
        ("In 2023 it was among the top 10 provinces in the PCI.", [("rank", "actual")]),
    ],
)
def test_a_figure_is_as_its_indicator_and_time_have_it(text: str, facts: list[tuple[str, str]]) -> None:
    rows = propose(text + "\n", starter_codelists(), "x", "2024-06").observations
    assert [(row["measure"], row["nature"]) for row in rows] == facts


@pytest.mark.parametrize(
    ("word", "example"), [entry for language in Language for entry in figure_tables(language)["parties"].items()]
)
def test_a_few_parties_are_no_figure(word: str, example: str) -> None:
    assert word in example
    assert propose(example + "\n", starter_codelists(), "x", "2024-06").observations == []
    (row,) = propose(example.replace(" 5 ", " 27 ") + "\n", starter_codelists(), "x", "2024-06").observations
    assert row["obs_value"] == "27"


WHOLLY = "Năm 2024, 100% {} được nối mạng.\n\nTỉnh đã nối mạng 100% {} năm 2024.\n"


@pytest.mark.parametrize(("one", "other", "count"), [("xã", "trạm y tế", 2), ("trạm y tế", "trạm y tế", 1)])
def test_the_same_share_of_other_things_is_another_figure(one: str, other: str, count: int) -> None:
    rows = propose(WHOLLY.format(one, other), starter_codelists(), "x", "2024-12").observations
    assert [row["obs_value"] for row in rows] == ["100"] * count


def test_the_sign_of_a_currency_is_no_place() -> None:
    text = "In 2024, Lao Cai Province had a trade of US$3.1 billion, and exports of US$2 billion.\n"
    rows = propose(text, starter_codelists(), "x", "2024-12").observations
    assert [row["ref_area"] for row in rows] == ["VN-02", "VN-02"]


@pytest.mark.parametrize(
    ("masthead", "year"),
    [
        ("Số 02 - Quý II/2021", "2021"),
        ("No. 4, December 2021", "2021"),
        ("Số 2/2021 (tháng 4)", "2021"),
        ("Số 15/QĐ-UBND tháng 4/2021", "2024"),
        ("Số 2", "2024"),
    ],
)
def test_a_document_is_of_its_masthead(masthead: str, year: str) -> None:
    dates = "Tháng 4/2024 và tháng 4/2024 có họp."
    text = f"BẢN TIN\n{masthead}\n\nHỌP\n\n{dates}\n\nHiện nay tỉnh có 45 bệnh viện.\n"
    assert [row["time_period"] for row in propose(text, starter_codelists(), "x").observations] == [year]


PROJECT = {"name_en": "Green Port project", "name_vi": "Dự án Cảng Xanh", "kind": "project"}


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Năm 2024, tỉnh khởi công Dự án Cảng Xanh với tổng mức đầu tư 900 tỷ đồng.", "green-port"),
        ("In 2024 the Green Port project began. Its total investment is 900 billion VND.", "green-port"),
        ("Năm 2024, tỉnh thu ngân sách 900 tỷ đồng và khởi công Dự án Cảng Xanh.", ""),
        ("Năm 2024, tỉnh có dự án với tổng mức đầu tư 900 tỷ đồng.", ""),
    ],
)
def test_the_project_that_a_figure_is_of(text: str, subject: str) -> None:
    lists = starter_codelists().lists
    codelists = Codelists({**lists, "actors": {**lists["actors"], "green-port": PROJECT}})
    assert [row["subject"] for row in propose(text + "\n", codelists, "x", "2024-12").observations] == [subject]


def test_a_figure_that_is_told_again_has_the_lines_of_all_tellings() -> None:
    text = "Năm 2024, tỉnh có 45 bệnh viện.\n\nTỉnh họp.\n\nTheo thống kê năm 2024, tỉnh có 45 bệnh viện.\n"
    (row,) = propose(text, starter_codelists(), "x", "2024-12").observations
    assert (row["line_vi"], row["told_again"]) == ("1", "vi 5")


def test_guests_from_abroad_visit_the_province() -> None:
    text = (
        "PROVINCE NEWS\n\nLao Cai Province and Lao Cai City met.\n\nGUESTS FROM JAPAN\n\n"
        "On July 8, 2024, a delegation from Japan paid a visit. Projects of Japan in the province employ 870 people.\n"
    )
    (row,) = propose(text, starter_codelists(), "x", "2024-12").observations
    assert row["ref_area"] == "VN-02"


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("Aid came to 2 million USD in 2021, nearly a quarter less than in 2020.", "-25", "growth"),
        ("Three quarters of the villages had a road in 2021.", "75", "share"),
    ],
)
def test_quarters_in_words(text: str, value: str, measure: str) -> None:
    row = propose(text, starter_codelists(), "x").observations[-1]
    assert (row["obs_value"], row["measure"]) == (value, measure)
