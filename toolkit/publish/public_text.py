"""What of people's texts may be shown to everybody, and the links in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

HIDDEN_EMAIL = "(ไม่แสดงอีเมล)"
"""Stands where an e-mail address was taken out."""

_LOCAL = r"A-Za-z0-9._%+\-"
_EMAIL = re.compile(
    rf"(?:mailto:)?(?<![{_LOCAL}])[{_LOCAL}]++\s?[@＠]\s?[A-Za-z0-9\-]++(?:\.[A-Za-z0-9\-]++)++"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
_LINK = re.compile(r"(?:https?://|(?<![\w/.@\-])www\.)[^\s<>\"'“”‘’()\[\]{}|\\^`]++", re.IGNORECASE)
_TRAILING = ".,;:!?…ฯ"
_LONGEST = 2000


def public(text: str) -> str:
    """A text as it may be published: without e-mail addresses, control and direction characters."""
    shown = _CONTROL.sub("", text)
    return _EMAIL.sub(HIDDEN_EMAIL, shown) if "@" in shown or "＠" in shown else shown


def find_links(text: str) -> Iterator[tuple[str, bool]]:
    """The web addresses in a text, each with whether it can be one; `www.` gets https in front."""
    for match in _LINK.finditer(_CONTROL.sub(" ", text)):
        found = match[0].rstrip(_TRAILING)
        link = found if "://" in found[:8] else f"https://{found}"
        yield link, _is_sound(link)


def _is_sound(link: str) -> bool:
    """Whether an address names a host in the ordinary way, without a user's name, password or e-mail."""
    try:
        parts = urlsplit(link)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    dotted = "." in host.strip(".") and ".." not in host
    return dotted and parts.username is None and len(link) <= _LONGEST and public(link) == link
