import os
import subprocess
import sys
from pathlib import Path

from pythainlp.corpus import thai_icu_words

from toolkit.typeset.line_breaks import _dictionary


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
    code = "from toolkit.thai.text import clean_text; print(len(clean_text('ท\u0e48\u0e35')))"
    code += "; from toolkit.typeset.line_breaks import words; print(len(words('แผนมาตรการ')))"
    code += "; import sys; print('pythainlp' in sys.modules)"
    assert _run(code, tmp_path).split() == ["3", "2", "True"]
    assert list(tmp_path.iterdir()) == []


def test_the_word_list_read_alone_is_the_one_that_pythainlp_gives() -> None:
    known, _, _ = _dictionary()
    assert known == thai_icu_words()
