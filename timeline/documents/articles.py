"""Which article a block belongs to, which block goes on with an earlier one, and which paragraph is a lead."""

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import count, pairwise

from timeline.documents.blocks import Block
from timeline.documents.kinds import MONTH, Kind, is_album, is_byline
from timeline.documents.lines import Vocabulary, folded
from timeline.documents.words import CAPITAL
from timeline.phrases import Language

REACH = 16
"""How many blocks further on a cut sentence is looked for: a page has about that many."""
SUBHEADING_WORDS = 12
CHOICES, MOST_NAMES = 3, 200
"""How many articles back one is looked for that the other language has not told, and how many names are compared."""
KNOWN, AKIN = 20, 0.2
"""From how many names on an article is known, and which share of a telling's names it has at least."""
NAMED = re.compile(rf"\b{CAPITAL}[^\W_]+|\d+")
YEAR = re.compile(r"(?:19|20)\d\d")
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
        titled: whether such a name stands right below it.
    """

    block: Block
    kind: Kind
    language: Language
    article: int = 0
    byline: bool = False
    titled: bool = False


@dataclass(slots=True)
class Article:
    """What an article has so far, by language; headlines behind the signature are `late`, without text yet `fresh`."""

    number: int
    headed: dict[Language, Block] = field(default_factory=dict)
    told: set[Language] = field(default_factory=set)
    signed: set[Language] = field(default_factory=set)
    late: set[Language] = field(default_factory=set)
    fresh: set[Language] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


def parts_of(blocks: list[Block], kinds: list[Kind], vocabulary: Vocabulary) -> list[Part]:
    """Blocks with languages, cut paragraphs put together, numbered by article, leads named."""
    languages = _languages(blocks, kinds)
    album = is_album(blocks, kinds)
    parts = [
        Part(block, kind, language, byline=is_byline(block, vocabulary))
        for block, kind, language in zip(blocks, kinds, languages, strict=True)
    ]
    for part, after in pairwise(parts):
        part.titled = after.byline
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
    opened: list[Article] = []
    current: dict[Language, Article] = {}
    here = Article(0)
    before: Part | None = None
    for at, part in enumerate(parts):
        if before is not None and _shares(part, before):
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
                found = _article_of(parts, at, current.get(part.language), opened)
                here = found or Article(next(numbers))
                opened += [] if found else [here]
                current[part.language] = here
            noted = current.get(part.language, here)
            part.article = noted.number
            _note(part, noted, vocabulary)
        before = part


def _shares(part: Part, before: Part) -> bool:
    """Whether a part is the other half of a bilingual one, or the second line of a headline."""
    pair = bool(part.block.pair) and part.block.pair == before.block.pair
    return pair or (part.kind is before.kind is Kind.HEADLINE and part.language is before.language)


def _article_of(parts: list[Part], at: int, own: Article | None, opened: list[Article]) -> Article | None:
    """The article of a headline or paragraph: that of its language, one told in the other alone; None for a new one."""
    part = parts[at]
    lacking = [
        each for each in opened[-CHOICES:] if each is not own and part.language not in {*each.headed, *each.told}
    ]
    ahead = [each for each in lacking if own is None or each.number > own.number]
    if own is not None and not _leaves(part, own, bool(ahead)):
        late = bool(ahead) and part.language in own.told and part.kind is not Kind.HEADLINE
        if not (late and _is_dated_opening(part) and any(_akin(_told_from(parts, at), each) for each in ahead)):
            return own
    if len(lacking) < 2:
        return lacking[0] if lacking else None
    names = _told_from(parts, at)
    shared = Counter(name for article in lacking for name in names & article.names)
    own_names = {name for name, articles in shared.items() if articles == 1}
    return max(lacking, key=lambda article: (len(own_names & article.names), article.number))


def _told_from(parts: list[Part], at: int) -> set[str]:
    """Names and numbers of a part and of the two after it in its language."""
    following = [each for each in parts[at : at + REACH] if each.language is parts[at].language and _tells(each)]
    return set().union(*(_names(each.block.text) for each in following[:3]))


def _akin(names: set[str], article: Article) -> bool:
    """Whether a telling may be of an article, by the names and numbers that both have."""
    shared = sum(1 for name in names & article.names if not YEAR.fullmatch(name))
    return shared >= AKIN * len(names) if len(article.names) >= KNOWN else shared > 0


def _tells(part: Part) -> bool:
    return part.kind is Kind.HEADLINE or _is_prose(part)


def _names(text: str) -> set[str]:
    """Names and numbers of a text as both languages have them."""
    return {folded(word) or word for word in NAMED.findall(text)}


def _leaves(part: Part, article: Article, lacking: bool) -> bool:
    """Whether a part cannot belong to the article that its language was at; `lacking`: the other language is ahead."""
    language = part.language
    head = article.headed.get(language)
    if part.kind is Kind.HEADLINE:
        if head is None:
            return language in article.signed and lacking
        return part.titled or not _is_subheading(part.block, article.signed)
    if language not in article.signed or not part.block.text[0].isupper():
        return False
    if language in article.late:
        return not _is_dated_opening(part)
    return head is not None or not (part.kind is Kind.LEAD or _is_dated_opening(part))


def _is_subheading(block: Block, signed: set[Language]) -> bool:
    """Whether a headline is one of a section: short, in small letters, with more marks than one."""
    if block.capitals or block.text.isupper() or block.words > SUBHEADING_WORDS or signed:
        return False
    return block.first.level > 1


def _note(part: Part, article: Article, vocabulary: Vocabulary) -> None:
    if _tells(part) and len(article.names) < MOST_NAMES:
        article.names |= _names(part.block.text)
    # A name right below a headline signs at the beginning: it ends nothing.
    if vocabulary.ends_signed(part.block.text) or (part.byline and part.language not in article.fresh):
        article.signed.add(part.language)
    if part.kind is Kind.HEADLINE:
        article.fresh.add(part.language)
        article.headed.setdefault(part.language, part.block)
        if part.language in article.signed:
            article.late.add(part.language)
    elif _is_prose(part):
        article.told.add(part.language)
        article.late.discard(part.language)
        article.fresh.discard(part.language)


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
