"""A document of both languages to candidates: each thing once, with its lines in both."""

import pytest

from timeline import edtf
from timeline.columns import names
from timeline.extract import Proposal, propose
from timeline.extract.rows import Row
from timeline.records import Event, Observation
from timeline.starter import starter_codelists

BULLETIN = """## LÃNH ĐẠO TỈNH CAO BẰNG TIẾP ĐOÀN CÔNG TÁC ĐẠI SỨ QUÁN PHÁP

Ngày 12/5/2025, tại Hà Nội, ông Trần Văn Bình, Phó Chủ tịch UBND tỉnh Cao Bằng đã tiếp và làm việc với đoàn công tác
của Đại sứ quán Pháp tại Việt Nam do bà Anne Martin làm trưởng đoàn.

Theo báo cáo, 6 tháng đầu năm 2024, tổng kim ngạch xuất nhập khẩu qua cửa khẩu đạt 1.250,5 triệu USD, tăng 12,4% so với
cùng kỳ năm 2023; thu ngân sách nhà nước trên địa bàn đạt trên 2.310 tỷ đồng, bằng 61,5% kế hoạch.

Nhân dịp này, hai bên đã ký kết bản ghi nhớ về du lịch.

Toàn cảnh buổi làm việc. Ảnh: VĂN AN/ Overview of the meeting. Photo: VAN AN

## A LEADER OF CAO BANG RECEIVES THE DELEGATION OF THE EMBASSY OF FRANCE

On May 12, 2025, in Ha Noi, Mr. Tran Van Binh, Vice Chairman of the Cao Bang Provincial People's Committee, received and
worked with a delegation of the Embassy of France in Viet Nam led by Ms. Anne Martin.

According to the report, in the first 6 months of 2024 the trade turnover through the border gates reached 1,250.5
million USD, up 12.4% against the same period of 2023; budget revenue reached over 2,310 billion VND, or 61.5% of the
plan.

On this occasion, the two sides signed a memorandum on tourism.
"""


@pytest.fixture(scope="module")
def proposal() -> Proposal:
    return propose(BULLETIN, starter_codelists(), "bulletin-2025-05")


def by(rows: list[Row], column: str) -> dict[str, Row]:
    return {row[column]: row for row in rows}


def test_rows_open_with_the_columns_of_the_contract(proposal: Proposal) -> None:
    assert list(proposal.events[0])[: len(names(Event))] == names(Event)
    assert list(proposal.observations[0])[: len(names(Observation))] == names(Observation)
    for rows in (proposal.events, proposal.observations):
        assert len({row["candidate"] for row in rows}) == len(rows)
        assert all(0 <= float(row["score"]) <= 1 for row in rows)


def test_each_happening_once_with_the_lines_of_both_languages(proposal: Proposal) -> None:
    events = by(proposal.events, "event_kind")
    assert set(events) == {"meeting", "signing"}
    meeting, signing = events["meeting"], events["signing"]
    assert (meeting["date"], meeting["date_basis"], meeting["told"]) == ("2025-05-12", "stated", "lead")
    assert (meeting["lines_vi"], meeting["lines_en"]) == ("3-4", "15-16")
    assert meeting["places"].split(";")[0] == "VN-HN"
    assert (signing["date"], signing["date_basis"], signing["told"]) == ("2025-05-12", "inferred", "mention")
    assert (signing["lines_vi"], signing["lines_en"]) == ("9", "22")


