"""The contract on what rules say: their sentences, each of which the screen has in every language.

``python -m tests.contract.rule_sentences`` writes files/rule_sentences.json: what is said of each rule, by
code, and what the rules say of the maps of tests/unit/lint and of the templates.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cjm_widgets
from cjm_widgets.lint.linter import Linter
from cjm_widgets.lint.rules import RULES
from cjm_widgets.storage.file import loads
from tests.unit.lint.maps import TODAY
from tests.unit.lint.test_rules import CASES, POPULATION

PATH = Path(__file__).parent / "files" / "rule_sentences.json"


def sentences() -> dict[str, Any]:
    """For each rule its title, reason, advice and fix, and its messages about the maps."""
    maps = [make() for pair in CASES.values() for make in pair]
    folder = Path(cjm_widgets.__file__).parent / "templates"
    maps += [loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.cjm.json"))]
    messages: dict[str, dict[str, None]] = {code: {} for code in sorted(RULES)}
    for document in maps:
        for one in Linter().update(document, TODAY, POPULATION):
            messages[one.rule.code][one.message] = None
    return {
        code: {
            "says": [text for text in (one.title, one.why, one.advice, one.mend_label) if text],
            "messages": sorted(messages[code]),
        }
        for code, one in sorted(RULES.items())
    }


def main() -> None:
    """Write the file."""
    PATH.write_text(json.dumps(sentences(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
