"""Opening documents by content, in a child process that may crash or hang."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from processes import is_gone

from toolkit.importer import open_document as opening
from toolkit.importer.document import (
    MAX_CHARACTERS,
    SourceDocument,
    SourceParagraph,
    SourceTable,
    decode,
    encode,
)
from toolkit.importer.open_document import kind_of, open_document, read_document
from toolkit.messages.catalogue import describe
from toolkit.model.finding import Finding, UserError
from toolkit.xlsx.sheet_data import RefusedError

pytestmark = pytest.mark.slow  # whole offices, several seconds in all

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(method: int = zipfile.ZIP_DEFLATED, **parts: bytes) -> bytes:
    """A zip whose members are named by keywords: `word__x_xml` is word/x.xml, `types` the content types."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as made:
        for name, content in parts.items():
            path = "[Content_Types].xml" if name == "types" else name.replace("__", "/").replace("_", ".")
            made.writestr(path, content)
    return stream.getvalue()


def ole(*streams: str) -> bytes:
    return (
        OLE + bytes(504) + b"".join(f"{stream}\0".encode("utf-16-le").ljust(128, b"\0") for stream in streams)
    )


def word_bytes(*texts: str) -> bytes:
    word = docx.Document()
    for text in texts:
        word.add_paragraph(text)
    word.add_table(1, 2).cell(0, 1).text = "มาตรการ"
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def book_bytes() -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0]["B2"] = "มาตรการ"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def finding_of(path: Path, seconds: float = 30.0) -> Finding:
    with pytest.raises(UserError) as refused:
        open_document(path, seconds=seconds)
    return refused.value.finding


def refusal(path: Path) -> Finding:
    """The finding without a child process."""
    with pytest.raises(UserError) as refused:
        read_document(path)
    return refused.value.finding


