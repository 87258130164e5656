"""What each block is: headline, lead, body, caption or furniture."""

import re
from enum import StrEnum

from timeline.documents.blocks import Block, looks_like_name
from timeline.documents.lines import POINTERS, Vocabulary
from timeline.documents.words import CAPITAL, load

HEADLINE_WORDS, LEAD_WORDS, CAPTION_WORDS, BYLINE_WORDS, LABEL_WORDS, ALBUM_LABELS = 45, 20, 70, 9, 12, 6
MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
LABEL_END = re.compile(
    rf"(?:[-–—,]|(?<=\w)\s)\s*(?:(?:tháng|ngày)\s*\d[\d/.\s-]*|(?:\d{{1,2}}\s)?(?:{MONTH}),?\s(?:\d{{1,2}},\s)?\d{{4}}"
    r"|(?<=[-–—,\d]\s)(?:năm\s)?(?:19|20)\d\d)\.?$",
    re.IGNORECASE,
)
"""How the label of a picture in an album ends: with its month or day, or with a year behind a dash or comma."""
STRAY = re.compile(r"^[Il|]\s")
"""What conversion makes of the small square that stands before a name."""
ISSUE = re.compile(r"(?:số|no\.|issue|vol\.)\s?\d{1,3}(?:\s?[-–/,.]\s?(?:[^\W\d_]+\s)?\d[\d/-]*)?", re.IGNORECASE)
"""Which issue of a bulletin it is, alone on its line."""
CAPITALS = re.compile(rf"{CAPITAL}{{2}}")
ENTRY = re.compile(r"^\d{1,2}\s*[-.)]\s|\.{4,}\s*\d+$")


class Kind(StrEnum):
    """What a passage is in its document."""

    HEADLINE = "headline"
    LEAD = "lead"
    BODY = "body"
    CAPTION = "caption"
    FURNITURE = "furniture"


def kinds_of(blocks: list[Block], vocabulary: Vocabulary) -> list[Kind]:
    """The kind of each block, but for leads that only their place after a headline tells."""
    kinds = [_by_form(block, vocabulary) for block in blocks]
    _spread_captions(blocks, kinds)
    _name_headlines(blocks, kinds, vocabulary)
    _spread_furniture(blocks, kinds)
    for at, block in enumerate(blocks):
        if at and block.pair and block.pair == blocks[at - 1].pair:
            both = {kinds[at - 1], kinds[at]}
            shared = next((kind for kind in (Kind.FURNITURE, Kind.CAPTION, Kind.HEADLINE) if kind in both), Kind.BODY)
            kinds[at - 1] = kinds[at] = shared
    return kinds


def _by_form(block: Block, vocabulary: Vocabulary) -> Kind:
    words, first = block.words, block.first
    found, text = load(), block.text
    imprint = words <= CAPTION_WORDS and found.imprint.search(text)
    if imprint or is_byline(block, vocabulary) or found.contents.match(text) or ISSUE.fullmatch(text):
        return Kind.FURNITURE
    if (first.bullet and first.bullet in POINTERS) or (words <= CAPTION_WORDS * 2 and found.credits.search(text)):
        return Kind.CAPTION
    if first.level or block.capitals or (text.isupper() and not block.ended and len(text) >= 5):
        if words < LEAD_WORDS // 2 and text.endswith((".", "…", ";")) and not first.level:
            return Kind.BODY
        long = words > HEADLINE_WORDS or (block.ended and words >= LEAD_WORDS and text[-1] in '.…”"')
        return Kind.LEAD if long else Kind.HEADLINE
    if first.strong and (words >= LEAD_WORDS or (words > 2 and not block.ended)):
        return Kind.LEAD if words >= LEAD_WORDS else Kind.HEADLINE
    label = words <= CAPTION_WORDS and not _is_list(block) and _is_dated_label(text)
    return Kind.CAPTION if label else Kind.BODY


