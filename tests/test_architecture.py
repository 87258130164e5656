"""The form of the code, read from its syntax trees: layers, cycles, seams of third parties, and budgets."""

import ast
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import timeline

PACKAGE = Path(timeline.__file__).parent
PROJECT = Path(__file__).parents[1]
LAYERS = (
    {"__main__"},
    {"cli"},
    {"founding", "release"},
    {"build", "contribute"},
    {"validate", "cluster"},
    {"extract"},
    {"sweep"},
    {"running"},
    {"screen", "starter", "parts"},
    {"reading", "columns", "documents", "loading"},
    {"codelists", "sequence"},
    {"records"},
    {"vocabulary"},
    {"cells"},
    {"expressions", "phrases"},
    {"journal", "released"},
    {"edtf", "problems", "layout", "version"},
)
"""Left may import right, never back; those of one set do not import each other."""
SEAMS = {
    "frictionless": ("validate/package.py",),
    "dateparser": ("phrases/dates.py",),
    "click": ("cli/",),
    "polars": (
        "screen.py", "sweep.py", "running.py", "sequence.py", "columns.py", "validate/together.py", "build/",
        "cluster/", "loading/",
    ),
    "dask": ("cluster/engine.py",),
    "distributed": ("cluster/engine.py",),
    "fsspec": ("cluster/parts.py",),
    "pandas": ("loading/",),
    "pyarrow": ("loading/",),
    "filelock": ("journal.py",),
    "lxml": ("documents/html.py", "documents/docx.py"),
    "docx": ("documents/docx.py",),
    "pypdfium2": ("documents/pdf.py",),
    "openpyxl": ("contribute/workbook_reader.py",),
    "xlsxwriter": ("contribute/workbook_writer.py",),
    "prompt_toolkit": ("cli/asking.py",),
    "pydantic": ("cells.py", "records/", "validate/"),
    "pydantic_core": ("cells.py", "records/"),
}  # fmt: skip
"""Third party -> the files (or folders) that may import it; what is not named here is not imported at all."""
FILE_LINES, FUNCTION_LINES, COMMAND_STATEMENTS = 300, 40, 10

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    """The module's name below the package: `cells`, `records.event`; of a folder, the folder's."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}
FILES = sorted(MODULES.values())


def imported(path: Path) -> Iterator[str]:
    """Full names of all that a file imports, also inside functions: of the package modules, else as written."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner.removeprefix("timeline.") in MODULES else str(node.module)


def own(path: Path) -> set[str]:
    """The modules of the package that a file imports."""
    return {name.removeprefix("timeline.") for name in imported(path) if name.startswith("timeline.")}


def layer(module: str) -> int:
    """Its place in the order; what no layer names is above all, so that nothing may import it."""
    return next((level for level, names in enumerate(LAYERS) if module.partition(".")[0] in names), -1)


def below(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, Function):
            yield node


def test_every_module_has_its_layer() -> None:
    named = [name for names in LAYERS for name in names]
    assert len(named) == len(set(named))
    assert {module.partition(".")[0] for module in MODULES} - {"__init__"} == set(named)


@pytest.mark.parametrize("path", FILES, ids=below)
def test_imports_go_one_way(path: Path) -> None:
    module = name_of(path)
    if module == "__init__":
        return
    top = module.partition(".")[0]
    for name in own(path):
        inside = name.partition(".")[0] == top
        assert inside or layer(name) > layer(module), f"{module} imports {name}"
    assert "timeline" not in set(imported(path)), f"{module} imports the package itself: name the module"


def test_imports_have_no_cycle() -> None:
    order = TopologicalSorter({name: own(path) - {name} for name, path in MODULES.items()})
    try:
        order.prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_third_parties_enter_at_one_seam_each() -> None:
    met = set()
    for path in FILES:
        for party in {name.partition(".")[0] for name in imported(path)} - {"timeline"} - sys.stdlib_module_names:
            met.add(party)
            allowed = SEAMS.get(party, ())
            assert any(
                below(path) == seam or (seam.endswith("/") and below(path).startswith(seam)) for seam in allowed
            ), f"{below(path)} imports {party}"
    assert met == set(SEAMS), "a seam that nobody uses"


