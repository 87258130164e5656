"""Passages: what conversion broke is mended, and every line is told in one of them, with its place."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.documents import Kind, Passage, passages
from timeline.documents.lines import Vocabulary, read_lines, with_ligatures
from timeline.documents.words import LOST, language_of, load
from timeline.phrases import Language

VI, EN = Language.VI, Language.EN
TEXTS = os.environ.get("TIMELINE_TEXTS")


def told(text: str) -> list[str]:
    return [passage.text for passage in passages(text)]


def kinds(text: str) -> list[tuple[str, str, int]]:
    return [(each.kind.value, each.language.value, each.article) for each in passages(text)]


BROKEN = {
    "a hyphen at the end of a line": (
        "The delegates agreed on a common pro-\ngramme for the next three years.",
        "The delegates agreed on a common programme for the next three years.",
    ),
    "the hyphen of a compound": (
        "The long talks went on about geo-\neconomics and trade, all day.",
        "The long talks went on about geo-economics and trade, all day.",
    ),
    "the document's own spelling": (
        "A cost-free trip was offered; the cost-\nfree trip was declined by all.",
        "A cost-free trip was offered; the cost-free trip was declined by all.",
    ),
    "a hyphen behind a number": ("The tour lasts 2-\ndays only for now.", "The tour lasts 2-days only for now."),
    "a hyphen in Vietnamese": (
        "Kế hoạch phát triển kinh tế-\nxã hội của xã.",
        "Kế hoạch phát triển kinh tế-xã hội của xã.",
    ),
    "a date at the end of a line": (
        "Chợ phiên mở vào tháng 7/\n2031 tại xã Mẫu.",
        "Chợ phiên mở vào tháng 7/2031 tại xã Mẫu.",
    ),
    "letters set apart": (
        "The market of the M o u n t a i n road\nwas opened by all.",
        "The market of the Mountain road was opened by all.",
    ),
    "a line set apart": (
        "It was opened by the village\nC o m m i t t e e  o f  t h e  C o m m u n e\nand its guests.",
        "It was opened by the village Committee of the Commune and its guests.",
    ),
    "lost ligatures": (
        f"The {LOST}rst signi{LOST}cant con{LOST}ict of the {LOST}eld.",
        "The first significant conflict of the field.",
    ),
    "ligatures as signs": ("The ﬁrst ﬂoor of the oﬃce was opened.", "The first floor of the office was opened."),
    "marks": ("**Chợ phiên** mở _hôm nay_ tại [xã Mẫu](http://a.example).", "Chợ phiên mở hôm nay tại xã Mẫu."),
    "a large first letter": ("**C**hợ phiên mở hôm nay tại xã Mẫu.", "Chợ phiên mở hôm nay tại xã Mẫu."),
    "a sentence cut by a blank line": (
        "The delegates visited the market and the\n\nschool, where they met the teachers.",
        "The delegates visited the market and the school, where they met the teachers.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", BROKEN)
def test_what_conversion_broke_is_mended(fault: str) -> None:
    broken, whole = BROKEN[fault]
    assert told(broken) == [whole]


COLUMN = """Tham dự phiên chợ mẫu có đại
diện nhiều thôn của xã, cùng các
em học sinh.
Phiên chợ bán mật ong, vải thổ
cẩm, rau xanh và nhiều thứ khác
do bà con trong vùng làm ra, với
giá phải chăng."""


def test_a_column_with_a_blank_line_after_every_line_keeps_its_paragraphs() -> None:
    text = COLUMN.replace("\n", "\n\n")
    found = passages(text)
    assert [each.text for each in found] == [
        " ".join(COLUMN.split("\n")[:3]),
        " ".join(COLUMN.split("\n")[3:]),
    ]
    assert found[1].line_at(found[1].text.index("cẩm")) == 9


def test_a_bilingual_caption_is_taken_apart_with_its_lines() -> None:
    text = "\nQuang cảnh phiên chợ mẫu tại xã. Ảnh: VĂN MẪU/ The sample market in\nthe commune. Photo: VAN MAU\n"
    first, second = passages(text)
    assert (first.text, first.language, first.lines) == (
        "Quang cảnh phiên chợ mẫu tại xã. Ảnh: VĂN MẪU", VI, ((0, 2),),
    )  # fmt: skip
    assert (second.text, second.language) == ("The sample market in the commune. Photo: VAN MAU", EN)
    assert second.lines == ((0, 2), (21, 3))
    assert {first.kind, second.kind} == {Kind.CAPTION}
    assert first.article == second.article


def test_a_slash_within_one_language_parts_nothing() -> None:
    text = "Mỗi ngày có 1.250 lượt xe/ngày đi qua, tính đến tháng 6/2031, đạt 11/34 điểm."
    assert told(text) == [text]


ARTICLE = """## CHỢ PHIÊN MẪU MỞ CỬA ĐÓN KHÁCH THĂM LẦN ĐẦU TIÊN

