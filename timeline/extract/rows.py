"""Candidates as rows of the data contract, with score and others after its columns."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from decimal import Decimal

from timeline import edtf
from timeline.codelists import Codelists
from timeline.columns import names
from timeline.extract.amounts import Amount
from timeline.extract.candidates import Happening, Statistic, span_of
from timeline.extract.newcomers import paired
from timeline.extract.tellings import Telling
from timeline.extract.ties import kinds, pattern
from timeline.extract.whereabouts import actors_of, places_of
from timeline.extract.words import fold, words
from timeline.phrases import Language
from timeline.records import Event, Observation
from timeline.vocabulary import EventStatus

MORE = ("score", "candidate", "conflict")
"""Columns after those of the contract: likelihood from 0 to 1, id of the candidate, and where the tellings differ.

Behind them an event has the names that no list has, a figure the lines that tell it again: «vi 45, 60; en 70».
"""
EVENT_COLUMNS = (*names(Event), *MORE, "new_names")
OBSERVATION_COLUMNS = (*names(Observation), "label", *MORE, "told_again")

Row = dict[str, str]
TITLE_LIMIT = 110
ID_LIMIT = 50
LIKELY = 0.5  # score from which a figure is proposed


def event_rows(found: Sequence[Happening], codelists: Codelists, issued: str) -> list[tuple[Row, Happening]]:
    """Return a row for each happening, in the order of dates."""
    taken: Counter[str] = Counter()
    rows = [(_event_row(happening, codelists, issued), happening) for happening in found]
    rows.sort(key=lambda each: (each[0]["date"].lstrip("[./"), min(t.lines for t in each[1].tellings)))
    for row, _ in rows:
        taken[row["event_id"]] += 1
        if taken[row["event_id"]] > 1:
            row["event_id"] += f"-{taken[row['event_id']]}"
        row["candidate"] = row["event_id"]
    return rows


def _event_row(happening: Happening, codelists: Codelists, issued: str) -> Row:
    tellings = happening.tellings
    conflict = _conflict(happening)
    best = max(happening.told[Language.VI] if conflict else tellings, key=_fineness)
    known = [t.kind for t in tellings if t.kind != kinds().unknown]
    opening = [t.kind for t in tellings if t.kind != kinds().unknown and t.lead and not t.caption]
    code = Counter(opening or known or [kinds().unknown]).most_common(1)[0][0]
    row = dict.fromkeys(EVENT_COLUMNS, "")
    row |= {
        "date": best.date,
        "date_basis": best.basis,
        "event_status": _status(best.date, issued, {t.standing for t in tellings}),
        "event_kind": code,
        "places": ";".join(places_of(tellings, codelists, best.date)),
        "actors": ";".join(actors_of(tellings, codelists)),
        "told": "lead" if any(t.lead for t in tellings) else "mention",
        "score": f"{_joint(tellings):.2f}",
        "conflict": conflict,
        "new_names": paired([(t.language, t.newcomers) for t in tellings]),
    }
    for language, told in happening.told.items():
        row[f"lines_{language}"] = span_of([t.lines for t in told])
    row["title_en"] = _title(row, codelists)
    row["event_id"] = _event_id(row)
    return row


def _status(date: str, issued: str, told: Collection[str]) -> str:
    """Return the event_status at the time of issue: by what is told of it, by its date, else occurred."""
    first, last, now = edtf.earliest(date), edtf.latest(date), edtf.latest(issued) if issued else None
    begun = edtf.earliest(issued) if issued else None
    if EventStatus.CANCELLED in told:
        return EventStatus.CANCELLED
    if EventStatus.PLANNED in told and begun and last and last >= begun:
        return EventStatus.PLANNED
    if now and first and first > now:
        return EventStatus.PLANNED
    lasts = "/" in date and now and (last is None or last > now)
    return EventStatus.ONGOING if lasts else EventStatus.OCCURRED


def _fineness(telling: Telling) -> tuple[int, bool, float]:
    order = [edtf.Precision.YEAR, edtf.Precision.MONTH, edtf.Precision.DAY]
    grain = edtf.precision(telling.date)
    return (order.index(grain) if grain in order else -1, telling.basis == "stated", telling.score)


def _joint(tellings: Sequence[Telling] | Sequence[Amount]) -> float:
    """Return the likelihood of a candidate: two languages that tell it speak for it."""
    best = max(t.score for t in tellings)
    both = len({t.language for t in tellings}) > 1
    return min(0.99, best + 0.05) if both else best * 0.9


def _conflict(happening: Happening) -> str:
    """Return the dates of the two languages where they differ; the Vietnamese is taken."""
    dates = {language: {t.date for t in told} for language, told in happening.told.items()}
    vi, en = dates.get(Language.VI, set()), dates.get(Language.EN, set())
    if not vi or not en or vi & en:
        return ""
    return f"date: vi {min(vi)}, en {min(en)}"


def _title(row: Row, codelists: Codelists) -> str:
    """Return a draft of a title from codes alone: «Meeting: A and B, Place», of names without what is in brackets."""
    kind = codelists.attribute("event_kinds", row["event_kind"], "name_en") or row["event_kind"]
    actors = [_name(codelists, "actors", code) for code in row["actors"].split(";")[:2] if code]
    place = next((_name(codelists, "places", code) for code in row["places"].split(";") if code), "")
    told = ": ".join(filter(None, (kind, " and ".join(actors))))
    repeated = place and any(place in name for name in actors)
    return ", ".join(filter(None, (told, "" if repeated else place)))[:TITLE_LIMIT].rstrip(" ,:")


def _name(codelists: Codelists, codelist: str, code: str) -> str:
    return (codelists.attribute(codelist, code, "name_en") or code).partition(" (")[0]


def _event_id(row: Row) -> str:
    year = re.search(r"[0-9]{3}[0-9X]", row["date"])
    about = (row["actors"].split(";")[0] or row["places"].split(";")[0]).lower()
    parts = (year[0].replace("X", "0") if year else "0000", row["event_kind"], about)
    return "-".join(filter(None, parts))[:ID_LIMIT].strip("-")


def observation_rows(found: Sequence[Statistic], source_id: str) -> list[tuple[Row, Statistic]]:
    """Return a row for each figure that is more likely a statistic than not, in the order of the text."""
    taken: Counter[str] = Counter()
    rows = []
    for statistic in sorted(found, key=lambda each: each.tellings[0].order):
        row = _observation_row(statistic)
        if float(row["score"]) < LIKELY:
            continue
        stem = f"{source_id}-{row['indicator'] or 'figure'}"[:ID_LIMIT].strip("-")
        taken[stem] += 1
        row["observation_id"] = row["candidate"] = f"{stem}-{taken[stem]}"
        rows.append((row, statistic))
    return rows


def _observation_row(statistic: Statistic) -> Row:
    tellings = statistic.tellings
    linked = max(tellings, key=lambda amount: amount.link.score)
    first, figure = tellings[0], tellings[0].quantity.figure
    quantity = first.quantity
    period = max((amount.period for amount in tellings), key=lambda period: period.nearness)
    row = dict.fromkeys(OBSERVATION_COLUMNS, "")
    row |= {
        "indicator": linked.indicator or _slug(tellings),
        "measure": quantity.measure,
        "breakdown": next((a.breakdown for a in tellings if a.breakdown), ""),
        "subject": next((a.subject for a in tellings if a.subject), ""),
        "ref_area": first.area,
        "time_period": period.edtf,
        "period_basis": period.basis if period.edtf else "",
        "base_period": next((a.base_period for a in tellings if a.base_period), ""),
        "obs_value": _plain(figure.value),
        "obs_value_high": _plain(figure.value_high) if figure.value_high is not None else "",
        "out_of": _plain(figure.out_of) if figure.out_of is not None else "",
        "unit_measure": next((a.unit for a in tellings if a.quantity.figure.unit), first.unit),
        "unit_mult": str(figure.unit_mult),
        "bound": next((a.quantity.figure.bound for a in tellings if a.quantity.figure.bound != "exact"), "exact"),
        "obs_status": quantity.status,
        "nature": next((a.quantity.nature for a in tellings if a.quantity.nature != "actual"), "actual"),
        "conflict": _readings(statistic),
        "label": " / ".join(dict.fromkeys(a.quantity.noun for a in tellings if a.quantity.noun)),
        "score": f"{_joint(tellings):.2f}",
    }
    for language, told in statistic.told.items():
        row[f"printed_{language}"] = told[0].printed
        row[f"line_{language}"] = str(told[0].line)
    row["told_again"] = "; ".join(
        f"{language} {', '.join(str(amount.line) for amount in told[1:])}"
        for language, told in statistic.told.items()
        if told[1:]
    )
    return row


def _readings(statistic: Statistic) -> str:
    """Return what the two languages print where they differ; the Vietnamese is taken."""
    sizes = {language: {abs(amount.size) for amount in told} for language, told in statistic.told.items()}
    if len(sizes) < len(Language) or set.intersection(*sizes.values()):
        return ""
    return "obs_value: " + ", ".join(f"{language} {told[0].printed}" for language, told in statistic.told.items())


def _plain(value: Decimal) -> str:
    return format(value, "f")


def _slug(tellings: Sequence[Amount]) -> str:
    """Return a new code from the words of what is counted, English words first."""
    told = sorted(tellings, key=lambda amount: amount.language is Language.VI)
    return next(filter(None, (new_code(amount.quantity.noun, amount.language) for amount in told)), "")


def new_code(noun: str, language: Language) -> str:
    """Return a code of at most four words of a noun: the last in English, the first in Vietnamese; no «of», «các»."""
    cut = [word.folded for word in words(fold(pattern(language, "stops").sub(" ", noun))) if not word.folded.isdigit()]
    return "-".join(cut[-4:] if language is Language.EN else cut[:4])
