"""Python's half of the contract on Mermaid: we read texts as verdicts.json says, which Mermaid confirms."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.contract.mermaid_texts import PATH, TEXTS, contract, generated, verdict

CONTRACT: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))


def test_the_file_holds_exactly_the_texts_and_entities_in_their_order() -> None:
    assert [told["text"] for told in CONTRACT["verdicts"]] == TEXTS
    assert CONTRACT["entities"] == contract()["entities"]


@pytest.mark.parametrize("told", CONTRACT["verdicts"], ids=lambda told: repr(told["text"]))
def test_a_text_is_read_as_the_verdict_says(told: dict[str, Any]) -> None:
    assert json.loads(json.dumps(verdict(told["text"]))) == told


def test_generated_texts_are_the_same_in_every_run() -> None:
    assert list(generated(30)) == list(generated(30))
