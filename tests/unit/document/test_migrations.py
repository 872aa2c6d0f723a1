"""How files of older versions would be read: by pure steps, one version after another."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from cjm_widgets.document.errors import FileFormatError
from cjm_widgets.storage import file
from cjm_widgets.storage.file import Migration, migrate


def renamed(value: dict[str, Any]) -> dict[str, Any]:
    """What a first version might have called things."""
    return {"title" if key == "name" else key: item for key, item in value.items()}


def test_steps_go_in_order_and_leave_what_they_were_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(file, "VERSION", "3.0")
    steps = (
        Migration((1, 0), (2, 0), lambda old: {**old, "name": old["called"]}),
        Migration((2, 0), (3, 0), renamed),
    )
    old = {"cjm": "1.4", "id": "x", "called": "A visit"}
    kept = copy.deepcopy(old)
    assert migrate(old, "the text", steps) == {**kept, "title": "A visit", "cjm": "3.0"}
    assert old == kept
    assert migrate({"cjm": "2.1", "name": "B"}, "the text", steps) == {"cjm": "3.0", "title": "B"}


def test_reading_a_file_migrates_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "MIGRATIONS", (Migration((0, 1), (1, 1), renamed),))
    document = file.loads('{"cjm": "0.9", "id": "visit", "name": "A visit"}')
    assert (document.title, document.cjm) == ("A visit", "1.1")


def test_a_file_of_this_version_is_as_it_was() -> None:
    value = {"cjm": "1.1", "id": "x"}
    assert migrate(value, "the text") is value


def test_versions_before_the_first_were_never_released() -> None:
    with pytest.raises(FileFormatError, match=r"format 0\.9, which was never released"):
        file.loads('{"cjm": "0.9", "id": "x"}')


def test_levels_of_1_0_are_thirds_of_1_to_10() -> None:
    cards = [{"id": "a", "impact": 1, "effort": 3}, {"id": "b", "impact": 2}, {"id": "c", "severity": 2}]
    map = {
        "cjm": "1.0",
        "id": "x",
        "stages": [{"id": "s", "name": "S"}],
        "lanes": [{"id": "l", "name": "Ideas"}],
        "cells": {"l": {"s": cards}},
    }
    document = file.loads(json.dumps(map))
    a, b, c = document.cells["l"]["s"]
    assert (a.impact, a.effort, b.impact, c.severity) == ((1, 3), (8, 10), (4, 7), 2)
    assert document.cjm == "1.1"
    again = file.loads(file.dumps(document))
    assert again == document
