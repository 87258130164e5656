"""Events in order of time with their codes spelled out in both languages: rows for CSV, objects for JSON."""

from collections.abc import Sequence

from timeline.build.events import Merged, Telling
from timeline.cells import Acting, acting
from timeline.codelists import Codelists
from timeline.expressions import Cells
from timeline.records import timeline as item
from timeline.records.timeline import TimelineItem

LANGUAGES = ("en", "vi")


def _parts(text: str) -> list[str]:
    return [part for part in text.split(";") if part]


def timeline_cells(event: Merged, codelists: Codelists) -> Cells:
    """The row of timeline.csv."""
    cells = event.cells
    series, _, edition = cells["event_series"].partition(":")
    actors = [part.actor for part in map(acting, _parts(cells["actors"]))]
    spelled = {"edition": edition, "sources": ";".join(telling.source_id for telling in event.tellings)}
    for lang in LANGUAGES:
        name = f"name_{lang}"
        spelled[f"kind_{lang}"] = codelists.attribute("event_kinds", cells["event_kind"], name)
        spelled[f"series_{lang}"] = codelists.attribute("event_series", series, name)
        spelled[f"places_{lang}"] = "; ".join(
            codelists.attribute("places", code, name) for code in _parts(cells["places"])
        )
        told = dict.fromkeys(codelists.attribute("actors", code, name) for code in actors)
        spelled[f"actors_{lang}"] = "; ".join(told)
    return {**cells, **spelled}


def timeline_items(events: Sequence[Merged], codelists: Codelists) -> list[TimelineItem]:
    """The objects of timeline.json."""
    return [_item(event, codelists) for event in events]


def _item(event: Merged, codelists: Codelists) -> TimelineItem:
    cells = event.cells
    series, _, edition = cells["event_series"].partition(":")
    named = _names(codelists, "event_series", series)
    return TimelineItem(
        event_id=cells["event_id"],
        date=cells["date"],
        date_start=cells["date_start"] or None,
        date_end=cells["date_end"] or None,
        date_precision=cells["date_precision"],
        date_basis=cells["date_basis"],
        event_status=cells["event_status"],
        kind=item.Named(**_names(codelists, "event_kinds", cells["event_kind"])),
        title_en=cells["title_en"],
        title_vi=cells["title_vi"],
        places=[item.Named(**_names(codelists, "places", code)) for code in _parts(cells["places"])],
        actors=[_actor(acting(part), codelists) for part in _parts(cells["actors"])],
        series=item.Series(**named, edition=int(edition) if edition else None) if series else None,
        part_of=cells["part_of"] or None,
        in_force=cells["in_force"] or None,
        note=cells["note"] or None,
        sources=[_telling(telling) for telling in event.tellings],
    )


def _names(codelists: Codelists, name: str, code: str) -> dict[str, str]:
    return {"code": code, **{f"name_{lang}": codelists.attribute(name, code, f"name_{lang}") for lang in LANGUAGES}}


def _actor(part: Acting, codelists: Codelists) -> item.Actor:
    body = item.Named(**_names(codelists, "actors", part.on_behalf_of)) if part.on_behalf_of else None
    return item.Actor(**_names(codelists, "actors", part.actor), role=part.role, on_behalf_of=body)


def _telling(telling: Telling) -> item.Telling:
    cells = telling.cells
    return item.Telling(
        source_id=telling.source_id,
        date=cells["date"],
        told=cells["told"],
        lines_vi=cells["lines_vi"] or None,
        lines_en=cells["lines_en"] or None,
    )
