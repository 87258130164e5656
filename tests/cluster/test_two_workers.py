"""A scheduler and two workers in processes of their own: what one machine builds and finds, they build and find."""

import os
import pty
import socket
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import cloudpickle
import pytest
from clusters import ROWS, Cluster, files, free_port, large, said, scheduler, timeline, unbuilt, until, write
from distributed import Client, Worker
from tables import ONE

SPILL = {"DASK_DISTRIBUTED__WORKER__MEMORY__TARGET": "0.000001"}
"""Of the memory of a worker: results above a thousand bytes go to its disk."""
HANG = """
import threading
import timeline.cluster.parts
timeline.cluster.parts.read = lambda *_: threading.Event().wait()
"""
OTHER = 'import timeline.version\ntimeline.version.__version__ = "0.0.9"\n'


cloudpickle.register_pickle_by_value(sys.modules[__name__])  # workers cannot import tests


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with scheduler(tmp_path_factory.mktemp("cluster")) as started:
        for name in ("first", "second"):
            started.stack.enter_context(started.worker(name, **SPILL))
        yield started


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A large collection, built on one machine."""
    root = tmp_path_factory.mktemp("large") / "collection"
    large(root)
    assert said(timeline(root, "build"))[0] == 0
    return root


def hangs(dask_worker: Worker) -> bool:
    """Whether this is the worker that will be lost, at work."""
    return dask_worker.name == "lost" and bool(dask_worker.state.executing)


def test_the_same_bytes_are_built_with_progress_on_a_terminal_and_bounded_memory(
    cluster: Cluster, built: Path, tmp_path: Path
) -> None:
    root = unbuilt(built, tmp_path)
    screen, terminal = pty.openpty()
    running = timeline(root, "build", "--cluster", cluster.address, stderr=terminal)
    os.close(terminal)
    shown = b""
    with closing(os.fdopen(screen, "rb", buffering=0)) as told, pytest.raises(OSError, match="5"):
        while True:  # the end of a terminal is an error: EIO
            shown += told.read(1_000)
    assert said(running)[0] == 0, shown
    assert files(root) == files(built)
    assert b"Reading" in shown
    assert f"{ROWS + 8:,} rows".encode() in shown
    with Client(cluster.address) as client:
        spilt = client.run(lambda dask_worker: sum(dask_worker.data.cumulative_metrics.values()))
        kept = client.run(lambda dask_worker: dask_worker.memory_manager.memory_limit)
    assert len(spilt) == 2
    assert all(spilt.values()), "both workers took part, and moved results to their disks"
    assert set(kept.values()) == {10**9}


def test_faults_in_any_part_are_told_alike(cluster: Cluster, tmp_path: Path) -> None:
    """Ids twice and cells shared across parts, names of what is not there, bad cells, a row too short."""
    root = tmp_path / "collection"
    rows = large(root)
    rows[-2] |= {"observation_id": rows[40]["observation_id"]}
    rows[-3] |= {"observation_id": rows[50]["observation_id"].upper()}
    rows[-5] |= {name: rows[60][name] for name in ("time_period", "counterpart_area")}
    rows[300] |= {"subject": "no-such-event"}
    rows[305] |= {"note": 'one line\n"two lines\n'}
    rows[310] |= {"obs_value": "1,5"}
    rows[320] |= {"time_period": "2025-02-30"}
    write(root, rows)
    alone = said(timeline(root, "validate"))
    assert alone[0] == 1
    assert alone[1].count("\n") > 6
    assert said(timeline(root, "validate", "--cluster", cluster.address)) == alone


def test_a_worker_killed_in_mid_run_is_survived(cluster: Cluster, built: Path, tmp_path: Path) -> None:
    root = unbuilt(built, tmp_path)
    preload = tmp_path / "hang.py"
    preload.write_text(HANG, encoding="utf-8")
    with cluster.worker("lost", "--preload", str(preload)) as lost, Client(cluster.address) as client:
        running = timeline(root, "build", "--cluster", cluster.address)
        until(lambda: any(client.run(hangs).values()))
        lost.kill()
        assert said(running)[::2] == (0, "")
    assert files(root) == files(built)


def test_workers_on_another_version_of_the_tool_are_refused(cluster: Cluster, built: Path, tmp_path: Path) -> None:
    preload = tmp_path / "other.py"
    preload.write_text(OTHER, encoding="utf-8")
    with cluster.worker("other", "--preload", str(preload)):
        code, out, err = said(timeline(built, "validate", "--cluster", cluster.address))
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "timeline-publisher is 0.0.9 on a worker" in err
    assert "install the same on both" in err


def test_workers_read_the_collection_where_they_are_told(cluster: Cluster, built: Path, tmp_path: Path) -> None:
    """A copy elsewhere serves; one that differs, and one that is not there, are told in one line."""
    with_workers = ("validate", "--cluster", cluster.address, "--inputs")
    assert said(timeline(built, *with_workers, str(built)))[:2] == (0, "No problems.\n")
    copy = unbuilt(built, tmp_path)
    observations = copy / ONE / "observations.csv"
    observations.write_bytes(observations.read_bytes().replace(b"one-road-7,", b"one-road-8,"))
    code, out, err = said(timeline(built, *with_workers, str(copy)))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert f"{observations} is another file than here" in err
    code, out, err = said(timeline(built, *with_workers, "/nowhere/"))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert f"a worker cannot read /nowhere/{ONE}/observations.csv" in err


def test_an_address_where_nobody_listens_is_told_in_one_line(built: Path) -> None:
    address = f"tcp://127.0.0.1:{free_port()}"
    assert said(timeline(built, "validate", "--cluster", address, connect=2)) == (
        2,
        "",
        f"Error: no scheduler answers at {address}; start one there: dask scheduler --no-dashboard\n",
    )


def test_a_listener_that_says_nothing_is_not_waited_for(built: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        code, _, err = said(timeline(built, "build", "--check", "--cluster", address, connect=2))
    assert (code, err.count("\n")) == (2, 1)
    assert f"no scheduler answers at {address}" in err
