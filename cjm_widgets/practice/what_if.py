"""What would come of it if more cases went on from one stage: carried through the funnel to its end."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from cjm_widgets.document.errors import MeasureError, quoted
from cjm_widgets.frames.typed import frame_of_records
from cjm_widgets.measures.measure import percent
from cjm_widgets.statistics.intervals import normal_quantile

if TYPE_CHECKING:
    import pandas as pd

_NUMBERS = ("step_share", "share", "low", "high", "step_share_then", "share_then", "low_then", "high_then")
_COLUMNS: dict[str, Any] = {"stage": object, "n": "Int64", **dict.fromkeys(_NUMBERS, np.float64)}
_COLUMNS |= {"n_then": np.float64, "method": object}


def what_if_frame(funnel: pd.DataFrame, stage: str, to: float, level: float) -> pd.DataFrame:
    """The funnel now and then; see ``Journey.what_if``.

    Parameters
    ----------
    funnel
        One source's funnel of cases that come to one stage after the other, in order.
    stage
        The stage whose share of the one before changes, by its label.
    to
        What that share becomes, from 0 to 1.
    level
        Confidence of the intervals, between 0 and 1.

    Raises
    ------
    MeasureError
        ``to`` is no share, no case is at the stage, or a number on the way is withheld.
    """
    every = funnel.to_dict("records")
    hidden = [str(row["stage"]) for row in every if _is_missing(row["n"])]
    if hidden:
        raise MeasureError(f"the funnel is withheld at {', '.join(hidden)}, so what would follow is unknown")
    rows = [row for row in every if not _is_missing(row["share"])]  # the others are no steps
    names = [row["stage"] for row in rows]
    if stage not in names:
        raise MeasureError(f"no event is at {quoted(stage)}")
    at = names.index(stage)
    total = rows[0]["n"] / rows[0]["share"] if rows[0]["share"] else 0
    half = normal_quantile(level)
    how = f"steps in order, the others unchanged, delta method on the log {percent(level)}"
    share, variance, before = 1.0, 0.0, total
    records = []
    for place, row in enumerate(rows):
        step = row["n"] / before if before else math.nan
        then = to if place == at else step
        share *= then
        if place != at and step:
            variance += (1 - step) / row["n"]
        spread = math.exp(half * math.sqrt(variance)) if variance and share else 1.0
        touched = place >= at
        records.append(
            {
                "stage": row["stage"],
                "n": int(row["n"]),
                "step_share": step,
                **{name: float(row[name]) for name in ("share", "low", "high")},
                "step_share_then": then,
                "share_then": share if touched else float(row["share"]),
                "low_then": share / spread if touched else float(row["low"]),
                "high_then": min(share * spread, 1.0) if touched else float(row["high"]),
                "n_then": share * total if touched else float(row["n"]),
                "method": how if touched else row["method"],
            }
        )
        before = row["n"]
    return frame_of_records(records, _COLUMNS)


def _is_missing(value: Any) -> bool:
    return value is None or value != value or str(value) == "<NA>"
