"""The made-up country: the same for the same seed, real to the toolkit, faulty as far as wanted."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from scale.conftest import AS_OF, SPEC

from tests.made_up.country import Country, CountrySpec
from tests.made_up.generate import generate
from tests.made_up.names import office_name, plan_pattern
from toolkit.intake.plan_file import check_plan_file
from toolkit.intake.take_in import take_in
from toolkit.intake.verify import verify
from toolkit.office.folder import OfficeFolder
from toolkit.office.ledger import Ledger
from toolkit.rollup.roll_up import status_of
from toolkit.rollup.rollup_json import roll_up_json
from toolkit.xlsx.strict_reader import read_book


def offices(root: Path) -> list[OfficeFolder]:
    return [OfficeFolder(path.parent) for path in sorted(root.rglob("plan.xlsx"))]


def digests(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*.xlsx"))
    }


def test_offices_have_codes_and_folders_of_their_own() -> None:
    names = [office_name(number) for number in range(8000)]
    assert len({name.agency_code for name in names}) == len({name.folder for name in names}) == 8000


def test_an_equal_seed_gives_equal_offices_in_any_order(country: Path, tmp_path: Path) -> None:
    again = Country(SPEC, tmp_path)
    for number in (3, 1):
        root = again.make_office(number).root
        assert digests(root) == digests(country / root.relative_to(tmp_path)) != {}


def test_another_seed_gives_another_office(country: Path, tmp_path: Path) -> None:
    root = Country(CountrySpec(10, 2, 2, seed=8), tmp_path).make_office(1).root
    other = digests(country / root.relative_to(tmp_path))
    assert not set(digests(root).items()) & {item for item in other.items() if "inbox" in item[0]}


def test_no_two_files_hold_equal_texts(country: Path) -> None:
    said: list[str] = []
    for path in country.rglob("inbox/*.xlsx"):
        data = path.read_bytes()
        if data.endswith(b"\0\0") or b"PK\5\6" in data:
            said += {
                value
                for sheet in read_book(data).sheets.values()
                for row in sheet.rows.values()
                for value in row.values()
                if isinstance(value, str) and value.startswith("ประชุมผู้เกี่ยวข้อง")
            }
    assert len(said) == len(set(said)) > 5


def codes(root: Path) -> list[str]:
    """What the intake says of every file sent: its gravest code, "sound" where there is no error."""
    found = []
    for office in offices(root):
        intake = take_in(office, check_plan_file(office).usable, as_of=AS_OF, keep=False)
        found += [file.findings[0].code if file.verdict == "rejected" else "sound" for file in intake.files]
    return found


def test_a_country_without_faults_has_none(tmp_path: Path) -> None:
    country = Country(CountrySpec(3, 2, 3), tmp_path)
    for number in range(3):
        country.make_office(number)
    assert codes(tmp_path) == ["sound"] * 6
    for office in offices(tmp_path):
        assert check_plan_file(office).result.verdict != "rejected"


def test_a_country_of_faults_has_nothing_else(tmp_path: Path) -> None:
    country = Country(CountrySpec(12, 2, 2, faults=1), tmp_path)
    for number in range(12):
        country.make_office(number)
    found = codes(tmp_path)
    assert "sound" not in found
    assert len(found) < 24  # some send nothing
    assert len(set(found)) >= 5


@pytest.mark.parametrize("faults", [0.0, 0.6])
def test_archived_offices_are_as_after_their_own_intake(tmp_path: Path, faults: float) -> None:
    spec = CountrySpec(3, 2, 2, faults=faults)
    for number in range(3):
        fresh = Country(spec, tmp_path / "fresh").make_office(number)
        archived = Country(replace(spec, archived=True), tmp_path / "archived").make_office(number)
        plan = check_plan_file(fresh).usable
        take_in(fresh, plan, as_of=AS_OF)
        assert Ledger(archived.ledger).lines == Ledger(fresh.ledger).lines
        assert digests(archived.archive) == digests(fresh.archive)
        assert digests(archived.returned) == digests(fresh.returned)
        rolled = [roll_up_json(status_of(office, plan, as_of=AS_OF), "th") for office in (archived, fresh)]
        assert rolled[0] == rolled[1]
        assert verify(archived).findings == ()


def test_more_divisions_than_names_are_refused() -> None:
    with pytest.raises(ValueError, match="1 to 12"):
        plan_pattern(0, 13, 2567)


def test_the_command_writes_a_country_and_never_into_a_full_folder(tmp_path: Path) -> None:
    arguments = ["--offices", "1", "--divisions", "1", "--months", "1", "--processes", "1", "--to"]
    done = CliRunner().invoke(generate, [*arguments, str(tmp_path / "new")])
    assert (done.exit_code, len(offices(tmp_path / "new"))) == (0, 1), done.output
    assert CliRunner().invoke(generate, [*arguments, str(tmp_path)]).exit_code == 2
