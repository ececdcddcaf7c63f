"""`ita import` from files made in the test, and on real documents where they are at hand."""

from __future__ import annotations

import json
from pathlib import Path

import click
import docx
import pytest
from click.testing import CliRunner, Result
from source import checked, errors, lost_words, measures, step_counts, understand

from toolkit.cli import load_commands
from toolkit.importer.import_document import import_document, plan_path
from toolkit.importer.open_document import open_document
from toolkit.model.finding import Finding, UserError

ROWS = (
    ("มาตรการ", "ขั้นตอนหรือวิธีการ", "ระยะเวลา", "ผู้รับผิดชอบ"),
    ("๑. สร้างการรับรู้", "๑. ประชุม\n๒. เผยแพร่", "ต.ค. ๖๗ - ก.ย. ๖๘", "สำนักปลัด"),
    ("๒. พัฒนางาน", "- อบรม\n- สรุป", "ภายใน ธ.ค. ๖๗", "ทุกกอง"),
)


@pytest.fixture
def word(tmp_path: Path) -> Path:
    """A Word document with one table of two measures."""
    made = docx.Document()
    made.add_paragraph("แผนมาตรการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๘")
    table = made.add_table(rows=0, cols=len(ROWS[0]))
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    path = tmp_path / "แผนเดิม.docx"
    made.save(str(path))
    return path


def ita(*arguments: object) -> Result:
    group: click.Group = load_commands()
    result = CliRunner().invoke(group, ["import", *map(str, arguments)], prog_name="ita")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_a_plan_stands_beside_the_document(word: Path, tmp_path: Path) -> None:
    result = ita(word)
    target = tmp_path / "แผนเดิม-plan.xlsx"
    assert result.exit_code == 0
    assert target.is_file()
    assert str(target) in result.output
    made = import_document(word, tmp_path / "again.xlsx")
    assert step_counts(made) == [2, 2]
    assert target.read_bytes() == (tmp_path / "again.xlsx").read_bytes()


def test_nothing_is_overwritten(word: Path, tmp_path: Path) -> None:
    target = tmp_path / "plan.xlsx"
    target.write_bytes(b"mine")
    result = ita(word, "--to", target)
    assert result.exit_code == 1
    assert target.read_bytes() == b"mine"
    assert str(target) in result.output
    with pytest.raises(UserError) as caught:
        import_document(word, target)
    assert caught.value.finding == Finding("import-target-exists", found=str(target))


