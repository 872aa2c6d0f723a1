"""Every measure by name, to read a measure from a document and to write one into it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import fields
from typing import Any

from cjm_widgets.document import model
from cjm_widgets.document.errors import MeasureError, UnknownNameError, listing, unknown
from cjm_widgets.measures.amounts import Money, Rate, Total
from cjm_widgets.measures.averages import Mean, Median
from cjm_widgets.measures.events import DropOff, Reached, StageTime
from cjm_widgets.measures.gaps import Gap
from cjm_widgets.measures.measure import KindChoice, Measure
from cjm_widgets.measures.mentions import Mentions
from cjm_widgets.measures.nets import EmployeeNetPromoterScore, NetBox, NetPromoterScore
from cjm_widgets.measures.satisfaction import CustomerEffort, CustomerSatisfaction
from cjm_widgets.measures.shares import BottomBox, ScoreShare, TopBox

_CLASSES: tuple[type[Measure], ...] = (
    Mean,
    Median,
    TopBox,
    BottomBox,
    NetBox,
    ScoreShare,
    CustomerSatisfaction,
    CustomerEffort,
    NetPromoterScore,
    EmployeeNetPromoterScore,
    Total,
    Rate,
    Money,
    Gap,
    Mentions,
    Reached,
    DropOff,
    StageTime,
)
_BY_NAME: dict[str, type[Measure]] = {one.maker: one for one in _CLASSES}


def makers() -> dict[str, dict[str, Any]]:
    """What is known of a measure by its maker alone: its label, unit and confidence without options.

    A maker with a choice of kinds has the unit of each. Files of before there were legends are read by this
    where there is no kernel.

    Examples
    --------
    >>> makers()["top_box"], makers()["ces"]["units"]
    ({'label': 'Top-2 box', 'unit': 'share', 'level': 0.95}, {'mean': 'score', 'top3': 'share'})
    """
    known: dict[str, dict[str, Any]] = {}
    for maker, kind_of in _BY_NAME.items():
        if kind_of is ScoreShare:  # there is none without options
            known[maker] = {"label": "Share", "unit": ScoreShare.unit, "level": ScoreShare.level}
            continue
        usual = kind_of()
        known[maker] = {"label": usual.label, "unit": usual.unit, "level": usual.level}
        if issubclass(kind_of, KindChoice):
            known[maker]["units"] = {kind: kind_of(kind=kind).unit for kind in kind_of.kinds}
    return known


def to_stored(measure: Measure) -> model.Measure:
    """The measure as a document stores it.

    Examples
    --------
    >>> stored = to_stored(TopBox(boxes=1))
    >>> stored.name, stored.options
    ('top_box', {'boxes': 1})
    """
    return model.Measure(measure.maker, measure.options)


def known_measures(stored: Iterable[model.Measure]) -> tuple[Measure, ...]:
    """Those of the measures that this version can compute.

    Examples
    --------
    >>> stored = [model.Measure("nps"), model.Measure("of a newer version"), model.Measure("mean")]
    >>> [measure.maker for measure in known_measures(stored)]
    ['nps', 'mean']
    """
    known: list[Measure] = []
    for measure in stored:
        with suppress(UnknownNameError, MeasureError):
            known.append(from_stored(measure))
    return tuple(known)


def from_stored(stored: model.Measure) -> Measure:
    """The measure that a document names.

    Raises
    ------
    UnknownNameError
        When there is no such measure; names the nearest.
    MeasureError
        When it has no such option.

    Examples
    --------
    >>> from_stored(model.Measure("nps")).method(weighted=False)
    'NPS, adjusted Wald 95 %'
    """
    if stored.name not in _BY_NAME:
        raise unknown("measure", stored.name, _BY_NAME)
    measure = _BY_NAME[stored.name]
    accepted = [option.name for option in fields(measure)]
    for option in stored.options:
        if option not in accepted:
            raise MeasureError(f"{stored.name} has no option {option!r}; it has {listing(accepted)}")
    return measure(**stored.options)  # type: ignore[arg-type]  # options are checked by __post_init__
