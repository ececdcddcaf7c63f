"""A workbook made to say two things gives one value everywhere, that of LibreOffice too, or is refused."""

from __future__ import annotations

import csv
import subprocess
from pathlib import Path

import pytest
from small_office import MONTHS, SmallOffice, moment, sheet, values

from toolkit.intake.verify import verify
from toolkit.office.ledger import Ledger
from toolkit.rollup.roll_up import status_of
from zoo.crafted import crafted

TAKEN_AT = "2024-01-06 09:00"
SHOWN = {"40", "40%", "0.4"}
"""The percent of 40 as LibreOffice shows it; as a share the row says so in a note."""
DAYS = ("4 ม.ค. 2567", "45295", "01/04/2024", "243622")
OTHERWISE = {
    "an escape": "Excel decodes it, LibreOffice shows it as it stands",
    "day 2024-01-04T01:00:00+07:00": "Excel shows the clock as it stands, LibreOffice that of Greenwich",
}
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


@pytest.fixture(scope="module")
def accepted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The crafted workbooks that are accepted, each of which says the same in ledger, figures and archive."""
    folder = tmp_path_factory.mktemp("crafted")
    small = SmallOffice.make(folder / "office")
    data = small.fill("01", sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p40", "1.2": "n"}))
    kept, wrong = {}, {}
    for number, (name, made) in enumerate(crafted(data)):
        office = small.copy(folder / str(number))
        office.send("ก.xlsx", made, "2024-01-05 09:00")
        intake = office.take(TAKEN_AT)
        if intake.files[0].verdict == "rejected":
            continue
        kept[name] = made
        (month,) = (line.months[0] for line in Ledger(office.office.ledger, keep=False).lines if line.months)
        status = status_of(office.office, office.plan, month=MONTHS["ธ.ค."], as_of=moment(TAKEN_AT))
        entry = status.accepted.entries["01", "1.1"][MONTHS["ธ.ค."]]
        said = (
            values(intake, "ธ.ค.").get("01 1.1"),
            f"{entry.status} {entry.percent}",
            month.report and [str(row.percent) for row in month.report.entries if row.key == "1.1"],
            f"{month.report.reported_on}",
            verify(office.office).findings,
        )
        if said != ("in_progress 40", "in_progress 40", ["40"], "2024-01-04", ()):
            wrong[name] = said
    assert wrong == {}
    return kept


@pytest.mark.slow
def test_each_gives_one_value_or_is_refused(accepted: dict[str, bytes]) -> None:
    assert len(accepted) > 25
    for refused in (
        "the table of a decoy alone",
        "a text in a number",
        "a field id as an error",
        "day 2024-W01-4",
    ):
        assert refused not in accepted


@pytest.mark.slow
def test_what_is_accepted_is_what_libreoffice_shows(
    accepted: dict[str, bytes], soffice: str, tmp_path: Path
) -> None:
    files = {name: tmp_path / f"{number}.xlsx" for number, name in enumerate(accepted)}
    for name, file in files.items():
        file.write_bytes(accepted[name])
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", EVERY_SHEET, "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, files.values())], check=True, capture_output=True, timeout=300)
    wrong = {}
    for name, file in files.items():
        text = Path(tmp_path, f"{file.stem}-ธ.ค.66.csv").read_text(encoding="utf-8")
        rows = list(csv.reader(text.splitlines(keepends=True)))
        percent, day, field, key = rows[11][7], rows[7][3], rows[9][7], rows[11][0]
        if percent not in SHOWN or not day.startswith(DAYS) or (field, key) != ("percent", "1.1"):
            wrong[name] = (percent, day, field, key)
    assert {name: said for name, said in wrong.items() if name not in OTHERWISE} == {}
    assert wrong.keys() == OTHERWISE.keys()
