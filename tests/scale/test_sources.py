"""Which folders and files are offices, and when one has changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from toolkit.model.finding import UserError
from toolkit.scale.sources import OfficeSource, find_sources

TREE = (
    "north/a/plan.xlsx",
    "north/a/inbox/plan.xlsx",
    "north/a/inbox/x.xlsx",
    "north/a/archive/ledger.jsonl",
    "north/a/archive/.lock",
    "north/a/reports/rollup-2567-03.json",
    "south/b/plan.xlsx",
    "south/c.json",
    "out/summary.json",
    ".hidden/plan.xlsx",
    "readme.txt",
)
FOUND = {
    "north/a": ["archive/ledger.jsonl", "inbox/plan.xlsx", "inbox/x.xlsx", "plan.xlsx"],
    "south/b": ["plan.xlsx"],
    "south/c.json": ["c.json"],
}


def names(sources: tuple[OfficeSource, ...]) -> dict[str, list[str]]:
    return {source.path: [file.name for file in source.files] for source in sources}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in TREE:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path


def test_offices_are_found_at_any_depth(tree: Path) -> None:
    sources, findings = find_sources(str(tree), str(tree / "out"))
    assert names(sources) == FOUND
    assert findings == ()


def test_a_root_may_be_an_office_itself(tree: Path) -> None:
    (source,), _ = find_sources(str(tree / "north" / "a"), str(tree / "out"))
    assert (source.path, source.kind) == ("", "folder")


def test_the_same_is_found_at_an_address() -> None:
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    for name in TREE:
        memory.pipe_file(f"/tree/{name}", name.encode())
    sources, _ = find_sources("memory://tree", "memory://tree/out")
    assert {path: files for path, files in names(sources).items() if not path.startswith(".")} == FOUND


@pytest.mark.parametrize("change", ["plan.xlsx", "inbox/x.xlsx", "inbox/new.xlsx", "archive/ledger.jsonl"])
def test_a_fingerprint_changes_with_what_is_read(tree: Path, change: str) -> None:
    office = tree / "north" / "a"
    (before,), _ = find_sources(str(office), "out")
    (office / change).write_text("something else")
    os.utime(office / change, (1, 1))
    (after,), _ = find_sources(str(office), "out")
    assert before.fingerprint != after.fingerprint


@pytest.mark.parametrize("change", ["reports/rollup-2567-03.json", "archive/.lock", "site/index.html"])
def test_a_fingerprint_keeps_while_nothing_that_is_read_changes(tree: Path, change: str) -> None:
    office = tree / "north" / "a"
    (before,), _ = find_sources(str(office), "out")
    (office / change).parent.mkdir(exist_ok=True)
    (office / change).write_text("something else")
    (after,), _ = find_sources(str(office), "out")
    assert before.fingerprint == after.fingerprint


def test_a_folder_that_may_not_be_read_is_told(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = os.scandir

    def denied(path: str) -> object:
        if str(path).endswith("north"):
            raise PermissionError(13, "denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", denied)
    sources, findings = find_sources(str(tree), str(tree / "out"))
    assert [(finding.code, finding.file) for finding in findings] == [("office-no-access", "north")]
    assert "south/b" in names(sources)


@pytest.mark.parametrize(
    ("root", "code"),
    [("nowhere", "place-unreachable"), ("empty", "no-offices"), ("nosuch://x", "place-unreachable")],
)
def test_a_root_without_offices_is_told(tmp_path: Path, root: str, code: str) -> None:
    (tmp_path / "empty").mkdir()
    address = root if "://" in root else str(tmp_path / root)
    with pytest.raises(UserError) as caught:
        find_sources(address, str(tmp_path / "out"))
    assert caught.value.finding.code == code
