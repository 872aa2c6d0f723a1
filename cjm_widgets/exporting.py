"""A journey in the formats of other tools, as values; ``save`` writes the same to files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cjm_widgets.document.model import Document
    from cjm_widgets.measures.stack import Filters


class Exporting:
    """The part of a journey that becomes other tools' files."""

    if TYPE_CHECKING:

        @property
        def document(self) -> Document: ...
        @property
        def filters(self) -> Filters: ...
        def sync(self) -> None: ...

    def to_csv(self, *, tidy: bool = False) -> str:
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

        self.sync()
        return csv_text(self.document, tidy=tidy)

    def to_xlsx(self, *, tidy: bool = False) -> bytes:
        """Write the map as an XLSX workbook with the table of ``to_csv``; no cell of it is a formula.

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

        self.sync()
        return xlsx_bytes(self.document, tidy=tidy)

    def to_mermaid(self) -> str:
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

        self.sync()
        return mermaid_text(self.document)

    def to_markdown(self) -> str:
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

        self.sync()
        return markdown_text(self.document, self.filters)

    def to_pptx(self) -> bytes:
        """Write the map as a PowerPoint file of one slide: a table, and a chart, both to be edited there.

        Measures are for the rows that ``journey.filters`` keep.

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
        from cjm_widgets.formats.slide import pptx_bytes

        self.sync()
        return pptx_bytes(self.document, self.filters)
