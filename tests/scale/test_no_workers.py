"""Putting many offices together where a part of the program, or every worker, is lacking."""

from __future__ import annotations

import socket
from contextlib import ExitStack, suppress
from typing import cast

import pytest

from toolkit.model.finding import Finding, UserError
from toolkit.scale import cluster
from toolkit.scale.cluster import Runner, open_extra
from toolkit.scale.partition import Partition, Task


class _Deserted:
    """A client whose scheduler has no worker."""

    def nthreads(self) -> dict[str, int]:
        return {}


def test_a_part_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda name: None if name == "pyarrow" else object())
    with pytest.raises(UserError) as caught:
        open_extra()
    assert caught.value.finding == Finding("scale-missing", found="pyarrow")


def test_work_ends_when_no_worker_is_left_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(cluster, "_ALONE_SECONDS", -1.0)
    runner = Runner(cast("cluster.Client", _Deserted()), cast(Task, None))
    with pytest.raises(UserError) as caught:
        next(runner.run([cast(Partition, None)]))
    assert caught.value.finding == Finding("no-workers")


def test_two_runs_beside_each_other_warn_of_nothing() -> None:
    """The port that Dask takes by default is another run's; a warning is an error here."""
    pytest.importorskip("distributed")
    with ExitStack() as stack:
        with suppress(OSError):  # of somebody else's run already
            stack.enter_context(socket.create_server(("127.0.0.1", 8787)))
        client = stack.enter_context(cluster.cluster(None, 1))
        assert len(client.nthreads()) == 1
