"""What a page is asked and told through any driver of a browser; keys and pointer are WebDriver's actions."""

from __future__ import annotations

import json
import time
from abc import ABC, abstractmethod
from typing import Any

from tests.browser.lab import PATIENCE

KEYS = {"Enter": "\ue006", "Escape": "\ue00c", "Control": "\ue009", "Shift": "\ue008"}
"""Keys as WebDriver writes them."""
PRESS = ({"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0})


class PageDriver(ABC):
    """A page that says what a JavaScript expression is."""

    @abstractmethod
    def value(self, expression: str) -> Any:
        """What a JavaScript expression is, awaited, by way of JSON."""

    def until(self, expression: str, expected: Any = True) -> None:
        """Wait until an expression has a value; fails with the value it had last."""
        end = time.monotonic() + PATIENCE
        while (value := self.value(expression)) != expected:
            assert time.monotonic() < end, f"{expression} is {value!r}, not {expected!r}"
            time.sleep(0.1)


class WebDriver(PageDriver):
    """A page whose driver takes WebDriver's actions."""

    @abstractmethod
    def _act(self, source: dict[str, Any]) -> None:
        """Do the actions of one source of input, a keyboard or a pointer."""

    def press(self, *keys: str) -> None:
        """Press keys one after the other, such as ``"a"`` or ``"Control+z"``."""
        actions = []
        for key in keys:
            chord = [KEYS.get(one, one) for one in key.split("+")]
            actions += [{"type": "keyDown", "value": one} for one in chord]
            actions += [{"type": "keyUp", "value": one} for one in reversed(chord)]
        self._act({"type": "key", "id": "keyboard", "actions": actions})

    def click(self, selector: str, aside: bool = False) -> None:
        """Press in the middle of an element, or at its corner, aside of what it holds."""
        x, y = self._spot(selector, aside)
        self._point({"type": "pointerMove", "x": x, "y": y}, *PRESS)

    def drag(self, selector: str, onto: str) -> None:
        """Drag one element onto another."""
        x, y = self._spot(selector)
        to_x, to_y = self._spot(onto)
        steps = [
            {"type": "pointerMove", "x": round(x + (to_x - x) * part), "y": round(y + (to_y - y) * part)}
            for part in (0.1, 0.3, 0.6, 1, 1)
        ]
        self._point({"type": "pointerMove", "x": x, "y": y}, PRESS[0], *steps, PRESS[1])

    def _spot(self, selector: str, aside: bool = False) -> tuple[int, int]:
        spot = self.value(
            f"""(() => {{
                const element = document.querySelector({json.dumps(selector)});
                element.scrollIntoView({{block: 'nearest', inline: 'nearest'}});
                const {{left, top, width, height}} = element.getBoundingClientRect();
                return {json.dumps(aside)} ? [left + 3, top + 3] : [left + width / 2, top + height / 2];
            }})()"""
        )
        return round(spot[0]), round(spot[1])

    def _point(self, *actions: dict[str, Any]) -> None:
        self._act({"type": "pointer", "id": "mouse", "actions": list(actions)})
