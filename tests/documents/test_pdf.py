"""PDF pages: lines as printed, columns one after the other, boxes whole."""

from pathlib import Path

from papers import LINE, Paper, bulletin

from timeline.documents import Kind, passages, read_text
from timeline.documents.pages import Box, Piece, page_text
from timeline.phrases import Language


def blocks(text: str) -> list[list[str]]:
    return [block.split("\n") for block in text.strip("\n").split("\n\n")]


def test_a_bilingual_page_is_read_column_by_column(tmp_path: Path) -> None:
    path, parts = bulletin(tmp_path / "a.pdf")
    found = blocks(read_text(path))
    left = [found[2] + found[3]]
    assert found[:2] == [["BẢN TIN MẪU"], parts["title"]]
    assert left == [parts["left"]]
    assert found[4:] == [parts["right"], parts["caption"], parts["below_left"], parts["below_right"], ["7"]]


def test_the_passages_of_a_page_know_language_kind_and_line(tmp_path: Path) -> None:
    path, parts = bulletin(tmp_path / "a.pdf")
    text = read_text(path)
    told = passages(text)
    caption = [each for each in told if each.kind is Kind.CAPTION]
    assert [each.language for each in caption] == [Language.VI, Language.EN]
    assert [each.text for each in caption] == [parts["caption"][0].rstrip("/"), parts["caption"][1]]
    lead = next(each for each in told if each.kind is Kind.LEAD)
    assert lead.text == " ".join(parts["left"][:6])
    assert text.split("\n")[lead.line_at(lead.text.index("mười hai")) - 1] == parts["left"][4]
    assert told[-1].kind is Kind.FURNITURE


def test_a_box_beside_columns_is_kept_whole(tmp_path: Path) -> None:
    paper = Paper()
    left = paper.column(60, 100, "Cột trái kể một câu chuyện dài về một chợ phiên không có thật ở vùng cao. " * 4)
    right = paper.column(320, 100, "The right column tells a long story of a market that is not real. " * 2)
    top = 100 + (len(right) + 1) * LINE
    paper.frame(310, top, 240, 60)
    box = paper.column(320, top + 20, "Một gian hàng mẫu trong ngày hội. Ảnh: VĂN MẪU", 36)
    after = paper.column(320, top + 100, "Behind the box the right column goes on to its end.")
    assert blocks(read_text(paper.save(tmp_path / "a.pdf"))) == [left, right, box, after]


def test_three_columns_below_a_headline_that_spans_them(tmp_path: Path) -> None:
    paper = Paper()
    paper.line(60, 80, "A HEADLINE THAT STANDS ABOVE ALL OF THE THREE COLUMNS OF THE PAGE", size=13)
    columns = [
        paper.column(left, 120, f"Column {left} is a narrow one and has a few lines of its own words to read.", 24)
        for left in (60, 230, 400)
    ]
    assert blocks(read_text(paper.save(tmp_path / "a.pdf")))[1:] == columns


def test_pages_follow_one_another_with_their_feet(tmp_path: Path) -> None:
    paper, wanted = Paper(), []
    for number in range(1, 4):
        if number > 1:
            paper.page()
        wanted.append(paper.column(60, 100, f"Trang {number} kể rằng chợ phiên thứ {number} mở vào mùa xuân năm ấy."))
        paper.line(60, 815, f"{number} – Bản tin mẫu")
        wanted.append([f"{number} – Bản tin mẫu"])
    text = read_text(paper.save(tmp_path / "a.pdf"))
    assert blocks(text) == wanted
    feet = [each.text for each in passages(text) if each.kind is Kind.FURNITURE]
    assert feet == [wanted[1][0], wanted[3][0], wanted[5][0]]


def test_a_large_first_letter_is_part_of_its_word(tmp_path: Path) -> None:
    paper = Paper()
    paper.line(60, 118, "N", size=30)
    paper.line(82, 106, "gày 04/5/2031 chợ phiên mở cửa lần đầu")
    paper.line(82, 120, "tại xã Mẫu và đón nhiều khách đến xem.")
    assert "Ngày 04/5/2031 chợ phiên" in read_text(paper.save(tmp_path / "a.pdf"))


def test_a_wide_space_within_a_line_makes_no_column() -> None:
    rows = [
        Piece("một dòng chữ đầy đủ của đoạn", Box(60, 700, 300, 712)),
        Piece("một dòng", Box(60, 686, 120, 698)),
        Piece("bị giãn ra", Box(240, 686, 300, 698)),
        Piece("và một dòng đầy đủ nữa của nó", Box(60, 672, 300, 684)),
    ]
    assert page_text(rows, [], 800).split("\n") == [rows[0].text, "một dòng bị giãn ra", rows[3].text]


def test_numbers_of_a_list_stay_with_their_entries() -> None:
    rows = []
    for at in range(4):
        rows.append(Piece(f"{at}.", Box(60, 700 - 14 * at, 68, 712 - 14 * at)))
        rows.append(Piece(f"mục thứ {at} của danh sách", Box(90, 700 - 14 * at, 300, 712 - 14 * at)))
    assert page_text(rows, [], 800).split("\n") == [f"{at}. mục thứ {at} của danh sách" for at in range(4)]


def test_an_empty_page_is_no_text() -> None:
    assert page_text([], [], 800) == ""
