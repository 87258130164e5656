"""Figures of running text: the corpus, nouns and comparisons, and that any text is read."""

import csv
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.phrases import Language, Quantity, find_dates, find_quantities

CORPUS = Path(__file__).parent / "corpus"
VI, EN = Language.VI, Language.EN
PIECES = [
    *("giảm", "tăng", "đạt", "tỷ", "triệu", "đồng", "xe", "so với", "kế hoạch", "gấp", "lần", "thứ", "một", "năm"),
    *("mười", "rưỡi", "rose", "by", "to", "of", "the", "plan", "target", "than", "million", "two", "times", "half"),
    *("from", "between", "and", "ranked 3rd", "5", "1.524", "2.5", "8-9", "11/34", "%", "USD", "(", ")", ",", ".", ";"),
]


def rows(language: Language) -> list[tuple[str, str]]:
    with (CORPUS / f"statements.{language}.csv").open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["expected"]) for row in csv.DictReader(file)]


def shown(quantity: Quantity) -> str:
    figure = quantity.figure
    bound = "" if figure.bound == "exact" else f"{figure.bound} "
    high = "" if figure.value_high is None else f"..{figure.value_high}"
    whole = "" if figure.out_of is None else f"/{figure.out_of}"
    parts = [f"{bound}{figure.value}{high}{whole} e{figure.unit_mult} {figure.unit or '-'}", quantity.measure]
    parts += [quantity.nature] if quantity.nature != "actual" else []
    parts += [quantity.status] if quantity.status != "A" else []
    parts += [f"or {quantity.ambiguous}"] if quantity.ambiguous is not None else []
    return " ".join([*parts, "weak"] if quantity.weak else parts)


@pytest.mark.parametrize("language", Language)
def test_corpus(language: Language) -> None:
    for text, expected in rows(language):
        assert " | ".join(map(shown, find_quantities(text, language))) == expected, text


@pytest.mark.parametrize("language", Language)
def test_spans_are_the_text(language: Language) -> None:
    for text, _ in rows(language):
        figures = [quantity.figure for quantity in find_quantities(text, language)]
        assert all(text[figure.start : figure.end] == figure.text for figure in figures)
        assert all(one.end <= following.start for one, following in pairwise(figures))


@pytest.mark.parametrize(
    ("text", "language", "nouns"),
    [
        ("Kim ngạch đạt 5 triệu USD, tăng 3%.", VI, ["Kim ngạch", "Kim ngạch"]),
        ("Tỉnh đón 5 lượt khách quốc tế trong năm.", VI, ["lượt khách quốc tế"]),
        ("Tỷ lệ hộ nghèo giảm còn 3%.", VI, ["Tỷ lệ hộ nghèo"]),
        ("Có 80% hộ dân dùng nước sạch", VI, ["hộ dân dùng nước sạch"]),
        ("They signed 5 cooperation agreements in May.", EN, ["cooperation agreements"]),
        ("Budget revenue reached nearly 5 billion VND, up 3%.", EN, ["Budget revenue", "Budget revenue"]),
        ("It serves 80% of the households in town.", EN, ["households"]),
    ],
)
def test_nouns(text: str, language: Language, nouns: list[str]) -> None:
    assert [quantity.noun for quantity in find_quantities(text, language)] == nouns


@pytest.mark.parametrize(
    ("text", "language", "bases"),
    [
        ("Thu tăng 5% so với cùng kỳ năm 2024; chi tăng 3%.", VI, ["so với cùng kỳ năm 2024"] * 2),
        ("So với năm 2023, xuất khẩu tăng 5%.", VI, ["So với năm 2023"]),
        ("Thu đạt 80% dự toán tỉnh giao, có 5 dự án.", VI, ["dự toán tỉnh giao", None]),
        ("Exports rose 5% compared with 2023.", EN, ["compared with 2023"]),
        ("Exports rose 5%. Imports stood at 3 million USD.", EN, [None, None]),
    ],
)
def test_bases(text: str, language: Language, bases: list[str | None]) -> None:
    found = find_quantities(text, language)
    assert [quantity.base and text[slice(*quantity.base)] for quantity in found] == bases


@pytest.mark.parametrize(
    ("text", "language", "value", "ambiguous"),
    [
        ("xuất khẩu 1.524 tấn", VI, "1524", None),
        ("xuất khẩu 1,524 tấn", VI, "1.524", "1524"),
        ("có 7,780 hộ", VI, "7780", "7.780"),  # a count has no thousandths
        ("xuất khẩu 1,524 tấn và 8.28 triệu tấn", VI, "1524", "1.524"),  # the text is set the other way
        ("exports of 1.524 tonnes", EN, "1.524", "1524"),
        ("exports of 1,524 tonnes", EN, "1524", None),
        ("5.25 tonnes", EN, "5.25", None),
    ],
)
def test_notation(text: str, language: Language, value: str, ambiguous: str | None) -> None:
    quantity = find_quantities(text, language)[0]
    assert quantity.figure.value == Decimal(value)
    assert quantity.ambiguous == (None if ambiguous is None else Decimal(ambiguous))


def test_dates_that_are_taken_are_passed_over() -> None:
    text = "Từ ngày 10 - 15/10/2023, hội chợ có 300 gian hàng."
    taken = [(date.start, date.end) for date in find_dates(text, VI)]
    assert [quantity.figure.text for quantity in find_quantities(text, VI, taken=taken)] == ["300"]
    start = text.index("300")
    assert find_quantities(text, VI, taken=[*taken, (start, start + 3)]) == []


def test_a_figure_does_not_run_into_what_is_taken() -> None:
    text = "Tỉnh có 5 - 2024"
    taken = [(text.index("2024"), len(text))]
    assert [quantity.figure.text for quantity in find_quantities(text, VI, taken=taken)] != ["5 - 2024"]


@given(
    st.lists(
        st.sampled_from(PIECES),
        max_size=25,
    ).map(" ".join),
    st.sampled_from(Language),
)
def test_any_text_is_read(text: str, language: Language) -> None:
    for quantity in find_quantities(text, language):
        figure = quantity.figure
        assert text[figure.start : figure.end] == figure.text
        assert figure.value_high is None or figure.value < figure.value_high
        assert quantity.base is None or text[slice(*quantity.base)].strip()
