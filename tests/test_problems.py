"""Problems as they are told, and the catalogue of their wording."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import timeline
from timeline.problems import GROUPS, Lang, Problem, SaidError, below, catalogue, closest, in_order, say, sayings
from timeline.records import BY_HAND, Conflict, Event, Observation, Record, Rejection, Source

CATALOGUE = catalogue()
PARTS = ("wrong", "fix", "fix_known", "about")
KINDS: tuple[type[Record], ...] = (*BY_HAND, Event, Observation, Conflict, Rejection, Source)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def named(entry: dict[str, Any]) -> set[str]:
    """The facts that the templates of an entry name."""
    return {name for part in PARTS[:3] if part in entry for name in placeholders(entry[part][Lang.EN])}


def test_a_problem_says_where_and_what_and_what_to_write_instead() -> None:
    problem = Problem("date-reversed", {"text": "2026/2025", "suggestion": "2025/2026"}).at("a/b.csv", 14, "date")
    entry = CATALOGUE["date-reversed"]
    for lang in Lang:
        wrong = entry["wrong"][lang].format(text="2026/2025")
        fix = entry["fix_known"][lang].format(suggestion="2025/2026")
        assert problem.text(lang) == f"a/b.csv:14: date: {wrong}; {fix} [date-reversed]"
        for facts in ({"text": "x"}, {"text": "x", "suggestion": ""}):
            assert Problem("date-reversed", facts).message(lang).endswith(f"; {entry['fix'][lang]}")


@pytest.mark.parametrize(
    ("path", "line", "column", "where"),
    [("a.csv", 0, "", "a.csv: "), ("a.csv", 3, "", "a.csv:3: "), ("a.csv", 3, "x", "a.csv:3: x: ")],
)
def test_the_place_is_told_as_far_as_it_is_known(path: str, line: int, column: str, where: str) -> None:
    problem = Problem("file-bom").at(path, line, column)
    assert problem.text() == f"{where}{problem.message()} [file-bom]"


def test_at_keeps_the_column_that_a_rule_gave() -> None:
    problem = Problem("code-unknown", {"text": "x"}, column="places").at("a.csv", 3)
    assert (problem.path, problem.line, problem.column) == ("a.csv", 3, "places")
    assert problem.at("a.csv", 3, "actors").column == "actors"


@given(st.sampled_from(sorted(CATALOGUE)), st.text(max_size=10), st.text(max_size=5), st.text(max_size=5))
def test_property_a_problem_is_one_line_whatever_its_facts_hold(code: str, odd: str, path: str, column: str) -> None:
    facts = dict.fromkeys(named(CATALOGUE[code]), odd)
    for lang in Lang:
        text = Problem(code, facts).at(f"x{path}", 1, column).text(lang)
        assert text.isprintable()
        assert len(text.splitlines()) == 1
        text.encode("utf-8")


def test_odd_characters_are_shown_escaped_and_braces_as_they_are() -> None:
    text = Problem("choice-unknown", {"text": "a\n\u202e{known}%s", "known": "b"}).message()
    assert text.startswith(r"«a\n\u202e{known}%s» is not one of b")


def problems_out_of_order() -> list[Problem]:
    return [
        Problem("file-bom").at("a.csv"),
        Problem("row-empty").at("a.csv", 2),
        Problem("text-space").at("a.csv", 2, "a"),
        Problem("url-bad", {"text": "x"}).at("a.csv", 2, "a"),
        Problem("url-bad", {"text": "y"}).at("a.csv", 2, "a"),
        Problem("text-space").at("a.csv", 10, "a"),
        Problem("file-bom").at("b.csv"),
    ]


def test_reports_are_in_order_of_place_then_code_then_wording() -> None:
    wanted = problems_out_of_order()
    assert in_order(wanted[::-1]) == wanted
    assert in_order([*wanted[3:], *wanted[:3]]) == wanted


def test_a_problem_is_told_once() -> None:
    twice = [Problem("text-space").at("a.csv", 2, "a"), Problem("text-space").at("a.csv", 2, "a")]
    assert in_order(twice) == twice[:1]
    for order in permutations(problems_out_of_order()[2:5]):
        assert in_order([*order, *order]) == problems_out_of_order()[2:5]


@pytest.mark.parametrize(
    ("paths", "inside"),
    [
        ([], True),
        (["."], True),
        (["a/b.csv"], True),
        (["a"], True),
        (["x", "a"], True),
        (["a/b"], False),
        (["b.csv"], False),
        (["a/b.csv/c"], False),
    ],
)
def test_below_a_path(paths: list[str], inside: bool) -> None:
    assert below("a/b.csv", paths) is inside


@pytest.mark.parametrize(
    ("text", "found"), [("dat", "date"), ("DATE", "date"), ("Note", "note"), ("zzz", ""), ("", "")]
)
def test_closest(text: str, found: str) -> None:
    assert closest(text, ["date", "note", "places"]) == found
    assert closest(text, []) == ""


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_entry_is_told_in_both_languages(code: str) -> None:
    entry = CATALOGUE[code]
    assert set(entry) <= {"group", *PARTS}
    assert entry["group"] in GROUPS
    for part in PARTS:
        if part == "fix_known" and part not in entry:
            continue
        told = entry[part]
        assert set(told) == {lang.value for lang in Lang}
        assert all(text.strip() == text and text for text in told.values())
        assert told[Lang.EN] != told[Lang.VI]
        assert placeholders(told[Lang.EN]) == placeholders(told[Lang.VI]), f"{code}.{part}"
    assert not placeholders(entry["about"][Lang.EN])


@pytest.mark.parametrize("code", [code for code, entry in CATALOGUE.items() if "fix_known" in entry])
def test_what_to_write_is_told_where_it_is_known(code: str) -> None:
    assert "suggestion" in placeholders(CATALOGUE[code]["fix_known"][Lang.EN])
    assert "suggestion" not in placeholders(CATALOGUE[code]["wrong"][Lang.EN] + CATALOGUE[code]["fix"][Lang.EN])


def literal_facts(call: ast.Call, within: ast.AST) -> set[str] | None:
    """The keys of the facts of `Problem(code, facts, ...)`; None where they are not written out."""
    facts: ast.expr | None = call.args[1] if len(call.args) > 1 else None
    if facts is None:
        return set()
    if isinstance(facts, ast.Name):
        assigned = [
            node.value
            for node in ast.walk(within)
            if isinstance(node, ast.Assign) and [getattr(each, "id", "") for each in node.targets] == [facts.id]
        ]
        facts = assigned[0] if len(assigned) == 1 else None
    if not isinstance(facts, ast.Dict) or None in facts.keys:
        return None
    return {str(key.value) for key in facts.keys if isinstance(key, ast.Constant)}


def raised() -> Iterator[tuple[str, set[str] | None]]:
    """(code, keys of its facts) of each problem that the source makes."""
    for path in sorted(Path(timeline.__file__).parent.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem" and node.args:
                    code = node.args[0]
                    for each in [code.body, code.orelse] if isinstance(code, ast.IfExp) else [code]:
                        if isinstance(each, ast.Constant):
                            yield str(each.value), literal_facts(node, function)


RAISED = list(raised())
LATER = {"value-missing": {"example"}, "date-clash": {"text", "date", "source"}}
"""Facts that are put to a problem after it was made."""


@pytest.mark.parametrize(("code", "facts"), [pair for pair in RAISED if pair[1] is not None])
def test_templates_name_only_facts_that_the_code_gives(code: str, facts: set[str]) -> None:
    assert named(CATALOGUE[code]) - {"suggestion"} <= facts | LATER.get(code, set())
    assert ("suggestion" not in facts) or "suggestion" in named(CATALOGUE[code]), "a suggestion that nobody is told"


def test_templates_of_row_rules_name_only_cells_that_the_rules_read() -> None:
    told: dict[str, set[str]] = defaultdict(set)
    for kind in KINDS:
        for rule in kind.rules:
            owners = {name.partition(".")[0] for name in rule.names}
            told[rule.code] |= {"text"} | owners | {name.replace(".", "_") for name in rule.names}
            if rule.explain:
                cells = dict.fromkeys(rule.names, "") | {"obs_value": "1", "unit_mult": "0"}
                told[rule.code] |= set(rule.explain(cells))
    assert set(told) == {code for code, entry in CATALOGUE.items() if entry["group"] == "rows"}
    for code, facts in told.items():
        assert named(CATALOGUE[code]) <= facts, code


def test_sayings_are_told_in_both_languages_and_used() -> None:
    texts = [path.read_text(encoding="utf-8") for path in Path(timeline.__file__).parent.rglob("*.py")]
    for key, told in sayings().items():
        assert set(told) == {*Lang}, key
        assert placeholders(told[Lang.EN]) == placeholders(told[Lang.VI]), key
        assert told[Lang.EN] != told[Lang.VI], key
        assert any(f'"{key}"' in text for text in texts), f"{key} is said by no code"


def test_what_is_said_is_one_line_and_what_is_refused_is_told_in_the_language() -> None:
    assert say("formatted", "vi", path="a\nb.csv") == "đã định dạng a\\nb.csv"
    refused = SaidError("source-there", folder="x")
    assert (str(refused), refused.text("vi")) == (refused.text("en"), "x đã có; hãy chọn SOURCE_ID khác")
    assert SaidError("{as it is}").text("vi") == "{as it is}"


def test_every_entry_is_used_and_every_problem_has_one() -> None:
    rules = {rule.code for kind in KINDS for rule in kind.rules}
    texts = {path.read_text(encoding="utf-8") for path in Path(timeline.__file__).parent.rglob("*.py")}
    assert {code for code, _ in RAISED} | rules <= set(CATALOGUE)
    for code in CATALOGUE:
        assert any(f'"{code}"' in text for text in texts), f"{code} is told by no code"
