"""The kernel's half of the protocol: in order, once each, answered."""

from __future__ import annotations

import json
import random
import threading
from typing import Any

import pytest

from cjm_widgets.journey.journey import Journey
from cjm_widgets.widgets import assets
from cjm_widgets.widgets.session import Session, session_of


class FakeView:
    """Keeps what a browser would receive."""

    part = "map"
    versions = None

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    def send(self, content: Any) -> None:
        json.dumps(content, allow_nan=False).encode()  # what the wire can carry
        self.messages.append(content)

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [message for message in self.messages if message["type"] == kind]


@pytest.fixture
def journey() -> Journey:
    return Journey(["Arrive", "Wait"], lanes=["Emotion", "Actions", "Pain points"])


@pytest.fixture
def session(journey: Journey) -> Session:
    return session_of(journey)


@pytest.fixture
def view(session: Session) -> FakeView:
    view = FakeView()
    session.join(view)
    return view


def edit(session: Session, seq: int, text: str, **fields: Any) -> dict[str, Any]:
    """A browser's edit that writes ``text`` as a new card."""
    card = {"id": f"c{seq}-{fields.get('client', 'one')}", "text": text}
    return {
        "type": "edit",
        "client": "one",
        "seq": seq,
        "base": 0,
        "epoch": session.epoch,
        "operations": [{"op": "add_card", "stage": "wait", "lane": "actions", "card": card}],
        "label": "Type",
        **fields,
    }


def texts(journey: Journey) -> list[str]:
    return journey.cards["text"].tolist()


def test_an_edit_is_applied_and_answered_to_every_view(
    journey: Journey, session: Session, view: FakeView
) -> None:
    other = FakeView()
    session.join(other)
    session.receive(view, edit(session, 1, "Reads"))
    assert journey.frame.loc["Wait", "Actions"] == "Reads"
    for one in (view, other):
        (applied,) = one.of("applied")
        assert (applied["client"], applied["seq"], applied["transaction"]["revision"]) == ("one", 1, 1)
        assert applied["steps"] == {"undo": "Type"}


def test_edits_out_of_order_are_held_and_then_applied_in_order(
    journey: Journey, session: Session, view: FakeView
) -> None:
    for seq in (3, 2, 1, 4):
        session.receive(view, edit(session, seq, f"text {seq}"))
    assert texts(journey) == ["text 1", "text 2", "text 3", "text 4"]
    assert [held["seq"] for held in view.of("held")] == [3, 2]
    assert [applied["seq"] for applied in view.of("applied")] == [1, 2, 3, 4]


def test_a_repeated_edit_is_answered_again_and_not_applied_again(
    journey: Journey, session: Session, view: FakeView
) -> None:
    for _ in range(3):
        session.receive(view, edit(session, 1, "once"))
    assert texts(journey) == ["once"]
    assert view.of("applied") == [view.of("applied")[0]] * 3


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_lost_doubled_or_late_every_edit_counts_once_and_in_order(seed: int) -> None:
    journey = Journey(["Arrive", "Wait"], lanes=["Actions"])
    session, view, chance = session_of(journey), FakeView(), random.Random(seed)
    session.join(view)
    edits = [edit(session, seq, f"text {seq}") for seq in range(1, 31)]
    while len(view.of("applied")) < 30 or {one["seq"] for one in view.of("applied")} != set(range(1, 31)):
        sent = [one for one in edits if chance.random() < 0.5]
        chance.shuffle(sent)
        for one in sent:
            session.receive(view, one)
    assert texts(journey) == [f"text {seq}" for seq in range(1, 31)]


def test_a_refused_edit_keeps_its_place_and_the_next_one_goes_through(
    journey: Journey, session: Session, view: FakeView
) -> None:
    unknown = {"op": "set_emotion", "stage": "nowhere", "persona": "customer", "score": {"value": 1}}
    session.receive(view, edit(session, 1, "", operations=[unknown]))
    session.receive(view, edit(session, 2, "after"))
    (rejected,) = view.of("rejected")
    assert rejected["seq"] == 1
    assert "no stage 'nowhere'" in rejected["why"]
    assert texts(journey) == ["after"]