@pytest.mark.parametrize(
    ("name", "data", "kind", "rows"),
    [
        ("แผน ปี 2567.docx", word_bytes("ก"), "docx", (("", "มาตรการ"),)),
        ("renamed.pdf", word_bytes("ก"), "docx", (("", "มาตรการ"),)),
        ("plan.xlsx", book_bytes(), "xlsx", (("มาตรการ",),)),
        ("plan.csv", "มาตรการ,กอง".encode(), "csv", (("มาตรการ", "กอง"),)),
        ("plan.TSV", "มาตรการ\tกอง".encode("cp874"), "tsv", (("มาตรการ", "กอง"),)),
        ("-plan.txt", "BM,กอง".encode(), "csv", (("BM", "กอง"),)),
    ],
)
def test_a_document_is_read_by_its_content(
    tmp_path: Path, name: str, data: bytes, kind: str, rows: tuple[tuple[str, ...], ...]
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = open_document(path)
    assert (found.name, found.kind, found.tables[0].rows) == (name, kind, rows)
    assert found == read_document(path)


@pytest.mark.parametrize(
    ("data", "code", "found"),
    [
        (b"", "import-file-empty", ""),
        (b"\xef\xbb\xbf \r\n", "import-file-empty", ""),
        (b"%PDF-1.7\n", "import-file-picture", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0", "import-file-picture", "PNG"),
        (b"\xff\xd8\xff\xe0\0", "import-file-picture", "JPEG"),
        (b"BM\x36\0\0\0\0\0\0\0\x36", "import-file-picture", "BMP"),
        (b"II*\0\x08", "import-file-picture", "TIFF"),
        (b"\0\0\0\x18ftypheic", "import-file-picture", "HEIC"),
        (rb"{\rtf1\ansi", "import-file-other-format", "RTF"),
        (b"\xef\xbb\xbf<!DOCTYPE html><table>", "import-file-other-format", "HTML/XML"),
        (b"  <TABLE border=1>", "import-file-other-format", "HTML/XML"),
        (b"MIME-Version: 1.0\n", "import-file-other-format", "MHTML"),
        (ole("Root Entry", "WordDocument", "Workbook"), "import-file-other-format", "Word 97-2003 (.doc)"),
        (ole("PowerPoint Document"), "import-file-other-format", "PowerPoint 97-2003 (.ppt)"),
        (ole("Root Entry", "EncryptedPackage"), "import-file-encrypted", ""),
        (ole("Root Entry", "EncryptedPackage", "DRMEncryptedTransform"), "import-file-encrypted", ""),
        (ole("Root Entry", "EncryptedPackage", "DRMEncryptedTransform"), "import-file-encrypted", ""),
        (ole("Root Entry"), "import-file-other-format", "?"),
        (b"\x7fELF\0\0", "import-file-other-format", "?"),
        (b"Rar!\x1a\x07\0", "import-file-archive", "RAR"),
        (zipped(plan_txt=b"x"), "import-file-archive", "zip"),
        (zipped(types=b"", xl__workbook_bin=b""), "import-file-other-format", "Excel (.xlsb)"),
        (zipped(types=b"", ppt__presentation_xml=b""), "import-file-other-format", "PowerPoint (.pptx)"),
        (zipped(types=b"", other=b""), "import-file-other-format", "?"),
        (zipped(Index__Document_iwa=b""), "import-file-other-format", "Apple iWork"),
        (
            zipped(mimetype=b"application/vnd.oasis.opendocument.text"),
            "import-file-other-format",
            "OpenDocument (text)",
        ),
        (zipped(mimetype=b"application/epub+zip"), "import-file-archive", "zip"),
        (word_bytes("ก")[:-200], "import-file-damaged", "zip"),
        (word_bytes("ก")[:200], "import-file-damaged", "zip"),
        (zipped(types=b"", word__document_xml=b"0" * 20_000_000), "import-file-too-long", None),
        (zipped(zipfile.ZIP_BZIP2, word__x=b"x" * 99), "import-file-damaged", "word/x"),
        (zipped(types=b"", **{"/x": b""}), "import-file-damaged", "/x"),
    ],
)
def test_everything_else_is_refused_with_one_finding(
    tmp_path: Path, data: bytes, code: str, found: str | None
) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(data)
    finding = refusal(path)
    assert (finding.code, finding.file) == (code, "plan.docx")
    assert found is None or finding.found == found
    for lang in ("th", "en"):
        words = describe(finding, lang)
        assert words.severity == "error"
        assert "{" not in words.message + words.advice


def test_an_encrypted_spreadsheet_is_refused() -> None:
    manifest = b"<manifest><encryption-data/></manifest>"
    parts = {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "META-INF__manifest_xml": manifest,
    }
    with pytest.raises(RefusedError) as refused:
        kind_of(zipped(**parts))
    assert refused.value.finding.code == "import-file-encrypted"


def test_what_is_no_file(tmp_path: Path) -> None:
    assert finding_of(tmp_path / "none.docx") == Finding("file-missing", file="none.docx")
    assert finding_of(tmp_path) == Finding("import-file-not-regular", file=tmp_path.name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are not known here")
def test_a_pipe_does_not_block_and_a_link_is_followed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.docx")
    assert finding_of(tmp_path / "pipe.docx").code == "import-file-not-regular"
    (tmp_path / "plan.docx").write_bytes(word_bytes("ก"))
    (tmp_path / "link.docx").symlink_to(tmp_path / "plan.docx")
    found = open_document(tmp_path / "link.docx")
    assert (found.name, found.paragraphs) == ("link.docx", (SourceParagraph("ก", 0),))


def as_child(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(opening, "_CHILD", program)


def sleeper(trace: Path) -> str:
    """A program that writes its process id and sleeps."""
    return (
        f"import os, time, pathlib; pathlib.Path({str(trace)!r}).write_text(str(os.getpid())); time.sleep(60)"
    )


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.abort()",
        "raise RuntimeError",
        "raise MemoryError",
        "raise SystemExit(3)",
        "pass",
        "print('no JSON')",
        "print('{}')",
        "print('[]')",
        "import sys; sys.stdout.buffer.write(b'\\xff')",
        "import sys; sys.stderr.write('x' * 1_000_000); raise SystemExit(1)",
    ],
)
def test_a_crash_is_one_plain_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    as_child(monkeypatch, program)
    assert finding_of(tmp_path / "plan.docx") == Finding("import-file-damaged", found="-", file="plan.docx")


def test_a_hang_ends_at_the_limit_and_leaves_no_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = tmp_path / "id"
    as_child(monkeypatch, sleeper(trace))
    begun = time.monotonic()
    finding = finding_of(tmp_path / "plan.docx", seconds=1.5)
    assert finding == Finding("import-file-timeout", found="1.5", file="plan.docx")
    assert time.monotonic() - begun < 20
    if sys.platform != "win32":
        assert is_gone(int(trace.read_text()))


def test_the_child_gets_no_input_and_no_modules_from_the_folder_of_the_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "csv.py").write_text("raise SystemExit(9)")
    (tmp_path / "plan.csv").write_text("a,b")
    monkeypatch.chdir(tmp_path)
    assert open_document(Path("plan.csv")).tables[0].rows == (("a", "b"),)
    as_child(monkeypatch, "import sys; raise SystemExit(sys.stdin.read() != '')")
    assert finding_of(tmp_path / "plan.csv").code == "import-file-damaged"  # it ended well, without an answer


def test_an_interrupted_reading_leaves_no_process(tmp_path: Path) -> None:
    """Ctrl-C reaches the parent alone, for the child is in a group of its own. A program that was started in
    the background ignores it unless it says otherwise."""
    if sys.platform == "win32":
        pytest.skip("signals of this kind are not known here")
    trace = tmp_path / "id"
    program = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from pathlib import Path; from toolkit.importer import open_document as o; "
        f"o._CHILD = {sleeper(trace)!r}; o.open_document(Path('x.docx'))"
    )
    with subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE) as process:
        timer = threading.Timer(120, process.kill)
        timer.start()
        while not (trace.is_file() and trace.read_text()) and process.poll() is None:
            time.sleep(0.02)
        # On a busy machine the child may be at work before its parent has come back from starting it.
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        process.communicate()
        timer.cancel()
    assert process.returncode not in (0, -signal.SIGKILL)  # killed: by the timer, not by the interrupt
    assert is_gone(int(trace.read_text()))


