"""A journey as values in other formats: pictures, pages, tables, slides; ``save`` writes them to files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Literal, overload

from cjm_widgets.document.arguments import checks_arguments
from cjm_widgets.document.model import Id
from cjm_widgets.document.operations import AddSource
from cjm_widgets.formats.registry import BY_SUFFIX
from cjm_widgets.storage.file import replace, resolved

if TYPE_CHECKING:
    from cjm_widgets.journey.core import Core, HasCore
    from cjm_widgets.paper.frame import FrameMarkup

Theme = Literal["light", "dark"]


def to_svg(
    journey: HasCore, *, theme: Theme = "light", width: int | None = None, lanes: Iterable[str] | None = None
) -> str:
    """Draw the map as a picture that needs no program: no script, no font, no file besides it.

    Parameters
    ----------
    theme
        ``"light"`` or ``"dark"``.
    width
        Of the whole, in px. By default each stage has 176, as on screen.
    lanes
        Names of the lanes to draw, in the map's order; all by default.

    Returns
    -------
    str
        SVG, the same for the same map and filters.

    Raises
    ------
    CjmError
        No such lane or theme, with the nearest; a width too small for the stages.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> cjm.Journey(["Arrive"], title="A visit").to_svg()[:4]
    '<svg'
    """
    from cjm_widgets.render.export import svg

    core = journey._core
    core.sync()
    return svg(core, theme=theme, width=width, lanes=lanes)


@overload
def to_html(
    journey: HasCore,
    *,
    theme: Theme | None = None,
    page: str | None = None,
    lanes: Iterable[str] | None = None,
) -> str: ...
@overload
def to_html(
    journey: HasCore,
    path: str | os.PathLike[str],
    *,
    theme: Theme | None = None,
    page: str | None = None,
    lanes: Iterable[str] | None = None,
) -> None: ...
@checks_arguments
def to_html(
    journey: HasCore,
    path: str | os.PathLike[str] | None = None,
    *,
    theme: Theme | None = None,
    page: str | None = None,
    lanes: Iterable[str] | None = None,
) -> str | None:
    """Write the map as one web page for people without Python: picture, table, and filters by segment.

    A number of the table opens its n, interval, formula, source with its fingerprint, and the cell it is in,
    of the map and of the notebook. Segments can be compared, personas chosen, stages presented one by one.
    The page asks nothing of any network and holds no number of too few respondents.

    Parameters
    ----------
    path
        Write it to this file, whatever its suffix, and return None, as pandas does.
    theme
        ``"light"`` or ``"dark"``; by default the reader's own. Printed it is always light.
    page
        What it is printed on: ``"a4"``, ``"a3"`` or ``"letter"``, with or without ``" landscape"`` after
        it; by default the reader chooses.
    lanes
        Names of the lanes to show, in the map's order; all by default.

    Returns
    -------
    str
        HTML, the same for the same map and filters.

    Raises
    ------
    CjmError
        No such lane, theme or page size; names the nearest.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> "<table" in cjm.Journey(["Arrive"], title="A visit").to_html()
    True
    """
    from cjm_widgets.render.export import html

    core = journey._core
    core.sync()
    text = html(core, theme=theme, page=page, lanes=lanes, cells=_cells_of_sources(core))
    if path is None:
        return text
    replace(resolved(path), text.encode())
    return None


def to_iframe(
    journey: HasCore, *, theme: Theme | None = None, lanes: Iterable[str] | None = None
) -> FrameMarkup:
    """Put the page of ``to_html`` into a frame, for a page or a notebook's output that others read.

    The frame needs no file and no network, is as wide as there is room, and as high as the map. As the last
    line of a notebook's cell it is shown; nbconvert keeps it.

    Parameters
    ----------
    theme, lanes
        As for ``to_html``.

    Returns
    -------
    str
        HTML of one ``iframe``, the same for the same map and filters: no time is in it.

    Raises
    ------
    CjmError
        As for ``to_html``.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> cjm.Journey(["Arrive"], title="A visit").to_iframe()[:23]
    '<iframe title="A visit"'
    """
    from cjm_widgets.paper.frame import frame_markup
    from cjm_widgets.render.content import UNTITLED

    core = journey._core
    core.sync()
    return frame_markup(_undated_page(core, theme, lanes), core.document.title or UNTITLED)


def to_myst(journey: HasCore, *, theme: Theme | None = None, lanes: Iterable[str] | None = None) -> str:
    """Write the map as a block of MyST that Jupyter Book 2 shows live: with filters, and numbers that open.

    The block is an ``{anywidget}`` with the page of ``to_html`` in it. It needs the script ``cjm-map.mjs``
    beside it, which ``journey.save("map.myst.md")`` writes too; ``{include}`` puts the file into a page.

    Parameters
    ----------
    theme, lanes
        As for ``to_html``.

    Returns
    -------
    str
        Markdown, the same for the same map and filters: no time is in it.

    Raises
    ------
    CjmError
        As for ``to_html``.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> cjm.Journey(["Arrive"], title="A visit").to_myst().splitlines()[0]
    ':::{anywidget} ./cjm-map.mjs'
    """
    from cjm_widgets.paper.myst import myst_block
    from cjm_widgets.render.content import UNTITLED

    core = journey._core
    core.sync()
    return myst_block(_undated_page(core, theme, lanes), core.document.title or UNTITLED)


def _undated_page(core: Core, theme: Theme | None, lanes: Iterable[str] | None) -> str:
    """The page without the time at which rows were read."""
    from cjm_widgets.render.export import html

    return html(core, theme=theme, lanes=lanes, cells=_cells_of_sources(core), dated=False)


def _cells_of_sources(core: Core) -> dict[Id, int]:
    """For each source the number of the notebook's cell that joined it last."""
    return {
        operation.source.id: record.cell
        for record in core.editing.history.records
        for operation in record.operations
        if isinstance(operation, AddSource) and record.cell is not None
    }


