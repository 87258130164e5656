"""The indicator that a figure is linked to: by the words of its clause, nearest first."""

import pytest

from timeline.extract import propose
from timeline.extract.dating import stated
from timeline.extract.indicators import compared, near_words
from timeline.extract.readings import Reading, read
from timeline.extract.ties import figure_tables
from timeline.extract.words import fold, words
from timeline.phrases import Language
from timeline.starter import starter_codelists

VI, EN = Language.VI, Language.EN


def reading_of(text: str) -> Reading:
    (reading,) = read(stated(f"{text}\n"), starter_codelists(), "2024-12")
    return reading


def linked(text: str) -> list[str]:
    known = starter_codelists().lists["indicators"]
    rows = propose(f"{text}\n", starter_codelists(), "x", "2024-12").observations
    return [row["indicator"] if row["indicator"] in known else "" for row in rows]


@pytest.mark.parametrize(
    ("word", "example"), [entry for language in Language for entry in figure_tables(language)["heads"].items()]
)
def test_general_heads_say_little(word: str, example: str) -> None:
    reading = reading_of(example)
    assert word in example.casefold()
    assert not near_words(reading, reading.quantities[0]).counted


@pytest.mark.parametrize(
    ("language", "word", "example"),
    [(language, *entry) for language in Language for entry in figure_tables(language)["turns"].items()],
)
def test_words_behind_a_turn_are_of_another_figure(language: Language, word: str, example: str) -> None:
    reading = reading_of(example)
    assert f", {word}" in example
    last = words(fold(example.partition(f", {word}")[2]))[-1].folded
    assert compared(last, language) not in near_words(reading, reading.quantities[0]).away


@pytest.mark.parametrize(
    ("folded", "plain"), [("exports", "export"), ("countries", "country"), ("gas", "gas"), ("access", "access")]
)
def test_english_plurals(folded: str, plain: str) -> None:
    assert compared(folded, EN) == plain
    assert compared(folded, VI) == folded


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (
            "Năm 2024, tỉnh có 42 dự án FDI với tổng vốn đăng ký 612 triệu USD.",
            ["fdi-projects", "fdi-registered"],
        ),
        (
            "In 2024 there were 42 FDI projects with registered capital of 612 million USD.",
            ["fdi-projects", "fdi-registered"],
        ),
        ("Năm 2024, thu hút FDI đạt 30 triệu USD; vốn FDI đăng ký mới là 20 triệu USD.", ["fdi-registered"] * 2),
        (
            "Tổng lượt khách du lịch đạt 1,6 triệu lượt, trong đó khách quốc tế 180.000 lượt.",
            ["visitors", "international-visitors"],
        ),
        (
            "The number of visitors was 1.6 million (down 7%), including 180,000 international visitors.",
            ["visitors", "visitors", "international-visitors"],
        ),
        ("On May 5, 2024, they gave 200 bicycles to poor households.", ["items-given"]),
        ("Xuất khẩu đạt 30 triệu USD, nhập khẩu đạt 20 triệu USD.", ["export-value", "import-value"]),
    ],
)
def test_the_nearest_mention_is_linked(text: str, codes: list[str]) -> None:
    assert linked(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Xuất khẩu năm 2024 đạt 30 triệu USD, dự báo cả năm 2025 đạt 40 triệu USD.", ["export-value"] * 2),
        ("Tỷ lệ che phủ rừng đạt 58%; tỷ lệ lao động qua đào tạo đạt 65%.", ["forest-cover", ""]),
        ("Thu ngân sách đạt 900 tỷ đồng; trong đó thu nội địa 700 tỷ đồng.", ["budget-revenue"] * 2),
        ("Phấn đấu thu nhập bình quân 50 triệu đồng; chỉ số PCI nằm trong top 3/14 tỉnh.", ["average-income", "pci"]),
        ("Hội chợ có 120 gian hàng của 27 tỉnh.", ["exhibition-stands", ""]),
    ],
)
def test_an_indicator_is_of_the_clause(text: str, codes: list[str]) -> None:
    assert linked(text) == codes


@pytest.mark.parametrize(("one", "other"), [("hoá", "hóa"), ("THUỶ", "thủy")])
def test_tones_wherever_they_are_set(one: str, other: str) -> None:
    assert compared(one, VI) == compared(other, VI)
    assert compared("đấu", VI) != compared("đầu", VI)


@pytest.mark.parametrize(
    ("language", "word", "example"),
    [(language, *entry) for language in Language for entry in figure_tables(language)["general"].items()],
)
def test_general_words_alone_name_no_indicator(language: Language, word: str, example: str) -> None:
    assert word in example.casefold()
    assert linked(example)[1] == ""


@pytest.mark.parametrize(
    ("word", "example"), [entry for language in Language for entry in figure_tables(language)["sums"].items()]
)
def test_a_sum_behind_a_semicolon_is_of_what_was_told_before(word: str, example: str) -> None:
    assert word in example
    rows = propose(example, starter_codelists(), "x", "2024-05").observations
    assert [row["indicator"] for row in rows] == ["export-value", "export-value"]


@pytest.mark.parametrize(
    ("word", "example"), [entry for language in Language for entry in figure_tables(language)["foreign"].items()]
)
def test_capital_told_of_foreign_investment_is_foreign(word: str, example: str) -> None:
    assert word.casefold() in example.casefold()
    rows = propose(example, starter_codelists(), "x", "2024-05").observations
    assert rows[-1]["indicator"] == "fdi-registered"


def test_counted_things_are_not_what_they_stand_at() -> None:
    told = "Đêm 21/9/2024, cháy chợ cửa khẩu, 34 ki-ốt bị thiêu rụi."
    rows = propose(told, starter_codelists(), "x").observations
    assert [row["indicator"] for row in rows if row["obs_value"] == "34"] != ["border-gates"]


@pytest.mark.parametrize(
    ("table", "word", "example"),
    [
        (table, *entry)
        for language in Language
        for table in ("given", "recipients")
        for entry in figure_tables(language)[table].items()
    ],
)
def test_things_given_and_who_is_given_them(table: str, word: str, example: str) -> None:
    assert word in example
    rows = propose(example, starter_codelists(), "x", "2024-05").observations
    assert [row["indicator"] == "items-given" for row in rows if row["obs_value"] == "120"] == [table == "given"]
