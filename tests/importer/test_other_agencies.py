"""Layouts of hospitals, schools, colleges, stations and ministries: each is read or asked about."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from source import codes, document, lost_words, measures, shown, steps, table, understand

from toolkit.importer.agency import read_agency
from toolkit.importer.divisions import Register
from toolkit.importer.document import SourceDocument
from toolkit.importer.propose import propose
from toolkit.messages.catalogue import describe
from toolkit.model.finding import UserError


def shape(*rows: str, text: str = "แผน ปีงบประมาณ 2569", merge: str = "") -> SourceDocument:
    return document(table("\n".join(rows), merge=merge), text=text)


LAYOUTS: list[tuple[str, SourceDocument, Sequence[tuple[str, str, str]]]] = [
    (
        "a hospital whose groups of work are its divisions",
        shape(
            "ที่ | มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ | ระยะเวลา",
            "1 | คุมคลังยา | 1. ตรวจนับ/n2. รายงาน | กลุ่มงาน เภสัชกรรม | ต.ค. 68",
            "2 | รับเรื่องร้องเรียน | เปิดช่องทาง | กลุ่มงานการพยาบาล, งานประชาสัมพันธ์ | ต.ค. 68",
            text="โรงพยาบาลสมมุติ จังหวัดตัวอย่าง\nแผน ปีงบประมาณ 2569",
        ),
        [
            ("คุมคลังยา", "ตรวจนับ", "กลุ่มงานเภสัชกรรม"),
            ("คุมคลังยา", "รายงาน", "กลุ่มงานเภสัชกรรม"),
            ("รับเรื่องร้องเรียน", "เปิดช่องทาง", "กลุ่มงานการพยาบาล, งานประชาสัมพันธ์"),
        ],
    ),
    (
        "a risk plan: how a risk is answered is no step",
        shape(
            "รหัสความเสี่ยง | กิจกรรม | ความเสี่ยง | วิธีตอบสนองความเสี่ยง | วิธีการจัดการ | ผู้รับผิดชอบ",
            "(๑) | (๒) | (๔) | (๕) | (๗) | (๘)",
            "R1 | จ่ายเงินยืม | คืนล่าช้า | ลดโอกาส | ๑) ทำทะเบียน ๒) ทวงถาม | ฝ่ายการเงิน",
        ),
        [("จ่ายเงินยืม", "ทำทะเบียน", "ฝ่ายการเงิน"), ("จ่ายเงินยืม", "ทวงถาม", "ฝ่ายการเงิน")],
    ),
    (
        "a school whose project holds its activities as dashes",
        shape(
            "โครงการ | ระยะเวลา | ผู้รับผิดชอบ",
            "โรงเรียนโปร่งใส/n- ประกาศนโยบาย/n- เปิดเผยงบ | ต.ค. 68 | ฝ่ายบริหารงบประมาณ",
            text="โรงเรียนสมมุติวิทยา\nแผน ปีงบประมาณ 2569",
        ),
        [
            ("โรงเรียนโปร่งใส", "ประกาศนโยบาย", "ฝ่ายบริหารงบประมาณ"),
            ("โรงเรียนโปร่งใส", "เปิดเผยงบ", "ฝ่ายบริหารงบประมาณ"),
        ],
    ),
    (
        "a sentence over several rows of a sheet",
        shape(
            "ที่ | มาตรการ | ผู้รับผิดชอบ | ระยะเวลา",
            "1 | จัดทำคู่มือการให้ | ฝ่ายทะเบียน | ต.ค. 68",
            " | บริการผู้เรียน | |",
            "2 | ประกาศรับสมัคร | ฝ่ายวิชาการ | ต.ค. 68",
        ),
        [
            ("จัดทำคู่มือการให้บริการผู้เรียน", "จัดทำคู่มือการให้บริการผู้เรียน", "ฝ่ายทะเบียน"),
            ("ประกาศรับสมัคร", "ประกาศรับสมัคร", "ฝ่ายวิชาการ"),
        ],
    ),
    (
        "a station: posts name nobody",
        shape("มาตรการ | ขั้นตอน | ผู้รับผิดชอบ", "ตรวจของกลาง | นับทุกเดือน | สารวัตรอำนวยการ"),
        [("ตรวจของกลาง", "นับทุกเดือน", "ยังไม่ระบุ")],
    ),
    (
        "a label above the name of an activity",
        shape("กิจกรรมหลัก | ระยะเวลา | ผู้รับผิดชอบ", "กิจกรรม/n๑. สอนงานพัสดุ | ต.ค. 68 | งานพัสดุ"),
        [("สอนงานพัสดุ", "สอนงานพัสดุ", "งานพัสดุ")],
    ),
    (
        "dashes and numbers are no measures",
        shape(
            "มาตรการ | ขั้นตอน | ผู้รับผิดชอบ",
            "[๑] | [๓] | [๗]",
            "- | | ",
            "๑.๑ | | ",
            "ไม่มี | - | -",
            "5,000 บาท | | ",
            "ข้อ ๑ | | ",
            "ประกาศเจตนารมณ์ | ลงเว็บไซต์ | คณะวิทยาการจัดการ",
        ),
        [("ประกาศเจตนารมณ์", "ลงเว็บไซต์", "คณะวิทยาการจัดการ")],
    ),
    (
        "a chart of months with a title among them",
        shape(
            "แผน/ กิจกรรม | ระยะเวลา (ตุลาคม ๒๕๖๘-กันยายน ๒๕๖๙) | | | | |",
            "โครงการสุจริต | ต.ค. | พ.ย. | ธ.ค. | ม.ค. | ก.พ. | มี.ค.",
            "๑. พัฒนากลไก | | | | | |",
            "- ประชุมคณะทำงาน | x | | | | |",
            "- รายงานผล | | | | | | x",
            merge="0,1:0,6",
            text="โครงการสุจริต",
        ),
        [("พัฒนากลไก", "ประชุมคณะทำงาน", "ยังไม่ระบุ"), ("พัฒนากลไก", "รายงานผล", "ยังไม่ระบุ")],
    ),
    (
        "a list of an electronic plan: budgets and dimensions",
        shape(
            "ลำดับ | ประเภทงาน | ชื่อมาตรการ | งบประมาณ | สอดคล้องมิติ | รอบการรายงาน",
            "1 | มาตรการ | จัดการเรื่องร้องเรียน | 20,000 | มิติที่ 3 | -",
        ),
        [("จัดการเรื่องร้องเรียน", "จัดการเรื่องร้องเรียน", "ยังไม่ระบุ")],
    ),
    (
        "a status of work, with who does it first",
        shape(
            "ส่วนงาน/หน่วยงาน | รหัส | ยุทธศาสตร์ | แผนงาน/โครงการ | สถานะ | ปัญหา",
            "สำนักวิทยบริการ | S1 | ธรรมาภิบาล | ยกระดับความโปร่งใส | ยกเลิก | ไม่มีงบ",
        ),
        [("ยกระดับความโปร่งใส", "ยกระดับความโปร่งใส", "สำนักวิทยบริการ")],
    ),
    (
        "what the steps are for, under a heading of its own",
        shape(
            "คุณธรรมเป้าหมาย | วิธีการดำเนินการ | ตัวชี้วัด | ผู้รับผิดชอบ",
            "ซื่อสัตย์ | 1. ไม่รับของขวัญ 2. คืนของหาย | ร้อยละ 90 | กลุ่มงานจริยธรรม",
        ),
        [("ซื่อสัตย์", "ไม่รับของขวัญ", "กลุ่มงานจริยธรรม"), ("ซื่อสัตย์", "คืนของหาย", "กลุ่มงานจริยธรรม")],
    ),
    (
        "a table of names, and one of their steps",
        document(
            table("มาตรการ | ผู้รับผิดชอบ\n1. ส่งเสริมความโปร่งใส | คณะครุศาสตร์"),
            table(
                "มาตรการ | ขั้นตอน | ระยะเวลา\n1. ส่งเสริมความโปร่งใส | เปิดเผยข้อมูล | ต.ค. 68", number=2, block=20
            ),
            text="แผน ปีงบประมาณ 2569",
        ),
        [("ส่งเสริมความโปร่งใส", "เปิดเผยข้อมูล", "คณะครุศาสตร์")],
    ),
    (
        "projects and what belongs to them by number, with a total and who made it",
        shape(
            "ลำดับที่ | โครงการ/กิจกรรม | งบประมาณ | ไตรมาส 1 | ไตรมาส 2 | หน่วยงานรับผิดชอบ",
            "1 | สร้างเครือข่าย | 50,000 | ● | ● | กลุ่มงานยุทธศาสตร์",
            "1.1 | อบรมอาสา | 30,000 | ● | | กลุ่มงานยุทธศาสตร์",
            "1.2 | ลงพื้นที่ | 20,000 | | ● | กลุ่มงานอำนวยการ",
            "รวมทั้งสิ้น | | 50,000 | | |",
            "ผู้จัดทำ นายสมมุติ ใจดี | | | | |",
        ),
        [("สร้างเครือข่าย", "อบรมอาสา", "กลุ่มงานยุทธศาสตร์"), ("สร้างเครือข่าย", "ลงพื้นที่", "กลุ่มงานอำนวยการ")],
    ),
    (
        "items of disclosure, with how each is done",
        shape(
            "ข้อ | ประเด็น | แนวทางดำเนินการ | ผู้รับผิดชอบ | กำหนดส่ง",
            "O1 | โครงสร้าง | ปรับแผนผัง | งานธุรการ | ม.ค. 69",
            "O2 | ผู้บริหาร | ลงข้อมูล | งานบุคคล | ก.พ. 69",
        ),
        [("โครงสร้าง", "ปรับแผนผัง", "งานธุรการ"), ("ผู้บริหาร", "ลงข้อมูล", "งานบุคคล")],
    ),
    (
        "what is done, who and when, beside columns of other headings",
        shape(
            "กิจกรรม | ขั้นเตรียมการ | ขั้นลงมือ | ขั้นสรุป | ผู้รับผิดชอบ | ระยะเวลา",
            "อบรม | ตั้งคณะทำงาน | จัดอบรม | รายงาน | งานบุคคล | ต.ค. 68",
        ),
        [("อบรม", "อบรม", "งานบุคคล")],
    ),
    (
        "bullets without a measure beside them",
        shape("วัตถุประสงค์ | มาตรการจัดการ | เป้าหมาย", "เพื่อลด | - ทำทำเนียบ/n- แจ้งเวียน | ร้อยละ ๘๐"),
        [
            ("- ทำทำเนียบ\n- แจ้งเวียน", "ทำทำเนียบ", "ยังไม่ระบุ"),
            ("- ทำทำเนียบ\n- แจ้งเวียน", "แจ้งเวียน", "ยังไม่ระบุ"),
        ],
    ),
]


@pytest.mark.parametrize(
    ("source", "expected"), [row[1:] for row in LAYOUTS], ids=[row[0] for row in LAYOUTS]
)
def test_each_layout(source: SourceDocument, expected: Sequence[tuple[str, str, str]]) -> None:
    made = understand(source)
    assert shown(made) == list(expected)
    assert lost_words(source, made) == []


@pytest.mark.parametrize(
    "rows",
    [
        ("ลำดับ | รายการ | จำนวนเงิน", "1 | ซื้อกระดาษ | 5,000"),
        ("ลำดับ | รายการพัสดุ | จำนวน | ผู้รับผิดชอบ", "1 | กระดาษ | 5 | งานพัสดุ"),
        ("ข้อ | ประเด็นการตรวจ | หลักฐาน", "O20 | แผนป้องกัน | เว็บไซต์"),
        ("ข้อ | ประเด็น | หน่วยงานรับผิดชอบ", "O1 | โครงสร้าง | สำนักปลัด", "O2 | ผู้บริหาร | กองคลัง"),
        ("ความเสี่ยง | โอกาส | ผลกระทบ | ระดับความเสี่ยง", "รับสินบน | 2 | 3 | 6"),
        ("เรื่อง | หน้า", "บทนำ | 1"),
    ],
)
def test_what_is_no_plan_makes_no_measure(rows: tuple[str, ...]) -> None:
    with pytest.raises(UserError) as caught:
        understand(shape(*rows))
    assert caught.value.finding.code == "import-no-header"
    assert caught.value.finding.found.startswith(rows[0].split(" | ")[0])


CELLS = [
    ("กลุ่มงานเภสัชกรรม", ("กลุ่มงานเภสัชกรรม",)),
    ("บ้านพักเด็ก และครอบครัว", ("บ้านพักเด็กและครอบครัว",)),
    ("สสจ.ตัวอย่าง / รพ.สต.บ้านสมมุติ", ("สสจ.ตัวอย่าง", "รพ.สต.บ้านสมมุติ")),
    ("คณะครุศาสตร์และสำนักทะเบียน", ("คณะครุศาสตร์", "สำนักทะเบียน")),
    ("คณะกรรมการตรวจรับ", ()),
    ("ทุกหน่วยงานที่เกี่ยวข้องกับการจัดซื้อ", ()),
    ("สถานีตำรวจภูธรสมมุติ", ("สถานีตำรวจภูธรสมมุติ",)),
    ("ธุรการ", ("ธุรการ",)),
    ("กองคลัง ธุรการ", ("กองคลัง",)),
    ("กลุ่มบริหารทั่วไป, ผู้อำนวยการ", ("กลุ่มบริหารทั่วไป",)),
    ("-", ()),
]


@pytest.mark.parametrize(("cell", "divisions"), CELLS)
def test_whatever_is_responsible_is_a_unit(cell: str, divisions: tuple[str, ...]) -> None:
    read = Register().read(cell)
    assert (read.divisions, read.everyone) == (divisions, False)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("แผนปฏิบัติการ สำนักหอสมุด ปีงบประมาณ พ.ศ. 2568", "สำนักหอสมุด"),
        ("โรงพยาบาลสมมุติ จังหวัดตัวอย่าง", "โรงพยาบาลสมมุติ"),
        ("หน่วยงาน : สถานีตำรวจภูธรสมมุติ", "สถานีตำรวจภูธรสมมุติ"),
        ("มาตรการส่งเสริมคุณธรรมของวิทยาลัยเทคนิคสมมุติ ประจำปี 2569", "วิทยาลัยเทคนิคสมมุติ"),
        ("สำนักงานได้จัดทำแผนตามที่กำหนด", ""),
    ],
)
def test_the_name_of_an_agency(text: str, name: str) -> None:
    assert read_agency(document(text=text)).name == name


def test_a_plan_of_several_years_is_asked_about() -> None:
    rows = ("โครงการ/มาตรการ | ปี ๒๕๖๗ | ปี ๒๕๖๘ | ปี ๒๕๖๙", "เปิดเผยข้อมูล | 10,000 | 20,000 | 30,000")
    made = understand(shape(*rows, text="แผน 3 ปี (พ.ศ. 2567 – 2569)"))
    assert made.source_year == 2569
    assert "import-year-asked" in codes(made)
    assert measures(made, "period", "start") == [("", "")]
    assert "ปี ๒๕๖๗: 10,000" in made.content.notes[("measures", 0, "measure")]


def test_what_was_cancelled_is_asked_about() -> None:
    made = understand(
        shape(
            "มาตรการ | ผู้รับผิดชอบ | ดำเนินการแล้ว | สถานะ ยกเลิก", "ก้าวหน้า | กองคลัง | ✓ |", "ถอยหลัง | กองช่าง | | ✓"
        )
    )
    (finding,) = [finding for finding in made.findings if finding.code == "import-measure-cancelled"]
    assert finding.cell == "F6"


def test_months_below_two_calendar_years_are_of_one_fiscal_year() -> None:
    rows = (
        "กิจกรรม | พ.ศ. 2568 | | พ.ศ. 2569 | ผู้รับผิดชอบ",
        " | พ.ย. | ธ.ค. | ม.ค. | ",
        "ประชุม | ü | | / | งานแผน",
    )
    made = understand(shape(*rows, merge="0,0:1,0 0,1:0,2 0,4:1,4", text="วิทยาลัยสมมุติ"))
    assert (made.source_year, measures(made, "start", "end")) == (2569, [("พ.ย. 68", "ม.ค. 69")])
    assert not {"import-year-asked", "import-text-left"} & set(codes(made))


def test_strategies_above_a_table_are_sections() -> None:
    rows = (
        "มิติที่ ๑ สร้างสังคมสุจริต | |",
        "มาตรการ | ขั้นตอน | ผู้รับผิดชอบ",
        "ประกาศ | ลงเว็บ | กองคลัง",
        "หมายเหตุ………… | |",
    )
    made = understand(shape(*rows, merge="0,0:0,2 3,0:3,2"))
    assert measures(made, "section", "issue_no") == [("มิติที่ ๑ สร้างสังคมสุจริต", "")]
    assert not {"import-text-left", "import-table-title"} & set(codes(made))


def test_doubts_of_a_kind_are_one_line_with_their_cells() -> None:
    rows = [f"มาตรการ{n} | งาน{n} ฝ่าย{n}" for n in ("หนึ่ง", "สอง", "สาม")]
    made = understand(shape("มาตรการ | ผู้รับผิดชอบ", *rows))
    assert len(codes(made)) == len(set(codes(made)))
    (finding,) = [finding for finding in made.findings if finding.code == "import-step-is-measure"]
    assert finding.cell == "E5, E6, E7"


def test_what_was_found_is_never_cut_off() -> None:
    names = ("เภสัชกรรม", "การพยาบาล", "บริหารทั่วไป", "ทันตกรรม", "รังสีวิทยา", "เทคนิคการแพทย์")
    rows = [f"มาตรการ{name} | กลุ่มงาน{name}" for name in names]
    made = understand(shape("มาตรการ | ผู้รับผิดชอบ", *rows))
    (finding,) = [finding for finding in made.findings if finding.code == "import-division-new"]
    assert "“กลุ่มงานทันตกรรม” และอีก 2 รายการ จึงเพิ่ม" in describe(finding).message
    assert '"กลุ่มงานทันตกรรม" and 2 more is not known' in describe(finding, "en").message


@pytest.mark.parametrize(
    ("name", "kind"),
    [("โรงพยาบาลสมมุติ", "โรงพยาบาล"), ("โรงเรียนสมมุติวิทยา", "โรงเรียน"), ("สำนักงานที่ดินจังหวัดสมมุติ", "หน่วยงานอื่น")],
)
def test_the_kind_of_an_agency(name: str, kind: str) -> None:
    assert read_agency(document(text=name)).agency_type == kind


def test_how_a_risk_is_answered_is_no_step() -> None:
    """The heading alone does not tell; cells that hold more are asked about."""
    heads = "ความเสี่ยง | มาตรการ | วิธีจัดการความเสี่ยง | ผู้รับผิดชอบ"
    made = understand(
        shape(heads, "รับสินบน | ติดกล้อง | การลดความเสี่ยง | กองคลัง", "เบิกเกิน | คุมบัญชี | ยอมรับ | กองคลัง")
    )
    assert shown(made) == [("ติดกล้อง", "ติดกล้อง", "กองคลัง"), ("คุมบัญชี", "คุมบัญชี", "กองคลัง")]
    steps_of_it = shape(heads, "รับสินบน | ติดกล้อง | ๑. สำรวจ ๒. ติดตั้ง | กองคลัง")
    assert len(shown(understand(steps_of_it))) == 2
    assert propose(steps_of_it).tables[0].unsure_columns == {2}


def test_a_step_keeps_its_own_beginning_and_a_post_beside_its_unit() -> None:
    made = understand(
        shape(
            "โครงการ | กิจกรรม | เริ่มต้น | สิ้นสุด | ผู้รับผิดชอบ",
            "1. โรงเรียนสุจริต | วางแผน | ต.ค. 68 | พ.ย. 68 | กลุ่มบริหารวิชาการ",
            " | ค่ายนักเรียน | ม.ค. 69 | มี.ค. 69 | กลุ่มบริหารวิชาการ, ผู้อำนวยการ",
        )
    )
    assert steps(made, "step", "from", "due") == [("วางแผน", "", "พ.ย. 68"), ("ค่ายนักเรียน", "ม.ค. 69", "")]
    assert steps(made, "divisions", "unit")[1] == ("กลุ่มบริหารวิชาการ", "ผู้อำนวยการ")


@pytest.mark.parametrize("merge", ["0,0:1,0 0,1:0,4 0,5:1,5", ""])
@pytest.mark.parametrize("title", ["ไตรมาส", "ระยะเวลาดำเนินการ (ไตรมาส)", "แผนการดำเนินงาน (ไตรมาส)"])
def test_quarters_are_numbered_below_their_name(title: str, merge: str) -> None:
    rows = (f"กิจกรรม | {title} | | | | ผู้รับผิดชอบ", " | 1 | ๒ | 3 | 4 | ", "อบรม | | / | / | | งานพัฒนาบุคลากร")
    made = understand(shape(*rows, merge=merge))
    assert measures(made, "start", "end") == [("ม.ค. 69", "มิ.ย. 69")]


def test_a_list_of_anything_with_a_time_is_asked_about() -> None:
    source = shape("รายการ | ผู้รับผิดชอบ | ระยะเวลา", "ซ่อมรถ | งานพัสดุ | ต.ค. 68")
    assert propose(source).tables[0].unsure_columns == {0}


def test_every_party_of_a_cell_is_asked_about() -> None:
    source = shape("มาตรการ | ผู้รับผิดชอบ", "สวดมนต์ | องค์กรแพทย์/กลุ่มการพยาบาล")
    assert [unit.text for unit in propose(source).units] == ["องค์กรแพทย์", "กลุ่มการพยาบาล"]