def to_png(
    journey: HasCore,
    *,
    theme: Theme = "light",
    width: int | None = None,
    lanes: Iterable[str] | None = None,
    scale: float | None = None,
) -> bytes:
    """Draw the map as a PNG picture.

    Parameters
    ----------
    theme, width, lanes
        As for ``to_svg``.
    scale
        Dots for each px: 2 by default, fewer where the picture would have more than 80 million dots,
        which many programs refuse to open.

    Returns
    -------
    bytes
        PNG.

    Raises
    ------
    CjmError
        As for ``to_svg``; or the extra ``export`` is not installed.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> cjm.Journey(["Arrive"]).to_png(scale=1)[:4]
    b'\\x89PNG'
    """
    from cjm_widgets.render.export import png

    core = journey._core
    core.sync()
    return png(core, theme=theme, width=width, lanes=lanes, scale=scale)


def to_pdf(
    journey: HasCore,
    *,
    page: str | None = None,
    theme: Theme = "light",
    width: int | None = None,
    lanes: Iterable[str] | None = None,
) -> bytes:
    """Draw the map as a PDF document with tags, and with text that can be searched.

    Parameters
    ----------
    page
        ``"a4"``, ``"a3"`` or ``"letter"``, with or without ``" landscape"`` after it. The map is fitted
        into it; where it would be too small to be read it is cut between stages, and between lanes, into
        several pages, each with the header and all names. By default one page is as large as the map.
    theme, width, lanes
        As for ``to_svg``.

    Returns
    -------
    bytes
        PDF.

    Raises
    ------
    CjmError
        As for ``to_svg``; no such page size; or the extra ``export`` is not installed.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> cjm.Journey(["Arrive"]).to_pdf(page="a4 landscape")[:4]
    b'%PDF'
    """
    from cjm_widgets.render.export import pdf

    core = journey._core
    core.sync()
    return pdf(core, page=page, theme=theme, width=width, lanes=lanes)


def to_csv(journey: HasCore, *, tidy: bool = False) -> str:
    """Write the map as CSV, as ``cjm.read`` reads it: stages as columns, lanes as rows, cards one a line.

    A text that a spreadsheet could take for a formula has an apostrophe before it, which reading takes
    away again.

    Parameters
    ----------
    tidy
        One row a card or a score instead, with all its fields, as in ``journey.cards``.

    Returns
    -------
    str
        CSV, its lines ended by CR LF.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive", "Wait"], ["Pain points"], title="A visit")
    >>> journey.set_cell("Wait", "Pain points", "No seat")
    >>> journey.to_csv().splitlines()
    ['A visit,Arrive,Wait', 'Pain points,,No seat']
    """
    from cjm_widgets.formats.csv import csv_text

    core = journey._core
    core.sync()
    return csv_text(core.document, tidy=tidy)


