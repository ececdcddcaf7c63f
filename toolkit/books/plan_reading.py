"""Reading plan.xlsx into a Plan, with findings for what cannot be understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields

from toolkit.assessment.facts import unreadable_keys
from toolkit.books.plan_rows import PlanRows, heading, id_of, number_of
from toolkit.model.finding import Finding
from toolkit.model.month import fiscal_months
from toolkit.model.plan import (
    Agency,
    Division,
    Every,
    Measure,
    Plan,
    ReportText,
    Score,
    Signatory,
    Step,
    Weakness,
    plan_digest,
)
from toolkit.thai.text import squash, to_arabic
from toolkit.thai.words import is_all_divisions, is_no, is_yes, recurrence
from toolkit.xlsx.layouts import (
    AGENCY,
    DIVISIONS,
    MEASURES,
    PLAN_TABLES,
    SCORES,
    SIGNATORIES,
    STEPS,
    TEXTS,
    WEAKNESSES,
)
from toolkit.xlsx.sheet_data import BookData
from toolkit.xlsx.tables import FoundTable, TableRow

_SEPARATORS = re.compile(r"[,;/\n，；]+")
_YEAR = re.compile(r"2[4-6]\d\d")
_REQUIRED = (AGENCY.name, DIVISIONS.name, MEASURES.name, STEPS.name)
_AGENCY_FIELDS = frozenset(each.name for each in fields(Agency))


def read_plan(book: BookData) -> tuple[Plan | None, tuple[Finding, ...]]:
    """The plan of a workbook and what was found on the way; no plan where a needed table is missing."""
    return _PlanReader(book).read()


class _PlanReader(PlanRows):
    def __init__(self, book: BookData) -> None:
        super().__init__(book)
        self._names: dict[str, list[str]] = {}

    def read(self) -> tuple[Plan | None, tuple[Finding, ...]]:
        tables = {layout.name: self.table(layout) for layout in PLAN_TABLES}
        if any(tables[name] is None for name in _REQUIRED):
            return None, tuple(self.findings)
        agency = self._agency(tables["agency"])
        if agency is None:
            return None, tuple(self.findings)
        divisions = self._divisions(tables["divisions"])
        steps = [self._step(record, divisions) for record in self.rows(tables["steps"], STEPS)]
        measures = tuple(
            self._measure(record, steps) for record in self.unique(tables["measures"], MEASURES, "measure_no")
        )
        self._orphans(steps, measures)
        plan = Plan(
            agency,
            divisions,
            measures,
            tuple(self._score(each) for each in self.rows(tables["scores"], SCORES)),
            tuple(self._weakness(each) for each in self.rows(tables["weaknesses"], WEAKNESSES)),
            tuple(
                ReportText(
                    id_of("report", each.text("report")),
                    to_arabic(each.text("measure_no")),
                    id_of("text_field", each.text("field")),
                    each.text("text"),
                    each.location,
                )
                for each in self.rows(tables["texts"], TEXTS)
            ),
            tuple(
                Signatory(
                    each.text("order"),
                    each.text("role"),
                    each.text("name"),
                    each.text("title"),
                    each.location,
                )
                for each in self.rows(tables["signatories"], SIGNATORIES)
            ),
            plan_digest(divisions, measures),
        )
        return plan, tuple(self.findings)

    def _agency(self, table: FoundTable | None) -> Agency | None:
        assert table is not None
        for record in table.records:
            self.cell_faults(record)
        records = table.by_key
        texts = {key: record.text("value") for key, record in records.items()}
        sheet = table.sheet.name
        for key in AGENCY.keys:
            if key.required and not texts.get(key.id):
                cell = records[key.id].cell("value") if key.id in records else ""
                self.findings.append(Finding("agency-value-missing", sheet, cell, "", key.label))
        year = to_arabic(texts.get("fiscal_year", ""))
        if not _YEAR.fullmatch(year):
            if year:
                self.add("fiscal-year-invalid", records["fiscal_year"], "value", texts["fiscal_year"])
            return None
        self.year = int(year)
        due_day = to_arabic(texts.get("report_due_day", "")) or "5"
        if not (due_day.isdecimal() and 1 <= int(due_day) <= 28):
            self.add("due-day-invalid", records["report_due_day"], "value", texts["report_due_day"])
            due_day = "5"
        plain = {
            name: texts.get(name, "")
            for name in ("agency_type", "district", "province", "document_number", "website", "logo")
        }
        agency = Agency(
            texts.get("agency_code", ""),
            texts.get("agency_name", ""),
            self.year,
            report_due_day=int(due_day),
            numerals="arabic" if id_of("numerals", texts.get("numerals", "")) == "arabic" else "thai",
            font=texts.get("font") or "TH Sarabun New",
            publish_status=is_yes(texts.get("publish_status", "")),
            extras={key: value for key, value in texts.items() if key not in _AGENCY_FIELDS},
            location=records["fiscal_year"].location,
            **plain,
        )
        for name, text in unreadable_keys(agency).items():
            self.add("agency-setting-unreadable", records[name], "value", text, records[name].text("label"))
        return agency

    def _divisions(self, table: FoundTable | None) -> tuple[Division, ...]:
        records = list(self.unique(table, DIVISIONS, "division_code"))
        for record in records:
            code = to_arabic(record.text("division_code"))
            if not re.fullmatch(r"[\w-]{1,20}", code):
                self.add("division-code-invalid", record, "division_code", code)
            names = (code, record.text("division_name"), *_split(record.text("aliases")))
            for name in dict.fromkeys(squash(each) for each in names if each):
                self._names.setdefault(name, []).append(code)
        for record in records:
            self._ambiguous(record)
        return tuple(self._division(record) for record in records)

    def _ambiguous(self, record: TableRow) -> None:
        for field in ("division_code", "division_name", "aliases"):
            for name in _split(record.text(field)) if field == "aliases" else (record.text(field),):
                owners = self._names.get(squash(name), [])
                if len(owners) > 1 and owners[0] != to_arabic(record.text("division_code")):
                    self.add("name-ambiguous", record, field, name, ", ".join(owners))

    def _division(self, record: TableRow) -> Division:
        until, successor = self.month(record, "until"), ""
        if record.text("successor"):
            successor = next(iter(self._resolve(record, "successor")), "")
        elif until is not None:
            self.add("successor-missing", record, "until", record.text("division_name"), record.text("until"))
        return Division(
            to_arabic(record.text("division_code")),
            record.text("division_name"),
            _split(record.text("aliases")),
            record.text("head_title"),
            record.text("email"),
            not is_no(record.text("in_all")),
            until,
            successor,
            record.location,
        )

    def _resolve(self, record: TableRow, field: str, divisions: Iterable[Division] = ()) -> tuple[str, ...]:
        """The division codes that a cell names: codes, names or aliases, or all of them."""
        text = record.text(field)
        everyone = tuple(each.division_code for each in divisions if each.in_all)
        if is_all_divisions(text):
            return everyone
        codes: list[str] = []
        for part in _split(text):
            owners = self._names.get(squash(part))
            if is_all_divisions(part):
                codes.extend(everyone)
            elif owners:
                codes.append(owners[0])
            else:
                self.add("division-unknown", record, field, part)
        return tuple(dict.fromkeys(codes))

    def _step(self, record: TableRow, divisions: tuple[Division, ...]) -> Step:
        every_text = record.text("every")
        every = recurrence(every_text) if every_text else None
        if every_text and every is None:
            self.add("every-unknown", record, "every", every_text)
        return Step(
            to_arabic(record.text("measure_no")),
            to_arabic(record.text("step_no")),
            record.text("step"),
            record.text("label"),
            record.text("divisions"),
            self._resolve(record, "divisions", divisions),
            record.text("unit"),
            self.month(record, "due"),
            _EVERY[every] if every else None,
            self.month(record, "from"),
            self.month(record, "until"),
            self.weight(record),
            is_yes(record.text("evidence_required")),
            record.location,
        )

    def _measure(self, record: TableRow, steps: list[Step]) -> Measure:
        number = to_arabic(record.text("measure_no"))
        months = fiscal_months(self.year)
        own: dict[str, Step] = {}
        for step in steps:
            if step.measure_no == number and self._step_number_ok(step, own):
                own[step.step_no] = step
        return Measure(
            number,
            record.text("measure"),
            self.month(record, "start") or months[0],
            self.month(record, "end") or months[-1],
            **{
                name: record.text(name)
                for name in (
                    "label",
                    "section",
                    "refs",
                    "period",
                    "responsible",
                    "monitoring",
                    "expected",
                )
            },
            issue_no=to_arabic(record.text("issue_no")),
            weight=self.weight(record),
            steps=tuple(own.values()),
            location=record.location,
        )

    def _step_number_ok(self, step: Step, own: Mapping[str, Step]) -> bool:
        sheet, cell = step.location.sheet, step.location.cell("step_no")
        if not step.step_no:
            self.findings.append(Finding("step-number-missing", sheet, cell, step.measure_no))
        elif re.search(r"[.\s]", step.step_no):
            self.findings.append(
                Finding("number-dotted", sheet, cell, step.step_no, heading(STEPS, "step_no"))
            )
        elif step.step_no in own:
            self.findings.append(Finding("number-doubled", sheet, cell, step.key, heading(STEPS, "step_no")))
        else:
            return True
        return False

    def _orphans(self, steps: Iterable[Step], measures: tuple[Measure, ...]) -> None:
        known = {measure.measure_no for measure in measures}
        for step in steps:
            if step.measure_no not in known:
                cell = step.location.cell("measure_no")
                self.findings.append(
                    Finding("step-measure-unknown", step.location.sheet, cell, step.measure_no)
                )

    def _score(self, record: TableRow) -> Score:
        text, item = to_arabic(record.text("score")), to_arabic(record.text("item")).casefold()
        value = number_of(text) if text else None
        if text and (value is None or not 0 <= value <= 100):
            self.add("score-invalid", record, "score", record.text("score"))
            value = None
        if item not in _SCORE_ITEMS:
            self.add("score-item-unknown", record, "item", record.text("item"))
        year = to_arabic(record.text("year"))
        if not _YEAR.fullmatch(year):
            self.add("score-year-invalid", record, "year", record.text("year"))
            year = "0"
        return Score(int(year), item, value, record.text("level"), record.location)

    def _weakness(self, record: TableRow) -> Weakness:
        return Weakness(
            to_arabic(record.text("indicator")),
            to_arabic(record.text("issue_no")),
            record.text("weakness"),
            record.text("action"),
            tuple(to_arabic(each) for each in _split(record.text("measures"))),
            record.location,
        )


_EVERY: Mapping[str, Every] = {"month": "month", "quarter": "quarter"}
_SCORE_ITEMS = frozenset((*map(str, range(1, 11)), "overall", "iit", "eit", "eit1", "eit2", "oit"))


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _SEPARATORS.split(text) if part.strip())
