"""What each rule from texts to stages matched, and what matched nothing."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.document.errors import CjmWarning, listing, warn
from cjm_widgets.measures.reconcile import EMPTY
from cjm_widgets.measures.rules import Rules
from cjm_widgets.measures.scores import is_blank

_EXAMPLES = 5
_COLUMNS: dict[str, Any] = {
    "rule": object,
    "stage": object,
    "values": np.int64,
    "rows": np.int64,
    "hit_rate": np.float64,
    "examples": object,
    "passed_over": np.int64,
}


def matches_frame(found: pd.DataFrame, rules: Rules, shown: Collection[str] = ()) -> pd.DataFrame:
    """Say what each rule of long rows matched.

    Parameters
    ----------
    found
        The reconciliation of all rows.
    rules
        The rules, in order.
    shown
        Rules to show where they matched nothing, too; by default all.

    Returns
    -------
    pandas.DataFrame
        A row per rule: ``rule, stage`` (its id), ``values`` and ``rows`` that it decided, ``hit_rate`` (the
        share of all rows), ``examples`` (the most frequent values), and ``passed_over``, how many values
        fit it too but an earlier rule gave them to another stage. The last row, without a rule, is what no
        rule fits.

    Examples
    --------
    >>> read = pd.DataFrame({"given": ["pay", "x"], "outcome": ["matched", "unmatched"], "rows": [6, 2]})
    >>> matches_frame(read, Rules({"p*": "till"}, "glob"))
       rule stage  values  rows  hit_rate examples  passed_over
    0    p*  till       1     6      0.75      pay            0
    1  None  None       1     2      0.25        x            0
    """
    rows = found.groupby("given", sort=False)["rows"].sum().sort_values(ascending=False, kind="stable")
    total = int(rows.sum())
    decided: dict[str | None, list[str]] = {**{rule: [] for rule in rules}, None: []}
    passed_over = dict.fromkeys(rules, 0)
    for given in rows.index:
        fitting = rules.fitting(given)
        decided[fitting[0] if fitting else None].append(given)
        for rule in fitting[1:]:
            passed_over[rule] += rules.stages[rule] != rules.stages[fitting[0]]
    records = [
        {
            "rule": rule,
            "stage": None if rule is None else rules.stages[rule],
            "values": len(values),
            "rows": int(rows[values].sum()),
            "hit_rate": int(rows[values].sum()) / total if total else 0.0,
            "examples": ", ".join(EMPTY if is_blank(value) else value for value in values[:_EXAMPLES]),
            "passed_over": 0 if rule is None else passed_over[rule],
        }
        for rule, values in decided.items()
        if rule is None or values or rule in (shown or rules)
    ]
    return pd.DataFrame(
        {name: pd.Series([one[name] for one in records], dtype=dtype) for name, dtype in _COLUMNS.items()}
    )


def warn_of_several(matches: pd.DataFrame) -> None:
    """Warn where a value fits several rules: the first of them decides."""
    later = matches[matches["passed_over"] > 0]
    if len(later):
        each = listing(
            f"{rule!r} ({values:,} {'value' if values == 1 else 'values'})"
            for rule, values in zip(later["rule"], later["passed_over"], strict=True)
        )
        warn(
            f"the first rule that fits decides, so these did not get all that fits them: {each}; "
            "source.matches has what each got",
            CjmWarning,
        )
