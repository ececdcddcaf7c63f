"""`ita import`: a plan or report of another year, from Word, Excel or CSV, as a plan workbook."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.app import Argument, Option, _, language
from toolkit.cli.options import JSON, WholeNumber, command
from toolkit.cli.show import say, say_findings, say_json, say_table

if TYPE_CHECKING:
    from toolkit.importer.import_document import ImportedPlan
    from toolkit.model.finding import Finding

_SHORT = 60


@command(
    "import",
    "Make a plan of last year's plan or report.\n\n"
    "Reads the tables of a Word document (.docx), a workbook (.xlsx, .xls, .ods) or a .csv or .tsv file, and "
    "lists what a person should look at; each doubt stands as a note on its cell too.",
    Argument(["file"], metavar="FILE", type=click.Path(path_type=Path)),
    Option(
        ["--to", "target"],
        metavar="PLAN",
        type=click.Path(dir_okay=False, path_type=Path),
        help="The plan workbook to make (default: beside the file, named after it).",
    ),
    Option(
        ["--year"],
        metavar="YEAR",
        # Buddhist years: 2027 would make a plan of another age.
        type=WholeNumber(2500, 2699),
        show_default=False,
        help="The plan's fiscal year, like 2570; months are moved to it (default: the document's own).",
    ),
    Option(["--dry-run"], is_flag=True, help="Show what would be made and write nothing."),
    JSON,
)
def import_(file: Path, target: Path | None, year: int | None, dry_run: bool, as_json: bool) -> None:
    from toolkit.importer.import_document import import_document, plan_path, review_path

    path = plan_path(file, target)
    made = import_document(file, path, year, write=not dry_run)
    if as_json:
        say_json(_json(file, None if dry_run else path, made))
        return
    if dry_run:
        _say_measures(made)
    line = _("{measures} measures, {steps} steps, {divisions} divisions, {scores} scores; fiscal year {year}")
    say(line.format(**made.counts, year=made.fiscal_year))
    # Notes stand on the cells of the plan; here is only what a person has to look at.
    say_findings(_in_language(made), most=0)
    if dry_run:
        say(_("Nothing was written."))
    else:
        say(_("Made {plan}. Next: open it in Excel and go through the notes on its cells.").format(plan=path))
        review = review_path(file, path)
        if review.exists():
            said = _("Read wrongly? Choose in {review} what each row and column is, and import that.")
            say(said.format(review=review))


def _in_language(made: ImportedPlan) -> list[Finding]:
    """Return the findings, the places in the source in the language of the messages."""
    if language() == "th":
        return list(made.findings)
    from toolkit.importer.document import in_english

    return [replace(finding, file=in_english(finding.file)) for finding in made.findings]


def _say_measures(made: ImportedPlan) -> None:
    rows = []
    for measure in made.content.tables["measures"]:
        number = measure["measure_no"]
        divisions = [
            step["divisions"] for step in made.content.tables["steps"] if step["measure_no"] == number
        ]
        rows.append(
            (
                measure["label"] or number,
                measure["measure"][:_SHORT],
                str(len(divisions)),
                " – ".join(filter(None, (measure["start"], measure["end"]))),
                "; ".join(dict.fromkeys(divisions)),
            )
        )
    say_table((_("No."), _("Measure"), _("Steps"), _("Period"), _("Divisions")), rows, numbers=(2,))


def _json(file: Path, path: Path | None, made: ImportedPlan) -> dict[str, object]:
    from toolkit.messages.catalogue import result_of
    from toolkit.rollup.rollup_json import files_json

    result = result_of(file.name, "document", _in_language(made))
    return {
        "plan": None if path is None else str(path),
        "fiscal_year": made.fiscal_year,
        "source_year": made.source_year,
        "counts": made.counts,
        "files": files_json((result,), language()),
    }
