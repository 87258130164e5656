"""Every entry of a lexicon does what its example says."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from timeline.phrases import (
    Language,
    Quantity,
    find_dates,
    find_quantities,
    load,
    names,
    read_dates,
    read_figures,
    suggest,
)
from timeline.phrases.lexicon import Form, Word

OF_MENTIONS = ("leads", "limits", "parts", "relatives", "weekdays", "directions", "roles", "futures")
SPOKEN = "2025-08-20"
OF_FIGURES = {
    "magnitudes": "unit_mult",
    "suffixes": "unit_mult",
    "units": "unit",
    "bounds": "bound",
    "bounds_after": "bound",
}
OF_CUES = {
    "rise": ("growth", "actual", "A"),
    "growth": ("growth", "actual", "A"),
    "fall": ("growth", "actual", "A"),
    "share": ("share", "actual", "A"),
    "rate": ("share", "actual", "A"),
    "average": ("average", "actual", "A"),
    "peak": ("peak", "actual", "A"),
    "rank": ("rank", "actual", "A"),
    "goal": ("completion", "actual", "A"),
    "target": (None, "target", "A"),
    "plan": (None, "plan", None),
    "forecast": (None, "forecast", "F"),
    "actual": (None, "actual", "A"),
    "estimate": (None, "actual", "E"),
    "provisional": (None, "actual", "P"),
    "base": ("growth", "actual", "A"),
}
"""Kind of a cue -> measure, nature and status of its example; None where they follow from something else."""
WHOLE = ("numbers", "digits", "times", "links", "ordinals")


def cue(word: Word, found: list[Quantity]) -> None:
    told = OF_CUES.get(word.means, (None, "actual", "A"))
    (quantity,) = found
    assert all(
        wanted in (got, None)
        for wanted, got in zip(told, (quantity.measure, quantity.nature, quantity.status), strict=True)
    )
    assert (quantity.figure.value < 0) == (word.means == "fall")
    if word.means == "base":
        assert quantity.base
        assert word.example[slice(*quantity.base)].startswith(word.word)
    elif word.means in ("rise", "growth", "fall", "to", "reach", "share"):
        assert quantity.cue.casefold() == word.word.casefold()


def noun(word: Word, found: list[Quantity]) -> None:
    if word.example.split()[-1] == "tuổi":
        assert found == []
        return
    (quantity,) = found
    assert quantity.weak == (word.means in ("part", "side", "time") or quantity.figure.value == 1)
    assert quantity.figure.unit == {"places": "rank", "time": quantity.figure.unit}.get(word.means, "1")


def stop(word: Word, found: list[Quantity]) -> None:
    assert [quantity.noun for quantity in found] == [word.example.split()[1]]


def whole(measure: str) -> Callable[[Word, list[Quantity]], None]:
    def check(word: Word, found: list[Quantity]) -> None:
        assert [(quantity.measure, quantity.figure.value) for quantity in found] == [(measure, Decimal(word.means))]

    return check


def measured(measure: str) -> Callable[[Word, list[Quantity]], None]:
    def check(_word: Word, found: list[Quantity]) -> None:
        assert [quantity.measure for quantity in found] == [measure]

    return check


STATEMENTS: dict[str, Callable[[Word, list[Quantity]], None]] = {
    "cues": cue,
    "nouns": noun,
    "stops": stop,
    "places": whole("rank"),
    "multiples": whole("multiple"),
    "multipliers": measured("multiple"),
    "multiplier_leads": measured("multiple"),
    "rates": measured("average"),
}
words = [
    pytest.param(language, table, word, id=f"{language}-{table}-{word.word}")
    for language in Language
    for table, entries in load(language).words.items()
    for word in entries
]
forms = [
    pytest.param(language, table, form, id=f"{language}-{table}-{form.name}")
    for language in Language
    for table, entries in load(language).forms.items()
    for form in entries
]


@pytest.mark.parametrize(("language", "table", "word"), words)
def test_word(language: Language, table: str, word: Word) -> None:
    assert word.word.split()[0].casefold() in word.example.casefold()
    if table == "roles":
        assert [date.role for date in read_dates(word.example, language)] == [word.means]
    if table in OF_MENTIONS:
        assert " ".join(date.reach for date in read_dates(word.example, language, reference=SPOKEN)) == word.gives
        return
    figures = read_figures(word.example, language)
    if word.gives:
        assert [figure.value for figure in figures] == [Decimal(word.gives)]
    if table in OF_FIGURES:
        assert [str(getattr(figure, OF_FIGURES[table])) for figure in figures] == [word.means]
    elif table in WHOLE and not word.gives:
        assert [figure.value for figure in figures] == [Decimal(word.means)]
    elif table == "months":
        assert [int(date.edtf.split("-")[1]) for date in find_dates(word.example, language)] == [int(word.means)]
    elif table == "joiners" and word.means == "list":
        assert len(figures) != 1 or figures[0].value_high is None
        assert names("2023-04-25", word.example, language)
        assert names("2023-04-26", word.example, language)
    elif table in STATEMENTS:
        STATEMENTS[table](word, find_quantities(word.example, language))
    elif table in ("joiners", "openers", "betweens"):
        assert [(figure.value, figure.value_high) for figure in figures] == [(Decimal(8), Decimal(9))]
    elif table == "signs":
        assert [figure.value for figure in figures] == [Decimal(-5)]
    elif table == "rises":
        assert [figure.rise for figure in figures] == [True]
    elif table == "ratios":
        assert all(figure.out_of in (34, 63) for figure in figures)
        assert len(figures) == 1
    elif table == "calendars":
        assert find_dates(word.example, language) == []
    elif table in ("fillers", "qualifiers"):
        found = suggest(word.example)
        assert found
        assert found.endswith("~") == (table == "qualifiers")


@pytest.mark.parametrize(("language", "table", "form"), forms)
def test_form(language: Language, table: str, form: Form) -> None:
    match table:
        case "skips":
            assert read_figures(form.example, language) == []
        case "passes":
            assert find_quantities(form.example, language) == []
        case "dates" | "loose_dates":
            assert [date.edtf for date in find_dates(form.example, language)] == [form.edtf]
        case "mentions" | "pieces":
            found = read_dates(form.example, language, reference=form.reference, year=form.year)
            assert " ".join(date.reach for date in found) == form.edtf
            assert form.edtf or [date.kind for date in found] == [form.kind]
        case "no_dates":
            assert read_dates(form.example, language, year="2025") == []
        case "cells" | "periods" | "ranges":
            assert suggest(form.example) == form.edtf
        case _:
            assert names(form.edtf, form.example, language)


def test_every_table_is_tried() -> None:
    """A table nobody fills is a table nobody reads."""
    for table, entries in {**load(Language.VI).words, **load(Language.VI).forms}.items():
        assert entries or load(Language.EN).words.get(table) or load(Language.EN).forms.get(table), table
