"""Figures: the corpus, what a printed figure may stand for, and that any number reads back."""

import csv
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.phrases import Figure, Language, load, printed_bound, printed_unit, read_figures, reads_as

CORPUS = Path(__file__).parent / "corpus"
VI, EN = Language.VI, Language.EN


def rows(language: Language) -> list[tuple[str, str]]:
    with (CORPUS / f"quantities.{language}.csv").open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["expected"]) for row in csv.DictReader(file)]


def shown(figure: Figure) -> str:
    bound = "" if figure.bound == "exact" else f"{figure.bound} "
    high = "" if figure.value_high is None else f"..{figure.value_high}"
    whole = "" if figure.out_of is None else f"/{figure.out_of}"
    unit = f" {figure.unit}" if figure.unit else ""
    return f"{bound}{figure.value}{high}{whole} e{figure.unit_mult}{unit}"


@pytest.mark.parametrize("language", Language)
def test_corpus(language: Language) -> None:
    for text, expected in rows(language):
        assert " | ".join(map(shown, read_figures(text, language))) == expected, text


@pytest.mark.parametrize("language", Language)
def test_spans_are_the_text(language: Language) -> None:
    for text, _ in rows(language):
        figures = read_figures(text, language)
        assert all(figure.text == text[figure.start : figure.end] == figure.text.strip() for figure in figures)
        assert all(one.end <= next_.start for one, next_ in pairwise(figures))


def test_letters_that_only_a_regex_takes_for_others() -> None:
    assert [shown(figure) for figure in read_figures("5 mıllİon USD", EN)] == ["5 e6 USD"]


def test_other_notation() -> None:
    assert [f.value for f in read_figures("1.524", VI, other_notation=True)] == [Decimal("1.524")]
    assert [f.value for f in read_figures("1,524", VI, other_notation=True)] == [1524]
    assert read_figures("41.710,4", VI, other_notation=True) == []


@pytest.mark.parametrize(
    ("printed", "language", "value", "unit_mult"),
    [
        ("41.710,4 triệu USD", VI, "41710.4", 6),
        ("41.710,4 triệu USD", VI, "41.7104", 9),
        ("6.494", VI, "6494", 0),
        ("6.494/6.508 nhà", VI, "6494", 0),
        ("8-9%", VI, "8", 0),
        ("8-9%", VI, "9.0", 0),
        ("(-0,53%)", VI, "-0.53", 0),
        ("2.96 triệu", VI, "2.96", 6),  # the other notation, where its own gives nothing
        ("41,710.4 triệu USD", VI, "41710.4", 6),
        ("từ 12.5 đến 1.524 km", VI, "12.5", 0),  # number by number
        ("từ 12.5 đến 1.524 km", VI, "1524", 0),
        ("0.029", VI, "0.029", 0),  # no thousands begin with a zero
        ("1.524", VI, "1524", 0),
        ("1.524", EN, "1.524", 0),
        ("27,7%", EN, "27.7", 0),
        ("bốn tuyến", VI, "4", 0),
        ("một nửa", VI, "0.5", 0),
        ("One hundred percent", EN, "100", 0),
        ("**929.000** thuê bao", VI, "929000", 0),
        (normalize("NFD", "một nửa"), VI, "0.5", 0),
        ("929 nghìn", VI, "929000", 0),
    ],
)
def test_reads_as(printed: str, language: Language, value: str, unit_mult: int) -> None:
    assert reads_as(printed, language, Decimal(value), unit_mult)


@pytest.mark.parametrize(
    ("printed", "language", "value", "unit_mult"),
    [
        ("41.710,4 triệu USD", VI, "41710.4", 9),
        ("41.710,4 triệu USD", VI, "41710", 6),
        ("6.494/6.508 nhà", VI, "6508", 0),
        ("(-0,53%)", VI, "0.53", 0),
        ("1.524", VI, "1.524", 0),
        ("1.524", EN, "1524", 0),
        ("929.000 thuê bao", VI, "929", 0),
        ("929,000 subscribers", EN, "929", 0),
        ("12.500 lượt khách", VI, "12.5", 0),
        ("từ 12.5 đến 1.524 km", VI, "1.524", 0),
        ("15%", VI, "-15", 0),
        ("41.71,4", VI, "4171.4", 0),
        ("25/NQ-CP", VI, "25", 0),
        ("", VI, "0", 0),
        ("hundreds of artists", EN, "100", 0),
    ],
)
def test_reads_not_as(printed: str, language: Language, value: str, unit_mult: int) -> None:
    assert not reads_as(printed, language, Decimal(value), unit_mult)


