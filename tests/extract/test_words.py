"""Sentences of running text, and words for kinds of happening found in it."""

import pytest

from timeline.extract.gazetteer import KINDS, Gazetteer
from timeline.extract.words import sentences, toned
from timeline.phrases import Language
from timeline.starter import starter_codelists


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Đoàn đã dự lễ khai trương siêu thị GO! Hưng Yên và thăm phố cổ.", 1),
        ("The delegation opened the GO! Hung Yen Centre and visited the town.", 1),
        ("Hoan hô! Đoàn đã đến nơi.", 2),
        ("XIN CHÀO! CHÚNG TÔI ĐÃ ĐẾN.", 2),
        ("Well done! The delegation has come.", 2),
        ("Do ông Lê V. Đ. Minh chủ trì.", 1),
        ("Họ dự «Ngày hội!» Sau đó họ về.", 2),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@pytest.mark.parametrize(("one", "other"), [("hoà nhạc", "Hòa nhạc"), ("khoá học", "khóa học"), ("thuỷ", "thủy")])
def test_a_mark_may_stand_on_either_vowel(one: str, other: str) -> None:
    assert toned(one) == toned(other)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Đảng bộ nhiệm kỳ mới", []),
        ("các đề tài khoa học", []),
        ("khoá học về du lịch", ["training"]),
        ("tỉnh tổ chức Lễ hội Hoa", ["festival"]),
        ("tỉnh tổ chức lễ tổng kết", ["ceremony"]),
        ("bổ nhiệm giám đốc", ["appointment"]),
        ("bo nhiem giam doc", ["appointment"]),
    ],
)
def test_words_for_kinds_keep_their_marks(text: str, found: list[str]) -> None:
    gazetteer = Gazetteer(starter_codelists(), Language.VI, KINDS)
    assert [named.code for named in gazetteer.find(text)] == found
