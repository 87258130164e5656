"""`--cluster`: the work on large files is done by the workers of a Dask cluster."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from timeline.running import Run

F = TypeVar("F", bound=Callable[..., Any])
ADDRESS = re.compile(r"local|(?:tcp|tls)://\S+:[0-9]+")
INSTALL = "pip install 'timeline-publisher[cluster]'"


def clustered(command: F) -> F:
    """The options --cluster and --inputs."""
    address = click.option(
        "--cluster", metavar="ADDRESS", callback=_address,
        help="Have large files worked through by Dask workers: tcp://HOST:PORT of their scheduler, or local.",
    )  # fmt: skip
    inputs = click.option(
        "--inputs", metavar="ADDRESS",
        help="Where the workers find the collection: a folder of theirs or s3://BUCKET/FOLDER (default: as here).",
    )  # fmt: skip
    return address(inputs(command))


def _address(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is not None and not ADDRESS.fullmatch(value):
        raise click.BadParameter(f"{value} is no address of a scheduler; write tcp://HOST:PORT, or local")
    return value


@contextmanager
def at_work(address: str | None, inputs: str | None, root: Path) -> Iterator[Run | None]:
    """Workers for as long as the context lasts; None without an address.

    Raises:
        UnusableError: If the cluster cannot be used, or what uses it is not installed.
    """
    if address is None:
        if inputs is not None:
            raise click.UsageError("--inputs tells workers where to read; name their scheduler with --cluster")
        yield None
        return
    try:
        from timeline import cluster
    except ImportError as error:
        raise UnusableError(f"--cluster needs {error.name}, which is not installed; type: {INSTALL}") from error
    try:
        with cluster.at_work(address, root, inputs or str(root)) as run:
            yield run
    except cluster.ClusterError as error:
        raise UnusableError(str(error)) from error


class UnusableError(click.ClickException):
    """A cluster that cannot be used, told in one line; nothing was found in the data."""

    exit_code = 2
