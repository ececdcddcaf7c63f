"""Asks the web whether the evidence links open for everybody; only when the user says so."""

from __future__ import annotations

import http.client
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlsplit, urlunsplit

_SECONDS = 10.0  # offices' sites are slow, and a dead one must not hold up the rest
_AT_ONCE = 8  # few enough not to be taken for an attack by a site that holds all the evidence
UNANSWERED, UNCERTIFIED = "publish-link-unanswered", "publish-link-uncertified"
"""The codes of why a link does not open, where no status of an answer tells."""


def broken_links(links: Iterable[str]) -> Mapping[str, str]:
    """Return the links that do not open, each with why: a status code, `UNANSWERED` or `UNCERTIFIED`."""
    listed = list(dict.fromkeys(links))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return {link: reason for link, reason in zip(listed, pool.map(_fault, listed), strict=True) if reason}


def _fault(link: str) -> str:
    """Return why a link does not open; "" where it does."""
    try:
        # Not a mere question (HEAD), which many servers refuse; what they answer is not read. A redirect to a
        # file is refused by urllib itself.
        request = urllib.request.Request(_ascii(link), headers={"User-Agent": "ita-toolkit"})
        with urllib.request.urlopen(request, timeout=_SECONDS):
            return ""
    except urllib.error.HTTPError as error:
        with error:
            return str(error.code)
    except urllib.error.URLError as error:
        return UNCERTIFIED if isinstance(error.reason, ssl.SSLCertVerificationError) else UNANSWERED
    except (OSError, http.client.HTTPException, ValueError):
        return UNANSWERED


def _ascii(link: str) -> str:
    """Return an address as it goes over the wire: Thai hosts in their ASCII form, Thai paths quoted."""
    parts = urlsplit(link)
    host = (parts.hostname or "").encode("idna").decode()
    port = f":{parts.port}" if parts.port else ""
    safe = "/%:@!$&'()*+,;=~-._"
    return urlunsplit(
        (parts.scheme, host + port, quote(parts.path, safe), quote(parts.query, safe + "?"), "")
    )
