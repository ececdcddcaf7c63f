"""Made-up Thai office prose for calibrating text measurement: phrases, lists, figures, addresses."""

from __future__ import annotations

import random

LENGTHS = (30, 80, 150, 300, 600, 1200)
PHRASES = (
    "จัดทำคู่มือการปฏิบัติงานและคู่มือการให้บริการของทุกงานให้เป็นปัจจุบัน",
    "เผยแพร่แผนการใช้จ่ายงบประมาณประจำปีผ่านช่องทางที่ประชาชนเข้าถึงได้ง่าย",
    "แต่งตั้งคณะทำงานขับเคลื่อนการประเมินคุณธรรมและความโปร่งใส",
    "ประชุมชี้แจงหลักเกณฑ์การใช้ทรัพย์สินของทางราชการแก่บุคลากรทุกระดับ",
    "สำรวจความพึงพอใจของผู้รับบริการด้วยแบบสอบถามออนไลน์",
    "กำหนดมาตรการป้องกันการรับสินบนและการขัดกันระหว่างประโยชน์ส่วนตนกับส่วนรวม",
    "ผู้อำนวยการกองสาธารณสุขและสิ่งแวดล้อม",
    "ฝ่ายบริหารงานทั่วไป สำนักปลัดเทศบาล",
    "รายงานผลการจัดซื้อจัดจ้างต่อผู้บริหารเป็นประจำทุกเดือน",
    "ผู้ทุพพลภาพและผู้สูงอายุที่มีภูมิลำเนาอยู่ในเขตเทศบาล",
    "อยู่ระหว่างดำเนินการ",
    "เนื่องจากระบบสารสนเทศขัดข้องระหว่างวันที่",
    "การจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบของเจ้าหน้าที่",
    "ปรับปรุงขั้นตอนและระยะเวลาการปฏิบัติงานให้สั้นลง",
    "อุปสรรคคือบุคลากรมีไม่เพียงพอต่อปริมาณงานที่เพิ่มขึ้นทุก ๆ ปี",
)
FOREIGN = (
    "ITA",
    "OIT",
    "E-Service",
    "No Gift Policy",
    "Facebook",
    "LINE Official Account",
    "PDF",
    "COVID-19",
)
FIGURES = ("๒๕๖๗", "1,250,000", "๑๒.๕๐", "ร้อยละ 85.50", "(๓/๖)", "1.2.3", "๑๒/๐๓/๒๕๖๗", "0-4312-3456")
ADDRESSES = (
    "https://www.example.go.th/news/detail/45252",
    "www.tambon-office.go.th",
    "info@tambon-office.go.th",
    "https://docs.example.com/forms/d/e/1FAIpQLSd5amag5EADxirCa2160oo_vqj76B_rAg67-mB_Gfq/viewform?usp=sf_link",
)
BETWEEN = ("(สำนักปลัด) ", "“แผน” ", "ๆ ", "ฯลฯ ", ", ", "/", "– ", "โครงการ/กิจกรรม")
BULLETS = ("\n- ", "\n• ", "\n๑) ", "\n(1) ", "\n2. ", "\n")
_LETTERS = "กขคงจชซดตถทนบปผพฟมยรลวสหอ"
_CHOICES = (PHRASES, FOREIGN, FIGURES, ADDRESSES, BETWEEN, BULLETS)
_WEIGHTS = (60, 5, 8, 3, 8, 6)


def random_text(rng: random.Random) -> str:
    """One text, of phrases joined with and without blanks; some words are in no dictionary."""
    text = ""
    length = rng.choice(LENGTHS)
    while len(text) < length:
        if rng.random() < 0.1:
            text += "".join(rng.choices(_LETTERS, k=rng.randint(2, 7)))
        else:
            (choices,) = rng.choices(_CHOICES, _WEIGHTS)
            text += rng.choice(choices)
        text += rng.choice(("", "", " "))
    return text
