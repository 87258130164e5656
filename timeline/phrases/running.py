"""Dates in running text: days, months, years and spans as EDTF, with what the words around them say."""

from timeline.phrases.anchoring import Anchors, role_of
from timeline.phrases.dates import DateSpan
from timeline.phrases.joining import join
from timeline.phrases.lexicon import Language
from timeline.phrases.mentions import scan
from timeline.phrases.resolving import Context, Nearest, Resolved, resolve


def read_dates(
    text: str,
    language: Language,
    *,
    reference: str = "",
    year: str = "",
    day: str = "",
    nearest: Nearest = Nearest.EITHER,
) -> list[DateSpan]:
    """Read the dates of a text (NFC) in one language, in their order, none within another.

    A day or month without a year has the year of the last day or month told in the text, else `year`, else the one
    that `reference` and `nearest` give; with none of them its `edtf` is "". Where there is a reference, a date of the
    background gives its year to no other sentence (`timeline.phrases.anchoring`). The clock is never asked. What is
    not in the calendar (30/02/2026) is not returned, nor any part of it; what is no plain date but was recognised (of
    the lunar calendar, 10/4/2025 in English) has an `edtf` of "" and its `kind`.

    Args:
        text: one passage or more.
        language: of the text.
        reference: EDTF year, month or day that the text speaks from: when it was issued; "" if unknown.
        year: the year told last before the text; "" if unknown.
        day: the day told last before the text, for «cùng ngày»; "" if unknown.
        nearest: whether a day without a year is the next such day after the reference, or the last.

    Raises:
        EdtfError: the reference is no date.
    """
    anchors = Anchors(text, language, reference, int(year[:4] or 0))
    context = Context(reference, nearest, anchors, day)
    return [_span(text, language, told) for told in resolve(join(scan(text, language), text, language), context)]


def _span(text: str, language: Language, told: Resolved) -> DateSpan:
    mention = told.mention
    start, end = mention.start, mention.end
    kind = _KINDS.get(mention.kind, mention.kind)
    summed = mention.joined and mention.part == "early"  # from the beginning of the year to the day of the figures
    role = "as_of" if summed else role_of(text, start, end, language)
    return DateSpan(
        start, end, text[start:end], told.edtf, told.basis, kind, mention.part, mention.limit, role, told.unsure
    )


_KINDS = {"now": "date"}