**Ngày 04/5/2031, tại xã Mẫu đã diễn ra phiên chợ đầu tiên với hàng trăm gian hàng của bà con các thôn trong vùng.**

Quang cảnh phiên chợ. Ảnh: VĂN MẪU/ A view of the market. Photo: VAN MAU

Tham dự phiên chợ có đại diện nhiều thôn, các thầy cô giáo và du khách đến từ những tỉnh khác,

cùng các em học sinh của hai trường trong xã đến hát và múa.

**VĂN MẪU**

## THE SAMPLE MARKET OPENS ITS DOORS TO VISITORS FOR THE FIRST TIME

On May 4, 2031, the first market was held in Mau commune with hundreds of stalls.

Among the guests were teachers and visitors from other provinces, and pupils of two schools.

**VAN MAU**

## HỘI THI NẤU ĂN CỦA CÁC THÔN TRONG XÃ MẪU NĂM 2031

Ngày 06/5/2031, các thôn thi nấu những món ăn quen thuộc của vùng cao.
"""


def test_headlines_leads_and_bylines_make_articles() -> None:
    assert kinds(ARTICLE) == [
        ("headline", "vi", 1),
        ("lead", "vi", 1),
        ("caption", "vi", 1),
        ("caption", "en", 1),
        ("body", "vi", 1),
        ("furniture", "vi", 1),
        ("headline", "en", 1),
        ("lead", "en", 1),
        ("body", "en", 1),
        ("furniture", "en", 1),
        ("headline", "vi", 2),
        ("lead", "vi", 2),
    ]


def test_a_paragraph_cut_by_a_picture_and_the_other_language_is_put_together() -> None:
    text = (
        "Tham dự phiên chợ có đại diện nhiều thôn và các thầy cô giáo của hai trường\n\n"
        "Quang cảnh phiên chợ. Ảnh: VĂN MẪU\n\n"
        "Among the guests were teachers and visitors from other provinces of the country.\n\n"
        "trong xã, cùng du khách đến từ những tỉnh khác.\n"
    )
    first = passages(text)[0]
    assert first.text.endswith("của hai trường trong xã, cùng du khách đến từ những tỉnh khác.")
    assert first.line_at(first.text.index("trong xã")) == 7


def test_labels_of_an_album_are_captions_of_their_own() -> None:
    places = ["xã Mẫu", "xã Thử", "xã Giả", "xã Tưởng", "xã Tượng", "xã Ví", "xã Dụ"]
    text = "\n\n".join(
        f"Phiên chợ mẫu của bà con các\nthôn – {place}, tháng {at + 1}/2031" for at, place in enumerate(places)
    )
    found = passages(text)
    assert {each.kind for each in found} == {Kind.CAPTION}
    assert len({each.article for each in found}) == len(found) == len(places)


def test_the_list_of_contents_and_the_imprint_are_furniture() -> None:
    text = (
        "Ban biên tập:\n\n**NGUYỄN VĂN MẪU** - Trưởng ban\n\n- Email: mau@a.example\n\n"
        "**TRONG SỐ NÀY / CONTENTS**\n\n1- TIN TỨC TRONG XÃ / News of the commune\n\n2- CHỢ PHIÊN / The market\n\n"
        + ARTICLE
    )
    found = passages(text)
    start = next(at for at, each in enumerate(found) if each.kind is Kind.HEADLINE)
    assert {each.kind for each in found[:start]} == {Kind.FURNITURE}
    assert found[start].text.startswith("CHỢ PHIÊN MẪU")


def test_an_empty_text_has_no_passages() -> None:
    assert passages("") == passages("\n \n\t\n") == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Phiên chợ mở cửa đón khách", VI),
        ("Ông John Smith và bà Mary Brown đến thăm", VI),
        ("Mr. Nguyễn Văn Mẫu and Ms. Trần Thị Thử visited the market in the commune", EN),
        ("THE MARKET OPENS", EN),
        ("VAN MAU", None),
        ("12,5 – 14", None),
    ],
)
def test_languages(text: str, language: Language | None) -> None:
    assert language_of(text) is language


@pytest.mark.parametrize("each", load().ligatures, ids=lambda each: each[0].pattern)
def test_there_is_an_example_of_every_ligature(each: tuple[re.Pattern[str], str]) -> None:
    import tomllib

    import timeline.documents

    tables = tomllib.loads((Path(timeline.documents.__file__).parent / "words.toml").read_text(encoding="utf-8"))
    examples = [row["example"].replace("{}", LOST).split(" = ") for row in tables["ligatures"]]
    assert any(each[0].search(broken) for broken, _ in examples)
    for broken, whole in examples:
        assert with_ligatures(broken) == whole


def test_every_word_stands_in_its_own_example() -> None:
    import tomllib

    import timeline.documents

    tables = tomllib.loads((Path(timeline.documents.__file__).parent / "words.toml").read_text(encoding="utf-8"))
    for name, table in tables.items():
        if name != "ligatures":
            for word, example in table.items():
                assert word in example.casefold(), (name, word)
    for name in ("credits", "contents", "imprint", "bylines"):
        for example in tables[name].values():
            assert getattr(load(), name).search(example), example


WORDS = (
    "chợ",
    "phiên",
    "Mẫu",
    "mở",
    "the",
    "market",
    "of",
    "opens",
    "ẢNH",
    "2031",
    "12,5",
    "a-b",
    "MẪU",
    "Ảnh:",
    "/",
    ".",
    "xã,",
)
LINES = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)
MARKED = st.tuples(
    st.sampled_from(["", "", "", "## ", "- ", " ", "■ ", "> "]), LINES, st.sampled_from(["", "", ".", "-", ":"])
).map("".join)
DOCUMENTS = st.lists(MARKED, max_size=30).map("\n".join)


def check_lines(text: str) -> None:
    found = passages(text)
    wanted = {number for number, line in enumerate(text.split("\n"), 1) if line.strip()}
    places: dict[int, list[Passage]] = {}
    for passage in found:
        offsets = [offset for offset, _ in passage.lines]
        numbers = [number for _, number in passage.lines]
        assert offsets == sorted(offsets)
        assert numbers == sorted(set(numbers))
        assert offsets[0] == 0
        assert passage.text == " ".join(passage.text.split()) != ""
        for offset, number in passage.lines:
            assert passage.line_at(offset) == number or offsets.count(offset) > 1
            places.setdefault(number, []).append(passage)
    assert set(places) == wanted
    for number, owners in places.items():
        assert len(owners) == 1 or {each.language for each in owners} == set(Language), number


def signs(text: str) -> list[str]:
    return sorted(re.findall(r"[^\W_]", text))


@given(DOCUMENTS)
def test_property_every_line_is_told_once_and_no_word_is_lost(text: str) -> None:
    check_lines(text)
    assert signs(" ".join(told(text))) == signs(text)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_property_any_text_at_all_has_passages(text: str) -> None:
    check_lines(text)


@pytest.mark.skipif(not TEXTS, reason="NOT RUN: the source texts are not here (TIMELINE_TEXTS)")
def test_every_line_of_the_sources_is_told() -> None:
    files = sorted(Path(TEXTS or "").glob("*.txt"))
    assert files
    for path in files:
        text = path.read_bytes().decode("utf-8")
        check_lines(text)
        given_words, told_words = signs(read_clean(text)), signs(" ".join(told(text)))
        assert given_words == told_words, path.name


def read_clean(text: str) -> str:
    return " ".join(line.text for line in read_lines(text))


def test_the_words_of_a_document_judge_a_broken_one() -> None:
    vocabulary = Vocabulary(read_lines("The framework of the market.\n\nA frame-\nwork is needed.\n"))
    assert vocabulary.glued("a frame-", "work of") == "a framework of"
    assert vocabulary.glued("a semi-", "open hall") == "a semiopen hall"
    assert vocabulary.glued("the end", "of it") == "the end of it"
    assert vocabulary.glued("Nam-", "Thailand") == "Nam-Thailand"


def test_two_tellings_in_a_row_find_their_own_translations() -> None:
    """Two articles in Vietnamese, then both in English: names and numbers tell which is which."""
    first = "Ngày 07/5/2031, ông Lê Văn Thử đã khai trương nhà máy chè với 120 công nhân tại xã Giả Định của huyện."
    second = "Ngày 08/5/2031, bà Trần Thị Ví đã trao 35 suất học bổng cho học sinh tại xã Tưởng Tượng của huyện."
    told_first = (
        "On May 7, 2031, Mr. Le Van Thu opened a tea factory with 120 workers in Gia Dinh commune of the district."
    )
    told_second = "On May 8, 2031, Ms. Tran Thi Vi gave 35 grants to pupils in Tuong Tuong commune of the district."
    text = (
        f"## KHAI TRƯƠNG NHÀ MÁY CHÈ TẠI XÃ GIẢ ĐỊNH\n\n{first}\n\nVĂN MẪU\n\n"
        f"## TRAO HỌC BỔNG TẠI XÃ TƯỞNG TƯỢNG\n\n{second}\n\nVĂN MẪU\n\n"
        f"## A TEA FACTORY OPENS IN GIA DINH COMMUNE\n\n{told_first}\n\nVAN MAU\n\n"
        f"## GRANTS ARE GIVEN IN TUONG TUONG COMMUNE\n\n{told_second}\n\nVAN MAU\n"
    )
    assert [each.article for each in passages(text) if each.kind is Kind.LEAD] == [1, 2, 1, 2]


def test_a_name_below_a_headline_ends_nothing() -> None:
    text = (
        "# Mật ong của xã Mẫu\n\nVĂN MẪU tổng hợp\n\nBà con trong xã nuôi ong đã nhiều năm.\n\n"
        "## Những tổ ong đầu tiên\n\nMật ong được bán ở chợ phiên hằng tuần.\n\n"
        "# Vải thổ cẩm của xã Thử\n\nVĂN THỬ tổng hợp\n\nCác bà dệt vải vào mùa đông.\n"
    )
    assert [(each.kind.value, each.article) for each in passages(text)] == [
        ("headline", 1), ("furniture", 1), ("lead", 1), ("headline", 1), ("body", 1),
        ("headline", 2), ("furniture", 2), ("lead", 2),
    ]  # fmt: skip


def test_an_entry_of_contents_ends_with_its_page() -> None:
    text = "MỤC LỤC\n1- TIN NGẮN / News ........ 2\n2- VĂN HÓA / Culture ........ 24\n\nToàn cảnh. Ảnh: VĂN MẪU\n"
    assert told(text)[-1] == "Toàn cảnh. Ảnh: VĂN MẪU"
    assert {each.kind for each in passages(text)[:-1]} == {Kind.FURNITURE}


def test_a_picture_with_its_label_first_is_a_caption_of_its_own() -> None:
    text = "Ngày 02/9/2031, lãnh đạo xã gửi thư thăm hỏi.\n\nẢnh: Thi bơi trải trên sông Mẫu, tháng 10/2030\n"
    assert [(each.kind, each.text) for each in passages(text)] == [
        (Kind.BODY, "Ngày 02/9/2031, lãnh đạo xã gửi thư thăm hỏi."),
        (Kind.CAPTION, "Ảnh: Thi bơi trải trên sông Mẫu, tháng 10/2030"),
    ]
    assert told("Quang cảnh buổi lễ\n\nẢnh: Văn Mẫu\n") == ["Quang cảnh buổi lễ Ảnh: Văn Mẫu"]


WIDE = (
    "Lãnh đạo xã Mẫu phát biểu tại phiên họp của hội nghị thường niên lần thứ năm tại nhà văn hóa xã,\n"
    "tháng 6/2031. Ảnh sưu tầm"
)


@pytest.mark.parametrize("place", [4, 7])
def test_a_caption_wider_than_the_column_is_no_part_of_it(place: int) -> None:
    column = COLUMN.split("\n")
    text = "\n\n".join([*column[:place], WIDE, *column[place:]])
    captions = [each.text for each in passages(text) if each.kind is Kind.CAPTION]
    assert captions == [WIDE.replace("\n", " ")]
    assert " ".join(each.text for each in passages(text) if each.kind is not Kind.CAPTION) == " ".join(column)


def test_a_sentence_that_ends_with_a_span_of_days_is_no_label() -> None:
    text = "# TIN NGẮN\n\nChiều 25/10/2031, lãnh đạo xã tiếp đoàn bạn đến thăm từ ngày 24 - 27/10/2031."
    assert [each.kind for each in passages(text)] == [Kind.HEADLINE, Kind.LEAD]


@pytest.mark.parametrize("line", ["Số 2/2031", "Số 03 - Tháng 11/2031", "No. 5"])
def test_the_number_of_the_issue_is_furniture(line: str) -> None:
    assert [each.kind for each in passages(f"BẢN TIN XÃ MẪU\n{line}\n\nLễ hội đã diễn ra tại xã.")][1] is Kind.FURNITURE


def test_paragraphs_that_open_with_days_stay_in_their_article_of_another_language_section() -> None:
    text = """# TIN NGẮN

