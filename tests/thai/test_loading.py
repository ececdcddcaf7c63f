import os
import subprocess
import sys
from pathlib import Path


def _run(code: str, home: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHAINLP")}
    environment |= {"HOME": str(home), "USERPROFILE": str(home), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_importing_does_not_load_pythainlp(tmp_path: Path) -> None:
    code = "import sys, toolkit.thai.dates, toolkit.thai.words; print('pythainlp' in sys.modules)"
    assert _run(code, tmp_path) == "False"


def test_pythainlp_leaves_the_home_folder_alone(tmp_path: Path) -> None:
    code = "from toolkit.thai.dates import parse_date; print(parse_date('๑ ต.ค. ๖๖'))"
    assert _run(code, tmp_path) == "2023-10-01"
    assert list(tmp_path.iterdir()) == []
