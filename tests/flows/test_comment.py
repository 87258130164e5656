"""The comment on a pull request: a stranger's artifact read as data, shown harmlessly, posted once and then mended."""

import io
import json
import os
import re
import stat
import subprocess
import sys
import zipfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

SCRIPT = Path(__file__).parents[2] / "scripts" / "comment.py"
spec = spec_from_file_location("comment", SCRIPT)
assert spec
assert spec.loader
comment = module_from_spec(spec)
spec.loader.exec_module(comment)

COMMIT = "a" * 40
ENV = {"REPOSITORY": "o/r", "RUN_ID": "7", "HEAD_SHA": COMMIT, "HEAD_OWNER": "fork", "HEAD_BRANCH": "my/branch"}
GH = """#!{python}
import json, sys, pathlib
folder = pathlib.Path({folder!r})
with open(folder / "asked.jsonl", "a", encoding="utf-8") as file:
    given = sys.stdin.read() if "--input" in sys.argv else ""
    print(json.dumps([sys.argv[1:], given]), file=file)
for path in sorted(folder.glob("answer-*")):
    if path.name.removeprefix("answer-").replace("+", "/") == sys.argv[2].partition("?")[0]:
        sys.stdout.buffer.write(path.read_bytes())
        break
else:
    sys.exit("gh: Not Found (HTTP 404)")
"""


