"""All candidates of a document."""

from collections.abc import Sequence
from dataclasses import dataclass

from timeline import edtf
from timeline.codelists import Codelists
from timeline.extract.amounts import Amount, amounts
from timeline.extract.candidates import happenings, statistics
from timeline.extract.dating import stated
from timeline.extract.happenings import tellings
from timeline.extract.issued import issue_of, title_of
from timeline.extract.readings import Reading, read
from timeline.extract.rows import Row, event_rows, observation_rows
from timeline.extract.tellings import Telling
from timeline.extract.whereabouts import valid_at

Contexts = dict[str, dict[str, list[str]]]
"""Id of a candidate -> language -> the passages that tell it."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a document seems to tell: rows in the columns of the contract and more, and the passages they rest on."""

    events: list[Row]
    observations: list[Row]
    contexts: Contexts

    def event_rows(self) -> list[Row]:
        """Return the events, in the order of their dates."""
        return self.events

    def observation_rows(self) -> list[Row]:
        """Return the figures, in the order of the text."""
        return self.observations


def propose(text: str, codelists: Codelists, source_id: str, issued: str = "") -> Proposal:
    """Read a document and return its candidates.

    Args:
        text: of the document.
        codelists: indicators, places, actors and kinds that are known.
        source_id: id of the source.
        issued: EDTF date of issue; if empty what its masthead says, or the newest month that it tells.
    """
    document = stated(text)
    known = issued or issue_of(text, document.dates)
    readings = read(document, codelists, known)
    told = tellings(readings, known)
    events = event_rows(happenings(told), codelists, known)
    figures = amounts(readings, told, codelists, known, title_of(text))
    observations = observation_rows(statistics(figures), source_id)
    for row, _ in observations:
        row["ref_area"] = valid_at(row["ref_area"], _last_told(row["time_period"], known), codelists)
    contexts = {row["candidate"]: _passages(readings, happening.tellings) for row, happening in events}
    contexts |= {row["candidate"]: _passages(readings, statistic.tellings) for row, statistic in observations}
    return Proposal([row for row, _ in events], [row for row, _ in observations], contexts)


def _last_told(period: str, issued: str) -> str:
    """Return the day at which a place has the name that a figure tells: the last of its period up to the issue."""
    days = [day for date in (period, issued) if date and (day := edtf.latest(date))]
    return min(days).isoformat() if days else ""


def _passages(readings: Sequence[Reading], found: Sequence[Telling] | Sequence[Amount]) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for telling in found:
        passages = told.setdefault(telling.language.value, [])
        text = readings[telling.reading].passage.text
        if text not in passages:
            passages.append(text)
    return told
