"""Python's half of the contract on pictures: scenes.json holds what Python computes now."""

from __future__ import annotations

import json

from tests.contract.scenes import CALLS, FUNCTIONS, PATH, cases


def test_the_file_holds_exactly_what_python_computes() -> None:
    assert json.loads(json.dumps(cases())) == json.loads(PATH.read_text(encoding="utf-8")), (
        "python -m tests.contract.scenes brings it up to date"
    )


def test_every_function_is_called() -> None:
    assert CALLS.keys() == FUNCTIONS.keys()
