"""Reading plan.xlsx into a Plan, with findings for what cannot be understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields

from toolkit.assessment.facts import unreadable_keys
from toolkit.assessment.item_codes import is_question, parse_item_code
from toolkit.books.plan_rows import PlanRows, heading, id_of, names_in, number_of
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
    CHOICE_IDS,
    CHOICES,
    DIVISIONS,
    MEASURES,
    PLAN_TABLES,
    SCORES,
    SIGNATORIES,
    STEPS,
    TEXTS,
    WEAKNESSES,
    choice_word,
)
from toolkit.xlsx.sheet_data import BookData
from toolkit.xlsx.tables import FoundTable, TableRow

# A year of the Buddhist era; one of the common era (2024) is a slip.
_YEAR = re.compile(r"2[4-6]\d\d")
_REQUIRED = (AGENCY, DIVISIONS, MEASURES, STEPS)
_AGENCY_FIELDS = frozenset(field.name for field in fields(Agency))
_EVERY: Mapping[str, Every] = {"month": "month", "quarter": "quarter"}


def read_plan(book: BookData) -> tuple[Plan | None, tuple[Finding, ...]]:
    """Return the plan of a workbook and what was found in it; no plan where a needed table is missing."""
    reader = _PlanReader(book)
    return reader.read(), tuple(reader.findings)


class _PlanReader(PlanRows):
    """Reads the tables in the order in which they need one another; texts become domain objects."""

    def __init__(self, book: BookData) -> None:
        super().__init__(book)
        self._codes_of: dict[str, list[str]] = {}  # by code, name or alias of a division

    def read(self) -> Plan | None:
        tables = {layout.name: self.table(layout) for layout in PLAN_TABLES}
        agency_table = tables[AGENCY.name]
        if agency_table is None or any(tables[layout.name] is None for layout in _REQUIRED):
            return None
        agency = self._agency(agency_table)
        if agency is None:
            return None
        # Steps name divisions, measures hold steps: read in this order.
        divisions = self._divisions(tables[DIVISIONS.name])
        steps = [(row, self._step(row, divisions)) for row in self.rows(tables[STEPS.name], STEPS)]
        measures = tuple(
            self._measure(row, steps) for row in self.unique(tables[MEASURES.name], MEASURES, "measure_no")
        )
        known = {measure.measure_no for measure in measures}
        for row, step in steps:
            if step.measure_no not in known:
                sheet, cell = row.location.sheet, row.cell("measure_no")
                self.findings.append(Finding("step-measure-unknown", sheet, cell, step.measure_no))
        return Plan(
            agency,
            divisions,
            measures,
            tuple(self._score(row) for row in self.rows(tables[SCORES.name], SCORES)),
            tuple(self._weakness(row) for row in self.rows(tables[WEAKNESSES.name], WEAKNESSES)),
            tuple(self._text(row) for row in self.rows(tables[TEXTS.name], TEXTS)),
            tuple(
                Signatory(**row.texts(*SIGNATORIES.field_ids), location=row.location)
                for row in self.rows(tables[SIGNATORIES.name], SIGNATORIES)
            ),
            plan_digest(divisions, measures),
        )

    def _agency(self, table: FoundTable) -> Agency | None:
        """Read the agency; without a fiscal year no month of the plan could be judged."""
        for row in table.records:
            self.cell_faults(row)
        rows = table.by_key
        texts = {key: row.text("value") for key, row in rows.items()}
        for key in AGENCY.keys:
            if key.required and not texts.get(key.id):
                cell = rows[key.id].cell("value") if key.id in rows else ""
                self.findings.append(Finding("agency-value-missing", table.sheet.name, cell, "", key.label))
        # No guess for a plan without a year: every date in it would be judged by the wrong months.
        year = to_arabic(texts.get("fiscal_year", ""))
        if not _YEAR.fullmatch(year):
            if year:
                self.add("fiscal-year-invalid", rows["fiscal_year"], "value", texts["fiscal_year"])
            return None
        self.year = int(year)
        due_day = to_arabic(texts.get("report_due_day", "")) or "5"
        # 28: a day that every month has.
        if not (due_day.isdecimal() and 1 <= int(due_day) <= 28):
            self.add("due-day-invalid", rows["report_due_day"], "value", texts["report_due_day"])
            due_day = "5"
        plain = ("agency_type", "district", "province", "document_number", "website", "logo")
        agency = Agency(
            texts.get("agency_code", ""),
            texts.get("agency_name", ""),
            self.year,
            report_due_day=int(due_day),
            numerals="arabic" if id_of("numerals", texts.get("numerals", "")) == "arabic" else "thai",
            font=texts.get("font") or "TH Sarabun New",
            publish_status=is_yes(texts.get("publish_status", "")),
            extras={key: value for key, value in texts.items() if key not in _AGENCY_FIELDS},
            location=rows["fiscal_year"].location,
            **{name: texts.get(name, "") for name in plain},
        )
        self._agency_words(rows)
        for name, text in unreadable_keys(agency).items():
            self.add("agency-setting-unreadable", rows[name], "value", text, rows[name].text("label"))
        return agency

    def _agency_words(self, rows: Mapping[str, TableRow]) -> None:
        """Find words that would be printed twice, an address that leads nowhere, and numerals that no list
        has."""
        for key, word, short in (("district", "อำเภอ", "อ."), ("province", "จังหวัด", "จ.")):
            text = rows[key].text("value") if key in rows else ""
            if text.startswith((word, short)):
                self.add("place-word-twice", rows[key], "value", text, word)
        website = rows["website"].text("value") if "website" in rows else ""
        if website and not website.casefold().startswith("https://"):
            self.add("website-without-https", rows["website"], "value", website)
        numerals = rows["numerals"].text("value") if "numerals" in rows else ""
        if numerals and squash(numerals) not in map(squash, CHOICES["numerals"]):
            read_as = choice_word("numerals", id_of("numerals", numerals))
            read_as = read_as if read_as in CHOICES["numerals"] else CHOICES["numerals"][0]
            self.add("numerals-word", rows["numerals"], "value", numerals, read_as)

    def _divisions(self, table: FoundTable | None) -> tuple[Division, ...]:
        """Read the divisions. All names are known before a successor is looked up among them."""
        rows = list(self.unique(table, DIVISIONS, "division_code"))
        for row in rows:
            code = to_arabic(row.text("division_code"))
            # A code becomes part of file names. \w leaves out Thai vowels above and below, and so most words.
            if not re.fullmatch(r"[\w-]{1,20}", code):
                self.add("division-code-invalid", row, "division_code", code)
            names = (code, row.text("division_name"), *names_in(row.text("aliases")))
            for name in dict.fromkeys(squash(name) for name in names if name):
                self._codes_of.setdefault(name, []).append(code)
        for row in rows:
            for field in ("division_code", "division_name", "aliases"):
                for name in names_in(row.text(field)) if field == "aliases" else (row.text(field),):
                    codes = self._codes_of.get(squash(name), [])
                    # Said of the later division: the first keeps the name.
                    if len(codes) > 1 and codes[0] != to_arabic(row.text("division_code")):
                        self.add("name-ambiguous", row, field, name, ", ".join(codes))
        return tuple(self._division(row) for row in rows)

    def _division(self, row: TableRow) -> Division:
        until, successor = self.month(row, "until"), ""
        if row.text("successor"):
            successor = next(iter(self._resolve(row, "successor")), "")
        elif until is not None:
            self.add("successor-missing", row, "until", row.text("division_name"), row.text("until"))
        return Division(
            to_arabic(row.text("division_code")),
            **row.texts("division_name", "head_title", "email"),
            aliases=names_in(row.text("aliases")),
            in_all=not is_no(row.text("in_all")),
            until=until,
            successor=successor,
            location=row.location,
        )

    def _resolve(self, row: TableRow, field: str, divisions: Iterable[Division] = ()) -> tuple[str, ...]:
        """Return the division codes that a cell names: codes, names or aliases, or all of them."""
        text = row.text(field)
        everyone = tuple(division.division_code for division in divisions if division.in_all)
        if is_all_divisions(text):
            return everyone
        codes: list[str] = []
        for part in names_in(text, self._codes_of):
            named = self._codes_of.get(squash(part))
            if is_all_divisions(part):
                codes.extend(everyone)
            elif named:
                codes.append(named[0])
            else:
                self.add("division-unknown", row, field, part)
        return tuple(dict.fromkeys(codes))

    def _step(self, row: TableRow, divisions: tuple[Division, ...]) -> Step:
        every_text = row.text("every")
        every = recurrence(every_text) if every_text else None
        if every_text and every is None:
            self.add("every-unknown", row, "every", every_text)
        return Step(
            to_arabic(row.text("measure_no")),
            to_arabic(row.text("step_no")),
            **row.texts("step", "label", "divisions", "unit"),
            division_codes=self._resolve(row, "divisions", divisions),
            due=self.month(row, "due"),
            every=_EVERY[every] if every else None,
            first=self.month(row, "from"),
            until=self.month(row, "until"),
            weight=self.weight(row),
            evidence_required=is_yes(row.text("evidence_required")),
            added=False,
            location=row.location,
        )

    def _measure(self, row: TableRow, steps: Sequence[tuple[TableRow, Step]]) -> Measure:
        number = to_arabic(row.text("measure_no"))
        months = fiscal_months(self.year)
        own: dict[str, Step] = {}
        for step_row, step in steps:
            if step.measure_no == number and self._is_sound(step_row, step, own):
                own[step.step_no] = step
        return Measure(
            number,
            # Blank: the fiscal year's own ends, October and September.
            start=self.month(row, "start") or months[0],
            end=self.month(row, "end") or months[-1],
            **row.texts("measure", "label", "section", "refs", "period"),
            **row.texts("responsible", "officer", "monitoring", "expected"),
            issue_no=to_arabic(row.text("issue_no")),
            weight=self.weight(row),
            steps=tuple(own.values()),
            location=row.location,
        )

    def _is_sound(self, row: TableRow, step: Step, taken: Mapping[str, Step]) -> bool:
        """Return whether a step's number can be its identity within its measure; note why not."""
        if not step.step_no:
            self.add("step-number-missing", row, "step_no", step.measure_no)
        # A row key is "measure.step": with a dot in a number it could be read in two ways.
        elif re.search(r"[.\s]", step.step_no):
            self.add("number-dotted", row, "step_no", step.step_no, heading(STEPS, "step_no"))
        elif step.step_no in taken:
            self.add("number-doubled", row, "step_no", step.key, heading(STEPS, "step_no"))
        else:
            return True
        return False

    def _score(self, row: TableRow) -> Score:
        text, typed = to_arabic(row.text("score")), row.text("item")
        item, code = id_of("score_item", to_arabic(typed)), parse_item_code(typed)
        # A question's code has its letter: a number without one is an indicator's, however many zeros stand
        # before it.
        if code and item == to_arabic(typed) and code[0] in typed.upper():
            item = code
        value = number_of(text) if text else None
        if text and (value is None or not 0 <= value <= 100):
            self.add("score-invalid", row, "score", row.text("score"))
            value = None
        known = item in (*CHOICES["score_item"], *CHOICE_IDS["score_item"].values())
        if not known and not is_question(item):
            self.add("score-item-unknown", row, "item", typed)
        year = to_arabic(row.text("year"))
        if not _YEAR.fullmatch(year):
            self.add("score-year-invalid", row, "year", row.text("year"))
            # A score whose year cannot be read is kept with the year 0, which no result has.
            year = "0"
        return Score(int(year), item, value, row.text("level"), row.text("text"), row.location)

    def _weakness(self, row: TableRow) -> Weakness:
        return Weakness(
            to_arabic(row.text("indicator")),
            to_arabic(row.text("issue_no")),
            **row.texts("weakness", "action"),
            measures=tuple(to_arabic(number) for number in names_in(row.text("measures"))),
            location=row.location,
        )

    def _text(self, row: TableRow) -> ReportText:
        report, field = id_of("report", row.text("report")), id_of("text_field", row.text("field"))
        return ReportText(report, to_arabic(row.text("measure_no")), field, row.text("text"), row.location)
