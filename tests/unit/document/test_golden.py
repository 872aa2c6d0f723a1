"""Files of every released version open for ever and say what they said.

``tests/golden/VERSION`` holds files as that version wrote them, beside each what it says in words. They are
never written again: a change of the format adds a folder.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cjm_widgets.command_line import main
from cjm_widgets.document.model import VERSION
from cjm_widgets.storage import file

GOLDEN = Path(__file__).parents[2] / "golden"
FILES = sorted(GOLDEN.glob("*/*.cjm.json"))
NAMES = [f"{path.parent.name} {path.name}" for path in FILES]


def test_every_released_version_has_files() -> None:
    assert {path.parent.name for path in FILES} >= {"1.0", VERSION}


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_it_opens_and_says_what_it_said(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "--full", str(path)]) == 0
    expected = path.with_name(path.name.replace(file.SUFFIX, ".txt")).read_text(encoding="utf-8")
    if path.parent.name == "1.0":
        expected = re.sub(r"(impact|effort): ([123])\b", _as_range, expected)
    assert capsys.readouterr().out == expected


def _as_range(level: re.Match[str]) -> str:
    """What a level of 1.0 says since."""
    return f"{level[1]}: {['[1.0, 3.0]', '[4.0, 7.0]', '[8.0, 10.0]'][int(level[2]) - 1]}"


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_saving_it_changes_nothing_while_the_version_is_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    saved = file.dumps(file.loads(text))
    assert file.dumps(file.loads(saved)) == saved
    if json.loads(text)["cjm"] == VERSION:
        assert saved == text


def test_a_draft_s_word_for_amounts_is_read_as_amounts_and_not_written_again() -> None:
    text = (GOLDEN / "1.0" / "full.cjm.json").read_text(encoding="utf-8")
    assert '"kind": "events"' in text
    document = file.loads(text)
    assert [source.kind for source in document.sources] == ["survey", "amounts"]
    assert '"events"' not in file.dumps(document)


@pytest.mark.parametrize("time", ["", ', "time": "at"'])
def test_events_of_this_version_stay_events(time: str) -> None:
    source = f'{{"id": "s", "kind": "events", "name": "Log"{time}}}'
    document = file.loads(f'{{"cjm": "1.1", "id": "x", "sources": [{source}]}}'.encode())
    assert [source.kind for source in document.sources] == ["events"]
    assert file.loads(file.dumps(document).encode()) == document
