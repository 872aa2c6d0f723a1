"""Maps as CSV text, and back."""

from __future__ import annotations

from cjm_widgets.counts.survey import SHOWS_FEW
from cjm_widgets.document.model import Document
from cjm_widgets.formats.fields import read_fields, write_fields
from cjm_widgets.formats.layout import Axis
from cjm_widgets.formats.omissions import What, warn_of_omissions
from cjm_widgets.formats.table import check_rows, document_from, rows_of
from cjm_widgets.rows.delimited import SEPARATORS
from cjm_widgets.shown.sources import few_people
from cjm_widgets.storage.limits import check_fields, check_size, check_text_size

_NAME = "the CSV text"


def csv_text(document: Document, *, tidy: bool = False) -> str:
    """A map as CSV text: stages as columns and lanes as rows, or ``tidy`` with one row a card.

    A warning names what is left out. Where numbers of few people are shown, a last row says so, which is no
    lane when it is read.

    Raises
    ------
    FileFormatError
        The map is larger than a CSV text that is read.

    Examples
    --------
    >>> from cjm_widgets.document.model import Stage
    >>> csv_text(Document(id="visit", title="=A1", stages=(Stage(id="wait", name="Wait, please"),)))
    '\\'=A1,"Wait, please"\\r\\n'
    """
    fields: tuple[What, ...] = ("fields of cards", "fields of emotions") if tidy else ("title",)
    warn_of_omissions(document, "CSV", ("cards", *fields))
    rows, few = rows_of(document, tidy=tidy), few_people(document)
    check_rows(document, [rows], _NAME, tidy=tidy)
    text = write_fields([*rows, [few, *[""] * (len(rows[0]) - 1)]] if few else rows)
    check_size(text.encode("utf-8-sig"), _NAME, to="written")
    check_text_size(text, _NAME, to="written")
    check_fields(text, SEPARATORS, _NAME, to="written")
    return text


def read_csv(content: bytes | str, name: str, *, stages: Axis | None = None) -> Document:
    """The map in a CSV text of any encoding and separator; see `rows.delimited`.

    ``stages`` says whether "rows" or "columns" are stages; without it the usual names of lanes decide.

    Raises
    ------
    FileFormatError
        It leaves a quote open, is too large or not a map; the sentence says which and where.

    Warns
    -----
    CjmWarning
        It is not UTF-8 and was read as Latin-1.

    Examples
    --------
    >>> [stage.name for stage in read_csv("A visit;Arrive;Wait", "visit.csv").stages]
    ['Arrive', 'Wait']
    """
    rows = read_fields(content, name)
    if len(rows) > 1 and rows[-1] and rows[-1][0].endswith(SHOWS_FEW) and not any(rows[-1][1:]):
        rows.pop()
    return document_from(rows, name, stages=stages)
