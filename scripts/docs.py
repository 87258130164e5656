"""Write the generated documentation anew, from the declarations it describes; `--check` says what differs instead.

Whole pages are docs/rules*.md (from the catalogue of messages) and docs/data-dictionary*.md (from the records). Parts
of README and CONTRIBUTING, in both languages, stand between `<!-- generated: NAME -->` and `<!-- end -->`; `PARTS` is
the list.
"""

import argparse
import difflib
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from timeline.build.descriptor import resource_path
from timeline.build.tables import PUBLISHED
from timeline.cells import read_date, read_words
from timeline.cli.main import COMMANDS, main
from timeline.columns import Column, columns, fields
from timeline.problems import GROUPS, Lang, catalogue
from timeline.records import (
    BY_HAND,
    CODELISTS,
    Codelist,
    Conflict,
    Event,
    Observation,
    Record,
    Rejection,
    Source,
    Tombstone,
    TopicByYear,
    TopicRow,
)
from timeline.records.package import PackageInfo
from timeline.records.place import Place

ROOT = Path(__file__).parents[1]
WIDTH = 80
NOTICE = "<!-- Written by scripts/docs.py (`make docs`); not edited by hand. -->"
PART = re.compile(r"(?s)(<!-- generated: ([a-z.-]+) -->\n).*?(<!-- end -->)")
FACT = re.compile(r"\{(\w+)\}")
CONTRIBUTED: tuple[type[Record], ...] = (Event, Observation, Conflict, Rejection)
TOPIC_PATHS: dict[type[Record], str] = {
    TopicRow: "datasets/topics/TOPIC.csv",
    TopicByYear: "datasets/topics/TOPIC-by-year.csv",
}
LONG = 40

WORDS: dict[str, Any] = tomllib.loads((ROOT / "scripts" / "docs.toml").read_text(encoding="utf-8"))
"""Word -> [in English, in Vietnamese]; functions name the language by its place, `at`."""
HEAD = ("column", "title", "meaning", "type", "required", "values", "example")


def say(word: str, at: int) -> str:
    """A word of the pages in a language."""
    text: str = WORDS[word][at]
    return text


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def anchor(heading: str) -> str:
    """The fragment that GitHub gives a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def opening(title: str, page: str, about: str, at: int) -> list[str]:
    """Title, notice, the page in the other language, and what the page is about."""
    other = f"{page}.md" if at else f"{page}.vi.md"
    return [f"# {say(title, at)}", NOTICE, f"[{say('other', at)}]({other})", say(about, at)]


def rules_page(at: int) -> str:
    """Every rule by group: why it is there, where it applies, what its messages say."""
    lang = list(Lang)[at]
    places: dict[str, list[str]] = {}
    for kind in (*CONTRIBUTED, *BY_HAND):
        for rule in kind.rules:
            places.setdefault(rule.code, []).append(f"`{kind.table}.{rule.column}`")
    parts = opening("rules", "rules", "rules-about", at)
    for group in GROUPS:
        entries = {code: entry for code, entry in catalogue().items() if entry["group"] == group}
        parts += [f"## {say(group, at)}", " · ".join(f"[{code}](#{code})" for code in entries)]
        for code, entry in entries.items():
            parts += [f"### {code}", entry["about"][lang]]
            fixes = [entry[fix][lang] for fix in ("fix_known", "fix") if fix in entry]
            parts.append("\n".join(f"- {readable(entry['wrong'][lang])}; {readable(fix)}" for fix in fixes))
            if code in places:
                parts.append(f"{say('where', at)}: {', '.join(dict.fromkeys(places[code]))}")
    return "\n\n".join(parts) + "\n"


def readable(template: str) -> str:
    """A message with its facts in italics; of two that touch, one is filled."""
    return FACT.sub(r"*\1*", template.replace("}{", "} / {"))


def dictionary_page(at: int) -> str:
    """Every table, its columns and what they mean."""
    parts = [*opening("dictionary", "data-dictionary", "dictionary-about", at), f"## {say('published', at)}"]
    for kind in PUBLISHED:
        parts += section(resource_path(kind), kind, columns(kind), at)
    for kind, path in TOPIC_PATHS.items():
        parts += section(path, kind, columns(kind), at)
    parts += [
        say("topics-by-year", at),
        say("timeline-json", at),
        f"## {say('contributed', at)}",
        say("contributed-about", at),
    ]
    parts += [*section("source.toml", Source, fields(Source), at), say("toml-about", at)]
    for kind in CONTRIBUTED:
        parts += section(f"{kind.table}.csv", kind, fields(kind), at)
    parts += section(resource_path(Tombstone), Tombstone, columns(Tombstone), at)
    parts += [f"## {say('codelists', at)}", say("codelists-about", at)]
    for kind in CODELISTS:
        parts += section(resource_path(kind), kind, columns(kind), at)
    parts += [
        f"## {say('package-toml', at)}",
        say("package-toml-about", at),
        "### `datasets/package.toml`",
        package_table(at),
    ]
    return "\n\n".join(parts) + "\n"


def section(name: str, kind: type[Record], shown: Sequence[Column], at: int) -> Iterator[str]:
    """A table's heading, keys, columns and row rules."""
    about = f" {(kind.__doc__ or '').strip().splitlines()[0]}" if at == 0 else ""
    yield f"### `{name}`"
    keys = {"key": kind.key, "unique": kind.unique}
    told = [f"{say(word, at)}: {', '.join(f'`{name}`' for name in names)}." for word, names in keys.items() if names]
    yield " ".join([f"**{kind.titles[at]}.**{about}", *told])
    yield table([say(word, at) for word in HEAD], [row(kind, column, at) for column in shown])
    if codes := sorted({rule.code for rule in kind.rules}):
        page = "rules.vi.md" if at else "rules.md"
        yield f"{say('row-rules', at)}: {', '.join(f'[{code}]({page}#{code})' for code in codes)}"