def test_a_document_survives_the_way_between_the_processes() -> None:
    table = SourceTable(1, 1, (("ก", "ก"), ("ข", "\ud800")), {(0, 1): (0, 0)}, "แผน", "B2")
    document = SourceDocument(
        "น.docx", "docx", (SourceParagraph("ย่อ\nหน้า", 0),), (table,), (("import-x", "1"),)
    )
    assert decode(encode(document)) == document
    assert encode(document).isascii()
    finding = Finding("import-file-damaged", "แผน", "A1", "x", "y", "น.docx")
    with pytest.raises(UserError) as told:
        decode(encode(finding))
    assert told.value.finding == finding


def test_the_text_of_a_merged_cell_is_counted_once_and_all_texts_are_bounded() -> None:
    half = "ก" * (MAX_CHARACTERS // 2 + 1)
    merged = SourceTable(1, 0, ((half, half),), {(0, 1): (0, 0)})
    assert decode(encode(SourceDocument("", "csv", (), (merged,)))) == SourceDocument(
        "", "csv", (), (merged,)
    )
    with pytest.raises(RefusedError) as refused:
        encode(SourceDocument("", "csv", (), (SourceTable(1, 0, ((half, half),)),)))
    assert refused.value.finding.code == "import-file-too-long"


@pytest.mark.slow
def test_ten_thousand_rows_are_read_within_the_limit(tmp_path: Path) -> None:
    row = "<w:tr>" + "<w:tc><w:p><w:r><w:t>๑. ประกาศนโยบาย</w:t></w:r></w:p></w:tc>" * 6 + "</w:tr>"
    part = "word/document.xml"
    with (
        zipfile.ZipFile(io.BytesIO(word_bytes())) as old,
        zipfile.ZipFile(tmp_path / "long.docx", "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                content = content.replace(b"<w:sectPr", f"<w:tbl>{row * 10_000}</w:tbl><w:sectPr".encode(), 1)
            new.writestr(name, content)
    found = open_document(tmp_path / "long.docx")
    assert [len(source_table.rows) for source_table in found.tables] == [1, 10_000]


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_real_documents(seeds: Path, name: str) -> None:
    found = open_document(seeds / f"{name}.docx")
    assert found == read_document(seeds / f"{name}.docx")
