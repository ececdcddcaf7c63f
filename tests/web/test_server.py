"""The server of the front page: it starts, is found by a second start, and ends when asked."""

from __future__ import annotations

import datetime as dt
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from toolkit.model.finding import UserError
from toolkit.web import server
from toolkit.web.server import serve

pytestmark = pytest.mark.slow

SECONDS = 60


def start(folder: Path, output: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Start `ita open` on a folder; return the process and the address that it prints."""
    command = [sys.executable, "-u", "-m", "toolkit", "open", str(folder), "--no-browser"]
    with output.open("wb") as stream:
        process = subprocess.Popen(command, stdout=stream)
    end = time.monotonic() + SECONDS
    while not (addresses := re.findall(r"http://\S+", output.read_text("utf-8"))):
        assert process.poll() is None and time.monotonic() < end, "no address was printed"
        time.sleep(0.05)
    return process, addresses[0]


def test_it_serves_this_machine_is_found_again_and_ends_when_asked(tmp_path: Path) -> None:
    offices = tmp_path / "offices"
    process, address = start(offices, tmp_path / "first.txt")
    try:
        assert address.startswith("http://127.0.0.1:")
        second, same = start(offices, tmp_path / "second.txt")
        assert (second.wait(SECONDS), same) == (0, address)
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        with opener.open(address, timeout=SECONDS) as answer:
            page = answer.read().decode()
        (token,) = set(re.findall(r'name="token" value="(\w+)"', page))
        root = address.partition("?")[0]
        with opener.open(f"{root}quit", data=f"token={token}".encode(), timeout=SECONDS) as answer:
            assert "ปิดโปรแกรมแล้ว" in answer.read().decode()
        assert process.wait(SECONDS) == 0
    finally:
        process.kill()
        process.wait()


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The front page in this process; its address."""
    said: list[str] = []
    came = threading.Event()

    def say(address: str) -> None:
        said.append(address)
        came.set()

    options = {"browser": False, "say": say}
    running = threading.Thread(target=serve, args=(folder,), kwargs=options, daemon=True)
    running.start()
    assert came.wait(SECONDS)
    yield said[0]
    running.join(SECONDS)
    assert not running.is_alive()


@pytest.fixture
def idle_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server ends a few seconds after the last request."""
    monkeypatch.setattr(server, "IDLE", dt.timedelta(seconds=3))
    monkeypatch.setattr(server, "_LOOK", 0.05)


def test_it_listens_to_this_machine_alone_and_ends_when_nobody_asks(tmp_path: Path, idle_soon: None) -> None:
    with serving(tmp_path) as address:
        port = int(re.findall(r":(\d+)/", address)[0])
        for host in ("127.0.0.2", "::1"):  # others of this machine stand for those that others see
            with pytest.raises(OSError):
                socket.create_connection((host, port), timeout=SECONDS).close()
    with pytest.raises(OSError):
        urllib.request.urlopen(address, timeout=SECONDS)


def test_an_upload_that_is_cut_off_leaves_nothing_and_ends_nothing(tmp_path: Path, idle_soon: None) -> None:
    with serving(tmp_path) as address:
        port = int(re.findall(r":(\d+)/", address)[0])
        head = f"POST /import HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 100000\r\n\r\n"
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(head.encode() + b"half of a workbook")
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        with opener.open(address, timeout=SECONDS) as answer:
            assert answer.status == 200
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(UserError, match="port-taken"):
        serve(tmp_path, port=other.getsockname()[1], browser=False)


def test_a_machine_without_a_browser_is_told_the_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, idle_soon: None
) -> None:
    monkeypatch.setattr("webbrowser.open", lambda _: False)
    said: list[str] = []
    serve(tmp_path, say=said.append)
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?key=[\w-]{40,}", said[0])


@pytest.mark.parametrize(
    "note", ["http://evil.example/?key=x", "no address", "http://127.0.0.1:{port}/?key=x"]
)
def test_a_note_that_leads_elsewhere_starts_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, idle_soon: None, note: str
) -> None:
    """Forged, or of a run that was cut off, whose port another program has by now."""
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as other:

        def answer() -> None:
            while True:
                try:
                    connection, _ = other.accept()
                except OSError:
                    return
                with connection:
                    connection.sendall(b"not what HTTP says\r\n\r\n")

        threading.Thread(target=answer, daemon=True).start()
        server._note_file(tmp_path).write_text(note.format(port=other.getsockname()[1]))
        with serving(tmp_path) as address:
            assert str(other.getsockname()[1]) not in address
        other.shutdown(socket.SHUT_RDWR)
