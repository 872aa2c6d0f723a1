"""What a paper says of a journey: how its numbers were made, and how to cite it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cjm_widgets.journey.core import HasCore

if TYPE_CHECKING:
    from cjm_widgets.paper.methods import Prose


def methods(journey: HasCore) -> Prose:
    """How the numbers of the map were made, as prose for the methods section of a paper.

    A paragraph for each source: how many respondents or cases it has, how rows were read, what is missing,
    the scale, the measures with their variants and intervals, and what is withheld. Then which tests compared
    segments and how they were adjusted, and the versions of the programs. Numbers are those of the filters in
    force. What the map withholds is not in it, and no time is.

    Returns
    -------
    str
        Paragraphs with an empty line between them. As the last line of a notebook's cell they are shown as
        text. The same map, rows and programs give the same words.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey, rows = cjm.Journey(["Wait"]), pd.DataFrame({"Q1": [4, 5, 0] * 20})
    >>> _ = journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), missing=[0], name="Survey")
    >>> "40 respondents gave a score, 33.3 % are missing" in journey.methods()
    True
    """
    from cjm_widgets.paper.methods import methods_text

    core = journey._core
    core.sync()
    return methods_text(core.document, core.filters)


def cite(journey: HasCore, *, author: str = "", format: Literal["text", "bibtex"] = "text") -> Prose:
    """How to cite the map with its sources, and this program.

    Parameters
    ----------
    author
        Whose map it is, as a bibliography writes it; nobody by default.
    format
        ``"text"`` or ``"bibtex"``.

    Returns
    -------
    str
        Two paragraphs, or two entries. Sources have the fingerprint of what was read.

    Raises
    ------
    CjmError
        There is no such format.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> print(cjm.Journey(["Wait"], title="A visit").cite(format="bibtex").split("\\n\\n")[0])
    @misc{a-visit,
      title = {{A visit}},
      howpublished = {Customer journey map of 1 stage},
    }
    """
    from cjm_widgets.paper.citation import citation_text

    core = journey._core
    core.sync()
    return citation_text(core.document, author=author, format=format)
