"""Journeys as they come: none of them brings a rule down, and what is found is at places that are there."""

from __future__ import annotations

import warnings
from pathlib import Path
from random import Random

import pytest

import cjm_widgets
from cjm_widgets.document.check import decoded
from cjm_widgets.document.errors import CjmError
from cjm_widgets.document.model import Document
from cjm_widgets.formats.registry import document_in
from cjm_widgets.lint.linter import Linter
from cjm_widgets.lint.mending import mend
from cjm_widgets.lint.redaction import redaction
from cjm_widgets.lint.report import github_lines, lines, page, rows
from cjm_widgets.lint.rules import RULES
from tests.contract import maps as any_map
from tests.unit.lint.journeys import MERMAID, TABLES
from tests.unit.shared_files import shared

ROOT = Path(cjm_widgets.__file__).parent
TEXTS = {
    **{f"{name}.mmd": text for name, text in MERMAID.items()},
    **{f"{n}.csv": t for n, t in TABLES.items()},
}


def check(document: Document) -> int:
    """Everything that is done with findings, once; returns how many there are."""
    findings = Linter().update(document)
    stages, lanes, personas = (
        {thing.id for thing in things} for things in (document.stages, document.lanes, document.personas)
    )
    for one in findings:
        assert one.at.stage is None or one.at.stage in stages
        assert one.at.lane is None or one.at.lane in lanes
        assert one.at.persona is None or one.at.persona in personas
        assert one.message
    assert len([*rows(document, findings)]) == len(findings)
    assert len([*lines("a", document, findings)]) == len(findings) + 1
    assert len([*github_lines("a", "", document, findings)]) == len(findings)
    mend(document, RULES.values())
    [*redaction(document)]
    return len(findings)


def test_there_are_thirty() -> None:
    assert (len(MERMAID), len(TABLES)) == (15, 15)


@pytest.mark.parametrize("name", TEXTS)
def test_journeys_of_many_fields_are_looked_at(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(TEXTS[name], encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert check(document_in(path)) > 0


@pytest.mark.parametrize("folder", ["cases/mermaid", "cases/maps"])
def test_files_that_went_wrong_elsewhere_are_looked_at(folder: str) -> None:
    number = 0
    for path in sorted(shared(folder).iterdir()):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                document = document_in(path)
            except CjmError:
                continue  # it is refused with a sentence, which other tests hold
        number += check(document) > 0
    assert number >= 5


@pytest.mark.parametrize("path", sorted((ROOT / "templates").glob("*.cjm.json")), ids=lambda path: path.stem)
def test_templates_are_looked_at(path: Path) -> None:
    check(document_in(path))


@pytest.mark.parametrize("seed", range(60))
def test_any_map_is_looked_at(seed: int) -> None:
    check(decoded(any_map.document(Random(seed)), Document))


def test_the_page_has_every_rule_once() -> None:
    text = page(RULES.values())
    assert [text.count(f"### {code} ") for code in RULES] == [1] * len(RULES)
