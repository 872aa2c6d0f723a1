"""Python's half of the contract on files: texts.json holds what Python writes now, and it reads it back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cjm_widgets.storage.file import dumps, loads
from tests.contract.texts import PATH, cases

TEXTS: list[dict[str, Any]] = json.loads(PATH.read_text(encoding="utf-8"))


def test_the_file_holds_exactly_what_python_writes() -> None:
    assert cases() == TEXTS


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case["name"])
def test_reading_and_writing_gives_the_same_bytes(case: dict[str, Any]) -> None:
    assert dumps(loads(case["text"])) == case["text"]
