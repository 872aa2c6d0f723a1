"""The quickstart's map and cells, which many tests show: the template, and the survey joined to it."""

from __future__ import annotations

from pathlib import Path

import nbformat

QUICKSTART = nbformat.read(Path(__file__).parents[2] / "notebooks" / "quickstart.ipynb", as_version=4)
JOURNEY = "cjm.Journey.from_template('airport-departure')"


def step(holding: str) -> str:
    """The quickstart's cell that holds this."""
    (source,) = (
        cell.source for cell in QUICKSTART.cells if cell.cell_type == "code" and holding in cell.source
    )
    return str(source)


JOIN = step("journey.join(")