def packed(data: bytes, name: str = "difference.md", kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def answer(folder: Path, path: str, what: Any) -> None:
    data = what if isinstance(what, bytes) else json.dumps(what).encode()
    (folder / f"answer-{path.replace('/', '+')}").write_bytes(data)


@pytest.fixture
def github(tmp_path: Path) -> Path:
    """A folder with a `gh` that answers from files beside it and writes down what it was asked."""
    program = tmp_path / "gh"
    program.write_text(GH.format(python=sys.executable, folder=str(tmp_path)), encoding="utf-8", newline="\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    answer(
        tmp_path, "repos/o/r/pulls", [{"number": 3, "head": {"sha": "b" * 40}}, {"number": 5, "head": {"sha": COMMIT}}]
    )
    kept = {"id": 11, "name": "difference", "expired": False, "size_in_bytes": 300}
    answer(tmp_path, "repos/o/r/actions/runs/7/artifacts", {"artifacts": [kept]})
    answer(tmp_path, "repos/o/r/actions/artifacts/11/zip", packed("`events`: 1 → 2 @all".encode()))
    answer(tmp_path, "repos/o/r/issues/5/comments", b"")
    answer(tmp_path, "repos/o/r/issues/comments/22", {})
    return tmp_path


def run(github: Path, **env: str) -> subprocess.CompletedProcess[str]:
    path = f"{github}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [sys.executable, str(SCRIPT)],
        env={**os.environ, **ENV, "PATH": path, **env},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def asked(github: Path) -> list[Any]:
    return [json.loads(line) for line in (github / "asked.jsonl").read_text(encoding="utf-8").splitlines()]


def changes(github: Path) -> list[tuple[str, str, str]]:
    """(method, path, body) of what was written."""
    return [
        (words[words.index("--method") + 1], words[1], json.loads(given)["body"])
        for words, given in asked(github)
        if given
    ]


def test_the_difference_is_posted_on_the_pull_request_that_ends_in_the_commit(github: Path) -> None:
    result = run(github)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "posted a comment on pull request 5\n"
    ((method, path, text),) = changes(github)
    assert (method, path) == ("POST", "repos/o/r/issues/5/comments")
    assert text.startswith(comment.MARK)
    assert "`events`: 1 → 2 @\u200ball" in text
    assert COMMIT in text
    assert "https://github.com/o/r/actions/runs/7" in text
    assert "head=fork:my/branch" in asked(github)[0][0]


def comments(*told: tuple[int, str, str]) -> bytes:
    lines = [json.dumps({"id": number, "user": {"login": login}, "body": text}) for number, login, text in told]
    return "\n".join(lines).encode()


def test_our_comment_is_mended_and_nobody_elses(github: Path) -> None:
    others = [(20, "someone", comment.MARK), (21, comment.BOT, f"> {comment.MARK}")]
    answer(github, "repos/o/r/issues/5/comments", comments(*others))
    assert run(github).stdout == "posted a comment on pull request 5\n"
    answer(github, "repos/o/r/issues/5/comments", comments(*others, (22, comment.BOT, f"{comment.MARK}\nold")))
    assert run(github).stdout == "mended the comment on pull request 5\n"
    assert [change[:2] for change in changes(github)][1] == ("PATCH", "repos/o/r/issues/comments/22")


def test_a_package_that_could_not_be_built_is_told_only_where_a_comment_is_out_of_date(github: Path) -> None:
    answer(github, "repos/o/r/actions/runs/7/artifacts", {"artifacts": []})
    assert run(github).returncode == 0
    assert changes(github) == []
    answer(github, "repos/o/r/issues/5/comments", comments((22, comment.BOT, f"{comment.MARK}\nold")))
    assert run(github).returncode == 0
    ((_, _, text),) = changes(github)
    assert comment.NONE in text


def test_without_an_open_pull_request_nothing_is_written(github: Path) -> None:
    result = run(github, HEAD_SHA="c" * 40)
    assert result.returncode == 0
    assert "no open pull request" in result.stdout
    assert len(asked(github)) == 1


UNFIT = {
    "no archive": b"PK nonsense",
    "another file": packed(b"x", "other.md"),
    "outside": packed(b"x", "../difference.md"),
    "a bomb": packed(b"0" * (comment.LARGEST + 1)),
    "a bomb that lies": packed(b"0" * 5_000_000).replace((5_000_000).to_bytes(4, "little"), (9).to_bytes(4, "little")),
    "no text": packed(b"\xff\xfe"),
    "another packing": packed(b"x", kind=zipfile.ZIP_BZIP2),
    "cut": packed(os.urandom(500))[:300],
    "damaged": packed(b"abc" * 100).replace(b"PK\x01\x02", b"PK\x01\x03"),
    "large": b"0" * (comment.LARGEST + 1),
}


@pytest.mark.parametrize("archive", UNFIT.values(), ids=list(UNFIT))
def test_an_unfit_artifact_is_told_in_a_line_and_nothing_is_written(archive: bytes, github: Path) -> None:
    answer(github, "repos/o/r/actions/artifacts/11/zip", archive)
    result = run(github)
    assert result.returncode == 1
    assert re.fullmatch(r"no comment: .+\n", result.stderr)
    assert changes(github) == []


def test_an_artifact_that_is_said_to_be_large_is_not_even_asked_for(github: Path) -> None:
    large = {"id": 11, "name": "difference", "expired": False, "size_in_bytes": comment.LARGEST + 1}
    answer(github, "repos/o/r/actions/runs/7/artifacts", {"artifacts": [large]})
    assert run(github).returncode == 1
    assert not any("zip" in words[1] for words, _ in asked(github))


def test_what_github_refuses_is_told_in_a_line(github: Path) -> None:
    (github / "answer-repos+o+r+pulls").unlink()
    result = run(github)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "no comment: gh api repos/o/r/pulls: gh: Not Found (HTTP 404)\n"


@pytest.mark.parametrize(
    "text",
    [
        "@everyone", "`@x`", "&#64;x", "&commat;x", "a@b.c", "#12", "o/r#12", "GH-12", "[x](//e.org)",
        "![x](//e.org/i.png)", "[x]\\(y)", "[x]: //e.org", "[x][y]", "http://e.org", "HTTPS:\\//e.org", "www.e.org",
        "<img src=x>", "<!-- x -->",
        "<details open><summary>x</summary>", "<details><summary><a href=x>y</a></summary>", "a\u202eb", "a\x1b[31m",
        "\u2028", "<https://e.org>", "&lt;script&gt;", "x\r<b>",
    ],
)  # fmt: skip
def test_what_reaches_beyond_the_text_is_broken(text: str) -> None:
    told = comment.harmless(text)
    assert told != text
    bare = re.sub(r"(?m)^<details><summary>|</summary>$", "", told)
    assert "<" not in bare
    assert not re.search(
        r"@\w|#\w|\]\\?[(\[:]|:\\?/|\bGH-|\bwww\.|&#|&commat|&lt;script&gt;|[\u202e\x1b\u2028\r]", bare
    )


@given(st.text(alphabet="@#[]()<>!&;:/\\`|-\n dehttpwGH.1\u200b\u202e"))
def test_property_no_text_gets_through(text: str) -> None:
    told = comment.harmless(text)
    assert comment.MARK not in told
    assert not re.search(r"@\w|#\w|\]\\?[(\[:]|:\\?/|<(?!/?details>|/?summary>)", told)


def test_folded_parts_tables_and_code_stay() -> None:
    text = (
        "**`lang-son`**: `0.1.0` → `0.2.0`\n\n| Table | Added |\n| --- | ---: |\n| `events` | 2 |\n\n"
        "<details><summary>events: 2 added</summary>\n\n- + `2026-spring`\n  - `note`: `a` → `b`\n\n</details>"
    )
    told = comment.harmless(text)
    assert re.sub(r"\n{2,}", "\n\n", told).rstrip("\n") == text
    assert "\n\n</details>\n" in told


def test_a_long_difference_is_cut_at_a_line_and_its_folds_closed() -> None:
    text = "<details><summary>events</summary>\n\n" + "- + `a row that was added`\n" * 5_000 + "\n</details>"
    told = comment.body(text, COMMIT, "https://github.com/o/r/actions/runs/7")
    assert len(told) < 65_536
    assert told.count("<details>") == told.count("</details>") == 1
    assert told.endswith(f"</details>{comment.CUT}\n")
    assert "added`\n\n</details>" in told.replace("\n\n\n", "\n\n")
