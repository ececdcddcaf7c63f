"""The language of what the command says: Thai by default, English on request; click's words too."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

from toolkit.model.finding import Lang

_DOMAIN = "ita"
_LOCALES = Path(__file__).parents[1] / "locale"
_current: Lang = "th"


def set_language(lang: str) -> None:
    """Choose the language. gettext looks LANGUAGE up in the environment at every call, and click's own
    messages go through the default domain, so that both are set for the whole process."""
    global _current
    _current = "en" if lang == "en" else "th"
    gettext.bindtextdomain(_DOMAIN, str(_LOCALES))
    gettext.textdomain(_DOMAIN)
    os.environ["LANGUAGE"] = _current


def language() -> Lang:
    """The language chosen."""
    return _current


def _(message: str) -> str:
    """A message in the language chosen; the English text is its key."""
    return gettext.gettext(message) if message else ""
