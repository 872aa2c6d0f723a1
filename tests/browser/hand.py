"""A user's hand on a map: keys or a mouse, with every deliberate gesture counted as it is made."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from playwright.sync_api import Locator, Position

from tests.browser.screen import Screen

Gesture = Literal["chord", "typing", "paste", "press", "drag"]


class Hand:
    """Counts actions. An action is one deliberate gesture of the user:

    - a chord: one key, or several held together, such as Enter, Tab, Shift+Right, Ctrl+I;
    - a run of typing between two other gestures, however long; Enter and Tab are chords of their own;
    - a paste: Ctrl+V. What is pasted was copied in another program, whose gestures are not the map's;
    - a press of the mouse button, also the right one;
    - a drag: press, move, let go.

    Moving the pointer is none. ``has_keys`` says which of keys and mouse the hand may use: a hand of the
    mouse still types texts, but presses no other key.
    """

    def __init__(self, screen: Screen, *, has_keys: bool) -> None:
        self.screen = screen
        self.page = screen.page
        self.has_keys = has_keys
        self._last: Gesture | None = None
        self.gestures: Counter[Gesture] = Counter()

    @property
    def actions(self) -> int:
        """How many there were."""
        return self.gestures.total()

    def _note(self, gesture: Gesture, *, by_key: bool | None) -> None:
        assert by_key in (None, self.has_keys), f"a {gesture} is not for this hand"
        if not (gesture == "typing" and self._last == "typing"):
            self.gestures[gesture] += 1
        self._last = gesture

    # --- either

    def type(self, text: str) -> None:
        """Type a text into what has the focus."""
        self._note("typing", by_key=None)
        self.page.keyboard.type(text)

    # --- keys

    def keys(self, *chords: str) -> None:
        """Press chords one after the other."""
        for chord in chords:
            self._note("chord", by_key=True)
            self.page.keyboard.press(chord)

    def paste(self, text: str) -> None:
        """Press Ctrl+V, with a text on the clipboard that another program has put there."""
        self._note("paste", by_key=True)
        self.screen.paste(text)

    # --- the mouse

    def press(self, target: Locator, button: Literal["left", "right"] = "left", **where: float) -> None:
        """Press on something, at its middle or at ``x`` and ``y`` px from its corner."""
        self._note("press", by_key=False)
        target.click(button=button, position=_position(where))

    def press_twice(self, target: Locator, **where: float) -> None:
        """Press twice in a row, as on a word to select it."""
        self._note("press", by_key=False)
        self._note("press", by_key=False)
        target.dblclick(position=_position(where))

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Press at one place of the window and let go at another."""
        self._note("drag", by_key=False)
        mouse = self.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, steps=4)
        mouse.move(*end, steps=4)
        mouse.up()

    def __str__(self) -> str:
        parts = ", ".join(f"{count} {name}" for name, count in sorted(self.gestures.items()))
        return f"{self.actions} actions ({parts})"


def _position(where: dict[str, float]) -> Position | None:
    return {"x": where["x"], "y": where["y"]} if where else None
