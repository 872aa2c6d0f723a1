"""Python's half of the contract on Mermaid: we read texts as mermaid.json says, which Mermaid confirms."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.contract.mermaid import PATH, contract, reading

CONTRACT: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))


def test_the_file_holds_exactly_what_python_reads() -> None:
    assert json.loads(json.dumps(contract())) == CONTRACT


@pytest.mark.parametrize("part", ["read", "maps"])
def test_every_text_of_people_and_of_ours_is_read(part: str) -> None:
    assert [one["text"] for one in CONTRACT[part] if "refused" in one] == []


@pytest.mark.parametrize("text", [one["text"] for one in CONTRACT["refused"]])
def test_a_refusal_names_the_line(text: str) -> None:
    assert reading(text)["refused"].startswith("it is not a Mermaid journey: line ")