Ngày 10/1/2031, Ủy ban xã Mẫu ban hành kế hoạch số 21.

Ngày 22/3/2031, tại Trường Hoa Ban, ông Lò Văn A trao quà.

# SỐ LIỆU

Năm 2031, xã Mẫu thu 900 tấn ngô và 35 tấn lạc.

# NEWS IN BRIEF

On January 10, 2031, the committee of Mau Commune issued plan No. 21.

On March 22, 2031, at Hoa Ban School, Mr. Lo Van A gave presents.
"""
    assert [each.article for each in passages(text) if each.language is EN] == [1, 1, 1]


@pytest.mark.parametrize("foot", ["Trang 3", "Page 3 of 9", "- 3 -", "Trang 3/9", "tr. 3"])
def test_a_page_number_with_its_word_is_furniture_and_parts_no_sentence(foot: str) -> None:
    text = f"Đoàn công tác của huyện đã đến thăm trường học và trao\n\n{foot}\n\nquà cho học sinh của xã Mẫu."
    found = passages(text)
    assert [passage.text for passage in found if passage.kind is Kind.FURNITURE] == [foot]
    assert [passage.text for passage in found if passage.kind is not Kind.FURNITURE] == [
        "Đoàn công tác của huyện đã đến thăm trường học và trao quà cho học sinh của xã Mẫu."
    ]


def test_running_feet_and_page_numbers_are_furniture_and_part_no_sentence() -> None:
    pages = [
        "Bà con trong xã nuôi ong đã nhiều năm và bán mật ong ở\n\n12   – Bản tin của xã Mẫu\n",
        "chợ phiên hằng tuần.\n\nCác bà dệt vải vào mùa đông.\n\n13   – Bản tin của xã Mẫu\n",
        "Khách thích mua vải.\n\n14   – Bản tin của xã Mẫu\n\n15\n",
    ]
    found = passages("\n".join(pages))
    assert found[0].text == "Bà con trong xã nuôi ong đã nhiều năm và bán mật ong ở chợ phiên hằng tuần."
    feet = [each.text for each in found if each.kind is Kind.FURNITURE]
    assert feet == [f"{page} – Bản tin của xã Mẫu" for page in (12, 13, 14)] + ["15"]


def test_a_headline_of_one_word_is_in_the_language_of_its_text() -> None:
    found = passages("LỜI NÓI ĐẦU\n\nBà con trong xã nuôi ong đã nhiều năm.\n\nPREFACE\n\nThe people keep bees here.\n")
    assert [(each.kind.value, each.language.value) for each in found] == [
        ("headline", "vi"), ("lead", "vi"), ("headline", "en"), ("lead", "en"),
    ]  # fmt: skip
