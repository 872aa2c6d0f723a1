"""Python's half of the contract on kept numbers: numbers.json holds what a kernel says now."""

from __future__ import annotations

import json

from tests.contract.numbers import PATH, cases


def test_the_file_holds_exactly_what_a_kernel_says() -> None:
    assert json.loads(json.dumps(cases())) == json.loads(PATH.read_text(encoding="utf-8"))
