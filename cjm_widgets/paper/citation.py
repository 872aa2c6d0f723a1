"""How to cite a map and the program that made it; `CITATION.cff` says the same of the program."""

from __future__ import annotations

import re
from importlib import metadata

from cjm_widgets.document.errors import check_choice
from cjm_widgets.document.model import Document
from cjm_widgets.document.names import slug
from cjm_widgets.paper.methods import Prose
from cjm_widgets.render.content import UNTITLED
from cjm_widgets.render.numbers import count_of

AUTHORS = "The cjm_widgets authors"
YEAR = 2026
"""Of the version cited."""
TITLE = "cjm_widgets: customer journey maps in Jupyter notebooks"
FORMATS = ("text", "bibtex")
_BIBTEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def citation_text(document: Document, *, author: str = "", format: str = "text") -> Prose:
    """How to cite a map and the program, as text or as two entries of BibTeX.

    Parameters
    ----------
    document
        The map.
    author
        Whose map it is; nobody is named by default, as the document has no author.
    format
        ``"text"`` or ``"bibtex"``.

    Raises
    ------
    CjmError
        There is no such format.

    Examples
    --------
    >>> print(citation_text(Document(id="visit", title="A visit"), author="Doe, J.").split("\\n\\n")[0])
    Doe, J. A visit [customer journey map of 0 stages].
    """
    check_choice("format", format, FORMATS)
    version = metadata.version("cjm_widgets")
    title = " ".join((document.title or UNTITLED).split())
    kind = f"customer journey map of {count_of(len(document.stages), 'stage')}"
    origin = _origin(document)
    if format == "text":
        by = f"{author.rstrip('.')}. " if author else ""
        return Prose(
            f"{by}{title} [{kind}{f'; {origin}' if origin else ''}].\n\n"
            f"{AUTHORS} ({YEAR}). {TITLE} (version {version}) [computer software]. BSD-3-Clause."
        )
    own = {
        "author": _bibtex(author),
        "title": f"{{{_bibtex(title)}}}",
        "howpublished": _bibtex(kind[:1].upper() + kind[1:]),
        "note": _bibtex(origin[:1].upper() + origin[1:]),
    }
    program = {
        "author": f"{{{AUTHORS}}}",  # an institution: its name is not turned round
        "title": f"{{{_bibtex(TITLE)}}}",
        "version": version,
        "year": str(YEAR),
        "license": "BSD-3-Clause",
    }
    return Prose(f"{_entry('misc', slug(title), own)}\n\n{_entry('software', 'cjm_widgets', program)}")


def _origin(document: Document) -> str:
    """The sources of its numbers with the fingerprints of what was read."""
    sources = (
        f"{source.name} ({source.file.fingerprint if source.file else source.fingerprint})"
        for source in document.sources
    )
    names = ", ".join(sources)
    return f"measured from {names}" if names else ""


def _entry(kind: str, key: str, fields: dict[str, str]) -> str:
    """An entry of BibTeX with those of its fields that have a text."""
    lines = [f"  {name} = {{{text}}}," for name, text in fields.items() if text]
    return "\n".join([f"@{kind}{{{key},", *lines, "}"])


def _bibtex(text: str) -> str:
    return re.sub(r"[\\{}$&#_%~^]", lambda sign: _BIBTEX.get(sign[0], f"\\{sign[0]}"), text)
