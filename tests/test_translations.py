"""The pages in Vietnamese say the same as the English: commands, names, links and tables, section by section."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAIRS = {name: f"{name.removesuffix('.md')}.vi.md" for name in ("README.md", "CONTRIBUTING.md", "docs/corrections.md")}
GENERATED = re.compile(r"(?s)<!-- generated: (\S+) -->.*?<!-- end -->")
FENCED = re.compile(r"(?ms)^```(\w*)\n(.*?)^```")
COMMENT = re.compile(r"(?m)(^|\s+)# .*$")
LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")


@dataclass
class Section:
    """What a section must have in both languages, and its heading for whoever mends it."""

    heading: str
    level: int
    parts: dict[str, Counter[str]]


def sections(page: str) -> list[Section]:
    """The sections of a page, from its title on."""
    text = (ROOT / page).read_text(encoding="utf-8")
    text = GENERATED.sub(r"`generated \1`", text)
    blocks = [COMMENT.sub("", code).strip() for _, code in FENCED.findall(text)]
    text = FENCED.sub("\n@@@\n", text)
    found = re.split(r"(?m)^(#+) (.+)$", text)
    made = []
    for level, heading, body in zip(found[1::3], found[2::3], found[3::3], strict=True):
        mine = [blocks.pop(0) for _ in range(body.count("\n@@@\n"))]
        made.append(Section(heading, len(level), parts(body, mine)))
    return made


def parts(body: str, blocks: Iterable[str]) -> dict[str, Counter[str]]:
    """What is the same in every language: code, what links lead to, numbered steps, rows and items."""
    rows = re.findall(r"(?m)^\|", body)
    return {
        "code block": Counter(blocks),
        "code": Counter(set(re.findall(r"`([^`\n]+)`", body))),
        "link": Counter({plain(target) for _, target in LINK.findall(body)}),
        "step": Counter(re.findall(r"(?m)^\*\*([0-9]+)\.", body)),
        "number of": Counter({"table rows": len(rows), "list items": len(re.findall(r"(?m)^- ", body))}),
    }


def plain(target: str) -> str:
    """What a link leads to, whichever language of it."""
    return target.replace(".vi.md", ".md")


@pytest.mark.parametrize(("page", "other"), PAIRS.items())
def test_sections_are_the_same(page: str, other: str) -> None:
    assert [section.level for section in sections(page)] == [section.level for section in sections(other)], (
        f"{[section.heading for section in sections(page)]}\n{[section.heading for section in sections(other)]}"
    )


def missing(page: str, other: str) -> list[str]:
    """What one of the pages has and the other has not, a line each."""
    told = []
    for one, two in zip(sections(page), sections(other), strict=False):
        for kind, wanted in one.parts.items():
            there = two.parts[kind]
            told += [f"{other}, «{two.heading}» lacks the {kind} {each!r}" for each in wanted - there]
            told += [f"{page}, «{one.heading}» lacks the {kind} {each!r}" for each in there - wanted]
    return told


@pytest.mark.parametrize(("page", "other"), PAIRS.items())
def test_each_section_names_the_same(page: str, other: str) -> None:
    told = missing(page, other)
    assert not told, "\n".join(told)


@pytest.mark.parametrize(("page", "other"), PAIRS.items())
def test_pages_lead_to_each_other_at_the_top(page: str, other: str) -> None:
    for here, there, name in ((page, other, "Tiếng Việt"), (other, page, "English")):
        lines = (ROOT / here).read_text(encoding="utf-8").splitlines()
        assert lines[2] == f"[{name}]({Path(there).name})"


@pytest.mark.parametrize("page", PAIRS.values())
def test_the_vietnamese_is_vietnamese(page: str) -> None:
    """No paragraph was left in English; and where a page is there in Vietnamese, links lead to that one."""
    text = (ROOT / page).read_text(encoding="utf-8")
    prose = FENCED.sub("", GENERATED.sub("", text))
    paragraphs = [
        part for part in re.split(r"\n\s*\n|\n(?=- |\| )", prose) if len(re.sub(r"`[^`]*`|\W", "", part)) > 25
    ]
    assert len(paragraphs) > 8
    assert all(VIETNAMESE.search(part) for part in paragraphs)
    for label, target in LINK.findall(prose):
        place = (ROOT / page).parent / target.partition("#")[0]
        translated = place.with_name(f"{place.stem}.vi.md")
        if target.endswith(".md") or ".md#" in target:
            assert ".vi.md" in target or label in {"English", "tiếng Anh"} or not translated.exists(), target


def test_the_test_sees_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    english = "# A\n\n`timeline x`\n\n```sh\ntimeline y   # why\n```\n\n## B\n\n- one [t](a.md)\n"
    (tmp_path / "a.md").write_text(english, encoding="utf-8", newline="\n")
    (tmp_path / "b.md").write_text(
        "# A\n\n```sh\ntimeline y   # vì sao\n```\n\n## B\n\n- một [t](a.vi.md)\n- hai\n",
        encoding="utf-8",
        newline="\n",
    )
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    assert missing("a.md", "a.md") == []
    assert missing("a.md", "b.md") == [
        "b.md, «A» lacks the code 'timeline x'",
        "a.md, «B» lacks the number of 'list items'",
    ]
