"""Lines that are no part of what a document tells: page numbers, running heads and feet."""

import re
from collections import Counter, defaultdict

from timeline.documents.lines import Line
from timeline.documents.words import load

SIGN = re.compile(r"[^\W_]")
EDGE = re.compile(r"^\W*(\d{1,3})\b|\b(\d{1,3})\W*$")
REPEATS = 3
"""From how many times on a line with a page number, or of capitals, is a running head."""
NEAR = 2
"""How many lines around a page number a running head stands."""


def furniture_of(lines: list[Line]) -> set[int]:
    """Numbers of the lines that hold page numbers, running heads and feet, or marks alone."""
    found = {line.number for line in lines if not SIGN.search(line.text)}
    pages = [at for at, line in enumerate(lines) if _is_page_number(lines, at)]
    found |= {lines[at].number for at in pages}
    keys = [_key(line.text) for line in lines]
    counts = Counter(keys)
    edges: dict[str, set[str]] = defaultdict(set)
    for key, line in zip(keys, lines, strict=True):
        if counts[key] > 1 and (edge := EDGE.search(line.text)):
            edges[key].add(edge[0])
    running = [key for key, numbers in edges.items() if len(numbers) >= REPEATS]
    near = {at + step for at in pages for step in range(-NEAR, NEAR + 1)}
    for at, (key, line) in enumerate(zip(keys, lines, strict=True)):
        if not _may_run(line, key):
            continue
        numbered = any(key in other for other in running)
        barred = "|" in line.text or (at > 0 and "|" in lines[at - 1].text)
        if numbered or (at in near and (barred or (counts[key] >= 2 and line.capitals))):
            found.add(line.number)
    return found


def _is_page_number(lines: list[Line], at: int) -> bool:
    """A number alone, with blank lines or the ends of the document around it."""
    after = lines[at + 1].gap or "|" in lines[at + 1].text if at + 1 < len(lines) else 1
    return bool((lines[at].gap or at == 0) and after and load().page.fullmatch(lines[at].text))


def _may_run(line: Line, key: str) -> bool:
    return len(key) >= 8 and len(line.text) <= 120 and not line.level


def _key(text: str) -> str:
    return "".join(filter(str.isalpha, text.casefold()))
