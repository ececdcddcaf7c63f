"""Fixtures that several test folders share, and the marks by which `make quick` chooses."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from calc import has_uno
from clean_for_excel import faults
from hypothesis import settings
from made_once import made_once
from small_office import SmallOffice

from toolkit.example.demo import Demo, play_demo
from toolkit.office import writing
from toolkit.office.folder import OfficeFolder

settings.register_profile("ita", deadline=None, derandomize=True, max_examples=25)  # the same everywhere
settings.register_profile("quick", deadline=None, derandomize=True, max_examples=8)  # `make quick`
settings.register_profile("fuzz", deadline=None, max_examples=400)  # new ones in every run: `make fuzz`
settings.load_profile("ita")

PROGRAMS = {
    "soffice",
    "uno",
    "calc",
    "browser",
    "page",
    "scheduler",
    "processes",
    "pdftotext",
    "program",
    "windows",
}
"""Fixtures that start another program: LibreOffice, Chromium, Dask, poppler, the installed `ita`."""
WHOLE_OFFICES = {"demo", "open_site", "closed_site", "reporting_office", "reported", "reports"}
"""Fixtures that play an office through months, or make all its reports or its site."""
SLOW_FOLDERS = {"bench", "docs", "fuzz", "oracle", "scale", "zoo"}
"""Folders that play many offices, spoil workbooks by the hundred, or run what the documentation shows."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by the fixtures they ask for, by their folder, and where they make up examples."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if PROGRAMS & fixtures:
            item.add_marker("program")
        if WHOLE_OFFICES & fixtures or item.path.parent.name in SLOW_FOLDERS:
            item.add_marker("slow")
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("property")
    # A worker takes a file at a time: the slow ones come first, so that none goes on alone at the end.
    slow = {item.path for item in items if any(map(item.get_closest_marker, ("program", "slow")))}
    items.sort(key=lambda item: (item.path.parent.name != "windows", item.path not in slow))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not even load the folders of slow tests where these are left out: Dask alone takes seconds."""
    return True if "not slow" in config.option.markexpr and collection_path.name in SLOW_FOLDERS else None


GIVEN_BACK = {"returned", "archive", "inbox"}
"""Folders of workbooks that came from others, with whatever faults they had."""


@pytest.fixture(autouse=True, scope="session")
def _excel_faults() -> Iterator[list[str]]:
    """What Excel is known to refuse in the workbooks that the toolkit has written since the last look."""
    found: list[str] = []
    replace = writing._replace

    def look_at(path: Path, data: bytes) -> None:
        replace(path, data)
        if path.suffix in (".xlsx", ".xlsm") and not GIVEN_BACK & set(path.parts):
            found.extend(f"{path.name}: {fault}" for fault in faults(data))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "_replace", look_at)
        yield found


@pytest.fixture(autouse=True)
def _clean_for_excel(_excel_faults: list[str]) -> Iterator[None]:
    """Fail each test in which a workbook was written that Excel would refuse or repair."""
    yield
    found = list(_excel_faults)
    _excel_faults.clear()
    assert found == []


@pytest.fixture(scope="session")
def soffice() -> str:
    """The path of LibreOffice; skips where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        pytest.skip("LibreOffice is not installed")
    return found


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder with real documents of other years beside the checkout; skips where it is absent."""
    folder = Path(__file__).parents[1].parent / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip("the folder of real documents is not here")
    return folder


@pytest.fixture(scope="session")
def uno(soffice: str) -> None:
    """LibreOffice can be asked; skips where it, its UNO bridge or the font is not installed."""
    if not has_uno() or shutil.which("fc-list") is None:
        pytest.skip("LibreOffice's UNO bridge (python3-uno) or fontconfig is not installed")
    fonts = subprocess.run(["fc-list", ":", "family"], check=True, capture_output=True, text=True)
    if "Laksaman" not in fonts.stdout:
        pytest.skip("the font Laksaman (fonts-thai-tlwg) is not installed")


@pytest.fixture(scope="session")
def real_documents(seeds: Path) -> list[Path]:
    """Real plans, where they lie beside the checkout; skips where they do not."""
    found = sorted(seeds.glob("*.docx"))
    if not found:
        pytest.skip("no real documents beside the checkout")
    return found


@pytest.fixture(scope="session")
def thai_fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fontconfig file that adds the fonts of Thai offices; skips where their folder is absent."""
    fonts = Path(__file__).parents[1].parent / "shared" / "fonts"
    if not fonts.is_dir():
        pytest.skip("the folder of the offices' fonts is not here")
    folder = tmp_path_factory.mktemp("fonts")
    config = folder / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{fonts}</dir><dir>/usr/share/fonts</dir><cachedir>{folder / 'cache'}</cachedir>"
        '<include ignore_missing="yes">/etc/fonts/conf.d</include></fontconfig>',
        encoding="utf-8",
    )
    return config


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The worked example as `ita demo` leaves it, played once: look, do not touch."""
    return made_once(tmp_path_factory, "demo", play_demo)


@pytest.fixture(scope="session")
def demo_office(demo: Demo) -> OfficeFolder:
    """The office folder of the worked example: look, do not touch (copy it to change anything)."""
    return demo.office


@pytest.fixture(scope="session")
def _small_office(tmp_path_factory: pytest.TempPathFactory) -> SmallOffice:
    return SmallOffice.make(tmp_path_factory.mktemp("small") / "office")


@pytest.fixture
def small_office(_small_office: SmallOffice, tmp_path: Path) -> SmallOffice:
    """A small office of one's own, its workbooks distributed on 2 October."""
    return _small_office.copy(tmp_path / "office")
