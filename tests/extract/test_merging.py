"""Tellings of one happening are one candidate, those of two are two."""

import pytest

from timeline.extract import propose
from timeline.extract.called import numbers
from timeline.extract.rows import Row
from timeline.phrases import Language
from timeline.starter import starter_codelists

LEAD = {
    Language.VI: "Sáng ngày 12/5/2025, tại thành phố Cao Bằng đã khai mạc Lễ hội Hoa Đào Vùng Cao năm 2025.",
    Language.EN: "On May 12, 2025, in Cao Bang City, the Highland Peach Blossom Festival 2025 was opened.",
}
HEAD = {Language.VI: "# KHAI MẠC LỄ HỘI HOA ĐÀO\n\n", Language.EN: "# PEACH BLOSSOM FESTIVAL OPENS\n\n"}


def proposed(text: str) -> list[Row]:
    return propose(text + "\n", starter_codelists(), "x", "2025-06").events


@pytest.mark.parametrize(
    ("language", "again"),
    [
        (Language.VI, "Màn múa trong chương trình khai mạc Lễ hội Hoa Đào Vùng Cao năm 2025. Ảnh: VĂN AN"),
        (Language.EN, "Dancers at the Highland Peach Blossom Festival 2025. Photo: VAN AN"),
    ],
)
def test_a_picture_that_names_a_happening_with_its_year_is_of_it(language: Language, again: str) -> None:
    assert [row["date"] for row in proposed(f"{HEAD[language]}{LEAD[language]}\n\n{again}")] == ["2025-05-12"]


@pytest.mark.parametrize(
    ("language", "other"),
    [
        (Language.VI, "Hội thi Nấu ăn Vùng Biên năm 2025 là một hoạt động khác."),
        (Language.EN, "The Border Cooking Contest 2025 was another activity."),
    ],
)
def test_another_name_with_its_year_is_another_happening(language: Language, other: str) -> None:
    assert {row["date"] for row in proposed(f"{HEAD[language]}{LEAD[language]}\n\n{other}")} == {"2025", "2025-05-12"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hội nghị lần thứ XII", {12}),
        ("the 9th meeting and the 21st fair", {9, 21}),
        ("lần thứ 4", {4}),
        ("năm 2025", set()),
    ],
)
def test_numbers_among_their_like(text: str, found: set[int]) -> None:
    assert numbers(text) == found


def test_meetings_with_two_numbers_are_two() -> None:
    labels = [f"Hội nghị Hợp tác lần thứ {number} năm 2025 tại Cao Bằng. Ảnh: VĂN AN" for number in (5, 6)]
    assert len(proposed("\n\n".join(labels))) == 2


def test_both_halves_of_a_label_are_one_happening() -> None:
    text = (
        "Lễ khai mạc hội chợ vùng biên - Cao Bằng, tháng 5/2025. Ảnh: VĂN AN/ Opening of the exhibition and trade fair "
        "of the border - Cao Bang, May 2025. Photo: VAN AN"
    )
    (row,) = proposed(text)
    assert (row["date"], row["lines_vi"], row["lines_en"]) == ("2025-05", "1", "1")


def test_a_day_and_the_next_are_one_span() -> None:
    (row,) = proposed("Ngày hội diễn ra trong hai ngày 11/5/2025 và 12/5/2025 tại Cao Bằng.")
    assert row["date"] == "2025-05-11/2025-05-12"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (Language.VI, "Năm 2024, tỉnh tổ chức hội chợ vùng biên. Tại hội chợ, hai bên đã ký kết hợp đồng."),
        (
            Language.EN,
            "In 2024, the province held a border trade fair. At the trade fair, the two sides signed a contract.",
        ),
    ],
)
def test_what_was_done_at_a_dated_gathering_has_its_date(language: Language, text: str) -> None:
    assert sorted((row["date"], row["event_kind"]) for row in proposed(text)) == [("2024", "fair"), ("2024", "signing")]


@pytest.mark.parametrize(
    "text",
    [
        "Đến ngày 15/5/2025, dân số tỉnh khoảng 1,5 triệu người.",
        "Thu ngân sách bằng 52,3% kế hoạch năm 2025.",
        "Hai bên ký bản ghi nhớ về quảng bá du lịch giai đoạn 2024-2027.",
        "The two sides signed a memorandum on tourism promotion for 2024-2027.",
        "Năm 2025 là năm thực hiện nghị quyết của đại hội.",
    ],
)
def test_what_is_no_happening(text: str) -> None:
    assert proposed(text) == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Cầu Vùng Cao dự kiến hoàn thành trong quý IV/2026.", "2026-10/2026-12"),
        ("Dự án cảng dự kiến hoàn thành vào tháng 9/2026.", "2026-09"),
        ("The bridge will be completed by September 2026.", "2026-09"),
        ("The port is expected to be completed in 2027.", "2027"),
    ],
)
def test_planned_completions(text: str, date: str) -> None:
    assert [(row["date"], row["event_status"], row["event_kind"]) for row in proposed(text)] == [
        (date, "planned", "inauguration")
    ]


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        (Language.VI, "Cầu được khởi công ngày 2/4/2024, dự kiến hoàn thành trong quý III/2026.", "groundbreaking"),
        (Language.VI, "Ngày 2/4/2024, hai bên đã ký kết thỏa thuận, hiệu lực đến ngày 5/6/2026.", "signing"),
        (Language.EN, "The two sides held the Border Trade Fair on April 2, 2024.", "fair"),
    ],
)
def test_an_act_belongs_to_the_date_right_beside_it(language: Language, text: str, kind: str) -> None:
    assert next(row["event_kind"] for row in proposed(text) if row["date"] == "2024-04-02") == kind


def test_what_follows_a_main_happening_does_not_take_its_place() -> None:
    text = (
        f"{HEAD[Language.VI]}Ngày 10/5/2025, tại Cao Bằng, hai bên đã hội đàm về du lịch.\n\n"
        "Trước đó, ngày 8/5/2025, đoàn đã khảo sát tuyến đường.\n\nTại hội đàm, hai bên đã ký kết biên bản ghi nhớ."
    )
    assert [(row["date"], row["event_kind"]) for row in proposed(text)] == [
        ("2025-05-08", "visit"),
        ("2025-05-10", "talks"),
        ("2025-05-10", "signing"),
    ]
