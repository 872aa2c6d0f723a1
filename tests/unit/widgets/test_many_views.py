"""Views come and go: what each of two hundred needed is given back when it is closed."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import Any

import comm
import pytest
from comm.base_comm import BaseComm, CommManager
from ipywidgets.widgets.widget import _instances

import cjm_widgets as cjm
from cjm_widgets.widgets.session import session_of

TIMES = 200


class Wire(BaseComm):  # type: ignore[misc]
    """A comm that sends nowhere."""

    def publish_msg(self, *_: Any, **__: Any) -> None: ...


@pytest.fixture
def comms(monkeypatch: pytest.MonkeyPatch) -> CommManager:
    """The comms of a kernel."""
    manager = CommManager()
    monkeypatch.setattr(comm, "create_comm", lambda *arguments, **fields: Wire(*arguments, **fields))
    monkeypatch.setattr(comm, "get_comm_manager", lambda: manager)
    return manager


def counts(journey: cjm.Journey, comms: CommManager) -> dict[str, int]:
    """How much of each there is."""
    gc.collect()
    session = session_of(journey)
    return {
        "comms": len(comms.comms),
        "widgets": len(_instances),
        "views": len(session._views),
        "listeners": len(journey._core._listeners),
        "observers": sum(
            len(ones) for by_type in journey._trait_notifiers.values() for ones in by_type.values()
        ),
        "threads": threading.active_count(),
    }


@pytest.mark.parametrize("part", [cjm.JourneyMap, cjm.JourneyGrid, cjm.EmotionCurve])
def test_two_hundred_views_opened_and_closed_leave_nothing_behind(
    part: type[cjm.JourneyMap], comms: CommManager
) -> None:
    journey = cjm.Journey(["Arrive", "Wait"], lanes=["Emotion", "Actions"])
    part(journey).close()
    before = counts(journey, comms)
    views = [part(journey) for _ in range(TIMES)]
    assert counts(journey, comms)["comms"] >= before["comms"] + TIMES
    journey.set_cell("Wait", "Actions", "Reads")
    for view in views:
        view.close()
    gone = [weakref.ref(view) for view in views]
    views.clear()
    del view
    assert counts(journey, comms) == before
    assert not any(one() for one in gone)


def test_two_hundred_journeys_that_were_shown_leave_nothing_behind(comms: CommManager) -> None:
    stays = cjm.Journey(["Arrive"])
    before, gone = counts(stays, comms), []
    for _ in range(TIMES):
        journey = cjm.Journey(["Arrive"], lanes=["Actions"])
        journey._repr_mimebundle_()
        view = journey._core.view or cjm.JourneyMap(journey)
        view.close()
        gone.append(weakref.ref(journey))
        del view, journey
    assert counts(stays, comms) == before
    assert not any(one() for one in gone)
