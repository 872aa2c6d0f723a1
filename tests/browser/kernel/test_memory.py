"""What edits leave behind in the page: nothing."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Show
from tests.browser.screen import Screen

EDITS = 40


def nodes(screen: Screen) -> int:
    """How many DOM nodes the page has in memory once what nobody needs is gone, shown or not."""
    session = screen.page.context.new_cdp_session(screen.page)
    for _ in range(3):  # what one round frees may have held more
        session.send("HeapProfiler.collectGarbage")
    count = int(session.send("Memory.getDOMCounters")["nodes"])
    session.detach()
    return count


def edit(screen: Screen, times: int) -> None:
    """Type into a cell, again and again, and leave it."""
    for number in range(times):
        screen.go("actions/arrive")
        screen.press("F2", "Control+a")
        screen.type(f"Text {number}")
        screen.press("Control+Enter")
    screen.host.saved()


def settled(screen: Screen) -> int:
    """How many nodes there are once the output has been written and nothing is due any more."""
    counts = [nodes(screen)]

    def is_still() -> bool:
        screen.page.wait_for_timeout(2000)
        counts.append(nodes(screen))
        return counts[-1] == counts[-2]

    screen.until(is_still, True)
    return counts[-1]


@pytest.mark.parametrize("place", ["show", "show_in_lab"])
def test_edits_leave_no_nodes_in_memory(place: str, request: pytest.FixtureRequest) -> None:
    show: Show = request.getfixturevalue(place)
    screen = show('cjm.Journey(["Arrive", "Wait"], lanes=["Emotion", "Actions"])')
    edit(screen, 5)
    before = settled(screen)
    edit(screen, EDITS)
    screen.until(lambda: nodes(screen) - before < EDITS, True)  # less than one node for an edit
