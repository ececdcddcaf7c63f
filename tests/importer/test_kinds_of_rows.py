"""What rows are by what stands beside them: sections, measures above their steps, results, sums."""

from __future__ import annotations

from source import document, measures, shown, table, understand

from toolkit.importer.document import SourceDocument
from toolkit.importer.propose import propose


def shape(*rows: str, text: str = "แผน ปีงบประมาณ 2569", merge: str = "") -> SourceDocument:
    return document(table("\n".join(rows), merge=merge), text=text)


def test_a_strategy_across_the_table_is_no_measure_of_what_is_numbered_below_it() -> None:
    heads = "โครงการ | ระยะเวลา | ผู้รับผิดชอบ"
    below = ("1.1 อบรม | ต.ค. 68 | งานบุคคล", "1.2 ประกาศ | พ.ย. 68 | งานบุคคล")
    strategy = shape(heads, "ยุทธศาสตร์ที่ 1 วางรากฐาน | |", *below, merge="1,0:1,2")
    assert measures(understand(strategy), "section", "measure") == [
        ("ยุทธศาสตร์ที่ 1 วางรากฐาน", "อบรม"),
        ("ยุทธศาสตร์ที่ 1 วางรากฐาน", "ประกาศ"),
    ]
    other = shape(heads, "วางรากฐาน | |", *below, merge="1,0:1,2")
    assert measures(understand(other), "measure") == [("วางรากฐาน",)]
    assert propose(other).tables[0].unsure_rows == {1}


def test_the_steps_of_each_measure_below_a_header_of_their_own() -> None:
    heads = "ขั้นตอน | ผู้รับผิดชอบ | ระยะเวลา"
    rows = (
        *("มาตรการที่ 1 เปิดเผยข้อมูล | |", heads, "ข้อ 1 สรุป | กองคลัง | ต.ค. 68", "ข้อ 2 ลงเว็บ | กองช่าง | พ.ย. 68"),
        *("มาตรการที่ 2 คุมน้ำมัน | |", heads, "ข้อ 1 จดเลขไมล์ | กองช่าง | ธ.ค. 68"),
    )
    source = shape(*rows, merge="0,0:0,2 4,0:4,2", text="มาตรการป้องกันการทุจริต เทศบาลสมมุติ ปีงบประมาณ 2569")
    assert shown(understand(source)) == [
        ("เปิดเผยข้อมูล", "สรุป", "กองคลัง"),
        ("เปิดเผยข้อมูล", "ลงเว็บ", "กองช่าง"),
        ("คุมน้ำมัน", "จดเลขไมล์", "กองช่าง"),
    ]


def test_rows_of_results_below_those_of_the_plan_are_none_of_it() -> None:
    rows = (
        *(
            "โครงการ | แผน/ผล | ต.ค. | พ.ย. | ธ.ค. | ผู้รับผิดชอบ",
            "อบรม | แผน | / | | | ฝ่ายพัสดุ",
            " | ผล | | / | |",
        ),
        *("เปิดเผย | แผน | / | / | | ฝ่ายแผน", " | ผล | | | / |"),
    )
    source = shape(*rows, merge="1,0:2,0 3,0:4,0")
    made = understand(source)
    assert measures(made, "measure", "end") == [("อบรม", "ต.ค. 68"), ("เปิดเผย", "พ.ย. 68")]
    assert propose(source).tables[0].unsure_columns == {0, 1}


def test_a_row_that_sums_up_is_no_part_of_a_measure() -> None:
    heads = "แนวทาง | กิจกรรม | งบประมาณ | ผู้รับผิดชอบ"
    made = understand(shape(heads, "1. โปร่งใส | ลงเว็บ | 4,000 | กองคลัง", "รวมงบประมาณ | | 4,000 |"))
    assert measures(made, "measure") == [("โปร่งใส",)]


