"""What a browser is told of findings, and how it has them mended."""

from __future__ import annotations

import threading
from typing import Any

import pytest

import cjm_widgets as cjm
from cjm_widgets.document.model import Document
from cjm_widgets.journey.map_linter import MapLinter
from cjm_widgets.widgets.findings import MOST
from cjm_widgets.widgets.session import session_of


class Page:
    """A view that keeps what it is sent."""

    part = "map"
    versions = None

    def __init__(self, journey: cjm.Journey) -> None:
        self.heard: list[dict[str, Any]] = []
        self.session = session_of(journey)
        self.session.join(self)

    def send(self, content: Any) -> None:
        """What the session calls to send a message down."""
        self.heard.append(content)

    def ask(self, **message: Any) -> dict[str, Any]:
        """The last answer to a message."""
        self.session.receive(self, {"client": "ann", **message})
        return self.heard[-1]


def doubled() -> cjm.Journey:
    journey = cjm.Journey(["Wait", "Leave"], lanes=["Actions"])
    journey.set_cell("Wait", "Actions", "Reads\nReads")
    journey.set_cell("Leave", "Actions", "Goes\nGoes")
    return journey


def rule_of(findings: dict[str, Any], code: str, name: str = "rules") -> dict[str, Any] | None:
    return next((one for one in findings.get(name, ()) if one["code"] == code), None)


def test_findings_are_those_of_the_revision_with_reason_and_fix() -> None:
    journey = doubled()
    page = Page(journey)
    findings = page.ask(type="lint")
    assert (findings["type"], findings["client"], findings["revision"]) == ("findings", "ann", 2)
    rule = rule_of(findings, "CJM703")
    assert rule
    assert (rule["severity"], rule["count"], rule["fix"]) == ("warning", 2, "Remove the repeated card")
    assert rule["spots"][0] == {
        "at": {"stage": "wait", "lane": "actions", "card": "actions.wait.2"},
        "message": "'Reads' stands in the cell already",
        "mends": True,
    }
    severities = [one["severity"] for one in findings["rules"]]
    assert severities == sorted(severities, key=["error", "warning", "hint"].index)


def test_mending_is_an_edit_that_every_view_hears_of() -> None:
    journey = doubled()
    page, other = Page(journey), Page(journey)
    at = {"stage": "wait", "lane": "actions", "card": "actions.wait.2"}
    applied = page.ask(type="mend", code="CJM703", at=at)
    assert applied["type"] == "applied"
    assert other.heard == [applied]
    assert applied["transaction"]["label"] == "Fix 1 finding"
    assert journey.frame["Actions"].tolist() == ["Reads", "Goes\nGoes"]
    assert journey.history["who"].tolist()[-1] == "screen"
    page.ask(type="mend", code="CJM703")
    assert journey.frame["Actions"].tolist() == ["Reads", "Goes"]
    assert journey.undo() == "Fix 1 finding"


def test_what_cannot_be_mended_any_more_is_refused_with_a_sentence() -> None:
    page = Page(cjm.Journey(["Wait"], lanes=["Actions"]))
    refused = page.ask(type="mend", code="CJM703")
    assert (refused["type"], refused["why"]) == (
        "rejected",
        "there is nothing left to mend here; the map was changed meanwhile",
    )
    assert "no rule 'CJM999'" in page.ask(type="mend", code="CJM999")["why"]


def test_waived_findings_are_told_apart() -> None:
    journey = doubled()
    page = Page(journey)
    journey.waive("CJM703", where="Wait / Actions", why="He reads twice")
    findings = page.ask(type="lint")
    here, waived = rule_of(findings, "CJM703"), rule_of(findings, "CJM703", "waived")
    assert here
    assert waived
    assert here["spots"][0]["at"]["stage"] == "leave"
    assert waived["spots"][0]["at"]["stage"] == "wait"


def test_of_many_places_the_first_are_told_and_all_are_counted() -> None:
    journey = cjm.Journey([f"Step {at}" for at in range(MOST + 50)], lanes=["Opportunities"])
    for at in range(MOST + 50):
        journey.set_cell(f"Step {at}", "Opportunities", f"Idea number {at}")
    rule = rule_of(Page(journey).ask(type="lint"), "CJM502")
    assert rule
    assert (rule["count"], len(rule["spots"])) == (MOST + 50, MOST)


def test_what_is_as_it_was_is_only_named() -> None:
    journey = doubled()
    page = Page(journey)
    first = page.ask(type="lint")
    journey.set_cell("Leave", "Actions", "Goes")
    second = page.ask(type="lint", since=first["revision"])
    assert second["since"] == first["revision"]
    assert [one["code"] for one in second["rules"]] == ["CJM703"]
    told = {one["code"] for one in first["rules"]}
    assert {*second["same"], "CJM703"} == told
    # Whoever has other findings than those last told hears of all.
    assert rule_of(page.ask(type="lint", since=99), "CJM103")
    again = page.ask(type="lint", since=second["revision"])
    assert "rules" not in again
    assert {*again["same"]} == told


def test_no_edit_waits_while_rules_look(monkeypatch: pytest.MonkeyPatch) -> None:
    journey = doubled()
    looks, goes_on = threading.Event(), threading.Event()
    look = MapLinter.look

    def slow(own: MapLinter, document: Document) -> Any:
        looks.set()
        assert goes_on.wait(30)
        return look(own, document)

    monkeypatch.setattr(MapLinter, "look", slow)
    page = Page(journey)
    asker = threading.Thread(target=page.ask, kwargs={"type": "lint"})
    asker.start()
    assert looks.wait(30)
    edited = threading.Thread(target=journey.set_cell, args=("Wait", "Actions", "Sits"))
    edited.start()
    edited.join(30)
    assert not edited.is_alive()
    goes_on.set()
    asker.join(30)
    # They are those of the revision that was looked at.
    [findings] = [one for one in page.heard if one["type"] == "findings"]
    assert findings["revision"] == 2
    assert rule_of(findings, "CJM703")
