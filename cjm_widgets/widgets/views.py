"""The anywidget classes: thin. All they do is hand messages to the journey's session.

`display` is what a journey shows as the last line of a cell: one map that it keeps, in what
`cjm_widgets.renderers` makes of it.
"""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets
from ipywidgets import Widget

from cjm_widgets import renderers
from cjm_widgets.document.errors import CjmError
from cjm_widgets.journey.copying import stays_one
from cjm_widgets.journey.display import Mimebundle
from cjm_widgets.journey.files.snapshotting import NOW, version_id
from cjm_widgets.journey.journey import Journey
from cjm_widgets.widgets import assets
from cjm_widgets.widgets.session import session_of


def route(comm: Any) -> None:
    """Have this comm's messages taken by the thread they ask for, where there is one."""
    if not hasattr(comm, "_reply_subshell_for"):  # by no contract; without it messages go where they ask to
        return

    def thread_for(_: Any, wanted: str | None) -> str | None:
        return wanted if wanted in comm.kernel.shell_channel_thread.manager.list_subshell() else None

    comm._reply_subshell_for = thread_for


def _now(_: object, view: JourneyView) -> dict[str, Any]:
    return view.session.snapshot()


class JourneyView(anywidget.AnyWidget):
    """A live view of a journey; the classes below say which part of it.

    Parameters
    ----------
    journey : Journey
        The journey to show. Any number of views of one journey agree.

    Raises
    ------
    CjmError
        ``journey`` is something else.
    """

    _esm = assets.start("widget.js")
    _css = assets.start("widget.css")

    part = traitlets.Unicode("map", read_only=True).tag(sync=True)
    versions: tuple[str, str] | None = None
    """The ids of the two versions that it begins with, compared; None for the map itself."""
    revision = traitlets.Int(0).tag(sync=True)
    """Set by the browser after an answer, so that front ends that watch traits see an edit."""
    _snapshot = traitlets.Any(None, allow_none=True).tag(sync=True, to_json=_now)
    """Computed whenever a front end asks for state, never on an edit."""

    def __init__(self, journey: Journey, **kwargs: Any) -> None:
        if not isinstance(journey, Journey):
            raise CjmError(f"{type(self).__name__} shows a cjm.Journey, not {type(journey).__name__}")
        self.journey = journey
        self.session = session_of(journey)
        self._has_shared_layout = isinstance(kwargs.get("layout"), Widget)
        super().__init__(**kwargs)
        self.session.join(self)
        self.on_msg(lambda _, content, __: self.session.receive(self, content))

    def close(self) -> None:
        """End this view; its layout too, which ipywidgets would keep for as long as the kernel runs."""
        if not hasattr(self, "session"):  # its journey was refused, and ipywidgets closes what it drops
            super().close()
            return
        layout = self.layout
        self.session.leave(self)
        super().close()
        if layout is not None and not self._has_shared_layout:
            layout.close()

    @traitlets.observe("comm")
    def _route_messages(self, change: Any) -> None:
        route(change.new)

    def live_bundle(self) -> Mimebundle:
        """What a notebook needs to show this view while its kernel runs."""
        shown = super()._repr_mimebundle_()
        assert shown is not None  # it always has a view
        return shown

    def _repr_mimebundle_(self, **kwargs: Any) -> Mimebundle:
        return renderers.bundle(self.journey, self.part, self.live_bundle, self.versions)

    __copy__ = __deepcopy__ = __reduce_ex__ = stays_one(
        "a view on screen", "show the journey again, or copy that: journey.copy()"
    )

    def __repr__(self) -> str:
        return repr(self.journey)


class JourneyMap(JourneyView):
    """The whole map: header, stages, curve, measures and cells.

    Parameters
    ----------
    journey : Journey
        The journey to show.
    compare
        Begin with two versions of the map compared, until the reader leaves the comparison: names of
        snapshots, ``"now"``, or ``"future"``, the map now with the emotions that its personas shall have.
        One name is compared with the map now.

    Raises
    ------
    UnknownNameError
        There is no such version; names the nearest.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive", "Leave"])
    >>> cjm.JourneyMap(journey).part
    'map'
    >>> journey.snapshot("Draft", by="Ada")
    >>> cjm.JourneyMap(journey, compare="Draft").versions
    ('draft', ' now')
    """

    _compare = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(
        self, journey: Journey, *, compare: str | tuple[str, str] | None = None, **kwargs: Any
    ) -> None:
        if compare is not None and isinstance(journey, Journey):
            self.versions = _version_ids(journey, compare)
            kwargs["_compare"] = [*self.versions]
        super().__init__(journey, **kwargs)


def _version_ids(journey: Journey, compare: Any) -> tuple[str, str]:
    names = (compare,) if isinstance(compare, str) else compare
    if not isinstance(names, tuple | list) or len(names) not in (1, 2):
        raise CjmError(f"compare= names one or two versions, such as ('Before', 'now'), not {compare!r}")
    with journey._core.in_sync() as core:
        ids = [version_id(core.document, name) for name in names]
    return ids[0], ids[1] if len(ids) == 2 else NOW


class JourneyGrid(JourneyView):
    """The stages and lanes without the emotion curve.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> cjm.JourneyGrid(cjm.Journey(["Arrive", "Leave"])).part
    'grid'
    """

    part = traitlets.Unicode("grid", read_only=True).tag(sync=True)


class EmotionCurve(JourneyView):
    """The emotion curve by itself.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> cjm.EmotionCurve(cjm.Journey(["Arrive", "Leave"])).part
    'curve'
    """

    part = traitlets.Unicode("curve", read_only=True).tag(sync=True)


def display(journey: Journey) -> Mimebundle:
    """What a journey shows below a cell, for every reader; a map that was closed is made anew."""
    core = journey._core

    def live() -> Mimebundle:
        if core.view is None or core.view.comm is None:
            core.view = JourneyMap(journey)
        return core.view.live_bundle()  # type: ignore[no-any-return]  # any widget

    return renderers.bundle(journey, "map", live)
