"""The worked example's site, made once with progress and once without."""

from __future__ import annotations

import pytest
from made_once import made_once
from made_site import Made, make_site

from toolkit.example.demo import Demo


@pytest.fixture(scope="session")
def open_site(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The site with completion, timeliness and divisions: look, do not touch."""
    return made_once(tmp_path_factory, "open", lambda root: make_site(demo, root, progress=True))


@pytest.fixture(scope="session")
def closed_site(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The site without them: look, do not touch."""
    return made_once(tmp_path_factory, "closed", lambda root: make_site(demo, root, progress=False))
