"""Findings of putting many offices together: what could not be reached, read or counted."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.messages.rule import Rule

SCALE: Mapping[str, Rule] = {
    "scale-missing": Rule(
        "error",
        ("ยังไม่ได้ติดตั้งส่วนรวมข้อมูลหลายหน่วยงาน ({found})", "สั่ง pip install ita-toolkit[scale] แล้วสั่งใหม่"),
        (
            "The part that puts many offices together is not installed ({found})",
            "Run pip install ita-toolkit[scale] and try again",
        ),
        example=("distributed", ""),
    ),
    "no-offices": Rule(
        "error",
        (
            "ไม่พบหน่วยงานใดใน {file}",
            "ระบุโฟลเดอร์ที่มีโฟลเดอร์หน่วยงานซึ่งมี plan.xlsx อยู่ข้างใน หรือมีไฟล์ rollup .json ของหน่วยงาน",
        ),
        (
            "There is no office in {file}",
            "Name a folder that holds office folders with their plan.xlsx, or roll-up .json files",
        ),
    ),
    "place-unreachable": Rule(
        "error",
        ("เปิด {file} ไม่ได้ {found}", "ตรวจว่าพิมพ์ที่อยู่ถูกต้อง เครื่องต่อเครือข่ายอยู่ และมีสิทธิ์เข้าใช้ แล้วสั่งใหม่"),
        (
            "{file} cannot be opened {found}",
            "Check the address, the network and your right to use it, then run again",
        ),
    ),
    "scheduler-unreachable": Rule(
        "error",
        (
            "ติดต่อตัวจัดคิวงาน Dask ที่ {found} ไม่ได้",
            "ตรวจที่อยู่และดูว่าสั่ง dask scheduler ไว้แล้ว หรือเอา --scheduler ออกเพื่อใช้เครื่องนี้",
        ),
        (
            "No Dask scheduler answers at {found}",
            "Check the address and that dask scheduler is running, or leave out --scheduler to use this machine",
        ),
        example=("tcp://10.0.0.5:8786", ""),
    ),
    "no-workers": Rule(
        "error",
        (
            "ไม่มีเครื่องทำงาน Dask เหลืออยู่เลย งานจึงหยุดกลางทาง",
            "สั่ง dask worker ใหม่ แล้วสั่งอีกครั้ง ส่วนที่ทำเสร็จแล้วจะไม่ทำซ้ำ",
        ),
        (
            "No Dask worker is left, so the work stopped half-way",
            "Start dask worker and run again; what is finished is not done twice",
        ),
    ),
    "worker-other-version": Rule(
        "error",
        (
            "เครื่องทำงาน {file} ใช้โปรแกรมรุ่น {found} แต่เครื่องนี้ใช้รุ่น {expected} จึงไม่ส่งงานให้",
            "ติดตั้ง ita-toolkit[scale] รุ่น {expected} ในเครื่องทำงานนั้น",
        ),
        (
            "Worker {file} has version {found} and this machine {expected}, so it got no work",
            "Install ita-toolkit[scale] {expected} on that worker",
        ),
        example=("0.0.9", "0.1.0"),
    ),
    "agency-twice": Rule(
        "error",
        (
            "รหัสหน่วยงาน {found} ใน {file} ซ้ำกับ {expected} จึงไม่นับทั้งสองแห่ง",
            "แก้รหัสในแผนของแห่งที่ผิด หรือย้ายโฟลเดอร์ที่ไม่ใช้ออก แล้วสั่งใหม่",
        ),
        (
            "Agency code {found} in {file} is also that of {expected}, so neither counts",
            "Mend the code in the wrong plan, or move away the folder that is not used, and run again",
        ),
        example=("05990101", "จังหวัดหนึ่ง/สำเนา"),
    ),
    "office-other-year": Rule(
        "error",
        (
            "{file} เป็นข้อมูลปีงบประมาณ {found} ไม่ใช่ {expected} จึงไม่นับ",
            "ใช้โฟลเดอร์ของปีงบประมาณ {expected} หรือเลือกเดือนของปีที่ต้องการด้วย --month",
        ),
        (
            "{file} is of fiscal year {found}, not {expected}, so it does not count",
            "Use the folder of fiscal year {expected}, or choose a month of the year you want with --month",
        ),
        example=("2566", "2567"),
    ),
    "rollup-other-month": Rule(
        "error",
        (
            "{file} เป็นผลของเดือน {found} ไม่ใช่ {expected} จึงไม่นับ",
            "ขอไฟล์ rollup ของเดือน {expected} จากหน่วยงาน หรือเลือกเดือนด้วย --month",
        ),
        (
            "{file} is of month {found}, not {expected}, so it does not count",
            "Ask the office for its roll-up of {expected}, or choose the month with --month",
        ),
        example=("2567-02", "2567-03"),
    ),
    "rollup-file-broken": Rule(
        "error",
        (
            "{file} ไม่ใช่ไฟล์ผล rollup ที่สมบูรณ์ ({found})",
            "ขอไฟล์ rollup .json ใหม่จากหน่วยงาน หรือย้ายไฟล์นี้ออกถ้าไม่เกี่ยวข้อง",
        ),
        (
            "{file} is no sound roll-up file ({found})",
            "Ask the office for its roll-up .json again, or move the file away if it is something else",
        ),
    ),
    "office-no-access": Rule(
        "error",
        ("ไม่มีสิทธิ์อ่าน {file} จึงยังไม่นับ", "ขอสิทธิ์อ่านโฟลเดอร์นั้นจากผู้ดูแลระบบ แล้วสั่งใหม่"),
        (
            "{file} may not be read, so it is not counted yet",
            "Ask whoever looks after the folder for the right to read it, and run again",
        ),
    ),
    "office-failed": Rule(
        "error",
        ("โปรแกรมขัดข้องขณะอ่านข้อมูลใน {file} จึงยังไม่นับ", "ส่งไฟล์ {found} ให้ผู้ดูแลโปรแกรม หน่วยงานอื่นนับตามปกติแล้ว"),
        (
            "The program failed on what is in {file}, so it is not counted yet",
            "Send the file {found} to whoever looks after the program; the other offices were counted",
        ),
        example=("/tmp/ita-office.log", ""),
    ),
}
