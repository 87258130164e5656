"""Joins neighbouring mentions to spans and lists, and gives them the words that stand around them.

«từ ngày 28/12 đến ngày 3/1/2026» is one span, «25/6 và 26/6/2025» are two dates that share a year. What means a date
only behind certain words («ngày 10/4», "in 2023") is dropped here if none stands there.
"""

from collections.abc import Iterable
from dataclasses import replace

from timeline.phrases.leading import LOOKBACK, stands
from timeline.phrases.lexicon import Language, load
from timeline.phrases.mention_forms import neighbours
from timeline.phrases.mentions import Mention

_GAP = 36
"""How many characters may stand between two dates that belong together."""


def join(mentions: Iterable[Mention], text: str, language: Language) -> list[Mention]:
    """Return the dates and spans of a text, each with its limit and part of the year; those without a lead go."""
    joined: list[Mention] = []
    for mention in (_with_words(each, text, language) for each in mentions):
        previous = joined.pop() if joined else None
        joined += _pair(previous, mention, text, language) if previous else [mention]
    return [_settled(each) for each in joined if not each.needs]


def _with_words(mention: Mention, text: str, language: Language) -> Mention:
    """Give a mention the limit and part that stand before it, and free it of its need of a lead if one does."""
    before = max(0, mention.start - LOOKBACK)
    # The pattern may match nothing at all, so there always is a match.
    words = neighbours(language).limits.search(text, before, mention.start)
    told = {name: word for name, word in words.groupdict().items() if word} if words else {}
    part = next((name for name in ("early", "mid", "late") if name in told), "")
    limit = next((name for name in ("since", "until", "before", "after", "between") if name in told), "")
    needs = "" if stands(text, mention.start, mention.end, mention.needs, language) else mention.needs
    behind = neighbours(language).directions.match(text, mention.end)
    nearest = load(language).meaning("directions", behind["word"]) if behind else ""
    return replace(mention, part=part, limit=limit, needs=needs, nearest=nearest)


def _pair(first: Mention, second: Mention, text: str, language: Language) -> list[Mention]:
    """Return two neighbours as one span, as two dates that share what is told once, or as they are."""
    gap = text[first.end : second.start]
    if len(gap) > _GAP:
        return [first, second]
    words = neighbours(language)
    if second.kind == "now":
        spans = first.limit == "since" and len(gap) <= len(" (), ") and not first.last
        return [_until_now(first, second)] if spans else [first, second]
    if first.kind != "date" or second.kind != "date" or (first.needs and second.needs):
        return [first, second]
    between = first.limit == "between" and words.lists.fullmatch(gap)
    if words.ranges.fullmatch(gap) or between:
        return _span(first, second, loose=first.limit in ("since", "between"))
    # The comma alone joins no day to a year before it: under the decision of March 5, 2020, on July 4 …
    joined = gap.lstrip(" ,") if first.first.year and not second.first.year else gap
    return _listed(first, second) if words.lists.fullmatch(joined) else [first, second]


def _until_now(first: Mention, now: Mention) -> Mention:
    return replace(first, end=now.end, kind="now", limit="", joined=True)


def _span(first: Mention, second: Mention, *, loose: bool) -> list[Mention]:
    """Make one span of two dates of like grain, or of any two where words say from and to."""
    if first.fixed or second.fixed or first.shift or second.shift or bool(first.last) != bool(second.last):
        return [first, second]
    if first.first.grain != second.first.grain and not loose:
        return [first, second]
    early, late = first.first, second.last or second.first
    if first.part == "early" and early.grain == "year" and late.month:
        early = early._replace(month=1, day=1 if late.day else 0)  # from the beginning of the year to the end of August
    if early.year and late.year and early.day and early[1:] == late[1:]:
        return [replace(each, needs="") for each in (first, second)]  # a day and its anniversary: (3/3/1959 - 3/3/2026)
    if late.year and not early.year:
        early = early._replace(year=late.year - (early[1:] > late[1:] and bool(late.month)))
    elif early.year and not late.year:
        late = late._replace(year=early.year + (late[1:] < early[1:] and bool(early.month)))
    if early.year and late.year and early > late and early.grain == late.grain:
        return [first, second]
    return [replace(first, end=second.end, first=early, last=late, limit="", needs="", joined=True)]


def _listed(first: Mention, second: Mention) -> list[Mention]:
    """Give a date of a list the year of its neighbour, and the need of a lead to neither if one has it."""
    if first.first.grain != second.first.grain or first.shift or (second.shift and not second.first.month):
        return [first, second]
    one, other = first, second
    if second.shift and not first.first.year:
        one = replace(first, shift=second.shift)
    elif second.first.year and not first.first.year:
        one = _of_year(first, second.first.year)
    elif first.first.year and not second.first.year:
        other = replace(_of_year(second, (first.last or first.first).year), year_borrowed=True)
    return [replace(one, needs=""), replace(other, needs="", limit=second.limit or first.limit)]


def _of_year(mention: Mention, year: int) -> Mention:
    last = mention.last._replace(year=year) if mention.last else None
    return replace(mention, first=mention.first._replace(year=year), last=last)


def _settled(mention: Mention) -> Mention:
    if mention.kind == "now" and not mention.joined:
        return replace(mention, kind="relative", shift="year 0", limit="until")
    spent = mention.limit == "between" or (mention.joined and mention.limit == "since")
    return replace(mention, limit="" if spent else mention.limit)
