"""Whether a process that a test started has ended."""

from __future__ import annotations

import os
import time
from pathlib import Path


def is_gone(process: int, seconds: float = 10.0) -> bool:
    """Return whether a process has ended or does so within some seconds.

    A zombie has ended: only its parent, which may be slow, has not asked for it yet.
    """
    end = time.monotonic() + seconds
    while True:
        try:
            os.kill(process, 0)
            state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
            if state.rpartition(")")[2].split()[0] == "Z":
                return True
        except ProcessLookupError:
            return True
        except FileNotFoundError:
            pass  # no /proc here, or it has just gone: the next look tells
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
