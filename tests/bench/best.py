"""The least time of several runs, in turns: other programs slow down some rounds, hardly all."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping


def best_of(
    runs: Mapping[str, Callable[[], object]],
    rounds: int,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, float]:
    """The seconds of the fastest of its runs, for each name."""
    least = dict.fromkeys(runs, float("inf"))
    for _ in range(rounds):
        for name, run in runs.items():
            start = clock()
            run()
            least[name] = min(least[name], clock() - start)
    return least
