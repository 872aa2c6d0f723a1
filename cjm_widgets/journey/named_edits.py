"""The edits of a journey by name: the map, its stages, lanes and personas, its cells and emotions."""

from __future__ import annotations

from typing import Any

from cjm_widgets.document import gestures
from cjm_widgets.journey.editing import Editing


class NamedEdits:
    """Each method is one transaction; pandas edits made before it are carried out first.

    Every one raises ``UnknownNameError`` for a name that is not there, with the nearest, and
    ``InvalidOperationError`` for what cannot be part of the map; then nothing has changed.
    """

    editing: Editing

    def set_map(self, **changes: Any) -> None:
        """Change ``title``, ``kind`` ("current" or "future"), ``scenario``, ``metric`` or ``scale``."""
        self.editing.commit(lambda document: gestures.set_map(document, changes), "Change the map")

    # --- stages

    def add_stage(
        self, name: str, *, before: str | None = None, after: str | None = None, **fields: Any
    ) -> None:
        """Add a stage, at the end unless told where; other fields as in ``set_stage``."""
        self.editing.commit(
            lambda document: gestures.add_stage(document, name, before, after, fields), f"Add stage {name}"
        )

    def rename_stage(self, stage: str, name: str) -> None:
        """Call a stage something else; its id stays."""
        self.set_stage(stage, name=name)

    def set_stage(self, stage: str, **changes: Any) -> None:
        """Change ``name``, ``goal``, ``duration`` (minutes), ``timing``, ``moment_of_truth`` or ``phase``."""
        self.editing.commit(
            lambda document: gestures.set_stage(document, stage, changes), f"Change stage {stage}"
        )

    def move_stage(self, stage: str, *, before: str | None = None, after: str | None = None) -> None:
        """Put a stage before or after another; neither is the end."""
        self._move("stage", stage, before, after)

    def remove_stage(self, stage: str) -> None:
        """Remove a stage with its cards and scores; undo brings all of it back."""
        self._remove("stage", stage)

    # --- lanes

    def add_lane(
        self, name: str, *, before: str | None = None, after: str | None = None, **fields: Any
    ) -> None:
        """Add a lane, at the end unless told where; other fields as in ``set_lane``.

        The name says what the fields do not: "Emotion" draws the curve, "Rating" shows measures, any other
        lane holds cards. A map has one emotion lane.
        """
        self.editing.commit(
            lambda document: gestures.add_lane(document, name, before, after, fields), f"Add lane {name}"
        )

    def rename_lane(self, lane: str, name: str) -> None:
        """Call a lane something else; its id stays."""
        self.set_lane(lane, name=name)

    def set_lane(self, lane: str, **changes: Any) -> None:
        """Change ``name``, ``kind`` ("cards", "emotion", "measure"), ``role``, ``layer``, ``hint`` ...

        A measure lane also has ``source``, ``measures`` and ``target``: what it shows, and the aim.
        """
        self.editing.commit(
            lambda document: gestures.set_lane(document, lane, changes), f"Change lane {lane}"
        )

    def move_lane(self, lane: str, *, before: str | None = None, after: str | None = None) -> None:
        """Put a lane before or after another; neither is the end."""
        self._move("lane", lane, before, after)

    def remove_lane(self, lane: str) -> None:
        """Remove a lane with its cards; undo brings all of it back."""
        self._remove("lane", lane)

    # --- personas

    def add_persona(
        self, name: str, *, before: str | None = None, after: str | None = None, **fields: Any
    ) -> None:
        """Add a persona; ``segment={"flight_type": "domestic"}`` says which rows it stands for."""
        self.editing.commit(
            lambda document: gestures.add_persona(document, name, before, after, fields),
            f"Add persona {name}",
        )

    def rename_persona(self, persona: str, name: str) -> None:
        """Call a persona something else; its id stays."""
        self.set_persona(persona, name=name)

    def set_persona(self, persona: str, **changes: Any) -> None:
        """Change ``name``, ``about`` or ``segment``."""
        self.editing.commit(
            lambda document: gestures.set_persona(document, persona, changes), f"Change persona {persona}"
        )

    def move_persona(self, persona: str, *, before: str | None = None, after: str | None = None) -> None:
        """Put a persona before or after another; neither is the end."""
        self._move("persona", persona, before, after)

    def remove_persona(self, persona: str) -> None:
        """Remove a persona with the emotions drawn for it; undo brings all of it back."""
        self._remove("persona", persona)

    def _move(self, what: gestures.What, name: str, before: str | None, after: str | None) -> None:
        self.editing.commit(
            lambda document: gestures.move(document, what, name, before, after), f"Move {what} {name}"
        )

    def _remove(self, what: gestures.What, name: str) -> None:
        self.editing.commit(lambda document: gestures.remove(document, what, name), f"Remove {what} {name}")

    # --- cells and emotions

    def set_cell(self, stage: str, lane: str, text: str) -> None:
        """Say what a cell holds, one line a card; cards whose lines stay keep all they have."""
        self.editing.commit(
            lambda document: gestures.set_cell(document, stage, lane, text), f"Edit {lane} at {stage}"
        )

    def set_emotion(self, stage: str, value: float | None, persona: str | None = None) -> None:
        """Draw an emotion on the map's scale (-2 to 2 by default); None leaves a gap.

        Without ``persona`` it is the first persona's.
        """
        self.editing.commit(
            lambda document: gestures.set_emotion(document, stage, value, persona), f"Move emotion at {stage}"
        )
