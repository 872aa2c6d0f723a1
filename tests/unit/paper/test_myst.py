"""A map as a block of MyST: all of it in one line, and the script it needs beside it."""

from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path

import lxml.html
import pytest

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmError
from cjm_widgets.paper.myst import SCRIPT, script_text


def journey() -> cjm.Journey:
    journey = cjm.Journey(["Arrive", "Wait"], ["Actions"], title='A "visit"\n:::')
    journey.set_cell("Wait", "Actions", ":::\n<b>Reads</b>")
    return journey


def test_a_block_holds_the_page_whatever_its_texts_say() -> None:
    opening, values, closing = journey().to_myst().splitlines()
    assert (opening, closing) == (f":::{{anywidget}} ./{SCRIPT}", ":::")
    model = json.loads(values)
    assert model["title"] == journey().title
    page = gzip.decompress(base64.b64decode(model["page"])).decode()
    assert "<b>Reads</b>" in lxml.html.document_fromstring(page).xpath("//table")[0].text_content()
    assert journey().to_myst() == journey().to_myst()


def test_saving_writes_the_script_beside_the_file_and_leaves_another_of_its_name(tmp_path: Path) -> None:
    journey().save(tmp_path / "a.myst.md")
    journey().save(tmp_path / "b.MyST.md")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.myst.md", "b.MyST.md", SCRIPT]
    assert (tmp_path / SCRIPT).read_text("utf-8") == script_text()
    assert (tmp_path / "a.myst.md").read_text("utf-8") == journey().to_myst()
    (tmp_path / SCRIPT).write_text("export default {};", "utf-8")
    with pytest.raises(CjmError, match="is not the script that shows maps"):
        journey().save(tmp_path / "c.myst.md")
    assert (tmp_path / SCRIPT).read_text("utf-8") == "export default {};"
    assert not (tmp_path / "c.myst.md").exists()
