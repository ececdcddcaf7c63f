"""What of people's texts may be shown to everybody, and the evidence addresses typed in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from toolkit.model.entry import Entry
from toolkit.model.finding import Finding
from toolkit.model.links import address_fault, find_addresses, replace_local_paths
from toolkit.model.month import Month
from toolkit.model.plan import Plan
from toolkit.model.progress import assignments
from toolkit.report.submitted import Origin, Submitted

HIDDEN_EMAIL = "(ไม่แสดงอีเมล)"
"""Stands where an e-mail address was taken out."""
HIDDEN_PERSON = "(ไม่แสดงเลขประจำตัวประชาชน)"
"""Stands where the number of a citizen's card was taken out."""
HIDDEN_PATH = "(ไม่แสดงที่เก็บไฟล์ภายใน)"
"""Stands where a file's place on the office's own machines was taken out."""

_LOCAL = r"A-Za-z0-9._%+\-"
# Thai domains have addresses too.
_HOST = r"A-Za-z0-9ก-๙\-"
_AT = re.compile(r"[@＠]|%40|[(\[{]at[)\]}]", re.IGNORECASE)
# Lengths are bounded, or a text of thousands of letters before an @ would be read once from each of them.
_EMAIL = re.compile(
    rf"(?:mailto:)?(?:(?<![{_LOCAL}])[{_LOCAL}]+?|(?<![ก-๙])[ก-๙]{{1,64}})"
    rf"\s?(?:{_AT.pattern})\s?(?:[{_HOST}]{{1,63}}\.){{1,8}}(?:[A-Za-z]{{2,63}}|[ก-๙]{{2,63}})",
    re.IGNORECASE,
)
# Cards begin with 1 to 8 and are printed in groups, parted by blanks or hyphens.
_CITIZEN = re.compile(r"(?<![0-9๐-๙])[1-8๑-๘](?:[ -]?[0-9๐-๙]){12}(?![0-9๐-๙])")
# Direction marks can make an address read as another; lone surrogates cannot be written as UTF-8.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
_LONGEST = 2000  # what every browser and proxy takes as an address


@lru_cache(maxsize=4096)  # most texts stand on several pages and in the data
def public(text: str) -> str:
    """Return a text as it may be published: without e-mail addresses, citizens' numbers, local paths, control
    and direction characters."""
    shown = _CONTROL.sub("", text)
    # Hardly any text has one; the others are spared the search for addresses.
    if _AT.search(shown):
        shown = _EMAIL.sub(HIDDEN_EMAIL, shown)
    if "\\" in shown or "/" in shown:
        shown = replace_local_paths(shown, HIDDEN_PATH)
    return _CITIZEN.sub(_without_person, shown)


def _without_person(match: re.Match[str]) -> str:
    """Hide thirteen digits of which the last checks the others, as on a citizen's card; firms' numbers start
    with 0, others rarely check."""
    *digits, check = (int(letter) for letter in match[0] if letter.isdecimal())
    total = sum(weight * digit for weight, digit in zip(range(13, 1, -1), digits, strict=True))
    return HIDDEN_PERSON if (11 - total % 11) % 10 == check else match[0]


def find_links(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the web addresses in a text, each with whether it may be shown as a link."""
    for address in find_addresses(_CONTROL.sub(" ", text)):
        yield address, is_sound(address)


def is_sound(address: str) -> bool:
    """Return whether an address opens for everybody and holds nothing that must stay private."""
    # What is masked in a text must not come back in the link behind it.
    plain = unquote(address)  # an e-mail address may hide behind %40
    return address_fault(address) is None and len(address) <= _LONGEST and public(plain) == plain


def folder_address(text: str) -> str:
    """Return the web address of a folder. Raises ValueError for a page, a query, anything private."""
    if not (
        re.fullmatch(r"https?://[^\s<>\"'\\?#]+", text, re.IGNORECASE) is not None
        and re.search(r"/[^/]*\.(?:html?|php|aspx?)/?$", text, re.IGNORECASE) is None
        and is_sound(text)
    ):
        raise ValueError(text)
    return text


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    """One address and the entry in which it was typed; `sound` is false where it may not be shown."""

    measure_no: str
    link: str
    sound: bool
    division_code: str
    month: Month
    entry: Entry

    def finding(self, submitted: Submitted, code: str, expected: str = "") -> Finding:
        """Return what is wrong with the address, at its cell."""
        origins = submitted.origin(self.division_code, self.month, self.entry, "evidence")
        origin = origins[0] if origins else Origin("", "", "", "")
        # A name and a password in an address are not to be told on.
        found = urlsplit(self.link).hostname or "" if code == "evidence-login" else self.link
        return Finding(code, origin.sheet, origin.cell, found, expected, origin.file)


def evidence_of(plan: Plan, submitted: Submitted, until: Month) -> tuple[EvidenceLink, ...]:
    """Return the addresses given up to a month, each once a measure, in the order of steps, divisions and
    months."""
    links: dict[tuple[str, str], EvidenceLink] = {}
    for assignment in assignments(plan):
        measure_no = assignment.measure.measure_no
        # Divisions that had the step before may have given evidence too.
        codes = (*(code for code, _ in assignment.origins), assignment.division_code)
        for code in codes:
            history = submitted.entries.get((code, assignment.key), {})
            for month in sorted(month for month in history if plan.months[0] <= month <= until):
                entry = history[month]
                for link, sound in find_links(entry.evidence):
                    evidence = EvidenceLink(measure_no, link, sound, code, month, entry)
                    links.setdefault((measure_no, link), evidence)
    return tuple(links.values())
