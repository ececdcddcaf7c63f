"""How a report words a recurring step: rounds that are done, no percent, and never "not started" for work."""

from __future__ import annotations

import pytest
from small_office import DIVISIONS, MEASURES, MONTHS, SmallOffice, moment, plan_content, sheet

from toolkit.planning.new_office import new_office
from toolkit.publish.documents import _PERCENT_DONE
from toolkit.report.content import report_content
from toolkit.report.submitted import Submitted
from toolkit.rollup.roll_up import status_of


def worded(root: SmallOffice, every: str, told: dict[str, dict[str, str]]) -> str:
    """The result of measure 1 as at March, where divisions have told months of its only step."""
    steps = (
        {"measure_no": "1", "step_no": "1", "step": "ตรวจ", "divisions": ", ".join(told), "every": every},
        {"measure_no": "2", "step_no": "1", "step": "อื่น ๆ", "divisions": "03"},
    )
    new_office(root.office.root, content=plan_content(divisions=DIVISIONS, measures=MEASURES, steps=steps))
    root.distribute("2023-10-02 09:00")
    for code, months in told.items():
        sheets = [
            sheet(month, "4 เม.ย. 2567", {"1.1": {"status": status, "percent": "", "action": ""}})
            for month, status in months.items()
        ]
        root.send(f"{code}.xlsx", root.fill(code, *sheets), "2024-04-04 10:00")
    root.take("2024-04-05 09:00")
    status = status_of(
        root.office, root.plan, month=MONTHS["มี.ค."], as_of=moment("2024-04-06 09:00"), trend=False
    )
    content = report_content(root.plan, status.figures, Submitted.of(status.accepted), "six-month")
    return content.measures[0].result


DONE, DOING, NOT = "ดำเนินการแล้วเสร็จ", "อยู่ระหว่างดำเนินการ", "ยังไม่ดำเนินการ"


@pytest.mark.parametrize(
    ("every", "told", "expected"),
    [
        ("เดือน", {"01": {"ต.ค.": DONE}}, "ดำเนินการแล้ว ๑ จาก ๑๒ รอบ"),
        ("เดือน", {"01": {"ต.ค.": DOING}}, DOING),
        ("เดือน", {"01": {"ต.ค.": NOT}}, NOT),
        ("เดือน", {"01": {"ต.ค.": DONE, "พ.ย.": DOING}}, f"{DOING} (ดำเนินการแล้ว ๑ จาก ๑๒ รอบ)"),
        ("ไตรมาส", {"01": {"ต.ค.": DOING, "ธ.ค.": DONE}}, "ดำเนินการแล้ว ๑ จาก ๔ รอบ"),
        ("เดือน", {"01": {"ต.ค.": DONE, "พ.ย.": DONE}, "02": {"ต.ค.": DONE}}, "ดำเนินการแล้ว ๑ ถึง ๒ จาก ๑๒ รอบ"),
        ("เดือน", {"01": {"ต.ค.": DONE}, "02": {"ต.ค.": DOING}}, f"{DOING} (ดำเนินการแล้วไม่เกิน ๑ จาก ๑๒ รอบ)"),
    ],
)
def test_a_recurring_step(
    tmp_path_factory: pytest.TempPathFactory, every: str, told: dict[str, dict[str, str]], expected: str
) -> None:
    words = worded(SmallOffice(tmp_path_factory.mktemp("rounds") / "office"), every, told)
    assert words == f"- ขั้นตอนที่ ๑ {expected}"
    # What is published of an office that keeps its progress to itself says no more than of other steps.
    assert "รอบ" not in _PERCENT_DONE.sub("", words)
