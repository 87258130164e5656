"""How likely a date is that of a happening, and of which kind."""

import re
from collections.abc import Collection

from timeline import edtf
from timeline.extract.background import MOVED, acted, labels
from timeline.extract.deeds import deeds, framed, kind_of
from timeline.extract.readings import Reading, dates_document
from timeline.extract.ties import kinds, pattern
from timeline.phrases import DateSpan

NEAR_YEAR, NEAR_MONTH = 120, 260  # characters round a bare year or month within which something must happen
ADJOINING = 8  # characters between an act and the number of times that it was done
RIGHT_BEHIND = 60  # characters round a bare year within which an act of a day must stand
_RELATIVE = re.compile(r"(?:sau|later|ngoái|trước|last year)\Z", re.IGNORECASE)
_VALID = re.compile(r"\bfor (?:the year )?\Z")  # a plan for 2027


def happening(
    reading: Reading, span: DateSpan, sentence: tuple[int, int], headlined: Collection[str], *, caption: bool
) -> tuple[float, str]:
    """Return how likely a date is that of a happening, and of which kind; "" where it is none."""
    based = any(each.base and each.base[0] <= span.start < each.base[1] for each in reading.quantities)
    if based or span.role == "as_of":
        return 0, ""
    grain = edtf.precision(span.edtf)
    numbered = grain is edtf.Precision.DAY and dates_document(reading, span)
    certain = kinds().document if numbered else _counted(reading, span, sentence)
    if certain:
        return 0.8 if certain == kinds().document else 0.9, certain
    if span.role == MOVED:
        return 0.9, kind_of(reading, span, sentence, headlined)[0] or kinds().unknown
    if grain is not edtf.Precision.DAY and labels(reading, span):
        return _labelled(reading, span, sentence)
    if grain is edtf.Precision.DAY or (grain is edtf.Precision.MONTH and "/" not in span.edtf):
        return _of_day(reading, span, sentence, headlined, sure=caption or grain is edtf.Precision.DAY)
    return _of_year(reading, span, sentence, caption=caption)


def _of_day(
    reading: Reading, span: DateSpan, sentence: tuple[int, int], headlined: Collection[str], *, sure: bool
) -> tuple[float, str]:
    """Return how likely a day or month is that of a happening, and of which kind; a month needs something near it."""
    kind, away = kind_of(reading, span, sentence, headlined)
    if span.limit == "until" and (not kind or kind in kinds().gatherings):
        return 0, ""  # until then something was counted, or went on
    if kind and (sure or away <= NEAR_MONTH):
        return 0.95 if sure else 0.8, kind
    if sure:
        return 0.6, kinds().unknown
    return (0.5, kinds().unknown) if acted(reading, span, sentence) else (0, "")


def _labelled(reading: Reading, span: DateSpan, sentence: tuple[int, int]) -> tuple[float, str]:
    """Return how likely a year or month that opens an item is that of a happening: 2012: the bridge is built."""
    kind, _ = kind_of(reading, span, sentence)
    if kind:
        return (0.8, kind) if span.limit != "until" or kind not in kinds().vague else (0, "")
    return (0, "") if span.limit == "until" or _counts(reading, (span.end, sentence[1])) else (0.6, kinds().unknown)


def _tells_how_often(reading: Reading, span: DateSpan, sentence: tuple[int, int], kind: str) -> bool:
    """Whether a figure says how often something was done in a year or span: received 120 delegations."""
    if ("/" in span.edtf or span.limit == "since") and kind in kinds().momentary | kinds().gatherings:
        return _counts(reading, sentence)
    acts = [named for named in deeds(reading, sentence) if named.code == kind and kind in kinds().gatherings]
    return bool(acts) and all(_counts(reading, (named.end, named.end + ADJOINING)) for named in acts)


def _counts(reading: Reading, stretch: tuple[int, int]) -> bool:
    """Whether a stretch of text tells a figure."""
    return any(stretch[0] <= each.figure.start < stretch[1] and not each.weak for each in reading.quantities)


def _of_year(reading: Reading, span: DateSpan, sentence: tuple[int, int], *, caption: bool) -> tuple[float, str]:
    """Return how likely a year or span is that of a happening, and of which kind: something near must tell of one."""
    text, language = reading.passage.text, reading.passage.language
    kind, away = kind_of(reading, span, framed(reading, sentence))
    vague = kind in kinds().vague
    near = RIGHT_BEHIND if kind in kinds().momentary else NEAR_YEAR
    years = "/" in span.edtf and len(span.edtf) == len("2024/2027")
    relative = _RELATIVE.search(span.text) is not None and len(span.edtf) == len("2025") and not vague
    if (span.basis != "stated" and not years and not relative) or _is_term(reading, span):
        return 0, ""
    if pattern(language, "described").match(text, span.end + 1) or _is_validity(reading, span, sentence, kind):
        return 0, ""
    if _tells_how_often(reading, span, sentence, kind):
        return 0, ""
    near_it = bool(kind) and (away <= near or caption)
    if near_it and span.limit != "until" and (not years or kind in kinds().lasting):
        return (0.7 if caption else 0.5) - 0.1 * vague - 0.1 * _counts(reading, sentence), kind
    return (0.45, kind if near_it else kinds().unknown) if acted(reading, span, sentence) else (0, "")


def _is_validity(reading: Reading, span: DateSpan, sentence: tuple[int, int], kind: str) -> bool:
    """Whether a year or span is that for which what is signed holds: signed a memorandum for 2024-2027."""
    signed = any(named.code in kinds().signed for named in deeds(reading, (sentence[0], span.start)))
    if "/" in span.edtf:
        return signed
    planned = _VALID.search(reading.passage.text, sentence[0], span.start) is not None
    return planned or (signed and kind == kinds().plan)


def _is_term(reading: Reading, span: DateSpan) -> bool:
    """Whether a span is a term of office: nhiệm kỳ 2025-2030, the 2025-2030 term."""
    text, terms = reading.passage.text, pattern(reading.passage.language, "terms")
    before = terms.search(text, max(0, span.start - 16), span.start)
    after = terms.search(text, span.end, span.end + 10)
    return "/" in span.edtf and bool(before or after)


def _counted(reading: Reading, span: DateSpan, sentence: tuple[int, int]) -> str:
    """Return what a date is between which and another in brackets an anniversary counts: its origin, or itself."""
    opened = reading.bracket_of(span.start)
    if not opened or not any(named.code == "anniversary" for named in deeds(reading, (sentence[0], opened))):
        return ""
    both = [each for each in reading.dates if reading.bracket_of(each.start) == opened]
    if len(both) != 2:
        return ""
    if span.start != both[0].start:
        return "anniversary"
    named = (each.code for each in reading.kinds if sentence[0] <= each.start < opened)
    return next((code for code in named if code in kinds().relations), kinds().origin)
