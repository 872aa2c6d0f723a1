"""Python's half of the contract on kept numbers: numbers.json holds what a kernel says now."""

from __future__ import annotations

import json

from tests.contract.numbers import LEVELS, PATH, cases, levels


def test_the_file_holds_exactly_what_a_kernel_says() -> None:
    assert json.loads(json.dumps(cases())) == json.loads(PATH.read_text(encoding="utf-8"))


def test_confidences_are_written_as_the_file_says() -> None:
    assert [tuple(pair) for pair in json.loads(LEVELS.read_text(encoding="utf-8"))] == levels()
