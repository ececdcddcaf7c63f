"""The server of the front page: it starts, is found by a second start, and ends when asked."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

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
