"""After an edit the linter says what it says of the map looked at for the first time."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from msgspec.structs import replace

from cjm_widgets.document.apply import apply, apply_all
from cjm_widgets.document.check import decoded
from cjm_widgets.document.errors import CjmError
from cjm_widgets.document.model import Document, Waiver
from cjm_widgets.document.operations import (
    CardChanges,
    Move,
    Operation,
    Remove,
    SetCard,
    SetStage,
    StageChanges,
)
from cjm_widgets.lint import rule as rule_module
from cjm_widgets.lint.linter import Linter
from cjm_widgets.lint.rule import RULES, Finding, chosen
from tests.contract import maps as any_map
from tests.unit.lint.maps import PAIN, TODAY, card, codes, good, with_cards


def told(findings: list[Finding]) -> list[tuple[str, str, str]]:
    return [(one.rule.code, str(one.at), one.message) for one in findings]


@pytest.mark.parametrize("seed", range(40))
def test_edits_leave_what_a_fresh_look_finds(seed: int) -> None:
    chance = Random(seed)
    plain = any_map.document(chance)
    document = decoded(plain, Document)
    linter = Linter()
    linter.update(document, TODAY)
    for _ in range(25):
        try:
            operation = decoded(any_map.operation(chance, plain), Operation)
            document, _ = apply(document, operation)
        except CjmError:
            continue
        assert told(linter.update(document, TODAY)) == told(Linter().update(document, TODAY)), operation


def test_moving_a_stage_and_a_wide_card_are_seen() -> None:
    document = with_cards("touchpoints", "use")
    linter = Linter(chosen(["CJM208"], ()))
    assert [one.at.stage for one in linter.update(document)] == ["use"]
    wide = SetCard(stage="choose", lane="touchpoints", card="sales-person", changes=CardChanges(span=2))
    document, back = apply(document, wide)
    assert linter.update(document) == []
    document, _ = apply(document, Move(what="stage", id="use", before="search"))
    assert [one.at.stage for one in linter.update(document)] == ["use"]
    document, _ = apply_all(document, [Move(what="stage", id="use"), back])
    assert [one.at.stage for one in linter.update(document)] == ["use"]
    document, _ = apply(document, Remove(what="stage", id="use"))
    assert linter.update(document) == []


def test_an_edit_of_a_cell_has_only_that_cell_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    honest = RULES["CJM705"]

    def counting(cells, context):  # type: ignore[no-untyped-def]
        seen.append(len(cells.cards))
        return honest.check(cells, context)

    linter = Linter([replace_check(honest, counting)])
    document = good()
    linter.update(document, TODAY)
    assert sum(seen) == sum(len(cards) for row in document.cells.values() for cards in row.values())
    seen.clear()
    changes = CardChanges(text="Finds no price at all")
    document, _ = apply(document, SetCard(stage="choose", lane="pain-points", card=PAIN.id, changes=changes))
    linter.update(document, TODAY)
    assert seen == [1]
    seen.clear()
    document, _ = apply(document, SetStage(stage="use", changes=StageChanges(goal="Arrive")))
    linter.update(document, TODAY)
    assert seen == []


def replace_check(one: rule_module.Rule, check: object) -> rule_module.Rule:
    from dataclasses import replace as with_field

    return with_field(one, check=check)  # type: ignore[arg-type]


def test_the_day_changes_what_is_overdue() -> None:
    linter = Linter(chosen(["CJM110", "CJM506"], ()))
    document = good()
    assert linter.update(document, TODAY) == []
    assert codes(linter.update(document, date(2027, 1, 1))) == {"CJM110", "CJM506"}
    assert linter.update(document, TODAY + timedelta(days=1)) == []


def test_a_waiver_leaves_out_a_rule_or_one_place_of_it() -> None:
    document = with_cards("actions", "use", card("TBD"), card("Todo"))
    linter = Linter(chosen(["CJM706"], ()))
    assert len(linter.update(document)) == 2
    here = Waiver(code="CJM706", lane="actions", stage="use", card="tbd", why="Asked on Friday")
    assert [one.at.card for one in linter.update(replace(document, waivers=(here,)))] == ["todo"]
    assert [one.at.card for one in linter.waived()] == ["tbd"]
    assert linter.update(replace(document, waivers=(Waiver(code="CJM706"),))) == []
    assert len(linter.update(replace(document, waivers=(Waiver(code="CJM101"),)))) == 2


def test_rules_are_chosen_by_code_beginning_and_subject() -> None:
    assert [one.code for one in chosen(["cjm302"], ())] == ["CJM302"]
    assert {one.group for one in chosen(["CJM3"], ())} == {"emotion"}
    assert chosen(["Privacy"], ()) == chosen(["CJM8"], ())
    assert len(chosen((), ["CJM1"])) == len(RULES) - len(chosen(["people"], ()))
    with pytest.raises(CjmError, match=r"no rule 'CJM999'.*people, structure"):
        chosen(["CJM999"], ())
    with pytest.raises(CjmError, match="did you mean 'privacy'"):
        chosen((), ["privcy"])


def test_errors_come_first() -> None:
    ranks = [one.rule.severity for one in Linter().update(Document(id="visit"), TODAY)]
    assert ranks == sorted(ranks, key=["error", "warning", "hint"].index)
    assert ranks[0] == "error"