def test_a_second_emotion_lane_is_rejected_with_a_sentence(
    journey: Journey, session: Session, view: FakeView
) -> None:
    for seq in (1, 2):
        mood = {"id": f"mood-{seq}", "name": "Mood", "kind": "emotion"}
        session.receive(view, edit(session, seq, "", operations=[{"op": "add_lane", "lane": mood}]))
    assert "already has the emotion lane" in view.of("rejected")[-1]["why"]
    assert sum(lane.kind == "emotion" for lane in journey.document.lanes) == 1


@pytest.mark.parametrize(
    ("operations", "why"),
    [
        ([{"op": "no such thing"}], "there is no edit called 'no such thing'"),
        (
            [{"op": "set_emotion", "stage": "wait", "persona": "customer", "score": {"value": "sad"}}],
            "value must be a number, not 'sad'",
        ),
        (
            [{"op": "add_card", "stage": "wait", "lane": "actions", "card": {"id": "x", "text": "\ud800"}}],
            "the text has half a character (U+D800 at position 0); it cannot be saved",
        ),
        ("text", "operations must be a list, not 'text'"),
        (None, "operations must be a list, not nothing"),
    ],
)
def test_an_edit_that_cannot_be_read_is_answered_and_blocks_nobody(
    journey: Journey, session: Session, view: FakeView, operations: Any, why: str
) -> None:
    session.receive(view, edit(session, 2, "after"))
    session.receive(view, edit(session, 1, "", operations=operations))
    assert view.of("rejected")[0]["why"] == why
    assert texts(journey) == ["after"]


def test_an_unreadable_edit_of_another_life_takes_no_place_in_the_order_of_this_one(
    journey: Journey, session: Session, view: FakeView
) -> None:
    session.receive(view, edit(session, 1, "", operations="text", epoch="another"))
    assert "restarted" in view.of("rejected")[0]["why"]
    session.receive(view, edit(session, 1, "first"))
    assert texts(journey) == ["first"]


@pytest.mark.parametrize("seq", [True, 0, -1, 2**70, "1", 1.5])
def test_an_edit_with_an_odd_number_is_answered(session: Session, view: FakeView, seq: Any) -> None:
    session.receive(view, edit(session, seq, "", operations="text"))
    assert view.of("rejected")[0]["why"]


@pytest.mark.parametrize("content", [None, [], "hello", {}, {"type": "unheard of"}, {"type": "edit"}])
def test_nonsense_is_answered_with_a_sentence(session: Session, view: FakeView, content: Any) -> None:
    session.receive(view, content)
    assert view.of("rejected")[0]["why"]


def test_the_same_field_changed_meanwhile_is_a_conflict_and_another_cell_is_not(
    journey: Journey, session: Session, view: FakeView
) -> None:
    journey.set_cell("Wait", "Actions", "old")
    journey.set_cell("Arrive", "Actions", "elsewhere")
    journey.set_cell("Wait", "Actions", "theirs")
    change = {"op": "set_card", "stage": "wait", "lane": "actions", "card": "actions.wait"}
    mine = {**change, "changes": {"text": "mine"}, "was": {"text": "old"}}
    session.receive(view, edit(session, 1, "", operations=[mine]))
    (rejected,) = view.of("rejected")
    assert (rejected["conflict"], rejected["now"]) == (True, "theirs")
    again = {**change, "changes": {"text": "mine"}, "was": {"text": "theirs"}}
    session.receive(view, edit(session, 2, "", operations=[again]))
    assert journey.frame.loc["Wait", "Actions"] == "mine"


def test_two_clients_are_numbered_apart(journey: Journey, session: Session, view: FakeView) -> None:
    session.receive(view, edit(session, 1, "from one"))
    session.receive(view, edit(session, 1, "from two", client="two"))
    assert texts(journey) == ["from one", "from two"]


