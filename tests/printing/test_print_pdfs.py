"""Documents to PDF: what hangs, dies or fails is found out, and the others are printed all the same."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from threading import Event

import pytest
from fake_engine import PDF, FakeEngine, orders
from processes import is_gone

from toolkit.model.finding import Finding
from toolkit.printing import engine as engine_module
from toolkit.printing.engine import PrintDocument, is_pdf
from toolkit.printing.print_pdfs import PrintOutcome, free_memory, lanes, print_pdfs

pytestmark = pytest.mark.slow  # whole offices, several seconds in all

PATIENCE = 1.5


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    monkeypatch.setattr("toolkit.printing.engine._LEAVE", 0.3)
    return FakeEngine(tmp_path / "log")


def printed(engine: FakeEngine, *each: str) -> str:
    """ "+" for every PDF, else the code of what was found."""
    return " ".join(map(shown, print_pdfs(engine, orders(*each), patience=PATIENCE)))


def shown(outcome: PrintOutcome) -> str:
    return outcome.code if isinstance(outcome, Finding) else "+" if is_pdf(outcome) else "?"


@pytest.mark.parametrize(
    ("given", "outcome", "starts"),
    [
        ((), "", 0),
        (("a",), "+", 1),
        (("a", "b", "c"), "+ + +", 1),
        (("slow", "b"), "+ +", 1),
        (("stay",), "+", 1),
        (("once", "b"), "+ +", 4),  # the test sheet is one of them
        (("a", "once", "b"), "+ + +", 3),
        (("a", "nothing", "b"), "+ print-failed +", 3),
        (("a", "half", "b"), "+ print-failed +", 3),
        (("no pages",), "print-failed", 4),
        (("a", "die", "b", "c"), "+ print-failed + +", 4),
        (("die", "a", "b"), "print-failed + +", 5),
        (("a", "hang", "b", "c"), "+ print-hung + +", 4),
        (("a", "hang", "b", "die", "c"), "+ print-hung + print-failed +", 7),
        (("nothing", "a", "die"), "print-failed + print-failed", 5),
    ],
)
def test_each_document_gets_its_pdf_or_a_finding(
    engine: FakeEngine, given: tuple[str, ...], outcome: str, starts: int
) -> None:
    assert printed(engine, *given) == outcome
    assert len(engine.cleaned) == starts
    assert not any(path.exists() for path in engine.cleaned), "a folder was left behind"


def test_results_come_in_the_order_of_the_documents(engine: FakeEngine) -> None:
    texts = [f"{number}" for number in range(9)]
    found = list(print_pdfs(FakeEngine(engine.log, lanes=2), orders(*texts)))
    assert [result.splitlines()[-1].decode() for result in found if isinstance(result, bytes)] == texts


def test_what_kills_the_engine_is_tried_alone_and_the_others_together(engine: FakeEngine) -> None:
    printed(engine, "a", "die", "b", "c")
    assert engine.starts == ["a die b c", "die", "test", "b c"]


def test_many_documents_are_printed_in_several_starts(engine: FakeEngine) -> None:
    assert set(print_pdfs(engine, orders(*["a"] * 120))) == {PDF + b"\na"}
    assert [len(start.split()) for start in engine.starts] == [50, 50, 20]


@pytest.mark.parametrize("broken", ["nothing", "die", "half", "hang"])
def test_an_engine_that_prints_nothing_at_all_is_given_up(tmp_path: Path, broken: str) -> None:
    """After one start and a test sheet: not once more for each document."""
    engine = FakeEngine(tmp_path / "log", broken)
    found = list(print_pdfs(engine, orders("a", "b", "c"), patience=PATIENCE))
    assert found == [Finding("engine-broken", found="Fake")] * 3
    assert engine.starts == ["a b c", "test"]


def test_a_program_that_cannot_be_started(tmp_path: Path) -> None:
    class Gone(FakeEngine):
        def command(self, folder: Path, names: object) -> list[str]:
            return [str(tmp_path / "gone")]

    assert list(print_pdfs(Gone(tmp_path / "log"), orders("a"))) == [Finding("engine-broken", found="Fake")]


def test_a_disk_without_room(engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    full = shutil.disk_usage(tempfile.gettempdir())._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    assert printed(engine, "nothing", "nothing") == "disk-full disk-full"


def test_a_fault_of_ours_is_not_hidden(engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.printing.print_pdfs.run_engine", None)
    with pytest.raises(TypeError):
        list(print_pdfs(engine, orders("a")))


@pytest.mark.skipif(sys.platform == "win32", reason="process groups")
def test_no_lock_is_waited_for_with_an_end(engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under a shifted clock (libfaketime) such a wait of Python lasts for ever."""

    def wait(_event: object, timeout: float | None = None) -> bool:
        raise AssertionError(timeout)

    monkeypatch.setattr("toolkit.printing.print_pdfs.Event.wait", wait)
    numbered = {0: PrintDocument(b"slow", ".xlsx")}
    assert [number for number, _ in engine_module.run_engine(engine, numbered, Event())] == [0]


