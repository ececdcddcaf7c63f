"""The plan file before its content is judged: it has to be there, and to be a plan."""

from __future__ import annotations

import pytest
from small_office import SmallOffice

from toolkit.intake.plan_file import check_plan_file
from toolkit.model.finding import Finding, UserError


def test_a_folder_without_a_plan_is_no_office(small_office: SmallOffice) -> None:
    small_office.office.plan.unlink()
    with pytest.raises(UserError) as caught:
        check_plan_file(small_office.office)
    assert caught.value.finding == Finding("plan-missing", found=str(small_office.office.root))


def test_another_workbook_of_ours_is_no_plan(small_office: SmallOffice) -> None:
    small_office.office.plan.write_bytes(small_office.issued("01").read_bytes())
    checked = check_plan_file(small_office.office)
    assert (checked.plan, checked.result.verdict) == (None, "rejected")
    assert checked.result.findings == (Finding("plan-kind-wrong", found="division", file="plan.xlsx"),)
