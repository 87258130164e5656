"""Workflows, action and hooks: valid by their schemas, least in permissions, and their commands run."""

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from timeline.cli.main import COMMANDS

ROOT = Path(__file__).parents[2]
STARTER = ROOT / "timeline" / "starter" / "template" / "dot-github" / "workflows" / "ci.yml"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
PINNED = re.compile(r"^actions/[a-z-]+@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+$")
SCHEMAS = {
    **{flow: ["vendor.github-workflows", "custom.github-workflows-require-timeout"] for flow in WORKFLOWS},
    **{form: ["vendor.github-issue-forms"] for form in FORMS if form.name != "config.yml"},
    **{form: ["vendor.github-issue-config"] for form in FORMS if form.name == "config.yml"},
    ROOT / "action.yml": ["vendor.github-actions"],
    ROOT / "CITATION.cff": ["vendor.citation-file-format"],
}
NAMED = [(path, schema) for path, schemas in SCHEMAS.items() for schema in schemas]


def load(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


def timeline(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "timeline", *arguments],
        cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.mark.parametrize(("path", "schema"), NAMED, ids=lambda value: getattr(value, "name", value))
def test_what_github_reads_is_valid(path: Path, schema: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_workflows_are_there() -> None:
    assert {path.stem for path in WORKFLOWS} >= {"comment", "main", "pull-request"}


def test_readme_shows_inputs_and_hooks_that_are_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    action, hooks = (YAML(typ="safe").load(code)[0] for code in re.findall(r"(?ms)^```yaml\n(.*?)^```", text))
    assert set(action["with"]) <= set(load(ROOT / "action.yml")["inputs"])
    assert {hook["id"] for hook in hooks["hooks"]} <= set(HOOKS)


def steps(flow: Any) -> list[dict[str, Any]]:
    jobs = flow["jobs"].values() if "jobs" in flow else [flow["runs"]]
    return [step for job in jobs for step in job["steps"]]


@pytest.mark.parametrize("path", [*WORKFLOWS, STARTER, ROOT / "action.yml"], ids=lambda path: path.name)
def test_actions_are_pinned_and_scripts_take_no_text_of_strangers(path: Path) -> None:
    used = re.findall(r"(?m)uses: (.+)$", path.read_text(encoding="utf-8"))
    assert used
    assert all(PINNED.match(name) for name in used), used
    for step in steps(load(path)):
        assert "${{" not in step.get("run", ""), "pass it through env"
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_may_do_no_more_than_they_need(path: Path) -> None:
    flow, text = load(path), path.read_text(encoding="utf-8")
    assert "secrets." not in text
    assert "pull_request_target" not in flow["on"]
    assert flow["permissions"] in ({}, {"contents": "read"})
    granted = {name: job.get("permissions", {}) for name, job in flow["jobs"].items()}
    writing = {"comment": {"actions": "read", "contents": "read", "pull-requests": "write"}}
    assert granted == (writing if path.stem == "comment" else {name: {} for name in flow["jobs"]})


def test_the_workflow_that_may_write_runs_no_code_of_the_pull_request() -> None:
    flow = load(ROOT / ".github" / "workflows" / "comment.yml")
    assert list(flow["on"]) == ["workflow_run"]
    assert flow["on"]["workflow_run"]["workflows"] == [
        load(ROOT / ".github" / "workflows" / "pull-request.yml")["name"]
    ]
    checkout, script = steps(flow)
    assert not {"ref", "repository"} & set(checkout["with"]), "the main branch, and nothing else"
    assert script["run"] == "python3 scripts/comment.py"
    asked = set(re.findall(r'env\["(\w+)"\]', (ROOT / "scripts" / "comment.py").read_text(encoding="utf-8")))
    assert asked | {"GH_TOKEN"} == set(script["env"])


def test_what_the_one_workflow_keeps_the_other_reads() -> None:
    kept = next(step for step in steps(load(WORKFLOWS[-1])) if "upload-artifact" in step.get("uses", ""))
    text = (ROOT / "scripts" / "comment.py").read_text(encoding="utf-8")
    assert f'ARTIFACT, FILE = "{kept["with"]["name"]}", "{kept["with"]["path"]}"' in text


def test_forms_speak_both_languages_and_ask_for_what_a_correction_needs() -> None:
    forms = {path.stem: load(path) for path in FORMS if path.name != "config.yml"}
    assert set(forms) == {"error", "person", "source"}
    for form in forms.values():
        told = [form["name"], form["description"], *(each["attributes"].get("label", "·") for each in form["body"])]
        assert all(" · " in text for text in told if text != "·"), told
    needed = {each["id"] for each in forms["error"]["body"] if each.get("validations", {}).get("required")}
    assert needed == {"record", "printed", "line", "should"}
    for page in ("docs/corrections.md", "docs/corrections.vi.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        named = [part for stem in ("error", "person") for part in forms[stem]["name"].split(" · ")]
        assert sum(f"*{name}*" in text for name in named) == 2, "the policy names the forms as they are called"


@pytest.mark.parametrize("path", [*WORKFLOWS, ROOT / "action.yml"], ids=lambda path: path.name)
def test_scripts_call_what_is_there(path: Path) -> None:
    text = "\n".join(step.get("run", "") for step in steps(load(path)))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8").replace("$(VENV)", ".venv")
    commands = re.findall(r'bin/timeline ([a-z]+)|"\$TIMELINE" --root "\$ROOT" ([a-z]+)', text)
    assert {one or other for one, other in commands} <= set(COMMANDS)
    assert all(f"\n{target}:" in makefile for target in re.findall(r"(?m)^make (\S+)$", text))
    assert commands or path.stem == "comment"


def act(step: dict[str, Any], folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run a step of the action as a runner would, with the tool of this tree."""
    tool = folder / "timeline-here"
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m timeline "$@"\n', encoding="utf-8", newline="\n")
    tool.chmod(0o755)
    values = {"steps.tool.outputs.timeline": str(tool), **{f"inputs.{name}": value for name, value in inputs.items()}}
    given = {name: values[text[4:-3]] for name, text in step["env"].items()}
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **given}
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", step["run"]],
        cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_the_action_shows_faults_beside_their_lines(collection: Path) -> None:
    action = load(ROOT / "action.yml")
    named = {step.get("name"): step for step in steps(action)}
    inputs = {name: each["default"] for name, each in action["inputs"].items()} | {"root": "collection"}
    assert act(named["Validate"], collection.parent, **inputs).returncode == 0
    assert act(named["Check the build"], collection.parent, **inputs).returncode == 1, "nothing was built yet"
    assert timeline("build", folder=collection).returncode == 0
    assert act(named["Check the build"], collection.parent, **inputs).returncode == 0
    texts = collection.parent / "texts; echo no"
    texts.mkdir()
    verify = act(named["Verify"], collection.parent, **{**inputs, "texts": texts.name})
    assert verify.returncode == 1
    assert "[text-missing]" in verify.stderr
    events = collection / "datasets" / "contributions" / "one" / "events.csv"
    text = events.read_text(encoding="utf-8").replace("2025-07-01,stated", "01/07/2025,stated")
    events.write_text(text, encoding="utf-8", newline="\n")
    told = act(named["Validate"], collection.parent, **{**inputs, "lang": "vi"})
    assert told.returncode == 1
    assert told.stdout.startswith("::error file=collection/datasets/contributions/one/events.csv,line=3,col=")
    assert "hãy viết 2025-07-01" in told.stdout


def test_the_action_installs_from_its_own_folder() -> None:
    text = next(step["run"] for step in steps(load(ROOT / "action.yml")) if step.get("id") == "tool")
    assert (ROOT / re.findall(r'"\$SOURCE/(\S+)"', text)[0]).is_file()
    assert tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["name"] in text
    assert subprocess.run(["bash", "-n", "-c", text], check=False).returncode == 0


HOOKS = {hook["id"]: hook for hook in load(ROOT / ".pre-commit-hooks.yaml")}
CODELIST, EVENTS = "datasets/codelists/units.csv", "datasets/contributions/one/events.csv"


def hook(name: str, folder: Path, *changed: str) -> subprocess.CompletedProcess[str] | None:
    """Run a hook as pre-commit does; None where none of the changed files concerns it."""
    told: dict[str, Any] = HOOKS[name]
    program, *given = [*shlex.split(told["entry"]), *map(str, told["args"])]
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert told["language"] == "python"
    assert program in scripts
    files = [file for file in changed if re.search(told["files"], file)]
    return timeline(*given, *(files if told.get("pass_filenames", True) else []), folder=folder) if files else None


def test_hooks_have_what_pre_commit_asks_for() -> None:
    assert set(HOOKS) == {"timeline-validate", "timeline-format", "timeline-build-check"}
    known = {"id", "name", "description", "entry", "args", "language", "files", "pass_filenames", "require_serial"}
    for each in HOOKS.values():
        assert {"id", "name", "entry", "language", "files"} <= set(each) <= known


def test_the_validate_hook_finds_faults_of_files_that_did_not_change(collection: Path) -> None:
    assert hook("timeline-validate", collection, "README.md", "docs/datasets.csv") is None
    fine = hook("timeline-validate", collection, CODELIST)
    assert fine
    assert fine.returncode == 0, fine.stdout
    text = (collection / CODELIST).read_text(encoding="utf-8")
    (collection / CODELIST).write_text(text.replace("\nUSD,", "\nEUR,"), encoding="utf-8", newline="\n")
    faulty = hook("timeline-validate", collection, CODELIST)
    assert faulty
    assert faulty.returncode == 1
    assert "datasets/contributions/one/observations.csv" in faulty.stdout


def test_the_format_hook_changes_the_files_it_is_given(collection: Path) -> None:
    before = (collection / EVENTS).read_text(encoding="utf-8")
    head, *rows = before.splitlines(keepends=True)
    (collection / EVENTS).write_text(head + "".join(reversed(rows)), encoding="utf-8", newline="\n")
    done = hook("timeline-format", collection, EVENTS, "datasets/events.csv")
    assert done
    assert done.returncode == 0, done.stderr
    assert (collection / EVENTS).read_text(encoding="utf-8") == before


def test_the_build_hook_finds_files_that_are_out_of_date(collection: Path) -> None:
    assert timeline("build", folder=collection).returncode == 0
    fine = hook("timeline-build-check", collection, "datasets/events.csv")
    assert fine
    assert fine.returncode == 0
    (collection / "datasets" / "events.csv").write_text("event_id\n", encoding="utf-8", newline="\n")
    stale = hook("timeline-build-check", collection, "datasets/events.csv", "schemas/x.json")
    assert stale
    assert stale.returncode == 1
