"""Which charts there are, what each takes, and which source and column it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from cjm_widgets.counts.stack import check_column
from cjm_widgets.document.errors import CjmError, MeasureError, listing, nearest, quoted, unknown
from cjm_widgets.measures.measure import Measure

if TYPE_CHECKING:
    from cjm_widgets.charts.subject import Subject
    from cjm_widgets.measures.source import MeasuredSource

KINDS: dict[str, tuple[str, ...]] = {
    "curve": ("by", "facet"),
    "distribution": ("by", "facet"),
    "compare": ("by", "measure", "test", "adjust", "level"),
    "trend": ("by", "measure", "wave"),
    "funnel": ("by",),
    "transitions": ("by",),
    "paths": ("by", "top"),
    "time": ("by",),
    "impact-effort": (),
}
"""Each chart and what may be chosen for it; its module has the same name, with an underscore, or is that of
what cases did."""
OF_CASES = ("funnel", "transitions", "paths", "time")
"""Those of events, which one module draws."""


def _is_text(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _is_measure(value: Any) -> bool:
    return _is_text(value) or isinstance(value, Measure)


_TAKES: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "by": ("the name of a column", _is_text),
    "wave": ("the name of a column", _is_text),
    "top": (
        "a whole number from 1 on",
        lambda value: isinstance(value, int) and not isinstance(value, bool) and value > 0,
    ),
    "facet": ("True or False", lambda value: isinstance(value, bool)),
    "measure": ("a measure or its name", _is_measure),
}
"""What an option takes, in words, and whether a value is one."""


def check_options(kind: str, options: Mapping[str, Any]) -> None:
    """Refuse a chart that is not there, and what cannot be chosen for it.

    Raises
    ------
    UnknownNameError
        No such chart; names the nearest.
    CjmError
        The chart has no such option, or the option does not take this.
    """
    if kind not in KINDS:
        raise unknown("chart", kind, KINDS)
    for option in options:
        if option not in KINDS[kind]:
            close = nearest(option, KINDS[kind])
            hint = f"; did you mean {close}=?" if close else "."
            takes = listing([*KINDS[kind], "source", "linked"])
            raise CjmError(f"the {kind} chart has no {option}={hint} It takes {takes}")
    for option, value in options.items():
        words, fits = _TAKES.get(option, ("", lambda _: True))
        if not fits(value):
            raise CjmError(f"{option}= of the {kind} chart takes {words}, not {quoted(value)}")


def draw(kind: str, subject: Subject, options: Mapping[str, Any]) -> Any:
    """The chart of a kind; ``options`` are checked, and without ``by``."""
    if kind in OF_CASES:
        from cjm_widgets.charts.cases import draw_cases

        return draw_cases(kind, subject, **options)
    return import_module(f"cjm_widgets.charts.{kind.replace('-', '_')}").draw(subject, **options)


def choose_source(kind: str, sources: Iterable[MeasuredSource], name: str | None) -> MeasuredSource | None:
    """The source of that name, or the first that has what the kind shows."""
    measured = {source.name: source for source in sources}
    if name is None:
        scored = [source for source in measured.values() if source.scored]
        of_cases = [source for source in measured.values() if source.events]
        every = of_cases or [*measured.values()] if kind in OF_CASES else [*measured.values()]
        every = scored if kind in ("curve", "distribution") else every
        if kind == "trend":
            every = [source for source in every if source.wave is not None] or every
        return next(iter(every), None)
    if name not in measured:
        raise unknown("source", name, measured)
    return measured[name]


def choose_column(kind: str, source: MeasuredSource | None, by: str | None) -> str | None:
    """The column of segments; comparing takes the only one where none is named."""
    columns = source.counts.by if source else ()
    if by is not None:
        check_column(by, [source.counts] if source else [])
    elif kind == "compare" and source:
        if len(columns) != 1:
            raise MeasureError(
                f"comparing takes the column whose segments to compare: "
                f"journey.chart('compare', by=...). Columns: {listing(columns)}"
            )
        by = columns[0]
    return by