def test_a_form_above_the_table_of_its_steps_names_their_measure() -> None:
    rows = (
        *("ชื่อโครงการ | ปศุสัตว์โปร่งใส | ", "งบประมาณ | ๓๐,๐๐๐ บาท | ", "ขั้นตอน | ผู้รับผิดชอบ | ระยะเวลา"),
        *("๑. จัดทำคู่มือ | กลุ่มสุขภาพสัตว์ | ต.ค. ๖๘", "๒. ออกหน่วยบริการ | กลุ่มพัฒนาสินค้า | พ.ย. ๖๘"),
    )
    source = shape(*rows, merge="0,1:0,2 1,1:1,2")
    assert shown(understand(source)) == [
        ("ปศุสัตว์โปร่งใส", "จัดทำคู่มือ", "กลุ่มสุขภาพสัตว์"),
        ("ปศุสัตว์โปร่งใส", "ออกหน่วยบริการ", "กลุ่มพัฒนาสินค้า"),
    ]
    assert not propose(source).tables[0].sure


def test_a_list_beside_a_column_of_numbers_keeps_its_own() -> None:
    made = understand(shape("ที่ | มาตรการ | ผู้รับผิดชอบ", "๑ | ๑. ติดป้าย/n๒. ออกใบเสร็จ | งานการเงิน"))
    assert shown(made) == [
        ("๑. ติดป้าย\n๒. ออกใบเสร็จ", "ติดป้าย", "งานการเงิน"),
        ("๑. ติดป้าย\n๒. ออกใบเสร็จ", "ออกใบเสร็จ", "งานการเงิน"),
    ]


def test_a_number_below_a_label_is_that_of_a_measure() -> None:
    rows = ("กิจกรรม | ระยะเวลา", "กิจกรรมหลัก/n๑. สอนงาน | ต.ค. 68", "กิจกรรมหลัก/n๒. อบรม | พ.ย. 68")
    assert propose(shape(*rows)).tables[0].unsure_rows == frozenset()


def test_a_column_of_another_heading_is_what_its_cells_look_like() -> None:
    source = shape(
        "กิจกรรม | ขั้นตอน | เจ้าของงาน", "อบรม | ประชุม | ฝ่ายสื่อสาร", "เปิดสายด่วน | ประกาศ | สำนักตรวจสอบ"
    )
    assert shown(understand(source)) == [
        ("อบรม", "ประชุม", "ฝ่ายสื่อสาร"),
        ("เปิดสายด่วน", "ประกาศ", "สำนักตรวจสอบ"),
    ]
    assert propose(source).tables[0].unsure_columns == {2}


def test_headings_of_two_lines_that_are_not_merged() -> None:
    rows = (
        "ที่ | กิจกรรม | ระยะเวลา | | ผู้รับผิดชอบ",
        " | | เริ่ม | สิ้นสุด |",
        "1 | อบรม | ต.ค. 68 | ธ.ค. 68 | กลุ่มวิชาการ",
    )
    assert measures(understand(shape(*rows)), "start", "end") == [("ต.ค. 68", "ธ.ค. 68")]


def test_a_short_name_of_a_division_below_who_is_responsible_is_no_month() -> None:
    rows = ("มาตรการ | กองที่รับผิดชอบ | | | ระยะเวลา", " | สป. | กค. | กช. |", "เปิดราคากลาง | | ✓ | ✓ | ต.ค. 68")
    made = understand(shape(*rows, merge="0,0:1,0 0,1:0,3 0,4:1,4"))
    assert shown(made) == [("เปิดราคากลาง", "เปิดราคากลาง", "กองคลัง, กองช่าง")]


def test_a_list_of_people_does_not_go_on_with_the_table_before() -> None:
    plan = table("มาตรการ | ขั้นตอน | ผู้รับผิดชอบ | ระยะเวลา\nเปิดเผย | ลงเว็บ | กองคลัง | ต.ค. 68")
    people = table("ลำดับ | ชื่อ-สกุล | ตำแหน่ง | สังกัด\n1 | ก ข | นิติกร | กองคลัง", number=2, block=20)
    made = understand(document(plan, people, text="แผน ปีงบประมาณ 2569"))
    assert measures(made, "measure") == [("เปิดเผย",)]