def test_an_edit_of_another_epoch_is_not_replayed(journey: Journey, session: Session, view: FakeView) -> None:
    session.receive(view, edit(session, 1, "stale", epoch="before"))
    (rejected,) = view.of("rejected")
    assert rejected["epoch"] == session.epoch
    assert texts(journey) == []


def test_hello_brings_what_was_missed_or_the_whole_document(
    journey: Journey, session: Session, view: FakeView
) -> None:
    journey.title = "one"
    journey.title = "two"
    session.receive(view, {"type": "hello", "client": "one", "epoch": session.epoch, "revision": 1})
    session.receive(view, {"type": "hello", "client": "one"})
    missed, whole = view.of("welcome")
    assert [transaction["revision"] for transaction in missed["transactions"]] == [2]
    assert "document" not in missed
    assert whole["document"]["title"] == "two"
    assert whole["revision"] == 2


def test_answers_below_the_floor_are_forgotten(session: Session, view: FakeView) -> None:
    for seq in (1, 2, 3):
        session.receive(view, edit(session, seq, f"{seq}"))
    session.receive(view, edit(session, 4, "4", floor=2))
    assert sorted(session._clients["one"].answers) == [3, 4]


def test_undo_from_the_browser_takes_back_what_pandas_did(
    journey: Journey, session: Session, view: FakeView
) -> None:
    journey.frame.loc["Wait", "Actions"] = "typed in pandas"
    session.receive(view, edit(session, 1, "", operations=[], history="undo"))
    assert journey.frame.loc["Wait", "Actions"] == ""
    assert [(one["client"], one["seq"]) if "client" in one else None for one in view.of("applied")] == [
        None,  # what pandas did answers nobody
        ("one", 1),
    ]
    session.receive(view, edit(session, 2, "", operations=[], history="redo"))
    assert journey.frame.loc["Wait", "Actions"] == "typed in pandas"
    session.receive(view, edit(session, 3, "", operations=[], history="redo"))
    assert view.of("rejected")[0]["why"] == "there is nothing to redo"


def test_undo_takes_back_only_what_its_author_has_seen(
    journey: Journey, session: Session, view: FakeView
) -> None:
    session.receive(view, edit(session, 1, "of one"))
    session.receive(view, edit(session, 1, "of two", client="two"))
    session.receive(view, edit(session, 2, "", operations=[], history="undo", base=1))
    assert texts(journey) == ["of one", "of two"]
    assert (
        view.of("rejected")[0]["why"]
        == "'Type' was done meanwhile; undo again if that is still what you want"
    )
    session.receive(view, edit(session, 3, "", operations=[], history="undo", base=2))
    assert texts(journey) == ["of one"]


def test_undo_takes_back_what_its_author_did_last_whatever_others_did_before(
    journey: Journey, session: Session, view: FakeView
) -> None:
    session.receive(view, edit(session, 1, "of two", client="two"))
    session.receive(view, edit(session, 1, "of one"))
    session.receive(view, edit(session, 2, "", operations=[], history="undo"))
    assert texts(journey) == ["of two"]
    session.receive(view, edit(session, 3, "", operations=[], history="undo"))
    assert texts(journey) == ["of two"]


def test_a_stage_that_another_wrote_into_is_not_removed_unseen(
    journey: Journey, session: Session, view: FakeView
) -> None:
    session.receive(view, edit(session, 1, "of two", client="two"))
    remove = [{"op": "remove", "what": "stage", "id": "wait"}]
    session.receive(view, edit(session, 1, "", operations=remove))
    assert texts(journey) == ["of two"]
    session.receive(view, edit(session, 2, "", operations=remove, base=1))
    assert texts(journey) == []


