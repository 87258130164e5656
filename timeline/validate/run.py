"""Everything that is checked before anything is built."""

from timeline.problems import Problem, in_order
from timeline.records.package import PackageInfo
from timeline.validate.across import CHECKS, figures_fit
from timeline.validate.collection import Collection
from timeline.validate.rows import check_table
from timeline.validate.toml import read_package


def validate(collection: Collection) -> list[Problem]:
    """Every fault of the collection at once, in order of place: of files, of cells and rows, and across rows."""
    problems = [*collection.problems, *package_info(collection)[1]]
    for table in collection.tables:
        problems += check_table(table, collection.known)
    for check in CHECKS:
        problems += check(collection)
    problems += figures_fit(collection, {(problem.path, problem.line) for problem in problems})
    return in_order(problems)


def package_info(collection: Collection) -> tuple[PackageInfo | None, list[Problem]]:
    """What package.toml says; a missing file is told where the collection is read."""
    path = collection.layout.package_toml
    return read_package(path, collection.layout.relative(path)) if path.exists() else (None, [])
