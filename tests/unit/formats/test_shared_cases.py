"""Every file of ``../shared/cases/maps`` and ``mermaid``, where they are, against its right reading."""

from __future__ import annotations

import re
import warnings
from typing import Any

import pytest

import cjm_widgets as cjm
from cjm_widgets.document.errors import FileFormatError
from cjm_widgets.document.model import Document
from cjm_widgets.formats.mermaid import mermaid_text, read_mermaid
from tests.unit.formats.maps import table_facts
from tests.unit.shared_files import shared

ABC, AB = ["Awareness", "Consideration", "Purchase"], ["Awareness", "Purchase"]
MAPS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "rows_are_stages.csv": (
        {"stages": ABC, "emotion": [[3, 2, 4]], "scale": (1, 5)},
        ["as a stage", "1 to 5"],
    ),
    "emotion_words.csv": (
        {"cells": [["Sees an ad", "Compares", "Pays"]], "emotion": [[1, 0, -2], [1, -1, 1], [1, 0, -1]]},
        ["feelings are read as scores"],
    ),
    "title_rows.csv": ({"title": "Customer Journey Map", "personas": ["Ann"], "stages": ABC}, ["1 to 5"]),
    "title_rows.xlsx": ({"title": "Customer Journey Map", "personas": ["Ann"], "stages": AB}, []),
    "merged_phase.csv": ({"stages": ABC, "phases": ["Before", "Before", "After"]}, []),
    "phase_above.xlsx": ({"stages": ABC, "phases": ["Before", "Before", "After"]}, []),
    "bullets.csv": ({"cells": [["Sees an ad\nClicks", "Pays\nWaits"], ["slow\ndear", ""]]}, []),
    "percent.csv": ({"cells": [["70%", "45%", "90%"], ["12", "-5", "40"]]}, ["numbers of .* are cards"]),
    "dup_stages.csv": ({"stages": ["Wait", "Board", "Wait"], "cells": [["a", "b", "c"]]}, []),
    "semicolon_comma.csv": ({"emotion": [[3.5, -1.5]]}, ["scale of -5 to 5"]),
    "mdtable.md": ({"stages": ABC[:2], "cells": [["Sees", "Compares"]]}, []),
    "five_plus.csv": ({"emotion": [[3, -4, 5]], "scale": (-5, 5)}, []),
    "u2212.csv": ({"emotion": [[-1, -2]]}, ["-2 to 2"]),
    "unhappy_1to5.csv": ({"emotion": [[1, 2, 1]], "scale": (1, 5)}, ["1, 2, 1 .* 1 to 5"]),
    "label_dash.csv": ({"emotion": [[1, 2]], "scale": (1, 5)}, []),
    "names.csv": ({"emotion": [[3, -1]], "cells": [["4", "2"]]}, ["-3 to 3", "Satisfaction"]),
    "spanning_card.xlsx": ({"cells": [["Sees and compares", "", "Pays"]]}, []),
    "second_sheet.xlsx": ({"stages": AB}, ["the sheet 'Journey' is read"]),
    "formats.xlsx": (
        {"cells": [["Sees", "Pays"], ["45%", "90%"], ["2024-05-01", "2024-05-01 10:30"], ["", ""]]},
        ["formulas without a saved value", "'Conversion'"],
    ),
    "lane_merged.xlsx": ({"cells": [["Sees\nClicks", "Pays\nWaits"]]}, ["1 to 5"]),
    "groups.xlsx": ({"cells": [["Sees", "Pays"], ["CRM", "POS"]]}, []),
    "two_label_columns.xlsx": ({"cells": [["Sees", "Pays"], ["?", "!"], ["CRM", "POS"]]}, []),
}
MERMAID = {
    "colon_in_name.mmd": r"line 5: the colon after 'Customer gets a code \(e.g.' .*#58;",
    "section_colon.mmd": "line 3: .*'section Phase 1#58; Discovery'",
    "fullwidth.mmd": "line 4: its colons are fullwidth",
    "latin1.mmd": "not UTF-8 text .* in line 2",
}
READ = {
    "doc.md": (["Search", "Pay"], []),
    "fenced.mmd": (["Search"], []),
    "crlf_tabs.mmd": (["Search"], []),
    "dup.mmd": (["Get into car", "Get into car"], []),
    "scores.mmd": (
        ["Half", "Slash", "Emoji", "Comma", "Percent", "Minus", "Ten"],
        ["lines 9, 10", "lines 5, 6, 7, 8"],
    ),
    "semicolon_hash.mmd": (["Opens ticket * waits"], ["line 4: '#42;'"]),
}


def _read(name: str, sentences: list[str]) -> Document:
    """The map in a shared file, which must warn of just these things."""
    path = shared(f"cases/{name}")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        document = cjm.read(path).document
    texts = [str(warning.message) for warning in caught]
    assert len(texts) == len(sentences), texts
    for sentence in sentences:
        assert any(re.search(sentence, text) for text in texts), texts
    return document


@pytest.mark.parametrize("name", MAPS)
def test_a_shared_map_is_read_right(name: str) -> None:
    facts, sentences = MAPS[name]
    read = table_facts(_read(f"maps/{name}", sentences))
    assert {key: read[key] for key in facts} == facts


def test_comments_of_a_shared_workbook_are_comments_of_cards() -> None:
    document = _read("maps/formats.xlsx", MAPS["formats.xlsx"][1])
    [card] = document.cells["actions"]["awareness"]
    assert [(comment.author, comment.text) for comment in card.comments] == [("Ann", "ask Bo")]


def test_groups_and_spans_of_shared_workbooks_are_read() -> None:
    assert _read("maps/spanning_card.xlsx", []).cells["actions"]["awareness"][0].span == 2
    groups = _read("maps/groups.xlsx", [])
    assert [lane.layer for lane in groups.lanes] == ["frontstage", "backstage"]
    columns = _read("maps/two_label_columns.xlsx", [])
    assert [lane.layer for lane in columns.lanes] == ["customer", "customer", "backstage"]


@pytest.mark.parametrize("name", MERMAID)
def test_a_shared_journey_is_refused_with_its_line(name: str) -> None:
    with pytest.raises(FileFormatError, match=MERMAID[name]):
        cjm.read(shared(f"cases/mermaid/{name}"))


@pytest.mark.parametrize("name", READ)
def test_a_shared_journey_is_read_right_and_comes_back(name: str) -> None:
    stages, sentences = READ[name]
    document = _read(f"mermaid/{name}", sentences)
    assert [stage.name for stage in document.stages] == stages
    assert [stage.name for stage in read_mermaid(mermaid_text(document), name).stages] == stages


def test_no_shared_file_is_left_out() -> None:
    for folder, names in (("maps", {*MAPS}), ("mermaid", {*MERMAID, *READ})):
        assert {path.name for path in shared(f"cases/{folder}").iterdir()} == names