def test_a_stage_is_not_removed_that_stood_on_screen_only_in_a_snapshot(
    journey: Journey, session: Session, view: FakeView
) -> None:
    session.receive(view, edit(session, 1, "", operations=[{"op": "take_snapshot", "id": "s", "name": "S"}]))
    session.receive(view, edit(session, 1, "newer than the snapshot", client="two", base=1))
    elsewhere = {"op": "set_stage", "stage": "arrive", "changes": {"goal": "Park"}, "was": {"goal": ""}}
    session.receive(view, edit(session, 2, "", client="two", base=2, operations=[elsewhere]))
    # One has seen the text, but not the goal; the stage without the text is what the snapshot shows.
    restore, remove = {"op": "restore", "snapshot": "s"}, {"op": "remove", "what": "stage", "id": "wait"}
    session.receive(view, edit(session, 2, "", base=2, operations=[restore]))
    session.receive(view, edit(session, 3, "", base=2, operations=[remove]))
    assert texts(journey) == ["newer than the snapshot"]
    assert [answer["why"] for answer in view.of("rejected")] == [
        "'Type' was done meanwhile; restore again if you still want to",
        "the stage 'Wait' was changed meanwhile; it stays",
    ]
    session.receive(view, edit(session, 4, "", base=3, operations=[remove]))
    assert texts(journey) == []


def test_nor_one_in_which_a_refused_edit_of_its_author_stood(
    journey: Journey, session: Session, view: FakeView
) -> None:
    session.receive(view, edit(session, 1, "of two", client="two"))
    title = {"op": "set_map", "changes": {"title": "of two"}, "was": {"title": journey.title}}
    session.receive(view, edit(session, 2, "", client="two", base=1, operations=[title]))
    over = {"card": "c1-two", "changes": {"text": "of one"}, "was": {"text": "of two"}}
    block = [
        {"op": "set_card", "stage": "wait", "lane": "actions", **over},
        {**title, "changes": {"title": "of one"}},
    ]
    session.receive(view, edit(session, 1, "", base=1, operations=block))
    session.receive(
        view, edit(session, 2, "", base=1, operations=[{"op": "remove", "what": "stage", "id": "wait"}])
    )
    assert texts(journey) == ["of two"]


def test_what_was_refused_although_nothing_was_done_meanwhile_hinders_nobody(
    journey: Journey, session: Session, view: FakeView
) -> None:
    remove = {"op": "remove", "what": "stage", "id": "wait"}
    session.receive(view, edit(session, 1, "", operations=[{"op": "restore", "snapshot": "none"}]))
    session.receive(view, edit(session, 2, "", operations=[remove]))
    assert [stage.id for stage in journey.document.stages] == ["arrive"]


def test_a_snapshot_is_plain_json_of_the_moment(journey: Journey, session: Session) -> None:
    journey.title = "now"
    snapshot = session.snapshot()
    assert snapshot["document"]["title"] == "now"
    assert json.loads(json.dumps(snapshot, allow_nan=False)) == snapshot


def test_a_message_costs_what_it_touches(session: Session, view: FakeView) -> None:
    big = Journey([f"Stage {n}" for n in range(500)], lanes=[f"Lane {n}" for n in range(40)])
    big.frame = big.frame.map(lambda _: "A card that says what a card says")
    theirs, other = session_of(big), FakeView()
    theirs.join(other)
    card = {"op": "add_card", "stage": "stage-7", "lane": "lane-3", "card": {"id": "x", "text": "Reads"}}
    theirs.receive(other, edit(theirs, 1, "", operations=[card]))
    assert len(json.dumps(other.of("applied"))) * 1000 < len(json.dumps(theirs.snapshot()["document"]))


def test_edits_from_two_threads_and_pandas_at_once_all_arrive(
    journey: Journey, session: Session, view: FakeView
) -> None:
    def type_as(client: str) -> None:
        for seq in range(1, 101):
            session.receive(view, edit(session, seq, f"{client} {seq}", client=client))

    threads = [threading.Thread(target=type_as, args=(client,)) for client in ("one", "two")]
    for thread in threads:
        thread.start()
    for number in range(100):
        journey.set_emotion("Wait", number / 100)
    for thread in threads:
        thread.join()
    found = texts(journey)
    for client in ("one", "two"):
        assert [text for text in found if text.startswith(client)] == [
            f"{client} {seq}" for seq in range(1, 101)
        ]
    assert journey.revision == 300


