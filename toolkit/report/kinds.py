"""The kinds of report that an office signs, their periods, and the digits that they are printed in."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import KW_ONLY, dataclass, fields, is_dataclass, replace
from typing import Literal, TypeVar, cast

from toolkit.model.finding import Finding, Lang, UserError
from toolkit.model.month import Month
from toolkit.model.plan import Agency, Plan
from toolkit.report.submitted import Worded
from toolkit.rollup.roll_up import last_ended
from toolkit.thai.dates import Numerals, format_date
from toolkit.thai.text import to_arabic, to_thai
from toolkit.xlsx.layouts import CHOICE_IDS

T = TypeVar("T")
ReportKind = Literal["plan", "monthly", "six-month", "annual"]


@dataclass(frozen=True, slots=True)
class KindSettings:
    """What belongs to one kind of report: its names, its usual month, its templates.

    `month` is the place of its usual month in the fiscal year (October 0; None: the last month ended).
    `result_years` tells how many years before the plan's the latest result is that it rests on: the plan's
    is announced before its year begins, the annual report quotes that of its own year. `templates` are the
    bundled templates that suit it, the usual one first.
    """

    id: ReportKind
    en: str
    _: KW_ONLY
    month: int | None
    result_years: int = 1
    templates: tuple[str, ...]

    @property
    def th(self) -> str:
        """The name by which people pick it in the plan."""
        return next(word for word, id_ in CHOICE_IDS["report"].items() if id_ == self.id)

    @property
    def has_results(self) -> bool:
        return self.id != "plan"


KINDS: dict[ReportKind, KindSettings] = {
    kind.id: kind
    for kind in (
        KindSettings("plan", "measure plan", month=0, templates=("plan",)),
        KindSettings("monthly", "monthly report", month=None, templates=("monthly",)),
        KindSettings("six-month", "six-month report", month=5, templates=("six-month",)),
        KindSettings(
            "annual", "annual report", month=11, result_years=0, templates=("annual", "annual-brief")
        ),
    )
}

TEMPLATES: dict[str, ReportKind] = {name: kind.id for kind in KINDS.values() for name in kind.templates}
"""The kind of report that each bundled template is for, by the template's name."""


def template_label(name: str, lang: Lang) -> str:
    """Return what a bundled template is for; a shorter form of a report says so. Raises KeyError."""
    kind = KINDS[TEMPLATES[name]]
    label, short = (kind.th, "ฉบับย่อ") if lang == "th" else (kind.en, "short form")
    return label if name == kind.templates[0] else f"{label} ({short})"


def period_end(plan: Plan, kind: ReportKind) -> Month | None:
    """Return the month with which a kind's period ends; None for a plan and for the report of a month."""
    usual = KINDS[kind].month
    return plan.months[usual] if usual is not None and KINDS[kind].has_results else None


def report_month(
    plan: Plan, kind: ReportKind, month: Month | None, as_of: dt.datetime, *, interim: bool
) -> Month:
    """Return the month up to which a report tells: the one asked for, else the kind's usual one.

    Raises UserError for a period that has not ended; an `interim` report tells up to the last month that has
    ended instead, and raises UserError where none has.
    """
    if not KINDS[kind].has_results:
        return month or plan.months[0]
    last = last_ended(plan.fiscal_year, as_of)
    end = period_end(plan, kind)
    wanted = month or end or last
    # To ask for an earlier month does not shorten the period: such a report is an interim one.
    whole = wanted if end is None else max(wanted, end)
    if whole.ends_at <= as_of:
        return wanted
    if interim and last.ends_at <= as_of:
        return min(wanted, last)
    code, needed = ("report-too-early", last) if interim else ("report-period-open", whole)
    first_day = format_date(needed.ends_at.date())
    raise UserError(Finding(code, found=format_date(needed.last_day), expected=first_day))


def is_interim(plan: Plan, kind: ReportKind, month: Month) -> bool:
    """Return whether a report up to this month tells of less than its period."""
    end = period_end(plan, kind)
    return end is not None and month < end


_FONT_WITH_THAI_DIGITS = "IT๙"

_FILE_TYPES = "pdf|docx?|xls[xmb]?|pptx?|od[tsp]|jpe?g|png|gif|csv|txt|zip|rar|html?|mp4"
_KEPT = re.compile(
    rf"""
    (?:https?|ftp)://\S+                                  # an address, Thai letters in it included
    | www\.\S+
    | (?<![A-Za-z0-9-])(?<![A-Za-z0-9-]\.)                # the same: abc.go.th/แผน
      [A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{{2,}}/\S*
    | (?:(?<!\S)|(?<=\d))\S{{1,100}}\.(?:{_FILE_TYPES})(?![A-Za-z0-9])  # a file name, from a blank or code
    | (?<![A-Za-z])[IEO][ ]?\d{{1,3}}(?!\d)               # a question code, also with a blank: O 14
    | [!-?\[-`{{-~]{{0,100}}+[A-Za-z@][!-~]*              # mail, E13, COVID-19: digits beside Latin letters
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Lengths are bounded: else a text of thousands of digits and dots would be read once from each of them."""
_LATIN = re.compile("[A-Za-z@]")
"""What every kept piece has at least one of."""
_DIGIT = {"thai": re.compile("[0-9]"), "arabic": re.compile("[๐-๙]")}
"""The digits that are not as they should be."""


def numerals_of(agency: Agency) -> Numerals:
    """Return the digits to write for an office: Arabic ones where its font draws these as Thai digits."""
    return "arabic" if _FONT_WITH_THAI_DIGITS in agency.font else agency.numerals


def with_numerals(text: str, numerals: Numerals) -> str:
    """Write the digits of a text as Thai or Arabic ones.

    Left as they are: web addresses, e-mail addresses, file names, question codes (E13, O 14), and any
    run of plain ASCII that holds a Latin letter.
    """
    # Most texts have nothing to change, and are spared the search for pieces to keep.
    if _DIGIT[numerals].search(text) is None:
        return text
    convert = to_thai if numerals == "thai" else to_arabic
    if _LATIN.search(text) is None:
        return convert(text)
    parts: list[str] = []
    end = 0
    for kept in _KEPT.finditer(text):
        parts += (convert(text[end : kept.start()]), kept[0])
        end = kept.end()
    return "".join([*parts, convert(text[end:])])


def in_numerals(value: T, numerals: Numerals) -> T:
    """Return a text, or a tuple or dataclass with all texts inside it, in Thai or Arabic digits."""
    changed: object = value
    if isinstance(value, str):
        changed = with_numerals(value, numerals)
        if isinstance(value, Worded):
            changed = Worded(changed, value.origins)
    elif isinstance(value, tuple):
        changed = tuple(in_numerals(item, numerals) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        inside = {field.name: in_numerals(getattr(value, field.name), numerals) for field in fields(value)}
        changed = replace(value, **inside)
    return cast(T, changed)