def to_xlsx(journey: HasCore, *, tidy: bool = False) -> bytes:
    """Write the map as an XLSX workbook with the table of ``to_csv``; no cell of it is a formula.

    Sheets of the cards with all their fields, of the emotions, and of the measures for the rows that
    ``journey.filters`` keep follow. Reading takes the texts of the first sheet, where both say them, and all
    else of the cards and scores from the others; the measures are for people.

    Parameters
    ----------
    tidy
        One row a card or a score, with all its fields.

    Raises
    ------
    CjmError
        A cell says more than one of a spreadsheet can hold, or the extra ``export`` is not installed.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> cjm.Journey(["Arrive"]).to_xlsx()[:2]
    b'PK'
    """
    from cjm_widgets.formats.xlsx import xlsx_bytes

    core = journey._core
    core.sync()
    return xlsx_bytes(core.document, tidy=tidy, filters=core.filters)


def to_mermaid(journey: HasCore) -> str:
    """Write stages, phases, personas and emotions as a Mermaid journey; Mermaid has nothing for the rest.

    Emotions are laid on Mermaid's 1 to 5. A stage without any is a task at 3 that names nobody.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive", "Wait"])
    >>> journey.set_emotion("Wait", -1.5)
    >>> print(journey.to_mermaid())
    journey
      Arrive: 3
      Wait: 1.5: Customer
    <BLANKLINE>
    """
    from cjm_widgets.formats.mermaid import mermaid_text

    core = journey._core
    core.sync()
    return mermaid_text(core.document)


def to_markdown(journey: HasCore) -> str:
    """Write the map as an outline for people: a heading a stage, a list a cell, a table of scores.

    Measures are for the rows that ``journey.filters`` keep.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> print(cjm.Journey(["Arrive"], title="A visit").to_markdown())
    # A visit
    <BLANKLINE>
    ## Arrive
    <BLANKLINE>
    """
    from cjm_widgets.formats.markdown import markdown_text

    core = journey._core
    core.sync()
    return markdown_text(core.document, core.filters)


def to_pptx(journey: HasCore) -> bytes:
    """Write the map as a PowerPoint file of one slide: a table, and a chart, both to be edited there.

    Measures are for the rows that ``journey.filters`` keep. What is drawn is dashed, what was measured is
    solid, as on the map. The slide's notes have those of the stages, and what ``methods()`` says, without
    the names of files.

    Raises
    ------
    CjmError
        The extra ``export`` is not installed.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> cjm.Journey(["Arrive"]).to_pptx()[:2]
    b'PK'
    """
    from cjm_widgets.formats.slides.slide import pptx_bytes
    from cjm_widgets.paper.methods import methods_text

    core = journey._core
    core.sync()
    notes = methods_text(core.document, core.filters, files=False)
    return pptx_bytes(core.document, core.filters, notes=notes)


def to_jira(journey: HasCore) -> str:
    """The opportunities as CSV for Jira's importer, a ticket each.

    Returns
    -------
    str
        CSV with ``Summary, Issue Type, Description, Priority, Assignee, Labels, Due Date, Status`` and the
        effort in weeks. The priority is the third of the scale that the impact lies in; scores, ranks and the
        hypothesis are in the description.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"], lanes=["Opportunities"])
    >>> journey.set_cell("Wait", "Opportunities", "Show the queue")
    >>> journey.to_jira().splitlines()[1]
    'Show the queue,Story,Stage: Wait,,,opportunity,,,'
    """
    from cjm_widgets.practice import tickets

    with journey._core.in_sync() as core:
        return tickets.jira_csv(core.document)


def to_linear(journey: HasCore) -> str:
    """The opportunities as CSV for Linear's importer, an issue each; otherwise as ``to_jira``.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"], lanes=["Opportunities"])
    >>> journey.set_cell("Wait", "Opportunities", "Show the queue")
    >>> journey.to_linear().splitlines()[1].split(",")[0]
    'Show the queue'
    """
    from cjm_widgets.practice import tickets

    with journey._core.in_sync() as core:
        return tickets.linear_csv(core.document)


def writer_of(suffix: str) -> Callable[..., str | bytes] | None:
    """The verb here that writes files of this suffix, as the table of formats names it; None for maps."""
    format = BY_SUFFIX.get(suffix)
    return globals()[format.writer] if format is not None and format.writer else None


def options_of(suffix: str) -> tuple[str, ...]:
    """What can be asked for when a file of this suffix is written, besides ``overwrite``.

    Examples
    --------
    >>> options_of(".csv"), options_of(".cjm.json")
    (('tidy',), ())
    """
    writer = writer_of(suffix)
    parameters = signature(writer).parameters.values() if writer else ()
    return tuple(one.name for one in parameters if one.kind is Parameter.KEYWORD_ONLY)
