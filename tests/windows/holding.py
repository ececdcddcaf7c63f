"""Hold a file as Excel does while a command runs, on Windows: python holding.py FILE PROGRAM ARGUMENT..."""

from __future__ import annotations

import ctypes
import subprocess
import sys

_READ, _WRITE = 0x80000000, 0x40000000
_SHARE_NOTHING, _OPEN_EXISTING = 0, 3

kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
kernel.CreateFileW.restype = ctypes.c_void_p
handle = kernel.CreateFileW(sys.argv[1], _READ | _WRITE, _SHARE_NOTHING, None, _OPEN_EXISTING, 0, None)
assert handle not in (None, ctypes.c_void_p(-1).value)
both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
done = subprocess.run(sys.argv[2:], stdin=subprocess.DEVNULL, check=False, **both)
kernel.CloseHandle(ctypes.c_void_p(handle))
sys.stdout.buffer.write(done.stdout)
sys.stdout.buffer.write(f"ended with {done.returncode}\n".encode())
