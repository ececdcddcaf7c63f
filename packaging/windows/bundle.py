"""Make the zip with which offices run the toolkit on Windows without installing anything.

    python packaging/windows/bundle.py --python EMBEDDED [--sha256 HEX] [--out dist]

EMBEDDED is python.org's embeddable package of CPython 3.11 for 64-bit Windows, as its zip or unpacked. A zip
has to have the digest that is named, by default that of 3.11.9 (the last 3.11 that python.org builds); it is
never fetched here. Everything else comes by pip, as wheels for Windows, so any system can make the bundle.

The folder runs from anywhere: Python finds its library by `python311._pth` beside it, `ita.exe` the Python
beside itself. No part is frozen into another one: those under the LGPL stay replaceable, and `ita import`
starts Python anew.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
CHECKOUT = HERE.parents[1]
PROGRAM = "program"
"""The folder inside the bundle; beside it stand only what a clerk opens, and the licences."""
START = "เริ่มใช้งาน ITA.cmd"
READ_ME = "อ่านก่อน.txt"
SHA256 = "009d6bf7e3b2ddca3d784fa09f90fe54336d5b60f0e0f305c37f400bf83cfd3b"
PYTHON_FILES = ("python.exe", "python3.dll", "python311.dll", "python311.zip")

LEFT_OUT = {"pandas"}
"""What no command of a clerk imports: `RollUp.frames()` alone does, for those who write Python themselves."""
FOR_WINDOWS = ("colorama", "pywin32", "xlwings")
"""What is wanted on Windows alone: pip judges such conditions by the system on which it runs."""
OWN_LICENCES = {"docxtpl": "LGPL-2.1.txt"}
"""The licences whose texts a wheel does not carry."""
DEFAULT_DATE = (1980, 1, 1, 0, 0, 0)

PRUNED = (
    # Programs, headers, tests, type stubs, and what pip notes about its own work
    r"bin/.*|Scripts/.*|.*/(tests?|testing)/.*|.*\.(h|pxd|pxi|pyi|lib|chm|pyx|c|cpp)",
    r".*\.dist-info/(RECORD|INSTALLER|REQUESTED|direct_url\.json|sboms/.*)",
    # AVIF is no format that Word or Excel put into a document; nothing here has windows, or XML as objects.
    r"PIL/_avif.*|PIL/_imagingtk.*|lxml/objectify.*\.pyd",
    # Of its lists only the words of ICU are used, and stop words are loaded along; the rest is 64 MB.
    r"pythainlp/corpus/(?!.*\.py|icubrk_th\.txt|stopwords_th\.txt|default_db\.json).*",
    # Of pywin32 what drives Excel; of xlwings neither its add-in nor the parts under another licence.
    r"pythonwin/.*|isapi/.*|adodbapi/.*|win32comext/.*|win32/(Demos|include|libs|scripts|test)/.*",
    r"win32/.*\.exe|win32/perfmondata\.dll|win32com/(demos|servers|HTML|include|libs)/.*",
    r"xlwings/(addin|pro|html|js|ext|rest)/.*|xlwings/.*\.(xlsm|xlam|bas|applescript)|xlwings(32|64)-.*\.dll",
)
RUN = "from toolkit.cli import main\n\nmain()\n"
LIBRARY_PATHS = ("python311.zip", ".", "site", r"site\win32", r"site\win32\lib")


def main() -> None:
    """Make the bundle and print its name and size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--python", type=Path, required=True, metavar="EMBEDDED")
    parser.add_argument("--sha256", default=SHA256, help="digest of the zip of the embeddable package")
    parser.add_argument("--out", type=Path, default=CHECKOUT / "dist")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        folder = work / f"ita-toolkit-{version()}"
        take_python(given.python, given.sha256, folder / PROGRAM)
        take_packages(folder / PROGRAM / "site", work)
        add_start(folder, work)
        given.out.mkdir(parents=True, exist_ok=True)
        target = given.out / f"{folder.name}-windows.zip"
        write_zip(folder, target)
    print(f"{target} {target.stat().st_size / 1e6:.1f} MB")


def version() -> str:
    """Return the version of the toolkit."""
    text = (CHECKOUT / "toolkit" / "version.py").read_text("utf-8")
    return re.findall(r'__version__ = "(.+)"', text)[0]


def take_python(source: Path, sha256: str, program: Path) -> None:
    """Copy or unpack the embeddable package. Ends where it is not the one that was named."""
    if source.is_dir():
        shutil.copytree(source, program)
    else:
        digest = hashlib.sha256(source.read_bytes()).hexdigest()
        if digest != sha256.lower():
            raise SystemExit(f"{source} has the digest {digest}, not {sha256}")
        with zipfile.ZipFile(source) as archive:
            archive.extractall(program)
    missing = [name for name in PYTHON_FILES if not (program / name).is_file()]
    if missing:
        raise SystemExit(f"{source} is no embeddable package of Python 3.11: without {', '.join(missing)}")
    (program / "python311._pth").write_text("\n".join(LIBRARY_PATHS) + "\n", encoding="ascii")


