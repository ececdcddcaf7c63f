"""LibreOffice on Linux as a third system beside Windows and macOS, for the macros of the control workbook.

Their module ItaSystem holds all that reaches outside of the program. Here it starts the real command, and
what would be a message box, a printed page or an opened folder is written down instead.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection
from pathlib import Path

from calc import Calc

MACROS = Path(__file__).parents[1] / "macros"
ITA = Path(sys.executable).with_name("ita")

_RUNNER = """
import subprocess, sys
from pathlib import Path
here = Path(sys.argv[1])
program, *arguments = (here / "asked").read_text(encoding="utf-8").split("\\n")
try:
    done = subprocess.run([program, *arguments], capture_output=True, timeout=120, check=False)
    code, said = done.returncode, done.stdout + done.stderr
except FileNotFoundError:
    code, said = -1, b""
(here / "code").write_text(str(code), encoding="ascii")
(here / "said").write_bytes(said)
"""

_BODIES = {
    "RunIta": """
    Dim code As String
    WriteDown "asked", ControlText("program") & vbLf & Join(arguments, vbLf)
    Shell "{python}", 0, "{here}/runner.py {here}", True
    Open "{here}/code" For Input As #1
    Line Input #1, code
    Close #1
    RunIta = CLng(code)
""",
    "AnswerFile": """
    AnswerFile = "{here}/answer.xlsx"
""",
    "RemoveAnswer": """
    WriteDown "removed", path
""",
    "ShowBox": """
    WriteDown "box", title & vbLf & text
""",
    "PrintPart": """
    WriteDown "printed", part.Worksheet.Name & vbLf & part.Address
""",
    "PrintToPdf": """
    WriteDown "pdf", book.Name & vbLf & target
""",
    "OpenOutside": """
    WriteDown "opened", path
""",
}

_WRITE_DOWN = """
Private Sub WriteDown(ByVal name As String, ByVal text As String)
    Dim files As Object
    Dim stream As Object
    files = CreateUnoService("com.sun.star.ucb.SimpleFileAccess")
    stream = CreateUnoService("com.sun.star.io.TextOutputStream")
    stream.setOutputStream(files.openFileWrite("{url}/" & name))
    stream.setEncoding("UTF-8")
    stream.writeString(text)
    stream.closeOutput()
End Sub
"""


class System:
    """What the macros of one control workbook met outside of the program; `folder` is for its notes."""

    def __init__(self, calc: Calc, control: Path, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        (folder / "runner.py").write_text(_RUNNER, encoding="utf-8")
        calc("replace_module", control, "ItaSystem", self.source())

    def source(self, but: Collection[str] = (), code: str = "") -> str:
        """The module for here; procedures named by `but` stay as they are, a `code` is what RunIta gives."""
        source = (MACROS / "ItaSystem.bas").read_text(encoding="ascii").partition("\n")[2]
        bodies = _BODIES | ({"RunIta": f"\n    RunIta = {code}\n"} if code else {})
        for name, body in bodies.items():
            if name in but:
                continue
            pattern = rf"(?s)(Public (Sub|Function) {name}\(.*?\n).*?(End \2\n)"
            found = re.search(pattern, source)
            assert found, name
            source = source[: found.end(1)] + body + source[found.start(3) :]
        made = "Option VBASupport 1\n" + source + _WRITE_DOWN
        for key, value in (("python", sys.executable), ("here", self.folder), ("url", self.folder.as_uri())):
            made = made.replace("{" + key + "}", str(value))
        return made

    def noted(self, name: str) -> str:
        """What was written down under a name, and no more from now on; blank for nothing."""
        path = self.folder / name
        if not path.exists():
            return ""
        text = path.read_text(encoding="utf-8")
        path.unlink()
        return text

    @property
    def box(self) -> str:
        """The text of the last message box."""
        return self.noted("box").partition("\n")[2]