def is_byline(block: Block, vocabulary: Vocabulary) -> bool:
    """Whether a block signs an article: a name in capitals alone, or with a word such as «compiled by»."""
    if block.words > BYLINE_WORDS or block.ended:
        return False
    text = STRAY.sub("", block.text)
    if vocabulary.is_signature(text) or (load().bylines.search(text) and CAPITALS.search(text)):
        return True
    return looks_like_name(text) and vocabulary.signs(text)


def _is_list(block: Block) -> bool:
    return bool(block.first.bullet) or bool(ENTRY.search(block.text))


def _is_dated_label(text: str) -> bool:
    """Whether a text ends with a date and is no sentence: how albums label pictures."""
    found = LABEL_END.search(text)
    if found is None:
        return False
    before = text[max(0, len(text) - 70) : found.start()]
    placed = found[0][0] in "-–—," or any(dash in before for dash in ("- ", "– ", "— "))
    return placed and (not text.endswith(".") or not re.search(r"[.!?]\s", text)) and text.count("(") == text.count(")")


def is_album(blocks: list[Block], kinds: list[Kind]) -> bool:
    """Whether a document is a book of pictures: a tenth of its blocks at least are labels without a credit."""
    labels = sum(
        1
        for block, kind in zip(blocks, kinds, strict=True)
        if kind is Kind.CAPTION and not load().credits.search(block.text)
    )
    return labels >= ALBUM_LABELS and labels * 10 >= len(blocks)


def _spread_captions(blocks: list[Block], kinds: list[Kind]) -> None:
    """In an album, a few words beside a label that end no sentence are a label too."""
    if not is_album(blocks, kinds):
        return
    for places in (range(1, len(blocks)), range(len(blocks) - 2, -1, -1)):
        for at in places:
            block = blocks[at]
            beside = kinds[at - places.step]
            if kinds[at] is Kind.BODY and beside is Kind.CAPTION and _may_label(block):
                kinds[at] = Kind.CAPTION


def _may_label(block: Block) -> bool:
    return not block.ended and 4 <= block.words <= CAPTION_WORDS and not _is_list(block) and block.text[0].isupper()


def _name_headlines(blocks: list[Block], kinds: list[Kind], vocabulary: Vocabulary) -> None:
    """A few words beside an author's name or a lead in capitals are the headline, though set in small letters."""
    for at, block in enumerate(blocks):
        if kinds[at] is not Kind.BODY or block.ended or not 3 <= block.words <= 16 or not block.text[0].isupper():
            continue
        beside = [place for place in (at - 1, at + 1) if 0 <= place < len(blocks)]
        after = at + 1 < len(blocks) and is_byline(blocks[at + 1], vocabulary)
        if after or any(kinds[place] is Kind.LEAD and blocks[place].capitals for place in beside):
            kinds[at] = Kind.HEADLINE


def _spread_furniture(blocks: list[Block], kinds: list[Kind]) -> None:
    """A list of contents goes to where prose begins; an imprint takes the short blocks beside it along."""
    inside = False
    for at, block in enumerate(blocks):
        if load().contents.match(block.text):
            inside = True
        elif inside and (kinds[at] is Kind.CAPTION or _ends_contents(block)):
            inside = False
        if inside:
            kinds[at] = Kind.FURNITURE
    marks = [at for at, block in enumerate(blocks) if kinds[at] is Kind.FURNITURE and load().imprint.search(block.text)]
    for at in marks:
        for step in (-1, 1):
            place = at + step
            while 0 <= place < len(blocks) and _is_label(blocks[place], kinds[place]):
                kinds[place] = Kind.FURNITURE
                place += step


def _ends_contents(block: Block) -> bool:
    entry = _is_list(block) or block.pair or block.text.endswith("/")
    return not entry and (block.first.level > 0 or (block.words >= LEAD_WORDS and block.ended))


def _is_label(block: Block, kind: Kind) -> bool:
    return block.words <= LABEL_WORDS and not block.first.level and not block.ended and kind is not Kind.CAPTION and (
        kind is Kind.FURNITURE or bool(block.first.bullet) or block.first.strong or block.words <= LABEL_WORDS - 4
    )  # fmt: skip
