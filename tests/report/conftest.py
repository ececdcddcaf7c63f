"""Fixtures of the reports' tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest
from made_once import made_once
from reported_office import reported_office, write
from small_office import SmallOffice

from toolkit.report.kinds import TEMPLATES
from toolkit.report.write import WrittenReport


@pytest.fixture(scope="session")
def reporting_office(tmp_path_factory: pytest.TempPathFactory) -> SmallOffice:
    """A small office that has reported; look, do not touch."""
    return made_once(tmp_path_factory, "reported", reported_office)


@pytest.fixture(scope="session")
def reports(
    reporting_office: SmallOffice, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, WrittenReport]:
    """Its five reports by template."""
    date = dt.date(2024, 4, 5)

    def write_all(_: Path) -> dict[str, WrittenReport]:
        return {name: write(reporting_office, name, date=date, number="15") for name in TEMPLATES}

    return made_once(tmp_path_factory, "reports", write_all)
