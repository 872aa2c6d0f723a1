"""Python's half of the contract on names of lanes: lane_names.json holds what Python answers now."""

from __future__ import annotations

import json

from tests.contract.lane_names import PATH, cases


def test_the_file_holds_exactly_what_python_answers() -> None:
    assert cases() == json.loads(PATH.read_text(encoding="utf-8"))