def test_each_figure_once_with_what_it_is_about(proposal: Proposal) -> None:
    told = by(proposal.observations, "printed_vi")
    assert list(told) == ["1.250,5 triệu USD", "12,4%", "2.310 tỷ đồng", "61,5%"]
    facts = ("indicator", "measure", "ref_area", "time_period", "base_period", "obs_value", "unit_measure", "unit_mult",
             "bound", "line_vi", "printed_en", "line_en")  # fmt: skip
    assert [tuple(row[name] for name in facts) for row in told.values()] == [
        ("border-gate-trade-turnover", "level", "VN-04", "2024-01/2024-06", "", "1250.5", "USD", "6", "exact", "6",
         "1,250.5 million USD", "18"),
        ("border-gate-trade-turnover", "growth", "VN-04", "2024-01/2024-06", "2023-01/2023-06", "12.4", "%", "0",
         "exact", "6", "12.4%", "19"),
        ("budget-revenue", "level", "VN-04", "2024-01/2024-06", "", "2310", "VND", "9", "over", "7",
         "2,310 billion VND", "19"),
        ("budget-revenue", "completion", "VN-04", "2024-01/2024-06", "2024", "61.5", "%", "0", "exact", "7",
         "61.5%", "19"),
    ]  # fmt: skip


def test_contexts_are_the_passages_of_both_languages(proposal: Proposal) -> None:
    for row in (*proposal.events, *proposal.observations):
        told = proposal.contexts[row["candidate"]]
        assert sorted(told) == ["en", "vi"]
        assert all(len(passage) > 20 for passages in told.values() for passage in passages)


def test_languages_that_disagree_are_one_candidate_with_a_conflict() -> None:
    text = BULLETIN.replace("On May 12, 2025, in", "On May 12, 2024, in").replace(
        "1,250.5\nmillion", "1,350.5\nmillion"
    )
    found = propose(text, starter_codelists(), "bulletin-2025-05", "2025-05")
    (meeting,) = [row for row in found.events if row["told"] == "lead"]
    assert meeting["conflict"] == "date: vi 2025-05-12, en 2024-05-12"
    (turnover,) = [row for row in found.observations if row["unit_measure"] == "USD"]
    assert turnover["conflict"] == "obs_value: vi 1.250,5 triệu USD, en 1,350.5 million USD"


def test_what_is_told_again_is_merged() -> None:
    again = (
        "Ngày 12/5/2025, ông Trần Văn Bình, Phó Chủ tịch UBND tỉnh Cao Bằng đã tiếp và làm việc với đoàn công tác của"
    )
    text = f"{again} Đại sứ quán Pháp tại Việt Nam. Ảnh: VĂN AN\n\n{BULLETIN}"
    found = propose(text, starter_codelists(), "bulletin-2025-05", "2025-05")
    assert [row["lines_vi"] for row in found.events if row["told"] == "lead"] == ["1;5-6"]


def test_places_are_those_told_with_at_and_actors_not_the_lands_beside_them() -> None:
    text = "Ngày 12/5/2025, tại thành phố Hà Nội, UBND tỉnh Cao Bằng, Việt Nam đã hội đàm với đoàn của Lào Cai.\n"
    (row,) = propose(text, starter_codelists(), "x").events
    assert (row["places"], row["title_en"]) == ("VN-HN", "Talks, Ha Noi")
    english = "On May 12, 2025, Cao Bang held talks with guests of Quang Ninh in Ha Noi, Viet Nam.\n"
    assert [row["places"] for row in propose(english, starter_codelists(), "x").events] == ["VN-HN"]


def test_names_that_no_list_has_are_told_in_both_languages(proposal: Proposal) -> None:
    (meeting,) = [row for row in proposal.events if row["told"] == "lead"]
    told = meeting["new_names"].split("; ")
    assert {"tran-van-binh: Trần Văn Bình = Tran Van Binh", "anne-martin: Anne Martin = Anne Martin"} <= set(told)
    assert not any("Hà Nội" in name or "Cao Bằng" in name for name in told)


@pytest.mark.parametrize("text", ["", "\n\n", "12/5/2025", "Không có gì.", "???", "1", "\ufeff", "Ảnh: "])
def test_little_text_is_no_trouble(text: str) -> None:
    found = propose(text, starter_codelists(), "x")
    assert all(edtf.parse(row["date"]) for row in found.events)
    assert found.observations == []
