"""Proposals as tests want them, in the place of the real reading of a document."""

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from timeline.codelists import Codelists
from timeline.records import Event, Observation
from timeline.validate.candidates import candidate_columns

Cells = dict[str, str]
EVENT: Cells = dict.fromkeys(candidate_columns(Event), "") | {
    "event_id": "2026-decision-vale-council",
    "date": "2026-05-21",
    "date_basis": "stated",
    "event_status": "occurred",
    "event_kind": "decision",
    "title_en": "Decision: Vale council, Vale",
    "places": "vale",
    "actors": "vale-council",
    "told": "lead",
    "lines_vi": "25-26",
    "lines_en": "35",
    "score": "0.87",
    "candidate": "2026-decision-vale-council",
}
FIGURE: Cells = dict.fromkeys(candidate_columns(Observation), "") | {
    "observation_id": "two-road-length-1",
    "indicator": "road-length",
    "measure": "level",
    "ref_area": "vale",
    "obs_value": "12.5",
    "unit_measure": "km",
    "unit_mult": "0",
    "bound": "exact",
    "obs_status": "A",
    "nature": "actual",
    "printed_vi": "12,5 km",
    "line_vi": "27",
    "printed_en": "12.5 km",
    "line_en": "36",
    "label": "đường / road",
    "score": "0.90",
    "candidate": "two-road-length-1",
}
PASSAGES = {
    "2026-decision-vale-council": {
        "vi": ["Ngày 21/5/2026, hội đồng họp tại Thung Lũng."],
        "en": ["On May 21, 2026, the council met in Vale."],
    },
    "two-road-length-1": {"vi": ["Đường dài 12,5 km."], "en": ["The road is 12.5 km long."]},
}


class UnreadableError(Exception):
    """As `timeline.documents` has it."""


class FakeProposal:
    """What a document seems to tell: the candidates that a test put there."""

    def __init__(self, events: list[Cells], figures: list[Cells]) -> None:
        self.events, self.figures = events, figures
        self.contexts = PASSAGES

    def event_rows(self) -> list[Cells]:
        return [dict(row) for row in self.events]

    def observation_rows(self) -> list[Cells]:
        return [dict(row) for row in self.figures]


class Reader:
    """Stands for `timeline.extract` and `timeline.documents`; `calls` is what was asked of it."""

    def __init__(self) -> None:
        self.events, self.figures = [dict(EVENT)], [dict(FIGURE)]
        self.calls: list[tuple[str, Codelists, str, str]] = []

    def propose(self, text: str, codelists: Codelists, source_id: str, issued: str = "") -> FakeProposal:
        self.calls.append((text, codelists, source_id, issued))
        return FakeProposal(self.events, self.figures)

    def read_text(self, path: Path) -> str:
        text = path.read_text(encoding="utf-8")
        if not text:
            raise UnreadableError(f"{path} holds no text")
        return text


def module(name: str, **content: Any) -> ModuleType:
    made = ModuleType(name)
    vars(made).update(content)
    return made


def stand_in(patch: pytest.MonkeyPatch) -> Reader:
    """Have documents read by a Reader from here on."""
    stands = Reader()
    extract = module("timeline.extract", propose=stands.propose)
    documents = module("timeline.documents", read_text=stands.read_text, UnreadableError=UnreadableError)
    patch.setitem(sys.modules, "timeline.extract", extract)
    patch.setitem(sys.modules, "timeline.documents", documents)
    return stands
