"""What counts as a web address that everybody can open, and what as a file on somebody's own machine.

The check of evidence at intake and the public site judge by the same rules, so that an officer is warned of
every address that the site will not show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Literal
from urllib.parse import quote, unquote, urlsplit

AddressFault = Literal["malformed", "local", "login"]

_BEGIN = r"(?:https?://|(?<![\w/.@\-])www\.)"
_ADDRESS = re.compile(
    rf"{_BEGIN}(?:(?![\w.,;)\]}}]https?://|[,;]www\.)[^\s<>\"'“”‘’|\\^`])++[\w.,;)\]}}]?+", re.IGNORECASE
)
"""An address, and what the sentence around it may have left behind it. One that begins behind another without
a blank ends that one, unless it is a part of it ("…?url=https://", "/web/2024/https://")."""
_TRAILING = re.compile(r"(?:[.,;:!?…，；。、]|(?<![ก-๙])ฯ)+\Z")
"""What ends a sentence, not an address; a Thai path may end in "กองการศึกษาฯ"."""
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_MASK = "<"
"""Stands for a letter of an address where local paths are looked for: no path goes beyond it."""
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_LABEL = r"[\w\-\u0080-\U0010ffff]+"  # \w alone lacks the Thai vowels that stand above and below
_HOST = re.compile(rf"(?:{_LABEL}\.)+{_LABEL}\.?")
_LOCAL_HOST = re.compile(r"(?:.+\.)?(?:localhost|local|lan|internal)")
_LOCAL_PATH = re.compile(
    r"""
    (?: (?<![\w/]) file:/+
      | (?<![A-Za-z0-9]) [A-Za-z]:[\\/](?![\\/])    # a drive; "a://" is an address
      | (?<![:\\]) \\{2,}(?=[^\s\\])                # a network share; "http:\\" is a mistyped address
      | (?<![\w./:]) /(?:users|home)/
    )
    (?: [^\n\\/<>:"|?*]{1,80}[\\/] )*+              # folders, whose names may hold blanks
    [^\s<>"|?*]*
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""The lengths are bounded and no folder is given back: else long texts would be read again and again."""


def find_addresses(text: str) -> Iterator[str]:
    """Yield the web addresses in a text, sound or not, without the punctuation of the sentence around them;
    `www.` gets https:// in front. A closing bracket belongs to the address where its opening one does."""
    for start, end in _spans(text):
        address = text[start:end]
        yield address if _SCHEME.match(address) else f"https://{address}"


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the beginning and the end of each address in a text."""
    at = 0
    while match := _ADDRESS.search(text, at):
        written = _TRAILING.sub("", match[0][: _bracketed(match[0])])
        at = match.start() + max(len(written), 1)
        if not written.endswith("://"):
            yield match.start(), at


def _bracketed(text: str) -> int:
    """Return the length of the part of a text in which every bracket has its partner."""
    opened: list[int] = []
    for index, letter in enumerate(text):
        if letter in "([{":
            opened.append(index)
        elif letter in _BRACKETS and (not opened or text[opened.pop()] != _BRACKETS[letter]):
            return index
    return opened[0] if opened else len(text)


def mask_addresses(text: str) -> str:
    """Return the text, as long as it was, without its web addresses."""
    pieces: list[str] = []
    at = 0
    for start, end in _spans(text):
        # As long as before: places found in the masked text are cut out of the real one.
        pieces += text[at:start], _MASK * (end - start)
        at = end
    return "".join((*pieces, text[at:]))


def join_address(text: str, address: str) -> str:
    """Return a text with the address that lies behind it, as "text (address)".

    A text that names an address stands as it is: a link behind it is often an older one that was copied
    along. Where it shows only the beginning of the address ("https://a.example/fi…"), the whole is added.
    """
    if not text or address_fault(address) == "malformed":
        return text
    shown = [_comparable(one) for one in find_addresses(text)]
    whole = _comparable(address)
    cut_off = any(whole.startswith(one) and whole != one for one in shown) and text.endswith(("…", "..."))
    return f"{text} ({_written(address)})" if cut_off or not shown else text


def _written(address: str) -> str:
    """Return an address as it is found again in a text: what would end it there is encoded."""
    plain = re.sub(r"[\s<>\"'“”‘’|\\^`]", lambda sign: quote(sign[0]), address.strip())
    return plain if _bracketed(plain) == len(plain) else re.sub(r"[()\[\]{}]", lambda m: quote(m[0]), plain)


def _comparable(address: str) -> str:
    # One page is copied with http and https, with Thai letters quoted and plain, with a slash and without.
    return unquote(address).partition("://")[2].rstrip("/").casefold()


def address_fault(address: str) -> AddressFault | None:
    """Return why an address does not open for everybody, None where it may.

    "malformed": no host with a dot, or a port that is none; "local": a host of one machine or of a private
    network; "login": it carries a user's name or password. The web is not asked.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "malformed"
    if not _SCHEME.match(address):
        return "malformed"
    if parts.username is not None:
        return "login"
    try:
        local = not ip_address(host).is_global
    except ValueError:
        local = _LOCAL_HOST.fullmatch(host.rstrip(".")) is not None
    if local:
        return "local"
    bare_colon = parts.netloc.endswith(":") and port is None  # as in "http://http://a.example"
    return "malformed" if bare_colon or not _HOST.fullmatch(host) else None


def find_local_path(text: str) -> str:
    """Return the first path in a text that only one machine or network knows, up to a blank; "" for none."""
    # Without addresses: a folder named in one is no place on somebody's machine.
    masked = mask_addresses(text)
    match = _LOCAL_PATH.search(masked)
    return masked[match.start() :].split(maxsplit=1)[0].partition(_MASK)[0].rstrip(".,;:)”") if match else ""


def replace_local_paths(text: str, replacement: str) -> str:
    """Return the text with each local path, its folders with blanks included, replaced."""
    pieces: list[str] = []
    at = 0
    for match in _LOCAL_PATH.finditer(mask_addresses(text)):
        pieces += text[at : match.start()], replacement
        at = match.end()
    return "".join((*pieces, text[at:]))
