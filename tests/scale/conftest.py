"""A small made-up country, and a Dask cluster inside the test process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from made_once import made_once

from tests.made_up.country import CountrySpec
from tests.made_up.generate import write_country

SPEC = CountrySpec(offices=10, divisions=2, months=2, seed=7, faults=0.2)
AS_OF = SPEC.taken_in_at


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten offices whose divisions have sent two months: look, do not touch (copy it to change anything)."""

    def write(root: Path) -> Path:
        assert list(write_country(SPEC, root))[-1] == SPEC.offices
        return root

    return made_once(tmp_path_factory, "country", write)


@pytest.fixture(scope="session")
def scheduler() -> Iterator[str]:
    """The address of a Dask scheduler with one worker."""
    distributed = pytest.importorskip("distributed")
    pytest.importorskip("pyarrow")
    with distributed.LocalCluster(n_workers=1, processes=False, dashboard_address="127.0.0.1:0") as local:
        yield local.scheduler_address
