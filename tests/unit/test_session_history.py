"""What was done in a session: who, when and what, going back to a line, and what of it a browser hears."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

import cjm_widgets as cjm
from cjm_widgets.document.errors import InvalidOperationError
from cjm_widgets.document.history import History
from cjm_widgets.document.model import Document, Stage
from cjm_widgets.document.operations import AddStage
from cjm_widgets.widgets.session import session_of
from tests.contract.transcript import _Browser as Browser


def _edit(journey: cjm.Journey, seq: int, **fields: Any) -> dict[str, Any]:
    session = session_of(journey)
    usual = {"type": "edit", "client": "ann", "epoch": session.epoch, "base": journey.revision}
    return {**usual, "seq": seq, **fields}


def _card(id: str) -> dict[str, Any]:
    return {"op": "add_card", "stage": "wait", "lane": "actions", "card": {"id": id, "text": "x"}}


def _open(journey: cjm.Journey) -> Browser:
    browser = Browser("ann")
    session_of(journey).join(browser)
    return browser


def test_lines_say_who_did_it_and_when() -> None:
    journey = cjm.Journey(["Wait"], lanes=["Actions"])
    rows = pd.DataFrame({"Q1": [4, 5] * 20})
    before = datetime.now(UTC).replace(microsecond=0)
    journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), name="Survey")
    session_of(journey).receive(_open(journey), _edit(journey, 1, operations=[_card("a")], label="Add card"))
    rows.loc[0, "Q1"] = 1
    journey.sync()
    frame = journey.history
    assert frame[["who", "what", "revision", "undone"]].values.tolist() == [
        ["python", "Join Survey", 1, False],
        ["screen", "Add card", 2, False],
        ["data", "Survey changed", 3, False],
    ]
    assert (frame["when"] >= before).all()
    assert (frame["when"] <= datetime.now(UTC)).all()


def test_going_back_passes_over_what_counted_rows_changed() -> None:
    journey = cjm.Journey(["Wait"], lanes=["Actions"])
    rows = pd.DataFrame({"Q1": [4, 5] * 20})
    journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5))
    journey.add_stage("Leave")
    rows.loc[0, "Q1"] = 1
    journey.sync()
    counted = journey.document.sources
    journey.add_stage("Board")
    journey.undo(to=1)
    assert journey.frame.index.tolist() == ["Wait"]
    assert journey.document.sources == counted


def test_one_step_back_is_undone_and_redone_as_one() -> None:
    journey = cjm.Journey(["Wait"], lanes=["Actions"])
    documents = [journey.document]
    for name in ("Board", "Fly", "Land"):
        journey.add_stage(name)
        documents.append(journey.document)
    assert journey.undo(to=1) == "Back to: Add stage Board"
    assert journey.document == documents[1]
    assert journey.history["undone"].tolist() == [False, True, True, False]
    journey.undo()
    assert journey.document == documents[3]
    assert journey.history["undone"].tolist() == [False, False, False, True]
    journey.redo()
    assert journey.document == documents[1]
    journey.undo(to=0)
    assert journey.document == documents[0]


def test_where_there_is_nothing_to_go_back_over_nothing_happens() -> None:
    journey = cjm.Journey(["Wait"])
    journey.add_stage("Leave")
    assert journey.undo(to=1) is None
    assert journey.revision == 1


@pytest.mark.parametrize("to", [-1, 2, 99])
def test_a_revision_that_is_no_line_is_refused(to: int) -> None:
    journey = cjm.Journey(["Wait"])
    journey.add_stage("Leave")
    journey.add_stage("Board")
    journey.undo()
    with pytest.raises(InvalidOperationError, match=f"does not go back to revision {to} any more"):
        journey.undo(to=to)


def test_beyond_a_thousand_lines_the_start_is_out_of_reach() -> None:
    history = History(Document(id="m"))
    for at in range(1001):
        history.do([AddStage(stage=Stage(id=str(at), name=str(at)))], f"Add {at}")
    assert len(history.records) == 1000
    assert not history.goes_back_to_start
    with pytest.raises(InvalidOperationError):
        history.undo_to(0)
    history.undo_to(2)
    assert len(history.document.stages) == 2


def test_the_cell_that_did_it_is_named() -> None:
    shell = InteractiveShell.instance()
    try:
        first = shell.execution_count
        shell.run_cell("import cjm_widgets as cjm", store_history=True)
        shell.run_cell("journey = cjm.Journey(['Wait'], lanes=['Actions'])", store_history=True)
        shell.run_cell("journey.frame.loc['Wait', 'Actions'] = 'Reads'", store_history=True)
        shell.run_cell("journey.add_stage('Leave')", store_history=True)
        journey = shell.user_ns["journey"]
        assert [record.cell for record in journey._core.editing.history.records] == [first + 2, first + 3]
    finally:
        shell.reset()
        InteractiveShell.clear_instance()


def test_a_browser_hears_as_many_lines_as_it_asks_for() -> None:
    journey = cjm.Journey(["Wait"], lanes=["Actions"])
    browser, session = _open(journey), session_of(journey)
    session.receive(browser, _edit(journey, 1, operations=[_card("a"), _card("b")], label="y" * 300))
    for at in range(60):
        journey.add_stage(f"Stage {at}")
    browser.heard.clear()
    session.receive(browser, {"type": "list_history", "client": "ann"})
    (answer,) = browser.heard
    assert [entry["revision"] for entry in answer["entries"]] == list(range(61, 11, -1))
    assert answer["more"] is True
    assert "start" not in answer
    session.receive(browser, {"type": "list_history", "client": "ann", "most": 1000})
    first = browser.heard[-1]["entries"][-1]
    touches = [{"stage": "wait", "lane": "actions", "card": id} for id in ("a", "b")]
    assert first == {"revision": 1, "label": "y" * 200, "who": "screen", "client": "ann", "changes": 2} | {
        "touches": touches
    }
    assert "more" not in browser.heard[-1]
    assert browser.heard[-1]["start"] is True


@pytest.mark.parametrize("most", [0, -1, 1001, "all", 1.5])
def test_an_odd_number_of_lines_is_refused(most: object) -> None:
    journey = cjm.Journey(["Wait"])
    browser = _open(journey)
    session_of(journey).receive(browser, {"type": "list_history", "client": "ann", "most": most})
    assert [message["type"] for message in browser.heard] == ["rejected"]


def test_what_others_did_unseen_is_not_taken_back() -> None:
    journey = cjm.Journey(["Wait"], lanes=["Actions"])
    browser, session = _open(journey), session_of(journey)
    session.receive(browser, _edit(journey, 1, operations=[_card("a")], label="Add card"))
    journey.add_stage("Leave")
    session.receive(browser, _edit(journey, 2, history="undo", to=0, base=1))
    assert "'Add stage Leave' was done meanwhile" in browser.heard[-1]["why"]
    session.receive(browser, _edit(journey, 3, history="undo", to=0))
    assert journey.frame.index.tolist() == ["Wait"]
    assert journey.cards.empty
    assert journey.undo() == "Back to: the start"
    assert journey.frame.index.tolist() == ["Wait", "Leave"]
    assert len(journey.cards) == 1
