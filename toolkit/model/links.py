"""What counts as a web address that everybody can open, and what as a file on somebody's own machine.

The check of evidence at intake and the public site judge by the same rules, so that an officer is warned of
every address that the site will not show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

AddressFault = Literal["malformed", "local", "login"]

_ADDRESS = re.compile(r"(?:https?://|(?<![\w/.@\-])www\.)[^\s<>\"'“”‘’()\[\]{}|\\^`]++", re.IGNORECASE)
_TRAILING = ".,;:!?…ฯ"
"""What ends a sentence, not an address."""
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
    `www.` gets https:// in front."""
    for match in _ADDRESS.finditer(text):
        address = match[0].rstrip(_TRAILING)
        yield address if _SCHEME.match(address) else f"https://{address}"


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
    if _is_local(host):
        return "local"
    bare_colon = parts.netloc.endswith(":") and port is None  # as in "a.example,https://b.example"
    return "malformed" if bare_colon or not _HOST.fullmatch(host) else None


def _is_local(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return _LOCAL_HOST.fullmatch(host.rstrip(".")) is not None


def find_local_path(text: str) -> str:
    """Return the first path in a text that only one machine or network knows, up to a blank; "" for none."""
    match = _LOCAL_PATH.search(text)
    return text[match.start() :].split(maxsplit=1)[0].rstrip(".,;:)”") if match else ""


def replace_local_paths(text: str, replacement: str) -> str:
    """Return the text with each local path, its folders with blanks included, replaced."""
    return _LOCAL_PATH.sub(lambda _: replacement, text)
