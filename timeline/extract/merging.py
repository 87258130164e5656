"""Tellings of one happening in one language brought together, and how close those of two languages are."""

from collections.abc import Sequence

from timeline import edtf
from timeline.extract.called import bare
from timeline.extract.pairing import likeness
from timeline.extract.tellings import Telling
from timeline.extract.ties import kinds

ALIKE = 0.5  # of the names of two tellings that make them one happening
REPEATED = 0.6
SHARED = 4  # names that a picture and a text share at least
COUNTED = "anniversary"  # its own day may stand behind it in brackets
PICTURED = 0.85  # for two pictures of one month


def clusters(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """Bring tellings of one language together; each goes to the happening that it is most like, leads apart."""
    found: list[list[Telling]] = []
    for telling in sorted(tellings, key=lambda telling: (telling.caption, not telling.lead)):
        homes = [
            (max(likeness(telling.tokens, other.tokens) for other in cluster), -place)
            for place, cluster in enumerate(found)
            if any(_same_happening(telling, other) for other in cluster)
            and not any(_apart(telling, other) for other in cluster)
        ]
        if homes:
            found[-max(homes)[1]].append(telling)
        else:
            found.append([telling])
    return sorted(found, key=lambda cluster: min((telling.reading, telling.lines) for telling in cluster))


def _apart(one: Telling, other: Telling) -> bool:
    """Whether two tellings are surely of two happenings: each opens an article of its own."""
    return _opens(one) and _opens(other) and not _same_happening(one, other)


def _opens(telling: Telling) -> bool:
    return telling.lead and not telling.caption


def _same_happening(one: Telling, other: Telling) -> bool:
    """Whether two tellings of one language tell of one happening."""
    if _named_apart(one, other):
        return False
    alike = likeness(one.tokens, other.tokens)
    if one.date != other.date:
        return _named_with_year(one, other) or _of_series(one, other) or _less_exact(one, other, alike)
    if one.reading == other.reading:
        return one.kind == other.kind and _told_twice(one, other, alike)
    if one.kind != other.kind:
        return not _apart_by_kind(one, other) and alike >= (ALIKE if one.article == other.article else REPEATED)
    return alike >= _least(one, other)


def _least(one: Telling, other: Telling) -> float:
    """Return how alike two tellings of one date and kind are at least if they tell of one happening."""
    if one.caption and other.caption:
        return REPEATED if len(one.date) > len("2025-07") else PICTURED
    if "inferred" in {one.basis, other.basis}:
        never = one.article != other.article
        return 2 if never else 0 if one.basis != other.basis else REPEATED
    near = one.article == other.article and not (one.lead and other.lead)
    return REPEATED if not near else ALIKE if _coarse(one.date) else 0


def _less_exact(one: Telling, other: Telling, alike: float) -> bool:
    """Whether one tells elsewhere, with its month or days, what the other tells with its day; a picture, its year."""
    if one.reading == other.reading or (_opens(one) == _opens(other) and one.caption == other.caption):
        return False
    pictured = one.caption != other.caption
    both = {one.kind, other.kind} <= kinds().gatherings
    if not (both or _same_kind(one, other)):
        return False
    if pictured and _year_of(one, other) and len(one.tokens & other.tokens) >= SHARED:
        return alike >= REPEATED
    least = ALIKE if pictured and (_opens(one) or _opens(other)) else REPEATED
    return alike >= least and _nests(one.date, other.date)


def _year_of(one: Telling, other: Telling) -> bool:
    """Whether one date is the bare year of the other, which has a day."""
    year, day = sorted((one.date, other.date), key=len)
    return len(year) == len("2025") and len(day) == len("2025-05-05") and day.startswith(year)


def _named_apart(one: Telling, other: Telling) -> bool:
    """Whether two tellings surely name two happenings: by numbers among their like, or names that a year closes."""
    if one.numbers and other.numbers and not one.numbers & other.numbers:
        return True
    if not (one.called and other.called) or one.date != other.date:
        return False
    pairs = ((one, other), (other, one))
    return not any(name in bare(told.sentence) for named, told in pairs for name in named.called)


def _same_kind(one: Telling, other: Telling) -> bool:
    return one.kind == other.kind or kinds().unknown in {one.kind, other.kind}


def _named_with_year(one: Telling, other: Telling) -> bool:
    """Whether one is only named with its year («Festival 2026») and the other tells it with its day or days."""
    named, told = (one, other) if one.called else (other, one)
    return (
        len(told.date) > len("2026-05")
        and told.date.lstrip("[").startswith(named.date)
        and told.basis != "inferred"
        and any(name in bare(told.sentence) for name in named.called)
        and (named.caption or _same_kind(named, told) or (told.lead and told.kind in kinds().gatherings))
    )


def _told_twice(one: Telling, other: Telling, alike: float) -> bool:
    """Whether two tellings of one date and kind in one passage are one; two brackets or items of a list are two."""
    listed = one.sentence != other.sentence and one.sentence.rstrip().endswith(";")
    fine = len(one.date) > len("2025-07") and one.basis == other.basis
    apart = one.bracket != other.bracket and (one.kind != COUNTED or 0 not in {one.bracket, other.bracket})
    return not apart and not listed and (fine or alike >= PICTURED)


def _apart_by_kind(one: Telling, other: Telling) -> bool:
    """Whether tellings of two kinds can not be one: of a year, without a date of their own, both leads or captions."""
    alone = _coarse(one.date) or "inferred" in {one.basis, other.basis}
    return alone or (one.lead and other.lead) or (one.caption and other.caption)


def _of_series(one: Telling, other: Telling) -> bool:
    """Whether a year names the happening, of a series or of the same article, that a lead tells with its day."""
    lead, named = (one, other) if one.lead else (other, one)
    shared = bool(set(lead.series) & set(named.series))
    alike = one.article == other.article and likeness(one.tokens, other.tokens) >= ALIKE
    same = lead.lead and (shared or alike) and lead.kind == named.kind
    return same and len(named.date) == len("2025") and lead.date.startswith(named.date)


def _coarse(date: str) -> bool:
    """Whether a date is a year or a span of months or years: many things happen in it."""
    return edtf.precision(date) is edtf.Precision.YEAR or ("/" in date and len(date) <= len("2025-05/2025-07"))


def _nests(one: str, other: str) -> bool:
    """Whether one date holds the other, and neither is as vague as a year."""
    if {edtf.precision(one), edtf.precision(other)} & {edtf.Precision.YEAR, None} or "" in {one, other}:
        return False
    return edtf.nests(one, other) or edtf.nests(other, one)


def closeness(vi: list[Telling], en: list[Telling]) -> float:
    """Return how close the tellings of two languages are, 0 if they tell of two happenings."""
    best = 0.0
    for one in vi:
        for other in en:
            apart = abs(one.article - other.article)
            if one.date == other.date:
                if apart and _coarse(one.date) and likeness(one.tokens, other.tokens) < ALIKE:
                    continue
                closeness = (
                    1.0 + likeness(one.tokens, other.tokens) + 0.3 * (one.kind == other.kind) - 0.1 * min(apart, 8)
                )
                closeness -= 0.2 * abs(one.place - other.place) if not apart else 0
            elif one.article == other.article and _nests(one.date, other.date) and _same_kind(one, other):
                beside = {one.basis, other.basis} == {"inferred"} and one.paragraph == other.paragraph
                closeness = 0.5 * likeness(one.tokens, other.tokens) + 0.2 * beside
            elif one.article == other.article and _opens(one) and _opens(other):
                alike = likeness(one.tokens, other.tokens)
                closeness = 0.3 * alike if alike >= (0.3 if one.kind == other.kind else ALIKE) else 0.0
            else:
                continue
            best = max(best, closeness)
    return best
