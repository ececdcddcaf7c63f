"""Starting and ending the front page: a server on 127.0.0.1 alone, and the browser that looks at it."""

from __future__ import annotations

import datetime as dt
import getpass
import hashlib
import os
import re
import socket
import tempfile
import threading
import time
import urllib.request
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from typing import Any

from waitress.server import create_server

from toolkit.model.finding import Finding, UserError
from toolkit.model.month import BANGKOK
from toolkit.office.folder import OfficeFolder
from toolkit.web.app import FrontPage

IDLE = dt.timedelta(hours=4)
"""How long the server waits for a next request before it ends by itself."""
_LOOK = 30.0  # seconds between two looks at the clock
_LISTEN = 0.5  # seconds between two looks for Ctrl-C
_FAREWELL = 0.5  # seconds
_ANSWER = 2.0  # seconds that a first start has to answer a second one


def offices_home() -> Path:
    """Return the folder where offices are looked for and made: `ITA` in the user's own folder.

    Not below Documents, which OneDrive often holds: it locks files while it copies them.
    """
    return Path.home() / "ITA"


def serve(
    folder: Path | None,
    *,
    port: int = 0,
    browser: bool = True,
    say: Callable[[str], None] = lambda _address: None,
) -> None:
    """Serve the front page until it is asked to end, idle for hours, or interrupted.

    `folder` is an office folder, or a folder of offices; None stands for this folder where it is an office,
    else for `offices_home()`. A second start for the same folder opens the page of the first one and returns.
    Raises UserError (port-taken) where `port` is not to be had; 0 is any that is free.
    """
    office = folder or Path.cwd()
    is_office = OfficeFolder(office).plan.is_file()
    home = office.parent if is_office else folder or offices_home()
    start_page = "/"
    note = _note_file(office if is_office else home)
    if running := _running(note):
        say(running)
        if browser:
            webbrowser.open(running)
        return
    page = FrontPage(home.absolute())
    if is_office:
        start_page = f"/office/{page.offices.open(office.absolute())}/"
    try:
        # Not by waitress, which on Windows would share the port of another program.
        listening = socket.create_server(("127.0.0.1", port))
    except OSError as error:
        raise UserError(Finding("port-taken", found=str(port))) from error
    server = create_server(page.app, sockets=[listening], ident="ita")
    ended = threading.Event()
    # A moment later, so that the page which says goodbye still reaches the browser.
    page.stop = threading.Timer(_FAREWELL, ended.set).start
    address = f"http://127.0.0.1:{server.effective_port}{start_page}?key={page.guard.secret}"
    note.unlink(missing_ok=True)
    # Created anew and readable by this user alone: the folder for temporary files is everybody's on Linux.
    with os.fdopen(os.open(note, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        stream.write(address)
    threading.Thread(target=_run, args=(server,), daemon=True).start()
    threading.Thread(target=_end_when_idle, args=(page,), daemon=True).start()
    say(address)
    if browser:
        webbrowser.open(address)
    with suppress(KeyboardInterrupt):
        # On Windows a wait without an end would not hear Ctrl-C.
        while not ended.wait(_LISTEN):
            pass
    note.unlink(missing_ok=True)
    server.close()


def _run(server: Any) -> None:
    # Its sockets are taken away when it is to end, in the midst of its waiting for them.
    with suppress(OSError):
        server.run()


def _end_when_idle(page: FrontPage) -> None:
    while page.jobs.busy or dt.datetime.now(BANGKOK) - page.last_request < IDLE:
        time.sleep(_LOOK)
    page.stop()


def _note_file(folder: Path) -> Path:
    """Return where a start leaves its address for a second one: a file of this user's alone."""
    digest = hashlib.sha256(f"{getpass.getuser()}\n{folder.absolute()}".encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"ita-open-{digest}.txt"


def _running(note: Path) -> str:
    """Return the address of a start that still answers, "" where there is none."""
    # Others may write to the folder of temporary files: a forged note must not send the key elsewhere.
    own = re.compile(r"(http://127\.0\.0\.1:[0-9]+)/.*(\?key=.+)")
    # Without the proxy of the office, which does not lead back to this machine.
    opener = urllib.request.build_opener(
        urllib.request.HTTPCookieProcessor(), urllib.request.ProxyHandler({})
    )
    # By now the port may be another program's, which answers as it likes.
    with suppress(OSError, ValueError, HTTPException):
        if match := own.fullmatch(note.read_text("ascii")):
            with opener.open(f"{match[1]}/alive{match[2]}", timeout=_ANSWER) as answer:
                return match[0] if answer.read(16) == b"ita" else ""
    return ""
