"""The numbers that Word prints in front of numbered paragraphs and that no text holds.

Rules: ECMA-376 part 1, 17.9. Counters belong to the abstract definition, go on over tables and cells,
and start anew below a higher level.
"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.importer.docx_package import Element, attribute, child, children

# Word's lists have the levels 0 to 8.
_LEVELS = 9
# In a damaged file a style may be based on itself.
_DEEPEST_STYLE = 12
_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"  # 41: without ฃ ฅ ฆ ฤ ฦ
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_DASHES = "-–—‐‑‒−"


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: first number, format, pattern such as "%1." and what follows the number."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    suffix: str = "tab"
    restart: int = -1
    legal: bool = False


class Numbering:
    """The lists of one document; `mark` is to be asked once for each paragraph, in reading order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._abstracts = {
            attribute(each, "abstractNumId"): each for each in children(numbering, "abstractNum")
        }
        self._nums = {attribute(each, "numId"): each for each in children(numbering, "num")}
        self._styles = {attribute(each, "styleId"): each for each in children(styles, "style")}
        self._default = next(
            (
                attribute(each, "styleId")
                for each in children(styles, "style")
                if attribute(each, "type") == "paragraph" and attribute(each, "default") in ("1", "true")
            ),
            None,
        )
        self._levels: dict[tuple[str | None, int], _Level] = {}
        self._by_style: dict[str | None, tuple[str | None, str | None]] = {}
        self._counters: dict[str | None, list[int | None]] = {}
        self._restarted: set[tuple[str | None, int]] = set()

    def mark(self, paragraph: Element) -> str:
        """The number or bullet of a paragraph with what follows it ("๑. "), "" where it has none."""
        num_id, level = self._place(paragraph)
        num = self._nums.get(num_id)
        if num is None or not 0 <= level < _LEVELS:
            return ""
        rule = self._level(num_id, level)
        counters = self._count(num_id, num, level, rule)
        if rule.form == "bullet":
            # A bullet's pattern is a letter of a symbol font, which means nothing in another font.
            return f"{'-' if rule.pattern.strip() in tuple(_DASHES) else '•'} "
        text = rule.pattern
        for each in range(level + 1):
            if f"%{each + 1}" in text:
                shown = self._level(num_id, each)
                value = counters[each]
                number = shown.start if value is None else value
                # isLgl prints every number of the pattern in Arabic digits, whatever the levels above say.
                form = "decimal" if rule.legal else shown.form
                text = text.replace(f"%{each + 1}", formatted(number, form))
        return text if rule.suffix == "nothing" or not text.strip() else f"{text} "

    def _place(self, paragraph: Element) -> tuple[str | None, int]:
        """The list and level of a paragraph: its own, else its style's."""
        properties = child(paragraph, "pPr")
        own = child(properties, "numPr")
        num_id, level = attribute(child(own, "numId")), attribute(child(own, "ilvl"))
        style = attribute(child(properties, "pStyle")) or self._default
        # numId 0 takes the style's numbering away and names no list: it must not fall back on the style.
        if num_id is None:
            if style not in self._by_style:
                self._by_style[style] = self._of_style(style)
            num_id, styled = self._by_style[style]
            level = level or styled
        return num_id, _integer(level, 0)

    def _of_style(self, style: str | None) -> tuple[str | None, str | None]:
        """The list and level that a style or one that it is based on gives."""
        level = None
        for _ in range(_DEEPEST_STYLE):
            found = self._styles.get(style)
            if found is None:
                break
            properties = child(found, "pPr", "numPr")
            level = level or attribute(child(properties, "ilvl"))
            num_id = attribute(child(properties, "numId"))
            if num_id is not None:
                return num_id, level or self._linked_level(num_id, style)
            style = attribute(child(found, "basedOn"))
        return None, None

    def _linked_level(self, num_id: str, style: str | None) -> str | None:
        """The level of a list that names the style as its own."""
        abstract = self._abstract(self._nums.get(num_id))
        linked = (each for each in children(abstract, "lvl") if attribute(child(each, "pStyle")) == style)
        return next((attribute(each, "ilvl") for each in linked), None)

    def _abstract(self, num: Element | None) -> Element | None:
        abstract = self._abstracts.get(attribute(child(num, "abstractNumId")))
        # A list style keeps its levels in another definition than the one that is used.
        link = attribute(child(abstract, "numStyleLink"))
        if link is not None:
            linked = attribute(child(self._styles.get(link), "pPr", "numPr", "numId"))
            target = child(self._nums.get(linked), "abstractNumId")
            abstract = self._abstracts.get(attribute(target), abstract)
        return abstract

    def _level(self, num_id: str | None, level: int) -> _Level:
        key = num_id, level
        if key not in self._levels:
            self._levels[key] = self._read_level(self._nums[num_id], level)
        return self._levels[key]

    def _read_level(self, num: Element, level: int) -> _Level:
        def of(parent: Element | None, name: str) -> Element | None:
            return next(
                (each for each in children(parent, name) if attribute(each, "ilvl") == str(level)), None
            )

        override = of(num, "lvlOverride")
        found = child(override, "lvl")
        if found is None:
            found = of(self._abstract(num), "lvl")
        if found is None:
            return _Level()
        start = attribute(child(override, "startOverride")) or attribute(child(found, "start"))
        form = child(found, "numFmt")
        legal = child(found, "isLgl")
        return _Level(
            _integer(start, 1),
            attribute(form) or "decimal",
            attribute(child(found, "lvlText")) or "",
            attribute(child(found, "suff")) or "tab",
            _integer(attribute(child(found, "lvlRestart")), -1),
            legal is not None and attribute(legal) not in ("0", "false"),
        )

    def _count(self, num_id: str | None, num: Element, level: int, rule: _Level) -> list[int | None]:
        """Count one paragraph on its level and forget the levels below it."""
        abstract = attribute(child(num, "abstractNumId"))
        counters = self._counters.setdefault(abstract, [None] * _LEVELS)
        override = any(
            attribute(each, "ilvl") == str(level) and child(each, "startOverride") is not None
            for each in children(num, "lvlOverride")
        )
        # A list that starts anew does so at its first paragraph alone, and counts on from there.
        if override and (num_id, level) not in self._restarted:
            self._restarted.add((num_id, level))
            counters[level] = None
        current = counters[level]
        counters[level] = rule.start if current is None else current + 1
        for above in range(level):
            if counters[above] is None:
                counters[above] = self._level(num_id, above).start
        for below in range(level + 1, _LEVELS):
            restart = self._level(num_id, below).restart
            # lvlRestart counts levels from 1; its 0 lets the numbers run on for ever.
            if restart < 0 or level < restart:
                counters[below] = None
        return counters


def formatted(number: int, form: str) -> str:
    """A number in one of Word's formats; Arabic digits for formats that Thai offices do not use."""
    if form in ("none", "bullet"):
        return ""
    if form == "thaiNumbers":
        return str(number).translate(_THAI_DIGITS)
    if form == "thaiLetters":
        return _lettered(number, _THAI_LETTERS)
    if form == "lowerLetter":
        return _lettered(number, "abcdefghijklmnopqrstuvwxyz")
    if form == "upperLetter":
        return _lettered(number, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    if form in ("lowerRoman", "upperRoman"):
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    if form == "decimalZero":
        return f"{number:02d}"
    return f"- {number} -" if form == "numberInDash" else str(number)


def _lettered(number: int, letters: str) -> str:
    """Word repeats the letter after the last one: y, z, aa, bb."""
    if not 0 < number <= 20 * len(letters):
        return str(number)
    rounds, place = divmod(number - 1, len(letters))
    return letters[place] * (rounds + 1)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _integer(text: str | None, otherwise: int) -> int:
    """A small integer attribute; what is none counts as not given."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else otherwise