def test_no_child_outlives_its_engine(engine: FakeEngine) -> None:
    assert printed(engine, "a", "leave a child") == "+ print-failed"
    child = int(Path(f"{engine.log}.child").read_text())
    assert is_gone(child)


@pytest.mark.skipif(sys.platform == "win32", reason="plays Windows")
@pytest.mark.parametrize("missing", [False, True])
def test_a_process_that_taskkill_leaves_is_killed_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: bool
) -> None:
    def taskkill(*_: object, **__: object) -> None:
        if missing:
            raise FileNotFoundError(2, "taskkill")

    monkeypatch.setattr("toolkit.printing.engine.sys", type("Windows", (), {"platform": "win32"}))
    for flag in ("CREATE_NO_WINDOW", "CREATE_NEW_PROCESS_GROUP"):
        monkeypatch.setattr(subprocess, flag, 0, raising=False)
    monkeypatch.setattr(subprocess, "run", taskkill)
    with engine_module._running([sys.executable, "-c", "import time; time.sleep(60)"], tmp_path) as process:
        assert process.poll() is None
    assert process.poll() is not None


def test_who_walks_away_leaves_no_engine_running(engine: FakeEngine) -> None:
    printing = print_pdfs(engine, orders("a", "hang"))
    assert shown(next(printing)) == "+"
    begun = time.monotonic()
    printing.close()
    assert time.monotonic() - begun < 5
    assert not engine.cleaned[0].exists()


GB = 1_000_000_000


@pytest.mark.parametrize(
    ("documents", "cores", "memory", "count"),
    [
        (0, 8, 8 * GB, 1),
        (1, 8, 8 * GB, 1),
        (4, 8, 8 * GB, 1),
        (5, 8, 8 * GB, 2),
        (20, 2, 8 * GB, 2),
        (20, 8, 8 * GB, 5),
        (100, 8, 1 * GB, 2),
        (100, 8, 0, 1),
        (100, 8, None, 2),
        (100, 1, None, 1),
    ],
)
def test_as_many_engines_as_the_machine_has_room_for(
    documents: int, cores: int, memory: int | None, count: int
) -> None:
    assert lanes(documents, cores, memory) == count


@pytest.mark.skipif(sys.platform != "linux", reason="told by Linux alone")
def test_free_memory_is_told() -> None:
    assert 1_000_000 < (free_memory() or 0) < 1 << 50


@pytest.mark.parametrize(
    ("data", "good"),
    [
        (PDF, True),
        (PDF.replace(b"/Type/Page", b"/Type /Page"), True),
        (PDF.replace(b"/Type/Page", b"/Type/ObjStm"), True),
        (PDF.replace(b"/Type/Page", b"/Type/Pages"), False),
        (PDF[:-6], False),
        (b"x" + PDF, False),
        (b"", False),
    ],
)
def test_what_counts_as_a_pdf(data: bytes, good: bool) -> None:
    assert is_pdf(data) is good
