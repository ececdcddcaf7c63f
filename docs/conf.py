"""The documentation site: `make docs` builds it into build/site. docs/adr/0016-documentation.md says why so.

Nothing on a page is loaded from outside, and the search needs no server: the pages open from a folder.
"""

from __future__ import annotations

import posixpath
import re
from typing import Any

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

from toolkit import __version__

project = "ita-toolkit"
version = release = __version__
language = "en"
extensions = ["myst_parser"]
myst_heading_anchors = 4
html_theme = "furo"
html_title = f"ita-toolkit {release}"
html_search_language = "th"
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = html_show_copyright = False
html_show_search_summary = False  # which asks for pages again, and no browser allows that in a folder
smartquotes = False
highlight_language = "none"


class ThaiSearch(SearchEnglish):
    """Search in Thai and English. Thai writes no spaces between words, so that a whole phrase stands in the
    index and what is asked for may be any part of it; Sphinx's own would cut words at vowels and tones."""

    lang = "th"
    language_name = "English"  # whose stemmer is put into the page; it leaves Thai as it is
    js_splitter_code = (
        "var splitQuery = (query) => query.split(/[^\\p{L}\\p{N}\\p{M}_]+/gu).filter((term) => term);"
    )
    _word_re = re.compile(r"[\w\u0e00-\u0e7f]+")


def is_thai(page: str) -> bool:
    """Whether a page is written in Thai: it stands in th/ or its name ends so."""
    return page.startswith("th/") or page.endswith(".th")


def _say_language(_app: Sphinx, page: str, _template: str, context: dict[str, Any], _tree: object) -> None:
    """Screen readers and line breaking go by the language that a page says it is in."""
    if is_thai(page):
        context["language"] = "th"


def _as_page(_app: Sphinx, page: str, source: list[str]) -> None:
    """Of links that lead out of docs/, to files that are not part of the site, the words stay. The list of
    decisions is their table of contents too."""

    def kept(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), link["target"]))
        return link["words"] if target.startswith("..") else link[0]

    if page == "adr/README":
        source[0] += "\n```{toctree}\n:hidden:\n:glob:\n\n0*\n```\n"
    source[0] = re.sub(r"\[(?P<words>[^]]+)\]\((?P<target>\.\./[^)#]*)[^)]*\)", kept, source[0])


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.add_search_language(ThaiSearch)
    app.connect("source-read", _as_page)
    app.connect("html-page-context", _say_language)
