"""Derive the codelists of new repositories, timeline/starter/codelists/, from datasets/codelists/.

scripts/starter.toml says which rows are taken; what is taken stays as it is. `--check` says what differs instead.
"""

import argparse
import csv
import io
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from timeline.codelists import referred
from timeline.columns import fields
from timeline.records import CODELISTS

ROOT = Path(__file__).parents[1]
WHOLE, TAKEN = Path("datasets", "codelists"), Path("timeline", "starter", "codelists")
ANY: list[dict[str, list[str]]] = [{}]

Row = dict[str, str]
Rules = Mapping[str, Mapping[str, Sequence[Mapping[str, Sequence[str]]]]]


def fits(row: Row, condition: Mapping[str, Sequence[str]]) -> bool:
    """Whether each column named has one of the texts given."""
    return all(any(fnmatchcase(row[name], text) for text in texts) for name, texts in condition.items())


def taken(rows: Sequence[Row], rule: Mapping[str, Sequence[Mapping[str, Sequence[str]]]]) -> list[Row]:
    """The rows that fit one of `take` and none of `leave`."""
    takes, leaves = rule.get("take", ANY), rule.get("leave", [])
    return [
        row for row in rows if any(fits(row, each) for each in takes) and not any(fits(row, each) for each in leaves)
    ]


def idle(rows: Sequence[Row], rule: Mapping[str, Any]) -> Iterator[str]:
    """The texts of a rule that no row has: the row was renamed or is gone."""
    for condition in (*rule.get("take", []), *rule.get("leave", [])):
        for name, texts in condition.items():
            for text in texts:
                if not any(fits(row, {name: [text]}) for row in rows):
                    yield f"{name} {text}"


def read(path: Path) -> list[Row]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def written(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """Rows as a CSV text."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def open_references(lists: Mapping[str, Sequence[Row]]) -> Iterator[str]:
    """Each cell that names a code which is not in the lists."""
    codes = {table: {row["code"] for row in rows} for table, rows in lists.items()}
    for kind in CODELISTS:
        for column in fields(kind):
            if not column.codelist:
                continue
            for row in lists[kind.table]:
                for table, code in referred(column.codelist, column.name, row[column.name]) if row[column.name] else ():
                    if code not in codes[table]:
                        yield f"{kind.table}: {row['code']}: {column.name} {code} is not taken"


def derived(root: Path) -> tuple[dict[str, str], list[str]]:
    """File name -> text of each codelist of a new repository, and what is wrong with the rules."""
    rules: Rules = tomllib.loads((root / "scripts" / "starter.toml").read_text(encoding="utf-8"))
    faults = [f"{name}: there is no such codelist" for name in rules.keys() - {kind.table for kind in CODELISTS}]
    lists, texts = {}, {}
    for kind in CODELISTS:
        rows, rule = read(root / WHOLE / f"{kind.table}.csv"), rules.get(kind.table, {})
        lists[kind.table] = taken(rows, rule)
        texts[f"{kind.table}.csv"] = written([column.name for column in fields(kind)], lists[kind.table])
        faults += [f"{kind.table}: no row has {text}" for text in idle(rows, rule)]
        if not lists[kind.table]:
            faults.append(f"{kind.table}: no row is taken")
    return texts, [*faults, *open_references(lists)]


def run(root: Path, *, check: bool) -> int:
    """Write what differs, or name it and give 1; nothing is written while the rules are faulty."""
    texts, faults = derived(root)
    for fault in faults:
        print(f"scripts/starter.toml: {fault}")
    if faults:
        return 1
    folder = root / TAKEN
    there = {path.name: path.read_bytes() for path in folder.glob("*")}
    differing = sorted(name for name in texts | there if texts.get(name, "").encode() != there.get(name))
    for name in differing:
        print(f"{'differs' if check else 'written'}: {(TAKEN / name).as_posix()}")
        if not check and name in texts:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(texts[name], encoding="utf-8", newline="\n")
        elif not check:
            (folder / name).unlink()
    return 1 if check and differing else 0


def main() -> int:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; end with 1 if anything differs")
    parser.add_argument("--root", type=Path, default=ROOT, help="the tree to write to")
    arguments = parser.parse_args()
    return run(arguments.root, check=arguments.check)


if __name__ == "__main__":
    sys.exit(main())
