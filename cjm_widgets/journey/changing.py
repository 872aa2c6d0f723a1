"""The edits of a journey, and their history.

Each edit by name is one transaction; pandas edits made before it are carried out first. Every one raises
``UnknownNameError`` for a name that is not there, with the nearest, and ``InvalidOperationError`` for what
cannot be part of the map; then nothing has changed.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Literal

from cjm_widgets.document import gestures, stages
from cjm_widgets.document.check import checked
from cjm_widgets.document.operations import Operation
from cjm_widgets.frames.typed import frame_of_rows
from cjm_widgets.journey.core import Core, HasCore

if TYPE_CHECKING:
    import pandas as pd


def sync(journey: HasCore) -> None:
    """Carry out edits made in pandas now. In a notebook this happens when a cell finishes.

    Raises
    ------
    CjmError
        An edit cannot be part of the map; the frames are put back to it, nothing is half-applied.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"], lanes=["Actions"])
    >>> journey.frame.loc["Wait", "Actions"] = "Reads"
    >>> journey.sync()
    >>> journey.revision
    1
    """
    journey._core.sync()


def undo(journey: HasCore, *, to: int | None = None) -> str | None:
    """Take back the last transaction, whoever made it; its label, or None when there is none.

    Parameters
    ----------
    to
        A revision of ``journey.history``: take back, in one step, all that was done after it. What counted
        rows changed stays. 0 is the map as it was opened.

    Raises
    ------
    InvalidOperationError
        The history has no such revision, or what it did is undone itself.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive"])
    >>> for name in ("Wait", "Board", "Leave"):
    ...     journey.add_stage(name)
    >>> journey.undo(to=1), list(journey.frame.index)
    ('Back to: Add stage Wait', ['Arrive', 'Wait'])
    >>> journey.undo(), list(journey.frame.index)
    ('Back to: Add stage Wait', ['Arrive', 'Wait', 'Board', 'Leave'])
    """
    if to is None:
        return _replay(journey._core, "undo")
    with journey._core.lock:
        editing = journey._core.editing
        editing.sync()
        done = editing.undo_to(to, maker="python", free=True)
        return done.label if done else None


def redo(journey: HasCore) -> str | None:
    """Bring back what undo took; its label, or None when there is nothing.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive"])
    >>> journey.add_stage("Wait")
    >>> journey.undo(), journey.redo()
    ('Add stage Wait', 'Add stage Wait')
    >>> list(journey.frame.index)
    ['Arrive', 'Wait']
    """
    return _replay(journey._core, "redo")


def _replay(core: Core, what: Literal["undo", "redo"]) -> str | None:
    with core.lock:
        core.editing.sync()
        history = core.editing.history
        label = history.undo_label if what == "undo" else history.redo_label
        core.editing.replay(what, free=True)
        return label


def history(journey: HasCore) -> pd.DataFrame:
    """What was done since the map was opened, up to 1,000 lines, as ``who, when, what, revision, undone``.

    ``who`` is ``"screen"``, ``"python"`` or ``"data"`` (rows counted again); ``undo(to=revision)`` goes back
    to a line, and ``undone`` says that it is not in the map now.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive"])
    >>> journey.add_stage("Wait")
    >>> journey.history[["who", "what", "revision"]].values.tolist()
    [['python', 'Add stage Wait', 1]]
    """
    import pandas as pd

    with journey._core.in_sync() as core:
        rows = [
            (record.maker, pd.Timestamp(record.time), record.label, record.revision, record.undone)
            for record in core.editing.history.records
        ]
    columns = {"who": object, "when": "datetime64[s, UTC]", "what": object}
    return frame_of_rows(rows, {**columns, "revision": "int64", "undone": "bool"})


def transaction(journey: HasCore, label: str) -> AbstractContextManager[None]:
    """Everything done inside is one step of undo, whole or not at all.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive"])
    >>> with journey.transaction("Two more stages"):
    ...     journey.add_stage("Wait")
    ...     journey.add_stage("Leave")
    >>> journey.undo()
    'Two more stages'
    >>> list(journey.frame.index)
    ['Arrive']
    """
    return journey._core.editing.transaction(label)


def apply(journey: HasCore, *operations: Operation, label: str = "Edit in Python") -> None:
    """Carry out operations (``cjm_widgets.document.operations``) as one transaction.

    Raises
    ------
    InvalidOperationError
        One of them cannot be part of this map; none is carried out.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> from cjm_widgets.document.operations import Remove
    >>> journey = cjm.Journey(["Arrive", "Wait"])
    >>> journey.apply(Remove(what="stage", id="wait"), label="No waiting")
    >>> list(journey.frame.index), journey.undo()
    (['Arrive'], 'No waiting')
    """
    journey._core.editing.commit(lambda _: [checked(operation) for operation in operations], label)


# --- the map


def set_map(journey: HasCore, **changes: Any) -> None:
    """Change ``title``, ``kind`` ("current" or "future"), ``scenario``, ``origin``, ``metric``, ``scale`` ...

    ``origin`` is the practice that its stages and lanes come from. ``review`` is the day ("2026-11-28") by
    which somebody looks at the whole map again. ``tolerance`` is the part of the emotion scale, 0 to 1, up
    to which a difference between what was drawn and what was measured does not matter; by default 0.3.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive"])
    >>> journey.set_map(title="A visit", scenario="To the dentist, in pain")
    >>> journey.title
    'A visit'
    """
    journey._core.editing.commit(lambda document: gestures.set_map(document, changes), "Change the map")


# --- stages


def add_stage(
    journey: HasCore, name: str, *, before: str | None = None, after: str | None = None, **fields: Any
) -> None:
    """Add a stage, at the end unless told where; other fields as in ``set_stage``.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive", "Leave"])
    >>> journey.add_stage("Wait", before="Leave", duration=20)
    >>> list(journey.frame.index)
    ['Arrive', 'Wait', 'Leave']
    """
    journey._core.editing.commit(
        lambda document: gestures.add_stage(document, name, before, after, fields), f"Add stage {name}"
    )


def rename_stage(journey: HasCore, stage: str, name: str) -> None:
    """Call a stage something else; its id stays.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive", "Wait"])
    >>> journey.rename_stage("Wait", "Queue")
    >>> list(journey.frame.index), journey.document.stages[1].id
    (['Arrive', 'Queue'], 'wait')
    """
    set_stage(journey, stage, name=name)


def set_stage(journey: HasCore, stage: str, **changes: Any) -> None:
    """Change ``name``, ``goal``, ``duration`` (minutes), ``timing``, ``moment_of_truth``, ``phase`` ...

    ``action`` is what should have been done at its end, ``notes`` are for who presents the map, and ``links``
    are web addresses or files of other maps.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"])
    >>> journey.set_stage("Wait", goal="Know when it is my turn", duration=20, moment_of_truth=True)
    >>> journey.document.stages[0].duration
    20.0
    """
    journey._core.editing.commit(
        lambda document: gestures.set_stage(document, stage, changes), f"Change stage {stage}"
    )


def move_stage(journey: HasCore, stage: str, *, before: str | None = None, after: str | None = None) -> None:
    """Put a stage before or after another; neither is the end.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Leave", "Arrive", "Wait"])
    >>> journey.move_stage("Leave")
    >>> list(journey.frame.index)
    ['Arrive', 'Wait', 'Leave']
    """
    _move(journey, "stage", stage, before, after)


def remove_stage(journey: HasCore, stage: str) -> None:
    """Remove a stage with its cards and scores; undo brings all of it back.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive", "Wait"])
    >>> journey.remove_stage("Wait")
    >>> list(journey.frame.index)
    ['Arrive']
    """
    _remove(journey, "stage", stage)


def split_stage(journey: HasCore, stage: str, second: str) -> None:
    """Make two stages of one; the second part follows it and is called ``second``.

    Cards, comments, goal, duration and joined rows stay with the first part; the target action, and links
    that start at the stage, move to the second. Scores hold for both, of the second part as assumptions.
    Cards that reached over the stage reach over both.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive", "Security"])
    >>> journey.split_stage("Security", "Repack")
    >>> journey.frame.index.tolist()
    ['Arrive', 'Security', 'Repack']
    """
    journey._core.editing.commit(
        lambda document: stages.split_stage(document, stage, second), f"Split stage {stage}"
    )


def merge_stages(journey: HasCore, *names: Any, name: str | None = None) -> None:
    """Make one stage of neighbouring ones; without ``name`` it has theirs, with " / " between.

    It holds all their cards, links and comments; durations add up, and a score is the mean of those drawn.
    Rows that were counted at several of them are shown at none of the map's stages until they are joined
    again: which respondents answered for both is not known any more.

    Raises
    ------
    UnknownNameError
        There is no such stage.
    InvalidOperationError
        They are fewer than two, or not neighbours.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive", "Queue", "Security"])
    >>> journey.merge_stages("Queue", "Security", name="Security")
    >>> journey.frame.index.tolist()
    ['Arrive', 'Security']
    """
    journey._core.editing.commit(lambda document: stages.merge_stages(document, names, name), "Merge stages")


# --- lanes


def add_lane(
    journey: HasCore, name: str, *, before: str | None = None, after: str | None = None, **fields: Any
) -> None:
    """Add a lane, at the end unless told where; other fields as in ``set_lane``.

    The name says what the fields do not: "Emotion" draws the curve, "Rating" shows measures, any other lane
    holds cards. A map has one emotion lane.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive"], lanes=["Actions"])
    >>> journey.add_lane("Pain points", before="Actions")
    >>> list(journey.frame.columns)
    ['Pain points', 'Actions']
    """
    journey._core.editing.commit(
        lambda document: gestures.add_lane(document, name, before, after, fields), f"Add lane {name}"
    )


def rename_lane(journey: HasCore, lane: str, name: str) -> None:
    """Call a lane something else; its id stays.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive"], lanes=["Actions"])
    >>> journey.rename_lane("Actions", "Steps")
    >>> list(journey.frame.columns)
    ['Steps']
    """
    set_lane(journey, lane, name=name)


def set_lane(journey: HasCore, lane: str, **changes: Any) -> None:
    """Change ``name``, ``kind`` ("cards", "emotion", "measure"), ``role``, ``layer``, ``hint`` ...

    A measure lane also has ``source``, ``measures`` and ``target``: what it shows, and the aim. ``color`` is
    the number of a colour, 1 to 5, or None.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"], lanes=["Actions"])
    >>> journey.set_lane("Actions", hint="What they do", color=2)
    >>> journey.document.lanes[0].color
    2
    """
    journey._core.editing.commit(
        lambda document: gestures.set_lane(document, lane, changes), f"Change lane {lane}"
    )


def move_lane(journey: HasCore, lane: str, *, before: str | None = None, after: str | None = None) -> None:
    """Put a lane before or after another; neither is the end.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"], lanes=["Actions", "Thoughts"])
    >>> journey.move_lane("Thoughts", before="Actions")
    >>> list(journey.frame.columns)
    ['Thoughts', 'Actions']
    """
    _move(journey, "lane", lane, before, after)


def remove_lane(journey: HasCore, lane: str) -> None:
    """Remove a lane with its cards; undo brings all of it back.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"], lanes=["Actions", "Thoughts"])
    >>> journey.remove_lane("Thoughts")
    >>> list(journey.frame.columns)
    ['Actions']
    """
    _remove(journey, "lane", lane)


# --- personas


def add_persona(
    journey: HasCore, name: str, *, before: str | None = None, after: str | None = None, **fields: Any
) -> None:
    """Add a persona; ``segment={"flight_type": "domestic"}`` says which rows it stands for.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"], personas=["Ana"])
    >>> journey.add_persona("Bo", segment={"flight_type": "domestic"})
    >>> list(journey.emotion.columns)
    ['Ana', 'Bo']
    """
    journey._core.editing.commit(
        lambda document: gestures.add_persona(document, name, before, after, fields),
        f"Add persona {name}",
    )


def rename_persona(journey: HasCore, persona: str, name: str) -> None:
    """Call a persona something else; its id stays.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"], personas=["Ana"])
    >>> journey.rename_persona("Ana", "Ana Silva")
    >>> list(journey.emotion.columns)
    ['Ana Silva']
    """
    set_persona(journey, persona, name=name)


def set_persona(journey: HasCore, persona: str, **changes: Any) -> None:
    """Change ``name``, ``about``, ``quote``, ``goals``, ``needs``, ``pains``, ``photo`` or ``segment``.

    Goals, needs and pains are lists of texts; a photo is ``{"data": ..., "alt": ...}``, the data a PNG, JPEG
    or WebP as a data URL.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"], personas=["Ana"])
    >>> journey.set_persona("Ana", about="Flies twice a week", goals=["Sleep on the plane"])
    >>> journey.document.personas[0].goals
    ('Sleep on the plane',)
    """
    journey._core.editing.commit(
        lambda document: gestures.set_persona(document, persona, changes), f"Change persona {persona}"
    )


def move_persona(
    journey: HasCore, persona: str, *, before: str | None = None, after: str | None = None
) -> None:
    """Put a persona before or after another; neither is the end.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"], personas=["Ana", "Bo"])
    >>> journey.move_persona("Bo", before="Ana")
    >>> list(journey.emotion.columns)
    ['Bo', 'Ana']
    """
    _move(journey, "persona", persona, before, after)


def remove_persona(journey: HasCore, persona: str) -> None:
    """Remove a persona with the emotions drawn for it; undo brings all of it back.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"], personas=["Ana", "Bo"])
    >>> journey.remove_persona("Bo")
    >>> list(journey.emotion.columns)
    ['Ana']
    """
    _remove(journey, "persona", persona)


def _move(journey: HasCore, what: gestures.What, name: str, before: str | None, after: str | None) -> None:
    journey._core.editing.commit(
        lambda document: gestures.move(document, what, name, before, after), f"Move {what} {name}"
    )


def _remove(journey: HasCore, what: gestures.What, name: str) -> None:
    journey._core.editing.commit(
        lambda document: gestures.remove(document, what, name), f"Remove {what} {name}"
    )


# --- cells and emotions


def set_cell(journey: HasCore, stage: str, lane: str, text: str) -> None:
    """Say what a cell holds, one line a card; cards whose lines stay keep all they have.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"], lanes=["Actions"])
    >>> journey.set_cell("Wait", "Actions", "Reads\\nPhones home")
    >>> journey.cards["text"].tolist()
    ['Reads', 'Phones home']
    """
    journey._core.editing.commit(
        lambda document: gestures.set_cell(document, stage, lane, text), f"Edit {lane} at {stage}"
    )


def set_emotion(
    journey: HasCore,
    stage: str,
    value: float | None,
    persona: str | None = None,
    *,
    state: str = "current",
) -> None:
    """Draw an emotion on the map's scale (-2 to 2 by default); None leaves a gap.

    Without ``persona`` it is the first persona's. ``state="future"`` draws what the persona shall feel in the
    future state, beside what it feels now: ``journey.future`` has all of these.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive", "Wait"], personas=["Ana"])
    >>> journey.set_emotion("Wait", -1.5)
    >>> journey.set_emotion("Wait", 0.5, state="future")
    >>> print(journey.emotion.loc["Wait", "Ana"], journey.future.loc["Wait", "Ana"])
    -1.5 0.5
    """
    journey._core.editing.commit(
        lambda document: gestures.set_emotion(document, stage, value, persona, state),
        f"Move emotion at {stage}",
    )
