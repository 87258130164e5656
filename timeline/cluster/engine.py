"""The one place where Dask distributed is used: a scheduler and its workers, or both on this machine for a while.

Every wait has a deadline. A worker is used only if it runs the same tool, if its memory is limited, so that it moves
results to its disk before it runs out, and if polars takes no more threads there than the worker has cores.
"""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

import dask
from distributed import CancelledError, Client, Future, KilledWorker, LocalCluster
from distributed.protocol import pickle

from timeline.cluster.parts import DiffersError, Part, answer, cut, given
from timeline.cluster.same import AnotherToolError, here, told_of_worker
from timeline.reading import FileRows
from timeline.running import Run

LOCAL = "local"
SHARE = 16
"""What a part may need of memory at its peak, in times its bytes (an estimate, with room)."""
CONNECT, PATIENCE = 20.0, 600.0
"""Seconds until a scheduler and its workers must have answered, and until another part must be done."""
WAITING = 3
"""Parts that are given out for each core of the cluster, so that none waits for this machine."""
T = TypeVar("T")
THREADS = "POLARS_MAX_THREADS"


class ClusterError(Exception):
    """The cluster cannot do it; the message says why, in one line."""


@contextmanager
def at_work(address: str, root: Path, inputs: str) -> Iterator[Run]:
    """A cluster that works through large files, until the context ends.

    Args:
        address: Of its scheduler (tcp://host:port, tls://host:port); `local` starts workers on this machine.
        root: The root of the collection here.
        inputs: Where the workers find it: a folder of theirs, or an address that fsspec knows.

    Raises:
        ClusterError: If there is no such scheduler, or a worker that cannot be used.
    """
    for name in ("distributed", *(name for name in logging.root.manager.loggerDict if name.startswith("distributed."))):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # whatever matters is told in one line
    with _client(address) as client:
        most = _smallest_share(client, address) // SHARE

        def run(ask: Callable[[bytes], T], rows: FileRows) -> Iterator[tuple[int, T]]:
            name = f"{inputs.rstrip('/')}/{rows.path.relative_to(root).as_posix()}"
            try:
                yield from _asked(client, ask, name, cut(rows, most))
            except (AnotherToolError, DiffersError) as error:
                raise ClusterError(str(error)) from error
            except (OSError, ImportError) as error:
                raise ClusterError(f"a worker cannot read {name}: {error}") from error

        yield run


@contextmanager
def _client(address: str) -> Iterator[Client]:
    if address == LOCAL:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        with (
            dask.config.set({f"distributed.nanny.pre-spawn-environ.{THREADS}": "1"}),
            LocalCluster(
                n_workers=cores, threads_per_worker=1, memory_limit=0.5 / cores, silence_logs=logging.CRITICAL,
                dashboard_address="127.0.0.1:0", scheduler_kwargs={"dashboard": False},
            ) as cluster,
            Client(cluster, timeout=CONNECT) as started,
        ):  # fmt: skip
            yield started
        return
    try:
        client: Client = _within(2 * CONNECT, lambda: Client(address, timeout=CONNECT))
    except (OSError, TimeoutError, ValueError) as error:
        raise ClusterError(
            f"no scheduler answers at {address}; start one there: dask scheduler --no-dashboard"
        ) from error
    with client:
        yield client


def _within(seconds: float, do: Callable[[], T]) -> T:
    """What a function gives, which may wait for ever: for one who listens and says nothing, Dask does.

    Raises:
        TimeoutError: If it does not end in time.
    """
    ends: list[T | Exception] = []

    def work() -> None:
        try:
            ends.append(do())
        except Exception as error:  # noqa: BLE001 - it is raised where it is waited for
            ends.append(error)

    thread = Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    end = ends[0] if ends else TimeoutError(f"no answer within {seconds:.0f} seconds")
    if isinstance(end, Exception):
        raise end
    return end


def _smallest_share(client: Client, address: str) -> int:
    """The memory for one part on the worker that has least of it.

    Raises:
        ClusterError: If there is no worker, or one that cannot be used.
    """
    try:
        client.wait_for_workers(1, timeout=CONNECT)
        told = client.run(told_of_worker, here(), on_error="return", callback_timeout=CONNECT)
    except (TimeoutError, OSError) as error:
        raise ClusterError(f"no worker answers at the scheduler {address}; start one: dask worker {address}") from error
    known = client.scheduler_info(n_workers=-1)["workers"]
    workers = {name: known[name] for name in told if name in known}
    for name, worker in workers.items():
        if fault := _fault(worker, told[name]):
            raise ClusterError(f"worker {name}: {fault}")
    return min(int(worker["memory_limit"]) // int(worker["nthreads"]) for worker in workers.values())


def _fault(worker: Mapping[str, Any], told: int | Exception) -> str:
    """Why a worker cannot be used; "" if it can."""
    cores = worker["nthreads"]
    if isinstance(told, Exception):
        return str(told)
    if not worker["memory_limit"]:
        return "its memory is not limited; start it with --memory-limit 4GB or whatever it has"
    if told > cores:
        return f"polars takes {told} threads there, and the worker has {cores}; start it with {THREADS}={cores}"
    return ""


def _asked(client: Client, ask: Callable[[bytes], T], name: str, parts: Iterator[Part]) -> Iterator[tuple[int, T]]:
    """The bytes of each part and what was said to them, in the order of the parts; few are under way at any time."""
    question = client.submit(given, ask, pure=False)
    most = WAITING * sum(client.nthreads().values())
    waiting: deque[tuple[Part, Future[Any]]] = deque()
    try:
        while True:
            for part in islice(parts, most - len(waiting)):
                waiting.append((part, client.submit(answer, here(), question, name, part, pure=False)))
            if not waiting:
                return
            part, future = waiting.popleft()
            yield part.end - part.start, _result(future)
    finally:
        with suppress(OSError, TimeoutError, CancelledError):
            client.cancel([question, *(future for _, future in waiting)], force=True)


def _result(future: Future[Any]) -> Any:
    """What was said to a part.

    Raises:
        ClusterError: If it cannot be had.
    """
    try:
        return pickle.loads(future.result(timeout=PATIENCE))
    except KilledWorker as error:
        raise ClusterError(
            "each worker that took a certain part of a file was lost; give them more memory, or see their logs"
        ) from error
    except CancelledError as error:
        raise ClusterError("the scheduler is gone") from error
    except TimeoutError as error:
        raise ClusterError(f"a part of a file was not done within {PATIENCE:.0f} seconds") from error
