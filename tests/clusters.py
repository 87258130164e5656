"""Scheduler and workers as processes on the loopback interface, and the tool with them: shared by tests of clusters."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from time import monotonic

from distributed import Client
from tables import OBSERVATIONS, Cells, csv_text, read

COLLECTION = Path(__file__).parent / "collection"
TREE = Path(__file__).parents[1]
DEADLINE = 120.0
"""Seconds that anything may take on a machine with much else to do."""
ROWS, PART = 600, 6_000
TOOL = f"""
import timeline.validate.collection as collection
collection.SWEEP_FROM = 1_000
import sys
if "--cluster" in sys.argv:
    import timeline.cluster.engine as engine
    import timeline.parts as parts
    parts.PART, engine.CONNECT = {PART}, {{connect}}
from timeline.cli import main
main()
"""
"""The tool with small parts of files that are not large."""


@dataclass(frozen=True)
class Cluster:
    """A scheduler, and what starts a worker of it."""

    address: str
    folder: Path
    stack: ExitStack

    @contextmanager
    def worker(self, name: str, *options: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
        """A worker of one core in a process of its own, there when the context begins and gone when it ends."""
        command = ("dask_worker", self.address, "--no-nanny", "--no-dashboard", "--nthreads", "1", "--name", name)
        places = ("--local-directory", str(self.folder), "--memory-limit", "1GB", "--death-timeout", f"{DEADLINE}")
        environment = {"POLARS_MAX_THREADS": "1", **environment}
        with process(*command, *places, *options, **environment) as started, Client(self.address) as client:
            until(lambda: name in names(client))
            yield started
            started.kill()
            until(lambda: name not in names(client))


def names(client: Client) -> list[str]:
    return [worker["name"] for worker in client.scheduler_info(n_workers=-1)["workers"].values()]


def until(true: Callable[[], bool]) -> None:
    """Ask again and again; each question waits for its answer from a process."""
    end = monotonic() + DEADLINE
    while not true():
        assert monotonic() < end, "it did not come true in time"


def environ(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(TREE), "PYTHONIOENCODING": "utf-8", **more}


@contextmanager
def process(module: str, *arguments: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
    started = subprocess.Popen(command, env=environ(**environment), stderr=subprocess.DEVNULL)
    try:
        yield started
    finally:
        started.kill()
        started.wait(DEADLINE)


def answers(port: int) -> bool:
    """Whether anyone listens."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])


@contextmanager
def scheduler(folder: Path) -> Iterator[Cluster]:
    """A scheduler that answers."""
    port = free_port()
    options = ("--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--dashboard-address", "127.0.0.1:0")
    with ExitStack() as stack:
        stack.enter_context(process("dask_scheduler", *options))
        stack.enter_context(Client(address := f"tcp://127.0.0.1:{port}", timeout=DEADLINE))
        yield Cluster(address, folder, stack)


def timeline(root: Path, *arguments: str, connect: float = DEADLINE, **options: object) -> subprocess.Popen[str]:
    """The tool at work on a collection, with what it says in pipes unless `options` tell otherwise."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    command = [sys.executable, "-c", TOOL.format(connect=connect), "--root", str(root), *arguments]
    return subprocess.Popen(command, env=environ(), encoding="utf-8", **pipes)  # type: ignore[call-overload, no-any-return]


def said(running: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of the tool, once it has ended."""
    with running:
        try:
            out, err = running.communicate(timeout=DEADLINE)
        finally:
            running.kill()
    return running.returncode, out, err or ""


def large(root: Path) -> list[Cells]:
    """Make a collection with figures of several hundred days, in no order, some with quotes in a note."""
    shutil.copytree(COLLECTION, root)
    rows = read(root / OBSERVATIONS)
    base = next(row for row in rows if row["indicator"] == "road-length")
    base |= {"subject": "", "ref_area": "HL", "period_basis": "stated"}
    for number in range(ROWS):
        day = date(1900, 1, 1) + timedelta(days=(number * 7) % ROWS)
        note = ('Measured, on the "day".', "Đo trong ngày.", "")[number % 3]
        rows.append({**base, "observation_id": f"one-road-{number}", "time_period": day.isoformat(), "note": note})
    write(root, rows)
    source = root / OBSERVATIONS.replace("observations.csv", "source.toml")
    kept = [line for line in source.read_text(encoding="utf-8").splitlines() if "expected_observations" not in line]
    source.write_text("\n".join(kept) + "\n", encoding="utf-8", newline="\n")
    return rows


def write(root: Path, rows: list[Cells]) -> None:
    (root / OBSERVATIONS).write_bytes(csv_text(list(rows[0]), rows).encode("utf-8"))


def unbuilt(built: Path, folder: Path) -> Path:
    """The contributions of that collection alone."""
    root = folder / "collection"
    shutil.copytree(built / "datasets" / "contributions", root / "datasets" / "contributions")
    shutil.copytree(built / "datasets" / "codelists", root / "datasets" / "codelists")
    for name in ("package.toml", "tombstones.csv"):
        shutil.copyfile(built / "datasets" / name, root / "datasets" / name)
    return root


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".timeline" not in path.parts
    }
