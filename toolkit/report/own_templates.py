"""Templates that an office makes its own: copies of the standard ones to begin with, and what each is for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from toolkit.model.finding import Finding
from toolkit.office.folder import Office
from toolkit.office.writing import write_atomic
from toolkit.report.write import MEMO_TEMPLATE, template_bytes
from toolkit.workbook.bundled import bundled

FOLDER = "templates"


@dataclass(frozen=True)
class CopiedTemplates:
    """The copies that were put into the office's folder; `findings` name those that were there, changed."""

    written: tuple[Path, ...]
    findings: tuple[Finding, ...]


def is_memo_template(name: str | Path) -> bool:
    """Whether a template is one for the memo, by its name: anything of Word's."""
    return Path(name).suffix.casefold().startswith((".doc", ".dot"))


def copy_templates(office: Office, template: str) -> CopiedTemplates:
    """Put the standard template of a report, by its name, and that of the memo into `templates/`.

    A file that lies there already, and was changed, is left alone. Nothing in that folder is used unless it
    is named with --template. Raises UserError where one cannot be written.
    """
    folder = office.root / FOLDER
    copies = {
        folder / f"{template}.xlsx": template_bytes(template),
        folder / Path(MEMO_TEMPLATE).name: bundled(MEMO_TEMPLATE),
    }
    edited = [path for path, data in copies.items() if path.exists() and path.read_bytes() != data]
    written = tuple(path for path in copies if path not in edited)
    for path in written:
        write_atomic(path, copies[path])
    return CopiedTemplates(
        written, tuple(Finding("template-exists", found=office.relative(each)) for each in edited)
    )