def test_an_edit_that_arrives_inside_a_transaction_waits_for_its_end(
    journey: Journey, session: Session, view: FakeView
) -> None:
    with journey.transaction("From Python"):
        journey.set_cell("Arrive", "Actions", "first")
        session.receive(view, edit(session, 1, "second"))
        assert texts(journey) == ["first"]
        assert [held["seq"] for held in view.of("held")] == [1]
    assert texts(journey) == ["first", "second"]
    assert [applied["transaction"]["label"] for applied in view.of("applied")] == ["From Python", "Type"]


def test_an_edit_that_arrives_inside_a_transaction_is_carried_out_where_that_fails(
    journey: Journey, session: Session, view: FakeView
) -> None:
    def fail() -> None:
        with journey.transaction("From Python"):
            journey.set_cell("Arrive", "Actions", "first")
            session.receive(view, edit(session, 1, "second"))
            session.receive(view, edit(session, 2, "third"))
            raise LookupError("no such flight")

    with pytest.raises(LookupError, match="no such flight"):
        fail()
    assert texts(journey) == ["second", "third"]
    assert [applied["seq"] for applied in view.of("applied")] == [1, 2]


def test_an_edit_that_an_observer_makes_is_not_the_answer_to_the_edit_it_observed(
    journey: Journey, session: Session, view: FakeView
) -> None:
    def note(change: Any) -> None:
        if "Arrive" not in journey.title:
            journey.title = "Arrive and wait"

    journey.observe(note, "frame")
    session.receive(view, edit(session, 1, "Reads"))
    answer, news = view.of("applied")
    assert (answer["client"], answer["seq"]) == ("one", 1)
    assert "seq" not in news
    assert news["transaction"]["operations"][0]["changes"] == {"title": "Arrive and wait"}
    session.receive(view, edit(session, 1, "Reads"))  # asked again, it is answered as before
    assert view.of("applied")[-1] == answer


def test_a_transaction_travels_without_its_origin(journey: Journey, session: Session, view: FakeView) -> None:
    session.receive(view, edit(session, 1, "Reads"))
    session.receive(view, {"type": "hello", "client": "two", "epoch": session.epoch, "revision": 0})
    (applied,), (welcome,) = view.of("applied"), view.of("welcome")
    assert welcome["transactions"] == [applied["transaction"]]
    assert applied["transaction"].keys() == {"revision", "operations", "label"}


def test_a_view_that_asks_for_a_picture_gets_what_its_output_would_hold(
    journey: Journey, session: Session, view: FakeView
) -> None:
    other = FakeView()
    session.join(other)
    journey.set_cell("Wait", "Actions", "Reads old magazines")
    session.receive(view, {"type": "draw", "client": "a"})
    [picture] = view.of("picture")
    assert picture["data"] == {"text/html": journey._repr_mimebundle_()[0]["text/html"]}
    assert "Reads old magazines" in picture["data"]["text/html"]
    assert other.of("picture") == []


def test_a_view_that_fetches_a_chunk_gets_the_files_of_the_build(session: Session, view: FakeView) -> None:
    other = FakeView()
    session.join(other)
    session.receive(view, {"type": "fetch", "client": "a", "chunk": "present"})
    [chunk] = view.of("chunk")
    folder = assets.STATIC / "chunks"
    assert chunk["script"] == (folder / "present.js").read_text("utf-8")
    assert chunk["style"] == (folder / "present.css").read_text("utf-8")
    assert "why" not in chunk
    assert other.of("chunk") == []


def test_a_chunk_that_is_not_there_is_answered_with_the_nearest(session: Session, view: FakeView) -> None:
    session.receive(view, {"type": "fetch", "client": "a", "chunk": "presnet"})
    [chunk] = view.of("chunk")
    assert "no chunk of the interface 'presnet'; did you mean 'present'" in chunk["why"]
    assert "script" not in chunk


def test_an_installation_without_chunks_is_answered_with_what_to_do(
    session: Session, view: FakeView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "_CHUNKS", {})
    session.receive(view, {"type": "fetch", "client": "a", "chunk": "present"})
    [chunk] = view.of("chunk")
    assert "install cjm_widgets again" in chunk["why"]