def requirements() -> list[str]:
    """Return what the bundle holds beside the toolkit, as pip takes it."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    plain = [requirement for requirement in project["dependencies"] if ";" not in requirement]
    wanted = [requirement for requirement in plain if re.split(r"[<>=\[ ]", requirement)[0] not in LEFT_OUT]
    return [*wanted, *FOR_WINDOWS]


def take_packages(site: Path, work: Path) -> None:
    """Install the toolkit and what it needs, prune, and compile all of it."""
    _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", work, CHECKOUT)
    (wheel,) = work.glob("ita_toolkit-*.whl")
    windows = ("--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp")
    into = ("install", "--no-compile", "--target", site, "--only-binary=:all:", *windows)
    _pip(*into, *requirements())
    _pip(*into, "--no-deps", wheel)
    # pywin32 looks for these two beside the program when nothing ran after its installation.
    for dll in (site / "pywin32_system32").glob("*.dll"):
        dll.rename(site.parent / dll.name)
    for path in sorted(site.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif any(re.fullmatch(pattern, path.relative_to(site).as_posix()) for pattern in PRUNED):
            path.unlink()
    # Never compiled again, whatever date unpacking gives the files: the folder may be read-only.
    compiling = ("compileall", "-q", "--invalidation-mode", "unchecked-hash", "-s", site, site)
    _run("-m", *compiling)


def add_start(folder: Path, work: Path) -> None:
    """Add the program `ita`, what is clicked on, the first page to read and the licences."""
    (folder / PROGRAM / "ita.exe").write_bytes(launcher(work))
    # Windows reads a .cmd in the code page of the machine: so it holds ASCII alone.
    command = (HERE / "start.cmd").read_text("ascii")
    (folder / START).write_text(command, encoding="ascii", newline="\r\n")
    text = (HERE / "read-me.txt").read_text("utf-8")
    (folder / READ_ME).write_text(text, encoding="utf-8-sig", newline="\r\n")
    take_licences(folder / PROGRAM, folder / "licences")


def take_licences(program: Path, licences: Path) -> None:
    """Copy the licence of every part into one folder. Ends where a part has none and is not known."""
    licences.mkdir()
    shutil.copyfile(CHECKOUT / "LICENSE", licences / "ita-toolkit.txt")
    for text in program.glob("LICENSE*"):
        shutil.copyfile(text, licences / f"python-{text.name}")
    for notes in sorted((program / "site").glob("*.dist-info")):
        name = notes.name.partition("-")[0]
        texts = [path for path in notes.rglob("*") if path.is_file() and _is_licence(path.relative_to(notes))]
        texts = texts or [HERE / "licences" / OWN_LICENCES[name]]
        (licences / name).mkdir()
        taken: set[str] = set()
        for number, text in enumerate(sorted(texts)):
            # Two of the same name lie in different folders of a part; case makes no difference on Windows.
            file = f"{number}-{text.name}" if text.name.casefold() in taken else text.name
            taken.add(file.casefold())
            shutil.copyfile(text, licences / name / file)


def _is_licence(inner: Path) -> bool:
    return inner.parts[0] == "licenses" or inner.name.upper().startswith(("LICEN", "COPYING", "NOTICE"))


def launcher(work: Path) -> bytes:
    """Return `ita.exe`: distlib's launcher, the Python to start, and a zip with what it runs."""
    _pip("install", "--no-deps", "--no-compile", "--target", work / "distlib", "distlib")
    program = (work / "distlib" / "distlib" / "t64.exe").read_bytes()
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        main_file = zipfile.ZipInfo("__main__.py", DEFAULT_DATE)
        archive.writestr(main_file, RUN)
    return program + b"#!<launcher_dir>\\python.exe\r\n" + zipped.getvalue()


def write_zip(folder: Path, target: Path) -> None:
    """Write a folder with names in UTF-8 and one date, so that the same parts give the same bytes."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            member = zipfile.ZipInfo(path.relative_to(folder.parent).as_posix(), DEFAULT_DATE)
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(member, path.read_bytes())


def _pip(*arguments: str | Path) -> None:
    command, *rest = arguments
    _run("-m", "pip", "--disable-pip-version-check", str(command), "--quiet", *rest)


def _run(*arguments: str | Path) -> None:
    done = subprocess.run([sys.executable, *map(str, arguments)], capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"{arguments}\n{done.stderr.decode('utf-8', 'replace')}")


if __name__ == "__main__":
    main()
