"""Foreign files are read within bounds: what asks too much is broken off, named, and left behind
by nobody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.errors import PipelineError
from pipeline.foreign.bounded import Bounded
from pipeline.foreign.limits import Exceeded, Limits, Unbounded
from pipeline.foreign.several import Several
from pipeline.workers import spread

SMALL = Limits(seconds=1, memory=100_000_000, deadline=20)


def fills(size: int) -> int:
    return len(bytearray(size))


def spins(_: object = None) -> None:
    while True:
        pass


def process_of(_: object) -> int:
    return os.getpid()


def sleeps(seconds: float) -> None:
    time.sleep(seconds)


def prints(words: str) -> str:
    os.write(1, words.encode())
    print(words, flush=True)
    return words


def refuses() -> None:
    raise PipelineError("不行", "换一个")


def stumbles(what: type[Exception]) -> None:
    raise what("x")


def aborts_like_rust() -> None:
    os.write(2, b"memory allocation of 9000000000 bytes failed\n")
    os.abort()


def bounded_fill(size: int) -> int | Exceeded:
    with Bounded(SMALL) as reader:
        return reader.call(fills, size)


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
        return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_a_value_comes_back_from_another_process_and_the_next_from_the_same() -> None:
    with Bounded() as reader:
        first = reader.call(os.getpid)
        assert first != os.getpid()
        assert reader.call(os.getpid) == first
        assert reader.call(fills, size=3) == 3
    assert isinstance(first, int) and not is_there(first)
    assert Unbounded().call(fills, 3) == 3


def test_what_is_printed_spoils_no_answer() -> None:
    with Bounded() as reader:
        assert reader.call(prints, "某字") == "某字"


def test_processor_time_is_bounded_for_each_call() -> None:
    with Bounded(SMALL) as reader:
        assert reader.call(spins) == Exceeded("读得太久")
        assert reader.call(fills, 5) == 5  # by a new process


def test_the_deadline_holds_for_what_only_waits() -> None:
    with Bounded(Limits(deadline=3)) as reader:
        assert reader.call(sleeps, 60) == Exceeded("读得太久")
        assert reader.call(fills, 5) == 5


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
def test_memory_is_bounded_and_given_back() -> None:
    with Bounded(SMALL) as reader:
        assert [reader.call(fills, 60_000_000) for _ in range(4)] == [60_000_000] * 4
        assert reader.call(fills, 200_000_000) == Exceeded("占内存太多")
        assert reader.call(fills, 60_000_000) == 60_000_000


def test_a_process_that_ends_is_told_and_replaced() -> None:
    with Bounded() as reader:
        assert reader.call(os._exit, 3) == Exceeded("读取程序崩溃")
        assert reader.call(aborts_like_rust) == Exceeded("占内存太多")
        assert reader.call(fills, 5) == 5


def test_an_error_of_ours_comes_through_and_any_other_is_a_break_down() -> None:
    with Bounded() as reader:
        with pytest.raises(PipelineError, match="不行"):
            reader.call(refuses)
        assert reader.call(stumbles, IndexError) == Exceeded("读取程序崩溃（IndexError）")
        assert reader.call(stumbles, RecursionError) == Exceeded("读取程序崩溃（RecursionError）")


def test_the_processes_of_spread_read_within_bounds_too() -> None:
    found = list(spread(bounded_fill, [5, 200_000_000, 7], 2))
    assert found[::2] == [5, 7]
    if sys.platform == "linux":
        assert found[1] == Exceeded("占内存太多")


def test_several_are_read_side_by_side_in_their_order() -> None:
    with Several(2) as readers:
        assert readers.read(fills, [1, 2, 3, 4, 5]) == [1, 2, 3, 4, 5]
        assert readers.read(fills, []) == []
        assert len(set(readers.read(process_of, [1, 2, 3, 4]))) == 2
        assert len(set(readers.read(process_of, [1, 2, 3, 4], share=3))) == 1
        broken = Exceeded("读取程序崩溃（KeyError）")
        assert readers.read(stumbles, [KeyError, KeyError]) == [broken] * 2
        left = readers.read(process_of, [1, 2])
    assert not any(is_there(one) for one in left if isinstance(one, int))


PARENT = """
import sys
from pipeline.foreign.bounded import Bounded
from tests.foreign.test_bounded import fills, sleeps
with Bounded() as reader:
    import os
    print(reader.call(os.getpid), flush=True)
    if sys.argv[1] == "busy":
        reader.call(sleeps, 60)
    else:
        sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="needs PR_SET_PDEATHSIG")
@pytest.mark.parametrize("state", ["busy", "idle"])
def test_it_dies_with_a_parent_that_is_killed(state: str) -> None:
    root = Path(__file__).parents[2]
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, state],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(root)},
        cwd=root,
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert is_there(child)
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    for _ in range(100):
        if not is_there(child):
            return
        time.sleep(0.05)
    pytest.fail("left behind")
