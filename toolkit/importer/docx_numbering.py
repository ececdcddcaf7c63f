"""The numbers that Word prints in front of numbered paragraphs and that no text holds.

Rules: ECMA-376 part 1, 17.9. Counters belong to the abstract definition, go on over tables and cells,
and start anew below a higher level. Lists that name their levels by a list style are passed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from lxml.etree import _Element as Element

from toolkit.importer.docx_parts import attribute, child, children, integer
from toolkit.thai.text import to_thai

# Word's lists have the levels 0 to 8.
_LEVELS = 9
# In a damaged file a style may be based on itself.
_DEEPEST_STYLE = 12
_LETTERS = {
    "thaiLetters": "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ",  # without ฃ ฅ ฆ ฤ ฦ
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
}
_DASHES = tuple("-–—‐‑‒−")


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: first number, format, pattern such as "%1." and what follows the number."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    suffix: str = ""
    anew: bool = False


class Numbering:
    """The lists of one document; `mark` is to be asked once for each paragraph, in reading order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._abstracts = {
            attribute(abstract, "abstractNumId"): abstract for abstract in children(numbering, "abstractNum")
        }
        self._lists = {attribute(entry, "numId"): entry for entry in children(numbering, "num")}
        self._styles = {attribute(style, "styleId"): style for style in children(styles, "style")}
        defaults = (
            name
            for name, style in self._styles.items()
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true")
        )
        self._default = next(defaults, "")
        self._level, self._of_style = cache(self._read_level), cache(self._read_style)
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def mark(self, paragraph: Element) -> str:
        """Return the number or bullet of a paragraph with what follows it ("๑. "), "" where it has none."""
        properties = child(paragraph, "pPr")
        name, level_of = attribute(child(properties, "numPr", "numId")), child(properties, "numPr", "ilvl")
        # numId 0 takes the style's numbering away and names no list: it must not fall back on the style.
        if not name:
            name, styled = self._of_style(attribute(child(properties, "pStyle")) or self._default)
            level_of = styled if level_of is None else level_of
        number = integer(level_of, 0)
        if name not in self._lists or not 0 <= number < _LEVELS:
            return ""
        level = self._level(name, number)
        counters = self._count(name, number, level)
        if level.form == "bullet":
            # A bullet's pattern is a letter of a symbol font, which means nothing in another font.
            return "- " if level.pattern.strip() in _DASHES else "• "
        text = level.pattern
        for above in range(number + 1):
            shown = self._level(name, above)
            value = counters[above]
            printed = formatted(shown.start if value is None else value, shown.form)
            text = text.replace(f"%{above + 1}", printed)
        return text if level.suffix == "nothing" or not text.strip() else f"{text} "

    def _read_style(self, name: str) -> tuple[str, Element | None]:
        """The list and level that a style or one that it is based on gives."""
        level = None
        for _ in range(_DEEPEST_STYLE):
            style = self._styles.get(name)
            properties = child(style, "pPr", "numPr")
            level = child(properties, "ilvl") if level is None else level
            if number := attribute(child(properties, "numId")):
                return number, level
            name = attribute(child(style, "basedOn"))
        return "", None

    def _read_level(self, name: str, number: int) -> _Level:
        def of(parent: Element | None, tag: str) -> Element | None:
            return next((one for one in children(parent, tag) if attribute(one, "ilvl") == str(number)), None)

        override = of(self._lists[name], "lvlOverride")
        level = child(override, "lvl")
        if level is None:
            level = of(self._abstracts.get(self._abstract(name)), "lvl")
        anew = child(override, "startOverride")
        return _Level(
            integer(anew, integer(child(level, "start"), 1)),
            attribute(child(level, "numFmt")) or "decimal",
            attribute(child(level, "lvlText")),
            attribute(child(level, "suff")),
            anew is not None,
        )

    def _abstract(self, name: str) -> str:
        return attribute(child(self._lists[name], "abstractNumId"))

    def _count(self, name: str, number: int, level: _Level) -> list[int | None]:
        """Count one paragraph on its level and forget the levels below it."""
        counters = self._counters.setdefault(self._abstract(name), [None] * _LEVELS)
        # A list that starts anew does so at its first paragraph alone, and counts on from there.
        if level.anew and (name, number) not in self._begun:
            self._begun.add((name, number))
            counters[number] = None
        current = counters[number]
        counters[number] = level.start if current is None else current + 1
        counters[number + 1 :] = [None] * (_LEVELS - number - 1)
        return counters


def formatted(number: int, form: str) -> str:
    """Return a number in one of Word's formats; Arabic digits for formats that Thai offices do not use."""
    if form in ("none", "bullet"):
        return ""
    if form == "thaiNumbers":
        return to_thai(str(number))
    if form in _LETTERS and number > 0:
        # Word repeats the letter after the last one: y, z, aa, bb.
        rounds, place = divmod(number - 1, len(_LETTERS[form]))
        return _LETTERS[form][place] * (rounds + 1)
    return str(number)