def row(kind: type[Record], column: Column, at: int) -> list[str]:
    """One column as a row of the dictionary."""
    values = [f"[{column.codelist}](#{anchor(_path(column.codelist))})"] if column.codelist else []
    values += [f"`{word}`" for word in column.enum]
    inherited = Codelist.model_fields.get(column.name)
    # What all codelists inherit is exemplified by places.
    foreign = issubclass(kind, Codelist) and kind is not Place and inherited and inherited.examples == [column.example]
    example = "" if foreign else column.example
    shown = f"{example[:12]}…" if len(example) > LONG and " " not in example and ";" not in example else example
    return [
        f"`{column.name}`",
        column.titles[at],
        column.descriptions[at],
        say(_type(column), at),
        yes(column.required, at),
        ", ".join(values),
        f"`{shown}`" if shown else "",
    ]


def _path(codelist: str) -> str:
    return next(resource_path(kind) for kind in (*PUBLISHED, *CODELISTS) if kind.table == codelist)


def _type(column: Column) -> str:
    if column.cell.read is read_date:
        return "edtf" if column.cell.type == "string" else "date"
    is_list = column.cell.read is read_words or (column.cell.type == "string" and "(;" in column.cell.pattern)
    return "list" if is_list else column.cell.type


def package_table(at: int) -> str:
    """The keys of package.toml."""
    rows = []
    for key, field in PackageInfo.model_fields.items():
        type_ = "list" if "list" in str(field.annotation) else "string"
        rows.append([f"`{key}`", WORDS["package-keys"][key][at], say(type_, at), yes(field.is_required(), at)])
    return table([say(word, at) for word in ("column", "meaning", "type", "required")], rows)


def yes(required: bool, at: int) -> str:
    """What stands under Required."""
    return say("yes", at) if required else ""


def help_part(at: int) -> str:
    """The help of the tool (in Vietnamese its commands in a table), and behind it that of each command."""
    parts = [commands_table() if at else f"```text\n{help_of()}```"]
    for name in COMMANDS:
        summary = f"<summary><code>timeline {name} --help</code></summary>"
        parts.append(f"<details>{summary}\n\n```text\n{help_of(name)}```\n\n</details>")
    return "\n\n".join(parts)


def commands_table() -> str:
    """Every command with what it does, in Vietnamese."""
    return table(["Lệnh", "Việc"], ([f"`timeline {name}`", in_vietnamese("commands", name)] for name in COMMANDS))


