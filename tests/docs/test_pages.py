"""Every block of code in the README and in ``docs/`` runs, in one namespace for each page."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import cjm_widgets as cjm
from docs.building import blocks
from docs.building.blocks import BlockError, pages, run

PAGES = {str(page.relative_to(blocks.DOCS.parent)): page for page in pages()}


@pytest.fixture(autouse=True)
def one_survey(monkeypatch: pytest.MonkeyPatch, survey: pd.DataFrame) -> None:
    """Example data are made once, and copied for each page."""
    monkeypatch.setattr(cjm.examples, "airport_survey", survey.copy)


@pytest.mark.parametrize("page", PAGES)
def test_every_block_of_the_page_runs(page: str, tmp_path: Path) -> None:
    for outcome in run(PAGES[page], tmp_path):
        assert outcome.block.source, f"{page}, line {outcome.block.line}: an empty block"


def _page(folder: Path, text: str) -> Path:
    page = folder / "page.md"
    page.write_text(text, "utf-8")
    return page


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("```python\nvalue = unknown\n```", "page.md, line 2: NameError: name 'unknown'"),
        ("text\n\n```python\n1\n", "line 3 is not closed"),
        ("```python raises\n1\n```", "line 2: nothing was refused"),
        ("```python warns\n1\n```", r"line 2: warnings: \[\]"),
        ("```python\nimport warnings\nwarnings.warn('old')\n```", "warnings: .*UserWarning: old"),
        ("```console\n$ cjm show nowhere.cjm.json\n```", "ended with 2: cjm: nowhere.cjm.json"),
        ("```console\n$ rm file\n```", "rm is not run here"),
        ("```sh\nrm file\n```", "rm is none of"),
        ("```py\n1\n```", "'py' is none of python"),
        ("```\n1\n```", "'' is none of python"),
    ],
)
def test_a_block_that_does_not_do_what_the_page_says_is_an_error(text: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(BlockError, match=why):
        [*run(_page(tmp_path, text), tmp_path)]


def test_a_file_that_something_else_forgot_is_no_warning_of_the_page(tmp_path: Path) -> None:
    text = "```python\nimport warnings\nwarnings.warn('unclosed file', ResourceWarning)\n```"
    assert [outcome.text for outcome in run(_page(tmp_path, text), tmp_path)] == [""]


def test_blocks_share_names_and_edits_of_frames_are_taken_up_after_each(tmp_path: Path) -> None:
    text = (
        "1. In a list\n\n   ```python\n   import cjm_widgets as cjm\n"
        "   journey = cjm.Journey(['Wait'], ['Actions'])\n"
        "   journey.frame.loc['Wait', 'Actions'] = 'Reads'\n   ```\n\n"
        "```python\nprint('one')\njourney.document.cells['actions']['wait'][0].text\n```\n"
    )
    _, last = run(_page(tmp_path, text), tmp_path)
    assert (last.value, last.text) == ("Reads", "one")
