"""Which article a block belongs to, which block goes on with an earlier one, and which paragraph is a lead."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from timeline.documents.blocks import Block
from timeline.documents.kinds import MONTH, Kind, is_album, is_byline
from timeline.documents.lines import Vocabulary
from timeline.phrases import Language

REACH = 16
"""How many blocks further on a cut sentence is looked for: a page has about that many."""
SUBHEADING_WORDS = 12
DAY = re.compile(rf"\d{{1,2}}\s?[/.-]\s?\d{{1,2}}(?!\d)|ngày \d|\b(?:{MONTH}) \d{{1,2}}\b|\d{{1,2}} (?:{MONTH})")
OPENING_LETTERS = 90


@dataclass(slots=True)
class Part:
    """A block with what is known of it.

    Attributes:
        block: the text.
        kind: what it is.
        language: its own, or that of its neighbours.
        article: running number.
        byline: whether it signs an article.
    """

    block: Block
    kind: Kind
    language: Language
    article: int = 0
    byline: bool = False


@dataclass(slots=True)
class Article:
    """What an article has so far, by language; `late` are headlines that stand behind the signature."""

    number: int
    headed: dict[Language, Block] = field(default_factory=dict)
    told: set[Language] = field(default_factory=set)
    signed: set[Language] = field(default_factory=set)
    late: set[Language] = field(default_factory=set)


def parts_of(blocks: list[Block], kinds: list[Kind], vocabulary: Vocabulary) -> list[Part]:
    """Blocks with languages, cut paragraphs put together, numbered by article, leads named."""
    languages = _languages(blocks, kinds)
    album = is_album(blocks, kinds)
    parts = [
        Part(block, kind, language, byline=is_byline(block, vocabulary))
        for block, kind, language in zip(blocks, kinds, languages, strict=True)
    ]
    parts = _continued(parts, vocabulary)
    _number(parts, album, vocabulary)
    _move_leads(parts)
    _name_leads(parts)
    return parts


def _languages(blocks: list[Block], kinds: list[Kind]) -> list[Language]:
    """The language of each block; one too short to tell takes that of the block before it, a headline of the next."""
    after: list[Language | None] = []
    following: Language | None = None
    for block in reversed(blocks):
        after.append(following)
        following = block.language or following
    told: list[Language] = []
    for block, kind, later in zip(blocks, kinds, reversed(after), strict=True):
        before = told[-1] if told else None
        near = (later, before) if kind is Kind.HEADLINE else (before, later)
        told.append(block.language or near[0] or near[1] or Language.EN)
    return told


def _continued(parts: list[Part], vocabulary: Vocabulary) -> list[Part]:
    """Paragraphs that columns, pictures or pages cut in two, put together at the place where they begin."""
    kept: list[Part] = []
    open_parts: dict[Language, list[tuple[int, Part]]] = {language: [] for language in Language}
    for at, part in enumerate(parts):
        if part.kind is not Kind.BODY or part.byline:
            if part.kind is Kind.LEAD and not part.block.ended and not part.block.capitals:
                open_parts[part.language].append((at, part))
            kept.append(part)
            continue
        waiting = open_parts[part.language]
        while waiting and at - waiting[0][0] > REACH:
            waiting.pop(0)
        before = _cut(part, kept, waiting, vocabulary)
        if before is None:
            kept.append(part)
            before = part
        else:
            waiting.remove(next(entry for entry in waiting if entry[1] is before))
            before.block.add(part.block.text, part.block.lines, vocabulary)
        if not before.block.ended and not before.block.first.bullet and before.block.words >= 4:
            waiting.append((at, before))
    return kept


def _cut(part: Part, kept: list[Part], waiting: list[tuple[int, Part]], vocabulary: Vocabulary) -> Part | None:
    """The unfinished paragraph that a block goes on with, if it does."""
    text = part.block.text
    if not waiting or part.block.first.bullet:
        return None
    if text[0].islower():
        return waiting[-1][1]
    last = next((each for each in reversed(kept) if each.language is part.language and _is_prose(each)), None)
    if last is not waiting[-1][1] or not text[0].isupper() or (part.block.words < 5 and not part.block.ended):
        return None
    return last if vocabulary.can_continue(last.block.text, text) else None


def _is_prose(part: Part) -> bool:
    return part.kind in {Kind.BODY, Kind.LEAD} and not part.byline


def _number(parts: list[Part], album: bool, vocabulary: Vocabulary) -> None:
    """Give each part the number of its article; each language goes from article to article by itself."""
    numbers = count(1)
    current: dict[Language, Article] = {}
    here = Article(0)
    before: Part | None = None
    for part in parts:
        if before is not None and part.block.pair and part.block.pair == before.block.pair:
            part.article = before.article
            if part.kind is Kind.HEADLINE and here.number == part.article:
                here.headed.setdefault(part.language, part.block)
                current[part.language] = here
        elif part.kind is Kind.CAPTION and (album or here.number == 0):
            part.article = next(numbers)
        elif part.kind in {Kind.CAPTION, Kind.FURNITURE} and not part.byline:
            part.article = here.number
        else:
            if not part.byline:
                here = _article_of(part, current, numbers)
                current[part.language] = here
            signed = current.get(part.language, here)
            part.article = signed.number
            _note(part, signed, vocabulary)
        before = part


def _article_of(part: Part, current: dict[Language, Article], numbers: Iterator[int]) -> Article:
    """The article of a headline or paragraph: the one its language is at, the other language's, or a new one."""
    language = part.language
    own = current.get(language)
    other = next((article for known, article in current.items() if known is not language), None)
    lacking = other is not None and other is not own and language not in other.headed and language not in other.told
    if own is not None and not _leaves(part, own, lacking):
        late = lacking and other is not None and other.number > own.number and language in own.told
        if not (late and part.kind is not Kind.HEADLINE and _is_dated_opening(part)):
            return own
    return other if lacking and other is not None else Article(next(numbers))


