"""Problems as text, JSON, GitHub annotations or SARIF 2.1.0. `FORMATS` is the list."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

from timeline.cli.spots import Place, as_told, seen_from
from timeline.problems import Lang, Problem, catalogue, say
from timeline.version import __version__

SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

Finder = Callable[[Problem], Place]


def summary(problems: Sequence[Problem], lang: Lang) -> str:
    """The closing line of a text report."""
    count, files = len(problems), len({problem.path for problem in problems})
    return say("found", lang, count=count, files=files) if problems else say("fine", lang)


def as_text(problems: Sequence[Problem], lang: Lang, _: Finder = as_told) -> str:
    """A line a problem, then the summary."""
    return "\n".join([*(problem.text(lang) for problem in problems), summary(problems, lang)])


def as_json(problems: Sequence[Problem], lang: Lang, _: Finder = as_told) -> str:
    """One object: the counts by code, and the problems."""
    told = [
        {
            "path": problem.path,
            "line": problem.line or None,
            "column": problem.column or None,
            "code": problem.code,
            "message": problem.message(lang),
            "suggestion": problem.facts.get("suggestion") or None,
        }
        for problem in problems
    ]
    counts = dict(sorted(Counter(problem.code for problem in problems).items()))
    return json.dumps(
        {"problems": told, "counts": counts, "summary": summary(problems, lang)}, ensure_ascii=False, indent=2
    )


def as_github(problems: Sequence[Problem], lang: Lang, find: Finder = as_told) -> str:
    """Workflow commands that GitHub shows beside the lines of a pull request, then the summary."""
    return "\n".join([*(_annotation(problem, lang, find(problem)) for problem in problems), summary(problems, lang)])


def _annotation(problem: Problem, lang: Lang, place: Place) -> str:
    character = f",col={place.character}" if place.character else ""
    title = f"title={_property(problem.code)}"
    message = f"{problem.column}: {problem.message(lang)}" if problem.column else problem.message(lang)
    return f"::error file={_property(place.path)},line={place.line}{character},{title}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(problems: Sequence[Problem], lang: Lang, find: Finder = as_told) -> str:
    """A SARIF 2.1.0 log, for code scanning."""
    codes = sorted({problem.code for problem in problems})
    rules = [{"id": code, "shortDescription": {"text": catalogue()[code]["about"][lang]}} for code in codes]
    driver = {"name": "timeline", "version": __version__, "rules": rules}
    results = [_result(problem, codes.index(problem.code), lang, find(problem)) for problem in problems]
    run = {"tool": {"driver": driver}, "language": lang.value, "results": results}
    return json.dumps({"$schema": SARIF, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _result(problem: Problem, index: int, lang: Lang, found: Place) -> dict[str, object]:
    message = f"{problem.column}: {problem.message(lang)}" if problem.column else problem.message(lang)
    uri = quote(found.path, errors="surrogateescape")
    region = {"startLine": found.line} | ({"startColumn": found.character} if found.character else {})
    place = {"artifactLocation": {"uri": uri}, "region": region}
    return {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": "error",
        "message": {"text": message},
        "locations": [{"physicalLocation": place}],
    }


FORMATS: dict[str, Callable[[Sequence[Problem], Lang, Finder], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}


def report(form: str, problems: Sequence[Problem], lang: str, root: Path) -> str:
    """Problems of a collection in a form, their places as seen from where one stands."""
    return FORMATS[form](problems, Lang(lang), seen_from(Path.cwd(), root))
