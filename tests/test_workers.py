"""Processes side by side: Ctrl-C ends them without a word, a lost one is told as such."""

from __future__ import annotations

import os
import signal

import pytest

from pipeline.errors import PipelineError
from pipeline.workers import pool, spread


def test_ctrl_c_ends_a_worker_at_once_and_quietly() -> None:
    with pool(1) as processes:
        assert processes.submit(signal.getsignal, signal.SIGINT).result() is signal.SIG_DFL


def test_results_come_in_order() -> None:
    assert list(spread(abs, [-3, 2, -1], 2)) == [3, 2, 1]
    assert list(spread(abs, [-3], 2)) == [3]


def test_a_lost_worker_is_an_environment_fault() -> None:
    with pytest.raises(PipelineError, match="意外终止") as raised:
        list(spread(os._exit, [1, 1], 2))
    assert raised.value.exit_code == 3
