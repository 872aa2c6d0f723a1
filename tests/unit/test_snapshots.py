"""Snapshots: taken, listed, compared, restored and removed, in the file, in a merge, with their counts."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from msgspec.structs import replace

import cjm_widgets as cjm
from cjm_widgets.document.errors import FileFormatError, InvalidOperationError, UnknownNameError
from cjm_widgets.document.merge import merge
from cjm_widgets.document.model import MAX_SNAPSHOTS, Document
from cjm_widgets.storage import file, limits
from cjm_widgets.widgets.session import session_of
from tests.contract.transcript import _Browser as Browser

ROWS = pd.DataFrame({"Q1": [4, 5] * 20})


def _journey() -> cjm.Journey:
    journey = cjm.Journey(["Arrive", "Wait"], lanes=["Actions"], title="A visit")
    journey.set_cell("Wait", "Actions", "Reads\nSleeps")
    return journey


def test_a_snapshot_is_listed_with_what_it_holds() -> None:
    journey = _journey()
    journey.snapshot("First draft", by="Ada")
    journey.snapshot("First draft", by="Bo")
    frame = journey.snapshots
    assert frame[["id", "name", "by", "stages", "cards"]].values.tolist() == [
        ["first-draft", "First draft", "Ada", 2, 2],
        ["first-draft-2", "First draft", "Bo", 2, 2],
    ]
    assert frame["when"].dtype == "datetime64[s, UTC]"
    assert frame["when"].notna().all()
    assert cjm.Journey(["Wait"]).snapshots.dtypes.equals(frame.dtypes)


def test_restoring_is_one_step_of_undo_and_keeps_the_snapshots() -> None:
    journey = _journey()
    before = journey.document
    journey.snapshot("First draft")
    journey.remove_stage("Wait")
    journey.title = "Another"
    now = journey.document
    journey.restore("First draft")
    assert replace(journey.document, snapshots=()) == before
    assert journey.snapshots["name"].tolist() == ["First draft"]
    assert journey.undo() == "Restore First draft"
    assert journey.document == now
    journey.redo()
    assert journey.title == "A visit"


def test_a_snapshot_is_removed_and_comes_back_in_its_place() -> None:
    journey = _journey()
    for name in ("One", "Two", "Three"):
        journey.snapshot(name)
    before = journey.document
    journey.remove_snapshot("Two")
    assert journey.snapshots["name"].tolist() == ["One", "Three"]
    journey.undo()
    assert journey.document == before


def test_a_wrong_name_is_answered_with_the_nearest() -> None:
    journey = _journey()
    journey.snapshot("First draft")
    for verb in (journey.restore, journey.remove_snapshot, journey.diff):
        with pytest.raises(UnknownNameError, match="no snapshot 'Frist draft'; did you mean 'First draft'"):
            verb("Frist draft")


def test_two_snapshots_are_compared_as_two_maps_are() -> None:
    journey = _journey()
    journey.snapshot("Before")
    journey.set_cell("Wait", "Actions", "Reads\nEats")
    journey.snapshot("After")
    journey.title = "Another"
    between = journey.diff("Before", "After")
    assert between.equals(cjm.diff(journey.document.snapshots[0].map, journey.document.snapshots[1].map))
    assert between[["change", "what", "field", "after"]].values.tolist() == [
        ["changed", "card", "text", "Eats"]
    ]
    assert "title" in journey.diff("Before")["field"].tolist()
    assert "snapshot" not in journey.diff("Before")["what"].tolist()


def test_a_snapshot_keeps_its_counts_and_its_numbers_are_those_of_then() -> None:
    journey = cjm.Journey(["Wait"])
    journey.join(ROWS, columns={"Q1": "Wait"}, scale=(1, 5), name="Survey")
    then = journey.measures
    journey.snapshot("Spring")
    journey.join(pd.DataFrame({"Q1": [1] * 50}), columns={"Q1": "Wait"}, scale=(1, 5), name="Survey")
    assert journey.measures["value"].tolist() != then["value"].tolist()
    browser = Browser("ann")
    session_of(journey).join(browser)
    journey.restore("Spring")
    assert journey.measures.equals(then)
    assert "measured" in [message["type"] for message in browser.heard]


def test_the_file_holds_snapshots_and_gives_them_back_exactly(tmp_path: Path) -> None:
    journey = _journey()
    journey.snapshot("First draft", by="Ada")
    journey.title = "Another"
    path = tmp_path / "visit.cjm.json"
    journey.save(path)
    again = cjm.read(path)
    assert again.document == journey.document
    again.restore("First draft")
    assert cjm.read(path).title == "A visit"
    text = path.read_text("utf-8")
    assert file.dumps(file.loads(text)) == text
    assert '{"id": "actions.wait", "text": "Reads"' in text, "an edited card is one changed line there too"


def test_keys_of_a_newer_version_stay_with_the_snapshot() -> None:
    text = (
        '{"cjm": "1.9", "id": "m", "snapshots": [{"id": "s", "mood": 1, "name": "S", '
        '"map": {"id": "m", "stages": [{"id": "a", "name": "A", "weather": "rain"}]}}]}'
    )
    written = file.dumps(file.loads(text))
    assert '"mood": 1' in written
    assert '"weather": "rain"' in written


def test_a_published_copy_has_no_snapshots(tmp_path: Path) -> None:
    journey = cjm.Journey(["Wait"])
    journey.join(ROWS, columns={"Q1": "Wait"}, scale=(1, 5), min_n=3)
    journey.snapshot("Of few")
    journey.publish(tmp_path / "published.cjm.json")
    assert cjm.read(tmp_path / "published.cjm.json").document.snapshots == ()
    assert len(journey.snapshots) == 1


def test_both_sides_of_a_merge_keep_what_they_took() -> None:
    base = _journey()
    base.snapshot("Base")
    ours, theirs = cjm.Journey.from_document(base.document), cjm.Journey.from_document(base.document)
    ours.snapshot("Ours")
    theirs.remove_snapshot("Base")
    theirs.snapshot("Theirs")
    merged = merge(base.document, ours.document, theirs.document)
    assert {taken.name for taken in merged.document.snapshots} == {"Ours", "Theirs"}
    assert cjm.diff(base, theirs)[["change", "what", "where"]].values.tolist() == [
        ["removed", "snapshot", "Base"],
        ["added", "snapshot", "Theirs"],
    ]


def test_a_map_keeps_so_many_snapshots_and_says_so() -> None:
    journey = cjm.Journey(["Wait"])
    for at in range(MAX_SNAPSHOTS):
        journey.snapshot(f"Number {at}")
    with pytest.raises(InvalidOperationError, match="keeps at most 50 snapshots; remove one"):
        journey.snapshot("One more")
    text = file.dumps(journey.document).replace(
        '"name": "Number 49"', '"name": "Number 49"}, {"id": "x", "map": {"id": "m"}, "name": "X"'
    )
    with pytest.raises(FileFormatError, match="at most 50 snapshots"):
        file.loads(text)


def test_one_that_would_make_the_file_too_large_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    journey = _journey()
    size = len(file.dumps(journey.document))
    monkeypatch.setattr(limits, "MAX_BYTES", size + size // 2)
    before = journey.document
    with pytest.raises(FileFormatError, match="Too much is not taken: it has more than"):
        journey.snapshot("Too much")
    assert journey.document == before


def test_snapshots_within_snapshots_are_refused_however_deep() -> None:
    inner = '{"id": "m"}'
    for depth in (2, 3000):
        text = inner
        for _ in range(depth):
            text = f'{{"id": "m", "snapshots": [{{"id": "s", "name": "S", "map": {text}}}]}}'
        with pytest.raises(FileFormatError):
            file.loads(text[0] + '"cjm": "1.1", ' + text[1:])


def test_nobody_restores_over_what_they_have_not_seen() -> None:
    journey = _journey()
    journey.snapshot("First draft")
    session = session_of(journey)
    browser = Browser("ann")
    session.join(browser)
    edit = {"type": "edit", "client": "ann", "epoch": session.epoch, "label": "Restore"}
    restore = {"operations": [{"op": "restore", "snapshot": "first-draft"}]}
    journey.title = "From Python"
    session.receive(browser, {**edit, "seq": 1, "base": journey.revision - 1, **restore})
    assert (
        browser.heard[-1]["why"] == "'Change the map' was done meanwhile; restore again if you still want to"
    )
    assert journey.title == "From Python"
    session.receive(browser, {**edit, "seq": 2, "base": journey.revision, **restore})
    assert journey.title == "A visit"


def test_an_empty_map_has_no_snapshots_key() -> None:
    assert "snapshots" not in file.dumps(Document(id="m"))


def test_numbers_then_and_now_name_both_versions() -> None:
    journey = _journey()
    journey.set_emotion("Wait", -1)
    journey.snapshot("Before")
    journey.set_emotion("Wait", 1)
    journey.snapshot("After")
    columns = ["stage", "segment_a", "value_a", "segment_b", "value_b", "difference"]
    for after, name in ((None, "now"), ("After", "After")):
        table = journey.diff("Before", after, measures=True)
        assert table[columns].values.tolist() == [["Wait", name, 1.0, "Before", -1.0, 2.0]]
