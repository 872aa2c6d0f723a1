"""Python's half of the contract: each file holds what Python answers now."""

from __future__ import annotations

from types import ModuleType

import pytest

from tests.contract.vectors import SUBJECTS, path_of, text_of


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: path_of(subject).stem)
def test_the_file_holds_exactly_what_python_answers(subject: ModuleType) -> None:
    assert text_of(subject.contract()) == path_of(subject).read_text(encoding="utf-8")