def in_vietnamese(kind: str, name: str) -> str:
    """What a command does, or a row of a table is."""
    if name not in WORDS[kind]:
        raise SystemExit(f"say in Vietnamese what `{name}` is, in scripts/docs.toml, [{kind}]")
    text: str = WORDS[kind][name]
    return text


def help_of(*command: str) -> str:
    """What `--help` prints at a fixed width."""
    result = CliRunner().invoke(main, [*command, "--help"], prog_name="timeline", terminal_width=WIDTH)
    if result.exit_code:
        raise SystemExit(f"timeline {' '.join(command)} --help failed: {result.output}{result.exception!r}")
    return result.output


def tables_part(at: int) -> str:
    """The published tables with what a row of them is."""
    page = "docs/data-dictionary.vi.md" if at else "docs/data-dictionary.md"
    tables: tuple[type[Record], ...] = (*PUBLISHED, Tombstone)
    shown = [(kind, resource_path(kind), resource_path(kind)) for kind in tables]
    shown += [(kind, path, "datasets/topics/") for kind, path in TOPIC_PATHS.items()]
    rows = []
    for kind, path, target in shown:
        name = path.removeprefix("datasets/")
        about = in_vietnamese("tables", kind.table) if at else (kind.__doc__ or "").strip().splitlines()[0]
        rows.append([f"[{name}]({target})", about, f"[{say('columns', at)}]({page}#{anchor(path)})"])
    return table([say("table", at), say("holds", at), ""], rows)


def source_part(at: int) -> str:
    """A source.toml with every key."""
    lines = []
    for column in fields(Source):
        quoted = ", ".join(f'"{item}"' for item in column.example.split(";"))
        value = column.example if column.cell.type == "integer" else quoted
        value = f"[{value}]" if column.name == "languages" else value
        spare = "" if column.required else f" ({say('spare', at)})"
        lines += [f"# {column.descriptions[at].rstrip('.')}{spare}.", f"{column.name} = {value}"]
    return "```toml\n" + "\n".join(lines) + "\n```"


PAGES: dict[str, Callable[[], str]] = {
    "docs/rules.md": lambda: rules_page(0),
    "docs/rules.vi.md": lambda: rules_page(1),
    "docs/data-dictionary.md": lambda: dictionary_page(0),
    "docs/data-dictionary.vi.md": lambda: dictionary_page(1),
}
PARTS: dict[str, Callable[[int], str]] = {"help": help_part, "tables": tables_part, "source.toml": source_part}
HOSTS = {"README.md": 0, "CONTRIBUTING.md": 0, "README.vi.md": 1, "CONTRIBUTING.vi.md": 1}
"""Pages with generated parts, and the place of their language."""


def wanted(root: Path) -> dict[str, str]:
    """Path -> text of every page that is generated in whole or in part."""
    texts = {path: page() for path, page in PAGES.items()}
    for path, at in HOSTS.items():
        texts[path] = filled((root / path).read_text(encoding="utf-8"), at)
    return texts


def filled(text: str, at: int) -> str:
    """A page with its generated parts made anew."""
    return PART.sub(lambda found: f"{found[1]}{PARTS[found[2]](at)}\n{found[3]}", text)


def run(root: Path, *, check: bool) -> int:
    """Write what differs, or show it and give 1."""
    differs = 0
    for path, text in wanted(root).items():
        place = root / path
        there = place.read_text(encoding="utf-8") if place.exists() else ""
        if there == text:
            continue
        differs = 1
        if check:
            lines = difflib.unified_diff(
                there.splitlines(), text.splitlines(), path, f"{path} (generated)", lineterm=""
            )
            print("\n".join(lines))
        else:
            place.write_text(text, encoding="utf-8", newline="\n")
            print(f"written: {path}")
    if check and differs:
        print("run `make docs` and commit the result", file=sys.stderr)
    return differs if check else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write the generated documentation anew.")
    parser.add_argument("--check", action="store_true", help="write nothing; show what differs, and end with 1 if any")
    parser.add_argument("--root", type=Path, default=ROOT, help="where the pages are")
    given = parser.parse_args()
    sys.exit(run(given.root, check=given.check))
