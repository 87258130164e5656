"""The built package judged by frictionless: the only place that imports it."""

from pathlib import Path

from timeline.problems import Problem


def judge(descriptor: Path) -> list[Problem]:
    """What frictionless finds wrong with a package: its descriptor, types, constraints, keys, sizes and hashes."""
    from frictionless import FrictionlessException, Package  # noqa: PLC0415 - takes half a second

    try:
        report = Package(str(descriptor)).validate()
    except FrictionlessException as error:
        return [Problem("package-invalid", {"reason": error.error.message}).at(descriptor.name)]
    problems = [Problem("package-invalid", {"reason": error.message}).at(descriptor.name) for error in report.errors]
    for task in report.tasks:
        problems += [Problem("package-invalid", {"reason": error.message}).at(task.place) for error in task.errors]
    return problems
