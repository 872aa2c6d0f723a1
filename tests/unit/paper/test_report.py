"""The report, run twice, is the same page, whose numbers are the map's."""

from __future__ import annotations

import ast
import re
from typing import Any

import lxml.html
import nbformat

import cjm_widgets as cjm
from cjm_widgets.examples import AIRPORT_COLUMNS, airport_survey
from tests.report import NOTEBOOK, page_of


def run() -> nbformat.NotebookNode:
    """The notebook with what its cells show; without a kernel, which takes its seconds in `nbval`."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    names: dict[str, Any] = {}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        shown: list[tuple[dict[str, Any], dict[str, Any]]] = []
        names["display"] = lambda thing, shown=shown: shown.append(_bundle(thing))
        tree = ast.parse(cell.source)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "cell", "exec"), names)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
            if value is not None:
                shown.append(_bundle(value))
        cell.outputs = [
            nbformat.v4.new_output("display_data", data=data, metadata=metadata) for data, metadata in shown
        ]
    return notebook


def _bundle(thing: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    if isinstance(thing, cjm.Journey):
        return thing._repr_mimebundle_()
    kinds = {"text/markdown": "_repr_markdown_", "text/html": "_repr_html_"}
    return {kind: getattr(thing, name)() for kind, name in kinds.items() if hasattr(thing, name)}, {}


def test_a_report_run_twice_is_the_same_page_with_the_numbers_of_the_map() -> None:
    page = page_of(run())
    assert page == page_of(run())
    tree = lxml.html.document_fromstring(page)
    assert [url for url in tree.xpath("//script/@src | //link/@href") if url] == []
    journey = cjm.Journey.from_template("airport-departure")
    journey.join(airport_survey(), columns=AIRPORT_COLUMNS, scale=(1, 5), missing=[0, 6, "Blank"])
    means = journey.measures.query("measure == 'mean'").set_index("stage")
    text = " ".join(tree.text_content().split())
    best = means["value"].idxmax()
    assert re.search(rf"{best} is rated best, {means.loc[best, 'value']:.2f} ", text)
    assert "scores of 2,831 respondents in 2,831 rows" in text
    assert tree.xpath("//img[starts-with(@src, 'data:image/svg')]/@alt") == [journey.title]
    assert len(tree.xpath("//iframe/@srcdoc")) == 1
