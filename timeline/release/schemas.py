"""What became of a package's structure, and which version each change demands.

The recipe is https://datapackage.org/recipes/data-package-version/ with the differences that docs/use.md tells.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from timeline.release.rows import Op
from timeline.released import Level

Told = Mapping[str, Any]
FOLLOWS = {"resources", "version", "created", "bytes", "hash", "schema", "fields", "name"}
"""Properties that say what others do, or that are compared on their own."""
BREAKING = {"path", "type", "format", "mediatype", "encoding", "dialect", "profile", "data", "missingValues"}
"""Properties that readers go by."""
TIGHTER_ABOVE = {"minLength", "minimum", "exclusiveMinimum"}
TIGHTER_BELOW = {"maxLength", "maximum", "exclusiveMaximum"}
ADDED, REMOVED, RENAMED, MOVED = "added", "removed", "renamed", "re-ordered"
TIGHTER, LOOSER, OTHER, WORDS = (
    "constraint tightened",
    "constraint loosened",
    "type or meaning changed",
    "description changed",
)
PLAIN = "changed"
WORDED = {"title", "description", "timeline:titleVi", "timeline:descriptionVi"}


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """One change of the structure.

    Attributes:
        op: What became of the thing.
        level: What that demands.
        resource: The resource; "" for the package.
        field: The field; "" for the resource.
        what: The property concerned; "" for the whole.
        old: What it was.
        new: What it is.
        reason: Which rule of the recipe that is.
    """

    op: Op
    level: Level
    resource: str
    field: str
    what: str
    old: Any
    new: Any
    reason: str


def compare_schemas(old: Told, new: Told) -> list[SchemaChange]:
    """What became of the structure of a package, by its two descriptors; {} is no package."""
    if not old:
        return [SchemaChange(Op.ADD, Level.MINOR, each["name"], "", "", None, None, ADDED) for each in new["resources"]]
    changes = [*_properties("", "", old, new)]
    if old.get("name") != new.get("name"):
        changes.insert(0, _mod(Level.MAJOR, "", "", "name", old, new, RENAMED))
    before, after = (named(told["resources"]) for told in (old, new))
    renamed = _renamed(before, after, _same_resource)
    changes += _presence("", "", before, after, renamed)
    for name, resource in after.items():
        was = before.get(renamed.get(name, name))
        if was:
            changes += _properties(name, "", was, resource)
            changes += _compare_fields(name, was.get("schema"), resource.get("schema"))
    return changes


def named(told: Any) -> dict[str, Told]:
    """The members of a list by their name; what has none is passed over."""
    members = told if isinstance(told, list) else []
    return {each["name"]: each for each in members if isinstance(each, dict) and isinstance(each.get("name"), str)}


def _compare_fields(resource: str, old: Any, new: Any) -> Iterator[SchemaChange]:
    if not isinstance(old, dict) or not isinstance(new, dict):
        if old != new:
            yield SchemaChange(Op.MOD, Level.MAJOR, resource, "", "schema", None, None, OTHER)
        return
    yield from _schema_properties(resource, old, new)
    before, after = (named(told.get("fields")) for told in (old, new))
    renamed = _renamed(before, after, _same_field)
    yield from _presence(resource, "field", before, after, renamed)
    for name, field in after.items():
        was = before.get(renamed.get(name, name))
        if was:
            yield from _properties(resource, name, was, field)
            yield from _constraints(resource, name, was.get("constraints", {}), field.get("constraints", {}))


def _presence(
    resource: str, what: str, old: Mapping[str, Told], new: Mapping[str, Told], renamed: Mapping[str, str]
) -> Iterator[SchemaChange]:
    """Fields of a resource, or (`what` is "") resources, that came, went, have another name or another order."""

    def change(op: Op, level: Level, name: str, old: Any, new: Any, reason: str) -> SchemaChange:
        told = (resource, name) if what else (name, "")
        return SchemaChange(op, level, *told, "name" if reason == RENAMED else "", old, new, reason)

    for name in new:
        if name in renamed:
            yield change(Op.MOD, Level.MAJOR, name, renamed[name], name, RENAMED)
        elif name not in old:
            yield change(Op.ADD, Level.MINOR, name, None, None, ADDED)
    for name in old:
        if name not in new and name not in renamed.values():
            yield change(Op.DEL, Level.MAJOR, name, None, None, REMOVED)
    kept = [renamed.get(name, name) for name in new if renamed.get(name, name) in old]
    before = [name for name in old if name in kept]
    if kept != before:
        yield SchemaChange(Op.MOD, Level.MAJOR, resource, "", "order", before, kept, MOVED)


def _renamed(old: Mapping[str, Told], new: Mapping[str, Told], same: Callable[[Told, Told], bool]) -> dict[str, str]:
    """New name -> old name of what was renamed: alike but for the name, and the only one that is."""
    gone = [name for name in old if name not in new]
    come = [name for name in new if name not in old]
    pairs = [(one, other) for one in come for other in gone if same(old[other], new[one])]
    met = [name for pair in pairs for name in pair]
    return {one: other for one, other in pairs if met.count(one) == met.count(other) == 1}


def _same_resource(old: Told, new: Told) -> bool:
    """Whether both are one resource but for the name. Tables of two topics have one schema, and two titles."""
    if old.get("title") != new.get("title"):
        return False
    schemas = [each.get("schema") for each in (old, new)]
    return schemas[0] == schemas[1] and (schemas[0] is not None or old.get("hash", "") == new.get("hash"))


def _same_field(old: Told, new: Told) -> bool:
    alike = [{key: value for key, value in each.items() if key != "name"} for each in (old, new)]
    return alike[0] == alike[1] and bool(alike[0].get("description"))


def _properties(resource: str, field: str, old: Told, new: Told) -> Iterator[SchemaChange]:
    """The plain properties of a package, resource or field."""
    for what in dict.fromkeys((*new, *old)):
        if what in FOLLOWS or what == "constraints" or old.get(what) == new.get(what):
            continue
        if what == "categories":
            yield _mod(_of_choice(old.get(what), new.get(what)), resource, field, what, old, new, "")
        elif what == "licenses":
            yield _mod(_of_licences(old.get(what), new.get(what)), resource, field, what, old, new, "")
        elif what in BREAKING:
            yield _mod(Level.MAJOR, resource, field, what, old, new, OTHER)
        else:
            yield _mod(Level.PATCH, resource, field, what, old, new, WORDS if what in WORDED else PLAIN)


def _mod(level: Level, resource: str, field: str, what: str, old: Told, new: Told, reason: str) -> SchemaChange:
    reasons = {Level.MAJOR: TIGHTER, Level.MINOR: LOOSER}
    return SchemaChange(
        Op.MOD, level, resource, field, what, old.get(what), new.get(what), reason or reasons.get(level, PLAIN)
    )


def _schema_properties(resource: str, old: Told, new: Told) -> Iterator[SchemaChange]:
    """Keys and missing values: a key that is new or another one is a constraint, one that is gone none."""
    for what in dict.fromkeys((*new, *old)):
        if what == "fields" or old.get(what) == new.get(what):
            continue
        if what in {"primaryKey", "missingValues"}:
            yield _mod(Level.MAJOR, resource, "", what, old, new, OTHER)
        elif what in {"foreignKeys", "uniqueKeys"}:
            gained = [key for key in new.get(what, []) if key not in old.get(what, [])]
            yield _mod(Level.MAJOR if gained else Level.MINOR, resource, "", what, old, new, "")
        else:
            yield _mod(Level.PATCH, resource, "", what, old, new, PLAIN)


def _constraints(resource: str, field: str, old: Told, new: Told) -> Iterator[SchemaChange]:
    for name in dict.fromkeys((*new, *old)):
        if old.get(name) != new.get(name):
            level = _of_constraint(name, old.get(name), new.get(name))
            reason = LOOSER if level is Level.MINOR else TIGHTER
            what = f"constraints.{name}"
            yield SchemaChange(Op.MOD, level, resource, field, what, old.get(name), new.get(name), reason)


def _of_constraint(name: str, old: Any, new: Any) -> Level:
    """Minor where a constraint lets everything through that it did; major where that is not so or cannot be known."""
    if name == "enum":
        return _of_choice(old, new) or Level.MINOR
    if isinstance(old, bool | None) and isinstance(new, bool | None):
        return Level.MAJOR if new else Level.MINOR
    if new is None:
        return Level.MINOR
    numbers = all(isinstance(each, int | float) for each in (old, new))
    looser = numbers and (new < old if name in TIGHTER_ABOVE else new > old if name in TIGHTER_BELOW else False)
    return Level.MINOR if looser else Level.MAJOR


def _of_choice(old: Any, new: Any) -> Level:
    """Of a list of words; of none at all, every word is let through."""
    before, after = _words(old), _words(new)
    if after is None:
        return Level.MINOR
    if before is None or before - after:
        return Level.MAJOR
    return Level.MINOR if after - before else Level.PATCH


def _words(told: Any) -> set[str] | None:
    """The values of `enum` or `categories`, which may have labels."""
    if not isinstance(told, Sequence):
        return None
    return {str(each.get("value") if isinstance(each, dict) else each) for each in told}


def _of_licences(old: Any, new: Any) -> Level:
    """What people may do with the data hangs on the licence; how it is spelled does not."""
    names = [{str(each.get("name") or each.get("path")) for each in told or []} for told in (old, new)]
    return Level.PATCH if names[0] == names[1] else Level.MAJOR
