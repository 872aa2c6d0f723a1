"""The files that hold the two halves together: what Python answers to each of many questions.

``python -m tests.contract.vectors`` writes files/<subject>.json for every subject below. A subject is a
module with ``contract()``, its cases by what they ask; the TypeScript tests put the same questions to the
functions of js/src and expect the same answers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.contract import (
    cells,
    checks,
    edits,
    exercises,
    gestures,
    histories,
    journals,
    names,
    numerals,
    opportunities,
    ranges,
    strange_texts,
    transcript,
)

SUBJECTS: tuple[ModuleType, ...] = (
    names,
    numerals,
    opportunities,
    ranges,
    cells,
    gestures,
    checks,
    edits,
    exercises,
    histories,
    journals,
    strange_texts,
    transcript,
)


def path_of(subject: ModuleType) -> Path:
    """The file of a subject."""
    return Path(__file__).parent / "files" / f"{subject.__name__.rpartition('.')[2]}.json"


def text_of(contract: Mapping[str, list[Any]]) -> str:
    """The cases as JSON, a line each; half characters stay escapes."""
    parts = (
        f"{json.dumps(question)}: [\n" + ",\n".join(json.dumps(case) for case in every) + "\n]"
        for question, every in contract.items()
    )
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main() -> None:
    """Write every file."""
    for subject in SUBJECTS:
        path_of(subject).write_text(text_of(subject.contract()), encoding="utf-8")


if __name__ == "__main__":
    main()
