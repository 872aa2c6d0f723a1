"""Python's half of the contract on what rules say: rule_sentences.json holds what they say now."""

from __future__ import annotations

import json

from tests.contract.rule_sentences import PATH, sentences


def test_the_file_holds_what_the_rules_say() -> None:
    assert json.loads(PATH.read_text(encoding="utf-8")) == sentences()


def test_every_rule_says_something_of_some_map() -> None:
    assert [code for code, one in sentences().items() if not one["messages"]] == []
