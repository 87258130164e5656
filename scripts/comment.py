"""Post the difference that a pull request makes to the package as its comment, or mend the comment that is there.

Run by .github/workflows/comment.yml, with a token that may write comments, through GitHub's own `gh`. The artifact
was made by the code of the pull request and so is a stranger's text: it is read in memory, up to a size, never
unpacked, and shown so that it can neither call people nor link, load or hide anything, nor pass for the mark by which
the comment is found again. The pull request is found by what GitHub says of the run, never by what the artifact says.
"""

import io
import json
import os
import re
import struct
import subprocess
import sys
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

ARTIFACT, FILE = "difference", "difference.md"
LARGEST = 1_000_000
"""Bytes of an artifact, and of the file in it, that are read at most."""
SHOWN = 60_000
"""Characters of the difference that a comment shows; GitHub takes 65,536 in all."""
MARK = "<!-- timeline: difference -->"
BOT = "github-actions[bot]"
HEAD = "### What this changes in the package\n\nOf {commit}, told by the pull request's own code ([run]({run}))."
NONE = "It could not be built: the faults stand beside the lines of the pull request."
CUT = "\n\n… cut here; the summary of the run has all of it."

BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, KeyError, ValueError, RuntimeError, EOFError, OSError)
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
FOLD = re.compile(r"(?m)^&lt;details>(?:&lt;summary>(.*)&lt;/summary>)?$|^&lt;/details>$")
BREAKS = re.compile(r"@|#(?=[^\s#])|\](?=\\?[(\[:])|:(?=\\?/)|(?i:\bwww|\bGH)(?=[.-])")
APART = "\u200b"
"""A space of no width: what stands behind it is read as text, and looks the same."""


class UnfitError(ValueError):
    """What no comment can be made of; the message says why."""


def text_of(archive: bytes) -> str:
    """The difference in an artifact.

    Raises:
        UnfitError: If it is no archive with that file, or too large, or no UTF-8 text.
    """
    if len(archive) > LARGEST:
        raise UnfitError(f"the artifact has more than {LARGEST} bytes")
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            told = opened.getinfo(FILE)
            if told.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                raise UnfitError(f"{FILE} is packed in a way that is not read")
            if told.file_size > LARGEST:
                raise UnfitError(f"{FILE} has more than {LARGEST} bytes")
            data = opened.read(FILE)  # never more than it was told to hold
    except BROKEN as error:
        if isinstance(error, UnfitError):
            raise
        raise UnfitError(f"the artifact holds no {FILE} that can be read") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnfitError(f"{FILE} is no UTF-8 text") from error


def harmless(text: str) -> str:
    """A stranger's Markdown without what reaches beyond it; tables, lists, code and folded parts stay.

    Mentions, references, links, pictures, addresses and entities are broken by a space that nobody sees, tags are
    spelled out, and characters that hide or turn text are dropped. No part of this asks how Markdown would be parsed.
    """
    text = "".join(char for char in text if char == "\n" or unicodedata.category(char) not in UNSEEN)
    text = re.sub(r"&(?=#|\w+;)", "&amp;", text).replace("<", "&lt;")
    text = BREAKS.sub(rf"\g<0>{APART}", text)
    return FOLD.sub(_fold, text)


def _fold(found: re.Match[str]) -> str:
    """A line that folds, as the difference writes it; a blank line behind it ends what HTML it could begin."""
    if found[0].startswith("&lt;/"):
        return "\n</details>\n"
    return f"<details><summary>{found[1] or ''}</summary>\n"


def body(text: str | None, commit: str, run: str) -> str:
    """The comment on a commit, no longer than GitHub takes; None stands for a package that could not be built."""
    told = NONE if text is None else harmless(text)
    if len(told) > SHOWN:
        told = told[:SHOWN].rpartition("\n")[0]
        told += "\n\n</details>" * (told.count("<details>") - told.count("</details>")) + CUT
    return f"{MARK}\n{HEAD.format(commit=commit, run=run)}\n\n{told}\n"


def gh(*arguments: str, given: str | None = None) -> bytes:
    """What `gh api` answers.

    Raises:
        UnfitError: If it fails.
    """
    done = subprocess.run(
        ["gh", "api", *arguments], input=None if given is None else given.encode(), capture_output=True, check=False
    )
    if done.returncode:
        raise UnfitError(f"gh api {arguments[0]}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def asked(path: str, **query: str) -> Any:
    """What GitHub answers to a question."""
    parts = [part for key, value in query.items() for part in ("-f", f"{key}={value}")]
    return json.loads(gh(path, "--method", "GET", *parts))


def pull_request(repository: str, owner: str, branch: str, commit: str) -> int | None:
    """The open pull request whose newest commit this is, if there is one."""
    found = asked(f"repos/{repository}/pulls", state="open", head=f"{owner}:{branch}", per_page="100")
    return next((int(each["number"]) for each in found if each["head"]["sha"] == commit), None)


def difference(repository: str, run: str) -> str | None:
    """The difference that a run kept; None if it kept none."""
    found = asked(f"repos/{repository}/actions/runs/{run}/artifacts", name=ARTIFACT)["artifacts"]
    kept = [each for each in found if each["name"] == ARTIFACT and not each["expired"]]
    if not kept:
        return None
    if int(kept[0]["size_in_bytes"]) > LARGEST:
        raise UnfitError(f"the artifact has more than {LARGEST} bytes")
    return text_of(gh(f"repos/{repository}/actions/artifacts/{int(kept[0]['id'])}/zip"))


def earlier(repository: str, number: int) -> int | None:
    """Our comment on a pull request, if there is one."""
    pages = gh(f"repos/{repository}/issues/{number}/comments?per_page=100", "--paginate", "--jq", ".[]")
    comments = [json.loads(line) for line in pages.decode().splitlines()]
    ours = [each for each in comments if each["user"]["login"] == BOT and each["body"].startswith(MARK)]
    return int(ours[0]["id"]) if ours else None


def post(env: Mapping[str, str]) -> str:
    """Post or mend the comment; what was done, in a line.

    Raises:
        UnfitError: If the artifact is unfit, or GitHub refuses.
    """
    repository, commit = env["REPOSITORY"], env["HEAD_SHA"]
    number = pull_request(repository, env["HEAD_OWNER"], env["HEAD_BRANCH"], commit)
    if number is None:
        return f"no open pull request ends in {commit}"
    text, comment = difference(repository, env["RUN_ID"]), earlier(repository, number)
    if text is None and comment is None:
        return "nothing was built, and there is no comment to mend"
    run = f"https://github.com/{repository}/actions/runs/{int(env['RUN_ID'])}"
    given = json.dumps({"body": body(text, commit, run)})
    if comment is None:
        gh(f"repos/{repository}/issues/{number}/comments", "--method", "POST", "--input", "-", given=given)
        return f"posted a comment on pull request {number}"
    gh(f"repos/{repository}/issues/comments/{comment}", "--method", "PATCH", "--input", "-", given=given)
    return f"mended the comment on pull request {number}"


if __name__ == "__main__":
    try:
        print(post(os.environ))
    except UnfitError as unfit:
        sys.exit(f"no comment: {unfit}")
