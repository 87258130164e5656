"""Every word that ties happenings together, or unmakes them, does what its example says."""

import pytest

from timeline.extract.happenings import tellings
from timeline.extract.readings import read
from timeline.extract.ties import kinds, tables
from timeline.phrases import Language
from timeline.starter import starter_codelists

LEADS = {
    Language.VI: "HAI TỈNH KHAI MẠC HỘI NGHỊ\n\nNgày 12/5/2025, hai tỉnh đã tổ chức hội nghị về du lịch.\n\n",
    Language.EN: "TWO PROVINCES CONFER\n\nOn May 12, 2025, the two provinces held a conference on tourism.\n\n",
}
entries = [
    pytest.param(language, table, word, example, id=f"{language}-{table}-{word}")
    for language in Language
    for table, words in tables(language).items()
    for word, example in words.items()
]


@pytest.mark.parametrize(("language", "table", "word", "example"), entries)
def test_entry(language: Language, table: str, word: str, example: str) -> None:
    assert word.casefold() in example.casefold()
    told = tellings(read(LEADS[language] + example + "\n", starter_codelists(), "2025-05"))
    beside = [telling.date for telling in told if telling.basis == "inferred"]
    assert beside == (["2025-05-12"] if table == "ties" else [])
    assert [telling.date for telling in told if telling.lead] == ["2025-05-12"]


def test_kinds_are_codes_of_the_starter() -> None:
    known = set(starter_codelists().codes("event_kinds"))
    told = kinds()
    assert told.acts | told.vague | {told.document, told.unknown} <= known
    assert told.handed <= told.acts