def is_gathering(node: ast.stmt, root: bool) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom):
        return True
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    if isinstance(node, ast.Assign):
        return [getattr(target, "id", "") for target in node.targets] == ["__all__"]
    return root and is_lazy(node)


def is_lazy(node: ast.stmt) -> bool:
    """Whether public names are imported for type checkers, and looked up when they are used (PEP 562)."""
    return (
        isinstance(node, ast.If)
        and getattr(node.test, "id", "") == "TYPE_CHECKING"
        and all(isinstance(each, ast.ImportFrom) for each in node.body)
        and [getattr(each, "name", "") for each in node.orelse] == ["__getattr__", "__dir__"]
    )


@pytest.mark.parametrize("path", [path for path in FILES if path.name == "__init__.py"], ids=below)
def test_init_gathers_and_defines_nothing(path: Path) -> None:
    tree = parsed(path)
    assert ast.get_docstring(tree)
    for node in tree.body:
        assert is_gathering(node, path.parent == PACKAGE), f"{below(path)}:{node.lineno} defines something"


@pytest.mark.parametrize("path", FILES, ids=below)
def test_files_and_functions_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= FILE_LINES
    for function in functions(path):
        length = (function.end_lineno or 0) - function.lineno + 1
        assert length <= FUNCTION_LINES, f"{below(path)}:{function.lineno} {function.name}: {length} lines"


def is_command(function: Function) -> bool:
    calls = [node.func if isinstance(node, ast.Call) else node for node in function.decorator_list]
    return any(isinstance(call, ast.Attribute) and call.attr in {"command", "group"} for call in calls)


def test_commands_translate_and_do_not_think() -> None:
    commands = [(path, each) for path in FILES for each in functions(path) if is_command(each)]
    assert len(commands) >= 3, "no commands found: is the test blind?"
    for path, command in commands:
        statements = sum(isinstance(node, ast.stmt) for node in ast.walk(command)) - 1
        statements -= bool(ast.get_docstring(command))
        assert statements <= COMMAND_STATEMENTS, f"{below(path)} {command.name}: {statements} statements"


BYTES_ONLY = {"os", "archive", "opener"}
"""What has an `open` that gives no text: the module, and our names for a ZipFile and for an opener of URLs."""


def opens(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """The calls of a file that open, read or write a file as text."""
    for node in ast.walk(parsed(path)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        modes = [
            part.value
            for part in (*node.args, *(each.value for each in node.keywords if each.arg == "mode"))
            if isinstance(part, ast.Constant)
        ]
        binary = name == "open" and any(mode in {"rb", "wb", "ab", "xb"} for mode in modes)
        bytes_only = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") in BYTES_ONLY
        if name in {"open", "read_text", "write_text"} and not binary and not bytes_only:
            yield name, node


def told(call: ast.Call) -> dict[str | None, object]:
    return {each.arg: getattr(each.value, "value", None) for each in call.keywords}


def own_read_text(path: Path, call: ast.Call) -> bool:
    """Whether the call is of a function of ours, by name alone (`reading.read_text`), not a method of a path."""
    return isinstance(call.func, ast.Name) and call.func.id != "open"


ALL_PYTHON = [
    path
    for folder in (PACKAGE, *(PROJECT / name for name in ("scripts", "benchmarks", "evaluation")))
    for path in folder.rglob("*.py")
]


def test_pytest_looks_into_every_folder_of_tests(pytestconfig: pytest.Config) -> None:
    """By default it leaves out folders called `build` and `dist`, and says nothing."""
    left_out = pytestconfig.getini("norecursedirs")
    folders = {path.parent.relative_to(PROJECT).as_posix() for path in (PROJECT / "tests").rglob("test_*.py")}
    assert "tests/build" in folders
    names = {name for folder in folders for name in folder.split("/")}
    assert [name for name in names for pattern in left_out if fnmatch(name, pattern)] == []


def test_every_text_file_names_its_encoding_and_newline() -> None:
    met = 0
    for path in ALL_PYTHON:
        for name, call in opens(path):
            if own_read_text(path, call):
                continue
            met += 1
            place = f"{path}:{call.lineno}"
            assert told(call).get("encoding") == "utf-8", f"{place}: {name} without encoding"
            if name != "read_text" and path.is_relative_to(PACKAGE):
                assert "newline" in told(call), f"{place}: {name} without newline"
    assert met, "no file is opened: is the test blind?"
