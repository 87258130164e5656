"""A review in the terminal: one candidate at a time, with its passages, until all are decided or the person stops."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from timeline.cli.asking import ask, choose, show
from timeline.columns import Column, fields
from timeline.contribute import UndecidableError
from timeline.contribute.highlighting import marked
from timeline.contribute.reviewing import (
    Candidate,
    accept,
    decided_count,
    passages,
    place_of_next,
    reject,
    skip,
    undo,
    waiting,
)
from timeline.layout import Layout
from timeline.phrases import Language
from timeline.problems import Lang, Problem, closest
from timeline.records import Event, Rejection
from timeline.validate import Collection, read_collection
from timeline.validate.rows import unknown_codes

KEYS = {"a": "accept", "e": "edit", "r": "reject", "s": "skip", "u": "undo", "q": "quit"}
TITLES = ("title_en", "title_vi")
DASH = "—"


@dataclass
class Session:
    """A review while it goes on.

    Attributes:
        layout: The collection.
        source_id: The source under review.
        lang: Language of problems.
        told: Passages of the candidates by id and language; None where this machine has none.
        changes: What the person changed of the candidate shown, by column.
        skipped: Candidates passed over since the review began.
    """

    layout: Layout
    source_id: str
    lang: Lang
    told: dict[str, dict[str, list[str]]] | None
    changes: dict[str, str] = field(default_factory=dict)
    skipped: set[str] = field(default_factory=set)


def review(layout: Layout, source_id: str, lang: Lang) -> None:
    """Ask about one candidate after the other. Whatever is decided is written at once; the person may stop anywhere.

    Raises:
        UndecidableError: If there is no such source, or a file of its folder cannot be read.
        DamagedHistoryError: If the history is damaged.
    """
    session = Session(layout, source_id, lang, passages(layout, source_id))
    if session.told is None and waiting(read_collection(layout), source_id):
        show([("aside", f"The passages are not on this machine; timeline propose {source_id} FILE brings them.")])
    try:
        while _step(session):
            pass
    except (EOFError, KeyboardInterrupt):
        pass
    left = {each.id for each in waiting(read_collection(layout), source_id)}
    if left and left <= session.skipped:
        show([("aside", "All that is left was passed over.")])
    show(
        [
            (
                "head",
                f"{len(left)} left."
                if left
                else f"All decided. Next: timeline validate datasets/contributions/{source_id}",
            )
        ]
    )


def _step(session: Session) -> bool:
    """Show the next candidate and do what the person chooses; false at the end."""
    collection = read_collection(session.layout)
    every = waiting(collection, session.source_id)
    if not every or session.skipped.issuperset(each.id for each in every):
        return False
    place = place_of_next(session.layout, session.source_id, len(every))
    while every[place].id in session.skipped:
        place = (place + 1) % len(every)
    candidate = every[place]
    _show_candidate(session, collection, candidate, place, len(every))
    chosen = KEYS[choose("", KEYS)]
    if chosen == "quit":
        return False
    try:
        _do(session, collection, candidate, chosen)
    except KeyboardInterrupt:
        show([("aside", "Broken off; nothing is decided.")])
    return True


def _do(session: Session, collection: Collection, candidate: Candidate, chosen: str) -> None:
    if chosen == "accept":
        _accept(session, collection, candidate)
    elif chosen == "edit":
        _edit(session, collection, candidate)
    elif chosen == "reject":
        _reject(session, collection, candidate)
    elif chosen == "skip":
        skip(session.layout, session.source_id, candidate.id)
        session.skipped.add(candidate.id)
        session.changes.clear()
    else:
        _undo(session)


def _accept(session: Session, collection: Collection, candidate: Candidate) -> None:
    """Accept; of an event without titles in both languages they are asked for first."""
    row = candidate.cells | session.changes
    if candidate.kind is Event and not all(row[name] for name in TITLES) and not {*TITLES} <= {*session.changes}:
        show(
            [("aside", "Titles in both languages, short and in your own words (none for a happening told elsewhere):")]
        )
        for column in fields(Event):
            if column.name in TITLES:
                check = _check(session, collection, column)
                session.changes[column.name] = ask(column.name, check, default=row[column.name])
    made, problems = accept(session.layout, session.source_id, candidate.id, session.changes)
    if problems:
        _show_problems(session, problems)
        return
    session.changes.clear()
    show([("head", f"Accepted as {next(iter(made.values()))}.")])


def _edit(session: Session, collection: Collection, candidate: Candidate) -> None:
    columns = {column.name: column for column in fields(candidate.kind)}

    def known(name: str) -> str:
        like = closest(name, list(columns))
        return "" if not name or name in columns else "no such column" + (f"; did you mean {like}?" if like else "")

    offered = {column.name: column.titles[0] for column in columns.values()}
    while name := ask("column (Enter: done)", known, choices=offered):
        row = candidate.cells | session.changes
        column = columns[name]
        check = _check(session, collection, column)
        session.changes[name] = ask(name, check, default=row[name], choices=_choices(column, collection))


def _choices(column: Column, collection: Collection) -> dict[str, str]:
    """The codes or words that a cell may hold, with their names."""
    if column.enum:
        return dict.fromkeys(column.enum, "")
    codelists = collection.known.codelists
    return {code: _name(collection, column.codelist, code) for code in codelists.codes(column.codelist)}


def _name(collection: Collection, codelist: str, code: str) -> str:
    named = [collection.known.codelists.attribute(codelist, code, f"name_{lang}") for lang in Lang]
    return " / ".join(name for name in named if name)


def _check(session: Session, collection: Collection, column: Column) -> Callable[[str], str]:
    """What a field rule finds wrong with a text, as `timeline validate` tells it; "" if nothing."""

    def check(text: str) -> str:
        result = column.cell.read(text) if text else None
        faults = [result] if isinstance(result, Problem) else []
        if text and column.codelist and not faults:
            faults = unknown_codes(column, text, collection.known.codelists)
        return faults[0].message(session.lang) if faults else ""

    return check


def _reject(session: Session, collection: Collection, candidate: Candidate) -> None:
    column = next(column for column in fields(Rejection) if column.name == "reason")
    reasons = _choices(column, collection)
    show(part for code, name in reasons.items() for part in (("name", f"{code:>20}"), ("", f"  {name}\n")))
    missing = "a reason is needed" if reasons else ""
    check = _check(session, collection, column)
    reason = ask("reason", lambda text: check(text) if text else missing, choices=reasons)
    note = ask("note (Enter: none)", _check(session, collection, fields(Rejection)[-1]))
    _, problems = reject(session.layout, session.source_id, candidate.id, reason, note)
    if problems:
        _show_problems(session, problems)
        return
    session.changes.clear()
    show([("head", f"Rejected: {reason}.")])


def _undo(session: Session) -> None:
    try:
        entry = undo(session.layout, session.source_id)
    except UndecidableError as error:
        show([("wrong", str(error))])
        return
    session.changes.clear()
    session.skipped.discard(entry.candidate["candidate"])
    show([("head", f"Taken back: {entry.did} of {entry.candidate['candidate']}.")])


def _show_problems(session: Session, problems: list[Problem]) -> None:
    for problem in problems:
        show([("name", f"{problem.column}: "), ("wrong", problem.message(session.lang))])


def _show_candidate(session: Session, collection: Collection, candidate: Candidate, place: int, count: int) -> None:
    done = decided_count(session.layout, session.source_id)
    kind = "event" if candidate.kind is Event else "figure"
    show(
        [
            ("head", f"\n{place + 1} of {count} · {kind} · score {candidate.cells['score']}"),
            ("aside", f" · {done} decided"),
        ]
    )
    told = (session.told or {}).get(candidate.id, {})
    for language in Language:
        for passage in told.get(language, []):
            show([("name", f"{language}  "), *marked(passage, candidate.kind, candidate.cells, language)])
    show(_lines_of(collection, candidate, session.changes))
    if conflict := candidate.cells["conflict"]:
        show([("wrong", f"The tellings differ: {conflict}")])


def _lines_of(collection: Collection, candidate: Candidate, changes: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The cells that are filled or must be, a line each, with what a code stands for; the id is made later."""
    row = candidate.cells | changes
    for column in fields(candidate.kind):
        text = row[column.name]
        if (text or column.required) and (column.name != candidate.kind.key[0] or column.name in changes):
            yield "name", f"{column.name:>16}  "
            yield ("figure" if column.name in changes else ""), text or DASH
            name = _name(collection, column.codelist, text) if column.codelist else ""
            yield "aside", f"  {name}\n" if name else "\n"