def _leaves(part: Part, article: Article, lacking: bool) -> bool:
    """Whether a part cannot belong to the article that its language was at; `lacking`: the other language is ahead."""
    language = part.language
    head = article.headed.get(language)
    if part.kind is Kind.HEADLINE:
        if head is None:
            return language in article.signed and lacking
        return not _is_subheading(part.block, head, article.signed)
    if language not in article.signed or not part.block.text[0].isupper():
        return False
    if language in article.late:
        return not _is_dated_opening(part)
    return head is not None or not (part.kind is Kind.LEAD or _is_dated_opening(part))


def _is_subheading(block: Block, head: Block, signed: set[Language]) -> bool:
    """Whether a headline is one of a section: short, in small letters, and no higher than the article's own."""
    if block.capitals or block.words > SUBHEADING_WORDS or signed:
        return False
    return bool(block.first.level) and (head.capitals or block.first.level > head.first.level or block.first.level > 1)


def _note(part: Part, article: Article, vocabulary: Vocabulary) -> None:
    if part.byline or vocabulary.ends_signed(part.block.text):
        article.signed.add(part.language)
    if part.kind is Kind.HEADLINE:
        article.headed.setdefault(part.language, part.block)
        if part.language in article.signed:
            article.late.add(part.language)
    elif _is_prose(part):
        article.told.add(part.language)
        article.late.discard(part.language)


def _move_leads(parts: list[Part]) -> None:
    """A lead set as one that comes behind other paragraphs of its article belongs to the next headline."""
    told: set[tuple[int, Language]] = set()
    for at, part in enumerate(parts):
        key = (part.article, part.language)
        if part.kind is Kind.LEAD and key in told:
            ahead = (each for each in parts[at + 1 : at + REACH] if each.kind is Kind.HEADLINE)
            head = next((each for each in ahead if each.article > part.article), None)
            if head is not None:
                part.article = head.article
        elif _is_prose(part):
            told.add(key)


def _name_leads(parts: list[Part]) -> None:
    """Name the lead of each language of each article that has a headline in it and no paragraph set as one.

    It is the first paragraph that opens with a day, else the first behind the headline.
    """
    told: dict[tuple[int, Language], list[Part]] = {}
    for part in parts:
        if part.kind in {Kind.HEADLINE, Kind.LEAD} or _is_prose(part):
            told.setdefault((part.article, part.language), []).append(part)
    for group in told.values():
        kinds = [part.kind for part in group]
        if Kind.LEAD in kinds or Kind.HEADLINE not in kinds:
            continue
        prose = [part for part in group if part.kind is Kind.BODY and part.block.text[0].isupper()]
        behind = [part for part in group[kinds.index(Kind.HEADLINE) :] if part in prose]
        lead = next(filter(_is_dated_opening, prose), behind[0] if behind else None)
        if lead is not None:
            lead.kind = Kind.LEAD


def _is_dated_opening(part: Part) -> bool:
    """Whether a paragraph names a day within its first words."""
    return (
        _is_prose(part) and part.block.text[0].isupper() and DAY.search(part.block.text[:OPENING_LETTERS]) is not None
    )