@pytest.mark.parametrize(
    ("printed", "language", "fall"),
    [
        ("15%", VI, True),
        ("15% to 20%", EN, True),
        ("-15%", VI, True),
        ("giảm 15%", VI, True),
        ("up to 15%", EN, True),
        ("+15%", VI, False),
        ("+ 15%", EN, False),
        ("+$15", EN, False),
        ("tăng 15%", VI, False),
        ("tăng khoảng 15%", VI, False),
        ("increased by 15%", EN, False),
        ("a 15% increase", EN, False),
    ],
)
def test_what_may_stand_for_a_fall(printed: str, language: Language, fall: bool) -> None:
    assert reads_as(printed, language, Decimal(-15), 0, unsigned_fall=True) is fall
    assert reads_as(printed, language, Decimal(-15), 0) is (printed == "-15%")
    assert reads_as(printed, language, Decimal(15), 0, unsigned_fall=True) is (printed != "-15%")


@pytest.mark.parametrize(
    ("printed", "language", "value", "bound"),
    [
        ("trên 66 tỷ USD", VI, "66", "over"),
        ("66 tỷ USD", VI, "66", None),
        ("đúng 66 tỷ USD", VI, "66", None),
        ("trên 65 tỷ USD", VI, "66", None),
        ("5 of at least 66 billion", EN, "66", "at_least"),
        ("66 billion or more", EN, "66", "at_least"),
        ("hơn 66 tỷ", VI, "-66", "under"),
        ("at least 66 billion", EN, "-66", "at_most"),
        ("dưới 66 tỷ", VI, "-66", "over"),
        ("up to 66 billion", EN, "-66", "at_least"),
        ("gần 66 tỷ", VI, "-66", "over"),
        ("khoảng 66 tỷ", VI, "-66", "about"),
        ("dưới -66 tỷ", VI, "-66", "under"),  # a printed sign: the bound is that of the negative number
    ],
)
def test_printed_bound(printed: str, language: Language, value: str, bound: str | None) -> None:
    assert printed_bound(printed, language, Decimal(value), 9, unsigned_fall=True) == bound


@pytest.mark.parametrize(
    ("printed", "language", "unit"),
    [
        ("41.710,4 triệu USD", VI, "USD"),
        ("39,22%", VI, "%"),
        ("6.494/6.508 nhà", VI, None),
        ("27,7%", EN, "%"),
        ("2nd", EN, "rank"),
        ("12 hectares", EN, "har"),
        ("hộ", VI, None),
    ],
)
def test_printed_unit(printed: str, language: Language, unit: str | None) -> None:
    assert printed_unit(printed, language) == unit


def written(value: Decimal, language: Language) -> str:
    lexicon = load(language)
    swapped = str.maketrans({",": lexicon.group, ".": lexicon.decimal})
    return f"{value:,f}".translate(swapped)


magnitudes = {language: [(w.word, int(w.means)) for w in load(language).words["magnitudes"]] for language in Language}


@given(
    st.sampled_from(Language),
    st.decimals(min_value=0, max_value=10**15, places=3) | st.integers(0, 10**15).map(Decimal),
    st.data(),
)
def test_any_number_reads_back(language: Language, value: Decimal, data: st.DataObject) -> None:
    word, unit_mult = data.draw(st.sampled_from([("", 0), *magnitudes[language]]))
    unit = data.draw(st.sampled_from(["", "USD", "%"]))
    printed = " ".join(filter(None, [written(value, language), word, unit]))
    (figure,) = read_figures(printed, language)
    assert (figure.value, figure.unit_mult, figure.unit or "") == (value, unit_mult, unit)
    assert reads_as(printed, language, value, unit_mult)
    assert reads_as(printed, language, -value, unit_mult, unsigned_fall=True)
    assert reads_as(printed, language, -value, unit_mult) is (value == 0)
    assert value == 0 or not reads_as(printed, language, value / 1000, unit_mult)
    assert value == 0 or not reads_as(printed, language, value * 1000, unit_mult)
    assert not reads_as(printed, language, value + 1, unit_mult)


@given(st.text(alphabet="0123456789.,-–/% ()triệuđồngnămUSD$~\n", max_size=40), st.sampled_from(Language))
def test_any_text_is_read(text: str, language: Language) -> None:
    for figure in read_figures(text, language):
        assert text[figure.start : figure.end] == figure.text
        assert figure.value_high is None or figure.value < figure.value_high


@pytest.mark.parametrize(
    ("text", "value", "unit_mult"),
    [("- 1.200", "-1200", 0), (",77", "0.77", 0), ("-1,2M", "-1.2", 6), ("3M", "3", 6), ("1,25G", "1.25", 9)],
)
def test_a_number_that_stands_alone(text: str, value: str, unit_mult: int) -> None:
    (figure,) = read_figures(text, VI, alone=True)
    assert (figure.value, figure.unit_mult, figure.text) == (Decimal(value), unit_mult, text)
    assert [shown(found) for found in read_figures(f"hãng {text} hay", VI, alone=True)] != [shown(figure)]
