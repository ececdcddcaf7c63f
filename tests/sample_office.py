"""A made-up office with seven measures, 21 steps and six divisions, at March of fiscal year 2567."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction

from toolkit.model.entry import Entry, Outcome, Status
from toolkit.model.figures import DivisionResult, Figures, ReportCell, Reporting, ReportState, Restatement
from toolkit.model.month import BANGKOK, Month
from toolkit.model.plan import Agency, Division, Measure, Plan, ReportText, Signatory, Step
from toolkit.model.progress import Entries
from toolkit.rollup.completion import Calculator

MARCH = Month(2567, 3)
OCTOBER, DECEMBER, SEPTEMBER = Month(2566, 10), Month(2566, 12), Month(2567, 9)
AS_OF = dt.datetime(2024, 4, 8, 9, 0, tzinfo=BANGKOK)
ALL = ("01", "02", "03", "04", "05")

DIVISIONS = (
    Division("01", "สำนักปลัด"),
    Division("02", "กองคลัง"),
    Division("03", "กองช่าง"),
    Division("04", "กองการศึกษา ศาสนาและวัฒนธรรม"),
    Division("05", "กองสาธารณสุขและสิ่งแวดล้อม"),
    Division("06", "หน่วยตรวจสอบภายใน", in_all=False),
)

_TEXTS: tuple[tuple[str, tuple[tuple[str, tuple[str, ...], Month | None], ...]], ...] = (
    (
        "มาตรการปรับปรุงกระบวนการปฏิบัติงานให้โปร่งใสและมีประสิทธิภาพ โดยลดขั้นตอนและกำหนดระยะเวลาให้บริการที่ชัดเจน",
        (
            ("ทบทวนคู่มือการปฏิบัติงานและคู่มือการให้บริการของทุกงานให้เป็นปัจจุบัน", ALL, DECEMBER),
            ("กำหนดระยะเวลาแล้วเสร็จของแต่ละกระบวนงาน และติดประกาศ ณ จุดให้บริการ", ALL, MARCH),
            ("สุ่มตรวจการให้บริการตามคู่มือเดือนละ 5 เรื่อง แล้วรายงานในที่ประชุมประจำเดือน", ("01",), SEPTEMBER),
        ),
    ),
    (
        "มาตรการพัฒนาการให้บริการและระบบ E-Service เพื่ออำนวยความสะดวกแก่ประชาชน",
        (
            (
                "เพิ่มคำร้องออนไลน์อย่างน้อย 3 เรื่อง บนเว็บไซต์ https://www.nongfai-sample.go.th/eservice2567",
                ("01",),
                MARCH,
            ),
            ("จัดทำคู่มือการใช้งานแบบภาพประกอบ และคลิปสาธิตความยาวไม่เกิน 2 นาที", ("01", "04"), MARCH),
            ("สำรวจความพึงพอใจของผู้ใช้บริการ (ข้อ E13 และ o14)", ("01",), SEPTEMBER),
        ),
    ),
    (
        "มาตรการเพิ่มช่องทางการประชาสัมพันธ์และเผยแพร่ข้อมูลข่าวสารภาครัฐ",
        (
            ("ปรับปรุงหมวดหมู่ข้อมูลบนเว็บไซต์ให้ค้นหาได้ภายใน 3 คลิก", ("01",), DECEMBER),
            ("เผยแพร่ข่าวกิจกรรมของกองอย่างน้อยเดือนละ 2 เรื่อง", ALL, SEPTEMBER),
            ("ประชาสัมพันธ์ผ่านหอกระจายข่าวของหมู่บ้านทั้ง 12 หมู่บ้าน", ("04",), SEPTEMBER),
        ),
    ),
    (
        "มาตรการกำกับดูแลการใช้ทรัพย์สินของราชการ",
        (
            ("จัดทำแนวปฏิบัติการยืมและคืนพัสดุ พร้อมแบบฟอร์มที่ใช้ร่วมกันทุกกอง", ("02",), DECEMBER),
            ("ตรวจสอบทะเบียนคุมทรัพย์สินเปรียบเทียบกับของจริง ปีละ 2 ครั้ง", ("02", "06"), SEPTEMBER),
            ("ติดรหัสครุภัณฑ์ที่จัดซื้อในปีงบประมาณให้ครบทุกรายการ", ("02", "03"), MARCH),
        ),
    ),
    (
        "มาตรการสร้างความโปร่งใสในการใช้งบประมาณและการจัดซื้อจัดจ้าง",
        (
            ("เผยแพร่แผนการใช้จ่ายงบประมาณ และผลการใช้จ่ายรายไตรมาส", ("02",), SEPTEMBER),
            ("ประกาศแผนการจัดซื้อจัดจ้างและผู้ชนะการเสนอราคา ภายใน 7 วันทำการ", ("02",), SEPTEMBER),
            ("จัดประชุมชี้แจงระเบียบพัสดุแก่ผู้ควบคุมงานก่อสร้างและกรรมการตรวจรับ", ("02", "03"), DECEMBER),
        ),
    ),
    (
        "มาตรการควบคุมตรวจสอบการใช้อำนาจและการบริหารงานบุคคล",
        (
            ("ประกาศหลักเกณฑ์การประเมินผลการปฏิบัติงานก่อนเริ่มรอบการประเมิน", ("01",), OCTOBER),
            ("เปิดให้พนักงานสอบถามและอุทธรณ์ผลการประเมินได้ภายใน 15 วัน", ("01",), SEPTEMBER),
            ("ตรวจสอบการมอบหมายงานให้ตรงกับมาตรฐานกำหนดตำแหน่ง", ("06",), SEPTEMBER),
        ),
    ),
    (
        "กลไกและมาตรการแก้ไขและป้องกันการทุจริตภายในหน่วยงาน",
        (
            ("ประกาศเจตนารมณ์ไม่รับของขวัญและของกำนัลทุกชนิดจากการปฏิบัติหน้าที่ (No Gift Policy)", ("01",), DECEMBER),
            ("ประเมินความเสี่ยงการทุจริตของกระบวนงานที่ให้บริการประชาชน", ALL, MARCH),
            ("จัดอบรมเรื่องผลประโยชน์ทับซ้อนให้แก่ผู้บริหาร สมาชิกสภา และพนักงาน", ("01",), SEPTEMBER),
        ),
    ),
)


def sample_plan() -> Plan:
    return Plan(
        agency=Agency("99999901", "องค์การบริหารส่วนตำบลหนองไผ่ทอง", 2567, district="ทุ่งสมมติ", province="ตัวอย่าง"),
        divisions=DIVISIONS,
        measures=tuple(
            Measure(
                str(number),
                text,
                OCTOBER,
                SEPTEMBER,
                steps=tuple(
                    Step(str(number), str(place), step, division_codes=codes, due=due)
                    for place, (step, codes, due) in enumerate(steps, 1)
                ),
            )
            for number, (text, steps) in enumerate(_TEXTS, 1)
        ),
        texts=(
            ReportText(
                "six-month", "6", "suggestion", "ควรกำหนดผู้รับอุทธรณ์ที่มิใช่ผู้บังคับบัญชาโดยตรง ก่อนรอบการประเมินที่ 2"
            ),
        ),
        signatories=(
            Signatory("1", "ผู้รายงาน", "นางสาวสมมติ นามตัวอย่าง", "นักวิเคราะห์นโยบายและแผนชำนาญการ"),
            Signatory("2", "ผู้ตรวจสอบ", "นายตัวอย่าง นามสมมติ", "ปลัดองค์การบริหารส่วนตำบลหนองไผ่ทอง"),
            Signatory("3", "ผู้รับรองรายงาน", "", "นายกองค์การบริหารส่วนตำบลหนองไผ่ทอง"),
        ),
        digest="d" * 64,
    )


def _entry(key: str, status: Status, percent: int | None = None, action: str = "", reason: str = "") -> Entry:
    typed = None if percent is None else Fraction(percent)
    evidence = "บันทึกข้อความ ที่ นผ 71001/125" if status == "done" else ""
    return Entry(key, status, typed, action, evidence, reason)


def sample_entries() -> Entries:
    """Entries by (division, key): every status, unequal divisions, one division without any."""
    entries: dict[tuple[str, str], dict[Month, Entry]] = {}

    def add(code: str, key: str, month: Month, *rest: object) -> None:
        entries.setdefault((code, key), {})[month] = _entry(key, *rest)  # type: ignore[arg-type]

    for code in ("01", "02", "03", "04"):
        add(code, "1.1", OCTOBER + 1, "in_progress", 60, "ทบทวนคู่มือแล้ว 6 เรื่อง")
        add(code, "1.1", DECEMBER, "done", None, "ประกาศใช้คู่มือฉบับปรับปรุง ปี 2567 จำนวน 14 เรื่อง")
        add(code, "1.2", DECEMBER + 2, "in_progress", 50, "ติดประกาศระยะเวลาที่จุดบริการแล้ว 2 จุด")
    add(
        "01",
        "1.3",
        MARCH,
        "in_progress",
        50,
        "สุ่มตรวจแล้ว 30 เรื่อง เป็นไปตามคู่มือ 28 เรื่อง และเสนอที่ประชุมประจำเดือนมีนาคม 2567",
    )
    add(
        "01",
        "2.1",
        MARCH,
        "done",
        None,
        "เปิดใช้คำร้องออนไลน์ 4 เรื่อง ได้แก่ ขอถังขยะ แจ้งไฟฟ้าสาธารณะดับ ขอน้ำอุปโภคบริโภค และแจ้งเรื่องร้องเรียน",
    )
    add("01", "2.2", MARCH, "in_progress", 40, "จัดทำคู่มือภาพแล้ว 2 เรื่อง เก็บไว้ที่ไฟล์ คู่มือ2567.pdf")
    add("04", "2.2", MARCH, "cannot", None, "", "กล้องถ่ายวิดีโอชำรุด อยู่ระหว่างส่งซ่อม")
    add("01", "3.1", DECEMBER, "done", None, "จัดหมวดหมู่ใหม่ 9 หมวด ทดสอบกับประชาชน 20 คน ค้นหาได้ภายใน 3 คลิกทุกคน")
    for code in ("01", "02", "03"):
        add(code, "3.2", DECEMBER + 1, "in_progress", 30, "เผยแพร่ข่าวกิจกรรมแล้ว 6 เรื่อง")
        add(code, "3.2", MARCH, "in_progress", 50, "เผยแพร่ข่าวกิจกรรมสะสม 12 เรื่อง")
    add("04", "3.3", MARCH, "in_progress", 50, "ออกอากาศทุกวันจันทร์ เวลา 06.30 น. ครบ 12 หมู่บ้าน")
    add(
        "02", "4.1", DECEMBER, "done", None, "ออกแนวปฏิบัติการยืมและคืนพัสดุ ลงวันที่ 18 ธันวาคม 2566 และแจ้งเวียนทุกกองแล้ว"
    )
    add("02", "4.2", MARCH, "in_progress", 50, "ตรวจสอบครั้งที่ 1 แล้ว ทรัพย์สิน 412 รายการ ตรงตามทะเบียน 409 รายการ")
    add("06", "4.2", MARCH, "in_progress", 50, "ร่วมสังเกตการณ์การตรวจนับ และให้ข้อเสนอแนะเรื่องการจำหน่ายครุภัณฑ์ชำรุด")
    add("03", "4.3", DECEMBER, "na", None, "", "ปีงบประมาณนี้ไม่มีการจัดซื้อครุภัณฑ์")
    add("02", "5.1", DECEMBER + 1, "in_progress", 25, "เผยแพร่ผลการใช้จ่ายไตรมาสที่ 1")
    add("02", "5.2", MARCH, "in_progress", 50, "ประกาศผู้ชนะการเสนอราคา 38 สัญญา ภายใน 7 วันทำการทุกสัญญา")
    add("02", "5.3", DECEMBER, "done", None, "จัดประชุมเมื่อวันที่ 12 ธันวาคม 2566 ผู้เข้าร่วม 26 คน")
    add("01", "6.1", OCTOBER, "done", None, "ประกาศหลักเกณฑ์รอบที่ 1 เมื่อวันที่ 2 ตุลาคม 2566")
    add(
        "01",
        "7.1",
        DECEMBER,
        "done",
        None,
        "ผู้บริหารและพนักงาน 64 คน ร่วมประกาศเจตนารมณ์ No Gift Policy เมื่อวันที่ 4 ธันวาคม 2566",
    )
    return entries


def sample_outcomes() -> Mapping[tuple[str, str], Mapping[Month, Outcome]]:
    return {
        ("02", "4"): {
            MARCH: Outcome(
                "4",
                result="มีแนวปฏิบัติการยืมและคืนพัสดุใช้ร่วมกันทุกกอง และตรวจนับทรัพย์สินครั้งที่ 1 ครบ 412 รายการ",
                suggestion="ควรใช้ทะเบียนคุมทรัพย์สินแบบอิเล็กทรอนิกส์ร่วมกัน",
            )
        },
        ("06", "4"): {MARCH: Outcome("4", result="พบครุภัณฑ์ชำรุดรอจำหน่าย 3 รายการ ได้แจ้งกองคลังแล้ว")},
        ("02", "5"): {DECEMBER: Outcome("5", suggestion="ควรสรุปผลเป็นภาพอินโฟกราฟิกให้ประชาชนเข้าใจง่าย")},
    }


def sample_figures(plan: Plan, month: Month = MARCH, entries: Entries | None = None) -> Figures:
    """The figures of the plan at a month: computed, but for how each division reported."""
    calculator = Calculator(plan, sample_entries() if entries is None else entries)
    completion = calculator.at(month)
    reports: tuple[ReportState, ...] = (
        "on-time",
        "late",
        "on-time",
        "rejected",
        "missing",
        "not-due",
        "empty",
    )
    received = {"on-time": dt.datetime(2024, 4, 4, 15, 20, tzinfo=BANGKOK), "late": AS_OF}
    codes = [division.division_code for division in plan.divisions]
    state_of = {code: reports[place % len(reports)] for place, code in enumerate(codes)}
    return Figures(
        **vars(completion),
        as_of=AS_OF,
        divisions=tuple(
            DivisionResult(
                division.division_code,
                division.division_name,
                completion.by_division.get(division.division_code),
                state_of[division.division_code],
                received.get(state_of[division.division_code]),
            )
            for division in plan.divisions
        ),
        reporting=Reporting(2, 1, 0, 1, 1) if codes else Reporting(0, 0, 0, 0, 0),
        trend=calculator.trend(earlier for earlier in plan.months if earlier <= month),
        matrix=tuple(
            (code, _matrix_row(plan, place, state_of[code], month)) for place, code in enumerate(codes)
        ),
        restatements=(
            Restatement(
                month=DECEMBER,
                division_code="02",
                measure_no="4",
                step_no="1",
                field="percent",
                was=80.0,
                now=100.0,
                received=AS_OF,
                file="กองคลัง แก้ไข.xlsx",
            ),
            Restatement(
                month=DECEMBER,
                division_code="03",
                measure_no="1",
                step_no="1",
                field="status",
                was=None,
                now="done",
                received=AS_OF,
                file="กองช่าง.xlsx",
            ),
        )
        if codes
        else (),
    )


def _matrix_row(plan: Plan, place: int, last: ReportState, month: Month) -> tuple[ReportCell, ...]:
    earlier: tuple[ReportState, ...] = ("on-time", "on-time", "late", "on-time", "empty", "missing")
    return tuple(
        ReportCell(own, None if own > month else last if own == month else earlier[(place + number) % 6])
        for number, own in enumerate(plan.months)
    )
