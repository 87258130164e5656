"""Where files are cut and what workers are refused: what needs no process of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from distributed.protocol import pickle
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline.cluster import same
from timeline.cluster.engine import _fault
from timeline.cluster.parts import DiffersError, answer, cut, read
from timeline.layout import Layout
from timeline.reading import FileRows
from timeline.validate import read_collection, validate

T = TypeVar("T")
OBSERVATIONS = "datasets/contributions/one/observations.csv"
LINES = st.lists(st.sampled_from([b"a,b\n", b"\n", b'"a\nb",c\n', b'"', b"a", b"\r\n", b'"""\n",\n']), max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES, st.integers(1, 40))
def test_property_parts_are_the_whole_file_below_its_header(tmp_path: Path, lines: list[bytes], most: int) -> None:
    """Each but the last ends with a line, and with all quotes closed."""
    path = tmp_path / "file.csv"
    path.write_bytes(b"first,line\n" + b"".join(lines))
    parts = list(cut(FileRows(path, ("first", "line")), most))
    texts = [read(str(path), part) for part in parts]
    assert b"".join(texts) == b"".join(lines)
    assert all(text.endswith(b"\n") and text.count(b'"') % 2 == 0 for text in texts[:-1])
    assert [part.start for part in parts[1:]] == [part.end for part in parts[:-1]]


@pytest.mark.parametrize("most", [1, 300, 1_000])
def test_what_is_asked_of_a_part_can_be_sent_before_and_after_it_was_asked(
    collection: Path, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Expressions remember answers in functions that cannot be sent; whoever lost its question is sent it anew."""
    path = collection / OBSERVATIONS
    path.write_bytes(path.read_bytes().replace(b",41710.4,", b",4171O.4,"))
    alone = validate(read_collection(Layout(collection)))
    monkeypatch.setattr("timeline.validate.collection.SWEEP_FROM", 0)
    asked = 0

    def run(ask: Callable[[bytes], T], rows: FileRows) -> Iterator[tuple[int, T]]:
        nonlocal asked
        for part in cut(rows, most):
            ask = pickle.loads(pickle.dumps(ask))
            yield part.end - part.start, pickle.loads(answer(same.here(), ask, str(rows.path), part))
            asked += 1

    assert validate(read_collection(Layout(collection), run=run)) == alone != []
    assert asked > 1


def test_a_copy_that_differs_is_refused(tmp_path: Path) -> None:
    path, other = tmp_path / "file.csv", tmp_path / "other.csv"
    path.write_bytes(b"a\n1\n2\n")
    other.write_bytes(b"a\n1\n3\n")
    (part,) = cut(FileRows(path, ("a",)), 100)
    with pytest.raises(DiffersError, match=r"other\.csv is another file than here, at the bytes from 2 to 6"):
        read(str(other), part)


@pytest.mark.parametrize("index", range(len(same.here())))
def test_anything_that_differs_is_named(index: int) -> None:
    wanted = list(same.here())
    what, which = wanted[index]
    wanted[index] = (what, "other")
    with pytest.raises(same.AnotherToolError, match=f"^{what} is {which} on a worker and other here"):
        same.told_of_worker(tuple(wanted))


def test_a_worker_needs_a_limit_of_its_memory_and_no_more_threads_than_cores() -> None:
    worker = {"nthreads": 2, "memory_limit": 10**9}
    assert _fault(worker, 2) == ""
    assert _fault(worker, 1) == ""
    assert "start it with POLARS_MAX_THREADS=2" in _fault(worker, 3)
    assert "--memory-limit" in _fault({**worker, "memory_limit": 0}, 2)
    assert _fault(worker, ModuleNotFoundError("No module named 'timeline'")) == "No module named 'timeline'"
