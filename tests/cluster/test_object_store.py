"""Workers that read an object store, and workers on this machine alone: `make test-cluster`."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from clusters import answers, environ, files, free_port, large, said, scheduler, timeline, unbuilt, until
from tables import ONE

pytestmark = pytest.mark.cluster


@pytest.fixture(scope="module")
def store() -> Iterator[dict[str, str]]:
    """A server on the loopback interface that speaks S3: the environment in which it is found."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, env=environ(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        until(lambda: answers(port))
        yield {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            "AWS_ACCESS_KEY_ID": "nobody",
            "AWS_SECRET_ACCESS_KEY": "nothing",
            "AWS_DEFAULT_REGION": "us-east-1",
        }
        server.kill()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A large collection, built on one machine."""
    root = tmp_path_factory.mktemp("large") / "collection"
    large(root)
    assert said(timeline(root, "build"))[0] == 0
    return root


def test_workers_read_their_parts_from_an_object_store(
    store: dict[str, str], built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same bytes; nothing is read from the folder here: a file that is not in the store is missed."""
    s3fs = pytest.importorskip("s3fs")
    for name, text in store.items():
        monkeypatch.setenv(name, text)
    root = unbuilt(built, tmp_path)
    system = s3fs.S3FileSystem()
    system.mkdir("highland")
    folder = tmp_path / "workers"
    with scheduler(folder) as cluster, cluster.worker("only", **store):
        build = ("build", "--cluster", cluster.address, "--inputs", "s3://highland/collection/")
        code, out, err = said(timeline(root, *build))
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert f"a worker cannot read s3://highland/collection/{ONE}/observations.csv" in err
        for path in (root / "datasets" / "contributions").rglob("*.csv"):
            system.put(str(path), f"highland/collection/{path.relative_to(root).as_posix()}")
        assert said(timeline(root, *build))[::2] == (0, "")
    assert files(root) == files(built)


def test_workers_on_this_machine_build_the_same(built: Path, tmp_path: Path) -> None:
    root = unbuilt(built, tmp_path)
    assert said(timeline(root, "build", "--cluster", "local"))[::2] == (0, "")
    assert files(root) == files(built)
