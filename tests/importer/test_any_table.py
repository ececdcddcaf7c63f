"""Tables of any headings and cells: a plan or one clear refusal comes of each, and no word is lost."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from source import lost_words, understand

from toolkit.importer.document import Place, SourceDocument, SourceParagraph, SourceTable
from toolkit.model.finding import UserError

HEADINGS = (
    *("มาตรการ", "ขั้นตอน", "ระยะเวลา", "ผู้รับผิดชอบ", "ที่", "ประเด็น", "แนวทางการแก้ไข", "สำนักปลัด", "กองคลัง"),
    *("ไตรมาส 1", "ไตรมาส 2", "เริ่มต้น", "สิ้นสุด", "คะแนน", "ตัวชี้วัด", "งบประมาณ", "หมายเหตุ", "ผลการดำเนินงาน"),
)
CELLS = (
    *("", "-", "/", "๑", "๑.๑", "มาตรการที่ ๑ ก", "มาตรการที่ 2 ข", "๑. ทำ ๒. ส่ง", "- ก\n- ข", "กองช่าง", "ทุกกอง"),
    *("ต.ค. 66", "ทุกเดือน", "รายไตรมาส\nต.ค. 66", "ข้อ ๑", "(ต่อ)", "รวม", "ลงชื่อ", "98.5", "1.2 จัดทำแผน"),
    *("ตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่", "โครงการอบรม", "ภายใน ๓๐ วัน", '"'),
)
NUMBERING = {"มาตรการที่", "ข้อ", "ต่อ"}
"""Words that only number, or say that something goes on."""


@st.composite
def tables(draw: st.DrawFn) -> SourceTable:
    width = draw(st.integers(2, 6))
    head = st.lists(st.sampled_from(HEADINGS), min_size=width, max_size=width)
    row = st.lists(st.sampled_from(CELLS), min_size=width, max_size=width)
    form = st.tuples(st.sampled_from(HEADINGS), *[st.sampled_from(CELLS)] * (width - 1)).map(list)
    rows = [draw(head), *draw(st.lists(st.one_of(row, row, form, head), min_size=1, max_size=7))]
    top, left = draw(st.integers(0, len(rows) - 1)), draw(st.integers(0, width - 1))
    bottom, right = draw(st.integers(top, len(rows) - 1)), draw(st.integers(left, width - 1))
    anchors: list[tuple[Place, Place]] = []
    for place in ((at, column) for at in range(top, bottom + 1) for column in range(left, right + 1)):
        rows[place[0]][place[1]] = rows[top][left]
        anchors += [(place, (top, left))] if place != (top, left) else []
    return SourceTable(1, 10, tuple(map(tuple, rows)), dict(anchors))


@given(tables(), st.sampled_from(["", "มาตรการที่ ๓ ค", "ตัวชี้วัดที่ ๒ การใช้งบประมาณ"]))
@example(SourceTable(1, 10, (("ระยะเวลา", "มาตรการที่ 2 ข", "โครงการอบรม"), ("ระยะเวลา", "", "ต.ค. 66"))), "")
def test_a_plan_or_a_refusal(table: SourceTable, above: str) -> None:
    lines = ("แผน ปีงบประมาณ 2567", above)
    paragraphs = tuple(SourceParagraph(text, place) for place, text in enumerate(lines) if text)
    source = SourceDocument("source.docx", "docx", paragraphs, (table,))
    try:
        made = understand(source)
    except UserError as error:
        assert error.finding.code in ("import-no-header", "import-no-measures")
    else:
        assert set(lost_words(source, made)) <= NUMBERING