def test_a_dry_run_writes_nothing(word: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    result = ita(word, "--dry-run", "--year", "2570")
    assert result.exit_code == 0
    assert "สร้างการรับรู้" in result.output
    assert sorted(tmp_path.iterdir()) == before


def test_json(word: Path, tmp_path: Path) -> None:
    content = json.loads(ita(word, "--json", "--to", tmp_path / "new" / "p.xlsx").stdout)
    assert (content["fiscal_year"], content["counts"]["measures"], content["counts"]["steps"]) == (2568, 2, 4)
    assert content["plan"] == str(tmp_path / "new" / "p.xlsx")
    (file,) = content["files"]
    assert (file["file"], file["kind"], file["verdict"]) == ("แผนเดิม.docx", "document", "warned")
    assert "import-monitoring-assumed" in [finding["code"] for finding in file["findings"]]
    assert json.loads(ita(word, "--json", "--dry-run").stdout)["plan"] is None


def test_places_in_the_source_are_told_in_the_language_chosen(word: Path) -> None:
    dashes = docx.Document(str(word))
    dashes.tables[0].cell(2, 1).text = "- อบรมบุคลากรทุกคน - สรุปผลการอบรม"
    dashes.save(str(word))
    assert "(ต้นฉบับ ตาราง 1 แถว 3 คอลัมน์ 2)" in ita(word, "--dry-run", "--lang", "th").output
    assert "(source: table 1 row 3 column 2)" in ita(word, "--dry-run", "--lang", "en").output


@pytest.mark.parametrize(("arguments", "code"), [(("--year", "67"), 2), (("--year", "x"), 2), ((), 1)])
def test_wrong_usage_and_wrong_files(arguments: tuple[str, ...], code: int, tmp_path: Path) -> None:
    result = ita(tmp_path / "none.docx", *arguments)
    assert result.exit_code == code
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (".", "..", str(tmp_path)):
        result = ita(name, "--lang", "th")
        assert result.exit_code == 1
        assert "ไม่ใช่ไฟล์เอกสาร" in result.output


def test_a_document_without_measures_leaves_no_plan(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("ไม่มีตาราง")
    made.save(str(tmp_path / "a.docx"))
    with pytest.raises(UserError) as caught:
        import_document(tmp_path / "a.docx", plan_path(tmp_path / "a.docx"))
    assert (caught.value.finding.code, caught.value.finding.file) == ("import-no-table", "a.docx")
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]


def test_a_csv_file(tmp_path: Path) -> None:
    path = tmp_path / "แผน 2568.csv"
    path.write_bytes("มาตรการ,ขั้นตอน,ผู้รับผิดชอบ\n๑. ก,ทำ,กองคลัง\n".encode("cp874"))
    made = import_document(path, plan_path(path))
    assert (made.counts["measures"], made.fiscal_year) == (1, 2568)


REAL = {
    "000": [2, 2, 3, 2],
    "001": [7, 3, 3, 3, 3, 1, 2, 3, 2, 5, 3, 4, 4],
    "002": [5, 5, 3, 2, 2, 4],
    "003": [1, 4, 4, 5, 2, 3, 4],
    "004": [2, 1, 2],
}


ISSUES, ANALYSIS, BASIS = "issues-unnamed", "analysis-missing", "score-basis-missing"
TO_LOOK_AT: dict[tuple[str, int | None], set[str]] = {
    # A letter for a year of words; two letters of a name are Devanagari.
    ("000", None): {ISSUES, ANALYSIS, "level-unknown", "plan-letter-foreign"},
    ("000", 2569): {ISSUES, ANALYSIS, BASIS, "level-unknown", "plan-letter-foreign"},
    ("001", None): {BASIS, ANALYSIS},  # a report with its own year's result
    ("001", 2569): {ISSUES, ANALYSIS, BASIS},
    ("002", None): {BASIS, "weakness-without-measure"},
    ("002", 2569): {ISSUES, BASIS, "weakness-without-measure"},
    ("003", None): {ISSUES, ANALYSIS},
    ("003", 2569): {ISSUES, ANALYSIS, BASIS},
    ("004", None): {ANALYSIS, BASIS},
    ("004", 2569): {ISSUES, ANALYSIS, BASIS, "reference-beyond", "facts-unconfirmed"},
}
"""What the check of each plan asks a person to look at: what the document does not say, or says oddly."""


@pytest.mark.parametrize("name", REAL)
@pytest.mark.parametrize("year", [None, 2569])
def test_real_documents(seeds: Path, name: str, year: int | None, tmp_path: Path) -> None:
    source = open_document(seeds / f"{name}.docx")
    made = understand(source, year)
    assert step_counts(made) == REAL[name]
    check = checked(made, tmp_path)
    assert errors(check) == {"placeholder-left"}  # the agency's code, which no document names
    assert {finding.code for finding in check.result.findings} - errors(check) == TO_LOOK_AT[name, year]
    assert lost_words(source, made) == []
    assert made.fiscal_year == (year or {"000": 2567, "002": 2565, "003": 2567}.get(name, 2566))


PERIODS = {
    "000": [("ต.ค. 66", "ก.ย. 67")] * 4,
    "001": [("ต.ค. 65", "ก.ย. 66")] * 13,
    "002": [("ต.ค. 64", "ธ.ค. 64" if n in (4, 5) else "ก.ย. 65") for n in range(1, 7)],
    "003": [("ต.ค. 66", "ก.ย. 67")] * 7,
    "004": [("", "")] * 3,
}
DIVISIONS = {
    "000": ["01", "02", "03", "04", "05", "06"],
    "001": ["01", "02", "03", "04", "05", "09"],
    "002": ["01", "02"],
    "003": ["01", "02"],
    "004": ["01"],
}
SCORES = {"000": 1, "001": 11, "002": 10, "003": 10, "004": 0}


@pytest.mark.parametrize("name", REAL)
def test_real_documents_in_detail(seeds: Path, name: str) -> None:
    made = understand(open_document(seeds / f"{name}.docx"))
    assert measures(made, "start", "end") == PERIODS[name]
    assert [row["division_code"] for row in made.content.tables["divisions"]] == DIVISIONS[name]
    assert (made.counts["scores"], made.counts["weaknesses"]) == (SCORES[name], 9 if name == "002" else 0)
    assert all(row["name"] for row in made.content.tables["signatories"])
